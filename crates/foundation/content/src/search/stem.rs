//! A light stemmer for Bulgarian: the definite article, the plural and the last vowel go, as
//! Savoy describes it ("Searching strategies for the Bulgarian language", Information Retrieval
//! 10, 2007), without his rules for мест- and мяст- and for -ища, which part служител from служители
//! and училище from училища.
//! Everything that is not Bulgarian Cyrillic stays as it is.

/// The stem of a word in lower case.
pub fn light(word: &str) -> String {
    if !word.chars().all(|c| matches!(c, 'а'..='я' | 'ѝ')) {
        return word.to_owned();
    }
    let mut w = Word(word.chars().collect());
    if w.len() < 4 {
        return word.to_owned();
    }
    w.article();
    w.plural();
    w.ending();
    w.0.into_iter().collect()
}

struct Word(Vec<char>);

impl Word {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn ends(&self, suffix: &str) -> bool {
        self.0.iter().rev().copied().take(suffix.chars().count()).eq(suffix.chars().rev())
            && self.len() >= suffix.chars().count()
    }

    /// Replaces a suffix of a word that has at least `least` letters.
    fn replace(&mut self, least: usize, suffix: &str, by: &str) -> bool {
        let fits = self.len() >= least && self.ends(suffix);
        if fits {
            self.0.truncate(self.len() - suffix.chars().count());
            self.0.extend(by.chars());
        }
        fits
    }

    fn article(&mut self) {
        if self.replace(7, "ият", "") {
            return;
        }
        for article in ["ът", "то", "те", "та", "ия"] {
            if self.replace(6, article, "") {
                return;
            }
        }
        self.replace(5, "ят", "");
    }

    fn plural(&mut self) {
        let rules = [
            (7, "овци", "о"),
            (7, "ове", ""),
            (7, "еве", "й"),
            (6, "та", ""),
            (5, "ци", "к"),
            (5, "зи", "г"),
        ];
        if rules.into_iter().any(|(least, suffix, by)| self.replace(least, suffix, by)) {
            return;
        }
        if !self.replace(5, "си", "х") {
            self.replace(5, "и", "");
        }
    }

    fn ending(&mut self) {
        if self.len() > 3 {
            self.replace(4, "я", "");
            if self.len() > 2 && matches!(self.0.last(), Some('а' | 'о' | 'е')) {
                self.0.pop();
            }
        }
        self.replace(5, "ен", "н");
        let n = self.len();
        if n > 5 && self.0[n - 2] == 'ъ' {
            self.0.remove(n - 2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::light;

    #[test]
    fn forms_of_a_word_meet() {
        for forms in [
            &["община", "общината", "общини", "общините"][..],
            &["град", "градът", "градове", "градовете"],
            &["гише", "гишето", "гишета", "гишетата"],
            &["практика", "практиката", "практики", "практиките"],
            &["служител", "служителят", "служители", "служителите"],
            &["език", "езикът", "езици", "езиците"],
            &["услуга", "услугата", "услуги", "услугите"],
            &["училище", "училището", "училища", "училищата"],
        ] {
            let stems: Vec<String> = forms.iter().map(|f| light(f)).collect();
            assert!(stems.iter().all(|s| *s == stems[0]), "{forms:?} → {stems:?}");
        }
    }

    #[test]
    fn short_and_foreign_words_stay() {
        for word in ["дом", "едно2", "practice", "αθηνα", "2026", "їжа"] {
            assert_eq!(light(word), word);
        }
    }
}

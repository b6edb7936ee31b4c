//! A light stemmer for Bulgarian: the definite article, the plural and the last vowel go, as
//! Savoy describes it ("Searching strategies for the Bulgarian language", Information Retrieval
//! 10, 2007), without his rules for мест- and мяст- and for -ища, which part служител from служители
//! and училище from училища.
//!
//! Four things are ours, because the forms of frequent words did not meet: nouns in -ия (стратегия,
//! стратегиите), those in -ец (бежанец, бежанци), those in -ин (гражданин, граждани), and those in -т,
//! whose short article looks like the long one of others (бюджета).

/// Words whose forms no rule brings together.
const EXCEPTIONS: [(&str, &str); 4] =
    [("дец", "дет"), ("мяст", "мест"), ("времн", "врем"), ("цял", "цел")];

/// The stem of a word in lower case, of Bulgarian letters.
pub fn light(word: &str) -> String {
    let mut w = Word(word.chars().collect());
    if w.len() < 4 {
        return word.to_owned();
    }
    w.article();
    w.plural();
    w.ending();
    let stem: String = w.0.into_iter().collect();
    let known = EXCEPTIONS.iter().find(|(from, _)| *from == stem);
    known.map_or(stem, |(_, to)| (*to).to_owned())
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
            (6, "ове", ""),
            (7, "еве", "й"),
            (6, "та", ""),
            (5, "ци", "к"),
            (5, "зи", "г"),
        ];
        // A noun in -ция has its и before the one of the plural, and is none in -к.
        if self.ends("ии")
            || rules.into_iter().any(|(least, suffix, by)| self.replace(least, suffix, by))
        {
            return;
        }
        if !self.replace(5, "си", "х") {
            self.replace(4, "и", "");
        }
    }

    fn ending(&mut self) {
        let _ = self.replace(5, "т", "") || self.replace(5, "й", "");
        if self.len() > 3 {
            self.replace(4, "я", "");
            self.vowel();
        }
        // What is left of -ия, -ии and -ие.
        while self.len() > 4 && matches!(self.0.last(), Some('и' | 'й')) {
            self.0.pop();
        }
        self.replace(5, "ен", "н");
        // People of one kind, of whom the plural drops -ин.
        let people = [("анин", "ан"), ("янин", "ян"), ("арин", "ар")];
        if !self.replace(5, "ец", "к") {
            let _ = people.into_iter().any(|(suffix, by)| self.replace(6, suffix, by));
        }
        let n = self.len();
        if n > 5 && self.0[n - 2] == 'ъ' {
            self.0.remove(n - 2);
        }
        // Vowels that the plural drops: човек, човеци; месец, месеци.
        self.replace(5, "ек", "к");
    }

    fn vowel(&mut self) {
        if self.len() > 2 && matches!(self.0.last(), Some('а' | 'о' | 'е')) {
            self.0.pop();
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
            &["дом", "дома", "домове", "домовете"],
            &["гише", "гишето", "гишета", "гишетата"],
            &["практика", "практиката", "практики", "практиките"],
            &["служител", "служителят", "служителя", "служители", "служителите"],
            &["език", "езика", "езикът", "езици", "езиците"],
            &["услуга", "услугата", "услуги", "услугите"],
            &["училище", "училището", "училища", "училищата"],
            &["интеграция", "интеграцията", "интеграции", "интеграциите"],
            &["стратегия", "стратегията", "стратегии", "стратегиите"],
            &["бежанец", "бежанеца", "бежанецът", "бежанци", "бежанците"],
            &["чужденец", "чужденци", "чужденците"],
            &["гражданин", "гражданина", "гражданинът", "граждани", "гражданите"],
            &["бюджет", "бюджета", "бюджетът", "бюджети", "бюджетите"],
            &["проект", "проекта", "проектът", "проекти", "проектите"],
            &["съвет", "съвета", "съветът", "съвети", "съветите"],
            &["дейност", "дейността", "дейности", "дейностите"],
            &["работа", "работата", "работи", "работят"],
            &["заплата", "заплатата", "заплати", "заплатите"],
            &["дете", "детето", "деца", "децата"],
            &["място", "мястото", "места", "местата"],
            &["образование", "образованието", "образования"],
            &["социален", "социална", "социално", "социални", "социалния", "социалната"],
            &["преводач", "преводача", "преводачът", "преводачи", "преводачите"],
            &["случай", "случаят", "случаи", "случаите"],
            &["месец", "месеца", "месеци", "месеците"],
            &["център", "центъра", "центрове", "центровете"],
            &["план", "плана", "планът", "планове", "плановете"],
            &["клуб", "клуба", "клубове", "клубовете"],
            &["магазин", "магазина", "магазини", "магазините"],
        ] {
            let stems: Vec<String> = forms.iter().map(|f| light(f)).collect();
            assert!(stems.iter().all(|s| *s == stems[0]), "{forms:?} → {stems:?}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for (a, b) in [
            ("град", "градина"),
            ("съвет", "съветник"),
            ("наем", "наематели"),
            ("жена", "женитба"),
            ("училище", "учител"),
            ("работа", "работник"),
            ("народ", "нарада"),
            ("политика", "полиция"),
        ] {
            assert_ne!(light(a), light(b), "{a}, {b}");
        }
    }
}

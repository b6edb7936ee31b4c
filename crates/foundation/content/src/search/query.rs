//! A query: its words, what each of them stands for, and how widely they are sought.

use std::collections::HashSet;

use domain::Lang;

use super::{
    analyse::{self, SPELT, Token, tokens},
    latin, stem,
};

/// The most words of a query that count.
const WORDS: usize = 12;
/// The most words of which some may be missing.
const SOUGHT: usize = 6;
/// The fewest letters of a beginning that finds whole words.
const BEGINNING: usize = 3;

/// Words that hold a sentence together and say nothing of what it is about. A query that has
/// others is sought without them.
const SMALL: &[&str] = &[
    "а",
    "без",
    "в",
    "във",
    "да",
    "до",
    "е",
    "за",
    "и",
    "из",
    "или",
    "към",
    "как",
    "ли",
    "между",
    "на",
    "над",
    "не",
    "но",
    "около",
    "от",
    "по",
    "под",
    "при",
    "с",
    "са",
    "се",
    "си",
    "след",
    "със",
    "то",
    "че",
    "what",
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "by",
    "do",
    "for",
    "from",
    "how",
    "in",
    "is",
    "of",
    "on",
    "or",
    "the",
    "to",
    "we",
    "with",
    "na",
    "za",
    "ot",
    "da",
    "po",
    "pri",
    "der",
    "die",
    "das",
    "und",
    "fur",
    "mit",
    "von",
    "le",
    "la",
    "les",
    "des",
    "du",
    "et",
    "pour",
    "un",
    "une",
    "si",
    "de",
    "cu",
    "din",
    "pentru",
];

/// How widely a query is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All words, as they were typed.
    Typed,
    /// All words; Latin ones may be of any language, and Bulgarian without its letters.
    Spelt,
    /// The same, and the last word may be the beginning of one.
    Begun,
    /// So many of the words, in either way.
    Some(usize),
}

/// One word of a query and what it finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it was typed, folded, and its likeliest stem.
    close: Vec<String>,
    /// Its stems in other languages.
    far: Vec<String>,
    /// What it may be in Cyrillic, stemmed; a Latin word has such readings.
    spelt: Vec<String>,
    /// Beginnings of indexed words, for the last word: as typed, and in Cyrillic.
    begins: Vec<String>,
    begins_spelt: Vec<String>,
    /// The letters with which any of these begins, as a set of their numbers modulo 64: most words of a text are
    /// none of those sought, and that is seen at once.
    firsts: u64,
}

/// The set that holds only the first letter of a word.
fn first(word: &str) -> u64 {
    word.chars().next().map_or(0, letter)
}

fn letter(c: char) -> u64 {
    1 << (u32::from(c) % 64)
}

impl Word {
    fn new(token: &Token, last: bool) -> Self {
        let raw = token.folded.strip_prefix(SPELT).unwrap_or(&token.folded);
        let readings = latin::readings(raw);
        let mut spelt: Vec<String> = Vec::new();
        for reading in &readings {
            let stem = stem::in_language(reading, &Lang::bulgarian());
            if !spelt.contains(&stem) {
                spelt.push(stem);
            }
        }
        let stem::Stems { close, far } = stem::in_all(&token.folded);
        let long = |w: &String| last && w.chars().count() >= BEGINNING;
        let begins: Vec<String> = Some(token.folded.clone()).filter(long).into_iter().collect();
        let begins_spelt: Vec<String> = readings.into_iter().filter(long).take(3).collect();
        let all = close.iter().chain(&far).chain(&spelt).chain(&begins).chain(&begins_spelt);
        let firsts = all.fold(0, |set, word| set | first(word));
        Self { close, far, spelt, begins, begins_spelt, firsts }
    }

    /// How well an indexed word fits: 1 as a form of the word, less as one that begins with it,
    /// nothing otherwise.
    pub(super) fn fits(&self, indexed: &str, reach: Reach) -> f64 {
        let begins = |b: &String| indexed.starts_with(b.as_str());
        if !self.may_fit(indexed) {
            return 0.0;
        }
        if self.close.iter().any(|w| w == indexed) {
            1.0
        } else if self.spelt(reach).iter().any(|w| w == indexed) {
            0.9
        } else if self.far(reach).iter().any(|w| w == indexed) {
            0.7
        } else if self.begins(reach).any(begins) {
            0.5
        } else {
            0.0
        }
    }

    fn spelt(&self, reach: Reach) -> &[String] {
        if reach == Reach::Typed { &[] } else { &self.spelt }
    }

    /// Of Latin words those in English are meant before those in any other language.
    fn far(&self, reach: Reach) -> &[String] {
        if reach == Reach::Typed && !self.spelt.is_empty() { &[] } else { &self.far }
    }

    /// Databases read all that begins alike, which takes much longer than to find a word.
    fn begins(&self, reach: Reach) -> impl Iterator<Item = &String> {
        let whole = matches!(reach, Reach::Typed | Reach::Spelt);
        let begins: [&[String]; 2] =
            if whole { [&[], &[]] } else { [&self.begins, &self.begins_spelt] };
        begins.into_iter().flatten()
    }

    /// Whether a word with this first letter can fit at all.
    fn may_fit(&self, word: &str) -> bool {
        self.firsts & first(word) != 0
    }
}

/// A query, analysed like the texts. Its last word may be a beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    words: Vec<Word>,
    /// Those that are sought when not all are found: the longest, which say most.
    sought: Vec<usize>,
}

impl Words {
    /// The words of what somebody typed, at most twelve. `None` when there is none.
    pub fn parse(query: &str) -> Option<Self> {
        let mut tokens = tokens(query);
        if tokens.iter().any(|t| !SMALL.contains(&&*t.folded)) {
            tokens.retain(|t| !SMALL.contains(&&*t.folded));
        }
        tokens.truncate(WORDS);
        let count = tokens.len();
        let mut words: Vec<Word> = Vec::new();
        let mut lengths: Vec<(usize, usize)> = Vec::new();
        for (n, token) in tokens.iter().enumerate() {
            let word = Word::new(token, n + 1 == count);
            if !words.iter().any(|w| w.close == word.close && w.begins == word.begins) {
                lengths.push((token.folded.chars().count(), words.len()));
                words.push(word);
            }
        }
        lengths.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut sought: Vec<usize> = lengths.into_iter().map(|(_, n)| n).take(SOUGHT).collect();
        sought.sort_unstable();
        (!words.is_empty()).then_some(Self { words, sought })
    }

    /// The words.
    pub fn all(&self) -> &[Word] {
        &self.words
    }

    /// How many of its words a text must have to be about the same.
    pub(super) fn half(&self) -> usize {
        self.sought.len().div_ceil(2)
    }

    /// How the query is sought, one way after the other, as long as nothing is found that has all
    /// words.
    pub fn reaches(&self) -> Vec<Reach> {
        let mut reaches = vec![Reach::Typed];
        if self.words.iter().any(|w| !w.spelt.is_empty()) {
            reaches.push(Reach::Spelt);
        }
        if self.words.iter().any(|w| !w.begins.is_empty() || !w.begins_spelt.is_empty()) {
            reaches.push(Reach::Begun);
        }
        // When some words are left out of the six, all six are fewer than all.
        let most = self.sought.len() - usize::from(self.sought.len() == self.words.len());
        reaches.extend((1..=most).rev().map(Reach::Some));
        reaches
    }

    /// Whether a word of a text in this language is one of those sought.
    pub fn hits(&self, token: &Token, lang: &Lang, reach: Reach) -> bool {
        if !self.words.iter().any(|w| w.may_fit(&token.folded)) {
            return false;
        }
        let stem = token.stem(lang);
        self.words.iter().any(|w| w.fits(&stem, reach) > 0.0)
    }

    /// Whether a text in this language may hold one of the words: quickly, since of most texts this is all one wants
    /// to know.
    pub(super) fn may_be_in(&self, text: &str, lang: &Lang) -> bool {
        let firsts = self.words.iter().fold(0, |set, word| set | word.firsts);
        analyse::beginnings(text).any(|(first, rest)| {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            firsts & letter(first) != 0
                && tokens(&rest[..end]).iter().any(|t| self.hits(t, lang, Reach::Begun))
        })
    }

    /// Whether all words are among these indexed ones. A beginning finds nothing here: whoever
    /// waits for a word means the word.
    pub(super) fn all_in(&self, stems: &HashSet<&str>) -> bool {
        let among = |words: &[String]| words.iter().any(|w| stems.contains(w.as_str()));
        self.words.iter().all(|w| among(&w.close) || among(&w.far) || among(&w.spelt))
    }

    /// Whether a text in this language holds what is sought: what both databases must say of it.
    pub fn match_text(&self, text: &str, lang: &Lang, reach: Reach) -> bool {
        let stems: Vec<String> = tokens(text).iter().map(|t| t.stem(lang)).collect();
        let holds = |w: &Word| stems.iter().any(|s| w.fits(s, reach) > 0.0);
        match reach {
            Reach::Some(least) => {
                self.sought.iter().filter(|n| holds(&self.words[**n])).count() >= least
            }
            _ => self.words.iter().all(holds),
        }
    }

    /// The query for FTS5 (SQLite, "Full-text Query Syntax").
    pub fn fts5(&self, reach: Reach) -> String {
        self.write(reach, " AND ", " OR ", |w| format!("\"{w}\""), |w| format!("\"{w}\" *"))
    }

    /// The query for `to_tsquery` (PostgreSQL, "Parsing Queries").
    pub fn tsquery(&self, reach: Reach) -> String {
        self.write(reach, " & ", " | ", |w| format!("'{w}'"), |w| format!("'{w}':*"))
    }

    fn write(
        &self,
        reach: Reach,
        and: &str,
        or: &str,
        word: impl Fn(&str) -> String,
        prefix: impl Fn(&str) -> String,
    ) -> String {
        let one = |w: &Word| {
            let begins: Vec<&String> = w.begins(reach).collect();
            let mut words: Vec<&String> =
                w.close.iter().chain(w.far(reach)).chain(w.spelt(reach)).collect();
            // A beginning finds the words that begin with it, too.
            words.retain(|w: &&String| !begins.iter().any(|b| w.starts_with(b.as_str())));
            let mut parts: Vec<String> = words.iter().map(|w| word(w)).collect();
            parts.extend(begins.iter().map(|w| prefix(w)));
            if parts.len() == 1 { parts.remove(0) } else { format!("({})", parts.join(or)) }
        };
        match reach {
            Reach::Some(least) => {
                let parts: Vec<String> = self.sought.iter().map(|n| one(&self.words[*n])).collect();
                let some: Vec<String> = subsets(parts.len(), least)
                    .into_iter()
                    .map(|places| {
                        let all: Vec<&str> = places.iter().map(|n| parts[*n].as_str()).collect();
                        format!("({})", all.join(and))
                    })
                    .collect();
                some.join(or)
            }
            _ => self.words.iter().map(one).collect::<Vec<_>>().join(and),
        }
    }
}

/// Every choice of `size` of the first `of` numbers.
fn subsets(of: usize, size: usize) -> Vec<Vec<usize>> {
    (0_u32..1 << of)
        .filter(|bits| bits.count_ones() as usize == size)
        .map(|bits| (0..of).filter(|n| bits & (1 << n) != 0).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_written_for_both_databases() {
        let words = Words::parse("Преводачите на гишето").unwrap();
        assert_eq!(
            words.fts5(Reach::Typed),
            "(\"преводачите\" OR \"преводач\") AND (\"гишето\" OR \"гиш\" OR \"гишет\")"
        );
        assert_eq!(
            words.fts5(Reach::Begun),
            "(\"преводачите\" OR \"преводач\") AND (\"гиш\" OR \"гишет\" OR \"гишето\" *)"
        );
        assert_eq!(
            words.tsquery(Reach::Some(1)),
            "(('преводачите' | 'преводач')) | (('гиш' | 'гишет' | 'гишето':*))"
        );
        assert_eq!(words.reaches(), [Reach::Typed, Reach::Begun, Reach::Some(1)]);
        assert_eq!(Words::parse(" \"' & | ! "), None);
    }

    #[test]
    fn small_words_count_only_among_themselves() {
        assert_eq!(Words::parse("гише за бежанци").unwrap().all().len(), 2);
        assert_eq!(Words::parse("за и").unwrap().all().len(), 2);
    }

    #[test]
    fn what_is_typed_in_latin_is_sought_more_widely() {
        let words = Words::parse("u4ilishte").unwrap();
        assert_eq!(words.reaches(), [Reach::Typed, Reach::Spelt, Reach::Begun]);
        let bg = Lang::bulgarian();
        assert!(!words.match_text("училищата", &bg, Reach::Typed));
        assert!(words.match_text("училищата", &bg, Reach::Spelt));
    }

    #[test]
    fn of_many_words_some_may_be_missing() {
        let words = Words::parse("преводач жилище бежанци училище").unwrap();
        let (bg, text) = (Lang::bulgarian(), "Жилища за бежанците");
        assert!(!words.match_text(text, &bg, Reach::Some(3)));
        assert!(words.match_text(text, &bg, Reach::Some(2)));
        assert_eq!(subsets(3, 2), [vec![0, 1], vec![0, 2], vec![1, 2]]);
        assert_eq!(Words::parse("a1 b2 c3 d4 e5 f6 g7 h8").unwrap().reaches().len(), 7);
    }
}

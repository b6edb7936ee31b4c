//! Which experts fit a need, and why: pure functions, so that whoever chooses reads the same reasons that were counted.
//! Whether an introduction is about a need is judged by search, as strictly as of practices
//! ([`content::search::related`]); a word in common makes nobody fit.

use content::search::{Reach, Words, analyse, plain};
use domain::Lang;

use super::asking::Need;

/// The most words of a need by which something is sought.
const WORDS: usize = 12;
/// The shortest word that says something.
const LETTERS: usize = 4;
/// The most words of an expert that are named as a reason.
const NAMED: usize = 4;

/// What an entry of the roster says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidate {
    /// What she works on.
    pub sectors: Vec<String>,
    /// Languages in which she answers.
    pub languages: Vec<String>,
    /// Stages of the policy cycle that she knows.
    pub stages: Vec<String>,
    /// Her own words in each language in which they are there, the reader's first. A need is met in its own.
    pub texts: Vec<(Lang, String)>,
    /// Whether they are about the need.
    pub close: bool,
}

/// Why somebody is suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// She says these words, which stand in the need in one form or another.
    Words(Vec<String>),
    /// What she says is about the need, by other words.
    About,
    /// She works on what is asked about.
    Sectors(Vec<String>),
    /// She works in these sectors, and says nothing that is about the need.
    FromSectors(Vec<String>),
    /// She knows the stage in which the asker is.
    Stage(String),
    /// She answers in a language that the asker reads.
    Languages(Vec<String>),
}

impl Reason {
    fn points(&self) -> usize {
        match self {
            Self::Sectors(all) | Self::FromSectors(all) => 10 * all.len().min(3),
            Self::Stage(_) => 4,
            Self::Words(all) => 3 * all.len(),
            Self::About => 3,
            Self::Languages(_) => 5,
        }
    }
}

/// Somebody who fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// Her place among the candidates.
    pub place: usize,
    /// Whether what she says is about the need.
    pub close: bool,
    /// Why, what she says first.
    pub reasons: Vec<Reason>,
}

/// The words that say most about a need, as something is sought by them: its longest, without those that stand in every
/// sentence and those that could stand in every need.
pub fn words(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for token in analyse::tokens(text) {
        let little = plain::is_plain(&token.folded) || plain::is_broad(&token.folded);
        let says = token.folded.chars().count() >= LETTERS && !little;
        if says && !words.contains(&token.folded) {
            words.push(token.folded);
        }
    }
    let mut longest = words.clone();
    longest.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    longest.truncate(WORDS);
    words.retain(|word| longest.contains(word));
    words.join(" ")
}

/// Those who fit: whose words are about the need, the best first, and after them those of its sectors. Whoever has nothing
/// in common with it but a language or a stage is left out.
pub fn rank(need: &Need, candidates: &[Candidate]) -> Vec<Fit> {
    let sought = Words::parse(&words(&need.text));
    let fit = |(place, candidate): (usize, &Candidate)| {
        let reasons = reasons(need, sought.as_ref(), candidate);
        let of_sector = reasons.iter().any(|r| matches!(r, Reason::FromSectors(_)));
        let close = candidate.close;
        (close || of_sector).then_some(Fit { place, close, reasons })
    };
    let mut all: Vec<Fit> = candidates.iter().enumerate().filter_map(fit).collect();
    all.sort_by_key(|fit| {
        let points: usize = fit.reasons.iter().map(Reason::points).sum();
        (!fit.close, std::cmp::Reverse(points), fit.place)
    });
    all
}

fn reasons(need: &Need, sought: Option<&Words>, candidate: &Candidate) -> Vec<Reason> {
    let common = |own: &[String], theirs: &[String]| -> Vec<String> {
        own.iter().filter(|word| theirs.contains(word)).cloned().collect()
    };
    let mut reasons = Vec::new();
    if candidate.close {
        let said = sought.map(|sought| most_said(sought, &candidate.texts)).unwrap_or_default();
        reasons.push(if said.is_empty() { Reason::About } else { Reason::Words(said) });
    }
    let sectors = common(&need.sectors, &candidate.sectors);
    if !sectors.is_empty() {
        reasons.push(if candidate.close {
            Reason::Sectors(sectors)
        } else {
            Reason::FromSectors(sectors)
        });
    }
    if candidate.stages.contains(&need.stage) {
        reasons.push(Reason::Stage(need.stage.clone()));
    }
    let languages = common(&need.languages, &candidate.languages);
    if !languages.is_empty() {
        reasons.push(Reason::Languages(languages));
    }
    reasons
}

/// The words that are sought, of the text that has most of them: as they were typed, else as they may be spelt. A word is
/// not counted again in another language.
fn most_said(sought: &Words, texts: &[(Lang, String)]) -> Vec<String> {
    for reach in [Reach::Typed, Reach::Spelt] {
        let mut most = Vec::new();
        for (lang, text) in texts {
            let here = said(sought, text, lang, reach);
            if here.len() > most.len() {
                most = here;
            }
        }
        if !most.is_empty() {
            return most;
        }
    }
    Vec::new()
}

/// The words of a text that are sought, as they stand there, each once.
fn said(sought: &Words, text: &str, lang: &Lang, reach: Reach) -> Vec<String> {
    let mut found: Vec<(String, String)> = Vec::new();
    for token in analyse::tokens(text) {
        let stem = token.stem(lang);
        let new = token.folded.chars().count() >= LETTERS && found.iter().all(|(s, _)| *s != stem);
        if new && found.len() < NAMED && sought.hits(&token, lang, reach) {
            found.push((stem, text[token.start..token.end].to_owned()));
        }
    }
    found.into_iter().map(|(_, word)| word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(words: &[&str]) -> Vec<String> {
        words.iter().map(|w| (*w).to_owned()).collect()
    }

    fn says(text: &str) -> Vec<(Lang, String)> {
        vec![(Lang::bulgarian(), text.to_owned())]
    }

    #[test]
    fn whose_words_are_about_it_come_first_and_all_say_why() {
        let need = Need {
            text: "Как да наемем културни медиатори за училищата, когато няма щат?".into(),
            sectors: some(&["education", "intercultural-competence"]),
            languages: some(&["bg", "en"]),
            stage: "implementation".into(),
            ..Need::default()
        };
        let candidates = [
            Candidate {
                languages: some(&["bg"]),
                stages: some(&["implementation"]),
                texts: says("Бюджети"),
                ..Candidate::default()
            },
            Candidate {
                sectors: some(&["education"]),
                languages: some(&["de"]),
                ..Candidate::default()
            },
            Candidate {
                sectors: some(&["education", "intercultural-competence"]),
                languages: some(&["en"]),
                stages: some(&["implementation"]),
                texts: says("Училището на бъдещето"),
                ..Candidate::default()
            },
            Candidate {
                texts: says("Работа с медиатори в училище"),
                languages: some(&["bg"]),
                close: true,
                ..Candidate::default()
            },
            Candidate {
                sectors: some(&["education"]),
                texts: says("Медиатори"),
                close: true,
                ..Candidate::default()
            },
        ];
        let fits = rank(&need, &candidates);
        assert_eq!(fits.iter().map(|f| f.place).collect::<Vec<_>>(), [4, 3, 2, 1]);
        assert_eq!(fits.iter().map(|f| f.close).collect::<Vec<_>>(), [true, true, false, false]);
        let sectors = Reason::Sectors(some(&["education"]));
        assert_eq!(fits[0].reasons, [Reason::Words(some(&["Медиатори"])), sectors]);
        assert_eq!(fits[1].reasons[0], Reason::Words(some(&["медиатори", "училище"])));
        assert_eq!(
            fits[2].reasons,
            [
                Reason::FromSectors(need.sectors.clone()),
                Reason::Stage("implementation".into()),
                Reason::Languages(some(&["en"])),
            ],
            "a word in common is no reason"
        );
        assert_eq!(fits[3].reasons, [Reason::FromSectors(some(&["education"]))]);
    }

    #[test]
    fn a_need_without_words_fits_by_its_sectors_alone() {
        let need = Need { text: "…".into(), sectors: some(&["housing"]), ..Need::default() };
        let candidates = [
            Candidate { texts: says("Жилища"), ..Candidate::default() },
            Candidate { sectors: some(&["housing"]), ..Candidate::default() },
        ];
        let fits = rank(&need, &candidates);
        assert_eq!(fits.len(), 1);
        assert_eq!(fits[0].place, 1);
        assert_eq!(words("Да, и … но"), "");
    }

    #[test]
    fn a_need_is_met_in_its_own_language_by_words_that_say_something() {
        let need = Need {
            text: "Как да намерим жилища за семейства, когато хазяите отказват?".into(),
            ..Need::default()
        };
        let mut both = says("Жилища под наем и разговори с хазяи");
        both.insert(0, (Lang::english(), "Flats to let and talks with landlords".to_owned()));
        let close = |texts| Candidate { texts, close: true, ..Candidate::default() };
        let far = Candidate { texts: says("Жилища и хазяи"), ..Candidate::default() };
        let fits = rank(&need, &[far, close(both), close(says("Наеми и договори"))]);
        assert_eq!(fits.iter().map(|f| f.place).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(fits[0].reasons, [Reason::Words(some(&["Жилища", "хазяи"]))]);
        assert_eq!(fits[1].reasons, [Reason::About], "what was judged to be about it says so");
    }
}

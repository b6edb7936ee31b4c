//! Who could help whom: each possible pair is judged by criteria that can be read, and the pairs that are suggested
//! are those that together are worth most. Pure functions: the page that explains a match computes it.

mod assign;
mod tradition;

pub use assign::{Assignment, assign};
pub use tradition::{Tradition, tradition};

use serde::{Deserialize, Serialize};

/// What pairs are judged by. The name is the message `matching-WORD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criterion {
    /// What both work on.
    Sector,
    /// Whether the mentor knows the stage of the policy cycle that the other is in.
    Stage,
    /// Languages that both work in.
    Language,
    /// How alike the cities are in size.
    Size,
    /// How alike their countries' traditions of local government are.
    LegalSystem,
    /// Whether the forms of help that one offers and the other needs meet, in the same months.
    Availability,
    /// Whether they have worked together.
    EarlierWork,
    /// What both have wished for.
    Preference,
}

impl Criterion {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 8] = [
        Self::Sector,
        Self::Stage,
        Self::Language,
        Self::Size,
        Self::LegalSystem,
        Self::Availability,
        Self::EarlierWork,
        Self::Preference,
    ];

    /// The word in forms and message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sector => "sector",
            Self::Stage => "stage",
            Self::Language => "language",
            Self::Size => "size",
            Self::LegalSystem => "legal-system",
            Self::Availability => "availability",
            Self::EarlierWork => "earlier-work",
            Self::Preference => "preference",
        }
    }

    /// What a programme gives it when its coordinator says nothing else.
    pub fn usual(self) -> u8 {
        match self {
            Self::Sector => 10,
            Self::Stage | Self::Language | Self::Preference => 8,
            Self::Size | Self::Availability => 5,
            Self::LegalSystem => 3,
            Self::EarlierWork => 2,
        }
    }
}

/// How much each criterion counts, from 0 (not at all) to 10.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights([u8; 8]);

impl Default for Weights {
    fn default() -> Self {
        Self(Criterion::ALL.map(Criterion::usual))
    }
}

impl Weights {
    /// The most that a criterion can count.
    pub const MOST: u8 = 10;

    /// What a criterion counts.
    pub fn of(&self, criterion: Criterion) -> u8 {
        self.0[criterion as usize]
    }

    /// The same with another weight of one criterion; more than ten is ten.
    #[must_use]
    pub fn with(mut self, criterion: Criterion, weight: u8) -> Self {
        self.0[criterion as usize] = weight.min(Self::MOST);
        self
    }

    fn sum(&self) -> i64 {
        self.0.iter().map(|w| i64::from(*w)).sum()
    }
}

/// Months since the year 0, so that two periods can be compared.
pub type Month = i32;

/// What matching knows of a city that gives or seeks help.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct City {
    /// Who: pairs are named by it, and equal sums are decided by it.
    pub id: String,
    /// What it works on, or what its question is about.
    pub sectors: Vec<String>,
    /// Stages of the policy cycle: those that a mentor knows, the one that the other is in.
    pub stages: Vec<String>,
    /// Languages it works in.
    pub languages: Vec<String>,
    /// Whether it has an interpreter, so that no common language is needed.
    pub interpreter: bool,
    /// The size of the city, from 0 (smallest) on; nothing where it is not known.
    pub size: Option<u8>,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// Forms of help that it gives or needs.
    pub forms: Vec<String>,
    /// The first month in which it has time.
    pub from: Option<Month>,
    /// The last one.
    pub until: Option<Month>,
    /// How many it can help at once; of those who seek help this is not read.
    pub capacity: usize,
    /// Ids of those with whom it has worked.
    pub worked_with: Vec<String>,
    /// Ids of those with whom it cannot work, and has said so.
    pub conflicts: Vec<String>,
    /// Ids of those with whom it would like to work, the dearest first.
    pub wishes: Vec<String>,
}

/// Why two cannot be a pair. The name is the message `matching-bar-WORD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bar {
    /// They are the same.
    Same,
    /// One of them has declared a conflict.
    Conflict,
    /// They have no language in common, and neither has an interpreter.
    Language,
    /// The mentor works on nothing that the other asks about.
    Sector,
    /// They never have time in the same month.
    Time,
}

impl Bar {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Same, Self::Conflict, Self::Language, Self::Sector, Self::Time];

    /// The word in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Conflict => "conflict",
            Self::Language => "language",
            Self::Sector => "sector",
            Self::Time => "time",
        }
    }
}

/// What one criterion says of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Which.
    pub criterion: Criterion,
    /// How well it fits, in per cent.
    pub share: u8,
    /// What the criterion counts.
    pub weight: u8,
    /// Their product.
    pub points: i64,
    /// What was found: common sectors, languages, forms; a word for sizes, traditions and wishes.
    pub found: Vec<String>,
}

/// A possible pair, judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Why they cannot be one; then there are no points.
    pub bar: Option<Bar>,
    /// What each criterion says, in the order of [`Criterion::ALL`].
    pub reasons: Vec<Reason>,
    /// The sum of all points.
    pub points: i64,
    /// The most that there could be with these weights.
    pub most: i64,
}

impl Judgement {
    /// How much of what there could be, in per cent.
    pub fn percent(&self) -> i64 {
        (self.points * 100 + self.most / 2).checked_div(self.most).unwrap_or_default()
    }
}

/// Judges a pair.
pub fn judge(mentor: &City, mentee: &City, weights: &Weights) -> Judgement {
    let reasons: Vec<Reason> = Criterion::ALL
        .into_iter()
        .map(|criterion| {
            let (share, found) = share(criterion, mentor, mentee);
            let weight = weights.of(criterion);
            let points = i64::from(share) * i64::from(weight);
            Reason { criterion, share, weight, points, found }
        })
        .collect();
    let bar = bar(mentor, mentee);
    let points = if bar.is_some() { 0 } else { reasons.iter().map(|r| r.points).sum() };
    Judgement { bar, reasons, points, most: 100 * weights.sum() }
}

/// Whether the first of two cities has declared that it cannot work with the second, and the second that it cannot work
/// with the first. Either bars the pair.
pub fn declared(one: &City, other: &City) -> [bool; 2] {
    [one.conflicts.contains(&other.id), other.conflicts.contains(&one.id)]
}

fn bar(mentor: &City, mentee: &City) -> Option<Bar> {
    if mentor.id == mentee.id {
        Some(Bar::Same)
    } else if declared(mentor, mentee).contains(&true) {
        Some(Bar::Conflict)
    } else if common(&mentor.languages, &mentee.languages).is_empty()
        && !mentor.interpreter
        && !mentee.interpreter
    {
        Some(Bar::Language)
    } else if common(&mentor.sectors, &mentee.sectors).is_empty() {
        Some(Bar::Sector)
    } else if months(mentor, mentee) == Some(0) {
        Some(Bar::Time)
    } else {
        None
    }
}

fn common(one: &[String], other: &[String]) -> Vec<String> {
    one.iter().filter(|word| other.contains(word)).cloned().collect()
}

/// How many months both have; nothing where either leaves it open for ever.
fn months(one: &City, other: &City) -> Option<i32> {
    let from = one.from.into_iter().chain(other.from).max()?;
    let until = one.until.into_iter().chain(other.until).min()?;
    Some((until - from + 1).max(0))
}

/// The part of a whole in per cent; nothing of nothing is everything.
fn part(some: usize, all: usize) -> u8 {
    let share = (some * 100).checked_div(all).unwrap_or(100);
    u8::try_from(share).unwrap_or(100).min(100)
}

fn share(criterion: Criterion, mentor: &City, mentee: &City) -> (u8, Vec<String>) {
    match criterion {
        Criterion::Sector => {
            let both = common(&mentee.sectors, &mentor.sectors);
            (part(both.len(), mentee.sectors.len()), both)
        }
        Criterion::Stage => {
            let both = common(&mentee.stages, &mentor.stages);
            (part(both.len(), mentee.stages.len()), both)
        }
        Criterion::Language => {
            let both = common(&mentee.languages, &mentor.languages);
            let share = match both.len() {
                // They could only speak through somebody else.
                0 => 20,
                1 => 80,
                _ => 100,
            };
            (share, both)
        }
        Criterion::Size => match (mentor.size, mentee.size) {
            (Some(one), Some(other)) => {
                let steps = one.abs_diff(other);
                let word = match steps {
                    0 => "alike",
                    1 => "near",
                    _ => "far",
                };
                (100_u8.saturating_sub(steps.saturating_mul(30)), vec![word.to_owned()])
            }
            _ => (50, vec!["unknown".to_owned()]),
        },
        Criterion::LegalSystem => {
            let (share, word) = tradition::alike(&mentor.country, &mentee.country);
            (share, vec![word.to_owned()])
        }
        Criterion::Availability => {
            let forms = common(&mentee.forms, &mentor.forms);
            let time = match months(mentor, mentee) {
                Some(months) if months < 6 => u8::try_from(months * 100 / 6).unwrap_or(0),
                _ => 100,
            };
            (part(forms.len(), mentee.forms.len()).midpoint(time), forms)
        }
        Criterion::EarlierWork => {
            let known =
                mentor.worked_with.contains(&mentee.id) || mentee.worked_with.contains(&mentor.id);
            (if known { 100 } else { 0 }, Vec::new())
        }
        Criterion::Preference => {
            let share = wish(mentor, mentee).midpoint(wish(mentee, mentor));
            (share, vec![wished(mentor, mentee).to_owned()])
        }
    }
}

/// The place of a city among the wishes of another, from 0 on.
pub fn place(city: &City, other: &City) -> Option<usize> {
    city.wishes.iter().position(|id| *id == other.id)
}

/// How well another fits the wishes of a city, in per cent.
fn wish(city: &City, other: &City) -> u8 {
    match place(city, other) {
        Some(0) => 100,
        Some(1) => 80,
        Some(_) => 60,
        // Who has wished for nobody is content with everybody.
        None if city.wishes.is_empty() => 50,
        None => 0,
    }
}

/// Who of two has wished for the other, and whether the one that has not has said any wishes.
fn wished(mentor: &City, mentee: &City) -> &'static str {
    match (place(mentor, mentee), place(mentee, mentor)) {
        (Some(0), Some(0)) => "yes",
        (Some(_), Some(_)) => "some",
        (Some(_), None) if mentee.wishes.is_empty() => "mentor-open",
        (Some(_), None) => "mentor",
        (None, Some(_)) if mentor.wishes.is_empty() => "mentee-open",
        (None, Some(_)) => "mentee",
        (None, None) if mentor.wishes.is_empty() && mentee.wishes.is_empty() => "open",
        (None, None) => "no",
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn words(all: &[&str]) -> Vec<String> {
        all.iter().map(|w| (*w).to_owned()).collect()
    }

    pub(crate) fn city(id: &str) -> City {
        City {
            id: id.into(),
            sectors: words(&["housing"]),
            stages: words(&["design"]),
            languages: words(&["en"]),
            size: Some(2),
            country: "BG".into(),
            forms: words(&["online"]),
            capacity: 1,
            ..City::default()
        }
    }

    fn share_of(criterion: Criterion, mentor: &City, mentee: &City) -> u8 {
        judge(mentor, mentee, &Weights::default()).reasons[criterion as usize].share
    }

    #[test]
    fn what_fits_in_every_way_has_all_points() {
        let mut mentor = city("a");
        let mut mentee = city("b");
        mentor.languages = words(&["en", "bg"]);
        mentee.languages = words(&["bg", "en"]);
        mentor.worked_with = words(&["b"]);
        mentor.wishes = words(&["b"]);
        mentee.wishes = words(&["a"]);
        let judged = judge(&mentor, &mentee, &Weights::default());
        assert_eq!((judged.bar, judged.percent()), (None, 100));
        assert_eq!(judged.reasons.iter().map(|r| r.points).sum::<i64>(), judged.points);
        assert_eq!(judged.reasons[0].found, ["housing"]);
    }

    #[test]
    fn what_cannot_be_is_said_and_has_no_points() {
        type Spoil = fn(&mut City, &mut City);
        let cases: [(Bar, Spoil); 6] = [
            (Bar::Same, |a, b| b.id = a.id.clone()),
            (Bar::Conflict, |a, b| b.conflicts = vec![a.id.clone()]),
            (Bar::Conflict, |a, b| a.conflicts = vec![b.id.clone()]),
            (Bar::Language, |_, b| b.languages = words(&["tr"])),
            (Bar::Sector, |_, b| b.sectors = words(&["health"])),
            (Bar::Time, |a, b| (a.until, b.from) = (Some(10), Some(11))),
        ];
        for (bar, spoil) in cases {
            let (mut mentor, mut mentee) = (city("a"), city("b"));
            (mentor.from, mentee.until) = (Some(1), Some(20));
            spoil(&mut mentor, &mut mentee);
            let judged = judge(&mentor, &mentee, &Weights::default());
            assert_eq!((judged.bar, judged.points), (Some(bar), 0));
        }
        let (mentor, mut mentee) = (city("a"), city("b"));
        mentee.languages = words(&["tr"]);
        mentee.interpreter = true;
        assert_eq!(judge(&mentor, &mentee, &Weights::default()).bar, None);
        assert_eq!(share_of(Criterion::Language, &mentor, &mentee), 20);
    }

    #[test]
    fn criteria_count_as_much_as_their_weights() {
        let (mentor, mentee) = (city("a"), city("b"));
        let none = Criterion::ALL.into_iter().fold(Weights::default(), |w, c| w.with(c, 0));
        assert_eq!(judge(&mentor, &mentee, &none).percent(), 0);
        let only = none.with(Criterion::Sector, 200);
        let judged = judge(&mentor, &mentee, &only);
        assert_eq!((judged.points, judged.most, judged.percent()), (1000, 1000, 100));
    }

    #[test]
    fn sizes_times_and_wishes_are_compared() {
        let (mut mentor, mut mentee) = (city("a"), city("b"));
        mentor.size = Some(4);
        assert_eq!(share_of(Criterion::Size, &mentor, &mentee), 40);
        mentee.size = None;
        assert_eq!(share_of(Criterion::Size, &mentor, &mentee), 50);
        (mentor.from, mentor.until) = (Some(10), Some(12));
        assert_eq!(share_of(Criterion::Availability, &mentor, &mentee), 75);
        mentee.wishes = words(&["x", "a"]);
        assert_eq!(share_of(Criterion::Preference, &mentor, &mentee), 65);
        mentee.wishes = words(&["x"]);
        assert_eq!(share_of(Criterion::Preference, &mentor, &mentee), 25);
    }

    #[test]
    fn it_is_said_who_has_wished_for_whom() {
        let cases: [(&[&str], &[&str], &str); 8] = [
            (&["b"], &["a"], "yes"),
            (&["x", "b"], &["a"], "some"),
            (&["b"], &[], "mentor-open"),
            (&["b"], &["x"], "mentor"),
            (&[], &["a"], "mentee-open"),
            (&["x"], &["a"], "mentee"),
            (&[], &[], "open"),
            (&["x"], &[], "no"),
        ];
        for (mentors, mentees, word) in cases {
            let (mut mentor, mut mentee) = (city("a"), city("b"));
            (mentor.wishes, mentee.wishes) = (words(mentors), words(mentees));
            let judged = judge(&mentor, &mentee, &Weights::default());
            assert_eq!(judged.reasons[Criterion::Preference as usize].found, [word]);
        }
    }
}

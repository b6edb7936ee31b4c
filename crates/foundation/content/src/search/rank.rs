//! Which hit is better: the same sum for both databases, over what either has found.
//!
//! A word in the title says more than one in the summary, and that more than one in the text
//! (BM25F: Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields",
//! 2004). What fewer hits have says more. Then, weakly: what was added to of late, and a version
//! in the language of the reader or of the author.

use domain::{ContentId, Lang, Time};

use super::{Reach, Words};

const TITLE: f64 = 8.0;
const SUMMARY: f64 = 3.0;
/// How often a word must stand in the text to count half of what it can.
const HALF: f64 = 4.0;
/// What a title without other words adds.
const COVERED: f64 = 0.5;
const FRESH: f64 = 0.1;
const READER: f64 = 0.1;
const ORIGINAL: f64 = 0.05;

const YEAR: f64 = 365.0 * 86_400.0 * 1_000_000.0;

/// A language version that was found, with the words it was found by.
#[derive(Debug, Clone, store::FromRow)]
pub(super) struct Candidate {
    pub id: ContentId,
    pub root_id: ContentId,
    pub lang: Lang,
    pub original: Lang,
    pub title: String,
    pub summary: String,
    pub body: String,
    pub active_at: Time,
}

/// One thing that was found: where its words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The thing or the comment that has the words.
    pub id: ContentId,
    /// The thing; of a comment its conversation.
    pub root_id: ContentId,
    /// The language of the version that has them.
    pub lang: Lang,
}

/// One hit for each thing, the best first.
pub(super) fn rank(words: &Words, reach: Reach, candidates: &[Candidate], lang: &Lang) -> Vec<Hit> {
    let counts = Counts::of(words, reach, candidates);
    let all = number(candidates.len());
    let rarity: Vec<f64> = (0..words.all().len())
        .map(|w| {
            let having = number(counts.each().filter(|(counted, _)| counted[w] > 0.0).count());
            1.0 + (all / having.max(1.0)).ln()
        })
        .collect();
    let newest = candidates.iter().map(|c| c.active_at.0).max().unwrap_or(0);
    let mut scored: Vec<(f64, &Candidate)> = candidates
        .iter()
        .zip(counts.each())
        .map(|(candidate, (counted, covered))| {
            let says: f64 = rarity.iter().zip(counted).map(|(r, n)| r * n / (n + HALF)).sum();
            #[expect(clippy::cast_precision_loss, reason = "an age in years")]
            let age = (newest - candidate.active_at.0) as f64 / YEAR;
            let tongue = if candidate.lang == *lang {
                READER
            } else if candidate.lang == candidate.original {
                ORIGINAL
            } else {
                0.0
            };
            let score = (says + COVERED * covered) * (1.0 + FRESH / (1.0 + age) + tongue);
            (score, candidate)
        })
        .collect();
    scored.sort_by(|(a, x), (b, y)| {
        b.total_cmp(a).then_with(|| y.active_at.cmp(&x.active_at)).then_with(|| x.id.cmp(&y.id))
    });
    let mut best: Vec<Hit> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (_, c) in scored {
        match places.get(&c.root_id) {
            None => {
                places.insert(c.root_id, best.len());
                best.push(Hit { id: c.id, root_id: c.root_id, lang: c.lang.clone() });
            }
            // Of language versions of one text the reader's, when it has the words too.
            Some(place) if best[*place].id == c.id && c.lang == *lang => {
                best[*place].lang = c.lang.clone();
            }
            Some(_) => {}
        }
    }
    best
}

/// For each candidate how much of each word there is, and the part of its title that was asked for. One list for all
/// of them: hundreds are counted for every question.
struct Counts {
    words: usize,
    amounts: Vec<f64>,
    covered: Vec<f64>,
}

impl Counts {
    fn of(words: &Words, reach: Reach, candidates: &[Candidate]) -> Self {
        let n = words.all().len();
        let mut amounts = vec![0.0; n * candidates.len()];
        let mut here = vec![0.0; n];
        let mut covered = Vec::with_capacity(candidates.len());
        for (candidate, counted) in candidates.iter().zip(amounts.chunks_exact_mut(n.max(1))) {
            let mut add = |text: &str, weight: f64, most: f64| {
                let (mut all, mut hit) = (0_usize, 0_usize);
                here.fill(0.0);
                for indexed in text.split_ascii_whitespace() {
                    all += 1;
                    let mut any = false;
                    for (sum, word) in here.iter_mut().zip(words.all()) {
                        let fits = word.fits(indexed, reach);
                        *sum += fits * weight;
                        any |= fits > 0.0;
                    }
                    hit += usize::from(any);
                }
                for (sum, here) in counted.iter_mut().zip(&here) {
                    *sum += here.min(most);
                }
                if all == 0 { 0.0 } else { number(hit) / number(all) }
            };
            covered.push(add(&candidate.title, TITLE, TITLE));
            add(&candidate.summary, SUMMARY, 2.0 * SUMMARY);
            add(&candidate.body, 1.0, SUMMARY * 2.0);
        }
        Self { words: n, amounts, covered }
    }

    fn each(&self) -> impl Iterator<Item = (&[f64], f64)> {
        self.amounts.chunks_exact(self.words.max(1)).zip(self.covered.iter().copied())
    }
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2⁵²")]
fn number(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(n: u128, lang: &str, title: &str, summary: &str, body: &str) -> Candidate {
        let id = ContentId(uuid::Uuid::from_u128(n));
        Candidate {
            id,
            root_id: id,
            lang: Lang::parse(lang).unwrap(),
            original: Lang::bulgarian(),
            title: title.into(),
            summary: summary.into(),
            body: body.into(),
            active_at: Time(0),
        }
    }

    fn order(query: &str, candidates: &[Candidate]) -> Vec<u128> {
        let words = Words::parse(query).unwrap();
        let hits = rank(&words, Reach::Spelt, candidates, &Lang::bulgarian());
        hits.iter().map(|h| h.id.0.as_u128()).collect()
    }

    #[test]
    fn titles_weigh_more_than_summaries_and_those_more_than_texts() {
        let all = [
            candidate(1, "bg", "друг", "", "преводач"),
            candidate(2, "bg", "друг", "преводач", ""),
            candidate(3, "bg", "преводач друг", "", ""),
            candidate(4, "bg", "преводач", "", ""),
        ];
        assert_eq!(order("преводачи", &all), [4, 3, 2, 1]);
    }

    #[test]
    fn among_equals_the_newer_and_the_readers_language_come_first() {
        let mut new = candidate(2, "bg", "гиш", "", "");
        new.active_at = Time(400 * 86_400 * 1_000_000);
        assert_eq!(order("гише", &[candidate(1, "bg", "гиш", "", ""), new]), [2, 1]);
        let versions = [candidate(1, "en", "integr", "", ""), candidate(2, "bg", "integr", "", "")];
        assert_eq!(order("integration", &versions), [2, 1]);
    }

    #[test]
    fn rare_words_say_more() {
        let all = [
            candidate(1, "bg", "общин", "", ""),
            candidate(2, "bg", "общин", "", ""),
            candidate(3, "bg", "медиатор", "", ""),
        ];
        assert_eq!(order("община медиатор", &all)[0], 3);
    }
}

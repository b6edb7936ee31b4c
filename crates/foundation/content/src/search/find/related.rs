//! What is about the same as somebody's plain words.
//!
//! Words in common are no kinship: whoever tells of a difficulty uses the words of everybody who ever told of one. So it
//! counts where a word stands, since title and summary say what a thing is about and its text mentions much besides, and
//! how few have it. A thing is related when enough of what the words say stands in it, and something rare of it in its
//! title or summary.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{ContentId, Lang, Result, Sector, access::Who};
use store::Query;

use super::{LEAST, Scope, candidates};
use crate::{
    read::{Card, cards},
    search::{Reach, Words, plain, rank::Candidate},
};

/// The most words that count: the first ones.
const WORDS: usize = 24;
/// So many are sought at once.
const AT_ONCE: usize = 6;
/// What a word counts in a text; in a title or a summary it counts 1.
const TEXT: f64 = 0.25;
/// The part of it that a broad word counts.
const BROAD: f64 = 0.25;
/// A small house says little about which words are rare: it is taken for one of so many things.
const HOUSE: usize = 24;
/// From this rarity on a word says what a thing is about.
const RARE: f64 = 0.55;
/// The part of what was said that must be found, and how much that is at least and at most.
const PART: f64 = 0.25;
const ENOUGH: [f64; 2] = [0.75, 2.0];
/// The part of that which is enough where a sector agrees.
const IN_SECTOR: f64 = 0.6;
/// How many are looked at, the closest first, when sectors are compared.
const LOOKED_AT: usize = 40;

/// At most `most` things that are about what somebody has written in plain words, the closest first; often there is
/// none. Words that say nothing of it, as in [`plain`], do not count. A thing that is about one of these sectors may
/// share less.
pub async fn related(
    q: &mut impl Query,
    who: &Who,
    text: &str,
    sectors: &[Sector],
    scope: &Scope,
    lang: &Lang,
    most: usize,
) -> Result<Vec<Card>> {
    let sought = Sought::of(text);
    let mut found: Vec<Candidate> = Vec::new();
    for words in sought.queries() {
        more(&mut found, candidates(q, who, &words, Reach::Some(1), scope).await?);
    }
    // Where there is so much that not all of it was looked at, what has the rarest words may be missing.
    if found.len() >= LEAST
        && let Some(words) = sought.rarest(&found)
    {
        more(&mut found, candidates(q, who, &words, Reach::Some(1), scope).await?);
    }
    for reach in [Reach::Typed, Reach::Spelt] {
        let mut close = sought.judge(&found, reach);
        close.truncate(LOOKED_AT);
        let ids: Vec<ContentId> = close.iter().map(|close| close.id).collect();
        let mut related = cards(q, who, &ids, lang).await?;
        related.retain(|card| {
            let agrees = card.sectors().iter().any(|sector| sectors.contains(sector));
            close.iter().any(|c| c.id == card.id && (c.enough || (c.in_sector && agrees)))
        });
        related.truncate(most);
        if !related.is_empty() {
            return Ok(related);
        }
    }
    Ok(Vec::new())
}

/// Adds what is not there yet. What is said below a thing, or in a part of it, does not say what it is about.
fn more(found: &mut Vec<Candidate>, new: Vec<Candidate>) {
    let known: HashSet<(ContentId, Lang)> = found.iter().map(|c| (c.id, c.lang.clone())).collect();
    let new = new.into_iter().filter(|c| c.id == c.root_id);
    found.extend(new.filter(|c| !known.contains(&(c.id, c.lang.clone()))));
}

/// A word that is sought.
struct Telling {
    as_typed: String,
    word: Words,
    broad: bool,
}

/// What somebody's words say, a word at a time.
struct Sought(Vec<Telling>);

/// A thing that has something of it in its title or summary.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Close {
    id: ContentId,
    /// How much of what was said it has.
    amount: f64,
    /// Whether that is enough.
    enough: bool,
    /// Whether it is enough for a thing about the same sector.
    in_sector: bool,
}

impl Sought {
    fn of(text: &str) -> Self {
        let telling = plain::telling(text).into_iter().filter_map(|telling| {
            let (as_typed, broad) = (telling.word.to_owned(), telling.broad);
            Some(Telling { word: Words::parse(&as_typed)?, as_typed, broad })
        });
        Self(telling.take(WORDS).collect())
    }

    fn queries(&self) -> Vec<Words> {
        self.0.chunks(AT_ONCE).filter_map(|some| joined(some.iter())).collect()
    }

    /// The words that the fewest of these have, and some have.
    fn rarest(&self, found: &[Candidate]) -> Option<Words> {
        let having = self.having(&self.amounts(found, Reach::Typed));
        let mut rare: Vec<(usize, &Telling)> = having
            .into_iter()
            .zip(&self.0)
            .filter(|(n, telling)| *n > 0 && !telling.broad)
            .collect();
        rare.sort_by_key(|(n, _)| *n);
        joined(rare.into_iter().take(AT_ONCE).map(|(_, telling)| telling))
    }

    /// What each of these has of each word.
    fn amounts(&self, found: &[Candidate], reach: Reach) -> Vec<(ContentId, Vec<f64>)> {
        let of = |candidate: &Candidate| {
            let amount = |telling: &Telling| {
                let stands = |text: &str| {
                    let mut indexed = text.split_ascii_whitespace();
                    indexed.any(|i| telling.word.all().iter().any(|w| w.fits(i, reach) > 0.0))
                };
                if stands(&candidate.title) || stands(&candidate.summary) {
                    1.0
                } else if stands(&candidate.body) {
                    TEXT
                } else {
                    0.0
                }
            };
            let amounts: Vec<f64> = self.0.iter().map(amount).collect();
            (candidate.id, amounts)
        };
        found.iter().map(of).collect()
    }

    /// How many things have each word, in whatever language.
    fn having(&self, amounts: &[(ContentId, Vec<f64>)]) -> Vec<usize> {
        let having = |n: usize| {
            let has = amounts.iter().filter(|(_, amounts)| amounts[n] > 0.0);
            has.map(|(id, _)| *id).collect::<HashSet<_>>().len()
        };
        (0..self.0.len()).map(having).collect()
    }

    /// From 1 for words that one thing has, or none, down to nearly 0 for those that all have.
    fn rarity(&self, amounts: &[(ContentId, Vec<f64>)]) -> Vec<f64> {
        let things: HashSet<ContentId> = amounts.iter().map(|(id, _)| *id).collect();
        let all = number(things.len().max(HOUSE) + 1);
        let having = self.having(amounts);
        having.into_iter().map(|n| (all / number(n.max(1))).ln() / all.ln()).collect()
    }

    /// What might be related, the closest first. Of a thing the version counts that has most.
    fn judge(&self, found: &[Candidate], reach: Reach) -> Vec<Close> {
        let amounts = self.amounts(found, reach);
        let rarity = self.rarity(&amounts);
        let said: f64 = rarity.iter().zip(&self.0).filter(|(_, t)| !t.broad).map(|(r, _)| r).sum();
        let enough = (said * PART).clamp(ENOUGH[0], ENOUGH[1]);
        let mut best: BTreeMap<ContentId, f64> = BTreeMap::new();
        let mut about: HashSet<ContentId> = HashSet::new();
        for (id, amounts) in &amounts {
            let mut sum = 0.0;
            for ((amount, rarity), telling) in amounts.iter().zip(&rarity).zip(&self.0) {
                sum += amount * rarity * if telling.broad { BROAD } else { 1.0 };
                if !telling.broad && *amount > TEXT && *rarity >= RARE {
                    about.insert(*id);
                }
            }
            let most = best.entry(*id).or_insert(0.0);
            *most = most.max(sum);
        }
        let newest: HashMap<ContentId, i64> = found.iter().map(|c| (c.id, c.active_at.0)).collect();
        let close = |(id, amount): (ContentId, f64)| Close {
            id,
            amount,
            enough: amount >= enough,
            in_sector: amount >= enough * IN_SECTOR,
        };
        let mut close: Vec<Close> =
            best.into_iter().filter(|(id, _)| about.contains(id)).map(close).collect();
        close.sort_by(|a, b| {
            b.amount.total_cmp(&a.amount).then_with(|| newest.get(&b.id).cmp(&newest.get(&a.id)))
        });
        close
    }
}

fn joined<'a>(words: impl Iterator<Item = &'a Telling>) -> Option<Words> {
    let words: Vec<&str> = words.map(|telling| telling.as_typed.as_str()).collect();
    Words::parse(&words.join(" "))
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2⁵²")]
fn number(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use domain::Time;

    use super::*;
    use crate::search::analyse::indexed;

    fn thing(n: u128, title: &str, body: &str) -> Candidate {
        let (id, lang) = (ContentId(uuid::Uuid::from_u128(n)), Lang::bulgarian());
        Candidate {
            id,
            root_id: id,
            title: indexed(title, &lang),
            summary: String::new(),
            body: indexed(body, &lang),
            original: lang.clone(),
            lang,
            active_at: Time(0),
        }
    }

    /// Which are related: without a sector in common, and with one.
    fn related(need: &str, found: &[Candidate]) -> [Vec<u128>; 2] {
        let close = Sought::of(need).judge(found, Reach::Typed);
        let ids = |fits: fn(&Close) -> bool| -> Vec<u128> {
            close.iter().filter(|close| fits(close)).map(|close| close.id.0.as_u128()).collect()
        };
        [ids(|close| close.enough), ids(|close| close.in_sector)]
    }

    const NONE: [Vec<u128>; 2] = [Vec::new(), Vec::new()];
    const NEED: &str =
        "Как да намерим жилища за семейства с временна закрила, когато хазяите отказват?";

    #[test]
    fn what_is_only_mentioned_is_not_what_a_thing_is_about() {
        let all = [
            thing(1, "Жилища под наем", "Хазяите подписват с общината."),
            thing(2, "Мобилно гише", "Семейства с временна закрила питат за жилища."),
            thing(3, "Семейства с временна закрила", "Как намерихме жилища, когато ни отказват."),
        ];
        assert_eq!(related(NEED, &all)[0], [1]);
        assert_eq!(related(NEED, &all[1..]), NONE);
    }

    #[test]
    fn a_sector_in_common_needs_less_and_not_nothing() {
        let need = "Кой признава дипломи на лекари и колко струва преводът?";
        let all = [thing(1, "Лекари на село", ""), thing(2, "Бюджет", "Дипломи и лекари")];
        let [enough, in_sector] = related(need, &all);
        assert!(enough.is_empty(), "{enough:?}");
        assert_eq!(in_sector, [1]);
    }

    #[test]
    fn a_word_that_many_have_says_little() {
        let many: Vec<Candidate> = (1..=20).map(|n| thing(n, "Училище", "")).collect();
        assert_eq!(related("Преводачи в училище", &many), NONE);
        let mut with = many;
        with.push(thing(21, "Преводачи", ""));
        assert_eq!(related("Преводачи в училище", &with)[0], [21]);
        assert_eq!(related("Кой? Защо? 2026?", &with), NONE);
    }

    #[test]
    fn a_thing_has_what_its_fullest_version_has() {
        let mut english = thing(1, "Flats to let", "landlords");
        english.lang = Lang::english();
        let all = [english, thing(1, "Жилища под наем", "Хазяи")];
        let close = Sought::of(NEED).judge(&all, Reach::Typed);
        assert_eq!((close.len(), close[0].enough), (1, true));
    }
}

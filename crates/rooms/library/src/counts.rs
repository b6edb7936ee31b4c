//! Counts of the panel of filters that are expensive to make, kept for a moment.
//!
//! Counting what each word of each facet would show reads every practice that the filters let
//! through. In a library of a hundred thousand that takes longer than all the rest of the page, and
//! the same few choices are asked for again and again. So large counts are kept for half a minute:
//! for all visitors together, who see the same, and for everybody else on her own. Small ones are
//! always made anew.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use content::read::{FacetCounts, Filter, facet_counts};
use domain::Time;
use web::Ctx;

/// From how many things on a count is kept.
const LARGE: i64 = 2_000;
/// For how long, in microseconds.
const FOR: i64 = 30_000_000;
/// The most counts that are kept.
const MOST: usize = 500;

/// Counts by what was asked for.
#[derive(Debug, Clone, Default)]
pub struct Counts(Arc<Mutex<HashMap<String, (Time, FacetCounts)>>>);

impl Counts {
    /// What a filter shows, and what each word of each facet would.
    pub async fn of(&self, ctx: &Ctx, filter: &Filter) -> web::Result<FacetCounts> {
        let (who, now) = (ctx.who(), ctx.store().now());
        let key = format!("{:?} {filter:?}", who.person());
        if let Some(kept) = self.kept(&key, now) {
            return Ok(kept);
        }
        let counts = facet_counts(&mut ctx.read(), &who, filter).await?;
        let large = counts.counts.values().flat_map(|words| words.values()).any(|n| *n >= LARGE);
        if large {
            self.keep(key, now, &counts);
        }
        Ok(counts)
    }

    fn kept(&self, key: &str, now: Time) -> Option<FacetCounts> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, counts) = kept.get(key)?;
        (now.0 - at.0 < FOR).then(|| counts.clone())
    }

    fn keep(&self, key: String, now: Time, counts: &FacetCounts) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.retain(|_, (at, _)| now.0 - at.0 < FOR);
        }
        if kept.len() < MOST {
            kept.insert(key, (now, counts.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_kept_for_half_a_minute_and_never_too_many() {
        let (counts, of) = (Counts::default(), FacetCounts { total: 9, ..FacetCounts::default() });
        counts.keep("a".into(), Time(0), &of);
        assert_eq!(counts.kept("a", Time(FOR - 1)), Some(of.clone()));
        assert_eq!(counts.kept("a", Time(FOR)), None);
        assert_eq!(counts.kept("b", Time(0)), None);
        for n in 0..2 * MOST {
            counts.keep(n.to_string(), Time(0), &of);
        }
        assert_eq!(counts.0.lock().unwrap().len(), MOST);
        counts.keep("later".into(), Time(FOR), &of);
        assert_eq!(counts.0.lock().unwrap().len(), 1);
    }
}

//! How far a ledger has come, which operation can follow, and what is to be said to the other instance: the rules by
//! which both come to hold the same, without anything of a database.

use std::collections::HashMap;

use super::{Operation, Seen};

/// The most operations of one instance in a ledger, many times what two cities write in years.
pub const MOST: i64 = 20_000;
/// How far a clock may be ahead of what is known here. Clocks count operations, so an honest one is ahead by no more
/// than was lost here; one that runs away would leave no numbers for us.
const AHEAD: i64 = 1 << 20;

/// Where the operations stand that are here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heads {
    places: HashMap<(String, i64), (i64, String)>,
    /// Up to where they are all here.
    pub seen: Seen,
    /// The greatest clock.
    pub clock: i64,
}

/// What became of an operation that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is the next one, and is here now.
    New,
    /// It was here.
    Known,
    /// Something before it is missing here: it will be brought again.
    Gap,
    /// It is of another history of its instance than the one that is here.
    Differs,
    /// It contradicts what is here, and will never be taken.
    Refused,
}

/// What is to be said to the other instance after an activity of it: one activity, or none when it has not asked and
/// nothing is to be asked for. So two who both lack something come to an end, and who asks hears that there is nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answer {
    /// Everything that it lacks, or that it lacks nothing.
    pub bring: bool,
    /// That something is missing here.
    pub ask: bool,
}

impl Heads {
    /// An operation that is kept.
    pub fn add(&mut self, site: &str, sequence: i64, clock: i64, digest: String) {
        self.seen.saw(site, sequence);
        self.clock = self.clock.max(clock);
        self.places.insert((site.to_owned(), sequence), (clock, digest));
    }

    /// The digest of an operation that is here.
    pub fn digest_of(&self, site: &str, sequence: i64) -> Option<&str> {
        self.places.get(&(site.to_owned(), sequence)).map(|(_, digest)| digest.as_str())
    }

    /// The digest that the next operation of an instance names; empty before its first.
    pub fn last_digest(&self, site: &str) -> &str {
        self.digest_of(site, self.seen.of(site)).unwrap_or_default()
    }

    /// Forgets what an instance has written after this number.
    pub fn back_to(&mut self, site: &str, last: i64) {
        self.places.retain(|(of, n), _| of != site || *n <= last);
        self.seen = self.seen.limited(site, last);
        self.clock = self.places.values().map(|(clock, _)| *clock).max().unwrap_or_default();
    }

    /// Takes an operation in, if it is the next of its instance, follows the one before it, and comes later than
    /// everything it has seen.
    pub fn take(&mut self, operation: &Operation, digest: &str) -> Taken {
        let place = &operation.place;
        match self.digest_of(&place.site, place.sequence) {
            Some(known) if known == digest => return Taken::Known,
            Some(_) => return Taken::Differs,
            None => {}
        }
        if place.sequence != self.seen.of(&place.site) + 1 {
            return Taken::Gap;
        }
        if operation.previous != self.last_digest(&place.site) {
            return Taken::Differs;
        }
        if !self.seen.covers(&operation.seen) {
            // It has seen something that was lost here.
            return Taken::Gap;
        }
        let clock_of =
            |site: &str, n: i64| self.places.get(&(site.to_owned(), n)).map(|(clock, _)| *clock);
        let later = place.sequence == 1
            || clock_of(&place.site, place.sequence - 1).is_some_and(|before| before < place.clock);
        let bounded = place.sequence <= MOST && place.clock <= self.clock + AHEAD;
        if !later || !bounded || !operation.is_consistent(clock_of) {
            return Taken::Refused;
        }
        self.add(&place.site, place.sequence, place.clock, digest.to_owned());
        Taken::New
    }

    /// What is to be said to an instance that has come as far as it `said`, and `asks` for what it lacks. After
    /// something was refused nothing is asked for: it would be refused again.
    pub fn answer(&self, said: &Seen, asks: bool, refused: bool) -> Answer {
        // What it lacks is on its way to it, unless it asks.
        let ask = !refused && !self.seen.covers(said);
        Answer { bring: asks, ask }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{ledger::Place, testing};

    fn operation(sequence: i64, clock: i64, previous: &str) -> Operation {
        let site = "https://b.example";
        Operation {
            place: Place { clock, site: site.into(), sequence },
            previous: previous.into(),
            ..testing::operation(site, sequence, "session", "s", &json!({}))
        }
    }

    #[test]
    fn no_clock_runs_away_with_all_numbers() {
        let mut heads = Heads::default();
        assert_eq!(heads.take(&operation(1, 1 << 52, ""), "x"), Taken::Refused);
        assert_eq!(heads.take(&operation(1, 1, ""), "a"), Taken::New);
        assert_eq!(heads.take(&operation(2, 5_000, "a"), "b"), Taken::New);
        assert_eq!(heads.take(&operation(3, 5_001 + AHEAD, "b"), "c"), Taken::Refused);
    }

    #[test]
    fn whoever_asks_hears_that_nothing_is_missing() {
        let heads = Heads::default();
        assert!(heads.answer(&Seen::default(), true, false).bring);
        assert_eq!(heads.answer(&Seen::default(), false, false), Answer::default());
    }
}

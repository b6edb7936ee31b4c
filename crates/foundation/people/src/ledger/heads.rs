//! How far a ledger has come, which operation can follow, and what is to be said to the other instance: the rules by
//! which both come to hold the same, without anything of a database.

use std::collections::HashMap;

use super::{Operation, Seen};

/// Where the operations stand that are here.
#[derive(Debug, Clone, Default)]
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
    /// It contradicts what is here, and will never be taken.
    Refused,
}

/// What is to be said to the other instance after an activity of it: one activity, or none when there is neither to
/// bring nor to ask for anything. So two who both lack something come to an end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answer {
    /// Everything that it lacks.
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

    /// Takes an operation in, if it is the next of its instance, follows the one before it, and comes later than
    /// everything it has seen.
    pub fn take(&mut self, operation: &Operation, digest: &str) -> Taken {
        let place = &operation.place;
        match self.digest_of(&place.site, place.sequence) {
            Some(known) if known == digest => return Taken::Known,
            Some(_) => return Taken::Refused,
            None => {}
        }
        if place.sequence != self.seen.of(&place.site) + 1 {
            return Taken::Gap;
        }
        if !self.seen.covers(&operation.seen) {
            // It has seen something that was lost here.
            return Taken::Gap;
        }
        let clock_of =
            |site: &str, n: i64| self.places.get(&(site.to_owned(), n)).map(|(clock, _)| *clock);
        let later = place.sequence == 1
            || clock_of(&place.site, place.sequence - 1).is_some_and(|before| before < place.clock);
        let follows = operation.previous == self.last_digest(&place.site);
        if !later || !follows || !operation.is_consistent(clock_of) {
            return Taken::Refused;
        }
        self.add(&place.site, place.sequence, place.clock, digest.to_owned());
        Taken::New
    }

    /// What is to be said to an instance that has come as far as it `said`, and `asks` for what it lacks. After
    /// something was refused nothing is asked for: it would be refused again.
    pub fn answer(&self, said: &Seen, asks: bool, refused: bool) -> Answer {
        // What it lacks is on its way to it, unless it asks.
        let bring = asks && !said.covers(&self.seen);
        let ask = !refused && !self.seen.covers(said);
        Answer { bring, ask }
    }
}

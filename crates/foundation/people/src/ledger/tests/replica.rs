//! One instance as it keeps a ledger, without a database and without anything that is sent.

use std::collections::BTreeSet;

use domain::Time;
use serde_json::json;

use super::super::{
    Operation, Place, Registers, Seen,
    heads::{Heads, Taken},
    opened,
    rejoin::{self, Heard},
};
use crate::testing;

pub const SITES: [&str; 2] = ["https://a.example", "https://b.example"];

/// What one instance sends to the other.
#[derive(Debug, Clone)]
pub struct Message {
    operations: Vec<(Operation, String)>,
    /// With what the ledger was opened, where it was opened by the one that hears it and is asked.
    first: Option<Operation>,
    said: Seen,
    asks: bool,
    answers: bool,
    differs: bool,
    /// The digest of the last operation of the one that hears it.
    last: String,
}

/// One instance.
#[derive(Debug, Clone)]
pub struct Replica {
    site: usize,
    /// Which one opened the ledger.
    opener: usize,
    /// Whether this one knows that there is one.
    pub known: bool,
    pub operations: Vec<(Operation, String)>,
    pub heads: Heads,
}

impl Replica {
    pub fn new(site: usize, opener: usize) -> Self {
        let (operations, heads) = (Vec::new(), Heads::default());
        Self { site, opener, known: false, operations, heads }
    }

    /// Whether people see the ledger and can write in it.
    pub fn is_seen(&self) -> bool {
        self.known && !self.operations.is_empty()
    }

    pub fn write(&mut self, seen: Seen, field: &str, value: u16) -> Message {
        let site = SITES[self.site];
        let sequence = self.heads.seen.of(site) + 1;
        let operation = Operation {
            place: Place { clock: self.heads.clock + 1, site: site.into(), sequence },
            seen,
            previous: self.heads.last_digest(site).to_owned(),
            at: Time(0),
            ..testing::operation(site, sequence, "session", "s", &json!({ field: value }))
        };
        let digest = format!("{operation:?}");
        assert_eq!(self.heads.take(&operation, &digest), Taken::New);
        self.operations.push((operation.clone(), digest.clone()));
        let operations = vec![(operation, digest)];
        self.message(operations, false)
    }

    /// What the other one lacks who has come so far.
    fn lacking(&self, lacks: &Seen) -> Vec<(Operation, String)> {
        let mut operations = self.operations.clone();
        operations.retain(|(o, _)| lacks.of(&o.place.site) < o.place.sequence);
        operations.sort_by(|a, b| a.0.place.cmp(&b.0.place));
        // No more than fits into one.
        operations.truncate(3);
        operations
    }

    pub fn ask(&self) -> Message {
        let site = SITES[self.opener];
        let first = self.operations.iter().map(|(o, _)| o).find(|o| opened::is_first(o, site));
        let first = first.filter(|_| self.opener != self.site).cloned();
        Message { first, ..self.message(Vec::new(), true) }
    }

    /// Whether it is heard of a ledger that is not known here: of one of one's own only by what one has signed.
    fn learns(&self, message: &Message) -> bool {
        let brought = message.operations.first().map(|(o, _)| o);
        let first = message.first.as_ref().or(brought);
        let own = SITES[self.site];
        self.opener != self.site || first.is_some_and(|o| opened::is_first(o, own))
    }

    fn message(&self, operations: Vec<(Operation, String)>, asks: bool) -> Message {
        let last = self.heads.last_digest(SITES[1 - self.site]).to_owned();
        let said = self.heads.seen.clone();
        Message { operations, first: None, said, asks, answers: false, differs: false, last }
    }

    pub fn hear(&mut self, message: &Message) -> Vec<Message> {
        if !self.known && !self.learns(message) {
            return Vec::new();
        }
        self.known = true;
        let own = SITES[self.site];
        let operations: Vec<(&Operation, &str)> =
            message.operations.iter().map(|(o, d)| (o, d.as_str())).collect();
        let heard = Heard {
            operations,
            said: message.said.clone(),
            last: Some(&*message.last).filter(|last| !last.is_empty()),
            asks: message.asks,
            answers: message.answers,
            differs: message.differs,
        };
        let outcome = rejoin::hear(&mut self.heads, own, &heard);
        let mut taken_back = Vec::new();
        if let Some(parting) = outcome.back_to {
            let lost =
                |(o, _): &(Operation, String)| o.place.site == own && o.place.sequence > parting;
            taken_back =
                self.operations.iter().filter(|o| lost(o)).map(|(o, _)| o.clone()).collect();
            taken_back.sort_by_key(|o| o.place.sequence);
            self.operations.retain(|o| !lost(o));
            taken_back = rejoin::again(&taken_back, own, parting);
        }
        self.operations.extend(outcome.new.iter().map(|n| message.operations[*n].clone()));
        let mut written = Vec::new();
        for mut operation in taken_back {
            rejoin::follow(&mut operation, &self.heads, own);
            let digest = format!("{operation:?}");
            assert_eq!(self.heads.take(&operation, &digest), Taken::New, "{operation:?}");
            self.operations.push((operation.clone(), digest.clone()));
            written.push((operation, digest));
        }
        let mut messages = Vec::new();
        if let Some(reply) = outcome.reply {
            let answers = reply.lacks.is_some();
            let operations = reply.lacks.map(|lacks| self.lacking(&lacks)).unwrap_or_default();
            let (said, differs) = (reply.claims, reply.differs);
            messages.push(Message {
                said,
                answers,
                differs,
                ..self.message(operations, reply.asks)
            });
        }
        if outcome.sends && !written.is_empty() {
            messages.push(self.message(written, false));
        }
        messages
    }

    pub fn registers(&self) -> Registers {
        Registers::of(self.operations.iter().map(|(o, _)| o), |_| true)
    }

    pub fn places(&self) -> BTreeSet<Place> {
        self.operations.iter().map(|(o, _)| o.place.clone()).collect()
    }
}

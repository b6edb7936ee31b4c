//! Kinds of ledgers. A room defines and registers them.

use std::{future::Future, pin::Pin};

use domain::Result;
use store::Tx;

use super::{Ledger, Operation, Registers};

/// Which of the two parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The one that is named first.
    First,
    /// The one that is named second, whose instance keeps the register where an order is needed.
    Second,
}

impl Side {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::First, Self::Second];

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }

    /// Its place among two.
    pub fn index(self) -> usize {
        match self {
            Self::First => 0,
            Self::Second => 1,
        }
    }
}

/// What happened in a ledger, in the unit in which it happened.
pub struct Change<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// What held before.
    pub before: &'a Registers,
    /// What holds now.
    pub now: &'a Registers,
    /// The operations that are new here, in the order in which they were kept.
    pub operations: &'a [Operation],
}

impl Change<'_> {
    /// Whether it was opened by this.
    pub fn is_new(&self) -> bool {
        self.before.is_empty()
    }
}

/// What a room does when something has happened.
pub type Follow = for<'a> fn(&'a mut Tx, &'a Change<'a>) -> Following<'a>;
/// Doing it.
pub type Following<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// What lists need of a ledger, so that they need not read all that is in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// What the ledger belongs to: an IRI, or empty.
    pub subject: String,
    /// Whatever its kind's lists show.
    pub values: serde_json::Map<String, serde_json::Value>,
}

/// A kind of ledger.
#[derive(Clone, Copy)]
pub struct LedgerKind {
    /// The word in the database and in spans.
    pub name: &'static str,
    /// The value of `gh:kind`.
    pub wire: &'static str,
    /// The first part of the address of its page: `mentoring/workspaces`.
    pub path: &'static str,
    /// What the parties are, the first one first: `mentor`, `mentee`.
    pub sides: [&'static str; 2],
    /// Whether a party may set these fields. Both instances must decide alike, by the operation alone.
    pub allows: fn(&Operation, Side) -> bool,
    /// Sides for which nobody is named: whoever belongs to that party may see it. Of the other ones only those who are
    /// named, as long as there is one of them.
    pub whole: [bool; 2],
    /// Whether the parties can add files.
    pub files: bool,
    /// What lists need of it.
    pub summary: fn(&Ledger, &[Operation], &Registers) -> Summary,
    /// What follows of it: rows for lists, notices, jobs. No network, no signing.
    pub follow: Follow,
}

impl std::fmt::Debug for LedgerKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LedgerKind").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The kinds that this instance knows.
#[derive(Debug, Clone, Default)]
pub struct LedgerKinds(Vec<&'static LedgerKind>);

/// Two rooms claim one kind of ledger.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the kind of ledger {0:?} is registered twice")]
pub struct DuplicateLedgerKind(pub &'static str);

impl LedgerKinds {
    /// Adds a kind. Neither its name nor its word on the wire may be taken.
    pub fn register(&mut self, kind: &'static LedgerKind) -> Result<(), DuplicateLedgerKind> {
        if self.0.iter().any(|k| k.name == kind.name || k.wire == kind.wire) {
            return Err(DuplicateLedgerKind(kind.name));
        }
        self.0.push(kind);
        Ok(())
    }

    /// The kind with this name.
    pub fn get(&self, name: &str) -> Option<&'static LedgerKind> {
        self.0.iter().copied().find(|k| k.name == name)
    }

    /// The kind with this `gh:kind`.
    pub fn by_wire(&self, wire: &str) -> Option<&'static LedgerKind> {
        self.0.iter().copied().find(|k| k.wire == wire)
    }
}

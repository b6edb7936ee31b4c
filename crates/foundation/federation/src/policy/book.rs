//! What was decided, and what follows from it for one host.

use std::collections::{HashMap, HashSet};

use domain::Policy;
use serde::{Deserialize, Serialize};
use store::Value;

use super::host::names;

/// What administrators decided about a host. The words stand in `host_policy.policy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, store::FromCell)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// Nothing is taken from there and nothing sent.
    Blocked,
    /// What comes from there is shown only to those who are near.
    Limited,
    /// It is spoken with, also where only those are that are listed.
    Allowed,
}

impl Ruling {
    /// All of them, the hardest first.
    pub const ALL: [Self; 3] = [Self::Blocked, Self::Limited, Self::Allowed];

    /// The word in the database, in documents and message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Limited => "limited",
            Self::Allowed => "allowed",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == s)
    }
}

impl From<Ruling> for Value {
    fn from(ruling: Ruling) -> Self {
        Self::Static(ruling.as_str())
    }
}

/// Who is spoken with when nothing was decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// Everybody.
    #[default]
    Open,
    /// Nobody: only hosts that are allowed are spoken with.
    AllowList,
}

impl Mode {
    /// The word in the settings and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::AllowList => "allow-list",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        [Self::Open, Self::AllowList].into_iter().find(|v| v.as_str() == s)
    }
}

/// All that was decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// Who is spoken with when nothing was decided.
    pub mode: Mode,
    /// Whether nothing is taken in at present.
    pub inbound_stopped: bool,
    /// Whether nothing leaves at present.
    pub outbound_stopped: bool,
    /// What was decided about each host.
    pub rulings: HashMap<String, Ruling>,
    /// Hosts that deliveries are held back for.
    pub paused: HashSet<String>,
}

impl Book {
    /// What was decided about a host, or about something above it.
    pub fn of(&self, host: &str) -> Policy {
        judge(host, self.mode, |name| self.rulings.get(name).copied())
    }

    /// Whether nothing is delivered to a host at present.
    pub fn holds_back(&self, host: &str) -> bool {
        self.outbound_stopped || self.paused.contains(host) || self.of(host) == Policy::Blocked
    }

    /// The host under which the ruling that counts for this one stands.
    pub fn decided_by(&self, host: &str) -> Option<String> {
        let all = names(host);
        let found = all.into_iter().find(|(name, own)| {
            self.rulings.get(name).is_some_and(|r| *own || *r != Ruling::Allowed)
        });
        found.map(|(name, _)| name)
    }
}

/// The one rule. The nearest ruling decides; being allowed does not go down. Where only those are
/// spoken with that are allowed, being limited is not enough: lists of others limit whom they do not
/// trust.
pub(super) fn judge(host: &str, mode: Mode, ruling: impl Fn(&str) -> Option<Ruling>) -> Policy {
    for (name, own) in names(host) {
        match (ruling(&name), mode) {
            (Some(Ruling::Blocked), _) | (Some(Ruling::Limited), Mode::AllowList) => {
                return Policy::Blocked;
            }
            (Some(Ruling::Limited), Mode::Open) => return Policy::Limited,
            (Some(Ruling::Allowed), _) if own => return Policy::Open,
            (Some(Ruling::Allowed) | None, _) => {}
        }
    }
    match mode {
        Mode::Open => Policy::Open,
        Mode::AllowList => Policy::Blocked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(mode: Mode) -> Book {
        let rulings = [
            ("bad.example", Ruling::Blocked),
            ("good.bad.example", Ruling::Allowed),
            ("loud.example", Ruling::Limited),
            ("friend.example", Ruling::Allowed),
            ("one.localhost:81", Ruling::Blocked),
        ];
        let rulings = rulings.into_iter().map(|(h, r)| (h.to_owned(), r)).collect();
        Book { mode, rulings, ..Book::default() }
    }

    #[test]
    fn the_nearest_ruling_decides_and_goes_down() {
        let book = book(Mode::Open);
        for (host, expected) in [
            ("bad.example", Policy::Blocked),
            ("BAD.example.", Policy::Blocked),
            ("bad.example:8443", Policy::Blocked),
            ("a.b.bad.example", Policy::Blocked),
            ("notbad.example", Policy::Open),
            ("good.bad.example", Policy::Open),
            ("under.good.bad.example", Policy::Blocked),
            ("x.loud.example", Policy::Limited),
            ("friend.example", Policy::Open),
            ("one.localhost:81", Policy::Blocked),
            ("sub.one.localhost:81", Policy::Blocked),
            ("one.localhost:82", Policy::Open),
            ("other.example", Policy::Open),
        ] {
            assert_eq!(book.of(host), expected, "{host}");
        }
        assert_eq!(book.decided_by("a.bad.example").as_deref(), Some("bad.example"));
        assert_eq!(book.decided_by("under.friend.example"), None);
    }

    #[test]
    fn where_only_those_on_the_list_are_spoken_with_the_list_is_taken_at_its_word() {
        let book = book(Mode::AllowList);
        for (host, expected) in [
            ("friend.example", Policy::Open),
            ("sub.friend.example", Policy::Blocked),
            ("loud.example", Policy::Blocked),
            ("other.example", Policy::Blocked),
            ("good.bad.example", Policy::Open),
        ] {
            assert_eq!(book.of(host), expected, "{host}");
        }
    }
}

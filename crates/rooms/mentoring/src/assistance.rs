//! Technical assistance: somebody says in plain words what she needs, whoever coordinates the roster of integration
//! leaders answers or passes it on to one of them, and it is seen whether that helped.
//!
//! A request is a ledger of the one who asks and the one who coordinates. What is passed on is a second ledger of the same
//! kind, between the coordinator and the expert: neither of the other two sees that one. The instance of the
//! coordinator carries answers and further questions across ([`relay`]).
//!
//! - [`asking`]: what one can do. [`coordinator`]: who answers for this instance.
//! - [`ranking`]: which experts fit, and why. [`figures`]: what is counted.
//! - [`turn`]: what happens when nobody answers, and when somebody has. [`naming`]: what those are called who read of one
//!   another. [`carrying`]: who wrote what was carried across. [`tongue`]: in which language somebody has written.
//!   [`addresses`]: where somebody sees it who was given another's address.

pub mod addresses;
pub mod asking;
pub mod carrying;
pub mod coordinator;
pub mod figures;
pub mod naming;
pub mod notices;
pub mod ranking;
pub mod relay;
pub mod tongue;
pub mod turn;

use domain::{Lang, Time, text};
use people::ledger::{
    Entry, Ledger, LedgerKind, Line, Operation, Registers, Side, Summary, Written,
};
use serde_json::{Map, Value};

/// Entries of the ledger.
pub mod entry {
    /// What is needed, and by whom. There is one.
    pub const ABOUT: &str = "about";
    /// A message; its key begins with the side that wrote it.
    pub const MESSAGE: &str = "message";
    /// Somebody to whom it was passed on, by her IRI.
    pub const ROUTE: &str = "route";
    /// What came of it. There is one.
    pub const OUTCOME: &str = "outcome";
    /// What the house has reminded a side of; its key begins with that side.
    pub const REMINDER: &str = "reminder";
}

/// What the parties are called. Fields and keys that begin with one of these words, followed by `_` or `-`, are that
/// party's alone.
pub const SIDES: [&str; 2] = ["asker", "helper"];

/// Entries whose key begins with the side that they belong to.
const OWN: [&str; 2] = [entry::MESSAGE, entry::REMINDER];

/// The ledger of a request for assistance. Whoever works for the coordinator may see it.
pub static ASSISTANCE: LedgerKind = LedgerKind {
    name: "assistance",
    wire: "TechnicalAssistance",
    path: "mentoring/assistance",
    sides: SIDES,
    allows,
    whole: [false, true],
    files: false,
    summary,
    follow: notices::follow,
};

/// The word of a side.
pub fn word(side: Side) -> &'static str {
    SIDES[side.index()]
}

fn begins(text: &str, side: Side, sign: char) -> bool {
    text.strip_prefix(word(side)).is_some_and(|rest| rest.starts_with(sign))
}

fn allows(operation: &Operation, side: Side) -> bool {
    let whose = match operation.entry.as_str() {
        entry::ABOUT => Some(Side::First),
        entry::ROUTE => Some(Side::Second),
        _ => None,
    };
    if whose.is_some_and(|owner| owner != side) {
        return false;
    }
    if OWN.contains(&&*operation.entry) && !begins(&operation.key, side, '-') {
        return false;
    }
    operation.set.keys().all(|field| !begins(field, side.other(), '_'))
}

/// How far a request is. The name is the message `assistance-state-WORD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has done anything.
    New,
    /// It was passed on.
    Routed,
    /// Somebody has answered.
    Answered,
    /// Whoever asked says that no answer helped, and nobody has done anything since.
    Again,
    /// Whoever asked says that it helped.
    Helped,
    /// Whoever asked has taken it back.
    Closed,
    /// Whoever was asked cannot help.
    Declined,
    /// It was passed on, and whoever did so needs no answer any more.
    Ended,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::New,
        Self::Routed,
        Self::Answered,
        Self::Again,
        Self::Helped,
        Self::Closed,
        Self::Declined,
        Self::Ended,
    ];

    /// The word in summaries and message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Routed => "routed",
            Self::Answered => "answered",
            Self::Again => "again",
            Self::Helped => "helped",
            Self::Closed => "closed",
            Self::Declined => "declined",
            Self::Ended => "ended",
        }
    }

    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether somebody still waits for an answer: for the first one, or for a better one.
    pub fn waits(self) -> bool {
        matches!(self, Self::New | Self::Routed | Self::Again)
    }

    /// Whether nobody needs anything any more.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Helped | Self::Closed | Self::Declined | Self::Ended)
    }
}

/// What those who asked say of it.
pub const HELPED: &[&str] = &["yes", "partly", "no"];

/// The most bytes of a word in a list, the most words, and the most of a name.
const WORD: usize = 60;
const WORDS: usize = 40;
const NAME: usize = 500;

/// What a request says in short, computed from all that is in it, and read back from lists.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// How far it is.
    pub state: State,
    /// When it was asked.
    pub asked_at: Time,
    /// Since when an answer is waited for: when it was asked, or when it was said that no answer has helped.
    pub since: Time,
    /// When the first answer was given.
    pub answered_at: Option<Time>,
    /// Whether the coordinator was reminded since then that nobody has answered.
    pub escalated: bool,
    /// Whether whoever asked was told so.
    pub told: bool,
    /// Whether whoever asked was asked what came of it.
    pub followed: bool,
    /// One of [`HELPED`], or empty.
    pub helped: String,
    /// What it is about.
    pub sectors: Vec<String>,
    /// For whom a coordinator asks; empty where nobody has passed it on.
    pub asker: String,
    /// Her names by language, where they were passed on too.
    pub asker_names: Value,
}

impl Standing {
    /// Of everything that holds in a ledger, with the moments that can be true.
    pub fn of_ledger(ledger: &Ledger, now: &Registers) -> Self {
        Self::of(now).within(ledger.opened_at, ledger.updated_at)
    }

    /// Nothing was written before the ledger was here, and nothing after what was kept last: when it was is said by the
    /// clock of another instance, which may be wrong.
    fn within(mut self, opened: Time, kept: Time) -> Self {
        let can_be = |at: Time| at.min(kept).max(opened);
        self.asked_at = can_be(self.asked_at);
        self.since = can_be(self.since);
        self.answered_at = self.answered_at.map(can_be);
        self
    }

    /// Of everything that holds, with the moments that their writers say.
    pub fn of(now: &Registers) -> Self {
        let about = now.one(entry::ABOUT);
        let outcome = now.one(entry::OUTCOME);
        let asked_at = about.begun().map_or(Time(0), |written| written.at);
        let answer = answers(now).find_map(|(_, entry)| entry.begun());
        let helped = outcome.text("asker_helped");
        let unhelped = outcome.written("asker_helped").filter(|said| said.value == "no");
        let since = unhelped.map_or(asked_at, |said| said.at);
        // What was there when it was said that nothing had helped counts no more.
        let later = |written: &Written| unhelped.is_none_or(|said| written.place > said.place);
        let relayed = !about.text("relays").is_empty();
        let state = match helped {
            "yes" | "partly" => State::Helped,
            _ if outcome.flag("helper_declined") => State::Declined,
            _ if outcome.flag("asker_closed") && relayed => State::Ended,
            _ if outcome.flag("asker_closed") => State::Closed,
            _ if begun(answers(now)).any(later) => State::Answered,
            _ if begun(now.all(entry::ROUTE)).any(later) => State::Routed,
            _ if unhelped.is_some() => State::Again,
            _ => State::New,
        };
        let reminded = |due: turn::Due| {
            let sent = now.entry(entry::REMINDER, due.key()).changed();
            sent.is_some_and(later)
        };
        Self {
            state,
            asked_at,
            since,
            answered_at: answer.map(|written| written.at),
            escalated: reminded(turn::Due::Late),
            told: reminded(turn::Due::Unanswered),
            followed: reminded(turn::Due::FollowUp),
            helped: helped.to_owned(),
            sectors: words(about.value("sectors")),
            asker: if relayed { about.text("asker").to_owned() } else { String::new() },
            asker_names: if relayed { about.value("asker_names").clone() } else { Value::Null },
        }
    }

    /// As a line of a list says it.
    pub fn of_line(line: &Line) -> Self {
        let get = |name: &str| line.summary.0.get(name).unwrap_or(&Value::Null);
        let flag = |name: &str| get(name).as_bool().unwrap_or_default();
        let asked_at = get("asked_at").as_i64().map_or(line.opened_at, Time);
        let standing = Self {
            state: get("state").as_str().and_then(State::parse).unwrap_or(State::New),
            asked_at,
            since: get("since").as_i64().map_or(asked_at, Time),
            answered_at: get("answered_at").as_i64().map(Time),
            escalated: flag("escalated"),
            told: flag("told"),
            followed: flag("followed"),
            helped: get("helped").as_str().unwrap_or_default().to_owned(),
            sectors: words(get("sectors")),
            asker: get("asker").as_str().unwrap_or_default().to_owned(),
            asker_names: get("asker_names").clone(),
        };
        standing.within(line.opened_at, line.updated_at)
    }

    /// The word for people, of the message `assistance-state-WORD`: what helped in part does not read as what helped.
    pub fn word(&self) -> &'static str {
        if self.state == State::Helped && self.helped == "partly" {
            return "partly";
        }
        self.state.as_str()
    }

    /// For whom a coordinator asks, by her name in this language where that is known; empty where nobody has passed it
    /// on.
    pub fn origin(&self, lang: &Lang) -> &str {
        naming::called(&self.asker, &self.asker_names, lang)
    }

    /// The word by which whoever was asked learns that no answer is needed any more; nothing while one is.
    pub fn ended(&self) -> Option<&'static str> {
        match self.state {
            State::Helped => Some("helped"),
            State::Closed | State::Declined | State::Ended => Some("closed"),
            _ => None,
        }
    }

    /// For lists, which read many of them: what others wrote at length is left out.
    fn values(&self) -> Map<String, Value> {
        let helped = HELPED.iter().find(|word| **word == self.helped);
        let sectors = self.sectors.iter().filter(|word| word.len() <= WORD).take(WORDS);
        let names = self.asker_names.as_object().map(|names| {
            let short = |(lang, name): &(&String, &Value)| {
                lang.len() <= WORD && name.as_str().is_some_and(|name| name.len() <= NAME)
            };
            let names = names.iter().filter(short).take(WORDS);
            names.map(|(lang, name)| (lang.clone(), name.clone())).collect::<Map<String, Value>>()
        });
        let values = serde_json::json!({
            "state": self.state.as_str(),
            "asked_at": self.asked_at.0,
            "since": self.since.0,
            "answered_at": self.answered_at.map(|at| at.0),
            "escalated": self.escalated,
            "told": self.told,
            "followed": self.followed,
            "helped": helped.copied().unwrap_or_default(),
            "sectors": sectors.collect::<Vec<_>>(),
            "asker": text::excerpt(&self.asker, NAME),
            "asker_names": names,
        });
        values.as_object().cloned().unwrap_or_default()
    }
}

/// A request that was passed on belongs to the one it came from.
fn summary(_: &Ledger, _: &[Operation], now: &Registers) -> Summary {
    let subject = now.one(entry::ABOUT).text("relays").to_owned();
    Summary { subject, values: Standing::of(now).values() }
}

/// Who began these entries, and when.
fn begun<'a>(
    entries: impl IntoIterator<Item = (&'a str, &'a Entry)>,
) -> impl Iterator<Item = &'a Written> {
    entries.into_iter().filter_map(|(_, entry)| entry.begun())
}

/// The messages of the helping side, in the order of the ledger.
pub fn answers(now: &Registers) -> impl Iterator<Item = (&str, &Entry)> {
    let all = now.all(entry::MESSAGE).into_iter();
    all.filter(|(key, _)| begins(key, Side::Second, '-'))
}

/// A list of words as it stands in a document.
pub fn words(value: &Value) -> Vec<String> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
pub(crate) mod tests;

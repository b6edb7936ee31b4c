//! An application to a programme: what an applicant and its coordinator keep together, on one instance or on two.
//! The applicant says what it gives or needs, and later with whom it would like to work; the coordinator decides;
//! the reports of the mentoring come back in it.
//!
//! - [`form`]: what an applicant says.
//! - [`wishes`]: with whom it would like to work.
//! - [`follow`]: who is told of what.

mod follow;
pub mod form;
pub mod wishes;

use people::ledger::{Entry, Ledger, LedgerKind, Line, Operation, Registers, Side, Summary};
use serde_json::{Map, Value};

pub use follow::notice;
pub use form::APPLICATION;

/// Entries of the ledger.
pub mod entry {
    /// The programme that it is about. There is one.
    pub const ABOUT: &str = "about";
    /// The coordinator asks somebody to apply. There is one.
    pub const INVITATION: &str = "invitation";
    /// What the applicant gives or needs. There is one.
    pub const APPLICATION: &str = "application";
    /// Whether the coordinator takes it. There is one.
    pub const DECISION: &str = "decision";
    /// Whether wishes are asked for. There is one.
    pub const ROUND: &str = "round";
    /// Somebody whom the applicant could work with, by the IRI of its party.
    pub const CANDIDATE: &str = "candidate";
    /// With whom the applicant would like to work, and with whom it cannot. There is one.
    pub const WISHES: &str = "wishes";
    /// With whom somebody of the applicant cannot work, and so the applicant cannot, by her IRI.
    pub const CONFLICT: &str = "conflict";
    /// With whom it is to work, by the IRI of the other party.
    pub const MATCH: &str = "match";
    /// How the mentoring stands, by the IRI of its workspace: written by the applicant's instance, and only what both
    /// cities have agreed that the coordinator gets ([`crate::agreement::REPORTED`]).
    pub const REPORT: &str = "report";
    /// A message; its key begins with the side that wrote it.
    pub const MESSAGE: &str = "message";
}

/// What the parties are called, the applicant first.
pub const SIDES: [&str; 2] = ["applicant", "coordinator"];

/// The ledger of an application.
pub static KIND: LedgerKind = LedgerKind {
    name: "application",
    wire: "MentoringApplication",
    path: "mentoring/applications",
    sides: SIDES,
    allows,
    // A city applies, and an organisation coordinates: whoever works for either sees it.
    whole: [true, true],
    files: false,
    summary,
    follow: follow::follow,
};

/// The word of a side.
pub fn word(side: Side) -> &'static str {
    SIDES[side.index()]
}

fn allows(operation: &Operation, side: Side) -> bool {
    match &*operation.entry {
        entry::APPLICATION | entry::WISHES | entry::CONFLICT | entry::REPORT => side == Side::First,
        entry::INVITATION | entry::DECISION | entry::ROUND | entry::CANDIDATE | entry::MATCH => {
            side == Side::Second
        }
        entry::MESSAGE => {
            let own = operation.key.strip_prefix(word(side));
            own.is_some_and(|rest| rest.starts_with('-'))
        }
        // What it is about is said by who opened it, on whose instance it has its address.
        entry::ABOUT => federation::document::same_origin(&operation.ledger, &operation.party),
        _ => true,
    }
}

/// Where an application stands. The word is the message `application-state-WORD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The coordinator has asked for it and nothing was said yet.
    Invited,
    /// It waits for the coordinator.
    Received,
    /// It takes part.
    Accepted,
    /// It takes part if somebody else does not.
    Reserve,
    /// It does not take part.
    Declined,
    /// The applicant has taken it back.
    Withdrawn,
    /// Who was invited does not want to apply.
    Refused,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Invited,
        Self::Received,
        Self::Accepted,
        Self::Reserve,
        Self::Declined,
        Self::Withdrawn,
        Self::Refused,
    ];

    /// What a coordinator can decide.
    pub const DECISIONS: [Self; 3] = [Self::Accepted, Self::Reserve, Self::Declined];

    /// The word in the ledger and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::Reserve => "reserve",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Refused => "refused",
        }
    }

    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether the applicant has said what it gives or needs.
    pub fn has_applied(self) -> bool {
        !matches!(self, Self::Invited | Self::Refused)
    }

    fn of(now: &Registers) -> Self {
        let application = now.one(entry::APPLICATION);
        let decision = now.one(entry::DECISION);
        // Whoever comes back, or in another role, is decided on anew.
        let since = ["role", "withdrawn"].into_iter().filter_map(|f| application.written(f));
        let since = since.map(|w| w.place.clock).max().unwrap_or_default();
        let decided = decision.written("state").filter(|w| w.place.clock > since);
        let decided = decided.and_then(|_| Self::parse(decision.text("state")));
        if application.is_empty() {
            Self::Invited
        } else if application.flag("withdrawn") && application.value("role").is_null() {
            Self::Refused
        } else if application.flag("withdrawn") {
            Self::Withdrawn
        } else {
            decided.filter(|state| Self::DECISIONS.contains(state)).unwrap_or(Self::Received)
        }
    }
}

/// The role in which somebody applies. The word is the message `application-role-WORD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// It wants help.
    Mentee,
    /// It helps.
    Mentor,
}

impl Role {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Mentee, Self::Mentor];

    /// The word in the ledger and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mentee => "mentee",
            Self::Mentor => "mentor",
        }
    }

    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Mentee => Self::Mentor,
            Self::Mentor => Self::Mentee,
        }
    }
}

/// All that holds of one entry.
fn fields(entry: &Entry) -> Map<String, Value> {
    let value = |name: &str| (name.to_owned(), entry.value(name).clone());
    entry.fields().map(value).filter(|(_, v)| !v.is_null()).collect()
}

/// The fields of all entries of a name that say something, by their keys.
fn each(now: &Registers, name: &str) -> Map<String, Value> {
    let all = now.all(name).into_iter().map(|(key, entry)| (key.to_owned(), fields(entry)));
    let said = all.filter(|(_, fields)| !fields.is_empty());
    said.map(|(key, fields)| (key, Value::Object(fields))).collect()
}

/// What the coordinator's pages and the list of applications show.
fn summary(ledger: &Ledger, _: &[Operation], now: &Registers) -> Summary {
    let mut values = Map::new();
    values.insert("applicant".into(), ledger.party_iris[0].clone().into());
    values.insert("state".into(), State::of(now).as_str().into());
    values.insert("round".into(), now.one(entry::ROUND).flag("open").into());
    values.insert("candidates".into(), now.all(entry::CANDIDATE).len().into());
    values.insert("application".into(), fields(now.one(entry::APPLICATION)).into());
    let mut wished = fields(now.one(entry::WISHES));
    let declared = wishes::declared(now);
    if !declared.is_empty() {
        wished.insert("conflicts".into(), wishes::barred(&declared).into());
    }
    values.insert("wishes".into(), wished.into());
    values.insert("matches".into(), each(now, entry::MATCH).into());
    values.insert("reports".into(), each(now, entry::REPORT).into());
    Summary { subject: now.one(entry::ABOUT).text("programme").to_owned(), values }
}

/// An application as its summary has it.
#[derive(Debug, Clone)]
pub struct Applicant {
    /// Its ledger, with the names of the parties.
    pub line: Line,
    /// The IRI of the applicant.
    pub iri: String,
    /// Where it stands.
    pub state: State,
    /// The role in which it applies; nothing while it has not said so.
    pub role: Option<Role>,
    /// What it says, in the shapes of [`APPLICATION`].
    pub said: Map<String, Value>,
    /// With whom it would like to work.
    pub wishes: wishes::Wishes,
    /// Whether it has been asked for wishes, and whether they can still be changed.
    pub asked: bool,
    /// With whom it works, by the IRI of the other party.
    pub matches: Map<String, Value>,
    /// What its instance has reported, by the IRI of the workspace.
    pub reports: Map<String, Value>,
}

impl Applicant {
    /// Reads the summary of a line.
    pub fn of(line: Line) -> Self {
        let summary = line.summary.0.clone();
        let map =
            |name: &str| summary.get(name).and_then(Value::as_object).cloned().unwrap_or_default();
        let text = |name: &str| summary.get(name).and_then(Value::as_str).unwrap_or_default();
        let said = map("application");
        let role = said.get("role").and_then(Value::as_str).and_then(Role::parse);
        Self {
            iri: text("applicant").to_owned(),
            state: State::parse(text("state")).unwrap_or(State::Invited),
            role,
            said,
            wishes: wishes::Wishes::read(&map("wishes")),
            asked: summary.get("candidates").and_then(Value::as_u64).unwrap_or_default() > 0,
            matches: map("matches"),
            reports: map("reports"),
            line,
        }
    }

    /// The name of the applicant.
    pub fn name(&self) -> &str {
        &self.line.first_name
    }

    /// Its address: `city@host`, without a host for one of this instance.
    pub fn address(&self) -> String {
        address(&self.line.first_handle, &self.line.first_host)
    }

    /// The language in which it wrote.
    pub fn lang(&self) -> domain::Lang {
        let tag = self.said.get("lang").and_then(Value::as_str).unwrap_or_default();
        domain::Lang::parse(tag).unwrap_or_else(domain::Lang::english)
    }

    /// Whether it takes part in this role.
    pub fn takes_part(&self, role: Role) -> bool {
        self.state == State::Accepted && self.role == Some(role)
    }

    /// Whether it can work with one more city.
    pub fn has_room(&self) -> bool {
        self.partners().count() < form::capacity(&self.said, self.role)
    }

    /// Those with whom it works and has not ceased to.
    pub fn partners(&self) -> impl Iterator<Item = (&str, &Map<String, Value>)> {
        let all = self.matches.iter().filter_map(|(iri, v)| Some((iri.as_str(), v.as_object()?)));
        all.filter(|(_, m)| m.get("state").and_then(Value::as_str) == Some("decided"))
    }
}

/// An address as people type it.
pub fn address(handle: &str, host: &str) -> String {
    if host.is_empty() { format!("@{handle}") } else { format!("@{handle}@{host}") }
}

#[cfg(test)]
mod tests {
    use domain::Time;
    use people::ledger::{Place, Seen};
    use serde_json::json;

    use super::*;

    #[test]
    fn nobody_decides_what_is_not_hers_to_decide() {
        let may = |side: Side, entry: &str, key: &str| {
            let operation = Operation {
                ledger: "l".into(),
                place: Place { clock: 1, site: "a".into(), sequence: 1 },
                seen: Seen::default(),
                previous: String::new(),
                party: "p".into(),
                actor: "a".into(),
                at: Time(0),
                entry: entry.into(),
                key: key.into(),
                set: json!({ "x": 1 }).as_object().unwrap().clone(),
            };
            allows(&operation, side)
        };
        let (applicant, coordinator) = (Side::First, Side::Second);
        for own in [entry::APPLICATION, entry::WISHES, entry::CONFLICT, entry::REPORT] {
            assert!(may(applicant, own, "") && !may(coordinator, own, ""), "{own}");
        }
        for own in
            [entry::INVITATION, entry::DECISION, entry::ROUND, entry::CANDIDATE, entry::MATCH]
        {
            assert!(may(coordinator, own, "") && !may(applicant, own, ""), "{own}");
        }
        assert!(may(applicant, entry::MESSAGE, "applicant-1"));
        assert!(!may(applicant, entry::MESSAGE, "coordinator-1"));
        assert!(may(applicant, "something-newer", ""), "what is not known is kept");
    }

    #[test]
    fn words_are_read_back() {
        for state in State::ALL {
            assert_eq!(State::parse(state.as_str()), Some(state));
        }
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
            assert_eq!(role.other().other(), role);
        }
    }
}

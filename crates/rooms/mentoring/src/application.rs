//! An application to a programme: what an applicant and its coordinator keep together, on one instance or on two.
//! The applicant says what it gives or needs, and later with whom it would like to work; the coordinator decides;
//! the reports of the mentoring come back in it.
//!
//! - [`form`]: what an applicant says.
//! - [`candidates`]: with whom it could work.
//! - [`wishes`]: with whom it would like to work.
//! - [`brief`]: what lists need of it.
//! - [`follow`]: who is told of what.

mod brief;
pub mod candidates;
mod follow;
pub mod form;
mod state;
pub mod wishes;

use std::collections::BTreeMap;

use people::ledger::{Entry, Ledger, LedgerKind, Line, Open, Operation, Registers, Side, Summary};
use serde_json::{Map, Value};

pub use follow::notice;
pub use form::APPLICATION;
pub use state::{State, said_role};

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
    /// Those with whom the applicant could work, many in one entry, by its number.
    pub const CANDIDATES: &str = "candidates";
    /// One of them, by the IRI of its party, as it was written before there were lists.
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
        entry::INVITATION
        | entry::DECISION
        | entry::ROUND
        | entry::CANDIDATES
        | entry::CANDIDATE
        | entry::MATCH => side == Side::Second,
        entry::MESSAGE => {
            let own = operation.key.strip_prefix(word(side));
            own.is_some_and(|rest| rest.starts_with('-'))
        }
        // What it is about is said by who opened it, on whose instance it has its address.
        entry::ABOUT => federation::document::same_origin(&operation.ledger, &operation.party),
        _ => true,
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

/// What the coordinator's pages and the list of applications show.
fn summary(ledger: &Ledger, operations: &[Operation], now: &Registers) -> Summary {
    let mut values = Map::new();
    values.insert("applicant".into(), ledger.party_iris[0].clone().into());
    values.insert("state".into(), State::of(now, operations).as_str().into());
    values.insert("round".into(), now.one(entry::ROUND).flag("open").into());
    values.insert("candidates".into(), candidates::all(now).len().into());
    values.insert("application".into(), brief::said(now.one(entry::APPLICATION)).into());
    values.insert("wishes".into(), brief::wishes(now).into());
    let declarers = brief::declarers(now);
    if !declarers.is_empty() {
        values.insert("declared".into(), serde_json::to_value(declarers).unwrap_or_default());
        let people = serde_json::to_value(brief::people(now)).unwrap_or_default();
        values.insert("declarers".into(), people);
    }
    values.insert("matches".into(), brief::each(now, entry::MATCH, brief::MATCHED).into());
    values.insert("reports".into(), brief::each(now, entry::REPORT, brief::REPORTED).into());
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
    /// What it says, in the shapes of [`APPLICATION`], without its longer texts.
    pub said: Map<String, Value>,
    /// With whom it would like to work.
    pub wishes: wishes::Wishes,
    /// Who of its people has declared that she cannot work with somebody, by the IRI of that party, as far as their names
    /// are known.
    pub declared: BTreeMap<String, Vec<String>>,
    /// Their IRIs, by those names.
    pub declarers: BTreeMap<String, String>,
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
            declared: serde_json::from_value(Value::Object(map("declared"))).unwrap_or_default(),
            declarers: serde_json::from_value(Value::Object(map("declarers"))).unwrap_or_default(),
            asked: summary.get("candidates").and_then(Value::as_u64).unwrap_or_default() > 0,
            matches: map("matches"),
            reports: map("reports"),
            line,
        }
    }

    /// The same of an application whose page is read: what lists know of it, from all that is in it.
    pub fn of_open(open: &Open) -> Self {
        let ledger = &open.ledger;
        let Summary { subject, values } = summary(ledger, &open.operations, &open.now);
        let [first, second] = &ledger.parties;
        Self::of(Line {
            id: ledger.id,
            kind: ledger.kind.name.to_owned(),
            party_id: ledger.party(open.side).id,
            first_id: first.id,
            second_id: second.id,
            first_name: first.name.clone(),
            second_name: second.name.clone(),
            first_handle: first.handle.clone(),
            second_handle: second.handle.clone(),
            first_host: first.host.clone(),
            second_host: second.host.clone(),
            title: ledger.title.clone(),
            subject,
            summary: store::JsonText(Value::Object(values)),
            opened_at: ledger.opened_at,
            updated_at: ledger.updated_at,
        })
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

    /// Whether it is asked now with whom it would like to work.
    pub fn is_asked_now(&self) -> bool {
        self.line.summary.get("round").and_then(Value::as_bool).unwrap_or_default()
    }

    /// Whether it still has to say with whom it would like to work: it takes part, and can work with somebody.
    pub fn owes_wishes(&self) -> bool {
        let asked = self.is_asked_now() && !self.wishes.said;
        asked && self.state == State::Accepted && self.has_room()
    }

    /// Those with whom it works in a role, which may not be the one that it has now.
    pub fn partners_as(&self, role: Role) -> impl Iterator<Item = (&str, &Map<String, Value>)> {
        let word = role.as_str();
        self.partners().filter(move |(_, m)| m.get("role").and_then(Value::as_str) == Some(word))
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
pub(crate) mod tests {
    use domain::{ActorId, Time, id::LedgerId};
    use people::testing::operation;
    use serde_json::json;

    use super::*;

    /// An applicant whose summary has this, with its number for an IRI.
    pub(crate) fn applicant(number: u128, values: &Value) -> Applicant {
        let mut summary = json!({ "applicant": number.to_string(), "state": "accepted" });
        for (name, value) in values.as_object().unwrap() {
            summary[name.as_str()] = value.clone();
        }
        let actor = |n: u128| ActorId(uuid::Uuid::from_u128(n));
        Applicant::of(Line {
            id: LedgerId(uuid::Uuid::from_u128(number)),
            kind: KIND.name.into(),
            party_id: actor(number),
            first_id: actor(number),
            second_id: actor(0),
            first_name: format!("City {number}"),
            second_name: "Network".into(),
            first_handle: format!("city{number}"),
            second_handle: "network".into(),
            first_host: String::new(),
            second_host: String::new(),
            title: String::new(),
            subject: String::new(),
            summary: store::JsonText(summary),
            opened_at: Time(0),
            updated_at: Time(0),
        })
    }

    #[test]
    fn only_whoever_takes_part_and_has_room_is_reminded_of_wishes() {
        let asked = |more: Value| {
            let mut values = json!({ "round": true, "application": { "role": "mentee" } });
            for (name, value) in more.as_object().unwrap() {
                values[name.as_str()] = value.clone();
            }
            applicant(1, &values).owes_wishes()
        };
        assert!(asked(json!({})));
        assert!(!asked(json!({ "round": false })));
        assert!(!asked(json!({ "wishes": { "wishes": [] } })), "it has answered");
        for state in ["received", "declined", "withdrawn", "reserve"] {
            assert!(!asked(json!({ "state": state })), "{state}");
        }
        let paired = json!({ "2": { "state": "decided", "role": "mentee" } });
        assert!(!asked(json!({ "matches": paired })), "it has nobody to wish for");
        let parted = json!({ "2": { "state": "ended", "role": "mentee" } });
        assert!(asked(json!({ "matches": parted })));
    }

    #[test]
    fn nobody_decides_what_is_not_hers_to_decide() {
        let may = |side: Side, entry: &str, key: &str| {
            allows(&operation("a", 1, entry, key, &json!({ "x": 1 })), side)
        };
        let (applicant, coordinator) = (Side::First, Side::Second);
        for own in [entry::APPLICATION, entry::WISHES, entry::CONFLICT, entry::REPORT] {
            assert!(may(applicant, own, "") && !may(coordinator, own, ""), "{own}");
        }
        for own in [
            entry::INVITATION,
            entry::DECISION,
            entry::ROUND,
            entry::CANDIDATES,
            entry::CANDIDATE,
            entry::MATCH,
        ] {
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

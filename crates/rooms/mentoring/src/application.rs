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
pub mod wishes;

use people::ledger::{
    Entry, Ledger, LedgerKind, Line, Operation, Place, Registers, Side, Summary, Written,
};
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

    fn of(now: &Registers, operations: &[Operation]) -> Self {
        let application = now.one(entry::APPLICATION);
        if application.is_empty() {
            Self::Invited
        } else if application.flag("withdrawn") && application.value("role").is_null() {
            Self::Refused
        } else if application.flag("withdrawn") {
            Self::Withdrawn
        } else {
            decided(now, operations).unwrap_or(Self::Received)
        }
    }
}

/// By what an applicant has said in which role it applies, or that it does not apply any more.
pub fn said_role(now: &Registers) -> impl Iterator<Item = &Place> {
    let application = now.one(entry::APPLICATION);
    let written = ["role", "withdrawn"].into_iter().flat_map(move |f| application.standing(f));
    written.map(|written| &written.place)
}

/// What the coordinator has decided of what stands. Whoever comes back, or in another role, is decided on anew: a decision
/// counts for what whoever wrote it had seen.
fn decided(now: &Registers, operations: &[Operation]) -> Option<State> {
    let decision = now.one(entry::DECISION);
    let had_seen = |written: &Written| {
        let by = operations.iter().find(|operation| operation.place == written.place);
        by.is_some_and(|operation| said_role(now).all(|place| operation.saw(place)))
    };
    // Only of these, or whoever sets many others would make it slow.
    let mut written = ["state", "text", "on"].into_iter().flat_map(|f| decision.standing(f));
    let counts = written.any(had_seen);
    let state = State::parse(decision.text("state")).filter(|_| counts);
    state.filter(|state| State::DECISIONS.contains(state))
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
    use people::ledger::Seen;
    use serde_json::json;

    use super::*;

    /// What a side writes, who had seen so much of the applicant's instance and of the coordinator's.
    fn written(
        site: &str,
        (sequence, clock): (i64, i64),
        seen: (i64, i64),
        entry: &str,
        set: &Value,
    ) -> Operation {
        let mut all = Seen::default();
        all.saw("a", seen.0);
        all.saw("c", seen.1);
        Operation {
            ledger: "l".into(),
            place: Place { clock, site: site.into(), sequence },
            seen: all,
            previous: String::new(),
            party: site.into(),
            actor: site.into(),
            at: Time(0),
            entry: entry.into(),
            key: String::new(),
            set: set.as_object().unwrap().clone(),
        }
    }

    #[test]
    fn a_decision_counts_for_what_was_seen() {
        let state = |all: &[Operation]| State::of(&Registers::of(all, |_| true), all);
        let applies = json!({ "role": "mentor", "withdrawn": null });
        let mut all = vec![written("a", (1, 1), (0, 0), entry::APPLICATION, &applies)];
        assert_eq!(state(&all), State::Received);
        // The city changes its role; the coordinator, who has not heard of it, takes it as a mentor. Her clock is later.
        let role = json!({ "role": "mentee" });
        all.push(written("a", (2, 2), (1, 0), entry::APPLICATION, &role));
        let taken = json!({ "state": "accepted", "text": "" });
        all.push(written("c", (1, 7), (1, 0), entry::DECISION, &taken));
        assert_eq!(state(&all), State::Received, "nobody has decided on a mentee");
        // She looks again and decides the same.
        let on = json!({ "on": "a 2" });
        all.push(written("c", (2, 8), (2, 1), entry::DECISION, &on));
        assert_eq!(state(&all), State::Accepted);
        // A word more changes nothing.
        let team = json!({ "team": "двама" });
        all.push(written("a", (3, 9), (2, 2), entry::APPLICATION, &team));
        assert_eq!(state(&all), State::Accepted);
    }

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

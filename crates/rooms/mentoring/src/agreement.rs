//! The agreement of two cities, in its versions. A version is a document that never changes; it binds when the keys of
//! both parties have signed its canonical form (RFC 8785, Ed25519 as `eddsa-jcs-2022`) and the mentored city has
//! entered it in the register, so that two signatures given at once cannot bind two versions.

mod changes;
mod document;
mod goals;
mod version;

use content::{
    Draft, Field, Goal, Kind, Shape, draft,
    kind::{Cell, Column, PLAIN, Place, Section},
};
use domain::{FieldError, FieldErrors, Result, text};
use people::ledger::{Ledger, Operation, Seen, Side};
use serde_json::{Map, Value};

use crate::{entries, workspace::entry};

pub use changes::{Changed, What, changes};
pub use goals::Agreed;
pub use version::{Deed, Version, signature_of};

/// The type of the document.
pub const TYPE: &str = "gh:MentoringAgreement";

/// What the coordinator of a programme gets to know of a mentoring, and nothing else. Both cities see this list
/// before they sign, and it stands in what they sign. Names are the messages `mentoring-reported-WORD`.
pub const REPORTED: [&str; 5] = ["stage", "dates", "hours", "satisfaction", "overdue"];

/// The most topics.
pub const TOPICS: usize = 3;
/// The most goals.
pub const GOALS: usize = 3;
/// The most versions of a party, and the most signatures of one under a version. What it writes after them is passed
/// over by both sides alike: its own come in one order, whatever arrives when.
pub const VERSIONS: usize = 50;
const SIGNATURES: usize = 3;
/// The greatest number of a version; what claims another one has none.
const NUMBER_MAX: i64 = 999;

const GOAL_COLUMNS: &[Column] = &[
    Column::new("text", Cell::Line, 300).required(),
    Column::new("measure", Cell::Line, 300).required(),
    Column::new("due", Cell::Date, 10),
];

static FIELDS: &[Field] = &[
    Field::new("goals", Shape::Rows(GOAL_COLUMNS), "goals", "goals").required().max(GOALS),
    Field::new("starts", Shape::Date, "time", "starts").required(),
    Field::new("ends", Shape::Date, "time", "ends").required(),
    Field::new("review", Shape::Date, "time", "review"),
    Field::new("rhythm", Shape::Line, "time", "rhythm").required(),
    Field::new(
        "minutes",
        Shape::Number { min: 15, max: 480, decimals: 0, unit: "" },
        "time",
        "minutes",
    ),
    Field::new("channel", Shape::Line, "time", "channel"),
    Field::new("between", Shape::Line, "time", "between"),
    Field::new("languages", Shape::Langs, "time", "languages").required(),
    Field::new("mentor_role", Shape::Text, "roles", "mentor_role").required().max(2000),
    Field::new("mentee_role", Shape::Text, "roles", "mentee_role").required().max(2000),
    Field::new("ground_rules", Shape::Text, "roles", "ground_rules").max(2000),
    Field::new("learning", Shape::Text, "roles", "learning").max(2000),
    Field::new("confidentiality", Shape::Text, "trust", "confidentiality").required().max(2000),
    Field::new("data_sharing", Shape::Text, "trust", "data_sharing").max(2000),
    Field::new("feedback", Shape::Text, "trust", "feedback").max(2000),
    Field::new("problem_contact", Shape::Line, "trust", "problem_contact"),
    Field::new("exit", Shape::Text, "trust", "exit").required().max(2000),
    Field::new("costs", Shape::Text, "trust", "costs").max(2000),
    Field::new("grant", Shape::Money, "trust", "grant"),
];

static SECTIONS: [Section; 4] = [
    Section { name: "goals", step: "agreement", place: Place::Body },
    Section { name: "time", step: "agreement", place: Place::Body },
    Section { name: "roles", step: "agreement", place: Place::Body },
    Section { name: "trust", step: "agreement", place: Place::Body },
];

/// The form of an agreement. It is no content: only its list of fields is used.
pub static AGREEMENT: Kind = Kind {
    name: "agreement",
    fields: FIELDS,
    sections: &SECTIONS,
    summary: true,
    body: false,
    sectors: true,
    check,
    ..PLAIN
};

fn check(draft: &Draft, errors: &mut FieldErrors) {
    // What ends on a day can be asked for on it.
    let days = ["starts", "ends", "review"];
    for field in days {
        entries::whole_day(draft, field, errors);
    }
    let whole = !days.iter().any(|field| errors.0.iter().any(|e| e.field == *field));
    let has = |field: &str| whole && draft.values.contains_key(field);
    if has("ends") && draft.is_before("ends", "starts") {
        errors.add("ends", "agreement-error-ends");
    }
    if has("review") && (draft.is_before("review", "starts") || draft.is_before("ends", "review")) {
        errors.add("review", "agreement-error-review");
    }
    // Of a goal that was begun it is said what it lacks.
    let begun = errors.0.iter().any(|e| e.field.starts_with("goals."));
    let lacks = |e: &FieldError| e.field == "goals" && e.key == "content-error-required";
    errors.0.retain(|e| !(begun && lacks(e)));
    for error in errors.0.iter_mut().filter(|e| lacks(e)) {
        error.key = "agreement-error-goals";
    }
    if draft.sectors.len() > TOPICS {
        errors.add("sectors", "agreement-error-topics");
    }
}

/// What the parties agree on, checked: nothing but the fields of the form, and no letters that nobody sees. Errors carry
/// the names of the form.
pub fn checked(draft: &Draft) -> Result<Draft, FieldErrors> {
    let mut draft = draft.clone();
    draft.values.retain(|name, _| AGREEMENT.field(name).is_some());
    for value in draft.values.values_mut() {
        if let Value::String(words) = value {
            words.retain(|c| !text::is_hidden(c));
        }
    }
    draft::check(&AGREEMENT, &draft, Goal::Publish)
}

/// All versions of an agreement.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Agreement {
    /// In the order in which they were proposed.
    pub versions: Vec<Version>,
}

/// The register of what binds, as it is read.
#[derive(Default)]
struct Register {
    /// What whoever keeps it has seen so far.
    seen: Seen,
    /// The digest of what binds; empty for nothing.
    binds: String,
    number: i64,
}

impl Register {
    /// Enters a version, if it takes the place of what binds and nothing stood against it. An entry that knows less
    /// than its keeper had known before is none: it would bind what was taken back.
    fn enter(&mut self, version: &mut Version, o: &Operation) {
        let knows = o.seen.covers(&self.seen);
        if knows && version.replaces() == self.binds && version.could_bind(o) {
            self.number += 1;
            self.binds.clone_from(&version.digest);
            version.bound = Some(self.number);
            version.bound_at = Some(o.at);
        }
    }
}

impl Agreement {
    /// What stands in a ledger, by its operations in their order: whatever came first counts.
    pub fn of(ledger: &Ledger, operations: &[Operation]) -> Self {
        let mut versions: Vec<Version> = Vec::new();
        let mut register = Register::default();
        for o in operations.iter().filter(|o| ledger.allows(o)) {
            let Some(side) = ledger.side_of(&o.party) else { continue };
            if o.entry == entry::VERSION {
                let room = versions.iter().filter(|v| v.by == side).count() < VERSIONS;
                if room && !versions.iter().any(|v| v.digest == o.key) {
                    versions.extend(Version::begin(ledger, o));
                }
                if let Some(version) = versions.iter_mut().find(|v| v.digest == o.key) {
                    version.add(side, o);
                    if o.set.get("bound").is_some_and(Value::is_i64) {
                        register.enter(version, o);
                    }
                }
            }
            if side == Side::Second {
                o.seen.iter().for_each(|(site, n)| register.seen.saw(site, n));
            }
        }
        Self { versions }
    }

    /// The same, with what was verified of it: `held` says which of the signatures of a party under a version holds.
    #[must_use]
    pub fn verified(mut self, held: impl Fn(&Version, Side) -> Option<usize>) -> Self {
        for version in &mut self.versions {
            version.verified = Side::BOTH.map(|side| held(version, side));
        }
        self
    }

    /// The last version in the register, which the next one takes the place of: both sides read it alike. Whether its
    /// signatures hold is another question.
    pub fn registered(&self) -> Option<&Version> {
        self.versions.iter().filter(|v| v.bound.is_some()).max_by_key(|v| v.bound)
    }

    /// The version that binds: the last in the register of those under which this instance has verified both
    /// signatures ([`crate::verifying::agreement`]).
    pub fn in_force(&self) -> Option<&Version> {
        let held = |v: &&Version| v.bound.is_some() && v.is_verified();
        self.versions.iter().filter(held).max_by_key(|v| v.bound)
    }

    /// Whether a party can propose a further version.
    pub fn has_room(&self, side: Side) -> bool {
        self.versions.iter().filter(|v| v.by == side).count() < VERSIONS
    }

    /// Whether something depends on the signatures under a version: it is in the register, or can come into it.
    pub fn matters(&self, version: &Version) -> bool {
        version.bound.is_some() || self.open().any(|v| v.digest == version.digest)
    }

    /// The version with this digest.
    pub fn version(&self, digest: &str) -> Option<&Version> {
        self.versions.iter().find(|v| v.digest == digest)
    }

    /// Those that both have signed and that could be entered in the register now: they take the place of what is its last.
    pub fn ready(&self) -> impl Iterator<Item = &Version> {
        self.open().filter(|v| v.signatures.iter().all(|all| !all.is_empty()))
    }

    /// Those that wait for somebody and would still take the place of what is the last in the register.
    pub fn open(&self) -> impl Iterator<Item = &Version> {
        let last = self.registered().map_or("", |v| v.digest.as_str());
        self.versions.iter().filter(move |v| v.is_open() && v.replaces() == last)
    }

    /// Those that wait for a signature, of which a further version takes the place. What both have signed is entered, or
    /// its signatures do not hold.
    pub fn unsigned(&self) -> impl Iterator<Item = &Version> {
        self.open().filter(|v| v.signatures.iter().any(Vec::is_empty))
    }

    /// The version with which whoever proposes a further one begins: the newest that waits for a signature, else the newest
    /// of all.
    pub fn newest(&self) -> Option<&Version> {
        self.unsigned().last().or(self.versions.last())
    }

    /// Whether a document says nothing else than what binds or waits for a signature. What is in the register and was not
    /// verified is proposed anew as it is.
    pub fn has(&self, ledger: &Ledger, document: &Map<String, Value>) -> bool {
        let binds = self.registered().filter(|v| v.is_verified());
        binds.into_iter().chain(self.unsigned()).any(|v| v.says_as(ledger, document))
    }

    /// The document of a further version: it takes the place of what is the last in the register.
    pub fn next(&self, ledger: &Ledger, programme: &str, draft: &Draft) -> Map<String, Value> {
        let last = self.versions.iter().map(Version::number).max().unwrap_or_default();
        let number = NUMBER_MAX.min(last + 1);
        let replaces = self.registered().map_or("", |v| v.digest.as_str());
        document::of(ledger, number, replaces, programme, draft)
    }
}

#[cfg(test)]
mod tests;

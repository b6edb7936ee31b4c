//! The agreement of two cities, in its versions. A version is a document that never changes; it binds when the keys of
//! both parties have signed its canonical form (RFC 8785, Ed25519 as `eddsa-jcs-2022`) and the mentored city has
//! entered it in the register, so that two signatures given at once cannot bind two versions.

use content::{
    Draft, Field, Goal, Kind, Shape, Values, draft,
    kind::{Cell, Column, PLAIN, Place, Section},
};
use domain::{FieldErrors, Lang, Result, Time};
use people::ledger::{Ledger, Operation, Side};
use serde_json::{Map, Value, json};

use crate::workspace::{entry, word};

/// The type of the document.
pub const TYPE: &str = "gh:MentoringAgreement";

/// What the coordinator of a programme gets to know of a mentoring, and nothing else. Both cities see this list
/// before they sign, and it stands in what they sign. Names are the messages `mentoring-reported-WORD`.
pub const REPORTED: [&str; 5] = ["stage", "dates", "hours", "satisfaction", "overdue"];

/// The most topics.
pub const TOPICS: usize = 3;
/// The most goals.
pub const GOALS: usize = 3;

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
    let has = |field: &str| draft.values.contains_key(field);
    if has("ends") && draft.is_before("ends", "starts") {
        errors.add("ends", "agreement-error-ends");
    }
    if has("review") && (draft.is_before("review", "starts") || draft.is_before("ends", "review")) {
        errors.add("review", "agreement-error-review");
    }
    if draft.sectors.len() > TOPICS {
        errors.add("sectors", "agreement-error-topics");
    }
}

/// What the parties agree on, checked. Errors carry the names of the form.
pub fn checked(draft: &Draft) -> Result<Draft, FieldErrors> {
    draft::check(&AGREEMENT, draft, Goal::Publish)
}

/// One version.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The digest of its document, by which it is named.
    pub digest: String,
    /// Its document, without signatures.
    pub document: Map<String, Value>,
    /// The party that proposed it.
    pub by: Side,
    /// When.
    pub at: Time,
    /// The signatures that the two parties have given, as they are in the ledger.
    pub signatures: [Vec<Value>; 2],
    /// Why the other party does not want it.
    pub declined: String,
    /// Whether it was taken back by who proposed it.
    pub withdrawn: bool,
    /// Its number in the register, from 1; nothing while it does not bind.
    pub bound: Option<i64>,
}

impl Version {
    /// Its number among all versions.
    pub fn number(&self) -> i64 {
        self.document.get("gh:number").and_then(Value::as_i64).unwrap_or_default()
    }

    /// The digest of the version that it takes the place of; empty for none.
    pub fn replaces(&self) -> &str {
        self.document.get("gh:replaces").and_then(Value::as_str).unwrap_or_default()
    }

    /// The language it is written in.
    pub fn lang(&self) -> Lang {
        let tag = self.document.get("gh:lang").and_then(Value::as_str).unwrap_or_default();
        Lang::parse(tag).unwrap_or_else(Lang::english)
    }

    /// What is agreed, in the shapes of [`AGREEMENT`].
    pub fn terms(&self) -> Values {
        let terms = self.document.get("gh:terms").and_then(Value::as_object);
        terms.cloned().unwrap_or_default()
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        self.document.get("name").and_then(Value::as_str).unwrap_or_default()
    }

    /// The whole of it as a draft, to be changed.
    pub fn draft(&self) -> Draft {
        let text = |name: &str| {
            self.document.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let sectors = self.document.get("gh:topics").and_then(Value::as_array);
        let words = sectors.into_iter().flatten().filter_map(Value::as_str);
        Draft {
            title: text("name"),
            summary: text("summary"),
            sectors: words.map(str::to_owned).collect(),
            values: self.terms(),
            ..Draft::new(AGREEMENT.name, self.lang())
        }
    }

    /// Whether it waits for this party's signature.
    pub fn waits_for(&self, side: Side) -> bool {
        self.is_open() && self.signatures[side.index()].is_empty()
    }

    /// Whether it can still come to bind.
    pub fn is_open(&self) -> bool {
        self.bound.is_none() && !self.withdrawn && self.declined.is_empty()
    }

    /// The first time that somebody wrote this document.
    fn begin(ledger: &Ledger, o: &Operation) -> Option<Self> {
        let document = o.set.get("document")?.as_object()?;
        let of = |name: &str| document.get(name).and_then(Value::as_str);
        let [mentor, mentee] = &ledger.party_iris;
        // It is of these two and no others.
        let fits = of("gh:ledger") == Some(&ledger.iri)
            && of("gh:mentor") == Some(mentor)
            && of("gh:mentee") == Some(mentee);
        fits.then_some(())?;
        Some(Self {
            digest: o.key.clone(),
            document: document.clone(),
            by: ledger.side_of(&o.party)?,
            at: o.at,
            signatures: [Vec::new(), Vec::new()],
            declined: String::new(),
            withdrawn: false,
            bound: None,
        })
    }

    /// What an operation adds. Nothing that was said can be taken back by saying something else.
    fn add(&mut self, side: Side, o: &Operation) {
        if let Some(signature) = o.set.get(&signature_of(side)).filter(|v| v.is_object()) {
            self.signatures[side.index()].push(signature.clone());
        }
        let text = |name: &str| o.set.get(name).and_then(Value::as_str).unwrap_or_default();
        if self.declined.is_empty() && side != self.by {
            text("declined").clone_into(&mut self.declined);
        }
        let flag = o.set.get("withdrawn").and_then(Value::as_bool).unwrap_or_default();
        self.withdrawn |= flag && side == self.by;
        self.bound = self.bound.or_else(|| o.set.get("bound").and_then(Value::as_i64));
    }
}

/// The field with a party's signature: `mentor_signature`.
pub fn signature_of(side: Side) -> String {
    format!("{}_signature", word(side))
}

/// All versions of an agreement.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Agreement {
    /// In the order in which they were proposed.
    pub versions: Vec<Version>,
}

impl Agreement {
    /// What stands in a ledger, by its operations in their order: whatever came first counts.
    pub fn of(ledger: &Ledger, operations: &[Operation]) -> Self {
        let mut versions: Vec<Version> = Vec::new();
        let counted = |o: &&Operation| o.entry == entry::VERSION && ledger.allows(o);
        for o in operations.iter().filter(counted) {
            if !versions.iter().any(|v| v.digest == o.key) {
                versions.extend(Version::begin(ledger, o));
            }
            let version = versions.iter_mut().find(|v| v.digest == o.key);
            if let (Some(version), Some(side)) = (version, ledger.side_of(&o.party)) {
                version.add(side, o);
            }
        }
        Self { versions }
    }

    /// The version that binds: the last in the register that both have signed. Whether the signatures hold, only
    /// whoever has the keys can say ([`crate::service::holds`]).
    pub fn in_force(&self) -> Option<&Version> {
        let signed = |v: &&Version| v.signatures.iter().all(|all| !all.is_empty());
        self.versions.iter().filter(|v| v.bound.is_some()).filter(signed).max_by_key(|v| v.bound)
    }

    /// The version with this digest.
    pub fn version(&self, digest: &str) -> Option<&Version> {
        self.versions.iter().find(|v| v.digest == digest)
    }

    /// Those that both have signed and that could be entered in the register now: they take the place of what binds.
    pub fn ready(&self) -> impl Iterator<Item = &Version> {
        let binds = self.in_force().map_or("", |v| v.digest.as_str());
        let signed = |v: &&Version| v.signatures.iter().all(|all| !all.is_empty());
        self.versions.iter().filter(move |v| v.is_open() && v.replaces() == binds).filter(signed)
    }

    /// Those that wait for somebody and would still take the place of what binds.
    pub fn open(&self) -> impl Iterator<Item = &Version> {
        let binds = self.in_force().map_or("", |v| v.digest.as_str());
        self.versions.iter().filter(move |v| v.is_open() && v.replaces() == binds)
    }

    /// The document of a further version: it takes the place of what binds.
    pub fn next(&self, ledger: &Ledger, programme: &str, draft: &Draft) -> Map<String, Value> {
        let number = self.versions.iter().map(Version::number).max().unwrap_or_default() + 1;
        let replaces = self.in_force().map_or("", |v| v.digest.as_str());
        let document = json!({
            "@context": federation::document::context(),
            "type": TYPE,
            "gh:ledger": ledger.iri,
            "gh:number": number,
            "gh:replaces": replaces,
            "gh:mentor": ledger.party_iris[0],
            "gh:mentee": ledger.party_iris[1],
            "gh:programme": programme,
            "gh:reported": REPORTED,
            "gh:lang": draft.lang.as_str(),
            "name": draft.title,
            "summary": draft.summary,
            "gh:topics": draft.sectors,
            "gh:terms": draft.values,
        });
        match document {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }
}

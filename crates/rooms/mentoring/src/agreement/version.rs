//! One version of an agreement, as the operations of its ledger make it.

use content::{Draft, Values};
use domain::{Lang, Time};
use people::ledger::{Ledger, Operation, Place as At, Side};
use serde_json::{Map, Value};

use super::{AGREEMENT, NUMBER_MAX, SIGNATURES, changes};
use crate::workspace::word;

/// Whether a cell of a row holds words.
fn says(row: &Map<String, Value>, cell: &str) -> bool {
    row.get(cell).and_then(Value::as_str).is_some_and(|words| !words.trim().is_empty())
}

/// Who did something to a version, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Deed {
    /// The party for which it was done.
    pub side: Side,
    /// The IRI of whoever did it.
    pub actor: String,
    /// When, by the clock of her instance.
    pub at: Time,
    /// Where it stands in the ledger.
    pub(super) place: At,
}

impl Deed {
    pub(super) fn of(side: Side, o: &Operation) -> Self {
        Self { side, actor: o.actor.clone(), at: o.at, place: o.place.clone() }
    }
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
    /// Who proposed it for that party, and when.
    pub proposed: Deed,
    /// The signatures that the two parties have given, as they are in the ledger.
    pub signatures: [Vec<Value>; 2],
    /// Why the other party does not want it.
    pub declined: String,
    /// Whether it was taken back by who proposed it.
    pub withdrawn: bool,
    /// The digest of the version that whoever took it back or declined it has proposed in its place; empty for none.
    pub instead: String,
    /// Its number in the register, from 1; nothing while it does not bind.
    pub bound: Option<i64>,
    /// When it was entered there.
    pub bound_at: Option<Time>,
    /// Which of the signatures of each party this instance has verified to be by its key ([`crate::verifying`]); nothing
    /// for none. Operations alone do not say it.
    pub verified: [Option<usize>; 2],
    /// Who gave each of the signatures, and who declined it or took it back.
    pub(super) signed: [Vec<Deed>; 2],
    pub(super) refused: Vec<Deed>,
}

impl Version {
    /// Its number among all versions.
    pub fn number(&self) -> i64 {
        let number = self.document.get("gh:number").and_then(Value::as_i64);
        number.filter(|n| (1..=NUMBER_MAX).contains(n)).unwrap_or_default()
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

    /// What is agreed, in the shapes of [`AGREEMENT`]. A goal without words is none.
    pub fn terms(&self) -> Values {
        let terms = self.document.get("gh:terms").and_then(Value::as_object);
        let mut terms = terms.cloned().unwrap_or_default();
        if terms.contains_key("goals") {
            let goals: Vec<Value> =
                self.goals().filter(|row| says(row, "text")).cloned().map(Value::Object).collect();
            terms.remove("goals");
            if !goals.is_empty() {
                terms.insert("goals".into(), goals.into());
            }
        }
        terms
    }

    /// Whether it has a goal, and says by what one will see that it is reached.
    pub fn has_goal(&self) -> bool {
        self.goals().any(|row| says(row, "text") && says(row, "measure"))
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        self.document.get("name").and_then(Value::as_str).unwrap_or_default()
    }

    /// Its goals, as rows of the form; whoever wrote it elsewhere may have left out their words.
    pub(super) fn goals(&self) -> impl Iterator<Item = &Map<String, Value>> {
        let rows = self.document.get("gh:terms").and_then(|t| t.get("goals"));
        rows.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
    }

    /// Who signed it for a party, and when: whose signature was verified, else who gave the first one.
    pub fn signer(&self, side: Side) -> Option<&Deed> {
        let held = self.verified[side.index()].unwrap_or_default();
        self.signed[side.index()].get(held)
    }

    /// Who took it back or else declined it first, and when.
    pub fn refusal(&self) -> Option<&Deed> {
        let side = if self.withdrawn { self.by } else { self.by.other() };
        self.refused.iter().find(|deed| deed.side == side)
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

    /// Whether nobody who reads a document reads something else in it than in this version.
    pub(super) fn says_as(&self, ledger: &Ledger, document: &Map<String, Value>) -> bool {
        let other = Self { document: document.clone(), ..self.clone() };
        changes(ledger, self, &other).is_some_and(|all| all.is_empty())
    }

    /// Whether it waits for this party's signature.
    pub fn waits_for(&self, side: Side) -> bool {
        self.is_open() && self.signatures[side.index()].is_empty()
    }

    /// Whether this instance has verified the signatures of both parties.
    pub fn is_verified(&self) -> bool {
        self.verified.iter().all(Option::is_some)
    }

    /// Whether it can still come to bind.
    pub fn is_open(&self) -> bool {
        self.bound.is_none() && !self.withdrawn && self.declined.is_empty()
    }

    /// The first time that somebody wrote this document.
    pub(super) fn begin(ledger: &Ledger, o: &Operation) -> Option<Self> {
        let document = o.set.get("document")?.as_object()?;
        let of = |name: &str| document.get(name).and_then(Value::as_str);
        let [mentor, mentee] = &ledger.party_iris;
        // It is of these two and no others.
        let fits = of("gh:ledger") == Some(&ledger.iri)
            && of("gh:mentor") == Some(mentor)
            && of("gh:mentee") == Some(mentee);
        fits.then_some(())?;
        let by = ledger.side_of(&o.party)?;
        Some(Self {
            digest: o.key.clone(),
            document: document.clone(),
            by,
            proposed: Deed::of(by, o),
            signatures: [Vec::new(), Vec::new()],
            declined: String::new(),
            withdrawn: false,
            instead: String::new(),
            bound: None,
            bound_at: None,
            verified: [None; 2],
            signed: [Vec::new(), Vec::new()],
            refused: Vec::new(),
        })
    }

    /// What an operation adds. Nothing that was said can be taken back by saying something else.
    pub(super) fn add(&mut self, side: Side, o: &Operation) {
        let room = self.signatures[side.index()].len() < SIGNATURES;
        let signature = o.set.get(&signature_of(side)).filter(|v| room && v.is_object());
        if let Some(signature) = signature {
            self.signatures[side.index()].push(signature.clone());
            self.signed[side.index()].push(Deed::of(side, o));
        }
        let text = |name: &str| o.set.get(name).and_then(Value::as_str).unwrap_or_default();
        let flag = o.set.get("withdrawn").and_then(Value::as_bool).unwrap_or_default();
        let instead = text("instead");
        if side == self.by && flag {
            if !self.withdrawn {
                instead.clone_into(&mut self.instead);
            }
            self.withdrawn = true;
            self.refused.push(Deed::of(side, o));
        } else if side != self.by && !text("declined").is_empty() {
            if self.declined.is_empty() {
                text("declined").clone_into(&mut self.declined);
                if !self.withdrawn {
                    instead.clone_into(&mut self.instead);
                }
            }
            self.refused.push(Deed::of(side, o));
        }
    }

    /// Whether whoever keeps the register could enter it with this operation, by what it had seen: both have signed,
    /// and neither had said no.
    pub(super) fn could_bind(&self, o: &Operation) -> bool {
        let signed = |all: &Vec<Deed>| all.iter().any(|deed| o.saw(&deed.place));
        self.bound.is_none()
            && self.signed.iter().all(signed)
            && !self.refused.iter().any(|deed| o.saw(&deed.place))
    }
}

/// The field with a party's signature: `mentor_signature`.
pub fn signature_of(side: Side) -> String {
    format!("{}_signature", word(side))
}

//! The document of a version: how it is made, and whether one that came says nothing but what its page shows.

use content::Draft;
use people::ledger::Ledger;
use serde_json::{Map, Value, json};

use super::{REPORTED, TYPE, Version, checked};

/// The most bytes of a programme's address, which the page shows whole.
const PROGRAMME_MAX: usize = 200;

/// The document of what was agreed, which is in the shape that [`checked`] gives.
pub(super) fn of(
    ledger: &Ledger,
    number: i64,
    replaces: &str,
    programme: &str,
    draft: &Draft,
) -> Map<String, Value> {
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

impl Version {
    /// The address of the programme that it names; empty for none.
    pub fn programme(&self) -> &str {
        self.document.get("gh:programme").and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether the coordinator of its programme gets what the page says, no more and no less.
    pub fn reports_as_shown(&self) -> bool {
        self.document.get("gh:reported") == Some(&json!(REPORTED))
    }

    /// Whether its document says nothing but what its page shows: made anew from that, it is the same. Nobody signs
    /// what she could not read.
    pub fn is_shown(&self, ledger: &Ledger) -> bool {
        let programme = self.programme();
        let address =
            federation::document::iri(programme).is_some_and(|url| url.as_str() == programme);
        if !(programme.is_empty() || address && programme.len() <= PROGRAMME_MAX) {
            return false;
        }
        let made = checked(&self.draft())
            .map(|draft| of(ledger, self.number(), self.replaces(), programme, &draft));
        made.is_ok_and(|made| made == self.document)
    }
}

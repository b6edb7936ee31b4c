//! The parts of a thing in its object: `gh:parts` of the whole and `gh:partOf` of each. A part stands
//! there with its id, title and when it changed, so that others know what to fetch and when.

use domain::{Origin, Time, access::State};
use federation::document;
use serde_json::{Map, Value, json};

use super::object::{Whole, object_iri};
use crate::parts::PARTS_MAX;

/// The most characters of a title.
const TITLE_MAX: usize = 300;

/// A part as its whole names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedPart {
    /// Its id.
    pub iri: String,
    /// Its title, as plain text.
    pub title: String,
    /// When it was last changed.
    pub updated: Option<Time>,
}

/// Writes them into the object.
pub(super) fn write(o: &mut Map<String, Value>, origin: &Origin, whole: &Whole) {
    if whole.content.position.is_some()
        && let Some(root) = &whole.names.root
    {
        o.insert("gh:partOf".into(), root.clone().into());
    }
    let parts = whole.parts.iter().filter(|part| part.state == State::Published).map(|part| {
        let iri = part.ap_id.clone().unwrap_or_else(|| object_iri(origin, part.id));
        json!({"id": iri, "name": part.title, "updated": part.said_at.rfc3339()})
    });
    let parts: Vec<Value> = parts.collect();
    if !parts.is_empty() {
        o.insert("gh:parts".into(), parts.into());
    }
}

/// Reads them. A part of another origin than its whole is none.
pub(super) fn read(object: &Value) -> Vec<ReceivedPart> {
    let Some(whole) = document::id_of(object) else { return Vec::new() };
    let mut parts: Vec<ReceivedPart> = Vec::new();
    let most = usize::try_from(PARTS_MAX).unwrap_or_default();
    for part in document::each(object, "gh:parts").take(most) {
        let Some(iri) = document::id_of(part).filter(|iri| document::same_origin(iri, whole))
        else {
            continue;
        };
        if iri == whole || parts.iter().any(|p| p.iri == iri) {
            continue;
        }
        let title = part.get("name").and_then(Value::as_str).unwrap_or_default();
        parts.push(ReceivedPart {
            iri: iri.to_owned(),
            title: domain::text::excerpt(&domain::text::line(title), TITLE_MAX),
            updated: document::time(part, "updated"),
        });
    }
    parts
}

//! The parts of a thing in its object: `gh:parts` of the whole and `gh:partOf` of each. A part stands
//! there with its id, title and when it changed, so that others know what to fetch and when.

use domain::{Lang, Origin, Time, access::State};
use federation::document;
use serde_json::{Map, Value, json};

use super::object::{Whole, object_iri};
use crate::parts::PARTS_MAX;

/// The most characters of a title.
const TITLE_MAX: usize = 300;

/// The most languages of a title besides that of the whole.
const LANGUAGES: usize = 8;

/// A part as its whole names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedPart {
    /// Its id.
    pub iri: String,
    /// Its title in the language of the whole, as plain text.
    pub title: String,
    /// Its titles in other languages.
    pub titles: Vec<(Lang, String)>,
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
        let titles = part.titles.iter().filter(|t| !t.title.is_empty());
        let names: Map<String, Value> =
            titles.map(|t| (t.lang.to_string(), t.title.clone().into())).collect();
        let updated = part.said_at.rfc3339();
        json!({"id": iri, "name": part.title, "nameMap": names, "updated": updated})
    });
    let parts: Vec<Value> = parts.collect();
    if !parts.is_empty() {
        o.insert("gh:parts".into(), parts.into());
    }
}

/// Reads them. A part of another origin than its whole is none.
pub(super) fn read(object: &Value, whole_lang: &Lang) -> Vec<ReceivedPart> {
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
        let line = |title: &str| domain::text::excerpt(&domain::text::line(title), TITLE_MAX);
        let names = part.get("nameMap").and_then(Value::as_object).into_iter().flatten();
        let named =
            names.filter_map(|(tag, title)| Some((Lang::parse(tag)?, line(title.as_str()?))));
        parts.push(ReceivedPart {
            iri: iri.to_owned(),
            title: line(part.get("name").and_then(Value::as_str).unwrap_or_default()),
            titles: named.filter(|(lang, _)| lang != whole_lang).take(LANGUAGES).collect(),
            updated: document::time(part, "updated"),
        });
    }
    parts
}

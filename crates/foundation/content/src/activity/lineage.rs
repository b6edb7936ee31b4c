//! What a thing says of its source, on the wire: `sc:isBasedOn` for everybody, `gh:adaptation` with what
//! was done differently for other houses, and a link (FEP-e232) for whoever shows links.

use domain::{ContentId, Origin, Time, text};
use federation::{document, iri::Own};
use serde_json::{Map, Value, json};

use super::{
    object::{Whole, object_iri},
    received::ReceivedText,
};
use crate::{
    Kind,
    lineage::{Adaptation, FIELDS, Relation},
    markdown,
};

/// The relation of the link.
pub const REL: &str = "https://w3id.org/guildhall/ns#adaptedFrom";
/// What such a link leads to (FEP-e232).
const MEDIA_TYPE: &str = r#"application/ld+json; profile="https://www.w3.org/ns/activitystreams""#;
/// The most bytes of one text of another house.
const NOTE_MAX: usize = 60_000;

/// What an object says of its source.
#[derive(Debug, Clone)]
pub struct Lineage {
    /// The claim.
    pub adaptation: Adaptation,
    /// The id of the source's author.
    pub author: Option<String>,
    /// The id of the source's community.
    pub group: Option<String>,
}

impl Lineage {
    /// The id of the source; `None` for what was forgotten here.
    pub fn source(&self, origin: &Origin) -> Option<String> {
        let own = |id: ContentId| object_iri(origin, id);
        self.adaptation.source_iri.clone().or_else(|| self.adaptation.source_id.map(own))
    }

    /// Whom an adaptation is told of: the source's author and its community.
    pub fn told(&self) -> impl Iterator<Item = &str> {
        self.author.as_deref().into_iter().chain(self.group.as_deref())
    }
}

/// Writes into an object where its adaptations are listed, and what it says of its source.
pub(super) fn write(o: &mut Map<String, Value>, origin: &Origin, kind: &Kind, whole: &Whole) {
    let content = &whole.content;
    if kind.adapted.is_some() && content.host.is_empty() && content.root_id.is_none() {
        o.insert("gh:adaptations".into(), Own::Adaptations(content.id).iri(origin).into());
    }
    let Some(lineage) = &whole.lineage else { return };
    let Some(source) = lineage.source(origin) else { return };
    let row = &lineage.adaptation;
    let mut said = json!({ "source": source, "relation": row.relation.as_str() });
    if let Some(updated) = row.source_updated {
        said["sourceUpdated"] = updated.rfc3339().into();
    }
    if !row.source_digest.is_empty() {
        said["sourceDigest"] = row.source_digest.clone().into();
    }
    let original = whole.texts.iter().find(|t| t.lang == content.lang);
    for (field, name) in &FIELDS {
        let html = original.and_then(|t| t.fields_html.get(field.name)).and_then(Value::as_str);
        if let Some(html) = html.filter(|html| !html.is_empty()) {
            said[*name] = html.into();
        }
    }
    o.insert("sc:isBasedOn".into(), source.clone().into());
    o.insert("gh:adaptation".into(), said);
    let link = json!({ "type": "Link", "mediaType": MEDIA_TYPE, "href": source, "rel": REL,
        "name": "Adapted from" });
    if let Some(Value::Array(tags)) = o.get_mut("tag") {
        tags.push(link);
    }
}

/// What an object of another house says of its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The id of the source.
    pub source: String,
    /// How it stands to it.
    pub relation: Relation,
    /// When the source was last changed before it was taken up, as is said.
    pub updated: Option<Time>,
    /// What the source then said.
    pub digest: String,
}

/// Reads it. What is only based on something has adapted it.
pub(super) fn read(object: &Value) -> Option<Told> {
    let own = document::id_of(object)?;
    let said = object.get("gh:adaptation").filter(|said| said.is_object());
    let source = said
        .and_then(|said| document::id(said, "source"))
        .or_else(|| document::id(object, "sc:isBasedOn"))?;
    document::iri(source).filter(|_| source != own)?;
    let word = |key: &str| said.and_then(|s| s.get(key)).and_then(Value::as_str);
    Some(Told {
        source: source.to_owned(),
        relation: word("relation").and_then(Relation::parse).unwrap_or(Relation::Adapted),
        updated: said.and_then(|said| document::time(said, "sourceUpdated")),
        digest: text::excerpt(word("sourceDigest").unwrap_or_default(), 128),
    })
}

/// Where an object says that its adaptations are listed: at its own origin.
pub(super) fn list(object: &Value) -> Option<String> {
    let own = document::id_of(object)?;
    let list = document::id(object, "gh:adaptations")?;
    document::same_origin(list, own).then(|| list.to_owned())
}

/// Takes over what `gh:adaptation` says and `gh:versions` does not, in the original.
pub(super) fn notes(kind: &Kind, object: &Value, original: &mut ReceivedText) {
    let Some(said) = object.get("gh:adaptation").filter(|_| kind.adapted.is_some()) else { return };
    for (field, name) in &FIELDS {
        let html = said.get(*name).and_then(Value::as_str).filter(|s| s.len() <= NOTE_MAX);
        let Some(html) = html.filter(|_| !original.fields.contains_key(field.name)) else {
            continue;
        };
        let html = markdown::clean_html(html);
        let plain = markdown::plain(&html);
        if !plain.is_empty() {
            original.fields.insert(field.name.to_owned(), plain.into());
            original.fields_html.insert(field.name.to_owned(), html.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_read_from_whatever_says_it() {
        let said = |adaptation: Value, based: Value| {
            read(&json!({ "id": "https://b.example/1", "gh:adaptation": adaptation,
                "sc:isBasedOn": based }))
        };
        let a = "https://a.example/1";
        let told = said(
            json!({ "source": a, "relation": "translated", "sourceDigest": "z1",
            "sourceUpdated": "2026-05-02T08:00:00Z", "unknown": [1] }),
            json!(null),
        )
        .unwrap();
        assert_eq!((told.source.as_str(), told.relation), (a, Relation::Translated));
        assert_eq!(told.digest, "z1");
        assert_eq!(told.updated, Time::parse("2026-05-02T08:00:00Z"));
        let told = said(json!(null), json!({ "id": a })).unwrap();
        assert_eq!((told.source.as_str(), told.relation), (a, Relation::Adapted));
        assert_eq!(
            said(json!({ "source": a, "relation": "stolen" }), json!(null)).unwrap().relation,
            Relation::Adapted
        );
        for nothing in [json!(null), json!("x"), json!({ "source": 7 }), json!([a])] {
            assert_eq!(said(nothing, json!(null)), None);
        }
        for odd in ["https://b.example/1", "javascript:alert(1)", "not an address", ""] {
            assert_eq!(said(json!({ "source": odd }), json!(null)), None, "{odd}");
        }
    }

    #[test]
    fn adaptations_are_listed_at_the_origin_of_the_thing() {
        let said = |at: &str| list(&json!({ "id": "https://a.example/1", "gh:adaptations": at }));
        assert!(said("https://a.example/1/adaptations").is_some());
        assert_eq!(said("https://evil.example/1/adaptations"), None);
    }
}

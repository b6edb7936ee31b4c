//! Things of ours.

use serde_json::{Value, json};

use super::super::read::PUBLIC;
use super::{ADA, BO, GROUP, context};

pub fn plain_article() -> Value {
    json!({ "id": "https://city.example/ap/object/1", "type": "Article", "attributedTo": ADA,
        "name": "Repair", "summary": "In short.", "content": "<p>At length.</p>",
        "mediaType": "text/html",
        "source": { "content": "At length.", "mediaType": "text/markdown" },
        "language": { "identifier": "de", "name": "Deutsch" },
        "nameMap": { "de": "Repair", "bg": "Ремонт" }, "summaryMap": { "de": "In short." },
        "contentMap": { "de": "<p>At length.</p>", "bg": "<p>…</p>" },
        "url": "https://city.example/practices/1/repair", "to": [PUBLIC, GROUP],
        "cc": [format!("{GROUP}/followers")], "audience": GROUP,
        "context": "https://city.example/ap/collection/1", "published": "2026-11-22T09:00:00Z",
        "updated": "2026-11-22T10:00:00Z", "sensitive": false,
        "tag": [{ "type": "Mention", "href": GROUP, "name": "@repair@city.example" }],
        "gh:kind": "Practice" })
}

fn plain_note() -> Value {
    json!({ "id": "https://city.example/ap/object/2", "type": "Note", "attributedTo": ADA,
        "content": "<p>Yes.</p>", "mediaType": "text/html",
        "source": { "content": "Yes.", "mediaType": "text/markdown" },
        "language": { "identifier": "de", "name": "Deutsch" },
        "contentMap": { "de": "<p>Yes.</p>" },
        "inReplyTo": "https://city.example/ap/object/1",
        "url": "https://city.example/content/1#comment-2", "to": [PUBLIC, GROUP], "cc": [BO],
        "audience": GROUP, "context": "https://city.example/ap/collection/1",
        "published": "2026-11-22T09:00:00Z", "sensitive": false,
        "tag": [{ "type": "Mention", "href": BO, "name": "@bo@town.example" }] })
}

/// A thing on its own.
pub fn alone(mut doc: Value) -> Value {
    doc["@context"] = context();
    doc
}

pub fn article() -> Value {
    alone(plain_article())
}

pub fn note() -> Value {
    alone(plain_note())
}

pub fn tombstone() -> Value {
    json!({ "@context": context(), "id": "https://city.example/ap/object/1", "type": "Tombstone",
        "formerType": "Article", "deleted": "2026-11-23T09:00:00Z" })
}

pub fn message() -> Value {
    let mut doc = note();
    doc["to"] = json!([BO]);
    doc["cc"] = json!([]);
    for key in ["audience", "inReplyTo", "context"] {
        doc.as_object_mut().unwrap().shift_remove(key);
    }
    doc
}

pub fn objects() -> Vec<Value> {
    vec![article(), note(), tombstone(), message()]
}

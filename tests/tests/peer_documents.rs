//! Documents as other software writes them, each through the part of the edge that it comes to. One
//! that is right is taken in, as something known or as something opaque. Of one that is wrong, what is
//! wrong is not believed.
//!
//! Our own stand in `tests/peer_documents.json`. The folder that `GUILDHALL_PEER_FIXTURES` names is
//! walked as well: its `index.json` names files, and says of each whether it is one that is wrong.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::Path;

use content::{
    activity::received::{self, Unreadable},
    kind::Kinds,
};
use federation::{
    client::{Accept, is_activity},
    collection,
    document::{self, BadDocument, Class},
    handler::object_of,
    nodeinfo, receiving,
    remote::Profile,
    webfinger::{Account, Jrd},
};
use serde_json::Value;

const DOCUMENT: &str = "the document";
const COPY: &str = "the embedded copy";
const PAGE: &str = "the collection page";
const CLAIM: &str = "the WebFinger claim";
const QUOTE: &str = "the quote";
const NOTHING: &str = "";

/// What is refused of the documents of others that are wrong, and why.
const WRONG: [(&str, &str, &str); 11] = [
    ("as2_fail_array-at-top", DOCUMENT, "several documents are not one"),
    ("as2_fail_collection-with-non-page-first", PAGE, "what is no page is not read as one"),
    ("as2_fail_name-as-namemap", DOCUMENT, "it has no id and no author"),
    ("as2_fail_number-as-actor", DOCUMENT, "nobody did it"),
    ("as2_fail_ordered-collection-with-items", NOTHING, "entries count under either name"),
    ("as2_fail_other-context", DOCUMENT, "it has no id"),
    ("bogus-mastodon-announce", COPY, "the thing is fetched where it lives"),
    ("fedibird_quote_mismatched", QUOTE, "what is quoted is not shown"),
    ("recursive_quote", QUOTE, "what is quoted is not followed"),
    ("spoofed_pleroma_note", DOCUMENT, "its author lives elsewhere"),
    ("http_webfinger-hacker2", CLAIM, "it leads to no actor"),
];

/// What becomes of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Taken {
    /// Something that is known here, and what.
    Known(String),
    /// Something that is not known here, and its type.
    Opaque(String),
    /// It is not believed, and why.
    Refused(String),
}

/// What becomes of a document, and what of it is not believed.
struct Edge {
    kinds: Kinds,
    refused: Vec<&'static str>,
}

fn known(what: impl Into<String>) -> Taken {
    Taken::Known(what.into())
}

impl Edge {
    fn new() -> Self {
        let mut kinds = Kinds::new();
        for room in guildhall::rooms() {
            for kind in room.kinds {
                kinds.register(kind).unwrap();
            }
        }
        Self { kinds, refused: Vec::new() }
    }

    fn refuse(&mut self, why: &dyn std::fmt::Display) -> Taken {
        self.refused.push(DOCUMENT);
        Taken::Refused(why.to_string())
    }

    /// A body, or a whole answer with its headers.
    fn take(&mut self, text: &str) -> Taken {
        let Some(response) = text.strip_prefix("HTTP/1.1 ") else { return self.body(text) };
        let end = response.find("\r\n\r\n").or_else(|| response.find("\n\n")).unwrap();
        let (head, body) = response.split_at(end);
        let media = head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
            .map_or("", |(_, value)| value.trim());
        if is_activity(media) || Accept::Jrd.takes(media) {
            self.body(body)
        } else {
            Taken::Opaque(media.to_owned())
        }
    }

    fn body(&mut self, text: &str) -> Taken {
        let text = text.trim();
        match document::parse(text.as_bytes()) {
            Ok(value) => self.value(&value, text),
            Err(BadDocument::NotAnObject) => self.property(text),
            Err(e) => self.refuse(&e),
        }
    }

    /// Several values of one property: of places, where things happen.
    fn property(&mut self, text: &str) -> Taken {
        match serde_json::from_str(text) {
            Ok(Value::Array(all)) if all.iter().all(|v| document::type_of(v) == Some("Place")) => {
                known("places")
            }
            _ => self.refuse(&BadDocument::NotAnObject),
        }
    }

    fn value(&mut self, value: &Value, text: &str) -> Taken {
        if value.get("links").is_some() && value.get("type").is_none() {
            return self.account(value);
        }
        if value.get("software").is_some() && value.get("usage").is_some() {
            return known(format!("nodeinfo of {}", nodeinfo::Peer::read(value).software));
        }
        let kind = document::type_of(value).unwrap_or_default().to_owned();
        match document::classify(value) {
            Err(e) => self.refuse(&e),
            Ok(Class::Actor) => match Profile::read(value, str::to_owned) {
                Ok(profile) => known(format!("{kind} {}@{}", profile.handle, profile.host)),
                Err(e) => self.refuse(&e),
            },
            Ok(Class::Activity) => self.activity(value),
            Ok(Class::Collection) => {
                if collection::page_after(value).is_err() {
                    self.refused.push(PAGE);
                }
                known(format!("{kind} of {}", collection::items(value).count()))
            }
            Ok(Class::Link) => Taken::Opaque(kind),
            Ok(Class::Object) => self.object(value, text, kind),
        }
    }

    fn account(&mut self, value: &Value) -> Taken {
        let jrd = Jrd::read(value);
        let Some(subject) = jrd.subject.as_deref().and_then(Account::parse) else {
            return self.refuse(&"nobody is named");
        };
        match jrd.actor() {
            Some(actor) => known(format!("{subject} is {actor}")),
            None => {
                self.refused.push(CLAIM);
                Taken::Opaque(subject.to_string())
            }
        }
    }

    fn object(&mut self, value: &Value, text: &str, kind: String) -> Taken {
        if ["quote", "quoteUrl", "quoteUri", "_misskey_quote"]
            .iter()
            .any(|k| document::has(value, k))
        {
            self.refused.push(QUOTE);
        }
        match received::read(&self.kinds, value, text) {
            Ok(received) => {
                assert_eq!(received.document, text, "it is kept as it came");
                known(format!("{kind} as {}", received.kind))
            }
            Err(Unreadable::Type) => Taken::Opaque(kind),
            Err(e) => self.refuse(&e),
        }
    }

    fn activity(&mut self, value: &Value) -> Taken {
        let (kind, actor) = match receiving::shape(value) {
            Ok(shape) => (shape.kind.to_owned(), shape.actor.to_owned()),
            Err(e) => return self.refuse(&e),
        };
        let object = object_of(value);
        if !object.is_object() || object.get("type").is_none() {
            return known(format!("{kind} of {}", document::id_of(object).unwrap_or_default()));
        }
        let foreign = document::id_of(object).is_some_and(|id| !document::same_origin(id, &actor));
        if foreign && document::classify(object) == Ok(Class::Object) {
            self.refused.push(COPY);
            return known(format!("{kind} of something elsewhere"));
        }
        // What it is about may be of a kind that is only known by its id.
        let before = self.refused.len();
        let inner = self.value(object, &object.to_string());
        self.refused.truncate(before);
        known(format!("{kind} of {inner:?}"))
    }
}

/// Names that were taken out of a document before it was handed on are put in again.
fn filled(text: &str) -> String {
    if !text.contains("SCRUBBED") && !text.contains("{{") {
        return text.to_owned();
    }
    // Whoever did it did it where she lives.
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let actor = ["actor", "attributedTo"].iter().find_map(|key| document::id(&value, key));
    let host = actor.and_then(document::origin_of).map(|origin| origin.ascii_serialization());
    let host = host.unwrap_or_else(|| "https://a.example".to_owned());
    let mut out = text
        .replace("{{LOCAL_POST_URL}}", "https://city.example/ap/object/1")
        .replace("SCRUBBED_DATE", "2026-11-22T09:00:00Z");
    for n in 0.. {
        if !out.contains("SCRUBBED_ID") {
            break;
        }
        out = out.replacen("SCRUBBED_ID", &format!("{host}/scrubbed/{n}"), 1);
    }
    out
}

#[test]
fn peer_documents() {
    let own = include_str!("../peer_documents.json");
    let own: Vec<Value> = serde_json::from_str(own).unwrap();
    assert!(own.len() > 20);
    for entry in own {
        let what = entry["what"].as_str().unwrap();
        let wrong = entry.get("refused").and_then(Value::as_str);
        check(what, &entry["document"].to_string(), wrong.is_some(), wrong);
    }
    let Some(folder) = std::env::var_os("GUILDHALL_PEER_FIXTURES") else { return };
    let folder = Path::new(&folder);
    let index = std::fs::read_to_string(folder.join("index.json")).unwrap();
    let index: Vec<Value> = serde_json::from_str(&index).unwrap();
    assert!(!index.is_empty());
    for entry in index {
        let file = entry["file"].as_str().unwrap();
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let name = Path::new(file).file_stem().unwrap().to_string_lossy().into_owned();
        let listed = WRONG.iter().find(|(wrong, ..)| *wrong == name).map(|(_, what, _)| *what);
        let said = |key: &str| entry[key].as_str().unwrap_or_default();
        let wrong = listed.is_some()
            || said("kind") == "negative"
            || said("what").to_lowercase().starts_with("negative");
        check(file, &filled(&text), wrong, listed);
    }
}

fn check(name: &str, text: &str, wrong: bool, expected: Option<&str>) {
    let mut edge = Edge::new();
    let taken = edge.take(text);
    match (wrong, expected) {
        (false, _) => assert!(!edge.refused.contains(&DOCUMENT), "{name}: {taken:?}"),
        (true, Some(NOTHING) | None) => {}
        (true, Some(what)) => {
            assert!(edge.refused.contains(&what), "{name}: {taken:?}, {:?}", edge.refused);
        }
    }
}

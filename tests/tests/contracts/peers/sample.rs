//! Documents of the form that ours should have, and a way to spoil them.

mod things;

use serde_json::{Value, json};

use super::{Seen, read::PUBLIC};

use self::things::plain_article;
pub use self::things::{article, message, note, objects, tombstone};

pub const GROUP: &str = "https://city.example/ap/actor/g";
pub const ADA: &str = "https://city.example/ap/actor/ada";
const BO: &str = "https://town.example/users/bo";

/// Takes the value away, in [`refused`].
pub const NO: &str = "(away)";

fn context() -> Value {
    json!(["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1",
        { "gh": "https://w3id.org/guildhall/ns#" }])
}

fn actor(id: &str, kind: &str, handle: &str) -> Value {
    json!({ "@context": context(), "id": id, "type": kind, "preferredUsername": handle,
        "webfinger": format!("{handle}@city.example"), "name": "Ada", "summary": "<p>x</p>",
        "url": "https://city.example/people/ada", "inbox": format!("{id}/inbox"),
        "outbox": format!("{id}/outbox"), "followers": format!("{id}/followers"),
        "endpoints": { "sharedInbox": "https://city.example/inbox" }, "discoverable": true,
        "indexable": true, "published": "2026-11-01T08:00:00Z", "updated": "2026-11-02T08:00:00Z",
        "publicKey": { "id": format!("{id}#main-key"), "owner": id,
            "publicKeyPem": "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n" },
        "assertionMethod": [{ "id": format!("{id}#ed25519-key"), "type": "Multikey",
            "controller": id, "publicKeyMultibase": "z6Mk" }],
        "generator": { "type": "Application", "name": "Guildhall" } })
}

pub fn person() -> Value {
    let mut doc = actor(ADA, "Person", "ada");
    doc["manuallyApprovesFollowers"] = false.into();
    doc
}

pub fn group() -> Value {
    let mut doc = actor(GROUP, "Group", "repair");
    doc["attributedTo"] = format!("{GROUP}/moderators").into();
    doc["moderators"] = doc["attributedTo"].clone();
    doc["featured"] = format!("{GROUP}/featured").into();
    doc["postingRestrictedToMods"] = false.into();
    doc["sensitive"] = false.into();
    doc["language"] = json!([{ "identifier": "de", "name": "Deutsch" }]);
    doc
}

pub fn actors() -> Vec<Value> {
    let organisation = actor("https://city.example/ap/actor/o", "Organization", "town_hall");
    let instance = actor("https://city.example/actor", "Application", "city.example");
    vec![person(), group(), organisation, instance]
}

fn by(actor: &str, kind: &str, n: u8, object: Value) -> Value {
    let mut doc = json!({ "@context": context(),
        "id": format!("https://city.example/ap/activity/{n}"), "type": kind, "actor": actor,
        "to": [PUBLIC, GROUP], "cc": [format!("{GROUP}/followers")], "audience": GROUP });
    doc["object"] = object;
    doc
}

pub fn said(kind: &str, mut object: Value) -> Value {
    object.as_object_mut().unwrap().shift_remove("@context");
    let (to, cc) = (object["to"].clone(), object["cc"].clone());
    let mut doc = by(ADA, kind, 1, object);
    if !to.is_null() {
        (doc["to"], doc["cc"]) = (to, cc);
    }
    doc
}

pub fn did(kind: &str) -> Value {
    by(ADA, kind, 3, json!("https://city.example/ap/object/1"))
}

pub fn pinned(kind: &str) -> Value {
    let mut doc = did(kind);
    doc["target"] = format!("{GROUP}/featured").into();
    doc
}

pub fn deleted(reason: Option<&str>) -> Value {
    let mut doc = said("Delete", tombstone());
    if let Some(reason) = reason {
        doc["summary"] = reason.into();
    }
    doc
}

pub fn undone(mut inner: Value) -> Value {
    inner.as_object_mut().unwrap().shift_remove("@context");
    by(ADA, "Undo", 4, inner)
}

pub fn announced(mut inner: Value) -> Value {
    inner.as_object_mut().unwrap().shift_remove("@context");
    let mut doc = by(GROUP, "Announce", 5, inner);
    doc["to"] = json!([PUBLIC]);
    doc.as_object_mut().unwrap().shift_remove("audience");
    doc
}

pub fn follow() -> Value {
    json!({ "@context": context(), "id": "https://city.example/ap/activity/6", "type": "Follow",
        "actor": ADA, "object": "https://town.example/c/garden", "to": ["https://town.example/c/garden"] })
}

pub fn answered(kind: &str) -> Value {
    json!({ "@context": context(), "id": "https://city.example/ap/activity/7", "type": kind,
        "actor": GROUP, "to": [BO], "object": { "id": "https://town.example/follow/1",
            "type": "Follow", "actor": BO, "object": GROUP } })
}

/// A report that everybody takes who takes an array.
pub fn flag() -> Value {
    let mut doc = did("Flag");
    doc["object"] =
        json!(["https://city.example/ap/actor/ada", "https://city.example/ap/object/1"]);
    doc["to"] = json!([GROUP]);
    doc["content"] = "spam".into();
    doc["summary"] = "spam".into();
    doc
}

fn departure() -> Value {
    let mut doc = by(ADA, "Delete", 8, ADA.into());
    doc["to"] = json!([PUBLIC]);
    doc
}

pub fn activities() -> Vec<Value> {
    let direct = vec![
        said("Create", article()),
        said("Create", note()),
        said("Create", message()),
        said("Update", article()),
        said("Update", note()),
        did("Like"),
        did("Lock"),
        deleted(None),
        deleted(Some("spam")),
        pinned("Add"),
        pinned("Remove"),
        undone(did("Like")),
        undone(did("Lock")),
        undone(deleted(Some("spam"))),
    ];
    let passed: Vec<Value> = direct
        .iter()
        .filter(|a| a["object"]["to"] != json!([BO]))
        .map(|a| announced(a.clone()))
        .collect();
    let mut changed = said("Update", group());
    changed["actor"] = GROUP.into();
    let rest = vec![
        announced(article()),
        follow(),
        undone(follow()),
        answered("Accept"),
        answered("Reject"),
        said("Update", person()),
        changed,
        departure(),
    ];
    [direct, passed, rest].concat()
}

pub fn collection(name: &str, items: &Value) -> Value {
    json!({ "@context": context(), "id": format!("{GROUP}/{name}"), "type": "OrderedCollection",
        "totalItems": items.as_array().map_or(0, Vec::len), "orderedItems": items })
}

pub fn followers() -> Value {
    json!({ "@context": context(), "id": format!("{GROUP}/followers"), "type": "Collection",
        "totalItems": 3, "items": [] })
}

pub fn outbox() -> Value {
    collection("outbox", &json!([announced(said("Create", article()))]))
}

pub fn featured() -> Value {
    collection("featured", &json!([plain_article()]))
}

pub fn conversation() -> Value {
    let mut doc = collection("x", &json!(["https://city.example/ap/object/1"]));
    doc["id"] = "https://city.example/ap/collection/1".into();
    doc["attributedTo"] = GROUP.into();
    doc
}

pub fn collections() -> Vec<Value> {
    vec![
        outbox(),
        followers(),
        collection("moderators", &json!([ADA])),
        featured(),
        collection("featured", &json!([])),
        conversation(),
    ]
}

/// Spoils a document at each place and asserts that it is refused for the reason.
pub fn refused(
    model: impl Fn(&Value) -> Result<Seen, String>,
    doc: &Value,
    cases: &[(&str, Value, &str)],
) {
    for (place, value, why) in cases {
        let mut spoilt = doc.clone();
        let (parent, key) = place.rsplit_once('/').unwrap();
        let parent = spoilt.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        if value == NO {
            parent.shift_remove(key).unwrap();
        } else {
            parent.insert(key.to_owned(), value.clone());
        }
        match model(&spoilt) {
            Ok(seen) => panic!("{place} = {value} was taken as {seen:?}"),
            Err(e) => assert!(e.contains(why), "{place} = {value}: {e}"),
        }
    }
}

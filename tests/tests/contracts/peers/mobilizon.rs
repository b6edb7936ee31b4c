//! Mobilizon (`framasoft/mobilizon`, `lib/federation`).

#[cfg(test)]
mod tests;

use serde_json::Value;

use super::{
    Level, Peer, Seen, Shown, Taken,
    read::{self, PUBLIC, each, id_of, ids, kind, object, owned, text},
};

/// Mobilizon.
pub struct Mobilizon;

/// `activity_stream/converter/actor.ex`
const ACTORS: [&str; 5] = ["Application", "Group", "Organization", "Person", "Service"];
/// `lib/mobilizon/actors/actor.ex`, `remote_actor_creation_changeset`
const SUMMARY: usize = 5_000;
const NAME: usize = 100;

impl Peer for Mobilizon {
    fn name(&self) -> &'static str {
        "Mobilizon"
    }

    fn actor(&self, doc: &Value) -> Taken {
        let kind = kind(doc)?;
        if !ACTORS.contains(&kind) {
            return Err(format!("Mobilizon has no actor of type {kind}"));
        }
        let id = read::iri(doc, "id")?;
        read::iri(doc, "inbox")?;
        let name = read::need(doc, "preferredUsername")?;
        if name.chars().count() > NAME {
            return Err("`preferredUsername` is too long".into());
        }
        if text(doc, "summary").is_some_and(|s| s.chars().count() > SUMMARY) {
            return Err(format!("`summary` is longer than {SUMMARY}"));
        }
        // Looked into without asking what it is: an array or a string ends it.
        for key in ["publicKey", "endpoints"] {
            if doc.get(key).is_some_and(|v| !v.is_object()) {
                return Err(format!("`{key}` is not one object"));
            }
        }
        read::need(doc.get("publicKey").unwrap_or(&Value::Null), "publicKeyPem")?;
        // `get_picture` has no clause for several.
        for key in ["icon", "image"] {
            if doc.get(key).is_some_and(Value::is_array) {
                return Err(format!("`{key}` is an array"));
            }
        }
        place(doc)?;
        let host = read::host(id).unwrap_or_default();
        Ok(Seen::Actor { kind: kind.to_owned(), handle: format!("{name}@{host}") })
    }

    fn object(&self, doc: &Value) -> Taken {
        thing(doc)
    }

    /// `activity_pub/transmogrifier.ex`
    fn activity(&self, doc: &Value) -> Taken {
        read::iri(doc, "id")?;
        let kind = kind(doc)?;
        if kind != "Flag" && ids(doc, "actor").is_empty() {
            return Err("`actor` names nobody".into());
        }
        let inner = object(doc)?;
        let id = |v: &Value| id_of(v).map(drop).ok_or("the object has no id".to_owned());
        match kind {
            "Create" => thing(inner).map(|s| Seen::Create(Box::new(s))),
            "Update" if text(inner, "type").is_some_and(|t| ACTORS.contains(&t)) => {
                self.actor(inner).map(|s| Seen::Update(Box::new(s)))
            }
            "Update" => thing(inner).map(|s| Seen::Update(Box::new(s))),
            "Follow" if inner.is_string() => Ok(Seen::Follow),
            "Follow" => Err("`object` is no string".into()),
            "Accept" => id(inner).map(|()| Seen::Accept(Box::new(Seen::Follow))),
            "Reject" => id(inner).map(|()| Seen::Reject(Box::new(Seen::Follow))),
            "Announce" => {
                id(inner)?;
                let why = Seen::Ignored("fetched by its id; events and what belongs to them");
                Ok(Seen::Announce(Box::new(why)))
            }
            "Delete" => id(inner).map(|()| Seen::Delete),
            "Undo" => Ok(Seen::Undo(Box::new(match text(inner, "type") {
                Some("Follow") => read::iri(inner, "object").map(|_| Seen::Follow)?,
                _ => Seen::Ignored("only Follow and Announce are undone"),
            }))),
            // `converter/flag.ex` walks through `object` as a list.
            "Flag" => match inner {
                Value::Array(many) if many.iter().all(Value::is_string) && !many.is_empty() => {
                    Ok(Seen::Flag)
                }
                _ => Err("`object` of a report is no list of addresses".into()),
            },
            _ => Ok(Seen::Ignored("no such activity")),
        }
    }

    fn collection(&self, doc: &Value) -> Taken {
        match read::list(doc)? {
            // `activity_pub/refresher.ex`: activities, things or ids; an announcement is unwrapped.
            "outbox" => {
                let items = doc.get("orderedItems").and_then(Value::as_array);
                let items = items.ok_or("there are no `orderedItems`")?;
                let unwrap = |i: &Value| match text(i, "type") {
                    Some("Announce") => {
                        i.get("object").is_some_and(|o| o.is_object() || o.is_string())
                    }
                    _ => i.is_object() || i.is_string(),
                };
                if !items.iter().all(unwrap) {
                    return Err("an entry of the outbox is neither an object nor an id".into());
                }
                Ok(Seen::Collection { kind: "outbox", items: items.len() })
            }
            _ => Ok(Seen::Ignored("not fetched")),
        }
    }
}

/// What is in a `Create`, or is fetched.
fn thing(doc: &Value) -> Taken {
    match kind(doc).map_err(|e| format!("the object: {e}"))? {
        "Note" => comment(doc),
        "Event" => event(doc),
        "Tombstone" => Ok(Seen::Tombstone),
        "Article" if doc.get("actor").is_some() && doc.get("attributedTo").is_some() => {
            article(doc)
        }
        "Article" => Ok(Seen::Ignored("articles of groups only, with `actor` and `attributedTo`")),
        _ => Ok(Seen::Ignored("no such thing")),
    }
}

fn author(doc: &Value) -> Result<(), String> {
    match ["actor", "attributedTo"].iter().find_map(|k| doc.get(*k).filter(|v| !v.is_null())) {
        Some(who) if who.is_string() || text(who, "id").is_some() => Ok(()),
        _ => Err("one author, by id or as an object".into()),
    }
}

fn shown(doc: &Value) -> Shown {
    // `activity_pub/visibility.ex`: `to` alone.
    let public = ids(doc, "to").contains(&PUBLIC);
    Shown {
        title: owned(doc, "name"),
        visible: owned(doc, "content").unwrap_or_default(),
        language: owned(doc, "inLanguage"),
        parent: owned(doc, "inReplyTo"),
        level: Some(if public { Level::Public } else { Level::Direct }),
        ..Shown::default()
    }
}

/// `converter/comment.ex`
fn comment(doc: &Value) -> Taken {
    read::iri(doc, "id")?;
    author(doc)?;
    let shown = shown(doc);
    if shown.level == Some(Level::Direct) {
        return Ok(Seen::Message(shown));
    }
    Ok(if shown.parent.is_some() { Seen::Comment(shown) } else { Seen::Post(shown) })
}

/// Every `Document` and `Image` is downloaded (`converter/utils.ex`, `process_pictures`).
fn pictures(doc: &Value) -> Result<(), String> {
    let attachments = doc.get("attachment");
    if attachments.is_some_and(|a| !a.is_array())
        || doc.get("image").is_some_and(|i| !i.is_object())
    {
        return Err("`attachment` is no list, or `image` no object".into());
    }
    match each(doc, "attachment").iter().find(|a| !a.is_object()) {
        Some(odd) => Err(format!("an attachment is no object: {odd}")),
        None => Ok(()),
    }
}

/// `converter/post.ex`
fn article(doc: &Value) -> Taken {
    read::iri(doc, "id").and(read::iri(doc, "actor")).and(read::iri(doc, "attributedTo"))?;
    pictures(doc)?;
    let shown = shown(doc);
    let followers =
        ids(doc, "to").iter().any(|t| t.ends_with("/followers") || t.ends_with("/members"));
    if shown.level == Some(Level::Direct) && !followers {
        return Err("for nobody that it knows".into());
    }
    Ok(Seen::Post(Shown { group: owned(doc, "attributedTo"), ..shown }))
}

/// `converter/event.ex`
fn event(doc: &Value) -> Taken {
    read::iri(doc, "id")?;
    author(doc)?;
    place(doc)?;
    pictures(doc)?;
    for key in ["startTime", "endTime"] {
        if let Some(time) = doc.get(key).filter(|t| !t.is_null()) {
            let time = time.as_str().and_then(read::seconds);
            time.ok_or_else(|| format!("`{key}` is no time"))?;
        }
    }
    // `lib/mobilizon/events/event.ex`, `required_attrs`
    read::need(doc, "startTime").and(read::need(doc, "name"))?;
    if text(doc, "category").is_some_and(|c| c != c.to_uppercase()) {
        return Err("`category` is not in capitals, and is replaced by the default one".into());
    }
    if ["status", "ical:status"].iter().any(|k| doc.get(k).is_some_and(|s| !s.is_string())) {
        return Err("`status` is no string".into());
    }
    Ok(Seen::Post(shown(doc)))
}

/// `converter/utils.ex`, `get_address`; `converter/address.ex`: one place; numbers with a point.
fn place(doc: &Value) -> Result<(), String> {
    let place = match doc.get("location") {
        None | Some(Value::Null | Value::String(_)) => return Ok(()),
        Some(place) if place.is_object() => place,
        Some(_) => return Err("`location` is not a single place".into()),
    };
    for key in ["latitude", "longitude"] {
        if place.get(key).is_some_and(|n| !n.is_f64()) {
            return Err(format!("`{key}` is written without a point"));
        }
    }
    Ok(())
}

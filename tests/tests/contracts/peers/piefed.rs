//! `PieFed` 1.6 (`pyfedi`, `app/activitypub/{routes,util}.py`, `app/community/util.py`, `app/models.py`).

#[cfg(test)]
mod tests;
mod thing;

use serde_json::Value;

use self::thing::thing;
use super::{
    Peer, Seen, Taken,
    read::{self, each, id_of, ids, kind, list, need, object, text, want_same_host},
};

/// `PieFed`.
pub struct PieFed;

/// `routes.py`, `new_content_types`
const THINGS: [&str; 6] = ["Page", "Article", "Link", "Note", "Question", "Event"];

impl Peer for PieFed {
    fn name(&self) -> &'static str {
        "PieFed"
    }

    /// `util.py`, `actor_json_to_model`: a missing key is a `KeyError`, and the actor is lost.
    fn actor(&self, doc: &Value) -> Taken {
        let kind = kind(doc)?;
        let id = read::iri(doc, "id")?;
        if matches!(kind, "Organization" | "Application") {
            return Ok(Seen::Ignored("persons, services and groups only"));
        }
        if !matches!(kind, "Person" | "Service" | "Group") {
            return Err(format!("PieFed has no actor of type {kind}"));
        }
        let name = need(doc, "preferredUsername")?;
        read::public_key(doc)?;
        match doc.get("endpoints") {
            Some(endpoints) => read::iri(endpoints, "sharedInbox")?,
            None => read::iri(doc, "inbox")?,
        };
        if doc.get("source").is_some_and(|s| !s.is_object()) {
            return Err("`source` is no object".into());
        }
        if kind == "Group" {
            need(doc, "name")?;
            read::iri(doc, "outbox")?;
            for language in each(doc, "language") {
                need(language, "identifier").and(need(language, "name"))?;
            }
        }
        for key in ["published", "updated"] {
            if let Some(time) = text(doc, key) {
                read::seconds(time).ok_or_else(|| format!("`{key}` is no time: {time}"))?;
            }
        }
        let host = read::host(id).unwrap_or_default();
        Ok(Seen::Actor { kind: kind.to_owned(), handle: format!("{name}@{host}") })
    }

    fn object(&self, doc: &Value) -> Taken {
        if kind(doc)? == "Tombstone" {
            return read::iri(doc, "id").map(|_| Seen::Tombstone);
        }
        thing(doc)
    }

    /// `routes.py`, `shared_inbox`, `process_inbox_request`
    fn activity(&self, doc: &Value) -> Taken {
        complete(doc)?;
        if kind(doc)? == "Announce" {
            return announce(doc).map(|s| Seen::Announce(Box::new(s)));
        }
        core(doc, false)
    }

    /// `app/community/util.py`, `retrieve_mods_and_backfill`: an entry that does not fit ends it all.
    fn collection(&self, doc: &Value) -> Taken {
        let name = list(doc)?;
        if matches!(name, "context" | "followers") {
            return Ok(Seen::Ignored("not fetched"));
        }
        if kind(doc)? != "OrderedCollection" {
            return Err(format!("{name} is no OrderedCollection"));
        }
        let items = doc.get("orderedItems").and_then(Value::as_array);
        let items = items.ok_or("there are no `orderedItems`")?;
        for item in items {
            match name {
                "moderators" => id_of(item).map(drop).ok_or("a moderator has no id")?,
                "featured" => {
                    need(item, "id").map(drop).map_err(|_| "a pinned thing that is no object")?;
                }
                _ => posted(item)?,
            }
        }
        Ok(Seen::Collection { kind: name, items: items.len() })
    }
}

fn complete(doc: &Value) -> Result<(), String> {
    for key in ["id", "type", "actor", "object"] {
        if doc.get(key).is_none() {
            return Err(format!("there is no `{key}`"));
        }
    }
    read::iri(doc, "id").map(drop)
}

/// An entry of a group's outbox: an announcement, with the activity, with the thing. The address of
/// a thing that has „object“ in it is taken for one.
fn posted(item: &Value) -> Result<(), String> {
    if text(item, "type") == Some("Create") {
        return Ok(());
    }
    let activity = object(item)?;
    let made = activity.get("object").filter(|o| o.is_object());
    let made = made.ok_or("an entry of the outbox carries no Create with its thing")?;
    need(activity, "id").and(need(item, "id"))?;
    need(made, "attributedTo").map(drop)
}

fn announce(doc: &Value) -> Taken {
    let inner = object(doc)?;
    if let Some(id) = inner.as_str() {
        // `resolve_remote_post`: of the announcer's own host only.
        want_same_host(id, read::iri(doc, "actor")?, "announcer and thing")?;
        return Ok(Seen::Ignored("fetched by its id"));
    }
    if inner.get("actor").is_none() && inner.get("attributedTo").is_some() {
        return Ok(Seen::Ignored("announced things are for microblogs"));
    }
    complete(inner)?;
    let actor = read::iri(inner, "actor")?;
    if Some(actor) == text(doc, "actor") {
        return Err("who acts is no person but the group".into());
    }
    core(inner, true)
}

fn core(doc: &Value, announced: bool) -> Taken {
    let inner = object(doc)?;
    let id = |value: &Value| id_of(value).map(drop).ok_or("the object has no id".to_owned());
    let string = |value: &Value| value.as_str().map(drop).ok_or("`object` is no string".to_owned());
    match kind(doc)? {
        verb @ ("Create" | "Update") => {
            let seen = Box::new(said(doc, inner, verb, announced)?);
            Ok(if verb == "Create" { Seen::Create(seen) } else { Seen::Update(seen) })
        }
        "Follow" => string(inner).map(|()| Seen::Follow),
        "Accept" | "Reject" if !inner.is_object() => Err("the Follow is not embedded".into()),
        verb @ ("Accept" | "Reject") => {
            need(inner, "type").and(read::iri(inner, "actor"))?;
            let seen = Box::new(Seen::Follow);
            Ok(if verb == "Accept" { Seen::Accept(seen) } else { Seen::Reject(seen) })
        }
        "Like" => id(inner).map(|()| Seen::Like),
        "Dislike" => id(inner).map(|()| Seen::Dislike),
        "Delete" => {
            if inner.is_object() {
                need(inner, "type")?;
            }
            id(inner)?;
            Ok(if text(doc, "summary").is_some() { Seen::Removal } else { Seen::Delete })
        }
        "Flag" => string(inner).map(|()| Seen::Flag),
        "Lock" => string(inner).map(|()| Seen::Lock),
        verb @ ("Add" | "Remove") => {
            string(inner)?;
            let moderators = read::iri(doc, "target")?.ends_with("/moderators");
            Ok(match (verb, moderators) {
                ("Add", false) => Seen::Pin,
                ("Add", true) => Seen::AddModerator,
                (_, false) => Seen::Unpin,
                (_, true) => Seen::RemoveModerator,
            })
        }
        "Block" => string(inner).and(read::iri(doc, "target").map(drop)).map(|()| Seen::Block),
        "Undo" => {
            let seen = match need(inner, "type")? {
                "Delete" => id(object(inner)?).map(|()| Seen::Delete)?,
                "Follow" | "Like" | "Dislike" | "Lock" | "Block" => core(inner, announced)?,
                _ => Seen::Ignored("nothing that could be undone"),
            };
            Ok(Seen::Undo(Box::new(seen)))
        }
        _ => Ok(Seen::Ignored("no such activity")),
    }
}

fn said(doc: &Value, inner: &Value, verb: &str, announced: bool) -> Taken {
    if inner.is_string() {
        return Ok(Seen::Ignored("fetched by its id"));
    }
    match kind(inner).map_err(|e| format!("the object: {e}"))? {
        "Group" if verb == "Update" => return PieFed.actor(inner),
        "Person" | "Organization" | "Application" if verb == "Update" => {
            return Ok(Seen::Ignored("people are fetched again"));
        }
        _ => {}
    }
    let seen = thing(inner)?;
    if !announced {
        // `ensure_domains_match`, `find_community`
        want_same_host(
            read::iri(inner, "id")?,
            read::iri(inner, "attributedTo")?,
            "author and thing",
        )?;
        let private = matches!(seen, Seen::Message(_));
        if !private && ids(doc, "audience").is_empty() && text(inner, "inReplyTo").is_none() {
            return Ok(Seen::Ignored("PieFed has posts in communities only"));
        }
    }
    Ok(seen)
}

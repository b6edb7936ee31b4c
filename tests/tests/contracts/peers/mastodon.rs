//! Mastodon 4.7 (glitch-soc `app/lib/activitypub`, `app/services/activitypub`).

mod status;
#[cfg(test)]
mod tests;

use serde_json::Value;

use self::status::status;
use super::{
    Peer, Seen, Taken,
    read::{self, AS2, each, id_of, ids, is_public, kind, object, text, want_same_host},
};

/// Mastodon.
pub struct Mastodon;

/// `activity.rb`, `MAX_JSON_SIZE`
const MOST: usize = 1_000_000;
/// `fetch_remote_actor_service.rb`, `activity/update.rb`
const ACTORS: [&str; 5] = ["Application", "Group", "Organization", "Person", "Service"];
/// `activity.rb`, `SUPPORTED_TYPES`
const SHOWN: [&str; 2] = ["Note", "Question"];
/// `activity.rb`, `CONVERTED_TYPES`
const CONVERTED: [&str; 6] = ["Image", "Audio", "Video", "Article", "Page", "Event"];

impl Peer for Mastodon {
    fn name(&self) -> &'static str {
        "Mastodon"
    }

    fn actor(&self, doc: &Value) -> Taken {
        read::context(doc, AS2)?;
        account(doc)
    }

    fn activity(&self, doc: &Value) -> Taken {
        read::small(doc, MOST)?;
        read::context(doc, AS2)?;
        read::iri(doc, "id")?;
        let actor = read::iri(doc, "actor")?;
        activity(doc, actor)
    }

    fn object(&self, doc: &Value) -> Taken {
        // `fetch_remote_status_service.rb`
        read::context(doc, AS2)?;
        if kind(doc)? == "Tombstone" {
            return Ok(Seen::Tombstone);
        }
        let author = ids(doc, "attributedTo");
        let author = author.first().ok_or("`attributedTo` names nobody")?;
        want_same_host(author, read::iri(doc, "id")?, "author and thing")?;
        status(doc)
    }

    fn collection(&self, doc: &Value) -> Taken {
        let kind = read::list(doc)?;
        match kind {
            // `process_account_service.rb`: how many there are; a `first` says that they can be read.
            "outbox" | "followers" => {
                let total = doc.get("totalItems").and_then(Value::as_u64);
                let total = total.ok_or("`totalItems` is no number")?;
                Ok(Seen::Collection { kind, items: usize::try_from(total).unwrap_or_default() })
            }
            // `fetch_featured_collection_service.rb`: pins of somebody's own; a group has none.
            "featured" => {
                read::context(doc, AS2)?;
                let bad = |i: &&Value| !i.is_string() && !i.is_object();
                match each(doc, "orderedItems").iter().find(|i| bad(i)) {
                    Some(item) => Err(format!("an entry is neither an id nor an object: {item}")),
                    None => Ok(Seen::Ignored("a group pins what others wrote")),
                }
            }
            _ => Ok(Seen::Ignored("not fetched")),
        }
    }
}

/// `fetch_remote_actor_service.rb`, `process_account_service.rb`
fn account(doc: &Value) -> Taken {
    let kind = kind(doc)?;
    if !ACTORS.contains(&kind) {
        return Err(format!("Mastodon has no account of type {kind}"));
    }
    let id = read::iri(doc, "id")?;
    read::iri(doc, "inbox")?;
    // `webfinger` (FEP-2c59) goes before `preferredUsername`.
    let said = text(doc, "webfinger").and_then(|w| w.trim_start_matches("acct:").split_once('@'));
    let (name, host) = match (said, text(doc, "preferredUsername")) {
        (Some(said), _) => said,
        (None, Some(name)) => (name, read::host(id).unwrap_or_default()),
        (None, None) => return Err("neither `preferredUsername` nor `webfinger`".into()),
    };
    let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if !name.chars().all(inside) || !edge(name.chars().next()) || !edge(name.chars().last()) {
        return Err(format!("{name} is no name for an account"));
    }
    match doc.get("publicKey") {
        Some(Value::Array(many)) => match many.first() {
            Some(key) => read::need(key, "publicKeyPem")?,
            None => return Err("`publicKey` is empty".into()),
        },
        Some(key) => read::need(key, "publicKeyPem")?,
        None => return Err("there is no `publicKey`".into()),
    };
    Ok(Seen::Actor { kind: kind.to_owned(), handle: format!("{name}@{host}") })
}

fn activity(doc: &Value, actor: &str) -> Taken {
    match kind(doc)? {
        verb @ ("Create" | "Update") => said(doc, actor, verb),
        "Announce" => announce(doc),
        "Follow" => follow(doc),
        "Accept" => answered(doc).map(|()| Seen::Accept(Box::new(Seen::Follow))),
        "Reject" => answered(doc).map(|()| Seen::Reject(Box::new(Seen::Follow))),
        "Like" => id(object(doc)?).map(|_| Seen::Like),
        "Delete" => id(object(doc)?).map(|_| Seen::Delete),
        "Block" => id(object(doc)?).map(|_| Seen::Block),
        "Undo" => undo(doc),
        "Flag" => flag(doc),
        "Add" | "Remove" => Ok(Seen::Ignored("only somebody's own pins count")),
        _ => Ok(Seen::Ignored("no such activity")),
    }
}

fn id(value: &Value) -> Result<&str, String> {
    id_of(value).ok_or_else(|| "the object has no id".into())
}

/// `activity/create.rb`, `activity/update.rb`
fn said(doc: &Value, actor: &str, verb: &str) -> Taken {
    let thing = object(doc)?;
    if thing.is_string() {
        want_same_host(id(thing)?, actor, "actor and thing")?;
        return Ok(Seen::Create(Box::new(Seen::Ignored("fetched by its id"))));
    }
    if verb == "Update" && ACTORS.contains(&kind(thing)?) {
        if id(thing)? != actor {
            return Err("an account is changed by somebody else".into());
        }
        return Ok(Seen::Update(Box::new(account(thing)?)));
    }
    want_same_host(id(thing)?, actor, "actor and thing")?;
    let seen = Box::new(status(thing)?);
    Ok(if verb == "Create" { Seen::Create(seen) } else { Seen::Update(seen) })
}

/// `activity/announce.rb`: whatever is announced is fetched by its id; a thing and the `Create` of one
/// become a boost.
fn announce(doc: &Value) -> Taken {
    let thing = object(doc)?;
    let thing_id = id(thing)?;
    if !ids(doc, "to").into_iter().chain(ids(doc, "cc")).any(is_public) {
        return Err("a boost that is not for everybody".into());
    }
    if !thing_id.starts_with("https://") {
        return Err("what is announced cannot be fetched".into());
    }
    let seen = match text(thing, "type") {
        Some("Create") => status(object(thing)?)?,
        Some(kind) if CONVERTED.contains(&kind) || SHOWN.contains(&kind) => status(thing)?,
        None if thing.is_string() => Seen::Ignored("fetched by its id"),
        _ => Seen::Ignored("only things are boosted"),
    };
    Ok(Seen::Announce(Box::new(seen)))
}

fn follow(doc: &Value) -> Taken {
    id(object(doc)?).map(|_| Seen::Follow)
}

/// `activity/accept.rb`: the Follow by its id, or embedded with its actor.
fn answered(doc: &Value) -> Result<(), String> {
    let follow = object(doc)?;
    if follow.is_string() {
        return Ok(());
    }
    if text(follow, "type") != Some("Follow") {
        return Err("what is answered is no Follow".into());
    }
    id(follow.get("actor").ok_or("the Follow has no `actor`")?).map(drop)
}

/// `activity/undo.rb`
fn undo(doc: &Value) -> Taken {
    let inner = object(doc)?;
    let seen = match text(inner, "type") {
        Some("Follow") => follow(inner)?,
        Some("Like") => id(object(inner)?).map(|_| Seen::Like)?,
        Some("Announce") => {
            id(inner).map(|_| Seen::Announce(Box::new(Seen::Ignored("taken back"))))?
        }
        Some("Block") => id(object(inner)?).map(|_| Seen::Block)?,
        _ => Seen::Ignored("nothing that could be undone"),
    };
    Ok(Seen::Undo(Box::new(seen)))
}

/// `activity/flag.rb`: a report is about an account; things alone report nobody.
fn flag(doc: &Value) -> Taken {
    let objects = ids(doc, "object");
    match object(doc)? {
        Value::Array(_) if objects.len() > 1 => Ok(Seen::Flag),
        _ => Err("a report that does not name the account beside the thing".into()),
    }
}

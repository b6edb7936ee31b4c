//! `GoToSocial` 0.20 (`superseriousbusiness/gotosocial`, `internal/ap`, `internal/typeutils`,
//! `internal/federation/federatingdb`).

#[cfg(test)]
mod tests;

use serde_json::Value;

use super::{
    Level, Peer, Seen, Shown, Taken,
    read::{self, AS2, each, host, id_of, ids, kind, object, owned, text},
};

/// `GoToSocial`.
pub struct GoToSocial;

/// `ap/interfaces.go`, `IsAccountable`
const ACTORS: [&str; 5] = ["Person", "Application", "Organization", "Service", "Group"];
/// `ap/interfaces.go`, `IsStatusable`
const STATUSES: [&str; 10] = [
    "Article", "Document", "Image", "Video", "Note", "Page", "Event", "Place", "Profile",
    "Question",
];

impl Peer for GoToSocial {
    fn name(&self) -> &'static str {
        "GoToSocial"
    }

    fn actor(&self, doc: &Value) -> Taken {
        // Types are found by their context; without that of security there is no `publicKey`.
        read::context(doc, AS2)?;
        read::context(doc, "https://w3id.org/security/v1")?;
        account(doc)
    }

    fn object(&self, doc: &Value) -> Taken {
        read::context(doc, AS2)?;
        if kind(doc)? == "Tombstone" {
            return Ok(Seen::Tombstone);
        }
        status(doc)
    }

    /// `ap/resolve.go`, `ResolveIncomingActivity`
    fn activity(&self, doc: &Value) -> Taken {
        read::context(doc, AS2)?;
        read::iri(doc, "id")?;
        let actor = read::iri(doc, "actor")?;
        let inner = object(doc)?;
        let id =
            || id_of(inner).filter(|i| read::is_iri(i)).ok_or("the object has no id".to_owned());
        match kind(doc)? {
            // `federatingdb/create.go`: only what is embedded.
            "Create" => status(inner).map(|s| Seen::Create(Box::new(s))),
            "Update" if text(inner, "type").is_some_and(|t| ACTORS.contains(&t)) => {
                if id()? != actor {
                    return Err("an account is changed by somebody else".into());
                }
                account(inner).map(|s| Seen::Update(Box::new(s)))
            }
            "Update" => status(inner).map(|s| Seen::Update(Box::new(s))),
            "Announce" => {
                id()?;
                addressed(doc)?;
                let seen = match text(inner, "type") {
                    Some(t) if STATUSES.contains(&t) => status(inner)?,
                    None if inner.is_string() => Seen::Ignored("fetched by its id"),
                    _ => Seen::Ignored("only things are boosted"),
                };
                Ok(Seen::Announce(Box::new(seen)))
            }
            "Follow" => id().map(|_| Seen::Follow),
            "Like" => id().map(|_| Seen::Like),
            "Delete" => id().map(|_| Seen::Delete),
            "Block" => id().map(|_| Seen::Block),
            "Accept" => id().map(|_| Seen::Accept(Box::new(Seen::Follow))),
            "Reject" => id().map(|_| Seen::Reject(Box::new(Seen::Follow))),
            "Undo" => undo(inner).map(|s| Seen::Undo(Box::new(s))),
            "Flag" => flag(doc),
            // 400: no type of ActivityStreams, or nothing that is done with it.
            _ => Ok(Seen::Ignored("no such activity")),
        }
    }

    /// `federation/dereferencing/account.go`: what somebody pinned of her own, and how many there are.
    fn collection(&self, doc: &Value) -> Taken {
        read::context(doc, AS2)?;
        let kind = read::list(doc)?;
        match read::kind(doc)? {
            "Collection" | "OrderedCollection" => {}
            other => return Err(format!("{other} is no collection")),
        }
        if kind == "featured" {
            return Ok(Seen::Ignored("a group pins what others wrote"));
        }
        Ok(Seen::Collection { kind, items: each(doc, "orderedItems").len() })
    }
}

/// `typeutils/astointernal.go`, `ASRepresentationToAccount`
fn account(doc: &Value) -> Taken {
    let kind = kind(doc)?;
    if !ACTORS.contains(&kind) {
        return Err(format!("GoToSocial has no account of type {kind}"));
    }
    let id = read::iri(doc, "id")?;
    let name = read::need(doc, "preferredUsername")?;
    read::iri(doc, "inbox")?;
    read::public_key(doc)?;
    let host = host(id).unwrap_or_default();
    // A shared inbox of another host is left out: every follower then gets a copy of her own.
    let shared = doc.get("endpoints").and_then(|e| text(e, "sharedInbox"));
    if shared.is_some_and(|shared| !read::same_host(shared, id)) {
        return Err("the shared inbox is of another host".into());
    }
    Ok(Seen::Actor { kind: kind.to_owned(), handle: format!("{name}@{host}") })
}

/// `ap/extract.go`, `ExtractVisibility`
fn addressed(doc: &Value) -> Result<Level, String> {
    if ids(doc, "to").is_empty() && ids(doc, "cc").is_empty() {
        return Err("neither `to` nor `cc` names anybody".into());
    }
    Ok(read::level(doc, |to| to.ends_with("/followers")))
}

/// `typeutils/astointernal.go`, `ASStatusToStatus`
fn status(doc: &Value) -> Taken {
    if !doc.is_object() {
        return Err("only what is embedded is taken".into());
    }
    let kind = kind(doc)?;
    if !STATUSES.contains(&kind) {
        return Err(format!("GoToSocial has no status of type {kind}"));
    }
    let id = read::iri(doc, "id")?;
    if ids(doc, "attributedTo").is_empty() {
        return Err("`attributedTo` names nobody".into());
    }
    let level = addressed(doc)?;
    let time = |key| text(doc, key).map(|t| read::seconds(t).ok_or(format!("`{key}` is no time")));
    let (published, updated) = (time("published").transpose()?, time("updated").transpose()?);
    if published.zip(updated).is_some_and(|(p, u)| u < p) {
        return Err("`updated` is before `published`".into());
    }
    for tag in each(doc, "tag") {
        let mention = text(tag, "type") == Some("Mention");
        if mention && text(tag, "name").is_none() && text(tag, "href").is_none() {
            return Err("a Mention of nobody".into());
        }
    }
    // The language is that under which `contentMap` has the very same text.
    let content = owned(doc, "content").unwrap_or_default();
    let language = doc.get("contentMap").and_then(Value::as_object).and_then(|map| {
        map.iter().find(|(_, t)| t.as_str() == Some(&content)).map(|(lang, _)| lang.clone())
    });
    let shown = Shown {
        // The warning above the text: the summary, and only without one the title.
        title: owned(doc, "summary").or_else(|| owned(doc, "name")),
        visible: content,
        link: owned(doc, "url").or_else(|| Some(id.to_owned())),
        language,
        group: None,
        parent: ids(doc, "inReplyTo").first().map(|&p| p.to_owned()),
        level: Some(level),
    };
    Ok(match (&shown.parent, level) {
        (_, Level::Direct) => Seen::Message(shown),
        (Some(_), _) => Seen::Comment(shown),
        (None, _) => Seen::Post(shown),
    })
}

/// `federatingdb/undo.go`: what is undone must be embedded.
fn undo(inner: &Value) -> Taken {
    if !inner.is_object() {
        return Err("what is undone is not embedded".into());
    }
    let target = || object(inner).and_then(|o| id_of(o).ok_or("its object has no id".to_owned()));
    match text(inner, "type") {
        Some("Follow") => target().map(|_| Seen::Follow),
        Some("Like") => target().map(|_| Seen::Like),
        Some("Block") => target().map(|_| Seen::Block),
        _ => Ok(Seen::Ignored("nothing that could be undone")),
    }
}

/// `ASFlagToReport`: exactly one account, beside its things.
fn flag(doc: &Value) -> Taken {
    if ids(doc, "object").len() < 2 || !doc.get("object").is_some_and(Value::is_array) {
        return Err("a report that does not name the account beside the thing".into());
    }
    Ok(Seen::Flag)
}

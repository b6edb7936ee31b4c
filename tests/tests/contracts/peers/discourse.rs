//! Discourse (`discourse/discourse-activity-pub`, `lib/discourse_activity_pub`, `plugin.rb`).

#[cfg(test)]
mod tests;

use serde_json::Value;

use super::{
    Level, Peer, Seen, Shown, Taken,
    read::{self, AS2, each, id_of, ids, is_public, kind, object, owned, text, want_same_host},
};

/// Discourse.
pub struct Discourse;

/// `a_p.rb`, `SUPPORTED_OBJECTS`
const VERBS: [&str; 9] =
    ["Accept", "Announce", "Create", "Delete", "Follow", "Like", "Reject", "Undo", "Update"];
const ACTORS: [&str; 5] = ["Application", "Group", "Organization", "Person", "Service"];

impl Peer for Discourse {
    fn name(&self) -> &'static str {
        "Discourse"
    }

    fn actor(&self, doc: &Value) -> Taken {
        whole(doc)?;
        account(doc)
    }

    fn object(&self, doc: &Value) -> Taken {
        whole(doc)?;
        thing(doc)
    }

    fn activity(&self, doc: &Value) -> Taken {
        whole(doc)?;
        let actor = read::iri(doc, "actor")?;
        activity(doc, actor)
    }

    /// `a_p/collection.rb`: an outbox is imported when an administrator asks for it.
    fn collection(&self, doc: &Value) -> Taken {
        if read::list(doc)? != "outbox" {
            return Ok(Seen::Ignored("not fetched"));
        }
        whole(doc)?;
        let items = doc.get("orderedItems").and_then(Value::as_array);
        let items = items.ok_or("there are no `orderedItems`")?;
        match items.iter().find(|i| !text(i, "type").is_some_and(|t| VERBS.contains(&t))) {
            Some(odd) => Err(format!("an entry is no activity: {odd}")),
            None => Ok(Seen::Collection { kind: "outbox", items: items.len() }),
        }
    }
}

/// `json_ld.rb`, `validate_json_ld`
fn whole(doc: &Value) -> Result<(), String> {
    read::context(doc, AS2)?;
    kind(doc)?;
    read::iri(doc, "id").map(drop)
}

/// `plugin.rb`, `:actor, :store`; `a_p/actor/*.rb`, `can_belong_to`
fn account(doc: &Value) -> Taken {
    let kind = kind(doc)?;
    if !ACTORS.contains(&kind) {
        return Err(format!("Discourse has no actor of type {kind}"));
    }
    if kind == "Organization" {
        return Ok(Seen::Ignored("organisations are not taken from elsewhere"));
    }
    read::iri(doc, "inbox")?;
    let name = read::need(doc, "preferredUsername")?;
    // A key that is not one object of this owner is left out, and nothing is believed any more.
    read::public_key(doc)?;
    let host = read::host(read::iri(doc, "id")?).unwrap_or_default();
    Ok(Seen::Actor { kind: kind.to_owned(), handle: format!("{name}@{host}") })
}

/// `a_p/object.rb`, `plugin.rb`, `:object, :store`
fn thing(doc: &Value) -> Taken {
    let kind = kind(doc)?;
    let id = read::iri(doc, "id")?;
    if kind == "Tombstone" {
        return Ok(Seen::Tombstone);
    }
    if kind != "Article" && kind != "Note" {
        return Err(format!("Discourse has no post of type {kind}"));
    }
    let author = doc.get("attributedTo").ok_or("there is no `attributedTo`")?;
    if author.is_array() {
        return Err("`attributedTo` is an array".into());
    }
    want_same_host(id_of(author).ok_or("`attributedTo` names nobody")?, id, "author and thing")?;
    if doc.get("inReplyTo").is_some_and(|r| !r.is_string() && !r.is_null()) {
        return Err("`inReplyTo` is no string".into());
    }
    for attachment in each(doc, "attachment") {
        match text(attachment, "type") {
            None => return Err("an attachment has no type".into()),
            // `AP::Object.factory` makes an `AP::Link` and calls `json=` on it, which it has not.
            Some("Link") => return Err("an attachment of type Link ends in an exception".into()),
            Some(_) => {}
        }
    }
    let level = read::level(doc, |_| false);
    let visible = owned(doc, "content").ok_or("there is no `content`")?;
    let title = owned(doc, "name").or_else(|| {
        let line = read::plain(&visible).lines().next().map(str::to_owned);
        line.filter(|_| text(doc, "inReplyTo").is_none())
    });
    let shown = Shown {
        title,
        visible,
        link: owned(doc, "url"),
        language: None,
        // The category is that which follows the author or the announcing group.
        group: None,
        parent: owned(doc, "inReplyTo"),
        level: Some(level),
    };
    Ok(match (&shown.parent, level) {
        (_, Level::Direct) => Seen::Ignored("no private messages"),
        (Some(_), _) => Seen::Comment(shown),
        (None, _) => Seen::Post(shown),
    })
}

/// `a_p/activity/*.rb`, `plugin.rb`, `:validate`
fn activity(doc: &Value, actor: &str) -> Taken {
    let kind = kind(doc)?;
    if !VERBS.contains(&kind) {
        return Ok(Seen::Ignored("no such activity"));
    }
    let inner = object(doc)?;
    let id = id_of(inner).ok_or("the object has no id")?;
    match kind {
        "Create" | "Update" => {
            if inner.is_string() {
                return Ok(Seen::Create(Box::new(Seen::Ignored("fetched by its id"))));
            }
            if text(inner, "type").is_some_and(|t| ACTORS.contains(&t)) {
                return Ok(Seen::Update(Box::new(Seen::Ignored("only posts are updated"))));
            }
            // `a_p/activity/compose.rb`
            want_same_host(id, read::iri(doc, "id")?, "activity and thing")?;
            let seen = Box::new(thing(inner)?);
            if inner.get("attributedTo").and_then(id_of) != Some(actor) {
                return Err("`attributedTo` is not who acts".into());
            }
            Ok(if kind == "Create" { Seen::Create(seen) } else { Seen::Update(seen) })
        }
        "Announce" => announce(doc, inner).map(|s| Seen::Announce(Box::new(s))),
        "Delete" => delete(doc, inner, actor),
        "Like" => Ok(Seen::Like),
        "Follow" => Ok(Seen::Follow),
        "Accept" | "Reject" => {
            if !inner.is_object() || text(inner, "type") != Some("Follow") {
                return Err("what is answered is no embedded Follow".into());
            }
            let seen = Box::new(Seen::Follow);
            Ok(if kind == "Accept" { Seen::Accept(seen) } else { Seen::Reject(seen) })
        }
        _ => Ok(Seen::Undo(Box::new(match text(inner, "type") {
            Some("Follow") => Seen::Follow,
            Some("Like") => Seen::Like,
            _ => Seen::Ignored("only Follow and Like are undone"),
        }))),
    }
}

/// `a_p/activity/announce.rb`: an announced thing becomes a topic. An announced activity has to be
/// signed by who acts in it, and a group signs its announcements itself.
fn announce(doc: &Value, inner: &Value) -> Taken {
    let keys = ["to", "cc", "audience"];
    if !keys.iter().flat_map(|k| ids(doc, k)).any(is_public) {
        return Err("an announcement that is not for everybody".into());
    }
    match text(inner, "type") {
        None if inner.is_string() => Ok(Seen::Ignored("fetched by its id")),
        None => Err("what is announced has no type".into()),
        Some("Article" | "Note") => thing(inner),
        Some(_) if inner.get("actor").is_some() => {
            Ok(Seen::Ignored("announced activities count only when who acts has signed"))
        }
        Some(other) => Err(format!("Discourse has no post of type {other}")),
    }
}

/// `plugin.rb`, `:delete, :validate`: the author alone.
fn delete(doc: &Value, inner: &Value, actor: &str) -> Taken {
    if inner.as_str() == Some(actor) {
        return Ok(Seen::Ignored("who is gone cannot be fetched, and an id is all there is"));
    }
    if inner.is_string() {
        return Err("the id of what is gone is fetched, and nothing is found".into());
    }
    want_same_host(read::iri(inner, "id")?, read::iri(doc, "id")?, "activity and thing")?;
    if text(doc, "summary").is_some() {
        return Ok(Seen::Ignored("only authors delete"));
    }
    match text(inner, "type") {
        Some("Tombstone" | "Article" | "Note") => Ok(Seen::Delete),
        _ => Err("what is deleted has no type that is known".into()),
    }
}

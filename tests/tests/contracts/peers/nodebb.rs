//! `NodeBB` 4 (`NodeBB/NodeBB`, `src/activitypub`, `src/middleware/activitypub.js`).

#[cfg(test)]
mod tests;

use serde_json::Value;

use super::{
    Level, Peer, Seen, Shown, Taken,
    read::{self, each, host, id_of, ids, kind, object, owned, text, want_same_host},
};

/// `NodeBB`.
pub struct NodeBb;

/// `index.js`, `acceptedPostTypes`
const POSTS: [&str; 5] = ["Note", "Page", "Article", "Question", "Video"];
/// `index.js`, `acceptableActorTypes`; a `Group` becomes a category.
const ACTORS: [&str; 5] = ["Application", "Organization", "Person", "Service", "Group"];
/// `index.js`, `contextTypes`
const LISTS: [&str; 4] =
    ["Collection", "CollectionPage", "OrderedCollection", "OrderedCollectionPage"];

impl Peer for NodeBb {
    fn name(&self) -> &'static str {
        "NodeBB"
    }

    /// `actors.js`, `assert`: before anything is believed, `preferredUsername` at the host of the id
    /// (without a port) must lead back to the id by `WebFinger`.
    fn actor(&self, doc: &Value) -> Taken {
        let kind = kind(doc)?;
        if !ACTORS.contains(&kind) {
            return Err(format!("NodeBB has no actor of type {kind}"));
        }
        let id = read::iri(doc, "id")?;
        read::iri(doc, "inbox")?;
        let host = host(id).and_then(|h| h.split(':').next()).unwrap_or_default();
        let handle = format!("{}@{host}", read::need(doc, "preferredUsername")?);
        if text(doc, "webfinger").is_some_and(|w| w.trim_start_matches("acct:") != handle) {
            return Err(format!("WebFinger is asked for {handle}, which is another account"));
        }
        // `assertPayload`: the key's id without its fragment is what signatures must name.
        let key = read::public_key(doc)?;
        if key.split('#').next() != Some(id) {
            return Err("the id of the key is not that of the actor with a fragment".into());
        }
        Ok(Seen::Actor { kind: kind.to_owned(), handle })
    }

    /// `mocks.js`, `post`
    fn object(&self, doc: &Value) -> Taken {
        let kind = kind(doc)?;
        if kind == "Tombstone" {
            return read::iri(doc, "id").map(|_| Seen::Tombstone);
        }
        if !POSTS.contains(&kind) {
            return Err(format!("NodeBB has no post of type {kind}"));
        }
        read::iri(doc, "id")?;
        read::iri(doc, "attributedTo")?;
        let published = read::need(doc, "published")?;
        read::seconds(published).ok_or_else(|| format!("no time: {published}"))?;
        let link = match doc.get("url") {
            Some(Value::String(url)) => Some(url.clone()),
            Some(Value::Array(many)) => many.iter().find_map(Value::as_str).map(str::to_owned),
            _ => None,
        };
        // Markdown first, and then the content is not looked at.
        let source = doc.get("source").filter(|s| text(s, "mediaType") == Some("text/markdown"));
        let visible = source.map_or_else(|| owned(doc, "content"), |s| owned(s, "content"));
        let addressed: Vec<&str> =
            ids(doc, "to").into_iter().chain(ids(doc, "cc")).chain(ids(doc, "audience")).collect();
        let audience = ids(doc, "audience");
        let shown = Shown {
            title: owned(doc, "name"),
            visible: visible.unwrap_or_default(),
            link,
            language: None,
            // `notes.js`: of those addressed a category; `audience` settles it across hosts.
            group: audience.first().filter(|a| addressed.contains(*a)).map(|&a| a.to_owned()),
            parent: text(doc, "inReplyTo").map(str::to_owned),
            level: Some(read::level(doc, |_| false)),
        };
        if doc.get("inReplyTo").is_some_and(|r| !r.is_null() && !r.is_string()) {
            return Err("`inReplyTo` is no string".into());
        }
        Ok(match (&shown.parent, shown.level) {
            (_, Some(Level::Direct)) => Seen::Message(shown),
            (Some(_), _) => Seen::Comment(shown),
            (None, _) => Seen::Post(shown),
        })
    }

    /// `middleware/activitypub.js`, `assertPayload`; `inbox.js`
    fn activity(&self, doc: &Value) -> Taken {
        for key in ["id", "type", "actor", "object"] {
            if doc.get(key).is_none() {
                return Err(format!("there is no `{key}`"));
            }
        }
        read::iri(doc, "id")?;
        let actor = read::iri(doc, "actor")?;
        let thing = object(doc)?;
        match kind(doc)? {
            "Create" => self.said(actor, thing).map(|s| Seen::Create(Box::new(s))),
            "Update" => {
                let id = id_of(thing).ok_or("the object has no id")?;
                want_same_host(id, actor, "actor and thing")?;
                let known = text(thing, "type").is_some_and(|t| ACTORS.contains(&t));
                let seen = if known { self.actor(thing)? } else { self.said(actor, thing)? };
                Ok(Seen::Update(Box::new(seen)))
            }
            "Announce" => self.announce(actor, thing).map(|s| Seen::Announce(Box::new(s))),
            "Delete" => {
                let id = id_of(thing).ok_or("the object has no id")?;
                want_same_host(id, actor, "actor and thing")?;
                Ok(if id == actor { Seen::Ignored("actors are kept") } else { Seen::Delete })
            }
            "Like" => id_of(thing).map(|_| Seen::Like).ok_or("the object has no id".into()),
            "Follow" => id_of(thing).map(|_| Seen::Follow).ok_or("the object has no id".into()),
            verb @ ("Accept" | "Reject") => {
                // `actor` of the Follow says whose it was.
                read::iri(thing, "actor")?;
                let seen = Box::new(Seen::Follow);
                Ok(if verb == "Accept" { Seen::Accept(seen) } else { Seen::Reject(seen) })
            }
            "Undo" => {
                let seen = match read::need(thing, "type")? {
                    "Follow" => read::iri(thing, "object").map(|_| Seen::Follow)?,
                    "Like" => read::iri(thing, "object").map(|_| Seen::Like)?,
                    _ => Seen::Ignored("nothing that could be undone"),
                };
                Ok(Seen::Undo(Box::new(seen)))
            }
            "Flag" => Ok(Seen::Flag),
            "Add" | "Remove" => Ok(Seen::Ignored("only conversations are moved")),
            _ => Ok(Seen::Ignored("no such activity")),
        }
    }

    /// `contexts.js`, `getItems`: a conversation is fetched with what it names.
    fn collection(&self, doc: &Value) -> Taken {
        let name = read::list(doc)?;
        if !LISTS.contains(&kind(doc)?) {
            return Err("no collection".into());
        }
        if name != "context" {
            return Ok(Seen::Ignored("only conversations are fetched"));
        }
        let items = each(doc, "orderedItems");
        if items.iter().any(|i| !id_of(i).is_some_and(read::is_iri)) {
            return Err("an entry cannot be fetched".into());
        }
        if items.is_empty() && doc.get("first").is_none() {
            return Err("the conversation is empty".into());
        }
        Ok(Seen::Collection { kind: "context", items: items.len() })
    }
}

impl NodeBb {
    /// `inbox.js`, `create`
    fn said(&self, actor: &str, thing: &Value) -> Taken {
        if thing.is_string() {
            return Ok(Seen::Ignored("fetched by its id"));
        }
        if each(thing, "attributedTo").len() > 1
            || thing.get("attributedTo").is_some_and(Value::is_array)
        {
            return Err("`attributedTo` is an array".into());
        }
        want_same_host(read::iri(thing, "attributedTo")?, actor, "actor and attributedTo")?;
        self.object(thing)
    }

    /// `inbox.js`, `announce`. What is of another host is reduced to its id and fetched, so that the
    /// id must be fetchable; of the rest, a `Create` must carry its thing.
    fn announce(&self, by: &str, thing: &Value) -> Taken {
        let id = id_of(thing).ok_or("what is announced has no id to be fetched by")?;
        if !read::is_iri(id) {
            return Err(format!("what is announced cannot be fetched: {id}"));
        }
        let inner =
            || object(thing).and_then(|o| id_of(o).ok_or("its object has no id".to_owned()));
        match text(thing, "type") {
            None => Ok(Seen::Ignored("fetched by its id")),
            Some(kind) if POSTS.contains(&kind) => self.object(thing),
            Some("Create") => {
                let made = object(thing)?;
                if made.is_string() {
                    return Err("an announced Create carries only an id".into());
                }
                self.said(read::iri(thing, "actor")?, made).map(|s| Seen::Create(Box::new(s)))
            }
            Some("Update") => {
                inner().map(|_| Seen::Update(Box::new(Seen::Ignored("fetched again by its id"))))
            }
            Some("Like") => inner().map(|_| Seen::Like),
            Some("Delete") => {
                let (id, actor) = (inner()?, read::iri(thing, "actor")?);
                // A moderator of the group's own host may as well.
                if !read::same_host(by, actor) {
                    want_same_host(id, actor, "actor and thing")?;
                }
                Ok(Seen::Delete)
            }
            Some(_) => Ok(Seen::Ignored("not taken from a category")),
        }
    }
}

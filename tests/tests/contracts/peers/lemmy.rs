//! Lemmy 1.0 (`LemmyNet/lemmy`, `crates/apub`).

mod activities;
mod fields;
mod inbox;
mod protocol;
#[cfg(test)]
mod tests;
mod things;

use serde_json::Value;

use self::activities::Raw;
use self::fields::parse;
use self::inbox::{follow, following, public_in, report};
use self::protocol::{Group, Person};
use self::things::{message, note, page};
use super::{
    Peer, Seen, Taken,
    read::{self, Iri, kind},
};

/// Lemmy.
pub struct Lemmy;

/// Guildhall's own bound: older receivers of the activitypub-federation crate stop at 200 KB.
const MOST: usize = 150_000;
const PAGES: [&str; 4] = ["Page", "Article", "Video", "Event"];

impl Peer for Lemmy {
    fn name(&self) -> &'static str {
        "Lemmy"
    }

    fn actor(&self, doc: &Value) -> Taken {
        let seen = |kind: &str, name: &str, id: &Iri| {
            let host = read::host(&id.0).unwrap_or_default();
            Ok(Seen::Actor { kind: kind.to_owned(), handle: format!("{name}@{host}") })
        };
        match kind(doc)? {
            "Group" => {
                let group: Group = parse(doc, "Group")?;
                seen("Group", &group.preferred_username, &group.id)
            }
            kind @ ("Person" | "Service" | "Organization") => {
                let person: Person = parse(doc, "Person")?;
                seen(kind, &person.preferred_username, &person.id)
            }
            // `objects/instance.rs` fetches `https://host/` alone, and goes on without it.
            "Application" => Ok(Seen::Ignored("only the actor at / counts as an instance")),
            other => Err(format!("Lemmy has no actor of type {other}")),
        }
    }

    fn object(&self, doc: &Value) -> Taken {
        match kind(doc)? {
            "Tombstone" => read::iri(doc, "id").map(|_| Seen::Tombstone),
            "Note" if doc.get("inReplyTo").is_some_and(|r| !r.is_null()) => note(doc),
            "Note" if !public_in(doc, &["to", "cc"]) => message(doc),
            kind if is_page(kind) => page(doc),
            other => Err(format!("Lemmy has no object of type {other}")),
        }
    }

    fn activity(&self, doc: &Value) -> Taken {
        read::small(doc, MOST)?;
        let raw: Raw = parse(doc, "activity")?;
        match kind(doc)? {
            "Announce" => self.announce(doc),
            "Follow" => follow(doc),
            "Accept" => following(doc).map(|()| Seen::Accept(Box::new(Seen::Follow))),
            "Reject" => following(doc).map(|()| Seen::Reject(Box::new(Seen::Follow))),
            "Flag" => report(doc),
            _ => self.announceable(doc, &raw),
        }
    }

    fn collection(&self, doc: &Value) -> Taken {
        let kind = read::list(doc)?;
        if kind == "context" {
            // `note.rs`, `page.rs`: `context` is kept as a string and not fetched.
            return Ok(Seen::Ignored("conversations are not fetched"));
        }
        let wanted = if kind == "followers" { "Collection" } else { "OrderedCollection" };
        if read::kind(doc)? != wanted {
            return Err(format!("{kind} is no {wanted}"));
        }
        if kind != "moderators" && !doc.get("totalItems").is_some_and(Value::is_i64) {
            return Err("`totalItems` is no number".into());
        }
        let key = if kind == "followers" { "items" } else { "orderedItems" };
        let items = doc.get(key).and_then(Value::as_array).ok_or(format!("`{key}` is no array"))?;
        for item in items {
            match kind {
                // `group_followers.rs`: how many, never who.
                "followers" => return Err("`items` of followers are not empty".into()),
                "moderators" => drop(parse::<Iri>(item, "moderator")?),
                "featured" => drop(page(item)?),
                _ => self.posted(item)?,
            }
        }
        Ok(Seen::Collection { kind, items: items.len() })
    }
}

fn is_page(kind: &str) -> bool {
    kind == "Note" || PAGES.contains(&kind)
}

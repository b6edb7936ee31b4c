//! What comes to Lemmy's inbox (`crates/apub/activities/src`).

#[cfg(test)]
mod tests;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::super::{
    Peer, Seen, Taken,
    read::{self, Iri, PUBLIC, kind, object, text, want_same_host},
};
use super::activities::{
    Addressed, Block, Delete, Follow, Following, OnId, Private, Raw, Report, Targeted, Vote,
    Wrapper,
};
use super::fields::parse;
use super::protocol::Message;
use super::{Lemmy, is_page, things};

impl Lemmy {
    /// `collections/community_outbox.rs`: what is no announcement loses the list; an announcement
    /// that does not carry the `Create` of a post is skipped without a word.
    pub(super) fn posted(&self, item: &Value) -> Result<(), String> {
        let _: Addressed = parse(item, "announcement")?;
        let inner = object(item)?;
        let post = inner.get("object").is_some_and(Value::is_object)
            && matches!(text(inner, "type"), Some("Create" | "Update"));
        if !post {
            return Err("an entry of the outbox carries no Create of a post".into());
        }
        self.announceable(inner, &parse(inner, "activity")?).map(drop)
    }

    /// `community/announce.rs`
    pub(super) fn announce(&self, doc: &Value) -> Taken {
        let outer: Addressed = parse(doc, "Announce")?;
        visible(&outer.to, &outer.cc)?;
        let inner = object(doc)?;
        let seen = if inner.is_string() {
            parse::<Iri>(inner, "announced id")?;
            Seen::Ignored("what stands at the id must be an activity; things are for microblogs")
        } else if inner.get("actor").is_none() && text(inner, "type").is_some_and(is_page) {
            Seen::Ignored("announced things are for microblogs")
        } else {
            let raw: Raw = parse(inner, "announced activity")?;
            self.announceable(inner, &raw)?
        };
        Ok(Seen::Announce(Box::new(seen)))
    }

    /// `activity_lists.rs`, `AnnouncableActivities`
    pub(super) fn announceable(&self, doc: &Value, raw: &Raw) -> Taken {
        match kind(doc)? {
            verb @ ("Create" | "Update") => self.said(doc, verb),
            "Like" => parse::<Vote>(doc, "vote").map(|_| Seen::Like),
            "Dislike" => parse::<Vote>(doc, "vote").map(|_| Seen::Dislike),
            "Delete" => delete(doc),
            "Lock" => by_moderator::<OnId>(doc, "Lock").map(|_| Seen::Lock),
            verb @ ("Add" | "Remove") => {
                let target = by_moderator::<Targeted>(doc, verb)?.target.0;
                Ok(match (verb, target.ends_with("/moderators")) {
                    ("Add", false) => Seen::Pin,
                    ("Add", true) => Seen::AddModerator,
                    (_, false) => Seen::Unpin,
                    (_, true) => Seen::RemoveModerator,
                })
            }
            "Block" => by_moderator::<Block>(doc, "Block").map(|_| Seen::Block),
            "Undo" => self.undo(doc, raw),
            "Flag" => report(doc),
            other => Err(format!("Lemmy has no activity of type {other}")),
        }
    }

    fn said(&self, doc: &Value, verb: &str) -> Taken {
        let thing = object(doc)?;
        let seen = match kind(thing).map_err(|e| format!("the object: {e}"))? {
            "Group" if verb == "Update" => {
                let update: Addressed = parse(doc, "Update")?;
                visible(&update.to, &update.cc)?;
                self.actor(thing)?
            }
            "Person" | "Service" | "Organization" | "Application" if verb == "Update" => {
                Seen::Ignored("people are fetched again every day")
            }
            "Note" => {
                parse::<Wrapper>(doc, "Create of a Note")?;
                if public_in(doc, &["to", "cc"]) {
                    self.addressed(doc, thing)?
                } else {
                    let outer: Private = parse(doc, "Create of a message")?;
                    let inner: Message = parse(thing, "message")?;
                    want_same_host(&outer.to.0, &inner.to.0, "the recipients")?;
                    same(&outer.actor.0, &inner.attributed_to.0, "actor and attributedTo")?;
                    things::message(thing)?
                }
            }
            _ => self.addressed(doc, thing)?,
        };
        let seen = Box::new(seen);
        Ok(if verb == "Create" { Seen::Create(seen) } else { Seen::Update(seen) })
    }

    /// `create_or_update/{post,comment}.rs`
    fn addressed(&self, doc: &Value, thing: &Value) -> Taken {
        let outer: Addressed = parse(doc, "Create")?;
        visible(&outer.to, &outer.cc)?;
        let seen = self.object(thing)?;
        let author = read::iri(thing, "attributedTo")?;
        same(&outer.actor.0, author, "actor and attributedTo")?;
        if let (Some(a), Some(b)) = (&outer.audience, text(thing, "audience")) {
            same(&a.0, b, "the audiences")?;
        }
        Ok(seen)
    }

    fn undo(&self, doc: &Value, raw: &Raw) -> Taken {
        let inner = object(doc)?;
        if inner.is_string() {
            // `SharedInboxActivities` tries the Undo of a Follow first, and an id fits it.
            return Err("an Undo of an id is taken for one of a Follow".into());
        }
        let seen = match kind(inner).map_err(|e| format!("what is undone: {e}"))? {
            "Follow" => {
                let _: Following = parse(doc, "Undo")?;
                follow(inner)?
            }
            verb @ ("Like" | "Dislike") => {
                let vote: Vote = parse(inner, "undone vote")?;
                same(&vote.actor.0, &raw.actor.0, "the actors")?;
                if verb == "Like" { Seen::Like } else { Seen::Dislike }
            }
            "Delete" => {
                let delete_: Delete = parse(inner, "undone Delete")?;
                parse::<Delete>(&with(doc, &delete_), "Undo of a Delete")?;
                delete(inner)?
            }
            "Lock" | "Block" => {
                let outer: Addressed = parse(doc, "Undo")?;
                visible(&outer.to, &outer.cc)?;
                self.announceable(inner, &parse(inner, "undone activity")?)?
            }
            other => return Err(format!("Lemmy undoes no {other}")),
        };
        Ok(Seen::Undo(Box::new(seen)))
    }
}

/// The Undo, with the id of what was deleted in place of the Delete: it has the same fields.
fn with(doc: &Value, inner: &Delete) -> Value {
    let mut outer = doc.clone();
    if let Some(map) = outer.as_object_mut() {
        map.insert("object".into(), inner.object.id().into());
    }
    outer
}

fn same(a: &str, b: &str, what: &str) -> Result<(), String> {
    if a == b { Ok(()) } else { Err(format!("{what} differ: {a}, {b}")) }
}

pub(super) fn public_in(doc: &Value, keys: &[&str]) -> bool {
    keys.iter().any(|key| read::has_public(doc, key))
}

/// `objects/utils/functions.rs`, `verify_visibility` for a public community.
pub(super) fn visible(to: &[Iri], cc: &[Iri]) -> Result<(), String> {
    if to.iter().chain(cc).any(|i| i.0 == PUBLIC) {
        Ok(())
    } else {
        Err("not addressed to everybody".into())
    }
}

/// What a moderator does: its actor is dereferenced as a person, or all is lost
/// (`community/lock.rs`, `community/collection_add.rs`, `deletion/delete.rs`: `receive`).
fn by_moderator<T: DeserializeOwned>(doc: &Value, what: &str) -> Result<T, String> {
    let outer: Addressed = parse(doc, what)?;
    visible(&outer.to, &outer.cc)?;
    person(&outer.actor, outer.audience.as_ref())?;
    parse(doc, what)
}

fn person(actor: &Iri, audience: Option<&Iri>) -> Result<(), String> {
    if audience == Some(actor) {
        return Err("the community acts itself; Lemmy takes moderation from persons".into());
    }
    Ok(())
}

/// `deletion/mod.rs`: everybody must be in `to`; without a reason only the author's own instance may.
fn delete(doc: &Value) -> Taken {
    let delete: Delete = parse(doc, "Delete")?;
    visible(&delete.to, &[])?;
    person(&delete.actor, delete.audience.as_ref())?;
    if delete.summary.is_some() {
        return Ok(Seen::Removal);
    }
    want_same_host(&delete.actor.0, delete.object.id(), "without `summary` actor and object")?;
    Ok(Seen::Delete)
}

pub(super) fn report(doc: &Value) -> Taken {
    let report: Report = parse(doc, "Flag")?;
    report.summary.or(report.content).map(|_| Seen::Flag).ok_or("a report without a reason".into())
}

pub(super) fn follow(doc: &Value) -> Taken {
    let follow: Follow = parse(doc, "Follow")?;
    if let Some(to) = &follow.to {
        same(&to.0, &follow.object.0, "`to` and `object`")?;
    }
    Ok(Seen::Follow)
}

/// `following/{accept,reject}.rs`
pub(super) fn following(doc: &Value) -> Result<(), String> {
    let outer: Following = parse(doc, "answer")?;
    let inner = object(doc)?;
    if inner.is_string() {
        return parse::<Iri>(inner, "Follow").map(drop);
    }
    let follow: Follow = parse(inner, "Follow")?;
    same(&outer.actor.0, &follow.object.0, "who answers and who is followed")?;
    match &outer.to {
        Some(to) => same(&to.0, &follow.actor.0, "`to` and who follows"),
        None => Ok(()),
    }
}

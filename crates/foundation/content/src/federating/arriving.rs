//! Activities about things, as they arrive: from whoever did them, or announced by a community
//! elsewhere.
//!
//! Trust (`federation.md` §3): a thing is taken from its own origin. What an author sends is signed
//! by her; what a community announces of its own instance's is signed by it; what has its actor's
//! proof (FEP-8b32) is hers whoever brings it; everything else is fetched where it lives. A deletion is believed from whoever wrote the thing, and otherwise asked
//! for at its origin. Marks are counted as the community says.

mod beside;
mod catalogued;
mod deeds;
mod find;
mod hosts;
mod parts;
mod put;
mod reports;
mod thing;

use async_trait::async_trait;
use domain::{ActorId, ContentId, Error, Result};
use federation::{
    Actor, ActorKind, document,
    handler::{Activity, Effect, Handler, On, Unresolved, object_of},
    iri::Own,
    receiving::{FORWARD, Resolve},
};
use serde_json::Value;
use store::{Query, args, statements};

use crate::{Publishing, markdown};

pub(crate) use catalogued::{Catalogued, keep_catalogued};
use deeds::Vote;
pub use find::{Find, find};
pub(crate) use parts::put_part;
pub(super) use put::Relay;
pub(super) use thing::{Via, thing, thing_iri};

statements! {
    CONTENT_BY_IRI = "SELECT id FROM content WHERE ap_id = $1";
    CONTENT_HERE = "SELECT id FROM content WHERE id = $1 AND host = '' AND published_at IS NOT NULL";
    MEMBERS_HERE = "SELECT a.id FROM membership m JOIN actor a ON a.id = m.actor_id AND a.host = '' \
        WHERE m.group_id = $1 AND m.standing IN ('member', 'facilitator') LIMIT 1";
    FOLLOWED_HERE = "SELECT a.id FROM follow f JOIN actor a ON a.id = f.follower_id AND a.host = '' \
        WHERE f.target_id = $1 AND f.state = 'accepted' LIMIT 1";
}

/// Handles them.
pub(super) struct Arriving {
    p: Publishing,
}

impl Arriving {
    pub(super) fn new(p: Publishing) -> Self {
        Self { p }
    }
}

#[async_trait]
impl Handler for Arriving {
    fn claims(&self) -> &'static [(&'static str, On)] {
        &[
            ("Create", On::Content),
            ("Update", On::Content),
            ("Delete", On::Content),
            ("Like", On::Content),
            ("Dislike", On::Content),
            ("Lock", On::Content),
            ("Add", On::Content),
            ("Remove", On::Content),
            ("Flag", On::Content),
            ("Resolve", On::Flag),
            ("Block", On::Actor),
            ("Add", On::Actor),
            ("Remove", On::Actor),
            ("Undo", On::Block),
            ("Undo", On::Reaction),
            ("Undo", On::Lock),
            ("Undo", On::Delete),
            ("Announce", On::Content),
            ("Announce", On::Activity),
            ("Announce", On::Reaction),
            ("Announce", On::Delete),
            ("Announce", On::Lock),
            ("Announce", On::Block),
            (FORWARD, On::Content),
        ]
    }

    async fn resolve(
        &self,
        resolve: &Resolve<'_>,
        activity: &Activity,
        on: On,
    ) -> Result<Box<dyn Effect>, Unresolved> {
        if activity.kind == FORWARD {
            return self.brought(resolve, &activity.value).await;
        }
        // Before anything else is made of it: what is for one person is no content.
        if on == On::Content {
            let cleaner = people::federating::Cleaner {
                clean: markdown::clean_html,
                version: markdown::CLEANER,
            };
            if let Some(effect) = people::federating::message(resolve, activity, cleaner).await? {
                return Ok(effect);
            }
        }
        if activity.kind != "Announce" {
            let said = Said {
                via: Via::Direct,
                by: &activity.actor_iri,
                kind: &activity.kind,
                value: &activity.value,
            };
            return match on {
                On::Actor | On::Block => hosts::decision(&self.p, resolve, None, &said).await,
                On::Flag => reports::resolved(&self.p, resolve, &said).await,
                _ => self.said(resolve, said).await,
            };
        }
        let group = &activity.actor;
        if group.kind != ActorKind::Group {
            return Err(Unresolved::Ignored("what people pass on is not kept"));
        }
        let mut q = self.p.store().read();
        if any(&mut q, &MEMBERS_HERE, group.id).await?.is_none() {
            return Err(Unresolved::Ignored("nobody here is in this community"));
        }
        let via = Via::Community(group.id, activity.actor_iri.clone(), false);
        if on == On::Content {
            let said =
                Said { via, by: &activity.actor_iri, kind: "Create", value: &activity.value };
            return self.said(resolve, said).await;
        }
        let inner = activity.object();
        let by = document::id(inner, "actor").ok_or(Unresolved::Refused("nobody did it"))?;
        let kind = document::type_of(inner).unwrap_or_default();
        if document::id_of(inner).is_some_and(|i| !document::same_origin(i, by)) {
            return Err(Unresolved::Refused("an activity of another origin than its actor"));
        }
        if acts_on_actor(&self.p, resolve, inner).await? {
            let said = Said { via: Via::Asked, by, kind, value: inner };
            return match kind {
                "Update" => {
                    people::federating::announced_change(resolve, activity, object_of(inner)).await
                }
                "Delete" => people::federating::announced_departure(resolve, inner).await,
                "Add" | "Remove" | "Block" | "Undo" => {
                    hosts::decision(&self.p, resolve, Some(group), &said).await
                }
                _ => Err(Unresolved::Ignored("nobody here handles it")),
            };
        }
        let foreign = !document::same_origin(by, &activity.actor_iri);
        let proven = foreign && resolve.federation().proves(inner, by, resolve.budget()).await?;
        let via = Via::Community(group.id, activity.actor_iri.clone(), proven);
        self.said(resolve, Said { via, by, kind, value: inner }).await
    }
}

/// Something that was done, directly or through a community.
pub(super) struct Said<'a> {
    pub(super) via: Via,
    /// The IRI of who did it.
    pub(super) by: &'a str,
    pub(super) kind: &'a str,
    pub(super) value: &'a Value,
}

impl Arriving {
    /// What somebody else than its actor brought. It counts as hers with her proof; otherwise only
    /// its own origin is believed, and asked if it is about a conversation that is here.
    async fn brought(
        &self,
        resolve: &Resolve<'_>,
        value: &Value,
    ) -> Result<Box<dyn Effect>, Unresolved> {
        let here = || Unresolved::Ignored("what it is about is not here");
        let by = document::id(value, "actor").ok_or_else(here)?;
        let kind = document::type_of(value).unwrap_or_default();
        let object = object_of(value);
        let iri = document::id_of(object).ok_or_else(here)?;
        let p = &self.p;
        let known = by_iri(p, resolve, iri).await?;
        if document::same_origin(iri, resolve.live().origin.as_str()) {
            return Err(Unresolved::Ignored("what lives here is not said elsewhere"));
        }
        if known.is_none() && !self.answers_something(resolve, object, iri).await? {
            return Err(here());
        }
        if resolve.federation().proves(value, by, resolve.budget()).await? {
            return self.said(resolve, Said { via: Via::Direct, by, kind, value }).await;
        }
        match (kind, known) {
            ("Create" | "Update", _) => {
                let id = Value::String(iri.to_owned());
                Ok(Box::new(thing(p, resolve, &Via::Asked, by, &id, known.is_some()).await?))
            }
            ("Delete", Some(id)) if resolve.is_gone(iri).await? => {
                deeds::delete(p, resolve, &Via::Asked, by, iri, id, None).await
            }
            _ => Err(Unresolved::Ignored("only its actor can say this")),
        }
    }

    /// Whether a thing that is not here answers one that is.
    async fn answers_something(
        &self,
        resolve: &Resolve<'_>,
        object: &Value,
        iri: &str,
    ) -> Result<bool, Unresolved> {
        let fetched;
        let object = if object.is_object() && object.get("type").is_some() {
            object
        } else {
            fetched = resolve.object(iri).await?.value;
            &fetched
        };
        match document::id(object, "inReplyTo") {
            Some(parent) => Ok(by_iri(&self.p, resolve, parent).await?.is_some()),
            None => Ok(false),
        }
    }

    async fn said(
        &self,
        resolve: &Resolve<'_>,
        said: Said<'_>,
    ) -> Result<Box<dyn Effect>, Unresolved> {
        let object = object_of(said.value);
        let p = &self.p;
        let known = |iri: Option<&str>| {
            let iri = iri.map(str::to_owned);
            async move {
                match iri {
                    Some(iri) => by_iri(p, resolve, &iri).await,
                    None => Ok(None),
                }
            }
        };
        let here = || Unresolved::Ignored("what it is about is not here");
        if let Some(effect) = super::lineage::says(p, resolve, &said).await? {
            return Ok(effect);
        }
        match said.kind {
            "Create" | "Update" => {
                let update = said.kind == "Update";
                Ok(Box::new(thing(p, resolve, &said.via, said.by, object, update).await?))
            }
            "Delete" => {
                let iri = document::id_of(object).unwrap_or_default();
                let id = by_iri(p, resolve, iri).await?.ok_or_else(here)?;
                let summary = document::summary(said.value);
                deeds::delete(p, resolve, &said.via, said.by, iri, id, summary).await
            }
            "Like" | "Dislike" => {
                let id = known(document::id_of(object)).await?.ok_or_else(here)?;
                let vote = if said.kind == "Like" { Vote::Like } else { Vote::Dislike };
                deeds::vote(resolve, said.via, said.by, id, vote, true).await
            }
            "Undo" => {
                // The Like that is undone, whole, or by its id if it came here.
                let inner = self.undone(object).await?;
                let object = object_of(&inner);
                let id = known(document::id_of(object)).await?.ok_or_else(here)?;
                if document::id(&inner, "actor").is_some_and(|a| a != said.by)
                    && !matches!(document::type_of(&inner), Some("Delete" | "Lock"))
                {
                    // What one facilitator decided another may take back; the rule decides that.
                    return Err(Unresolved::Refused("somebody else's activity"));
                }
                match document::type_of(&inner) {
                    Some("Like") => {
                        deeds::vote(resolve, said.via, said.by, id, Vote::Like, false).await
                    }
                    Some("Dislike") => {
                        deeds::vote(resolve, said.via, said.by, id, Vote::Dislike, false).await
                    }
                    Some(kind @ ("Lock" | "Delete")) => {
                        deeds::decided(p, resolve, &said, id, kind, false).await
                    }
                    _ => Err(Unresolved::Ignored("nothing here to be undone")),
                }
            }
            kind @ ("Lock" | "Add" | "Remove") => {
                let id = known(document::id_of(object)).await?.ok_or_else(here)?;
                let (kind, on) = match kind {
                    "Lock" => ("Lock", true),
                    add => {
                        // There are other lists to which things are added.
                        hosts::is_featured(p, resolve, id, said.value).await?;
                        ("Add", add == "Add")
                    }
                };
                deeds::decided(p, resolve, &said, id, kind, on).await
            }
            "Flag" => {
                let mut about = None;
                for iri in document::ids(said.value, "object").take(10) {
                    about = by_iri(p, resolve, iri).await?;
                    if about.is_some() {
                        break;
                    }
                }
                let id = about.ok_or_else(here)?;
                let text = document::text(said.value, "content");
                let text = text.or_else(|| document::summary(said.value)).unwrap_or_default();
                let iri = document::id_of(said.value).unwrap_or_default().to_owned();
                let by = resolve.actor(said.by).await?.id;
                Ok(Box::new(reports::Reported { p: p.clone(), id, by, text, iri }))
            }
            _ => Err(Unresolved::Ignored("nobody here handles it")),
        }
    }

    async fn undone(&self, object: &Value) -> Result<Value, Unresolved> {
        if object.is_object() && object.get("type").is_some() {
            return Ok(object.clone());
        }
        let iri = document::id_of(object).unwrap_or_default();
        let row = federation::receiving::by_iri(&mut self.p.store().read(), iri).await?;
        let text = row.and_then(|r| r.document).unwrap_or_default();
        serde_json::from_str(&text).map_err(|_| Unresolved::Ignored("what is undone is not known"))
    }
}

/// Whether what a community announces is about somebody, or about itself, and not about a thing.
async fn acts_on_actor(p: &Publishing, resolve: &Resolve<'_>, inner: &Value) -> Result<bool> {
    let object = object_of(inner);
    match document::type_of(inner) {
        Some("Block") => Ok(true),
        Some("Undo") => Ok(document::type_of(object) == Some("Block")),
        Some("Delete") => Ok(document::id_of(object) == document::id(inner, "actor")),
        Some("Add" | "Remove") if super::lineage::is_list(p, resolve, inner).await? => Ok(false),
        Some("Add" | "Remove" | "Update") => match document::classify(object) {
            Ok(document::Class::Actor) => Ok(true),
            Ok(_) if object.get("type").is_some() => Ok(false),
            _ => {
                let iri = document::id_of(object).unwrap_or_default();
                // Somebody whom nobody here has met yet is no thing that is here either.
                let list = document::id(inner, "target").unwrap_or_default();
                Ok(resolve.federation().known_actor(iri).await?.is_some()
                    || (!list.is_empty() && by_iri(p, resolve, iri).await?.is_none()))
            }
        },
        _ => Ok(false),
    }
}

/// A thing that is here, by its IRI.
pub(super) async fn by_iri(
    p: &Publishing,
    resolve: &Resolve<'_>,
    iri: &str,
) -> Result<Option<ContentId>> {
    let mut q = p.store().read();
    let row: Option<(ContentId,)> = match Own::parse(&resolve.live().origin, iri) {
        Some(Own::Object(id)) => q.optional(&CONTENT_HERE, args![id]).await?,
        _ => q.optional(&CONTENT_BY_IRI, args![iri]).await?,
    };
    Ok(row.map(|r| r.0))
}

/// The first actor that a statement finds.
async fn any(
    q: &mut impl Query,
    statement: &'static store::Statement,
    of: ActorId,
) -> Result<Option<ActorId>> {
    let row: Option<(ActorId,)> = q.optional(statement, args![of]).await?;
    Ok(row.map(|r| r.0))
}

/// An actor who did something: the one who signed, or one that a community names.
async fn doer(resolve: &Resolve<'_>, by: &str) -> Result<Actor, Unresolved> {
    let actor = resolve.actor(by).await?;
    match actor.kind {
        ActorKind::Person | ActorKind::Organisation | ActorKind::Instance => Ok(actor),
        ActorKind::Group => Err(Unresolved::Failed(Error::NotFound)),
    }
}

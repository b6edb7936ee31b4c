//! `Move`: somebody whom people here follow, or a community that they belong to, lives elsewhere now.
//!
//! It is believed when whoever moves has signed it, and the new actor's document, fetched now, names the
//! old one. One move a week is carried out for each actor, and nobody is sent to whom has moved on herself.

use async_trait::async_trait;
use domain::Result;
use federation::{
    Actor, ActorKind, ActorState, actor, alias, document,
    handler::{Activity, Effect, Handler, On, Unresolved},
    iri::{self, Own},
    receiving::Resolve,
};
use store::Tx;

use crate::moving::{has_rested, succession};

/// Handles it.
pub(super) struct Moving;

#[async_trait]
impl Handler for Moving {
    fn claims(&self) -> &'static [(&'static str, On)] {
        &[("Move", On::Actor)]
    }

    async fn resolve(
        &self,
        resolve: &Resolve<'_>,
        activity: &Activity,
        _: On,
    ) -> Result<Box<dyn Effect>, Unresolved> {
        let (old, old_iri) = (&activity.actor, activity.actor_iri.as_str());
        if activity.object_id() != Some(old_iri) {
            return Err(Unresolved::Refused("an actor moves itself only"));
        }
        let target = document::id(&activity.value, "target");
        let target = target.ok_or(Unresolved::Refused("it says not where to"))?;
        if document::same_origin(target, old_iri) {
            return Err(Unresolved::Refused("it stays where it is"));
        }
        let federation = resolve.federation();
        // Before anything is fetched: somebody who moves every minute costs nothing.
        if !has_rested(old, federation.store().now()) {
            return Err(Unresolved::Refused("it moved a short while ago"));
        }
        let new = new_actor(resolve, target).await?;
        if new.kind != old.kind || old.kind == ActorKind::Instance {
            return Err(Unresolved::Refused("an actor stays what it is"));
        }
        if new.moved_to.is_some() {
            return Err(Unresolved::Refused("the new actor has moved on"));
        }
        let known = alias::names(&mut federation.store().read(), &new, old_iri).await?;
        if !known || new.state != ActorState::Active {
            return Err(Unresolved::Refused("the new actor does not know the old one"));
        }
        Ok(Box::new(Moved { new, iri: target.to_owned() }))
    }
}

/// Whoever lives at the new address, as its document says now.
async fn new_actor(resolve: &Resolve<'_>, target: &str) -> Result<Actor, Unresolved> {
    let (federation, origin) = (resolve.federation(), &resolve.live().origin);
    let found = if Own::parse(origin, target).is_some() {
        let known = federation.known_actor(target).await?;
        known.ok_or(Unresolved::Refused("nobody lives at the new address"))?
    } else {
        federation.fetch_actor(target, resolve.budget()).await?
    };
    if iri::of_actor(origin, &found) != target {
        return Err(Unresolved::Refused("the new address is not an id"));
    }
    Ok(found)
}

/// Somebody has moved.
struct Moved {
    new: Actor,
    iri: String,
}

#[async_trait]
impl Effect for Moved {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let old = actor::by_id(tx, activity.actor.id).await?;
        let now = tx.now();
        // Two at once: the first counts.
        if !has_rested(&old, now) {
            return Ok(());
        }
        actor::set_moved(tx, old.id, Some(&self.iri), Some(now)).await?;
        succession::begin(tx, old.id, self.new.id).await
    }
}

//! `Update` and `Delete` of an actor by itself.

use async_trait::async_trait;
use domain::{ActorId, Result, access::Standing};
use federation::{
    ActorState, Federation, actor, document,
    handler::{Activity, Effect, Handler, On, Unresolved},
    interest,
    receiving::Resolve,
    remote::Profile,
};
use serde_json::Value;
use store::{Query, Tx, args, statements};

use crate::communities::membership::Seat;

statements! {
    MEMBERSHIPS_OF = "SELECT group_id FROM membership WHERE actor_id = $1 AND standing <> 'banned'";
    FOLLOWS_OF = "SELECT target_id FROM follow WHERE follower_id = $1";
    FOLLOWS_END = "DELETE FROM follow WHERE follower_id = $1 OR target_id = $1";
}

/// Handles them.
pub(super) struct Actors;

#[async_trait]
impl Handler for Actors {
    fn claims(&self) -> &'static [(&'static str, On)] {
        &[("Update", On::Actor), ("Delete", On::Actor)]
    }

    async fn resolve(
        &self,
        resolve: &Resolve<'_>,
        activity: &Activity,
        _: On,
    ) -> Result<Box<dyn Effect>, Unresolved> {
        if activity.object_id() != Some(activity.actor_iri.as_str()) {
            return Err(Unresolved::Refused("an actor speaks for itself only"));
        }
        if activity.kind == "Delete" {
            // Said by its own key, but gone for good: its origin must say so too.
            return if resolve.is_gone(&activity.actor_iri).await? {
                Ok(Box::new(Departure))
            } else {
                Err(Unresolved::Refused("the actor is still there"))
            };
        }
        change(resolve, activity, activity.object()).await
    }
}

/// What a community says of itself in an announced `Update`, as somebody who hosts it wrote it.
/// Refused for what is about anybody else.
pub async fn announced_change(
    resolve: &Resolve<'_>,
    activity: &Activity,
    object: &Value,
) -> Result<Box<dyn Effect>, Unresolved> {
    if document::id_of(object) != Some(activity.actor_iri.as_str()) {
        return Err(Unresolved::Refused("an actor speaks for itself only"));
    }
    change(resolve, activity, object).await
}

async fn change(
    resolve: &Resolve<'_>,
    activity: &Activity,
    object: &Value,
) -> Result<Box<dyn Effect>, Unresolved> {
    let document = if object.is_object() && object.get("type").is_some() {
        let mut document = object.clone();
        if document.get("@context").is_none()
            && let (Some(o), Some(context)) =
                (document.as_object_mut(), activity.value.get("@context"))
        {
            o.insert("@context".into(), context.clone());
        }
        document
    } else {
        resolve.object(&activity.actor_iri).await?.value
    };
    let federation = resolve.federation().clone();
    let profile = federation.profile(&document)?;
    if profile.kind != activity.actor.kind {
        return Err(Unresolved::Refused("an actor stays what it is"));
    }
    Ok(Box::new(Change { federation, profile, document }))
}

/// An actor says something else of itself.
struct Change {
    federation: Federation,
    profile: Profile,
    document: Value,
}

#[async_trait]
impl Effect for Change {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let newer = |a: &Value, b: &Value| {
            let (a, b) = (document::time(a, "updated"), document::time(b, "updated"));
            matches!((a, b), (Some(a), Some(b)) if a > b)
        };
        let before = federation::remote::document_of(tx, activity.actor.id).await?;
        let before: Value = serde_json::from_str(&before).unwrap_or_default();
        // A copy that was sent before another and comes after it.
        if newer(&before, &self.document) {
            return Ok(());
        }
        let text = self.document.to_string();
        self.federation.keep_in(tx, &self.profile, &self.document, &text).await?;
        self.federation.use_keys(&self.profile);
        Ok(())
    }
}

/// An actor is gone.
struct Departure;

#[async_trait]
impl Effect for Departure {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let id = activity.actor.id;
        let groups: Vec<(ActorId,)> = tx.all(&MEMBERSHIPS_OF, args![id]).await?;
        for (group,) in groups {
            let mut seat = Seat::take(tx, group, id).await?;
            if seat.standing() == Standing::Facilitator && !seat.is_elsewhere() {
                // The community keeps its facilitator's name until another one is found.
                continue;
            }
            seat.change(tx, Standing::Outsider, "", None).await?;
        }
        let targets: Vec<(ActorId,)> = tx.all(&FOLLOWS_OF, args![id]).await?;
        tx.execute(&FOLLOWS_END, args![id]).await?;
        for (target,) in targets {
            interest::drop(tx, target, id).await?;
        }
        actor::set_state(tx, id, ActorState::Closed).await
    }
}

//! `Update` and `Delete` of an actor by itself.

use async_trait::async_trait;
use domain::{
    ActorId, Origin, Result, Visibility,
    access::{Standing, Who},
    id::RowId,
};
use federation::{
    ActorState, Federation, actor, document,
    handler::{Activity, Effect, Handler, On, Unresolved, object_of},
    interest,
    outgoing::{self, NewActivity, Verb},
    receiving::Resolve,
    relay,
    remote::{self, Profile},
};
use serde_json::Value;
use store::{Query, Tx, args, statements};

use crate::{
    communities::{self, membership::Seat},
    facets, organisations,
};

statements! {
    MEMBERSHIPS_OF = "SELECT group_id FROM membership WHERE actor_id = $1 AND standing <> 'banned'";
    FOLLOWS_OF = "SELECT target_id FROM follow WHERE follower_id = $1";
    TOOK_PART_IN = "SELECT DISTINCT i.target_id FROM interest i WHERE i.target_id IN \
        (SELECT m.group_id FROM membership m WHERE m.actor_id = $1 \
        UNION SELECT c.group_id FROM content c WHERE c.author_id = $1) \
        AND EXISTS (SELECT 1 FROM community y WHERE y.actor_id = i.target_id)";
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
                Ok(Box::new(Departure { announced: None, origin: resolve.live().origin.clone() }))
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

/// That somebody is gone for good, as a community announces it: it had it from her own instance, whose
/// answer decides. Refused when it is about anybody but its actor.
pub async fn announced_departure(
    resolve: &Resolve<'_>,
    inner: &Value,
) -> Result<Box<dyn Effect>, Unresolved> {
    let iri = document::id(inner, "actor").unwrap_or_default();
    if document::id_of(object_of(inner)) != Some(iri) {
        return Err(Unresolved::Refused("an actor speaks for itself only"));
    }
    let known = resolve.federation().known_actor(iri).await?.filter(|a| !a.is_local());
    let known = known.ok_or(Unresolved::Ignored("nobody here knows it"))?;
    if !resolve.is_gone(iri).await? {
        return Err(Unresolved::Refused("the actor is still there"));
    }
    let origin = resolve.live().origin.clone();
    Ok(Box::new(Departure { announced: Some(known.id), origin }))
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
        let before = remote::document_of(tx, activity.actor.id).await?;
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
struct Departure {
    /// Who, when a community here learnt it from another community.
    announced: Option<ActorId>,
    origin: Origin,
}

#[async_trait]
impl Effect for Departure {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let id = self.announced.unwrap_or(activity.actor.id);
        if self.announced.is_none() {
            pass_on(tx, &self.origin, activity).await?;
        }
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
        organisations::set_affiliation(tx, id, None).await?;
        facets::save(tx, id, &[], &[]).await?;
        remote::forget(tx, id).await?;
        actor::set_state(tx, id, ActorState::Closed).await
    }
}

/// Communities here in which she took part pass it on: they brought her words where her own instance
/// never heard of.
async fn pass_on(tx: &mut Tx, origin: &Origin, activity: &Activity) -> Result<()> {
    let person = activity.actor.id;
    let groups: Vec<(ActorId,)> = tx.all(&TOOK_PART_IN, args![person]).await?;
    for (group,) in groups {
        let id: RowId = tx.id();
        let community = communities::by_id(tx, &Who::System, group).await?;
        let public = community.visibility != Visibility::Members;
        let about = NewActivity::about_membership(group, Verb::Announce, group, person);
        let document = Some(relay::announcement(origin, id, group, public, activity));
        let new = NewActivity { id: Some(id), document, ..about.to_followers_of(group) };
        outgoing::write(tx, new).await?;
    }
    Ok(())
}

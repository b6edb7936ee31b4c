//! `Follow`, `Accept`, `Reject` and `Undo` of these: how one becomes a member or a follower across
//! instances, and ceases to be one.

use async_trait::async_trait;
use domain::{
    ActorId, Error, Result,
    access::{Standing, Who},
    id::RowId,
};
use federation::{
    Actor, ActorKind, acquaint, actor, document,
    handler::{Activity, Effect, Handler, On, Unresolved},
    interest,
    iri::Own,
    outgoing::{self, NewActivity, Verb},
    receiving::Resolve,
    remote,
};
use store::{Query, Tx, args, statements};

use crate::{
    communities::membership::{Seat, enter},
    follows::{self, Follow, FollowRow},
    notifications::kind,
};

statements! {
    MEMBER_BY_FOLLOW = "SELECT actor_id FROM membership WHERE group_id = $1 AND follow = $2";
    GROUP_BY_FOLLOW = "SELECT group_id FROM membership WHERE actor_id = $1 AND follow = $2";
    TARGET_BY_FOLLOW = "SELECT target_id FROM follow WHERE follower_id = $1 AND activity = $2";
}

/// Handles them.
pub(super) struct Following;

#[async_trait]
impl Handler for Following {
    fn claims(&self) -> &'static [(&'static str, On)] {
        &[
            ("Follow", On::Actor),
            ("Accept", On::Follow),
            ("Reject", On::Follow),
            ("Undo", On::Follow),
        ]
    }

    async fn resolve(
        &self,
        resolve: &Resolve<'_>,
        activity: &Activity,
        _: On,
    ) -> Result<Box<dyn Effect>, Unresolved> {
        let origin = &resolve.live().origin;
        let object = activity.object();
        Ok(match activity.kind.as_str() {
            "Follow" => {
                let target = activity.object_id().and_then(|iri| Own::parse(origin, iri));
                let Some(Own::Actor(target)) = target else {
                    return Err(Unresolved::Refused("nobody of this instance is followed"));
                };
                Box::new(Begin { target })
            }
            "Undo" => {
                // Given whole, it says whom; given by its id, we know what it began.
                let target = document::id(object, "object").and_then(|t| Own::parse(origin, t));
                let target = match target {
                    Some(Own::Actor(target)) => Some(target),
                    _ => None,
                };
                if document::id(object, "actor").is_some_and(|a| a != activity.actor_iri) {
                    return Err(Unresolved::Refused("somebody else's Follow"));
                }
                let iri = activity.object_id().unwrap_or_default().to_owned();
                Box::new(End { target, iri })
            }
            answer => {
                let ours = activity.object_id().and_then(|iri| Own::parse(origin, iri));
                let asker = document::id(object, "actor").and_then(|a| Own::parse(origin, a));
                let follow = match (ours, asker) {
                    (Some(Own::Activity(id)), _) => Asked::Activity(id),
                    // Some repeat the Follow without its id.
                    (None, Some(Own::Actor(actor))) => Asked::By(actor),
                    _ => return Err(Unresolved::Refused("not an answer to a Follow of ours")),
                };
                Box::new(Answered { follow, accepted: answer == "Accept" })
            }
        })
    }
}

/// Somebody elsewhere wants to join a community or follow somebody here.
struct Begin {
    target: ActorId,
}

#[async_trait]
impl Effect for Begin {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let target = actor::by_id(tx, self.target).await?;
        if !target.is_local() {
            return Err(Error::NotFound);
        }
        if target.kind == ActorKind::Group {
            return join(tx, activity, target.id).await;
        }
        match follows::followable(tx, activity.actor.id, target.id).await {
            Ok(target) => follows::accept(tx, &activity.actor, target.id, &activity.iri).await,
            Err(Error::Forbidden(_)) => refuse(tx, activity, target.id).await,
            Err(e) => Err(e),
        }
    }
}

async fn join(tx: &mut Tx, activity: &Activity, group: ActorId) -> Result<()> {
    let who = Who::RemoteActor(activity.actor.id);
    let mut seat = Seat::take(tx, group, activity.actor.id).await?;
    // Each Follow is answered by its own id, however often somebody asks.
    let again = seat.standing().is_inside() || seat.standing() == Standing::Requested;
    if again {
        seat.follow.clone_from(&activity.iri);
        let standing = seat.standing();
        seat.change(tx, standing, "", None).await?;
        if standing.is_inside() {
            interest::add(tx, group, activity.actor.id, &activity.actor.host).await?;
            seat.answer(tx, Verb::Accept).await?;
        }
        return Ok(());
    }
    match enter(tx, &who, group, activity.actor.id, "", &activity.iri).await {
        Ok(_) => Ok(()),
        Err(Error::Forbidden(_) | Error::Conflict(_)) => refuse(tx, activity, group).await,
        Err(e) => Err(e),
    }
}

async fn refuse(tx: &mut Tx, activity: &Activity, target: ActorId) -> Result<()> {
    let inbox = remote::inbox_of(tx, activity.actor.id).await?;
    let new = NewActivity::about_actor(target, Verb::Reject, activity.actor.id)
        .with(&activity.iri)
        .to(inbox)
        .urgent();
    outgoing::write(tx, new).await?;
    Ok(())
}

/// Somebody elsewhere leaves a community or follows no longer.
struct End {
    target: Option<ActorId>,
    iri: String,
}

#[async_trait]
impl Effect for End {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let actor = activity.actor.id;
        let group = match self.target {
            Some(target) => Some(target),
            None => first(tx, &GROUP_BY_FOLLOW, actor, &self.iri).await?,
        };
        if let Some(group) = group
            && actor::by_id(tx, group).await?.kind == ActorKind::Group
        {
            let mut seat = Seat::take(tx, group, actor).await?;
            if seat.standing().is_inside() || seat.standing() == Standing::Requested {
                seat.change(tx, Standing::Outsider, "", None).await?;
            }
            return Ok(());
        }
        let target = match self.target {
            Some(target) => Some(target),
            None => first(tx, &TARGET_BY_FOLLOW, actor, &self.iri).await?,
        };
        match target {
            Some(target) => follows::end(tx, actor, target).await,
            None => Ok(()),
        }
    }
}

async fn first(
    tx: &mut Tx,
    statement: &'static store::Statement,
    actor: ActorId,
    follow: &str,
) -> Result<Option<ActorId>> {
    let row: Option<(ActorId,)> = tx.optional(statement, args![actor, follow]).await?;
    Ok(row.map(|r| r.0))
}

/// Which Follow of ours was answered.
enum Asked {
    Activity(RowId),
    By(ActorId),
}

/// A community or a person elsewhere has answered.
struct Answered {
    follow: Asked,
    accepted: bool,
}

#[async_trait]
impl Effect for Answered {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let from = &activity.actor;
        if from.kind == ActorKind::Group {
            let member = match self.follow {
                Asked::By(actor) => Some(actor),
                Asked::Activity(id) => {
                    first(tx, &MEMBER_BY_FOLLOW, from.id, &id.to_string()).await?
                }
            };
            // An answer to what was never asked, or was taken back, changes nothing.
            return match member {
                Some(member) => admitted(tx, from, member, self.accepted).await,
                None => Ok(()),
            };
        }
        let row: Option<FollowRow> = match self.follow {
            Asked::By(actor) => follows::row(tx, actor, from.id).await?,
            Asked::Activity(id) => {
                tx.optional(&follows::FOLLOW_BY_ACTIVITY, args![from.id, id.to_string()]).await?
            }
        };
        match row {
            Some(row) if self.accepted => {
                follows::set(tx, row.follower_id, from.id, Follow::Accepted, &row.activity).await?;
                acquaint::later(tx, from.id).await
            }
            Some(row) => follows::end(tx, row.follower_id, from.id).await,
            None => Ok(()),
        }
    }
}

async fn admitted(tx: &mut Tx, group: &Actor, member: ActorId, accepted: bool) -> Result<()> {
    let mut seat = Seat::take(tx, group.id, member).await?;
    let by = Some(group.id);
    match (seat.standing(), accepted) {
        (Standing::Requested, true) => {
            seat.change(tx, Standing::Member, "", None).await?;
            seat.tell(tx, kind::MEMBERSHIP_ACCEPTED, by).await?;
            acquaint::later(tx, group.id).await?;
        }
        (Standing::Requested | Standing::Member | Standing::Facilitator, false) => {
            seat.change(tx, Standing::Outsider, "", None).await?;
            seat.tell(tx, kind::MEMBERSHIP_REJECTED, by).await?;
        }
        _ => {}
    }
    Ok(())
}

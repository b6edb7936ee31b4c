//! Deletions, marks, decisions and reports that arrive.

use async_trait::async_trait;
use domain::{ActorId, ContentId, Error, Origin, Result, access::Who};
use federation::{
    document,
    handler::{Activity, Effect, Unresolved},
    receiving::Resolve,
};
use store::Tx;

use super::{super::sending, Said, doer, put::Relay, thing::Via};
use crate::{
    Publishing,
    service::{moderate, react, withdraw},
    sql, voices,
};

/// Something is gone, or a moderator has removed it.
pub(super) async fn delete(
    p: &Publishing,
    resolve: &Resolve<'_>,
    via: &Via,
    by: &str,
    iri: &str,
    id: ContentId,
    summary: Option<String>,
) -> Result<Box<dyn Effect>, Unresolved> {
    let reason = summary.map(|s| domain::text::excerpt(&domain::text::line(&s), 500));
    let (p, origin) = (p.clone(), resolve.live().origin.clone());
    match via {
        Via::Community(group, group_iri, proven) => {
            let own = document::same_origin(iri, group_iri)
                || (*proven && document::same_origin(iri, by));
            // Of its own instance a community says the truth; elsewhere the thing's origin is asked.
            // What lives here was decided about there.
            let local = document::same_origin(iri, resolve.live().origin.as_str());
            // With a reason it is a moderator's removal, which may be taken back.
            let gone = !local && reason.is_none() && (own || resolve.is_gone(iri).await?);
            Ok(Box::new(Deleted {
                p,
                origin,
                id,
                how: How::Announced { group: *group, gone },
                reason,
            }))
        }
        Via::Direct | Via::Asked => {
            let actor = resolve.actor(by).await?.id;
            let same = document::same_origin(iri, by);
            Ok(Box::new(Deleted { p, origin, id, how: How::Direct { actor, same }, reason }))
        }
    }
}

enum How {
    /// Said by this actor, whose origin is the thing's or is not.
    Direct { actor: ActorId, same: bool },
    /// Said by the community that decides; it is gone at its own origin, or only here.
    Announced { group: ActorId, gone: bool },
}

struct Deleted {
    p: Publishing,
    origin: Origin,
    id: ContentId,
    how: How,
    reason: Option<String>,
}

#[async_trait]
impl Effect for Deleted {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let Self { p, origin, id, how, reason } = *self;
        let now = tx.now();
        let content = sql::load(tx, &Who::System, id).await?;
        let published = content.state == domain::access::State::Published;
        match how {
            How::Direct { actor, same } if actor == content.author_id || same => {
                if content.host.is_empty() {
                    return Err(Error::Forbidden("error-forbidden"));
                }
                if content.state == domain::access::State::Deleted {
                    return Ok(());
                }
                let passed_on = voices::is_passed_on(tx, &content).await?;
                withdraw::empty(&p, tx, &content, now).await?;
                match sending::hosts(&content).filter(|_| passed_on) {
                    Some(group) => {
                        Relay::new(&origin, activity)
                            .pass_on(tx, id, group, content.visibility)
                            .await
                    }
                    None => Ok(()),
                }
            }
            // Somebody who hosts a community here, from elsewhere. The rule decides, and the
            // community passes it on.
            How::Direct { actor, .. } => {
                let who = Who::RemoteActor(actor);
                let reason = reason.as_deref().unwrap_or("–");
                moderate::remove_as(&p, tx, &who, id, reason).await?;
                match sending::hosts(&content) {
                    Some(group) => {
                        Relay::new(&origin, activity)
                            .pass_on(tx, id, group, content.visibility)
                            .await
                    }
                    None => Ok(()),
                }
            }
            How::Announced { group, .. } if content.group_id != Some(group) => {
                Err(Error::Forbidden("error-forbidden"))
            }
            How::Announced { gone: true, .. } if !content.host.is_empty() => {
                if content.state == domain::access::State::Deleted {
                    return Ok(());
                }
                withdraw::empty(&p, tx, &content, now).await
            }
            How::Announced { group, .. } if published => {
                let reason = reason.unwrap_or_default();
                moderate::removed_elsewhere(&p, tx, &content, group, &reason).await
            }
            How::Announced { .. } => Ok(()),
        }
    }
}

/// What somebody thinks of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vote {
    /// She finds it useful.
    Like,
    /// She does not. It is not counted here; a community passes it on to those who count it.
    Dislike,
}

/// Somebody says what she thinks of something, or takes that back.
pub(super) async fn vote(
    resolve: &Resolve<'_>,
    via: Via,
    by: &str,
    id: ContentId,
    vote: Vote,
    on: bool,
) -> Result<Box<dyn Effect>, Unresolved> {
    let actor = doer(resolve, by).await?;
    if actor.is_local() {
        return Err(Unresolved::Ignored("it was done here"));
    }
    let origin = resolve.live().origin.clone();
    Ok(Box::new(Voted { origin, id, actor: actor.id, via, vote, on }))
}

struct Voted {
    origin: Origin,
    id: ContentId,
    actor: ActorId,
    via: Via,
    vote: Vote,
    on: bool,
}

#[async_trait]
impl Effect for Voted {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let Self { origin, id, actor, via, vote, on } = *self;
        let content = if let Some(group) = via.group() {
            let content = sql::load(tx, &Who::System, id).await?;
            if content.group_id != Some(group) {
                return Err(Error::Forbidden("error-forbidden"));
            }
            content
        } else {
            react::reactable(tx, &Who::RemoteActor(actor), id).await?
        };
        let now = tx.now();
        let changed = match (vote, on) {
            (Vote::Like, true) => react::mark(tx, actor, id, now).await?,
            (Vote::Like, false) => react::unmark(tx, actor, id).await?,
            // Whoever did and no longer does says only this.
            (Vote::Dislike, true) => {
                react::unmark(tx, actor, id).await?;
                true
            }
            (Vote::Dislike, false) => true,
        };
        let Some(group) = sending::hosts(&content).filter(|_| changed) else { return Ok(()) };
        // A letter to every member is for members to cause; whoever only reads along is counted here.
        if !content.standing.is_inside() {
            return Ok(());
        }
        Relay::new(&origin, activity).pass_on(tx, id, group, content.visibility).await
    }
}

/// A community elsewhere, or somebody who hosts one here from elsewhere, decides about a thing: `Lock`,
/// `Add` (pins it), `Delete` (only to be taken back).
pub(super) async fn decided(
    p: &Publishing,
    resolve: &Resolve<'_>,
    said: &Said<'_>,
    id: ContentId,
    kind: &str,
    on: bool,
) -> Result<Box<dyn Effect>, Unresolved> {
    let what = match kind {
        "Lock" => moderate::Decision::Lock(on),
        "Add" => moderate::Decision::Pin(on),
        _ => moderate::Decision::Restore,
    };
    // Whoever did it, and not whoever brought it.
    let by = match said.via.group() {
        Some(group) => group,
        None => resolve.actor(said.by).await?.id,
    };
    let (via, origin) = (said.via.clone(), resolve.live().origin.clone());
    Ok(Box::new(Decided { p: p.clone(), origin, via, by, id, what }))
}

struct Decided {
    p: Publishing,
    origin: Origin,
    via: Via,
    by: ActorId,
    id: ContentId,
    what: moderate::Decision,
}

#[async_trait]
impl Effect for Decided {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let Self { p, origin, via, by, id, what } = *self;
        if let Some(group) = via.group() {
            return moderate::decided_elsewhere(&p, tx, id, group, what).await;
        }
        moderate::decide_as(&p, tx, &Who::RemoteActor(by), id, what).await?;
        let content = sql::load(tx, &Who::System, id).await?;
        match sending::hosts(&content) {
            Some(group) => {
                Relay::new(&origin, activity).pass_on(tx, id, group, content.visibility).await
            }
            None => Ok(()),
        }
    }
}

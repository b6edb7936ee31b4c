//! Deletions, marks, decisions and reports that arrive.

use async_trait::async_trait;
use domain::{ActorId, ContentId, Error, Origin, Result, access::Who};
use federation::{
    document,
    handler::{Activity, Effect, Unresolved},
    receiving::Resolve,
};
use store::Tx;

use super::{super::sending, doer, put::Relay, thing::Via};
use crate::{
    Publishing,
    service::{moderate, react, report, withdraw},
    sql,
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
                withdraw::empty(&p, tx, &content, now).await?;
                match sending::hosts(&content) {
                    Some(group) => Relay::new(&origin, activity).pass_on(tx, id, group).await,
                    None => Ok(()),
                }
            }
            // Somebody who hosts a community here, from elsewhere. The rule decides, and the
            // community passes the decision on by itself.
            How::Direct { actor, .. } => {
                let who = Who::RemoteActor(actor);
                moderate::remove_as(&p, tx, &who, id, reason.as_deref().unwrap_or("–")).await
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

/// Somebody finds something useful, or no longer does.
pub(super) async fn like(
    resolve: &Resolve<'_>,
    via: Via,
    by: &str,
    id: ContentId,
    on: bool,
) -> Result<Box<dyn Effect>, Unresolved> {
    let actor = doer(resolve, by).await?;
    if actor.is_local() {
        return Err(Unresolved::Ignored("it was done here"));
    }
    let origin = resolve.live().origin.clone();
    Ok(Box::new(Liked { origin, id, actor: actor.id, via, on }))
}

struct Liked {
    origin: Origin,
    id: ContentId,
    actor: ActorId,
    via: Via,
    on: bool,
}

#[async_trait]
impl Effect for Liked {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let Self { origin, id, actor, via, on } = *self;
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
        let changed = if on {
            react::mark(tx, actor, id, now).await?
        } else {
            react::unmark(tx, actor, id).await?
        };
        match sending::hosts(&content) {
            Some(group) if changed => Relay::new(&origin, activity).pass_on(tx, id, group).await,
            _ => Ok(()),
        }
    }
}

/// A community elsewhere, or somebody who hosts one here from elsewhere, decides about a thing: `Lock`,
/// `Add` (pins it), `Delete` (only to be taken back).
pub(super) fn decided(
    p: &Publishing,
    via: Via,
    id: ContentId,
    kind: &str,
    on: bool,
) -> Box<dyn Effect> {
    let what = match kind {
        "Lock" => moderate::Decision::Lock(on),
        "Add" => moderate::Decision::Pin(on),
        _ => moderate::Decision::Restore,
    };
    Box::new(Decided { p: p.clone(), via, id, what })
}

struct Decided {
    p: Publishing,
    via: Via,
    id: ContentId,
    what: moderate::Decision,
}

#[async_trait]
impl Effect for Decided {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let Self { p, via, id, what } = *self;
        match via.group() {
            Some(group) => moderate::decided_elsewhere(&p, tx, id, group, what).await,
            None => {
                let who = Who::RemoteActor(activity.actor.id);
                moderate::decide_as(&p, tx, &who, id, what).await
            }
        }
    }
}

/// Somebody elsewhere says that something here breaks the rules.
pub(super) struct Reported {
    pub p: Publishing,
    pub id: ContentId,
    pub text: String,
}

#[async_trait]
impl Effect for Reported {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let Self { p, id, text } = *self;
        let who = Who::RemoteActor(activity.actor.id);
        let text = domain::text::excerpt(&domain::text::block(&text), 2000);
        let reason = if report::REASONS.contains(&text.as_str()) { text.as_str() } else { "other" };
        let reason = report::REASONS.iter().find(|r| **r == reason).copied().unwrap_or("other");
        report::report_in(&p, tx, &who, id, reason, if reason == "other" { &text } else { "" })
            .await
    }
}

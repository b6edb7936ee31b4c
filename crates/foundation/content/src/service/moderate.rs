//! What facilitators and moderators do: pin, close, remove, restore. Each leaves a row in the
//! moderation log.

use domain::{
    ActorId, ContentId, Error, Result,
    access::{Moderatable, State, Who, permit},
    text,
};
use people::{
    moderation::{Deed, action, record},
    notifications::{self, Notice, notify},
};
use store::{Tx, args, statements};

use super::{Change, Publishing, counters};
use crate::{model::Content, sql};

statements! {
    // The parts of a whole go and come with it, but for those that were removed for themselves.
    PARTS_GO = "UPDATE content SET state = 'removed', updated_at = $2 WHERE root_id = $1 \
        AND position IS NOT NULL AND state = 'published'";
    PARTS_COME = "UPDATE content SET state = 'published', updated_at = $2 WHERE root_id = $1 \
        AND position IS NOT NULL AND state = 'removed' AND NOT EXISTS (SELECT 1 FROM moderation l \
        WHERE l.content_id = content.id AND l.action IN ('remove', 'remove-with-author'))";
    SET_PINNED = "UPDATE content SET pinned_at = $2, updated_at = $3 WHERE id = $1";
    SET_LOCKED = "UPDATE content SET locked = $2, updated_at = $3 WHERE id = $1";
    SET_STATE = "UPDATE content SET state = $2, pinned_at = NULL, updated_at = $3 WHERE id = $1";
}

async fn moderatable(tx: &mut Tx, who: &Who, id: ContentId) -> Result<Moderatable<Content>> {
    let content = sql::load(tx, who, id).await?;
    permit(who, content.standing, content)
}

async fn log(
    tx: &mut Tx,
    who: &Who,
    content: &Content,
    action: &'static str,
    reason: &str,
) -> Result<()> {
    let deed = Deed {
        group: content.group_id,
        moderator: who.actor(),
        action,
        content: Some(content.id),
        actor: Some(content.author_id),
        reason,
    };
    record(tx, deed).await
}

/// What a moderator decides about something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// It is pinned, or no longer.
    Pin(bool),
    /// Its conversation is closed, or open again.
    Lock(bool),
    /// It comes back.
    Restore,
}

/// Pins something in its community, or no longer. Needs Moderate. Conflict `content-error-pin` for
/// what belongs to no community or is a comment.
pub async fn pin(p: &Publishing, who: &Who, id: ContentId, pinned: bool) -> Result<()> {
    decide(p, who, id, Decision::Pin(pinned)).await
}

async fn decide(p: &Publishing, who: &Who, id: ContentId, decision: Decision) -> Result<()> {
    let mut tx = p.store.begin().await?;
    decide_as(p, &mut tx, who, id, decision).await?;
    tx.save().await?;
    Ok(())
}

/// The decision itself, as a part of a unit. Needs Moderate.
pub(crate) async fn decide_as(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    id: ContentId,
    decision: Decision,
) -> Result<()> {
    match decision {
        Decision::Pin(pinned) => pin_in(p, tx, who, id, pinned).await,
        Decision::Lock(locked) => lock_in(p, tx, who, id, locked).await,
        Decision::Restore => restore_in(p, tx, who, id).await,
    }
}

async fn pin_in(p: &Publishing, tx: &mut Tx, who: &Who, id: ContentId, pinned: bool) -> Result<()> {
    let now = p.store.now();
    let content = moderatable(tx, who, id).await?;
    if content.group_id.is_none() || content.root_id.is_some() {
        return Err(Error::Conflict("content-error-pin"));
    }
    if content.pinned_at.is_some() != pinned {
        tx.execute(&SET_PINNED, args![id, pinned.then_some(now), now]).await?;
        let word = if pinned { action::PIN } else { action::UNPIN };
        log(tx, who, &content, word, "").await?;
        p.emit(tx, who, id, Change::Pinned(pinned)).await?;
    }
    Ok(())
}

/// Closes a conversation, or opens it again. Takes its root. Needs Moderate.
pub async fn lock(p: &Publishing, who: &Who, id: ContentId, locked: bool) -> Result<()> {
    decide(p, who, id, Decision::Lock(locked)).await
}

async fn lock_in(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    id: ContentId,
    locked: bool,
) -> Result<()> {
    let now = p.store.now();
    let content = moderatable(tx, who, id).await?;
    if content.locked != locked {
        tx.execute(&SET_LOCKED, args![id, locked, now]).await?;
        let word = if locked { action::LOCK } else { action::UNLOCK };
        log(tx, who, &content, word, "").await?;
        p.emit(tx, who, id, Change::Locked(locked)).await?;
    }
    Ok(())
}

/// Removes something: readers see that it was removed and why, its author is told. Needs Moderate
/// and a reason (field `reason`). Conflict `content-error-removed` when it already is.
pub async fn remove(p: &Publishing, who: &Who, id: ContentId, reason: &str) -> Result<()> {
    let mut tx = p.store.begin().await?;
    remove_as(p, &mut tx, who, id, reason).await?;
    tx.save().await?;
    Ok(())
}

/// The same as a part of a unit.
pub(crate) async fn remove_as(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    id: ContentId,
    reason: &str,
) -> Result<()> {
    let reason = check_reason(reason)?;
    let content = moderatable(tx, who, id).await?;
    remove_in(p, tx, who, &content, &reason).await
}

/// A reason as it is kept, or [`Error::Invalid`] for the field `reason`.
pub(super) fn check_reason(reason: &str) -> Result<String> {
    let reason = text::line(reason);
    if reason.is_empty() {
        return Err(Error::field("reason", "content-error-reason"));
    }
    Ok(text::excerpt(&reason, 500))
}

/// The removal itself, as a part of an action that was permitted.
pub(super) async fn remove_in(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    content: &Moderatable<Content>,
    reason: &str,
) -> Result<()> {
    if content.state != State::Published {
        return Err(Error::Conflict("content-error-removed"));
    }
    take_away(p, tx, who, content, action::REMOVE, reason).await?;
    tell_author(tx, who, content).await?;
    p.emit(tx, who, content.id, Change::Removed(reason.to_owned())).await
}

async fn take_away(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    content: &Content,
    how: &'static str,
    reason: &str,
) -> Result<()> {
    let now = p.store.now();
    tx.execute(&SET_STATE, args![content.id, State::Removed, now]).await?;
    tx.execute(&PARTS_GO, args![content.id, now]).await?;
    let kind = p.kinds.or_article(&content.kind);
    counters::shift(tx, kind, content, -1, None).await?;
    log(tx, who, content, how, reason).await
}

async fn tell_author(tx: &mut Tx, who: &Who, content: &Content) -> Result<()> {
    let notice = Notice {
        to: content.author_id,
        kind: notifications::kind::REMOVED,
        by: who.actor(),
        content: Some(content.id),
        group: content.group_id,
        ledger: None,
    };
    notify(tx, &[notice]).await
}

/// The community elsewhere that a thing belongs to has removed it. The community is who did it.
pub(crate) async fn removed_elsewhere(
    p: &Publishing,
    tx: &mut Tx,
    content: &Content,
    group: ActorId,
    reason: &str,
) -> Result<()> {
    let who = Who::RemoteActor(group);
    take_away(p, tx, &who, content, action::REMOVE, reason).await?;
    tell_author(tx, &who, content).await
}

/// What somebody wrote in a community goes with her; the decision about her is what she is told.
pub(crate) async fn removed_with(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    content: &Content,
    reason: &str,
) -> Result<()> {
    take_away(p, tx, who, content, action::REMOVE_WITH_AUTHOR, reason).await
}

/// The community elsewhere that a thing belongs to has decided about it.
pub(crate) async fn decided_elsewhere(
    p: &Publishing,
    tx: &mut Tx,
    id: ContentId,
    group: ActorId,
    decision: Decision,
) -> Result<()> {
    let content = sql::load(tx, &Who::System, id).await?;
    if content.group_id != Some(group) {
        return Err(Error::Forbidden("error-forbidden"));
    }
    let now = p.store.now();
    match decision {
        Decision::Pin(pinned) if content.root_id.is_none() => {
            tx.execute(&SET_PINNED, args![id, pinned.then_some(now), now]).await?;
        }
        Decision::Lock(locked) => {
            tx.execute(&SET_LOCKED, args![id, locked, now]).await?;
        }
        Decision::Restore if content.state == State::Removed => {
            tx.execute(&SET_STATE, args![id, State::Published, now]).await?;
            tx.execute(&PARTS_COME, args![id, now]).await?;
            let kind = p.kinds.or_article(&content.kind);
            counters::shift(tx, kind, &content, 1, None).await?;
        }
        Decision::Pin(_) | Decision::Restore => {}
    }
    Ok(())
}

/// Brings back what was removed. Needs Moderate. Conflict `content-error-not-removed` for what was
/// not.
pub async fn restore(p: &Publishing, who: &Who, id: ContentId) -> Result<()> {
    decide(p, who, id, Decision::Restore).await
}

async fn restore_in(p: &Publishing, tx: &mut Tx, who: &Who, id: ContentId) -> Result<()> {
    let now = p.store.now();
    let content = moderatable(tx, who, id).await?;
    if content.state != State::Removed {
        return Err(Error::Conflict("content-error-not-removed"));
    }
    tx.execute(&SET_STATE, args![id, State::Published, now]).await?;
    tx.execute(&PARTS_COME, args![id, now]).await?;
    let kind = p.kinds.or_article(&content.kind);
    counters::shift(tx, kind, &content, 1, None).await?;
    log(tx, who, &content, action::RESTORE, "").await?;
    p.emit(tx, who, id, Change::Restored).await
}

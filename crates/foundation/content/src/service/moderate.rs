//! What facilitators and moderators do: pin, close, remove, restore. Each leaves a row in the
//! moderation log.

use domain::{
    ContentId, Error, Result,
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

/// Pins something in its community, or no longer. Needs Moderate. Conflict `content-error-pin` for
/// what belongs to no community or is a comment.
pub async fn pin(p: &Publishing, who: &Who, id: ContentId, pinned: bool) -> Result<()> {
    let now = p.store.now();
    let mut tx = p.store.begin().await?;
    let content = moderatable(&mut tx, who, id).await?;
    if content.group_id.is_none() || content.root_id.is_some() {
        return Err(Error::Conflict("content-error-pin"));
    }
    if content.pinned_at.is_some() != pinned {
        tx.execute(&SET_PINNED, args![id, pinned.then_some(now), now]).await?;
        let word = if pinned { action::PIN } else { action::UNPIN };
        log(&mut tx, who, &content, word, "").await?;
        p.emit(&mut tx, who, id, Change::Pinned(pinned)).await?;
    }
    tx.save().await?;
    Ok(())
}

/// Closes a conversation, or opens it again. Takes its root. Needs Moderate.
pub async fn lock(p: &Publishing, who: &Who, id: ContentId, locked: bool) -> Result<()> {
    let now = p.store.now();
    let mut tx = p.store.begin().await?;
    let content = moderatable(&mut tx, who, id).await?;
    if content.locked != locked {
        tx.execute(&SET_LOCKED, args![id, locked, now]).await?;
        let word = if locked { action::LOCK } else { action::UNLOCK };
        log(&mut tx, who, &content, word, "").await?;
        p.emit(&mut tx, who, id, Change::Locked(locked)).await?;
    }
    tx.save().await?;
    Ok(())
}

/// Removes something: readers see that it was removed and why, its author is told. Needs Moderate
/// and a reason (field `reason`). Conflict `content-error-removed` when it already is.
pub async fn remove(p: &Publishing, who: &Who, id: ContentId, reason: &str) -> Result<()> {
    let reason = check_reason(reason)?;
    let mut tx = p.store.begin().await?;
    let content = moderatable(&mut tx, who, id).await?;
    remove_in(p, &mut tx, who, &content, &reason).await?;
    tx.save().await?;
    Ok(())
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
    let now = p.store.now();
    tx.execute(&SET_STATE, args![content.id, State::Removed, now]).await?;
    let kind = p.kinds.or_article(&content.kind);
    counters::shift(tx, kind, content, -1, None).await?;
    log(tx, who, content, action::REMOVE, reason).await?;
    let notice = Notice {
        to: content.author_id,
        kind: notifications::kind::REMOVED,
        by: who.actor(),
        content: Some(content.id),
        group: content.group_id,
    };
    notify(tx, &[notice]).await?;
    p.emit(tx, who, content.id, Change::Removed(reason.to_owned())).await
}

/// Brings back what was removed. Needs Moderate. Conflict `content-error-not-removed` for what was
/// not.
pub async fn restore(p: &Publishing, who: &Who, id: ContentId) -> Result<()> {
    let now = p.store.now();
    let mut tx = p.store.begin().await?;
    let content = moderatable(&mut tx, who, id).await?;
    if content.state != State::Removed {
        return Err(Error::Conflict("content-error-not-removed"));
    }
    tx.execute(&SET_STATE, args![id, State::Published, now]).await?;
    let kind = p.kinds.or_article(&content.kind);
    counters::shift(&mut tx, kind, &content, 1, None).await?;
    log(&mut tx, who, &content, action::RESTORE, "").await?;
    p.emit(&mut tx, who, id, Change::Restored).await?;
    tx.save().await?;
    Ok(())
}

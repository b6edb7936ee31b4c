//! „Useful“ and bookmarks.

use domain::{
    ActorId, ContentId, Result, Time,
    access::{Who, act, permit},
};
use store::{Tx, args, statements};

use super::{Change, Publishing, acting};
use crate::{model::Content, sql};

/// The only kind of reaction so far.
pub const USEFUL: &str = "useful";

statements! {
    ADD_REACTION = "INSERT INTO reaction (content_id, actor_id, kind, created_at) \
        VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    DROP_REACTION = "DELETE FROM reaction WHERE content_id = $1 AND actor_id = $2 AND kind = $3";
    CHANGE_REACTIONS = "UPDATE content SET reaction_count = reaction_count + $2 WHERE id = $1";
    ADD_BOOKMARK = "INSERT INTO bookmark (actor_id, content_id, created_at) VALUES ($1, $2, $3) \
        ON CONFLICT DO NOTHING";
    DROP_BOOKMARK = "DELETE FROM bookmark WHERE actor_id = $1 AND content_id = $2";
}

pub(crate) async fn reactable(tx: &mut Tx, who: &Who, id: ContentId) -> Result<Content> {
    let content = sql::load(tx, who, id).await?;
    let content = permit::<act::React, Content>(who, content.standing, content)?;
    Ok(content.into_inner())
}

/// Marks something as useful; once more changes nothing. Needs React.
pub async fn react(p: &Publishing, who: &Who, id: ContentId) -> Result<()> {
    let actor = acting(who)?;
    let now = p.store.now();
    let mut tx = p.store.begin().await?;
    reactable(&mut tx, who, id).await?;
    if mark(&mut tx, actor, id, now).await? {
        p.emit(&mut tx, who, id, Change::Reacted).await?;
    }
    tx.save().await?;
    Ok(())
}

/// The mark itself; false when it was there.
pub(crate) async fn mark(tx: &mut Tx, actor: ActorId, id: ContentId, now: Time) -> Result<bool> {
    let new = tx.execute(&ADD_REACTION, args![id, actor, USEFUL, now]).await? > 0;
    if new {
        tx.execute(&CHANGE_REACTIONS, args![id, 1_i64]).await?;
    }
    Ok(new)
}

/// Takes the mark away; false when there was none.
pub(crate) async fn unmark(tx: &mut Tx, actor: ActorId, id: ContentId) -> Result<bool> {
    let gone = tx.execute(&DROP_REACTION, args![id, actor, USEFUL]).await? > 0;
    if gone {
        tx.execute(&CHANGE_REACTIONS, args![id, -1_i64]).await?;
    }
    Ok(gone)
}

/// Takes the mark back. Needs React.
pub async fn unreact(p: &Publishing, who: &Who, id: ContentId) -> Result<()> {
    let actor = acting(who)?;
    let mut tx = p.store.begin().await?;
    reactable(&mut tx, who, id).await?;
    if unmark(&mut tx, actor, id).await? {
        p.emit(&mut tx, who, id, Change::Unreacted).await?;
    }
    tx.save().await?;
    Ok(())
}

/// Saves something for oneself; nobody learns of it. Needs React.
pub async fn bookmark(p: &Publishing, who: &Who, id: ContentId) -> Result<()> {
    let person = who.signed_in()?;
    let now = p.store.now();
    let mut tx = p.store.begin().await?;
    reactable(&mut tx, who, id).await?;
    tx.execute(&ADD_BOOKMARK, args![person, id, now]).await?;
    tx.save().await?;
    Ok(())
}

/// Takes a bookmark away, also of what can no longer be read.
pub async fn unbookmark(p: &Publishing, who: &Who, id: ContentId) -> Result<()> {
    let person = who.signed_in()?;
    let mut tx = p.store.begin().await?;
    tx.execute(&DROP_BOOKMARK, args![person, id]).await?;
    tx.save().await?;
    Ok(())
}

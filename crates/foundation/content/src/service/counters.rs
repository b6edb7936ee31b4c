//! The numbers that are kept so that no list has to count, and what they are told from.

use domain::{ContentId, Result, Time};
use people::communities::{Counts, record_activity};
use store::{Tx, args, statements};

use crate::{Kind, kind::Counter, model::Content};

statements! {
    CHANGE_COMMENTS = "UPDATE content SET comment_count = comment_count + $2, \
        last_activity_at = CASE WHEN last_activity_at < $3 THEN $3 ELSE last_activity_at END, \
        answer_id = CASE WHEN $2 < 0 AND answer_id = $4 THEN NULL ELSE answer_id END WHERE id = $1";
}

/// A thing of this kind came to (1) or went from (-1) its community.
pub(crate) fn counts(kind: &Kind, by: i64) -> Counts {
    match kind.counter {
        Counter::Discussions => Counts { discussions: by, ..Counts::default() },
        Counter::Practices => Counts { practices: by, ..Counts::default() },
        Counter::None => Counts::default(),
    }
}

/// A published thing became visible (1) or ceased to be (-1): tells its conversation and its
/// community. `at` is the moment of the activity, `None` when nothing new is to be seen.
pub(crate) async fn shift(
    tx: &mut Tx,
    kind: &Kind,
    content: &Content,
    by: i64,
    at: Option<Time>,
) -> Result<()> {
    if content.position.is_some() {
        return Ok(());
    }
    if let (Some(root), Some(voice), true) = (content.root_id, kind.voice, content.is_voice()) {
        return crate::voices::recount(tx, root, voice).await;
    }
    if content.root_id.is_none() {
        crate::lineage::keep::shown(tx, content.id).await?;
    }
    if let Some(root) = content.root_id {
        comments(tx, root, content.id, by, at).await?;
        if let (Some(group), Some(at)) = (content.group_id, at) {
            record_activity(tx, group, Counts::default(), Some(at)).await?;
        }
    } else if let Some(group) = content.group_id {
        record_activity(tx, group, counts(kind, by), at).await?;
    }
    Ok(())
}

/// A comment came to or went from a conversation. One that goes is no longer its answer.
pub(crate) async fn comments(
    tx: &mut Tx,
    root: ContentId,
    comment: ContentId,
    by: i64,
    at: Option<Time>,
) -> Result<()> {
    let at = at.unwrap_or(Time(i64::MIN));
    tx.execute(&CHANGE_COMMENTS, args![root, by, at, comment]).await?;
    Ok(())
}

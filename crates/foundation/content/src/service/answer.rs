//! Accepting a comment as the answer to a question.

use domain::{
    ContentId, Error, Result,
    access::{State, Who, act, permit},
};
use people::notifications::{self, Notice, notify};
use store::{args, statements};

use super::{Change, Publishing};
use crate::{model::Content, sql};

statements! {
    SET_ANSWER = "UPDATE content SET answer_id = $2, updated_at = $3 WHERE id = $1";
}

/// Accepts a comment as the answer; an earlier one ceases to be it. Needs Accept on what was asked,
/// which must be of a kind and type that asks. Its author is told.
pub async fn accept_answer(p: &Publishing, who: &Who, comment: ContentId) -> Result<()> {
    let now = p.store.now();
    let mut tx = p.store.begin().await?;
    let answer = sql::load(&mut tx, who, comment).await?;
    let Some(root) = answer.root_id.filter(|_| answer.position.is_none()) else {
        return Err(Error::Conflict("content-error-no-question"));
    };
    let root = sql::load(&mut tx, who, root).await?;
    let root = permit::<act::Accept, Content>(who, root.standing, root)?;
    if answer.state != State::Published {
        return Err(Error::NotFound);
    }
    if !(p.kinds.or_article(&root.kind).answerable)(&root.details) {
        return Err(Error::Conflict("content-error-no-question"));
    }
    if root.answer_id != Some(comment) {
        tx.execute(&SET_ANSWER, args![root.id, comment, now]).await?;
        let notice = Notice {
            to: answer.author_id,
            kind: notifications::kind::ANSWER_ACCEPTED,
            by: who.actor(),
            content: Some(comment),
            group: root.group_id,
            ledger: None,
        };
        notify(&mut tx, &[notice]).await?;
        p.emit(&mut tx, who, root.id, Change::Answered(Some(comment))).await?;
    }
    tx.save().await?;
    Ok(())
}

/// Opens a question again. Takes the question or its answer. Needs Accept on the question.
pub async fn unaccept_answer(p: &Publishing, who: &Who, id: ContentId) -> Result<()> {
    let now = p.store.now();
    let mut tx = p.store.begin().await?;
    let mut root = sql::load(&mut tx, who, id).await?;
    if let Some(question) = root.root_id {
        root = sql::load(&mut tx, who, question).await?;
    }
    let root = permit::<act::Accept, Content>(who, root.standing, root)?;
    if root.answer_id.is_some() {
        tx.execute(&SET_ANSWER, args![root.id, None::<ContentId>, now]).await?;
        p.emit(&mut tx, who, root.id, Change::Answered(None)).await?;
    }
    tx.save().await?;
    Ok(())
}

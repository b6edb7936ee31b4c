//! Withdrawing what one wrote: only its id stays, so that answers to it keep their place.

use domain::{
    ContentId, Result, Time,
    access::{State, Who, act, permit},
};
use store::{Statement, Tx, args, statements};

use super::{Change, Publishing, counters};
use crate::{lineage, model::Content, sql, voices};

statements! {
    EMPTY = "UPDATE content SET state = 'deleted', slug = '', details = '{}', licence = NULL, \
        organisation_id = CASE WHEN state = 'removed' AND root_id IS NOT NULL THEN organisation_id END, pinned_at = NULL, answer_id = NULL, reaction_count = 0, \
        edited_at = NULL, updated_at = $2, judged_at = NULL, review_count = 0, endorsement_count = 0, \
        checked_at = NULL, next_check = NULL WHERE id = $1";
    DROP_DRAFT = "DELETE FROM content WHERE id = $1";
    DROP_ANSWERS = "DELETE FROM content WHERE root_id = $1";
    WHOLE_CHANGED = "UPDATE content SET updated_at = $2 WHERE id = $1";
    DROP_COAUTHORS = "DELETE FROM coauthor WHERE content_id = $1";
    DROP_AUTHORS = "DELETE FROM remote_coauthor WHERE content_id = $1";
    DROP_PARTS = "DELETE FROM content WHERE root_id = $1 AND position IS NOT NULL";
    DROP_TEXTS = "DELETE FROM content_text WHERE content_id = $1";
    DROP_REVISIONS = "DELETE FROM revision WHERE content_id = $1";
    DROP_WORDS = "DELETE FROM search_text WHERE content_id = $1";
    DROP_SECTORS = "DELETE FROM content_sector WHERE content_id = $1";
    DROP_FACETS = "DELETE FROM content_facet WHERE content_id = $1";
    DROP_REACTIONS = "DELETE FROM reaction WHERE content_id = $1";
    DROP_BOOKMARKS = "DELETE FROM bookmark WHERE content_id = $1";
    DROP_DOCUMENT = "DELETE FROM remote_content WHERE content_id = $1";
    // What others said of it, as a community here passed it on.
    DROP_PASSED_ON = "UPDATE outgoing_activity SET document = NULL WHERE content_id = $1 \
        AND document IS NOT NULL";
    DROP_FILES = "DELETE FROM attachment WHERE content_id = $1";
    DROP_REQUESTS = "DELETE FROM review_request WHERE content_id = $1";
    DROP_MACHINE = "DELETE FROM machine_text WHERE content_id = $1";
    DROP_OFFERS = "DELETE FROM version_offer WHERE content_id = $1 AND by_id IN (SELECT id FROM actor WHERE host = '')";
    // Who has offered something from elsewhere is told that the thing is gone.
    EMPTY_OFFERS = "UPDATE version_offer SET state = 'declined', text = 'null', note = '', answer = '' WHERE content_id = $1";
    DROP_NOTICES = "DELETE FROM notification WHERE content_id = $1";
}

const TRACES: [&Statement; 18] = [
    &DROP_PARTS,
    &DROP_COAUTHORS,
    &DROP_AUTHORS,
    &DROP_TEXTS,
    &DROP_REVISIONS,
    &DROP_WORDS,
    &DROP_SECTORS,
    &DROP_FACETS,
    &DROP_REACTIONS,
    &DROP_BOOKMARKS,
    &DROP_FILES,
    &DROP_NOTICES,
    &DROP_REQUESTS,
    &DROP_MACHINE,
    &DROP_OFFERS,
    &EMPTY_OFFERS,
    &DROP_PASSED_ON,
    &DROP_DOCUMENT,
];

/// Withdraws something of one's own. Needs Withdraw. Texts of all languages and all earlier states
/// are deleted, also from search; what was published leaves a tombstone, a draft or a part leaves nothing.
pub async fn withdraw(p: &Publishing, who: &Who, id: ContentId) -> Result<()> {
    let now = p.store.now();
    let mut tx = p.store.begin().await?;
    let content = sql::load(&mut tx, who, id).await?;
    let content = permit::<act::Withdraw, Content>(who, content.standing, content)?;
    if let (Some(whole), Some(_)) = (content.root_id, content.position) {
        // The whole names its parts, and no longer names this one.
        tx.execute(&DROP_DRAFT, args![id]).await?;
        tx.execute(&WHOLE_CHANGED, args![whole, now]).await?;
        if content.state == State::Published {
            p.emit(&mut tx, who, whole, Change::Updated).await?;
        }
        tx.save().await?;
        return Ok(());
    }
    if content.state == State::Draft {
        tx.execute(&DROP_DRAFT, args![id]).await?;
        tx.save().await?;
        return Ok(());
    }
    empty(p, &mut tx, &content, now).await?;
    p.emit(&mut tx, who, id, Change::Deleted).await?;
    tx.save().await?;
    Ok(())
}

/// Leaves nothing but the id of something that was published, and of what was made of it the
/// knowledge that it was withdrawn.
pub(crate) async fn empty(p: &Publishing, tx: &mut Tx, content: &Content, now: Time) -> Result<()> {
    lineage::keep::withdrawn(p, tx, content).await?;
    voices::withdrawn(p, tx, content).await?;
    hollow(p, tx, content, now).await
}

async fn hollow(p: &Publishing, tx: &mut Tx, content: &Content, now: Time) -> Result<()> {
    erase(tx, content.id).await?;
    tx.execute(&EMPTY, args![content.id, now]).await?;
    if content.state == State::Published {
        let kind = p.kinds.or_article(&content.kind);
        counters::shift(tx, kind, content, -1, None).await?;
    }
    Ok(())
}

/// Leaves nothing at all of something that lives elsewhere, nor of what answers it here, so that it
/// can come again.
pub(crate) async fn forget(p: &Publishing, tx: &mut Tx, id: ContentId) -> Result<()> {
    let content = sql::load(tx, &Who::System, id).await?;
    if content.host.is_empty() {
        return Ok(());
    }
    let now = tx.now();
    hollow(p, tx, &content, now).await?;
    tx.execute(&DROP_ANSWERS, args![id]).await?;
    tx.execute(&DROP_DRAFT, args![id]).await?;
    Ok(())
}

async fn erase(tx: &mut Tx, id: ContentId) -> Result<()> {
    for statement in TRACES {
        tx.execute(statement, args![id]).await?;
    }
    Ok(())
}

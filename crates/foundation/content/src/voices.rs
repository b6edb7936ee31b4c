//! What others say of a thing in their own name: the review of one person, the endorsement of one
//! organisation. Each is a thing of its own, with languages, earlier states, files and an address. It has the
//! community and the level of what it speaks of, which is its root, and stands beside the conversation
//! there: it has a root, and neither parent nor position ([`crate::Content::is_voice`]).
//!
//! - [`writing`]: saying something, and what must be true of it.
//! - [`asking`]: asking somebody for a review.
//! - [`read`]: what pages show.

pub(crate) mod arriving;
pub mod asking;
pub mod read;
pub mod writing;

use domain::{ContentId, Result};
use store::{Query, Tx, args, statements};

use crate::{Content, Publishing, kind::Voice, sql};

pub use asking::{Asked, Request, Requested};
pub use read::Said;
pub use writing::{begin, may, offered, permitted};

/// How many organisations use the row `content`. Whoever has also taken it up, by both claims, is counted
/// there.
macro_rules! uses {
    () => {
        "(SELECT count(DISTINCT v.organisation_id) FROM content v WHERE v.root_id = content.id \
        AND v.kind = 'endorsement' AND v.depth = 0 AND v.position IS NULL AND v.state = 'published' \
        AND v.policy = 'open' AND NOT EXISTS (SELECT 1 FROM adaptation a JOIN recognition k ON k.source_id = a.source_id \
        AND k.adaptation_id = a.content_id AND k.state = 'listed' JOIN content t ON t.id = a.content_id \
        AND t.state = 'published' AND (t.visibility = 'public' OR (t.visibility = content.visibility \
        AND t.group_id = content.group_id)) LEFT JOIN affiliation f ON f.person_id = t.author_id \
        WHERE a.source_id = content.id AND COALESCE(t.organisation_id, f.organisation_id) = v.organisation_id))"
    };
}
pub(crate) use uses;

statements! {
    REVIEWS = "UPDATE content SET review_count = (SELECT count(*) FROM content v WHERE v.root_id = content.id \
        AND v.kind = 'review' AND v.depth = 0 AND v.position IS NULL AND v.state = 'published' \
        AND v.policy = 'open') WHERE id = $1";
    ENDORSEMENTS = concat!("UPDATE content SET endorsement_count = ", uses!(), " WHERE id = $1");
    ENDORSED = "SELECT id FROM content WHERE root_id = $1 AND kind = 'endorsement' AND depth = 0 \
        AND position IS NULL AND state <> 'deleted'";
    SPOKEN_OF_BY = "SELECT DISTINCT v.root_id, v.kind FROM content v JOIN actor a ON a.id = v.author_id \
        WHERE {in_text a.host $1} AND a.host <> '' AND v.kind IN ('review', 'endorsement') \
        AND v.root_id IS NOT NULL AND v.depth = 0 AND v.position IS NULL";
    // What an organisation says ends with it.
    OF_CLOSED = "SELECT v.id FROM content v JOIN actor o ON o.id = v.organisation_id AND o.state = 'closed' \
        WHERE v.kind = 'endorsement' AND v.root_id IS NOT NULL AND v.depth = 0 AND v.position IS NULL \
        AND v.state <> 'deleted' ORDER BY v.id LIMIT 500";
}

/// Counts anew what is said of a thing.
pub(crate) async fn recount(tx: &mut Tx, root: ContentId, voice: Voice) -> Result<()> {
    // A count that waited for another one would not see what that one has counted.
    sql::lock(tx, root).await?;
    let statement = match voice {
        Voice::Review => &REVIEWS,
        Voice::Endorsement => &ENDORSEMENTS,
    };
    tx.execute(statement, args![root]).await?;
    Ok(())
}

/// It was decided anew about these instances: what their people say counts, or no longer does.
pub(crate) async fn decided(tx: &mut Tx, hosts: &[&str]) -> Result<()> {
    let all: Vec<(ContentId, String)> = tx.all(&SPOKEN_OF_BY, args![hosts]).await?;
    for (root, kind) in all {
        let voice = if kind == "review" { Voice::Review } else { Voice::Endorsement };
        recount(tx, root, voice).await?;
    }
    Ok(())
}

/// Whether a community passes something on to its members: what outsiders say in their own name is kept
/// and not passed on, for a letter to every member is for members to cause.
pub(crate) async fn is_passed_on(tx: &mut Tx, content: &Content) -> Result<bool> {
    match content.group_id.filter(|_| content.is_voice()) {
        Some(group) => {
            Ok(people::communities::standing(tx, group, content.author_id).await?.is_inside())
        }
        None => Ok(true),
    }
}

/// A thing was withdrawn, here or elsewhere: nobody uses it as it stood any more, on this instance as on
/// every other that learns of the withdrawal. What people thought of it stays theirs, and is shown nowhere.
pub(crate) async fn withdrawn(p: &Publishing, tx: &mut Tx, root: &Content) -> Result<()> {
    let endorsed = p.kinds().or_article(&root.kind).said_by(Voice::Endorsement).is_some();
    if !endorsed || root.root_id.is_some() {
        return Ok(());
    }
    let all: Vec<(ContentId,)> = tx.all(&ENDORSED, args![root.id]).await?;
    for (id,) in all {
        end(p, tx, id).await?;
    }
    Ok(())
}

/// Ends the endorsements of organisations that are no more. May be called at any time.
pub async fn sweep(p: &Publishing) -> Result<()> {
    let all: Vec<(ContentId,)> = p.store().read().all(&OF_CLOSED, args![]).await?;
    for (id,) in all {
        let mut tx = p.store().begin().await?;
        end(p, &mut tx, id).await?;
        tx.save().await?;
    }
    Ok(())
}

async fn end(p: &Publishing, tx: &mut Tx, id: ContentId) -> Result<()> {
    let content = sql::load(tx, &domain::access::Who::System, id).await?;
    let now = tx.now();
    Box::pin(crate::service::withdraw::empty(p, tx, &content, now)).await
}

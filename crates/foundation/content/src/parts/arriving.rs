//! Parts of a whole that lives elsewhere: the whole names them, and each is fetched when it is opened.

use domain::{
    ContentId, Error, Result, Time,
    access::{State, Who, act, permit},
};
use federation::{Federation, client::Budget, handler::Unresolved, receiving::Resolve};
use store::{Query, Tx, args, statements};

use super::Standing;
use crate::{
    Publishing,
    activity::received::{Received, ReceivedPart},
    federating::put_part,
    kind::Kind,
    model::Origin,
    search, sql,
    sql::policy_of,
};

statements! {
    PARTS_THERE = "SELECT c.id, c.ap_id, c.state, c.position, c.said_at, \
        (d.content_id IS NOT NULL) AS here FROM content c LEFT JOIN remote_content d ON d.content_id = c.id \
        WHERE c.root_id = $1 AND c.position IS NOT NULL";
    // One that was removed here, or reported, does not come back by being named anew.
    DROP_PART = "DELETE FROM content WHERE id = $1 AND state = 'published' \
        AND NOT EXISTS (SELECT 1 FROM report r WHERE r.content_id = content.id)";
    PUT_PART = concat!("INSERT INTO content (id, ap_id, kind, author_id, organisation_id, group_id, root_id, \
        host, slug, visibility, state, lang, created_at, published_at, updated_at, last_activity_at, \
        position, said_at, policy) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'published', $11, $12, \
        $12, $12, $12, $13, $14, ", policy_of!("$4", "$6", "$7"), ") ON CONFLICT (ap_id) DO NOTHING");
    PLACE_PART = "UPDATE content SET position = $2, said_at = $3, group_id = $4, visibility = $5 \
        WHERE id = $1";
    TITLE_PART = "INSERT INTO content_text (content_id, lang, title, origin, cleaner, author_id, updated_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) \
        ON CONFLICT (content_id, lang) DO UPDATE SET title = excluded.title";
    SEEN = "UPDATE content SET seen_at = $2 WHERE id = $1";
    PART_SAID = "SELECT c.said_at, c.seen_at, (d.content_id IS NOT NULL) AS here \
        FROM content c LEFT JOIN remote_content d ON d.content_id = c.id WHERE c.id = $1";
}

#[derive(store::FromRow)]
struct There {
    id: ContentId,
    ap_id: Option<String>,
    state: State,
    position: i64,
    said_at: Option<Time>,
    here: bool,
}

/// Takes over which parts a whole from elsewhere has now. Those that are new are known by their titles
/// until somebody opens them; those that it no longer names are forgotten.
#[expect(clippy::too_many_arguments, reason = "one whole has this many sides")]
pub(crate) async fn put(
    p: &Publishing,
    tx: &mut Tx,
    whole: ContentId,
    kind: &Kind,
    at: Standing,
    host: &str,
    received: &Received,
    now: Time,
) -> Result<()> {
    let Some(kind) = kind.parts else { return Ok(()) };
    let there: Vec<There> = tx.all(&PARTS_THERE, args![whole]).await?;
    let named =
        |known: &There| received.parts.iter().find(|p| Some(&p.iri) == known.ap_id.as_ref());
    // The whole keeps its own date, so that a state that was overtaken on its way shows by its parts.
    if there.iter().any(|known| named(known).is_some_and(|part| part.updated < known.said_at)) {
        return Ok(());
    }
    for gone in there.iter().filter(|known| named(known).is_none()) {
        if tx.execute(&DROP_PART, args![gone.id]).await? == 0 && gone.state == State::Published {
            let content = sql::load(tx, &Who::System, gone.id).await?;
            crate::service::withdraw::empty(p, tx, &content, now).await?;
        }
    }
    for (place, part) in (1_i64..).zip(&received.parts) {
        let known = there.iter().find(|k| k.ap_id.as_ref() == Some(&part.iri));
        let id = match known {
            Some(known) if known.state != State::Published => continue,
            Some(known) if known.position == place && known.said_at == part.updated => continue,
            Some(known) => {
                let values = args![known.id, place, part.updated, at.group, at.visibility];
                tx.execute(&PLACE_PART, values).await?;
                known.id
            }
            None => {
                let id: ContentId = tx.id();
                let organisation: Option<domain::ActorId> = None;
                let values = args![
                    id,
                    &part.iri,
                    kind.name,
                    at.author,
                    organisation,
                    at.group,
                    whole,
                    host,
                    crate::slug(&part.title),
                    at.visibility,
                    &received.lang,
                    now,
                    place,
                    part.updated
                ];
                if tx.execute(&PUT_PART, values).await? == 0 {
                    // It is something else already.
                    continue;
                }
                id
            }
        };
        if known.is_none_or(|known| !known.here) {
            title(tx, id, kind, received, part, at, now).await?;
        }
    }
    Ok(())
}

/// The titles of a part that nobody has opened yet, by which it is listed and found.
async fn title(
    tx: &mut Tx,
    id: ContentId,
    kind: &Kind,
    received: &Received,
    part: &ReceivedPart,
    at: Standing,
    now: Time,
) -> Result<()> {
    let original = std::iter::once((&received.lang, &part.title, Origin::Original));
    let others = part.titles.iter().map(|(lang, title)| (lang, title, Origin::Human));
    for (lang, title, origin) in original.chain(others) {
        let values =
            args![id, lang, title, origin.as_str(), crate::markdown::CLEANER, at.author, now];
        tx.execute(&TITLE_PART, values).await?;
        let none = crate::Values::new();
        let words = search::index(Some(kind), lang, title, "", "", [&none, &none], &none);
        sql::put_words(tx, id, lang, &words).await?;
    }
    Ok(())
}

/// What came of fetching a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fetched {
    /// Its newest text is here.
    Here,
    /// Its home did not give it; what was here before is still here.
    Away,
}

/// How many requests one part may need.
const REQUESTS: u32 = 8;

/// Sees to it that the newest text of a part is here. Needs Read. Nothing is asked for when the part
/// lives here, or when what is here is what its whole speaks of. Waits for another server: give it a
/// time limit.
pub async fn fetch(
    federation: &Federation,
    p: &Publishing,
    who: &Who,
    id: ContentId,
) -> Result<Fetched> {
    let mut q = p.store().read();
    let content = sql::load(&mut q, who, id).await?;
    permit::<act::Read, _>(who, content.standing, &content)?;
    let (Some(whole), Some(iri)) = (content.root_id, content.ap_id.clone()) else {
        return Ok(Fetched::Here);
    };
    let (said, seen, here): (Option<Time>, Option<Time>, bool) =
        q.one(&PART_SAID, args![id]).await?;
    let current = here && seen >= said;
    if content.host.is_empty() || content.position.is_none() || current {
        return Ok(Fetched::Here);
    }
    let whole = sql::load(&mut q, &Who::System, whole).await?;
    let whole_iri = whole.ap_id.clone().ok_or(Error::NotFound)?;
    drop(q);
    let found = async {
        let resolve = Resolve::new(federation, Budget::new(REQUESTS))?;
        let mut tx = put_part(p, &resolve, &content, &whole_iri, &iri).await?;
        tx.execute(&SEEN, args![id, said]).await?;
        Ok(tx.save().await?)
    };
    match found.await {
        Ok(()) => Ok(Fetched::Here),
        Err(Unresolved::Failed(e @ Error::Internal(_))) => Err(e),
        Err(e) => {
            tracing::debug!(%iri, error = %e, "a part could not be fetched");
            Ok(Fetched::Away)
        }
    }
}

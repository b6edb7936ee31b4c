//! What becomes of sources: they change, are withdrawn, or their instance is gone for good. Whoever
//! took one up here is told, and what was kept of it stays.

use std::time::Duration;

use domain::{ActorId, ContentId, Origin, Result, Time, access::Who};
use federation::{
    Federation,
    client::{self, Budget},
    handler::Unresolved,
    receiving::Resolve,
};
use people::notifications::{Notice, kind, notify};
use store::{Query, Tx, args, statements};

use super::{SourceState, list::Listing};
use crate::{Publishing, activity::object, federating, model::Content, sql};

/// How often a source elsewhere is looked at.
const PAUSE: Duration = Duration::from_secs(6 * 86_400 + 43_200);
/// How long an instance must not have answered to be gone for good.
const PATIENCE: Duration = Duration::from_secs(30 * 86_400);
/// The most sources that are looked at in one go.
const MOST: i64 = 100;
/// Requests that one source may cause: itself, and its list.
const REQUESTS: u32 = 12;
/// The most entries of its list.
const ENTRIES: usize = 200;

statements! {
    TAKEN_UP_HERE = "SELECT c.id, c.author_id FROM adaptation a JOIN content c ON c.id = a.content_id \
        WHERE a.source_id = $1 AND c.host = '' AND c.state IN ('published', 'draft') AND c.author_id <> $2 \
        ORDER BY c.id LIMIT 1000";
    IS_TOLD = "SELECT 1 FROM notification WHERE actor_id = $1 AND content_id = $2 AND kind = $3 \
        AND read_at IS NULL";
    SOURCE_GONE = "UPDATE adaptation SET source_state = $2 WHERE source_id = $1 AND source_state <> $2";
    SOURCE_THERE = "UPDATE adaptation SET source_state = 'there' WHERE source_id = $1 AND source_state = 'vanished'";
    TO_LOOK_AT = "SELECT DISTINCT a.source_id, s.ap_id FROM adaptation a JOIN content s ON s.id = a.source_id \
        JOIN content c ON c.id = a.content_id WHERE s.ap_id IS NOT NULL AND s.policy <> 'blocked' AND s.visibility IN ('public', 'unlisted') \
        AND c.state <> 'deleted' AND a.source_state <> 'withdrawn' AND COALESCE(a.looked_at, 0) <= $1 \
        ORDER BY s.ap_id LIMIT $2";
    FAILING = "UPDATE adaptation SET failing_since = COALESCE(failing_since, $2), looked_at = $2 WHERE source_id = $1";
    ANSWERED = "UPDATE adaptation SET failing_since = NULL, looked_at = $2 WHERE source_id = $1";
    FAILING_SINCE = "SELECT CAST(min(failing_since) AS bigint) FROM adaptation WHERE source_id = $1";
    LIST_OF = "SELECT adaptations FROM remote_content WHERE content_id = $1 AND adaptations <> ''";
    CLAIMS_OF = "SELECT c.id, c.ap_id FROM adaptation a JOIN content c ON c.id = a.content_id WHERE a.source_id = $1";
}

async fn tell(tx: &mut Tx, source: &Content, kind: &'static str) -> Result<()> {
    let all: Vec<(ContentId, ActorId)> =
        tx.all(&TAKEN_UP_HERE, args![source.id, source.author_id]).await?;
    let mut notices = Vec::new();
    for (adaptation, to) in all {
        // Ten edits in a row are one thing to look at.
        let told: Option<(i64,)> = tx.optional(&IS_TOLD, args![to, adaptation, kind]).await?;
        if told.is_none() {
            notices.push(Notice {
                to,
                kind,
                by: Some(source.author_id),
                content: Some(adaptation),
                group: None,
                ledger: None,
            });
        }
    }
    notify(tx, &notices).await
}

/// The text of a thing was edited, here or elsewhere.
pub(crate) async fn changed(tx: &mut Tx, source: &Content) -> Result<()> {
    tell(tx, source, kind::SOURCE_CHANGED).await
}

/// A thing was withdrawn by its author, here or elsewhere.
pub(super) async fn withdrawn(tx: &mut Tx, source: &Content) -> Result<()> {
    let word = "withdrawn";
    if tx.execute(&SOURCE_GONE, args![source.id, word]).await? > 0 {
        tell(tx, source, kind::SOURCE_WITHDRAWN).await?;
    }
    Ok(())
}

/// Looks at sources elsewhere of what is here, some at a time: what has become of them, and what
/// they list. Returns how many were looked at.
pub async fn look(federation: &Federation, p: &Publishing) -> Result<usize> {
    let mut q = p.store().read();
    let before = p.store().now() - PAUSE;
    let due: Vec<(ContentId, String)> = q.all(&TO_LOOK_AT, args![before, MOST]).await?;
    for (id, iri) in &due {
        look_at(federation, p, *id, iri).await?;
    }
    Ok(due.len())
}

async fn look_at(federation: &Federation, p: &Publishing, id: ContentId, iri: &str) -> Result<()> {
    let resolve = Resolve::new(federation, Budget::new(REQUESTS))?;
    // What has changed meanwhile arrives by this too, whether anybody here follows its author or not.
    let found = federating::again(p, &resolve, iri).await;
    match found {
        Ok(()) => {
            let listed = listed(p, &resolve, id).await;
            let mut tx = p.store().begin().await?;
            let now = tx.now();
            tx.execute(&ANSWERED, args![id, now]).await?;
            tx.execute(&SOURCE_THERE, args![id]).await?;
            if let Ok(Some(listed)) = listed {
                compare(&mut tx, &resolve.live().origin, id, &listed).await?;
            }
            tx.save().await?;
        }
        Err(Unresolved::Failed(e @ domain::Error::Internal(_))) => return Err(e),
        // Only 410 says so; whoever blocks this instance answers 404 as well.
        Err(Unresolved::Fetch(client::Error::Status(410))) => gone(p, id).await?,
        Err(Unresolved::Fetch(_)) => failing(p, id).await?,
        // It answered, with a tombstone or with something else that is not taken over.
        Err(_) if matches!(resolve.is_gone(iri).await, Ok(true)) => gone(p, id).await?,
        Err(_) => {
            let mut tx = p.store().begin().await?;
            let now = tx.now();
            tx.execute(&ANSWERED, args![id, now]).await?;
            tx.save().await?;
        }
    }
    Ok(())
}

/// It is gone at its own origin: as if its author had said so.
async fn gone(p: &Publishing, id: ContentId) -> Result<()> {
    let mut tx = p.store().begin().await?;
    let now = tx.now();
    tx.execute(&ANSWERED, args![id, now]).await?;
    let content = sql::load(&mut tx, &Who::System, id).await?;
    crate::service::withdraw::empty(p, &mut tx, &content, now).await?;
    tx.save().await?;
    Ok(())
}

async fn failing(p: &Publishing, id: ContentId) -> Result<()> {
    let mut tx = p.store().begin().await?;
    let now = tx.now();
    tx.execute(&FAILING, args![id, now]).await?;
    let (since,): (Option<Time>,) = tx.one(&FAILING_SINCE, args![id]).await?;
    if since.is_some_and(|since| now.since(since) >= PATIENCE)
        && tx.execute(&SOURCE_GONE, args![id, "vanished"]).await? > 0
    {
        let content = sql::load(&mut tx, &Who::System, id).await?;
        tell(&mut tx, &content, kind::SOURCE_VANISHED).await?;
    }
    tx.save().await?;
    Ok(())
}

/// The adaptations that a source elsewhere lists; `None` when it does not say where.
pub(crate) async fn listed(
    p: &Publishing,
    resolve: &Resolve<'_>,
    source: ContentId,
) -> Result<Option<Vec<String>>, Unresolved> {
    let row: Option<(String,)> = p.store().read().optional(&LIST_OF, args![source]).await?;
    let Some((iri,)) = row else { return Ok(None) };
    let items = resolve.list(&iri, ENTRIES).await?;
    let ids = items.iter().filter_map(federation::document::id_of).map(str::to_owned);
    Ok(Some(ids.collect()))
}

/// Holds what a source lists against the claims that are here.
pub(super) async fn compare(
    tx: &mut Tx,
    origin: &Origin,
    source: ContentId,
    listed: &[String],
) -> Result<()> {
    let claims: Vec<(ContentId, Option<String>)> = tx.all(&CLAIMS_OF, args![source]).await?;
    for (id, iri) in claims {
        let own = iri.clone().unwrap_or_else(|| object::object_iri(origin, id));
        let says = listed.contains(&own);
        let known = super::list::listing(tx, source, Some(id), iri.as_deref()).await?;
        if says && known != Some(Listing::Listed) {
            super::list::set(tx, source, Some(id), iri.as_deref(), Listing::Listed).await?;
        } else if !says && known == Some(Listing::Listed) {
            super::list::set(tx, source, Some(id), iri.as_deref(), Listing::Refused).await?;
        }
    }
    Ok(())
}

impl SourceState {
    /// The word in the database and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::There => "there",
            Self::Withdrawn => "withdrawn",
            Self::Vanished => "vanished",
        }
    }
}

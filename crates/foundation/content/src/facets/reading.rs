//! Reading what everybody may see, and what of it has changed.

use domain::{ActorId, ContentId, Result, Time};
use store::{Query, args, statements};

statements! {
    /// What has changed since; `through` without a thing is where to go on.
    CHANGES = sqlite "SELECT content_id AS id, seq AS through FROM content_change WHERE seq > $1 \
        UNION ALL SELECT NULL, COALESCE(max(seq), 0) FROM content_change"
        postgres "SELECT content_id AS id, seq AS through FROM content_change WHERE seq >= $1 \
        UNION ALL SELECT NULL, CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)";
    /// Where changes stand now.
    NOW = sqlite "SELECT COALESCE(max(seq), 0) AS through FROM content_change"
        postgres "SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) AS through";
    /// Some of one kind, the newest first, from a place on.
    OF_KIND = concat!(row!(), " AND c.kind = $1 \
        AND (COALESCE(c.published_at, c.created_at), c.id) < ($2, $3) \
        ORDER BY COALESCE(c.published_at, c.created_at) DESC, c.id DESC LIMIT $4");
    /// Those among these.
    AMONG = concat!(row!(), " AND {in c.id $1} AND {in_text c.kind || '' $2}");
}

/// What everybody may see, with its words between blanks; a blank within a word is [`WITHIN`].
macro_rules! row {
    () => {
        "SELECT c.id, c.kind, c.author_id, COALESCE(c.published_at, c.created_at) AS at, c.checked_at, \
        (c.review_count > 0) AS reviewed, (c.adaptation_count + c.endorsement_count > 0) AS used, \
        (SELECT {words s.sector} FROM content_sector s WHERE s.content_id = c.id) AS sectors, \
        (SELECT {words t.lang} FROM content_text t WHERE t.content_id = c.id) AS langs, \
        (SELECT {words f.facet || '=' || replace(f.value, ' ', '\u{1f}')} FROM content_facet f WHERE f.content_id = c.id) AS facets \
        FROM content c WHERE c.root_id IS NULL AND c.state = 'published' AND c.visibility = 'public' \
        AND c.policy = 'open'"
    };
}
use row;

/// What stands for a blank within a word.
pub(super) const WITHIN: char = '\u{1f}';

/// Things that are read at once.
const BATCH: i64 = 1000;

/// A thing that everybody may see.
#[derive(Debug, Clone, store::FromRow)]
pub(super) struct Row {
    pub id: ContentId,
    pub kind: String,
    pub author_id: ActorId,
    pub at: Time,
    pub checked_at: Option<Time>,
    pub reviewed: bool,
    pub used: bool,
    pub sectors: String,
    pub langs: String,
    pub facets: String,
}

/// What has changed, and where to go on.
pub(super) async fn changes(q: &mut impl Query, since: i64) -> Result<(Vec<ContentId>, i64)> {
    let (mut changed, mut through) = (Vec::new(), since);
    for (id, seq) in q.all::<(Option<ContentId>, i64)>(&CHANGES, args![since]).await? {
        match id {
            Some(id) => changed.push(id),
            None => through = seq,
        }
    }
    Ok((changed, through))
}

/// Where changes stand.
pub(super) async fn now(q: &mut impl Query) -> Result<i64> {
    let row: Option<(i64,)> = q.optional(&NOW, args![]).await?;
    Ok(row.map_or(0, |(through,)| through))
}

/// All of one kind, some at a time.
pub(super) async fn of_kind(
    q: &mut impl Query,
    kind: &str,
    mut take: impl FnMut(&[Row]),
) -> Result<()> {
    let (mut at, mut id) = (Time(i64::MAX), ContentId(uuid::Uuid::max()));
    loop {
        let rows: Vec<Row> = q.all(&OF_KIND, args![kind, at, id, BATCH]).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        (at, id) = (last.at, last.id);
        take(&rows);
        // On SQLite a statement runs in the thread that asks: others have their turn between two.
        tokio::task::yield_now().await;
    }
}

/// Those of these things that everybody may see.
pub(super) async fn among(
    q: &mut impl Query,
    ids: &[ContentId],
    kinds: &[&str],
) -> Result<Vec<Row>> {
    Ok(q.all(&AMONG, args![ids, kinds]).await?)
}

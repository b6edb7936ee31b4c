//! The table `received_activity`: each activity once, with its original text.

use std::time::Duration;

use domain::{ActorId, Result, Time};
use store::{Bell, Query, Store, Tx, args, statements};

use super::about;
use crate::handler::Activity;

/// How long the text of what arrived is kept.
const TEXT: Duration = Duration::from_secs(7 * 86_400);
/// How long it is remembered that it arrived.
const MEMORY: Duration = Duration::from_secs(60 * 86_400);

/// How much of one host may wait: what could be fetched for it, and was not.
const MOST_WAITING: i64 = 500;

/// A row, for the administrator.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct ReceivedRow {
    /// Its number.
    pub id: i64,
    /// Its IRI.
    pub iri: String,
    /// Its type.
    pub kind: String,
    /// Who did it.
    pub actor_id: ActorId,
    /// What it is about.
    pub about: String,
    /// `waiting`, `done` or `refused`.
    pub state: String,
    /// As it came.
    pub document: Option<String>,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next.
    pub run_at: Time,
    /// Why it was not applied.
    pub last_error: String,
    /// When it came.
    pub received_at: Time,
}

statements! {
    // Whatever is about a thing that waits, waits behind it.
    TAKE_IN = "INSERT INTO received_activity (iri, kind, actor_id, about, state, document, run_at, \
        received_at) SELECT $1, $2, $3, $4, CASE WHEN $5 = 'waiting' OR EXISTS \
        (SELECT 1 FROM received_activity w WHERE w.state = 'waiting' AND w.about = $4) \
        THEN 'waiting' ELSE 'done' END, $6, $7, $7 WHERE true \
        ON CONFLICT (iri) DO NOTHING RETURNING state";
    KIND_OF = "SELECT kind FROM received_activity WHERE iri = $1";
    // Of each host its oldest first, so that nobody is behind all that another one sent.
    DUE = "SELECT d.id, d.host FROM (SELECT r.id, a.host, \
        row_number() OVER (PARTITION BY a.host ORDER BY r.id) AS place \
        FROM received_activity r JOIN actor a ON a.id = r.actor_id \
        WHERE r.state = 'waiting' AND r.run_at <= $1 \
        AND NOT EXISTS (SELECT 1 FROM setting s WHERE s.key = 'federation-inbound') \
        AND NOT EXISTS (SELECT 1 FROM received_activity e WHERE e.state = 'waiting' \
        AND e.about = r.about AND e.id < r.id)) d ORDER BY d.place, d.id LIMIT $2";
    WAITING = "SELECT * FROM received_activity WHERE id = $1 AND state = 'waiting'";
    CROWD = "SELECT CAST(count(*) AS bigint) FROM (SELECT 1 FROM received_activity r \
        JOIN actor a ON a.id = r.actor_id WHERE r.state = 'waiting' AND a.host = $1 LIMIT $2) w";
    NEXT_DUE = "SELECT CAST(min(run_at) AS bigint) FROM received_activity \
        WHERE state = 'waiting' AND run_at > $1";
    SETTLE = "UPDATE received_activity SET state = $2, last_error = $3, attempts = attempts + 1 \
        WHERE id = $1 AND state = 'waiting'";
    LATER = "UPDATE received_activity SET run_at = $2, last_error = $3, attempts = attempts + 1 \
        WHERE id = $1 AND state = 'waiting'";
    RECEIVED = "SELECT * FROM received_activity WHERE state = $1 ORDER BY id DESC LIMIT $2";
    DROP_TEXTS_BEFORE = "UPDATE received_activity SET document = NULL WHERE received_at < $1 \
        AND document IS NOT NULL AND state <> 'waiting'";
    FORGET_BEFORE = "DELETE FROM received_activity WHERE received_at < $1 AND state <> 'waiting'";
    FORGET_TEXT = "UPDATE received_activity SET document = NULL WHERE iri = $1";
    NEWEST = "SELECT CAST(COALESCE(max(id), 0) AS bigint) FROM received_activity";
    BY_IRI = "SELECT * FROM received_activity WHERE iri = $1";
}

/// What taking an activity in came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is the first, and its effects belong into this unit.
    Now,
    /// It is the first, and waits.
    Later,
    /// It was here before.
    Before,
}

/// Writes the row, as done unless it must wait.
pub(super) async fn take_in(tx: &mut Tx, activity: &Activity, wait: bool) -> Result<Taken> {
    let now = tx.now();
    let values = args![
        &activity.iri,
        &activity.kind,
        activity.actor.id,
        // Nobody's trouble holds up what others say about the same thing.
        format!("{} {}", activity.actor.host, about(&activity.value)),
        if wait { "waiting" } else { "done" },
        &activity.bytes,
        now,
    ];
    let row: Option<(String,)> = tx.optional(&TAKE_IN, values).await?;
    Ok(match row {
        None => Taken::Before,
        Some((state,)) if state == "waiting" => {
            tx.ring(Bell::Arrivals);
            Taken::Later
        }
        Some(_) => Taken::Now,
    })
}

/// Whether an activity was here before.
pub(super) async fn is_known(q: &mut impl Query, iri: &str) -> Result<bool> {
    Ok(kind_of(q, iri).await?.is_some())
}

/// The type of an activity that arrived.
pub(super) async fn kind_of(q: &mut impl Query, iri: &str) -> Result<Option<String>> {
    let row: Option<(String,)> = q.optional(&KIND_OF, args![iri]).await?;
    Ok(row.map(|r| r.0))
}

/// What is due, with the host of whoever did it.
pub(super) async fn due(q: &mut impl Query, now: Time, limit: i64) -> Result<Vec<(i64, String)>> {
    Ok(q.all(&DUE, args![now, limit]).await?)
}

/// An activity that still waits.
pub(super) async fn waiting(q: &mut impl Query, id: i64) -> Result<Option<ReceivedRow>> {
    Ok(q.optional(&WAITING, args![id]).await?)
}

/// Whether as much of a host waits as may.
pub(super) async fn is_crowded(q: &mut impl Query, host: &str) -> Result<bool> {
    let (waiting,): (i64,) = q.one(&CROWD, args![host, MOST_WAITING]).await?;
    Ok(waiting >= MOST_WAITING)
}

pub(super) async fn next_due(q: &mut impl Query, now: Time) -> Result<Option<Time>> {
    let (next,): (Option<Time>,) = q.one(&NEXT_DUE, args![now]).await?;
    Ok(next)
}

/// Ends the waiting of a row: `done` or `refused`. False when somebody else has.
pub(super) async fn settle(tx: &mut Tx, id: i64, state: &'static str, why: &str) -> Result<bool> {
    Ok(tx.execute(&SETTLE, args![id, state, why]).await? == 1)
}

pub(super) async fn later(tx: &mut Tx, id: i64, at: Time, why: &str) -> Result<()> {
    tx.execute(&LATER, args![id, at, why]).await?;
    Ok(())
}

/// What arrived and stands so (`waiting`, `done`, `refused`), the newest first.
pub async fn list(q: &mut impl Query, state: &str, limit: i64) -> Result<Vec<ReceivedRow>> {
    Ok(q.all(&RECEIVED, args![state, limit]).await?)
}

/// An activity that arrived.
pub async fn by_iri(q: &mut impl Query, iri: &str) -> Result<Option<ReceivedRow>> {
    Ok(q.optional(&BY_IRI, args![iri]).await?)
}

/// Forgets the text of an activity at once: what was said privately is kept in one place only.
pub async fn forget_text(tx: &mut Tx, iri: &str) -> Result<()> {
    tx.execute(&FORGET_TEXT, args![iri]).await?;
    Ok(())
}

/// The number of the newest activity that arrived; 0 when there is none.
pub async fn newest(q: &mut impl Query) -> Result<i64> {
    let (id,): (i64,) = q.one(&NEWEST, args![]).await?;
    Ok(id)
}

/// Whether nothing that arrived is due now.
pub async fn is_idle(store: &Store) -> Result<bool> {
    Ok(due(&mut store.read(), store.now(), 1).await?.is_empty())
}

/// Forgets texts after a week, and everything after two months.
pub async fn sweep(store: &Store) -> Result<()> {
    let now = store.now();
    let mut tx = store.begin().await?;
    tx.execute(&DROP_TEXTS_BEFORE, args![now - TEXT]).await?;
    tx.execute(&FORGET_BEFORE, args![now - MEMORY]).await?;
    Ok(tx.save().await?)
}

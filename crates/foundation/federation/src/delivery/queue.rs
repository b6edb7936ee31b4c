//! What is to be delivered to whom, as SQL.

use domain::{ActorId, Result, Time, id::RowId};
use store::{Query, Store, Tx, args, statements};

use crate::outgoing::{Logged, Recipient};

/// A delivery that was given up.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct GivenUp {
    /// The instance.
    pub host: String,
    /// Where it went.
    pub inbox: String,
    /// The end of the activity's IRI.
    pub activity_id: RowId,
    /// What was done.
    pub kind: String,
    /// Who did it.
    pub actor_id: ActorId,
    /// What the other side said last.
    pub last_error: String,
    /// When it was first tried.
    pub created_at: Time,
}

/// Something that stands beside the order.
#[derive(Debug, Clone, store::FromRow)]
pub(super) struct Aside {
    pub inbox: String,
    pub attempts: i64,
    #[row(flatten)]
    pub row: Logged,
}

/// Rows of the log that concern a host, after a number.
macro_rules! concerning {
    ($host:literal, $position:literal) => {
        concat!(
            "(SELECT 1 FROM outgoing_recipient r WHERE r.host = ",
            $host,
            " AND r.activity > ",
            $position,
            ") OR EXISTS \
             (SELECT 1 FROM interest i JOIN outgoing_activity o ON o.audience_id = i.target_id \
             AND o.id > i.since AND o.id > ",
            $position,
            " WHERE i.host = ",
            $host,
            ")"
        )
    };
}
/// A host that may be delivered to as far as administrators are concerned.
macro_rules! may_deliver {
    () => {
        "h.paused_at IS NULL AND h.policy <> 'blocked' AND NOT EXISTS \
         (SELECT 1 FROM setting s WHERE s.key = 'federation-outbound')"
    };
}
/// A waiting delivery with nothing about the same thing before it.
macro_rules! first_aside {
    () => {
        "e.state = 'waiting' AND e.run_at <= $1 AND NOT EXISTS (SELECT 1 FROM delivery_exception p \
         WHERE p.host = e.host AND p.state = 'waiting' AND p.about = e.about \
         AND p.activity < e.activity)"
    };
}

statements! {
    DUE_HOSTS = concat!("SELECT h.host FROM remote_host h WHERE (h.pause_until IS NULL \
        OR h.pause_until <= $1) AND ", may_deliver!(), " AND (EXISTS ", concerning!("h.host", "h.position"),
        " OR EXISTS (SELECT 1 FROM delivery_exception e WHERE e.host = h.host AND ", first_aside!(),
        ")) ORDER BY h.host");
    UNDELIVERED = concat!("SELECT h.host FROM remote_host h WHERE h.policy <> 'blocked' AND (EXISTS ",
        concerning!("h.host", "h.position"), " OR EXISTS (SELECT 1 FROM delivery_exception e \
        WHERE e.host = h.host AND e.state = 'waiting')) ORDER BY h.host LIMIT $1");
    NEXT_PAUSE = "SELECT CAST(min(pause_until) AS bigint) FROM remote_host WHERE pause_until > $1";
    NEXT_ASIDE = "SELECT CAST(min(run_at) AS bigint) FROM delivery_exception \
        WHERE state = 'waiting' AND run_at > $1";
    PAGE = "SELECT o.* FROM outgoing_activity o WHERE o.id IN (SELECT activity FROM outgoing_recipient \
        WHERE host = $1 AND activity > $2 AND activity <= $3 UNION SELECT p.id FROM interest i \
        JOIN outgoing_activity p ON p.audience_id = i.target_id AND p.id > i.since AND p.id > $2 \
        AND p.id <= $3 WHERE i.host = $1) ORDER BY o.id LIMIT $4";
    NAMED = "SELECT activity, inbox FROM outgoing_recipient WHERE host = $1 AND activity > $2 \
        AND activity <= $3";
    INTERESTED = "SELECT target_id, inbox, since FROM interest WHERE host = $1";
    ASIDE = concat!("SELECT e.inbox, e.attempts, o.* FROM delivery_exception e \
        JOIN outgoing_activity o ON o.id = e.activity WHERE e.host = $2 AND ", first_aside!(),
        " ORDER BY e.activity LIMIT $3");
    WAITING_ABOUT = "SELECT DISTINCT about FROM delivery_exception WHERE host = $1 \
        AND state = 'waiting'";
    PUT_ASIDE = "INSERT INTO delivery_exception (host, activity, inbox, about, state, attempts, run_at, \
        last_error, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
        ON CONFLICT (host, activity, inbox) DO UPDATE SET state = excluded.state, \
        attempts = excluded.attempts, run_at = excluded.run_at, last_error = excluded.last_error";
    ASIDE_DONE = "DELETE FROM delivery_exception WHERE host = $1 AND activity = $2 AND inbox = $3";
    SUCCESSORS_DUE = "UPDATE delivery_exception SET run_at = $3 WHERE host = $1 AND about = $2 \
        AND state = 'waiting' AND attempts = 0";
    GIVEN_UP = "SELECT e.host, e.inbox, o.activity_id, o.kind, o.actor_id, e.last_error, e.created_at \
        FROM delivery_exception e JOIN outgoing_activity o ON o.id = e.activity \
        WHERE e.state = 'given-up' ORDER BY e.created_at DESC, e.host LIMIT $1";
}

/// Hosts that something can be delivered to now.
pub(super) async fn due_hosts(q: &mut impl Query, now: Time) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = q.all(&DUE_HOSTS, args![now]).await?;
    Ok(rows.into_iter().map(|r| r.0).collect())
}

/// Hosts that something is still to be delivered to, now or after a pause; at most `limit`.
pub async fn undelivered(q: &mut impl Query, limit: i64) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = q.all(&UNDELIVERED, args![limit]).await?;
    Ok(rows.into_iter().map(|r| r.0).collect())
}

/// When the next pause ends, or what was put aside is due.
pub(super) async fn next_due(q: &mut impl Query, now: Time) -> Result<Option<Time>> {
    let (pause,): (Option<Time>,) = q.one(&NEXT_PAUSE, args![now]).await?;
    let (aside,): (Option<Time>,) = q.one(&NEXT_ASIDE, args![now]).await?;
    Ok([pause, aside].into_iter().flatten().min())
}

/// Rows for a host between two numbers, in order.
pub(super) async fn page(
    q: &mut impl Query,
    host: &str,
    after: i64,
    upto: i64,
    limit: i64,
) -> Result<Vec<Logged>> {
    Ok(q.all(&PAGE, args![host, after, upto, limit]).await?)
}

/// The inboxes that rows name at a host, and those that follow.
pub(super) struct Inboxes {
    named: Vec<(i64, String)>,
    interested: Vec<(ActorId, String, i64)>,
}

impl Inboxes {
    pub(super) async fn load(
        q: &mut impl Query,
        host: &str,
        after: i64,
        upto: i64,
    ) -> Result<Self> {
        let named = q.all(&NAMED, args![host, after, upto]).await?;
        Ok(Self { named, interested: q.all(&INTERESTED, args![host]).await? })
    }

    /// Where to deliver a row at this host, each inbox once.
    pub(super) fn of(&self, row: &Logged) -> Vec<String> {
        let named = self.named.iter().filter(|(id, _)| *id == row.id).map(|(_, inbox)| inbox);
        let interested = self
            .interested
            .iter()
            .filter(|(target, _, since)| Some(*target) == row.audience_id && row.id > *since)
            .map(|(_, inbox, _)| inbox);
        let mut all: Vec<String> = named.chain(interested).cloned().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// What was put aside for a host and is due, the first about each thing.
pub(super) async fn aside(
    q: &mut impl Query,
    host: &str,
    now: Time,
    limit: i64,
) -> Result<Vec<Aside>> {
    Ok(q.all(&ASIDE, args![now, host, limit]).await?)
}

/// Things that something about was put aside for a host.
pub(super) async fn waiting_about(q: &mut impl Query, host: &str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = q.all(&WAITING_ABOUT, args![host]).await?;
    Ok(rows.into_iter().map(|r| r.0).collect())
}

/// A delivery is tried again later, or given up.
pub(super) struct Delay<'a> {
    pub state: &'static str,
    pub attempts: i64,
    pub run_at: Time,
    pub why: &'a str,
}

pub(super) async fn put_aside(
    tx: &mut Tx,
    host: &str,
    row: &Logged,
    inbox: &str,
    delay: Delay<'_>,
) -> Result<()> {
    let now = tx.now();
    let Delay { state, attempts, run_at, why } = delay;
    let values = args![host, row.id, inbox, &row.about, state, attempts, run_at, why, now];
    tx.execute(&PUT_ASIDE, values).await?;
    Ok(())
}

/// A delivery that stood aside is done; what is about the same thing follows at once.
pub(super) async fn aside_done(tx: &mut Tx, recipient: &Recipient, row: &Logged) -> Result<()> {
    let now = tx.now();
    tx.execute(&ASIDE_DONE, args![&recipient.host, row.id, &recipient.inbox]).await?;
    tx.execute(&SUCCESSORS_DUE, args![&recipient.host, &row.about, now]).await?;
    Ok(())
}

/// Deliveries that were given up, the newest first.
pub async fn given_up(q: &mut impl Query, limit: i64) -> Result<Vec<GivenUp>> {
    Ok(q.all(&GIVEN_UP, args![limit]).await?)
}

/// Whether nothing can be delivered now.
pub async fn is_idle(store: &Store) -> Result<bool> {
    Ok(due_hosts(&mut store.read(), store.now()).await?.is_empty())
}

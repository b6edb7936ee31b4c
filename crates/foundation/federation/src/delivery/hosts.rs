//! The table `remote_host`: how each other instance is doing.

use std::time::Duration;

use domain::{Policy, Result, Time};
use store::{Bell, Query, Store, Tx, args, statements};

use super::back_off;
use crate::{Federation, engine::lock, signature::Scheme};

/// An instance, as its row says.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct HostRow {
    /// Its name, with a port in the loopback network.
    pub host: String,
    /// The number up to which everything is settled.
    pub position: i64,
    /// Failures in a row.
    pub failures: i64,
    /// Until when nothing is sent.
    pub pause_until: Option<Time>,
    /// What went wrong last.
    pub last_error: String,
    /// When something was last taken.
    pub last_success_at: Option<Time>,
    /// When something last failed.
    pub last_failure_at: Option<Time>,
    /// What it says it runs, in lower case.
    pub software: String,
    /// Which version of it.
    pub software_version: String,
    /// When it was last asked what it runs.
    pub software_at: Option<Time>,
    /// What was decided about it.
    pub policy: Policy,
    /// Since when an administrator holds deliveries back.
    pub paused_at: Option<Time>,
    /// Since when it is known.
    pub created_at: Time,
}

/// What is still to be delivered to an instance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, store::FromRow)]
pub struct Lag {
    /// How many activities; at most a thousand are counted.
    pub count: i64,
    /// When the oldest of them was decided.
    pub oldest: Option<Time>,
}

statements! {
    HOST = "SELECT h.position, h.failures, h.pause_until, EXISTS (SELECT 1 FROM delivery_exception e \
        WHERE e.host = h.host AND e.state = 'waiting') AS aside FROM remote_host h WHERE h.host = $1 \
        AND h.paused_at IS NULL AND h.policy <> 'blocked'";
    /// All instances, those in trouble first.
    pub HOSTS = "SELECT * FROM remote_host ORDER BY failures DESC, host LIMIT $1";
    MOVE_ON = "UPDATE remote_host SET position = $2, failures = 0, pause_until = NULL, \
        last_success_at = CASE WHEN $3 THEN $4 ELSE last_success_at END \
        WHERE host = $1 AND position <= $2";
    PAUSE = "UPDATE remote_host SET failures = failures + 1, pause_until = $2, last_error = $3, \
        last_failure_at = $4 WHERE host = $1";
    RESUME = "UPDATE remote_host SET failures = 0, pause_until = NULL WHERE host = $1";
    RETRY_ASIDE = "UPDATE delivery_exception SET run_at = $2 WHERE host = $1 AND state = 'waiting'";
    /// One instance.
    pub HOST_ROW = "SELECT * FROM remote_host WHERE host = $1";
    LAG = "SELECT CAST(count(*) AS bigint) AS count, CAST(min(o.created_at) AS bigint) AS oldest \
        FROM outgoing_activity o WHERE o.id IN (SELECT activity FROM outgoing_recipient r \
        JOIN remote_host h ON h.host = r.host WHERE r.host = $1 AND r.activity > h.position \
        UNION SELECT p.id FROM interest i JOIN remote_host h ON h.host = i.host \
        JOIN outgoing_activity p ON p.audience_id = i.target_id AND p.id > i.since \
        AND p.id > h.position WHERE i.host = $1 \
        UNION SELECT activity FROM delivery_exception WHERE host = $1 AND state = 'waiting' \
        ORDER BY 1 LIMIT 1000)";
    PAUSING = "SELECT host FROM remote_host WHERE pause_until IS NOT NULL";
    LEARN = "UPDATE remote_host SET scheme = $2, scheme_at = $3 WHERE host = $1";
    LEARNT = "SELECT host, scheme, scheme_at FROM remote_host WHERE scheme <> ''";
}

/// Where an instance stands, as its worker needs it.
#[derive(Debug, Clone, Copy, store::FromRow)]
pub(super) struct Standing {
    pub position: i64,
    pub failures: i64,
    pub pause_until: Option<Time>,
    /// Whether anything stands beside the order for it.
    pub aside: bool,
}

pub(super) async fn standing(q: &mut impl Query, host: &str) -> Result<Option<Standing>> {
    Ok(q.optional(&HOST, args![host]).await?)
}

/// All instances that anything was ever to be delivered to, those in trouble first.
pub async fn list(q: &mut impl Query, limit: i64) -> Result<Vec<HostRow>> {
    Ok(q.all(&HOSTS, args![limit]).await?)
}

/// An instance; `None` when nothing was ever to be delivered to it.
pub async fn one(q: &mut impl Query, host: &str) -> Result<Option<HostRow>> {
    Ok(q.optional(&HOST_ROW, args![host]).await?)
}

/// What is still to be delivered to an instance.
pub async fn lag(q: &mut impl Query, host: &str) -> Result<Lag> {
    Ok(q.one(&LAG, args![host]).await?)
}

/// Everything up to this number is settled.
pub(super) async fn move_on(tx: &mut Tx, host: &str, position: i64, success: bool) -> Result<()> {
    let now = tx.now();
    tx.execute(&MOVE_ON, args![host, position, success, now]).await?;
    Ok(())
}

/// An instance took a request that was signed in this way.
pub(super) async fn learn(store: &Store, host: &str, scheme: Scheme) -> Result<()> {
    let mut tx = store.begin().await?;
    let now = tx.now();
    tx.execute(&LEARN, args![host, scheme.as_str(), now]).await?;
    Ok(tx.save().await?)
}

/// Tries an instance again now, and everything that was put aside for it.
pub async fn retry_now(store: &Store, host: &str) -> Result<()> {
    let mut tx = store.begin().await?;
    let now = tx.now();
    tx.execute(&RESUME, args![host]).await?;
    tx.execute(&RETRY_ASIDE, args![host, now]).await?;
    tx.ring(Bell::Deliveries);
    Ok(tx.save().await?)
}

impl Federation {
    /// Lets an instance alone for a while.
    pub(super) async fn pause(
        &self,
        host: &str,
        failures: i64,
        asked: Option<Duration>,
        why: &str,
    ) -> Result<()> {
        let pause = asked.unwrap_or_default().max(back_off(failures, self.store().world()));
        tracing::info!(host, failures, ?pause, why, "an instance cannot be reached");
        lock(&self.inner().pausing).insert(host.to_owned());
        let mut tx = self.store().begin().await?;
        let now = tx.now();
        tx.execute(&PAUSE, args![host, now + pause, why, now]).await?;
        Ok(tx.save().await?)
    }

    /// A request from an instance was verified: it is there, and its pause ends.
    pub(crate) async fn heard_from(&self, host: &str) -> Result<()> {
        if !lock(&self.inner().pausing).remove(host) {
            return Ok(());
        }
        let mut tx = self.store().begin().await?;
        tx.execute(&RESUME, args![host]).await?;
        tx.ring(Bell::Deliveries);
        Ok(tx.save().await?)
    }

    pub(super) fn is_well(&self, host: &str) {
        lock(&self.inner().pausing).remove(host);
    }

    pub(super) async fn remember(&self) -> Result<()> {
        let rows: Vec<(String,)> = self.store().read().all(&PAUSING, args![]).await?;
        lock(&self.inner().pausing).extend(rows.into_iter().map(|r| r.0));
        let rows: Vec<(String, String, Option<Time>)> =
            self.store().read().all(&LEARNT, args![]).await?;
        let Some(live) = self.live() else { return Ok(()) };
        for (host, scheme, at) in rows {
            if let (Some(scheme), Some(at)) = (Scheme::parse(&scheme), at) {
                live.client.schemes().remember(&host, scheme, at);
            }
        }
        Ok(())
    }
}

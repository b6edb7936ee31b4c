//! Work that is done later, at least once: enqueued in the transaction that wants it, claimed by
//! one worker, tried again with growing pauses, kept and shown when it dies.

use std::{collections::HashMap, future::Future, pin::Pin, sync::Arc, time::Duration};

use domain::{Time, id::RowId};
use serde::{Serialize, de::DeserializeOwned};
use tokio::{task::JoinSet, time::timeout};

use crate::{Bell, Query, Result, Store, Tx, args};

crate::statements! {
    /// Adds a job.
    ENQUEUE = "INSERT INTO job (id, kind, payload, state, run_at, created_at) VALUES ($1, $2, $3, 'waiting', $4, $5)";
    /// Tells other nodes that there is work.
    NOTIFY = sqlite "SELECT 1" postgres "SELECT pg_notify('guildhall_jobs', '')";
    /// Takes due jobs, and those whose worker has gone away.
    CLAIM = "UPDATE job SET state = 'running', claimed_until = $2, attempts = attempts + 1 WHERE id IN \
        (SELECT id FROM job WHERE (state = 'waiting' AND run_at <= $1) OR (state = 'running' AND claimed_until <= $1) \
        ORDER BY run_at LIMIT $3 {skip_locked}) RETURNING id, kind, payload, attempts";
    /// The job is done and need not be kept.
    DONE = "DELETE FROM job WHERE id = $1";
    /// The job is tried again.
    RETRY = "UPDATE job SET state = 'waiting', run_at = $2, last_error = $3, claimed_until = NULL WHERE id = $1";
    /// The job has died.
    DEAD = "UPDATE job SET state = 'dead', finished_at = $2, last_error = $3, claimed_until = NULL WHERE id = $1";
    /// When the next job is due.
    NEXT = "SELECT CAST(min(CASE WHEN state = 'waiting' THEN run_at ELSE claimed_until END) AS bigint) FROM job \
        WHERE state IN ('waiting', 'running')";
    /// Jobs of one state, newest first.
    BUSY = "SELECT CAST(count(*) AS bigint) FROM job WHERE state = 'running' \
        OR (state = 'waiting' AND run_at <= $1)";
    LIST = "SELECT id, kind, state, attempts, run_at, last_error, created_at FROM job WHERE state = $1 ORDER BY created_at DESC LIMIT $2";
    /// Whether a job waits or runs.
    ALIVE = "SELECT CAST(count(*) AS bigint) FROM job WHERE kind = $1 AND payload = $2 AND state <> 'dead'";
    /// The jobs of one kind that wait or run, oldest first.
    ALL_ALIVE = "SELECT payload FROM job WHERE kind = $1 AND state <> 'dead' ORDER BY created_at, id";
    /// Brings a dead job back.
    REVIVE = "UPDATE job SET state = 'waiting', attempts = 0, run_at = $2, finished_at = NULL WHERE id = $1 AND state = 'dead'";
    /// Forgets dead jobs of long ago.
    FORGET = "DELETE FROM job WHERE state = 'dead' AND finished_at < $1";
}

/// How a job went wrong.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// It may work later.
    #[error("to be tried again: {0}")]
    Retry(String),
    /// It never will.
    #[error("given up: {0}")]
    Fail(String),
}

impl From<domain::Error> for JobError {
    fn from(e: domain::Error) -> Self {
        match e {
            domain::Error::Internal(cause) => Self::Retry(cause.to_string()),
            e @ (domain::Error::Elsewhere(_) | domain::Error::Slow(_)) => {
                Self::Retry(e.to_string())
            }
            e => Self::Fail(e.to_string()),
        }
    }
}

impl From<crate::Error> for JobError {
    fn from(e: crate::Error) -> Self {
        Self::Retry(e.to_string())
    }
}

/// A kind of job; the value is its payload. `C` is what it needs to run.
pub trait Job<C>: Serialize + DeserializeOwned + Send + 'static {
    /// The name under which it is stored.
    const KIND: &'static str;
    /// Attempts before it is dead.
    const ATTEMPTS: i64 = 12;
    /// The longest one attempt may take; after that another worker may claim it, and one that runs
    /// aside has failed.
    const LIMIT: Duration = Duration::from_secs(300);
    /// The pause after the first failure; it doubles with each one, up to six hours.
    const PAUSE: Duration = Duration::from_secs(10);

    /// Whether it waits for other servers most of the time. Such a job runs beside all others, which
    /// follow one another, so that no server holds up what does not concern it.
    const ASIDE: bool = false;

    /// Does the work. It may be called again after it has succeeded, and must not mind.
    fn run(self, context: C) -> impl Future<Output = Result<(), JobError>> + Send;
}

/// Adds a job to the unit of work, to run at `when`.
pub async fn enqueue<C, J: Job<C>>(tx: &mut Tx, job: &J, when: Time) -> Result<()> {
    let payload = serde_json::to_string(job).map_err(|e| sqlx::Error::Encode(Box::new(e)))?;
    let (id, now) = (tx.id::<RowId>(), tx.now());
    tx.execute(&ENQUEUE, args![id, J::KIND, payload, when, now]).await?;
    if tx.is_shared() {
        tx.execute(&NOTIFY, args![]).await?;
    }
    tx.ring(Bell::Jobs);
    Ok(())
}

type Runner<C> = Arc<
    dyn Fn(C, String) -> Pin<Box<dyn Future<Output = Result<(), JobError>> + Send>> + Send + Sync,
>;

/// Whether exactly this job waits for its turn or runs.
pub async fn is_enqueued<C, J: Job<C>>(q: &mut impl Query, job: &J) -> Result<bool> {
    let payload = serde_json::to_string(job).map_err(|e| sqlx::Error::Encode(Box::new(e)))?;
    let (count,): (i64,) = q.one(&ALIVE, args![J::KIND, payload]).await?;
    Ok(count > 0)
}

/// All jobs of one kind that wait for their turn or run, the oldest first.
pub async fn enqueued<C, J: Job<C>>(q: &mut impl Query) -> Result<Vec<J>> {
    let rows: Vec<(String,)> = q.all(&ALL_ALIVE, args![J::KIND]).await?;
    // What another version of the program left is not read here.
    Ok(rows.iter().filter_map(|(payload,)| serde_json::from_str(payload).ok()).collect())
}

struct Entry<C> {
    run: Runner<C>,
    attempts: i64,
    limit: Duration,
    pause: Duration,
    aside: bool,
}

impl<C> Clone for Entry<C> {
    fn clone(&self) -> Self {
        Self {
            run: self.run.clone(),
            attempts: self.attempts,
            limit: self.limit,
            pause: self.pause,
            aside: self.aside,
        }
    }
}

/// The kinds of job that this program can run.
pub struct Jobs<C> {
    kinds: HashMap<&'static str, Entry<C>>,
}

impl<C: Clone + Send + Sync + 'static> Default for Jobs<C> {
    fn default() -> Self {
        Self { kinds: HashMap::new() }
    }
}

#[derive(store::FromRow)]
struct Claimed {
    id: RowId,
    kind: String,
    payload: String,
    attempts: i64,
}

/// A job as administrators see it.
#[derive(Debug, Clone, store::FromRow)]
pub struct JobRow {
    /// Its id, to retry it with.
    pub id: RowId,
    /// Its kind.
    pub kind: String,
    /// `waiting`, `running` or `dead`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next.
    pub run_at: Time,
    /// What went wrong last.
    pub last_error: String,
    /// When it was asked for.
    pub created_at: Time,
}

/// Most jobs that one round claims.
const ROUND: i64 = 16;
/// The longest pause between two attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(6 * 3600);
/// How long a worker sleeps when it knows of nothing to do; other nodes wake it before.
const IDLE: Duration = Duration::from_secs(30);

impl<C: Clone + Send + Sync + 'static> Jobs<C> {
    /// Makes a kind of job known.
    ///
    /// # Panics
    /// When two kinds share a name: the program is wrong and must not start.
    #[must_use]
    pub fn with<J: Job<C>>(mut self) -> Self {
        let run: Runner<C> = Arc::new(|context, payload| {
            Box::pin(async move {
                match serde_json::from_str::<J>(&payload) {
                    Ok(job) => job.run(context).await,
                    Err(e) => Err(JobError::Fail(format!("payload: {e}"))),
                }
            })
        });
        let entry =
            Entry { run, attempts: J::ATTEMPTS, limit: J::LIMIT, pause: J::PAUSE, aside: J::ASIDE };
        assert!(self.kinds.insert(J::KIND, entry).is_none(), "two kinds of job named {}", J::KIND);
        self
    }

    /// Takes over the kinds of another set.
    ///
    /// # Panics
    /// When both know the same name.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (kind, entry) in other.kinds {
            assert!(self.kinds.insert(kind, entry).is_none(), "two kinds of job named {kind}");
        }
        self
    }

    /// Runs all jobs that are due now; returns how many were tried. Jobs of unknown kinds, which
    /// a newer node may have left, are put back for an hour.
    pub async fn run_due(&self, store: &Store, context: &C) -> Result<usize> {
        let mut aside = JoinSet::new();
        let count = self.begin_due(store, context, &mut aside).await?;
        while let Some(done) = aside.join_next().await {
            done.unwrap_or(Ok(()))?;
        }
        Ok(count)
    }

    /// Claims what is due, begins what runs aside and runs the rest, one after another.
    async fn begin_due(
        &self,
        store: &Store,
        context: &C,
        aside: &mut JoinSet<Result<()>>,
    ) -> Result<usize> {
        let now = store.now();
        let longest = self.kinds.values().map(|e| e.limit).max().unwrap_or(IDLE);
        let mut tx = store.begin().await?;
        let claimed: Vec<Claimed> = tx.all(&CLAIM, args![now, now + longest, ROUND]).await?;
        tx.save().await?;
        let count = claimed.len();
        let is_aside = |job: &Claimed| self.kinds.get(&*job.kind).is_some_and(|e| e.aside);
        let (beside, in_turn): (Vec<_>, Vec<_>) = claimed.into_iter().partition(is_aside);
        for job in beside {
            let entry = self.kinds.get(&*job.kind).cloned();
            let (store, context) = (store.clone(), context.clone());
            aside.spawn(async move { run_one(entry, &store, &context, job).await });
        }
        for job in in_turn {
            let entry = self.kinds.get(&*job.kind).cloned();
            run_one(entry, store, context, job).await?;
        }
        Ok(count)
    }

    /// Runs jobs as they become due, until the future is dropped.
    pub async fn work(self, store: Store, context: C) {
        let mut aside = JoinSet::new();
        loop {
            let woken = store.bell(Bell::Jobs).notified();
            while let Some(done) = aside.try_join_next() {
                if let Ok(Err(e)) = done {
                    tracing::error!(error = %e, "the end of a job cannot be written down");
                }
            }
            let next = match self.begin_due(&store, &context, &mut aside).await {
                Ok(0) => next_due(&store).await.unwrap_or(None),
                Ok(_) => continue,
                Err(e) => {
                    tracing::error!(error = %e, "jobs cannot be read");
                    None
                }
            };
            let idle = store.now() + IDLE;
            tokio::select! {
                () = woken => {}
                () = store.world().clock().sleep_until(next.map_or(idle, |n| n.min(idle))) => {}
            }
        }
    }
}

async fn run_one<C: Clone + Send + 'static>(
    entry: Option<Entry<C>>,
    store: &Store,
    context: &C,
    job: Claimed,
) -> Result<()> {
    let result = match &entry {
        None => Err(JobError::Retry(format!("this program knows no job {:?}", job.kind))),
        // In a task of its own, so that a panic is a failure of the job and of nothing else.
        Some(entry) => {
            let mut work = JoinSet::new();
            work.spawn((entry.run)(context.clone(), job.payload));
            // What is done here takes as long as it takes.
            let limit = if entry.aside { entry.limit } else { Duration::MAX };
            match timeout(limit, work.join_next()).await {
                Ok(Some(Ok(result))) => result,
                Ok(Some(Err(e))) => Err(JobError::Fail(e.to_string())),
                Ok(None) | Err(_) => Err(JobError::Retry("it took too long".to_owned())),
            }
        }
    };
    let now = store.now();
    let mut tx = store.begin().await?;
    match (result, entry) {
        (Ok(()), _) => tx.execute(&DONE, args![job.id]).await?,
        (Err(JobError::Retry(e)), None) => {
            let later = now + Duration::from_secs(3600);
            tx.execute(&RETRY, args![job.id, later, e]).await?
        }
        (Err(JobError::Retry(e)), Some(entry)) if job.attempts < entry.attempts => {
            let doublings = u32::try_from(job.attempts - 1).unwrap_or(0).min(16);
            let pause = entry.pause.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
            tracing::warn!(kind = job.kind, attempts = job.attempts, error = e, "job failed");
            // Whoever sleeps until the next job is due knows nothing of this one yet.
            tx.ring(Bell::Jobs);
            tx.execute(&RETRY, args![job.id, now + pause, e]).await?
        }
        (Err(e), _) => {
            tracing::error!(kind = job.kind, attempts = job.attempts, error = %e, "job died");
            tx.execute(&DEAD, args![job.id, now, e.to_string()]).await?
        }
    };
    tx.save().await
}

async fn next_due(store: &Store) -> Result<Option<Time>> {
    let (next,): (Option<Time>,) = store.read().one(&NEXT, args![]).await?;
    Ok(next)
}

/// Jobs of one state, newest first, at most `limit`.
pub async fn job_list(q: &mut impl Query, state: &str, limit: i64) -> Result<Vec<JobRow>> {
    q.all(&LIST, args![state, limit]).await
}

/// Whether no job is due or running.
pub async fn jobs_are_idle(store: &Store) -> Result<bool> {
    let now = store.now();
    let (busy,): (i64,) = store.read().one(&BUSY, args![now]).await?;
    Ok(busy == 0)
}

/// Brings a dead job back; false when it is not dead.
pub async fn retry_job(tx: &mut Tx, id: RowId) -> Result<bool> {
    let now = tx.now();
    let revived = tx.execute(&REVIVE, args![id, now]).await? == 1;
    tx.ring(Bell::Jobs);
    Ok(revived)
}

/// Forgets dead jobs that ended before `time`.
pub async fn finished_before(tx: &mut Tx, time: Time) -> Result<u64> {
    tx.execute(&FORGET, args![time]).await
}

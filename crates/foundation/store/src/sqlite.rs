//! SQLite: one writing connection whose units share commits, and a pool for reading.
//!
//! The connection is lent to one unit at a time inside an open transaction, the *group*. A unit
//! is a savepoint in it. Saving a unit releases its savepoint, passes the connection on and waits
//! for the group's commit, so that many small units cost one flush to disk. The group is
//! committed when nobody waits for the connection, after [`MOST_UNITS`], or after [`LONGEST`].
//!
//! A unit that ends in any other way (dropped, cancelled in the middle of a statement, failed)
//! leaves `unit_open` set, and whoever gets the connection next rolls its savepoint back first.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use sqlx::{
    AssertSqlSafe, ConnectOptions, Executor, SqliteConnection, SqlitePool,
    pool::PoolConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use crate::error::{Error, Result};

/// The most units that share a commit.
const MOST_UNITS: u32 = 256;
/// The longest a saved unit waits for others.
const LONGEST: Duration = Duration::from_millis(5);

#[derive(Clone)]
pub(crate) struct Sqlite {
    readers: SqlitePool,
    writer: Arc<Mutex<Writer>>,
    waiting: Arc<AtomicUsize>,
}

struct Writer {
    connection: SqliteConnection,
    group: Option<Group>,
    /// Set before a unit's savepoint is made and cleared after it was released.
    unit_open: bool,
    groups: u64,
}

struct Group {
    number: u64,
    /// False until BEGIN has returned: a cancelled caller may leave it so.
    begun: bool,
    units: u32,
    opened: Instant,
    outcome: watch::Sender<Outcome>,
}

#[derive(Debug, Clone)]
enum Outcome {
    Pending,
    Committed,
    Failed(String),
}

/// The writing connection inside an open group, with this unit's savepoint.
pub(crate) struct Unit {
    writer: OwnedMutexGuard<Writer>,
    waiting: Arc<AtomicUsize>,
}

/// Counts somebody who waits for the connection, also when he stops waiting.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Sqlite {
    pub(crate) async fn open(path: &Path, connections: u32) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(512)
            .pragma("cache_size", "-8000")
            .pragma("temp_store", "MEMORY");
        let mut connection = options.connect().await?;
        let mut migrator = sqlx::migrate!("../../../migrations/sqlite");
        migrator.set_ignore_missing(true).run_direct(None, &mut connection, false).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(connections)
            .min_connections(1)
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        let writer = Writer { connection, group: None, unit_open: false, groups: 0 };
        Ok(Self {
            readers,
            writer: Arc::new(Mutex::new(writer)),
            waiting: Arc::new(AtomicUsize::new(0)),
        })
    }

    pub(crate) async fn reader(&self) -> Result<PoolConnection<sqlx::Sqlite>> {
        Ok(self.readers.acquire().await?)
    }

    pub(crate) async fn begin(&self) -> Result<Unit> {
        let waits = Waiting::new(&self.waiting);
        let mut writer = self.writer.clone().lock_owned().await;
        drop(waits);
        writer.recover().await;
        if writer.group.is_none() {
            let number = writer.open_group().await?;
            tokio::spawn(close_when_due(self.writer.clone(), number));
        }
        writer.unit_open = true;
        writer.run("SAVEPOINT unit").await?;
        Ok(Unit { writer, waiting: self.waiting.clone() })
    }

    pub(crate) async fn close(&self) {
        self.readers.close().await;
        let mut writer = self.writer.lock().await;
        writer.recover().await;
        writer.commit().await;
        // The connection itself closes when the store is dropped; the log is emptied here, so
        // that a copy of the one file is complete.
        if let Err(e) = writer.run("PRAGMA wal_checkpoint(TRUNCATE)").await {
            tracing::warn!(error = %e, "the write-ahead log could not be emptied");
        }
    }
}

impl Unit {
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.writer.connection
    }

    pub(crate) async fn save(mut self) -> Result<()> {
        self.writer.run("RELEASE unit").await?;
        self.writer.unit_open = false;
        let Some(group) = self.writer.group.as_mut() else {
            return Err(Error::Commit("the transaction is gone".into()));
        };
        group.units += 1;
        let mut outcome = group.outcome.subscribe();
        let due = group.units >= MOST_UNITS
            || group.opened.elapsed() >= LONGEST
            || self.waiting.load(Ordering::SeqCst) == 0;
        if due {
            // In a task of its own, so that a caller who goes away does not stop it half-way.
            let mut writer = self.writer;
            tokio::spawn(async move { writer.commit().await });
        } else {
            drop(self.writer);
        }
        let outcome = outcome.wait_for(|o| !matches!(o, Outcome::Pending)).await;
        match outcome.as_deref() {
            Ok(Outcome::Committed) => Ok(()),
            Ok(Outcome::Failed(e)) => Err(Error::Commit(e.clone())),
            Ok(Outcome::Pending) | Err(_) => Err(Error::Commit("the store was closed".into())),
        }
    }
}

impl Writer {
    async fn run(&mut self, sql: &'static str) -> Result<()> {
        self.connection
            .execute(AssertSqlSafe(sql))
            .await
            .map(drop)
            .map_err(|source| Error::Statement { statement: sql, source })
    }

    async fn open_group(&mut self) -> Result<u64> {
        self.groups += 1;
        let number = self.groups;
        self.group = Some(Group {
            number,
            begun: false,
            units: 0,
            opened: Instant::now(),
            outcome: watch::Sender::new(Outcome::Pending),
        });
        if let Err(e) = self.run("BEGIN IMMEDIATE").await {
            self.group = None;
            return Err(e);
        }
        if let Some(group) = self.group.as_mut() {
            group.begun = true;
        }
        Ok(number)
    }

    /// Puts right what the last holder left behind.
    async fn recover(&mut self) {
        if self.group.as_ref().is_some_and(|g| !g.begun) {
            let _ = self.run("ROLLBACK").await;
            self.group = None;
            self.unit_open = false;
        }
        if !self.unit_open {
            return;
        }
        let undone = match self.run("ROLLBACK TO unit").await {
            Ok(()) => self.run("RELEASE unit").await,
            Err(e) => Err(e),
        };
        self.unit_open = false;
        if let Err(e) = undone {
            // Either there was no savepoint, which is harmless, or the whole transaction is gone
            // (disk full, I/O error). BEGIN tells the two apart: inside a transaction it fails.
            if self.run("BEGIN").await.is_ok() {
                let _ = self.run("ROLLBACK").await;
                if let Some(group) = self.group.take() {
                    tracing::error!(units = group.units, error = %e, "a transaction was lost");
                    group.outcome.send_replace(Outcome::Failed(e.to_string()));
                }
            }
        }
    }

    /// Commits the open group, if there is one, and tells its units.
    async fn commit(&mut self) {
        let Some(units) = self.group.as_ref().map(|g| g.units) else { return };
        let outcome = if units == 0 {
            let _ = self.run("ROLLBACK").await;
            Outcome::Committed
        } else {
            match self.run("COMMIT").await {
                Ok(()) => Outcome::Committed,
                Err(e) => {
                    tracing::error!(units, error = %e, "a commit failed");
                    let _ = self.run("ROLLBACK").await;
                    Outcome::Failed(e.to_string())
                }
            }
        };
        if let Some(group) = self.group.take() {
            group.outcome.send_replace(outcome);
        }
    }
}

/// Commits a group that nobody else has committed in time.
async fn close_when_due(writer: Arc<Mutex<Writer>>, number: u64) {
    tokio::time::sleep(LONGEST).await;
    let mut writer = writer.lock().await;
    if writer.group.as_ref().is_some_and(|g| g.number == number) {
        writer.recover().await;
        writer.commit().await;
    }
}

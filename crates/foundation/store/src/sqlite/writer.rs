//! The one writing connection, and the units that share its commits.
//!
//! The connection is lent to one unit at a time inside an open transaction, the *group*. A unit
//! is a savepoint in it. Saving a unit releases its savepoint, passes the connection on and waits
//! for the group's commit, so that many small units cost one flush to disk. The group is
//! committed when nobody waits for the connection, after [`MOST_UNITS`], or after [`LONGEST`].
//!
//! A unit that ends in any other way (dropped, cancelled, failed) leaves `unit_open` set, and
//! whoever gets the connection next rolls its savepoint back first.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use crate::error::{Cause, Error, Result};

/// The most units that share a commit.
const MOST_UNITS: u32 = 256;
/// The longest a saved unit waits for others.
const LONGEST: Duration = Duration::from_millis(5);
/// How often one asks whether another process has finished writing.
const RETRY: Duration = Duration::from_millis(5);
/// The longest one waits for it.
const PATIENCE: Duration = Duration::from_secs(10);

/// The writing connection, for whoever asks for it next.
#[derive(Clone)]
pub(super) struct Writing {
    writer: Arc<Mutex<Writer>>,
    waiting: Arc<AtomicUsize>,
}

struct Writer {
    connection: Connection,
    group: Option<Group>,
    /// Set before a unit's savepoint is made and cleared after it was released.
    unit_open: bool,
    groups: u64,
}

struct Group {
    number: u64,
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

impl Writing {
    pub(super) fn new(connection: Connection) -> Self {
        let writer = Writer { connection, group: None, unit_open: false, groups: 0 };
        Self { writer: Arc::new(Mutex::new(writer)), waiting: Arc::new(AtomicUsize::new(0)) }
    }

    pub(super) async fn begin(&self) -> Result<Unit> {
        let waits = Waiting::new(&self.waiting);
        let mut writer = self.writer.clone().lock_owned().await;
        drop(waits);
        writer.recover();
        if writer.group.is_none() {
            let number = writer.open_group().await?;
            tokio::spawn(close_when_due(self.writer.clone(), number));
        }
        writer.unit_open = true;
        writer.run("SAVEPOINT unit")?;
        Ok(Unit { writer, waiting: self.waiting.clone() })
    }

    pub(super) async fn close(&self) {
        let mut writer = self.writer.lock().await;
        writer.recover();
        writer.commit();
        let emptied =
            writer.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        if let Err(e) = emptied {
            tracing::warn!(error = %e, "the write-ahead log could not be emptied");
        }
    }
}

impl Unit {
    pub(crate) fn connection(&self) -> &Connection {
        &self.writer.connection
    }

    pub(crate) async fn save(mut self) -> Result<()> {
        self.writer.run("RELEASE unit")?;
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
            // Waits for the disk; and a caller who goes away does not stop it half-way.
            let mut writer = self.writer;
            tokio::task::spawn_blocking(move || writer.commit());
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
    fn run(&self, sql: &'static str) -> Result<()> {
        let done = self.connection.prepare_cached(sql).and_then(|mut s| s.raw_execute());
        done.map(drop).map_err(Cause::Sqlite).map_err(Error::of(sql))
    }

    async fn open_group(&mut self) -> Result<u64> {
        let began = Instant::now();
        loop {
            match self.run("BEGIN IMMEDIATE") {
                Err(e) if is_busy(&e) && began.elapsed() < PATIENCE => {
                    tokio::time::sleep(RETRY).await;
                }
                done => break done?,
            }
        }
        self.groups += 1;
        let number = self.groups;
        self.group = Some(Group {
            number,
            units: 0,
            opened: Instant::now(),
            outcome: watch::Sender::new(Outcome::Pending),
        });
        Ok(number)
    }

    /// Puts right what the last holder left behind.
    fn recover(&mut self) {
        if !self.unit_open {
            return;
        }
        self.unit_open = false;
        let undone = self.run("ROLLBACK TO unit").and_then(|()| self.run("RELEASE unit"));
        // Without a transaction there was nothing to roll back: it is gone (disk full, I/O error),
        // and with it what other units had saved.
        if self.connection.is_autocommit()
            && let Some(group) = self.group.take()
        {
            let error = undone.err().map_or_else(String::new, |e| e.to_string());
            tracing::error!(units = group.units, error, "a transaction was lost");
            group.outcome.send_replace(Outcome::Failed(error));
        }
    }

    /// Commits the open group, if there is one, and tells its units.
    fn commit(&mut self) {
        let Some(group) = self.group.take() else { return };
        let outcome = if group.units == 0 {
            let _ = self.run("ROLLBACK");
            Outcome::Committed
        } else {
            match self.run("COMMIT") {
                Ok(()) => Outcome::Committed,
                Err(e) => {
                    tracing::error!(units = group.units, error = %e, "a commit failed");
                    let _ = self.run("ROLLBACK");
                    Outcome::Failed(e.to_string())
                }
            }
        };
        group.outcome.send_replace(outcome);
    }
}

fn is_busy(error: &Error) -> bool {
    let Error::Statement { source: Cause::Sqlite(e), .. } = error else { return false };
    matches!(e.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// Commits a group that nobody else has committed in time.
async fn close_when_due(writer: Arc<Mutex<Writer>>, number: u64) {
    tokio::time::sleep(LONGEST).await;
    let mut writer = writer.lock_owned().await;
    if writer.group.as_ref().is_some_and(|g| g.number == number) {
        writer.recover();
        // Waits for the disk.
        tokio::task::spawn_blocking(move || writer.commit());
    }
}

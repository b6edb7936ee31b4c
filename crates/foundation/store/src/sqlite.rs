//! SQLite: one writing connection whose units share commits, and a few for reading.
//!
//! A statement runs where it is asked for, without another thread between: most take less time than
//! waking one. Those that turned out to take long give their place in the runtime away first, and
//! only a few of them run at once. What waits for the disk, a commit, has a thread of its own.

mod migrate;
mod run;
mod slow;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

pub(crate) use run::{all, execute};
use slow::Slow;
pub(crate) use writer::Unit;
use writer::Writing;

use crate::{
    error::{Cause, Error, Result},
    query::Text,
    row::FromRow,
    value::Value,
};

/// Prepared statements that a connection keeps; each takes 10 to 50 KB.
const STATEMENTS: usize = 160;
/// How long a reader waits for another process that has the file to itself.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub(crate) struct Sqlite {
    readers: Arc<Readers>,
    writing: Writing,
}

struct Readers {
    path: PathBuf,
    /// Those that nobody uses. Statements do not wait while they have one, so that there are never
    /// more than threads that read.
    idle: Mutex<Vec<Connection>>,
    /// The most that are kept.
    most: usize,
    slow: Slow,
}

impl Sqlite {
    /// Opens the file, or makes it, and brings its schema up to date.
    pub(crate) fn open(path: &Path, connections: u32) -> Result<Self> {
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        migrate::migrate(&mut connection, &sqlx::migrate!("../../../migrations/sqlite"))?;
        // Whoever wants to write waits without holding up a thread.
        connection.busy_timeout(Duration::ZERO)?;
        let most = usize::try_from(connections).unwrap_or(1).max(1);
        let readers =
            Readers { path: path.to_owned(), idle: Mutex::default(), most, slow: Slow::new(most) };
        Ok(Self { readers: Arc::new(readers), writing: Writing::new(connection) })
    }

    /// All rows, beside the units of work.
    pub(crate) async fn all<T: FromRow>(&self, text: Text, values: Vec<Value>) -> Result<Vec<T>> {
        let readers = &self.readers;
        readers.slow.run(text.as_str(), || readers.all(&text, &values)).await
    }

    /// How many values a statement takes.
    #[cfg(feature = "test-support")]
    pub(crate) fn parameters(&self, statement: &crate::Statement) -> Result<usize> {
        let connection = reader(&self.readers.path)?;
        let sql = statement.sql(crate::dialect::Dialect::Sqlite);
        Ok(connection.prepare(sql)?.parameter_count())
    }

    pub(crate) async fn begin(&self) -> Result<Unit> {
        self.writing.begin().await
    }

    pub(crate) async fn close(&self) {
        self.readers.idle().clear();
        // The connection itself closes when the store is dropped; the log is emptied here, so
        // that a copy of the one file is complete.
        self.writing.close().await;
    }
}

impl Readers {
    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn all<T: FromRow>(&self, text: &Text, values: &[Value]) -> Result<Vec<T>> {
        let kept = self.idle().pop();
        let connection = match kept {
            Some(connection) => connection,
            None => reader(&self.path)?,
        };
        let rows = all(&connection, text, values);
        let mut idle = self.idle();
        if idle.len() < self.most {
            idle.push(connection);
        }
        rows
    }
}

fn reader(path: &Path) -> Result<Connection> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.busy_timeout(PATIENCE)?;
        // A plan made once holds for all values. Without this, whatever touches a partial index is
        // planned anew each time.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
             PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY;",
        )?;
        Ok(connection)
    };
    open().map_err(|e| Error::Database(Cause::Sqlite(e)))
}

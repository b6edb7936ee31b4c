//! The store: one SQL text on SQLite and PostgreSQL.
//!
//! - [`Store::begin`] opens a unit of work ([`Tx`]); [`Tx::save`] makes it durable, dropping it
//!   leaves nothing behind. On SQLite, units that wait at the same time share one commit.
//! - [`Store::read`] reads beside it.
//! - SQL stands in constants made by [`statements!`], which registers them for the test that
//!   prepares every one on both databases. All that differs between the two is in [`dialect`].

mod bell;
mod clock;
pub mod dialect;
mod error;
pub mod files;
mod jobs;
mod json;
mod postgres;
mod query;
mod row;
mod sqlite;
mod statement;
#[cfg(feature = "test-support")]
pub mod testing;
mod unit;
mod value;

use std::path::PathBuf;

use bell::Bells;
use domain::{Id, Time, World};
use tokio::sync::Notify;

pub use bell::Bell;
pub use clock::{SystemClock, TestClock};
pub use error::{Cause, Error, Result};
pub use files::Files;
pub use jobs::{
    Job, JobError, JobRow, Jobs, enqueue, enqueued, finished_before, is_enqueued, job_list,
    jobs_are_idle, retry_job,
};
pub use json::JsonText;
pub use query::{Query, Reader};
pub use row::{Cell, CellError, FromCell, FromRow, Row, RowError};
pub use statement::{Built, Statement, all_statements};
pub use store_derive::{FromCell, FromRow};
pub use unit::Tx;
pub use value::Value;

// The derives name this crate as those do who use it.
extern crate self as store;

#[doc(hidden)]
pub use inventory;

/// Where the data is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// One SQLite file; it is made when it does not exist.
    Sqlite(PathBuf),
    /// A PostgreSQL database, as a `postgres://` address.
    Postgres(String),
}

/// How the store is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the data is kept.
    pub location: Location,
    /// Connections for reading (SQLite) or altogether (PostgreSQL).
    pub connections: u32,
    /// The folder in which files are kept, or arrive when they are kept in a bucket.
    pub files: PathBuf,
    /// The bucket in which files are kept, for houses of several machines.
    pub bucket: Option<files::BucketSettings>,
}

impl Options {
    /// The usual options for this location: files stand beside an SQLite file, else in `files` of the
    /// working directory.
    pub fn new(location: Location) -> Self {
        let (connections, files) = match &location {
            Location::Sqlite(path) => (4, path.with_extension("files")),
            Location::Postgres(_) => (16, "files".into()),
        };
        Self { location, connections, files, bucket: None }
    }
}

#[derive(Clone)]
pub(crate) enum Db {
    Sqlite(sqlite::Sqlite),
    Postgres(sqlx::PgPool),
}

/// The open database with the world it lives in. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    db: Db,
    world: World,
    bells: Bells,
    files: Files,
}

impl Store {
    /// Opens the database and brings its schema up to date. A schema that is newer than this
    /// program is left as it is, so that nodes can be restarted one after the other.
    pub async fn open(options: &Options, world: World) -> Result<Self> {
        let db = match &options.location {
            Location::Sqlite(path) => Db::Sqlite(sqlite::Sqlite::open(path, options.connections)?),
            Location::Postgres(url) => {
                Db::Postgres(postgres::open(url, options.connections).await?)
            }
        };
        let files = match &options.bucket {
            None => Files::new(&options.files),
            Some(bucket) => Files::in_bucket(&options.files, bucket)?,
        };
        Ok(Self { db, world, bells: Bells::default(), files })
    }

    /// Clock and randomness.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The present moment.
    pub fn now(&self) -> Time {
        self.world.now()
    }

    /// A new id.
    pub fn id<I: Id>(&self) -> I {
        self.world.id()
    }

    /// The bytes of files.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Which database this is: `sqlite` or `postgresql`.
    pub fn engine(&self) -> &'static str {
        match self.db {
            Db::Sqlite(_) => "sqlite",
            Db::Postgres(_) => "postgresql",
        }
    }

    /// Reads, each statement for itself, seeing everything that has been saved.
    pub fn read(&self) -> Reader {
        Reader::new(self.db.clone())
    }

    /// Opens a unit of work. Do nothing slow before it is saved or dropped: on SQLite it holds
    /// the only writing connection.
    pub async fn begin(&self) -> Result<Tx> {
        Tx::begin(self).await
    }

    /// Closes all connections; what was saved is on disk.
    pub async fn close(&self) {
        match &self.db {
            Db::Sqlite(db) => db.close().await,
            Db::Postgres(pool) => pool.close().await,
        }
    }

    pub(crate) fn db(&self) -> &Db {
        &self.db
    }

    /// The bell that is rung when a unit with such work was saved. Ask for its `notified()` before you
    /// look for work.
    pub fn bell(&self, bell: Bell) -> &Notify {
        self.bells.of(bell)
    }

    /// How often a bell was rung since the store was opened, for whoever keeps something in memory.
    pub fn rung(&self, bell: Bell) -> u64 {
        self.bells.count(bell)
    }

    pub(crate) fn bells(&self) -> &Bells {
        &self.bells
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("engine", &self.engine()).finish_non_exhaustive()
    }
}

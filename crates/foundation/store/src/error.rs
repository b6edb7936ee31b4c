//! What can go wrong in the store.

use rusqlite::ffi;

use crate::row::RowError;

/// The result of a statement.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What a database said.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum Cause {
    /// SQLite.
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL.
    Postgres(#[from] sqlx::Error),
    /// It answered, with a row that is not what was expected.
    Row(#[from] RowError),
}

impl Cause {
    fn is_unique(&self) -> bool {
        match self {
            Self::Sqlite(e) => e.sqlite_error().is_some_and(|e| {
                matches!(
                    e.extended_code,
                    ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                )
            }),
            Self::Postgres(e) => e
                .as_database_error()
                .is_some_and(|e| e.kind() == sqlx::error::ErrorKind::UniqueViolation),
            Self::Row(_) => false,
        }
    }
}

/// Why a statement, a unit or opening failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A row was expected and there is none.
    #[error("no such row")]
    NotFound,
    /// The unit is used after one of its statements failed. PostgreSQL allows nothing else, and
    /// on SQLite the transaction may be gone without a word (full disk).
    #[error("the unit of work has already failed")]
    Poisoned,
    /// The commit that this unit shared with others failed; nothing of it was kept.
    #[error("the commit failed: {0}")]
    Commit(String),
    /// The schema could not be brought up to date.
    #[error("migration failed: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The database said no.
    #[error("statement {statement}: {source}")]
    Statement {
        /// The name of the statement.
        statement: &'static str,
        /// What the database said.
        source: Cause,
    },
    /// Where files are kept cannot be used.
    #[error("the files: {0}")]
    Files(#[from] std::io::Error),
    /// The database cannot be reached or opened.
    #[error(transparent)]
    Database(#[from] Cause),
}

impl Error {
    /// Whether a unique index refused the row.
    pub fn is_unique(&self) -> bool {
        match self {
            Self::Statement { source, .. } | Self::Database(source) => source.is_unique(),
            _ => false,
        }
    }

    pub(crate) fn of(statement: &'static str) -> impl FnOnce(Cause) -> Self {
        move |source| Self::Statement { statement, source }
    }
}

impl From<sqlx::Error> for Error {
    fn from(e: sqlx::Error) -> Self {
        Self::Database(e.into())
    }
}

impl From<rusqlite::Error> for Error {
    fn from(e: rusqlite::Error) -> Self {
        Self::Database(e.into())
    }
}

impl From<Error> for domain::Error {
    fn from(e: Error) -> Self {
        match e {
            Error::NotFound => Self::NotFound,
            e => Self::internal(e),
        }
    }
}

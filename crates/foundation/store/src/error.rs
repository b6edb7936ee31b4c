//! What can go wrong in the store.

/// The result of a statement.
pub type Result<T, E = Error> = std::result::Result<T, E>;

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
        source: sqlx::Error,
    },
    /// The database cannot be reached or opened.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl Error {
    /// Whether a unique index refused the row.
    pub fn is_unique(&self) -> bool {
        let (Self::Statement { source, .. } | Self::Database(source)) = self else {
            return false;
        };
        source
            .as_database_error()
            .is_some_and(|e| e.kind() == sqlx::error::ErrorKind::UniqueViolation)
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

//! Running statements, alike in a unit of work and beside it.

use std::future::Future;

use sqlx::{
    AssertSqlSafe, FromRow, PgConnection, SqliteConnection,
    postgres::{PgArguments, PgRow},
    sqlite::{SqliteArguments, SqliteRow},
};

use crate::{
    Db,
    dialect::Dialect,
    error::{Error, Result},
    statement::{Built, Statement},
    value::Value,
};

/// Anything that a row of either database can be read into; derive `sqlx::FromRow` for it.
pub trait Row:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static
{
}
impl<T> Row for T where
    T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static
{
}

/// What can be asked in a unit of work ([`crate::Tx`]) and beside it ([`Reader`]).
pub trait Query: Send {
    /// All rows.
    fn all<T: Row>(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<T>>> + Send;

    /// All rows of a statement put together at run time.
    fn all_built<T: Row>(&mut self, built: Built) -> impl Future<Output = Result<Vec<T>>> + Send;

    /// The first row, if there is one.
    fn optional<T: Row>(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Option<T>>> + Send {
        async move { Ok(self.all(statement, values).await?.into_iter().next()) }
    }

    /// The first row, or [`Error::NotFound`].
    fn one<T: Row>(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<T>> + Send {
        async move { self.optional(statement, values).await?.ok_or(Error::NotFound) }
    }
}

/// Reads beside the units of work. Every statement sees all that was saved before it began.
#[derive(Clone)]
pub struct Reader {
    db: Db,
}

impl Reader {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }
}

impl Query for Reader {
    async fn all<T: Row>(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Result<Vec<T>> {
        match &self.db {
            Db::Sqlite(db) => {
                let mut connection = db.reader().await?;
                sqlite_all(&mut connection, Text::Named(statement), values).await
            }
            Db::Postgres(pool) => {
                let mut connection = pool.acquire().await?;
                postgres_all(&mut connection, Text::Named(statement), values).await
            }
        }
    }

    async fn all_built<T: Row>(&mut self, built: Built) -> Result<Vec<T>> {
        match &self.db {
            Db::Sqlite(db) => {
                let mut connection = db.reader().await?;
                let (sql, values) = built.finish(Dialect::Sqlite);
                sqlite_all(&mut connection, Text::Built(sql), values).await
            }
            Db::Postgres(pool) => {
                let mut connection = pool.acquire().await?;
                let (sql, values) = built.finish(Dialect::Postgres);
                postgres_all(&mut connection, Text::Built(sql), values).await
            }
        }
    }
}

/// A statement's text, or one put together at run time from constant pieces.
pub(crate) enum Text {
    Named(&'static Statement),
    Built(String),
}

impl Text {
    fn name(&self) -> &'static str {
        match self {
            Self::Named(s) => s.name,
            Self::Built(_) => "built",
        }
    }

    /// Both kinds are made of constants only; values are always bound.
    fn sql(self, dialect: Dialect) -> AssertSqlSafe<std::borrow::Cow<'static, str>> {
        AssertSqlSafe(match self {
            Self::Named(s) => s.sql(dialect).into(),
            Self::Built(sql) => sql.into(),
        })
    }
}

fn encode_error(name: &'static str) -> impl FnOnce(sqlx::error::BoxDynError) -> Error {
    move |e| Error::Statement { statement: name, source: sqlx::Error::Encode(e) }
}

fn sqlite_arguments(name: &'static str, values: Vec<Value>) -> Result<SqliteArguments> {
    let mut arguments = SqliteArguments::default();
    for value in values {
        value.add_sqlite(&mut arguments).map_err(encode_error(name))?;
    }
    Ok(arguments)
}

fn postgres_arguments(name: &'static str, values: Vec<Value>) -> Result<PgArguments> {
    let mut arguments = PgArguments::default();
    for value in values {
        value.add_postgres(&mut arguments).map_err(encode_error(name))?;
    }
    Ok(arguments)
}

pub(crate) async fn sqlite_all<T: Row>(
    connection: &mut SqliteConnection,
    text: Text,
    values: Vec<Value>,
) -> Result<Vec<T>> {
    let name = text.name();
    let arguments = sqlite_arguments(name, values)?;
    sqlx::query_as_with::<_, T, _>(text.sql(Dialect::Sqlite), arguments)
        .fetch_all(connection)
        .await
        .map_err(|source| Error::Statement { statement: name, source })
}

pub(crate) async fn postgres_all<T: Row>(
    connection: &mut PgConnection,
    text: Text,
    values: Vec<Value>,
) -> Result<Vec<T>> {
    let name = text.name();
    let arguments = postgres_arguments(name, values)?;
    sqlx::query_as_with::<_, T, _>(text.sql(Dialect::Postgres), arguments)
        .fetch_all(connection)
        .await
        .map_err(|source| Error::Statement { statement: name, source })
}

pub(crate) async fn sqlite_execute(
    connection: &mut SqliteConnection,
    text: Text,
    values: Vec<Value>,
) -> Result<u64> {
    let name = text.name();
    let arguments = sqlite_arguments(name, values)?;
    sqlx::query_with(text.sql(Dialect::Sqlite), arguments)
        .execute(connection)
        .await
        .map(|done| done.rows_affected())
        .map_err(|source| Error::Statement { statement: name, source })
}

pub(crate) async fn postgres_execute(
    connection: &mut PgConnection,
    text: Text,
    values: Vec<Value>,
) -> Result<u64> {
    let name = text.name();
    let arguments = postgres_arguments(name, values)?;
    sqlx::query_with(text.sql(Dialect::Postgres), arguments)
        .execute(connection)
        .await
        .map(|done| done.rows_affected())
        .map_err(|source| Error::Statement { statement: name, source })
}

//! Running statements, alike in a unit of work and beside it.

use std::{
    borrow::Cow,
    future::Future,
    time::{Duration, Instant},
};

use sqlx::{AssertSqlSafe, PgConnection, postgres::PgArguments};

use crate::{
    Db,
    dialect::Dialect,
    error::{Cause, Error, Result},
    row::{FromRow, Row, postgres_names},
    statement::{Built, Statement},
    value::Value,
};

/// A statement that takes longer is told of in the log.
const REMARKABLE: Duration = Duration::from_secs(1);

/// What can be asked in a unit of work ([`crate::Tx`]) and beside it ([`Reader`]).
pub trait Query: Send {
    /// Which database is asked, for what takes several steps on one of them.
    fn dialect(&self) -> Dialect;

    /// All rows.
    fn all<T: FromRow>(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<T>>> + Send;

    /// All rows of a statement put together at run time.
    fn all_built<T: FromRow>(
        &mut self,
        built: Built,
    ) -> impl Future<Output = Result<Vec<T>>> + Send;

    /// The first row, if there is one.
    fn optional<T: FromRow>(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Option<T>>> + Send {
        async move { Ok(self.all(statement, values).await?.into_iter().next()) }
    }

    /// The first row, or [`Error::NotFound`].
    fn one<T: FromRow>(
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

    async fn fetch<T: FromRow>(&self, text: Text, values: Vec<Value>) -> Result<Vec<T>> {
        match &self.db {
            Db::Sqlite(db) => db.all(text, values).await,
            Db::Postgres(pool) => {
                let mut connection = pool.acquire().await?;
                postgres_all(&mut connection, text, values).await
            }
        }
    }
}

impl Query for Reader {
    fn dialect(&self) -> Dialect {
        match &self.db {
            Db::Sqlite(_) => Dialect::Sqlite,
            Db::Postgres(_) => Dialect::Postgres,
        }
    }

    async fn all<T: FromRow>(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Result<Vec<T>> {
        let text = Text::named(statement, self.dialect());
        let watch = Watch::begin(&text);
        let rows = self.fetch(text, values).await;
        watch.end(rows.as_ref().map_or(0, Vec::len));
        rows
    }

    async fn all_built<T: FromRow>(&mut self, built: Built) -> Result<Vec<T>> {
        let (text, values) = Text::built(built, self.dialect());
        let watch = Watch::begin(&text);
        let rows = self.fetch(text, values).await;
        watch.end(rows.as_ref().map_or(0, Vec::len));
        rows
    }
}

/// A statement's text for one database, made of constants only: values are always bound.
pub(crate) struct Text {
    name: &'static str,
    sql: Cow<'static, str>,
}

impl Text {
    pub(crate) fn named(statement: &'static Statement, dialect: Dialect) -> Self {
        Self { name: statement.name, sql: statement.sql(dialect).into() }
    }

    pub(crate) fn built(built: Built, dialect: Dialect) -> (Self, Vec<Value>) {
        let (sql, values) = built.finish(dialect);
        (Self { name: "built", sql: sql.into() }, values)
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.sql
    }
}

/// Tells of a statement that ran: each one when somebody listens, a slow one always.
pub(crate) struct Watch {
    began: Instant,
    name: &'static str,
    /// Only when somebody listens.
    sql: String,
}

impl Watch {
    pub(crate) fn begin(text: &Text) -> Self {
        let listens = tracing::enabled!(target: "store::statement", tracing::Level::TRACE);
        let sql = if listens { text.as_str().to_owned() } else { String::new() };
        Self { began: Instant::now(), name: text.name, sql }
    }

    pub(crate) fn end(self, rows: usize) {
        let took = self.began.elapsed();
        if !self.sql.is_empty() {
            tracing::trace!(
                target: "store::statement",
                name = self.name,
                sql = self.sql,
                seconds = took.as_secs_f64(),
                rows,
                "a statement ran"
            );
        }
        if took >= REMARKABLE {
            tracing::warn!(statement = self.name, seconds = took.as_secs_f64(), "slow statement");
        }
    }
}

fn postgres_arguments(values: Vec<Value>) -> Result<PgArguments, Cause> {
    let mut arguments = PgArguments::default();
    for value in values {
        value.add_postgres(&mut arguments).map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

pub(crate) async fn postgres_all<T: FromRow>(
    connection: &mut PgConnection,
    text: Text,
    values: Vec<Value>,
) -> Result<Vec<T>> {
    let name = text.name;
    let arguments = postgres_arguments(values).map_err(Error::of(name))?;
    let rows = sqlx::query_with(AssertSqlSafe(text.sql), arguments)
        .fetch_all(connection)
        .await
        .map_err(|e| Error::of(name)(e.into()))?;
    let Some(first) = rows.first() else { return Ok(Vec::new()) };
    let names = postgres_names(first);
    rows.iter()
        .map(|row| T::from_row(&Row::postgres(row, &names)))
        .collect::<Result<_, _>>()
        .map_err(|e| Error::of(name)(e.into()))
}

pub(crate) async fn postgres_execute(
    connection: &mut PgConnection,
    text: Text,
    values: Vec<Value>,
) -> Result<u64> {
    let name = text.name;
    let arguments = postgres_arguments(values).map_err(Error::of(name))?;
    sqlx::query_with(AssertSqlSafe(text.sql), arguments)
        .execute(connection)
        .await
        .map(|done| done.rows_affected())
        .map_err(|e| Error::of(name)(e.into()))
}

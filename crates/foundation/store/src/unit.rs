//! The unit of work.

use domain::{Id, Time, World};
use sqlx::Postgres;

use crate::{
    Db, Store,
    bell::{Bell, Bells, Rung},
    dialect::Dialect,
    error::{Error, Result},
    query::{self, Query, Text, Watch},
    row::FromRow,
    sqlite,
    statement::{Built, Statement},
    value::Value,
};

/// One action's writes: all of them are kept, or none.
///
/// After a statement has failed, the unit takes no further ones, on both databases: use
/// `ON CONFLICT` where a conflict is an answer and not a failure.
pub struct Tx {
    inner: Inner,
    world: World,
    bells: Bells,
    failed: bool,
    rung: Rung,
}

enum Inner {
    Sqlite(sqlite::Unit),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Tx {
    pub(crate) async fn begin(store: &Store) -> Result<Self> {
        let inner = match store.db() {
            Db::Sqlite(db) => Inner::Sqlite(db.begin().await?),
            Db::Postgres(pool) => Inner::Postgres(pool.begin().await?),
        };
        Ok(Self {
            inner,
            world: store.world().clone(),
            bells: store.bells().clone(),
            failed: false,
            rung: Rung::default(),
        })
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

    /// Runs a statement that changes rows; returns how many.
    pub async fn execute(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Result<u64> {
        self.check()?;
        let text = Text::named(statement, self.dialect());
        let watch = Watch::begin(&text);
        let done = match &mut self.inner {
            Inner::Sqlite(unit) => sqlite::execute(unit.connection(), &text, &values),
            Inner::Postgres(tx) => query::postgres_execute(tx, text, values).await,
        };
        watch.end(0);
        self.note(done)
    }

    /// Makes the unit durable. When this returns `Ok`, no failure of the machine undoes it.
    pub async fn save(self) -> Result<()> {
        self.check()?;
        match self.inner {
            Inner::Sqlite(unit) => unit.save().await?,
            Inner::Postgres(tx) => tx.commit().await?,
        }
        self.bells.ring(self.rung);
        Ok(())
    }

    /// Whether this unit writes to PostgreSQL, where units run beside one another and other nodes
    /// must be told of new work.
    pub fn is_shared(&self) -> bool {
        matches!(self.inner, Inner::Postgres(_))
    }

    /// Rings this bell once the unit is saved.
    pub fn ring(&mut self, bell: Bell) {
        self.rung.add(bell);
    }

    fn check(&self) -> Result<()> {
        if self.failed { Err(Error::Poisoned) } else { Ok(()) }
    }

    fn note<T>(&mut self, result: Result<T>) -> Result<T> {
        self.failed |= result.is_err();
        result
    }

    async fn fetch<T: FromRow>(&mut self, text: Text, values: Vec<Value>) -> Result<Vec<T>> {
        self.check()?;
        let watch = Watch::begin(&text);
        let rows = match &mut self.inner {
            Inner::Sqlite(unit) => sqlite::all(unit.connection(), &text, &values),
            Inner::Postgres(tx) => query::postgres_all(tx, text, values).await,
        };
        watch.end(rows.as_ref().map_or(0, Vec::len));
        self.note(rows)
    }
}

impl Query for Tx {
    fn dialect(&self) -> Dialect {
        if self.is_shared() { Dialect::Postgres } else { Dialect::Sqlite }
    }

    async fn all<T: FromRow>(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Result<Vec<T>> {
        let text = Text::named(statement, self.dialect());
        self.fetch(text, values).await
    }

    async fn all_built<T: FromRow>(&mut self, built: Built) -> Result<Vec<T>> {
        let (text, values) = Text::built(built, self.dialect());
        self.fetch(text, values).await
    }
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("failed", &self.failed).finish_non_exhaustive()
    }
}

//! How far the first look at somebody or a community elsewhere has come, for whoever waits for it.

use domain::{ActorId, Result, Time};
use store::{Query, Store, args, statements};

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Progress {
    /// Whether everything that is fetched at first is here.
    pub complete: bool,
    /// How many things are fetched, as far as that is known.
    pub total: i64,
    /// How many of them were looked at.
    pub done: i64,
    /// When that was.
    pub updated_at: Time,
}

statements! {
    PROGRESS = "SELECT state = 'done' AS complete, total, done, updated_at FROM acquaintance \
        WHERE actor_id = $1";
    PROGRESS_PUT = "INSERT INTO acquaintance (actor_id, state, total, done, updated_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (actor_id) DO UPDATE SET state = excluded.state, \
        total = excluded.total, done = excluded.done, updated_at = excluded.updated_at";
}

/// How far the first look at an actor elsewhere has come; `None` when there was none.
pub async fn progress(q: &mut impl Query, actor: ActorId) -> Result<Option<Progress>> {
    Ok(q.optional(&PROGRESS, args![actor]).await?)
}

/// Counts what is fetched of one actor.
pub(super) struct Counter<'a> {
    store: &'a Store,
    actor: ActorId,
    total: usize,
    done: usize,
}

impl<'a> Counter<'a> {
    pub(super) async fn start(store: &'a Store, actor: ActorId) -> Result<Self> {
        let counter = Self { store, actor, total: 0, done: 0 };
        counter.write("running").await?;
        Ok(counter)
    }

    /// More is to be fetched than was known.
    pub(super) async fn more(&mut self, count: usize) -> Result<()> {
        self.total += count;
        self.write("running").await
    }

    /// One thing was looked at. Written now and then, as it is read now and then.
    pub(super) async fn one(&mut self) -> Result<()> {
        self.done += 1;
        if self.done.is_multiple_of(5) { self.write("running").await } else { Ok(()) }
    }

    pub(super) async fn end(self) -> Result<()> {
        self.write("done").await
    }

    async fn write(&self, state: &'static str) -> Result<()> {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let mut tx = self.store.begin().await?;
        let now = tx.now();
        let values = args![self.actor, state, number(self.total), number(self.done), now];
        tx.execute(&PROGRESS_PUT, values).await?;
        Ok(tx.save().await?)
    }
}

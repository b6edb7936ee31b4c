//! PostgreSQL: a pool; a unit of work is a transaction.

use std::{str::FromStr, time::Duration};

use sqlx::{
    Connection, PgPool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::error::Result;

/// A connection that has rested longer than this is asked whether it is still there.
const RESTED: Duration = Duration::from_secs(5);

pub(crate) async fn open(url: &str, connections: u32) -> Result<PgPool> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("guildhall")
        .statement_cache_capacity(512)
        // Our statements are short: to compile one takes longer than to run it.
        .options([("jit", "off")]);
    let pool = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move { Ok(meta.idle_for < RESTED || connection.ping().await.is_ok()) })
        })
        .connect_with(options)
        .await?;
    migrator().run(&pool).await?;
    Ok(pool)
}

/// What brings the schema up to date. What this program does not know is left alone.
pub(crate) fn migrator() -> Migrator {
    let mut migrator = sqlx::migrate!("../../../migrations/postgres");
    migrator.set_ignore_missing(true);
    migrator
}

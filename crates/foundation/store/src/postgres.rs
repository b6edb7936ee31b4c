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

/// Our statements read few rows, by indexes that were made for them. To plan one anew each time, to compile it or
/// to share it among several processes takes longer than to run it; and a plan made without knowing the values
/// must not prepare for more rows than there will be.
const SETTINGS: [(&str, &str); 6] = [
    ("jit", "off"),
    ("max_parallel_workers_per_gather", "0"),
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
    ("random_page_cost", "1.1"),
];

pub(crate) async fn open(url: &str, connections: u32) -> Result<PgPool> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("guildhall")
        .statement_cache_capacity(512)
        .options(SETTINGS);
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

//! Bringing the schema up to date, with the table in which `sqlx` keeps what it has run.

use std::{collections::HashMap, time::Instant};

use rusqlite::{Connection, TransactionBehavior, params};
use sqlx::migrate::{MigrateError, Migrator};

use crate::error::Result;

const TABLE: &str = "CREATE TABLE IF NOT EXISTS _sqlx_migrations (version BIGINT PRIMARY KEY, \
    description TEXT NOT NULL, installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, \
    success BOOLEAN NOT NULL, checksum BLOB NOT NULL, execution_time BIGINT NOT NULL)";

/// Runs what has not run yet, in one transaction. What this program does not know is left alone.
pub(super) fn migrate(connection: &mut Connection, migrator: &Migrator) -> Result<()> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(TABLE)?;
    let mut done: HashMap<i64, Vec<u8>> = HashMap::new();
    {
        let mut statement = tx.prepare("SELECT version, checksum FROM _sqlx_migrations")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for row in rows {
            let (version, checksum) = row?;
            done.insert(version, checksum);
        }
    }
    for migration in migrator.iter() {
        match done.get(&migration.version) {
            Some(checksum) if *checksum == *migration.checksum => {}
            Some(_) => return Err(MigrateError::VersionMismatch(migration.version).into()),
            None => {
                let began = Instant::now();
                tx.execute_batch(migration.sql.as_str())?;
                let took = i64::try_from(began.elapsed().as_nanos()).unwrap_or(i64::MAX);
                tx.execute(
                    "INSERT INTO _sqlx_migrations (version, description, success, checksum, \
                     execution_time) VALUES (?1, ?2, TRUE, ?3, ?4)",
                    params![migration.version, &*migration.description, &*migration.checksum, took],
                )?;
            }
        }
    }
    Ok(tx.commit()?)
}

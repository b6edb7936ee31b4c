//! Fresh databases for tests: one SQLite file, one PostgreSQL database, thrown away afterwards.
//!
//! PostgreSQL is tested when `GUILDHALL_TEST_POSTGRES` names a server (`cargo xtask test` brings
//! one, `cargo xtask postgres` starts one for working).

use std::future::Future;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use domain::{Time, World};
use rand::{SeedableRng, rngs::StdRng};
use sqlx::{
    AssertSqlSafe, Connection, Either, Executor, PgConnection, SqlSafeStr as _, Statement as _,
};

use crate::{Db, Location, Options, Result, Statement, Store, TestClock, dialect::Dialect};

/// Declares tests that run once on SQLite and once on PostgreSQL:
/// `on_both! { async fn name(store: Store) { … } }`; a second parameter gets the [`TestClock`].
#[macro_export]
macro_rules! on_both {
    ($($(#[$doc:meta])* async fn $name:ident($($param:ident: $type:ty),+ $(,)?) $body:block)+) => {$(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn test($($param: $type),+) $body

            #[test]
            fn on_sqlite() {
                $crate::testing::on_sqlite($crate::on_both!(@call test $($param)+));
            }

            #[test]
            fn on_postgres() {
                $crate::testing::on_postgres($crate::on_both!(@call test $($param)+));
            }
        }
    )+};
    (@call $test:ident $store:ident) => { |store, _clock| $test(store) };
    (@call $test:ident $store:ident $clock:ident) => { |store, clock| $test(store, clock) };
}

/// The moment at which every test begins: 22 November 2026, 09:00 UTC.
pub const START: Time = Time(1_795_338_000_000_000);

/// A world whose clock stands at [`START`] and whose randomness begins at `seed`.
pub fn world(seed: u64) -> (World, TestClock) {
    let clock = TestClock::new(START);
    (World::new(Arc::new(clock.clone()), StdRng::seed_from_u64(seed)), clock)
}

/// A world on a clock that others share, whose randomness begins at `seed`.
pub fn world_on(seed: u64, clock: &TestClock) -> (World, TestClock) {
    (World::new(Arc::new(clock.clone()), StdRng::seed_from_u64(seed)), clock.clone())
}

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime can be built")
        .block_on(test);
}

/// A fresh SQLite store in a folder that goes with it.
pub async fn sqlite() -> (Store, TestClock, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (world, clock) = world(1);
    let options = Options::new(Location::Sqlite(folder.path().join("guildhall.db")));
    let store = Store::open(&options, world).await.expect("the store opens");
    (store, clock, folder)
}

/// What PostgreSQL says of a database that is not there (`invalid_catalog_name`).
const MISSING: &str = "3D000";

/// A fresh PostgreSQL database, or `None` where no server is named.
pub struct PostgresDatabase {
    server: String,
    name: String,
}

impl PostgresDatabase {
    /// Makes a database with our tables, and nothing in them.
    pub async fn create() -> Option<Self> {
        let server = std::env::var("GUILDHALL_TEST_POSTGRES").ok()?;
        // Names must differ between the processes of one run, so they come from the machine.
        #[expect(clippy::disallowed_methods, reason = "test databases need distinct names")]
        let name = format!("guildhall_{}", uuid::Uuid::now_v7().simple());
        let this = Self { server, name };
        let template = template();
        let copy = format!("CREATE DATABASE {} TEMPLATE {template}", this.name);
        let mut admin = this.connect().await;
        if let Err(error) = admin.execute(AssertSqlSafe(copy.clone())).await {
            let missing =
                error.as_database_error().is_some_and(|e| e.code() == Some(MISSING.into()));
            assert!(missing, "the server copies the template: {error}");
            this.make_template(&mut admin, &template).await;
            admin.execute(AssertSqlSafe(copy)).await.expect("the server copies what was just made");
        }
        let _ = admin.close().await;
        Some(this)
    }

    /// To make the tables takes longer than most tests, so they are made once and copied.
    async fn make_template(&self, admin: &mut PgConnection, name: &str) {
        // The other tests wait here until it is there.
        obey(admin, "SELECT pg_advisory_lock(hashtext('guildhall template'))".into()).await;
        let is_there = format!("SELECT FROM pg_database WHERE datname = '{name}'");
        let is_there = admin.fetch_optional(AssertSqlSafe(is_there)).await;
        if is_there.expect("the server answers").is_none() {
            // Nothing has the final name before it is whole.
            let begun = format!("{name}_begun");
            obey(admin, format!("DROP DATABASE IF EXISTS {begun}")).await;
            obey(admin, format!("CREATE DATABASE {begun}")).await;
            let pool = crate::postgres::open(&self.address(&begun), 1).await;
            pool.expect("the tables are made").close().await;
            obey(admin, format!("ALTER DATABASE {begun} RENAME TO {name}")).await;
        }
        obey(admin, "SELECT pg_advisory_unlock(hashtext('guildhall template'))".into()).await;
    }

    /// The address of the database.
    pub fn url(&self) -> String {
        self.address(&self.name)
    }

    fn address(&self, database: &str) -> String {
        let (base, query) = self.server.split_once('?').unwrap_or((&self.server, ""));
        let base = base.trim_end_matches('/');
        let after_scheme = base.find("://").map_or(0, |i| i + 3);
        let base = base[after_scheme..].find('/').map_or(base, |i| &base[..after_scheme + i]);
        if query.is_empty() {
            format!("{base}/{database}")
        } else {
            format!("{base}/{database}?{query}")
        }
    }

    /// Drops it, whoever is still connected.
    pub async fn drop(self) {
        let mut admin = self.connect().await;
        obey(&mut admin, format!("DROP DATABASE {} WITH (FORCE)", self.name)).await;
        let _ = admin.close().await;
    }

    async fn connect(&self) -> PgConnection {
        PgConnection::connect(&self.server).await.expect("the PostgreSQL server answers")
    }
}

async fn obey(admin: &mut PgConnection, sql: String) {
    admin.execute(AssertSqlSafe(sql)).await.expect("the server obeys");
}

/// The name of the database that others are copies of, which is another one for other migrations.
fn template() -> String {
    let mut all = DefaultHasher::new();
    for migration in crate::postgres::migrator().iter() {
        (migration.version, &*migration.checksum).hash(&mut all);
    }
    format!("guildhall_template_{:016x}", all.finish())
}

/// Prepares a statement; returns how many values it takes.
pub async fn parameters(store: &Store, statement: &Statement) -> Result<usize> {
    match store.db() {
        Db::Sqlite(db) => db.parameters(statement),
        Db::Postgres(pool) => {
            let mut connection = pool.acquire().await?;
            let sql = AssertSqlSafe(statement.sql(Dialect::Postgres));
            let prepared = connection.prepare(sql.into_sql_str()).await?;
            Ok(match prepared.parameters() {
                Some(Either::Left(types)) => types.len(),
                Some(Either::Right(n)) => n,
                None => 0,
            })
        }
    }
}

/// Runs a test on SQLite.
pub fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(Store, TestClock) -> F) {
    run(async {
        let (store, clock, _folder) = sqlite().await;
        test(store.clone(), clock).await;
        store.close().await;
    });
}

/// Runs a test on PostgreSQL, or says that there is none.
pub fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(Store, TestClock) -> F) {
    run(async {
        let Some(database) = PostgresDatabase::create().await else {
            eprintln!("not run on PostgreSQL: GUILDHALL_TEST_POSTGRES is not set");
            return;
        };
        let (world, clock) = world(1);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let options = Options {
            connections: 8,
            files: folder.path().to_owned(),
            ..Options::new(Location::Postgres(database.url()))
        };
        let store = Store::open(&options, world).await.expect("the store opens");
        test(store.clone(), clock).await;
        store.close().await;
        database.drop().await;
    });
}

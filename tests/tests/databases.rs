//! Both databases have the same tables, and every statement can be prepared on both.
#![expect(clippy::unwrap_used, reason = "tests")]

// Linked for the statements they declare.
use communities as _;
use content as _;
use federation as _;
use guildhall as _;
use hall as _;
use library as _;
use people as _;
use web as _;

use std::collections::{BTreeMap, BTreeSet};

use store::{Query, Store, dialect::Dialect, testing::PostgresDatabase};

const LEAST_STATEMENTS: usize = 60;

#[test]
fn every_statement_can_be_prepared_on_sqlite() {
    runtime().block_on(async {
        let (store, _clock, _folder) = store::testing::sqlite().await;
        prepare_all(&store, Dialect::Sqlite).await;
        store.close().await;
    });
}

#[test]
fn every_statement_can_be_prepared_on_postgresql() {
    runtime().block_on(async {
        let Some(database) = PostgresDatabase::create().await else {
            eprintln!("not run: GUILDHALL_TEST_POSTGRES is not set");
            return;
        };
        let (world, _) = store::testing::world(1);
        let options = store::Options::new(store::Location::Postgres(database.url()));
        let store = Store::open(&options, world).await.unwrap();
        prepare_all(&store, Dialect::Postgres).await;
        store.close().await;
        database.drop().await;
    });
}

async fn prepare_all(store: &Store, dialect: Dialect) {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for statement in store::all_statements() {
        count += 1;
        match store::testing::parameters(store, statement).await {
            Ok(binds) if binds == statement.parameters(dialect) => {}
            Ok(binds) => wrong.push(format!("{}: {binds} parameters", statement.name)),
            Err(e) => wrong.push(format!("{} ({}): {e}", statement.name, statement.file)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= LEAST_STATEMENTS, "only {count} statements are registered");
}

store::statements! {
    /// The columns of all tables.
    COLUMNS = sqlite "SELECT m.name AS tab, p.name AS col, p.type AS kind, \
        CASE WHEN p.\"notnull\" = 1 OR p.pk > 0 THEN 'no' ELSE 'yes' END AS nullable \
        FROM sqlite_master m, pragma_table_xinfo(m.name) p WHERE m.type = 'table'"
        postgres "SELECT CAST(table_name AS text) AS tab, CAST(column_name AS text) AS col, CAST(data_type AS text) AS kind, \
        lower(CAST(is_nullable AS text)) AS nullable FROM information_schema.columns c WHERE table_schema = 'public' \
        AND EXISTS (SELECT 1 FROM information_schema.tables t WHERE t.table_schema = 'public' \
        AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE')";
    /// The columns of all views, which have no types of their own on SQLite.
    VIEWS = sqlite "SELECT m.name AS tab, p.name AS col FROM sqlite_master m, pragma_table_xinfo(m.name) p \
        WHERE m.type = 'view' ORDER BY 1, 2"
        postgres "SELECT CAST(c.table_name AS text) AS tab, CAST(c.column_name AS text) AS col \
        FROM information_schema.columns c JOIN information_schema.views v ON v.table_schema = c.table_schema \
        AND v.table_name = c.table_name WHERE c.table_schema = 'public' ORDER BY 1, 2";
    /// The indexes that we named.
    INDEXES = sqlite "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        postgres "SELECT CAST(indexname AS text) FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%\\_pkey' AND indexname NOT LIKE '%\\_key'";
    /// SQLite tables that are not strict.
    LOOSE = sqlite "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlx_%'"
        postgres "SELECT ''";
}

#[derive(store::FromRow)]
struct Column {
    tab: String,
    col: String,
    kind: String,
    nullable: String,
}

type Schema = BTreeMap<(String, String), (&'static str, String)>;

/// The tables in which FTS5 keeps its indexes.
fn is_search_index(table: &str) -> bool {
    table.starts_with("search_index") || table.starts_with("search_head")
}

async fn schema(store: &Store) -> (Schema, BTreeSet<String>) {
    let columns: Vec<Column> = store.read().all(&COLUMNS, vec![]).await.unwrap();
    let schema = columns
        .into_iter()
        // The search index is each database's own affair.
        .filter(|c| {
            !c.tab.starts_with("_sqlx") && !is_search_index(&c.tab) && c.tab != "search_text"
        })
        .filter(|c| !c.tab.starts_with("sqlite_"))
        .map(|c| {
            let kind = match c.kind.to_lowercase().as_str() {
                "integer" | "bigint" | "boolean" => "integer",
                "text" => "text",
                "blob" | "uuid" | "bytea" => "bytes",
                "real" | "double precision" => "real",
                other => panic!("{}.{} has the type {other}", c.tab, c.col),
            };
            ((c.tab, c.col), (kind, c.nullable))
        })
        .collect();
    let indexes: Vec<(String,)> = store.read().all(&INDEXES, vec![]).await.unwrap();
    let indexes = indexes.into_iter().map(|(n,)| n).filter(|n| !n.starts_with("search_"));
    (schema, indexes.collect())
}

#[test]
fn the_two_schemas_are_one() {
    runtime().block_on(async {
        let (sqlite, _clock, _folder) = store::testing::sqlite().await;
        let loose: Vec<(String,)> = sqlite.read().all(&LOOSE, vec![]).await.unwrap();
        let loose: Vec<String> =
            loose.into_iter().map(|(n,)| n).filter(|n| !is_search_index(n)).collect();
        assert!(loose.is_empty(), "not STRICT: {loose:?}");
        let (one, one_indexes) = schema(&sqlite).await;
        let views: Vec<(String, String)> = sqlite.read().all(&VIEWS, vec![]).await.unwrap();
        assert!(one.len() > 100, "only {} columns", one.len());
        sqlite.close().await;
        let Some(database) = PostgresDatabase::create().await else {
            eprintln!("not compared: GUILDHALL_TEST_POSTGRES is not set");
            return;
        };
        let (world, _) = store::testing::world(1);
        let options = store::Options::new(store::Location::Postgres(database.url()));
        let postgres = Store::open(&options, world).await.unwrap();
        let (other, other_indexes) = schema(&postgres).await;
        let mut theirs: Vec<(String, String)> = postgres.read().all(&VIEWS, vec![]).await.unwrap();
        theirs.sort();
        assert_eq!(views, theirs);
        assert_eq!(one, other);
        assert_eq!(one_indexes, other_indexes);
        postgres.close().await;
        database.drop().await;
    });
}

#[test]
fn migrations_have_the_same_names() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations");
    let names = |engine: &str| -> BTreeSet<String> {
        std::fs::read_dir(format!("{root}/{engine}"))
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty());
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap()
}

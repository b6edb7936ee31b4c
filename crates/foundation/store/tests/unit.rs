//! The unit of work: all or nothing, durable when saved, many in one commit.
#![expect(clippy::unwrap_used, reason = "tests")]

use guildhall_store as store;
use std::{sync::Arc, time::Duration};

use store::{Error, JsonText, Query, Store, args};

store::statements! {
    /// Test rows are settings.
    PUT = "INSERT INTO setting (key, value) VALUES ($1, $2)";
    /// How many.
    COUNT = "SELECT CAST(count(*) AS bigint) FROM setting";
    /// One value.
    GET = "SELECT value FROM setting WHERE key = $1";
    /// A statement that no database accepts.
    NONSENSE = sqlite "INSERT INTO nowhere VALUES (1)" postgres "INSERT INTO nowhere VALUES (1)";
}

async fn count(store: &Store) -> i64 {
    store.read().one::<(i64,)>(&COUNT, args![]).await.unwrap().0
}

store::on_both! {
    async fn saved_units_stay_and_dropped_ones_do_not(store: Store) {
        let mut tx = store.begin().await.unwrap();
        tx.execute(&PUT, args!["a", "1"]).await.unwrap();
        drop(tx);
        assert_eq!(count(&store).await, 0);

        let mut tx = store.begin().await.unwrap();
        tx.execute(&PUT, args!["a", "2"]).await.unwrap();
        let (seen,): (String,) = tx.one(&GET, args!["a"]).await.unwrap();
        assert_eq!(seen, "2", "a unit sees its own writes");
        assert_eq!(count(&store).await, 0, "and nobody else does");
        tx.save().await.unwrap();
        assert_eq!(count(&store).await, 1);
    }

    async fn a_failed_statement_ends_its_unit_and_no_other(store: Store) {
        let mut good = store.begin().await.unwrap();
        good.execute(&PUT, args!["good", "1"]).await.unwrap();
        good.save().await.unwrap();

        let mut bad = store.begin().await.unwrap();
        bad.execute(&PUT, args!["bad", "1"]).await.unwrap();
        assert!(bad.execute(&NONSENSE, args![]).await.is_err());
        assert!(matches!(bad.execute(&PUT, args!["bad2", "1"]).await, Err(Error::Poisoned)));
        assert!(matches!(bad.save().await, Err(Error::Poisoned)));

        let mut after = store.begin().await.unwrap();
        after.execute(&PUT, args!["after", "1"]).await.unwrap();
        after.save().await.unwrap();
        assert_eq!(count(&store).await, 2);
    }

    async fn unique_violations_are_told_apart(store: Store) {
        for expected in [None, Some(true)] {
            let mut tx = store.begin().await.unwrap();
            let done = tx.execute(&PUT, args!["same", "1"]).await;
            assert_eq!(done.as_ref().err().map(Error::is_unique), expected);
            if done.is_ok() {
                tx.save().await.unwrap();
            }
        }
    }

    async fn many_units_at_once_are_all_kept(store: Store) {
        let mut tasks = tokio::task::JoinSet::new();
        for i in 0..300 {
            let store = store.clone();
            tasks.spawn(async move {
                let mut tx = store.begin().await.unwrap();
                tx.execute(&PUT, args![format!("k{i}"), "v"]).await.unwrap();
                // Every third one is given up in the end.
                if i % 3 != 0 {
                    tx.save().await.unwrap();
                }
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        assert_eq!(count(&store).await, 200);
    }

    async fn units_cancelled_anywhere_leave_nothing_and_block_nobody(store: Store) {
        let mut kept = 0;
        for i in 0..60_u64 {
            let unit = async {
                let mut tx = store.begin().await.unwrap();
                tx.execute(&PUT, args![format!("a{i}"), "v"]).await.unwrap();
                tx.execute(&PUT, args![format!("b{i}"), "v"]).await.unwrap();
                tx.save().await.unwrap();
            };
            // A budget of polls instead of time: each i cancels at a later point.
            if poll_at_most(unit, i / 2).await {
                kept += 1;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        let rows = count(&store).await;
        assert_eq!(rows % 2, 0, "no half unit is kept");
        assert!(rows >= 2 * kept, "what was acknowledged is there");
        let mut tx = store.begin().await.unwrap();
        tx.execute(&PUT, args!["last", "v"]).await.unwrap();
        tx.save().await.unwrap();
        assert_eq!(count(&store).await, rows + 1);
    }

    async fn texts_lose_only_what_postgresql_refuses(store: Store) {
        let mut tx = store.begin().await.unwrap();
        tx.execute(&PUT, args!["nul", "a\0b"]).await.unwrap();
        tx.execute(&PUT, args!["json", r#"{"b":1,"a":[2]}"#]).await.unwrap();
        tx.save().await.unwrap();
        let (text,): (String,) = store.read().one(&GET, args!["nul"]).await.unwrap();
        assert_eq!(text, "ab");
        let (json,): (JsonText<serde_json::Value>,) =
            store.read().one(&GET, args!["json"]).await.unwrap();
        assert_eq!(json["a"][0], 2);
        assert!(matches!(
            store.read().one::<(String,)>(&GET, args!["none"]).await,
            Err(Error::NotFound)
        ));
    }
}

/// Polls a future at most `polls` times; true when it was finished.
async fn poll_at_most(future: impl Future<Output = ()>, polls: u64) -> bool {
    let mut future = std::pin::pin!(future);
    let mut left = polls;
    std::future::poll_fn(move |cx| {
        if left == 0 {
            return std::task::Poll::Ready(false);
        }
        left -= 1;
        future.as_mut().poll(cx).map(|()| true)
    })
    .await
}

store::statements! {
    /// Stands for a disk of this size; the answer is the limit.
    DISK_SMALL = sqlite "PRAGMA max_page_count = 150" postgres "SELECT CAST(1 AS bigint)";
    /// The disk has been tidied up.
    DISK_LARGE = sqlite "PRAGMA max_page_count = 1000000" postgres "SELECT CAST(1 AS bigint)";
}

#[test]
fn a_full_disk_fails_its_units_and_loses_nothing_acknowledged() {
    store::testing::on_sqlite(|store, _| async move {
        let mut tx = store.begin().await.unwrap();
        tx.all::<(i64,)>(&DISK_SMALL, args![]).await.unwrap();
        tx.save().await.unwrap();
        let mut tasks = tokio::task::JoinSet::new();
        for i in 0..120 {
            let store = store.clone();
            tasks.spawn(async move {
                let mut tx = store.begin().await.ok()?;
                tx.execute(&PUT, args![format!("k{i}"), "x".repeat(8000)]).await.ok()?;
                tx.save().await.ok()
            });
        }
        let mut acknowledged = 0;
        while let Some(done) = tasks.join_next().await {
            acknowledged += i64::from(done.unwrap().is_some());
        }
        assert!(acknowledged < 120, "the disk was large enough");
        assert_eq!(count(&store).await, acknowledged);

        let mut tx = store.begin().await.unwrap();
        tx.all::<(i64,)>(&DISK_LARGE, args![]).await.unwrap();
        tx.execute(&PUT, args!["after", "x".repeat(8000)]).await.unwrap();
        tx.save().await.unwrap();
        assert_eq!(count(&store).await, acknowledged + 1);
    });
}

#[test]
fn what_was_saved_is_in_the_file_after_a_crash() {
    store::testing::on_sqlite(|_, _| async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("guildhall.db");
        let options = store::Options::new(store::Location::Sqlite(path));
        let (world, _) = store::testing::world(2);
        let first = Store::open(&options, world.clone()).await.unwrap();
        let store = Arc::new(first);
        let mut tx = store.begin().await.unwrap();
        tx.execute(&PUT, args!["kept", "1"]).await.unwrap();
        tx.save().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        tx.execute(&PUT, args!["lost", "1"]).await.unwrap();
        // Neither saved nor closed: as if the process had been killed.
        std::mem::forget(tx);
        let copy = tempfile::tempdir().unwrap();
        for name in ["guildhall.db", "guildhall.db-wal"] {
            std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
        }
        let path = copy.path().join("guildhall.db");
        let options = store::Options::new(store::Location::Sqlite(path));
        let again = Store::open(&options, world).await.unwrap();
        assert_eq!(count(&again).await, 1);
    });
}

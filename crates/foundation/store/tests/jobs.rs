//! Jobs: done at least once, tried again with pauses, seen when dead.
#![expect(clippy::unwrap_used, reason = "tests")]

use guildhall_store as store;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde::{Deserialize, Serialize};
use store::{Job, JobError, Jobs, Store, TestClock, enqueue, job_list, retry_job};

type Counter = Arc<AtomicUsize>;

#[derive(Serialize, Deserialize)]
struct Ring {
    fails: usize,
}

impl Job<Counter> for Ring {
    const KIND: &'static str = "ring";
    const ATTEMPTS: i64 = 3;

    async fn run(self, rung: Counter) -> Result<(), JobError> {
        let n = rung.fetch_add(1, Ordering::SeqCst);
        assert_ne!(self.fails, 99, "this bell is broken");
        if n < self.fails { Err(JobError::Retry("no answer".into())) } else { Ok(()) }
    }
}

/// One that waits for a server that never answers.
#[derive(Serialize, Deserialize)]
struct Ask {}

impl Job<Counter> for Ask {
    const KIND: &'static str = "ask";
    const ASIDE: bool = true;

    async fn run(self, _: Counter) -> Result<(), JobError> {
        std::future::pending().await
    }
}

async fn put(store: &Store, fails: usize) {
    let mut tx = store.begin().await.unwrap();
    enqueue::<Counter, _>(&mut tx, &Ring { fails }, store.now()).await.unwrap();
    tx.save().await.unwrap();
}

fn jobs() -> Jobs<Counter> {
    Jobs::default().with::<Ring>()
}

store::on_both! {
    async fn one_can_see_what_still_waits(store: Store, clock: TestClock) {
        put(&store, 2).await;
        clock.advance(Duration::from_secs(1));
        put(&store, 0).await;
        let fails = async || {
            let all = store::enqueued::<Counter, Ring>(&mut store.read()).await.unwrap();
            all.into_iter().map(|ring| ring.fails).collect::<Vec<_>>()
        };
        assert_eq!(fails().await, [2, 0]);
        jobs().run_due(&store, &Counter::default()).await.unwrap();
        assert_eq!(fails().await, [2], "what is done is gone");
    }

    async fn a_job_is_tried_again_after_a_growing_pause(store: Store, clock: TestClock) {
        let rung = Counter::default();
        put(&store, 2).await;
        assert_eq!(jobs().run_due(&store, &rung).await.unwrap(), 1);
        assert_eq!(jobs().run_due(&store, &rung).await.unwrap(), 0, "it pauses");
        clock.advance(Duration::from_secs(10));
        assert_eq!(jobs().run_due(&store, &rung).await.unwrap(), 1);
        clock.advance(Duration::from_secs(19));
        assert_eq!(jobs().run_due(&store, &rung).await.unwrap(), 0, "the pause has doubled");
        clock.advance(Duration::from_secs(1));
        assert_eq!(jobs().run_due(&store, &rung).await.unwrap(), 1);
        assert_eq!(rung.load(Ordering::SeqCst), 3);
        assert!(job_list(&mut store.read(), "waiting", 9).await.unwrap().is_empty());
    }

    async fn what_waits_for_others_holds_up_nothing(store: Store) {
        let rung = Counter::default();
        let mut tx = store.begin().await.unwrap();
        for _ in 0..40 {
            enqueue::<Counter, _>(&mut tx, &Ask {}, store.now()).await.unwrap();
        }
        tx.save().await.unwrap();
        put(&store, 0).await;
        let work = jobs().with::<Ask>().work(store.clone(), rung.clone());
        let rings = async {
            while rung.load(Ordering::SeqCst) == 0 {
                tokio::time::sleep(Duration::from_millis(3)).await;
            }
        };
        let patience = tokio::time::sleep(Duration::from_secs(60));
        tokio::select! {
            () = rings => {}
            () = work => panic!("it works for ever"),
            () = patience => panic!("it waits behind what waits for others"),
        }
    }

    async fn dead_jobs_are_kept_and_can_be_revived(store: Store) {
        let rung = Counter::default();
        put(&store, 99).await;
        jobs().run_due(&store, &rung).await.unwrap();
        let dead = job_list(&mut store.read(), "dead", 9).await.unwrap();
        assert_eq!(dead.len(), 1, "a panic kills the job, not the worker");
        let mut tx = store.begin().await.unwrap();
        assert!(retry_job(&mut tx, dead[0].id).await.unwrap());
        tx.save().await.unwrap();
        assert_eq!(jobs().run_due(&store, &rung).await.unwrap(), 1);
    }

    async fn a_job_whose_worker_died_is_taken_over(store: Store, clock: TestClock) {
        let rung = Counter::default();
        put(&store, 0).await;
        // A worker that knows no such job stands for one that never reports back.
        let stranger: Jobs<Counter> = Jobs::default();
        stranger.run_due(&store, &rung).await.unwrap();
        assert_eq!(jobs().run_due(&store, &rung).await.unwrap(), 0);
        clock.advance(Duration::from_secs(3601));
        assert_eq!(jobs().run_due(&store, &rung).await.unwrap(), 1);
        assert_eq!(rung.load(Ordering::SeqCst), 1);
    }

    async fn several_workers_share_the_work(store: Store) {
        let rung = Counter::default();
        for _ in 0..40 {
            put(&store, 0).await;
        }
        let (a, b) = (jobs(), jobs());
        let run = |jobs: Jobs<Counter>| {
            let (store, rung) = (store.clone(), rung.clone());
            async move { while jobs.run_due(&store, &rung).await.unwrap() > 0 {} }
        };
        tokio::join!(run(a), run(b));
        assert_eq!(rung.load(Ordering::SeqCst), 40, "each job ran once");
    }

    async fn a_sleeping_worker_is_woken_by_new_work(store: Store) {
        let rung = Counter::default();
        let worker = tokio::spawn(jobs().work(store.clone(), rung.clone()));
        tokio::task::yield_now().await;
        put(&store, 0).await;
        while rung.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        worker.abort();
    }
}

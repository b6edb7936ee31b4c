//! What the machine allows: a bare server with answers of the same size, and bare durable commits.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{Router, extract::State, response::Html, routing::get};
use store::{Store, args};
use tokio::{net::TcpListener, task::JoinHandle};

store::statements! {
    /// Rows that nothing else touches.
    LIMIT_TABLE = "CREATE TABLE IF NOT EXISTS bench_limit (lane bigint PRIMARY KEY, n bigint NOT NULL)";
    /// One small durable change.
    LIMIT_ROW = "INSERT INTO bench_limit (lane, n) VALUES ($1, $2) ON CONFLICT (lane) DO UPDATE SET n = excluded.n";
    /// It is gone when the run is over.
    LIMIT_TABLE_DROP = "DROP TABLE bench_limit";
}

/// A server that answers every request with the same bytes.
pub struct Bare {
    /// Where it listens.
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Bare {
    /// Answers with so many bytes.
    pub async fn start(bytes: usize) -> anyhow::Result<Self> {
        let body: Arc<str> = "x".repeat(bytes).into();
        let answer = |State(body): State<Arc<str>>| async move { Html(body.to_string()) };
        let router = Router::new().route("/", get(answer)).with_state(body);
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the bare server ended");
            }
        });
        Ok(Self { address, task })
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Units of work of one row per second, from so many writers at once.
pub async fn commits(store: &Store, writers: usize, time: Duration) -> anyhow::Result<f64> {
    let mut tx = store.begin().await?;
    tx.execute(&LIMIT_TABLE, args![]).await?;
    tx.save().await?;
    let (over, count) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let mut lanes = tokio::task::JoinSet::new();
    let began = Instant::now();
    for lane in 0..writers {
        let (store, over, count) = (store.clone(), over.clone(), count.clone());
        lanes.spawn(async move {
            let (lane, mut n) = (i64::try_from(lane)?, 0_i64);
            while !over.load(Ordering::Relaxed) {
                let mut tx = store.begin().await?;
                tx.execute(&LIMIT_ROW, args![lane, n]).await?;
                tx.save().await?;
                n += 1;
                count.fetch_add(1, Ordering::Relaxed);
            }
            anyhow::Ok(())
        });
    }
    tokio::time::sleep(time).await;
    over.store(true, Ordering::Relaxed);
    while let Some(lane) = lanes.join_next().await {
        lane??;
    }
    let elapsed = began.elapsed().as_secs_f64();
    let mut tx = store.begin().await?;
    tx.execute(&LIMIT_TABLE_DROP, args![]).await?;
    tx.save().await?;
    let count = u32::try_from(count.load(Ordering::Relaxed))?;
    Ok(f64::from(count) / elapsed)
}

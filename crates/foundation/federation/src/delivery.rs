//! Delivering: one worker for each instance that something waits for.
//!
//! A worker reads the log from where its instance stands, in order, at most two requests at a time
//! and never two about one thing or from one sender. An instance that cannot be reached pauses as a
//! whole; an activity that it does not take is put aside with everything that is about the same
//! thing, and the rest goes on. What is answered with success may be sent once more after a crash,
//! never left out.

mod hosts;
mod outcome;
mod payloads;
mod queue;
mod software;
mod worker;

use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use domain::{Result, Time, World};
use store::Bell;
use tokio::{sync::Notify, time::Instant};

use crate::{Federation, engine::lock, task::Task};

pub use hosts::{HostRow, Lag, lag, list as hosts, one as host, retry_now};
pub(crate) use payloads::Payloads;
pub use queue::{GivenUp, given_up, is_idle, undelivered};
pub use software::is_microblog;

/// The least time between two looks for what is to be delivered.
const BREATH: Duration = Duration::from_millis(5);
/// How long nothing is looked for without being told.
const IDLE: Duration = Duration::from_secs(30);
/// The first pause after a failure.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
/// The longest.
const LONGEST_PAUSE: Duration = Duration::from_secs(6 * 3600);
/// How long anything is tried.
pub(crate) const PATIENCE: Duration = Duration::from_secs(14 * 86_400);

/// 5 s · 2ⁿ ± 20 %, at most six hours.
pub(crate) fn back_off(failures: i64, world: &World) -> Duration {
    let doublings = u32::try_from(failures).unwrap_or(0).min(16);
    let pause = FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
    let mut chance = [0];
    world.fill(&mut chance);
    pause.mul_f64(0.8 + 0.4 * f64::from(chance[0]) / 255.0).min(LONGEST_PAUSE)
}

/// The workers of hosts. A host is taken out before its worker says that it has ended, so that
/// whoever looks then can start it again.
#[derive(Default)]
struct Workers {
    busy: Arc<Mutex<HashSet<String>>>,
    ended: Arc<Notify>,
    tasks: Vec<Task<()>>,
}

impl Workers {
    fn start(&mut self, federation: &Federation, host: String) {
        if !lock(&self.busy).insert(host.clone()) {
            return;
        }
        self.tasks.retain(|task| !task.is_finished());
        let federation = federation.clone();
        let place = Place { busy: self.busy.clone(), ended: self.ended.clone(), host };
        self.tasks.push(Task::spawn(async move { worker::run(&federation, &place.host).await }));
    }
}

/// A host's place among the busy ones, given up however its worker ends.
struct Place {
    busy: Arc<Mutex<HashSet<String>>>,
    ended: Arc<Notify>,
    host: String,
}

impl Drop for Place {
    fn drop(&mut self) {
        lock(&self.busy).remove(&self.host);
        self.ended.notify_one();
    }
}

/// Delivers whatever is due, for ever.
pub(crate) async fn work(federation: Federation) {
    let mut workers = Workers::default();
    let ended = workers.ended.clone();
    let store = federation.store().clone();
    // Hosts that paused before a restart are known to pause.
    if let Err(e) = federation.remember().await {
        tracing::error!(error = %e, "the pauses of hosts cannot be read");
    }
    let mut looked: Option<Instant> = None;
    loop {
        // Many units ring in a row; one look finds what all of them wrote.
        if let Some(looked) = looked {
            tokio::time::sleep_until(looked + BREATH).await;
        }
        looked = Some(Instant::now());
        let rung = store.bell(Bell::Deliveries).notified();
        let next = match start(&federation, &mut workers).await {
            Ok(next) => next,
            Err(e) => {
                tracing::error!(error = %e, "deliveries cannot be read");
                None
            }
        };
        let idle = store.now() + IDLE;
        tokio::select! {
            () = rung => {}
            () = ended.notified() => {}
            () = store.world().clock().sleep_until(next.map_or(idle, |n| n.min(idle))) => {}
        }
    }
}

/// Starts a worker for each host that something is due for and that has none. Returns when
/// something will be due next.
async fn start(federation: &Federation, workers: &mut Workers) -> Result<Option<Time>> {
    let store = federation.store();
    let now = store.now();
    for host in queue::due_hosts(&mut store.read(), now).await? {
        workers.start(federation, host);
    }
    queue::next_due(&mut store.read(), now).await
}

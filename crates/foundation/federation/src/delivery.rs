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
mod worker;

use std::{collections::HashMap, time::Duration};

use domain::{Result, World};
use store::Bell;

use crate::{Federation, task::Task};

pub use hosts::{HostRow, list as hosts, retry_now};
pub(crate) use payloads::Payloads;
pub use queue::{GivenUp, given_up, is_idle, undelivered};

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

/// Delivers whatever is due, for ever.
pub(crate) async fn work(federation: Federation) {
    let mut workers: HashMap<String, Task<()>> = HashMap::new();
    let ended = std::sync::Arc::new(tokio::sync::Notify::new());
    let store = federation.store().clone();
    // Hosts that paused before a restart are known to pause.
    if let Err(e) = federation.remember_pauses().await {
        tracing::error!(error = %e, "the pauses of hosts cannot be read");
    }
    loop {
        let rung = store.bell(Bell::Deliveries).notified();
        let one_ended = ended.notified();
        workers.retain(|_, worker| !worker.is_finished());
        let next = match start(&federation, &mut workers, &ended).await {
            Ok(next) => next,
            Err(e) => {
                tracing::error!(error = %e, "deliveries cannot be read");
                None
            }
        };
        let idle = store.now() + IDLE;
        tokio::select! {
            () = rung => {}
            () = one_ended => {}
            () = store.world().clock().sleep_until(next.map_or(idle, |n| n.min(idle))) => {}
        }
    }
}

/// Starts a worker for each host that something is due for and that has none. Returns when
/// something will be due next.
async fn start(
    federation: &Federation,
    workers: &mut HashMap<String, Task<()>>,
    ended: &std::sync::Arc<tokio::sync::Notify>,
) -> Result<Option<domain::Time>> {
    let store = federation.store();
    let now = store.now();
    for host in queue::due_hosts(&mut store.read(), now).await? {
        if workers.contains_key(&host) {
            continue;
        }
        let (federation, ended, name) = (federation.clone(), ended.clone(), host.clone());
        let task = Task::spawn(async move {
            worker::run(&federation, &name).await;
            ended.notify_one();
        });
        workers.insert(host, task);
    }
    queue::next_due(&mut store.read(), now).await
}

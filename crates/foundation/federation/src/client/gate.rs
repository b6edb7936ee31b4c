//! Who may go out now, and how often.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Error;

/// How many requests one activity that arrived may cause, with all that it refers to
/// (`federation.md` §6). Clones share what is left.
#[derive(Debug, Clone)]
pub struct Budget(Arc<AtomicU32>);

impl Default for Budget {
    /// A hundred.
    fn default() -> Self {
        Self::new(100)
    }
}

impl Budget {
    /// A budget of this many requests; a redirect is a request.
    pub fn new(requests: u32) -> Self {
        Self(Arc::new(AtomicU32::new(requests)))
    }

    /// Takes one, [`Error::Budget`] when none is left.
    pub fn take(&self) -> Result<(), Error> {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
            .map(|_| ())
            .map_err(|_| Error::Budget)
    }

    /// How many are left.
    pub fn left(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Lets a few requests at a time through to each host, and a bounded number in all.
#[derive(Debug)]
pub(super) struct Gate {
    per_host: usize,
    hosts: Mutex<HashMap<Box<str>, Arc<Semaphore>>>,
    overall: Arc<Semaphore>,
}

/// The right to one request, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    _host: Option<OwnedSemaphorePermit>,
    _overall: Option<OwnedSemaphorePermit>,
}

/// Hosts that are remembered although nobody is at them; a bound, not a tuning knob.
const IDLE_HOSTS: usize = 1024;

impl Gate {
    pub(super) fn new(per_host: usize, overall: usize) -> Self {
        let overall = Arc::new(Semaphore::new(overall.max(1)));
        Self { per_host: per_host.max(1), hosts: Mutex::default(), overall }
    }

    /// Waits for a turn at this host, first come, first served.
    pub(super) async fn turn(&self, host: &str) -> Turn {
        // The host first: those who wait for a slow one must not use up what all share. The
        // semaphores are never closed, so that there is no error to be had.
        let at_host = self.host(host).acquire_owned().await.ok();
        let overall = self.overall.clone().acquire_owned().await.ok();
        Turn { _host: at_host, _overall: overall }
    }

    fn host(&self, host: &str) -> Arc<Semaphore> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = hosts.get(host) {
            return known.clone();
        }
        if hosts.len() >= IDLE_HOSTS {
            // Whoever holds or awaits a permit holds the semaphore too.
            hosts.retain(|_, s| Arc::strong_count(s) > 1);
        }
        let new = Arc::new(Semaphore::new(self.per_host));
        hosts.insert(host.into(), new.clone());
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_shared_and_ends() {
        let budget = Budget::new(2);
        let other = budget.clone();
        assert!(budget.take().is_ok() && other.take().is_ok());
        assert!(matches!(budget.take(), Err(Error::Budget)));
        assert_eq!((other.left(), Budget::default().left()), (0, 100));
    }

    #[tokio::test]
    async fn hosts_nobody_is_at_are_forgotten() {
        let gate = Gate::new(1, 4);
        let held = gate.turn("held.example").await;
        for n in 0..3000 {
            drop(gate.turn(&format!("h{n}.example")).await);
        }
        assert!(gate.hosts.lock().unwrap().len() <= IDLE_HOSTS + 1);
        assert_eq!(gate.host("held.example").available_permits(), 0);
        drop(held);
        assert_eq!(gate.host("held.example").available_permits(), 1);
    }
}

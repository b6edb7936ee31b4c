//! Who may go out now, and how often.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, AtomicUsize, Ordering},
    },
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Error;
use crate::{document, network::domain_of};

/// How many requests one activity that arrived may cause, with all that it refers to
/// (`federation.md` §6). Clones share what is left.
#[derive(Debug, Clone)]
pub struct Budget(Arc<Left>);

#[derive(Debug)]
struct Left {
    requests: AtomicU32,
    bytes: AtomicUsize,
}

/// How many bytes each request of a budget may bring, on average.
const BYTES: usize = 32 * 1024;
/// How many bytes the smallest budget may bring: two documents of the largest size.
const LEAST: usize = 2 * document::MAX_BYTES;

impl Default for Budget {
    /// A hundred.
    fn default() -> Self {
        Self::new(100)
    }
}

impl Budget {
    /// A budget of this many requests; a redirect is a request. What they bring is kept together
    /// until it is stored, so that it is bounded too: 32 KiB for each on average.
    pub fn new(requests: u32) -> Self {
        let bytes = usize::try_from(requests).unwrap_or(usize::MAX).saturating_mul(BYTES);
        let bytes = bytes.max(LEAST).into();
        Self(Arc::new(Left { requests: requests.into(), bytes }))
    }

    /// Takes one, [`Error::Budget`] when none is left.
    pub fn take(&self) -> Result<(), Error> {
        self.0
            .requests
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
            .map(|_| ())
            .map_err(|_| Error::Budget)
    }

    /// Takes the bytes of a document, [`Error::TooMuch`] when there were too many in all.
    pub(super) fn weigh(&self, bytes: usize) -> Result<(), Error> {
        self.0
            .bytes
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes))
            .map(|_| ())
            .map_err(|_| Error::TooMuch)
    }

    /// How many are left.
    pub fn left(&self) -> u32 {
        self.0.requests.load(Ordering::Relaxed)
    }
}

/// Lets a few at a time through to each host, a bounded number in all, and not many more than to one
/// host to all names of one domain: whoever owns it makes as many as she likes.
#[derive(Debug)]
pub(crate) struct Gate {
    per_host: usize,
    per_domain: usize,
    hosts: Places,
    domains: Places,
    overall: Arc<Semaphore>,
}

/// How many may be at each name at a time.
type Places = Mutex<HashMap<Box<str>, Arc<Semaphore>>>;

/// The right to one request, until it is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    _all: [Option<OwnedSemaphorePermit>; 3],
}

/// Names that are remembered although nobody is at them; a bound, not a tuning knob.
const IDLE_HOSTS: usize = 1024;

impl Gate {
    pub(crate) fn new(per_host: usize, per_domain: usize, overall: usize) -> Self {
        Self {
            per_host: per_host.max(1),
            per_domain: per_domain.max(1),
            hosts: Mutex::default(),
            domains: Mutex::default(),
            overall: Arc::new(Semaphore::new(overall.max(1))),
        }
    }

    /// Waits for a turn at this host, first come, first served.
    pub(crate) async fn turn(&self, host: &str) -> Turn {
        // The narrowest first: those who wait for a slow host must not use up what more share. The
        // semaphores are never closed, so that there is no error to be had.
        let at_host = place(&self.hosts, host, self.per_host).acquire_owned().await.ok();
        let domain = place(&self.domains, domain_of(host), self.per_domain);
        let at_domain = domain.acquire_owned().await.ok();
        let overall = self.overall.clone().acquire_owned().await.ok();
        Turn { _all: [at_host, at_domain, overall] }
    }
}

fn place(places: &Places, name: &str, most: usize) -> Arc<Semaphore> {
    let mut places = places.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = places.get(name) {
        return known.clone();
    }
    if places.len() >= IDLE_HOSTS {
        // Whoever holds or awaits a permit holds the semaphore too.
        places.retain(|_, s| Arc::strong_count(s) > 1);
    }
    let new = Arc::new(Semaphore::new(most));
    places.insert(name.into(), new.clone());
    new
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

    #[test]
    fn what_a_budget_brings_is_bounded_in_all() {
        let budget = Budget::default();
        let brought = (0..100).filter(|_| budget.weigh(document::MAX_BYTES).is_ok()).count();
        assert_eq!(brought, 3);
        assert!(budget.weigh(1024).is_ok() && budget.take().is_ok());
        assert!(matches!(budget.weigh(document::MAX_BYTES), Err(Error::TooMuch)));
    }

    #[tokio::test]
    async fn hosts_nobody_is_at_are_forgotten() {
        let gate = Gate::new(1, 2, 4);
        let held = gate.turn("held.example").await;
        for n in 0..3000 {
            drop(gate.turn(&format!("h{n}.example")).await);
        }
        assert!(gate.hosts.lock().unwrap().len() <= IDLE_HOSTS + 1);
        assert!(gate.domains.lock().unwrap().len() <= IDLE_HOSTS + 1);
        assert_eq!(place(&gate.hosts, "held.example", 1).available_permits(), 0);
        drop(held);
        assert_eq!(place(&gate.hosts, "held.example", 1).available_permits(), 1);
    }

    /// Many names of one domain leave places to others.
    #[tokio::test]
    async fn a_domain_does_not_take_all_places() {
        let gate = Gate::new(2, 2, 4);
        let one = gate.turn("a.evil.example").await;
        let _two = gate.turn("b.evil.example").await;
        let mut third = Box::pin(gate.turn("c.evil.example"));
        assert!(futures::poll!(&mut third).is_pending());
        let _others = (gate.turn("a.example").await, gate.turn("b.example").await);
        drop(one);
        assert!(futures::poll!(&mut third).is_ready());
    }
}

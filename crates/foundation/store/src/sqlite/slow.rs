//! Statements that take long, which must not hold up what runs beside them.

use std::{
    collections::HashSet,
    hash::{BuildHasher as _, RandomState},
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::Semaphore,
};

use crate::error::{Error, Result};

/// From here on a statement is slow; giving one's place away costs about a hundredth of this.
const LONG: Duration = Duration::from_millis(2);
/// The most texts that are remembered.
const MOST: usize = 4096;

/// Which texts were slow when they last ran.
pub(super) struct Slow {
    hasher: RandomState,
    known: RwLock<HashSet<u64>>,
    count: AtomicUsize,
    turns: Semaphore,
}

impl Slow {
    /// With so many running at once.
    pub(super) fn new(turns: usize) -> Self {
        Self {
            hasher: RandomState::new(),
            known: RwLock::default(),
            count: AtomicUsize::new(0),
            turns: Semaphore::new(turns),
        }
    }

    /// Runs the statement with this text, and remembers how long that took.
    pub(super) async fn run<T>(
        &self,
        text: &str,
        statement: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let began = Instant::now();
        if self.count.load(Ordering::Relaxed) == 0 {
            let done = statement();
            if began.elapsed() >= LONG {
                self.note(self.hasher.hash_one(text), true);
            }
            return done;
        }
        let key = self.hasher.hash_one(text);
        let slow = self.known.read().unwrap_or_else(PoisonError::into_inner).contains(&key);
        // A runtime of one thread has nobody to give the place to.
        let many = Handle::current().runtime_flavor() == RuntimeFlavor::MultiThread;
        if !slow || !many {
            let done = statement();
            if began.elapsed() >= LONG {
                self.note(key, true);
            }
            return done;
        }
        let turn = self.turns.acquire().await;
        let _turn = turn.map_err(|_| Error::Commit("the store was closed".into()))?;
        let began = Instant::now();
        let done = tokio::task::block_in_place(statement);
        if began.elapsed() < LONG / 4 {
            self.note(key, false);
        }
        done
    }

    fn note(&self, key: u64, slow: bool) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if slow && known.len() < MOST {
            known.insert(key);
        } else {
            known.remove(&key);
        }
        self.count.store(known.len(), Ordering::Relaxed);
    }
}

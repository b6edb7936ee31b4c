//! Bells that are rung when a unit was saved, so that nobody who waits for work has to look for it.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tokio::sync::Notify;

/// What work there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bell {
    /// A job was enqueued.
    Jobs,
    /// An activity is to be delivered.
    Deliveries,
    /// An activity arrived that is still to be dealt with.
    Arrivals,
    /// It was decided which instances this one speaks with.
    Policies,
}

/// All of them.
const ALL: [Bell; 4] = [Bell::Jobs, Bell::Deliveries, Bell::Arrivals, Bell::Policies];

/// One of each; clones are the same ones.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bells(Arc<[(Notify, AtomicU64); ALL.len()]>);

impl Bells {
    pub(crate) fn of(&self, bell: Bell) -> &Notify {
        &self.0[bell as usize].0
    }

    /// How often it was rung.
    pub(crate) fn count(&self, bell: Bell) -> u64 {
        self.0[bell as usize].1.load(Ordering::Acquire)
    }

    /// Rings every bell in the set.
    pub(crate) fn ring(&self, rung: Rung) {
        for bell in ALL {
            if rung.has(bell) {
                self.0[bell as usize].1.fetch_add(1, Ordering::Release);
                self.of(bell).notify_waiters();
            }
        }
    }
}

/// The bells that a unit rings once it is saved.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rung(u8);

impl Rung {
    pub(crate) fn add(&mut self, bell: Bell) {
        self.0 |= 1 << bell as u8;
    }

    fn has(self, bell: Bell) -> bool {
        self.0 & (1 << bell as u8) != 0
    }
}

//! Bells that are rung when a unit was saved, so that nobody who waits for work has to look for it.

use std::sync::Arc;

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
}

/// One of each; clones are the same ones.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bells(Arc<[Notify; 3]>);

impl Bells {
    pub(crate) fn of(&self, bell: Bell) -> &Notify {
        &self.0[bell as usize]
    }

    /// Rings every bell in the set.
    pub(crate) fn ring(&self, rung: Rung) {
        for bell in [Bell::Jobs, Bell::Deliveries, Bell::Arrivals] {
            if rung.has(bell) {
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

//! The clock of the machine, and one that a test moves.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use domain::{Clock, Time};
use tokio::sync::watch;

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine")]
    fn now(&self) -> Time {
        let since =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Time(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }

    fn sleep_until(&self, until: Time) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move { tokio::time::sleep(until.since(self.now())).await })
    }
}

/// A clock that stands still until it is moved; clones show the same time.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<watch::Sender<Time>>);

impl TestClock {
    /// A clock that shows `start`.
    pub fn new(start: Time) -> Self {
        Self(Arc::new(watch::Sender::new(start)))
    }

    /// Moves the clock on and wakes whoever slept until then.
    pub fn advance(&self, by: Duration) {
        self.0.send_modify(|t| *t = *t + by);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Time {
        *self.0.borrow()
    }

    fn sleep_until(&self, until: Time) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let mut shown = self.0.subscribe();
        Box::pin(async move {
            // The sender lives in self, so waiting cannot fail.
            let _ = shown.wait_for(|t| *t >= until).await;
        })
    }
}

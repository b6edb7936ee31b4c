//! Which statements a page runs, as the store tells it.

use std::sync::{Arc, Mutex, PoisonError};

use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, layer::Context};

/// What the store tells of a statement that ran.
pub const TARGET: &str = "store::statement";

/// One statement that ran.
#[derive(Debug, Clone, Default)]
pub struct Ran {
    /// Its text.
    pub sql: String,
    /// How long the database took, in seconds.
    pub seconds: f64,
    /// Rows it gave.
    pub rows: u64,
}

/// Writes down what ran since it was last asked.
#[derive(Clone, Default)]
pub struct Recorder(Arc<Mutex<Vec<Ran>>>);

impl Recorder {
    /// What ran, which is forgotten thereby.
    pub fn take(&self) -> Vec<Ran> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<S: Subscriber> Layer<S> for Recorder {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut ran = Ran::default();
        event.record(&mut ran);
        if !ran.sql.is_empty() {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(ran);
        }
    }
}

impl Visit for Ran {
    fn record_f64(&mut self, field: &Field, value: f64) {
        if field.name() == "seconds" {
            self.seconds = value;
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "rows" {
            self.rows = value;
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "sql" {
            value.clone_into(&mut self.sql);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

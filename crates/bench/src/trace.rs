//! Which statements a page runs, as `sqlx` tells it.

use std::sync::{Arc, Mutex, PoisonError};

use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, layer::Context};

/// One statement that ran.
#[derive(Debug, Clone, Default)]
pub struct Ran {
    /// Its beginning.
    pub summary: String,
    /// All of it, when it is longer.
    pub statement: String,
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
        if event.metadata().target() != "sqlx::query" {
            return;
        }
        let mut ran = Ran::default();
        event.record(&mut ran);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(ran);
    }
}

impl Visit for Ran {
    fn record_f64(&mut self, field: &Field, value: f64) {
        if field.name() == "elapsed_secs" {
            self.seconds = value;
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "rows_returned" {
            self.rows = value;
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.trim().clone_into(&mut self.statement),
            _ => {}
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "db.statement" || field.name() == "summary" {
            self.record_str(field, &format!("{value:?}"));
        }
    }
}

//! How many large documents are read at a time. A megabyte takes many times that while it is read, and
//! whoever sends one can send a hundred at once.

use serde_json::Value;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::document::{self, BadDocument};

/// Documents of more bytes are large; few activities are.
const LARGE: usize = 64 * 1024;
/// Large ones that stand in memory at a time.
const AT_A_TIME: usize = 2;
/// Large ones that may wait for the key of somebody who is not known.
const STRANGERS: usize = 8;

/// Who may read, and who may wait.
pub(crate) struct Reading {
    large: Semaphore,
    strangers: Semaphore,
}

impl Default for Reading {
    fn default() -> Self {
        Self { large: Semaphore::new(AT_A_TIME), strangers: Semaphore::new(STRANGERS) }
    }
}

/// A document that was read, and its place while it stands in memory.
pub(super) struct Read<'a> {
    pub value: Value,
    _place: Option<SemaphorePermit<'a>>,
}

impl Reading {
    /// Whether a document is read only when it is its turn.
    pub(super) fn is_large(bytes: &[u8]) -> bool {
        bytes.len() > LARGE
    }

    /// Reads a document when it is its turn, first come, first served.
    pub(super) async fn read(&self, bytes: &[u8]) -> Result<Read<'_>, BadDocument> {
        // The semaphores are never closed, so that there is no error to be had.
        let place = if Self::is_large(bytes) { self.large.acquire().await.ok() } else { None };
        Ok(Read { value: document::parse(bytes)?, _place: place })
    }

    /// A place to wait for a key in, with something large; `None` when all are taken.
    pub(super) fn wait(&self) -> Option<SemaphorePermit<'_>> {
        self.strangers.try_acquire().ok()
    }
}

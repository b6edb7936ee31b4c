//! Signing beside the runtime, on a bounded number of threads.

use std::{num::NonZero, sync::Arc, thread};

use tokio::{sync::Semaphore, task::spawn_blocking};

use super::{KeyError, PrivateKey};
use crate::task::Task;

/// Signs and makes keys on the blocking threads of the runtime, with at most as many at a time as
/// were granted, so that a post to hundreds of hosts starves neither pages nor the inbox. Cloning
/// shares the bound. Whoever asks first is served first; a batch lets others in between.
#[derive(Debug, Clone)]
pub struct SigningPool(Arc<Semaphore>);

/// How many signatures a batch makes before it lets others in: about 3 ms of one core.
const CHUNK: usize = 8;

impl Default for SigningPool {
    /// As many threads as the machine has cores.
    fn default() -> Self {
        Self::new(thread::available_parallelism().map_or(1, NonZero::get))
    }
}

impl SigningPool {
    /// At most `threads` (at least one) busy at a time.
    pub fn new(threads: usize) -> Self {
        Self(Arc::new(Semaphore::new(threads.max(1))))
    }

    /// Makes an RSA-2048 key.
    pub async fn generate(&self) -> Result<PrivateKey, KeyError> {
        self.run(PrivateKey::generate_blocking).await
    }

    /// One signature.
    pub async fn sign(&self, key: &PrivateKey, message: Vec<u8>) -> Result<Vec<u8>, KeyError> {
        let key = key.clone();
        self.run(move || key.sign_blocking(&message)).await
    }

    /// The signatures of many messages with one key, in their order. Chunks run side by side.
    pub async fn sign_all(
        &self,
        key: &PrivateKey,
        messages: Vec<Vec<u8>>,
    ) -> Result<Vec<Vec<u8>>, KeyError> {
        let mut out = Vec::with_capacity(messages.len());
        let mut messages = messages.into_iter();
        let mut running = Vec::new();
        loop {
            let chunk: Vec<_> = messages.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                break;
            }
            let (pool, key) = (self.clone(), key.clone());
            running.push(Task::spawn(async move {
                pool.run(move || chunk.iter().map(|m| key.sign_blocking(m)).collect()).await
            }));
        }
        for chunk in running {
            let signed: Result<Vec<_>, _> = chunk.join().await.map_err(|_| KeyError::Library)?;
            out.extend(signed?);
        }
        Ok(out)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, KeyError> + Send + 'static,
    ) -> Result<T, KeyError> {
        let permit = self.0.clone().acquire_owned().await.map_err(|_| KeyError::Library)?;
        spawn_blocking(move || {
            // Held by the thread: a caller who goes away does not make room that is not there.
            let _permit = permit;
            work()
        })
        .await
        .map_err(|_| KeyError::Library)?
    }
}

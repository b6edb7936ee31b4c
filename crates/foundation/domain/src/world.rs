//! What a part of the house may know of the world outside: the time, and chance.

use std::sync::{Arc, Mutex, PoisonError};

use rand::RngCore;
use uuid::Uuid;

use crate::{
    id::Id,
    time::{Clock, Time},
};

/// Clock and randomness, handed to everything that needs them. Cheap to clone.
#[derive(Clone)]
pub struct World {
    clock: Arc<dyn Clock>,
    random: Arc<Mutex<dyn RngCore + Send>>,
}

impl World {
    /// A world with this clock and this source of randomness. In production the source must be
    /// cryptographic: session tokens come from it.
    pub fn new(clock: Arc<dyn Clock>, random: impl RngCore + Send + 'static) -> Self {
        Self { clock, random: Arc::new(Mutex::new(random)) }
    }

    /// The present moment.
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// The clock, for workers that sleep on it.
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// A new id (UUIDv7 of the present millisecond, RFC 9562 §5.7).
    pub fn id<I: Id>(&self) -> I {
        let mut random = [0; 10];
        self.fill(&mut random);
        uuid::Builder::from_unix_timestamp_millis(self.now().millis(), &random).into_uuid().into()
    }

    /// An id that says nothing of when it was made (UUIDv4), for things whose age is private.
    pub fn opaque_id<I: Id>(&self) -> I {
        let mut random = [0; 16];
        self.fill(&mut random);
        let id: Uuid = uuid::Builder::from_random_bytes(random).into_uuid();
        id.into()
    }

    /// 256 random bits.
    pub fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.fill(&mut bytes);
        bytes
    }

    /// Fills `bytes` with randomness.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.random.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("World").finish_non_exhaustive()
    }
}

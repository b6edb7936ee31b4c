//! Public keys of peers that were seen lately.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use domain::Time;

use super::PublicKey;

/// A peer's key with what was known when it was fetched.
#[derive(Debug, Clone)]
pub struct CachedKey {
    /// The parsed key.
    pub key: PublicKey,
    /// The id of the actor that the key document names as `owner`, and that lists the key.
    pub owner: Arc<str>,
    /// When it was fetched, so that a failed verification fetches it anew only once in a while.
    pub fetched_at: Time,
}

/// Parsed keys by `keyId`, bounded: when it is full, what was not asked for longest goes first.
///
/// It keeps two generations. A hit moves a key into the young one; when that is full it becomes the
/// old one and the old one is dropped. That is nearly LRU, and constant time.
#[derive(Debug)]
pub struct KeyCache {
    generations: Mutex<Generations>,
    half: usize,
}

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<Box<str>, CachedKey>,
    old: HashMap<Box<str>, CachedKey>,
}

impl KeyCache {
    /// A cache of at most `max` keys (about 1 kB each), and at least two.
    pub fn new(max: usize) -> Self {
        Self { generations: Mutex::default(), half: (max / 2).max(1) }
    }

    /// The key with this id.
    pub fn get(&self, key_id: &str) -> Option<CachedKey> {
        let mut g = self.lock();
        if let Some(found) = g.young.get(key_id) {
            return Some(found.clone());
        }
        let (id, found) = g.old.remove_entry(key_id)?;
        g.insert(id, found.clone(), self.half);
        Some(found)
    }

    /// Keeps a key, instead of the one that had this id.
    pub fn put(&self, key_id: &str, key: CachedKey) {
        let mut g = self.lock();
        g.old.remove(key_id);
        g.insert(key_id.into(), key, self.half);
    }

    /// Forgets a key: it was rotated, or its actor is gone.
    pub fn forget(&self, key_id: &str) {
        let mut g = self.lock();
        g.young.remove(key_id);
        g.old.remove(key_id);
    }

    /// Forgets all keys of an actor.
    pub fn forget_owner(&self, owner: &str) {
        let mut g = self.lock();
        g.young.retain(|_, k| &*k.owner != owner);
        g.old.retain(|_, k| &*k.owner != owner);
    }

    /// How many keys are kept.
    pub fn len(&self) -> usize {
        let g = self.lock();
        g.young.len() + g.old.len()
    }

    /// Whether no key is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Generations> {
        // Nothing in here can panic half-way through a change.
        self.generations.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Generations {
    fn insert(&mut self, id: Box<str>, key: CachedKey, half: usize) {
        if self.young.len() >= half && !self.young.contains_key(&id) {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(id, key);
    }
}

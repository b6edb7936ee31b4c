//! Which instances this one speaks with: what administrators decided, kept in memory.
//!
//! A ruling counts for a host and for everything below it, or whoever is blocked would come back
//! under another name (CVE-2026-23961). The ruling that is nearest to a host decides; only what is
//! blocked or limited goes down, never what is allowed. The rows say what was decided;
//! columns `policy` of hosts, actors and things say what follows from it.

mod book;
mod host;
pub mod list;
mod table;

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use domain::{Result, Time};
use store::{Bell, Store};

pub use book::{Book, Mode, Ruling};
pub use domain::Policy;
pub use host::Host;
pub(crate) use table::keep_new_host;
pub use table::{
    Moved, RulingRow, Switches, allow_known, book_in, end_interest, forget, known_hosts, of_in,
    put, ruling_of, rulings, set_mode, set_pause, settle, stop,
};

/// How long what is in memory counts without a look: another process may have decided something.
const FRESH: Duration = Duration::from_secs(60);

/// What was decided, in memory. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Policies(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    state: RwLock<State>,
    loading: tokio::sync::Mutex<()>,
}

#[derive(Debug, Clone, Default)]
struct State {
    book: Arc<Book>,
    /// How often the bell had been rung, and when it was read; `None` before the first time.
    read: Option<(u64, Time)>,
}

impl Policies {
    /// Nothing read yet: everybody is spoken with.
    pub fn new(store: &Store) -> Self {
        let (state, loading) = (RwLock::default(), tokio::sync::Mutex::default());
        Self(Arc::new(Inner { store: store.clone(), state, loading }))
    }

    /// What was decided, as it was last read.
    pub fn book(&self) -> Arc<Book> {
        self.state().book
    }

    /// What was decided about a host, as it was last read.
    pub fn of(&self, host: &str) -> Policy {
        self.book().of(host)
    }

    /// What was decided, read anew where this process has decided something since, or a minute has
    /// passed. Where it cannot be read, what was last read counts.
    pub async fn current(&self) -> Arc<Book> {
        if !self.is_fresh() {
            let _alone = self.0.loading.lock().await;
            if !self.is_fresh()
                && let Err(e) = self.load().await
            {
                tracing::error!(error = %e, "what was decided about instances cannot be read");
            }
        }
        self.book()
    }

    /// Reads it.
    pub async fn load(&self) -> Result<()> {
        let store = &self.0.store;
        // Before reading: what is decided meanwhile is read the next time.
        let read = Some((store.rung(Bell::Policies), store.now()));
        let book = Arc::new(book_in(&mut store.read()).await?);
        *self.0.state.write().unwrap_or_else(PoisonError::into_inner) = State { book, read };
        Ok(())
    }

    fn state(&self) -> State {
        self.0.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn is_fresh(&self) -> bool {
        let store = &self.0.store;
        self.state().read.is_some_and(|(rung, at)| {
            rung == store.rung(Bell::Policies) && store.now().since(at) < FRESH
        })
    }
}

//! The federation of one instance: what all its parts share.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::{ActorId, Error, Origin, Result, Time};
use store::Store;
use tokio::sync::watch;

use crate::{
    Actor,
    acquaint::Newcomer,
    client::{self, Client, Gate},
    delivery::Payloads,
    handler::{Handler, Keeper, On, Writer},
    keys::{KeyCache, Secret, SigningPool},
    network::{Exception, Network},
    own_keys,
    policy::Policies,
    receiving::{Reading, Strangers},
    signature::{Rules, Signer},
    vouching::Vouched,
};

/// What the operator says about federation.
#[derive(Clone)]
pub struct Settings {
    /// The secret that private keys are sealed with.
    pub secret: Secret,
    /// Hosts with private addresses that may be spoken to.
    pub allow_private: Vec<Exception>,
    /// Certificates in PEM that are trusted beside those of the system.
    pub extra_roots: Vec<Vec<u8>>,
    /// Whether documents are given only to whoever signs that she asks for them. The instance actor
    /// and what leads to it are always given.
    pub authorized_fetch: bool,
    /// What the client may take.
    pub limits: client::Limits,
    /// Makes HTML from elsewhere safe.
    pub clean: fn(&str) -> String,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("allow_private", &self.allow_private)
            .finish_non_exhaustive()
    }
}

/// The federation of one instance. It sleeps until [`Federation::open`] gives it the origin.
/// Cloning shares it.
#[derive(Clone)]
pub struct Federation(Arc<Inner>);

pub(crate) struct Inner {
    pub store: Store,
    pub settings: Settings,
    pub pool: SigningPool,
    pub live: OnceLock<Live>,
    pub opened: watch::Sender<bool>,
    switch: Switch,
    pub keys: KeyCache,
    /// Keys that were used lately, and until when they need not be read again.
    pub signers: Mutex<HashMap<ActorId, (Signer, Time)>>,
    pub handlers: HashMap<(&'static str, On), Arc<dyn Handler>>,
    pub keepers: Vec<Arc<dyn Keeper>>,
    pub writers: Vec<Arc<dyn Writer>>,
    pub newcomers: Vec<Arc<dyn Newcomer>>,
    pub payloads: Payloads,
    pub vouched: Vouched,
    pub strangers: Strangers,
    pub policies: Policies,
    /// Whose turn it is to be got to know.
    pub acquainting: Gate,
    /// Whose turn it is to be read, of documents that are large.
    pub reading: Reading,
    /// Hosts that are in a pause, so that a request from one can end it.
    pub pausing: Mutex<HashSet<String>>,
    counters: Mutex<BTreeMap<String, u64>>,
    flights: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

/// What there is once the origin is fixed.
#[derive(Debug, Clone)]
pub struct Live {
    /// This instance.
    pub origin: Origin,
    /// The client it speaks through.
    pub client: Client,
    /// What signed requests are measured by.
    pub rules: Rules,
    /// The actor that signs what nobody in particular asks for.
    pub instance: Actor,
}

/// Whether federation is on. Whoever writes what leaves asks it.
#[derive(Debug, Clone, Default)]
pub struct Switch(Arc<AtomicBool>);

impl Switch {
    /// Whether the origin is fixed and something can leave.
    pub fn is_on(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Puts a federation together.
pub struct Builder {
    store: Store,
    switch: Switch,
    settings: Settings,
    handlers: HashMap<(&'static str, On), Arc<dyn Handler>>,
    keepers: Vec<Arc<dyn Keeper>>,
    writers: Vec<Arc<dyn Writer>>,
    newcomers: Vec<Arc<dyn Newcomer>>,
}

/// Two handlers claim the same activities.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("two handlers claim {0} on {1:?}")]
pub struct DoubleClaim(pub &'static str, pub On);

impl Builder {
    /// Nothing registered yet.
    pub fn new(store: Store, settings: Settings) -> Self {
        let (handlers, keepers) = (HashMap::new(), Vec::new());
        let (writers, newcomers) = (Vec::new(), Vec::new());
        let switch = Switch::default();
        Self { store, switch, settings, handlers, keepers, writers, newcomers }
    }

    /// Whether the federation that will be built is on.
    pub fn switch(&self) -> Switch {
        self.switch.clone()
    }

    /// Registers a handler. No two may claim one pair.
    pub fn handler(mut self, handler: impl Handler + 'static) -> Result<Self, DoubleClaim> {
        let handler: Arc<dyn Handler> = Arc::new(handler);
        for (kind, on) in handler.claims() {
            if self.handlers.insert((*kind, *on), handler.clone()).is_some() {
                return Err(DoubleClaim(kind, *on));
            }
        }
        Ok(self)
    }

    /// Registers somebody who keeps more about actors.
    #[must_use]
    pub fn keeper(mut self, keeper: impl Keeper + 'static) -> Self {
        self.keepers.push(Arc::new(keeper));
        self
    }

    /// Registers a writer of documents; the first one that knows a row writes it.
    #[must_use]
    pub fn writer(mut self, writer: impl Writer + 'static) -> Self {
        self.writers.push(Arc::new(writer));
        self
    }

    /// Registers somebody who gets to know actors that are followed from now on.
    #[must_use]
    pub fn newcomer(mut self, newcomer: impl Newcomer + 'static) -> Self {
        self.newcomers.push(Arc::new(newcomer));
        self
    }

    /// The federation, still asleep.
    pub fn build(self) -> Federation {
        Federation(Arc::new(Inner {
            strangers: Strangers::new(self.store.world()),
            policies: Policies::new(&self.store),
            store: self.store,
            settings: self.settings,
            pool: SigningPool::default(),
            live: OnceLock::new(),
            opened: watch::Sender::new(false),
            switch: self.switch,
            keys: KeyCache::new(10_000),
            signers: Mutex::default(),
            handlers: self.handlers,
            keepers: self.keepers,
            writers: self.writers,
            newcomers: self.newcomers,
            payloads: Payloads::default(),
            vouched: Vouched::default(),
            acquainting: Gate::new(2, 4, 8),
            reading: Reading::default(),
            pausing: Mutex::default(),
            counters: Mutex::default(),
            flights: Mutex::default(),
        }))
    }
}

impl Federation {
    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The types of activities that are taken in, and what each acts on.
    pub fn claims(&self) -> Vec<(&'static str, On)> {
        self.0.handlers.keys().copied().collect()
    }

    /// Begins to federate under this origin. Once is enough; again does nothing.
    pub async fn open(&self, origin: &Origin) -> Result<()> {
        if self.0.live.get().is_some() {
            return Ok(());
        }
        let settings = &self.0.settings;
        let options = client::Options {
            origin: origin.clone(),
            network: Network::of(origin, settings.allow_private.clone()),
            extra_roots: settings.extra_roots.clone(),
            limits: settings.limits,
        };
        let world = self.0.store.world().clone();
        self.0.policies.load().await?;
        let client = Client::new(options, self.0.pool.clone(), world).map_err(Error::internal)?;
        let client = client.guarded(self.0.policies.clone());
        let instance = own_keys::instance_actor(&self.0.store, origin).await?;
        let rules = Rules::new(origin);
        let live = Live { origin: origin.clone(), client, rules, instance };
        if self.0.live.set(live).is_ok() {
            self.0.switch.0.store(true, Ordering::Relaxed);
            self.0.opened.send_replace(true);
        }
        Ok(())
    }

    /// Which instances this one speaks with.
    pub fn policies(&self) -> &Policies {
        &self.0.policies
    }

    /// What there is once the origin is fixed; `None` before.
    pub fn live(&self) -> Option<&Live> {
        self.0.live.get()
    }

    /// Resolves once the origin is fixed.
    pub async fn opened(&self) -> &Live {
        let mut opened = self.0.opened.subscribe();
        loop {
            if let Some(live) = self.live() {
                return live;
            }
            // The sender lives in self, so waiting cannot fail.
            let _ = opened.changed().await;
        }
    }

    /// Does everything that must be done later: deliveries, and what arrived and waits. Ends only
    /// when it is dropped.
    pub async fn work(self) {
        self.opened().await;
        tokio::join!(crate::delivery::work(self.clone()), crate::receiving::work(self.clone()));
    }

    /// Whether documents are given only to whoever signs.
    pub fn authorized_fetch(&self) -> bool {
        self.0.settings.authorized_fetch
    }

    /// The key of a local actor; made when it is first needed, which takes a core for a moment.
    /// Never call it in a unit of work.
    pub async fn signer(&self, actor: &Actor) -> Result<Signer> {
        own_keys::signer(self, actor).await
    }

    /// The key of a local actor that was used lately.
    pub(crate) fn known_signer(&self, actor: ActorId) -> Option<Signer> {
        let (signer, until) = lock(&self.0.signers).get(&actor).cloned()?;
        (self.0.store.now() < until).then_some(signer)
    }

    /// Counts something, for whoever looks after the instance.
    pub(crate) fn count(&self, what: impl Into<String>) {
        let what = what.into();
        tracing::debug!(what, "counted");
        *lock(&self.0.counters).entry(what).or_default() += 1;
    }

    /// How often what happened since the start: a word, and a number.
    pub fn counters(&self) -> BTreeMap<String, u64> {
        lock(&self.0.counters).clone()
    }

    /// Lets one caller at a time fetch a thing; the others find it when their turn comes.
    pub(crate) async fn alone(&self, what: &str) -> tokio::sync::OwnedMutexGuard<()> {
        let flight = {
            let mut flights = lock(&self.0.flights);
            if flights.len() > 1000 {
                flights.retain(|_, f| Arc::strong_count(f) > 1);
            }
            flights.entry(what.to_owned()).or_default().clone()
        };
        flight.lock_owned().await
    }
}

impl std::fmt::Debug for Federation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Federation").field("live", &self.live()).finish_non_exhaustive()
    }
}

/// A lock whose holders cannot leave anything half changed.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

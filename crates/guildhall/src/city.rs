//! One city that runs: its store, its pages, its workers. The server has one; the demonstration
//! and the tests have several in one process.

use std::{net::SocketAddr, sync::Arc};

use anyhow::Context as _;
use domain::{Time, World};
use store::{Jobs, Options, Store, SystemClock};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};
use web::App;

/// What one city needs to run.
#[derive(Debug, Clone)]
pub struct CityConfig {
    /// Where its data is kept.
    pub store: Options,
    /// Where it listens.
    pub listen: SocketAddr,
    /// What its pages depend on.
    pub web: web::Config,
}

/// A running city. Dropping it stops it at once; [`City::stop`] lets requests end first.
pub struct City {
    /// The database.
    pub store: Store,
    /// What its handlers share.
    pub app: App,
    /// Where it listens.
    pub address: SocketAddr,
    /// Until when its daily work was asked for.
    pub asked_until: watch::Receiver<Time>,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// The world of a real city: the machine's clock and its cryptographic randomness.
pub fn real_world() -> anyhow::Result<World> {
    use rand::SeedableRng;
    let random =
        rand::rngs::StdRng::try_from_os_rng().context("the machine gives no randomness")?;
    Ok(World::new(Arc::new(SystemClock), random))
}

impl City {
    /// Opens the store, binds the port, and begins to answer.
    pub async fn start(config: CityConfig, world: World) -> anyhow::Result<Self> {
        let store = Store::open(&config.store, world).await.context("opening the store")?;
        Self::start_with(config, store).await
    }

    /// The same with a store that is open already.
    pub async fn start_with(config: CityConfig, store: Store) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(config.listen).await.with_context(|| {
            format!("listening on {}; is another server running there?", config.listen)
        })?;
        let address = listener.local_addr()?;
        let web::House { app, router, jobs } =
            web::build(store.clone(), config.web, crate::rooms()).await?;
        let jobs = Jobs::default()
            .with::<Tidy>()
            .with::<Reindex>()
            .with::<Alerts>()
            .with::<Sources>()
            .with::<Checks>()
            .with::<Heal>()
            .and(jobs);
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        tasks.spawn(jobs.work(store.clone(), app.clone()));
        tasks.spawn(warm(app.clone()));
        let (asks, asked_until) = watch::channel(Time(i64::MIN));
        tasks.spawn(tidy_daily(app.clone(), asks));
        if let Some(federation) = app.federation() {
            tasks.spawn(federation.clone().work());
            tasks.spawn(content::catalogue::fetching::work(store.clone()));
        }
        tasks.spawn(crate::listening::serve(listener, router, stopped));
        Ok(Self { store, app, address, asked_until, stop, tasks })
    }

    /// Takes no further requests, lets those under way end (at most ten seconds), stops the
    /// workers and closes the store.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        let patience = std::time::Duration::from_secs(10);
        // The server's task is the only one that ends by itself.
        if tokio::time::timeout(patience, self.tasks.join_next()).await.is_err() {
            tracing::warn!("requests were still under way after ten seconds");
        }
        self.tasks.shutdown().await;
        self.store.close().await;
    }
}

/// Forgets what has run out: sessions, links, dead jobs of long ago.
#[derive(serde::Serialize, serde::Deserialize)]
struct Tidy {}

impl store::Job<App> for Tidy {
    const KIND: &'static str = "tidy";
    const ATTEMPTS: i64 = 3;

    async fn run(self, app: App) -> Result<(), store::JobError> {
        let store = app.store();
        people::sessions::sweep(store).await?;
        federation::receiving::sweep(store).await?;
        content::files::sweep(store).await?;
        content::tables::sweep(store).await?;
        app.publishing().cache().sweep().await.map_err(domain::Error::internal)?;
        content::files::look_into_all(app.publishing()).await?;
        content::machine::sweep(app.publishing()).await?;
        let month_ago = store.now() - std::time::Duration::from_secs(30 * 86400);
        let mut tx = store.begin().await?;
        store::finished_before(&mut tx, month_ago).await?;
        tx.save().await?;
        Ok(())
    }
}

/// Indexes texts anew that an earlier version of the program has indexed, some at a time, so that
/// other jobs find their turn.
#[derive(serde::Serialize, serde::Deserialize)]
struct Reindex {}

impl store::Job<App> for Reindex {
    const KIND: &'static str = "reindex";

    async fn run(self, app: App) -> Result<(), store::JobError> {
        let store = app.store();
        for _ in 0..20 {
            if content::search::renew(store, app.kinds()).await? == 0 {
                return Ok(content::search::merge(store, content::search::PIECES).await?);
            }
        }
        let mut tx = store.begin().await?;
        store::enqueue::<App, _>(&mut tx, &Self {}, store.now()).await?;
        tx.save().await?;
        Ok(())
    }
}

/// Tells people what is new for the searches they have saved.
#[derive(serde::Serialize, serde::Deserialize)]
struct Alerts {}

impl store::Job<App> for Alerts {
    const KIND: &'static str = "saved-searches";

    async fn run(self, app: App) -> Result<(), store::JobError> {
        Ok(content::search::saved::alert(app.store(), app.today()).await?)
    }
}

/// Reminds people of what is to be checked, and ends what was said by organisations that are no more.
#[derive(serde::Serialize, serde::Deserialize)]
struct Checks {}

impl store::Job<App> for Checks {
    const KIND: &'static str = "checks";

    async fn run(self, app: App) -> Result<(), store::JobError> {
        content::checks::remind(app.publishing(), app.today()).await?;
        Ok(content::voices::sweep(app.publishing()).await?)
    }
}

/// Looks at what was taken up from elsewhere: what has become of it.
#[derive(serde::Serialize, serde::Deserialize)]
struct Sources {}

impl store::Job<App> for Sources {
    const KIND: &'static str = "sources";
    const ASIDE: bool = true;
    // Instances that are gone let one wait.
    const LIMIT: std::time::Duration = std::time::Duration::from_secs(1800);

    async fn run(self, app: App) -> Result<(), store::JobError> {
        // Before an origin is fixed nothing is taken up from elsewhere.
        if let Some(federation) = app.federation().filter(|f| f.live().is_some()) {
            content::lineage::fate::look(federation, app.publishing()).await?;
        }
        Ok(())
    }
}

/// Says how far the ledgers of this city have come, wherever the other party may have missed something.
#[derive(serde::Serialize, serde::Deserialize)]
struct Heal {}

impl store::Job<App> for Heal {
    const KIND: &'static str = "ledgers";

    async fn run(self, app: App) -> Result<(), store::JobError> {
        if let Ok(ledgers) = app.ledgers() {
            people::ledger::ask_again(ledgers).await?;
        }
        Ok(())
    }
}

/// Reads the words of filters, so that whoever opens the first list does not wait for them. Like all tasks but that of
/// the server it does not end, or [`City::stop`] would not wait for the server.
async fn warm(app: App) {
    let (facets, mut q) = (app.facets(), app.store().read());
    if let Err(e) = facets.warm(&mut q, app.kinds()).await {
        tracing::error!(error = %e, "the words of filters could not be read");
    }
    drop(q);
    std::future::pending::<()>().await;
}

/// The hour at which what is done once a day is done, where the city stands: people are reminded when a day begins for
/// them, of what is due on it.
const MORNING: i8 = 6;

/// Asks for tidying now and once a day, in the morning.
async fn tidy_daily(app: App, asked_until: watch::Sender<Time>) {
    let store = app.store();
    loop {
        let asked = async {
            let mut tx = store.begin().await?;
            store::enqueue::<App, _>(&mut tx, &Tidy {}, store.now()).await?;
            store::enqueue::<App, _>(&mut tx, &Reindex {}, store.now()).await?;
            store::enqueue::<App, _>(&mut tx, &Alerts {}, store.now()).await?;
            store::enqueue::<App, _>(&mut tx, &Checks {}, store.now()).await?;
            store::enqueue::<App, _>(&mut tx, &Sources {}, store.now()).await?;
            store::enqueue::<App, _>(&mut tx, &Heal {}, store.now()).await?;
            for ask in app.daily() {
                ask(&mut tx).await?;
            }
            tx.save().await?;
            Ok::<(), domain::Error>(())
        };
        if let Err(e) = asked.await {
            tracing::error!(error = %e, "tidying could not be asked for");
        }
        let tomorrow = domain::day::next(store.now(), MORNING, &app.zone());
        asked_until.send_replace(tomorrow);
        store.world().clock().sleep_until(tomorrow).await;
    }
}

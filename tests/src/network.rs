//! Whole cities in one process that speak real HTTP to one another, on one clock that a test moves.
//!
//! ```text
//! let net = Network::sqlite();
//! let (sofia, haskovo) = (net.city("sofia").await, net.city("haskovo").await);
//! …
//! net.settle().await;   // nobody has anything left to do now
//! net.advance(Duration::from_secs(5)).await;
//! ```

use std::{
    net::SocketAddr,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU16, Ordering},
    },
    time::Duration,
};

use content::Publishing;
use domain::{ActorId, Clock as _, ContentId, Lang, Origin, Time, access::Who};
use federation::{Federation, delivery, keys::Secret, outgoing, receiving};
use guildhall::city::{City, CityConfig};
use people::testing::Person;
use store::{
    Location, Options, Query as _, Store, TestClock, args,
    testing::{PostgresDatabase, START, world_on},
};
use tempfile::TempDir;
use tokio::sync::watch;

/// A network of cities.
pub struct Network {
    clock: TestClock,
    postgres: bool,
    /// Whether cities give documents only to whoever signs.
    careful: bool,
    places: Mutex<Vec<Place>>,
}

/// Where a city's data is, so that it can be started again.
#[derive(Clone)]
struct Place {
    name: String,
    listen: SocketAddr,
    options: Options,
    secret: [u8; 32],
    seed: u64,
    store: Option<Store>,
    asked_until: Option<watch::Receiver<Time>>,
}

/// A city of the network, with its people.
pub struct Town {
    /// Its running parts.
    pub city: City,
    /// Its people and how to make more.
    pub people: people::testing::City,
    /// Its public address.
    pub origin: Origin,
    index: usize,
    folder: TempDir,
    database: Option<PostgresDatabase>,
}

/// Runs a test twice: with cities on SQLite and with cities on PostgreSQL, where there is one.
#[macro_export]
macro_rules! cities {
    ($($(#[$doc:meta])* async fn $name:ident($net:ident: Network) $body:block)+) => {$(
        $(#[$doc])*
        mod $name {
            use super::*;

            async fn test($net: $crate::network::Network) $body

            #[test]
            fn on_sqlite() {
                $crate::network::run(async { test($crate::network::Network::sqlite()).await });
            }

            #[test]
            fn on_postgres() {
                match $crate::network::Network::postgres() {
                    Some(net) => $crate::network::run(async { test(net).await }),
                    None => eprintln!("not run on PostgreSQL: GUILDHALL_TEST_POSTGRES is not set"),
                }
            }
        }
    )+};
}

/// Runs a test on a runtime like the server's.
pub fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime can be built")
        .block_on(test);
}

impl Network {
    /// Cities on SQLite.
    pub fn sqlite() -> Self {
        Self {
            clock: TestClock::new(START),
            postgres: false,
            careful: false,
            places: Mutex::default(),
        }
    }

    /// Cities on PostgreSQL, if there is a server.
    pub fn postgres() -> Option<Self> {
        std::env::var("GUILDHALL_TEST_POSTGRES").ok()?;
        Some(Self { postgres: true, ..Self::sqlite() })
    }

    /// The same, and every city gives documents only to whoever signs.
    #[must_use]
    pub fn careful(self) -> Self {
        Self { careful: true, ..self }
    }

    /// Starts a city that was set up, with the administrator `ada`.
    pub async fn city(&self, name: &str) -> Town {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = if self.postgres { PostgresDatabase::create().await } else { None };
        let location = match &database {
            Some(database) => Location::Postgres(database.url()),
            None => Location::Sqlite(folder.path().join("guildhall.db")),
        };
        let files = folder.path().join("files");
        let options = Options { connections: 6, files, ..Options::new(location) };
        let listen = free_port();
        let origin = Origin::parse(&format!("http://{name}.localhost:{}", listen.port()))
            .expect("an origin of the loopback network");
        let index = self.lock().len();
        let seed = u64::try_from(index).expect("few cities") + 11;
        let place = Place {
            name: name.to_owned(),
            listen,
            options,
            secret: [u8::try_from(seed).expect("few cities"); 32],
            seed,
            store: None,
            asked_until: None,
        };
        let city = self.start(&place).await;
        let people = people::testing::city(&city.store).await;
        people::site::fix_origin(&city.store, &Who::System, origin.as_str())
            .await
            .expect("the origin is fixed");
        city.app.reload_site().await.expect("federation begins");
        let asked_until = Some(city.asked_until.clone());
        self.lock().push(Place { store: Some(city.store.clone()), asked_until, ..place });
        Town { city, people, origin, index, folder, database }
    }

    async fn start(&self, place: &Place) -> City {
        let (world, _) = world_on(place.seed, &self.clock);
        let secret = Secret::from_bytes(&place.secret).expect("a secret");
        let config = CityConfig {
            store: place.options.clone(),
            listen: place.listen,
            web: web::Config {
                federation: Some(federation::Settings {
                    authorized_fetch: self.careful,
                    ..web::federation_settings(secret)
                }),
                ..web::Config::default()
            },
        };
        City::start(config, world).await.unwrap_or_else(|e| panic!("{} starts: {e:#}", place.name))
    }

    /// Ends a city in the middle of whatever it does, as if its machine had lost power.
    pub fn kill(&self, town: Town) -> Fallen {
        let gone = &mut self.lock()[town.index];
        (gone.store, gone.asked_until) = (None, None);
        let Town { city, people, origin, index, folder, database } = town;
        drop(city);
        Fallen { people, origin, index, folder, database }
    }

    /// Starts a city again that fell.
    pub async fn restart(&self, fallen: Fallen) -> Town {
        let mut place = self.lock()[fallen.index].clone();
        // Another source of chance, or ids would be made twice.
        place.seed += 1000;
        // Whatever the fallen city was in the middle of ends with its next step.
        while std::net::TcpListener::bind(place.listen).is_err() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let city = self.start(&place).await;
        // What it does first of all, it has asked for, or whoever waits until all is done may be earlier.
        let now = self.clock.now();
        city.asked_until.clone().wait_for(|until| *until > now).await.ok();
        place.store = Some(city.store.clone());
        place.asked_until = Some(city.asked_until.clone());
        self.lock()[fallen.index] = place;
        let Fallen { mut people, origin, index, folder, database } = fallen;
        people.store = city.store.clone();
        Town { city, people, origin, index, folder, database }
    }

    /// Returns when no city has anything left to do at this moment of the clock.
    pub async fn settle(&self) {
        self.wait_until_idle(true).await;
    }

    async fn wait_until_idle(&self, jobs: bool) {
        let patience = tokio::time::Instant::now() + Duration::from_secs(120);
        let mut before = None;
        loop {
            let state = self.state(jobs).await;
            if state.is_some() && state == before {
                return;
            }
            before = state;
            assert!(
                tokio::time::Instant::now() < patience,
                "the network does not settle: {:?}",
                self.unsettled().await
            );
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
    }

    /// How far every city is, or nothing while one has something to do. Two alike in a row mean that
    /// nothing was on its way between them.
    async fn state(&self, jobs: bool) -> Option<Vec<(i64, i64)>> {
        let stores: Vec<Store> = self.lock().iter().filter_map(|p| p.store.clone()).collect();
        let mut state = Vec::new();
        for store in stores {
            let idle = delivery::is_idle(&store).await.expect("the store answers")
                && receiving::is_idle(&store).await.expect("the store answers")
                && (!jobs || store::jobs_are_idle(&store).await.expect("the store answers"));
            if !idle {
                return None;
            }
            let mut q = store.read();
            let out = outgoing::newest(&mut q).await.expect("the store answers");
            state.push((out, receiving::newest(&mut q).await.expect("the store answers")));
        }
        Some(state)
    }

    async fn unsettled(&self) -> Vec<String> {
        let places: Vec<Place> = self.lock().clone();
        let mut all = Vec::new();
        for place in places {
            let Some(store) = place.store else { continue };
            let due = delivery::is_idle(&store).await;
            let waiting = receiving::received(&mut store.read(), "waiting", 5).await;
            let jobs = store::job_list(&mut store.read(), "waiting", 5).await;
            let last: Vec<(String, String, String)> =
                store.read().all(&LAST, args![]).await.unwrap_or_default();
            all.push(format!(
                "{}: idle {due:?}, waiting {waiting:?}, jobs {jobs:?}, said last {last:?}",
                place.name
            ));
        }
        all
    }

    /// Lets everything arrive that is on its way, moves the clock on, and lets everything happen that is due then. What was
    /// on its way when the clock moved would count as tried at the later time; a job of a city that was killed ends no
    /// earlier.
    pub async fn advance(&self, by: Duration) {
        self.wait_until_idle(false).await;
        self.clock.advance(by);
        let (now, places) = (self.clock.now(), self.lock().clone());
        for mut until in places.into_iter().filter_map(|place| place.asked_until) {
            // Whoever awakes on a new day has asked for its work before anybody looks whether all is done; a city that
            // was stopped meanwhile asks for nothing.
            until.wait_for(|until| *until > now).await.ok();
        }
        self.settle().await;
    }

    /// The clock of all cities.
    pub fn clock(&self) -> &TestClock {
        &self.clock
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Place>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A city that was killed.
pub struct Fallen {
    people: people::testing::City,
    origin: Origin,
    index: usize,
    folder: TempDir,
    database: Option<PostgresDatabase>,
}

/// A port nobody listens on, below those that the system hands out: a city that is away for a while
/// must find its own again, whatever runs beside it.
fn free_port() -> SocketAddr {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    // Processes that run side by side begin far enough from one another.
    let begin = std::process::id() % 20_000 * 37 % 20_000;
    for _ in 0..20_000 {
        let offset = begin + u32::from(NEXT.fetch_add(1, Ordering::Relaxed));
        let port = 12_000 + u16::try_from(offset % 20_000).unwrap_or(0);
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        if std::net::TcpListener::bind(address).is_ok() {
            return address;
        }
    }
    panic!("no port is free");
}

impl Town {
    /// The secret that its keys are sealed with.
    pub fn secret(&self) -> Secret {
        Secret::from_bytes(&[u8::try_from(self.index).expect("few cities") + 11; 32])
            .expect("a secret")
    }

    /// Its database.
    pub fn store(&self) -> &Store {
        &self.city.store
    }

    /// Its federation.
    pub fn federation(&self) -> &Federation {
        self.city.app.federation().expect("this city federates")
    }

    /// What its services need.
    pub fn publishing(&self) -> &Publishing {
        self.city.app.publishing()
    }

    /// A person of this city.
    pub async fn person(&self, handle: &str) -> Person {
        self.people.person(handle).await
    }

    /// `!handle@host` or `@handle@host` of somebody here.
    pub fn address(&self, handle: &str) -> String {
        format!("{handle}@{}", self.origin.authority())
    }

    /// The row of an actor elsewhere, found as the search box finds it.
    pub async fn find(&self, text: &str) -> ActorId {
        match content::federating::find(self.federation(), self.publishing(), text).await {
            Ok(content::federating::Find::Actor(actor)) => actor.id,
            other => panic!("{text}: {other:?}"),
        }
    }

    /// The row of a thing elsewhere, found as the search box finds it.
    pub async fn find_content(&self, text: &str) -> ContentId {
        match content::federating::find(self.federation(), self.publishing(), text).await {
            Ok(content::federating::Find::Content(id)) => id,
            other => panic!("{text}: {other:?}"),
        }
    }

    /// Makes a person of this city a member of a community elsewhere; settle afterwards.
    pub async fn join(&self, who: &Person, community: &str) -> ActorId {
        let group = self.find(community).await;
        people::communities::join(self.store(), &who.who, group, "").await.expect("she may ask");
        group
    }

    /// The copy here of something published elsewhere.
    pub async fn copy_of(&self, town: &Town, id: ContentId) -> Option<ContentId> {
        self.copy(&content::activity::object::object_iri(&town.origin, id)).await
    }

    /// The copy here of the thing with this id elsewhere, without asking anybody.
    pub async fn copy(&self, iri: &str) -> Option<ContentId> {
        let row: Option<(ContentId,)> =
            self.store().read().optional(&COPY_OF, args![iri]).await.expect("the store answers");
        row.map(|r| r.0)
    }

    /// A thing as a page shows it to this person, or why not.
    pub async fn page(&self, who: &Who, id: ContentId) -> domain::Result<content::read::Page> {
        let kinds = self.city.app.kinds();
        content::read::page(&mut self.store().read(), kinds, who, id, &[Lang::bulgarian()]).await
    }

    /// Comments under a thing, as plain text.
    pub async fn comments(&self, who: &Who, id: ContentId) -> Vec<String> {
        fn walk(threads: &[content::read::Thread], out: &mut Vec<String>) {
            for thread in threads {
                out.push(content::markdown::plain(&thread.comment.html));
                walk(&thread.replies, out);
            }
        }
        let mut q = self.store().read();
        let (threads, _) = content::read::thread(&mut q, who, id, &Lang::bulgarian(), None)
            .await
            .expect("she may read the answers");
        let mut out = Vec::new();
        walk(&threads, &mut out);
        out
    }
}

store::statements! {
    LAST = "SELECT kind, about, inner_id FROM outgoing_activity ORDER BY id DESC LIMIT 6";
    COPY_OF = "SELECT id FROM content WHERE ap_id = $1";
}

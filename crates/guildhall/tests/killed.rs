//! Cities as real processes that are killed (SIGKILL) in the middle of what they do.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use content::{Draft, service};
use domain::{
    ActorId, Lang, Origin,
    access::{Standing, Who},
};
use federation::keys::Secret;
use guildhall::city::{City, CityConfig, real_world};
use people::{communities, testing::Person};
use store::{Location, Options, Query as _, Store, args};
use tempfile::TempDir;

store::statements! {
    ARRIVED = "SELECT t.title FROM content c JOIN content_text t ON t.content_id = c.id \
        AND t.lang = c.lang WHERE c.host <> '' ORDER BY c.id";
}

/// How long anything may take on a busy machine before the test gives up.
const PATIENCE: Duration = Duration::from_secs(120);

/// A city that was set up, and is not running yet.
struct Place {
    folder: TempDir,
    listen: SocketAddr,
    origin: Origin,
    store: Store,
    people: people::testing::City,
}

impl Place {
    async fn prepare(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let probe = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let listen = probe.local_addr().unwrap();
        let origin = Origin::parse(&format!("http://{name}.localhost:{}", listen.port())).unwrap();
        let store = open(folder.path().into()).await;
        let people = people::testing::city(&store).await;
        people::site::fix_origin(&store, &Who::System, origin.as_str()).await.unwrap();
        Self { folder, listen, origin, store, people }
    }

    fn web(&self) -> web::Config {
        let file = self.folder.path().join("secret.key");
        let secret = Secret::load_or_create(&file, self.store.world()).unwrap();
        web::Config { federation: Some(web::federation_settings(secret)), ..web::Config::default() }
    }

    /// Runs it in this process, on a store of its own, which ends with it.
    async fn inside(&self) -> City {
        let folder: PathBuf = self.folder.path().into();
        let config = CityConfig { store: options(&folder), listen: self.listen, web: self.web() };
        City::start_with(config, open(folder).await).await.unwrap()
    }

    /// Runs it as a process of its own.
    fn outside(&self) -> Process {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guildhall"));
        // What is set for the tests is no configuration of a server.
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("GUILDHALL_")) {
            command.env_remove(name);
        }
        let child = command
            .arg("serve")
            .current_dir(self.folder.path())
            .env("GUILDHALL_DATA_DIR", self.folder.path())
            .env("GUILDHALL_LISTEN", self.listen.to_string())
            .env("GUILDHALL_LOG_LEVEL", "warn")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Process(child)
    }

    async fn arrived(&self) -> Vec<String> {
        let rows: Vec<(String,)> = self.store.read().all(&ARRIVED, args![]).await.unwrap();
        rows.into_iter().map(|r| r.0).collect()
    }

    async fn is_up(&self) {
        until("it listens", || async { tokio::net::TcpStream::connect(self.listen).await.is_ok() })
            .await;
    }
}

fn options(folder: &std::path::Path) -> Options {
    Options::new(Location::Sqlite(folder.join("guildhall.db")))
}

async fn open(folder: PathBuf) -> Store {
    Store::open(&options(&folder), real_world().unwrap()).await.unwrap()
}

/// A process that dies with the test, and whenever the test wants it to.
struct Process(Child);

impl Process {
    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn until<F: Future<Output = bool>>(what: &str, mut is: impl FnMut() -> F) {
    let end = tokio::time::Instant::now() + PATIENCE;
    while !is().await {
        assert!(tokio::time::Instant::now() < end, "in vain: {what}");
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
}

/// Makes somebody of a running city a member of a community of another one.
async fn join(city: &City, who: &Person, address: &str) -> ActorId {
    let federation = city.app.federation().unwrap();
    let found =
        content::federating::find(federation, city.app.publishing(), address).await.unwrap();
    let content::federating::Find::Actor(group) = found else { panic!("{address}: {found:?}") };
    communities::join(&city.store, &who.who, group.id, "").await.unwrap();
    until("she is a member", || async {
        let standing = communities::standing(&mut city.store.read(), group.id, who.actor).await;
        standing.unwrap() == Standing::Member
    })
    .await;
    group.id
}

fn draft(n: usize, group: ActorId) -> Draft {
    Draft {
        title: format!("Тема {n:03}"),
        body: "Текст.".into(),
        group: Some(group),
        values: [("type".to_owned(), "discussion".into())].into_iter().collect(),
        ..Draft::new("discussion", Lang::bulgarian())
    }
}

fn expected(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("Тема {n:03}")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_receives_is_killed() {
    let (a, b) = (Place::prepare("a").await, Place::prepare("b").await);
    let (anna, boris) = (a.people.person("anna").await, b.people.person("boris").await);
    b.people.community("jobs").by(&boris).await;
    let mut process = b.outside();
    let city = a.inside().await;
    b.is_up().await;
    let group = join(&city, &anna, &format!("!jobs@{}", b.origin.authority())).await;
    for n in 0..100 {
        service::publish(city.app.publishing(), &anna.who, &draft(n, group)).await.unwrap();
        if n == 40 {
            until("some have arrived", || async { b.arrived().await.len() > 10 }).await;
            process.kill();
            tokio::time::sleep(Duration::from_millis(300)).await;
            process = b.outside();
        }
    }
    until("all have arrived", || async { b.arrived().await.len() >= 100 }).await;
    assert_eq!(b.arrived().await, expected(100));
    process.kill();
    city.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_sends_is_killed() {
    let (a, b) = (Place::prepare("a").await, Place::prepare("b").await);
    let (anna, boris) = (a.people.person("anna").await, b.people.person("boris").await);
    b.people.community("jobs").by(&boris).await;
    let receiver = b.inside().await;
    let city = a.inside().await;
    let group = join(&city, &anna, &format!("!jobs@{}", b.origin.authority())).await;
    city.stop().await;

    // Everything is published while nothing is sent: the same house without its workers.
    let store = open(a.folder.path().into()).await;
    let house = web::build(store.clone(), a.web(), guildhall::rooms()).await.unwrap();
    for n in 0..100 {
        service::publish(house.app.publishing(), &anna.who, &draft(n, group)).await.unwrap();
    }
    drop(house);
    store.close().await;

    for enough in [1, 30, 60] {
        let process = a.outside();
        until("some have arrived", || async { b.arrived().await.len() >= enough }).await;
        process.kill();
    }
    let process = a.outside();
    until("all have arrived", || async { b.arrived().await.len() >= 100 }).await;
    assert_eq!(b.arrived().await, expected(100));
    process.kill();
    receiver.stop().await;
}

//! Cities as real processes, and in this one beside them.
#![allow(dead_code, reason = "each test uses its part")]

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use domain::{
    ActorId, Origin,
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
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A city that was set up, and is not running yet.
pub struct Place {
    pub folder: TempDir,
    pub listen: SocketAddr,
    pub origin: Origin,
    pub store: Store,
    pub people: people::testing::City,
}

impl Place {
    pub async fn prepare(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let probe = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let listen = probe.local_addr().unwrap();
        let origin = Origin::parse(&format!("http://{name}.localhost:{}", listen.port())).unwrap();
        let store = open(folder.path().into()).await;
        let people = people::testing::city(&store).await;
        people::site::fix_origin(&store, &Who::System, origin.as_str()).await.unwrap();
        Self { folder, listen, origin, store, people }
    }

    pub fn web(&self) -> web::Config {
        let file = self.folder.path().join("secret.key");
        let secret = Secret::load_or_create(&file, self.store.world()).unwrap();
        web::Config { federation: Some(web::federation_settings(secret)), ..web::Config::default() }
    }

    /// Runs it in this process, on a store of its own, which ends with it.
    pub async fn inside(&self) -> City {
        let folder: PathBuf = self.folder.path().into();
        let config = CityConfig { store: options(&folder), listen: self.listen, web: self.web() };
        City::start_with(config, open(folder).await).await.unwrap()
    }

    /// Runs it as a process of its own.
    pub fn outside(&self) -> Process {
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
            .env("TMPDIR", self.temporary())
            .stdout(self.log())
            .stderr(self.log())
            .spawn()
            .unwrap();
        Process(child)
    }

    fn log(&self) -> Stdio {
        let file = self.folder.path().join("log");
        std::fs::File::options().create(true).append(true).open(file).unwrap().into()
    }

    /// What the process has said.
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// The folder in which the process would keep what is temporary.
    pub fn temporary(&self) -> PathBuf {
        let folder = self.folder.path().join("tmp");
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    pub async fn arrived(&self) -> Vec<String> {
        let rows: Vec<(String,)> = self.store.read().all(&ARRIVED, args![]).await.unwrap();
        rows.into_iter().map(|r| r.0).collect()
    }

    pub async fn is_up(&self) {
        until("it listens", || async { tokio::net::TcpStream::connect(self.listen).await.is_ok() })
            .await;
    }
}

fn options(folder: &Path) -> Options {
    Options::new(Location::Sqlite(folder.join("guildhall.db")))
}

pub async fn open(folder: PathBuf) -> Store {
    Store::open(&options(&folder), real_world().unwrap()).await.unwrap()
}

/// A process that dies with the test, and whenever the test wants it to.
pub struct Process(Child);

impl Process {
    /// A folder of `/proc/PID`.
    pub fn folder(&self, name: &str) -> PathBuf {
        format!("/proc/{}/{name}", self.0.id()).into()
    }

    /// A line of `/proc/PID/status` in KiB, such as `VmRSS`.
    pub fn memory(&self, line: &str) -> u64 {
        let status = std::fs::read_to_string(self.folder("status")).unwrap();
        let found = status.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(':'));
        found.unwrap().trim().trim_end_matches(" kB").trim().parse().unwrap()
    }

    pub fn kill(mut self) {
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

pub async fn until<F: Future<Output = bool>>(what: &str, mut is: impl FnMut() -> F) {
    let end = tokio::time::Instant::now() + PATIENCE;
    while !is().await {
        assert!(tokio::time::Instant::now() < end, "in vain: {what}");
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
}

/// Makes somebody of a running city a member of a community of another one.
pub async fn join(city: &City, who: &Person, address: &str) -> ActorId {
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

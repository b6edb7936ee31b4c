//! A server in a process of its own, for what only a process has: its memory and its beginning.

use std::{
    net::SocketAddr,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};
use federation::keys::Secret;
use guildhall::city::{City, CityConfig, real_world};
use store::{Location, Options};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};

use crate::{generate::ORIGIN, load::Connection};

/// How a city of the bench is run: as `guildhall serve` does it.
pub fn config(location: Location) -> anyhow::Result<CityConfig> {
    let origin = domain::Origin::parse(ORIGIN).map_err(|e| anyhow::anyhow!(e.remedy()))?;
    Ok(CityConfig {
        store: Options::new(location),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        web: web::Config {
            // The bench throws its keys away with its databases.
            federation: Some(web::federation_settings(Secret::from_bytes(&[7; 32])?)),
            origin: Some(origin),
            version: guildhall::VERSION,
            ..web::Config::default()
        },
    })
}

/// What the child does: serves until its standard input ends.
#[expect(clippy::print_stdout, reason = "the parent reads the address")]
pub async fn serve(location: Location) -> anyhow::Result<()> {
    let city = City::start(config(location)?, real_world()?).await?;
    println!("{}", city.address);
    tokio::task::spawn_blocking(|| std::io::read_to_string(std::io::stdin())).await??;
    city.stop().await;
    Ok(())
}

/// A child that serves.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Starts one. `log` is the level of its log, which nobody reads.
    pub async fn start(location: &Location, log: &str) -> anyhow::Result<Self> {
        let place = match location {
            Location::Sqlite(path) => path.display().to_string(),
            Location::Postgres(url) => url.clone(),
        };
        let mut child = Command::new(std::env::current_exe()?)
            .args(["--serve", &place, "--log", log])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let out = child.stdout.take().context("the child has no output")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).await?;
        let address = line.trim().parse().with_context(|| format!("the child said {line:?}"))?;
        Ok(Self { child, address })
    }

    /// Resident memory in megabytes (proc(5), `VmRSS`).
    pub async fn memory(&self) -> anyhow::Result<f64> {
        let id = self.child.id().context("the child is gone")?;
        let status = tokio::fs::read_to_string(format!("/proc/{id}/status")).await?;
        let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: u32 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(f64::from(kib) * 1024.0 / 1e6)
    }

    /// Lets it end by itself.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        drop(self.child.stdin.take());
        let patience = Duration::from_secs(15);
        if tokio::time::timeout(patience, self.child.wait()).await.is_err() {
            self.child.kill().await?;
        }
        Ok(())
    }
}

/// How long a server takes from its start to its first page, in milliseconds.
pub async fn start_time(location: &Location, log: &str, request: &[u8]) -> anyhow::Result<f64> {
    let began = Instant::now();
    let server = Server::start(location, log).await?;
    let status = Connection::open(server.address).await?.ask(request).await?;
    let elapsed = began.elapsed().as_secs_f64() * 1e3;
    if status != 200 {
        bail!("the first answer was {status}");
    }
    server.stop().await?;
    Ok(elapsed)
}

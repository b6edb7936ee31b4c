//! One database after the other: the city is generated, the server started, everything asked.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, ensure};
use guildhall::city::{City, real_world};
use store::{Location, Options, Query as _, Store, args, testing::PostgresDatabase};

use crate::{
    child::{self, Server},
    generate::{self, Size},
    limit::{self, Bare},
    load::{self, Connection},
    report::Measured,
    scenario::{Requests, Scenario},
    trace::Recorder,
};

store::statements! {
    /// How much was written by those who write.
    WRITTEN = "SELECT CAST(count(*) AS bigint) FROM content c JOIN account ac ON ac.actor_id = c.author_id";
}

/// What is measured, and how.
pub struct Bench {
    /// How large the city is.
    pub size: Size,
    /// What is measured.
    pub scenarios: Vec<Scenario>,
    /// How long a round lasts.
    pub time: Duration,
    /// How many rounds there are.
    pub rounds: usize,
    /// What readers accept.
    pub encoding: Option<String>,
    /// The level of the log.
    pub log: String,
    /// Whether the planner is told what was generated.
    pub analyze: bool,
    /// Where the databases are kept; on PostgreSQL, which of them.
    pub keep: Option<PathBuf>,
    /// What ran, when the statements of pages are wanted instead of figures.
    pub trace: Option<Recorder>,
}

impl Bench {
    /// On a new SQLite database.
    pub async fn on_sqlite(&self) -> anyhow::Result<Vec<Measured>> {
        let folder = tempfile::tempdir()?;
        let path = match &self.keep {
            Some(kept) => {
                std::fs::create_dir_all(kept)?;
                kept.join("guildhall.db")
            }
            None => folder.path().join("guildhall.db"),
        };
        self.on(Location::Sqlite(path), "sqlite").await
    }

    /// On a new PostgreSQL database; without a server nothing, or an error when it is `needed`.
    pub async fn on_postgres(&self, needed: bool) -> anyhow::Result<Vec<Measured>> {
        let place = self.keep.as_ref().map(|kept| kept.join("postgres-url"));
        if let Some(url) = place.as_ref().and_then(|place| std::fs::read_to_string(place).ok()) {
            return self.on(Location::Postgres(url), "postgres").await;
        }
        let Some(database) = PostgresDatabase::create().await else {
            ensure!(!needed, "GUILDHALL_TEST_POSTGRES is not set");
            println!("PostgreSQL is left out: GUILDHALL_TEST_POSTGRES is not set");
            return Ok(Vec::new());
        };
        let done = self.on(Location::Postgres(database.url()), "postgres").await;
        match (&place, &self.keep) {
            (Some(place), Some(_)) if done.is_ok() => std::fs::write(place, database.url())?,
            _ => database.drop().await,
        }
        done
    }

    async fn on(
        &self,
        location: Location,
        database: &'static str,
    ) -> anyhow::Result<Vec<Measured>> {
        let began = Instant::now();
        let store = Store::open(&Options::new(location.clone()), real_world()?).await?;
        if let Some(kept) = &self.keep {
            std::fs::create_dir_all(kept)?;
        }
        let listed = self.keep.as_ref().map(|kept| kept.join(format!("{database}-city.json")));
        let known = listed.as_ref().and_then(|path| std::fs::read_to_string(path).ok());
        let city = if let Some(known) = known {
            serde_json::from_str(&known)?
        } else {
            let city = generate::generate(&store, self.size, self.analyze).await?;
            if let Some(path) = &listed {
                std::fs::write(path, serde_json::to_string(&city)?)?;
            }
            city
        };
        println!("{database}: the city stands after {:.1} s", began.elapsed().as_secs_f64());
        let running = City::start_with(child::config(location.clone())?, store).await?;
        let address = running.address;
        let requests = Requests::prepare(address, Arc::new(city), self.encoding.as_deref()).await?;
        let mut all = Vec::new();
        if let Some(recorder) = &self.trace {
            self.show(recorder, address, &requests).await?;
        } else {
            println!("{}", Measured::heading());
            for scenario in &self.scenarios {
                let measured = match scenario {
                    Scenario::Matching200 => {
                        let rounds = crate::matching::milliseconds(self.rounds)?;
                        let rounds = rounds.into_iter().map(|ms| (ms, None)).collect();
                        Measured::new(scenario.name(), database, "ms", rounds, None)
                    }
                    Scenario::Start => self.start(database, &location, &requests).await?,
                    Scenario::MemoryIdle | Scenario::MemoryLoaded => {
                        self.memory(*scenario, database, &location, &requests).await?
                    }
                    Scenario::Object
                    | Scenario::Inbox
                    | Scenario::InboxAnnouncing
                    | Scenario::Deliveries
                    | Scenario::OnePost50Hosts
                    | Scenario::FollowAccept => {
                        self.federated(*scenario, database, &running).await?
                    }
                    Scenario::Posting => self.posting(database, &running, &requests).await?,
                    page => self.page(*page, database, address, &requests).await?,
                };
                println!("{}", measured.line());
                all.push(measured);
            }
        }
        running.stop().await;
        Ok(all)
    }

    /// Asks for `time` and forgets the answers: caches are warm, connections open.
    async fn ask(
        &self,
        scenario: Scenario,
        address: SocketAddr,
        requests: &Requests,
        first: usize,
        time: Duration,
    ) -> anyhow::Result<load::Outcome> {
        let requests = requests.clone();
        let request = move |n| requests.of(scenario, first + n);
        load::run(address, scenario.connections(), time, scenario.expected(), request)
            .await
            .with_context(|| scenario.name())
    }

    async fn rounds(
        &self,
        scenario: Scenario,
        address: SocketAddr,
        requests: &Requests,
    ) -> anyhow::Result<(Vec<load::Outcome>, usize)> {
        let mut count = self.ask(scenario, address, requests, 0, self.time / 4).await?.count;
        let mut outcomes = Vec::new();
        for _ in 0..self.rounds {
            let outcome = self.ask(scenario, address, requests, count, self.time).await?;
            count += outcome.count;
            outcomes.push(outcome);
        }
        Ok((outcomes, count))
    }

    async fn page(
        &self,
        scenario: Scenario,
        database: &'static str,
        address: SocketAddr,
        requests: &Requests,
    ) -> anyhow::Result<Measured> {
        let mut connection = Connection::open(address).await?;
        let (status, _, body) = connection.fetch(&requests.of(scenario, 0)).await?;
        ensure!(status == 200, "{} was answered with {status}", scenario.name());
        drop(connection);
        let (outcomes, _) = self.rounds(scenario, address, requests).await?;
        let bare = Bare::start(body.len()).await?;
        let request = load::get("bench.localhost", "/", "");
        let limit = load::run(bare.address, 16, self.time, 200, move |_| request.clone()).await?;
        Ok(measured(scenario, database, &outcomes, limit.rate))
    }

    async fn posting(
        &self,
        database: &'static str,
        running: &City,
        requests: &Requests,
    ) -> anyhow::Result<Measured> {
        let scenario = Scenario::Posting;
        let limit = limit::commits(&running.store, scenario.connections(), self.time).await?;
        let (before,): (i64,) = running.store.read().one(&WRITTEN, args![]).await?;
        let (outcomes, count) = self.rounds(scenario, running.address, requests).await?;
        let (after,): (i64,) = running.store.read().one(&WRITTEN, args![]).await?;
        let written = after - before;
        ensure!(written == i64::try_from(count)?, "{count} were accepted, {written} are there");
        Ok(measured(scenario, database, &outcomes, limit))
    }

    async fn start(
        &self,
        database: &'static str,
        location: &Location,
        requests: &Requests,
    ) -> anyhow::Result<Measured> {
        let request = requests.of(Scenario::CommunityPage, 0);
        let mut rounds = Vec::new();
        for _ in 0..self.rounds {
            rounds.push((child::start_time(location, &self.log, &request).await?, None));
        }
        Ok(Measured::new(Scenario::Start.name(), database, "ms", rounds, None))
    }

    async fn memory(
        &self,
        scenario: Scenario,
        database: &'static str,
        location: &Location,
        requests: &Requests,
    ) -> anyhow::Result<Measured> {
        let server = Server::start(location, &self.log).await?;
        if scenario == Scenario::MemoryLoaded {
            for asked in Scenario::PAGES.into_iter().chain([Scenario::Posting]) {
                self.ask(asked, server.address, requests, 1_000_000, self.time).await?;
            }
        } else {
            let mut connection = Connection::open(server.address).await?;
            connection.ask(&requests.of(Scenario::CommunityPage, 0)).await?;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        let used = server.memory().await?;
        server.stop().await?;
        Ok(Measured::new(scenario.name(), database, "MB", vec![(used, None)], None))
    }

    /// Shows which statements a page runs and how long they take.
    async fn show(
        &self,
        recorder: &Recorder,
        address: SocketAddr,
        requests: &Requests,
    ) -> anyhow::Result<()> {
        const TIMES: u32 = 20;
        for scenario in &self.scenarios {
            let mut connection = Connection::open(address).await?;
            for n in 0..TIMES as usize {
                connection.ask(&requests.of(*scenario, n)).await?;
            }
            recorder.take();
            let (began, mut size) = (Instant::now(), 0);
            for n in 0..TIMES as usize {
                size += connection.fetch(&requests.of(*scenario, n)).await?.2.len();
            }
            let whole = began.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES);
            let ran = recorder.take();
            let database: f64 = ran.iter().map(|r| r.seconds).sum::<f64>() * 1e6 / f64::from(TIMES);
            println!(
                "\n== {}: {} statements for {TIMES} answers of {} bytes; {whole:.0} µs each, {database:.0} µs of it in statements",
                scenario.name(),
                ran.len(),
                size / TIMES as usize,
            );
            let mut kinds: Vec<(String, u32, f64, u64)> = Vec::new();
            for r in ran {
                let text = r.sql.split_whitespace().collect::<Vec<_>>().join(" ");
                match kinds.iter_mut().find(|k| k.0 == text) {
                    Some(kind) => {
                        kind.1 += 1;
                        kind.2 += r.seconds;
                        kind.3 += r.rows;
                    }
                    None => kinds.push((text, 1, r.seconds, r.rows)),
                }
            }
            for (text, count, seconds, rows) in kinds {
                let each = seconds * 1e6 / f64::from(count);
                println!("  {count:>3}× {each:>8.0} µs, {rows:>5} rows  {text}");
            }
        }
        Ok(())
    }
}

fn measured(
    scenario: Scenario,
    database: &'static str,
    outcomes: &[load::Outcome],
    limit: f64,
) -> Measured {
    let rounds = outcomes.iter().map(|o| (o.rate, Some((o.p50, o.p99)))).collect();
    Measured::new(scenario.name(), database, "per second", rounds, Some(limit))
}

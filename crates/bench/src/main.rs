//! The bench: a generated city on both databases, the real server, and how fast it answers beside
//! what the machine allows.
#![allow(clippy::print_stdout, reason = "a command-line tool whose standard output is its result")]

mod child;
mod federated;
mod generate;
mod limit;
mod load;
mod matching;
mod measure;
mod peers;
mod practice;
mod report;
mod rows;
mod scenario;
mod trace;
mod words;

use std::{path::PathBuf, time::Duration};

use clap::{Parser, ValueEnum};
use store::Location;
use tracing_subscriber::{
    EnvFilter, Layer as _, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use crate::{generate::Size, measure::Bench, scenario::Scenario};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CitySize {
    /// A hundredth of the city of the bars.
    Small,
    /// A tenth.
    Medium,
    /// 10,000 people, 300 communities, 100,000 posts, 1,000,000 comments.
    Full,
    /// 100,000 practices in three languages, and little else.
    Library,
    /// A tenth of it.
    SmallLibrary,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Databases {
    Sqlite,
    Postgres,
    Both,
}

/// Measures Guildhall on a generated city.
#[derive(Parser)]
struct Cli {
    /// Also write the figures to this file, one object for each scenario and database.
    #[arg(long)]
    json: Option<PathBuf>,
    /// How large the city is.
    #[arg(long, default_value = "small")]
    size: CitySize,
    /// Measure this and nothing else; may be given several times.
    #[arg(long, value_name = "SCENARIO")]
    only: Vec<Scenario>,
    /// On which databases. PostgreSQL needs GUILDHALL_TEST_POSTGRES.
    #[arg(long, default_value = "both")]
    database: Databases,
    /// How long each round lasts.
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
    /// How many rounds each scenario has.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Show the statements of each page instead of measuring.
    #[arg(long)]
    trace: bool,
    /// Let readers accept this content coding, for instance br.
    #[arg(long)]
    accept_encoding: Option<String>,
    /// The level of the server's log. It is written, as in service, but nobody reads it.
    #[arg(long, default_value = "info")]
    log: String,
    /// Do not tell the planner what was generated.
    #[arg(long)]
    no_analyze: bool,
    /// Keep the SQLite database in this folder and the one of PostgreSQL on its server, and use what is there.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Only serve this database: what the bench starts for itself.
    #[arg(long, hide = true)]
    serve: Option<String>,
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(cli))
}

async fn run(cli: Cli) -> anyhow::Result<()> {
    let recorder = trace::Recorder::default();
    log(&cli, &recorder)?;
    if let Some(place) = cli.serve {
        let location = if place.starts_with("postgres") {
            Location::Postgres(place)
        } else {
            Location::Sqlite(place.into())
        };
        return child::serve(location).await;
    }
    let size = match cli.size {
        CitySize::Small => Size::divided(100),
        CitySize::Medium => Size::divided(10),
        CitySize::Full => Size::divided(1),
        CitySize::Library => Size::library(100_000),
        CitySize::SmallLibrary => Size::library(10_000),
    };
    let bench = Bench {
        size,
        scenarios: if cli.only.is_empty() { Scenario::ALL.to_vec() } else { cli.only },
        time: Duration::try_from_secs_f64(cli.seconds)?,
        rounds: cli.rounds.max(1),
        encoding: cli.accept_encoding,
        log: cli.log,
        analyze: !cli.no_analyze,
        keep: cli.keep,
        trace: cli.trace.then_some(recorder),
    };
    let mut all = Vec::new();
    if cli.database != Databases::Postgres {
        all.extend(bench.on_sqlite().await?);
    }
    if cli.database != Databases::Sqlite {
        all.extend(bench.on_postgres(cli.database == Databases::Postgres).await?);
    }
    if let Some(path) = cli.json {
        report::write(&path, &all)?;
    }
    Ok(())
}

/// The log costs what it costs in service: it is formatted and written, to a file without end.
fn log(cli: &Cli, recorder: &trace::Recorder) -> anyhow::Result<()> {
    let nowhere = std::fs::OpenOptions::new().write(true).open("/dev/null")?;
    let lines = tracing_subscriber::fmt::layer()
        .with_target(false)
        .with_ansi(false)
        .with_writer(std::sync::Mutex::new(nowhere))
        .with_filter(EnvFilter::try_new(&cli.log)?);
    let statements = cli.trace.then(|| {
        recorder
            .clone()
            .with_filter(tracing_subscriber::filter::filter_fn(|m| m.target() == trace::TARGET))
    });
    tracing_subscriber::registry().with(lines).with(statements).init();
    Ok(())
}

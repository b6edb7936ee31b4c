//! `cargo xtask`: what people run while working on Guildhall, and what CI runs.
//!
//! It needs Rust and nothing else to begin with. What else a command needs (PostgreSQL, Chromium,
//! Node.js, cargo-deny, cargo-fuzz) it finds on the machine, brings, or names in one command to run.
#![allow(clippy::print_stdout, reason = "a command-line tool whose standard output is its result")]

mod browser;
mod command;
mod deny;
mod fuzz;
mod locks;
mod peers;
mod postgres;
mod runner;
mod steps;
mod tools;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::command::cargo;
use crate::postgres::{Cluster, Commits};
use crate::steps::StepName;
use crate::tools::Tool;
use crate::workspace::Workspace;

/// The commands of `cargo xtask`.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", about, version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run every check and every test, exactly as CI does.
    Test {
        /// Leave out what takes long: deny, docs, the peers and the browser.
        #[arg(long, conflicts_with = "only")]
        fast: bool,
        /// Also what takes long or brings more: the peer in Python, odd notes that others collected, the
        /// fuzz targets.
        #[arg(long, conflicts_with = "fast")]
        all: bool,
        /// Run this step and no other; may be given several times.
        #[arg(long, value_name = "STEP")]
        only: Vec<StepName>,
    },
    /// Check format and lints only.
    Check,
    /// Measure: a release build of the bench, with a PostgreSQL of its own.
    Bench {
        /// Passed on to the bench as they are.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// Look for inputs that break a promise, from the seeds in `fuzz/seeds`.
    Fuzz {
        /// Which promises.
        #[arg(value_parser = fuzz::TARGETS)]
        target: String,
        /// How long.
        #[arg(default_value_t = 60)]
        seconds: u64,
    },
    /// Start a throw-away PostgreSQL, print its address and keep it until Ctrl-C.
    Postgres,
}

fn main() -> Result<ExitCode> {
    let cli = Cli::parse();
    let workspace = Workspace::find()?;
    match cli.command {
        Command::Test { fast, all, only } => {
            let chosen = steps::choose(fast, all, &only);
            steps::test(&workspace, &chosen, all)
        }
        Command::Check => Ok(steps::check(&workspace)),
        Command::Bench { args } => bench(&workspace, &args),
        Command::Fuzz { target, seconds } => {
            fuzz::search(&workspace, &target, seconds).map(|()| ExitCode::SUCCESS)
        }
        Command::Postgres => postgres(),
    }
}

fn bench(workspace: &Workspace, args: &[OsString]) -> Result<ExitCode> {
    tools::ensure(&[Tool::Postgres])?;
    let cluster = Cluster::start(Commits::Durable)?;
    let status = cargo(workspace)
        .args(["run", "--release", "--locked", "--package", "guildhall-bench", "--"])
        .args(args)
        .envs(cluster.environment())
        .status()?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn postgres() -> Result<ExitCode> {
    tools::ensure(&[Tool::Postgres])?;
    let mut cluster = Cluster::start(Commits::Quick)?;
    println!("{}", cluster.url());
    println!("It lasts until Ctrl-C, and its data with it.");
    cluster.wait()?;
    Ok(ExitCode::SUCCESS)
}

//! The steps of `cargo xtask test`, in their order.

use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use clap::ValueEnum;

use crate::command::{cargo, on_path, run};
use crate::postgres::{Cluster, Commits};
use crate::runner::{Note, Runner};
use crate::tools::Tool;
use crate::workspace::Workspace;
use crate::{browser, deny, fuzz, locks, peers, tools};

/// The name of a step on the command line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum StepName {
    /// The format of the Rust code.
    Fmt,
    /// The lock files are current; other generated files are checked by ordinary tests.
    Generated,
    /// Everything compiles, tests included.
    Build,
    /// Lints.
    Clippy,
    /// The documentation builds without warnings.
    Docs,
    /// The workspace's tests, on both databases.
    Tests,
    /// Licences, banned crates, sources and advisories of the dependencies.
    Deny,
    /// Servers made with other people's libraries, live.
    Peers,
    /// The browser tests.
    Browser,
    /// The fuzz targets, each for a moment; part of `--all` only.
    Fuzz,
}

impl StepName {
    fn text(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Generated => "generated",
            Self::Build => "build",
            Self::Clippy => "clippy",
            Self::Docs => "docs",
            Self::Tests => "tests",
            Self::Deny => "deny",
            Self::Peers => "peers",
            Self::Browser => "browser",
            Self::Fuzz => "fuzz",
        }
    }

    fn needs(self) -> &'static [&'static str] {
        match self {
            Self::Clippy | Self::Docs | Self::Tests | Self::Peers | Self::Browser => &["build"],
            Self::Fmt | Self::Generated | Self::Build | Self::Deny | Self::Fuzz => &[],
        }
    }

    fn tools(self) -> &'static [Tool] {
        match self {
            Self::Tests => &[Tool::Postgres],
            Self::Peers => &[Tool::Postgres, Tool::Node, Tool::Npm],
            Self::Browser => &[Tool::Postgres, Tool::Chromium, Tool::Node, Tool::Npm],
            _ => &[],
        }
    }
}

/// The steps to run, in their order: those named, or without any those that are fast, the usual ones,
/// or all.
pub fn choose(fast: bool, all: bool, only: &[StepName]) -> Vec<StepName> {
    let slow = [StepName::Deny, StepName::Docs, StepName::Peers, StepName::Browser];
    let is_chosen = |step: &StepName| match step {
        step if !only.is_empty() => only.contains(step),
        StepName::Fuzz => all,
        step => !(fast && slow.contains(step)),
    };
    StepName::value_variants().iter().copied().filter(is_chosen).collect()
}

/// Runs these steps, prints the summary, and succeeds when none failed.
///
/// With `all`, also what takes long or brings more than an ordinary run needs.
pub fn test(workspace: &Workspace, chosen: &[StepName], all: bool) -> Result<ExitCode> {
    let needed: Vec<Tool> = chosen.iter().flat_map(|step| step.tools()).copied().collect();
    tools::ensure(&needed)?;

    let mut runner = Runner::default();
    let mut cluster = None;
    for &step in chosen {
        let is_built = runner.passed(StepName::Build.text());
        runner.step(step.text(), step.needs(), || {
            perform(step, workspace, is_built, all, &mut cluster)
        });
    }
    drop(cluster);
    Ok(sum_up(&runner))
}

/// Format and lints. The lock file may change, since this is for working.
pub fn check(workspace: &Workspace) -> ExitCode {
    let mut runner = Runner::default();
    runner.step("fmt", &[], || fmt(workspace));
    runner.step("clippy", &[], || clippy(workspace, &[]));
    sum_up(&runner)
}

fn sum_up(runner: &Runner) -> ExitCode {
    println!("{}", runner.summary());
    if runner.succeeded() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn perform(
    step: StepName,
    workspace: &Workspace,
    is_built: bool,
    all: bool,
    cluster: &mut Option<Cluster>,
) -> Result<Note> {
    match step {
        StepName::Fmt => fmt(workspace),
        StepName::Generated => locks::check(workspace).map(|()| None),
        StepName::Build => build(workspace),
        StepName::Clippy => clippy(workspace, &["--locked"]),
        StepName::Docs => docs(workspace),
        StepName::Tests => tests(workspace, started(cluster)?),
        StepName::Deny => deny::check(workspace),
        StepName::Peers => {
            peers::test(workspace, all)?;
            if all {
                peers::pasture(workspace, started(cluster)?)?;
            }
            Ok(None)
        }
        StepName::Browser => browser::test(workspace, is_built, started(cluster)?).map(|()| None),
        StepName::Fuzz => fuzz::test(workspace).map(|()| None),
    }
}

/// The cluster that all steps share, started when the first of them asks for it.
fn started(cluster: &mut Option<Cluster>) -> Result<&Cluster> {
    if cluster.is_none() {
        *cluster = Some(Cluster::start(Commits::Quick)?);
    }
    cluster.as_ref().context("a cluster that was just started")
}

fn fmt(workspace: &Workspace) -> Result<Note> {
    run(cargo(workspace).args(["fmt", "--all", "--check"]))?;
    let fuzz = workspace.fuzz().join("Cargo.toml");
    run(cargo(workspace).args(["fmt", "--check", "--manifest-path"]).arg(fuzz))?;
    Ok(None)
}

/// All targets in one go, so that the later steps find everything built with the same features.
fn build(workspace: &Workspace) -> Result<Note> {
    run(cargo(workspace).args(["build", "--workspace", "--all-targets", "--locked"]))?;
    Ok(None)
}

fn clippy(workspace: &Workspace, flags: &[&str]) -> Result<Note> {
    run(cargo(workspace)
        .args(["clippy", "--workspace", "--all-targets"])
        .args(flags)
        .args(["--", "--deny", "warnings"]))?;
    Ok(None)
}

/// Private items too: their readers are the people who work here, and their links rot like others.
fn docs(workspace: &Workspace) -> Result<Note> {
    run(cargo(workspace)
        .args(["doc", "--workspace", "--no-deps", "--locked", "--document-private-items"])
        .env("RUSTDOCFLAGS", "--deny warnings --allow rustdoc::private-intra-doc-links"))?;
    Ok(None)
}

fn tests(workspace: &Workspace, cluster: &Cluster) -> Result<Note> {
    let with_nextest = on_path("cargo-nextest").is_some();
    let runner: &[&str] =
        if with_nextest { &["nextest", "run"] } else { &["test", "--all-targets"] };
    let common = ["--workspace", "--locked", "--no-fail-fast"];
    let tests = run(cargo(workspace).args(runner).args(common).envs(cluster.environment()));
    // Examples in the documentation are tried whatever came of the rest.
    let examples =
        run(cargo(workspace).args(["test", "--doc"]).args(common).envs(cluster.environment()));
    match (tests, examples) {
        (Ok(()), Ok(())) => Ok((!with_nextest).then(|| "by cargo test, without nextest".into())),
        (Err(error), Ok(())) | (Ok(()), Err(error)) => Err(error),
        (Err(tests), Err(examples)) => Err(anyhow!("{tests:#}; {examples:#}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_run_in_their_order_however_they_are_named() {
        assert_eq!(
            choose(false, true, &[StepName::Browser, StepName::Fmt]),
            [StepName::Fmt, StepName::Browser]
        );
        assert_eq!(choose(false, true, &[]), StepName::value_variants());
    }

    #[test]
    fn the_fast_run_leaves_out_what_takes_long() {
        let fast = choose(true, false, &[]);
        assert!(fast.contains(&StepName::Tests) && fast.contains(&StepName::Clippy));
        assert!(!fast.contains(&StepName::Browser) && !fast.contains(&StepName::Deny));
    }

    #[test]
    fn fuzzing_is_part_of_all_only() {
        assert!(!choose(false, false, &[]).contains(&StepName::Fuzz));
        assert_eq!(choose(false, false, &[StepName::Fuzz]), [StepName::Fuzz]);
    }

    #[test]
    fn a_needed_step_comes_first() {
        let all = StepName::value_variants();
        for (index, step) in all.iter().enumerate() {
            for needed in step.needs() {
                let earlier = all[..index].iter().any(|other| other.text() == *needed);
                assert!(earlier, "{needed} must come before {step:?}");
            }
        }
    }
}

//! The fuzz targets, built with cargo-fuzz. What they find and write is kept under the target folder,
//! and nothing is written into the repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::run;
use crate::workspace::Workspace;
use crate::{locks, tools};

/// Needs no nightly Rust where no sanitizer is asked for.
const VERSION: &str = "0.13.2";

/// The targets, by the names of their programs.
pub const TARGETS: [&str; 5] = ["activity", "signature", "html", "webfinger", "iri"];

/// How long an input may be. Whatever takes time by the square shows it here.
const LONGEST: u32 = 4096;

/// How long a target runs.
#[derive(Clone, Copy)]
enum Effort {
    /// As many inputs as are tried within a minute or less, and the same ones each time.
    Moment,
    /// For so many seconds, from what earlier runs have found.
    Seconds(u64),
}

/// Runs each target for a moment.
pub fn test(workspace: &Workspace) -> Result<()> {
    let programs = build(workspace)?;
    for target in TARGETS {
        start(workspace, &programs, target, Effort::Moment)?;
    }
    Ok(())
}

/// Runs one target for so many seconds.
pub fn search(workspace: &Workspace, target: &str, seconds: u64) -> Result<()> {
    let programs = build(workspace)?;
    start(workspace, &programs, target, Effort::Seconds(seconds))
}

/// Builds all targets and answers with the folder of their programs.
fn build(workspace: &Workspace) -> Result<PathBuf> {
    // It would bring a lock file up to date by itself.
    locks::check_cargo(workspace, &workspace.fuzz())?;
    let program = tools::cargo_tool(workspace, "cargo-fuzz", VERSION)?;
    let target = home(workspace);
    run(Command::new(program)
        .current_dir(workspace.root())
        .args(["build", "--sanitizer", "none", "--fuzz-dir"])
        .arg(workspace.fuzz())
        .arg("--target-dir")
        .arg(&target))?;
    // It builds for this machine by name, as if for another one.
    let built = fs::read_dir(&target)?.flatten().map(|entry| entry.path().join("release"));
    built
        .filter(|folder| folder.join(TARGETS[0]).is_file())
        .max_by_key(|folder| folder.metadata().and_then(|m| m.modified()).ok())
        .with_context(|| format!("no programs in {}", target.display()))
}

fn start(workspace: &Workspace, programs: &Path, target: &str, effort: Effort) -> Result<()> {
    let home = home(workspace);
    let found = home.join("found").join(target);
    let corpus = match effort {
        Effort::Moment => home.join("moment").join(target),
        Effort::Seconds(_) => home.join("corpus").join(target),
    };
    if matches!(effort, Effort::Moment) && corpus.exists() {
        fs::remove_dir_all(&corpus)?;
    }
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&found)?;
    let option = |name: &str, value: &Path| format!("-{name}={}", value.display());
    let mut command = Command::new(programs.join(target));
    command
        .args([option("artifact_prefix", &found.join(""))])
        .arg(option("dict", &workspace.fuzz().join(format!("dictionaries/{target}.dict"))))
        .arg(format!("-max_len={LONGEST}"))
        .args(["-timeout=25", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=0"]);
    match effort {
        // The first bound is the usual one; the second is for slow machines.
        Effort::Moment => command.args(["-seed=1", "-runs=20000", "-max_total_time=60"]),
        Effort::Seconds(seconds) => command.arg(format!("-max_total_time={seconds}")),
    };
    // What is new goes into the first folder.
    command.arg(&corpus).arg(workspace.fuzz().join("seeds").join(target));
    if let Err(error) = run(&mut command) {
        bail!("{target}: {error:#}; the input is in {}", found.display());
    }
    Ok(())
}

fn home(workspace: &Workspace) -> PathBuf {
    workspace.target().join("fuzz")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_a_program_seeds_and_words() {
        let fuzz = Workspace::find().unwrap().fuzz();
        let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
        assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
        for target in TARGETS {
            assert!(manifest.contains(&format!("path = \"targets/{target}.rs\"")), "{target}");
            assert!(fuzz.join(format!("targets/{target}.rs")).is_file(), "{target}");
            assert!(fuzz.join(format!("dictionaries/{target}.dict")).is_file(), "{target}");
            let seeds = fs::read_dir(fuzz.join("seeds").join(target)).unwrap();
            let sizes: Vec<u64> = seeds.map(|s| s.unwrap().metadata().unwrap().len()).collect();
            assert!(sizes.len() > 10 && sizes.iter().all(|s| *s <= u64::from(LONGEST)), "{target}");
        }
    }
}

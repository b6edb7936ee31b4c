//! Licences, banned crates, sources and known vulnerabilities of the dependencies, by cargo-deny.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{cargo, output, run};
use crate::runner::Note;
use crate::workspace::Workspace;

/// Needs Rust 1.88 or newer.
const VERSION: &str = "0.20.2";

/// Runs every check that can be run here.
///
/// Advisories need a database from the network. When it cannot be had, the note says that they were
/// not checked; nothing fails for it.
pub fn check(workspace: &Workspace) -> Result<Note> {
    let program = install(workspace)?;
    let deny = || {
        let mut command = Command::new(&program);
        command.current_dir(workspace.root()).arg("--locked");
        command
    };
    // `cargo tree --invert` shows who brings a crate; here it would be thousands of lines.
    let quietly = ["check", "--hide-inclusion-graph"];
    run(deny().args(quietly).args(["bans", "licenses", "sources"]))?;
    if let Err(error) = fetch_advisories(workspace, &program) {
        let note = "advisories not checked: their database could not be fetched";
        println!("{note}\n{error:#}");
        return Ok(Some(note.into()));
    }
    run(deny().arg("--offline").args(quietly).arg("advisories"))?;
    Ok(None)
}

fn fetch_advisories(workspace: &Workspace, program: &Path) -> Result<()> {
    // A network that swallows packets instead of refusing them must not hold up everything else.
    let mut command = Command::new("timeout");
    command.args(["--kill-after=5", "120"]).arg(program).args(["fetch", "db"]);
    command.current_dir(workspace.root()).env("GIT_TERMINAL_PROMPT", "0");
    output(&mut command).map(drop)
}

/// The program of this version, built when it is not there yet.
fn install(workspace: &Workspace) -> Result<PathBuf> {
    let tools = workspace.tools();
    let program = tools.join("bin/cargo-deny");
    let is_current = output(Command::new(&program).arg("--version"))
        .is_ok_and(|version| version.trim() == format!("cargo-deny {VERSION}"));
    if is_current {
        return Ok(program);
    }
    println!("cargo-deny {VERSION} is built once and kept in {}", tools.display());
    let build = tools.join("build");
    // Without optimisation it builds in a third of the time and still checks within seconds.
    run(cargo(workspace)
        .args(["install", "--quiet", "--locked", "--debug", "--force"])
        .args(["--config", "profile.dev.debug=false"])
        .arg("--root")
        .arg(&tools)
        .arg("--target-dir")
        .arg(&build)
        .arg(format!("cargo-deny@{VERSION}")))
    .context("cargo-deny could not be built")?;
    fs::remove_dir_all(&build)
        .with_context(|| format!("{} could not be removed", build.display()))?;
    Ok(program)
}

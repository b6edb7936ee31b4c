//! Licences, banned crates, sources and known vulnerabilities of the dependencies, by cargo-deny.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::command::{output, run};
use crate::runner::Note;
use crate::tools;
use crate::workspace::Workspace;

/// Needs Rust 1.88 or newer.
const VERSION: &str = "0.20.2";

/// Runs every check that can be run here.
///
/// Advisories need a database from the network. When it cannot be had, the note says that they were
/// not checked; nothing fails for it.
pub fn check(workspace: &Workspace) -> Result<Note> {
    let program = tools::cargo_tool(workspace, "cargo-deny", VERSION)?;
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

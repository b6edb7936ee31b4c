//! The live peers: small servers made with other people's libraries, which the built server federates
//! with. The one on Node.js always, the one in Python with `--all`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::browser;
use crate::command::{on_path, run};
use crate::workspace::Workspace;

/// Runs the stories of the peers against the built server.
pub fn test(workspace: &Workspace, all: bool) -> Result<()> {
    let project = workspace.peers();
    let node = browser::node(workspace)?;
    browser::npm_ci(&project.join("fedify"))?;
    let mut command = Command::new(node);
    command
        .args(["--test", "--test-reporter=spec", "--test-timeout=300000"])
        .arg(project.join("story.test.mjs"))
        .current_dir(workspace.root())
        .env("GUILDHALL_BIN", workspace.target().join("debug/guildhall"));
    if all {
        command.env("GUILDHALL_TEST_PYTHON", python(workspace)?);
    }
    run(&mut command)
}

/// A Python with exactly what the peer asks for, kept beside the other tools.
fn python(workspace: &Workspace) -> Result<PathBuf> {
    let wanted = fs::read(workspace.peers().join("python/requirements.txt"))?;
    let home = workspace.tools().join("python");
    let (python, done) = (home.join("bin/python"), home.join("requirements.txt"));
    if fs::read(&done).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    let system = on_path("python3").context("Python 3 is missing: apt-get install python3-venv")?;
    run(Command::new(system).args(["-m", "venv", "--clear"]).arg(&home))
        .context("python3-venv is missing: apt-get install python3-venv")?;
    ensure!(python.is_file(), "no Python came about in {}", home.display());
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(workspace.peers().join("python/requirements.txt")))?;
    fs::write(&done, wanted)?;
    Ok(python)
}

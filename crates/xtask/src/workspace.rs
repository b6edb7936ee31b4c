//! Where things are.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// The folders every step works in.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Asks cargo. Fails when a manifest of the workspace cannot be read.
    pub fn find() -> Result<Self> {
        let output = Command::new(crate::command::cargo_program())
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .context("cargo metadata could not be started")?;
        ensure!(
            output.status.success(),
            "cargo metadata failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let metadata: Value = serde_json::from_slice(&output.stdout)?;
        let folder = |key: &str| {
            metadata[key].as_str().map(PathBuf::from).with_context(|| format!("no {key}"))
        };
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")? })
    }

    /// The folder of the workspace's `Cargo.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder cargo builds into.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Where tools at pinned versions are kept between runs.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// The Node.js project of the browser tests.
    pub fn browser_tests(&self) -> PathBuf {
        self.root.join("tests/browser")
    }

    /// The fuzz targets, a workspace of their own.
    pub fn fuzz(&self) -> PathBuf {
        self.root.join("fuzz")
    }

    /// The servers made with other people's libraries.
    pub fn peers(&self) -> PathBuf {
        self.root().join("tests/peers")
    }
}

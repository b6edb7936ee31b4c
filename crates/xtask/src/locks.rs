//! Whether the committed lock files still say what the manifests ask for.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{cargo, output};
use crate::workspace::Workspace;

/// Fails when `Cargo.lock` or a `package-lock.json` is missing or out of date.
pub fn check(workspace: &Workspace) -> Result<()> {
    check_cargo(workspace, workspace.root())?;
    check_cargo(workspace, &workspace.fuzz())?;
    for project in node_projects(workspace) {
        let read = |name: &str| -> Result<Value> {
            let file = project.join(name);
            let text = fs::read(&file).with_context(|| format!("{}", file.display()))?;
            serde_json::from_slice(&text).with_context(|| format!("{}", file.display()))
        };
        let problems = problems(&read("package.json")?, &read("package-lock.json")?);
        if !problems.is_empty() {
            let file = project.join("package-lock.json");
            bail!("{}:\n{}", shown(workspace, &file), problems.join("\n"));
        }
    }
    Ok(())
}

/// Fails when the `Cargo.lock` of the workspace in this folder is missing or out of date.
pub fn check_cargo(workspace: &Workspace, folder: &Path) -> Result<()> {
    let manifest = folder.join("Cargo.toml");
    output(
        cargo(workspace)
            .args(["metadata", "--locked", "--format-version", "1", "--manifest-path"])
            .arg(&manifest),
    )
    .with_context(|| {
        let lock = shown(workspace, &folder.join("Cargo.lock"));
        format!("{lock} is missing or not current")
    })?;
    Ok(())
}

fn node_projects(workspace: &Workspace) -> [PathBuf; 3] {
    let tests = workspace.browser_tests();
    [tests.join("node"), tests, workspace.peers().join("fedify")]
}

fn shown(workspace: &Workspace, file: &Path) -> String {
    file.strip_prefix(workspace.root()).unwrap_or(file).display().to_string()
}

/// What is wrong with a lock file, one sentence each.
///
/// npm itself would say most of this, but only with Node.js and the network at hand.
fn problems(manifest: &Value, lock: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    let packages = &lock["packages"];
    for group in ["dependencies", "devDependencies", "optionalDependencies"] {
        if manifest[group] != packages[""][group] {
            problems.push(format!("it does not match the {group} of package.json"));
        }
        for name in manifest[group].as_object().into_iter().flat_map(|wanted| wanted.keys()) {
            if packages[format!("node_modules/{name}")].is_null() {
                problems.push(format!("{name} is not locked"));
            }
        }
    }
    for (name, package) in packages.as_object().into_iter().flatten() {
        if name.is_empty() {
            continue;
        }
        if package["integrity"].is_null() {
            problems.push(format!("{name} has no checksum"));
        }
        if !package["resolved"].is_null() {
            problems.push(format!("{name} names the address of a registry"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_lock_file_that_matches_has_no_problems() {
        let manifest = json!({ "devDependencies": { "axe-core": "1.0.0" } });
        let lock = json!({ "packages": {
            "": { "devDependencies": { "axe-core": "1.0.0" } },
            "node_modules/axe-core": { "version": "1.0.0", "integrity": "sha512-x" },
        } });
        assert_eq!(problems(&manifest, &lock), [""; 0]);
    }

    #[test]
    fn every_deviation_is_named() {
        let manifest = json!({ "devDependencies": { "axe-core": "1.0.1", "new": "1.0.0" } });
        let lock = json!({ "packages": {
            "": { "devDependencies": { "axe-core": "1.0.0" } },
            "node_modules/axe-core": { "resolved": "https://registry.example/axe-core.tgz" },
        } });
        assert_eq!(
            problems(&manifest, &lock),
            [
                "it does not match the devDependencies of package.json",
                "new is not locked",
                "node_modules/axe-core has no checksum",
                "node_modules/axe-core names the address of a registry",
            ]
        );
    }
}

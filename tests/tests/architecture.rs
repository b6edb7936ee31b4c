//! The invariants of `docs/architecture.md` that can be read off the manifests.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{collections::BTreeMap, fs, path::Path};

/// From the front door down; a crate may use any crate that stands later.
const LINE: &[&[&str]] = &[
    &["guildhall"],
    &["hall", "communities", "library", "mentoring"],
    &["web"],
    &["content"],
    &["people"],
    &["federation"],
    &["store"],
    &["domain"],
];

fn manifests() -> BTreeMap<String, toml::Table> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = BTreeMap::new();
    for folder in ["crates", "crates/rooms", "crates/foundation"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if let Ok(text) = fs::read_to_string(path.join("Cargo.toml")) {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                found.insert(name, text.parse().unwrap());
            }
        }
    }
    found
}

fn dependencies(manifest: &toml::Table) -> Vec<String> {
    manifest
        .get("dependencies")
        .and_then(|d| d.as_table())
        .map(|d| d.keys().cloned().collect())
        .unwrap_or_default()
}

fn place(name: &str) -> Option<usize> {
    LINE.iter().position(|names| names.contains(&name))
}

#[test]
fn dependencies_form_a_line() {
    let manifests = manifests();
    for (name, manifest) in &manifests {
        let Some(here) = place(name) else { continue };
        for dependency in dependencies(manifest) {
            if let Some(there) = place(&dependency) {
                assert!(there > here, "{name} must not depend on {dependency}");
            }
        }
    }
    for name in LINE.iter().copied().flatten() {
        assert!(manifests.contains_key(*name), "there is no crate {name}");
    }
}

#[test]
fn every_version_stands_in_the_workspace() {
    for (name, manifest) in manifests() {
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let Some(table) = manifest.get(section).and_then(|d| d.as_table()) else { continue };
            for (dependency, spec) in table {
                let versioned = spec.is_str() || spec.get("version").is_some();
                assert!(!versioned, "{name}: the version of {dependency} belongs in the workspace");
            }
        }
        let workspace_edition = manifest["package"]["edition"].get("workspace").is_some();
        assert!(workspace_edition, "{name} has an edition of its own");
    }
}

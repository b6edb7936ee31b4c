//! What `docs/security.md` names exists: every row of its tables has a test, and every test it names is
//! one in the sources.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Names of tests in the Rust sources below a folder: functions that a `#[test]` stands before, or
/// that stand in a block that is run on both databases.
fn tests_below(folder: &Path, out: &mut HashSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests_below(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            names(&fs::read_to_string(&path).unwrap(), out);
        }
    }
}

fn names(source: &str, out: &mut HashSet<String>) {
    let mut marked = false;
    // How far a block is indented that is run on both databases.
    let mut both = None;
    for line in source.lines() {
        let said = line.trim_start();
        let indent = line.len() - said.len();
        if said.starts_with("#[test]") || said.starts_with("#[tokio::test") {
            marked = true;
        }
        if said.ends_with("cities! {") || said.ends_with("on_both! {") {
            both = Some(indent);
        } else if said == "}" && both == Some(indent) {
            both = None;
        }
        let name = said.strip_prefix("async ").unwrap_or(said).strip_prefix("fn ");
        if let Some(name) = name {
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
            if marked || both.is_some_and(|at| indent == at + 4) {
                out.insert(name[..end].to_owned());
            }
            marked = false;
        }
    }
}

/// The rows of the tables of a text, by their cells, without their heads.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut body = false;
    for line in text.lines() {
        let Some(inner) = line.strip_prefix('|').and_then(|l| l.trim_end().strip_suffix('|'))
        else {
            body = false;
            continue;
        };
        if inner.chars().all(|c| matches!(c, '-' | '|' | ' ')) {
            body = true;
        } else if body {
            rows.push(inner.split('|').map(|c| c.trim().to_owned()).collect());
        }
    }
    rows
}

#[test]
fn every_test_that_the_table_names_exists() {
    let mut known = HashSet::new();
    for folder in ["crates", "tests/src", "tests/tests"] {
        tests_below(&root().join(folder), &mut known);
    }
    let text = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let rows = rows(&text);
    assert!(rows.len() > 50, "{} rows", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let [what, stops, tests] = row.as_slice() else { panic!("three cells: {row:?}") };
        assert!(!what.is_empty() && !stops.is_empty(), "{row:?}");
        let named: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
        if named.is_empty() {
            wrong.push(format!("no test: {what}"));
        }
        let missing = named.iter().filter(|n| !known.contains(**n));
        wrong.extend(missing.map(|n| format!("no such test: {n}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn tests_are_told_from_other_functions() {
    let mut found = HashSet::new();
    names(
        "cities! {\n    async fn one(net: Network) {\n        fn inner() {}\n    }\n}\n\nfn helper() {}\n\
         #[test]\nfn two() {}\nfn three() {}\n",
        &mut found,
    );
    let mut found: Vec<String> = found.into_iter().collect();
    found.sort_unstable();
    assert_eq!(found, ["one", "two"]);
}

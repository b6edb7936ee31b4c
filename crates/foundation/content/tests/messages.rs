//! Every message that kinds, lists and errors of this crate need exists in both languages.

use std::{collections::BTreeSet, path::Path};

use fluent_syntax::ast::Entry;
use guildhall_content::kind::lists;

fn keys(lang: &str, name: &str) -> BTreeSet<String> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../messages").join(lang).join(name);
    let text = std::fs::read_to_string(&path).expect("the messages are there");
    let resource =
        fluent_syntax::parser::parse(text).unwrap_or_else(|(_, e)| panic!("{lang}: {e:?}"));
    resource
        .body
        .into_iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.id.name),
            _ => None,
        })
        .collect()
}

/// The string literals of the sources that name errors of this crate.
fn used(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            used(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            let quoted = text.split('"').skip(1).step_by(2);
            found.extend(quoted.filter(|s| s.starts_with("content-error-")).map(str::to_owned));
        }
    }
}

#[test]
fn all_messages_are_there_in_both_languages() {
    let mut wanted = BTreeSet::new();
    used(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut wanted);
    assert!(wanted.len() > 30);
    wanted.extend(lists::LICENCES.iter().map(|l| lists::licence_key(l)));
    wanted.extend(lists::COUNTRIES.iter().map(|c| lists::country_key(c)));
    wanted
        .extend(lists::UNITS.iter().flat_map(|u| [format!("unit-{u}"), format!("unit-{u}-value")]));
    wanted.extend(["kind-article".into(), "kind-comment".into()]);
    let (en, bg) = (keys("en", "content.ftl"), keys("bg", "content.ftl"));
    assert_eq!(en, bg);
    let missing: Vec<_> = wanted.difference(&en).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_files_of_kinds_agree() {
    for name in ["practice.ftl", "discussion.ftl"] {
        assert_eq!(keys("en", name), keys("bg", name), "{name}");
    }
}

//! Every message that this crate names stands in both languages, with the same arguments.

use std::{collections::BTreeSet, fs, path::Path};

use fluent_syntax::{ast::Entry, parser};
use people::{
    moderation, notifications,
    organisations::{Level, PopulationBand},
};

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// Keys with their attributes and the names of their arguments.
fn keys(file: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("messages").join(file)).unwrap();
    let resource = parser::parse(text.as_str()).unwrap();
    let mut keys = BTreeSet::new();
    for entry in &resource.body {
        let Entry::Message(m) = entry else { continue };
        assert!(keys.insert(m.id.name.to_owned()), "{} stands twice", m.id.name);
        for a in &m.attributes {
            keys.insert(format!("{}.{}", m.id.name, a.id.name));
        }
    }
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let key = line.split(" =").next().unwrap_or_default().trim();
        for argument in line.split("{ $").skip(1) {
            keys.insert(format!("{key}${}", argument.split(' ').next().unwrap()));
        }
    }
    keys
}

/// The keys of errors in the sources of a crate.
fn named(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            named(&path, found);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            for part in text.split("\"error-").skip(1) {
                found.insert(format!("error-{}", part.split('"').next().unwrap()));
            }
        }
    }
}

#[test]
fn both_languages_say_the_same() {
    let (en, bg) = (keys("en/people.ftl"), keys("bg/people.ftl"));
    assert_eq!(en.symmetric_difference(&bg).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn every_key_is_a_message() {
    let mut wanted = BTreeSet::new();
    for krate in ["people", "federation"] {
        named(&root().join("crates/foundation").join(krate).join("src"), &mut wanted);
    }
    wanted.extend(notifications::kind::ALL.iter().map(|k| format!("notification-{k}")));
    wanted.extend(moderation::action::ALL.iter().map(|a| format!("moderation-{a}")));
    wanted.extend(Level::ALL.iter().map(|l| format!("level-{}", l.as_str())));
    wanted.extend(PopulationBand::ALL.iter().map(|b| format!("population-{}", b.as_str())));
    for bad in [domain::handle::BadHandle::Shape, domain::handle::BadHandle::Reserved] {
        wanted.insert(bad.key().to_owned());
    }
    let mut there = keys("en/people.ftl");
    there.extend(keys("en/web.ftl"));
    there.extend(keys("en/hosts.ftl"));
    there.extend(keys("en/search.ftl"));
    there.extend(keys("en/lineage.ftl"));
    assert_eq!(wanted.difference(&there).collect::<Vec<_>>(), Vec::<&String>::new());
}

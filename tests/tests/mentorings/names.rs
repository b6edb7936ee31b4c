//! People are called in the language of whoever reads, wherever a mentoring names them.

use guildhall_tests::{
    cities,
    network::Town,
    reader::{Reader, text},
};
use people::{
    persons::{self, PersonText, Profile},
    testing::Person,
};

use crate::support::{TERMS, only, propose};

/// What the two are called, by language.
const NAMES: [(&str, [&str; 2]); 2] =
    [("bg", ["Анна Петрова", "Борис Янев"]), ("en", ["Anna Petrova", "Boris Yanev"])];

/// Gives somebody her names.
async fn rename(town: &Town, person: &Person, n: usize) {
    let texts = NAMES.map(|(lang, names)| PersonText {
        name: names[n].to_owned(),
        ..PersonText::empty(domain::Lang::parse(lang).unwrap())
    });
    let profile = Profile {
        texts: texts.into(),
        sectors: Vec::new(),
        languages: Vec::new(),
        organisation: Some(town.people.organisation),
        discoverable: true,
        indexable: false,
    };
    persons::update(town.store(), &person.who, profile).await.unwrap();
}

cities! {
    async fn everybody_is_called_in_the_language_of_the_reader(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let anna = a.people.person("anna").of(a.people.organisation).await;
        let boris = b.people.person("boris").of(b.people.organisation).await;
        rename(&a, &anna, 0).await;
        rename(&b, &boris, 1).await;
        a.find(&format!("@{}", b.address("boris"))).await;
        b.find(&format!("@{}", a.address("anna"))).await;
        let at_a = Reader::of(&a, &anna, "bg").await;
        let at_b = Reader::of(&b, &boris, "en").await;
        let here = propose(&at_a, &b, Some("boris")).await;
        net.settle().await;
        let there = only(&at_b).await;
        at_b.post(&format!("{there}/messages"), &[("message", "Hello")]).await;
        at_a.post(&format!("{here}/agreement/edit"), TERMS).await;
        net.settle().await;
        for (town, who, home) in [(&a, &anna, &here), (&b, &boris, &there)] {
            for (lang, names) in NAMES {
                let reader = Reader::of(town, who, lang).await;
                let shown = text(&reader.get(home).await, "main");
                let agreed = text(&reader.get(&format!("{home}/agreement")).await, "main");
                assert!(names.iter().all(|name| shown.contains(name)), "{lang}: {shown}");
                assert!(agreed.contains(names[0]), "{lang}: {agreed}");
                let others = NAMES.iter().filter(|(other, _)| *other != lang);
                for name in others.flat_map(|(_, names)| names) {
                    assert!(!shown.contains(name) && !agreed.contains(name), "{lang}: {name}");
                }
            }
        }
    }
}

//! Every kind that a room registers: its fields survive the way through the store, its schema
//! names them, its words exist.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{collections::BTreeSet, fs, path::Path};

use content::{
    Goal, Kind, Kinds, Publishing, Scope,
    kind::json_schema,
    service,
    testing::{assert_kept, assert_round_trip, full},
    voices,
};
use domain::{Lang, access::act};
use people::testing::city;
use serde_json::{Value, json};
use store::Store;

fn kinds() -> Kinds {
    let mut kinds = Kinds::new();
    for room in guildhall::rooms() {
        for kind in room.kinds {
            kinds.register(kind).unwrap();
        }
    }
    kinds
}

/// Values that the checks of a kind want instead of the sample's.
fn instead(kind: &Kind) -> Vec<(&'static str, Value)> {
    match kind.name {
        "practice" => vec![("cost_band", json!("20k-100k"))],
        _ => Vec::new(),
    }
}

store::on_both! {
    async fn every_field_of_every_kind_survives(store: Store) {
        let (p, city) = (Publishing::new(store.clone(), kinds()), city(&store).await);
        let group = city.community("jobs").await;
        let who = &city.admin.who;
        people::communities::permitted::<act::Post>(&mut store.read(), who, group).await.unwrap();
        let is_part = |k: &Kind| p.kinds().iter().any(|w| w.parts.is_some_and(|p| p.name == k.name));
        let alone = |k: &&Kind| {
            k.name != content::kind::COMMENT.name && k.voice.is_none() && !is_part(k)
        };
        for kind in p.kinds().iter().filter(|k| alone(k)) {
            for lang in [Lang::bulgarian(), Lang::english()] {
                let mut draft = full(kind, &lang);
                draft.group = kind.in_community.then_some(group);
                for (field, value) in instead(kind) {
                    draft.values.insert(field.into(), value);
                }
                assert_round_trip(&p, who, &draft).await;
            }
        }
    }

    /// What is said of a thing is kept as whole as the thing.
    async fn every_field_of_every_voice_survives(store: Store) {
        let (p, city) = (Publishing::new(store.clone(), kinds()), city(&store).await);
        let author = city.person("author").await;
        for kind in p.kinds().iter().filter(|k| !k.voices.is_empty()) {
            let mut draft = full(kind, &Lang::bulgarian());
            for (field, value) in instead(kind) {
                draft.values.insert(field.into(), value);
            }
            let root = service::publish(&p, &author.who, &draft).await.unwrap();
            for voice in kind.voices {
                let organisation = city.another_organisation(&format!("{}_{}_org", kind.name, voice.name)).await;
                let other = city.person(&format!("{}_{}", kind.name, voice.name)).of(organisation).await;
                let mut draft = full(voice, &Lang::english());
                draft.organisation = Some(organisation);
                let id = voices::begin(&p, &other.who, root, &draft, Goal::Publish).await.unwrap();
                assert_kept(&p, &other.who, &draft, id).await;
            }
        }
    }
}

#[test]
fn every_field_stands_in_the_schema() {
    for kind in kinds().iter() {
        let schema = json_schema(kind);
        let neutral = &schema["properties"]["values"]["properties"];
        let translated = &schema["properties"]["versions"]["additionalProperties"]["properties"];
        for field in kind.fields {
            let part = if field.scope == Scope::Neutral { neutral } else { translated };
            assert!(part[field.name].is_object(), "{} of {}", field.name, kind.name);
            assert!(
                kind.adapted.unwrap_or(kind).sections.iter().any(|s| s.name == field.section),
                "the section of {} of {}",
                field.name,
                kind.name
            );
        }
    }
}

#[test]
fn every_word_of_every_kind_exists_in_both_languages() {
    let messages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../messages");
    for lang in ["bg", "en"] {
        let mut keys = BTreeSet::new();
        for entry in fs::read_dir(messages.join(lang)).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            let names = text.lines().filter_map(|line| line.split_once(" =").map(|(key, _)| key));
            keys.extend(names.map(str::to_owned));
        }
        let wanted = kinds().iter().flat_map(Kind::message_keys).collect::<BTreeSet<_>>();
        let missing: Vec<_> = wanted.difference(&keys).collect();
        assert!(missing.is_empty(), "{lang}: {missing:?}");
    }
}

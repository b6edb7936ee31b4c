//! The examples of the namespace page are what a city says, and every term that leaves is explained.
//! `GUILDHALL_BLESS=1` writes them anew.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use content::{
    Draft, Goal,
    hosts::{self, Decision},
    lineage::{self, Adopt, FIELDS, Relation},
    service::{self, NewVersion},
    testing::reply,
    voices,
};
use domain::{ContentId, Lang};
use federation::{
    document::vocabulary::TERMS,
    policy::{self, Ruling},
};
use guildhall_tests::network::{Network, run};
use hall::EXAMPLES;
use serde_json::{Value, json};

use super::{
    house::{House, discussion},
    life,
};

/// Words of a practice in both languages, by field; the title first.
const WORDS: [(&str, &str, &str); 8] = [
    ("title", "Вечерни курсове за работещи родители", "Evening classes for working parents"),
    (
        "summary",
        "Езикови курсове с детски кът в читалището, два пъти седмично.",
        "Language classes with childcare at the community centre, twice a week.",
    ),
    ("city", "Град", "City"),
    (
        "problem",
        "Родителите, които работят, не стигат до дневните курсове.",
        "Parents who work do not reach the classes held by day.",
    ),
    (
        "approach",
        "1. Час след работа.\n2. Детски кът в съседната стая.",
        "1. An hour after work.\n2. Childcare in the next room.",
    ),
    ("results", "От 12 записани 10 завършиха.", "Of 12 who enrolled 10 finished."),
    ("failed", "През зимата транспортът спираше рано.", "In winter buses stopped early."),
    ("lessons", "Питайте първо за разписанието.", "Ask about the timetable first."),
];

/// What changed, what it cost, what came of it, what failed.
const NOTES: [&str; 4] = [
    "Курсовете са в събота, в библиотеката.",
    "900 евро годишно за учебници.",
    "От 20 записани 15 завършиха.",
    "Записването по телефона.",
];

fn practice(h: &House, lang: &Lang) -> Draft {
    let mut draft = life::filled(h, lang);
    for (field, bulgarian, english) in WORDS {
        let text = if lang.as_str() == "bg" { bulgarian } else { english };
        match field {
            "title" => draft.title = text.into(),
            "summary" => draft.summary = text.into(),
            _ => drop(draft.values.insert(field.into(), text.into())),
        }
    }
    for (field, _) in &FIELDS {
        draft.values.remove(field.name);
    }
    draft
}

/// What Anna made of a practice, with what she did differently.
async fn adapted(h: &House, source: ContentId) -> ContentId {
    let (p, lang) = (h.town.publishing(), Lang::bulgarian());
    let new = Adopt {
        source,
        relation: Relation::Adapted,
        lang: lang.clone(),
        organisation: None,
        illustrative: false,
    };
    let labels = web::activitypub::labels();
    let who = &h.anna.who;
    let id = lineage::adopt(p, who, labels, Some(&h.town.origin), new).await.unwrap();
    let mut draft = practice(h, &lang);
    draft.title = "Съботни курсове в библиотеката".into();
    for ((field, _), text) in FIELDS.iter().zip(NOTES) {
        draft.values.insert(field.name.into(), text.into());
    }
    service::publish_saved(p, who, id, &draft).await.unwrap();
    id
}

/// What Anna thinks of a practice, and that Dora's organisation uses it.
async fn judged(h: &House, of: ContentId) -> (ContentId, ContentId) {
    let (p, people) = (h.town.publishing(), &h.town.people);
    let mut opinion = Draft::new("review", Lang::english());
    opinion.title = "Review: Evening classes for working parents".into();
    opinion.body = "For towns with a community centre that has two rooms.".into();
    for (field, value) in [
        ("relevance", "strong"),
        ("relevance_why", "Half of the parents on our lists work by day."),
        ("participation", "sufficient"),
        ("participation_why", "Parents chose the hours; nobody asked the children."),
        ("evidence", "weak"),
        ("evidence_why", "Twelve people in one year."),
        ("transferability", "strong"),
        ("transferability_why", "The costs and the steps are all there."),
        ("opinion", "conditions"),
        ("interest", "none"),
    ] {
        opinion.values.insert(field.into(), value.into());
    }
    let review = voices::begin(p, &h.anna.who, of, &opinion, Goal::Publish).await.unwrap();
    let organisation = people.another_organisation("reading_room").await;
    let dora = people.person("dora").of(organisation).await;
    let mut used = Draft::new("endorsement", Lang::english());
    used.organisation = Some(organisation);
    for (field, value) in
        [("use", "in-use"), ("since", "2025"), ("how", "On Saturdays, in the reading room.")]
    {
        used.values.insert(field.into(), value.into());
    }
    let endorsement = voices::begin(p, &dora.who, of, &used, Goal::Publish).await.unwrap();
    (review, endorsement)
}

/// Ids are different in each run; here they are counted.
fn settled(text: &str) -> String {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match rest.get(..36).filter(|id| uuid::Uuid::try_parse(id).is_ok()) {
            Some(id) => {
                let next = names.len() + 1;
                let n = *names.entry(id).or_insert(next);
                let counted = format!("0199a000-0000-7000-8000-{n:012}");
                out.push_str(&counted);
                rest = &rest[36..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

/// The same with what is long and random left out.
fn plain(mut value: Value) -> Value {
    fn walk(value: &mut Value) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    match (&**key, &value) {
                        (
                            "publicKeyPem" | "publicKeyMultibase" | "proofValue" | "sourceDigest",
                            _,
                        ) => {
                            *value = "…".into();
                        }
                        (
                            "published" | "updated" | "created" | "sourceUpdated"
                            | "gh:subjectUpdated",
                            Value::String(_),
                        ) => {
                            *value = "2026-11-22T08:00:00Z".into();
                        }
                        // The page gives it once.
                        ("@context", Value::Array(all))
                            if all.len() == 3
                                && all[2].get("gh").is_some()
                                && all[2].get("toot").is_some() =>
                        {
                            *value = json!([all[0], all[1], "…"]);
                        }
                        _ => walk(value),
                    }
                }
            }
            Value::Array(all) => all.iter_mut().for_each(walk),
            _ => {}
        }
    }
    walk(&mut value);
    value
}

async fn made(h: &House, net: &Network) -> BTreeMap<&'static str, Value> {
    let p = h.town.publishing();
    let topic = h.publish(&h.anna.who, &discussion(h.jobs)).await;
    let comment = reply(p, &h.boris.who, topic, "Общината, от фонда за малки ремонти.").await;
    let draft = Draft { group: Some(h.jobs), ..practice(h, &Lang::bulgarian()) };
    let good = h.publish(&h.boris.who, &draft).await;
    let english = NewVersion::from_draft(practice(h, &Lang::english()));
    service::add_version(p, &h.boris.who, good, english).await.unwrap();
    let made_of_it = adapted(h, good).await;
    let (opinion, used) = judged(h, good).await;
    net.settle().await;
    let mut all = BTreeMap::new();
    for (name, iri) in [
        ("discussion", h.object(topic)),
        ("comment", h.object(comment)),
        ("practice", h.object(good)),
        ("adaptation", h.object(made_of_it)),
        ("review", h.object(opinion)),
        ("endorsement", h.object(used)),
        ("community", h.group(h.jobs)),
        ("person", h.actor(h.anna.actor)),
        ("organisation", h.actor(h.town.people.organisation)),
        ("instance", format!("{}/actor", h.town.origin)),
    ] {
        all.insert(name, h.fetched(&iri).await);
    }
    let announced =
        h.sent().into_iter().find(|a| a["type"] == "Announce" && a["object"]["type"] == "Create");
    all.insert("announcement", announced.expect("it was announced"));
    life::instances(h, net).await;
    let offered = h.sent().into_iter().find(|a| a["type"] == "Offer");
    all.insert("partnership", offered.expect("it was offered"));
    all.insert("block-list", list(h).await);
    all
}

/// The city's list of those it does not speak with.
async fn list(h: &House) -> Value {
    let decision = Decision { ruling: Some(Ruling::Blocked), reason: "Реклама" };
    let chief = &h.town.people.admin.who;
    hosts::decide(h.town.store(), chief, "spam.example", decision).await.unwrap();
    let rows = policy::rulings(&mut h.town.store().read()).await.unwrap();
    h.open(&Value::Object(h.town.federation().write_list(&rows).await.unwrap()))
}

/// Every term of ours in a document.
fn terms(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                if let Some(term) = key.strip_prefix("gh:") {
                    found.insert(term.to_owned());
                }
                if key != "@context" && key != "gh:profile" {
                    terms(value, found);
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|v| terms(v, found)),
        Value::String(text) => {
            if let Some(term) = text.strip_prefix("gh:") {
                found.insert(term.to_owned());
            }
        }
        _ => {}
    }
}

#[test]
fn examples_are_what_a_city_says() {
    run(async {
        let net = Network::sqlite();
        let h = House::new(&net).await;
        let made = made(&h, &net).await;
        let names: BTreeSet<&str> = EXAMPLES.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, made.keys().copied().collect());
        let write = std::env::var_os("GUILDHALL_BLESS").is_some();
        let mut wrong = Vec::new();
        for (name, stands) in EXAMPLES {
            let text = serde_json::to_string_pretty(&plain(made[name].clone())).unwrap();
            let text = settled(&text) + "\n";
            if write {
                let folder =
                    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/rooms/hall/examples");
                std::fs::write(folder.join(format!("{name}.json")), text).unwrap();
            } else if text != stands {
                wrong.push(name);
            }
        }
        assert!(wrong.is_empty(), "GUILDHALL_BLESS=1 writes {wrong:?} anew");
    });
}

/// What is explained on the page: the terms of the house and those of the kinds.
fn explained() -> BTreeSet<String> {
    let kinds = guildhall::rooms().into_iter().flat_map(|room| room.kinds);
    let fields = kinds.flat_map(|kind| kind.fields).map(|f| f.wire.trim_start_matches("gh:"));
    TERMS.iter().map(|t| t.name).chain(fields).map(str::to_owned).collect()
}

#[test]
fn every_term_that_leaves_is_explained() {
    run(async {
        let net = Network::sqlite();
        let h = House::new(&net).await;
        let mut found = BTreeSet::new();
        for document in made(&h, &net).await.values() {
            terms(document, &mut found);
        }
        let explained = explained();
        let unknown: Vec<&String> = found.iter().filter(|t| !explained.contains(*t)).collect();
        assert!(unknown.is_empty(), "nobody explains {unknown:?}");
        for said in [
            "kind",
            "versions",
            "adaptation",
            "adaptations",
            "joinPolicy",
            "partner",
            "BlockList",
            "catalogue",
        ] {
            assert!(found.contains(said), "{said}");
        }
    });
}

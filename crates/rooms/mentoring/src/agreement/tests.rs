use domain::{ActorId, Lang, Policy, Time, id::LedgerId};
use federation::{Actor, ActorKind, ActorState};
use people::ledger::Place as At;
use serde_json::json;

use super::*;
use crate::workspace::MENTORING;

impl Agreement {
    /// One version with this document, that binds.
    pub(crate) fn binding(document: Map<String, Value>) -> Self {
        Self { versions: vec![Version::bound(1, document)] }
    }
}

impl Version {
    /// These have signed it for the mentor, and nobody else has.
    pub(crate) fn signed_by(&mut self, all: &[(&str, &Value)]) {
        let deed = |actor: &str| Deed { actor: actor.to_owned(), ..self.proposed.clone() };
        self.signed[0] = all.iter().map(|(actor, _)| deed(actor)).collect();
        self.signatures[0] = all.iter().map(|(_, signature)| (*signature).clone()).collect();
    }

    fn bound(number: i64, document: Map<String, Value>) -> Self {
        let deed = Deed {
            side: Side::First,
            actor: "https://a.example/ap/actor/1".into(),
            at: Time(0),
            place: At { clock: 1, site: "https://a.example".into(), sequence: 1 },
        };
        Self {
            digest: format!("d{number}"),
            document,
            by: Side::First,
            proposed: deed.clone(),
            signatures: [vec![json!({})], vec![json!({})]],
            declined: String::new(),
            withdrawn: false,
            instead: String::new(),
            bound: Some(number),
            bound_at: Some(Time(0)),
            verified: [Some(0); 2],
            signed: [vec![deed.clone()], vec![deed]],
            refused: Vec::new(),
        }
    }
}

fn keys(versions: &[&[(&str, &str)]]) -> Vec<(String, String)> {
    let version = |(n, goals): (usize, &&[(&str, &str)])| {
        let row = |(text, measure): &(&str, &str)| json!({ "text": text, "measure": measure });
        let goals: Vec<Value> = goals.iter().map(row).collect();
        let document = json!({ "gh:terms": { "goals": goals } });
        let number = i64::try_from(n).unwrap() + 1;
        Version::bound(number, document.as_object().unwrap().clone())
    };
    let agreement = Agreement { versions: versions.iter().enumerate().map(version).collect() };
    agreement.goals().into_iter().map(|goal| (goal.key, goal.text)).collect()
}

#[test]
fn what_has_no_words_is_no_goal() {
    let (a, nameless, b) = (("Езикови курсове", "40 души"), (" ", "пет"), ("Гише", "10 излизания"));
    // Progress stays where it was written.
    assert_eq!(keys(&[&[a, nameless, b]]), named(&[("g1", a.0), ("g3", b.0)]));
    assert_eq!(keys(&[&[nameless]]), []);
    let version = |goals: Value| {
        let document = json!({ "gh:terms": { "goals": goals, "rhythm": "всеки месец" } });
        Version::bound(1, document.as_object().unwrap().clone())
    };
    let none = version(json!([{ "text": "", "measure": "пет" }, {}]));
    assert!(!none.has_goal() && !none.terms().contains_key("goals"));
    assert_eq!(none.terms()["rhythm"], "всеки месец");
    assert!(
        !version(json!([{ "text": "Гише" }])).has_goal(),
        "nobody could see that it is reached"
    );
    let one = version(json!([{}, { "text": "Гише", "measure": "пет" }]));
    assert!(one.has_goal());
    assert_eq!(one.terms()["goals"], json!([{ "text": "Гише", "measure": "пет" }]));
}

#[test]
fn an_agreement_without_a_goal_is_refused_beside_the_field() {
    let wrong = |goals: Option<Value>| -> Vec<(String, &'static str)> {
        let mut draft = Draft::new(AGREEMENT.name, Lang::bulgarian());
        draft.values.extend(goals.map(|goals| ("goals".to_owned(), goals)));
        let errors = checked(&draft).unwrap_err().0.into_iter();
        let errors = errors.filter(|e| e.field.starts_with("goals"));
        errors.map(|e| (e.field.to_string(), e.key)).collect()
    };
    let none = [("goals".to_owned(), "agreement-error-goals")];
    assert_eq!(wrong(None), none);
    assert_eq!(wrong(Some(json!([{ "text": " ", "measure": "" }]))), none);
    let measured = [("goals.0.measure".to_owned(), "content-error-required")];
    assert_eq!(wrong(Some(json!([{ "text": "Гише" }]))), measured);
}

fn named(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn a_goal_keeps_its_progress_through_all_versions() {
    let (a, b, c) =
        (("Езикови курсове", "40 души"), ("Мобилно гише", "10 излизания"), ("Работа", "5 фирми"));
    assert_eq!(keys(&[&[a, b, c]]), named(&[("g1", a.0), ("g2", b.0), ("g3", c.0)]));
    // The first one is dropped, another comes.
    let d = ("Здравни посредници", "двама");
    assert_eq!(keys(&[&[a, b, c], &[b, c, d]]), named(&[("g2", b.0), ("g3", c.0), ("g4", d.0)]));
    // Other words, another measure.
    let said = ("Езикови курсове за майки", "50 души");
    assert_eq!(keys(&[&[a, b], &[b, said]]), named(&[("g2", b.0), ("g1", said.0)]));
    // Something else in its place is something else.
    assert_eq!(keys(&[&[a, b], &[d, b]]), named(&[("g3", d.0), ("g2", b.0)]));
    let told = ("Да учат български", "40 души");
    assert_eq!(keys(&[&[a, b], &[told, b]]), named(&[("g1", told.0), ("g2", b.0)]));
}

/// The mentoring of two cities.
fn ledger() -> Ledger {
    let city = |n: u128| Actor {
        id: ActorId(uuid::Uuid::from_u128(n)),
        ap_id: None,
        kind: ActorKind::Organisation,
        handle: format!("city{n}"),
        host: String::new(),
        name: format!("City {n}"),
        name_key: format!("city {n}"),
        lang: Lang::bulgarian(),
        summary_html: String::new(),
        url: None,
        state: ActorState::Active,
        discoverable: true,
        indexable: true,
        illustrative: false,
        policy: Policy::Open,
        created_at: Time(0),
        updated_at: Time(0),
        moved_to: None,
        moved_at: None,
    };
    Ledger {
        id: LedgerId(uuid::Uuid::nil()),
        iri: "https://a.example/ap/object/1".into(),
        kind: &MENTORING,
        parties: [city(1), city(2)],
        party_iris: [1, 2].map(|n| format!("https://a.example/ap/actor/{n}")),
        opened_at: Time(0),
        updated_at: Time(0),
        title: String::new(),
        heads: Seen::default(),
    }
}

/// A version with these terms in the place of those of the form.
fn proposed(ledger: &Ledger, more: &Value) -> Version {
    let values = json!({
        "goals": [{ "text": "Мобилно гише", "measure": "10 излизания" }],
        "starts": "2027-01-11", "ends": "2027-12-17", "rhythm": "всеки месец", "languages": ["bg"],
        "mentor_role": "Пита.", "mentee_role": "Носи въпроси.", "confidentiality": "Без имена.",
        "exit": "С едно съобщение.",
    });
    let draft = Draft {
        title: "Гише".into(),
        summary: "Втора година.".into(),
        sectors: vec!["housing".into()],
        values: values.as_object().unwrap().clone(),
        ..Draft::new(AGREEMENT.name, Lang::bulgarian())
    };
    let draft = checked(&draft).unwrap();
    let mut document = Agreement::default().next(ledger, "", &draft);
    for (name, value) in more.as_object().unwrap() {
        document["gh:terms"][name.as_str()] = value.clone();
    }
    Version::bound(1, document)
}

#[test]
fn what_no_form_can_write_is_compared_with_nothing() {
    let ledger = ledger();
    let (one, other) =
        (proposed(&ledger, &json!({})), proposed(&ledger, &json!({ "rhythm": "всяка седмица" })));
    let changed = changes(&ledger, &one, &other).unwrap();
    assert_eq!(changed.iter().map(|c| c.what).collect::<Vec<_>>(), [What::Term("rhythm")]);
    // As many goals as a document holds: each of them with each would be billions of comparisons.
    let goals = |word: &str| {
        let goal = |n: usize| json!({ "text": format!("{word}{n}"), "measure": "m" });
        let goals: Vec<Value> = (0..4_000).map(goal).collect();
        json!({ "goals": goals })
    };
    let many = [proposed(&ledger, &goals("a")), proposed(&ledger, &goals("b"))];
    assert_eq!(changes(&ledger, &many[0], &many[1]), None);
    assert_eq!(changes(&ledger, &one, &many[0]), None);
    assert_eq!(changes(&ledger, &many[0], &one), None);
    // Few goals, and something else that is not shown.
    let strange = proposed(&ledger, &json!({ "hidden": "x" }));
    assert_eq!(changes(&ledger, &one, &strange), None);
}

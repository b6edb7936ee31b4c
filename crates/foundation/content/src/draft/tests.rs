use domain::FieldErrors;
use serde_json::json;

use super::{value::*, *};
use crate::kind::{Field, PLAIN, Section};

static FIELDS: &[Field] = &[
    Field::new("stage", Shape::Choice(&["design", "running"]), "facts", "gh:stage").required(),
    Field::new("groups", Shape::Choices(&["women", "men"]), "facts", "gh:groups").facet(),
    Field::new("cost", Shape::Money, "facts", "gh:cost"),
    Field::new(
        "share",
        Shape::Number { min: 0, max: 100, decimals: 1, unit: "percent" },
        "facts",
        "x",
    ),
    Field::new("since", Shape::Date, "facts", "gh:since"),
    Field::new("site", Shape::Url, "facts", "gh:site"),
    Field::new("country", Shape::Country, "facts", "gh:country"),
    Field::new("langs", Shape::Langs, "facts", "gh:langs"),
    Field::new("figures", Shape::Figures, "facts", "gh:figures").max(3),
    Field::new("open", Shape::Flag, "facts", "gh:open"),
    Field::new("problem", Shape::Text, "facts", "gh:problem").translated().required().max(20),
];

static KIND: Kind = Kind {
    name: "sample",
    wire: "Sample",
    fields: FIELDS,
    sections: &[Section { name: "facts", step: "facts", place: crate::kind::Place::Facts }],
    sectors: true,
    licence: true,
    ..PLAIN
};

fn good() -> Draft {
    let mut draft = Draft::new("sample", Lang::bulgarian());
    draft.title = " Едно   гише ".into();
    draft.body = "Текст".into();
    draft.sectors = vec!["housing".into(), "housing".into()];
    draft.licence = Some("CC-BY-4.0".into());
    draft.values =
        json!({"stage": "design", "problem": "Три гишета\r\n"}).as_object().unwrap().clone();
    draft
}

fn with(name: &str, value: Value) -> Result<Draft, FieldErrors> {
    let mut draft = good();
    draft.values.insert(name.into(), value);
    check(&KIND, &draft, Goal::Publish)
}

fn key(result: Result<Draft, FieldErrors>, field: &str) -> &'static str {
    result.unwrap_err().of(field).expect("the field has an error").key
}

#[test]
fn a_good_draft_is_cleaned_and_accepted() {
    let draft = check(&KIND, &good(), Goal::Publish).unwrap();
    assert_eq!(draft.title, "Едно гише");
    assert_eq!(draft.sectors, ["housing"]);
    assert_eq!(draft.values["problem"], "Три гишета");
    assert_eq!(
        check(&KIND, &draft, Goal::Publish).unwrap(),
        draft,
        "checking twice changes nothing"
    );
}

#[test]
fn everything_that_is_missing_is_named_in_the_order_of_the_form() {
    let errors = check(&KIND, &Draft::new("sample", Lang::english()), Goal::Publish).unwrap_err();
    let fields: Vec<&str> = errors.0.iter().map(|e| &*e.field).collect();
    assert_eq!(fields, ["title", "body", "sectors", "licence", "stage", "problem"]);
    assert!(check(&KIND, &Draft::new("sample", Lang::english()), Goal::Keep).is_ok());
}

#[test]
fn wrong_values_are_refused_beside_their_field() {
    assert_eq!(key(with("stage", json!("dreaming")), "stage"), "content-error-choice");
    assert_eq!(key(with("groups", json!(["women", "cats"])), "groups"), "content-error-choice");
    assert_eq!(key(with("cost", json!("около 38 хил.")), "cost"), "content-error-money");
    assert_eq!(key(with("share", json!("101")), "share"), "content-error-number");
    assert_eq!(key(with("since", json!("in spring")), "since"), "content-error-date");
    assert_eq!(key(with("since", json!("31.02.2026")), "since"), "content-error-no-day");
    assert_eq!(key(with("site", json!("javascript:alert(1)")), "site"), "content-error-url");
    assert_eq!(key(with("country", json!("ZZ")), "country"), "content-error-choice");
    assert_eq!(key(with("langs", json!(["bg", "български"])), "langs"), "content-error-lang");
    assert_eq!(key(with("problem", json!("x".repeat(21))), "problem"), "content-error-long");
    let figures = json!([{"label": "Посещения", "after": "много"}]);
    assert_eq!(key(with("figures", figures), "figures.0.after"), "content-error-figure-number");
    assert_eq!(
        key(with("figures", json!([{"after": 3}])), "figures.0.label"),
        "content-error-figure-label"
    );
}

#[test]
fn values_are_read_as_people_write_them() {
    assert_eq!(with("cost", json!("38 000 €")).unwrap().values["cost"], 38_000);
    assert_eq!(with("share", json!("6,44")).unwrap().values["share"], 6.4);
    assert_eq!(with("country", json!("bg")).unwrap().values["country"], "BG");
    assert_eq!(with("groups", json!("men")).unwrap().values["groups"], json!(["men"]));
    assert_eq!(with("open", json!("on")).unwrap().values["open"], true);
    assert_eq!(with("langs", json!(["BG", "bg"])).unwrap().values["langs"], json!(["bg"]));
}

#[test]
fn numbers_and_dates() {
    for (s, n) in [("38,000", 38_000.0), ("38.000", 38_000.0), ("1 234", 1234.0), ("-5", -5.0)] {
        assert_eq!(parse_number(s, 0), Some(n), "{s}");
    }
    assert_eq!(parse_number("1.234,5", 1), Some(1234.5));
    for bad in ["", "3,5", "5k", "1e9", "--1", "inf", "NaN"] {
        assert_eq!(parse_number(bad, 0), None, "{bad}");
    }
    for (s, date) in [
        ("2026-11-22", "2026-11-22"),
        ("22.11.2026 г.", "2026-11-22"),
        ("3.2019", "2019-03"),
        ("2019", "2019"),
    ] {
        assert_eq!(parse_date(s).as_deref(), Ok(date), "{s}");
    }
    for bad in ["", "март", "22.11.26", "1-2-3-4", "99999", "1.2.3.2026", "1.1.1066"] {
        assert_eq!(parse_date(bad), Err("content-error-date"), "{bad}");
    }
    for never in ["31.02.2026 г.", "29.2.2027", "2026-13", "0.11.2026", "11.22.2026"] {
        assert_eq!(parse_date(never), Err("content-error-no-day"), "{never}");
    }
}

#[test]
fn a_form_becomes_a_draft_and_keeps_what_was_typed() {
    let pairs: Vec<(String, String)> = [
        ("lang", "bg"),
        ("title", "Гише"),
        ("sectors", "housing"),
        ("sectors", "health"),
        ("groups", "men"),
        ("groups", "women"),
        ("cost", "около 38"),
        ("figures.0.label", "Посещения"),
        ("figures.0.label.en", "Visits"),
        ("figures.0.before", "6,4"),
        ("figures.0.unit", "visits"),
        ("figures.2.label", ""),
    ]
    .map(|(n, v)| (n.to_owned(), v.to_owned()))
    .into();
    let draft = from_form(&KIND, &pairs, &Lang::english());
    assert_eq!(draft.lang, Lang::bulgarian());
    assert_eq!(draft.text("cost"), "около 38");
    assert!(draft.has("groups", "men"));
    let mut draft = draft;
    draft.values.remove("cost");
    let kept = check(&KIND, &draft, Goal::Keep).unwrap();
    assert_eq!(kept.values["groups"], json!(["women", "men"]), "in the order of the field");
    assert_eq!(
        kept.values["figures"],
        json!([{"label": {"bg": "Посещения", "en": "Visits"}, "before": 6.4, "unit": "visits"}])
    );
}

#[test]
fn values_of_a_newer_peer_are_kept() {
    let kept = with("from-the-future", json!({"a": [1]})).unwrap();
    assert_eq!(kept.values["from-the-future"], json!({"a": [1]}));
}

proptest::proptest! {
    #[test]
    fn nothing_typed_makes_checking_panic_and_it_is_idempotent(typed in "\\PC{0,30}") {
        for field in FIELDS {
            for raw in [json!(typed), json!([typed]), json!([{"label": typed, "after": typed}])] {
                if let Ok(once) = with(field.name, raw) {
                    let twice = check(&KIND, &once, Goal::Publish).unwrap();
                    proptest::prop_assert_eq!(once, twice);
                }
            }
        }
    }
}

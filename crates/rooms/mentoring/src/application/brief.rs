//! What lists and the coordinator's pages need of an application. An applicant's instance can write much and long; of each
//! thing no more is kept than forms hold, because the summaries of a whole programme are read for one page.

use std::collections::BTreeMap;

use domain::text;
use people::ledger::{Entry, PERSON, Registers, operation::MAX_IRI};
use serde_json::{Map, Value};

use super::{
    entry,
    form::APPLICATION,
    wishes::{barred, declared},
};

/// The most bytes of a word of a form, and the most words.
const WORD: usize = 60;
const WORDS: usize = 40;
/// The most characters of what an applicant wants; somewhat more than others are told of it.
const NEED: usize = 600;
/// The most parties of whom an applicant says something.
const PARTIES: usize = 300;
/// The most people who are named as having declared something of one party, and the most characters of a name.
const NAMED: usize = 5;
const NAME: usize = 80;
/// The most reports and the most matches.
const MOST: usize = 50;
/// What is kept of a match.
pub const MATCHED: &[&str] = &["state", "role", "grant"];
/// What is kept of a report: all that it has.
pub const REPORTED: &[&str] = &[
    "with",
    "stage",
    "starts",
    "ends",
    "review",
    "first",
    "last",
    "next",
    "meetings",
    "minutes",
    "satisfaction",
    "overdue",
];

/// A value that came from elsewhere, as long as such values of forms are; nothing for anything else.
fn short(value: &Value, most: usize) -> Option<Value> {
    let fits = |word: &&Value| word.as_str().is_some_and(|word| word.len() <= most);
    match value {
        Value::Bool(_) | Value::Number(_) => Some(value.clone()),
        Value::String(_) => Some(value).filter(fits).cloned(),
        Value::Array(all) => Some(all.iter().take(WORDS).filter(fits).cloned().collect()),
        Value::Null | Value::Object(_) => None,
    }
}

/// What an applicant says, without its longer texts.
pub fn said(application: &Entry) -> Map<String, Value> {
    let field = |name: &'static str| {
        let value = application.value(name);
        let value = match name {
            "need" => value.as_str().map(|need| Value::from(text::excerpt(need, NEED))),
            _ => short(value, WORD),
        };
        Some((name.to_owned(), value?))
    };
    let names = APPLICATION.fields.iter().map(|field| field.name);
    names.chain(["sectors", "lang"]).filter_map(field).collect()
}

/// With whom it would like to work, and with whom it cannot.
pub fn wishes(now: &Registers) -> Map<String, Value> {
    let said = now.one(entry::WISHES);
    let iris = |value: &Value| {
        let all = value.as_array().into_iter().flatten().filter_map(Value::as_str);
        let all = all.filter(|iri| iri.len() <= MAX_IRI).take(PARTIES);
        all.map(Value::from).collect::<Value>()
    };
    let lists = ["wishes", "conflicts", "worked_with"].into_iter();
    let lists = lists.filter(|name| !said.value(name).is_null());
    let mut wished: Map<String, Value> =
        lists.map(|name| (name.to_owned(), iris(said.value(name)))).collect();
    let declared = declared(now);
    if !declared.is_empty() {
        let barred = barred(&declared).into_iter().take(PARTIES);
        wished.insert("conflicts".into(), barred.collect());
    }
    wished
}

/// Who has declared that she cannot work with somebody, by the IRI of that party: the names that the ledger knows.
pub fn declarers(now: &Registers) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for declared in declared(now) {
        let name = text::excerpt(now.entry(PERSON, &declared.person).text("name"), NAME);
        for iri in declared.with.into_iter().filter(|iri| iri.len() <= MAX_IRI) {
            let known = all.contains_key(&iri);
            if name.is_empty() || (!known && all.len() == PARTIES) {
                continue;
            }
            let names = all.entry(iri).or_default();
            if names.len() < NAMED && !names.contains(&name) {
                names.push(name.clone());
            }
        }
    }
    all
}

/// The people whose names [`declarers`] has: their IRIs, by those names, so that each can be called in the language of
/// whoever reads it.
pub fn people(now: &Registers) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for declared in declared(now).into_iter().filter(|d| !d.with.is_empty()) {
        let name = text::excerpt(now.entry(PERSON, &declared.person).text("name"), NAME);
        if !name.is_empty() && declared.person.len() <= MAX_IRI && all.len() < PARTIES {
            all.entry(name).or_insert(declared.person);
        }
    }
    all
}

/// These fields of all entries of a name that say something, by their keys, in the order in which they were begun; of many
/// those that changed last.
pub fn each(now: &Registers, name: &str, fields: &[&str]) -> Map<String, Value> {
    let all = now.all(name).into_iter().enumerate();
    let kept = |(n, (key, entry)): (usize, (&str, &Entry))| {
        let field = |name: &&str| Some(((*name).to_owned(), short(entry.value(name), MAX_IRI)?));
        let said: Map<String, Value> = fields.iter().filter_map(field).collect();
        let changed = entry.changed().map(|written| written.place.clone());
        let says = key.len() <= MAX_IRI && !said.is_empty();
        says.then(|| (changed, n, key.to_owned(), Value::Object(said)))
    };
    let mut all: Vec<_> = all.filter_map(kept).collect();
    all.sort_by(|(a, ..), (b, ..)| b.cmp(a));
    all.truncate(MOST);
    all.sort_by_key(|(_, n, ..)| *n);
    all.into_iter().map(|(_, _, key, said)| (key, said)).collect()
}

#[cfg(test)]
mod tests {
    use people::{
        ledger::Operation,
        testing::{operation, seen},
    };
    use serde_json::json;

    use super::*;

    fn written(n: i64, entry: &str, key: &str, set: &Value) -> Operation {
        operation("a", n, entry, key, set)
    }

    #[test]
    fn an_application_is_summed_up_by_what_its_form_has() {
        let words: Vec<String> = (0..100).map(|n| format!("w{n}")).collect();
        let set = json!({
            "role": "mentor", "need": "Търсим опит. ".repeat(1000), "tried": "x".repeat(4000),
            "capacity": 3, "interpreter": true, "country": { "much": "x" }, "stages": ["design"],
            "sectors": words, "lang": "bg", "something": "else", "withdrawn": null,
        });
        let now = Registers::of(&[written(1, entry::APPLICATION, "", &set)], |_| true);
        let said = said(now.one(entry::APPLICATION));
        let names: Vec<&str> = said.keys().map(String::as_str).collect();
        for known in ["role", "need", "capacity", "interpreter", "stages", "sectors", "lang"] {
            assert!(names.contains(&known), "{known}");
        }
        assert_eq!(names.len(), 7, "{names:?}");
        assert!(said["need"].as_str().unwrap().chars().count() <= NEED + 1);
        assert_eq!(said["sectors"].as_array().unwrap().len(), WORDS);
        assert_eq!((&said["capacity"], &said["interpreter"]), (&json!(3), &json!(true)));
    }

    #[test]
    fn of_many_reports_those_that_changed_last_are_kept() {
        let with = "https://b.example/ap/actor/019a0000-0000-7000-8000-000000000000";
        let set = json!({ "with": with, "meetings": 3, "notes": "x", "stage": "working" });
        let mut all: Vec<Operation> =
            (1..=80).map(|n| written(n, entry::REPORT, &format!("w{n}"), &set)).collect();
        all.push(written(81, entry::REPORT, "w1", &json!({ "meetings": 4 })));
        let nothing = json!({ "with": null, "meetings": null, "stage": null, "notes": null });
        all.push(Operation {
            seen: seen(&[("a", 81)]),
            ..written(82, entry::REPORT, "w80", &nothing)
        });
        all.reverse();
        let now = Registers::of(&all, |_| true);
        let reports = each(&now, entry::REPORT, REPORTED);
        assert_eq!(reports.len(), MOST);
        assert!(reports.contains_key("w1") && reports.contains_key("w79"));
        assert!(!reports.contains_key("w2") && !reports.contains_key("w80"));
        assert_eq!(reports.keys().next().unwrap(), "w1", "in the order in which they were begun");
        assert_eq!(reports["w79"], json!({ "with": with, "meetings": 3, "stage": "working" }));
    }

    #[test]
    fn whoever_declares_something_is_named_as_the_ledger_knows_her() {
        let long = "x".repeat(MAX_IRI + 1);
        let set = json!({ "with": ["https://x.example", "https://y.example", long] });
        let many = (0..20).map(|n| {
            let key = format!("https://a.example/{n}");
            let name = json!({ "name": format!("Person {n}"), "role": "contact" });
            let also = json!({ "with": ["https://y.example"] });
            let n = 10 + 2 * n;
            [written(n, PERSON, &key, &name), written(n + 1, entry::CONFLICT, &key, &also)]
        });
        let mut all = vec![
            written(1, PERSON, "https://a.example/anna", &json!({ "name": "Anna" })),
            written(2, entry::CONFLICT, "https://a.example/anna", &set),
            written(3, entry::CONFLICT, "https://a.example/nobody", &set),
        ];
        let names = declarers(&Registers::of(&all, |_| true));
        let known = [("Anna".to_owned(), "https://a.example/anna".to_owned())];
        assert_eq!(people(&Registers::of(&all, |_| true)), BTreeMap::from(known));
        let anna = vec!["Anna".to_owned()];
        let both =
            ["https://x.example", "https://y.example"].map(|iri| (iri.to_owned(), anna.clone()));
        assert_eq!(names, BTreeMap::from(both));
        all.extend(many.flatten());
        let names = declarers(&Registers::of(&all, |_| true));
        assert_eq!(names["https://y.example"].len(), NAMED);
        assert_eq!(names["https://x.example"], anna);
    }

    #[test]
    fn wishes_have_an_end() {
        let iris: Vec<String> = (0..1000).map(|n| format!("https://{n}.example")).collect();
        let long = "x".repeat(MAX_IRI + 1);
        let set = json!({ "wishes": [long, "https://a.example"], "conflicts": iris, "more": [1] });
        let now = Registers::of(&[written(1, entry::WISHES, "", &set)], |_| true);
        let wished = wishes(&now);
        assert_eq!(wished["wishes"], json!(["https://a.example"]));
        assert!(wished["conflicts"].as_array().unwrap().len() <= PARTIES);
        assert_eq!(wished.len(), 2);
        assert!(wishes(&Registers::default()).is_empty());
    }
}

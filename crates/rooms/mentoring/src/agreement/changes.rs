//! What a version says otherwise than another: for whoever is to sign the one that takes the place of the other.

use content::{Field, Shape};
use people::ledger::Ledger;
use serde_json::{Map, Value};

use super::{
    AGREEMENT, Agreement, GOALS, Version,
    goals::{Agreed, known},
};

/// The cells of a goal, in the order of the form.
const CELLS: [&str; 3] = ["text", "measure", "due"];

/// What is said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// What it is called.
    Name,
    /// What it is about.
    Summary,
    /// The language it is written in.
    Language,
    /// Its topics.
    Topics,
    /// A cell of a goal that both have, which stands in this place of the later one, from 1.
    Goal(usize, &'static str),
    /// A goal that only the later one has, in this place of it.
    Added(usize),
    /// A goal that only the earlier one has, in this place of it.
    Dropped(usize),
    /// A field of the form, by its name.
    Term(&'static str),
    /// The programme whose coordinator gets reports.
    Programme,
    /// What its coordinator gets to know.
    Reported,
}

/// Something that a version says otherwise than another, in the shapes of their documents; `null` for nothing. A goal that
/// only one of them has is the row of the form.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// What it is.
    pub what: What,
    /// What the earlier one says.
    pub before: Value,
    /// What the later one says.
    pub after: Value,
}

/// All that `after` says otherwise than `before`, in the order of the page. In which order words of a list stand is no
/// matter, nor in which order goals do. Nothing where one of them says what no form here can: whatever another instance
/// writes, they cannot be compared, and nobody waits for that.
pub fn changes(ledger: &Ledger, before: &Version, after: &Version) -> Option<Vec<Changed>> {
    let both = [before, after];
    let comparable =
        both.iter().all(|v| has_few_goals(v)) && both.iter().all(|v| v.is_shown(ledger));
    comparable.then(|| between(before, after))
}

/// Whether a version has no more goals than the form: the limit is the form's, and a document can come from elsewhere.
fn has_few_goals(version: &Version) -> bool {
    version.goals().nth(GOALS).is_none()
}

fn between(before: &Version, after: &Version) -> Vec<Changed> {
    let (old, new) = (before.draft(), after.draft());
    let mut all = Vec::new();
    compare(&mut all, What::Name, old.title.into(), new.title.into());
    compare(&mut all, What::Summary, old.summary.into(), new.summary.into());
    let [was, is] = [old.lang, new.lang].map(|lang| Value::from(lang.as_str()));
    compare(&mut all, What::Language, was, is);
    compare(&mut all, What::Topics, listed(old.sectors.into()), listed(new.sectors.into()));
    for field in AGREEMENT.fields {
        if matches!(field.shape, Shape::Rows(_)) {
            goals(&mut all, before, after);
            continue;
        }
        let [was, is] = [&old.values, &new.values].map(|values| term(field, values));
        compare(&mut all, What::Term(field.name), was, is);
    }
    let [was, is] = [before, after].map(|v| Value::from(v.programme()));
    compare(&mut all, What::Programme, was, is);
    let reported = |v: &Version| listed(v.document.get("gh:reported").cloned().unwrap_or_default());
    compare(&mut all, What::Reported, reported(before), reported(after));
    all
}

fn compare(all: &mut Vec<Changed>, what: What, before: Value, after: Value) {
    if before != after {
        all.push(Changed { what, before, after });
    }
}

fn term(field: &Field, values: &Map<String, Value>) -> Value {
    let value = values.get(field.name).cloned().unwrap_or_default();
    if field.shape == Shape::Langs { listed(value) } else { value }
}

/// Words of a list in an order of their own.
fn listed(mut value: Value) -> Value {
    if let Value::Array(words) = &mut value {
        words.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    }
    value
}

/// A goal as a row of the form, without what it does not say.
fn row(goal: &Agreed) -> Map<String, Value> {
    let cells = CELLS.into_iter().zip([&goal.text, &goal.measure, &goal.due]);
    let says = cells.filter(|(_, words)| !words.trim().is_empty());
    says.map(|(cell, words)| (cell.to_owned(), words.as_str().into())).collect()
}

fn goals(all: &mut Vec<Changed>, before: &Version, after: &Version) {
    let [old, new] = [before, after].map(|version| {
        let goals = version.goals().map(|row| Agreed::new(String::new(), row));
        goals.filter(|goal| !goal.text.trim().is_empty()).collect::<Vec<_>>()
    });
    let known = known(&old, &new);
    for (n, (goal, place)) in new.iter().zip(&known).enumerate() {
        let now = row(goal);
        let Some(place) = place else {
            compare(all, What::Added(n + 1), Value::Null, now.into());
            continue;
        };
        let then = row(&old[*place]);
        for cell in CELLS {
            let [was, is] = [&then, &now].map(|row| row.get(cell).cloned().unwrap_or_default());
            compare(all, What::Goal(n + 1, cell), was, is);
        }
    }
    let mut dropped = vec![true; old.len()];
    for place in known.into_iter().flatten() {
        dropped[place] = false;
    }
    for (place, goal) in old.iter().enumerate() {
        if dropped[place] {
            compare(all, What::Dropped(place + 1), row(goal).into(), Value::Null);
        }
    }
}

impl Agreement {
    /// With what a version is compared: with that of which it takes the place, else with the one that was proposed before
    /// it; nothing for the first.
    pub fn base(&self, version: &Version) -> Option<&Version> {
        if !version.replaces().is_empty() {
            return self.version(version.replaces());
        }
        let place = self.versions.iter().position(|v| v.digest == version.digest)?;
        self.versions[..place].last()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn version(name: &str, terms: &Value) -> Version {
        let document = json!({
            "name": name, "summary": "Втора година.", "gh:lang": "bg", "gh:topics": ["housing", "health"],
            "gh:programme": "https://net.example/p/1", "gh:reported": ["stage", "dates"], "gh:terms": terms,
        });
        Agreement::binding(document.as_object().unwrap().clone()).versions.remove(0)
    }

    fn terms(more: &Value) -> Value {
        let mut terms = json!({
            "goals": [{ "text": "Езикови курсове", "measure": "40 души", "due": "2027-06" },
                { "text": "Мобилно гише", "measure": "10 излизания" }],
            "starts": "2027-01-11", "ends": "2027-12-17", "rhythm": "всеки месец", "languages": ["bg", "en"],
            "confidentiality": "Без имена.",
        });
        for (name, value) in more.as_object().unwrap() {
            terms[name.as_str()] = value.clone();
        }
        terms
    }

    fn changed(what: What, before: Value, after: Value) -> Changed {
        Changed { what, before, after }
    }

    #[test]
    fn what_is_the_same_in_another_order_has_not_changed() {
        let before = version("Гише", &terms(&json!({})));
        assert_eq!(between(&before, &before), []);
        let goals = [
            json!({ "text": "Мобилно гише", "measure": "10 излизания" }),
            json!({ "text": "Езикови курсове", "measure": "40 души", "due": "2027-06" }),
        ];
        let turned = terms(&json!({ "goals": goals, "languages": ["en", "bg"] }));
        let mut after = version("Гише", &turned);
        after.document.insert("gh:topics".into(), json!(["health", "housing"]));
        assert_eq!(between(&before, &after), []);
    }

    #[test]
    fn every_part_that_says_something_else_is_named() {
        let before = version("Гише", &terms(&json!({})));
        let values = terms(&json!({
            "ends": "2028-01-31", "review": "2027-06-30", "confidentiality": "Без имена и адреси.",
        }));
        let mut after = version("Гише на колела", &values);
        after.document.insert("gh:programme".into(), "".into());
        after.document.insert("gh:reported".into(), json!(["stage", "dates", "hours"]));
        after.document.insert("gh:topics".into(), json!(["housing"]));
        after.document.insert("gh:lang".into(), "en".into());
        assert_eq!(
            between(&before, &after),
            [
                changed(What::Name, "Гише".into(), "Гише на колела".into()),
                changed(What::Language, "bg".into(), "en".into()),
                changed(What::Topics, json!(["health", "housing"]), json!(["housing"])),
                changed(What::Term("ends"), "2027-12-17".into(), "2028-01-31".into()),
                changed(What::Term("review"), Value::Null, "2027-06-30".into()),
                changed(
                    What::Term("confidentiality"),
                    "Без имена.".into(),
                    "Без имена и адреси.".into()
                ),
                changed(What::Programme, "https://net.example/p/1".into(), "".into()),
                changed(
                    What::Reported,
                    json!(["dates", "stage"]),
                    json!(["dates", "hours", "stage"])
                ),
            ]
        );
    }

    #[test]
    fn a_goal_is_compared_with_what_it_was() {
        let before = version("Гише", &terms(&json!({})));
        let goals = json!([
            { "text": "Езикови курсове за майки", "measure": "50 души" },
            { "text": "Здравни посредници", "measure": "двама" },
        ]);
        let after = version("Гише", &terms(&json!({ "goals": goals })));
        let added = json!({ "text": "Здравни посредници", "measure": "двама" });
        let dropped = json!({ "text": "Мобилно гише", "measure": "10 излизания" });
        assert_eq!(
            between(&before, &after),
            [
                changed(
                    What::Goal(1, "text"),
                    "Езикови курсове".into(),
                    "Езикови курсове за майки".into()
                ),
                changed(What::Goal(1, "measure"), "40 души".into(), "50 души".into()),
                changed(What::Goal(1, "due"), "2027-06".into(), Value::Null),
                changed(What::Added(2), Value::Null, added),
                changed(What::Dropped(2), dropped, Value::Null),
            ]
        );
    }

    #[test]
    fn a_version_is_compared_with_what_it_takes_the_place_of() {
        let version = |name: &str, digest: &str, replaces: &str| {
            let mut version = version(name, &json!({}));
            version.document.insert("gh:replaces".into(), replaces.into());
            Version { digest: digest.into(), ..version }
        };
        let versions = vec![
            version("Едно", "d1", ""),
            version("Две", "d2", ""),
            version("Три", "d3", "d1"),
            version("Четири", "d4", "elsewhere"),
        ];
        let all = Agreement { versions };
        let base = |n: usize| all.base(&all.versions[n]).map(|v| v.digest.as_str());
        assert_eq!([base(0), base(1), base(2), base(3)], [None, Some("d1"), Some("d1"), None]);
    }
}

//! What an applicant says, and what matching makes of it.

use content::{
    Draft, Field, Goal, Kind, Shape, draft,
    kind::{
        PLAIN, Place, Section,
        lists::{POPULATION, STAGES},
    },
};
use domain::{FieldErrors, Result};
use serde_json::{Map, Value};

use super::{Applicant, Role};
use crate::{
    matching::{City, Month},
    offer::FORMS,
    shelf::period,
};

const ROLES: &[&str] = &["mentee", "mentor"];

const fn text(name: &'static str, shape: Shape) -> Field {
    Field::new(name, shape, "need", name)
}

const fn field(name: &'static str, shape: Shape) -> Field {
    Field::new(name, shape, "facts", name)
}

static FIELDS: &[Field] = &[
    text("role", Shape::Choice(ROLES)).required(),
    text("need", Shape::Text).required().max(4000),
    text("tried", Shape::Text).max(4000),
    text("team", Shape::Line).max(300),
    field("stages", Shape::Choices(STAGES)).required(),
    field("languages", Shape::Langs).words("mentoring-language").required(),
    field("interpreter", Shape::Flag),
    field("forms", Shape::Choices(FORMS)).words("mentoring-form").required(),
    field("population", Shape::Choice(POPULATION)),
    field("country", Shape::Country).words("mentoring-country").required(),
    field("from", Shape::Date).words("mentoring-from"),
    field("until", Shape::Date).words("mentoring-until"),
    field("capacity", Shape::Number { min: 1, max: 20, decimals: 0, unit: "" }),
];

static SECTIONS: [Section; 2] = [
    Section { name: "need", step: "application", place: Place::Body },
    Section { name: "facts", step: "application", place: Place::Body },
];

/// The form of an application. It is no content: only its list of fields is used.
pub static APPLICATION: Kind = Kind {
    name: "application",
    fields: FIELDS,
    sections: &SECTIONS,
    titled: false,
    body: false,
    sectors: true,
    check,
    ..PLAIN
};

fn check(draft: &Draft, errors: &mut FieldErrors) {
    period(draft, "from", "until", errors);
}

/// What was typed, checked. Errors carry the names of the form.
pub fn checked(draft: &Draft) -> Result<Draft, FieldErrors> {
    draft::check(&APPLICATION, draft, Goal::Publish)
}

/// The values of the ledger: those of the form, with the sectors.
pub fn values(draft: &Draft) -> Map<String, Value> {
    let mut set = Map::new();
    for field in FIELDS {
        let value = draft.values.get(field.name).cloned().unwrap_or(Value::Null);
        set.insert(field.name.to_owned(), value);
    }
    set.insert("sectors".into(), draft.sectors.clone().into());
    set.insert("lang".into(), draft.lang.as_str().into());
    set.insert("withdrawn".into(), Value::Null);
    set
}

/// The same as a draft, to be changed.
pub fn draft(said: &Map<String, Value>, lang: &domain::Lang) -> Draft {
    let mut draft = Draft::new(APPLICATION.name, lang.clone());
    for field in FIELDS {
        if let Some(value) = said.get(field.name) {
            draft.values.insert(field.name.to_owned(), value.clone());
        }
    }
    draft.sectors = words(said, "sectors");
    draft
}

/// The words of a list.
pub fn words(said: &Map<String, Value>, name: &str) -> Vec<String> {
    let list = said.get(name).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The month of a day, a month or a year as it is written; of a year its first or its last.
fn month(text: &str, last: bool) -> Option<Month> {
    let mut parts = text.split('-');
    let year: Month = parts.next()?.parse().ok().filter(|y| (0..10_000).contains(y))?;
    let month: Month = match parts.next() {
        Some(month) => month.parse().ok().filter(|m| (1..=12).contains(m))?,
        None => {
            if last {
                12
            } else {
                1
            }
        }
    };
    Some(year * 12 + month - 1)
}

/// With how many cities somebody can work at once in a role.
pub fn capacity(said: &Map<String, Value>, role: Option<Role>) -> usize {
    let capacity = said.get("capacity").and_then(Value::as_u64).unwrap_or(1);
    match role {
        Some(Role::Mentor) => usize::try_from(capacity).unwrap_or(1),
        _ => 1,
    }
}

/// What matching knows of an applicant.
pub fn city(applicant: &Applicant) -> City {
    let said = &applicant.said;
    let text = |name: &str| said.get(name).and_then(Value::as_str).unwrap_or_default();
    // A whole region is no size of a city.
    let size = POPULATION.iter().take(POPULATION.len() - 1).position(|w| *w == text("population"));
    City {
        id: applicant.iri.clone(),
        sectors: words(said, "sectors"),
        stages: words(said, "stages"),
        languages: words(said, "languages"),
        interpreter: said.get("interpreter").and_then(Value::as_bool).unwrap_or_default(),
        size: size.and_then(|n| u8::try_from(n).ok()),
        country: text("country").to_owned(),
        forms: words(said, "forms"),
        from: month(text("from"), false),
        until: month(text("until"), true),
        capacity: capacity(said, applicant.role),
        worked_with: applicant.wishes.worked_with.clone(),
        conflicts: applicant.wishes.conflicts.clone(),
        wishes: applicant.wishes.wishes.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_from_what_is_known() {
        assert_eq!(month("2027-03-02", false), Some(2027 * 12 + 2));
        assert_eq!(month("2027", false), Some(2027 * 12));
        assert_eq!(month("2027", true), Some(2027 * 12 + 11));
        assert_eq!(month("", true), None);
    }

    #[test]
    fn an_empty_form_says_each_thing_once() {
        let empty = Draft::new(APPLICATION.name, domain::Lang::bulgarian());
        let errors = checked(&empty).unwrap_err();
        let mut fields: Vec<&str> = errors.0.iter().map(|e| &*e.field).collect();
        let all = fields.len();
        fields.sort_unstable();
        fields.dedup();
        assert!(fields.contains(&"sectors"));
        assert_eq!(fields.len(), all, "{errors:?}");
    }
}

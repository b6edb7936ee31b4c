//! What a form or an import gives, and whether it can be accepted.
//!
//! A draft holds what was typed, also when it is wrong, so that a form can show it again.
//! [`check`] returns the same draft with every value in the shape that [`Shape`] promises.

mod form;
pub(crate) mod rows;
mod value;

use domain::{ActorId, FieldErrors, Lang, Sector, Time, Visibility, text};
use serde_json::{Map, Value};

use crate::kind::{Kind, Required, Scope, Shape, lists};

pub use form::from_form;
pub(crate) use value::parse_date;

/// Values of fields by name, as described at [`Shape`].
pub type Values = Map<String, Value>;

/// The most characters of a title.
pub const TITLE_MAX: usize = 200;
/// The most characters of a summary.
pub const SUMMARY_MAX: usize = 500;
/// The most characters of a free text.
pub const BODY_MAX: usize = 40_000;
/// The most characters of all texts of one language version together, so that one activity stays
/// under what peers accept (150 kB).
pub const VERSION_MAX: usize = 60_000;

/// Something to be published, or its next state, in the language it is written in.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The name of its kind.
    pub kind: String,
    /// The language of its texts.
    pub lang: Lang,
    /// Empty when the kind has none.
    pub title: String,
    /// Plain text, empty when the kind has none.
    pub summary: String,
    /// Markdown, empty when the kind has none.
    pub body: String,
    /// The kind's own fields. Names that the kind does not know are kept.
    pub values: Values,
    /// Slugs of built-in sectors.
    pub sectors: Vec<String>,
    /// SPDX identifier or `unknown`; see [`lists::LICENCES`].
    pub licence: Option<String>,
    /// The community it belongs to; it then has the community's level.
    pub group: Option<ActorId>,
    /// Its level when it belongs to no community.
    pub visibility: Visibility,
    /// The organisation on whose behalf it is published: one of the author's own.
    pub organisation: Option<ActorId>,
    /// Whether it was made up for demonstration, which is then said wherever it is shown.
    pub illustrative: bool,
    /// When it was published, for imports and the demonstration. A moment that lies ahead counts
    /// as now; so does none.
    pub at: Option<Time>,
}

impl Draft {
    /// An empty, public draft.
    pub fn new(kind: &str, lang: Lang) -> Self {
        Self {
            kind: kind.to_owned(),
            lang,
            title: String::new(),
            summary: String::new(),
            body: String::new(),
            values: Values::new(),
            sectors: Vec::new(),
            licence: None,
            group: None,
            visibility: Visibility::Public,
            organisation: None,
            illustrative: false,
            at: None,
        }
    }

    /// The text of a value, empty when there is none: what a template shows again.
    pub fn text(&self, field: &str) -> String {
        match self.values.get(field) {
            Some(Value::String(s)) => s.clone(),
            Some(Value::Number(n)) => n.to_string(),
            Some(Value::Bool(true)) => "true".into(),
            _ => String::new(),
        }
    }

    /// Whether the date of one field lies before that of another. Dates may be years or months; they are compared as
    /// far as both are known.
    pub fn is_before(&self, one: &str, other: &str) -> bool {
        let [one, other] = [one, other].map(|field| self.text(field));
        let known = one.len().min(other.len());
        one.get(..known) < other.get(..known)
    }

    /// Whether a word of a field of choices is chosen.
    pub fn has(&self, field: &str, option: &str) -> bool {
        match self.values.get(field) {
            Some(Value::String(s)) => s == option,
            Some(Value::Array(list)) => list.iter().any(|v| v == option),
            _ => false,
        }
    }
}

/// What is wanted of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Kept for later: what is there must be right, nothing need be there.
    Keep,
    /// Published: what is required must be there too.
    Publish,
}

/// Checks a draft. Field errors carry the names of the form: `title`, `summary`, `body`,
/// `sectors`, `licence`, the names of fields, `FIELD.ROW.PART`, and stand in the order of the form.
pub fn check(kind: &Kind, draft: &Draft, goal: Goal) -> Result<Draft, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut out = Draft {
        title: text::line(&draft.title),
        summary: text::line(&draft.summary),
        body: text::block(&draft.body),
        values: Values::new(),
        sectors: Vec::new(),
        ..draft.clone()
    };
    for (has, name, value, max) in [
        (kind.titled, "title", &mut out.title, TITLE_MAX),
        (kind.summary, "summary", &mut out.summary, SUMMARY_MAX),
        (kind.body, "body", &mut out.body, BODY_MAX),
    ] {
        if !has {
            value.clear();
        } else if value.is_empty() && goal == Goal::Publish {
            errors.add(name, required_key(name));
        } else {
            check_length(name, value, max, &mut errors);
        }
    }
    check_sectors(kind, draft, goal, &mut out, &mut errors);
    check_licence(kind, draft, goal, &mut out, &mut errors);
    let mut length = text::len(&out.body) + text::len(&out.summary);
    for field in kind.fields {
        let value = draft.values.get(field.name).unwrap_or(&Value::Null);
        let value = value::normal(field, &draft.lang, value, &mut errors);
        match value {
            Some(value) => {
                if field.scope == Scope::Translated {
                    length += length_of(&value);
                }
                out.values.insert(field.name.into(), value);
            }
            None if field.required == Required::ToPublish
                && goal == Goal::Publish
                && errors.of(field.name).is_none() =>
            {
                errors.add(field.name, missing_key(&field.shape));
            }
            None => {}
        }
    }
    if length > VERSION_MAX {
        let args = vec![("max", VERSION_MAX.to_string()), ("length", length.to_string())];
        errors.add_with("body", "content-error-too-much", args);
    }
    for (name, value) in &draft.values {
        if kind.field(name).is_none() {
            out.values.insert(name.clone(), value.clone());
        }
    }
    (kind.check)(&out, &mut errors);
    in_order(kind, &mut errors);
    if errors.is_empty() { Ok(out) } else { Err(errors) }
}

/// Brings errors into the order of the form: what a kind finds itself comes last, wherever its field stands.
fn in_order(kind: &Kind, errors: &mut FieldErrors) {
    let place = |name: &str| {
        let name = name.split('.').next().unwrap_or_default();
        kind.fields.iter().position(|field| field.name == name)
    };
    errors.0.sort_by_key(|error| place(&error.field));
}

/// The characters of a translated value.
fn length_of(value: &Value) -> usize {
    match value {
        Value::String(s) => text::len(s),
        Value::Array(list) => list.iter().map(length_of).sum(),
        Value::Object(row) => row.values().map(length_of).sum(),
        _ => 0,
    }
}

/// Reads a day as people write it (`2026-11-22`, `22.11.2026`, `11.2026`, `2026`): its noon in UTC, which is the
/// same day nearly everywhere. Otherwise the message that says what is wrong.
pub fn parse_day(typed: &str) -> Result<Time, &'static str> {
    let day = parse_date(&text::line(typed))?;
    let rest = "0000-01-01".get(day.len()..).unwrap_or_default();
    Time::parse(&format!("{day}{rest}T12:00:00Z")).ok_or("content-error-date")
}

fn required_key(name: &str) -> &'static str {
    match name {
        "title" => "content-error-title",
        "summary" => "content-error-summary",
        _ => "content-error-body",
    }
}

fn missing_key(shape: &Shape) -> &'static str {
    match shape {
        Shape::Choice(_) | Shape::Country => "content-error-choose",
        Shape::Choices(_) | Shape::Langs => "content-error-choose-some",
        _ => "content-error-required",
    }
}

fn check_length(name: &'static str, value: &str, max: usize, errors: &mut FieldErrors) {
    let length = text::len(value);
    if length > max {
        let args = vec![("max", max.to_string()), ("length", length.to_string())];
        errors.add_with(name, "content-error-long", args);
    }
}

fn check_sectors(k: &Kind, draft: &Draft, goal: Goal, out: &mut Draft, errors: &mut FieldErrors) {
    if !k.sectors && draft.sectors.is_empty() {
        return;
    }
    for slug in &draft.sectors {
        match Sector::parse(slug) {
            Some(_) if out.sectors.contains(slug) => {}
            Some(_) => out.sectors.push(slug.clone()),
            None => {
                errors.add("sectors", "content-error-choice");
                return;
            }
        }
    }
    if out.sectors.is_empty() && k.sectors && goal == Goal::Publish {
        errors.add("sectors", "content-error-sectors");
    }
}

fn check_licence(k: &Kind, draft: &Draft, goal: Goal, out: &mut Draft, errors: &mut FieldErrors) {
    out.licence = draft.licence.clone().filter(|l| !l.is_empty());
    if !k.licence {
        return;
    }
    match &out.licence {
        Some(licence) if !lists::LICENCES.contains(&licence.as_str()) => {
            errors.add("licence", "content-error-choice");
        }
        None if goal == Goal::Publish => errors.add("licence", "content-error-choose"),
        _ => {}
    }
}

#[cfg(test)]
mod tests;

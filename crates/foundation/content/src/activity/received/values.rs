//! The values of fields, as far as they have the shape that their kind gives them.

use domain::Lang;
use serde_json::Value;

use crate::{Kind, Scope, Shape, Values, draft};

/// Most bytes of one value.
const VALUE_MAX: usize = 60_000 * 4;
/// Most values of one choice.
const CHOICES_MAX: usize = 50;

/// Values under the names of the kind's neutral fields; of unknown kinds, all `gh:` properties.
pub(super) fn details(kind: Option<&'static Kind>, object: &Value) -> Values {
    let mut details = Values::new();
    let Some(all) = object.as_object() else { return details };
    match kind {
        Some(kind) => {
            for field in kind.fields.iter().filter(|f| f.scope == Scope::Neutral) {
                if let Some(value) = all.get(field.wire).filter(|v| fits(&field.shape, v)) {
                    details.insert(field.name.to_owned(), value.clone());
                }
            }
        }
        None => {
            for (key, value) in all.iter().filter(|(k, _)| k.starts_with("gh:")).take(100) {
                details.insert(key.clone(), value.clone());
            }
        }
    }
    details
}

/// Whether a value has the JSON shape that pages expect.
pub(super) fn fits(shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::Number { .. } => value.is_number(),
        Shape::Money => value.is_i64() || value.is_u64(),
        Shape::Flag => value.as_bool() == Some(true),
        Shape::Choice(list) => value.as_str().is_some_and(|s| list.contains(&s)),
        Shape::Choices(list) => value.as_array().is_some_and(|a| {
            a.len() <= CHOICES_MAX
                && a.iter().all(|v| v.as_str().is_some_and(|s| list.contains(&s)))
        }),
        Shape::Langs => value.as_array().is_some_and(|a| {
            a.len() <= CHOICES_MAX
                && a.iter().all(|v| v.as_str().is_some_and(|s| Lang::parse(s).is_some()))
        }),
        Shape::Rows(columns) => draft::rows::fits(columns, value),
        Shape::Figures => {
            value.as_array().is_some_and(|a| a.iter().all(|r| r["label"].is_object()))
        }
        Shape::Url => {
            value.as_str().is_some_and(|u| u.starts_with("https://") || u.starts_with("http://"))
        }
        _ => value.as_str().is_some_and(|s| s.len() <= VALUE_MAX),
    }
}

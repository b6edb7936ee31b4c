//! From the pairs of an HTML form to a draft that keeps what was typed.

use domain::{Lang, Visibility};
use serde_json::{Map, Value};

use super::{Draft, Values, rows};
use crate::kind::{Field, Kind, Shape};

/// Reads a form of this kind. Every control bears the name of its field; choices of several and
/// `sectors` repeat their name; rows of figures are `FIELD.ROW.label`, `.before`, `.after`,
/// `.unit`, and labels in other languages are `FIELD.ROW.label.LANG`; other rows are
/// `FIELD.ROW.COLUMN`, and what was pasted from a table is `FIELD.paste`. `lang` is the language of
/// the texts, `fallback` when the form does not say it. Group and organisation are the caller's
/// business, because they come from the address or the account.
pub fn from_form(kind: &Kind, pairs: &[(String, String)], fallback: &Lang) -> Draft {
    let first = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let lang = first("lang").and_then(Lang::parse).unwrap_or_else(|| fallback.clone());
    let mut draft = Draft::new(kind.name, lang);
    let owned = |name: &str| first(name).unwrap_or_default().to_owned();
    draft.title = owned("title");
    draft.summary = owned("summary");
    draft.body = owned("body");
    draft.sectors = pairs
        .iter()
        .filter(|(n, v)| n == "sectors" && !v.is_empty())
        .map(|(_, v)| v.clone())
        .collect();
    draft.licence = first("licence").filter(|l| !l.is_empty()).map(str::to_owned);
    draft.visibility =
        first("visibility").and_then(Visibility::parse).unwrap_or(Visibility::Public);
    for field in kind.fields {
        if let Some(value) = value(field, pairs) {
            draft.values.insert(field.name.into(), value);
        }
    }
    draft
}

fn value(field: &Field, pairs: &[(String, String)]) -> Option<Value> {
    if field.shape == Shape::Figures {
        return figures(field.name, pairs);
    }
    if let Shape::Rows(columns) = field.shape {
        return rows::from_form(field.name, columns, pairs);
    }
    let mut given = pairs.iter().filter(|(n, _)| n == field.name).map(|(_, v)| v.clone());
    if field.shape.is_many() {
        let list: Vec<Value> = given.filter(|v| !v.is_empty()).map(Value::String).collect();
        return (!list.is_empty()).then_some(Value::Array(list));
    }
    given.next().filter(|v| !v.is_empty()).map(Value::String)
}

fn figures(name: &str, pairs: &[(String, String)]) -> Option<Value> {
    let mut rows: Vec<Values> = Vec::new();
    for (key, value) in pairs {
        let Some(rest) = key.strip_prefix(name).and_then(|r| r.strip_prefix('.')) else { continue };
        let Some((row, part)) = rest.split_once('.') else { continue };
        let Some(row) = row.parse::<usize>().ok().filter(|r| *r < 100) else { continue };
        if rows.len() <= row {
            rows.resize(row + 1, Values::new());
        }
        let (part, tag) = part.split_once('.').unwrap_or((part, ""));
        if part == "label" {
            let labels = rows[row].entry("label").or_insert_with(|| Value::Object(Map::new()));
            labels[tag] = Value::String(value.clone());
        } else if tag.is_empty() {
            rows[row].insert(part.to_owned(), Value::String(value.clone()));
        }
    }
    let rows: Vec<Value> = rows.into_iter().map(Value::Object).collect();
    (!rows.is_empty()).then_some(Value::Array(rows))
}

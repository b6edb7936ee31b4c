//! One value: from what was typed or imported to the shape that is stored.

use domain::{FieldErrors, Lang, text};
use serde_json::{Map, Number, Value, json};

use super::rows;
use crate::kind::{Field, Shape, lists};

/// The value in its stored shape; `None` when there is none or it is wrong, which is then in
/// `errors`.
pub fn normal(
    field: &Field,
    lang: &Lang,
    value: &Value,
    errors: &mut FieldErrors,
) -> Option<Value> {
    let name = field.name;
    match field.shape {
        Shape::Line => text_of(field, text::line(&as_text(value)), errors),
        Shape::Text | Shape::Steps | Shape::Checklist => {
            text_of(field, text::block(&as_text(value)), errors)
        }
        Shape::Choice(options) => {
            let word = filled(value)?;
            known(name, &word, options, errors)
        }
        Shape::Country => {
            let word = filled(value)?.to_ascii_uppercase();
            known(name, &word, lists::COUNTRIES, errors)
        }
        Shape::Choices(options) => {
            let words = as_list(value);
            if words.iter().any(|w| !options.contains(&w.as_str())) {
                errors.add(name, "content-error-choice");
                return None;
            }
            let chosen: Vec<&str> =
                options.iter().copied().filter(|o| words.iter().any(|w| w == o)).collect();
            (!chosen.is_empty()).then(|| json!(chosen))
        }
        Shape::Langs => {
            let mut tags: Vec<String> = Vec::new();
            for word in as_list(value) {
                let Some(lang) = Lang::parse(&word) else {
                    errors.add(name, "content-error-lang");
                    return None;
                };
                if !tags.iter().any(|t| t == lang.as_str()) {
                    tags.push(lang.as_str().to_owned());
                }
            }
            if tags.len() > field.max {
                errors.add_with(name, "content-error-many", vec![("max", field.max.to_string())]);
                return None;
            }
            (!tags.is_empty()).then(|| json!(tags))
        }
        Shape::Number { min, max, decimals, .. } => {
            let word = filled(value)?;
            #[expect(clippy::cast_precision_loss, reason = "limits of fields are small")]
            let fits = |n: &f64| *n >= min as f64 && *n <= max as f64;
            let number = parse_number(&word, decimals).filter(fits).and_then(number);
            if number.is_none() {
                let args = vec![("min", min.to_string()), ("max", max.to_string())];
                errors.add_with(name, "content-error-number", args);
            }
            number
        }
        Shape::Money => {
            let word = filled(value)?;
            let word = word.trim_end_matches("€").trim_end_matches("EUR");
            let euros = parse_number(word, 0).filter(|n| (0.0..=1e12).contains(n));
            if euros.is_none() {
                errors.add(name, "content-error-money");
            }
            euros.and_then(number)
        }
        Shape::Date => {
            let word = filled(value)?;
            let date = parse_date(&word);
            if let Err(key) = date {
                errors.add(name, key);
            }
            date.ok().map(Value::String)
        }
        Shape::Url => {
            let word = filled(value)?;
            if word.len() > field.max || !is_address(&word) {
                errors.add(name, "content-error-url");
                return None;
            }
            Some(Value::String(word))
        }
        Shape::Flag => {
            let on = matches!(value, Value::Bool(true))
                || matches!(value.as_str(), Some("true" | "on" | "1"));
            on.then_some(Value::Bool(true))
        }
        Shape::Person => {
            let word = filled(value)?;
            let id = word.parse::<domain::ActorId>().ok();
            if id.is_none() {
                errors.add(name, "content-error-person");
            }
            id.map(|id| json!(id))
        }
        Shape::Figures => figures(field, lang, value, errors),
        Shape::Rows(columns) => rows::normal(field, columns, value, errors),
    }
}

fn text_of(field: &Field, value: String, errors: &mut FieldErrors) -> Option<Value> {
    if value.is_empty() {
        return None;
    }
    let length = text::len(&value);
    if length > field.max {
        let args = vec![("max", field.max.to_string()), ("length", length.to_string())];
        errors.add_with(field.name, "content-error-long", args);
        return None;
    }
    Some(Value::String(value))
}

/// Whether this is an address on the web.
pub(super) fn is_address(word: &str) -> bool {
    let web = |u: url::Url| matches!(u.scheme(), "http" | "https") && u.host().is_some();
    url::Url::parse(word).is_ok_and(web)
}

pub(super) fn as_text(value: &Value) -> String {
    match value {
        Value::String(s) => s.clone(),
        Value::Number(n) => n.to_string(),
        _ => String::new(),
    }
}

pub(super) fn filled(value: &Value) -> Option<String> {
    Some(text::line(&as_text(value))).filter(|s| !s.is_empty())
}

fn as_list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(filled).collect(),
        other => filled(other).into_iter().collect(),
    }
}

fn known(
    name: &'static str,
    word: &str,
    options: &[&str],
    errors: &mut FieldErrors,
) -> Option<Value> {
    if options.contains(&word) {
        return Some(Value::String(word.to_owned()));
    }
    errors.add(name, "content-error-choice");
    None
}

/// Whole numbers are stored as integers, so that 71 does not become 71.0.
#[expect(clippy::cast_possible_truncation, reason = "checked to be whole and small")]
fn number(n: f64) -> Option<Value> {
    if n.fract() == 0.0 && n.abs() < 9e15 {
        return Some(Value::from(n as i64));
    }
    Number::from_f64(n).map(Value::Number)
}

/// Reads a number as people write it: spaces, apostrophes or the other sign between thousands,
/// a comma or a point before decimals, which are rounded.
pub(super) fn parse_number(s: &str, decimals: u8) -> Option<f64> {
    let s: String =
        s.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '\u{202f}')).collect();
    let (comma, point) = (s.rfind(','), s.rfind('.'));
    let mark = match (comma, point) {
        (Some(c), Some(p)) => Some(c.max(p)),
        (one, None) | (None, one) => one,
    };
    // With one kind of sign and exactly three digits behind each, a whole number is meant.
    let thousands = decimals == 0
        && (comma.is_none() || point.is_none())
        && s.split([',', '.']).skip(1).all(|part| part.len() == 3);
    let plain: String = s
        .char_indices()
        .filter_map(|(i, c)| match c {
            ',' | '.' if !thousands && Some(i) == mark => Some('.'),
            ',' | '.' => None,
            c => Some(c),
        })
        .collect();
    let shape = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
    let n: f64 = plain.chars().all(shape).then(|| plain.parse().ok())??;
    let scale = 10f64.powi(decimals.into());
    let rounded = (n * scale).round() / scale;
    (decimals > 0 || rounded.to_bits() == n.to_bits() || n == 0.0).then_some(rounded)
}

/// Reads `2026-11-22`, `2026-11`, `2026` and, as written in most of Europe, `22.11.2026` and
/// `11.2026`, a final „г.“ allowed. Otherwise the message that says whether it is no date at all or one
/// that no calendar has.
pub(crate) fn parse_date(s: &str) -> Result<String, &'static str> {
    let (year, month, day, exact) = date_parts(s).ok_or("content-error-date")?;
    if jiff::civil::Date::new(year, month, day).is_err() {
        return Err("content-error-no-day");
    }
    Ok(match exact {
        1 => format!("{year:04}"),
        2 => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    })
}

/// Year, month and day of what is written as a date, and how many of them are written.
fn date_parts(s: &str) -> Option<(i16, i8, i8, usize)> {
    let s = s.trim_end_matches("г.").trim_end_matches('г').trim();
    let european = s.contains('.');
    let mut parts: Vec<&str> = s.split(['-', '.']).map(str::trim).collect();
    if european {
        parts.reverse();
    }
    if parts.iter().any(|p| p.is_empty() || !p.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let year: i16 = parts.first().filter(|y| y.len() == 4)?.parse().ok()?;
    let month: i8 = parts.get(1).map_or(Ok(1), |m| m.parse()).ok()?;
    let day: i8 = parts.get(2).map_or(Ok(1), |d| d.parse()).ok()?;
    let known = (1900..=2200).contains(&year) && parts.len() <= 3;
    known.then_some((year, month, day, parts.len()))
}

fn figures(field: &Field, lang: &Lang, value: &Value, errors: &mut FieldErrors) -> Option<Value> {
    let Value::Array(rows) = value else { return None };
    let mut out = Vec::new();
    let mut wrong = false;
    for (i, row) in rows.iter().enumerate() {
        let labels = labels(lang, &row["label"]);
        let mut part = |part: &str, key: &'static str| {
            errors.add(format!("{}.{i}.{part}", field.name), key);
            wrong = true;
        };
        let mut kept = Map::new();
        let (before, after) = (filled(&row["before"]), filled(&row["after"]));
        if labels.is_empty() && before.is_none() && after.is_none() {
            continue;
        }
        if labels.is_empty() {
            part("label", "content-error-figure-label");
        }
        if labels.values().any(|l| l.as_str().is_some_and(|l| text::len(l) > 200)) {
            part("label", "content-error-figure-long");
        }
        kept.insert("label".into(), Value::Object(labels));
        if before.is_none() && after.is_none() {
            part("after", "content-error-figure-after");
        }
        for (name, word) in [("before", before), ("after", after)] {
            let Some(word) = word else { continue };
            match parse_number(&word, 2).and_then(number) {
                Some(n) => {
                    kept.insert(name.into(), n);
                }
                None => part(name, "content-error-figure-number"),
            }
        }
        let unit = filled(&row["unit"]).unwrap_or_else(|| "number".into());
        if !lists::UNITS.contains(&unit.as_str()) {
            part("unit", "content-error-choice");
        }
        kept.insert("unit".into(), Value::String(unit));
        out.push(Value::Object(kept));
    }
    if out.len() > field.max {
        errors.add_with(field.name, "content-error-many", vec![("max", field.max.to_string())]);
        wrong = true;
    }
    (!wrong && !out.is_empty()).then_some(Value::Array(out))
}

/// A label is an object by language, or a text in the language of the draft.
fn labels(lang: &Lang, value: &Value) -> Map<String, Value> {
    let mut labels = Map::new();
    match value {
        Value::Object(map) => {
            for (tag, label) in map {
                // A bare `label` beside labels by language is the one in the form's language.
                let tag = if tag.is_empty() { Some(lang.clone()) } else { Lang::parse(tag) };
                if let (Some(tag), Some(label)) = (tag, filled(label)) {
                    labels.insert(tag.as_str().to_owned(), Value::String(label));
                }
            }
        }
        other => {
            if let Some(label) = filled(other) {
                labels.insert(lang.as_str().to_owned(), Value::String(label));
            }
        }
    }
    labels
}

//! Values of [`Shape::Rows`](crate::Shape::Rows): legal references, the cards of a deck.

use domain::{FieldErrors, text};
use serde_json::{Map, Value};

use super::value::{as_text, filled, is_address, parse_date};
use crate::kind::{Cell, Column, Field};

/// The most rows that a form is read for; a field may allow fewer.
const ROWS_MAX: usize = 400;

/// Reads the cells `FIELD.ROW.COLUMN`, and below them what was pasted as `FIELD.paste`: a line for
/// each row, tabs between cells, as programs for tables copy it.
pub(super) fn from_form(
    name: &str,
    columns: &[Column],
    pairs: &[(String, String)],
) -> Option<Value> {
    let mut rows: Vec<Map<String, Value>> = Vec::new();
    let mut pasted = Vec::new();
    for (key, value) in pairs {
        let Some(rest) = key.strip_prefix(name).and_then(|r| r.strip_prefix('.')) else { continue };
        if rest == "paste" {
            pasted.extend(paste(columns, value));
            continue;
        }
        let Some((row, column)) = rest.split_once('.') else { continue };
        let Some(row) = row.parse::<usize>().ok().filter(|r| *r < ROWS_MAX) else { continue };
        if rows.len() <= row {
            rows.resize(row + 1, Map::new());
        }
        if columns.iter().any(|c| c.name == column) {
            rows[row].insert(column.to_owned(), Value::String(value.clone()));
        }
    }
    rows.extend(pasted);
    let rows: Vec<Value> = rows.into_iter().map(Value::Object).collect();
    (!rows.is_empty()).then_some(Value::Array(rows))
}

/// What was copied from a table. A cell of several lines stands in quotes, a quote in it twice.
fn paste(columns: &[Column], pasted: &str) -> Vec<Map<String, Value>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut begun) = (false, false);
    let mut chars = pasted.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if !begun => (quoted, begun) = (true, true),
            '\r' => {}
            '\t' if !quoted => {
                row.push(std::mem::take(&mut cell));
                begun = false;
            }
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
                begun = false;
            }
            c => {
                begun = true;
                cell.push(c);
            }
        }
    }
    row.push(cell);
    rows.push(row);
    let filled = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let named = filled.map(|row| {
        let cells = columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        cells.map(|(c, cell)| (c.name.to_owned(), Value::String(cell))).collect()
    });
    named.take(ROWS_MAX).collect()
}

/// The rows in their stored shape, without empty ones; `None` when there are none or one is wrong,
/// which is then in `errors` as `FIELD.ROW.COLUMN`.
pub(super) fn normal(
    field: &Field,
    columns: &[Column],
    value: &Value,
    errors: &mut FieldErrors,
) -> Option<Value> {
    let Value::Array(rows) = value else { return None };
    let (mut out, mut wrong) = (Vec::new(), false);
    for (n, row) in rows.iter().enumerate() {
        if columns.iter().all(|c| filled(&row[c.name]).is_none()) {
            continue;
        }
        let mut kept = Map::new();
        for column in columns {
            let mut refuse = |key, args| {
                errors.add_with(format!("{}.{n}.{}", field.name, column.name), key, args);
                wrong = true;
            };
            let word = match column.cell {
                Cell::Text => {
                    Some(text::block(&as_text(&row[column.name]))).filter(|t| !t.is_empty())
                }
                _ => filled(&row[column.name]),
            };
            let Some(word) = word else {
                if column.required {
                    refuse("content-error-required", Vec::new());
                }
                continue;
            };
            let length = text::len(&word);
            if length > column.max {
                let args = vec![("max", column.max.to_string()), ("length", length.to_string())];
                refuse("content-error-long", args);
                continue;
            }
            let word = match column.cell {
                Cell::Line | Cell::Text => word,
                Cell::Url if is_address(&word) => word,
                Cell::Url => {
                    refuse("content-error-url", Vec::new());
                    continue;
                }
                Cell::Date => match parse_date(&word) {
                    Ok(date) => date,
                    Err(key) => {
                        refuse(key, Vec::new());
                        continue;
                    }
                },
            };
            kept.insert(column.name.to_owned(), Value::String(word));
        }
        out.push(Value::Object(kept));
    }
    if out.len() > field.max {
        errors.add_with(field.name, "content-error-many", vec![("max", field.max.to_string())]);
        wrong = true;
    }
    (!wrong && !out.is_empty()).then_some(Value::Array(out))
}

/// Whether a value from elsewhere has the shape that pages expect.
pub(crate) fn fits(columns: &[Column], value: &Value) -> bool {
    let row = |row: &Value| {
        let cell = |c: &Column| match row.get(c.name) {
            Some(Value::String(word)) => c.cell != Cell::Url || is_address(word),
            Some(_) => false,
            None => true,
        };
        row.is_object() && columns.iter().all(cell)
    };
    value.as_array().is_some_and(|rows| rows.len() <= ROWS_MAX && rows.iter().all(row))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Shape, kind::Scope};

    static COLUMNS: &[Column] = &[
        Column::new("act", Cell::Line, 20).required(),
        Column::new("note", Cell::Text, 20),
        Column::new("as_of", Cell::Date, 10),
        Column::new("url", Cell::Url, 60),
    ];
    static FIELD: Field = Field {
        scope: Scope::Neutral,
        ..Field::new("legal", Shape::Rows(COLUMNS), "s", "gh:legal").max(3)
    };

    fn wrong(value: &Value) -> Vec<(String, &'static str)> {
        let mut errors = FieldErrors::default();
        assert_eq!(normal(&FIELD, COLUMNS, value, &mut errors), None);
        errors.0.iter().map(|e| (e.field.to_string(), e.key)).collect()
    }

    #[test]
    fn empty_rows_are_left_out_and_the_others_brought_into_shape() {
        let typed = json!([{}, {"act": " Закон   за X ", "as_of": "12.05.2026", "note": "a\r\nb"},
            {"act": " "}]);
        let mut errors = FieldErrors::default();
        let rows = normal(&FIELD, COLUMNS, &typed, &mut errors).unwrap();
        assert_eq!(rows, json!([{"act": "Закон за X", "note": "a\nb", "as_of": "2026-05-12"}]));
        assert!(fits(COLUMNS, &rows));
        assert!(!fits(COLUMNS, &json!([{"url": "javascript:alert(1)"}])));
        assert!(!fits(COLUMNS, &json!([{"act": 1}])) && !fits(COLUMNS, &json!({"act": "x"})));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_row_and_column() {
        let no_day = wrong(&json!([{"act": "x", "as_of": "31.04.2026"}]));
        assert_eq!(no_day, [("legal.0.as_of".into(), "content-error-no-day")]);
        let errors = wrong(&json!([{"act": "x"}, {"as_of": "вчера", "url": "javascript:1"}]));
        let expected = [
            ("legal.1.act", "content-error-required"),
            ("legal.1.as_of", "content-error-date"),
            ("legal.1.url", "content-error-url"),
        ];
        assert_eq!(errors, expected.map(|(f, k)| (f.to_owned(), k)));
        assert_eq!(
            wrong(&json!([{"act": "a".repeat(21)}])),
            [("legal.0.act".into(), "content-error-long")]
        );
        let many = json!([{"act": "1"}, {"act": "2"}, {"act": "3"}, {"act": "4"}]);
        assert_eq!(wrong(&many), [("legal".into(), "content-error-many")]);
    }

    #[test]
    fn a_table_can_be_pasted_below_the_rows() {
        let pair = |n: &str, v: &str| (n.to_owned(), v.to_owned());
        let table = "Първа\t\"ред 1\nред \"\"2\"\"\"\r\n\r\nВтора „x\" y\t\t2026\n";
        let pairs =
            [pair("legal.0.act", "Нула"), pair("legal.paste", table), pair("legal.0.other", "?")];
        let rows = from_form("legal", COLUMNS, &pairs).unwrap();
        let expected = json!([{"act": "Нула"}, {"act": "Първа", "note": "ред 1\nред \"2\""},
            {"act": "Втора „x\" y", "as_of": "2026"}]);
        assert_eq!(rows, expected);
        assert_eq!(from_form("legal", COLUMNS, &[pair("legal.9999.act", "x")]), None);
    }
}

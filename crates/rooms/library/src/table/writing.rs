//! From a thing to the cells of its row.

use content::{Field, Kind, Scope, Shape, Values, kind, read::Card};
use domain::{Lang, Origin, Time};
use serde_json::Value;
use web::{Local, Tr, table::Cell};

use super::{BETWEEN, Column, NEW_LINE, PARTS};
use crate::links;

/// A thing that becomes a row.
pub struct Line<'a> {
    /// As lists show it.
    pub card: &'a Card,
    /// With all its values, as [`content::read::export`] gives it.
    pub thing: &'a Value,
    /// Its kind.
    pub kind: &'static Kind,
    /// Where this instance is.
    pub origin: Option<&'a Origin>,
    /// The days of the reader, as pages show them.
    pub local: &'a Local,
}

/// What stands in a column of it, in the words of this language.
pub fn cell(tr: Tr, column: Column, line: &Line<'_>) -> Cell {
    let Line { card, thing, kind, origin, local } = line;
    let texts = &thing["versions"][card.lang.as_str()];
    let original = &thing["versions"][card.original_lang.as_str()];
    let day = |time: &Value| {
        let time = time.as_str().and_then(Time::parse);
        time.map(|time| Cell::Day(local.zoned(time).date())).unwrap_or_default()
    };
    match column {
        Column::Address => {
            let path = links::sheet(kind, card.id, &card.slug);
            Cell::text(origin.map_or_else(|| path.clone(), |o| format!("{o}{path}")))
        }
        Column::Kind => Cell::text(tr.t(&kind.name_key())),
        Column::Title => Cell::text(&card.title),
        Column::Summary => Cell::text(&card.summary),
        // What a translation lacks is read in the original, here and below.
        Column::Body => {
            let body = texts["body"].as_str().or_else(|| original["body"].as_str());
            Cell::text(body.unwrap_or_default())
        }
        Column::Lang => Cell::text(tr.language(card.lang.as_str())),
        Column::Sectors => {
            let words: Vec<&str> = card.sectors().iter().map(|s| tr.sector(s.slug())).collect();
            Cell::text(words.join(BETWEEN))
        }
        Column::Licence => thing["licence"]
            .as_str()
            .map(|l| Cell::text(tr.t(&kind::lists::licence_key(l))))
            .unwrap_or_default(),
        Column::Published => day(&thing["published"]),
        Column::Updated => day(&thing["updated"]),
        Column::Author => Cell::text(&card.author_name),
        Column::Organisation => Cell::text(&card.organisation_name),
        Column::Community => Cell::text(&card.group_name),
        Column::Useful => Cell::count(card.reaction_count),
        Column::Comments => Cell::count(card.comment_count),
        Column::TakenUp => Cell::count(card.adaptation_count),
        Column::Own(of, field) => {
            let value = match field.scope {
                Scope::Neutral => &thing["values"][field.name],
                Scope::Translated if texts[field.name].is_null() => &original[field.name],
                Scope::Translated => &texts[field.name],
            };
            written(tr, of, field, &card.lang, value)
        }
    }
}

/// A value as it stands in a cell.
pub fn written(tr: Tr, kind: &Kind, field: &Field, lang: &Lang, value: &Value) -> Cell {
    let text = value.as_str().unwrap_or_default();
    let word = |word: &str| tr.t(&kind.option_key(field.name, word)).to_owned();
    let joined = |word: &dyn Fn(&str) -> String| {
        let words = value.as_array().into_iter().flatten().filter_map(Value::as_str);
        Cell::text(words.map(word).collect::<Vec<_>>().join(BETWEEN))
    };
    let rows = |row: &dyn Fn(&Values) -> Vec<String>| {
        let rows = value.as_array().into_iter().flatten().filter_map(Value::as_object);
        Cell::text(rows.map(|r| row_of(&row(r))).collect::<Vec<_>>().join("\n"))
    };
    match field.shape {
        _ if value.is_null() => Cell::Empty,
        Shape::Choice(words) if words.contains(&text) => Cell::text(word(text)),
        Shape::Choices(words) => {
            joined(&|w| if words.contains(&w) { word(w) } else { w.to_owned() })
        }
        Shape::Langs => joined(&|tag| tr.language(tag).to_owned()),
        Shape::Country => Cell::text(tr.country(text)),
        Shape::Flag => Cell::text(if value == true { tr.t("form-yes") } else { "" }),
        Shape::Number { .. } | Shape::Money => {
            value.as_f64().map_or_else(|| Cell::text(text), Cell::Number)
        }
        Shape::Date => Cell::date(text),
        Shape::Figures => rows(&|row| {
            let labels = row.get("label").and_then(Value::as_object);
            let label = labels.and_then(|l| l.get(lang.as_str()).or_else(|| l.values().next()));
            let number = |part: &str| row.get(part).filter(|n| n.is_number()).map(Value::to_string);
            let unit = row.get("unit").and_then(Value::as_str).unwrap_or("number");
            vec![
                label.and_then(Value::as_str).unwrap_or_default().to_owned(),
                number("before").unwrap_or_default(),
                number("after").unwrap_or_default(),
                tr.word("unit", unit).to_owned(),
            ]
        }),
        Shape::Rows(columns) => rows(&|row| {
            let cell = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
            columns.iter().map(|c| cell(c.name).to_owned()).collect()
        }),
        _ => Cell::text(text),
    }
}

/// A row within a cell. Empty parts at its end are left out.
fn row_of(parts: &[String]) -> String {
    let used = parts.iter().rposition(|p| !p.is_empty()).map_or(0, |at| at + 1);
    let part = |p: &String| p.replace('|', "\\|").replace('\n', &NEW_LINE.to_string());
    parts[..used].iter().map(part).collect::<Vec<_>>().join(PARTS)
}

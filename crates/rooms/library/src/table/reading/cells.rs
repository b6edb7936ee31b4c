//! What one cell says.

use content::{Field, Shape, tables::plain};
use domain::{FieldErrors, text};
use serde_json::{Map, Value, json};

use super::{
    super::{Column, NEW_LINE, PARTS},
    Words,
};

/// The parts of a figure, in the order in which they are written.
const FIGURE: [&str; 4] = ["label", "before", "after", "unit"];

/// How people and programs for tables say that something is so, and that it is not, besides the words of the
/// interface.
const YES: [&str; 11] = ["1", "x", "х", "+", "✓", "✔", "true", "истина", "вярно", "yes", "да"];
const NO: [&str; 9] = ["0", "-", "–", "—", "false", "лъжа", "невярно", "no", "не"];

impl Words {
    /// The value of a field that a cell says.
    pub(super) fn value(
        &self,
        column: Column,
        field: &Field,
        typed: &str,
        errors: &mut FieldErrors,
    ) -> Option<Value> {
        match field.shape {
            Shape::Choice(_) | Shape::Country => self.one(column, typed, errors).map(Value::String),
            Shape::Choices(_) | Shape::Langs => {
                let words = self.many(column, typed, errors);
                (!words.is_empty()).then(|| json!(words))
            }
            Shape::Flag => {
                let yes = self.flag(column, typed);
                if yes.is_none() {
                    refuse(column, typed, errors);
                }
                yes.filter(|yes| *yes).map(Value::Bool)
            }
            Shape::Figures => {
                let row = |parts: Vec<String>| {
                    let mut row = Map::new();
                    for (name, part) in FIGURE.iter().zip(parts) {
                        let unit = self.units.get(&plain(&part)).filter(|_| *name == "unit");
                        let part = unit.map_or(part, |u| (*u).to_owned());
                        row.insert((*name).to_owned(), Value::String(part));
                    }
                    Value::Object(row)
                };
                let rows = parted(column, typed, FIGURE.len(), errors)?;
                Some(Value::Array(rows.into_iter().map(row).collect()))
            }
            Shape::Rows(columns) => {
                let row = |parts: Vec<String>| {
                    let named = columns.iter().zip(parts).filter(|(_, part)| !part.is_empty());
                    Value::Object(named.map(|(c, p)| (c.name.to_owned(), p.into())).collect())
                };
                let rows = parted(column, typed, columns.len(), errors)?;
                Some(Value::Array(rows.into_iter().map(row).collect()))
            }
            _ => Some(Value::String(typed.to_owned())),
        }
    }

    /// Whether something is so; `None` for what is neither yes nor no.
    pub(super) fn flag(&self, column: Column, typed: &str) -> Option<bool> {
        let word = plain(typed);
        if self.find(column, &word).is_some() || YES.contains(&&*word) {
            return Some(true);
        }
        (NO.contains(&&*word) || self.no.contains(&word)).then_some(false)
    }

    fn find(&self, column: Column, typed: &str) -> Option<String> {
        self.known.get(column.key())?.get(&plain(typed)).cloned()
    }

    /// The word for programs that a cell says.
    pub(super) fn one(
        &self,
        column: Column,
        typed: &str,
        errors: &mut FieldErrors,
    ) -> Option<String> {
        let word = self.find(column, typed);
        if word.is_none() {
            refuse(column, typed, errors);
        }
        word
    }

    /// Words of a cell: between semicolons or on lines of their own, or else between commas.
    pub(super) fn many(
        &self,
        column: Column,
        typed: &str,
        errors: &mut FieldErrors,
    ) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for part in typed.split([';', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
            let found = match self.find(column, part) {
                Some(word) => vec![Some(word)],
                None => part.split(',').map(|p| self.find(column, p)).collect(),
            };
            for word in found {
                match word {
                    Some(word) if words.contains(&word) => {}
                    Some(word) => words.push(word),
                    None if errors.of(column.key()).is_none() => refuse(column, part, errors),
                    None => {}
                }
            }
        }
        words
    }
}

fn refuse(column: Column, typed: &str, errors: &mut FieldErrors) {
    let word = text::excerpt(&text::line(typed), 60);
    errors.add_with(column.key(), "table-error-word", vec![("word", word)]);
}

/// The rows within a cell; `None` when one has more parts than there is room for, which is then an error.
fn parted(
    column: Column,
    typed: &str,
    most: usize,
    errors: &mut FieldErrors,
) -> Option<Vec<Vec<String>>> {
    let rows = rows_of(typed);
    let over = rows.iter().find(|row| row.iter().skip(most).any(|part| !part.is_empty()));
    if let Some(row) = over {
        let line = text::excerpt(&row.join(PARTS), 60);
        let args = vec![("line", line), ("max", most.to_string())];
        errors.add_with(column.key(), "table-error-parts", args);
        return None;
    }
    Some(rows)
}

/// The rows within a cell and their parts.
pub(super) fn rows_of(typed: &str) -> Vec<Vec<String>> {
    let lines = typed.lines().filter(|line| !line.trim().is_empty());
    lines.map(parts_of).collect()
}

fn parts_of(line: &str) -> Vec<String> {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'|') => {
                chars.next();
                part.push('|');
            }
            '|' => parts.push(std::mem::take(&mut part)),
            NEW_LINE => part.push('\n'),
            c => part.push(c),
        }
    }
    parts.push(part);
    parts.iter().map(|p| p.trim().to_owned()).collect()
}

//! From the cells of a row to a draft, and what is wrong with it.

use std::collections::HashMap;

use content::{
    Draft, Field, Goal, Kind, Shape, draft,
    kind::lists,
    tables::{CELLS_MAX, Choice},
};
use domain::{FieldErrors, Lang, text};
use serde_json::{Map, Value, json};
use web::Tr;

use super::{Column, NEW_LINE, given, of};
use crate::Shelf;

/// Everything that headings and cells of a table for one kind may say, in all languages of the interface.
pub struct Words {
    kind: &'static Kind,
    columns: Vec<Column>,
    headings: HashMap<String, &'static str>,
    /// By the names of columns: what is written, and the word for programs.
    known: HashMap<&'static str, HashMap<String, String>>,
    units: HashMap<String, &'static str>,
}

/// A row as it was read.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Its number, as programs for tables count: the heading is 1.
    pub number: i64,
    /// What it would become.
    pub draft: Draft,
    /// What cannot be taken as it is.
    pub wrong: FieldErrors,
    /// What is missing before it can be published.
    pub missing: FieldErrors,
    /// Whether its author has one with this title, or the table has it twice.
    pub twice: bool,
}

impl Checked {
    /// Whether it can be kept as a draft.
    pub fn fits(&self) -> bool {
        self.wrong.is_empty() && !self.twice
    }

    /// Whether it can be published as it is.
    pub fn is_whole(&self) -> bool {
        self.fits() && self.missing.is_empty()
    }

    /// Errors of it, a line for each: „Costs: choose one of these“.
    pub fn said(errors: &FieldErrors, words: &Words, shelf: &Shelf, tr: Tr) -> Vec<String> {
        let said = errors.0.iter().map(|error| {
            let name = error.field.split('.').next().unwrap_or_default();
            let column = words.columns.iter().find(|c| c.key() == name);
            let label = column.map(|c| c.label(shelf, tr)).unwrap_or_default();
            web::form::named_error(tr, &label, error)
        });
        said.collect()
    }
}

/// A text as it is compared: „Заглавие: “ is „заглавие“.
fn plain(s: &str) -> String {
    text::fold(text::line(s).trim_end_matches([':', '*', '?', '.', ' ']))
}

impl Words {
    /// The words for one kind.
    pub fn of(kind: &'static Kind) -> Self {
        let shelf = Shelf::of(kind).unwrap_or(&crate::shelf::PRACTICES);
        let languages = web::Messages::load().languages();
        let columns = given(kind);
        let (mut headings, mut words) = (HashMap::new(), HashMap::new());
        for column in &columns {
            let key = column.key();
            let known: &mut HashMap<String, String> = words.entry(key).or_default();
            for tr in languages {
                headings.entry(plain(&column.label(shelf, *tr))).or_insert(key);
                for (word, label) in column.words(*tr) {
                    known.entry(plain(&label)).or_insert(word);
                }
            }
            for (word, _) in languages.iter().flat_map(|tr| column.words(*tr)) {
                known.entry(plain(&word)).or_insert(word);
            }
            if words_are_langs(*column) {
                let own = domain::lang::KNOWN.iter();
                known.extend(own.map(|l| (plain(l.autonym), l.tag.to_owned())));
            }
        }
        // A list of several kinds has the heading of the first that has the field.
        for column in of(shelf.kinds) {
            if columns.iter().any(|own| own.key() == column.key()) {
                for tr in languages {
                    headings.entry(plain(&column.label(shelf, *tr))).or_insert(column.key());
                }
            }
        }
        // What people read in some language comes before the questions of forms and the names for programs.
        for column in &columns {
            if let Column::Own(kind, field) = column {
                for tr in languages {
                    let question = plain(tr.t(&kind.label_key(field.name)));
                    headings.entry(question).or_insert(column.key());
                }
            }
        }
        for column in &columns {
            headings.entry(plain(column.key())).or_insert(column.key());
        }
        let mut units = HashMap::new();
        for unit in lists::UNITS {
            units.insert(plain(unit), *unit);
            for tr in languages {
                units.insert(plain(tr.t(&format!("unit-{unit}"))), *unit);
            }
        }
        Self { kind, columns, headings, known: words, units }
    }

    /// The columns that a table can have.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// What the columns under these headings are: the name of each, empty where it is not known. The first of
    /// two with the same meaning has it.
    pub fn guess(&self, head: &[String]) -> Vec<String> {
        let mut found: Vec<&str> = Vec::new();
        for heading in head.iter().take(CELLS_MAX) {
            let key = self.headings.get(&plain(heading)).copied().unwrap_or_default();
            found.push(if found.contains(&key) { "" } else { key });
        }
        found.into_iter().map(str::to_owned).collect()
    }

    /// All rows below the heading. `own` are titles that their author has already.
    pub fn read(&self, cells: &[Vec<String>], choice: &Choice, own: &[String]) -> Vec<Checked> {
        let mut titles: Vec<String> = own.iter().map(|t| plain(t)).collect();
        titles.sort();
        let mut new = std::collections::HashSet::new();
        let rows = (2_i64..).zip(cells.iter().skip(1));
        rows.map(|(number, row)| {
            let (raw, mut wrong) = self.draft(row, choice);
            let title = plain(&raw.title);
            let twice =
                !title.is_empty() && (titles.binary_search(&title).is_ok() || !new.insert(title));
            let kept = draft::check(self.kind, &raw, Goal::Keep).err().unwrap_or_default();
            let whole = draft::check(self.kind, &raw, Goal::Publish).err().unwrap_or_default();
            let said = |errors: &FieldErrors, name: &str| errors.0.iter().any(|e| e.field == name);
            let missing =
                whole.0.into_iter().filter(|e| !said(&kept, &e.field) && !said(&wrong, &e.field));
            let missing = FieldErrors(missing.collect());
            wrong.0.extend(kept.0);
            Checked { number, draft: raw, wrong, missing, twice }
        })
        .collect()
    }

    fn draft(&self, row: &[String], choice: &Choice) -> (Draft, FieldErrors) {
        let mut errors = FieldErrors::default();
        let cell = |key: &str| {
            let place = choice.columns.iter().position(|c| c == key)?;
            row.get(place).map(String::as_str).filter(|c| !c.trim().is_empty())
        };
        let of = |column: Column| cell(column.key()).unwrap_or_default().to_owned();
        let lang = cell("lang").map_or_else(
            || Some(choice.lang.clone()),
            |word| self.one(Column::Lang, word, &mut errors).and_then(|l| Lang::parse(&l)),
        );
        let mut draft = Draft {
            title: of(Column::Title),
            summary: of(Column::Summary),
            body: of(Column::Body),
            group: choice.group,
            organisation: choice.organisation,
            visibility: choice.visibility,
            ..Draft::new(self.kind.name, lang.unwrap_or_else(|| choice.lang.clone()))
        };
        for column in &self.columns {
            let Some(typed) = cell(column.key()) else { continue };
            match column {
                Column::Sectors => draft.sectors = self.many(*column, typed, &mut errors),
                Column::Licence => draft.licence = self.one(*column, typed, &mut errors),
                Column::Published => match draft::parse_day(typed) {
                    Some(day) => draft.at = Some(day),
                    None => errors.add("published", "content-error-date"),
                },
                Column::Own(_, field) => {
                    let value = self.value(*column, field, typed, &mut errors);
                    draft.values.extend(value.map(|v| (field.name.to_owned(), v)));
                }
                _ => {}
            }
        }
        if draft.licence.is_none() && self.kind.licence && errors.of("licence").is_none() {
            draft.licence.clone_from(&choice.licence);
        }
        (draft, errors)
    }

    fn value(
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
                let word = plain(typed);
                let yes = self.find(column, &word).is_some() || matches!(&*word, "1" | "x" | "х");
                yes.then_some(Value::Bool(true))
            }
            Shape::Figures => {
                let row = |parts: Vec<String>| {
                    let mut row = Map::new();
                    for (name, part) in ["label", "before", "after", "unit"].iter().zip(parts) {
                        let unit = self.units.get(&plain(&part)).filter(|_| *name == "unit");
                        let part = unit.map_or(part, |u| (*u).to_owned());
                        row.insert((*name).to_owned(), Value::String(part));
                    }
                    Value::Object(row)
                };
                Some(Value::Array(rows_of(typed).into_iter().map(row).collect()))
            }
            Shape::Rows(columns) => {
                let row = |parts: Vec<String>| {
                    let named = columns.iter().zip(parts).filter(|(_, part)| !part.is_empty());
                    Value::Object(named.map(|(c, p)| (c.name.to_owned(), p.into())).collect())
                };
                Some(Value::Array(rows_of(typed).into_iter().map(row).collect()))
            }
            _ => Some(Value::String(typed.to_owned())),
        }
    }

    fn find(&self, column: Column, typed: &str) -> Option<String> {
        self.known.get(column.key())?.get(&plain(typed)).cloned()
    }

    fn one(&self, column: Column, typed: &str, errors: &mut FieldErrors) -> Option<String> {
        let word = self.find(column, typed);
        if word.is_none() {
            refuse(column, typed, errors);
        }
        word
    }

    /// Words of a cell: between semicolons or on lines of their own, or else between commas.
    fn many(&self, column: Column, typed: &str, errors: &mut FieldErrors) -> Vec<String> {
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

fn words_are_langs(column: Column) -> bool {
    match column {
        Column::Lang => true,
        Column::Own(_, field) => field.shape == Shape::Langs,
        _ => false,
    }
}

fn refuse(column: Column, typed: &str, errors: &mut FieldErrors) {
    let word = text::excerpt(&text::line(typed), 60);
    errors.add_with(column.key(), "table-error-word", vec![("word", word)]);
}

/// The rows within a cell and their parts.
fn rows_of(typed: &str) -> Vec<Vec<String>> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf;

    #[test]
    fn a_heading_means_its_own_column_or_nothing() {
        for (shelf, tr) in shelf::ALL
            .iter()
            .flat_map(|s| web::Messages::load().languages().iter().map(move |tr| (*s, *tr)))
        {
            for kind in shelf.kinds {
                let words = Words::of(kind);
                let own = words.columns().iter().map(|c| c.key()).collect::<Vec<_>>();
                for column in of(shelf.kinds) {
                    let meant = words.guess(&[column.label(shelf, tr)]).remove(0);
                    let key = column.key();
                    let expected = if own.contains(&key) { key } else { "" };
                    assert_eq!(
                        meant,
                        expected,
                        "{} {} ({tr:?})",
                        kind.name,
                        column.label(shelf, tr)
                    );
                }
            }
        }
    }

    #[test]
    fn headings_are_read_as_people_write_them() {
        let words = Words::of(&crate::practice::PRACTICE);
        let head = ["ЗАГЛАВИЕ:", " title ", "Country*", "cost_band", "Бележки"].map(String::from);
        assert_eq!(words.guess(&head), ["title", "", "country", "cost_band", ""]);
    }

    #[test]
    fn parts_of_a_row_are_told_apart() {
        assert_eq!(rows_of("a | b\\|c | \n\nд⏎е"), [vec!["a", "b|c", ""], vec!["д\nе"]]);
    }
}

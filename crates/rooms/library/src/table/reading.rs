//! From the cells of a row to a draft, and what is wrong with it.

mod cells;
mod words;

use std::collections::{HashMap, HashSet};

use content::{
    Draft, Goal, Kind, draft,
    tables::{Choice, Numbered, plain},
};
use domain::{FieldErrors, Lang};
use web::{Shelf, Tr};

use super::Column;

/// Everything that headings and cells of a table for one kind may say, in all languages of the interface.
pub struct Words {
    kind: &'static Kind,
    columns: Vec<Column>,
    headings: HashMap<String, &'static str>,
    /// By the names of columns: what is written, and the word for programs.
    known: HashMap<&'static str, HashMap<String, String>>,
    units: HashMap<String, &'static str>,
    /// What says no, in all languages of the interface.
    no: HashSet<String>,
}

/// A row as it was read.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Its number, as programs for tables show it.
    pub number: i64,
    /// What it would become.
    pub draft: Draft,
    /// What cannot be taken as it is.
    pub wrong: FieldErrors,
    /// What is missing before it can be published.
    pub missing: FieldErrors,
    /// Whether its author has one with this title, or the table has it twice.
    pub twice: bool,
    /// Whether others have published one with this title where it is to go.
    pub alike: bool,
}

/// Titles that are there already.
#[derive(Debug, Default)]
pub struct Here {
    /// Of the author's own things, drafts and what waits included.
    pub own: Vec<String>,
    /// Of what others have published in the same community or for the same organisation.
    pub near: Vec<String>,
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
        let said = errors
            .0
            .iter()
            .map(|error| web::form::named_error(tr, &words.label(&error.field, shelf, tr), error));
        said.collect()
    }

    /// What is wrong with it, in one: also that it would come twice.
    pub fn errors(&self) -> FieldErrors {
        let mut errors = self.wrong.clone();
        if self.twice {
            errors.add("title", "table-row-twice");
        }
        errors
    }
}

/// What a formula that has failed leaves in its cell.
const FAILED: [&str; 10] = [
    "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#DATA!", "#SPILL!",
    "#CALC!",
];

impl Words {
    /// All rows below the heading.
    pub fn read(&self, cells: &[Numbered], choice: &Choice, here: &Here) -> Vec<Checked> {
        let own: HashSet<String> = here.own.iter().map(|t| plain(t)).collect();
        let near: HashSet<String> = here.near.iter().map(|t| plain(t)).collect();
        let mut new = HashSet::new();
        let rows = cells.iter().skip(1).map(|row| {
            let (raw, mut wrong) = self.draft(&row.cells, choice);
            let title = plain(&raw.title);
            let alike = !title.is_empty() && near.contains(&title);
            let twice = !title.is_empty() && (own.contains(&title) || !new.insert(title));
            let kept = draft::check(self.kind, &raw, Goal::Keep).err().unwrap_or_default();
            let whole = draft::check(self.kind, &raw, Goal::Publish).err().unwrap_or_default();
            let said = |errors: &FieldErrors, name: &str| errors.0.iter().any(|e| e.field == name);
            let missing =
                whole.0.into_iter().filter(|e| !said(&kept, &e.field) && !said(&wrong, &e.field));
            let missing = FieldErrors(missing.collect());
            // What could not be read is not also said to be missing.
            let kept = kept.0.into_iter().filter(|e| !said(&wrong, &e.field));
            let kept: Vec<_> = kept.collect();
            wrong.0.extend(kept);
            Checked { number: row.number, draft: raw, wrong, missing, twice, alike }
        });
        rows.collect()
    }

    fn draft(&self, row: &[String], choice: &Choice) -> (Draft, FieldErrors) {
        let mut errors = FieldErrors::default();
        let failed = |cell: &str| FAILED.contains(&cell.trim());
        for (key, cell) in choice.columns.iter().zip(row).filter(|(key, _)| !key.is_empty()) {
            if failed(cell) {
                let word = cell.trim().to_owned();
                errors.add_with(key.clone(), "table-error-formula", vec![("word", word)]);
            }
        }
        let cell = |key: &str| {
            let place = choice.columns.iter().position(|c| c == key)?;
            row.get(place).map(String::as_str).filter(|c| !c.trim().is_empty() && !failed(c))
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
                    Ok(day) => draft.at = Some(day),
                    Err(key) => errors.add("published", key),
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
}

#[cfg(test)]
mod tests;

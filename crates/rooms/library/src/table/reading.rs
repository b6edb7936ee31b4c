//! From the cells of a row to a draft, and what is wrong with it.

use std::collections::{HashMap, HashSet};

use content::{
    Draft, Field, Goal, Kind, Shape, draft,
    kind::lists,
    tables::{CELLS_MAX, Choice, Numbered, Said, plain},
};
use domain::{FieldErrors, Lang, text};
use serde_json::{Map, Value, json};
use web::{Shelf, ToArg, Tr};

use super::{Column, NEW_LINE, PARTS, given, of};

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

/// The parts of a figure, in the order in which they are written.
const FIGURE: [&str; 4] = ["label", "before", "after", "unit"];

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

/// How people and programs for tables say that something is so, and that it is not, besides the words of the
/// interface.
const YES: [&str; 11] = ["1", "x", "х", "+", "✓", "✔", "true", "истина", "вярно", "yes", "да"];
const NO: [&str; 9] = ["0", "-", "–", "—", "false", "лъжа", "невярно", "no", "не"];

impl Words {
    /// The words for one kind, as its shelf says them.
    pub fn of(kind: &'static Kind, shelf: &Shelf) -> Self {
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
            // What people call it in tables of their own, whose headings nobody has chosen for us.
            let also = format!("table-also-{}", column.key().replace('_', "-"));
            for word in languages.iter().filter_map(|tr| tr.find(&also)).flat_map(|w| w.split(','))
            {
                headings.entry(plain(word)).or_insert(column.key());
            }
        }
        let mut units = HashMap::new();
        for unit in lists::UNITS {
            units.insert(plain(unit), *unit);
            for tr in languages {
                units.insert(plain(tr.t(&format!("unit-{unit}"))), *unit);
            }
        }
        let no = languages.iter().map(|tr| plain(tr.t("form-no"))).collect();
        Self { kind, columns, headings, known: words, units, no }
    }

    /// The heading of a field, whatever part of it is meant; empty for what is none.
    fn label(&self, field: &str, shelf: &Shelf, tr: Tr) -> String {
        let name = field.split('.').next().unwrap_or_default();
        let column = self.columns.iter().find(|c| c.key() == name);
        column.map(|c| c.label(shelf, tr)).unwrap_or_default()
    }

    /// What was kept of an error: „Costs: choose one of these“.
    pub fn said(&self, said: &Said, shelf: &Shelf, tr: Tr) -> String {
        if !tr.knows(&said.key) {
            return tr.t("table-row-failed").to_owned();
        }
        let args: Vec<(&str, &dyn ToArg)> =
            said.args.iter().map(|(name, value)| (name.as_str(), value as &dyn ToArg)).collect();
        let message = tr.tf(&said.key, &args);
        web::form::named_text(tr, &self.label(&said.field, shelf, tr), message)
    }

    /// The kind.
    pub fn kind(&self) -> &'static Kind {
        self.kind
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
    fn flag(&self, column: Column, typed: &str) -> Option<bool> {
        let word = plain(typed);
        if self.find(column, &word).is_some() || YES.contains(&&*word) {
            return Some(true);
        }
        (NO.contains(&&*word) || self.no.contains(&word)).then_some(false)
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
        for (shelf, tr) in shelf::OWN
            .iter()
            .flat_map(|s| web::Messages::load().languages().iter().map(move |tr| (*s, *tr)))
        {
            for kind in shelf.kinds {
                let words = Words::of(kind, shelf);
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
        let words = Words::of(&crate::practice::PRACTICE, &shelf::PRACTICES);
        let head = ["ЗАГЛАВИЕ:", " title ", "Country*", "cost_band", "Бележки"].map(String::from);
        assert_eq!(words.guess(&head), ["title", "", "country", "cost_band", ""]);
        let head = ["Наименование", "Кратко описание", "Община", "Theme", "сайт"].map(String::from);
        assert_eq!(words.guess(&head), ["title", "summary", "city", "sectors", "website"]);
    }

    /// A row of one cell below the heading of this field, as it is read.
    fn read(kind: &'static Kind, field: &str, cell: &str) -> Checked {
        let shelf = shelf::OWN.into_iter().find(|s| s.kind(kind.name).is_some()).unwrap();
        let words = Words::of(kind, shelf);
        let choice = Choice {
            columns: vec!["title".to_owned(), field.to_owned()],
            lang: Lang::bulgarian(),
            group: None,
            organisation: None,
            visibility: domain::Visibility::Public,
            licence: None,
        };
        let row = |number, cells: [&str; 2]| Numbered {
            number,
            cells: cells.iter().map(|c| (*c).to_owned()).collect(),
        };
        let cells = [row(1, ["Title", field]), row(4, ["Заглавие", cell])];
        words.read(&cells, &choice, &Here::default()).remove(0)
    }

    fn keys(checked: &Checked) -> Vec<&'static str> {
        checked.wrong.0.iter().map(|e| e.key).collect()
    }

    /// A field of this shape, wherever there is one.
    fn with(shape: impl Fn(&Shape) -> bool) -> (&'static Kind, &'static Field) {
        let kinds = shelf::OWN.iter().flat_map(|shelf| shelf.kinds.iter().copied());
        let mut fields = kinds.flat_map(|kind| kind.fields.iter().map(move |field| (kind, field)));
        fields.find(|(_, field)| shape(&field.shape)).unwrap()
    }

    #[test]
    fn a_row_keeps_its_number() {
        assert_eq!(read(&crate::practice::PRACTICE, "summary", "x").number, 4);
    }

    #[test]
    fn yes_and_no_are_understood_and_nothing_else() {
        let words = Words::of(&crate::practice::PRACTICE, &shelf::PRACTICES);
        let flag = |typed| words.flag(Column::Title, typed);
        for yes in ["да", "Yes", "ИСТИНА", "TRUE", "x", "1", " Х "] {
            assert_eq!(flag(yes), Some(true), "{yes}");
        }
        for no in ["не", "No", "ЛЪЖА", "FALSE", "0", "-"] {
            assert_eq!(flag(no), Some(false), "{no}");
        }
        for neither in ["може би", "2", "?"] {
            assert_eq!(flag(neither), None, "{neither}");
        }
    }

    #[test]
    fn parts_without_a_column_are_refused() {
        let (kind, field) = with(|shape| *shape == Shape::Figures);
        let row = read(kind, field.name, "чакане | 1 | 2 | дни | още");
        assert_eq!(keys(&row), ["table-error-parts"]);
        let (kind, field) = with(|shape| matches!(shape, Shape::Rows(_)));
        let Shape::Rows(columns) = field.shape else { panic!("of this shape") };
        let long = vec!["x"; columns.len() + 1].join(PARTS);
        assert_eq!(keys(&read(kind, field.name, &long)), ["table-error-parts"]);
        // Empty parts are none.
        let empty = format!("x{}", PARTS.repeat(columns.len() + 2));
        assert!(!keys(&read(kind, field.name, &empty)).contains(&"table-error-parts"));
    }

    #[test]
    fn what_a_failed_formula_leaves_is_refused() {
        let kind = &crate::practice::PRACTICE;
        let row = read(kind, "summary", " #REF! ");
        assert_eq!(keys(&row), ["table-error-formula"]);
        assert_eq!(row.draft.summary, "");
        assert!(read(kind, "summary", "#дигитално").wrong.is_empty());
    }

    #[test]
    fn numbers_of_workbooks_mean_what_they_say() {
        let (kind, field) = with(|shape| *shape == Shape::Money);
        assert!(read(kind, field.name, "1.234.567").wrong.is_empty());
        assert_eq!(keys(&read(kind, field.name, "1234.5670")), ["content-error-money"]);
        assert_eq!(keys(&read(kind, field.name, "0.1250")), ["content-error-money"]);
    }

    #[test]
    fn titles_of_others_are_a_warning_only() {
        let words = Words::of(&crate::practice::PRACTICE, &shelf::PRACTICES);
        let choice = Choice {
            columns: vec!["title".to_owned()],
            lang: Lang::bulgarian(),
            group: None,
            organisation: None,
            visibility: domain::Visibility::Public,
            licence: None,
        };
        let row = |number: i64, title: &str| Numbered { number, cells: vec![title.to_owned()] };
        let cells =
            [row(1, "Title"), row(2, "Мое"), row(3, "Чуждо."), row(4, "ново"), row(5, "Ново")];
        let here = Here { own: vec!["мое".to_owned()], near: vec!["Чуждо".to_owned()] };
        let rows = words.read(&cells, &choice, &here);
        let twice: Vec<bool> = rows.iter().map(|row| row.twice).collect();
        let alike: Vec<bool> = rows.iter().map(|row| row.alike).collect();
        assert_eq!(twice, [true, false, false, true]);
        assert_eq!(alike, [false, true, false, false]);
        assert!(rows[1].fits());
    }

    #[test]
    fn parts_of_a_row_are_told_apart() {
        assert_eq!(rows_of("a | b\\|c | \n\nд⏎е"), [vec!["a", "b|c", ""], vec!["д\nе"]]);
    }
}

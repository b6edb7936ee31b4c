//! What headings and cells may say, in all languages of the interface, and what is said of them.

use std::collections::HashMap;

use content::{
    Kind, Shape,
    kind::lists,
    tables::{CELLS_MAX, Said, plain},
};
use web::{Shelf, ToArg, Tr};

use super::{
    super::{Column, given, of},
    Words,
};

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
    pub(super) fn label(&self, field: &str, shelf: &Shelf, tr: Tr) -> String {
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
}

fn words_are_langs(column: Column) -> bool {
    match column {
        Column::Lang => true,
        Column::Own(_, field) => field.shape == Shape::Langs,
        _ => false,
    }
}

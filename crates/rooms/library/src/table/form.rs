//! The empty table in which things are described: its columns, the words that can stand in them, and what helps
//! whoever fills them in.

use content::{Kind, Shape};
use web::{
    Shelf, Tr,
    table::{self, Asked},
};

use super::{Column, PARTS, given};

/// The columns of the empty table for a kind.
pub fn asked_of(kind: &'static Kind, shelf: &Shelf, tr: Tr) -> Vec<Asked> {
    let columns = given(kind).into_iter().map(|column| Asked {
        head: table::Column::new(column.key(), column.label(shelf, tr)),
        options: column.words(tr).into_iter().map(|(_, label)| label).collect(),
        many: column.is_many(),
        hint: hint(column, kind, shelf, tr),
    });
    columns.collect()
}

/// What the form says of a column, and how its cells are written where that is not plain.
fn hint(column: Column, kind: &Kind, shelf: &Shelf, tr: Tr) -> String {
    let key = match column {
        Column::Own(of, field) => of.label_key(field.name),
        Column::Title | Column::Summary | Column::Sectors | Column::Licence | Column::Lang => {
            shelf.key_of(tr, kind, &format!("library-{}", column.key()))
        }
        _ => format!("table-{}", column.key()),
    };
    let said = tr.find(&format!("{key}.hint")).or_else(|| tr.find(&format!("{key}-hint")));
    let parts = parts(column, tr);
    let written = if parts.is_empty() {
        String::new()
    } else {
        tr.t1("table-form-parts", "parts", parts.join(PARTS))
    };
    let both = [said.unwrap_or_default(), &*written].into_iter().filter(|text| !text.is_empty());
    both.collect::<Vec<_>>().join(" ")
}

/// What the parts of a line are called, in a column whose cells have lines of several parts.
fn parts(column: Column, tr: Tr) -> Vec<&'static str> {
    let Column::Own(kind, field) = column else { return Vec::new() };
    let keys: Vec<String> = match field.shape {
        Shape::Figures => {
            ["label", "before", "after", "unit"].map(|p| format!("figures-{p}")).into()
        }
        Shape::Rows(columns) => {
            columns.iter().map(|c| kind.column_key(field.name, c.name)).collect()
        }
        _ => Vec::new(),
    };
    keys.iter().filter_map(|key| tr.find(key)).collect()
}

#[cfg(test)]
mod tests {
    use content::{
        Draft,
        tables::{Choice, Numbered},
    };
    use domain::Lang;
    use serde_json::Value;

    use super::*;
    use crate::{
        shelf,
        table::{Here, Words},
    };

    /// What a row has taken of a cell, in the words for programs.
    fn taken(column: Column, draft: &Draft) -> Vec<String> {
        let Column::Own(_, field) = column else {
            return match column {
                Column::Lang => vec![draft.lang.as_str().to_owned()],
                Column::Sectors => draft.sectors.clone(),
                Column::Licence => draft.licence.iter().cloned().collect(),
                _ => panic!("{} offers no words", column.key()),
            };
        };
        match draft.values.get(field.name) {
            Some(Value::Array(all)) => {
                all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            Some(Value::String(word)) => vec![word.clone()],
            Some(Value::Bool(yes)) => vec![yes.to_string()],
            _ => Vec::new(),
        }
    }

    /// Rows of one cell below the heading of this column, as they are read.
    fn read(words: &Words, key: &str, label: &str, cells: &[String]) -> Vec<(Draft, bool)> {
        let choice = Choice {
            columns: words.guess(&[label.to_owned()]),
            lang: Lang::bulgarian(),
            group: None,
            organisation: None,
            visibility: domain::Visibility::Public,
            licence: None,
        };
        assert_eq!(choice.columns, [key], "{label}");
        let head = std::iter::once(label.to_owned());
        let rows = (1..).zip(head.chain(cells.iter().cloned()));
        let rows: Vec<Numbered> =
            rows.map(|(number, cell)| Numbered { number, cells: vec![cell] }).collect();
        let read = words.read(&rows, &choice, &Here::default()).into_iter();
        read.map(|row| (row.draft, row.wrong.of(key).is_none())).collect()
    }

    #[test]
    fn every_word_that_is_offered_is_taken() {
        let mut offered = 0;
        for (shelf, tr) in shelf::OWN
            .iter()
            .flat_map(|s| web::Messages::load().languages().iter().map(move |tr| (*s, *tr)))
        {
            for kind in shelf.kinds {
                let words = Words::of(kind, shelf);
                for (asked, column) in asked_of(kind, shelf, tr).into_iter().zip(given(kind)) {
                    let (key, label) = (column.key(), asked.head.label.as_str());
                    let meant: Vec<String> = column.words(tr).into_iter().map(|(w, _)| w).collect();
                    let rows = read(&words, key, label, &asked.options);
                    for ((draft, fits), word) in rows.iter().zip(&meant) {
                        assert!(*fits, "{} {key}: {word} ({tr:?})", kind.name);
                        assert_eq!(taken(column, draft), [word.as_str()], "{} {key}", kind.name);
                        offered += 1;
                    }
                    if asked.many {
                        let several = asked.options[..2].join("; ");
                        let (draft, fits) = read(&words, key, label, &[several]).remove(0);
                        assert!(fits, "{} {key} ({tr:?})", kind.name);
                        assert_eq!(taken(column, &draft), meant[..2], "{} {key}", kind.name);
                    }
                }
            }
        }
        assert!(offered > 100, "{offered}");
    }

    #[test]
    fn columns_say_what_helps() {
        for tr in web::Messages::load().languages() {
            let all = asked_of(&crate::practice::PRACTICE, &shelf::PRACTICES, *tr);
            let hint =
                |key: &str| all.iter().find(|a| a.head.key == key).map(|a| a.hint.clone()).unwrap();
            assert_eq!(hint("title"), tr.t("library-title.hint"));
            assert_eq!(hint("country"), tr.t("practice-country-hint"));
            assert_eq!(hint("published"), tr.t("table-published.hint"));
            let figures = all.iter().find(|a| a.hint.contains(tr.t("figures-before"))).unwrap();
            assert!(figures.hint.contains(PARTS), "{}", figures.hint);
        }
    }
}

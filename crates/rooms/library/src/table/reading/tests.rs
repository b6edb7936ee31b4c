use content::{Field, Shape};

use super::cells::rows_of;
use super::*;
use crate::{
    shelf,
    table::{PARTS, of},
};

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
                assert_eq!(meant, expected, "{} {} ({tr:?})", kind.name, column.label(shelf, tr));
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
    let cells = [row(1, "Title"), row(2, "Мое"), row(3, "Чуждо."), row(4, "ново"), row(5, "Ново")];
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

//! A table as a workbook with one sheet: a frozen heading, columns as wide as what is in them.

use domain::{Error, Result, day::Date, text};
use futures::TryStreamExt as _;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, ExcelDateTime, Format, FormatAlign, Formula,
    Workbook, Worksheet, XlsxError, utility::column_number_to_name,
};

use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::{Asked, Cell, Column, Rows};
use crate::Tr;

/// The most characters that one cell can hold.
const CELL_MAX: usize = 32_767;
/// The last row of a form in which words are offered.
const LAST_ROW: u32 = 2_000;
/// The longest title and the longest text that a program shows at a cell, in UTF-16.
const TITLE_MAX: usize = 32;
const NOTE_MAX: usize = 255;
/// How wide a column may be, in characters.
const WIDEST: usize = 60;
/// The longest name of a sheet, in UTF-16.
const SHEET_MAX: usize = 31;
/// The format (ECMA-376, 18.8.30) with which every program shows days as they are written where it is used.
const DAYS: u8 = 14;
/// How wide a day is, however it is written.
const DAY_WIDTH: usize = 10;
/// The first year of which programs count the days alike.
const FIRST_YEAR: i16 = 1901;

/// Rows that are read before those before them are written.
const AHEAD: usize = 100;

/// The workbook with one sheet that is called by its title. Its rows are written to the disk as they come; the place is given back when it is made, also when
/// nobody waits for it any more.
pub(super) async fn write(
    place: OwnedSemaphorePermit,
    title: String,
    columns: Vec<Column>,
    mut rows: Rows,
) -> Result<Vec<u8>> {
    let (send, come) = mpsc::channel(AHEAD);
    let made = tokio::task::spawn_blocking(move || {
        let _place = place;
        book(&title, &columns, come)
    });
    while let Some(row) = rows.try_next().await? {
        // Whoever writes has given up, and says why.
        if send.send(row).await.is_err() {
            break;
        }
    }
    drop(send);
    made.await.map_err(Error::internal)?.map_err(Error::internal)
}

fn book(
    title: &str,
    columns: &[Column],
    mut rows: mpsc::Receiver<Vec<Cell>>,
) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without a folder for such things, it stands in memory.
    let mut sheet = book.new_worksheet_with_constant_memory().unwrap_or_else(|error| {
        tracing::warn!(%error, "a workbook is made in memory");
        Worksheet::new()
    });
    sheet.set_name(sheet_name(title))?;
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let days = body.clone().set_num_format_index(DAYS).set_align(FormatAlign::Left);
    let mut widths: Vec<usize> = Vec::new();
    for (place, column) in (0_u16..).zip(columns) {
        sheet.write_string_with_format(0, place, &column.label, &head)?;
        widths.push(column.label.chars().count());
    }
    let mut number = 0_u32;
    while let Some(row) = rows.blocking_recv() {
        number += 1;
        for ((place, cell), width) in (0_u16..).zip(row).zip(&mut widths) {
            write_cell(&mut sheet, (number, place), cell, [&body, &days], width)?;
        }
    }
    for (place, width) in (0_u16..).zip(widths) {
        let width = u32::try_from(width.clamp(8, WIDEST)).unwrap_or(8);
        sheet.set_column_width(place, f64::from(width) + 2.0)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    book.push_worksheet(sheet);
    book.save_to_buffer()
}

/// An empty workbook to be filled in.
pub(super) async fn form(title: String, columns: Vec<Asked>, tr: Tr) -> Result<Vec<u8>> {
    let made = tokio::task::spawn_blocking(move || empty(&title, &columns, tr)).await;
    made.map_err(Error::internal)?.map_err(Error::internal)
}

fn empty(title: &str, columns: &[Asked], tr: Tr) -> std::result::Result<Vec<u8>, XlsxError> {
    let (mut book, mut sheet, mut options) = (Workbook::new(), Worksheet::new(), Worksheet::new());
    let words = tr.t("table-words");
    // It stays in sight: where several words can stand in a cell, they are copied from there.
    options.set_name(words)?;
    let name = sheet_name(title);
    if text::fold(&name) != text::fold(words) {
        sheet.set_name(name)?;
    }
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    let mut listed: u16 = 0;
    for (place, asked) in (0_u16..).zip(columns) {
        sheet.write_string_with_format(0, place, &asked.head.label, &head)?;
        // Excel makes days and numbers of what looks like one, and of some codes too.
        sheet.set_column_format(place, &cell)?;
        sheet.set_column_width(place, if asked.options.is_empty() { 32.0 } else { 22.0 })?;
        let mut rule = DataValidation::new();
        if !asked.options.is_empty() {
            options.write_string_with_format(0, listed, &asked.head.label, &head)?;
            options.set_column_width(listed, 32.0)?;
            let mut last = 0;
            for (row, option) in (1_u32..).zip(&asked.options) {
                options.write_string(row, listed, option)?;
                last = row;
            }
            let column = column_number_to_name(listed);
            let range = format!("='{words}'!${column}$2:${column}${}", last + 1);
            rule = offer(rule, &range, asked, tr)?;
            listed += 1;
        }
        sheet.add_data_validation(1, place, LAST_ROW, place, &explain(rule, asked, tr)?)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    book.push_worksheet(sheet);
    book.push_worksheet(options);
    book.save_to_buffer()
}

/// Offers the words of a cell.
fn offer(
    rule: DataValidation,
    range: &str,
    asked: &Asked,
    tr: Tr,
) -> std::result::Result<DataValidation, XlsxError> {
    let rule = rule.allow_list_formula(Formula::new(range));
    let rule = rule.set_error_style(DataValidationErrorStyle::Warning);
    if asked.many {
        // A program for tables offers one word; several are typed with semicolons between them.
        return Ok(rule.show_error_message(false));
    }
    rule.set_error_message(fitting(tr.t("table-form-other"), NOTE_MAX))
}

/// Says at a cell what it is for.
fn explain(
    rule: DataValidation,
    asked: &Asked,
    tr: Tr,
) -> std::result::Result<DataValidation, XlsxError> {
    let note = note(asked, tr);
    if note.is_empty() {
        return Ok(rule);
    }
    rule.set_input_title(short(&asked.head.label, TITLE_MAX))?.set_input_message(note)
}

/// What helps at a cell, and how several words are told apart where they can stand there.
fn note(asked: &Asked, tr: Tr) -> String {
    let many = if asked.many { tr.t("table-form-many") } else { "" };
    let room = NOTE_MAX - many.encode_utf16().count() - 1;
    let hint = short(&asked.hint, room);
    let parts = [hint.as_str(), many].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n")
}

/// The beginning of a text that is no longer than this in UTF-16, cut at a word.
fn short(text: &str, most: usize) -> String {
    fitting(&text::excerpt(text, most - 1), most).to_owned()
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, place): (u32, u16),
    cell: Cell,
    [format, days]: [&Format; 2],
    width: &mut usize,
) -> std::result::Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Number(n) => {
            sheet.write_number_with_format(row, place, n, format)?;
        }
        Cell::Day(day) => match counted(day) {
            Some(counted) => {
                *width = DAY_WIDTH.max(*width);
                sheet.write_datetime_with_format(row, place, &counted, days)?;
            }
            None => {
                sheet.write_string_with_format(row, place, day.to_string(), format)?;
            }
        },
        Cell::Text(text) => {
            let longest = text.lines().map(|l| l.chars().count()).max().unwrap_or(0);
            *width = longest.max(*width);
            sheet.write_string_with_format(row, place, fitting(&text, CELL_MAX), format)?;
        }
    }
    Ok(())
}

/// A day as programs for tables count it; `None` for those that they count differently.
fn counted(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|_| day.year() >= FIRST_YEAR)?;
    let [month, day] = [day.month(), day.day()].map(|n| u8::try_from(n).unwrap_or(1));
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// A title as a sheet can be called.
fn sheet_name(title: &str) -> String {
    let title = title.replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
    let name = text::line(&title);
    let name = fitting(name.trim_matches('\''), SHEET_MAX).trim().trim_end_matches('\'');
    // One name belongs to Excel.
    if name.is_empty() || name.eq_ignore_ascii_case("history") {
        return "List".to_owned();
    }
    name.to_owned()
}

/// As much of a text as there is room for, which is counted in UTF-16.
fn fitting(text: &str, most: usize) -> &str {
    let mut units = 0;
    let over = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    over.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_table_is_a_workbook() {
        let (columns, rows) = super::super::tests::table();
        let books = super::super::Workbooks::default();
        let place = books.place().await.unwrap();
        let book = write(place, "Практики".into(), columns, rows).await.unwrap();
        assert!(book.starts_with(b"PK"));
        // The place is free again.
        drop(books.place().await.unwrap());
    }

    #[tokio::test]
    async fn what_cannot_be_read_makes_no_workbook() {
        let rows = vec![Ok(vec![Cell::text("x")]), Err(Error::NotFound)];
        let rows = futures::StreamExt::boxed(futures::stream::iter(rows));
        let books = super::super::Workbooks::default();
        let place = books.place().await.unwrap();
        let made = write(place, "x".into(), vec![Column::new("x", "x")], rows).await;
        assert!(matches!(made, Err(Error::NotFound)));
        drop(books.place().await.unwrap());
    }

    fn asked(label: &str, options: &[&str], many: bool, hint: &str) -> Asked {
        Asked {
            head: Column::new(label, label),
            options: options.iter().map(|o| (*o).to_owned()).collect(),
            many,
            hint: hint.to_owned(),
        }
    }

    fn tr(lang: &str) -> Tr {
        crate::Messages::load().get(lang).unwrap()
    }

    #[tokio::test]
    async fn a_form_is_a_workbook() {
        let long = "Опишете накратко какво е направено. ".repeat(40);
        let columns = vec![
            asked("Заглавие", &[], false, ""),
            asked(
                &"Държава, в която е направено ".repeat(3),
                &["България", "Финландия"],
                false,
                &long,
            ),
            asked("Сектори", &["Жилище", "Здраве"], true, &long),
        ];
        for title in ["Практики", "Допустими думи"] {
            let made = form(title.into(), columns.clone(), tr("bg")).await.unwrap();
            assert!(made.starts_with(b"PK"), "{title}");
        }
    }

    #[test]
    fn a_sheet_is_called_as_its_list() {
        let wide = "😀".repeat(20);
        let long = "Кой е приложил Едно гише за всички новодошли";
        for (title, name) in [
            ("Практики", "Практики"),
            ("Кой е [тук]: 1/2?", "Кой е тук 1 2"),
            ("'", "List"),
            (" * ", "List"),
            ("History", "List"),
            ("’Кавички’", "’Кавички’"),
            (long, "Кой е приложил Едно гише за вси"),
            (wide.as_str(), &wide[..15 * 4]),
        ] {
            let made = sheet_name(title);
            assert_eq!(made, name);
            assert!(made.encode_utf16().count() <= SHEET_MAX, "{made}");
            Worksheet::new().set_name(made).unwrap();
        }
    }

    #[test]
    fn days_are_counted_where_all_programs_count_alike() {
        let written = |year, month, day| counted(Date::new(year, month, day).unwrap()).is_some();
        assert!(written(2026, 3, 2) && written(1901, 1, 1) && written(2200, 12, 31));
        assert!(!written(1900, 1, 1) && !written(-5, 1, 1));
    }

    #[test]
    fn a_cell_says_what_it_is_for() {
        let many = tr("bg").t("table-form-many");
        assert_eq!(note(&asked("Заглавие", &[], false, ""), tr("bg")), "");
        assert_eq!(note(&asked("Държава", &["x"], false, "Къде?"), tr("bg")), "Къде?");
        assert_eq!(
            note(&asked("Сектори", &["x"], true, "Кои?"), tr("bg")),
            format!("Кои?\n{many}")
        );
        let long = "дума 😀 ".repeat(100);
        for lang in ["bg", "en"] {
            let note = note(&asked("Сектори", &["x"], true, &long), tr(lang));
            assert!(note.encode_utf16().count() <= NOTE_MAX, "{note}");
            assert!(note.ends_with(tr(lang).t("table-form-many")), "{note}");
        }
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let long = "я".repeat(40_000);
        assert_eq!(fitting(&long, CELL_MAX).chars().count(), CELL_MAX);
        let wide = "😀".repeat(20_000);
        assert_eq!(fitting(&wide, CELL_MAX).chars().count(), CELL_MAX / 2);
        assert_eq!(fitting("кратко", CELL_MAX), "кратко");
    }
}

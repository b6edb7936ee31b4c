//! A table as a workbook with one sheet: a frozen heading, columns as wide as what is in them.

use domain::{Error, Result};
use futures::TryStreamExt as _;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, FormatAlign, Formula, Workbook, Worksheet,
    XlsxError, utility::column_number_to_name,
};

use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::{Asked, Cell, Column, Rows, WORKBOOK_ROWS};

/// The most characters that one cell can hold.
const CELL_MAX: usize = 32_767;
/// The last row of a form in which words are offered.
const LAST_ROW: u32 = 2_000;
/// How wide a column may be, in characters.
const WIDEST: usize = 60;

/// Rows that are read before those before them are written.
const AHEAD: usize = 100;

/// The workbook, of the first [`WORKBOOK_ROWS`] rows. They are written to the disk as they come; the place is
/// given back when it is made, also when nobody waits for it any more.
pub(super) async fn write(
    place: OwnedSemaphorePermit,
    columns: Vec<Column>,
    rows: Rows,
) -> Result<Vec<u8>> {
    let most = usize::try_from(WORKBOOK_ROWS).unwrap_or(usize::MAX);
    let mut rows = futures::StreamExt::take(rows, most);
    let (send, come) = mpsc::channel(AHEAD);
    let made = tokio::task::spawn_blocking(move || {
        let _place = place;
        book(&columns, come)
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
    columns: &[Column],
    mut rows: mpsc::Receiver<Vec<Cell>>,
) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without a folder for such things, it stands in memory.
    let mut sheet = book.new_worksheet_with_constant_memory().unwrap_or_else(|error| {
        tracing::warn!(%error, "a workbook is made in memory");
        Worksheet::new()
    });
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut widths: Vec<usize> = Vec::new();
    for (place, column) in (0_u16..).zip(columns) {
        sheet.write_string_with_format(0, place, &column.label, &head)?;
        widths.push(column.label.chars().count());
    }
    let mut number = 0_u32;
    while let Some(row) = rows.blocking_recv() {
        number += 1;
        for ((place, cell), width) in (0_u16..).zip(row).zip(&mut widths) {
            write_cell(&mut sheet, number, place, cell, &body, width)?;
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
pub(super) async fn form(columns: Vec<Asked>, words: &'static str) -> Result<Vec<u8>> {
    let made = tokio::task::spawn_blocking(move || empty(&columns, words)).await;
    made.map_err(Error::internal)?.map_err(Error::internal)
}

fn empty(columns: &[Asked], words: &str) -> std::result::Result<Vec<u8>, XlsxError> {
    let (mut book, mut sheet, mut options) = (Workbook::new(), Worksheet::new(), Worksheet::new());
    options.set_name(words)?;
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    let mut listed: u16 = 0;
    for (place, asked) in (0_u16..).zip(columns) {
        sheet.write_string_with_format(0, place, &asked.head.label, &head)?;
        // Excel makes days and numbers of what looks like one, and of some codes too.
        sheet.set_column_format(place, &text)?;
        sheet.set_column_width(place, if asked.options.is_empty() { 32.0 } else { 22.0 })?;
        if asked.options.is_empty() {
            continue;
        }
        options.write_string_with_format(0, listed, &asked.head.label, &head)?;
        options.set_column_width(listed, 32.0)?;
        let mut last = 0;
        for (row, option) in (1_u32..).zip(&asked.options) {
            options.write_string(row, listed, option)?;
            last = row;
        }
        let column = column_number_to_name(listed);
        let range = format!("='{words}'!${column}$2:${column}${}", last + 1);
        let mut offer = DataValidation::new().allow_list_formula(Formula::new(range));
        if asked.many {
            // A program for tables offers one word; several are typed with semicolons between them.
            offer = offer.show_error_message(false);
        }
        offer = offer.set_error_style(DataValidationErrorStyle::Warning);
        sheet.add_data_validation(1, place, LAST_ROW, place, &offer)?;
        listed += 1;
    }
    sheet.set_freeze_panes(1, 0)?;
    book.push_worksheet(sheet);
    book.push_worksheet(options);
    book.save_to_buffer()
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    place: u16,
    cell: Cell,
    format: &Format,
    width: &mut usize,
) -> std::result::Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Number(n) => {
            sheet.write_number_with_format(row, place, n, format)?;
        }
        Cell::Text(text) => {
            let longest = text.lines().map(|l| l.chars().count()).max().unwrap_or(0);
            *width = longest.max(*width);
            sheet.write_string_with_format(row, place, fitting(&text), format)?;
        }
    }
    Ok(())
}

/// As much of a text as a cell can hold, which counts UTF-16.
fn fitting(text: &str) -> &str {
    let mut units = 0;
    let over = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > CELL_MAX
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
        let book = write(books.place().await.unwrap(), columns, rows).await.unwrap();
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
        let made = write(place, vec![Column::new("x", "x")], rows).await;
        assert!(matches!(made, Err(Error::NotFound)));
        drop(books.place().await.unwrap());
    }

    #[tokio::test]
    async fn a_form_is_a_workbook() {
        let asked = |label: &str, options: &[&str], many| Asked {
            head: Column::new(label, label),
            options: options.iter().map(|o| (*o).to_owned()).collect(),
            many,
        };
        let columns = vec![
            asked("Заглавие", &[], false),
            asked("Държава", &["България", "Финландия"], false),
            asked("Сектори", &["Жилище", "Здраве"], true),
        ];
        assert!(form(columns, "Думи").await.unwrap().starts_with(b"PK"));
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let long = "я".repeat(40_000);
        assert_eq!(fitting(&long).chars().count(), CELL_MAX);
        let wide = "😀".repeat(20_000);
        assert_eq!(fitting(&wide).chars().count(), CELL_MAX / 2);
        assert_eq!(fitting("кратко"), "кратко");
    }
}

//! A table of XLSX, XLS or ODS: the first sheet with anything in it, as rows of texts.

use std::io::{Cursor, Error, Read as _, Result, Write as _};

use calamine::{Data, ExcelDateTime, Range, Reader as _, open_workbook_auto_from_rs};
use content::files::reader::{TABLE_CELLS, TABLE_MAX, TABLE_ROWS};

pub(super) fn read() -> Result<()> {
    let mut book = Vec::new();
    std::io::stdin().lock().take(TABLE_MAX as u64).read_to_end(&mut book)?;
    let mut book = open_workbook_auto_from_rs(Cursor::new(book)).map_err(Error::other)?;
    let mut rows = Vec::new();
    for name in book.sheet_names() {
        rows = of(&book.worksheet_range(&name).map_err(Error::other)?);
        if !rows.is_empty() {
            break;
        }
    }
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &rows)?;
    out.flush()
}

/// The rows of a sheet, without empty ones at the end and between; of one that has too many, as many as tell so.
fn of(sheet: &Range<Data>) -> Vec<Vec<String>> {
    let filled = sheet.rows().filter(|row| row.iter().any(|cell| !matches!(cell, Data::Empty)));
    let rows = filled.take(TABLE_ROWS + 1).map(|row| {
        let used = row.iter().rposition(|cell| !matches!(cell, Data::Empty)).map_or(0, |at| at + 1);
        row[..used].iter().take(TABLE_CELLS + 1).map(text).collect()
    });
    rows.collect()
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        Data::Int(n) => n.to_string(),
        Data::Float(n) => n.to_string(),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(at) => day(*at),
    }
}

/// A day as ISO 8601-1 writes it; Excel keeps days as numbers.
fn day(at: ExcelDateTime) -> String {
    if !at.is_datetime() {
        return at.as_f64().to_string();
    }
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

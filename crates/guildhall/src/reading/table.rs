//! A table of XLSX, XLS or ODS: the first sheet with anything in it, as rows of texts.

use std::io::{Cursor, Error, Read as _, Result, Write as _};

use calamine::{Data, ExcelDateTime, Range, Reader as _, open_workbook_auto_from_rs};
use content::files::reader::{Numbered, TABLE_CELLS, TABLE_MAX, TABLE_ROWS};

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

/// The rows of a sheet that are not empty, with the numbers and columns that they have there; of one that has
/// too many, as many as tell so.
fn of(sheet: &Range<Data>) -> Vec<Numbered> {
    let (above, before) = sheet.start().unwrap_or_default();
    let first = i64::from(above) + 1;
    let before = usize::try_from(before).unwrap_or(usize::MAX).min(TABLE_CELLS + 1);
    let filled = (first..).zip(sheet.rows()).filter(|(_, row)| !row.iter().all(is_empty));
    let rows = filled.take(TABLE_ROWS + 1).map(|(number, row)| {
        let used = row.iter().rposition(|cell| !is_empty(cell)).map_or(0, |at| at + 1);
        let empty = std::iter::repeat_n(String::new(), before);
        let cells = empty.chain(row[..used].iter().map(text)).take(TABLE_CELLS + 1).collect();
        Numbered { number, cells }
    });
    rows.collect()
}

fn is_empty(cell: &Data) -> bool {
    match cell {
        Data::Empty => true,
        Data::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        // `#REF!` is refused where it is read; left out, it would be lost without a word.
        Data::Error(error) => error.to_string(),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        Data::Int(n) => n.to_string(),
        Data::Float(n) => number(*n),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(at) => day(*at),
    }
}

/// A number with a point before its decimals, as exactly as programs for tables show it (15 digits). Three
/// decimals become four: whoever types `1.234` may mean a thousand, a cell with a number does not.
fn number(n: f64) -> String {
    let shown: f64 = format!("{n:.14e}").parse().unwrap_or(n);
    let written = shown.to_string();
    match written.split_once('.') {
        Some((_, decimals)) if decimals.len() == 3 => format!("{written}0"),
        _ => written,
    }
}

/// A day as ISO 8601-1 writes it; Excel keeps days as numbers.
fn day(at: ExcelDateTime) -> String {
    if !at.is_datetime() {
        return number(at.as_f64());
    }
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use calamine::{Cell, CellErrorType};

    use super::*;

    #[test]
    fn numbers_cannot_be_taken_for_others() {
        for (n, written) in [
            (1234.567, "1234.5670"),
            (0.125, "0.1250"),
            (-1.5, "-1.5"),
            (38_000.0, "38000"),
            (0.1 + 0.2, "0.3"),
            (1_234.999_999_999_999_8, "1235"),
            (1e21, "1000000000000000000000"),
        ] {
            assert_eq!(number(n), written);
        }
    }

    #[test]
    fn rows_keep_the_numbers_and_columns_that_they_have_in_the_sheet() {
        let cells = vec![
            Cell::new((2, 1), Data::String("Title".into())),
            Cell::new((3, 1), Data::String(" ".into())),
            Cell::new((5, 1), Data::Float(2.0)),
            Cell::new((5, 2), Data::Error(CellErrorType::Ref)),
        ];
        let rows: Vec<(i64, Vec<String>)> =
            of(&Range::from_sparse(cells)).into_iter().map(Into::into).collect();
        let row = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        assert_eq!(rows, [(3, row(&["", "Title"])), (6, row(&["", "2", "#REF!"]))]);
    }
}

//! Comma-separated values: written as RFC 4180 says, read as programs for tables save them.

mod guard;

use bytes::Bytes;
use content::tables::{CELLS_MAX, Numbered, ROWS_MAX};
use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};
use domain::{Error, Lang, Result};
use encoding_rs::Encoding;
use futures::{Stream, StreamExt as _, stream};

use super::{Cell, Column, Rows};

/// The table as bytes, row by row.
pub(super) fn write(columns: Vec<Column>, rows: Rows) -> impl Stream<Item = Result<Bytes>> + Send {
    let head = columns.into_iter().map(|c| Cell::Text(c.label)).collect();
    let head = stream::iter([Ok(Bytes::from_static("\u{feff}".as_bytes())), line(head)]);
    head.chain(rows.map(|row| row.and_then(line)))
}

fn line(cells: Vec<Cell>) -> Result<Bytes> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells.into_iter().map(written)).map_err(Error::internal)?;
    Ok(Bytes::from(writer.into_inner().map_err(|e| Error::internal(e.into_error()))?))
}

fn written(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(n) => n.to_string(),
        Cell::Day(day) => day.to_string(),
        // Somebody else wrote it, and whoever opens the table must not run it.
        Cell::Text(text) => guard::put(&lines(&text)),
    }
}

/// The text with line feeds alone at the ends of its lines.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The rows of a CSV file that are not empty, with their numbers. It may be in UTF-8, UTF-16 or the old code
/// page of the language; between cells stands a comma, a semicolon or a tab. Of one with more than
/// [`ROWS_MAX`] rows or [`CELLS_MAX`] cells in one, as much as tells so. Lines within a cell end with a line feed.
/// `None` when it is no text.
///
/// It takes its time, and is not to be called in the threads of the runtime.
pub fn read(bytes: &[u8], lang: &Lang) -> Option<Vec<Numbered>> {
    // The reader passes over empty lines; that they are counted all the same, every line ends alike.
    let mut text = lines(&decode(bytes, lang)?);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let (mut rows, mut record, mut number) = (Vec::new(), StringRecord::new(), 0);
    while rows.len() <= ROWS_MAX {
        let before = reader.position().line();
        if !reader.read_record(&mut record).ok()? {
            break;
        }
        let within: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let lines = i64::try_from(reader.position().line() - before).unwrap_or(i64::MAX);
        number += (lines - i64::try_from(within).unwrap_or(i64::MAX)).max(1);
        let cells: Vec<String> = record.iter().take(CELLS_MAX + 1).map(guard::take_away).collect();
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            let wide = cells.len() > CELLS_MAX;
            rows.push(Numbered { number, cells });
            if wide {
                break;
            }
        }
    }
    Some(rows)
}

fn decode(bytes: &[u8], lang: &Lang) -> Option<String> {
    let text = match (Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        (Some((encoding, length)), _) => {
            encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned()
        }
        (None, Ok(text)) => text.to_owned(),
        (None, Err(_)) => code_page(lang).decode_without_bom_handling(bytes).0.into_owned(),
    };
    // No text has such characters; programs and pictures do.
    (!text.contains('\0')).then_some(text)
}

/// The code page in which Windows saves what is not Unicode, where this language is spoken.
fn code_page(lang: &Lang) -> &'static Encoding {
    match lang.primary() {
        "bg" | "ru" | "uk" | "be" | "mk" | "sr" => encoding_rs::WINDOWS_1251,
        "el" => encoding_rs::WINDOWS_1253,
        "tr" => encoding_rs::WINDOWS_1254,
        "ar" | "fa" | "ur" => encoding_rs::WINDOWS_1256,
        "et" | "lv" | "lt" => encoding_rs::WINDOWS_1257,
        "pl" | "cs" | "sk" | "hu" | "sl" | "hr" | "bs" | "ro" | "sq" => encoding_rs::WINDOWS_1250,
        _ => encoding_rs::WINDOWS_1252,
    }
}

/// What stands most often between the cells of the first row.
fn delimiter(text: &str) -> u8 {
    let (mut quoted, mut counts) = (false, [(b',', 0), (b';', 0), (b'\t', 0)]);
    for byte in text.trim_start_matches('\n').bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            byte => counts.iter_mut().filter(|(b, _)| *b == byte).for_each(|(_, n)| *n += 1),
        }
    }
    let mut best = counts[0];
    for count in &counts[1..] {
        if count.1 > best.1 {
            best = *count;
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        read(bytes, &Lang::bulgarian()).unwrap().into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn tables_are_read_as_programs_save_them() {
        let expected = [["Заглавие", "Град"], ["Гише; „едно“", "Хасково"]];
        let comma = "Заглавие,Град\r\n\r\nГише; „едно“,Хасково";
        assert_eq!(rows(comma.as_bytes()), expected);
        assert_eq!(rows(format!("\u{feff}{comma}").as_bytes()), expected);
        assert_eq!(rows("Заглавие;Град\n\"Гише; „едно“\";Хасково\n;\n".as_bytes()), expected);
        let tabs = "Заглавие\tГрад\nГише; „едно“\tХасково\n";
        let wide: Vec<u8> =
            std::iter::once(0xFEFF).chain(tabs.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&wide), expected);
        let (old, ..) =
            encoding_rs::WINDOWS_1251.encode("Заглавие;Град\n\"Гише; „едно“\";Хасково\n");
        assert_eq!(rows(&old), expected);
    }

    #[test]
    fn quotes_are_read_as_they_are_written() {
        let table = "a,\"x \"\"y\"\"\r\nz\",\"\",5\" pipe\r\"b\" c,d\n\"open,\n";
        let expected = [vec!["a", "x \"y\"\nz", "", "5\" pipe"], vec!["b c", "d"], vec!["open,\n"]];
        assert_eq!(rows(table.as_bytes()), expected);
    }

    #[test]
    fn rows_bear_the_numbers_that_programs_show() {
        let table = "\r\nTitle,City\r\n,\r\n\r\n\"two\nlines\",Sofia\nlast,\n\n";
        let read = read(table.as_bytes(), &Lang::english()).unwrap();
        let numbers: Vec<i64> = read.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [2, 5, 6]);
        let old = Vec::from(table.replace("\r\n", "\r").replace('\n', "\r"));
        let read_old = super::read(&old, &Lang::english()).unwrap();
        assert_eq!(read_old.iter().map(|row| row.number).collect::<Vec<_>>(), numbers);
        let bare = super::read(b"a\n\n\nb", &Lang::english()).unwrap();
        assert_eq!(bare.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 4]);
        assert_eq!(read[2].cells, ["last", ""]);
    }

    #[test]
    fn no_more_is_read_than_tells_that_it_is_too_much() {
        let many = "a\n".repeat(ROWS_MAX * 3);
        assert_eq!(rows(many.as_bytes()).len(), ROWS_MAX + 1);
        let wide = format!("a,b\n{}\nc,d\n", "x,".repeat(CELLS_MAX * 3));
        let read = rows(wide.as_bytes());
        assert_eq!(read.len(), 2);
        assert!(read[1].len() > CELLS_MAX && read[1].len() <= CELLS_MAX + 2);
    }

    #[test]
    fn what_is_no_text_is_no_table() {
        assert_eq!(read(b"PK\x03\x04\0\0", &Lang::english()), None);
        assert_eq!(read(b"", &Lang::english()), Some(Vec::new()));
    }

    #[test]
    fn only_formulas_lose_their_mark() {
        let read = rows("'=1+1,'90s,-5\n".as_bytes());
        assert_eq!(read, [["=1+1", "'90s", "-5"]]);
    }
}

//! Comma-separated values: written as RFC 4180 says, read as programs for tables save them.

use bytes::Bytes;
use csv::{ReaderBuilder, Terminator, WriterBuilder};
use domain::{Error, Lang, Result};
use encoding_rs::Encoding;
use futures::{Stream, StreamExt as _, stream};

use super::{Cell, Column, Rows};

/// What a program for tables takes for a formula when a text begins with it.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

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
        // Somebody else wrote it, and whoever opens the table must not run it.
        Cell::Text(text) if text.starts_with(FORMULA) => format!("'{text}"),
        Cell::Text(text) => text,
    }
}

/// The rows of a CSV file, without empty ones. It may be in UTF-8, UTF-16 or the old code page of the
/// language; between cells stands a comma, a semicolon or a tab. `None` when it is no text.
pub fn read(bytes: &[u8], lang: &Lang) -> Option<Vec<Vec<String>>> {
    let text = decode(bytes, lang)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let row: Vec<String> = record.ok()?.iter().map(plain).collect();
        if row.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(row);
        }
    }
    Some(rows)
}

/// A cell without the mark that keeps it from being a formula.
fn plain(cell: &str) -> String {
    let rest = cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA));
    rest.unwrap_or(cell).to_owned()
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
    for byte in text.bytes() {
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
        read(bytes, &Lang::bulgarian()).unwrap()
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

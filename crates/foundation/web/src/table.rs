//! Lists as tables for other programs: CSV (RFC 4180), XLSX (ECMA-376) and JSON, written while they are
//! read; and CSV read as people really have it.

mod csv;
mod lists;
#[cfg(feature = "xlsx")]
mod xlsx;

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use domain::{Error, Result};
use futures::{
    StreamExt as _, TryStreamExt as _,
    stream::{self, BoxStream},
};
use serde_json::{Map, Value};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub use self::{
    csv::read,
    lists::{asked, pages, takes},
};

/// The most rows of a workbook, which has to be made as a whole before it is sent.
pub const WORKBOOK_ROWS: i64 = 20_000;

/// A form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180) in UTF-8, with a byte order mark, without which Excel takes it for
    /// something else.
    Csv,
    /// A workbook with one sheet.
    Xlsx,
    /// An array of objects.
    Json,
}

impl Format {
    /// Those that this program can write.
    pub const ALL: &'static [Self] = if cfg!(feature = "xlsx") {
        &[Self::Xlsx, Self::Csv, Self::Json]
    } else {
        &[Self::Csv, Self::Json]
    };

    /// Reads the end of a file's name; `None` for what this program cannot write.
    pub fn parse(ending: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.ending() == ending)
    }

    /// The end of a file's name: `csv`.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }

    /// The message with its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Csv => "table-csv",
            Self::Xlsx => "table-xlsx",
            Self::Json => "table-json",
        }
    }

    fn media(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
        }
    }
}

/// What stands in one place of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text of one or several lines.
    Text(String),
    /// A number.
    Number(f64),
}

impl Cell {
    /// A text; nothing when it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A whole number that counts something.
    #[expect(clippy::cast_precision_loss, reason = "nothing is counted beyond 2^53")]
    pub fn count(n: i64) -> Self {
        Self::Number(n as f64)
    }

    fn json(self) -> Option<Value> {
        match self {
            Self::Empty => None,
            Self::Text(text) => Some(text.into()),
            // Whole numbers are written as such.
            #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and small")]
            Self::Number(n) if n.fract() == 0.0 && n.abs() < 9e15 => Some((n as i64).into()),
            Self::Number(n) => Some(n.into()),
        }
    }
}

/// A column: what programs and what people call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in JSON.
    pub key: String,
    /// Its heading.
    pub label: String,
}

impl Column {
    /// A column.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self { key: key.into(), label: label.into() }
    }
}

/// Rows that are read while they are written.
pub type Rows = BoxStream<'static, Result<Vec<Cell>>>;

/// How long somebody waits for the workbook of somebody else, and after how long it is worth another try.
const PATIENCE: Duration = Duration::from_secs(10);
const AGAIN: Duration = Duration::from_secs(60);

/// Where workbooks are made, one at a time: each stands in memory and on the disk before it is sent. Clones
/// share the place.
#[derive(Debug, Clone)]
pub struct Workbooks(Arc<Semaphore>);

impl Default for Workbooks {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

impl Workbooks {
    /// The place, when it is free; [`Error::TooMany`] when it is not for too long.
    #[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "only workbooks need it"))]
    async fn place(&self) -> Result<OwnedSemaphorePermit> {
        let place = tokio::time::timeout(PATIENCE, Arc::clone(&self.0).acquire_owned()).await;
        place.map_err(|_| Error::TooMany(AGAIN))?.map_err(Error::internal)
    }
}

/// The answer with a table as a file of this name, which gets the ending. Every row has a cell for each
/// column. Whoever asks has been asked whether he may see it. [`Error::TooMany`] when many ask for workbooks.
#[cfg_attr(not(feature = "xlsx"), expect(clippy::unused_async, reason = "workbooks need it"))]
pub async fn answer(
    books: &Workbooks,
    format: Format,
    name: &str,
    columns: Vec<Column>,
    rows: Rows,
) -> Result<Response> {
    match format {
        Format::Csv => Ok(file(format, name, Body::from_stream(csv::write(columns, rows)))),
        #[cfg(feature = "xlsx")]
        Format::Xlsx => {
            let book = xlsx::write(books.place().await?, columns, rows).await?;
            Ok(file(format, name, book.into()))
        }
        #[cfg(not(feature = "xlsx"))]
        Format::Xlsx => {
            let _ = books;
            Err(Error::NotFound)
        }
        Format::Json => {
            let objects = rows.map_ok(move |row| {
                let cells = columns.iter().zip(row);
                let pairs = cells.filter_map(|(c, cell)| Some((c.key.clone(), cell.json()?)));
                Value::Object(pairs.collect::<Map<_, _>>())
            });
            Ok(json(name, objects.boxed()))
        }
    }
}

/// The answer with values as one array, for lists whose things are more than a row.
pub fn json(name: &str, values: BoxStream<'static, Result<Value>>) -> Response {
    let mut first = true;
    let pieces = values.map_ok(move |value| {
        let before = if std::mem::take(&mut first) { "" } else { ",\n" };
        Bytes::from(format!("{before}{value}"))
    });
    let begin = stream::iter([Ok(Bytes::from_static(b"[\n"))]);
    let end = stream::iter([Ok(Bytes::from_static(b"\n]\n"))]);
    file(Format::Json, name, Body::from_stream(begin.chain(pieces).chain(end)))
}

/// A column of a table that is to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The column.
    pub head: Column,
    /// The words that can stand in it; none where any text can.
    pub options: Vec<String>,
    /// Whether several of them can stand in one cell.
    pub many: bool,
}

/// The answer with an empty table to be filled in. A workbook offers the words of each cell, and has them all on
/// a second sheet of this name.
pub async fn form(
    books: &Workbooks,
    format: Format,
    name: &str,
    columns: Vec<Asked>,
    words: &'static str,
) -> Result<Response> {
    match format {
        #[cfg(feature = "xlsx")]
        Format::Xlsx => Ok(file(format, name, xlsx::form(columns, words).await?.into())),
        _ => {
            let _ = words;
            let heads = columns.into_iter().map(|asked| asked.head).collect();
            answer(books, format, name, heads, stream::empty().boxed()).await
        }
    }
}

/// A file to be kept, and by nobody on the way: what is in it depends on who asks.
fn file(format: Format, name: &str, body: Body) -> Response {
    let name = format!("attachment; filename=\"{name}.{}\"", format.ending());
    let headers = [
        (header::CONTENT_TYPE, format.media().to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    let robots = (header::HeaderName::from_static("x-robots-tag"), "noindex");
    ([robots], headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn table() -> (Vec<Column>, Rows) {
        let columns = vec![Column::new("title", "Заглавие"), Column::new("n", "Брой")];
        let rows = vec![
            vec![Cell::text("Гише, „едно“"), Cell::count(3)],
            vec![Cell::text("=cmd()\nред 2"), Cell::Number(2.5)],
            vec![Cell::Empty, Cell::Empty],
        ];
        (columns, stream::iter(rows.into_iter().map(Ok)).boxed())
    }

    async fn body(response: Response) -> Vec<u8> {
        axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()
    }

    #[tokio::test]
    async fn a_table_is_an_array_of_objects() {
        let (columns, rows) = table();
        let books = Workbooks::default();
        let response = answer(&books, Format::Json, "list", columns, rows).await.unwrap();
        assert_eq!(response.headers()["content-disposition"], "attachment; filename=\"list.json\"");
        let value: Value = serde_json::from_slice(&body(response).await).unwrap();
        assert_eq!(
            value,
            serde_json::json!([{"title": "Гише, „едно“", "n": 3}, {"title": "=cmd()\nред 2", "n": 2.5}, {}])
        );
        let none = answer(&books, Format::Json, "list", Vec::new(), stream::empty().boxed());
        let none = none.await.unwrap();
        assert_eq!(
            serde_json::from_slice::<Value>(&body(none).await).unwrap(),
            serde_json::json!([])
        );
    }

    #[tokio::test]
    async fn what_was_written_as_csv_is_read_again() {
        let (columns, rows) = table();
        let books = Workbooks::default();
        let response = answer(&books, Format::Csv, "list", columns, rows).await.unwrap();
        let written = body(response).await;
        assert!(written.starts_with("\u{feff}Заглавие,Брой\r\n".as_bytes()));
        assert!(String::from_utf8_lossy(&written).contains("\"'=cmd()\nред 2\",2.5"));
        let read = read(&written, &domain::Lang::bulgarian()).unwrap();
        let rows: Vec<Vec<&str>> =
            read.iter().map(|r| r.cells.iter().map(String::as_str).collect()).collect();
        assert_eq!(
            rows,
            [vec!["Заглавие", "Брой"], vec!["Гише, „едно“", "3"], vec!["=cmd()\nред 2", "2.5"]]
        );
    }
}

//! Lists as tables for other programs: CSV (RFC 4180), XLSX (ECMA-376) and JSON, written while they are
//! read; and CSV read as people really have it.

mod cards;
mod csv;
mod list;
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
use domain::{Error, Result, day::Date, text};
use futures::{
    StreamExt as _, TryStreamExt as _,
    stream::{self, BoxStream},
};
use serde_json::{Map, Value};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Tr, files::disposition};

pub use self::{
    cards::{CARDS, cards},
    csv::read,
    list::{List, Of, address, day},
    lists::{asked, pages, rows},
};

/// The most rows of a table. A longer list ends with a row that says so.
pub const ROWS_MOST: i64 = 20_000;
/// The longest title in the name of a file.
const NAME_MAX: usize = 80;

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
    /// A day.
    Day(Date),
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

    /// A day as ISO 8601-1 writes it; a text where it is only a month, a year or something else.
    pub fn date(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::text(text), Self::Day)
    }

    fn json(self) -> Option<Value> {
        match self {
            Self::Empty => None,
            Self::Text(text) => Some(text.into()),
            Self::Day(day) => Some(day.to_string().into()),
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

/// What a table is called as a file, and in whose words it says that there would be more.
#[derive(Debug, Clone)]
pub struct About {
    tr: Tr,
    plain: String,
    title: String,
}

impl About {
    /// Called by its title, in the language of the reader; for programs that know only ASCII, `plain`.
    pub fn new(tr: Tr, plain: impl Into<String>, title: &str) -> Self {
        let title = title.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], " ");
        let (plain, title) = (plain.into(), text::excerpt(&title, NAME_MAX));
        Self { tr, title: if title.is_empty() { plain.clone() } else { title }, plain }
    }

    fn cut(&self) -> String {
        self.tr.t1("table-cut", "n", ROWS_MOST)
    }

    /// The row that says that there would be more.
    fn last_row(&self, columns: &[Column]) -> Vec<Cell> {
        let mut last = vec![Cell::Empty; columns.len()];
        if let Some(first) = last.first_mut() {
            *first = Cell::text(self.cut());
        }
        last
    }
}

/// The answer with a table as a file, which gets the ending. Every row has a cell for each column. Whoever asks
/// has been asked whether he may see it, or is when the first row is read: nothing is sent before. A longer list
/// than [`ROWS_MOST`] is cut, and says so. [`Error::TooMany`] when many ask for workbooks.
pub async fn answer(
    books: &Workbooks,
    format: Format,
    about: &About,
    columns: Vec<Column>,
    rows: Rows,
) -> Result<Response> {
    match format {
        Format::Csv => {
            let rows = begun(bounded(rows, about.last_row(&columns))).await?;
            Ok(file(format, about, Body::from_stream(csv::write(columns, rows))))
        }
        #[cfg(feature = "xlsx")]
        Format::Xlsx => {
            let rows = begun(bounded(rows, about.last_row(&columns))).await?;
            let book =
                xlsx::write(books.place().await?, about.title.clone(), columns, rows).await?;
            Ok(file(format, about, book.into()))
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
            json(about, objects.boxed()).await
        }
    }
}

/// The answer with values as one array, for lists whose things are more than a row. Of a list that is too long,
/// the last value is an object that says so under the name `cut`.
pub async fn json(about: &About, values: BoxStream<'static, Result<Value>>) -> Result<Response> {
    let values = begun(bounded(values, serde_json::json!({ "cut": about.cut() }))).await?;
    let mut first = true;
    let pieces = values.map_ok(move |value| {
        let before = if std::mem::take(&mut first) { "" } else { ",\n" };
        Bytes::from(format!("{before}{value}"))
    });
    let begin = stream::iter([Ok(Bytes::from_static(b"[\n"))]);
    let end = stream::iter([Ok(Bytes::from_static(b"\n]\n"))]);
    Ok(file(Format::Json, about, Body::from_stream(begin.chain(pieces).chain(end))))
}

/// No more than [`ROWS_MOST`] of them; where there are more, `last` follows.
fn bounded<T: Send + 'static>(
    rows: BoxStream<'static, Result<T>>,
    last: T,
) -> BoxStream<'static, Result<T>> {
    let (mut number, mut last) = (0_i64, Some(last));
    let most = usize::try_from(ROWS_MOST + 1).unwrap_or(usize::MAX);
    let rows = rows.take(most).map_ok(move |row| {
        number += 1;
        if number > ROWS_MOST { last.take().unwrap_or(row) } else { row }
    });
    rows.boxed()
}

/// The same rows, the first of which was read: what goes wrong before anything is sent is an answer of its own.
async fn begun<T: Send + 'static>(
    mut rows: BoxStream<'static, Result<T>>,
) -> Result<BoxStream<'static, Result<T>>> {
    let first = rows.try_next().await?;
    Ok(stream::iter(first.map(Ok)).chain(rows).boxed())
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
    /// What helps whoever fills it in; empty where the heading says enough.
    pub hint: String,
}

/// The answer with an empty table to be filled in. A workbook offers the words of each cell, has them all on a
/// second sheet, and says at each cell what helps.
pub async fn form(
    books: &Workbooks,
    format: Format,
    about: &About,
    columns: Vec<Asked>,
) -> Result<Response> {
    match format {
        #[cfg(feature = "xlsx")]
        Format::Xlsx => Ok(file(
            format,
            about,
            xlsx::form(about.title.clone(), columns, about.tr).await?.into(),
        )),
        _ => {
            let heads = columns.into_iter().map(|asked| asked.head).collect();
            answer(books, format, about, heads, stream::empty().boxed()).await
        }
    }
}

/// A file to be kept, and by nobody on the way: what is in it depends on who asks.
fn file(format: Format, about: &About, body: Body) -> Response {
    let name = |name: &str| format!("{name}.{}", format.ending());
    let (plain, title) = (name(&about.plain), name(&about.title));
    let headers = [
        (header::CONTENT_TYPE, format.media().to_owned()),
        (header::CONTENT_DISPOSITION, disposition("attachment", &plain, &title)),
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

    fn about(lang: &str, title: &str) -> About {
        About::new(crate::Messages::load().get(lang).unwrap(), "list", title)
    }

    async fn given(format: Format, columns: Vec<Column>, rows: Rows) -> Result<Response> {
        answer(&Workbooks::default(), format, &about("bg", "Списък"), columns, rows).await
    }

    #[tokio::test]
    async fn a_table_is_an_array_of_objects() {
        let (columns, rows) = table();
        let response = given(Format::Json, columns, rows).await.unwrap();
        let value: Value = serde_json::from_slice(&body(response).await).unwrap();
        assert_eq!(
            value,
            serde_json::json!([{"title": "Гише, „едно“", "n": 3}, {"title": "=cmd()\nред 2", "n": 2.5}, {}])
        );
        let none = given(Format::Json, Vec::new(), stream::empty().boxed()).await.unwrap();
        assert_eq!(
            serde_json::from_slice::<Value>(&body(none).await).unwrap(),
            serde_json::json!([])
        );
    }

    #[tokio::test]
    async fn what_was_written_as_csv_is_read_again() {
        let (columns, rows) = table();
        let written = body(given(Format::Csv, columns, rows).await.unwrap()).await;
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

    #[tokio::test]
    async fn days_are_written_as_iso_writes_them() {
        let columns = || vec![Column::new("day", "Дата"), Column::new("made", "Създадено")];
        let row =
            || -> Result<Vec<Cell>> { Ok(vec![Cell::date("2026-03-02"), Cell::date("2026-03")]) };
        assert_eq!(
            row().unwrap(),
            [Cell::Day(jiff::civil::date(2026, 3, 2)), Cell::text("2026-03")]
        );
        let rows = || stream::iter([row()]).boxed();
        let csv = body(given(Format::Csv, columns(), rows()).await.unwrap()).await;
        assert!(String::from_utf8(csv).unwrap().ends_with("2026-03-02,2026-03\r\n"));
        let json = body(given(Format::Json, columns(), rows()).await.unwrap()).await;
        let json: Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(json, serde_json::json!([{"day": "2026-03-02", "made": "2026-03"}]));
    }

    #[test]
    fn a_file_is_called_as_its_reader_calls_the_list() {
        let named = |title: &str| {
            let response = file(Format::Csv, &about("bg", title), Body::empty());
            response.headers()["content-disposition"].to_str().unwrap().to_owned()
        };
        let spelt = "%D0%A5%D0%BE%D1%80%D0%B0%2Ecsv";
        let expected = format!("attachment; filename=\"list.csv\"; filename*=UTF-8''{spelt}");
        assert_eq!(named("Хора"), expected);
        assert_eq!(named("Хора?\n"), expected);
        assert!(named("a/../b:c").ends_with("''a%20%2E%2E%20b%20c%2Ecsv"), "{}", named("a/../b:c"));
        assert!(named(" ? ").ends_with("''list%2Ecsv"));
    }

    #[tokio::test]
    async fn what_goes_wrong_before_the_first_row_is_no_file() {
        for format in Format::ALL {
            let rows = stream::iter([Err(Error::NotFound)]).boxed();
            let answer = given(*format, vec![Column::new("n", "Брой")], rows).await;
            assert!(matches!(answer, Err(Error::NotFound)), "{format:?}");
        }
    }

    #[tokio::test]
    async fn a_list_that_is_too_long_says_so() {
        let rows = |n: i64| stream::iter((0..n).map(|i| Ok(vec![Cell::count(i)]))).boxed();
        let columns = || vec![Column::new("n", "Брой")];
        let said = about("bg", "").cut();
        for (n, cut) in [(ROWS_MOST, false), (ROWS_MOST + 500, true)] {
            let table = body(given(Format::Csv, columns(), rows(n)).await.unwrap()).await;
            let table = String::from_utf8(table).unwrap();
            let lines: Vec<&str> = table.lines().collect();
            let expected = ROWS_MOST + 1 + i64::from(cut);
            assert_eq!(i64::try_from(lines.len()).unwrap(), expected);
            assert_eq!(lines.last().unwrap().contains(&said), cut, "{:?}", lines.last());
            let list = body(given(Format::Json, columns(), rows(n)).await.unwrap()).await;
            let list: Vec<Value> = serde_json::from_slice(&list).unwrap();
            assert_eq!(list.last().unwrap()["cut"].as_str(), cut.then_some(&*said));
        }
    }
}

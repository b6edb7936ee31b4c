//! Rows of either database, and what they are read into.

use std::{cell::Cell as Hint, fmt};

use domain::{
    AccountId, ActorId, ContentId, Lang, Policy, Time, Visibility,
    access::{JoinPolicy, Role, Standing, State},
    id::{LedgerId, MessageId, RowId},
};
use sqlx::{Decode as _, Postgres, Row as _, TypeInfo as _, ValueRef as _};
use uuid::Uuid;

/// What a row is read into: a struct by the names of its fields (derive it), or a tuple by position.
pub trait FromRow: Sized + Send + 'static {
    /// Reads it.
    fn from_row(row: &Row<'_>) -> Result<Self, RowError>;
}

/// What one value of a row is read into. Derive it for enums, whose words are in kebab-case, and for
/// structs around one value.
pub trait FromCell: Sized {
    /// Reads it.
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError>;
}

/// One value, as the database has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'r> {
    /// Nothing.
    Null,
    /// A whole number; a truth value on SQLite.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// A truth value on PostgreSQL.
    Bool(bool),
    /// A text.
    Text(&'r str),
    /// Bytes; an id on SQLite.
    Bytes(&'r [u8]),
    /// An id on PostgreSQL.
    Uuid(Uuid),
}

/// Why a value cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CellError {
    /// It is of another type.
    #[error("{found} instead of {wanted}")]
    Type {
        /// What the database has.
        found: String,
        /// What was to be read.
        wanted: &'static str,
    },
    /// It is not one of the words that are known.
    #[error("the word {0:?} is not known")]
    Word(String),
    /// It is no JSON of this shape.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// PostgreSQL sent something else than it announced.
    #[error("{0}")]
    Wire(String),
}

impl CellError {
    /// The error about a word that is not known.
    pub fn unknown(word: &str) -> Self {
        Self::Word(word.chars().take(40).collect())
    }

    fn wrong(found: Cell<'_>, wanted: &'static str) -> Self {
        let found = match found {
            Cell::Null => "null",
            Cell::Int(_) => "a whole number",
            Cell::Float(_) => "a number with a fraction",
            Cell::Bool(_) => "a truth value",
            Cell::Text(_) => "a text",
            Cell::Bytes(_) => "bytes",
            Cell::Uuid(_) => "an id",
        };
        Self::Type { found: found.to_owned(), wanted }
    }
}

/// Why a row cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("column {column}: {problem}")]
pub struct RowError {
    /// The name or the position of the column.
    pub column: String,
    /// What is wrong with it.
    pub problem: String,
}

impl RowError {
    fn new(column: impl fmt::Display, problem: impl fmt::Display) -> Self {
        Self { column: column.to_string(), problem: problem.to_string() }
    }
}

impl<'r> Cell<'r> {
    /// The text that it is.
    pub fn text(self) -> Result<&'r str, CellError> {
        match self {
            Self::Text(text) => Ok(text),
            other => Err(CellError::wrong(other, "a text")),
        }
    }
}

/// A row, read by name or by position.
pub struct Row<'r> {
    source: Source<'r>,
    names: &'r [&'r str],
    /// Where the next name is looked for first: fields mostly stand in the order of the columns.
    next: Hint<usize>,
}

enum Source<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r sqlx::postgres::PgRow),
}

impl<'r> Row<'r> {
    pub(crate) fn sqlite(row: &'r rusqlite::Row<'r>, names: &'r [&'r str]) -> Self {
        Self { source: Source::Sqlite(row), names, next: Hint::new(0) }
    }

    pub(crate) fn postgres(row: &'r sqlx::postgres::PgRow, names: &'r [&'r str]) -> Self {
        Self { source: Source::Postgres(row), names, next: Hint::new(0) }
    }

    /// The value of the column with this name.
    pub fn get<T: FromCell>(&self, name: &str) -> Result<T, RowError> {
        let hint = self.next.get();
        let at = if self.names.get(hint).is_some_and(|n| *n == name) {
            hint
        } else {
            let found = self.names.iter().position(|n| *n == name);
            found.ok_or_else(|| RowError::new(name, "there is none"))?
        };
        self.next.set(at + 1);
        self.cell(at).and_then(T::from_cell).map_err(|e| RowError::new(name, e))
    }

    /// The value of the column at this position.
    pub fn at<T: FromCell>(&self, at: usize) -> Result<T, RowError> {
        self.cell(at).and_then(T::from_cell).map_err(|e| RowError::new(at, e))
    }

    fn cell(&self, at: usize) -> Result<Cell<'r>, CellError> {
        match self.source {
            Source::Sqlite(row) => sqlite_cell(row, at),
            Source::Postgres(row) => postgres_cell(row, at),
        }
    }
}

fn sqlite_cell<'r>(row: &'r rusqlite::Row<'r>, at: usize) -> Result<Cell<'r>, CellError> {
    use rusqlite::types::ValueRef;
    let value = row.get_ref(at).map_err(|e| CellError::Wire(e.to_string()))?;
    Ok(match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(v) => Cell::Int(v),
        ValueRef::Real(v) => Cell::Float(v),
        ValueRef::Text(v) => {
            Cell::Text(std::str::from_utf8(v).map_err(|e| CellError::Wire(e.to_string()))?)
        }
        ValueRef::Blob(v) => Cell::Bytes(v),
    })
}

fn postgres_cell(row: &sqlx::postgres::PgRow, at: usize) -> Result<Cell<'_>, CellError> {
    let value = row.try_get_raw(at).map_err(|e| CellError::Wire(e.to_string()))?;
    if value.is_null() {
        return Ok(Cell::Null);
    }
    let decoded = match value.type_info().name() {
        "INT8" => i64::decode(value).map(Cell::Int),
        "INT4" => i32::decode(value).map(|v| Cell::Int(v.into())),
        "BOOL" => bool::decode(value).map(Cell::Bool),
        "UUID" => Uuid::decode(value).map(Cell::Uuid),
        "FLOAT8" => f64::decode(value).map(Cell::Float),
        "FLOAT4" => f32::decode(value).map(|v| Cell::Float(v.into())),
        "BYTEA" => <&[u8] as sqlx::Decode<Postgres>>::decode(value).map(Cell::Bytes),
        _ => <&str as sqlx::Decode<Postgres>>::decode(value).map(Cell::Text),
    };
    decoded.map_err(|e| CellError::Wire(e.to_string()))
}

/// The names of a PostgreSQL row's columns.
pub(crate) fn postgres_names(row: &sqlx::postgres::PgRow) -> Vec<&str> {
    row.columns().iter().map(sqlx::Column::name).collect()
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        if cell == Cell::Null { Ok(None) } else { T::from_cell(cell).map(Some) }
    }
}

macro_rules! from_cell {
    ($($t:ty, $wanted:literal: $($pattern:pat => $e:expr),+;)+) => {$(
        impl FromCell for $t {
            fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
                match cell {
                    $($pattern => Ok($e),)+
                    other => Err(CellError::wrong(other, $wanted)),
                }
            }
        }
    )+};
}

from_cell! {
    i64, "a whole number": Cell::Int(v) => v;
    f64, "a number with a fraction": Cell::Float(v) => v;
    bool, "a truth value": Cell::Bool(v) => v, Cell::Int(v @ (0 | 1)) => v == 1;
    String, "a text": Cell::Text(v) => v.to_owned();
    Vec<u8>, "bytes": Cell::Bytes(v) => v.to_vec();
    Time, "a moment": Cell::Int(v) => Self(v);
}

impl FromCell for Uuid {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        match cell {
            Cell::Uuid(id) => Ok(id),
            Cell::Bytes(bytes) => {
                Self::from_slice(bytes).map_err(|_| CellError::wrong(cell, "an id of 16 bytes"))
            }
            other => Err(CellError::wrong(other, "an id")),
        }
    }
}

macro_rules! ids {
    ($($t:ty),+) => {$(
        impl FromCell for $t {
            fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
                Uuid::from_cell(cell).map(Self)
            }
        }
    )+};
}

ids!(ActorId, AccountId, ContentId, LedgerId, MessageId, RowId);

macro_rules! words {
    ($($t:ty),+) => {$(
        impl FromCell for $t {
            fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
                let word = cell.text()?;
                Self::parse(word).ok_or_else(|| CellError::unknown(word))
            }
        }
    )+};
}

words!(JoinPolicy, Lang, Policy, Role, Standing, State, Visibility);

macro_rules! tuples {
    ($($($t:ident $at:literal),+;)+) => {$(
        impl<$($t: FromCell + Send + 'static),+> FromRow for ($($t,)+) {
            fn from_row(row: &Row<'_>) -> Result<Self, RowError> {
                Ok(($(row.at::<$t>($at)?,)+))
            }
        }
    )+};
}

tuples! {
    A 0;
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
    A 0, B 1, C 2, D 3, E 4, F 5;
}

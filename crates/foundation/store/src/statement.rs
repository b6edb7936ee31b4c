//! Statements as named constants, so that a test can prepare every one on both databases.

use std::sync::OnceLock;

use crate::{
    dialect::{Dialect, render},
    value::Value,
};

/// One SQL text with a name, made by [`statements!`](crate::statements).
#[derive(Debug)]
pub struct Statement {
    /// The name of the constant, for errors and traces.
    pub name: &'static str,
    /// The file it stands in.
    pub file: &'static str,
    /// The text for SQLite, with the tokens of [`crate::dialect`].
    pub sqlite: &'static str,
    /// The text for PostgreSQL; nearly always the same.
    pub postgres: &'static str,
    rendered: [OnceLock<&'static str>; 2],
}

inventory::collect!(&'static Statement);

impl Statement {
    #[doc(hidden)]
    pub const fn new(
        name: &'static str,
        file: &'static str,
        sqlite: &'static str,
        postgres: &'static str,
    ) -> Self {
        Self { name, file, sqlite, postgres, rendered: [OnceLock::new(), OnceLock::new()] }
    }

    /// The text for this database. It is made once and kept for as long as the program runs.
    pub fn sql(&self, dialect: Dialect) -> &'static str {
        let (slot, text) = match dialect {
            Dialect::Sqlite => (&self.rendered[0], self.sqlite),
            Dialect::Postgres => (&self.rendered[1], self.postgres),
        };
        slot.get_or_init(|| render(text, dialect).leak())
    }

    /// How many values the statement takes: its highest parameter.
    pub fn parameters(&self, dialect: Dialect) -> usize {
        highest_parameter(self.sql(dialect))
    }
}

pub(crate) fn highest_parameter(sql: &str) -> usize {
    sql.split(['$', '?'])
        .skip(1)
        .filter_map(|rest| {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            rest[..digits].parse().ok()
        })
        .max()
        .unwrap_or(0)
}

/// Every statement that is linked into this program.
pub fn all_statements() -> impl Iterator<Item = &'static Statement> {
    inventory::iter::<&'static Statement>.into_iter().copied()
}

/// Declares statements: `/// What it says. pub NAME = "SELECT …";`. Where the databases really
/// differ: `pub NAME = sqlite "…" postgres "…";`.
#[macro_export]
macro_rules! statements {
    () => {};
    ($(#[$doc:meta])* $vis:vis $name:ident = sqlite $sqlite:literal postgres $postgres:literal; $($rest:tt)*) => {
        $crate::statements!(@one [$(#[$doc])*] [$vis] $name, $sqlite, $postgres);
        $crate::statements!($($rest)*);
    };
    ($(#[$doc:meta])* $vis:vis $name:ident = $sql:expr; $($rest:tt)*) => {
        $crate::statements!(@one [$(#[$doc])*] [$vis] $name, $sql, $sql);
        $crate::statements!($($rest)*);
    };
    (@one [$(#[$doc:meta])*] [$vis:vis] $name:ident, $sqlite:expr, $postgres:expr) => {
        $(#[$doc])*
        $vis static $name: $crate::Statement =
            $crate::Statement::new(stringify!($name), file!(), $sqlite, $postgres);
        $crate::inventory::submit! { &$name }
    };
}

/// A statement put together at run time from constant pieces, its values bound as it grows.
#[derive(Debug, Clone)]
pub struct Built {
    sql: String,
    values: Vec<Value>,
}

impl Built {
    /// Starts with this piece.
    pub fn new(sql: &'static str) -> Self {
        Self { sql: sql.to_owned(), values: Vec::new() }
    }

    /// Adds a piece.
    #[must_use]
    pub fn push(mut self, sql: &'static str) -> Self {
        self.sql.push_str(sql);
        self
    }

    /// Adds a parameter with its value.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self.sql.push('$');
        self.sql.push_str(&self.values.len().to_string());
        self
    }

    /// Adds `piece` with every `$` replaced by a parameter that holds `value`; the piece may
    /// name it more than once, for instance in `{visible $}`.
    #[must_use]
    pub fn with(mut self, piece: &'static str, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        let param = format!("${}", self.values.len());
        self.sql.push_str(&piece.replace('$', &param));
        self
    }

    pub(crate) fn finish(self, dialect: Dialect) -> (String, Vec<Value>) {
        (render(&self.sql, dialect), self.values)
    }
}

//! A list whose columns are declared once, for all forms in which it can be taken along.

use axum::response::Response;
use domain::{Result, Time};
use futures::{StreamExt as _, TryStreamExt as _, stream::BoxStream};

use super::{About, Cell, Column, answer, asked};
use crate::Ctx;

/// A column of a list.
pub struct Of<T: 'static> {
    name: &'static str,
    label: &'static str,
    value: fn(&Ctx, &T) -> Cell,
}

impl<T: 'static> Of<T> {
    /// A column: its name for programs, the message with its heading, and what stands in it for a reader.
    pub const fn new(name: &'static str, label: &'static str, value: fn(&Ctx, &T) -> Cell) -> Self {
        Self { name, label, value }
    }
}

/// A list that is taken along with what its page shows of each of its things, and nothing more.
pub struct List<T: 'static> {
    /// What it is called as a file where only ASCII is known.
    pub name: &'static str,
    /// Its columns, in their order.
    pub columns: &'static [Of<T>],
}

impl<T: Send + 'static> List<T> {
    /// The answer with all of them, in the form that the end of the address asks for. `title` is what the file is
    /// called in the reader's language. `rows` ask whether the reader may see them.
    pub async fn answer(
        &self,
        ctx: &Ctx,
        title: &str,
        rows: BoxStream<'static, Result<T>>,
    ) -> crate::Result<Response> {
        let (format, columns, reader) = (asked(ctx)?, self.columns, ctx.clone());
        let heads = columns.iter().map(|c| Column::new(c.name, ctx.tr.t(c.label))).collect();
        let about = About::new(ctx.tr, self.name, title);
        let rows = rows.map_ok(move |row| {
            columns.iter().map(|column| (column.value)(&reader, &row)).collect::<Vec<Cell>>()
        });
        Ok(answer(ctx.app.workbooks(), format, &about, heads, rows.boxed()).await?)
    }
}

/// A day, in the time zone of the site.
pub fn day(ctx: &Ctx, time: Time) -> Cell {
    Cell::Day(ctx.local.zoned(time).date())
}

/// The whole address of a page of ours; nothing where there is no page.
pub fn address(ctx: &Ctx, path: &str) -> Cell {
    if path.is_empty() {
        return Cell::Empty;
    }
    Cell::text(ctx.app.origin().map_or_else(|| path.to_owned(), |origin| format!("{origin}{path}")))
}

//! The rows of a table that are to be corrected, as a table.

use std::collections::HashMap;

use content::tables::Table;
use web::{
    Ctx,
    table::{self, Cell, Format},
};

use crate::table::Places;

/// The addresses of it, each with the message that names its form.
pub fn links(base: &str) -> Vec<(&'static str, String)> {
    let forms = Format::ALL.iter().filter(|f| **f != Format::Json);
    forms.map(|f| (f.key(), format!("{base}/wrong.{}", f.ending()))).collect()
}

/// The answer with these rows as they came, each with what is wrong with it.
pub async fn answer(
    ctx: &Ctx,
    table: &Table,
    format: Format,
    wrong: Vec<(i64, Vec<String>)>,
) -> web::Result {
    let head = Places::of(&table.cells).headings();
    let width = head.len();
    let mut columns: Vec<table::Column> =
        head.iter().map(|heading| table::Column::new(heading, heading)).collect();
    columns.push(table::Column::new("error", ctx.tr.t("table-what-is-wrong")));
    let came: HashMap<i64, &Vec<String>> =
        table.cells.iter().skip(1).map(|row| (row.number, &row.cells)).collect();
    let lines = wrong.into_iter().map(|(number, errors)| {
        let cells = came.get(&number).into_iter().flat_map(|cells| cells.iter());
        let mut line: Vec<Cell> = cells.map(Cell::text).collect();
        line.resize(width, Cell::Empty);
        line.push(Cell::text(errors.join("\n")));
        line
    });
    let about = table::About::new(ctx.tr, "wrong", ctx.tr.t("table-what-is-wrong"));
    let rows = table::rows(lines.collect());
    Ok(table::answer(ctx.app.workbooks(), format, &about, columns, rows).await?)
}

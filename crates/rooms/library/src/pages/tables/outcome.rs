//! What became of the rows of a table that is or was brought in.

use askama::Template;
use content::{
    read,
    tables::{self, Row, RowState, Table, TableState},
};
use web::{Ctx, Shelf, Shell};

use super::{corrections, href};
use crate::{links, shelf, table::Words};

/// A row that was brought in.
struct Line {
    title: String,
    href: String,
    words: String,
}

/// A row that was not, and why.
struct Failed {
    number: i64,
    title: String,
    errors: Vec<String>,
}

#[derive(Template)]
#[template(path = "library/import-done.html")]
struct Outcome {
    shell: Shell,
    shelf: &'static Shelf,
    here: String,
    running: bool,
    all: usize,
    done: usize,
    failed: Vec<Failed>,
    corrections: Vec<(&'static str, String)>,
    brought: Vec<Line>,
}

/// The page of a table whose rows are or were brought in.
pub async fn show(ctx: &Ctx, table: &Table) -> web::Result {
    let shelf = shelf::at(ctx);
    let rows = tables::rows(&mut ctx.read(), &ctx.who(), table.id).await?;
    let brought = rows.iter().filter(|row| row.state == RowState::Done);
    let brought: Vec<Line> = brought.map(|row| line(ctx, row)).collect();
    let here = href(shelf, table.id);
    ctx.page(&Outcome {
        shell: ctx
            .shell(shelf.t(ctx.tr, "table-outcome-title"))
            .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
            .crumb(shelf.t(ctx.tr, "table-import-title"), format!("{}/import", shelf.href))
            .noindex(),
        corrections: corrections::links(&here),
        here,
        running: table.state == TableState::Running,
        all: rows.len(),
        done: brought.len(),
        failed: failed(ctx, table, &rows),
        brought,
        shelf,
    })
}

/// The rows that were not brought in, with what is wrong with each.
pub async fn wrong(ctx: &Ctx, table: &Table) -> Result<Vec<(i64, Vec<String>)>, domain::Error> {
    let rows = tables::rows(&mut ctx.read(), &ctx.who(), table.id).await?;
    Ok(failed(ctx, table, &rows).into_iter().map(|row| (row.number, row.errors)).collect())
}

fn failed(ctx: &Ctx, table: &Table, rows: &[Row]) -> Vec<Failed> {
    let shelf = shelf::at(ctx);
    let failed: Vec<&Row> = rows.iter().filter(|row| row.state == RowState::Failed).collect();
    let Some(kind) = shelf.kind(&table.kind).filter(|_| !failed.is_empty()) else {
        return Vec::new();
    };
    let words = Words::of(kind, shelf);
    let said = failed.into_iter().map(|row| Failed {
        number: row.number,
        title: row.title.clone(),
        errors: row.errors().iter().map(|said| words.said(said, shelf, ctx.tr)).collect(),
    });
    said.collect()
}

fn line(ctx: &Ctx, row: &Row) -> Line {
    let published = row.goal == "publish";
    let key = if published { "table-row-published" } else { "table-row-draft" };
    let kind = row.kind.as_deref().map(|kind| ctx.app.kinds().or_article(kind));
    let href = kind.zip(row.content_id).map(|(kind, id)| {
        if published {
            read::path(kind, id, row.slug.as_deref().unwrap_or_default())
        } else {
            links::edit(kind, id, "")
        }
    });
    Line {
        title: row.title.clone(),
        href: href.unwrap_or_default(),
        words: ctx.tr.t(key).to_owned(),
    }
}

//! What became of the rows of a table that is or was brought in.

use askama::Template;
use content::{
    read,
    tables::{self, Row, RowState, Table, TableState},
};
use web::{Ctx, Shell};

use super::href;
use crate::{Shelf, links};

/// A row that was brought in, or was not.
struct Line {
    number: i64,
    title: String,
    href: String,
    words: String,
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
    failed: Vec<Line>,
    brought: Vec<Line>,
}

/// The page of a table whose rows are or were brought in.
pub async fn show(ctx: &Ctx, table: &Table) -> web::Result {
    let shelf = Shelf::at(ctx);
    let rows = tables::rows(&mut ctx.read(), &ctx.who(), table.id).await?;
    let of = |state: RowState| rows.iter().filter(move |row| row.state == state);
    let brought: Vec<Line> = of(RowState::Done).map(|row| line(ctx, row)).collect();
    ctx.page(&Outcome {
        shell: ctx
            .shell(shelf.t(ctx.tr, "table-look-title"))
            .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
            .crumb(shelf.t(ctx.tr, "table-import-title"), format!("{}/import", shelf.href))
            .noindex(),
        here: href(shelf, table.id),
        running: table.state == TableState::Running,
        all: rows.len(),
        done: brought.len(),
        failed: of(RowState::Failed).map(|row| line(ctx, row)).collect(),
        brought,
        shelf,
    })
}

fn line(ctx: &Ctx, row: &Row) -> Line {
    let published = row.goal == "publish";
    let key = match row.state {
        RowState::Failed => &row.error,
        _ if published => "table-row-published",
        _ => "table-row-draft",
    };
    let kind = row.kind.as_deref().map(|kind| ctx.app.kinds().or_article(kind));
    let href = kind.zip(row.content_id).map(|(kind, id)| {
        if published {
            read::path(kind, id, row.slug.as_deref().unwrap_or_default())
        } else {
            links::edit(kind, id, "")
        }
    });
    Line {
        number: row.number,
        title: row.title.clone(),
        href: href.unwrap_or_default(),
        words: ctx.tr.t(key).to_owned(),
    }
}

//! `/bookmarks`: what one has put aside for later.

use askama::Template;
use axum::routing::get;
use content::read::Filter;
use people::Cursor;
use web::{Ctx, Html, Routes, Shell, pieces::Empty, table};

use super::listed;

/// Things on one page.
const PAGE: usize = 30;

pub(crate) fn routes() -> Routes {
    Routes::new().route("/bookmarks", get(show)).table("/bookmarks", &get(take))
}

fn filter() -> Filter {
    Filter { bookmarked: true, ..Filter::default() }
}

#[derive(Template)]
#[template(path = "hall/bookmarks.html")]
struct BookmarksPage {
    shell: Shell,
    rows: Vec<Html>,
    next: Option<Cursor>,
    empty: Empty,
}

async fn show(ctx: Ctx) -> web::Result {
    ctx.signed_in()?;
    let after = Cursor::parse(ctx.params().get("after"));
    let page = listed::list(&ctx, &filter(), after.as_ref(), PAGE).await?;
    let tr = ctx.tr;
    let shell = ctx.shell(tr.t("bookmarks-page"));
    ctx.page(&BookmarksPage {
        rows: listed::rows(&shell, &page.items),
        shell,
        next: page.next,
        empty: Empty {
            title: tr.t("bookmarks-empty").to_owned(),
            text: tr.t("bookmarks-empty-text").to_owned(),
            action: tr.t("bookmarks-empty-link").to_owned(),
            href: "/practices".to_owned(),
        },
    })
}

/// `GET /bookmarks/list.csv` and the same in other forms.
async fn take(ctx: Ctx) -> web::Result {
    ctx.signed_in()?;
    table::CARDS.answer(&ctx, ctx.tr.t("bookmarks-page"), table::cards(&ctx, filter())).await
}

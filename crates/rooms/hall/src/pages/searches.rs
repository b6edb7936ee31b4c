//! `/searches`: searches that one keeps, to be told of what is new for them.

use askama::Template;
use axum::{
    extract::Path,
    routing::{get, post},
};
use content::{
    read::Filter,
    search::saved::{self, Saved},
};
use domain::id::RowId;
use web::{Ctx, Form, Routes, Shell, pieces::Empty};

use super::search::href;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/searches", get(show).post(save))
        .route("/searches/{id}/delete", post(forget))
}

#[derive(Template)]
#[template(path = "hall/searches.html")]
struct SearchesPage {
    shell: Shell,
    searches: Vec<Saved>,
    empty: Empty,
}

async fn show(ctx: Ctx) -> web::Result {
    let viewer = ctx.signed_in()?;
    let searches = saved::list(&mut ctx.read(), viewer.actor_id).await?;
    let tr = ctx.tr;
    ctx.page(&SearchesPage {
        shell: ctx.shell(tr.t("searches-page")),
        searches,
        empty: Empty {
            title: tr.t("searches-empty").to_owned(),
            text: tr.t("searches-empty-text").to_owned(),
            action: tr.t("searches-empty-link").to_owned(),
            href: "/search".to_owned(),
        },
    })
}

/// Keeps a search of `/search`: fields `name`, `q` and `in`.
async fn save(ctx: Ctx, form: Form) -> web::Result {
    let viewer = ctx.signed_in()?;
    let q = domain::text::excerpt(&form.line("q"), 200);
    let kind = ctx.app.kinds().get(form.get("in")).map(|kind| kind.name);
    let filter = Filter { kinds: kind.into_iter().collect(), ..Filter::default() };
    let place = href(&q, kind.unwrap_or_default());
    saved::save(ctx.store(), viewer, form.get("name"), &place, &q, &filter).await?;
    ctx.done("/searches", "searches-saved")
}

async fn forget(ctx: Ctx, Path(id): Path<RowId>) -> web::Result {
    saved::forget(ctx.store(), ctx.signed_in()?, id).await?;
    ctx.done("/searches", "searches-forgotten")
}

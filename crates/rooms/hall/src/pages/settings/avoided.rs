//! `/settings/people`: whom one has muted and blocked.

use askama::Template;
use axum::{
    extract::Path,
    routing::{get, post},
};
use domain::ActorId;
use people::avoidance::{self, Avoidance};
use people::persons::PersonCard;
use web::{Ctx, Html, Routes, Shell, pieces::Empty};

use super::tabs;
use crate::pages::person::href;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/settings/people", get(show))
        .route("/settings/people/{id}/forgive", post(forgive))
}

#[derive(Template)]
#[template(path = "hall/settings/avoided.html")]
struct AvoidedPage {
    shell: Shell,
    tabs: Html,
    people: Vec<(PersonCard, Avoidance)>,
    empty: Empty,
}

impl AvoidedPage {
    fn href(&self, person: &PersonCard) -> String {
        href(&person.handle, &person.host)
    }
}

async fn show(ctx: Ctx) -> web::Result {
    ctx.signed_in()?;
    let people = avoidance::list(&mut ctx.read(), &ctx.who(), ctx.tr.lang()).await?;
    let shell = ctx.shell(ctx.tr.t("settings-page"));
    let empty = Empty {
        title: ctx.tr.t("settings-people-empty").to_owned(),
        text: ctx.tr.t("settings-people-empty-text").to_owned(),
        action: ctx.tr.t("menu-people").to_owned(),
        href: "/people".to_owned(),
    };
    ctx.page(&AvoidedPage { tabs: tabs(&shell), shell, people, empty })
}

async fn forgive(ctx: Ctx, Path(id): Path<ActorId>) -> web::Result {
    avoidance::forgive(ctx.store(), &ctx.who(), id).await?;
    ctx.done("/settings/people", "settings-forgiven")
}

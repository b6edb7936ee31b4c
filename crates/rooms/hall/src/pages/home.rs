//! `/`: obligations first for whoever is signed in; three doors for a visitor.

mod panels;

use askama::Template;
use axum::routing::get;
use content::read::{Card, Filter, Sort};
use people::{
    Viewer,
    communities::{self, CommunityCard, CommunityFilter},
};
use web::{Ctx, Html, Routes, Shell, Tr};

use super::listed;
use crate::links;

pub(crate) use panels::PANELS;

/// Practices and communities on the home page of a visitor.
const PRACTICES: usize = 4;
const COMMUNITIES: usize = 6;

pub(crate) fn routes() -> Routes {
    Routes::new().route("/", get(show))
}

#[derive(Template)]
#[template(path = "hall/home.html")]
struct HomePage {
    shell: Shell,
    greeting: String,
    waiting: String,
    main: Vec<Html>,
    side: Vec<Html>,
}

#[derive(Template)]
#[template(path = "hall/public_home.html")]
struct PublicHome {
    shell: Shell,
    practices: Vec<Card>,
    communities: Vec<CommunityCard>,
}

impl PublicHome {
    fn practice(&self, card: &Card) -> String {
        web::kind::href(&self.shell.ctx().app, &card.kind, card.id, &card.slug)
    }

    fn href(&self, community: &CommunityCard) -> String {
        links::community(&community.handle, &community.host)
    }
}

/// „Добро утро, Мария“, by the clock of the site.
fn greeting(ctx: &Ctx, tr: Tr, viewer: &Viewer) -> String {
    let key = match ctx.local.zoned(ctx.now).hour() {
        5..10 => "home-morning",
        10..18 => "home-day",
        _ => "home-evening",
    };
    let first = viewer.name.split_whitespace().next().unwrap_or(&viewer.name);
    tr.t1(key, "name", first)
}

async fn show(ctx: Ctx) -> web::Result {
    ctx.site()?;
    match &ctx.viewer {
        Some(viewer) => signed_in(&ctx, viewer).await,
        None => visitor(&ctx).await,
    }
}

async fn signed_in(ctx: &Ctx, viewer: &Viewer) -> web::Result {
    let (mut main, mut side) = (Vec::new(), Vec::new());
    for panel in ctx.app.home_panels() {
        if let Some(html) = (panel.render)(ctx).await? {
            if panel.side { side.push(html) } else { main.push(html) }
        }
    }
    ctx.page(&HomePage {
        shell: ctx.shell(ctx.tr.t("home-title")),
        greeting: greeting(ctx, ctx.tr, viewer),
        waiting: ctx.tr.t1("home-waiting", "n", viewer.unread),
        main,
        side,
    })
}

async fn visitor(ctx: &Ctx) -> web::Result {
    let kinds = listed::kinds(ctx, &["practice"]);
    let practices = if kinds.is_empty() {
        Vec::new()
    } else {
        let filter = Filter { kinds, sort: Sort::New, ..Filter::default() };
        listed::list(ctx, &filter, None, PRACTICES).await?.items
    };
    let filter = CommunityFilter::default();
    let communities =
        communities::list(&mut ctx.read(), &ctx.who(), &filter, ctx.tr.lang(), None, COMMUNITIES)
            .await?;
    ctx.page(&PublicHome {
        shell: ctx.shell(super::about::site_name(ctx)).description(ctx.tr.t("home-hero-lead")),
        practices,
        communities: communities.items,
    })
}

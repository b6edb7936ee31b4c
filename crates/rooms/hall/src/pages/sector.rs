//! `/sectors/{slug}`: everything about one sector of integration, whatever kind it is.

use askama::Template;
use axum::{extract::Path, routing::get};
use content::read::{self, Filter, Sort};
use domain::{Error, Sector, access::Who, sector::BUILT_IN};
use people::{
    Cursor,
    communities::{self, CommunityCard, CommunityFilter},
};
use web::{Ctx, Html, Routes, Shell, feed::ENTRIES, pieces::Empty, table};

use super::listed;
use crate::links;

/// Things on one page.
const PAGE: usize = 20;
/// Communities beside them.
const COMMUNITIES: usize = 6;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/sectors", get(all))
        .route("/sectors/{slug}", get(show))
        .table("/sectors/{slug}", &get(take))
        .route("/sectors/{slug}/feed.atom", get(feed))
        .route("/sectors/{slug}/feed.json", get(feed))
}

#[derive(Template)]
#[template(path = "hall/sectors.html")]
struct SectorsPage {
    shell: Shell,
}

/// `GET /sectors`: all of them, by name.
async fn all(ctx: Ctx) -> web::Result {
    ctx.site()?;
    let shell = ctx.shell(ctx.tr.t("sectors-page")).description(ctx.tr.t("sectors-lead"));
    ctx.page(&SectorsPage { shell })
}

impl SectorsPage {
    fn sectors(&self) -> Vec<(Sector, &str)> {
        let tr = self.shell.tr();
        let mut all: Vec<_> = BUILT_IN.into_iter().map(|s| (s, tr.sector(s.slug()))).collect();
        all.sort_by_key(|(_, name)| name.to_lowercase());
        all
    }
}

#[derive(Template)]
#[template(path = "hall/sector.html")]
struct SectorPage {
    shell: Shell,
    sector: Sector,
    rows: Vec<Html>,
    next: Option<Cursor>,
    communities: Vec<CommunityCard>,
    empty: Empty,
}

impl SectorPage {
    fn href(&self, community: &CommunityCard) -> String {
        links::community(&community.handle, &community.host)
    }

    fn list(&self) -> String {
        href(self.sector)
    }
}

fn filter(sector: Sector) -> Filter {
    Filter { sectors: vec![sector], sort: Sort::New, ..Filter::default() }
}

fn href(sector: Sector) -> String {
    format!("/sectors/{}", sector.slug())
}

fn asked(slug: &str) -> Result<Sector, Error> {
    Sector::parse(slug).ok_or(Error::NotFound)
}

/// `GET /sectors/{slug}`: the newest things about it and the communities that work on it.
async fn show(ctx: Ctx, Path(slug): Path<String>) -> web::Result {
    ctx.site()?;
    let (sector, tr) = (asked(&slug)?, ctx.tr);
    let after = Cursor::parse(ctx.params().get("after"));
    let page = listed::list(&ctx, &filter(sector), after.as_ref(), PAGE).await?;
    let wanted = CommunityFilter { sector: Some(sector), ..CommunityFilter::default() };
    let mut q = ctx.read();
    let found =
        communities::list(&mut q, &ctx.who(), &wanted, tr.lang(), None, COMMUNITIES).await?;
    let name = tr.sector(sector.slug());
    let shell = ctx.shell(name).description(tr.t1("sectors-of-lead", "name", name)).feeds();
    let shell = shell.crumb(tr.t("sectors-page"), "/sectors");
    ctx.page(&SectorPage {
        rows: listed::rows(&shell, &page.items),
        next: page.next,
        communities: found.items,
        empty: Empty {
            title: tr.t("sectors-empty").to_owned(),
            text: tr.t("sectors-empty-text").to_owned(),
            action: tr.t("sectors-page").to_owned(),
            href: "/sectors".to_owned(),
        },
        sector,
        shell,
    })
}

/// `GET /sectors/{slug}/feed.atom`, `GET /sectors/{slug}/feed.json`: what is new about it for everybody.
async fn feed(ctx: Ctx, Path(slug): Path<String>) -> web::Result {
    ctx.site()?;
    let sector = asked(&slug)?;
    let lang = ctx.tr.lang();
    let list =
        read::list(&mut ctx.read(), &Who::Visitor, &filter(sector), lang, None, ENTRIES).await?;
    let name = ctx.tr.sector(sector.slug());
    ctx.feed(name, &href(sector), &list.items)
}

/// `GET /sectors/{slug}/list.csv` and the same in other forms.
async fn take(ctx: Ctx, Path(slug): Path<String>) -> web::Result {
    ctx.site()?;
    let sector = asked(&slug)?;
    let all = table::cards(&ctx, filter(sector));
    table::CARDS.answer(&ctx, ctx.tr.sector(sector.slug()), all).await
}

//! `/organisations`: who takes part.

use askama::Template;
use axum::routing::get;
use domain::FieldErrors;
use people::{
    Cursor,
    organisations::{self, Level, Organisation},
};
use web::{
    Choice, Ctx, FormView, Routes, Shell,
    pieces::Empty,
    table::{self, Cell, List, Of},
};

use crate::{pages::organisation::href, words};

/// Organisations on one page.
const PAGE: usize = 40;
/// Organisations that are read at a time for a table.
const BATCH: usize = 200;

pub(crate) fn routes() -> Routes {
    Routes::new().route("/organisations", get(show)).table("/organisations", &get(take))
}

/// The list as a table.
static LIST: List<Organisation> = List {
    name: "organisations",
    columns: &[
        Of::new("name", "table-name", |_, o: &Organisation| Cell::text(&o.name)),
        Of::new("headline", "table-headline", |_, o: &Organisation| Cell::text(&o.headline)),
        Of::new("level", "organisations-level", |ctx, o: &Organisation| {
            Cell::text(words::level(ctx.tr, o))
        }),
        Of::new("territory", "organisation-territory", |_, o: &Organisation| {
            Cell::text(&o.territory)
        }),
        Of::new("country", "table-country", |ctx, o: &Organisation| {
            Cell::text(words::country(ctx.tr, &o.country))
        }),
        Of::new("nuts", "organisation-nuts", |_, o: &Organisation| Cell::text(&o.nuts)),
        Of::new("website", "organisation-website", |_, o: &Organisation| Cell::text(&o.website)),
        Of::new("people", "table-people", |_, o: &Organisation| Cell::count(o.people_count)),
        Of::new("host", "table-host", |_, o: &Organisation| Cell::text(&o.host)),
        Of::new("address", "table-address", |ctx, o: &Organisation| {
            table::address(ctx, &href(&o.handle, &o.host))
        }),
    ],
};

#[derive(Template)]
#[template(path = "hall/organisations.html")]
struct OrganisationsPage {
    shell: Shell,
    f: FormView,
    levels: Vec<Choice>,
    organisations: people::Page<Organisation>,
    empty: Empty,
}

impl OrganisationsPage {
    fn href(&self, organisation: &Organisation) -> String {
        href(&organisation.handle, &organisation.host)
    }

    /// Level, territory and country, as far as they are known.
    fn facts(&self, organisation: &Organisation) -> String {
        let tr = self.shell.tr();
        let parts = [
            words::level(tr, organisation),
            organisation.territory.clone(),
            words::country(tr, &organisation.country),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

async fn show(ctx: Ctx) -> web::Result {
    let (params, tr) = (ctx.params(), ctx.tr);
    let level = Level::parse(params.get("level"));
    let after = Cursor::parse(params.get("after"));
    let organisations =
        organisations::list(&mut ctx.read(), level, tr.lang(), after.as_ref(), PAGE).await?;
    ctx.page(&OrganisationsPage {
        shell: ctx.shell(tr.t("organisations-page")).description(tr.t("organisations-lead")),
        levels: words::levels(tr),
        organisations,
        empty: Empty {
            title: tr.t("organisations-empty").to_owned(),
            text: tr.t("organisations-empty-text").to_owned(),
            ..Empty::default()
        },
        f: ctx.form(params, FieldErrors::default()),
    })
}

/// `GET /organisations/list.csv` and the same in other forms: the list of the page with its filter.
async fn take(ctx: Ctx) -> web::Result {
    let level = Level::parse(ctx.params().get("level"));
    let (store, lang) = (ctx.store().clone(), ctx.tr.lang());
    let all = table::pages(move |after| {
        let store = store.clone();
        async move { organisations::list(&mut store.read(), level, lang, after.as_ref(), BATCH).await }
    });
    LIST.answer(&ctx, ctx.tr.t("organisations-page"), all).await
}

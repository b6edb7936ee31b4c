//! `/organisations`: who takes part.

use askama::Template;
use axum::routing::get;
use domain::FieldErrors;
use futures::{StreamExt as _, TryStreamExt as _};
use people::{
    Cursor,
    organisations::{self, Level, Organisation},
};
use web::{
    Choice, Ctx, FormView, Routes, Shell,
    pieces::Empty,
    table::{self, Cell},
};

use crate::{pages::organisation::href, words};

/// Organisations on one page.
const PAGE: usize = 40;
/// Organisations that are read at a time for a table.
const BATCH: usize = 200;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/organisations", get(show))
        .route("/organisations/list.csv", get(take))
        .route("/organisations/list.xlsx", get(take))
        .route("/organisations/list.json", get(take))
}

#[derive(Template)]
#[template(path = "hall/organisations.html")]
struct OrganisationsPage {
    shell: Shell,
    f: FormView,
    levels: Vec<Choice>,
    organisations: people::Page<Organisation>,
    empty: Empty,
    takes: Vec<(&'static str, String)>,
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
        takes: table::takes(&ctx, "/organisations"),
        f: ctx.form(params, FieldErrors::default()),
    })
}

/// `GET /organisations/list.csv` and the same in other forms: the list of the page with its filter.
async fn take(ctx: Ctx) -> web::Result {
    let format = table::asked(&ctx)?;
    let level = Level::parse(ctx.params().get("level"));
    let (store, lang) = (ctx.store().clone(), ctx.tr.lang().clone());
    let all = table::pages(move |after| {
        let (store, lang) = (store.clone(), lang.clone());
        async move { organisations::list(&mut store.read(), level, &lang, after.as_ref(), BATCH).await }
    });
    let tr = ctx.tr;
    let columns = [
        ("name", "table-name"),
        ("headline", "table-headline"),
        ("level", "organisations-level"),
        ("territory", "organisation-territory"),
        ("country", "table-country"),
        ("nuts", "organisation-nuts"),
        ("website", "organisation-website"),
        ("people", "table-people"),
        ("host", "table-host"),
        ("address", "table-address"),
    ];
    let columns = columns.map(|(key, label)| table::Column::new(key, tr.t(label))).to_vec();
    let origin = ctx.app.origin().map_or_else(String::new, |origin| origin.to_string());
    let rows = all.map_ok(move |o| {
        let address = format!("{origin}{}", href(&o.handle, &o.host));
        let texts = [words::level(tr, &o), words::country(tr, &o.country)];
        let [level, country] = texts.map(Cell::text);
        vec![
            Cell::text(o.name),
            Cell::text(o.headline),
            level,
            Cell::text(o.territory),
            country,
            Cell::text(o.nuts),
            Cell::text(o.website),
            Cell::count(o.people_count),
            Cell::text(o.host),
            Cell::text(address),
        ]
    });
    Ok(table::answer(ctx.app.workbooks(), format, "organisations", columns, rows.boxed()).await?)
}

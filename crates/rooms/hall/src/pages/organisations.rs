//! `/organisations`: who takes part.

use askama::Template;
use axum::routing::get;
use domain::FieldErrors;
use people::{
    Cursor,
    organisations::{self, Level, Organisation},
};
use web::{Choice, Ctx, FormView, Routes, Shell, pieces::Empty};

use crate::{pages::organisation::href, words};

/// Organisations on one page.
const PAGE: usize = 40;

pub(crate) fn routes() -> Routes {
    Routes::new().route("/organisations", get(show))
}

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

//! `/about`: what this server is, who keeps it, its rules and numbers.

use askama::Template;
use axum::routing::get;
use domain::Lang;
use people::{
    Markup,
    organisations::{self, Organisation},
    site::Registration,
};
use web::{Ctx, Html, Routes, Shell, Site};

use crate::{
    numbers::{self, Numbers},
    pages::organisation::href,
    words,
};

pub(crate) fn routes() -> Routes {
    Routes::new().route("/about", get(show))
}

/// A text of the site in the reader's language where there is one.
struct Said {
    lang: Lang,
    html: Html,
}

#[derive(Template)]
#[template(path = "hall/about.html")]
struct AboutPage {
    shell: Shell,
    description: Option<Said>,
    rules: Option<Said>,
    organisation: Organisation,
    languages: String,
    contact: String,
    origin: Option<String>,
    registration: &'static str,
    open: bool,
    numbers: Numbers,
}

impl AboutPage {
    fn href(&self) -> String {
        href(&self.organisation.handle, &self.organisation.host)
    }
}

/// The name of the server in the language of the page.
pub(crate) fn site_name(ctx: &Ctx) -> String {
    let site = ctx.site.as_ref();
    site.and_then(|s| s.name.best([ctx.tr.lang()]))
        .map_or_else(|| "Guildhall".to_owned(), |(_, name)| name.to_owned())
}

fn said(ctx: &Ctx, texts: &[(Lang, Markup)]) -> Option<Said> {
    let (lang, markup) = Site::best(texts, [ctx.tr.lang()])?;
    Some(Said { lang: lang.clone(), html: Html::trusted(markup.html.clone()) })
}

async fn show(ctx: Ctx) -> web::Result {
    let site = ctx.site()?;
    let tr = ctx.tr;
    let organisation = organisations::by_id(&mut ctx.read(), site.organisation, tr.lang()).await?;
    let numbers = numbers::numbers(&mut ctx.read()).await?;
    ctx.page(&AboutPage {
        shell: ctx.shell(tr.t1("about-page", "name", site_name(&ctx))),
        description: said(&ctx, &site.description),
        rules: said(&ctx, &site.rules),
        organisation,
        languages: words::languages(tr, &site.languages),
        contact: site.contact.clone(),
        origin: site.origin.as_ref().map(ToString::to_string),
        open: site.registration == Registration::Open,
        registration: match site.registration {
            Registration::Open => "about-registration-open",
            Registration::Invitation => "about-registration-invitation",
            Registration::Closed => "about-registration-closed",
        },
        numbers,
    })
}

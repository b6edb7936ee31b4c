//! `/organisations/{handle}`: a civic profile — information, competences and services, footprint.

use askama::Template;
use axum::{
    extract::Path,
    routing::{get, post},
};
use domain::access::Role;
use federation::{ActorText, actor, iri::Own};
use people::{
    Markup,
    organisations::{self, OrganisationPage},
    persons::{self, PersonCard, PersonFilter},
};
use web::{Ctx, Form, Html, Routes, Shell, Site, moving, pieces::elsewhere};

use super::{listed, person};
use crate::{
    civic::{CivicProfile, Paragraphs},
    following, words,
};

/// People shown on the page of their organisation.
const PEOPLE: usize = 30;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/organisations/{handle}", get(show))
        .route("/organisations/{handle}/follow", post(follow))
        .route("/organisations/{handle}/unfollow", post(unfollow))
}

/// The address of an organisation's page.
pub(crate) fn href(handle: &str, host: &str) -> String {
    if host.is_empty() {
        format!("/organisations/{handle}")
    } else {
        format!("/organisations/{handle}@{host}")
    }
}

/// One part of the civic profile, in the reader's language where there is one.
struct Part {
    id: &'static str,
    title: &'static str,
    lang: domain::Lang,
    html: Html,
}

#[derive(Template)]
#[template(path = "hall/organisation.html")]
struct OrganisationView {
    shell: Shell,
    page: OrganisationPage,
    parts: Vec<Part>,
    /// Label and value, only those that are known.
    facts: Vec<(&'static str, String)>,
    people: Vec<PersonCard>,
    practices: Vec<Html>,
    can_edit: bool,
    follow: Html,
    /// Where it lives, when that is elsewhere.
    origin: Html,
    /// Where it has moved to.
    moved: Html,
}

impl OrganisationView {
    fn href(&self, person: &PersonCard) -> String {
        person::href(&person.handle, &person.host)
    }

    fn name<'a>(&self, person: &'a PersonCard) -> &'a str {
        &person.name
    }

    fn summary(&self) -> Option<&ActorText> {
        person::best(&self.page.texts, self.shell.tr().lang())
    }

    fn summary_html(&self) -> Html {
        Html::trusted(self.summary().map_or("", |text| text.summary_html.as_str()))
    }

    fn sector(&self, sector: &domain::Sector) -> String {
        words::sector(self.shell.tr(), *sector)
    }

    fn website(&self) -> Option<&str> {
        let website = self.page.organisation.website.as_str();
        (website.starts_with("https://") || website.starts_with("http://")).then_some(website)
    }
}

fn parts(ctx: &Ctx, profile: &CivicProfile) -> Vec<Part> {
    let part = |id, title, paragraphs: &Paragraphs| {
        let (lang, Markup { html, .. }) = Site::best(paragraphs, [ctx.tr.lang()])?;
        Some(Part { id, title, lang: lang.clone(), html: Html::trusted(html.clone()) })
    };
    [
        part("information", "organisation-information", &profile.information),
        part("competences", "organisation-competences", &profile.competences),
        part("footprint", "organisation-footprint", &profile.footprint),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn facts(ctx: &Ctx, page: &OrganisationPage) -> Vec<(&'static str, String)> {
    let (tr, organisation) = (ctx.tr, &page.organisation);
    let all = [
        ("organisations-level", words::level(tr, organisation)),
        ("organisations-country", words::country(tr, &organisation.country)),
        ("organisation-territory", organisation.territory.clone()),
        ("organisation-population", words::population(tr, organisation)),
        ("organisation-nuts", organisation.nuts.clone()),
        ("hall-languages", words::languages(tr, &page.languages)),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

async fn show(ctx: Ctx, Path(address): Path<String>) -> web::Result {
    let (handle, host) = person::parts(&address);
    let lang = ctx.tr.lang();
    let page = organisations::page(&mut ctx.read(), &ctx.who(), handle, host, lang).await?;
    let id = page.organisation.id;
    let filter = PersonFilter { organisation: Some(id), ..PersonFilter::default() };
    let people = persons::list(&mut ctx.read(), &filter, lang, None, PEOPLE).await?.items;
    let practices = listed::of_organisation(&ctx, id).await?;
    let own = ctx.site()?.organisation == id;
    let administrator = ctx.viewer.as_ref().is_some_and(|v| v.role == Role::Administrator);
    let organisation = &page.organisation;
    let actor = actor::by_id(&mut ctx.read(), id).await?;
    let shell = ctx
        .shell(&organisation.name)
        .description(&organisation.headline)
        .home(Own::Actor(id), actor.url.as_deref());
    let follow = following::button(&shell, &actor, &href(handle, host), &organisation.name).await?;
    let origin = elsewhere(&shell, "elsewhere-organisation", &actor.host, actor.url.as_deref());
    let moved = moving::notice(&shell, id).await?;
    ctx.page(&OrganisationView {
        parts: parts(&ctx, &CivicProfile::read(&organisation.details.0)),
        facts: facts(&ctx, &page),
        people,
        practices: listed::rows(&shell, &practices),
        shell,
        can_edit: own && administrator,
        follow,
        origin,
        moved,
        page,
    })
}

async fn press(ctx: &Ctx, address: &str, form: &Form, on: bool) -> web::Result {
    ctx.signed_in()?;
    let (handle, host) = person::parts(address);
    let page =
        organisations::page(&mut ctx.read(), &ctx.who(), handle, host, ctx.tr.lang()).await?;
    following::press(ctx, page.organisation.id, &href(handle, host), form, on).await
}

async fn follow(ctx: Ctx, Path(address): Path<String>, form: Form) -> web::Result {
    press(&ctx, &address, &form, true).await
}

async fn unfollow(ctx: Ctx, Path(address): Path<String>, form: Form) -> web::Result {
    press(&ctx, &address, &form, false).await
}

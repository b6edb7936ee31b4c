//! `/people/{handle}`: one person, and what a reader may do about her.

use askama::Template;
use axum::{
    extract::Path,
    routing::{get, post},
};
use domain::Lang;
use federation::{ActorState, ActorText};
use people::{
    avoidance::{self, Avoidance},
    communities::{self, CommunityCard},
    persons::{self, PersonPage},
};
use web::{Ctx, Html, Routes, Shell};

use super::listed;
use crate::{links, words};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/people/{handle}", get(show))
        .route("/people/{handle}/mute", post(mute))
        .route("/people/{handle}/block", post(block))
        .route("/people/{handle}/forgive", post(forgive))
}

/// The address of a person's page; her host is part of it when she is of another instance.
pub(crate) fn href(handle: &str, host: &str) -> String {
    if host.is_empty() { format!("/people/{handle}") } else { format!("/people/{handle}@{host}") }
}

/// Handle and host out of an address.
pub(crate) fn parts(address: &str) -> (&str, &str) {
    address.split_once('@').unwrap_or((address, ""))
}

#[derive(Template)]
#[template(path = "hall/person.html")]
struct PersonView {
    shell: Shell,
    person: PersonPage,
    communities: Vec<CommunityCard>,
    published: Vec<Html>,
    /// Whether this is the reader's own page.
    own: bool,
}

impl PersonView {
    /// What she says of herself, in the reader's language or the one she wrote it in.
    fn bio(&self) -> Option<&ActorText> {
        best(&self.person.texts, self.shell.tr().lang())
    }

    fn bio_html(&self) -> Html {
        Html::trusted(self.bio().map_or("", |text| text.summary_html.as_str()))
    }

    fn languages(&self) -> String {
        words::languages(self.shell.tr(), &self.person.languages)
    }

    fn sector(&self, sector: &domain::Sector) -> String {
        words::sector(self.shell.tr(), *sector)
    }

    fn organisation_href(&self) -> String {
        super::organisation::href(&self.person.card.organisation_handle, "")
    }

    fn community_href(&self, community: &CommunityCard) -> String {
        links::community(&community.handle, &community.host)
    }

    fn address(&self) -> String {
        federation::actor::address(&self.person.card.handle, &self.person.card.host)
    }

    fn action(&self, what: &str) -> String {
        format!("{}/{what}", href(&self.person.card.handle, &self.person.card.host))
    }

    fn can_avoid(&self) -> bool {
        !self.own && self.shell.ctx().viewer.is_some()
    }

    fn is_suspended(&self) -> bool {
        self.person.state == ActorState::Suspended
    }
}

/// The text with something to say in this language, else the first that has.
pub(crate) fn best<'a>(texts: &'a [ActorText], lang: &Lang) -> Option<&'a ActorText> {
    let said = || texts.iter().filter(|text| !text.summary_html.is_empty());
    said().find(|text| text.lang == *lang).or_else(|| said().next())
}

async fn show(ctx: Ctx, Path(address): Path<String>) -> web::Result {
    let (handle, host) = parts(&address);
    let (who, lang) = (ctx.who(), ctx.tr.lang());
    let person = persons::page(&mut ctx.read(), &who, handle, host, lang).await?;
    let id = person.card.id;
    let communities = communities::of_member(&mut ctx.read(), &who, id, lang).await?;
    let published = listed::by_author(&ctx, id).await?;
    let own = who.person() == Some(id);
    let mut shell = ctx.shell(&person.card.name).description(&person.card.headline);
    if !person.indexable {
        shell = shell.noindex();
    }
    let published = listed::rows(&shell, &published);
    ctx.page(&PersonView { shell, person, communities, published, own })
}

/// Finds the person of an address, and sends the reader back to her page when it is done.
async fn avoid(ctx: Ctx, address: &str, how: Option<Avoidance>, key: &str) -> web::Result {
    ctx.signed_in()?;
    let (handle, host) = parts(address);
    let who = ctx.who();
    let person = persons::page(&mut ctx.read(), &who, handle, host, ctx.tr.lang()).await?;
    match how {
        Some(how) => avoidance::avoid(ctx.store(), &who, person.card.id, how).await?,
        None => avoidance::forgive(ctx.store(), &who, person.card.id).await?,
    }
    ctx.done(&href(handle, host), key)
}

async fn mute(ctx: Ctx, Path(address): Path<String>) -> web::Result {
    avoid(ctx, &address, Some(Avoidance::Mute), "person-muted").await
}

async fn block(ctx: Ctx, Path(address): Path<String>) -> web::Result {
    avoid(ctx, &address, Some(Avoidance::Block), "person-blocked").await
}

async fn forgive(ctx: Ctx, Path(address): Path<String>) -> web::Result {
    avoid(ctx, &address, None, "settings-forgiven").await
}

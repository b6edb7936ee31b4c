//! `/people/{handle}`: one person, and what a reader may do about her.

use askama::Template;
use axum::{
    extract::Path,
    routing::{get, post},
};
use domain::{Error, Lang};
use federation::{ActorKind, ActorState, ActorText, actor, iri::Own};
use people::{
    avoidance::{self, Avoidance},
    communities::{self, CommunityCard},
    persons::{self, PersonPage},
};
use web::{Ctx, Form, Html, Routes, Shell, moving, pieces::elsewhere};

use super::listed;
use crate::{following, links, words};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/people/{handle}", get(show))
        .route("/people/{handle}/follow", post(follow))
        .route("/people/{handle}/unfollow", post(unfollow))
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
    follow: Html,
    /// Where she lives, when that is elsewhere.
    origin: Html,
    /// Where she has moved to.
    moved: Html,
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
        // Across instances, an affiliation is only believed within one.
        super::organisation::href(&self.person.card.organisation_handle, &self.person.card.host)
    }

    fn community_href(&self, community: &CommunityCard) -> String {
        links::community(&community.handle, &community.host)
    }

    fn address(&self) -> String {
        actor::address(&self.person.card.handle, &self.person.card.host)
    }

    fn action(&self, what: &str) -> String {
        format!("{}/{what}", href(&self.person.card.handle, &self.person.card.host))
    }

    fn messages_href(&self) -> String {
        super::messages::href(&self.person.card.handle, &self.person.card.host)
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
    let person = match persons::page(&mut ctx.read(), &who, handle, host, lang).await {
        Ok(person) => person,
        Err(Error::NotFound) => return somebody_else(&ctx, handle, host).await,
        Err(e) => return Err(e.into()),
    };
    let id = person.card.id;
    let actor = actor::by_id(&mut ctx.read(), id).await?;
    let communities = communities::of_member(&mut ctx.read(), &who, id, lang).await?;
    let published = listed::by_author(&ctx, id).await?;
    let own = who.person() == Some(id);
    let mut shell = ctx.shell(&person.card.name).description(&person.card.headline);
    if !person.indexable {
        shell = shell.noindex();
    }
    shell = shell.home(Own::Actor(id), actor.url.as_deref());
    let published = listed::rows(&shell, &published);
    let page = href(handle, host);
    let follow = following::button(&shell, &actor, &page, &person.card.name).await?;
    let origin = elsewhere(&shell, "elsewhere-person", &actor.host, actor.url.as_deref());
    let moved = moving::notice(&shell, id).await?;
    ctx.page(&PersonView { shell, person, communities, published, own, follow, origin, moved })
}

/// Authors from elsewhere may be organisations: links to authors lead here, and onward.
async fn somebody_else(ctx: &Ctx, handle: &str, host: &str) -> web::Result {
    match actor::by_handle(&mut ctx.read(), handle, host).await? {
        Some(found) if found.kind == ActorKind::Organisation => {
            Ok(ctx.redirect(&links::header(&super::organisation::href(&found.handle, host))))
        }
        _ => Err(Error::NotFound.into()),
    }
}

async fn press(ctx: &Ctx, address: &str, form: &Form, on: bool) -> web::Result {
    ctx.signed_in()?;
    let (handle, host) = parts(address);
    let person = persons::page(&mut ctx.read(), &ctx.who(), handle, host, ctx.tr.lang()).await?;
    following::press(ctx, person.card.id, &href(handle, host), form, on).await
}

async fn follow(ctx: Ctx, Path(address): Path<String>, form: Form) -> web::Result {
    press(&ctx, &address, &form, true).await
}

async fn unfollow(ctx: Ctx, Path(address): Path<String>, form: Form) -> web::Result {
    press(&ctx, &address, &form, false).await
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
    ctx.done(&links::header(&href(handle, host)), key)
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

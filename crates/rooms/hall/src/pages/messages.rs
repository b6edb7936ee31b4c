//! `/messages`: whom one writes with privately.

mod conversation;
mod own;

use askama::Template;
use axum::routing::{get, post};
use content::markdown;
use domain::{Error, text};
use federation::{Actor, ActorKind, actor};
use people::{
    Cursor,
    messages::{self, Correspondence, Message, NewMessage},
};
use web::{Choice, Ctx, Form, Html, Routes, Shell, pieces::Empty};

use super::person;
use crate::input;

/// People on one page.
const PAGE: usize = 30;
/// Characters of a message that the list shows.
const EXCERPT: usize = 140;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/messages", get(show))
        .route("/messages/{address}", get(conversation::show).post(conversation::write))
        .route("/messages/{address}/{id}/edit", get(own::editing).post(own::edit))
        .route("/messages/{address}/{id}/withdraw", post(own::withdraw).get(own::withdrawing))
}

/// The address of what one writes with somebody.
pub(crate) fn href(handle: &str, host: &str) -> String {
    let person = person::href(handle, host);
    format!("/messages{}", person.strip_prefix("/people").unwrap_or(&person))
}

#[derive(Template)]
#[template(path = "hall/messages/list.html")]
struct MessagesPage {
    shell: Shell,
    rows: Vec<Correspondence>,
    next: Option<Cursor>,
    empty: Empty,
}

impl MessagesPage {
    fn href(&self, row: &Correspondence) -> String {
        href(&row.with.handle, &row.with.host)
    }

    /// The beginning of what came last.
    fn excerpt(&self, row: &Correspondence) -> String {
        text::excerpt(&markdown::plain(&row.newest.html), EXCERPT)
    }

    fn is_mine(&self, row: &Correspondence) -> bool {
        row.newest.author_id != row.with.id
    }
}

async fn show(ctx: Ctx) -> web::Result {
    ctx.signed_in()?;
    let after = Cursor::parse(ctx.params().get("after"));
    let (who, lang) = (ctx.who(), ctx.tr.lang());
    let page = messages::list(&mut ctx.read(), &who, lang, after.as_ref(), PAGE).await?;
    let tr = ctx.tr;
    ctx.page(&MessagesPage {
        shell: ctx.shell(tr.t("messages-page")),
        rows: page.items,
        next: page.next,
        empty: Empty {
            title: tr.t("messages-empty").to_owned(),
            text: tr.t("messages-empty-text").to_owned(),
            action: tr.t("messages-empty-link").to_owned(),
            href: "/people".to_owned(),
        },
    })
}

/// Another person by her address.
async fn find(ctx: &Ctx, address: &str) -> web::Result<Actor> {
    let me = ctx.signed_in()?.actor_id;
    let (handle, host) = person::parts(address);
    let found = actor::by_handle(&mut ctx.read(), handle, host).await?;
    let other = found.filter(|a| a.kind == ActorKind::Person && a.id != me);
    Ok(other.ok_or(Error::NotFound)?)
}

/// What was typed, rendered.
fn typed(ctx: &Ctx, form: &Form) -> NewMessage {
    NewMessage {
        lang: form.lang("lang").unwrap_or_else(|| ctx.tr.lang().clone()),
        body: input::markup(form, "body"),
        cleaner: markdown::CLEANER,
    }
}

/// The text of a message, safe by the present allow-list.
fn body(message: &Message) -> Html {
    Html::trusted(markdown::renew(&message.html, message.cleaner))
}

/// The languages that a message can be written in, those of the site first.
fn langs(ctx: &Ctx) -> Vec<Choice> {
    Choice::languages(ctx.tr, &ctx.app.interface_languages())
}

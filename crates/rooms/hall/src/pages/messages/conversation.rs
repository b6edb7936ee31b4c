//! `/messages/{handle}`: what one and somebody else wrote to one another, and the form to go on.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use domain::{Error, FieldErrors, id::MessageId};
use federation::{Actor, ActorState, actor};
use people::{
    Cursor,
    messages::{self, Message},
    persons::{self, PersonCard},
};
use web::{Choice, Ctx, Form, FormView, Html, Shell};

use super::{body, find, href, langs, typed};
use crate::{links, pages::person};

/// Messages on one page.
const PAGE: usize = 40;

#[derive(Template)]
#[template(path = "hall/messages/conversation.html")]
struct ConversationPage {
    shell: Shell,
    with: PersonCard,
    /// The oldest of this page first.
    messages: Vec<Message>,
    /// Where what is older begins.
    older: Option<Cursor>,
    /// Whether something newer is left out.
    newer: bool,
    f: FormView,
    langs: Vec<Choice>,
    /// Why one cannot write: a message; empty where one can.
    refusal: &'static str,
}

impl ConversationPage {
    fn address(&self) -> String {
        actor::address(&self.with.handle, &self.with.host)
    }

    fn href(&self) -> String {
        href(&self.with.handle, &self.with.host)
    }

    fn person_href(&self) -> String {
        person::href(&self.with.handle, &self.with.host)
    }

    fn is_mine(&self, message: &Message) -> bool {
        message.author_id != self.with.id
    }

    fn body(&self, message: &Message) -> Html {
        body(message)
    }

    fn own_href(&self, message: &Message, what: &str) -> String {
        format!("{}/{}/{what}", self.href(), message.id)
    }

    fn older_href(&self, cursor: &Cursor) -> String {
        format!("{}?after={}", self.href(), web::context::encode(&cursor.to_string()))
    }
}

async fn page(
    ctx: &Ctx,
    other: &Actor,
    form: Form,
    errors: FieldErrors,
) -> web::Result<ConversationPage> {
    let (who, lang) = (ctx.who(), ctx.tr.lang());
    let me = ctx.signed_in()?.actor_id;
    let after = Cursor::parse(ctx.params().get("after"));
    let mut q = ctx.read();
    let mut found = messages::with(&mut q, &who, other.id, after.as_ref(), PAGE).await?;
    found.items.reverse();
    let refusal = match messages::check_recipient(&mut q, me, other.id).await {
        Ok(_) => "",
        Err(Error::Forbidden(key)) => key,
        // Whoever no longer acts is not there, but for those who wrote with her.
        Err(Error::NotFound) if !found.items.is_empty() => match other.state {
            ActorState::Closed => "messages-closed",
            ActorState::Active | ActorState::Suspended => "messages-suspended",
        },
        Err(e) => return Err(e.into()),
    };
    let with = persons::cards(&mut q, &[other.id], lang).await?.pop().ok_or(Error::NotFound)?;
    let f = ctx.form(form, errors);
    let shell = ctx
        .shell(ctx.tr.t1("messages-with", "name", &with.name))
        .crumb(ctx.tr.t("messages-page"), "/messages")
        .for_form(&f)
        .noindex();
    Ok(ConversationPage {
        shell,
        with,
        messages: found.items,
        older: found.next,
        newer: after.is_some(),
        f,
        langs: langs(ctx),
        refusal,
    })
}

pub(super) async fn show(ctx: Ctx, Path(address): Path<String>) -> web::Result {
    let other = find(&ctx, &address).await?;
    let mut form = Form::new().with("lang", ctx.tr.lang().as_str());
    // What another page has prepared; nothing is sent before she sends it.
    let params = ctx.params();
    if params.has("body") {
        form.set("body", params.block("body"));
    }
    let page = page(&ctx, &other, form, FieldErrors::default()).await?;
    if !page.newer {
        messages::mark_read(ctx.store(), &ctx.who(), other.id).await?;
    }
    ctx.page(&page)
}

pub(super) async fn write(ctx: Ctx, Path(address): Path<String>, form: Form) -> web::Result {
    let other = find(&ctx, &address).await?;
    let mut errors = FieldErrors::default();
    let status = match messages::send(ctx.store(), &ctx.who(), other.id, typed(&ctx, &form)).await {
        Ok(id) => return ctx.done(&at(&other, id), "messages-sent"),
        Err(Error::Invalid(wrong)) => {
            errors = wrong;
            StatusCode::UNPROCESSABLE_ENTITY
        }
        // What was typed is kept also when it cannot be sent, or not yet.
        Err(Error::Forbidden(key)) => {
            errors.add("body", key);
            StatusCode::FORBIDDEN
        }
        Err(Error::TooMany(_)) => {
            errors.add("body", "messages-too-many");
            StatusCode::TOO_MANY_REQUESTS
        }
        Err(e) => return Err(e.into()),
    };
    ctx.page_with(status, &page(&ctx, &other, form, errors).await?)
}

/// The place of a message.
pub(super) fn at(other: &Actor, id: MessageId) -> String {
    format!("{}#message-{id}", links::header(&href(&other.handle, &other.host)))
}

//! `/messages/{handle}/{id}/…`: changing and withdrawing a message of one's own.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use domain::{Error, FieldErrors, id::MessageId};
use federation::Actor;
use people::messages::{self, Message};
use web::{Choice, Ctx, Form, FormView, Html, Shell};

use super::{body, conversation::at, find, href, langs, typed};

#[derive(Template)]
#[template(path = "hall/messages/edit.html")]
struct EditPage {
    shell: Shell,
    f: FormView,
    langs: Vec<Choice>,
    cancel: String,
}

#[derive(Template)]
#[template(path = "hall/messages/withdraw.html")]
struct WithdrawPage {
    shell: Shell,
    message: Message,
    body: Html,
    cancel: String,
}

/// A message of the reader's own to this person.
async fn own(ctx: &Ctx, address: &str, id: &str) -> web::Result<(Actor, Message)> {
    let other = find(ctx, address).await?;
    let id: MessageId = id.parse().map_err(|_| Error::NotFound)?;
    let message = messages::own(&mut ctx.read(), &ctx.who(), id).await?;
    if message.recipient_id != other.id {
        return Err(Error::NotFound.into());
    }
    Ok((other, message))
}

fn crumbs(ctx: &Ctx, other: &Actor, key: &str) -> Shell {
    ctx.shell(ctx.tr.t(key))
        .crumb(ctx.tr.t("messages-page"), "/messages")
        .crumb(&other.name, href(&other.handle, &other.host))
        .noindex()
}

fn edit_page(
    ctx: &Ctx,
    other: &Actor,
    form: Form,
    errors: FieldErrors,
    cancel: String,
) -> EditPage {
    let f = ctx.form(form, errors);
    let shell = crumbs(ctx, other, "messages-edit-page").for_form(&f);
    EditPage { shell, f, langs: langs(ctx), cancel }
}

pub(super) async fn editing(ctx: Ctx, Path((address, id)): Path<(String, String)>) -> web::Result {
    let (other, message) = own(&ctx, &address, &id).await?;
    let form = Form::new().with("body", &message.md).with("lang", message.lang.as_str());
    let back = at(&other, message.id);
    ctx.page(&edit_page(&ctx, &other, form, FieldErrors::default(), back))
}

pub(super) async fn edit(
    ctx: Ctx,
    Path((address, id)): Path<(String, String)>,
    form: Form,
) -> web::Result {
    let (other, message) = own(&ctx, &address, &id).await?;
    let back = at(&other, message.id);
    let mut errors = FieldErrors::default();
    let new = typed(&ctx, &form);
    let status = match messages::edit(ctx.store(), &ctx.who(), message.id, new).await {
        Ok(()) => return ctx.done(&back, "messages-edited"),
        Err(Error::Invalid(wrong)) => {
            errors = wrong;
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(Error::Forbidden(key)) => {
            errors.add("body", key);
            StatusCode::FORBIDDEN
        }
        Err(e) => return Err(e.into()),
    };
    ctx.page_with(status, &edit_page(&ctx, &other, form, errors, back))
}

pub(super) async fn withdrawing(
    ctx: Ctx,
    Path((address, id)): Path<(String, String)>,
) -> web::Result {
    let (other, message) = own(&ctx, &address, &id).await?;
    ctx.page(&WithdrawPage {
        shell: crumbs(&ctx, &other, "messages-withdraw-page"),
        body: body(&message),
        cancel: at(&other, message.id),
        message,
    })
}

pub(super) async fn withdraw(ctx: Ctx, Path((address, id)): Path<(String, String)>) -> web::Result {
    let (other, message) = own(&ctx, &address, &id).await?;
    messages::withdraw(ctx.store(), &ctx.who(), message.id).await?;
    ctx.done(&at(&other, message.id), "messages-withdrawn")
}

//! `/reset/{token}`: a new password by a link that an administrator has made.

use askama::Template;
use axum::{Extension, extract::Path, http::StatusCode, routing::get};
use domain::{Error, FieldErrors};
use people::{Token, accounts};
use web::{Ctx, Form, FormView, Routes, Shell};

use crate::doors::{Doors, client, enter};

pub(crate) fn routes(doors: &Doors) -> Routes {
    Routes::new().route("/reset/{token}", get(show).post(reset).layer(Extension(doors.clone())))
}

#[derive(Template)]
#[template(path = "hall/reset.html")]
struct ResetPage {
    shell: Shell,
    token: String,
    email: String,
    f: FormView,
}

#[derive(Template)]
#[template(path = "hall/over.html")]
struct OverPage {
    shell: Shell,
    text: &'static str,
}

fn over(ctx: &Ctx) -> web::Result {
    let shell = ctx.shell(ctx.tr.t("reset-over")).noindex();
    ctx.page_with(StatusCode::NOT_FOUND, &OverPage { shell, text: "reset-over-text" })
}

fn page(ctx: &Ctx, token: &Token, email: String, errors: FieldErrors) -> ResetPage {
    // What was typed is not kept: it is a password.
    let f = ctx.form(Form::new(), errors);
    let shell = ctx.shell(ctx.tr.t("reset-page")).noindex().for_form(&f);
    ResetPage { shell, token: token.as_str().to_owned(), email, f }
}

async fn show(ctx: Ctx, Path(token): Path<String>) -> web::Result {
    let Some(token) = Token::parse(&token) else { return over(&ctx) };
    match accounts::reset_link(&mut ctx.read(), &token, ctx.now).await {
        Ok(account) => ctx.page(&page(&ctx, &token, account.email, FieldErrors::default())),
        Err(Error::NotFound) => over(&ctx),
        Err(error) => Err(error.into()),
    }
}

async fn reset(
    ctx: Ctx,
    Extension(doors): Extension<Doors>,
    Path(token): Path<String>,
    form: Form,
) -> web::Result {
    let Some(token) = Token::parse(&token) else { return over(&ctx) };
    let (passwords, password) = (doors.passwords(&ctx), form.get("password"));
    match accounts::reset_password(ctx.store(), passwords, &token, password, &client(&ctx)).await {
        Ok(signed_in) => enter(&ctx, &signed_in, "/", "reset-done"),
        Err(Error::NotFound) => over(&ctx),
        Err(Error::Invalid(errors)) => {
            ctx.invalid(&page(&ctx, &token, form.get("email").to_owned(), errors))
        }
        Err(error) => Err(error.into()),
    }
}

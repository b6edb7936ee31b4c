//! `/sign-up`: an account of one's own, openly or with an invitation.

use askama::Template;
use axum::{Extension, routing::get};
use domain::{Error, FieldErrors};
use people::{Token, sign_up::SignUp, site::Registration};
use web::{Choice, Ctx, Form, FormView, Routes, Shell};

use crate::doors::{Doors, client, enter};

pub(crate) fn routes(doors: &Doors) -> Routes {
    Routes::new().route("/sign-up", get(show).post(sign_up).layer(Extension(doors.clone())))
}

#[derive(Template)]
#[template(path = "hall/sign_up.html")]
struct SignUpPage {
    shell: Shell,
    f: FormView,
    languages: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "hall/sign_up_closed.html")]
struct ClosedPage {
    shell: Shell,
    contact: String,
}

/// The languages of the interface, under their own names.
pub(crate) fn interface_languages(ctx: &Ctx) -> Vec<Choice> {
    let all = ctx.app.interface_languages();
    all.into_iter()
        .map(|lang| Choice {
            lang: Some(lang.clone()),
            ..Choice::new(lang.as_str(), lang.autonym())
        })
        .collect()
}

/// The form of an account, also shown under an invitation.
pub(crate) fn form(ctx: &Ctx, form: Form, errors: FieldErrors) -> (FormView, Vec<Choice>) {
    let form = if form.has("lang") { form } else { form.with("lang", ctx.tr.lang().as_str()) };
    (ctx.form(form, errors), interface_languages(ctx))
}

/// What was typed, for the service.
pub(crate) fn typed(ctx: &Ctx, form: &Form, invitation: Option<Token>) -> SignUp {
    SignUp {
        name: form.line("name"),
        handle: form.line("handle"),
        email: form.line("email"),
        password: form.get("password").to_owned(),
        lang: form.lang("lang").unwrap_or_else(|| ctx.tr.lang().clone()),
        invitation,
    }
}

fn page(ctx: &Ctx, typed: Form, errors: FieldErrors) -> SignUpPage {
    let (f, languages) = form(ctx, typed, errors);
    let shell = ctx.shell(ctx.tr.t("sign-up-page")).for_form(&f);
    SignUpPage { shell, f, languages }
}

async fn show(ctx: Ctx) -> web::Result {
    if ctx.viewer.is_some() {
        return Ok(ctx.redirect("/"));
    }
    let site = ctx.site()?;
    if site.registration != Registration::Open {
        return ctx.page(&ClosedPage {
            shell: ctx.shell(ctx.tr.t("sign-up-closed")).noindex(),
            contact: site.contact.clone(),
        });
    }
    ctx.page(&page(&ctx, Form::new(), FieldErrors::default()))
}

async fn sign_up(ctx: Ctx, Extension(doors): Extension<Doors>, form: Form) -> web::Result {
    let (passwords, attempts) = (doors.passwords(&ctx), doors.attempts(&ctx));
    let new = typed(&ctx, &form, None);
    match people::sign_up::sign_up(ctx.store(), passwords, attempts, new, &client(&ctx)).await {
        Ok(signed_in) => enter(&ctx, &signed_in, "/", "signed-up"),
        Err(Error::Invalid(errors)) => ctx.invalid(&page(&ctx, form, errors)),
        Err(error) => Err(error.into()),
    }
}

//! `/settings/account`: language of the pages, e-mail, password, and the end of the account. Each
//! of the last three is a page of its own, because each asks for the password.

use askama::Template;
use axum::{Extension, routing::get};
use domain::{Error, FieldErrors};
use people::accounts;
use web::{Choice, Ctx, Form, FormView, Html, Routes, Shell, cookies};

use super::tabs;
use crate::{
    doors::{Doors, client, enter},
    pages::sign_up::interface_languages,
};

pub(crate) fn routes(doors: &Doors) -> Routes {
    let door = || Extension(doors.clone());
    Routes::new()
        .route("/settings/account", get(show).post(set_lang))
        .route("/settings/account/email", get(show_email).post(change_email).layer(door()))
        .route("/settings/account/password", get(show_password).post(change_password).layer(door()))
        .route("/settings/account/close", get(show_close).post(close).layer(door()))
}

#[derive(Template)]
#[template(path = "hall/settings/account.html")]
struct AccountPage {
    shell: Shell,
    tabs: Html,
    f: FormView,
    languages: Vec<Choice>,
    email: String,
}

async fn show(ctx: Ctx) -> web::Result {
    let viewer = ctx.signed_in()?;
    let account = accounts::by_id(&mut ctx.read(), viewer.account_id).await?;
    let lang = account.lang.as_ref().map_or("", domain::Lang::as_str);
    let form = Form::new().with("lang", lang);
    let mut languages = interface_languages(&ctx);
    languages.push(Choice::new("", ctx.tr.t("settings-lang-browser")));
    let shell = ctx.shell(ctx.tr.t("settings-page"));
    ctx.page(&AccountPage {
        tabs: tabs(&shell),
        f: ctx.form(form, FieldErrors::default()),
        languages,
        email: account.email,
        shell,
    })
}

async fn set_lang(ctx: Ctx, form: Form) -> web::Result {
    let viewer = ctx.signed_in()?;
    let lang = form.lang("lang").filter(|lang| ctx.app.interface_languages().contains(lang));
    accounts::set_lang(ctx.store(), viewer, lang.clone()).await?;
    let mut response = ctx.done("/settings/account", "settings-lang-saved")?;
    if let Some(lang) = lang {
        cookies::lang(&mut response, &ctx.app, lang.as_str());
    }
    Ok(response)
}

/// The three pages that ask for the password.
#[derive(Template)]
#[template(path = "hall/settings/secret.html")]
struct SecretPage {
    shell: Shell,
    f: FormView,
    what: What,
    lead: String,
    email: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Email,
    Password,
    Close,
}

impl SecretPage {
    async fn new(ctx: &Ctx, what: What, form: Form, errors: FieldErrors) -> web::Result<Self> {
        let viewer = ctx.signed_in()?;
        let account = accounts::by_id(&mut ctx.read(), viewer.account_id).await?;
        let tr = ctx.tr;
        let (title, lead) = match what {
            What::Email => {
                ("settings-email-title", tr.t1("settings-email-now", "email", &account.email))
            }
            What::Password => {
                ("settings-password-title", tr.t("settings-password-lead").to_owned())
            }
            What::Close => ("settings-close-title", tr.t("settings-close-lead").to_owned()),
        };
        let f = ctx.form(form, errors);
        let shell = ctx
            .shell(tr.t(title))
            .for_form(&f)
            .crumb(tr.t("settings-page"), "/settings")
            .crumb(tr.t("settings-account"), "/settings/account");
        Ok(Self { shell, f, what, lead, email: account.email })
    }

    fn action(&self) -> &'static str {
        match self.what {
            What::Email => "/settings/account/email",
            What::Password => "/settings/account/password",
            What::Close => "/settings/account/close",
        }
    }
}

async fn show_email(ctx: Ctx) -> web::Result {
    ctx.page(&SecretPage::new(&ctx, What::Email, Form::new(), FieldErrors::default()).await?)
}

async fn show_password(ctx: Ctx) -> web::Result {
    ctx.page(&SecretPage::new(&ctx, What::Password, Form::new(), FieldErrors::default()).await?)
}

async fn show_close(ctx: Ctx) -> web::Result {
    ctx.page(&SecretPage::new(&ctx, What::Close, Form::new(), FieldErrors::default()).await?)
}

async fn change_email(ctx: Ctx, Extension(doors): Extension<Doors>, form: Form) -> web::Result {
    let (viewer, passwords) = (ctx.signed_in()?, doors.passwords(&ctx));
    let (email, current) = (form.line("email"), form.get("current"));
    match accounts::change_email(ctx.store(), passwords, viewer, &email, current).await {
        Ok(()) => ctx.done("/settings/account", "settings-email-saved"),
        Err(Error::Invalid(errors)) => {
            ctx.invalid(&SecretPage::new(&ctx, What::Email, form, errors).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn change_password(ctx: Ctx, Extension(doors): Extension<Doors>, form: Form) -> web::Result {
    let (viewer, passwords) = (ctx.signed_in()?, doors.passwords(&ctx));
    let (current, new) = (form.get("current"), form.get("password"));
    let client = client(&ctx);
    match accounts::change_password(ctx.store(), passwords, viewer, current, new, &client).await {
        Ok(signed_in) => enter(&ctx, &signed_in, "/settings/account", "settings-password-saved"),
        Err(Error::Invalid(errors)) => {
            ctx.invalid(&SecretPage::new(&ctx, What::Password, form, errors).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn close(ctx: Ctx, Extension(doors): Extension<Doors>, form: Form) -> web::Result {
    let (viewer, passwords) = (ctx.signed_in()?, doors.passwords(&ctx));
    let done = if form.on("confirm") {
        accounts::close_own(ctx.store(), passwords, viewer, form.get("current")).await
    } else {
        Err(Error::field("confirm", "hall-error-confirm"))
    };
    match done {
        Ok(()) => {
            let mut response = ctx.done("/", "settings-closed")?;
            cookies::sign_out(&mut response, &ctx.app);
            Ok(response)
        }
        Err(Error::Invalid(errors)) => {
            ctx.invalid(&SecretPage::new(&ctx, What::Close, form, errors).await?)
        }
        Err(error) => Err(error.into()),
    }
}

//! `/admin/site`: name, description, rules, who may join, and the public address.

use askama::Template;
use axum::routing::{get, post};
use domain::{Error, FieldErrors, Lang, access::act};
use people::site::{self, Founding, Registration, SiteUpdate};
use web::{Choice, Ctx, Form, FormView, Routes, Shell, Site, Tr};

use super::may;
use crate::{
    input,
    words::{self, Spoken},
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/admin/site", get(show).post(update))
        .route("/admin/site/origin", post(fix_origin))
}

#[derive(Template)]
#[template(path = "hall/admin/site.html")]
struct SitePage {
    shell: Shell,
    f: FormView,
    /// The form of the address, with its own errors.
    address: FormView,
    origin: Option<String>,
    said: Spoken,
    languages: Vec<Choice>,
    zones: Vec<Choice>,
    registrations: Vec<Choice>,
    foundings: Vec<Choice>,
    defaults: Vec<Choice>,
}

/// How one gets an account, as a form offers it.
pub(crate) fn registration_choices(tr: Tr) -> Vec<Choice> {
    Choice::all(tr, "admin-registration", ["open", "invitation", "closed"])
}

/// The choice of a form.
pub(crate) fn registration_of(form: &Form) -> Option<Registration> {
    match form.get("registration") {
        "open" => Some(Registration::Open),
        "invitation" => Some(Registration::Invitation),
        "closed" => Some(Registration::Closed),
        _ => None,
    }
}

fn registration_word(registration: Registration) -> &'static str {
    match registration {
        Registration::Open => "open",
        Registration::Invitation => "invitation",
        Registration::Closed => "closed",
    }
}

/// The settings as a form shows them.
fn filled(site: &Site) -> Form {
    let founding = match site.founding {
        Founding::Everyone => "everyone",
        Founding::Moderators => "moderators",
    };
    let mut form = Form::new()
        .with_all("languages", site.languages.iter().map(Lang::as_str))
        .with("default_lang", site.default_lang.as_str())
        .with("timezone", &site.timezone)
        .with("registration", registration_word(site.registration))
        .with("founding", founding)
        .with("contact", &site.contact);
    form = input::with_texts(form, "name", &site.name);
    form = input::with_texts(form, "tagline", &site.tagline);
    form = input::with_markups(form, "description", &site.description);
    input::with_markups(form, "rules", &site.rules)
}

/// What was typed, for the service.
fn typed(site: &Site, form: &Form) -> SiteUpdate {
    let langs = words::text_langs(site, Some(&site.default_lang));
    SiteUpdate {
        name: input::texts(form, "name", &langs),
        tagline: input::texts(form, "tagline", &langs),
        description: input::markups(form, "description", &langs),
        rules: input::markups(form, "rules", &langs),
        default_lang: form.lang("default_lang").unwrap_or_else(|| site.default_lang.clone()),
        languages: input::langs(form, "languages"),
        timezone: form.line("timezone"),
        registration: registration_of(form).unwrap_or(site.registration),
        founding: match form.get("founding") {
            "moderators" => Founding::Moderators,
            "everyone" => Founding::Everyone,
            _ => site.founding,
        },
        contact: form.line("contact"),
    }
}

impl SitePage {
    fn new(ctx: &Ctx, site: &Site, f: FormView, address: FormView) -> Self {
        let tr = ctx.tr;
        let langs = words::text_langs(site, Some(&site.default_lang));
        let failed = if address.has_errors() { &address } else { &f };
        let shell = ctx.administration(tr.t("admin-site")).for_form(failed);
        let languages = Choice::languages(tr, &site.languages);
        Self {
            shell,
            origin: site.origin.as_ref().map(ToString::to_string),
            zones: words::zones(&site.timezone),
            registrations: registration_choices(tr),
            foundings: Choice::all(tr, "admin-founding", ["everyone", "moderators"]),
            defaults: languages.iter().take(site.languages.len()).cloned().collect(),
            languages,
            said: Spoken::new(tr, &f, langs),
            f,
            address,
        }
    }
}

async fn show(ctx: Ctx) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let site = ctx.site()?;
    let f = ctx.form(filled(site), FieldErrors::default());
    let address = ctx.form(Form::new(), FieldErrors::default());
    ctx.page(&SitePage::new(&ctx, site, f, address))
}

async fn update(ctx: Ctx, form: Form) -> web::Result {
    let site = ctx.site()?;
    match site::update(ctx.store(), &ctx.who(), typed(site, &form)).await {
        Ok(_) => {
            ctx.app.reload_site().await?;
            ctx.done("/admin/site", "admin-site-saved")
        }
        Err(Error::Invalid(errors)) => {
            let address = ctx.form(Form::new(), FieldErrors::default());
            let f = ctx.form(form, errors);
            ctx.invalid(&SitePage::new(&ctx, site, f, address))
        }
        Err(error) => Err(error.into()),
    }
}

async fn fix_origin(ctx: Ctx, form: Form) -> web::Result {
    let site = ctx.site()?;
    let done = if form.on("confirm") {
        site::fix_origin(ctx.store(), &ctx.who(), form.get("origin")).await
    } else {
        may::<act::Administer>(&ctx)?;
        Err(Error::field("confirm", "hall-error-confirm"))
    };
    match done {
        Ok(_) => {
            ctx.app.reload_site().await?;
            ctx.done("/admin/site", "admin-origin-saved")
        }
        Err(Error::Invalid(errors)) => {
            let f = ctx.form(filled(site), FieldErrors::default());
            let address = ctx.form(form, errors);
            ctx.invalid(&SitePage::new(&ctx, site, f, address))
        }
        Err(error) => Err(error.into()),
    }
}

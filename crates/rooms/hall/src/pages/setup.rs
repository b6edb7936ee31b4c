//! `/setup`: the first start, opened by the link that the server prints.

use askama::Template;
use axum::{
    Extension,
    http::{HeaderMap, StatusCode, header},
    response::Response,
    routing::get,
};
use domain::{Error, FieldErrors, Lang, Origin};
use federation::policy::Mode;
use people::{
    Token,
    organisations::{Level, PopulationBand},
    setup::{self, SetUp},
    site::Registration,
};
use web::{Choice, Ctx, Form, FormView, Routes, Shell};

use super::admin::{
    federation::settings::mode_choices,
    site::{registration_choices, registration_of},
};
use crate::{
    doors::{Doors, client, enter},
    input,
    words::{self, Spoken},
};

pub(crate) fn routes(doors: &Doors) -> Routes {
    Routes::new().route("/setup", get(show).post(set_up).layer(Extension(doors.clone())))
}

#[derive(Template)]
#[template(path = "hall/setup.html")]
struct SetupPage {
    shell: Shell,
    f: FormView,
    said: Spoken,
    levels: Vec<Choice>,
    countries: Vec<Choice>,
    bands: Vec<Choice>,
    languages: Vec<Choice>,
    defaults: Vec<Choice>,
    zones: Vec<Choice>,
    registrations: Vec<Choice>,
    modes: Vec<Choice>,
}

impl SetupPage {
    fn new(ctx: &Ctx, form: Form, errors: FieldErrors) -> Self {
        let tr = ctx.tr;
        let langs = interface(ctx);
        let languages = Choice::languages(tr, &langs);
        let zones = words::zones(form.get("timezone"));
        let f = ctx.form(form, errors);
        let defaults = languages.iter().take(langs.len()).cloned().collect();
        let said = Spoken::new(tr, &f, langs);
        Self {
            shell: ctx.shell(tr.t("setup-page")).noindex().for_form(&f),
            f,
            levels: words::levels(tr),
            countries: words::countries(tr),
            bands: words::bands(tr),
            defaults,
            languages,
            zones,
            registrations: registration_choices(tr),
            modes: mode_choices(tr),
            said,
        }
    }
}

#[derive(Template)]
#[template(path = "hall/over.html")]
struct OverPage {
    shell: Shell,
    text: &'static str,
}

/// The languages of the interface, that of the page first.
fn interface(ctx: &Ctx) -> Vec<Lang> {
    let mut all = ctx.app.interface_languages();
    all.sort_by_key(|lang| lang != ctx.tr.lang());
    all
}

/// The answer to a link that does not open the set-up, or no longer does.
fn closed(ctx: &Ctx, error: Error) -> web::Result {
    let (status, title, text) = match error {
        Error::NotFound => (StatusCode::NOT_FOUND, "setup-over", "setup-over-text"),
        Error::Conflict(_) => (StatusCode::CONFLICT, "setup-done", "setup-done-text"),
        error => return Err(error.into()),
    };
    ctx.page_with(status, &OverPage { shell: ctx.shell(ctx.tr.t(title)).noindex(), text })
}

/// The address under which the reader came, when an instance may have it.
fn address(ctx: &Ctx, headers: &HeaderMap) -> String {
    if let Some(origin) = ctx.app.origin() {
        return origin.to_string();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let usable = ["https", "http"].map(|scheme| Origin::parse(&format!("{scheme}://{host}")));
    let found = usable.into_iter().find_map(Result::ok);
    found.map_or_else(String::new, |origin| origin.as_str().to_owned())
}

async fn show(ctx: Ctx, headers: HeaderMap) -> web::Result {
    let params = ctx.params();
    let token = Token::parse(params.get("token"));
    let checked = match &token {
        Some(token) => setup::check(ctx.store(), token).await,
        None if ctx.site.is_some() => Err(Error::Conflict("error-setup-done")),
        None => Err(Error::NotFound),
    };
    if let Err(error) = checked {
        return closed(&ctx, error);
    }
    let form = Form::new()
        .with("token", params.get("token"))
        .with("level", Level::Local.as_str())
        .with_all("languages", interface(&ctx).iter().map(Lang::as_str))
        .with("default_lang", ctx.tr.lang().as_str())
        .with(
            "timezone",
            if *ctx.tr.lang() == Lang::bulgarian() { "Europe/Sofia" } else { "Europe/Brussels" },
        )
        .with("country", if *ctx.tr.lang() == Lang::bulgarian() { "BG" } else { "" })
        .with("registration", "invitation")
        .with("mode", Mode::Open.as_str())
        .with("origin", address(&ctx, &headers));
    ctx.page(&SetupPage::new(&ctx, form, FieldErrors::default()))
}

/// What was typed, for the service.
fn typed(ctx: &Ctx, form: &Form) -> SetUp {
    let default_lang = form.lang("default_lang").unwrap_or_else(|| ctx.tr.lang().clone());
    let mut langs = interface(ctx);
    langs.sort_by_key(|lang| *lang != default_lang);
    SetUp {
        name: input::texts(form, "name", &langs),
        organisation_name: input::texts(form, "organisation_name", &langs),
        organisation_handle: String::new(),
        level: Level::parse(form.get("level")).unwrap_or(Level::Local),
        country: form.line("country"),
        territory: form.line("territory"),
        nuts: String::new(),
        population_band: PopulationBand::parse(form.get("population_band")),
        languages: input::langs(form, "languages"),
        default_lang,
        timezone: form.line("timezone"),
        origin: form.line("origin"),
        registration: registration_of(form).unwrap_or(Registration::Invitation),
        mode: Mode::parse(form.get("mode")).unwrap_or_default(),
        administrator_name: form.line("administrator_name"),
        administrator_handle: form.line("administrator_handle"),
        email: form.line("email"),
        password: form.get("password").to_owned(),
        illustrative: false,
    }
}

async fn set_up(ctx: Ctx, Extension(doors): Extension<Doors>, form: Form) -> web::Result<Response> {
    let Some(token) = Token::parse(form.get("token")) else {
        return closed(&ctx, Error::NotFound);
    };
    let (passwords, new) = (doors.passwords(&ctx), typed(&ctx, &form));
    match setup::set_up(ctx.store(), passwords, &token, new, &client(&ctx)).await {
        Ok(signed_in) => {
            ctx.app.reload_site().await?;
            enter(&ctx, &signed_in, "/admin", "setup-done-flash")
        }
        Err(Error::Invalid(errors)) => ctx.invalid(&SetupPage::new(&ctx, form, errors)),
        Err(error) => closed(&ctx, error),
    }
}

//! `/sign-in` and `/sign-out`.

use askama::Template;
use axum::{
    Extension,
    http::{HeaderValue, StatusCode, header},
    response::Response,
    routing::{get, post},
};
use domain::{Error, FieldErrors};
use people::site::Registration;
use web::{Ctx, Form, FormView, Routes, Shell, context::safe_path, cookies};

use crate::doors::{Doors, client, enter};

pub(crate) fn routes(doors: &Doors) -> Routes {
    Routes::new()
        .route("/sign-in", get(show).post(sign_in).layer(Extension(doors.clone())))
        .route("/sign-out", post(sign_out))
}

#[derive(Template)]
#[template(path = "hall/sign_in.html")]
struct SignInPage {
    shell: Shell,
    f: FormView,
    /// Whether the reader was on her way to another page.
    to_go_on: bool,
    open: bool,
    /// Too many attempts, and when to come back.
    wait: Option<String>,
}

impl SignInPage {
    fn new(ctx: &Ctx, form: Form, errors: FieldErrors) -> Self {
        let to_go_on = safe_path(form.get("next")).is_some_and(|next| next != "/");
        let open = ctx.site.as_ref().is_some_and(|s| s.registration == Registration::Open);
        let f = ctx.form(form, errors);
        let shell = ctx.shell(ctx.tr.t("sign-in-page")).for_form(&f).noindex();
        Self { shell, f, to_go_on, open, wait: None }
    }
}

/// Where the reader goes afterwards: only ever one of our own pages.
fn next(form: &Form) -> String {
    safe_path(form.get("next")).unwrap_or("/").to_owned()
}

async fn show(ctx: Ctx) -> web::Result {
    if ctx.viewer.is_some() {
        return Ok(ctx.redirect(&next(&ctx.params())));
    }
    ctx.page(&SignInPage::new(&ctx, ctx.params(), FieldErrors::default()))
}

async fn sign_in(ctx: Ctx, Extension(doors): Extension<Doors>, form: Form) -> web::Result {
    let (email, password) = (form.line("email"), form.get("password"));
    let (passwords, attempts) = (doors.passwords(&ctx), doors.attempts(&ctx));
    let client = client(&ctx);
    let done =
        people::sign_in::sign_in(ctx.store(), passwords, attempts, &email, password, &client).await;
    match done {
        Ok(signed_in) => enter(&ctx, &signed_in, &next(&form), "signed-in"),
        Err(Error::Invalid(errors)) => ctx.invalid(&SignInPage::new(&ctx, form, errors)),
        Err(Error::TooMany(wait)) => too_many(&ctx, form, wait.as_secs().max(1)),
        Err(error) => Err(error.into()),
    }
}

fn too_many(ctx: &Ctx, form: Form, seconds: u64) -> web::Result<Response> {
    let mut page = SignInPage::new(ctx, form, FieldErrors::default());
    page.wait = Some(ctx.tr.t1("sign-in-wait", "n", seconds.div_ceil(60)));
    let mut response = ctx.page_with(StatusCode::TOO_MANY_REQUESTS, &page)?;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(response)
}

async fn sign_out(ctx: Ctx) -> web::Result {
    if let Some(token) = ctx.session {
        people::sessions::sign_out(ctx.store(), token).await?;
    }
    let mut response = ctx.done("/", "signed-out")?;
    cookies::sign_out(&mut response, &ctx.app);
    Ok(response)
}

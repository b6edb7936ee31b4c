//! `/settings/moving`: former addresses, moving to another server, taking everything along and bringing it
//! in.

use std::convert::Infallible;

use askama::Template;
use axum::{
    Extension,
    body::Body,
    extract::{DefaultBodyLimit, Path},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use content::takeout;
use domain::{Error, FieldErrors};
use people::accounts;
use web::{
    Ctx, Form, FormView, Html, Routes, Shell, Upload,
    moving::{self, Asking},
};

use super::tabs;
use crate::doors::Doors;

/// Where the page is.
const BASE: &str = "/settings/moving";

pub(crate) fn routes(doors: &Doors, asking: &Asking) -> Routes {
    let deed = get(show)
        .post(act)
        .layer::<_, Infallible>(Extension(doors.clone()))
        .layer::<_, Infallible>(Extension(asking.clone()))
        .layer(DefaultBodyLimit::max(moving::FILE));
    Routes::new()
        .route("/settings/moving", get(show))
        .route("/settings/moving/everything.json", get(everything))
        .route("/settings/moving/everything.zip", get(with_files))
        .route("/settings/moving/following.csv", get(following))
        .route("/settings/moving/{deed}", deed)
}

#[derive(Template)]
#[template(path = "hall/settings/moving.html")]
struct MovingPage {
    shell: Shell,
    tabs: Html,
    f: FormView,
    forms: Html,
    importing: Html,
}

impl MovingPage {
    async fn new(ctx: &Ctx, form: Form, errors: FieldErrors) -> web::Result<Self> {
        let viewer = ctx.signed_in()?;
        let account = accounts::by_id(&mut ctx.read(), viewer.account_id).await?;
        let f = ctx.form(form, errors);
        let shell = ctx.shell(ctx.tr.t("settings-page")).for_form(&f);
        let email = Some(account.email.as_str());
        Ok(Self {
            tabs: tabs(&shell),
            forms: moving::forms(&shell, &f, BASE, viewer.actor_id, email).await?,
            importing: moving::importing(&shell, &f, BASE, None, "moving-import-lead").await?,
            shell,
            f,
        })
    }
}

async fn show(ctx: Ctx) -> web::Result {
    ctx.page(&MovingPage::new(&ctx, Form::new(), FieldErrors::default()).await?)
}

async fn act(
    ctx: Ctx,
    Extension(doors): Extension<Doors>,
    Extension(asking): Extension<Asking>,
    Path(deed): Path<String>,
    Upload(form): Upload,
) -> web::Result {
    let viewer = ctx.signed_in()?;
    let done = if deed == "import" {
        let file = form.get("file");
        takeout::import_person(ctx.store(), &ctx.who(), file).await.map(|()| "moving-importing")
    } else {
        let passwords = Some(doors.passwords(&ctx));
        moving::act(&ctx, &asking, viewer.actor_id, &deed, &form, passwords).await
    };
    match done {
        Ok(key) => ctx.done(BASE, key),
        Err(Error::Invalid(errors)) => ctx.invalid(&MovingPage::new(&ctx, form, errors).await?),
        Err(error) => Err(error.into()),
    }
}

/// A file to be kept, and by nobody on the way.
fn file(media: &'static str, name: &str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, text).into_response()
}

async fn everything(ctx: Ctx) -> web::Result {
    let viewer = ctx.signed_in()?;
    let (origin, p) = (ctx.app.origin(), ctx.app.publishing());
    let words = web::activitypub::labels();
    let all =
        takeout::person(&mut ctx.read(), p, words, viewer, origin.as_ref()).await?.to_string();
    Ok(file("application/json", &format!("{}.json", viewer.handle), all))
}

/// The same with her files, which are read while they are sent.
async fn with_files(ctx: Ctx) -> web::Result {
    let viewer = ctx.signed_in()?;
    let (origin, p) = (ctx.app.origin(), ctx.app.publishing());
    let words = web::activitypub::labels();
    let q = &mut ctx.read();
    let entries = takeout::person_with_files(q, p, words, viewer, origin.as_ref()).await?;
    let name = format!("attachment; filename=\"{}.zip\"", viewer.handle);
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    let archive = takeout::archive(p.store().files().clone(), entries);
    Ok((headers, Body::from_stream(archive)).into_response())
}

async fn following(ctx: Ctx) -> web::Result {
    ctx.signed_in()?;
    let origin = ctx.app.origin();
    let list = takeout::following(&mut ctx.read(), &ctx.who(), origin.as_ref()).await?;
    Ok(file("text/csv; charset=utf-8", "following.csv", list))
}

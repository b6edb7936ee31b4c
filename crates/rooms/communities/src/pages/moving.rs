//! `/communities/{handle}/moving`: former addresses of a community, its move to another server, everything of
//! it as a file, and what is brought in from another one.

use std::convert::Infallible;

use askama::Template;
use axum::{
    Extension,
    extract::{DefaultBodyLimit, Path},
    http::header,
    response::IntoResponse,
    routing::{MethodRouter, get},
};
use content::takeout::{self, Words};
use domain::{Error, FieldErrors, access::act};
use people::communities;
use web::{
    App, Ctx, Form, FormView, Html, Shell, Upload,
    moving::{self, Asking},
};

use crate::head::Head;

/// The page with its forms, which ask other servers so often.
pub(super) fn deeds(asking: &Asking) -> MethodRouter<App> {
    get(show_again)
        .post(act)
        .layer::<_, Infallible>(Extension(asking.clone()))
        .layer(DefaultBodyLimit::max(moving::FILE))
}

#[derive(Template)]
#[template(path = "communities/moving.html")]
struct MovingPage {
    shell: Shell,
    head: Head,
    f: FormView,
    forms: Html,
    importing: Html,
}

impl MovingPage {
    async fn new(ctx: &Ctx, head: Head, form: Form, errors: FieldErrors) -> web::Result<Self> {
        let f = ctx.form(form, errors);
        let shell = head.shell(ctx, "communities-moving-title").for_form(&f).noindex();
        let (base, id) = (base(&head), head.id());
        let lead = "communities-moving-import-lead";
        Ok(Self {
            forms: moving::forms(&shell, &f, &base, id, None).await?,
            importing: moving::importing(&shell, &f, &base, Some(id), lead).await?,
            shell,
            head,
            f,
        })
    }
}

fn base(head: &Head) -> String {
    format!("{}/moving", head.href)
}

/// The community, for those who may move it.
async fn open(ctx: &Ctx, handle: &str) -> web::Result<Head> {
    let head = Head::open_here(ctx, handle).await?;
    communities::permitted::<act::Facilitate>(&mut ctx.read(), &ctx.who(), head.id()).await?;
    ctx.signed_in()?;
    Ok(head)
}

/// `GET /communities/{handle}/moving`
pub async fn show(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = open(&ctx, &handle).await?;
    ctx.page(&MovingPage::new(&ctx, head, Form::new(), FieldErrors::default()).await?)
}

async fn show_again(ctx: Ctx, Path((handle, _)): Path<(String, String)>) -> web::Result {
    show(ctx, Path(handle)).await
}

/// `POST /communities/{handle}/moving/{deed}`
async fn act(
    ctx: Ctx,
    Extension(asking): Extension<Asking>,
    Path((handle, deed)): Path<(String, String)>,
    Upload(form): Upload,
) -> web::Result {
    let head = open(&ctx, &handle).await?;
    let done = if deed == "import" {
        let words = Words {
            kind: "discussion",
            title: ctx.tr.t("communities-moving-links").to_owned(),
            lang: ctx.tr.lang().clone(),
        };
        let (p, file) = (ctx.app.publishing(), form.get("file"));
        takeout::import_community(p, &ctx.who(), head.id(), file, &words)
            .await
            .map(|()| "moving-importing")
    } else {
        moving::act(&ctx, &asking, head.id(), &deed, &form, None).await
    };
    match done {
        Ok(key) => ctx.done(&base(&head), key),
        Err(Error::Invalid(errors)) => {
            ctx.invalid(&MovingPage::new(&ctx, head, form, errors).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /communities/{handle}/moving/everything.json`
pub async fn everything(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = open(&ctx, &handle).await?;
    let (origin, p) = (ctx.app.origin(), ctx.app.publishing());
    let words = web::activitypub::labels();
    let (mut q, who) = (ctx.read(), ctx.who());
    let all = takeout::community(&mut q, p, words, &who, origin.as_ref(), head.id()).await?;
    let name = format!("attachment; filename=\"{}.json\"", head.community().handle);
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, name.as_str()),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, all.to_string()).into_response())
}

//! `/content/{id}/report`: saying that something breaks the rules.

use askama::Template;
use axum::extract::Path;
use content::{read::Page, service};
use domain::{Error, FieldErrors, access::Action};

use super::{author, find, href, parse_id};
use crate::{Choice, Ctx, Form, FormView, Html, Result, Shell};

#[derive(Template)]
#[template(path = "conversation/report.html")]
struct Report {
    shell: Shell,
    f: FormView,
    page: Page,
    by: String,
    body: Html,
    cancel: String,
    reasons: Vec<Choice>,
}

impl Report {
    fn new(ctx: &Ctx, page: Page, form: Form, errors: FieldErrors) -> Self {
        let f = ctx.form(form, errors);
        let reasons = service::REASONS.iter().copied();
        Self {
            shell: ctx.shell(ctx.tr.t("conversation-report-title")).for_form(&f).noindex(),
            f,
            by: author(&page).name,
            body: Html::trusted(page.text.body_html.clone()),
            cancel: href(&page),
            reasons: Choice::all(ctx.tr, "conversation-report-reason", reasons),
            page,
        }
    }
}

async fn open(ctx: &Ctx, id: &str) -> Result<Page> {
    let page = find(ctx, parse_id(id)?).await?;
    ctx.signed_in()?;
    if page.may(&ctx.who(), Action::Report) {
        Ok(page)
    } else {
        Err(Error::Forbidden("error-forbidden").into())
    }
}

/// `GET /content/{id}/report`
pub(super) async fn ask(ctx: Ctx, Path(id): Path<String>) -> Result {
    let page = open(&ctx, &id).await?;
    ctx.page(&Report::new(&ctx, page, Form::new(), FieldErrors::default()))
}

/// `POST /content/{id}/report`
pub(super) async fn send(ctx: Ctx, Path(id): Path<String>, form: Form) -> Result {
    let page = open(&ctx, &id).await?;
    let (p, who, id) = (ctx.app.publishing(), ctx.who(), page.content.id);
    match service::report(p, &who, id, form.get("reason"), form.get("detail")).await {
        Ok(()) => ctx.done(&href(&page), "conversation-done-reported"),
        Err(Error::Invalid(errors)) => ctx.invalid(&Report::new(&ctx, page, form, errors)),
        Err(error) => Err(error.into()),
    }
}

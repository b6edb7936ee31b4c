//! `/practices/{id}/reviewers`: whom its authors ask for a review, and what those say.

use askama::Template;
use axum::extract::Path;
use content::{
    read::Page,
    voices::{self, Asked, Requested},
};
use domain::{Error, FieldErrors};
use web::{Choice, Ctx, Form, FormView, Html, Shell};

use super::super::{form, sheet};
use crate::{links, shelf};

#[derive(Template)]
#[template(path = "library/voices/reviewers.html")]
struct Reviewers {
    shell: Shell,
    f: FormView,
    /// Who can be named.
    people: Vec<Choice>,
    title: String,
    lang_attr: Html,
    asked: Vec<Requested>,
    action: String,
    back: String,
}

impl Reviewers {
    fn key(&self, one: &Requested) -> String {
        format!("reviewers-{}", one.state.as_str())
    }

    fn class(&self, one: &Requested) -> &'static str {
        match one.state {
            Asked::Accepted => "tag-ok",
            Asked::Declined => "tag-bad",
            Asked::Asked => "",
        }
    }
}

/// `GET /practices/{id}/reviewers`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let page = form::open(&ctx, &id).await?;
    ctx.page(&reviewers(&ctx, &page, Form::new(), FieldErrors::default()).await?)
}

/// `POST /practices/{id}/reviewers`: asks somebody by her handle, or takes a request back.
pub async fn save(ctx: Ctx, Path(id): Path<String>, typed: Form) -> web::Result {
    let page = form::open(&ctx, &id).await?;
    let (p, who, id) = (ctx.app.publishing(), ctx.who(), page.content.id);
    let here = links::below(page.kind, id, "reviewers");
    if typed.has("remove") {
        let person = typed.get("remove").parse().map_err(|_| Error::NotFound)?;
        voices::asking::take_back(p, &who, id, person).await?;
        return ctx.done(&here, "reviewers-done-removed");
    }
    match voices::asking::ask(p, &who, id, typed.get("handle")).await {
        Ok(()) => ctx.done(&here, "reviewers-done-asked"),
        Err(Error::Invalid(errors)) => ctx.invalid(&reviewers(&ctx, &page, typed, errors).await?),
        Err(error) => Err(error.into()),
    }
}

/// `POST /practices/{id}/asked`: whoever was asked says whether she will write one.
pub async fn answer(ctx: Ctx, Path(id): Path<String>, typed: Form) -> web::Result {
    let page = sheet::open(&ctx, links::id(&id)?).await?;
    let (accepts, id) = (typed.on("accepts"), page.content.id);
    voices::asking::answer(ctx.app.publishing(), &ctx.who(), id, accepts).await?;
    if accepts {
        return ctx.done(&links::below(page.kind, id, "review"), "reviewers-done-accepted");
    }
    let sheet = links::sheet(page.kind, id, &page.content.slug);
    ctx.done(&sheet, "reviewers-done-declined")
}

async fn reviewers(
    ctx: &Ctx,
    page: &Page,
    form: Form,
    errors: FieldErrors,
) -> web::Result<Reviewers> {
    let (f, shelf) = (ctx.form(form, errors), shelf::at(ctx));
    let (p, who, id) = (ctx.app.publishing(), ctx.who(), page.content.id);
    let shell = ctx
        .shell(ctx.tr.t("reviewers-title"))
        .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
        .for_form(&f)
        .noindex();
    Ok(Reviewers {
        title: page.text.title.clone(),
        lang_attr: shell.lang_of(&page.text.lang),
        asked: voices::asking::of(p, &mut ctx.read(), &who, id, ctx.tr.lang()).await?,
        people: Choice::known(ctx).await?,
        action: links::below(page.kind, id, "reviewers"),
        back: links::sheet(page.kind, id, &page.content.slug),
        f,
        shell,
    })
}

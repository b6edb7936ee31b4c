//! Changing what is published: all of it on one page, with a note of what changed. The earlier
//! state is kept.

use askama::Template;
use axum::http::StatusCode;
use content::{Draft, Goal, draft, read::Page, service};
use domain::{Error, FieldErrors};
use web::{Ctx, Form, FormView, Html, Shell};

use super::form;
use crate::{KIND, face::Face, links, steps};

/// One part of the long form.
struct Part {
    id: &'static str,
    heading: String,
    fields: Vec<Html>,
}

/// What the practice will look like.
struct Preview {
    head: Html,
    facts: Html,
    article: Html,
    kit: Html,
}

#[derive(Template)]
#[template(path = "library/revise.html")]
struct Revise {
    shell: Shell,
    title: String,
    f: FormView,
    parts: Vec<Part>,
    preview: Option<Preview>,
    action: String,
    cancel: String,
}

/// `GET /practices/{id}/edit` of a published practice.
pub fn show(ctx: &Ctx, page: &Page) -> web::Result {
    let mut form = steps::fill(KIND, &form::draft_of(page));
    form.set("revision", page.content.revision.to_string());
    ctx.page(&revise(ctx, page, form, FieldErrors::default(), None))
}

/// `POST /practices/{id}/edit` of a published practice.
pub async fn save(ctx: &Ctx, page: &Page, typed: Form) -> web::Result {
    let stored = form::draft_of(page);
    let read = steps::read(KIND, &typed, &stored.lang, None);
    let mut draft = stored.clone();
    steps::take_over(KIND, &mut draft, read, &steps::steps(KIND), &[]);
    // What was decided when it was published stays.
    draft.lang = stored.lang;
    let mut errors = match draft::check(KIND, &draft, Goal::Publish) {
        Ok(_) => FieldErrors::default(),
        Err(errors) => errors,
    };
    if typed.get("go") == "preview" && errors.is_empty() {
        return ctx.page(&revise(ctx, page, typed, errors, Some(&draft)));
    }
    let note = typed.line("note");
    if note.is_empty() {
        errors.add("note", "library-error-note");
    }
    if !errors.is_empty() {
        return ctx.invalid(&revise(ctx, page, typed, errors, None));
    }
    let (p, who, id) = (ctx.app.publishing(), ctx.who(), page.content.id);
    let based_on = typed.get("revision").parse().ok();
    match service::edit(p, &who, id, &draft, &note, based_on).await {
        Ok(()) => ctx.done(&links::sheet(id, &page.content.slug), "library-done-changed"),
        Err(Error::Invalid(errors)) => ctx.invalid(&revise(ctx, page, typed, errors, None)),
        Err(Error::Conflict(key)) => {
            // Somebody was quicker; what was typed here must not be lost with the refusal.
            let mut errors = FieldErrors::default();
            errors.add("", key);
            let page = revise(ctx, page, typed, errors, None);
            ctx.page_with(StatusCode::CONFLICT, &page)
        }
        Err(error) => Err(error.into()),
    }
}

fn revise(
    ctx: &Ctx,
    page: &Page,
    form: Form,
    errors: FieldErrors,
    preview: Option<&Draft>,
) -> Revise {
    let f = ctx.form(form, errors);
    let id = page.content.id;
    let title = ctx.tr.t("library-edit-title");
    let shell =
        ctx.shell(title).crumb(ctx.tr.t("library-list-title"), "/practices").for_form(&f).noindex();
    let asked = steps::steps(KIND).into_iter().filter(|s| *s != steps::REVIEW);
    Revise {
        title: page.original.as_ref().unwrap_or(&page.text).title.clone(),
        parts: asked
            .map(|step| Part {
                id: step,
                heading: ctx.tr.t(&steps::key(KIND, step)).to_owned(),
                fields: form::fields(ctx, &f, step, None),
            })
            .collect(),
        preview: preview.map(|draft| {
            let face = Face::of_draft(KIND, draft);
            Preview {
                head: face.inner_head(&shell),
                facts: face.facts(&shell),
                article: face.article(&shell),
                kit: face.kit(&shell),
            }
        }),
        action: links::edit(id, ""),
        cancel: links::sheet(id, &page.content.slug),
        f,
        shell,
    }
}

//! Changing what is published: all of it on one page, with a note of what changed. The earlier
//! state is kept.

use askama::Template;
use axum::http::StatusCode;
use content::{Draft, read::Page, service};
use domain::{Error, FieldErrors};
use web::{Ctx, Form, FormView, Html, Shell};

use super::{files, form};
use crate::{face::Face, links, shelf, steps};

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
    files: Html,
    action: String,
    writers: String,
    chapters: Option<String>,
    cancel: String,
}

/// `GET /practices/{id}/edit` of a published practice.
pub async fn show(ctx: &Ctx, page: &Page) -> web::Result {
    let mut form = steps::fill(page.kind, &form::draft_of(page));
    form.set("revision", page.content.revision.to_string());
    ctx.page(&revise(ctx, page, form, FieldErrors::default(), None).await?)
}

/// `POST /practices/{id}/edit` of a published practice.
pub async fn save(ctx: &Ctx, page: &Page, typed: Form) -> web::Result {
    let kind = page.kind;
    let stored = form::draft_of(page);
    let read = steps::read(kind, &typed, &stored.lang, None);
    let mut draft = stored.clone();
    steps::take_over(kind, &mut draft, read, &steps::steps(kind), &[]);
    // What was decided when it was published stays.
    draft.lang.clone_from(&stored.lang);
    let mut errors = steps::amiss(kind, &draft, &stored, ctx.local.today());
    let typed = steps::spread(kind, typed, &draft);
    if typed.get("go") == "preview" && errors.is_empty() {
        return ctx.preview(&revise(ctx, page, typed, errors, Some(&draft)).await?);
    }
    let note = typed.line("note");
    if note.is_empty() {
        errors.add("note", "library-error-note");
    }
    if !errors.is_empty() {
        return ctx.invalid(&revise(ctx, page, typed, errors, None).await?);
    }
    let (p, who, id) = (ctx.app.publishing(), ctx.who(), page.content.id);
    let based_on = typed.get("revision").parse().ok();
    match service::edit(p, &who, id, &draft, &note, based_on).await {
        Ok(()) => ctx.done(&links::sheet(kind, id, &page.content.slug), "library-done-changed"),
        Err(Error::Invalid(errors)) => ctx.invalid(&revise(ctx, page, typed, errors, None).await?),
        Err(Error::Conflict(key)) => {
            // Somebody was quicker; what was typed here must not be lost with the refusal.
            let mut errors = FieldErrors::default();
            errors.add("", key);
            let page = revise(ctx, page, typed, errors, None).await?;
            ctx.page_with(StatusCode::CONFLICT, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn revise(
    ctx: &Ctx,
    page: &Page,
    form: Form,
    errors: FieldErrors,
    preview: Option<&Draft>,
) -> web::Result<Revise> {
    let f = ctx.form(form, errors);
    let (id, kind, shelf) = (page.content.id, page.kind, shelf::at(ctx));
    let title = shelf.t_of(ctx.tr, kind, "library-edit-title");
    let shell = ctx
        .shell(title)
        .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
        .for_form(&f)
        .noindex();
    let asked = steps::steps(kind)
        .into_iter()
        .filter(|s| !matches!(*s, steps::REVIEW | steps::FILES | steps::CHAPTERS));
    let edit = links::edit(kind, id, "");
    let files = files::editor(ctx, &shell, page, &edit).await?;
    Ok(Revise {
        files,
        title: page.original.as_ref().unwrap_or(&page.text).title.clone(),
        parts: asked
            .map(|step| Part {
                id: step,
                heading: steps::label(ctx, kind, step),
                fields: form::fields(ctx, kind, &f, step, None),
            })
            .collect(),
        preview: preview.map(|draft| {
            let face = Face::of_draft(kind, draft);
            Preview {
                head: face.inner_head(&shell),
                facts: face.facts(&shell),
                article: face.article(&shell),
                kit: face.kit(&shell),
            }
        }),
        action: edit,
        chapters: kind.parts.map(|_| links::edit(kind, id, steps::CHAPTERS)),
        writers: links::below(kind, id, "writers"),
        cancel: links::sheet(kind, id, &page.content.slug),
        f,
        shell,
    })
}

//! The step of a draft in which files are added, and the same panel under the form of what is published.

use askama::Template;
use content::{Draft, files as service, read::Page};
use web::{Ctx, Form, Html, Shell};

use super::{
    form::{self, StepLink},
    new::hint,
};
use crate::{Shelf, links, steps};

#[derive(Template)]
#[template(path = "library/files.html")]
struct Files {
    shell: Shell,
    heading: String,
    steps: Vec<StepLink>,
    saved: String,
    number: usize,
    label: String,
    hint: Option<&'static str>,
    editor: Html,
    action: String,
}

/// `GET /practices/{id}/edit?step=files`
pub async fn show(ctx: &Ctx, page: &Page, stored: &Draft) -> web::Result {
    let (id, kind, shelf) = (page.content.id, page.kind, Shelf::at(ctx));
    let all = form::step_links(ctx, kind, Some(id), stored, steps::FILES);
    let number = all.iter().position(|s| s.now).map_or(1, |at| at + 1);
    let title = ctx.tr.t2("library-edit-page", "n", number, "of", all.len());
    let shell = ctx.shell(title).crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href).noindex();
    let action = links::edit(kind, id, steps::FILES);
    let editor = editor(ctx, &shell, page, &action).await?;
    let heading = if stored.title.is_empty() {
        shelf.t(ctx.tr, "library-new-title")
    } else {
        stored.title.clone()
    };
    ctx.page(&Files {
        heading,
        steps: all,
        saved: ctx.tr.t1("library-step-saved", "when", ctx.local.ago(page.content.updated_at)),
        number,
        label: steps::label(ctx.tr, kind, steps::FILES),
        hint: hint(ctx, kind, steps::FILES),
        editor,
        action,
        shell,
    })
}

/// `POST /practices/{id}/edit?step=files`: what was added is kept already.
pub fn save(ctx: &Ctx, page: &Page, typed: &Form) -> web::Result {
    let (id, kind) = (page.content.id, page.kind);
    let edit = |step| links::edit(kind, id, step);
    match typed.get("go") {
        "back" => Ok(ctx.redirect(&edit(steps::back(kind, steps::FILES)))),
        "draft" => ctx.done(&edit(steps::FILES), "library-done-draft"),
        _ => Ok(ctx.redirect(&edit(steps::next(kind, steps::FILES)))),
    }
}

/// The panel with the files of a thing that the reader may change.
pub async fn editor(ctx: &Ctx, shell: &Shell, page: &Page, next: &str) -> web::Result<Html> {
    let id = page.content.id;
    let files = service::of(&mut ctx.read(), id).await?;
    let quota = service::quota(ctx.app.publishing(), &ctx.who(), id).await?;
    let with_emblems = page.kind.field("funder").is_some();
    Ok(web::files::editor(shell, ctx, id, &files, quota, with_emblems, next))
}

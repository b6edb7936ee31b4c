//! The step of a draft in which files are added, and the same panel under the form of what is published.

use askama::Template;
use content::{Draft, files as service, read::Page};
use web::{Ctx, Html, Shell};

use super::frame::Frame;
use crate::{links, steps};

#[derive(Template)]
#[template(path = "library/files.html")]
struct Files {
    shell: Shell,
    frame: Frame,
    editor: Html,
    action: String,
}

/// `GET /practices/{id}/edit?step=files`
pub async fn show(ctx: &Ctx, page: &Page, stored: &Draft) -> web::Result {
    let (id, kind) = (page.content.id, page.kind);
    let frame = Frame::of(ctx, kind, id, stored, page.content.updated_at, steps::FILES);
    let shell = frame.shell(ctx, "library-edit-page").noindex();
    let action = links::edit(kind, id, steps::FILES);
    let editor = editor(ctx, &shell, page, &action).await?;
    ctx.page(&Files { shell, frame, editor, action })
}

/// The panel with the files of a thing that the reader may change; empty for what has none.
pub async fn editor(ctx: &Ctx, shell: &Shell, page: &Page, next: &str) -> web::Result<Html> {
    if !page.kind.files {
        return Ok(Html::default());
    }
    let id = page.content.id;
    let files = service::of(&mut ctx.read(), id).await?;
    let quota = service::quota(ctx.app.publishing(), &ctx.who(), id).await?;
    let with_emblems = page.kind.field("funder").is_some();
    Ok(web::files::editor(shell, ctx, id, &files, quota, with_emblems, next))
}

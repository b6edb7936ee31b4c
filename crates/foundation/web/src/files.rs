//! Files: how they come in and go out, and how pages show them.
//!
//! `GET /files/{id}/{name}` gives one to whoever may read its thing. Uploads stream to the disk and are
//! checked there; whatever a browser or another server could take for a page or a document of ours is only
//! ever sent as bytes to be saved.

mod give;
mod range;
mod take;
mod view;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path},
    routing::{get, post},
};
use content::files as service;
use domain::{Error, id::RowId};

use crate::{App, Ctx, Form, Result, Routes, context::safe_path};

pub use view::{editor, emblems, list, size};

/// Where uploads arrive, outside the limits of pages.
pub(crate) const UPLOADS: &str = "/files/to/{content}";
const LEDGER_UPLOADS: &str = "/files/to-ledger/{ledger}";

/// What pages and readers ask for.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/files/{id}/{name}", get(give::give))
        .route("/files/{id}/remove", post(remove))
        .route("/files/{id}/describe", post(describe))
        .route("/files/{id}/up", post(up))
}

/// Where files come in: as large and as slow as they are.
pub(crate) fn uploads() -> Router<App> {
    Router::new()
        .route(UPLOADS, post(take::take))
        .route(LEDGER_UPLOADS, post(take::take_for_ledger))
        .layer(DefaultBodyLimit::disable())
}

fn parse(id: &str) -> Result<RowId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

/// `Content-Disposition` with a name in any alphabet (RFC 6266, RFC 8187); `plain` is for programs that know only
/// ASCII.
pub(crate) fn disposition(how: &str, plain: &str, name: &str) -> String {
    let plain: String = plain
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || ".-_ ()".contains(c) { c } else { '_' })
        .collect();
    let spelt = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{spelt}")
}

/// The page to go back to.
fn next(text: &str) -> &str {
    safe_path(text).unwrap_or("/")
}

/// `POST /files/{id}/remove`
async fn remove(ctx: Ctx, Path(id): Path<String>, form: Form) -> Result {
    ctx.signed_in()?;
    service::detach(ctx.app.publishing(), &ctx.who(), parse(&id)?).await?;
    ctx.done(next(form.get("next")), "files-done-removed")
}

/// `POST /files/{id}/describe`
async fn describe(ctx: Ctx, Path(id): Path<String>, form: Form) -> Result {
    ctx.signed_in()?;
    match service::describe(ctx.app.publishing(), &ctx.who(), parse(&id)?, form.get("label")).await
    {
        Ok(_) => ctx.done(next(form.get("next")), "files-done-described"),
        Err(Error::Invalid(errors)) => Ok(take::refused(&ctx, next(form.get("next")), "", &errors)),
        Err(error) => Err(error.into()),
    }
}

/// `POST /files/{id}/up`
async fn up(ctx: Ctx, Path(id): Path<String>, form: Form) -> Result {
    ctx.signed_in()?;
    service::move_up(ctx.app.publishing(), &ctx.who(), parse(&id)?).await?;
    Ok(ctx.redirect(next(form.get("next"))))
}

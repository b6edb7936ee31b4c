//! `POST /mentoring/workspaces/{id}/practice`: what two cities have learnt becomes the draft of a practice.

use axum::extract::Path;
use content::{Draft, service};
use domain::{Error, FieldErrors};
use web::Ctx;

use super::open;
use crate::service as workspaces;

/// The kind that a room has for it, if there is such a room.
const PRACTICE: &str = "practice";

/// Begins a draft with what is known, which only its author sees; she goes on in its form.
pub async fn begin(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let open = open(&ctx, &id).await?;
    let viewer = ctx.signed_in()?;
    let kind = ctx.app.kinds().get(PRACTICE).ok_or(Error::NotFound)?;
    let draft = Draft {
        organisation: viewer.organisation_id,
        ..workspaces::practice(&open, kind, ctx.tr.lang())
    };
    match service::save_draft(ctx.app.publishing(), &ctx.who(), &draft).await {
        Ok(id) => {
            let origin = ctx.app.origin().ok_or(Error::NotFound)?;
            let iri = content::activity::object::object_iri(&origin, id);
            workspaces::made(ctx.app.ledgers()?, &ctx.who(), open.ledger.id, &iri).await?;
            ctx.done(&format!("/{}/{id}/edit", kind.path), "workspace-done-practice")
        }
        Err(Error::Invalid(FieldErrors(errors))) => {
            tracing::debug!(?errors, "a draft was not accepted");
            Err(Error::Conflict("workspace-error-practice").into())
        }
        Err(error) => Err(error.into()),
    }
}

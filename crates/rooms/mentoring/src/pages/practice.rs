//! `POST /mentoring/workspaces/{id}/practice`: what two cities have learnt becomes the draft of a practice.

use axum::extract::Path;
use content::{Draft, read, service};
use domain::{Error, FieldErrors};
use people::ledger::Open;
use web::Ctx;

use super::{
    open,
    show::{author, refused},
};
use crate::{
    service as workspaces, verifying,
    workspace::{entry, word},
};

/// The kind that a room has for it, if there is such a room.
const PRACTICE: &str = "practice";

/// Begins a draft with what is known, which only its author sees; she goes on in its form. Where there is one already,
/// it is shown, or it is said who writes it.
pub async fn begin(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let open = open(&ctx, &id).await?;
    let viewer = ctx.signed_in()?;
    let kind = ctx.app.kinds().get(PRACTICE).ok_or(Error::NotFound)?;
    if let Some(href) = there(&ctx, &open).await? {
        return Ok(ctx.redirect(&href));
    }
    let (mut q, origin) = (ctx.read(), ctx.app.origin().ok_or(Error::NotFound)?);
    if let Some(written) = workspaces::practice_begun(&mut q, &origin, &open).await? {
        let mut errors = FieldErrors::default();
        let name = vec![("name", author(&open, written))];
        errors.add_with("", "workspace-practice-begun", name);
        return refused(&ctx, &open, errors).await;
    }
    let agreement = verifying::agreement(&mut q, &open.ledger, &open.operations).await?;
    drop(q);
    let draft = Draft {
        organisation: viewer.organisation_id,
        ..workspaces::practice(&open, &agreement, kind, ctx.tr.lang())
    };
    match service::save_draft(ctx.app.publishing(), &ctx.who(), &draft).await {
        Ok(id) => {
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

/// The page of what the reader's side has begun already, as far as she may see it.
async fn there(ctx: &Ctx, open: &Open) -> web::Result<Option<String>> {
    let iri = open.now.one(entry::CLOSING).text(&format!("{}_practice", word(open.side)));
    let (origin, who) = (ctx.app.origin().ok_or(Error::NotFound)?, ctx.who());
    let iris = [iri.to_owned()];
    let found = read::by_address(&mut ctx.read(), &who, &origin, &iris, ctx.tr.lang()).await?;
    let card = found.get(iri);
    Ok(card.map(|card| web::kind::href(&ctx.app, &card.kind, card.id, &card.slug)))
}

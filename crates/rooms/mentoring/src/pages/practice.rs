//! `POST /mentoring/workspaces/{id}/practice`: what two cities have learnt becomes the draft of a practice.

use axum::extract::Path;
use content::{Draft, Values, service};
use domain::{Error, FieldErrors};
use people::ledger::Side;
use web::Ctx;

use super::open;
use crate::{
    agreement::{Agreement, Version},
    workspace::{entry, word},
};

/// The kind that a room has for it, if there is such a room.
const PRACTICE: &str = "practice";

/// Begins a draft with what is known, which only its author sees; she goes on in its form.
pub async fn begin(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let open = open(&ctx, &id).await?;
    let viewer = ctx.signed_in()?;
    let kind = ctx.app.kinds().get(PRACTICE).ok_or(Error::NotFound)?;
    let agreement = Agreement::of(&open.ledger, &open.operations);
    let agreed = agreement.in_force().map(Version::draft);
    let closing = open.now.one(entry::CLOSING);
    let said = |name: &str| {
        let of = |side: &Side| closing.text(&format!("{}_{name}", word(*side))).to_owned();
        let all: Vec<String> = Side::BOTH.iter().map(of).filter(|t| !t.is_empty()).collect();
        all.join("\n\n")
    };
    let goals: Vec<String> = open
        .now
        .all(entry::GOAL)
        .into_iter()
        .map(|(_, goal)| goal.text("note").to_owned())
        .filter(|note| !note.is_empty())
        .map(|note| format!("- {note}"))
        .collect();
    let mut values = Values::new();
    let known =
        [("lessons", said("lessons")), ("failed", said("failed")), ("results", goals.join("\n"))];
    for (field, text) in known {
        if kind.field(field).is_some() && !text.is_empty() {
            values.insert(field.to_owned(), text.into());
        }
    }
    let lang = agreed.as_ref().map_or_else(|| ctx.tr.lang().clone(), |d| d.lang.clone());
    let draft = Draft {
        title: open.ledger.title.clone(),
        summary: agreed.as_ref().map(|d| d.summary.clone()).unwrap_or_default(),
        sectors: agreed.map(|d| d.sectors).unwrap_or_default(),
        organisation: viewer.organisation_id,
        values,
        ..Draft::new(kind.name, lang)
    };
    match service::save_draft(ctx.app.publishing(), &ctx.who(), &draft).await {
        Ok(id) => ctx.done(&format!("/{}/{id}/edit", kind.path), "workspace-done-practice"),
        Err(Error::Invalid(FieldErrors(errors))) => {
            tracing::debug!(?errors, "a draft was not accepted");
            Err(Error::Conflict("workspace-error-practice").into())
        }
        Err(error) => Err(error.into()),
    }
}

//! One page, one file.

pub(crate) mod absence;
mod agreement;
mod application;
mod apply;
pub(crate) mod assistance;
mod calendar;
pub(crate) mod called;
mod elder;
mod elsewhere;
mod entry;
pub(crate) mod home;
mod list;
mod matches;
mod new;
mod next;
pub(crate) mod openers;
mod practice;
mod programme;
mod report;
mod show;

use axum::routing::{get, post};
use domain::{Error, FieldErrors, Result, id::LedgerId};
use people::ledger::{self, Ledger, Open, Seen, Side};
use web::{Ctx, Routes};

/// Where all workspaces are.
pub const HREF: &str = "/mentoring/workspaces";

/// The addresses of the room.
pub fn routes() -> Routes {
    Routes::new()
        .route("/mentoring/workspaces", get(list::show))
        .route("/mentoring/workspaces/new", get(new::show).post(new::save))
        .route("/mentoring/workspaces/{id}", get(show::show))
        .route("/mentoring/workspaces/{id}/messages", post(show::say))
        .route("/mentoring/workspaces/{id}/people", post(show::invite))
        .route("/mentoring/workspaces/{id}/people/remove", post(show::remove))
        .route("/mentoring/workspaces/{id}/files/{key}/remove", post(show::remove_file))
        .route("/mentoring/workspaces/{id}/note", post(show::note))
        .route("/mentoring/workspaces/{id}/settle", post(entry::settle))
        .route("/mentoring/workspaces/{id}/leave", post(show::leave))
        .route("/mentoring/workspaces/{id}/decline", post(show::decline))
        .route("/mentoring/workspaces/{id}/practice", post(practice::begin))
        .route("/mentoring/workspaces/{id}/session/{key}/calendar.ics", get(calendar::show))
        .route("/mentoring/workspaces/{id}/agreement", get(agreement::show).post(agreement::decide))
        .route(
            "/mentoring/workspaces/{id}/agreement/edit",
            get(agreement::edit).post(agreement::propose),
        )
        .route("/mentoring/workspaces/{id}/{entry}/{key}", get(entry::show).post(entry::save))
        .route("/mentoring/programmes/{id}", get(programme::show))
        .route("/mentoring/programmes/{id}/invite", post(programme::invite))
        .route("/mentoring/programmes/{id}/wishes", post(programme::wishes))
        .route("/mentoring/programmes/{id}/part", post(programme::part))
        .route("/mentoring/programmes/{id}/matching", get(matches::show).post(matches::pair))
        .route("/mentoring/programmes/{id}/report", get(report::show))
        .table("/mentoring/programmes/{id}", &get(report::take))
        .route("/mentoring/programmes/{id}/apply", get(apply::show).post(apply::save))
        .route("/mentoring/applications/{id}", get(application::show))
        .route("/mentoring/applications/{id}/messages", post(application::say))
        .route("/mentoring/applications/{id}/withdraw", post(application::withdraw))
        .route("/mentoring/applications/{id}/wishes", post(application::wish))
        .route("/mentoring/applications/{id}/decide", post(application::decide))
        .route("/admin/mentorings", get(absence::show).post(absence::save))
        .route("/admin/programmes", get(openers::show).post(openers::save))
        .route("/admin/programmes/remove", post(openers::remove))
        .and(assistance::routes())
}

/// The address of what the coordinator of a programme has.
pub use programme::href as programme_href;

/// The address of a workspace.
fn href(id: LedgerId) -> String {
    format!("{HREF}/{id}")
}

/// The workspace at this address, as the reader may see it; its title and the names in it are in her language.
async fn open(ctx: &Ctx, id: &str) -> web::Result<Open> {
    ctx.signed_in()?;
    let id: LedgerId = id.parse().map_err(|_| Error::NotFound)?;
    let mut open = ctx.app.ledgers()?.see(&ctx.who(), id).await?;
    if open.ledger.kind.name != crate::workspace::MENTORING.name {
        return Err(Error::NotFound.into());
    }
    ledger::name_in(ctx.app.ledgers()?, &mut open, ctx.tr.lang()).await?;
    open.ledger.title = called::of(ctx, &open).await?.title;
    Ok(open)
}

/// What is said at a form that was not taken: what is wrong with its fields, and above them why it cannot be written in
/// the ledger as it is or at this moment. Whatever else went wrong is no matter of the form.
fn at_form(error: Error) -> Result<FieldErrors> {
    match error {
        Error::Invalid(errors) => Ok(errors),
        Error::Conflict(key) if key.starts_with("ledger-error-") => {
            let mut errors = FieldErrors::default();
            errors.add("", key);
            Ok(errors)
        }
        error => Err(error),
    }
}

/// What stood on a page, for a hidden field.
fn seen_text(seen: &Seen) -> String {
    seen.to_value().to_string()
}

fn seen_of(typed: &str) -> Option<Seen> {
    serde_json::from_str(typed).ok().and_then(|value| Seen::read(&value))
}

/// The name of a party, and where it lives when that is elsewhere.
fn party(ledger: &Ledger, side: Side) -> (String, String) {
    let party = ledger.party(side);
    (party.name.clone(), party.host.clone())
}

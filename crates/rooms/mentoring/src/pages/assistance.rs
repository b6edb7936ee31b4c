//! `/mentoring/assistance`: requests for technical assistance, one page in one file.

mod admin;
mod figures;
mod list;
mod names;
mod new;
mod routing;
mod show;
mod suggesting;

use axum::routing::{get, post};
use domain::{Error, id::LedgerId};
use people::ledger::{self, Open};
use web::{Ctx, Routes};

use crate::assistance::{ASSISTANCE, entry, naming};

/// Where all requests are.
pub const HREF: &str = "/mentoring/assistance";
/// Where one asks.
pub const NEW: &str = "/mentoring/assistance/new";
/// Where administrators say who answers.
pub const ADMIN: &str = "/admin/assistance";

/// The addresses of requests.
pub fn routes() -> Routes {
    Routes::new()
        .route("/mentoring/assistance", get(list::show))
        .table("/mentoring/assistance", &get(list::take))
        .route("/mentoring/assistance/new", get(new::show).post(new::save))
        .route("/mentoring/assistance/figures", get(figures::show))
        .table("/mentoring/assistance/figures", &get(figures::take))
        .route("/mentoring/assistance/{id}", get(show::show))
        .route("/mentoring/assistance/{id}/messages", post(show::say))
        .route("/mentoring/assistance/{id}/route", post(routing::pass_on))
        .route("/mentoring/assistance/{id}/decline", post(show::decline))
        .route("/mentoring/assistance/{id}/outcome", post(show::conclude))
        .route("/mentoring/assistance/{id}/close", post(show::close))
        .route("/admin/assistance", get(admin::show).post(admin::save))
}

/// The address of a request.
pub fn href(id: LedgerId) -> String {
    format!("{HREF}/{id}")
}

/// The request at this address, as the reader may see it, with the names in her language.
async fn open(ctx: &Ctx, id: &str) -> web::Result<Open> {
    ctx.signed_in()?;
    let id: LedgerId = id.parse().map_err(|_| Error::NotFound)?;
    let mut open = ctx.app.ledgers()?.see(&ctx.who(), id).await?;
    if open.ledger.kind.name != ASSISTANCE.name {
        return Err(Error::NotFound.into());
    }
    ledger::name_in(ctx.app.ledgers()?, &mut open, ctx.tr.lang()).await?;
    Ok(open)
}

/// Whether it was passed on by a coordinator.
fn is_passed_on(open: &Open) -> bool {
    !open.now.one(entry::ABOUT).text("relays").is_empty()
}

/// What an actor is called in the reader's language.
async fn name(ctx: &Ctx, actor: &federation::Actor) -> web::Result<String> {
    let names = naming::names(&mut ctx.read(), actor.id).await?;
    Ok(naming::called(&actor.name, &names, ctx.tr.lang()).to_owned())
}

//! What was made of what: taking a thing up from another city, what a sheet says of its source and of
//! those who have taken it up, and the picture of who learnt from whom.

mod adopt;
mod beside;
mod block;
mod decide;
mod picture;
mod show;
mod source;
mod taken;

use axum::routing::{get, post};
use content::{kind::Kind, lineage, read::Page};
use domain::Error;
use web::{Ctx, Routes};

pub use block::Blocks;

/// The addresses of a shelf.
pub fn of_shelf(at: impl Fn(&str) -> &'static str) -> Routes {
    Routes::new()
        .route(at("/{id}/adopt"), get(adopt::show).post(adopt::save))
        .route(at("/{id}/beside"), get(beside::show).post(beside::save))
        .route(at("/{id}/lineage"), get(show::show))
        .table(at("/{id}/lineage"), &get(show::take))
        .table(at("/{id}/taken-up"), &get(taken::take))
        .route(at("/{id}/source"), get(source::show).post(source::save))
        .route(at("/{id}/adaptations/{other}"), post(decide::save))
}

/// The kind with which the forms and the sheet of a thing are made: an adaptation also says what was
/// done differently.
pub async fn kind(ctx: &Ctx, page: &Page) -> Result<&'static Kind, Error> {
    if page.kind.adapted.is_none() {
        return Ok(page.kind);
    }
    let relation = lineage::relation(&mut ctx.read(), page.content.id).await?;
    Ok(relation.map_or(page.kind, |relation| page.kind.as_taken_up(relation)))
}

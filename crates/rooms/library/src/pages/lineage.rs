//! What was made of what: taking a thing up from another city, what a sheet says of its source and of
//! those who have taken it up, and the picture of who learnt from whom.

mod adopt;
mod beside;
mod block;
mod decide;
mod picture;
mod show;
mod source;

use axum::routing::{get, post};
use content::{kind::Kind, lineage, read::Page};
use domain::Error;
use web::{Ctx, Routes};

pub use block::Blocks;

/// The addresses of both shelves.
pub fn routes(routes: Routes) -> Routes {
    routes
        .route("/practices/{id}/adopt", get(adopt::show).post(adopt::save))
        .route("/practices/{id}/beside", get(beside::show).post(beside::save))
        .route("/practices/{id}/lineage", get(show::show))
        .route("/practices/{id}/source", get(source::show).post(source::save))
        .route("/practices/{id}/adaptations/{other}", post(decide::save))
        .route("/library/{id}/adopt", get(adopt::show).post(adopt::save))
        .route("/library/{id}/beside", get(beside::show).post(beside::save))
        .route("/library/{id}/lineage", get(show::show))
        .route("/library/{id}/source", get(source::show).post(source::save))
        .route("/library/{id}/adaptations/{other}", post(decide::save))
}

/// The kind with which the forms and the sheet of a thing are made: an adaptation also says what was
/// done differently.
pub async fn kind(ctx: &Ctx, page: &Page) -> Result<&'static Kind, Error> {
    match page.kind.adapted {
        Some(adapted) if lineage::is_adaptation(&mut ctx.read(), page.content.id).await? => {
            Ok(adapted)
        }
        _ => Ok(page.kind),
    }
}

//! What others say of a thing: reviews and endorsements, and asking for them.

mod block;
mod endorse;
mod opinion;
mod reviewers;
mod write;

use axum::routing::{get, post};
use web::Routes;

pub use block::{Blocks, note, uses};

/// The addresses of both shelves, and of reviews.
pub fn routes(routes: Routes) -> Routes {
    routes
        .route("/practices/{id}/review", get(write::show).post(write::save))
        .route("/practices/{id}/reviewers", get(reviewers::show).post(reviewers::save))
        .route("/practices/{id}/asked", post(reviewers::answer))
        .route("/practices/{id}/endorse", get(endorse::show).post(endorse::save))
        .route("/library/{id}/review", get(write::show).post(write::save))
        .route("/library/{id}/reviewers", get(reviewers::show).post(reviewers::save))
        .route("/library/{id}/asked", post(reviewers::answer))
        .route("/library/{id}/endorse", get(endorse::show).post(endorse::save))
        .route("/reviews/{id}", get(opinion::short))
        .route("/reviews/{id}/{slug}", get(opinion::long))
        .route("/reviews/{id}/edit", get(write::edit).post(write::change))
}

//! What others say of a thing: reviews and endorsements, and asking for them.

mod block;
mod endorse;
mod opinion;
mod reviewers;
mod write;

use axum::routing::{get, post};
use web::Routes;

pub use block::{Blocks, note, organisation, uses};

/// The addresses of a shelf.
pub fn of_shelf(at: impl Fn(&str) -> &'static str) -> Routes {
    Routes::new()
        .route(at("/{id}/review"), get(write::show).post(write::save))
        .route(at("/{id}/reviewers"), get(reviewers::show).post(reviewers::save))
        .route(at("/{id}/asked"), post(reviewers::answer))
        .route(at("/{id}/endorse"), get(endorse::show).post(endorse::save))
}

/// The addresses of reviews, which stand on no shelf.
pub fn routes() -> Routes {
    Routes::new()
        .route("/reviews/{id}", get(opinion::short))
        .route("/reviews/{id}/{slug}", get(opinion::long))
        .route("/reviews/{id}/edit", get(write::edit).post(write::change))
}

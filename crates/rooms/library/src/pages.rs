//! One page, one file.

mod chapter;
mod chapters;
pub(crate) mod checks;
mod cite;
mod deck;
mod edit;
mod files;
mod form;
mod frame;
mod gone;
mod history;
mod inside;
mod kinds;
mod lineage;
mod list;
mod new;
mod offers;
mod review;
mod revise;
mod sheet;
mod tables;
mod version;
mod voices;
mod whole;
mod writers;

use axum::{
    Extension,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use content::Facets;
use web::Routes;

/// The most bytes of a whole text that falls into chapters: a thousand pages, as a form sends them.
const WHOLE_TEXT: usize = 12 * 1024 * 1024;

/// The addresses of the room.
pub fn routes() -> Routes {
    let held = Facets::default();
    // Both shelves have the same pages; which one it is, the address says.
    let routes = voices::routes(tables::routes(lineage::routes(Routes::new())));
    offers::routes(checks::routes(routes))
        .route("/practices", get(list::show).layer(Extension(held.clone())))
        .route("/practices/feed.atom", get(list::feed))
        .route("/practices/feed.json", get(list::feed))
        .route("/practices/searches", post(list::save))
        .route("/practices/new", get(new::show).post(new::save))
        .route("/practices/{id}", get(sheet::short))
        .route("/practices/{id}/{slug}", get(sheet::long))
        .route("/practices/{id}/edit", get(edit::show).post(edit::save))
        .route("/practices/{id}/writers", get(writers::show).post(writers::save))
        .route("/practices/{id}/history", get(history::show))
        .route("/practices/{id}/history/{number}", get(history::state).post(history::restore))
        .route("/practices/{id}/versions/new", get(version::show).post(version::save))
        .route("/practices/{id}/versions/{lang}/review", post(version::review))
        .route("/library", get(list::show).layer(Extension(held)))
        .route("/library/feed.atom", get(list::feed))
        .route("/library/feed.json", get(list::feed))
        .route("/library/searches", post(list::save))
        .route("/library/new", get(new::show).post(new::save))
        .route("/library/{id}", get(sheet::short))
        .route("/library/{id}/{slug}", get(sheet::long))
        .route("/library/{id}/edit", get(edit::show).post(edit::save))
        .route(
            "/library/{id}/chapters",
            post(chapters::add).layer(DefaultBodyLimit::max(WHOLE_TEXT)),
        )
        .route("/library/{id}/up", post(chapters::up))
        .route("/library/{id}/remove", post(chapters::remove))
        .route("/library/{id}/whole", get(whole::show))
        .route("/library/{id}/play", get(deck::play))
        .route("/library/{id}/cards", get(deck::print))
        .route("/library/{id}/writers", get(writers::show).post(writers::save))
        .route("/library/{id}/history", get(history::show))
        .route("/library/{id}/history/{number}", get(history::state).post(history::restore))
        .route("/library/{id}/versions/new", get(version::show).post(version::save))
        .route("/library/{id}/versions/{lang}/review", post(version::review))
}

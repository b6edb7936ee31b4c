//! Lists taken along as tables, and tables brought in.

mod corrections;
mod look;
mod outcome;
mod start;
mod take;

use axum::{
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use content::tables::FILE_MAX;
use web::Routes;

use crate::Shelf;

/// What a form with a file may hold besides the file.
const FORM: usize = 64 * 1024;

/// The addresses of both shelves.
pub fn routes(routes: Routes) -> Routes {
    routes
        .route("/practices/list.csv", get(take::list))
        .route("/practices/list.xlsx", get(take::list))
        .route("/practices/list.json", get(take::list))
        .route("/practices/import/form.csv", get(take::form))
        .route("/practices/import/form.xlsx", get(take::form))
        .route(
            "/practices/import",
            get(start::show).post(start::save).layer(DefaultBodyLimit::max(FILE_MAX + FORM)),
        )
        .route("/practices/import/{id}", get(look::show).post(look::act))
        .route("/practices/import/{id}/wrong.csv", get(look::wrong))
        .route("/practices/import/{id}/wrong.xlsx", get(look::wrong))
        .route("/practices/import/{id}/forget", post(look::forget))
        .route("/library/list.csv", get(take::list))
        .route("/library/list.xlsx", get(take::list))
        .route("/library/list.json", get(take::list))
        .route("/library/import/form.csv", get(take::form))
        .route("/library/import/form.xlsx", get(take::form))
        .route(
            "/library/import",
            get(start::show).post(start::save).layer(DefaultBodyLimit::max(FILE_MAX + FORM)),
        )
        .route("/library/import/{id}", get(look::show).post(look::act))
        .route("/library/import/{id}/wrong.csv", get(look::wrong))
        .route("/library/import/{id}/wrong.xlsx", get(look::wrong))
        .route("/library/import/{id}/forget", post(look::forget))
}

/// The page of a table.
fn href(shelf: &Shelf, id: domain::id::RowId) -> String {
    format!("{}/import/{id}", shelf.href)
}

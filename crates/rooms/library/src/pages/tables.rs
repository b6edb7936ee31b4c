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
use web::{Routes, Shelf};

/// What a form with a file may hold besides the file.
const FORM: usize = 64 * 1024;

/// The addresses of a shelf.
pub fn of_shelf(at: impl Fn(&str) -> &'static str) -> Routes {
    Routes::new()
        .table(at(""), &get(take::list))
        .route(at("/import/form.csv"), get(take::form))
        .route(at("/import/form.xlsx"), get(take::form))
        .route(
            at("/import"),
            get(start::show).post(start::save).layer(DefaultBodyLimit::max(FILE_MAX + FORM)),
        )
        .route(at("/import/{id}"), get(look::show).post(look::act))
        .route(at("/import/{id}/wrong.csv"), get(look::wrong))
        .route(at("/import/{id}/wrong.xlsx"), get(look::wrong))
        .route(at("/import/{id}/forget"), post(look::forget))
}

/// The page of a table.
fn href(shelf: &Shelf, id: domain::id::RowId) -> String {
    format!("{}/import/{id}", shelf.href)
}

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
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use web::{Routes, Shelf};

use crate::deck::DECK;

/// The most bytes of a whole text that falls into chapters: a thousand pages, as a form sends them.
const WHOLE_TEXT: usize = 12 * 1024 * 1024;

/// The addresses of the room: the same pages for each of these shelves.
pub fn routes(shelves: &[&'static Shelf]) -> Routes {
    let around = checks::routes().and(voices::routes());
    shelves.iter().fold(around, |routes, shelf| routes.and(of_shelf(shelf)))
}

/// The address of a page of a shelf. Routers keep addresses for ever, and they are made once.
fn at(shelf: &Shelf, rest: &str) -> &'static str {
    String::leak(format!("{}{rest}", shelf.href))
}

fn of_shelf(shelf: &Shelf) -> Routes {
    let at = |rest: &str| at(shelf, rest);
    let routes = Routes::new()
        .route(at(""), get(list::show))
        .route(at("/feed.atom"), get(list::feed))
        .route(at("/feed.json"), get(list::feed))
        .route(at("/searches"), post(list::save))
        .route(at("/new"), get(new::show).post(new::save))
        .route(at("/{id}"), get(sheet::short))
        .route(at("/{id}/{slug}"), get(sheet::long))
        .route(at("/{id}/edit"), get(edit::show).post(edit::save))
        .route(at("/{id}/writers"), get(writers::show).post(writers::save))
        .route(at("/{id}/history"), get(history::show))
        .route(at("/{id}/history/{number}"), get(history::state).post(history::restore))
        .route(at("/{id}/versions/new"), get(version::show).post(version::save))
        .route(at("/{id}/versions/{lang}/review"), post(version::review))
        .and(checks::of_shelf(at))
        .and(lineage::of_shelf(at))
        .and(offers::of_shelf(at))
        .and(tables::of_shelf(at))
        .and(voices::of_shelf(at));
    let wholes = shelf.kinds.iter().any(|kind| kind.parts.is_some());
    let decks = shelf.kind(DECK.name).is_some();
    let routes = if wholes { routes.and(of_wholes(at)) } else { routes };
    if decks { routes.and(of_decks(at)) } else { routes }
}

/// What there is of wholes, whose parts are written one by one.
fn of_wholes(at: impl Fn(&str) -> &'static str) -> Routes {
    Routes::new()
        .route(at("/{id}/chapters"), post(chapters::add).layer(DefaultBodyLimit::max(WHOLE_TEXT)))
        .route(at("/{id}/up"), post(chapters::up))
        .route(at("/{id}/remove"), post(chapters::remove))
        .route(at("/{id}/whole"), get(whole::show))
}

/// What there is of decks, which are played and printed.
fn of_decks(at: impl Fn(&str) -> &'static str) -> Routes {
    Routes::new()
        .route(at("/{id}/play"), get(deck::play))
        .route(at("/{id}/cards"), get(deck::print))
}

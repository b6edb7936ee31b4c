//! The two shelves of the library itself: good practices at `/practices`, and what cities made for their work
//! at `/library`. Those of other rooms have the same pages.

use content::Kind;
use web::{App, Ctx, Html, Shelf};

use crate::{
    collection::COLLECTION, deck::DECK, handbook::HANDBOOK, practice::PRACTICE, resource::RESOURCE,
};

/// What was done, what came of it, and what it takes to do it too.
pub static PRACTICES: Shelf = Shelf {
    href: "/practices",
    icon: "sprout",
    kinds: &[&PRACTICE],
    icons: &[],
    own: "",
    begin: |_, _| None,
    lead: |_| Html::default(),
};

/// What was made: handbooks, videos, templates, card decks, data.
pub static RESOURCES: Shelf = Shelf {
    href: "/library",
    icon: "library-big",
    kinds: &[&RESOURCE, &HANDBOOK, &DECK, &COLLECTION],
    icons: &[
        ("handbook", "book-open"),
        ("chapter", "book-open"),
        ("deck", "layers"),
        ("collection", "folder-open"),
    ],
    own: "resources-",
    begin: |_, _| None,
    lead: |_| Html::default(),
};

/// Both of them.
pub static OWN: [&Shelf; 2] = [&PRACTICES, &RESOURCES];

/// The shelf that the address of this page is on.
pub fn at(ctx: &Ctx) -> &'static Shelf {
    Shelf::at(ctx).unwrap_or(&PRACTICES)
}

/// The shelf that things of a kind stand on; `None` for kinds of which there is no shelf.
pub fn of(app: &App, kind: &Kind) -> Option<&'static Shelf> {
    named(app, kind.name).map(|(shelf, _)| shelf)
}

/// The kind of this name that stands on a shelf, and the shelf.
pub fn named(app: &App, kind: &str) -> Option<(&'static Shelf, &'static Kind)> {
    app.shelves().iter().find_map(|shelf| Some((*shelf, shelf.kind(kind)?)))
}

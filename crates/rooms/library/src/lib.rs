//! The library: good practices, described so that another city can decide in a minute and adopt in
//! an hour. Here they are found, read, described step by step, translated and looked back on.
//!
//! The rules are those of `content`; this room knows the kind ([`practice`]) and its pages.

mod card;
mod counts;
mod face;
mod filter;
mod links;
mod pages;
pub mod practice;
mod steps;

use content::Kind;
use web::{KindView, MenuItem, Place, Room, room::Audience};

/// The kind this room is about.
static KIND: &Kind = &practice::PRACTICE;

/// Everything the room brings to the house.
pub fn room() -> Room {
    Room {
        name: "library",
        routes: pages::routes(),
        kinds: vec![KIND],
        views: vec![KindView { row: card::short, ..KindView::new(KIND.name, "sprout") }],
        menu: vec![
            MenuItem {
                place: Place::Main,
                key: "library-menu-practices",
                href: "/practices",
                icon: "sprout",
                order: 20,
                audience: Audience::Everyone,
            },
            MenuItem {
                place: Place::Create,
                key: "library-create-practice",
                href: "/practices/new",
                icon: "sprout",
                order: 20,
                audience: Audience::SignedIn,
            },
        ],
        ..Room::default()
    }
}

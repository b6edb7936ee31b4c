//! The library: good practices, described so that another city can decide in a minute and adopt in
//! an hour, and what cities made for their work. Here they are found, read, described step by step,
//! translated and looked back on.
//!
//! Shelves of other rooms have the same pages.
//!
//! The rules are those of `content`; this room knows the kinds ([`practice`], [`resource`]) and their pages.

mod card;
pub mod collection;
pub mod deck;
pub mod endorsement;
mod face;
mod filter;
pub mod handbook;
mod links;
mod pages;
pub mod practice;
pub mod resource;
pub mod review;
mod shelf;
mod steps;
mod table;

use web::{HomePanel, KindView, MenuItem, Place, Room, Shelf, room::Audience};

/// Everything the room brings to the house, and the pages of the shelves of other rooms: `more`.
pub fn room(more: &[&'static Shelf]) -> Room {
    Room {
        name: "library",
        routes: pages::routes(&[&shelf::OWN, more].concat()),
        shelves: shelf::OWN.to_vec(),
        kinds: shelf::OWN
            .iter()
            .flat_map(|shelf| shelf.all())
            .chain([&review::REVIEW, &endorsement::ENDORSEMENT])
            .collect(),
        views: shelf::OWN
            .iter()
            .chain(more)
            .flat_map(|shelf| shelf.all().map(|k| view(shelf, k)))
            .chain([
                KindView::new(review::REVIEW.name, "clipboard-list"),
                KindView::new(endorsement::ENDORSEMENT.name, "handshake"),
            ])
            .collect(),
        home_panels: vec![HomePanel { side: true, order: 15, render: pages::checks::panel }],
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
                place: Place::Main,
                key: "library-menu-resources",
                href: "/library",
                icon: "library-big",
                order: 30,
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
            MenuItem {
                place: Place::Create,
                key: "library-create-resource",
                href: "/library/new",
                icon: "library-big",
                order: 30,
                audience: Audience::SignedIn,
            },
            MenuItem {
                place: Place::Account,
                key: "library-menu-to-check",
                href: "/to-check",
                icon: "clock",
                order: 22,
                audience: Audience::SignedIn,
            },
        ],
        ..Room::default()
    }
}

fn view(shelf: &Shelf, kind: &content::Kind) -> KindView {
    KindView { row: card::short, ..KindView::new(kind.name, shelf.icon_of(kind)) }
}

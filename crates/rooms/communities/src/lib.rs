//! Communities of practice: what one sees and does in one. Founding and finding them, joining,
//! asking and answering, deciding on members, moderating.
//!
//! One file of `pages` is one page. Rules are not here but in `people` and `content`; the
//! conversation under a topic is that of every room ([`web::conversation`]).

pub mod discussion;
mod form;
mod head;
mod pages;
mod row;
mod words;

#[cfg(test)]
mod tests;

use web::{KindView, MenuItem, Place, Room, room::Audience};

/// The room.
pub fn room() -> Room {
    Room {
        name: "communities",
        routes: pages::routes(),
        kinds: vec![&discussion::DISCUSSION],
        views: vec![KindView { kind: "discussion", icon: "messages-square", row: row::row }],
        menu: MENU.to_vec(),
        ..Room::default()
    }
}

const MENU: [MenuItem; 3] = [
    MenuItem {
        place: Place::Main,
        key: "communities",
        href: "/communities",
        icon: "users",
        order: 10,
        audience: Audience::Everyone,
    },
    MenuItem {
        place: Place::Create,
        key: "communities-create-discussion",
        href: "/discussions/new",
        icon: "messages-square",
        order: 10,
        audience: Audience::SignedIn,
    },
    MenuItem {
        place: Place::Create,
        key: "communities-create",
        href: "/communities/new",
        icon: "users",
        order: 40,
        audience: Audience::SignedIn,
    },
];

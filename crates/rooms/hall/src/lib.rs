//! The great hall: what one comes through on the way to every other room. Home, search, signing
//! in, settings, people, organisations, what this server is, and its administration.
//!
//! One file of [`pages`] is one page: its form, its handlers, its template. Rules are not here but
//! in `people` and `content`.

pub mod civic;
mod doors;
mod following;
mod input;
mod links;
mod lookup;
mod numbers;
mod pages;
mod words;

#[cfg(test)]
mod tests;

pub use pages::namespace::EXAMPLES;

use domain::access::Role;
use web::{MenuItem, Place, Room, room::Audience};

/// The room.
pub fn room() -> Room {
    Room {
        name: "hall",
        routes: pages::routes(),
        menu: MENU.to_vec(),
        home_panels: pages::home::PANELS.to_vec(),
        search_sections: vec![pages::search::COMMUNITIES, pages::people::SEARCH],
        ..Room::default()
    }
}

const fn item(
    place: Place,
    key: &'static str,
    href: &'static str,
    icon: &'static str,
    order: u8,
    audience: Audience,
) -> MenuItem {
    MenuItem { place, key, href, icon, order, audience }
}

const ADMINISTRATORS: Audience = Audience::AtLeast(Role::Administrator);
/// They see what readers have pointed out, and how other servers are.
const MODERATORS: Audience = Audience::AtLeast(Role::Moderator);

const MENU: &[MenuItem] = &[
    item(Place::Main, "menu-people", "/people", "users", 70, Audience::Everyone),
    item(Place::Main, "menu-organisations", "/organisations", "building-2", 80, Audience::Everyone),
    item(Place::Account, "menu-messages", "/messages", "mail", 12, Audience::SignedIn),
    item(Place::Account, "menu-following", "/following", "users", 15, Audience::SignedIn),
    item(Place::Account, "menu-bookmarks", "/bookmarks", "bookmark", 20, Audience::SignedIn),
    item(Place::Account, "menu-searches", "/searches", "search", 25, Audience::SignedIn),
    item(Place::Account, "menu-settings", "/settings", "pencil", 30, Audience::SignedIn),
    item(Place::Admin, "admin-overview", "/admin", "shield-check", 40, ADMINISTRATORS),
    item(Place::Admin, "admin-site", "/admin/site", "landmark", 41, ADMINISTRATORS),
    item(
        Place::Admin,
        "admin-organisation",
        "/admin/organisation",
        "building-2",
        42,
        ADMINISTRATORS,
    ),
    item(Place::Admin, "admin-people", "/admin/people", "users", 43, ADMINISTRATORS),
    item(Place::Admin, "admin-invitations", "/admin/invitations", "mail", 44, ADMINISTRATORS),
    item(Place::Admin, "admin-reports", "/admin/reports", "gavel", 45, MODERATORS),
    item(Place::Admin, "admin-federation", "/admin/federation", "network", 46, MODERATORS),
    item(Place::Admin, "admin-jobs", "/admin/jobs", "rotate-cw", 47, ADMINISTRATORS),
    item(Place::Help, "menu-rules", "/about#rules", "gavel", 30, Audience::Everyone),
    item(Place::About, "menu-about", "/about", "landmark", 10, Audience::Everyone),
    item(
        Place::About,
        "menu-accessibility",
        "/about/accessibility",
        "circle-check",
        20,
        Audience::Everyone,
    ),
    item(Place::About, "menu-privacy", "/about/privacy", "lock", 30, Audience::Everyone),
    item(Place::About, "menu-software", "/about/software", "info", 40, Audience::Everyone),
];

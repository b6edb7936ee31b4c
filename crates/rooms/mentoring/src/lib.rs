//! Mentoring: a city that has done something helps one that is about to. Offers and requests are found in the whole
//! network, a coordinator brings cities together, two cities agree on what they want to reach and by when, and work in a
//! place that only they see.
//!
//! - [`offer`], [`request`], [`programme`]: what stands on the shelf of the room, whose pages the house serves.
//! - [`matching`]: who could help whom, and why.
//! - [`workspace`]: what two cities keep together: their agreement, goals, meetings, actions.
//! - [`agreement`]: its versions, and what binds. [`signing`], [`verifying`]: who has signed them, and whether that holds.
//! - [`service`]: what one can do there. [`meetings`]: how many there were.
//! - [`next`]: what the next step is, and whose turn it is.
//! - [`elder`]: when both have begun a workspace of one pair.
//! - [`application`]: what a city and the coordinator of a programme keep together.
//! - [`applying`], [`coordinating`]: what either of them can do. [`round`]: how many are asked at once.
//! - [`begun`]: where those work together whom it has brought together.
//! - [`reminding`]: of what people are reminded.
//! - [`absence`]: what an administrator can do while those who are named are away.
//! - [`reporting`]: what the coordinator gets to know of a mentoring.
//! - [`openers`]: who may open programmes.
//! - [`expert`], [`assistance`]: the roster of integration leaders, and requests in plain words that it answers.

pub mod absence;
pub mod agreement;
pub mod application;
pub mod applying;
pub mod assistance;
pub mod begun;
pub mod coordinating;
mod drafting;
pub mod elder;
mod entries;
pub mod expert;
mod keeping;
pub mod matching;
pub mod meetings;
pub mod next;
pub mod offer;
pub mod openers;
mod pages;
mod parties;
pub mod programme;
pub mod reminding;
pub mod reporting;
pub mod request;
pub mod round;
pub mod service;
mod shelf;
pub mod signing;
pub mod verifying;
pub mod workspace;

use domain::access::Role;
use web::{MenuItem, Place, Room, Shelf, room::Audience};

/// Everything the room brings to the house.
pub fn room() -> Room {
    let create = |key, href, kind, order| MenuItem {
        place: Place::Create,
        key,
        href,
        icon: shelf::MENTORING.icon_of(kind),
        order,
        audience: Audience::SignedIn,
    };
    let admin = |key, href, icon, order| MenuItem {
        place: Place::Admin,
        key,
        href,
        icon,
        order,
        audience: Audience::AtLeast(Role::Administrator),
    };
    Room {
        name: "mentoring",
        shelves: SHELVES.to_vec(),
        kinds: SHELVES.iter().flat_map(|shelf| shelf.all()).collect(),
        routes: pages::routes(),
        ledgers: vec![&workspace::MENTORING, &application::KIND, &assistance::ASSISTANCE],
        ledger_titles: Some(pages::called::titles),
        jobs: store::Jobs::default()
            .with::<keeping::Keep>()
            .with::<keeping::Daily>()
            .with::<round::Bring>()
            .with::<assistance::relay::Relay>()
            .with::<assistance::turn::Turn>(),
        daily: vec![web::room::daily::<keeping::Daily>, web::room::daily::<assistance::turn::Turn>],
        home_panels: vec![pages::home::PANEL],
        menu: vec![
            MenuItem {
                place: Place::Account,
                key: "workspace-list",
                href: pages::HREF,
                icon: shelf::MENTORING.icon,
                order: 24,
                audience: Audience::SignedIn,
            },
            MenuItem {
                place: Place::Main,
                key: "mentoring-menu",
                href: shelf::MENTORING.href,
                icon: shelf::MENTORING.icon,
                order: 40,
                audience: Audience::Everyone,
            },
            create(
                "mentoring-create-offer",
                "/mentoring/new?kind=mentoring-offer",
                &offer::OFFER,
                40,
            ),
            create(
                "mentoring-create-request",
                "/mentoring/new?kind=mentoring-request",
                &request::REQUEST,
                41,
            ),
            MenuItem {
                audience: Audience::Entrusted(programme::PROGRAMME.name),
                ..create(
                    "mentoring-create-programme",
                    "/mentoring/new?kind=mentoring-programme",
                    &programme::PROGRAMME,
                    42,
                )
            },
            create(
                "mentoring-create-expert",
                "/mentoring/new?kind=mentoring-expert",
                &expert::EXPERT,
                43,
            ),
            create("assistance-create", pages::assistance::NEW, &request::REQUEST, 39),
            MenuItem {
                place: Place::Account,
                key: "assistance-list",
                href: pages::assistance::HREF,
                icon: "circle-help",
                order: 23,
                audience: Audience::SignedIn,
            },
            admin("admin-assistance", pages::assistance::ADMIN, "circle-help", 60),
            admin("admin-programmes", pages::openers::ADMIN, "network", 61),
            admin("admin-mentorings", pages::absence::ADMIN, "handshake", 62),
        ],
        ..Room::default()
    }
}

/// The shelves of the room, whose pages another room serves.
pub static SHELVES: &[&Shelf] = &[&shelf::MENTORING];

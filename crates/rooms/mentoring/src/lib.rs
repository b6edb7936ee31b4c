//! Mentoring: a city that has done something helps one that is about to. Offers and requests are found in the whole
//! network, a coordinator brings cities together, two cities agree on what they want to reach and by when, and work in a
//! place that only they see.
//!
//! - [`matching`]: who could help whom, and why.
//! - [`workspace`]: what two cities keep together: their agreement, goals, meetings, actions.
//! - [`agreement`]: its versions, and what binds.
//! - [`service`]: what one can do there.

pub mod agreement;
mod entries;
mod keeping;
pub mod matching;
mod pages;
pub mod service;
pub mod workspace;

use web::Room;

/// Everything the room brings to the house.
pub fn room() -> Room {
    Room {
        name: "mentoring",
        routes: pages::routes(),
        ledgers: vec![&workspace::MENTORING],
        jobs: store::Jobs::default().with::<keeping::Keep>(),
        ..Room::default()
    }
}

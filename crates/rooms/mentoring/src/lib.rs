//! Mentoring: a city that has done something helps one that is about to. Offers and requests are found in the whole
//! network, a coordinator brings cities together, two cities agree on what they want to reach and by when, and work in a
//! place that only they see.
//!
//! - [`matching`]: who could help whom, and why.
//! - [`workspace`]: what two cities keep together: their agreement, goals, meetings, actions.

pub mod matching;
pub mod workspace;

use web::{Room, Shelf};

/// Everything the room brings to the house.
pub fn room() -> Room {
    Room { name: "mentoring", ledgers: vec![&workspace::MENTORING], ..Room::default() }
}

/// The shelves of the room, whose pages another room serves.
pub static SHELVES: &[&Shelf] = &[];

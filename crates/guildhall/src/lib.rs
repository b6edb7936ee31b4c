//! The front door: configuration, the command line, the list of rooms, and a city that runs.

pub mod city;
pub mod cli;
pub mod config;
pub mod demo;
pub mod doctor;
mod listening;
pub mod logging;
pub mod memory;
pub mod peering;
#[cfg(any(feature = "pdf", feature = "xlsx"))]
pub mod reading;
pub mod serve;
pub mod user;

/// Every room of the house. Removing one leaves a working server without it.
pub fn rooms() -> Vec<web::Room> {
    vec![hall::room(), communities::room(), library::room(mentoring::SHELVES), mentoring::room()]
}

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

//! The pages of the room, read and filled in as a browser without scripts does.
#![expect(clippy::unwrap_used, reason = "tests")]

mod describing;
mod files;
mod finding;
mod hiding;
mod holding;
mod kit;
mod lineage;
mod looking_back;
mod machine;
mod offers;
mod pictures;
mod quality;
mod scanning;
mod tables;
mod translating;
mod writers;

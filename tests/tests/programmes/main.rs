//! A programme over three instances, by its forms: a coordinator's network, the city that helps and the city that is
//! helped.
#![expect(clippy::unwrap_used, reason = "tests")]

mod applications;
mod called;
mod conflicts;
mod matching;
mod restored;
mod steps;
mod strangers;
mod support;
mod whole;
mod wishes;
mod workspaces;

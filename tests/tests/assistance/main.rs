//! Technical assistance, used as people use it: by forms, in the city that asks, the one that coordinates and the one that
//! knows.
#![expect(clippy::unwrap_used, reason = "tests")]

mod asking;
mod carrying;
mod ending;
mod passing_on;
mod support;

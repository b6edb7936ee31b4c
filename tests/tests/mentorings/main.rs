//! The pages of a mentoring, used as people use them, and what they say of the next step, of who has signed what, of what a version changes, and of servers that
//! keep no ledgers.
#![expect(clippy::unwrap_used, reason = "tests")]

mod agreement;
mod elsewhere;
mod forms;
mod names;
mod steps;
mod support;
mod workspaces;

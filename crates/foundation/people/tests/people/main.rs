//! What people can do, on both databases.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

// The library's short name, as everywhere else.
extern crate guildhall_people as people;

mod accounts;
mod colleagues;
mod communities;
mod hosts;
mod invitations;
mod messages;
mod moving;
mod notifications;
mod organisations;
mod persons;
mod private_messages;
mod sessions;
mod setup;

use domain::Error;

/// The message of a refusal.
fn key<T: std::fmt::Debug>(result: domain::Result<T>) -> &'static str {
    match result.unwrap_err() {
        Error::Forbidden(key) | Error::Conflict(key) | Error::Elsewhere(key) | Error::Slow(key) => {
            key
        }
        Error::NotFound => "not-found",
        Error::Gone => "gone",
        Error::SignIn => "sign-in",
        Error::TooMany(_) => "too-many",
        Error::Invalid(e) => e.0.first().expect("a field is named").key,
        Error::Internal(e) => panic!("internal error: {e:?}"),
    }
}

/// The names of the fields that were refused, in order.
fn fields<T: std::fmt::Debug>(result: domain::Result<T>) -> Vec<String> {
    match result.unwrap_err() {
        Error::Invalid(e) => e.0.into_iter().map(|f| f.field.into_owned()).collect(),
        other => panic!("no fields: {other:?}"),
    }
}

//! What can go wrong, said once: a cause for the log, a message key for the person, a status.

use std::{borrow::Cow, time::Duration};

/// The result of a rule.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One field that cannot be accepted as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the field in the form and in JSON.
    pub field: Cow<'static, str>,
    /// The message that says what to do, for instance `error-required`.
    pub key: &'static str,
    /// The arguments of the message.
    pub args: Vec<(&'static str, String)>,
}

/// All fields that cannot be accepted, in the order of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// Adds an error without arguments.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, key: &'static str) {
        self.add_with(field, key, Vec::new());
    }

    /// Adds an error whose message has arguments.
    pub fn add_with(
        &mut self,
        field: impl Into<Cow<'static, str>>,
        key: &'static str,
        args: Vec<(&'static str, String)>,
    ) {
        self.0.push(FieldError { field: field.into(), key, args });
    }

    /// The first error of a field.
    pub fn of(&self, field: &str) -> Option<&FieldError> {
        self.0.iter().find(|e| e.field == field)
    }

    /// Whether everything can be accepted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok` when everything can be accepted, [`Error::Invalid`] otherwise.
    pub fn check(self) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }
}

/// Why an action was refused or failed. Pages and programs see its status and message key;
/// only the log sees the cause.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or must not be known to exist.
    #[error("not found")]
    NotFound,
    /// It existed and was withdrawn.
    #[error("gone")]
    Gone,
    /// The thing may be seen but this may not be done with it; the message says why.
    #[error("forbidden: {0}")]
    Forbidden(&'static str),
    /// Nobody is signed in, and this needs somebody.
    #[error("not signed in")]
    SignIn,
    /// Fields that cannot be accepted.
    #[error("invalid input: {0:?}")]
    Invalid(FieldErrors),
    /// Somebody was quicker, or the thing is no longer in a state that allows this.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// Too many attempts; try again after this long.
    #[error("too many requests")]
    TooMany(Duration),
    /// Another server has what was asked for, and gives nothing that can be used; the message says of what.
    #[error("another server: {0}")]
    Elsewhere(&'static str),
    /// Another server has what was asked for, and takes too long; the message says of what.
    #[error("another server is slow: {0}")]
    Slow(&'static str),
    /// Our own fault. The cause is logged once, at the edge, and never shown.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// One invalid field.
    pub fn field(field: impl Into<Cow<'static, str>>, key: &'static str) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(field, key);
        Self::Invalid(errors)
    }

    /// Wraps a cause that no reader can do anything about.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// The HTTP status (RFC 9110 §15) of both faces.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Gone => 410,
            Self::Forbidden(_) => 403,
            Self::SignIn => 401,
            Self::Invalid(_) => 422,
            Self::Conflict(_) => 409,
            Self::TooMany(_) => 429,
            Self::Elsewhere(_) => 502,
            Self::Slow(_) => 504,
            Self::Internal(_) => 500,
        }
    }

    /// The message for the person.
    pub fn message_key(&self) -> &'static str {
        match self {
            Self::NotFound => "error-not-found",
            Self::Gone => "error-gone",
            Self::Forbidden(key) | Self::Conflict(key) | Self::Elsewhere(key) | Self::Slow(key) => {
                key
            }
            Self::SignIn => "error-sign-in",
            Self::Invalid(_) => "error-invalid",
            Self::TooMany(_) => "error-too-many",
            Self::Internal(_) => "error-internal",
        }
    }
}

//! Ids: UUIDv7, one Rust type for each kind of thing, opaque to everyone else (RFC 9562).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What all id types have in common.
pub trait Id: Copy + From<Uuid> + Into<Uuid> {}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl Id for $name {}
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, uuid::Error> {
                s.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A person, organisation, group or instance, local or remote.
    ActorId,
    /// A sign-in of a local person.
    AccountId,
    /// Anything published: discussion, practice, comment and every later kind.
    ContentId,
    /// What one person wrote to another, and to nobody else.
    MessageId,
    /// What two parties keep together, and nobody else sees.
    LedgerId,
    /// A row of something that is only referred to locally (session, invitation, report, job …).
    RowId,
}

//! Who may see a thing, and how far it travels.

use serde::{Deserialize, Serialize};

/// The level of a thing. It is chosen when the thing is made and never changes by an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Everyone, on every instance.
    Public,
    /// Everyone who has the address; not in lists, search or announcements.
    Unlisted,
    /// The members of its community, on their instances.
    Members,
    /// People of this instance (in a community: its members here). It never leaves.
    Local,
}

impl Visibility {
    /// All levels, widest first.
    pub const ALL: [Self; 4] = [Self::Public, Self::Unlisted, Self::Members, Self::Local];

    /// The word stored in the database and used in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Unlisted => "unlisted",
            Self::Members => "members",
            Self::Local => "local",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == s)
    }

    /// Whether a thing of this level may ever be sent to another instance.
    pub fn leaves(self) -> bool {
        self != Self::Local
    }
}

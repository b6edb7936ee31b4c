//! What this instance makes of another.

use serde::{Deserialize, Serialize};

use crate::access::Who;

/// How far what comes from another instance is shown, as the administrators of this one decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Like what comes from here.
    #[default]
    Open,
    /// Only to whoever is signed in and belongs to its community or follows its author.
    Limited,
    /// To nobody: nothing is taken from there and nothing sent.
    Blocked,
}

impl Policy {
    /// All of them, the mildest first.
    pub const ALL: [Self; 3] = [Self::Open, Self::Limited, Self::Blocked];

    /// The word in the database and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Limited => "limited",
            Self::Blocked => "blocked",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == s)
    }

    /// Whether `who` may see the page of somebody of such an instance. Whoever is signed in may, or
    /// nobody could ever come near enough to see more.
    pub fn shows_actors_to(self, who: &Who) -> bool {
        match self {
            Self::Open => true,
            Self::Limited => who.is_house() || who.actor().is_some(),
            Self::Blocked => who.is_house(),
        }
    }
}

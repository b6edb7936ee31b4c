//! Who a thing is for: levels written as `to` and `cc`, and read back, never widening
//! (`federation.md` §5; the readings are Mastodon's, the members' dialect Lemmy's).

use domain::Visibility;
use serde_json::{Map, Value};

use crate::document::{self, keys};

/// Everybody, in the spelling that all peers read (ActivityPub §5.6).
pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// A community by its addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The id of its actor.
    pub id: String,
    /// The id of its followers' collection.
    pub followers: String,
}

/// Who something of ours goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Everyone. `followers` are those of whoever acts: the author, or an announcing group.
    Public {
        /// The community it is published in.
        group: Option<Group>,
        /// The followers' collection of the one who acts.
        followers: Option<String>,
    },
    /// Everyone who has the address; not for lists.
    Unlisted {
        /// The community it is published in.
        group: Option<Group>,
        /// The followers' collection of the one who acts.
        followers: Option<String>,
    },
    /// The members of a community.
    Members(Group),
    /// These actors and nobody else.
    Direct(Vec<String>),
}

/// The addresses of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addresses {
    /// `to`, always an array.
    pub to: Vec<String>,
    /// `cc`, always an array.
    pub cc: Vec<String>,
    /// `audience`: the community (FEP-1b12), one id.
    pub audience: Option<String>,
}

impl Audience {
    /// The audience of content of this level. `None` for what never leaves: the level
    /// [`Visibility::Local`], and members' content without a community, which has no members.
    pub fn of(level: Visibility, group: Option<Group>, followers: Option<String>) -> Option<Self> {
        match level {
            Visibility::Public => Some(Self::Public { group, followers }),
            Visibility::Unlisted => Some(Self::Unlisted { group, followers }),
            Visibility::Members => group.map(Self::Members),
            Visibility::Local => None,
        }
    }

    /// Its addresses. `mentioned` are actors to be told (the parent's author, those named in the
    /// text); where the audience is closed they are left out, as a mention must not let in.
    pub fn addresses(&self, mentioned: &[&str]) -> Addresses {
        let mut a = Addresses::default();
        let (to, cc) = (&mut a.to, &mut a.cc);
        match self {
            Self::Public { group, followers } => {
                to.push(PUBLIC.to_owned());
                to.extend(group.iter().map(|g| g.id.clone()));
                cc.extend(followers.clone());
            }
            Self::Unlisted { group, followers } => {
                // `cc` to everyone is what makes it unlisted, so that `to` needs somebody else.
                to.extend(group.iter().map(|g| g.id.clone()));
                if to.is_empty() {
                    to.extend(followers.clone());
                } else {
                    cc.extend(followers.clone());
                }
                cc.insert(0, PUBLIC.to_owned());
            }
            Self::Members(group) => to.extend([group.id.clone(), group.followers.clone()]),
            Self::Direct(ids) => to.extend(ids.iter().cloned()),
        }
        if matches!(self, Self::Public { .. } | Self::Unlisted { .. }) {
            cc.extend(mentioned.iter().map(|&m| m.to_owned()));
        }
        a.audience = match self {
            Self::Public { group, .. } | Self::Unlisted { group, .. } => group.as_ref(),
            Self::Members(group) => Some(group),
            Self::Direct(_) => None,
        }
        .map(|g| g.id.clone());
        a.unique();
        a
    }
}

impl Addresses {
    fn unique(&mut self) {
        let mut seen = Vec::new();
        for list in [&mut self.to, &mut self.cc] {
            list.retain(|id| {
                let new = !seen.contains(id);
                if new {
                    seen.push(id.clone());
                }
                new
            });
        }
    }

    /// Writes them into a document; `to` and `cc` are arrays even when empty, as Lemmy insists.
    pub fn write(&self, document: &mut Map<String, Value>) {
        document.insert(keys::TO.to_owned(), self.to.clone().into());
        document.insert(keys::CC.to_owned(), self.cc.clone().into());
        if let Some(audience) = &self.audience {
            document.insert(keys::AUDIENCE.to_owned(), audience.clone().into());
        }
    }
}

/// What an address is, as far as this instance knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// A community, by its own id.
    Group,
    /// The followers of the community with this id.
    GroupFollowers(String),
    /// The followers of the author.
    AuthorFollowers,
    /// Somebody, or nobody we know.
    Other,
}

/// Who a received thing is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Level {
    /// Everyone is in `to`.
    Public,
    /// Everyone is in `cc`.
    Unlisted,
    /// The members of the community with this id.
    Members(String),
    /// The followers of the author.
    Followers,
    /// Those who are named, and nobody else.
    Direct,
}

impl Level {
    /// Reads `to`, `cc` and `audience`. `known` says what an address is. Whatever cannot be told
    /// for certain is [`Level::Direct`], the narrowest. `bto` and `bcc` say nothing.
    pub fn read(document: &Value, known: impl Fn(&str) -> Known) -> Self {
        if document::ids(document, keys::TO).any(document::is_public) {
            return Self::Public;
        }
        if document::ids(document, keys::CC).any(document::is_public) {
            return Self::Unlisted;
        }
        let audience = document::id(document, keys::AUDIENCE);
        let mut groups: Vec<String> = Vec::new();
        let mut followers = false;
        let addressed = document::ids(document, keys::TO).chain(document::ids(document, keys::CC));
        for id in addressed.take(document::MAX_RECIPIENTS) {
            match known(id) {
                // Alone, a group's id is a message to those who run it.
                Known::Group if audience == Some(id) => groups.push(id.to_owned()),
                Known::GroupFollowers(group) => groups.push(group),
                Known::AuthorFollowers => followers = true,
                Known::Group | Known::Other => {}
            }
        }
        groups.dedup();
        match (groups.len(), followers) {
            (1, false) => Self::Members(groups.remove(0)),
            (0, true) => Self::Followers,
            _ => Self::Direct,
        }
    }

    /// The level of an activity and what it carries: the narrower of the two, and that of the
    /// activity when the object has no addresses at all, as some peers write it.
    pub fn read_both(activity: &Value, object: &Value, known: impl Fn(&str) -> Known) -> Self {
        let outer = Self::read(activity, &known);
        if document::has(object, keys::TO) || document::has(object, keys::CC) {
            outer.narrower(Self::read(object, &known))
        } else {
            outer
        }
    }

    /// The narrower of two levels; two that are closed in different ways leave only the named.
    #[must_use]
    pub fn narrower(self, other: Self) -> Self {
        match (self, other) {
            // Everyone first, so that of two open levels the unlisted one is left.
            (Self::Public | Self::Unlisted, level) if level != Self::Public => level,
            (level, Self::Public | Self::Unlisted) => level,
            (a, b) if a == b => a,
            _ => Self::Direct,
        }
    }

    /// As content is stored here; `None` for what is no content but a message.
    pub fn visibility(&self) -> Option<Visibility> {
        match self {
            Self::Public => Some(Visibility::Public),
            Self::Unlisted => Some(Visibility::Unlisted),
            Self::Members(_) => Some(Visibility::Members),
            Self::Followers | Self::Direct => None,
        }
    }

    /// The level at which a reply joins a conversation: that of the conversation, or narrower if
    /// the reply is. `group` is the conversation's community.
    pub fn joins(&self, root: Visibility, group: Option<&str>) -> Result<Visibility, Misfit> {
        match (root, self) {
            (Visibility::Public, Self::Public) => Ok(Visibility::Public),
            (Visibility::Public, Self::Unlisted)
            | (Visibility::Unlisted, Self::Public | Self::Unlisted) => Ok(Visibility::Unlisted),
            (Visibility::Members, Self::Members(g)) if Some(g.as_str()) == group => {
                Ok(Visibility::Members)
            }
            (Visibility::Members | Visibility::Local, Self::Public | Self::Unlisted)
            | (Visibility::Local, _) => Err(Misfit::TooWide),
            (_, Self::Members(_) | Self::Followers | Self::Direct) => Err(Misfit::Apart),
        }
    }
}

/// Why a reply does not join its conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// It would carry a closed conversation outside. It is rejected.
    #[error("a reply that is wider than its conversation")]
    TooWide,
    /// It is for other people than the conversation: a private message at most.
    #[error("a reply that is not for those in the conversation")]
    Apart,
}

/// Removes `bto` and `bcc` from a document and everything in it, before it is stored or sent
/// (ActivityPub §6).
pub fn strip_blind(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|k, _| k != keys::BTO && k != keys::BCC);
            object.values_mut().for_each(strip_blind);
        }
        Value::Array(many) => many.iter_mut().for_each(strip_blind),
        _ => {}
    }
}

#[cfg(test)]
mod tests;

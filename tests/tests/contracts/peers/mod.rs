//! What seven other programs demand of a document that comes to them, as strictly as they do.
//!
//! `Ok` says what the program makes of it. `Err` says why it would drop it, crash on it or refuse it.
//! What a program leaves out without harm, and without meaning to take it, is [`Seen::Ignored`].
//!
//! The facts were read from the sources that each file names: Lemmy 439734d, `NodeBB` ab329b3,
//! glitch-soc 839591f (Mastodon 4.7), discourse-activity-pub e7de0dc, `PieFed` 6b89e8b, `GoToSocial`
//! 57cb4fe, Mobilizon c64a0ea.

mod discourse;
mod gotosocial;
mod lemmy;
mod mastodon;
mod mobilizon;
mod nodebb;
mod piefed;
mod read;
#[cfg(test)]
mod sample;

use serde_json::Value;

pub use discourse::Discourse;
pub use gotosocial::GoToSocial;
pub use lemmy::Lemmy;
pub use mastodon::Mastodon;
pub use mobilizon::Mobilizon;
pub use nodebb::NodeBb;
pub use piefed::PieFed;

/// What a program makes of a document, or why it does not take it.
pub type Taken = Result<Seen, String>;

/// Another program.
pub trait Peer {
    /// Its name.
    fn name(&self) -> &'static str;
    /// An actor, as it is fetched.
    fn actor(&self, doc: &Value) -> Taken;
    /// An activity, as it comes to the inbox.
    fn activity(&self, doc: &Value) -> Taken;
    /// A thing, as it is fetched.
    fn object(&self, doc: &Value) -> Taken;
    /// A collection, as it is fetched. Which one it is stands at the end of its id: `outbox`,
    /// `followers`, `moderators`, `featured`; everything else is a conversation.
    fn collection(&self, doc: &Value) -> Taken;
}

/// All of them.
pub fn all() -> Vec<Box<dyn Peer>> {
    vec![
        Box::new(Mastodon),
        Box::new(Lemmy),
        Box::new(NodeBb),
        Box::new(PieFed),
        Box::new(Mobilizon),
        Box::new(Discourse),
        Box::new(GoToSocial),
    ]
}

/// What a program makes of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Somebody: a person, a group, a server.
    Actor {
        /// `Person`, `Group`, …
        kind: String,
        /// `name@host`.
        handle: String,
    },
    /// Something that begins a conversation.
    Post(Shown),
    /// An answer.
    Comment(Shown),
    /// A private message.
    Message(Shown),
    /// Something that is gone.
    Tombstone,
    /// Somebody follows.
    Follow,
    /// Something was accepted.
    Accept(Box<Seen>),
    /// Something was rejected.
    Reject(Box<Seen>),
    /// Something no longer holds.
    Undo(Box<Seen>),
    /// Something new.
    Create(Box<Seen>),
    /// Something changed.
    Update(Box<Seen>),
    /// A group passes something on, or somebody boosts it.
    Announce(Box<Seen>),
    /// A vote for.
    Like,
    /// A vote against.
    Dislike,
    /// Something was taken back by its author, or somebody left.
    Delete,
    /// Something was removed by a moderator.
    Removal,
    /// Closed for answers.
    Lock,
    /// Pinned.
    Pin,
    /// No longer pinned.
    Unpin,
    /// Somebody now moderates.
    AddModerator,
    /// Somebody no longer moderates.
    RemoveModerator,
    /// Banned.
    Block,
    /// A report.
    Flag,
    /// A collection, and how many of its entries are of use.
    Collection {
        /// `outbox`, `followers`, `moderators`, `featured` or `context`.
        kind: &'static str,
        /// How many entries are of use.
        items: usize,
    },
    /// Left out, and nothing is lost by it that this program could have had.
    Ignored(&'static str),
}

/// What readers get to see of a thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Its title, where the program shows one.
    pub title: Option<String>,
    /// The text that is shown: of `source`, `content` or `summary`, whichever the program takes.
    pub visible: String,
    /// The link that is shown with it.
    pub link: Option<String>,
    /// The language that the program stores.
    pub language: Option<String>,
    /// The community it is put in.
    pub group: Option<String>,
    /// What it answers.
    pub parent: Option<String>,
    /// For whom the program believes it to be.
    pub level: Option<Level>,
}

/// For whom a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Everybody.
    Public,
    /// Everybody who has the address.
    Unlisted,
    /// The author's followers.
    Followers,
    /// Those who are named.
    Direct,
}

impl Seen {
    /// What is inside of `Create`, `Update`, `Announce`, `Undo`, `Accept` and `Reject`.
    pub fn inner(&self) -> Option<&Self> {
        match self {
            Self::Accept(i)
            | Self::Reject(i)
            | Self::Undo(i)
            | Self::Create(i)
            | Self::Update(i)
            | Self::Announce(i) => Some(i),
            _ => None,
        }
    }

    /// What readers see of it, however deep it is wrapped.
    pub fn shown(&self) -> Option<&Shown> {
        match self {
            Self::Post(shown) | Self::Comment(shown) | Self::Message(shown) => Some(shown),
            other => other.inner().and_then(Self::shown),
        }
    }

    /// Why it is left out, however deep it is wrapped.
    pub fn ignored(&self) -> Option<&'static str> {
        match self {
            Self::Ignored(why) => Some(why),
            other => other.inner().and_then(Self::ignored),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{sample, *};

    #[test]
    fn every_kind_of_document_of_ours_passes_everywhere() {
        for peer in all() {
            let name = peer.name();
            for doc in sample::actors() {
                assert!(peer.actor(&doc).is_ok(), "{name}: {:?} {doc:#}", peer.actor(&doc));
            }
            for doc in sample::objects() {
                assert!(peer.object(&doc).is_ok(), "{name}: {:?} {doc:#}", peer.object(&doc));
            }
            for doc in sample::activities() {
                assert!(peer.activity(&doc).is_ok(), "{name}: {:?} {doc:#}", peer.activity(&doc));
            }
            for doc in sample::collections() {
                let seen = peer.collection(&doc);
                assert!(seen.is_ok(), "{name}: {seen:?} {doc:#}");
            }
        }
    }

    #[test]
    fn nothing_makes_a_model_panic() {
        use serde_json::json;
        let odd = [
            json!(null),
            json!([]),
            json!("x"),
            json!({}),
            json!({ "type": [] }),
            json!({ "type": "Create", "object": null }),
            json!({ "type": "Announce", "object": [1] }),
            json!({ "id": 1, "type": "Undo", "actor": {}, "object": { "type": 1 } }),
            json!({ "type": "OrderedCollection", "orderedItems": [null, 1, {}, []] }),
        ];
        for peer in all() {
            for doc in &odd {
                let _ = (peer.actor(doc), peer.activity(doc), peer.object(doc));
                let _ = peer.collection(doc);
            }
        }
    }
}

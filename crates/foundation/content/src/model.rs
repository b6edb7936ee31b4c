//! What the tables hold, as types.

use domain::{
    ActorId, ContentId, Lang, Policy, Time, Visibility,
    access::{Facts, Standing, State, Subject},
};
use serde::{Deserialize, Serialize};
use store::JsonText;

use crate::Values;

/// Where a language version comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, store::FromCell)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// It is what the author wrote first.
    Original,
    /// A person translated it.
    Human,
    /// A machine translated it.
    Machine,
}

impl Origin {
    /// The word in the database and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Human => "human",
            Self::Machine => "machine",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        [Self::Original, Self::Human, Self::Machine].into_iter().find(|o| o.as_str() == s)
    }
}

/// Whether a language version says what the original says now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, store::FromCell)]
#[serde(rename_all = "kebab-case")]
pub enum TextState {
    /// It does.
    Current,
    /// The original has moved on since.
    Outdated,
}

/// A row of `content` with what the rules need beside it, as one asker sees it.
#[derive(Debug, Clone, PartialEq, store::FromRow)]
pub struct Content {
    /// Its id.
    pub id: ContentId,
    /// Its id in ActivityPub; `None` for what never leaves or was not yet exposed.
    pub ap_id: Option<String>,
    /// The name of its kind, which this instance may not know.
    pub kind: String,
    /// Who wrote it.
    pub author_id: ActorId,
    /// On whose behalf.
    pub organisation_id: Option<ActorId>,
    /// The community it belongs to.
    pub group_id: Option<ActorId>,
    /// The conversation it belongs to; `None` for what begins one.
    pub root_id: Option<ContentId>,
    /// What it answers; `None` for what begins a conversation.
    pub parent_id: Option<ContentId>,
    /// 0 for what begins a conversation, 1 for direct answers, at most [`DEPTH_MAX`].
    pub depth: i64,
    /// The instance it lives on; empty for this one.
    pub host: String,
    /// The readable part of its address.
    pub slug: String,
    /// Its level.
    pub visibility: Visibility,
    /// Where it stands in its life.
    pub state: State,
    /// The language it was written in.
    pub lang: Lang,
    /// SPDX identifier or `unknown`.
    pub licence: Option<String>,
    /// The values that are the same in every language, and those the kind does not know.
    pub details: JsonText<Values>,
    /// The number of its present state, from 1.
    pub revision: i64,
    /// Whether it was made up for demonstration.
    pub illustrative: bool,
    /// Whether its own conversation is closed.
    pub locked: bool,
    /// Since when it is pinned in its community.
    pub pinned_at: Option<Time>,
    /// The comment that was accepted as the answer.
    pub answer_id: Option<ContentId>,
    /// Published comments in its conversation; 0 for comments.
    pub comment_count: i64,
    /// How many found it useful.
    pub reaction_count: i64,
    /// When it was made.
    pub created_at: Time,
    /// When it was published; `None` for drafts.
    pub published_at: Option<Time>,
    /// When anything about it last changed.
    pub updated_at: Time,
    /// When its text was last changed after it was published.
    pub edited_at: Option<Time>,
    /// When it or its conversation was last added to.
    pub last_activity_at: Time,
    /// Its place among the parts of its root, from 1; `None` for what is no part.
    pub position: Option<i64>,
    /// What is said of the root was said of its state of this moment; `None` for what judges nothing.
    pub judged_at: Option<Time>,
    /// How many have published a review of it.
    pub review_count: i64,
    /// When somebody should look again whether it still holds.
    pub next_check: Option<Time>,
    /// The instance that decides about it: its community's, else its own; empty for this one.
    pub home: String,
    /// Whether its conversation is closed, here or at the root.
    pub closed: bool,
    /// The state of the conversation's root; its own when it is the root.
    pub root_state: State,
    /// Who began the conversation; its own author when it is the root.
    pub root_author_id: ActorId,
    /// What was decided about the instances of its author and community.
    pub policy: Policy,
    /// Whether the asker follows its author, where that matters.
    pub follows: bool,
    /// Whether its author lets the asker change it.
    pub coauthor: bool,
    /// What the asker is in its community.
    pub standing: Standing,
}

/// The deepest that answers nest; deeper ones stand beside their parent (Lemmy takes no more).
pub const DEPTH_MAX: i64 = 50;

impl Content {
    /// Whether it says something of its root in its author's name: it is neither an answer nor a part.
    pub fn is_voice(&self) -> bool {
        self.root_id.is_some() && self.parent_id.is_none() && self.position.is_none()
    }

    /// The conversation it belongs to, itself when it is the root.
    pub fn root(&self) -> ContentId {
        self.root_id.unwrap_or(self.id)
    }
}

impl Subject for Content {
    fn facts(&self) -> Facts {
        // What is said of something that is gone is shown no more.
        let orphan = self.is_voice()
            && self.state == State::Published
            && self.root_state != State::Published;
        Facts::Content {
            author: self.author_id,
            visibility: self.visibility,
            state: if orphan { State::Removed } else { self.state },
            in_group: self.group_id.is_some(),
            here: self.home.is_empty(),
            locked: self.closed,
            policy: self.policy,
            follows: self.follows,
            coauthor: self.coauthor,
        }
    }
}

impl Subject for &Content {
    fn facts(&self) -> Facts {
        (*self).facts()
    }
}

/// One language version: a row of `content_text`.
#[derive(Debug, Clone, PartialEq, store::FromRow)]
pub struct ContentText {
    /// Of what.
    pub content_id: ContentId,
    /// Its language.
    pub lang: Lang,
    /// Plain text.
    pub title: String,
    /// Plain text. For kinds without a summary it is the beginning of the body, for lists.
    pub summary: String,
    /// Markdown; empty for what came from elsewhere as HTML.
    pub body_md: String,
    /// Clean HTML.
    pub body_html: String,
    /// The kind's translated values.
    pub fields: JsonText<Values>,
    /// The HTML of those that are Markdown, by the same names.
    pub fields_html: JsonText<Values>,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it says what the original says now.
    pub state: TextState,
    /// The revision of the original that it says.
    pub source_revision: i64,
    /// The version of the allow-list that cleaned its HTML.
    pub cleaner: i64,
    /// Who wrote or translated it.
    pub author_id: Option<ActorId>,
    /// Who has looked through a translation and found it right.
    pub reviewed_by: Option<ActorId>,
    /// When it last changed.
    pub updated_at: Time,
}

/// An earlier state, as one document: the column `revision.snapshot`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The language of the texts.
    pub lang: Lang,
    /// Plain text.
    pub title: String,
    /// Plain text.
    pub summary: String,
    /// Markdown.
    pub body: String,
    /// All values, neutral and translated.
    pub values: Values,
    /// Slugs of sectors.
    pub sectors: Vec<String>,
    /// SPDX identifier or `unknown`.
    pub licence: Option<String>,
}

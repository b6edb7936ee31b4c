//! What the crates above register: who handles which activity, who keeps what about actors, who
//! writes the documents of what leaves. Calls that must go up go through here, never through a
//! dependency.

use async_trait::async_trait;
use domain::{Error, Result, id::RowId};
use serde_json::{Map, Value};
use store::{Reader, Tx};

use crate::{Actor, Live, client, outgoing::Logged, receiving::Resolve};

/// What an activity acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum On {
    /// A person, an organisation, a community, an instance.
    Actor,
    /// A `Follow`.
    Follow,
    /// A published thing.
    Content,
    /// A `Like` or `Dislike`.
    Reaction,
    /// A `Lock`.
    Lock,
    /// A `Block`.
    Block,
    /// A `Flag`.
    Flag,
    /// An `Offer`.
    Offer,
    /// An `Announce`.
    Announce,
    /// A `Delete`.
    Delete,
    /// Any other activity.
    Activity,
    /// A thing of this type, which is none of content: its handler names it. What is offered or answered may
    /// also stand one activity deeper.
    Thing(&'static str),
}

/// Somebody else's activity, whose signature was verified: `actor` is the owner of the key.
#[derive(Debug, Clone)]
pub struct Activity {
    /// Its id, of the origin of its actor.
    pub iri: String,
    /// Its type.
    pub kind: String,
    /// Who did it.
    pub actor: Actor,
    /// Its IRI.
    pub actor_iri: String,
    /// The whole document.
    pub value: Value,
    /// The document as it came.
    pub bytes: String,
}

impl Activity {
    /// What is acted on: an id, or an object.
    pub fn object(&self) -> &Value {
        object_of(&self.value)
    }

    /// The id of what is acted on.
    pub fn object_id(&self) -> Option<&str> {
        crate::document::id_of(self.object())
    }
}

/// What an activity acts on; of several things, the first.
pub fn object_of(activity: &Value) -> &Value {
    match activity.get("object") {
        Some(Value::Array(many)) => many.first().unwrap_or(&Value::Null),
        Some(one) => one,
        None => &Value::Null,
    }
}

/// Why an activity comes to nothing, now or for good.
#[derive(Debug, thiserror::Error)]
pub enum Unresolved {
    /// Something could not be fetched. Passing troubles are tried again.
    #[error(transparent)]
    Fetch(#[from] client::Error),
    /// It is not believed or not allowed.
    #[error("refused: {0}")]
    Refused(&'static str),
    /// It is all right but of no concern here.
    #[error("ignored: {0}")]
    Ignored(&'static str),
    /// A rule said no, or the store failed.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl Unresolved {
    /// Whoever brings what comes from a blocked instance has done nothing wrong, and should not try
    /// again.
    pub const BLOCKED: Self = Self::Ignored("it is of an instance that is blocked here");
}

impl From<store::Error> for Unresolved {
    fn from(e: store::Error) -> Self {
        Self::Failed(e.into())
    }
}

impl From<crate::network::Refused> for Unresolved {
    fn from(e: crate::network::Refused) -> Self {
        match e {
            crate::network::Refused::Blocked => Self::BLOCKED,
            e => Self::Fetch(e.into()),
        }
    }
}

/// What an activity does, with everything prepared: no network, no rendering from here on.
#[async_trait]
pub trait Effect: Send {
    /// Changes the rows, in the unit in which the activity becomes *done*.
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()>;
}

/// Handles some kinds of activities.
#[async_trait]
pub trait Handler: Send + Sync {
    /// Which: the type of the activity, and what it acts on.
    fn claims(&self) -> &'static [(&'static str, On)];

    /// Whether the text of what it handles is forgotten as soon as it is settled, whatever comes of it, because nobody else
    /// may keep it.
    fn is_private(&self) -> bool {
        false
    }

    /// Fetches and prepares what the effect needs. No unit of work here.
    async fn resolve(
        &self,
        resolve: &Resolve<'_>,
        activity: &Activity,
        on: On,
    ) -> Result<Box<dyn Effect>, Unresolved>;
}

/// Keeps more about remote actors than `actor` does: communities, organisations.
#[async_trait]
pub trait Keeper: Send + Sync {
    /// Called in the unit in which the actor's row is written, with its document.
    async fn keep(&self, tx: &mut Tx, actor: &Actor, document: &Value) -> Result<()>;
}

/// Writes documents from rows.
#[async_trait]
pub trait Writer: Send + Sync {
    /// The activity of a row of the log without its `@context`. `None` when there is nothing left to
    /// say, or when it is somebody else's to write.
    async fn activity(
        &self,
        q: Reader,
        live: &Live,
        row: &Logged,
    ) -> Result<Option<Map<String, Value>>>;

    /// An activity that stands in no row: the announcement of a thing has the thing's id.
    async fn unlogged(
        &self,
        _q: Reader,
        _live: &Live,
        _id: RowId,
    ) -> Result<Option<Map<String, Value>>> {
        Ok(None)
    }

    /// The document of a local actor without its `@context`, or `None`.
    async fn actor(
        &self,
        _q: Reader,
        _live: &Live,
        _actor: &Actor,
    ) -> Result<Option<Map<String, Value>>> {
        Ok(None)
    }
}

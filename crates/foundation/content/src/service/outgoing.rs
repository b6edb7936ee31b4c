//! Who must learn of what happened, in the transaction in which it happened. Federation writes
//! its outgoing activities here; nothing is registered until it does.

use std::{future::Future, pin::Pin};

use domain::{ActorId, ContentId, Lang, Result, id::RowId};
use store::Tx;

use crate::model::Content;

/// What happened to a published thing. Drafts make no events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It was published.
    Created,
    /// Its original text or values changed.
    Updated,
    /// A language version was added, changed or taken away.
    Version(Lang),
    /// Its author withdrew it.
    Deleted,
    /// A moderator removed it, for this reason.
    Removed(String),
    /// A moderator brought it back.
    Restored,
    /// Somebody found it useful.
    Reacted,
    /// Somebody took that back.
    Unreacted,
    /// Its conversation was closed (`true`) or opened.
    Locked(bool),
    /// It was pinned in its community (`true`) or no longer is.
    Pinned(bool),
    /// This comment was accepted as its answer, or none is.
    Answered(Option<ContentId>),
    /// Its author lists this as an adaptation of it.
    Listed(ContentId),
    /// Its author no longer does, or does not.
    Unlisted(ContentId),
    /// Somebody offers a language version of it ([`crate::versions`]).
    VersionOffered(RowId),
    /// Somebody no longer offers a language version of it.
    OfferTakenBack(RowId),
    /// A language version that somebody offered was accepted or declined.
    OfferAnswered {
        /// Who offered it.
        by: ActorId,
        /// The row of the offer.
        offer: RowId,
        /// Whether it was accepted.
        accepted: bool,
    },
    /// Somebody reported it, for this reason.
    Reported(String),
    /// The report that somebody elsewhere sent with this Flag was decided.
    ReportDecided {
        /// Who reported.
        reporter: ActorId,
        /// The IRI of the Flag.
        flag: String,
    },
}

/// A change with the thing as it is afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The thing, as whoever did it sees it.
    pub content: Content,
    /// Who did it; `None` for the house itself.
    pub by: Option<ActorId>,
    /// What happened.
    pub change: Change,
}

/// What a handler gives back.
pub type Handled<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// Somebody who must learn of changes. An error undoes the whole action.
pub trait Outgoing: Send + Sync {
    /// Writes what has to be written. No network here.
    fn handle<'a>(&'a self, tx: &'a mut Tx, event: &'a Event) -> Handled<'a>;
}

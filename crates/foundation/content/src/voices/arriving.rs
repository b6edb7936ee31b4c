//! What others say of a thing on other instances.

use domain::{
    ActorId, ContentId, Error, Result, Time,
    access::{State, Who},
};
use store::{Tx, args, statements};

use super::writing;
use crate::{
    Publishing,
    kind::Voice,
    model::Content,
    sql::{self, Position},
};

statements! {
    JUDGED = "UPDATE content SET judged_at = $2 WHERE id = $1";
}

/// What a thing of this kind that arrives says of `root`; `None` when it is an answer like others.
pub(crate) fn speaks(p: &Publishing, root: &Content, kind: &str) -> Option<Voice> {
    let voice = p.kinds().get(kind)?.voice?;
    let taken = p.kinds().or_article(&root.kind).said_by(voice).is_some();
    Some(voice).filter(|_| taken && root.root_id.is_none())
}

/// Where it stands. `decides` is whether this instance decides about the conversation: then Attest is
/// needed as on its pages. What one's own organisation has made is judged by nobody, whoever says so;
/// an organisation is spoken for by its own instance alone.
pub(crate) async fn position(
    p: &Publishing,
    tx: &mut Tx,
    root: &Content,
    voice: Voice,
    (author, organisation): (ActorId, Option<ActorId>),
    decides: bool,
) -> Result<Position> {
    let own = writing::accounts(tx, author).await?.contains(&root.author_id);
    if root.state != State::Published || own {
        return Err(Error::Forbidden("error-forbidden"));
    }
    if voice == Voice::Endorsement && organisation.is_none() {
        return Err(Error::Forbidden("error-forbidden"));
    }
    if decides {
        writing::spoken_of(p, tx, &Who::RemoteActor(author), root.id, voice).await?;
    }
    sql::lock(tx, root.id).await?;
    writing::neutral(tx, root.id, author, organisation).await?;
    writing::once(tx, root.id, voice, author, organisation, None).await?;
    Ok(writing::beside(root, author, State::Published))
}

/// It was kept: of which state of the thing it speaks, as it says, and whom it concerns.
pub(crate) async fn added(
    tx: &mut Tx,
    root: &Content,
    voice: Voice,
    of: (ContentId, ActorId),
    (judged, at): (Option<Time>, Time),
) -> Result<()> {
    judges(tx, of.0, judged).await?;
    writing::added(tx, root, voice, of, at).await
}

/// Of which state of the thing it now speaks.
pub(crate) async fn judges(tx: &mut Tx, id: ContentId, judged: Option<Time>) -> Result<()> {
    tx.execute(&JUDGED, args![id, judged]).await?;
    Ok(())
}

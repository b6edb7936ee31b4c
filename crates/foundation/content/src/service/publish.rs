//! Publishing something new, and keeping a draft of it.

use domain::{
    ActorId, ContentId, Error, Result, Visibility,
    access::{State, Who, act},
};
use people::{
    communities::{permitted, record_activity},
    entrusted,
};
use store::{Query, Tx, args, statements};

use super::{Change, Publishing, acting, counters};
use crate::{
    Draft, Goal, Kind,
    prepare::prepare,
    sql::{self, Position},
};

statements! {
    AFFILIATION = "SELECT organisation_id FROM affiliation WHERE person_id = $1";
}

/// Publishes something. In a community it needs Post and gets the community's level; alone, a
/// signed-in author and a level of its own. Forbidden as in [`may_write`]; [`Error::Invalid`] names the
/// fields of the form.
pub async fn publish(p: &Publishing, who: &Who, draft: &Draft) -> Result<ContentId> {
    create(p, who, draft, Goal::Publish).await
}

/// Keeps a draft that only its author sees. What is there must be right; nothing need be there.
pub async fn save_draft(p: &Publishing, who: &Who, draft: &Draft) -> Result<ContentId> {
    create(p, who, draft, Goal::Keep).await
}

async fn create(p: &Publishing, who: &Who, draft: &Draft, goal: Goal) -> Result<ContentId> {
    let mut tx = p.store.begin().await?;
    let id = create_in(p, &mut tx, who, draft, goal).await?;
    tx.save().await?;
    Ok(id)
}

/// The same within a unit that has more to do.
pub(crate) async fn create_in(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    draft: &Draft,
    goal: Goal,
) -> Result<ContentId> {
    let author = acting(who)?;
    let ready = prepare(&p.kinds, draft, goal)?;
    // Comments answer something, parts are added to a whole, and voices speak of something.
    let is_part = p.kinds.iter().any(|k| k.parts.is_some_and(|part| part.name == ready.kind.name));
    if is_part || ready.kind.voice.is_some() || ready.kind.name == crate::kind::COMMENT.name {
        return Err(Error::field("kind", "content-error-choice"));
    }
    let now = p.store.now();
    let id = p.store.id();
    let (group, visibility) = place(tx, who, author, ready.kind, &ready.draft).await?;
    let state = if goal == Goal::Publish { State::Published } else { State::Draft };
    let position =
        Position { author, group, visibility, root: None, parent: None, depth: 0, state };
    sql::insert(tx, id, &ready, &position, now).await?;
    if goal == Goal::Publish {
        if let Some(group) = group {
            let at = ready.draft.at.map_or(now, |t| t.min(now));
            let counts = counters::counts(ready.kind, 1);
            record_activity(tx, group, counts, Some(at)).await?;
        }
        p.emit(tx, who, id, Change::Created).await?;
    }
    Ok(id)
}

/// Nothing when somebody may write things of a kind. Forbidden, with the message of the kind, when it is kept to
/// those who are entrusted with it and she is not. Whoever writes passes here: forms, tables, what is brought in.
pub async fn may_write(q: &mut impl Query, person: ActorId, kind: &Kind) -> Result<()> {
    let Some(refused) = kind.reserved else { return Ok(()) };
    if entrusted::holds(q, person, kind.name).await? {
        Ok(())
    } else {
        Err(Error::Forbidden(refused))
    }
}

/// The organisation that somebody belongs to.
pub(crate) async fn affiliation(q: &mut impl Query, person: ActorId) -> Result<Option<ActorId>> {
    let row: Option<(ActorId,)> = q.optional(&AFFILIATION, args![person]).await?;
    Ok(row.map(|(id,)| id))
}

/// Nothing unless the author may speak for this organisation. The error stands at `organisation`.
pub(crate) async fn speaks_for(
    q: &mut impl Query,
    author: ActorId,
    organisation: Option<ActorId>,
) -> Result<()> {
    if organisation.is_some() && affiliation(q, author).await? != organisation {
        return Err(Error::field("organisation", "content-error-organisation"));
    }
    Ok(())
}

/// Where a draft goes and which level it gets; the author must be allowed that, to write such a thing
/// and to speak for the organisation.
pub(crate) async fn place(
    tx: &mut Tx,
    who: &Who,
    author: ActorId,
    kind: &Kind,
    draft: &Draft,
) -> Result<(Option<ActorId>, Visibility)> {
    may_write(tx, author, kind).await?;
    speaks_for(tx, author, draft.organisation).await?;
    match draft.group {
        Some(group) => {
            let community = permitted::<act::Post>(tx, who, group).await?;
            Ok((Some(group), community.visibility))
        }
        None if kind.in_community => Err(Error::field("community", "content-error-community")),
        None if draft.visibility == Visibility::Members => {
            Err(Error::field("visibility", "content-error-visibility"))
        }
        None => Ok((None, draft.visibility)),
    }
}

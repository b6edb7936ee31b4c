//! Who may have a document that is for the members of a community: instances on which somebody belongs
//! to it. Which person there may read it is theirs to say, as it is ours here.

use domain::{
    ActorId, ContentId, Result, Visibility,
    access::{State, Who},
};
use federation::{Actor, Federation, actor, handler::Unresolved, remote};
use people::communities;
use store::{Query, args, statements};

use crate::sql;

statements! {
    HOLDS_SEAT = "SELECT host FROM interest WHERE target_id = $1 AND host = $2 LIMIT 1";
}

/// Proof that whoever asks may have what is in this community for its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cleared(ActorId);

impl Cleared {
    /// For what is in this community.
    pub(crate) fn covers(this: Option<&Self>, group: Option<ActorId>) -> bool {
        matches!((this, group), (Some(cleared), Some(group)) if cleared.0 == group)
    }
}

/// The community that a thing is restricted to; `None` for what is for everybody or stays here.
pub async fn restricted_to(q: &mut impl Query, id: ContentId) -> Result<Option<ActorId>> {
    match sql::load(q, &Who::System, id).await {
        Ok(content) if content.visibility == Visibility::Members => Ok(content.group_id),
        Ok(_) | Err(domain::Error::NotFound) => Ok(None),
        Err(e) => Err(e),
    }
}

/// Whether a thing can be read now: neither withdrawn nor removed.
pub async fn is_published(q: &mut impl Query, id: ContentId) -> Result<bool> {
    match sql::load(q, &Who::System, id).await {
        Ok(content) => Ok(content.state == State::Published),
        Err(domain::Error::NotFound) => Ok(false),
        Err(e) => Err(e),
    }
}

/// Whether somebody of the asker's instance belongs to a community for members only. Of one elsewhere
/// its home is asked.
pub async fn clearance(
    federation: &Federation,
    group: ActorId,
    asker: &Actor,
) -> Result<Option<Cleared>> {
    let mut q = federation.store().read();
    let community = actor::by_id(&mut q, group).await?;
    let cleared = if asker.is_local() || asker.host == community.host {
        true
    } else if community.is_local() {
        seats(&mut q, group, &asker.host).await?
    } else {
        let Some(followers) = remote::followers_of(&mut q, group).await? else { return Ok(None) };
        match federation.vouches(&community, &followers, asker).await {
            Ok(said) => said,
            Err(Unresolved::Failed(e)) => return Err(e),
            Err(_) => false,
        }
    };
    Ok(cleared.then_some(Cleared(group)))
}

/// Whether somebody of this instance belongs to a community here, and the instance may.
pub async fn seats(q: &mut impl Query, group: ActorId, host: &str) -> Result<bool> {
    let row: Option<(String,)> = q.optional(&HOLDS_SEAT, args![group, host]).await?;
    Ok(row.is_some() && communities::may_hold(q, group, host).await?)
}

//! Which instances may hold what a community keeps for its members. Their administrators can read it,
//! so that facilitators name them one by one; what software a peer claims to be is no ground for trust.

use domain::{
    ActorId, Error, Result, Time, Visibility,
    access::{Action, Standing, Subject as _, Who, act, allowed},
};
use federation::{outgoing::Verb, policy};
use store::{Query, Store, Tx, args, statements};

use super::{by_id, membership::Seat, permitted};
use crate::moderation::action;

/// An instance whose people may belong to a community.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Host {
    /// The instance, as in handles.
    pub host: String,
    /// Since when it may.
    pub created_at: Time,
    /// How many of its people belong to the community.
    pub member_count: i64,
}

statements! {
    HOSTS_OF = "SELECT h.host, h.created_at, (SELECT CAST(count(*) AS bigint) FROM membership m \
        JOIN actor a ON a.id = m.actor_id WHERE m.group_id = h.group_id AND a.host = h.host \
        AND m.standing IN ('member', 'facilitator')) AS member_count \
        FROM community_host h WHERE h.group_id = $1 ORDER BY h.host LIMIT 1000";
    HOST_ADD = "INSERT INTO community_host (group_id, host, added_by, created_at) \
        VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    HOST_REMOVE = "DELETE FROM community_host WHERE group_id = $1 AND host = $2";
    MAY_HOLD = "SELECT c.visibility, h.host FROM community c LEFT JOIN community_host h \
        ON h.group_id = c.actor_id AND h.host = $2 WHERE c.actor_id = $1";
    OF_HOST = "SELECT m.actor_id FROM membership m JOIN actor a ON a.id = m.actor_id \
        WHERE m.group_id = $1 AND a.host = $2 AND m.standing IN ('member', 'facilitator', 'requested')";
}

/// Whether people of this instance may belong to a community: to a public one all, to one for members
/// those of instances that its facilitators have named.
pub async fn may_hold(q: &mut impl Query, group: ActorId, host: &str) -> Result<bool> {
    let row: Option<(Visibility, Option<String>)> =
        q.optional(&MAY_HOLD, args![group, host]).await?;
    Ok(row.is_some_and(|(visibility, named)| match visibility {
        Visibility::Public | Visibility::Unlisted => true,
        Visibility::Members => host.is_empty() || named.is_some(),
        Visibility::Local => host.is_empty(),
    }))
}

/// The instances that hold what is in a community, by name, for whoever may see its members.
pub async fn hosts(q: &mut impl Query, who: &Who, group: ActorId) -> Result<Vec<Host>> {
    let community = permitted::<act::View>(q, who, group).await?;
    let facilitates = allowed(Action::Facilitate, who, community.standing, &community.facts());
    if !community.standing.is_inside() && !facilitates {
        return Err(Error::Forbidden("error-members-only"));
    }
    Ok(q.all(&HOSTS_OF, args![group]).await?)
}

/// A host as it stands in handles, from what somebody typed.
fn named(typed: &str) -> Result<String> {
    let host = policy::Host::parse(typed).ok_or_else(|| Error::field("host", "error-host"))?;
    Ok(host.as_str().to_owned())
}

/// Names an instance. Needs Facilitate. Field `host`: `error-host` for what is no name of an instance.
pub async fn add_host(store: &Store, who: &Who, group: ActorId, host: &str) -> Result<()> {
    let mut tx = store.begin().await?;
    permitted::<act::Facilitate>(&mut tx, who, group).await?;
    add_in(&mut tx, who, group, host).await?;
    Ok(tx.save().await?)
}

/// The same as a part of a unit.
pub(super) async fn add_in(tx: &mut Tx, who: &Who, group: ActorId, host: &str) -> Result<()> {
    let host = named(host)?;
    let now = tx.now();
    tx.execute(&HOST_ADD, args![group, &host, who.person(), now]).await?;
    Ok(())
}

/// Takes an instance off the list. Its people belong to the community no longer, and nothing more
/// goes there; what is there already cannot be fetched back. Needs Facilitate. Conflict
/// `error-last-facilitator` when nobody else would host it. Field `host`: `error-host`.
pub async fn remove_host(store: &Store, who: &Who, group: ActorId, host: &str) -> Result<()> {
    // Never this instance itself, which has no name here.
    let host = &named(host)?;
    let mut tx = store.begin().await?;
    permitted::<act::Facilitate>(&mut tx, who, group).await?;
    tx.execute(&HOST_REMOVE, args![group, host]).await?;
    let restricted = by_id(&mut tx, who, group).await?.visibility == Visibility::Members;
    let rows: Vec<(ActorId,)> = tx.all(&OF_HOST, args![group, host]).await?;
    for (member,) in rows.into_iter().filter(|_| restricted) {
        let mut seat = Seat::take(&mut tx, group, member).await?;
        if seat.standing() == Standing::Facilitator {
            crate::federating::decided(&mut tx, who, Verb::Remove, group, member, "").await?;
        }
        seat.answer(&mut tx, Verb::Reject).await?;
        seat.change(&mut tx, Standing::Outsider, "", None).await?;
        seat.record(&mut tx, who, action::REMOVE_MEMBER, host).await?;
    }
    Ok(tx.save().await?)
}

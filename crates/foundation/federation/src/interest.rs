//! Which inboxes elsewhere get what is written for the followers or members of a local actor.
//!
//! One row for each inbox, however many people behind it follow. It is changed in the unit in which
//! somebody begins or ceases to follow.

use domain::{ActorId, Result};
use store::{Query, Tx, args, statements};

use crate::outgoing;

statements! {
    INTEREST_ADD = "INSERT INTO interest (target_id, inbox, host, since) SELECT $1, r.delivery, a.host, \
        (SELECT CAST(COALESCE(max(id), 0) AS bigint) FROM outgoing_activity) FROM remote_actor r JOIN actor a ON a.id = r.actor_id \
        WHERE r.actor_id = $2 ON CONFLICT DO NOTHING";
    INTEREST_DROP = "DELETE FROM interest WHERE target_id = $1 AND inbox = \
        (SELECT delivery FROM remote_actor WHERE actor_id = $2) AND NOT EXISTS \
        (SELECT 1 FROM membership m JOIN remote_actor r ON r.actor_id = m.actor_id \
        WHERE m.group_id = $1 AND m.standing IN ('member', 'facilitator') \
        AND r.delivery = interest.inbox) AND NOT EXISTS \
        (SELECT 1 FROM follow f JOIN remote_actor r ON r.actor_id = f.follower_id \
        WHERE f.target_id = $1 AND f.state = 'accepted' AND r.delivery = interest.inbox)";
    INTEREST_MOVE = "INSERT INTO interest (target_id, inbox, host, since) \
        SELECT t.target_id, r.delivery, a.host, \
        (SELECT CAST(COALESCE(max(id), 0) AS bigint) FROM outgoing_activity) FROM (SELECT group_id AS target_id FROM membership WHERE actor_id = $1 \
        AND standing IN ('member', 'facilitator') UNION SELECT target_id FROM follow \
        WHERE follower_id = $1 AND state = 'accepted') t \
        JOIN actor l ON l.id = t.target_id AND l.host = '' \
        JOIN remote_actor r ON r.actor_id = $1 JOIN actor a ON a.id = $1 \
        WHERE true ON CONFLICT DO NOTHING";
    INTEREST_HOSTS = "SELECT DISTINCT host FROM interest WHERE target_id = $1";
}

/// The follower's inbox gets what is for the followers of `target` from now on. Does nothing for
/// a local follower.
pub async fn add(tx: &mut Tx, target: ActorId, follower: ActorId, host: &str) -> Result<()> {
    outgoing::meet(tx, host).await?;
    tx.execute(&INTEREST_ADD, args![target, follower]).await?;
    Ok(())
}

/// Somebody ceased to follow: her inbox is left out unless another follower shares it. Call it after
/// she is gone.
pub async fn drop(tx: &mut Tx, target: ActorId, follower: ActorId) -> Result<()> {
    tx.execute(&INTEREST_DROP, args![target, follower]).await?;
    Ok(())
}

/// A remote actor has another inbox than before.
pub(crate) async fn moved(tx: &mut Tx, follower: ActorId) -> Result<()> {
    tx.execute(&INTEREST_MOVE, args![follower]).await?;
    Ok(())
}

/// The instances on which somebody follows an actor.
pub async fn hosts(q: &mut impl Query, target: ActorId) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = q.all(&INTEREST_HOSTS, args![target]).await?;
    Ok(rows.into_iter().map(|r| r.0).collect())
}

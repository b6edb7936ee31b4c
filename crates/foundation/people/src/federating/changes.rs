//! Telling other instances that an actor of this one says something else of itself, or that somebody is
//! something else in a community.

use domain::{ActorId, Error, Origin, Result, access::Who};
use federation::{
    Federated, Federation, actor,
    keys::Secret,
    outgoing::{self, NewActivity, Recipient, Verb},
    own_keys, remote,
};
use serde::{Deserialize, Serialize};
use store::{Job, JobError, Query, Store, Tx, args, enqueue, statements};

use crate::ledger::ProveAnew;

statements! {
    /// Communities elsewhere that somebody belongs to keep a copy of what she says of herself.
    GROUPS_ELSEWHERE = "SELECT g.host, r.delivery AS inbox FROM membership m \
        JOIN actor g ON g.id = m.group_id JOIN remote_actor r ON r.actor_id = g.id \
        WHERE m.actor_id = $1 AND m.standing IN ('member', 'facilitator')";
    // One inbox of each instance that may know an actor.
    KNOWN_AT = "SELECT k.host, MIN(r.delivery) AS inbox FROM (\
        SELECT n.host FROM outgoing_activity o JOIN outgoing_recipient n ON n.activity = o.id \
        WHERE o.actor_id = $1 \
        UNION SELECT g.host FROM membership m JOIN actor g ON g.id = m.group_id WHERE m.actor_id = $1 \
        UNION SELECT t.host FROM follow f JOIN actor t ON t.id = f.target_id WHERE f.follower_id = $1 \
        UNION SELECT g.host FROM content c JOIN actor g ON g.id = c.group_id WHERE c.author_id = $1 \
        UNION SELECT h.host FROM content c JOIN content_holder h ON h.content_id = c.id \
        WHERE c.author_id = $1 \
        UNION SELECT i.host FROM interest i WHERE i.target_id = $1 OR i.target_id IN \
        (SELECT c.group_id FROM content c WHERE c.author_id = $1)) k \
        JOIN actor a ON a.host = k.host JOIN remote_actor r ON r.actor_id = a.id \
        WHERE k.host <> '' AND a.kind IN ('person', 'organisation', 'group', 'instance') \
        GROUP BY k.host ORDER BY k.host";
}

/// Writes the `Delete` of an actor that closes for good, to every instance that knows it: where somebody
/// follows it, where it followed or belonged to something, where it sent anything, and where what it wrote
/// in communities here was brought. What communities elsewhere brought further, their homes delete. Call it
/// before its memberships end; its key and `interest` stay, so that all of this can still be delivered.
pub(crate) async fn departed(tx: &mut Tx, actor: ActorId) -> Result<()> {
    if own_keys::exposed_since(tx, actor).await?.is_none() {
        return Ok(());
    }
    let known: Vec<Recipient> = tx.all(&KNOWN_AT, args![actor]).await?;
    let new = NewActivity::about_actor(actor, Verb::Delete, actor);
    outgoing::write(tx, new.to_followers_of(actor).to(known)).await?;
    Ok(())
}

/// Writes the `Move` of an actor, after the `Update` that says the same.
pub(crate) async fn moved(tx: &mut Tx, actor: ActorId, target: ActorId) -> Result<()> {
    if own_keys::exposed_since(tx, actor).await?.is_none() {
        return Ok(());
    }
    let groups: Vec<Recipient> = tx.all(&GROUPS_ELSEWHERE, args![actor]).await?;
    let new = NewActivity::about_actor(actor, Verb::Move, actor);
    let new = NewActivity { target: Some(target), ..new };
    outgoing::write(tx, new.to_followers_of(actor).to(groups)).await?;
    Ok(())
}

/// Writes the `Update` of an actor, unless nobody elsewhere has met it.
pub(crate) async fn changed(tx: &mut Tx, actor: ActorId) -> Result<()> {
    tell(tx, actor, Verb::Update).await
}

/// Writes what was decided about what a person is in a community: she hosts it (`Add`) or no longer
/// (`Remove`), may not take part (`Block`, with the reason) or may again (`Undo`). The community announces
/// it; of one elsewhere its home is told. What somebody elsewhere decided comes with her own activity,
/// which is passed on as it is.
pub(crate) async fn decided(
    tx: &mut Tx,
    who: &Who,
    verb: Verb,
    group: ActorId,
    person: ActorId,
    reason: &str,
) -> Result<()> {
    if matches!(who, Who::RemoteActor(_)) {
        return Ok(());
    }
    let home = actor::by_id(tx, group).await?;
    if home.is_local() && own_keys::exposed_since(tx, group).await?.is_none() {
        return Ok(());
    }
    let inner = if verb == Verb::Undo {
        let block = outgoing::latest_about_membership(tx, group, person, Verb::Block).await?;
        block.map_or_else(String::new, |b| b.activity_id.to_string())
    } else {
        reason.to_owned()
    };
    // What the house itself decides, the community says.
    let by = who.person().unwrap_or(group);
    let to = if home.is_local() {
        remote::shared_inbox_of(tx, person).await?
    } else {
        remote::inbox_of(tx, group).await?
    };
    let new = NewActivity::about_membership(by, verb, group, person).with(inner).to(to);
    let activity = outgoing::write(tx, new).await?;
    if home.is_local() {
        let new = NewActivity::about_membership(group, Verb::Announce, group, person)
            .with(activity.to_string())
            .to_followers_of(group);
        outgoing::write(tx, new).await?;
    }
    Ok(())
}

/// Gives every actor of this instance that others know new keys, and tells them when these hold.
/// Answers with how many there were.
pub async fn rotate_keys(store: &Store, secret: &Secret, origin: &Origin) -> Result<usize> {
    let actors = own_keys::keyed(&mut store.read()).await?;
    for actor in &actors {
        let made = tokio::task::spawn_blocking(own_keys::NewKeys::make_blocking).await;
        let keys = made.map_err(Error::internal)?.map_err(Error::internal)?;
        let mut tx = store.begin().await?;
        let from = own_keys::replace(&mut tx, secret, origin, actor, &keys).await?;
        enqueue::<Federation, _>(&mut tx, &NewKeysHold { actor: actor.id }, from).await?;
        tx.save().await?;
    }
    Ok(actors.len())
}

/// The time at which an actor's new keys begin to hold: the old ones go, and others are told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NewKeysHold {
    actor: ActorId,
}

impl<C: Federated> Job<C> for NewKeysHold {
    const KIND: &'static str = "new-keys-hold";

    async fn run(self, context: C) -> Result<(), JobError> {
        let Some(federation) = context.federation() else { return Ok(()) };
        let mut tx = federation.store().begin().await?;
        own_keys::retire(&mut tx, self.actor).await?;
        changed(&mut tx, self.actor).await?;
        if own_keys::is_instance(&actor::by_id(&mut tx, self.actor).await?) {
            ProveAnew::begin(&mut tx).await?;
        }
        Ok(tx.save().await?)
    }
}

async fn tell(tx: &mut Tx, actor: ActorId, verb: Verb) -> Result<()> {
    if own_keys::exposed_since(tx, actor).await?.is_none() {
        return Ok(());
    }
    let groups: Vec<Recipient> = tx.all(&GROUPS_ELSEWHERE, args![actor]).await?;
    let new = NewActivity::about_actor(actor, verb, actor).to_followers_of(actor).to(groups);
    outgoing::write(tx, new).await?;
    Ok(())
}

//! Telling other instances that an actor of this one says something else of itself.

use domain::{ActorId, Error, Origin, Result};
use federation::{
    keys::Secret,
    outgoing::{self, NewActivity, Recipient, Verb},
    own_keys,
};
use store::{Query, Store, Tx, args, statements};

statements! {
    /// Communities elsewhere that somebody belongs to keep a copy of what she says of herself.
    GROUPS_ELSEWHERE = "SELECT g.host, r.delivery AS inbox FROM membership m \
        JOIN actor g ON g.id = m.group_id JOIN remote_actor r ON r.actor_id = g.id \
        WHERE m.actor_id = $1 AND m.standing IN ('member', 'facilitator')";
}

/// Writes the `Delete` of an actor that closes for good. Call it before its memberships end.
pub(crate) async fn departed(tx: &mut Tx, actor: ActorId) -> Result<()> {
    tell(tx, actor, Verb::Delete).await
}

/// Writes the `Update` of an actor, unless nobody elsewhere has met it.
pub(crate) async fn changed(tx: &mut Tx, actor: ActorId) -> Result<()> {
    tell(tx, actor, Verb::Update).await
}

/// Gives every actor of this instance that others know new keys, and tells them. Answers with how
/// many there were.
pub async fn rotate_keys(store: &Store, secret: &Secret, origin: &Origin) -> Result<usize> {
    let actors = own_keys::keyed(&mut store.read()).await?;
    for actor in &actors {
        let made = tokio::task::spawn_blocking(own_keys::NewKeys::make_blocking).await;
        let keys = made.map_err(Error::internal)?.map_err(Error::internal)?;
        let mut tx = store.begin().await?;
        own_keys::replace(&mut tx, secret, origin, actor, &keys).await?;
        changed(&mut tx, actor.id).await?;
        tx.save().await?;
    }
    Ok(actors.len())
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

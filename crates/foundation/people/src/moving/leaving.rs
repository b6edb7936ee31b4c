//! Going to another instance.

use domain::{ActorId, Error, Result, access::Who};
use federation::{Actor, ActorKind, ActorState, Federation, actor, alias, iri};
use store::Store;

use super::{addresses::find, has_rested, own, succession};
use crate::{Passwords, Viewer, accounts, federating};

/// Moves oneself. Field `current`: the password; otherwise as [`leave`].
pub async fn leave_own(
    federation: &Federation,
    passwords: &Passwords,
    viewer: &Viewer,
    current: &str,
    target: &str,
) -> Result<()> {
    accounts::ask_again(federation.store(), passwords, viewer.account_id, current).await?;
    go(federation, &viewer.who(), viewer.actor_id, target).await
}

/// Moves a community or an organisation to another instance, where its new actor must name the old one
/// already. Whoever follows it or belongs to it is told, here and elsewhere, and taken along. Field
/// `target`: `error-moving-…`.
pub async fn leave(federation: &Federation, who: &Who, id: ActorId, target: &str) -> Result<()> {
    if actor::by_id(&mut federation.store().read(), id).await?.kind == ActorKind::Person {
        // A person is asked for her password.
        return Err(Error::NotFound);
    }
    go(federation, who, id, target).await
}

async fn go(federation: &Federation, who: &Who, id: ActorId, target: &str) -> Result<()> {
    let store = federation.store();
    let before = own(&mut store.read(), who, id).await?;
    rested(&before, store)?;
    let new = find(federation, "target", target).await?;
    let live = federation.live().ok_or(Error::NotFound)?;
    let wrong = |key| Err(Error::field("target", key));
    if new.kind != before.kind {
        return wrong("error-moving-kind");
    }
    if new.moved_to.is_some() || new.state != ActorState::Active {
        return wrong("error-moving-onward");
    }
    let iri = iri::of_actor(&live.origin, &before);
    if !alias::names(&mut store.read(), &new, &iri).await? {
        return wrong("error-moving-unknown");
    }
    let new_iri = iri::of_actor(&live.origin, &new);

    let mut tx = store.begin().await?;
    let old = own(&mut tx, who, id).await?;
    rested(&old, store)?;
    let now = tx.now();
    actor::set_moved(&mut tx, id, Some(&new_iri), Some(now)).await?;
    federating::changed(&mut tx, id).await?;
    federating::moved(&mut tx, id, new.id).await?;
    succession::begin(&mut tx, id, new.id).await?;
    Ok(tx.save().await?)
}

fn rested(actor: &Actor, store: &Store) -> Result<()> {
    if has_rested(actor, store.now()) {
        Ok(())
    } else {
        Err(Error::field("target", "error-moving-soon"))
    }
}

/// Lives here again. Whoever was taken along stays where she was taken; the pause until the next move
/// goes on.
pub async fn come_back(store: &Store, who: &Who, id: ActorId) -> Result<()> {
    let mut tx = store.begin().await?;
    let old = own(&mut tx, who, id).await?;
    if old.moved_to.is_none() {
        return Ok(());
    }
    actor::set_moved(&mut tx, id, None, old.moved_at).await?;
    federating::changed(&mut tx, id).await?;
    Ok(tx.save().await?)
}

//! Former addresses: found by whoever knows them, kept as ids.

use std::time::Duration;

use domain::{ActorId, Error, Result, access::Who};
use federation::{
    Actor, Federation, actor, alias, client::Budget, document, handler::Unresolved, iri,
    webfinger::Account,
};
use store::Store;

use super::own;
use crate::federating;

/// Requests that one address may cause.
const REQUESTS: u32 = 10;
/// How long somebody waits for another server.
const PATIENCE: Duration = Duration::from_secs(8);

/// Says that the actor was formerly at this address, `@name@host` or an IRI, which is asked for now. Field
/// `address`: `error-moving-…`.
pub async fn add(federation: &Federation, who: &Who, id: ActorId, address: &str) -> Result<()> {
    let store = federation.store();
    let before = own(&mut store.read(), who, id).await?;
    let found = find(federation, "address", address).await?;
    if found.kind != before.kind {
        return Err(Error::field("address", "error-moving-kind"));
    }
    let live = federation.live().ok_or(Error::NotFound)?;
    let iri = iri::of_actor(&live.origin, &found);
    let mut tx = store.begin().await?;
    own(&mut tx, who, id).await?;
    if alias::of(&mut tx, id).await?.len() >= alias::MOST {
        return Err(Error::field("address", "error-moving-many"));
    }
    alias::add(&mut tx, id, &iri).await?;
    actor::touch(&mut tx, id).await?;
    federating::changed(&mut tx, id).await?;
    Ok(tx.save().await?)
}

/// Says so no longer; does nothing when it was not said.
pub async fn remove(store: &Store, who: &Who, id: ActorId, iri: &str) -> Result<()> {
    let mut tx = store.begin().await?;
    own(&mut tx, who, id).await?;
    alias::remove(&mut tx, id, iri).await?;
    actor::touch(&mut tx, id).await?;
    federating::changed(&mut tx, id).await?;
    Ok(tx.save().await?)
}

/// Somebody of another instance, with her document fetched now. What is wrong stands beside `field`.
pub(super) async fn find(
    federation: &Federation,
    field: &'static str,
    address: &str,
) -> Result<Actor> {
    let address = address.trim();
    if address.is_empty() {
        return Err(Error::field(field, "error-required"));
    }
    let live = federation.live().ok_or_else(|| Error::field(field, "error-moving-off"))?;
    let budget = Budget::new(REQUESTS);
    let account = Account::parse(address.trim_start_matches(['!', '@', '&']));
    let here = match &account {
        Some(account) if !address.contains("://") => account.host == live.origin.authority(),
        _ => document::same_origin(address, live.origin.as_str()),
    };
    if here {
        return Err(Error::field(field, "error-moving-here"));
    }
    let asking = async {
        match &account {
            Some(account) if !address.contains("://") => federation.finger(account, &budget).await,
            _ => federation.fetch_actor(address, &budget).await,
        }
    };
    let Ok(found) = tokio::time::timeout(PATIENCE, asking).await else {
        return Err(Error::field(field, "error-moving-silent"));
    };
    found.map_err(|e| match e {
        Unresolved::Failed(Error::Internal(e)) => Error::Internal(e),
        Unresolved::Fetch(e) if e.is_passing() => Error::field(field, "error-moving-silent"),
        _ => Error::field(field, "error-moving-nobody"),
    })
}

//! Finding by its address what lives elsewhere: somebody here has pasted it.

use domain::{ContentId, Result};
use federation::{
    Actor, Federation,
    client::Budget,
    document::{self, Class},
    handler::Unresolved,
    iri::Own,
    receiving::Resolve,
    webfinger::Account,
};

use super::{
    by_iri,
    thing::{Via, thing},
};
use crate::Publishing;

/// What an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Find {
    /// A person, an organisation or a community.
    Actor(Box<Actor>),
    /// A published thing.
    Content(ContentId),
}

/// Requests that one look-up may cause.
const REQUESTS: u32 = 20;

/// Finds `!community@host`, `@person@host` or any address of a person, community or thing, fetches
/// it anew and keeps it. Nobody is told and nothing is followed by it.
pub async fn find(federation: &Federation, p: &Publishing, text: &str) -> Result<Find, Unresolved> {
    let budget = Budget::new(REQUESTS);
    let resolve = Resolve::new(federation, budget.clone())?;
    let text = text.trim();
    let origin = &resolve.live().origin;
    let account = Account::parse(text.trim_start_matches(['!', '@', '&']));
    if let Some(account) = account.filter(|_| !text.contains("://")) {
        if account.host == origin.authority() {
            let mut q = p.store().read();
            let actor = federation::actor::by_handle(&mut q, &account.user, "").await?;
            return actor
                .map(|a| Find::Actor(Box::new(a)))
                .ok_or(Unresolved::Refused("nobody here"));
        }
        return Ok(Find::Actor(Box::new(federation.finger(&account, &budget).await?)));
    }
    match Own::parse(origin, text) {
        Some(Own::Actor(_) | Own::Instance) => {
            let actor = federation.known_actor(text).await?;
            return actor
                .map(|a| Find::Actor(Box::new(a)))
                .ok_or(Unresolved::Refused("nobody here"));
        }
        Some(Own::Object(_)) => {
            let id = by_iri(p, &resolve, text).await?;
            return id.map(Find::Content).ok_or(Unresolved::Refused("nothing here"));
        }
        _ => {}
    }
    // What is here already is shown at once, whether its origin answers or not.
    if let Some(id) = by_iri(p, &resolve, text).await? {
        return Ok(Find::Content(id));
    }
    let known = federation.known_actor(text).await?;
    let found = match (resolve.object(text).await, known) {
        (Ok(found), _) => found,
        (Err(_), Some(known)) => return Ok(Find::Actor(Box::new(known))),
        (Err(e), None) => return Err(e),
    };
    match document::classify(&found.value) {
        Ok(Class::Actor) => {
            Ok(Find::Actor(Box::new(federation.fetch_actor(&found.id, &budget).await?)))
        }
        Ok(Class::Object) => {
            if let Some(id) = by_iri(p, &resolve, &found.id).await? {
                return Ok(Find::Content(id));
            }
            if let Some(whole) = document::id(&found.value, "gh:partOf") {
                // A part is here with its whole, or not at all.
                let whole = resolve.object(whole).await?;
                if by_iri(p, &resolve, &whole.id).await?.is_none() {
                    let put = thing(p, &resolve, &Via::Asked, "", &whole.value, false).await?;
                    let mut tx = p.store().begin().await?;
                    put.store(&mut tx, None).await?;
                    tx.save().await?;
                }
                let part = by_iri(p, &resolve, &found.id).await?;
                return part.map(Find::Content).ok_or(Unresolved::Refused("no part of its whole"));
            }
            let put = thing(p, &resolve, &Via::Asked, "", &found.value, false).await?;
            let mut tx = p.store().begin().await?;
            let id = put.store(&mut tx, None).await?;
            tx.save().await?;
            Ok(Find::Content(id))
        }
        _ => Err(Unresolved::Refused("neither somebody nor something published")),
    }
}

//! Former addresses: whom an actor says it also is (`alsoKnownAs`). A move is believed only where the
//! new actor names the old one.

use domain::{ActorId, Result};
use serde_json::Value;
use store::{Query, Tx, args, statements};

use crate::{Actor, document, remote};

/// The most former addresses of a local actor.
pub const MOST: usize = 20;
/// The most that are read of a remote one (`federation.md` §6).
const MOST_READ: usize = 256;

statements! {
    ALIASES = "SELECT iri FROM actor_alias WHERE actor_id = $1 ORDER BY created_at, iri";
    ALIAS_ADD = "INSERT INTO actor_alias (actor_id, iri, created_at) VALUES ($1, $2, $3) \
        ON CONFLICT DO NOTHING";
    ALIAS_DROP = "DELETE FROM actor_alias WHERE actor_id = $1 AND iri = $2";
}

/// Whom a local actor says it also is, the oldest entry first.
pub async fn of(q: &mut impl Query, actor: ActorId) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = q.all(&ALIASES, args![actor]).await?;
    Ok(rows.into_iter().map(|r| r.0).collect())
}

/// Whether an actor says that it also is the one with this IRI: a local one by its rows, a remote one by
/// its document as it was last fetched.
pub async fn names(q: &mut impl Query, actor: &Actor, iri: &str) -> Result<bool> {
    if actor.is_local() {
        return Ok(of(q, actor.id).await?.iter().any(|known| known == iri));
    }
    let text = remote::document_of(q, actor.id).await?;
    let said: Value = serde_json::from_str(&text).unwrap_or_default();
    let found = document::ids(&said, "alsoKnownAs").take(MOST_READ).any(|known| known == iri);
    Ok(found)
}

/// A local actor says that it also is this one.
pub async fn add(tx: &mut Tx, actor: ActorId, iri: &str) -> Result<()> {
    let now = tx.now();
    tx.execute(&ALIAS_ADD, args![actor, iri, now]).await?;
    Ok(())
}

/// A local actor says so no longer.
pub async fn remove(tx: &mut Tx, actor: ActorId, iri: &str) -> Result<()> {
    tx.execute(&ALIAS_DROP, args![actor, iri]).await?;
    Ok(())
}

//! The keys of local actors, in the table `actor_key`, sealed; and the instance actor.

use domain::{ActorId, Error, Lang, Origin, Result, Time, text};
use store::{Query, Store, args, statements};

use crate::{Actor, ActorKind, Federation, engine::lock, iri, keys::PrivateKey, signature::Signer};

statements! {
    INSTANCE_ACTOR = "SELECT * FROM actor WHERE kind = 'instance' AND host = ''";
    INSTANCE_INSERT = "INSERT INTO actor (id, kind, handle, host, name, name_key, lang, created_at, \
        updated_at) VALUES ($1, 'instance', $2, '', $2, $3, $4, $5, $5) \
        ON CONFLICT (handle, host) DO NOTHING";
    PRIVATE_KEY = "SELECT private_key FROM actor_key WHERE id = $1 AND private_key IS NOT NULL";
    OWN_KEY_INSERT = "INSERT INTO actor_key (id, actor_id, public_key, private_key, created_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING";
    KEYED_SINCE = "SELECT created_at FROM actor_key WHERE actor_id = $1 AND private_key IS NOT NULL";
}

/// The instance actor, made when it is missing. Its handle is the name of the instance (FEP-d556).
pub(crate) async fn instance_actor(store: &Store, origin: &Origin) -> Result<Actor> {
    if let Some(actor) = store.read().optional(&INSTANCE_ACTOR, args![]).await? {
        return Ok(actor);
    }
    let id: ActorId = store.id();
    let name = origin.authority();
    let now = store.now();
    let mut tx = store.begin().await?;
    let values = args![id, name, text::fold(name), Lang::english(), now];
    tx.execute(&INSTANCE_INSERT, values).await?;
    let actor = tx.one(&INSTANCE_ACTOR, args![]).await?;
    tx.save().await?;
    Ok(actor)
}

/// The key of a local actor, from memory, the table, or made now.
pub(crate) async fn signer(federation: &Federation, actor: &Actor) -> Result<Signer> {
    if let Some(known) = lock(&federation.inner().signers).get(&actor.id) {
        return Ok(known.clone());
    }
    let live = federation.live().ok_or(Error::NotFound)?;
    if !actor.is_local() {
        return Err(Error::NotFound);
    }
    let key_id = iri::key_id(&live.origin, actor);
    let _alone = federation.alone(&key_id).await;
    let key = match stored(federation, actor, &key_id).await? {
        Some(key) => key,
        None => make(federation, actor, &key_id).await?,
    };
    let signer = Signer { key_id: key_id.into(), key };
    let mut signers = lock(&federation.inner().signers);
    // A bound, not a cache policy: whoever is asked for again is read from the table.
    if signers.len() >= 1000 {
        signers.clear();
    }
    signers.insert(actor.id, signer.clone());
    Ok(signer)
}

async fn stored(
    federation: &Federation,
    actor: &Actor,
    key_id: &str,
) -> Result<Option<PrivateKey>> {
    let mut q = federation.store().read();
    let row: Option<(Vec<u8>,)> = q.optional(&PRIVATE_KEY, args![key_id]).await?;
    let secret = &federation.inner().settings.secret;
    row.map(|(sealed,)| secret.open(actor.id, &sealed).map_err(Error::internal)).transpose()
}

async fn make(federation: &Federation, actor: &Actor, key_id: &str) -> Result<PrivateKey> {
    let inner = federation.inner();
    let key = inner.pool.generate().await.map_err(Error::internal)?;
    let sealed = inner.settings.secret.seal(actor.id, &key).map_err(Error::internal)?;
    let public = key.public_pem().map_err(Error::internal)?;
    let mut tx = inner.store.begin().await?;
    let now = tx.now();
    let made = tx.execute(&OWN_KEY_INSERT, args![key_id, actor.id, public, sealed, now]).await?;
    tx.save().await?;
    if made == 1 {
        return Ok(key);
    }
    // Another node was quicker.
    stored(federation, actor, key_id).await?.ok_or(Error::NotFound)
}

/// Since when a local actor has a key; `None` while nobody elsewhere has met it.
pub async fn exposed_since(q: &mut impl Query, actor: ActorId) -> Result<Option<Time>> {
    let row: Option<(Time,)> = q.optional(&KEYED_SINCE, args![actor]).await?;
    Ok(row.map(|r| r.0))
}

/// Whether an actor is the instance itself.
pub fn is_instance(actor: &Actor) -> bool {
    actor.kind == ActorKind::Instance && actor.is_local()
}

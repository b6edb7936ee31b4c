//! The keys of local actors, in the table `actor_key`, sealed; and the instance actor.

use std::time::Duration;

use domain::{ActorId, Error, Lang, Origin, Result, Time, id::RowId, text};
use store::{Query, Store, Tx, args, statements};

use crate::{
    Actor, ActorKind, Federation,
    engine::lock,
    iri,
    keys::{Algorithm, KeyError, PrivateKey, Secret},
    signature::Signer,
};

statements! {
    INSTANCE_ACTOR = "SELECT * FROM actor WHERE kind = 'instance' AND host = ''";
    INSTANCE_INSERT = "INSERT INTO actor (id, kind, handle, host, name, name_key, lang, created_at, \
        updated_at) VALUES ($1, 'instance', $2, '', $2, $3, $4, $5, $5) \
        ON CONFLICT (handle, host) DO NOTHING";
    PRIVATE_KEYS = "SELECT id, private_key FROM actor_key WHERE actor_id = $1 \
        AND private_key IS NOT NULL AND created_at <= $2 ORDER BY created_at DESC, id";
    PUBLIC_KEYS = "SELECT id, public_key FROM actor_key WHERE actor_id = $1 \
        AND private_key IS NOT NULL AND created_at <= $2 ORDER BY created_at DESC, id";
    NEXT_KEY = "SELECT CAST(min(created_at) AS bigint) FROM actor_key WHERE actor_id = $1 \
        AND private_key IS NOT NULL AND created_at > $2";
    OWN_KEY_INSERT = "INSERT INTO actor_key (id, actor_id, public_key, private_key, created_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING";
    OLD_KEYS_DELETE = "DELETE FROM actor_key WHERE actor_id = $1 AND private_key IS NOT NULL \
        AND created_at < (SELECT max(k.created_at) FROM actor_key k WHERE k.actor_id = $1 \
        AND k.private_key IS NOT NULL AND k.created_at <= $2)";
    KEYED = "SELECT a.* FROM actor a WHERE a.host = '' AND EXISTS (SELECT 1 FROM actor_key k \
        WHERE k.actor_id = a.id AND k.private_key IS NOT NULL) ORDER BY a.id";
    KEYED_SINCE = "SELECT CAST(min(created_at) AS bigint) FROM actor_key WHERE actor_id = $1 \
        AND private_key IS NOT NULL";
}

/// How long a key is used without looking whether it was replaced.
pub(crate) const FRESH: Duration = Duration::from_secs(60);

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
    if let Some(known) = federation.known_signer(actor.id) {
        return Ok(known);
    }
    let live = federation.live().ok_or(Error::NotFound)?;
    if !actor.is_local() {
        return Err(Error::NotFound);
    }
    let key_id = iri::key_id(&live.origin, actor);
    let _alone = federation.alone(&key_id).await;
    let stored = stored(federation, actor).await?;
    let has = |algorithm| stored.iter().any(|(_, key)| key.algorithm() == algorithm);
    if !has(Algorithm::Ed25519) {
        let key = PrivateKey::generate_ed25519().map_err(Error::internal)?;
        keep(federation, actor, &iri::ed25519_key_id(&live.origin, actor), &key).await?;
    }
    if !has(Algorithm::Rsa) {
        let key = federation.inner().pool.generate().await.map_err(Error::internal)?;
        keep(federation, actor, &key_id, &key).await?;
    }
    // Read again what was made: another node may have been quicker.
    let all = if has(Algorithm::Rsa) { stored } else { self::stored(federation, actor).await? };
    let signing = all.into_iter().find(|(_, key)| key.algorithm() == Algorithm::Rsa);
    let (key_id, key) = signing.ok_or(Error::NotFound)?;
    let signer = Signer { key_id: key_id.into(), key };
    let now = federation.store().now();
    let next: (Option<Time>,) =
        federation.store().read().one(&NEXT_KEY, args![actor.id, now]).await?;
    // Its document and its signatures change in the same moment.
    let until = next.0.map_or(now + FRESH, |next| next.min(now + FRESH));
    let mut signers = lock(&federation.inner().signers);
    // A bound, not a cache policy: whoever is asked for again is read from the table.
    if signers.len() >= 1000 {
        signers.clear();
    }
    signers.insert(actor.id, (signer.clone(), until));
    Ok(signer)
}

/// The key of Ed25519 of a local actor, for proofs, with its id.
pub(crate) async fn prover(federation: &Federation, actor: &Actor) -> Result<Signer> {
    // Makes both keys where there are none.
    signer(federation, actor).await?;
    let all = stored(federation, actor).await?;
    let found = all.into_iter().find(|(_, key)| key.algorithm() == Algorithm::Ed25519);
    let (key_id, key) = found.ok_or(Error::NotFound)?;
    Ok(Signer { key_id: key_id.into(), key })
}

async fn stored(federation: &Federation, actor: &Actor) -> Result<Vec<(String, PrivateKey)>> {
    let mut q = federation.store().read();
    let rows: Vec<(String, Vec<u8>)> =
        q.all(&PRIVATE_KEYS, args![actor.id, federation.store().now()]).await?;
    let secret = &federation.inner().settings.secret;
    let open = |(id, sealed): (String, Vec<u8>)| {
        Ok((id, secret.open(actor.id, &sealed).map_err(Error::internal)?))
    };
    rows.into_iter().map(open).collect()
}

async fn keep(federation: &Federation, actor: &Actor, id: &str, key: &PrivateKey) -> Result<()> {
    let inner = federation.inner();
    let sealed = inner.settings.secret.seal(actor.id, key).map_err(Error::internal)?;
    let public = key.public_text().map_err(Error::internal)?;
    let mut tx = inner.store.begin().await?;
    let now = tx.now();
    tx.execute(&OWN_KEY_INSERT, args![id, actor.id, public, sealed, now]).await?;
    Ok(tx.save().await?)
}

/// A new pair of keys for a local actor.
pub struct NewKeys {
    rsa: PrivateKey,
    ed25519: PrivateKey,
}

impl NewKeys {
    /// Makes them. This takes a core for 50 to 500 ms.
    pub fn make_blocking() -> Result<Self, KeyError> {
        Ok(Self { rsa: PrivateKey::generate_blocking()?, ed25519: PrivateKey::generate_ed25519()? })
    }
}

/// Gives a local actor these keys instead of those it has, under new ids: whoever does not know them
/// asks for the actor's document. They hold from the returned time on, in the same moment for its
/// document and for all signatures, whichever server makes them; [`retire`] the others then.
pub async fn replace(
    tx: &mut Tx,
    secret: &Secret,
    origin: &Origin,
    actor: &Actor,
    keys: &NewKeys,
) -> Result<Time> {
    let (iri, number): (String, RowId) = (iri::of_actor(origin, actor), tx.id());
    // Whoever has read the present keys has read them again by then.
    let from = tx.now() + FRESH + FRESH;
    for (name, key) in [("key", &keys.rsa), ("ed25519-key", &keys.ed25519)] {
        let id = format!("{iri}#{name}-{}", number.0.simple());
        let sealed = secret.seal(actor.id, key).map_err(Error::internal)?;
        let public = key.public_text().map_err(Error::internal)?;
        tx.execute(&OWN_KEY_INSERT, args![id, actor.id, public, sealed, from]).await?;
    }
    Ok(from)
}

/// Forgets the keys of a local actor that newer ones have replaced.
pub async fn retire(tx: &mut Tx, actor: ActorId) -> Result<()> {
    let now = tx.now();
    tx.execute(&OLD_KEYS_DELETE, args![actor, now]).await?;
    Ok(())
}

/// Local actors that have keys: those that somebody elsewhere has met.
pub async fn keyed(q: &mut impl Query) -> Result<Vec<Actor>> {
    Ok(q.all(&KEYED, args![]).await?)
}

/// The ids of a local actor's keys, with the keys as they stand in its document at this time, the
/// newest first.
pub async fn public_keys(
    q: &mut impl Query,
    actor: ActorId,
    now: Time,
) -> Result<Vec<(String, String)>> {
    Ok(q.all(&PUBLIC_KEYS, args![actor, now]).await?)
}

/// Since when a local actor has a key; `None` while nobody elsewhere has met it.
pub async fn exposed_since(q: &mut impl Query, actor: ActorId) -> Result<Option<Time>> {
    let row: Option<(Option<Time>,)> = q.optional(&KEYED_SINCE, args![actor]).await?;
    Ok(row.and_then(|r| r.0))
}

/// Whether an actor is the instance itself.
pub fn is_instance(actor: &Actor) -> bool {
    actor.kind == ActorKind::Instance && actor.is_local()
}

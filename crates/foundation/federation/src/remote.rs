//! Actors of other instances: fetched, read, kept.

mod profile;

use domain::{ActorId, Error, Policy, Result, Time, text};
use serde_json::Value;
use store::{Query, Tx, args, statements};

use crate::{
    Actor, Federation,
    actor::by_ap_id,
    client::Budget,
    document,
    handler::Unresolved,
    interest,
    iri::Own,
    keys::{CachedKey, PublicKey},
    outgoing::Recipient,
    policy,
    signature::Scheme,
    webfinger::{self, Account},
};

pub use profile::{BadProfile, Profile};

/// The most bytes that the document of an actor may hold: it is kept for everybody whom one meets.
const MAX_ACTOR: usize = 256 * 1024;

statements! {
    REMOTE_PUT = "INSERT INTO actor (id, ap_id, kind, handle, host, name, name_key, lang, summary_html, \
        url, discoverable, indexable, illustrative, created_at, updated_at, moved_to) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15) \
        ON CONFLICT (ap_id) DO UPDATE SET handle = excluded.handle, name = excluded.name, \
        name_key = excluded.name_key, lang = excluded.lang, summary_html = excluded.summary_html, \
        url = excluded.url, discoverable = excluded.discoverable, indexable = excluded.indexable, \
        illustrative = excluded.illustrative, updated_at = excluded.updated_at, \
        moved_to = excluded.moved_to RETURNING *";
    REMOTE_DETAILS = "INSERT INTO remote_actor (actor_id, inbox, delivery, followers, outbox, document, \
        fetched_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (actor_id) DO UPDATE SET \
        inbox = excluded.inbox, delivery = excluded.delivery, followers = excluded.followers, \
        outbox = excluded.outbox, document = excluded.document, fetched_at = excluded.fetched_at";
    REMOTE_DELIVERY = "SELECT delivery FROM remote_actor WHERE actor_id = $1";
    REMOTE_DOCUMENT = "SELECT document FROM remote_actor WHERE actor_id = $1";
    REMOTE_OUTBOX = "SELECT outbox FROM remote_actor WHERE actor_id = $1";
    ACTOR_POLICY = "UPDATE actor SET policy = $2 WHERE id = $1";
    HANDLE_TAKEN = "SELECT ap_id FROM actor WHERE handle = $1 AND host = $2";
    REMOTE_TEXT_CLEAR = "DELETE FROM actor_text WHERE actor_id = $1";
    REMOTE_TEXT = "INSERT INTO actor_text (actor_id, lang, name, headline, summary_html, text_key) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (actor_id, lang) DO NOTHING";
    KEY_PUT = "INSERT INTO actor_key (id, actor_id, public_key, created_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (id) DO UPDATE SET public_key = excluded.public_key, \
        created_at = excluded.created_at WHERE actor_key.actor_id = excluded.actor_id \
        AND actor_key.private_key IS NULL";
    KEY_DROP_OTHERS = "DELETE FROM actor_key WHERE actor_id = $1 AND private_key IS NULL \
        AND NOT ({in_text id $2})";
    KEY_OF = "SELECT k.public_key, k.created_at, a.ap_id FROM actor_key k \
        JOIN actor a ON a.id = k.actor_id WHERE k.id = $1 AND k.private_key IS NULL";
    RECIPIENT_ALONE = "SELECT a.host, r.inbox FROM remote_actor r JOIN actor a ON a.id = r.actor_id \
        WHERE r.actor_id = $1";
    RECIPIENT_SHARED = "SELECT a.host, r.delivery AS inbox FROM remote_actor r \
        JOIN actor a ON a.id = r.actor_id WHERE r.actor_id = $1";
    FOLLOWERS_OF = "SELECT followers FROM remote_actor WHERE actor_id = $1";
    // What is left of somebody who is gone for good: the name at what she wrote.
    FORGET_ACTOR = "UPDATE actor SET summary_html = '', discoverable = FALSE, indexable = FALSE, \
        moved_to = NULL WHERE id = $1 AND host <> ''";
    FORGET_TEXTS = "UPDATE actor_text SET headline = '', summary_md = '', summary_html = '', \
        text_key = '' WHERE actor_id = $1";
    FORGET_DOCUMENT = "UPDATE remote_actor SET document = '{}' WHERE actor_id = $1";
    BY_FOLLOWERS = "SELECT a.* FROM remote_actor r JOIN actor a ON a.id = r.actor_id \
        WHERE r.followers = $1";
}

impl Federation {
    /// Whether an address is of an instance that is blocked here.
    pub async fn is_blocked(&self, iri: &str) -> bool {
        let Some(url) = document::iri(iri) else { return false };
        // This instance is on no list, and speaks with itself.
        if self.live().is_some_and(|l| document::same_origin(iri, l.origin.as_str())) {
            return false;
        }
        let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
        self.policies().current().await.of(host) == Policy::Blocked
    }

    /// An actor by its IRI: one of ours, one that is known, or fetched within the budget. Nobody of an
    /// instance that is blocked, whoever speaks of her.
    pub async fn actor(&self, iri: &str, budget: &Budget) -> Result<Actor, Unresolved> {
        if self.is_blocked(iri).await {
            return Err(Unresolved::BLOCKED);
        }
        if let Some(known) = self.known_actor(iri).await? {
            return Ok(known);
        }
        let _alone = self.alone(iri).await;
        if let Some(known) = self.known_actor(iri).await? {
            return Ok(known);
        }
        let found = self.fetch_actor(iri, budget).await?;
        // A redirect to somebody else's document must not put words in her mouth.
        if found.ap_id.as_deref() != Some(iri) {
            return Err(Unresolved::Refused("another actor lives at this address"));
        }
        Ok(found)
    }

    /// An actor by its IRI without asking anybody.
    pub async fn known_actor(&self, iri: &str) -> Result<Option<Actor>> {
        let live = self.live().ok_or(Error::NotFound)?;
        let mut q = self.store().read();
        match Own::parse(&live.origin, iri) {
            Some(Own::Actor(id)) => match crate::actor::by_id(&mut q, id).await {
                Ok(actor) if actor.is_local() => Ok(Some(actor)),
                Ok(_) | Err(Error::NotFound) => Ok(None),
                Err(e) => Err(e),
            },
            Some(Own::Instance) => Ok(Some(live.instance.clone())),
            _ => by_ap_id(&mut q, iri).await,
        }
    }

    /// Fetches an actor's document anew and keeps it. The address may be that of a page or of a key;
    /// the document says which actor it is.
    pub async fn fetch_actor(&self, iri: &str, budget: &Budget) -> Result<Actor, Unresolved> {
        let live = self.live().ok_or(Error::NotFound)?;
        let url = live.client.url(iri)?;
        let signer = self.signer(&live.instance).await?;
        let found = live.client.get_object(&url, Some(&signer), budget).await?;
        if found.bytes.len() > MAX_ACTOR {
            return Err(Unresolved::Refused("an actor's document that long is not kept"));
        }
        // Whom she works for is shown beside her name. It is no reason to fail.
        if let Some(organisation) = document::id(&found.value, "gh:affiliation")
            && document::same_origin(organisation, &found.id)
            && organisation != found.id
            && self.known_actor(organisation).await?.is_none()
            && let Err(e) = Box::pin(self.fetch_actor(organisation, budget)).await
        {
            tracing::debug!(organisation, error = %e, "an affiliation could not be fetched");
        }
        self.keep_actor(&found.value, &found.bytes).await
    }

    /// Keeps an actor as its document says, which was found at its own address or signed by it.
    pub(crate) async fn keep_actor(
        &self,
        document: &Value,
        bytes: &[u8],
    ) -> Result<Actor, Unresolved> {
        let profile = self.profile(document)?;
        let text = std::str::from_utf8(bytes).map_err(|_| Unresolved::Refused("not UTF-8"))?;
        let mut tx = self.store().begin().await?;
        let actor = self.keep_in(&mut tx, &profile, document, text).await?;
        tx.save().await?;
        self.use_keys(&profile);
        Ok(actor)
    }

    /// Reads an actor's document; what it says in HTML is made safe.
    pub fn profile(&self, document: &Value) -> Result<Profile, Unresolved> {
        Profile::read(document, self.inner().settings.clean)
            .map_err(|_| Unresolved::Refused("not an actor that can be kept"))
    }

    /// Keeps an actor as a part of a unit; `text` is its document as it came.
    pub async fn keep_in(
        &self,
        tx: &mut Tx,
        profile: &Profile,
        document: &Value,
        text: &str,
    ) -> Result<Actor> {
        let actor = keep(tx, profile, text).await?;
        for keeper in &self.inner().keepers {
            keeper.keep(tx, &actor, document).await?;
        }
        Ok(actor)
    }

    /// Signatures of an actor are checked with these keys from now on, and its server is spoken to
    /// as it asks for.
    pub fn use_keys(&self, profile: &Profile) {
        self.inner().keys.forget_owner(&profile.iri);
        for (id, text) in &profile.keys {
            if let Ok(key) = PublicKey::from_text(text) {
                let (owner, fetched_at) = (profile.iri.as_str().into(), self.store().now());
                self.inner().keys.put(id, CachedKey { key, owner, fetched_at });
            }
        }
        if profile.reads_rfc9421
            && let Some(live) = self.live()
        {
            live.client.schemes().prefer(&profile.host, Scheme::Rfc9421);
        }
    }

    /// The actor behind `@user@host` (RFC 7033), fetched anew.
    pub async fn finger(&self, account: &Account, budget: &Budget) -> Result<Actor, Unresolved> {
        let live = self.live().ok_or(Error::NotFound)?;
        let jrd = webfinger::ask(&live.client, account, budget).await?;
        let iri = jrd.actor().ok_or(Unresolved::Refused("nobody has this address"))?;
        self.fetch_actor(iri, budget).await
    }

    /// A key by the id that a signature names, from memory or the table.
    pub(crate) async fn known_key(&self, key_id: &str) -> Result<Option<CachedKey>> {
        if let Some(known) = self.inner().keys.get(key_id) {
            return Ok(Some(known));
        }
        let mut q = self.store().read();
        let row: Option<(String, Time, String)> = q.optional(&KEY_OF, args![key_id]).await?;
        let Some((pem, fetched_at, owner)) = row else { return Ok(None) };
        let Ok(key) = PublicKey::from_text(&pem) else { return Ok(None) };
        let known = CachedKey { key, owner: owner.into(), fetched_at };
        self.inner().keys.put(key_id, known.clone());
        Ok(Some(known))
    }
}

async fn keep(tx: &mut Tx, profile: &Profile, document: &str) -> Result<Actor> {
    let now = tx.now();
    let id: ActorId = tx.id();
    let mut handle = profile.handle.clone();
    let taken: Option<(Option<String>,)> =
        tx.optional(&HANDLE_TAKEN, args![&handle, &profile.host]).await?;
    // Two actors of one instance that claim one name: the IRI is the identity, the name gives way.
    if taken.is_some_and(|(iri,)| iri.as_deref() != Some(&profile.iri)) {
        handle = format!("{handle}_{}", &id.0.simple().to_string()[20..]);
    }
    let values = args![
        id,
        &profile.iri,
        profile.kind,
        handle,
        &profile.host,
        &profile.name,
        text::fold(&profile.name),
        &profile.lang,
        &profile.summary_html,
        profile.url.clone(),
        profile.discoverable,
        profile.indexable,
        profile.illustrative,
        now,
        profile.moved_to.clone(),
    ];
    let mut actor: Actor = tx.one(&REMOTE_PUT, values).await?;
    let policy = policy::of_in(tx, &profile.host).await?;
    if policy != actor.policy {
        tx.execute(&ACTOR_POLICY, args![actor.id, policy]).await?;
        actor.policy = policy;
    }
    let before: Option<(String,)> = tx.optional(&REMOTE_DELIVERY, args![actor.id]).await?;
    let values = args![
        actor.id,
        &profile.inbox,
        &profile.delivery,
        &profile.followers,
        &profile.outbox,
        document,
        now,
    ];
    tx.execute(&REMOTE_DETAILS, values).await?;
    if before.is_some_and(|(before,)| before != profile.delivery) {
        interest::moved(tx, actor.id).await?;
    }
    tx.execute(&REMOTE_TEXT_CLEAR, args![actor.id]).await?;
    for t in &profile.texts {
        let key = text::fold(&format!("{} {}", t.name, t.headline));
        let values = args![actor.id, &t.lang, &t.name, &t.headline, &t.summary_html, key];
        tx.execute(&REMOTE_TEXT, values).await?;
    }
    if !profile.keys.is_empty() {
        let ids: Vec<&str> = profile.keys.iter().map(|k| k.0.as_str()).collect();
        tx.execute(&KEY_DROP_OTHERS, args![actor.id, ids]).await?;
        for (key, text) in &profile.keys {
            tx.execute(&KEY_PUT, args![key, actor.id, text, now]).await?;
        }
    }
    Ok(actor)
}

/// The inbox for one remote actor alone; `None` for a local one.
pub async fn inbox_of(q: &mut impl Query, actor: ActorId) -> Result<Option<Recipient>> {
    Ok(q.optional(&RECIPIENT_ALONE, args![actor]).await?)
}

/// The inbox for all of a remote actor's instance; `None` for a local actor.
pub async fn shared_inbox_of(q: &mut impl Query, actor: ActorId) -> Result<Option<Recipient>> {
    Ok(q.optional(&RECIPIENT_SHARED, args![actor]).await?)
}

/// The address of a remote actor's outbox; empty when it has none.
pub async fn outbox_of(q: &mut impl Query, actor: ActorId) -> Result<String> {
    let row: Option<(String,)> = q.optional(&REMOTE_OUTBOX, args![actor]).await?;
    Ok(row.map_or_else(String::new, |r| r.0))
}

/// Forgets what an actor elsewhere said of itself, but for the name that stands at what it wrote.
pub async fn forget(tx: &mut Tx, actor: ActorId) -> Result<()> {
    for statement in [&FORGET_ACTOR, &FORGET_TEXTS, &FORGET_DOCUMENT] {
        tx.execute(statement, args![actor]).await?;
    }
    Ok(())
}

/// The remote actor with this collection of followers.
pub async fn by_followers(q: &mut impl Query, iri: &str) -> Result<Option<Actor>> {
    Ok(q.optional(&BY_FOLLOWERS, args![iri]).await?)
}

/// The followers' collection of a remote actor, where it has one.
pub async fn followers_of(q: &mut impl Query, actor: ActorId) -> Result<Option<String>> {
    let row: Option<(String,)> = q.optional(&FOLLOWERS_OF, args![actor]).await?;
    Ok(row.map(|r| r.0).filter(|f| !f.is_empty()))
}

/// The document of a remote actor as it came; empty when it is not known.
pub async fn document_of(q: &mut impl Query, actor: ActorId) -> Result<String> {
    let row: Option<(String,)> = q.optional(&REMOTE_DOCUMENT, args![actor]).await?;
    Ok(row.map_or_else(String::new, |r| r.0))
}

//! The edge: what is checked of a delivery before anything of it is believed, cheapest first
//! (`federation.md` §6).

use std::time::Duration;

use domain::Error;
use serde_json::Value;

use super::{
    Reading, Received, must_fetch,
    taken::{self, Taken},
};
use crate::{
    Actor, Federation, Live,
    client::{Budget, is_activity},
    document::{self, BadDocument, Class, keys},
    handler::{Activity, Unresolved},
    keys::CachedKey,
    signature::{self, Claim, Incoming, Refusal},
};

/// The longest that a request waits for a key.
const KEY_PATIENCE: Duration = Duration::from_secs(5);
/// How long others are asked to wait while nothing is taken in.
const STOPPED: Duration = Duration::from_secs(3600);
/// How long a server is asked to wait of which too much waits.
const CROWDED: Duration = Duration::from_secs(60);
/// The type under which an activity is kept that somebody else than its actor brought.
pub const FORWARD: &str = "forward";
/// How old a key must be before a signature that does not match makes us fetch it anew.
const KEY_AGE: Duration = Duration::from_secs(60);

/// Why a delivery was not taken. Nothing of it is stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{status} {code}: {detail}")]
pub struct Rejected {
    /// The HTTP status.
    pub status: u16,
    /// A word that stays the same, for counters and the `type` of the problem (RFC 9457).
    pub code: &'static str,
    /// What is wrong, for whoever runs the other server.
    pub detail: String,
    /// How long to wait, with 429.
    pub retry_after: Option<Duration>,
}

fn rejected(status: u16, code: &'static str, detail: impl std::fmt::Display) -> Rejected {
    Rejected { status, code, detail: format!("{detail}"), retry_after: None }
}

impl From<Refusal> for Rejected {
    fn from(e: Refusal) -> Self {
        rejected(e.status(), e.code(), e)
    }
}

impl From<BadDocument> for Rejected {
    fn from(e: BadDocument) -> Self {
        let status = if e == BadDocument::TooLarge { 413 } else { 400 };
        rejected(status, "document", e)
    }
}

impl From<Error> for Rejected {
    fn from(e: Error) -> Self {
        match e {
            Error::NotFound | Error::Gone => {
                rejected(403, "unknown-thing", "what this is about is not here")
            }
            Error::Forbidden(_) | Error::SignIn | Error::Conflict(_) | Error::Invalid(_) => {
                rejected(403, "not-allowed", "the rules here do not allow this")
            }
            Error::TooMany(wait) => {
                Self { retry_after: Some(wait), ..rejected(429, "too-many", "too many requests") }
            }
            Error::Elsewhere(_) | Error::Slow(_) => {
                rejected(503, "elsewhere", "another server gives no answer; try again later")
            }
            Error::Internal(cause) => {
                tracing::error!(%cause, "an activity could not be taken in");
                rejected(500, "internal", "this server has a problem; try again later")
            }
        }
    }
}

impl Federation {
    /// Takes a delivery: checks it, and applies it or keeps it for later. Both were durable when
    /// this returns.
    pub async fn receive(&self, request: Incoming<'_>) -> Result<Received, Rejected> {
        let outcome = self.take(request).await;
        match &outcome {
            Ok(received) => self.count(match received {
                Received::Done => "received-done",
                Received::Waiting => "received-waiting",
                Received::Duplicate => "received-duplicate",
                Received::Ignored => "received-ignored",
            }),
            Err(e) => {
                self.count(format!("rejected-{}", e.code));
                tracing::debug!(status = e.status, code = e.code, detail = e.detail, "rejected");
            }
        }
        outcome
    }

    async fn take(&self, request: Incoming<'_>) -> Result<Received, Rejected> {
        let live = self.live().ok_or_else(|| rejected(404, "off", "federation is off"))?;
        check_type(&request)?;
        if self.policies().current().await.inbound_stopped {
            return Err(Rejected {
                retry_after: Some(STOPPED),
                ..rejected(503, "stopped", "this server takes nothing in at present")
            });
        }
        let claim = signature::inspect(&request, &live.rules, self.store().now())?;
        let mut read = self.inner().reading.read(request.body).await?;
        let Shape { mut iri, kind, actor: actor_iri } = shape(&read.value)?;
        let (mut kind, actor_iri) = (kind.to_owned(), actor_iri.to_owned());
        // Before any key is fetched: whoever is blocked makes this instance do nothing.
        if self.is_blocked(&actor_iri).await || self.is_blocked(&claim.key_id).await {
            return Err(rejected(403, "blocked", "this server does not speak with yours"));
        }
        if document::origin_of(&actor_iri) == document::origin_of(live.origin.as_str()) {
            return Err(rejected(
                403,
                "own-actor",
                "this actor lives here and does not write itself",
            ));
        }
        let gone = is_own_departure(&kind, &read.value, &actor_iri);
        let signed = match self.proven(&read.value, &actor_iri).await? {
            Some(actor) => Signed::Actor(actor),
            None if Reading::is_large(request.body) => {
                // A key may have to be waited for, and that costs little only while nothing large
                // stands in memory.
                drop(read);
                let signed = self.check_large(live, &claim, &actor_iri, gone).await?;
                read = self.inner().reading.read(request.body).await?;
                signed
            }
            None => self.check_signature(live, &claim, &actor_iri, gone).await?,
        };
        let (actor, actor_iri) = match signed {
            Signed::Actor(actor) => (actor, actor_iri),
            Signed::Stranger => return Ok(Received::Ignored),
            // It may come from its actor as well, and then counts as hers.
            Signed::Other(actor, actor_iri) => {
                iri = format!("{FORWARD}:{iri}");
                FORWARD.clone_into(&mut kind);
                (actor, actor_iri)
            }
        };
        self.heard_from(&actor.host).await?;
        let bytes = if has_blind(&read.value) {
            crate::address::strip_blind(&mut read.value);
            read.value.to_string()
        } else {
            std::str::from_utf8(request.body).unwrap_or_default().to_owned()
        };
        let value = std::mem::take(&mut read.value);
        let activity = Activity { iri, kind, actor, actor_iri, value, bytes };
        self.take_in(&activity).await
    }

    /// Who signed something large. Few of those may wait for a key at a time.
    async fn check_large(
        &self,
        live: &Live,
        claim: &Claim,
        actor_iri: &str,
        gone: bool,
    ) -> Result<Signed, Rejected> {
        let _wait = match self.known_key(&claim.key_id).await? {
            Some(_) => None,
            None => Some(self.inner().reading.wait().ok_or_else(|| Rejected {
                retry_after: Some(KEY_PATIENCE),
                ..rejected(429, "too-many", "too many large deliveries from servers unknown here")
            })?),
        };
        self.check_signature(live, claim, actor_iri, gone).await
    }

    /// Whether a request says that it comes from an instance that is blocked here. It is believed: nobody
    /// claims that for her advantage, and no key is fetched to find out.
    pub async fn turns_away(&self, request: &Incoming<'_>) -> bool {
        let Some(live) = self.live() else { return false };
        match signature::inspect(request, &live.rules, self.store().now()) {
            Ok(claim) => self.is_blocked(&claim.key_id).await,
            Err(_) => false,
        }
    }

    /// Who asks for a document: `None` when the request is not signed. A signature that does not hold
    /// is refused, and so is one whose key cannot be had.
    pub async fn asker(&self, request: &Incoming<'_>) -> Result<Option<Actor>, Rejected> {
        let live = self.live().ok_or_else(|| rejected(404, "off", "federation is off"))?;
        let claim = match signature::inspect(request, &live.rules, self.store().now()) {
            Ok(claim) => claim,
            Err(Refusal::Unsigned) => return Ok(None),
            Err(e) => return Err(e.into()),
        };
        if self.is_blocked(&claim.key_id).await {
            return Err(rejected(404, "not-found", "there is nothing at this address"));
        }
        // Nobody in particular acts, so that whoever holds the key is who asks.
        match self.check_signature(live, &claim, "", false).await? {
            Signed::Actor(actor) | Signed::Other(actor, _) => Ok(Some(actor)),
            Signed::Stranger => Ok(None),
        }
    }

    /// Applies an activity at once if nothing has to be fetched for it.
    async fn take_in(&self, activity: &Activity) -> Result<Received, Rejected> {
        let resolved = self.resolve(activity, Budget::new(0)).await;
        // What was taken before is taken again, whatever would be said of it now.
        if resolved.as_ref().is_err_and(|e| !must_fetch(e))
            && taken::is_known(&mut self.store().read(), &activity.iri).await?
        {
            return Ok(Received::Duplicate);
        }
        let effect = match resolved {
            Ok(effect) => Some(effect),
            Err(e) if must_fetch(&e) => None,
            Err(Unresolved::Ignored(why)) => {
                tracing::debug!(iri = activity.iri, why, "ignored");
                return Ok(Received::Ignored);
            }
            Err(Unresolved::Refused(why)) => return Err(rejected(403, "refused", why)),
            Err(Unresolved::Fetch(e)) => return Err(rejected(403, "unreachable", e)),
            Err(Unresolved::Failed(e)) => return Err(e.into()),
        };
        if effect.is_none()
            && taken::is_crowded(&mut self.store().read(), &activity.actor.host).await?
        {
            return Err(Rejected {
                retry_after: Some(CROWDED),
                ..rejected(429, "too-many", "too much from this server waits already")
            });
        }
        let mut tx = self.store().begin().await.map_err(Error::from)?;
        let taken = taken::take_in(&mut tx, activity, effect.is_none()).await?;
        let received = match (taken, effect) {
            (Taken::Before, _) => return Ok(Received::Duplicate),
            (Taken::Later, _) | (Taken::Now, None) => Received::Waiting,
            (Taken::Now, Some(effect)) => {
                effect.apply(&mut tx, activity).await?;
                Received::Done
            }
        };
        tx.save().await.map_err(Error::from)?;
        Ok(received)
    }

    /// The actor of an activity that has her proof, whoever brings it.
    async fn proven(&self, value: &Value, actor_iri: &str) -> Result<Option<Actor>, Rejected> {
        if value.get(keys::PROOF).is_none() {
            return Ok(None);
        }
        // Whose keys are not known is let in by the signature of who brings it, or fetched for it.
        match self.proves(value, actor_iri, &Budget::new(0)).await {
            Ok(true) => Ok(self.known_actor(actor_iri).await?),
            Ok(false) | Err(Unresolved::Fetch(_) | Unresolved::Refused(_)) => Ok(None),
            Err(Unresolved::Failed(e)) => Err(e.into()),
            Err(Unresolved::Ignored(_)) => Ok(None),
        }
    }

    /// Who signed the request.
    async fn check_signature(
        &self,
        live: &Live,
        claim: &Claim,
        actor_iri: &str,
        gone: bool,
    ) -> Result<Signed, Rejected> {
        // Where the key is to be found: with the actor, or with whoever brings what she did.
        let brought = !document::same_origin(&claim.key_id, actor_iri);
        let at = if brought { address_of(&claim.key_id)? } else { actor_iri.to_owned() };
        if document::same_origin(&at, live.origin.as_str()) {
            return Err(rejected(
                403,
                "own-actor",
                "this key lives here and is not used from afar",
            ));
        }
        let known = self.known_key(&claim.key_id).await?;
        let was_known = known.is_some();
        let key = match known {
            Some(key) => key,
            // Mastodon tells everybody of everybody who leaves, when the key is gone already.
            None if gone && self.known_actor(actor_iri).await?.is_none() => {
                return Ok(Signed::Stranger);
            }
            None => self.stranger(live, &claim.key_id, &at).await?,
        };
        let (mut owner, mut verdict) = (key.owner, claim.verify(&key.key));
        if let Err(refusal) = verdict
            && refusal.suggests_new_key()
            && was_known
            && self.store().now().since(key.fetched_at) >= KEY_AGE
        {
            self.inner().keys.forget(&claim.key_id);
            let fresh = self.stranger(live, &claim.key_id, &at).await?;
            (owner, verdict) = (fresh.owner, claim.verify(&fresh.key));
        }
        verdict?;
        let actor = self.known_actor(&owner).await?;
        let actor = actor.ok_or_else(|| rejected(401, "key-unknown", "the actor is not known"))?;
        Ok(if &*owner == actor_iri {
            Signed::Actor(actor)
        } else {
            Signed::Other(actor, owner.to_string())
        })
    }

    /// The key of somebody who is not known, or whose key may have changed: her document is fetched
    /// once, for all who ask at the same time.
    async fn stranger(
        &self,
        live: &Live,
        key_id: &str,
        actor_iri: &str,
    ) -> Result<CachedKey, Rejected> {
        let unknown = |detail: &str| rejected(401, "key-unknown", detail);
        let strangers = &self.inner().strangers;
        if strangers.has_failed(key_id) {
            return Err(unknown("the key could not be fetched a moment ago"));
        }
        let url = live
            .client
            .url(actor_iri)
            .map_err(|e| unknown(&format!("the actor's address cannot be used: {e}")))?;
        let _alone = self.alone(actor_iri).await;
        if let Some(key) = self.inner().keys.get(key_id) {
            return Ok(key);
        }
        let host = url.host_str().unwrap_or_default();
        strangers.take(host).map_err(|wait| Rejected {
            retry_after: Some(wait),
            ..rejected(429, "too-many", "too many unknown keys from this host")
        })?;
        // The actor says which keys are hers; a key that she does not list is nobody's.
        let fetched =
            tokio::time::timeout(KEY_PATIENCE, self.fetch_actor(actor_iri, &Budget::new(4))).await;
        let failed = |why: String| {
            strangers.failed(key_id);
            unknown(&why)
        };
        match fetched {
            Err(_) => return Err(unknown("the key could not be fetched in time")),
            Ok(Err(Unresolved::Failed(e))) => return Err(e.into()),
            Ok(Err(Unresolved::Fetch(e))) if e.is_passing() => {
                return Err(unknown(&format!("the key could not be fetched: {e}")));
            }
            Ok(Err(e)) => return Err(failed(format!("the key could not be fetched: {e}"))),
            Ok(Ok(_)) => {}
        }
        match self.known_key(key_id).await? {
            Some(key) => Ok(key),
            None => Err(failed("the actor does not list this key".to_owned())),
        }
    }
}

/// Who signed a request.
enum Signed {
    /// The one who acts.
    Actor(Actor),
    /// Somebody else, with her IRI: what is said is only a hint where to look.
    Other(Actor, String),
    /// Somebody nobody here knows, who leaves.
    Stranger,
}

/// The document that a key is to be found in.
fn address_of(key_id: &str) -> Result<String, Rejected> {
    let mut url = document::iri(key_id)
        .ok_or_else(|| rejected(400, "key-id", "the key id is not an address"))?;
    url.set_fragment(None);
    Ok(url.into())
}

fn check_type(request: &Incoming<'_>) -> Result<(), Rejected> {
    let headers = request.headers;
    let content_type = headers.get(http::header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    if !content_type.is_some_and(is_activity) {
        return Err(rejected(415, "media-type", "deliver application/activity+json"));
    }
    if headers.contains_key(http::header::CONTENT_ENCODING) {
        return Err(rejected(415, "encoding", "deliver without compression"));
    }
    if request.body.len() > document::MAX_BYTES {
        return Err(BadDocument::TooLarge.into());
    }
    Ok(())
}

/// What every activity has: one id, one type, one actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape<'a> {
    /// Under what it is kept, so that a second copy is one: its id. Where that is of another origin
    /// than its actor's it says nothing, and stands behind the actor's own.
    pub iri: String,
    /// Its type.
    pub kind: &'a str,
    /// The id of its actor.
    pub actor: &'a str,
}

/// Activities that make or change things, and those that are answered by their ids.
const OWN_ID: [&str; 5] = ["Create", "Update", "Delete", "Undo", "Follow"];

/// Reads an activity's shape. Its id must be of its actor's origin where something hangs on it
/// (FEP-fe34).
pub fn shape(value: &Value) -> Result<Shape<'_>, Rejected> {
    if document::classify(value)? != Class::Activity {
        return Err(rejected(400, "not-an-activity", "deliver an activity"));
    }
    let missing = |what| rejected(400, "incomplete", format!("the activity has no {what}"));
    let iri = value.get(keys::ID).and_then(Value::as_str).ok_or_else(|| missing("id"))?;
    document::iri(iri).ok_or_else(|| rejected(400, "id", "the id is not an address"))?;
    let kind = document::type_of(value).filter(|kind| !kind.is_empty());
    let kind = kind.ok_or_else(|| missing("type"))?;
    let actor = document::id(value, keys::ACTOR).ok_or_else(|| missing("actor"))?;
    document::iri(actor).ok_or_else(|| rejected(400, "actor", "the actor is not an address"))?;
    let own = document::same_origin(iri, actor);
    if !own && OWN_ID.contains(&kind) {
        return Err(rejected(403, "origin", "the activity's id is not of its actor's origin"));
    }
    // Under an id of its own, of a length that an index takes.
    let iri = if own { iri.to_owned() } else { format!("{actor} {}", digest_of(iri)) };
    Ok(Shape { iri, kind, actor })
}

fn digest_of(text: &str) -> String {
    use aws_lc_rs::digest::{SHA256, digest};
    bs58::encode(digest(&SHA256, text.as_bytes()).as_ref()).into_string()
}

/// Whether this is an actor's farewell to itself.
fn is_own_departure(kind: &str, value: &Value, actor: &str) -> bool {
    kind == "Delete" && document::id(value, keys::OBJECT) == Some(actor)
}

fn has_blind(value: &Value) -> bool {
    match value {
        Value::Object(o) => {
            o.contains_key(keys::BTO) || o.contains_key(keys::BCC) || o.values().any(has_blind)
        }
        Value::Array(many) => many.iter().any(has_blind),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_empty_type_is_none() {
        let of = |kind: &str| {
            json!({"id": "https://a.example/1", "type": kind, "actor": "https://a.example/anna",
                "object": {"id": "https://b.example/2", "type": "Join"}})
        };
        assert_eq!(shape(&of("")).unwrap_err().status, 400);
        assert_eq!(shape(&of("Listen")).unwrap().kind, "Listen");
    }
}

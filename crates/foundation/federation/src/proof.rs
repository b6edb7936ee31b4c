//! Integrity proofs (FEP-8b32): who wrote a document, whoever brought it. One suite is known,
//! `eddsa-jcs-2022` (Data Integrity EdDSA Cryptosuites §3.3).

use aws_lc_rs::digest::{SHA256, digest};
use domain::{Result, Time};
use serde_json::{Map, Value};

use crate::{
    Federation,
    client::Budget,
    document::{self, keys},
    handler::Unresolved,
    keys::{Algorithm, KeyError, PrivateKey, PublicKey},
    signature::Signer,
};

/// How far in the future a proof may have been made, in microseconds.
const AHEAD: i64 = 3_600_000_000;
/// How long a proof of an activity counts, in microseconds: 30 days. That an activity was here is
/// remembered for twice as long, so that nobody can say it a second time with a proof she has kept.
const COUNTS: i64 = 30 * 86_400_000_000;
/// The longest signature in base58 that is looked at; one of Ed25519 takes 88 characters.
const MAX_VALUE: usize = 120;

/// A proof that is still to be checked with the key that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The id of the key.
    pub key_id: String,
    /// When it was made, as it says.
    pub made: Time,
    signature: Vec<u8>,
    /// Digests of the proof's own options and of the document (§3.3.4).
    hashed: [u8; 64],
}

impl Proof {
    /// The proof of a document, if it has one that can be checked here.
    pub fn read(value: &Value, now: Time) -> Option<Self> {
        let document = value.as_object()?;
        let proof = document::each(value, keys::PROOF).take(10).find(|p| is_known(p))?;
        let mut options = proof.as_object()?.clone();
        let signature = options.remove("proofValue")?;
        let signature = signature.as_str()?.strip_prefix('z').filter(|s| s.len() <= MAX_VALUE)?;
        let signature = bs58::decode(signature).into_vec().ok()?;
        let key_id = document::id(proof, "verificationMethod")?.to_owned();
        let moment = |name| document::time(proof, name);
        let made = moment("created")?;
        if made.0 > now.0 + AHEAD || moment("expires").is_some_and(|over| over < now) {
            return None;
        }
        let mut unsecured = document.clone();
        unsecured.remove(keys::PROOF);
        // Where the proof names contexts, the document begins with them and is read with these alone.
        if let Some(context) = options.get(keys::AT_CONTEXT) {
            if !begins_with(document.get(keys::AT_CONTEXT)?, context) {
                return None;
            }
            unsecured.insert(keys::AT_CONTEXT.to_owned(), context.clone());
        }
        let mut hashed = [0; 64];
        hashed[..32].copy_from_slice(&canonical(&options)?);
        hashed[32..].copy_from_slice(&canonical(&unsecured)?);
        Some(Self { key_id, made, signature, hashed })
    }

    /// Whether it is young enough for an activity.
    pub fn is_recent(&self, now: Time) -> bool {
        self.made.0 >= now.0 - COUNTS
    }

    /// Whether this key made it.
    pub fn verifies(&self, key: &PublicKey) -> bool {
        key.algorithm() == Algorithm::Ed25519 && key.verifies(&self.hashed, &self.signature)
    }
}

/// Adds the proof of whoever holds this key of Ed25519 to a document (§3.3.1). An earlier one is
/// replaced. [`KeyError::Rejected`] for a key of another kind.
pub fn prove(
    document: &mut Map<String, Value>,
    key_id: &str,
    key: &PrivateKey,
    now: Time,
) -> Result<(), KeyError> {
    if key.algorithm() != Algorithm::Ed25519 {
        return Err(KeyError::Rejected);
    }
    document.remove(keys::PROOF);
    let mut options = Map::new();
    if let Some(context) = document.get(keys::AT_CONTEXT) {
        options.insert(keys::AT_CONTEXT.to_owned(), context.clone());
    }
    for (name, value) in [
        ("type", "DataIntegrityProof"),
        ("cryptosuite", "eddsa-jcs-2022"),
        ("verificationMethod", key_id),
        ("proofPurpose", "assertionMethod"),
        ("created", &now.rfc3339()),
    ] {
        options.insert(name.to_owned(), value.into());
    }
    let hashed = [canonical(&options), canonical(document)];
    let [Some(options_hash), Some(document_hash)] = hashed else { return Err(KeyError::Library) };
    let signature = key.sign_blocking(&[options_hash, document_hash].concat())?;
    let value = format!("z{}", bs58::encode(signature).into_string());
    options.insert("proofValue".to_owned(), value.into());
    document.insert(keys::PROOF.to_owned(), options.into());
    Ok(())
}

/// The key of a local actor, opened to prove what she wrote. It is for one piece of work: keys are renewed.
#[derive(Debug, Clone)]
pub struct Prover(Signer);

impl Prover {
    /// The id of the key.
    pub fn key_id(&self) -> &str {
        &self.0.key_id
    }

    /// Adds her proof to a document.
    pub fn prove(&self, document: &mut Map<String, Value>, now: Time) -> Result<()> {
        prove(document, &self.0.key_id, &self.0.key, now).map_err(domain::Error::internal)
    }
}

fn is_known(proof: &Value) -> bool {
    let text = |name| proof.get(name).and_then(Value::as_str);
    text("type") == Some("DataIntegrityProof")
        && text("cryptosuite") == Some("eddsa-jcs-2022")
        && text("proofPurpose") == Some("assertionMethod")
}

fn begins_with(context: &Value, first: &Value) -> bool {
    let all = |v: &Value| v.as_array().cloned().unwrap_or_else(|| vec![v.clone()]);
    all(context).starts_with(&all(first))
}

/// SHA-256 of the canonical form (RFC 8785).
fn canonical(object: &Map<String, Value>) -> Option<[u8; 32]> {
    let text = serde_json_canonicalizer::to_vec(object).ok()?;
    digest(&SHA256, &text).as_ref().try_into().ok()
}

/// The same as `digestMultibase` says it (Controlled Identifiers 1.0 §2.4).
pub fn digest_of(object: &Map<String, Value>) -> Option<String> {
    let multihash = [&[0x12, 0x20], canonical(object)?.as_slice()].concat();
    Some(format!("z{}", bs58::encode(multihash).into_string()))
}

impl Federation {
    /// Adds the proof of a local actor to a document, and says by which key. Never call it in a unit of work.
    pub async fn prove(
        &self,
        document: &mut Map<String, Value>,
        by: &crate::Actor,
    ) -> Result<String> {
        let prover = self.prover(by).await?;
        prover.prove(document, self.store().now())?;
        Ok(prover.key_id().to_owned())
    }

    /// The key of a local actor, for whoever proves many documents at once. Never call it in a unit of work.
    pub async fn prover(&self, by: &crate::Actor) -> Result<Prover> {
        Ok(Prover(crate::own_keys::prover(self, by).await?))
    }

    /// Whether an activity has a proof of this actor that holds and is not older than 30 days. Her
    /// keys are fetched within the budget when they are not known.
    pub async fn proves(
        &self,
        value: &Value,
        actor_iri: &str,
        budget: &Budget,
    ) -> Result<bool, Unresolved> {
        let now = self.store().now();
        match Proof::read(value, now) {
            Some(proof) if proof.is_recent(now) => self.is_of(&proof, actor_iri, budget).await,
            _ => Ok(false),
        }
    }

    /// Whether a local actor has made the proof of a document, with a key that it still has.
    pub async fn proves_own(&self, value: &Value, actor: &crate::Actor) -> Result<bool> {
        let now = self.store().now();
        let Some(proof) = Proof::read(value, now) else { return Ok(false) };
        let mut q = self.store().read();
        let keys = crate::own_keys::public_keys(&mut q, actor.id, now).await?;
        let own = keys.iter().find(|(id, _)| *id == proof.key_id);
        Ok(own
            .and_then(|(_, text)| PublicKey::from_text(text).ok())
            .is_some_and(|k| proof.verifies(&k)))
    }

    /// The same for a document that stays as it is for as long as nobody writes another one.
    pub async fn proves_lasting(
        &self,
        value: &Value,
        actor_iri: &str,
        budget: &Budget,
    ) -> Result<bool, Unresolved> {
        match Proof::read(value, self.store().now()) {
            Some(proof) => self.is_of(&proof, actor_iri, budget).await,
            None => Ok(false),
        }
    }

    /// The same by the keys that are here, without asking anybody: for pages, which wait for no other server.
    pub async fn proves_known(&self, value: &Value, actor_iri: &str) -> Result<bool> {
        let Some(proof) = Proof::read(value, self.store().now()) else { return Ok(false) };
        let key = self.known_key(&proof.key_id).await?;
        Ok(key.is_some_and(|key| &*key.owner == actor_iri && proof.verifies(&key.key)))
    }

    async fn is_of(
        &self,
        proof: &Proof,
        actor_iri: &str,
        budget: &Budget,
    ) -> Result<bool, Unresolved> {
        if !document::same_origin(&proof.key_id, actor_iri) {
            return Ok(false);
        }
        let mut key = self.known_key(&proof.key_id).await?;
        if key.is_none() {
            let _alone = self.alone(actor_iri).await;
            key = self.known_key(&proof.key_id).await?;
            if key.is_none() {
                self.fetch_actor(actor_iri, budget).await?;
                key = self.known_key(&proof.key_id).await?;
            }
        }
        Ok(key.is_some_and(|key| &*key.owner == actor_iri && proof.verifies(&key.key)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The example of the FEP.
    fn example() -> Value {
        let contexts = json!([
            "https://www.w3.org/ns/activitystreams",
            "https://w3id.org/security/data-integrity/v1"
        ]);
        json!({
            "@context": contexts,
            "id": "https://server.example/activities/1",
            "type": "Create",
            "actor": "https://server.example/users/alice",
            "object": {
                "id": "https://server.example/objects/1",
                "type": "Note",
                "attributedTo": "https://server.example/users/alice",
                "content": "Hello world",
                "location": { "type": "Place", "longitude": -71.184_902, "latitude": 25.273_962 }
            },
            "proof": {
                "@context": contexts,
                "type": "DataIntegrityProof",
                "cryptosuite": "eddsa-jcs-2022",
                "verificationMethod": "https://server.example/users/alice#ed25519-key",
                "proofPurpose": "assertionMethod",
                "proofValue": "zLaewdp4H9kqtwyrLatK4cjY5oRHwVcw4gibPSUDYDMhi4M49v8pcYk3ZB6D69dNpAPbUmY8ocuJ3m9KhKJEEg7z",
                "created": "2023-02-24T23:36:38Z"
            }
        })
    }

    fn holds(value: &Value) -> bool {
        let key = PublicKey::from_text("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2").unwrap();
        let now = Time::parse("2026-11-22T09:00:00Z").unwrap();
        Proof::read(value, now).is_some_and(|proof| proof.verifies(&key))
    }

    #[test]
    fn what_is_proven_holds_until_something_is_changed() {
        let key = PrivateKey::generate_ed25519().unwrap();
        let public = key.public().unwrap();
        let now = Time::parse("2026-11-22T09:00:00.123456Z").unwrap();
        let mut document = example().as_object().unwrap().clone();
        let id = "https://server.example/users/alice#ed25519-key";
        prove(&mut document, id, &key, now).unwrap();
        let holds = |document: &Map<String, Value>| {
            let proof = Proof::read(&Value::Object(document.clone()), now).unwrap();
            proof.key_id == id && proof.verifies(&public)
        };
        assert!(holds(&document));
        document["object"]["content"] = json!("Hello, world");
        assert!(!holds(&document));
        let rsa = PrivateKey::generate_blocking().unwrap();
        assert!(prove(&mut document, id, &rsa, now).is_err());
    }

    #[test]
    fn the_example_of_the_fep_holds_and_nothing_else_does() {
        assert!(holds(&example()));
        let spoil = |pointer: &str, to: Value| {
            let mut v = example();
            *v.pointer_mut(pointer).unwrap() = to;
            v
        };
        for (pointer, to) in [
            ("/object/content", json!("Hello, world")),
            ("/object/location/latitude", json!(25.273_963)),
            ("/actor", json!("https://server.example/users/mallory")),
            ("/proof/created", json!("2023-02-24T23:36:39Z")),
            ("/proof/created", json!("2926-02-24T23:36:38Z")),
            ("/proof/cryptosuite", json!("eddsa-rdfc-2022")),
            ("/proof/proofPurpose", json!("authentication")),
            ("/proof/proofValue", json!("z3")),
            ("/proof/@context", json!("https://evil.example/context")),
        ] {
            assert!(!holds(&spoil(pointer, to)), "{pointer}");
        }
        let mut more = example();
        more["@context"].as_array_mut().unwrap().push(json!({ "x": "https://x.example/" }));
        assert!(holds(&more), "the document may have further contexts");
        let mut none = example();
        none.as_object_mut().unwrap().remove("proof");
        assert!(!holds(&none));
    }

    /// Whoever has kept a proof could say again what nobody remembers any more.
    #[test]
    fn a_proof_grows_old() {
        let at = |now: &str| {
            let now = Time::parse(now).unwrap();
            Proof::read(&example(), now).unwrap().is_recent(now)
        };
        assert!(at("2023-02-24T23:36:38Z") && at("2023-03-26T00:00:00Z"));
        assert!(!at("2023-03-27T00:00:00Z"));
    }
}

//! HTTP signatures: what goes out is signed here, what comes in is checked here.
//!
//! There are two schemes: the one that every peer knows, draft-cavage-http-signatures-12 with RSA, and
//! RFC 9421 (`federation.md` §2). Receiving has two steps, as the key may first have to be fetched:
//! [`inspect`] does all that needs no key and answers with a [`Claim`], and [`Claim::verify`] does the
//! rest.

mod cavage;
pub(crate) mod date;
mod digest;
mod edge;
mod rfc9421;
#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use domain::{Origin, Time};
use http::{HeaderMap, Method, Uri};
use url::Url;

use crate::keys::{Algorithm, KeyError, PrivateKey, PublicKey, SigningPool};

pub use digest::digest_header;
#[cfg(test)]
pub(crate) use tests::DRAFT_KEY;

/// A way to sign a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// draft-cavage-http-signatures-12.
    Cavage,
    /// HTTP Message Signatures, RFC 9421.
    Rfc9421,
}

impl Scheme {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cavage => "cavage",
            Self::Rfc9421 => "rfc9421",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        [Self::Cavage, Self::Rfc9421].into_iter().find(|v| v.as_str() == s)
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Cavage => Self::Rfc9421,
            Self::Rfc9421 => Self::Cavage,
        }
    }
}

/// The longest key id that is looked at.
pub const MAX_KEY_ID: usize = 2048;

/// A local actor's key with the name peers know it by. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Signer {
    /// The `keyId`: the actor's id with `#main-key`.
    pub key_id: Arc<str>,
    /// The key.
    pub key: PrivateKey,
}

/// A body with its digest, made once for however many hosts it goes to. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Payload {
    bytes: Bytes,
    digest: Arc<str>,
}

impl Payload {
    /// Takes a body and digests it.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let digest = digest_header(&bytes).into();
        Self { bytes, digest }
    }

    /// The body.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The value of its `Digest` header.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

/// A request that is to be signed.
#[derive(Debug, Clone, Copy)]
pub struct ToSign<'a> {
    /// GET or POST.
    pub method: &'a Method,
    /// Where it goes.
    pub url: &'a Url,
    /// Its body, if it has one.
    pub payload: Option<&'a Payload>,
    /// When it is sent; it is believed for an hour.
    pub at: Time,
    /// How it is signed.
    pub scheme: Scheme,
}

/// The headers that a signature adds to a request; `Host` is the one of the URL.
#[derive(Debug, Clone)]
pub struct SignedHeaders(pub HeaderMap);

/// What is signed for a request, and the headers that go with it.
struct Prepared {
    message: Vec<u8>,
    headers: HeaderMap,
    /// The names that are covered, where they stand in the header of the signature.
    covered: String,
}

impl Signer {
    fn prepare(&self, request: &ToSign<'_>) -> Result<Prepared, KeyError> {
        match request.scheme {
            Scheme::Cavage => Ok(cavage::prepare(request)),
            Scheme::Rfc9421 => rfc9421::prepare(&self.key_id, self.key.algorithm(), request),
        }
    }

    fn finish(
        &self,
        scheme: Scheme,
        prepared: Prepared,
        signature: &[u8],
    ) -> Result<SignedHeaders, KeyError> {
        let headers = match scheme {
            Scheme::Cavage => {
                cavage::finish(prepared, &self.key_id, self.key.algorithm(), signature)
            }
            Scheme::Rfc9421 => rfc9421::finish(prepared, signature),
        };
        headers.map(SignedHeaders)
    }

    /// Signs one request.
    pub async fn sign(
        &self,
        pool: &SigningPool,
        request: ToSign<'_>,
    ) -> Result<SignedHeaders, KeyError> {
        let prepared = self.prepare(&request)?;
        let signature = pool.sign(&self.key, prepared.message.clone()).await?;
        self.finish(request.scheme, prepared, &signature)
    }

    /// Signs the delivery of one body to many inboxes, in their order.
    pub async fn sign_posts(
        &self,
        pool: &SigningPool,
        payload: &Payload,
        inboxes: &[Url],
        at: Time,
        scheme: Scheme,
    ) -> Result<Vec<SignedHeaders>, KeyError> {
        let prepared = inboxes
            .iter()
            .map(|url| {
                let method = &Method::POST;
                self.prepare(&ToSign { method, url, payload: Some(payload), at, scheme })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let messages = prepared.iter().map(|p| p.message.clone()).collect();
        let signatures = pool.sign_all(&self.key, messages).await?;
        let both = prepared.into_iter().zip(signatures);
        both.map(|(prepared, signature)| self.finish(scheme, prepared, &signature)).collect()
    }
}

/// A request as it arrived. A router that strips a prefix must hand in the original URI.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'a> {
    /// Its method.
    pub method: &'a Method,
    /// Its target; over HTTP/2 with the authority that stands for `Host`.
    pub uri: &'a Uri,
    /// All its headers.
    pub headers: &'a HeaderMap,
    /// Its whole body; empty for GET.
    pub body: &'a [u8],
}

/// What a request is measured by.
#[derive(Debug, Clone)]
pub struct Rules {
    /// `https`, or `http` in the loopback network.
    pub scheme: String,
    /// Our own name, with the port if it has one: what `Host` must be.
    pub authority: String,
    /// How far a request's time may lie ahead or behind; an hour unless configured.
    pub window: Duration,
}

impl Rules {
    /// An hour ahead or behind.
    pub fn new(origin: &Origin) -> Self {
        let (scheme, _) = origin.as_str().split_once("://").unwrap_or(("https", ""));
        Self {
            scheme: scheme.to_owned(),
            authority: origin.authority().to_owned(),
            window: Duration::from_hours(1),
        }
    }
}

/// Why a request was not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It has no `Signature` header.
    #[error("the request is not signed")]
    Unsigned,
    /// A header that the decision rests on stands there twice.
    #[error("the header {0} must not be repeated")]
    Doubled(&'static str),
    /// A header that is needed is missing.
    #[error("the header {0} is missing")]
    Missing(&'static str),
    /// A header cannot be read.
    #[error("the header {0} cannot be read")]
    Malformed(&'static str),
    /// `Host` is not our name.
    #[error("the request is addressed to another host")]
    Host,
    /// The digest is not that of the body.
    #[error("the digest does not match the body")]
    Digest,
    /// None that is known here.
    #[error("the algorithm is not accepted; use rsa-sha256, rsa-v1_5-sha256 or ed25519")]
    Algorithm,
    /// Something that must be signed is not.
    #[error("the signature must cover {0}")]
    Coverage(&'static str),
    /// Its time lies too far ahead or behind.
    #[error("the time of the request is too far from ours")]
    Time,
    /// It says itself that it is no longer to be believed.
    #[error("the signature has expired")]
    Expired,
    /// The signature is not one of this key over this request.
    #[error("the signature does not match")]
    Mismatch,
}

impl Refusal {
    /// 400 when the request itself is wrong, 401 when only its signature is (RFC 9110 §15.5).
    pub fn status(self) -> u16 {
        match self {
            Self::Doubled(_)
            | Self::Missing(_)
            | Self::Malformed(_)
            | Self::Host
            | Self::Digest => 400,
            Self::Unsigned
            | Self::Algorithm
            | Self::Coverage(_)
            | Self::Time
            | Self::Expired
            | Self::Mismatch => 401,
        }
    }

    /// A word that stays the same, for counters and for the `type` of a problem answer (RFC 9457).
    pub fn code(self) -> &'static str {
        match self {
            Self::Unsigned => "signature-missing",
            Self::Doubled(_) => "header-doubled",
            Self::Missing(_) => "header-missing",
            Self::Malformed(_) => "header-malformed",
            Self::Host => "host",
            Self::Digest => "digest",
            Self::Algorithm => "signature-algorithm",
            Self::Coverage(_) => "signature-coverage",
            Self::Time => "signature-time",
            Self::Expired => "signature-expired",
            Self::Mismatch => "signature-mismatch",
        }
    }

    /// Whether the sender's key may have been rotated, so that fetching it anew can help. Never
    /// for what is expired or malformed.
    pub fn suggests_new_key(self) -> bool {
        self == Self::Mismatch
    }
}

/// A request that would be believed if the key named in it made the signature.
#[derive(Debug, Clone)]
pub struct Claim {
    /// How it is signed.
    pub scheme: Scheme,
    /// The key that is said to have signed: an address of at most [`MAX_KEY_ID`] characters that
    /// is still to be checked before it is fetched.
    pub key_id: String,
    /// The algorithm, where the request names it.
    algorithm: Option<Algorithm>,
    signature: Vec<u8>,
    /// What may have been signed: the request, and the request without its query.
    messages: Vec<Vec<u8>>,
}

/// Checks all of a signed request that needs no key: headers, host, digest, coverage and time.
pub fn inspect(request: &Incoming<'_>, rules: &Rules, now: Time) -> Result<Claim, Refusal> {
    edge::refuse_doubled(request.headers)?;
    if request.headers.contains_key("signature-input") {
        return rfc9421::inspect(request, rules, now);
    }
    cavage::inspect(request, rules, now)
}

impl Claim {
    /// Whether this key made the signature. Some peers leave the query out of what they sign, so
    /// that is tried second (as GoToSocial does).
    pub fn verify(&self, key: &PublicKey) -> Result<(), Refusal> {
        let right_kind = self.algorithm.is_none_or(|a| a == key.algorithm());
        if right_kind && self.messages.iter().any(|m| key.verifies(m, &self.signature)) {
            Ok(())
        } else {
            Err(Refusal::Mismatch)
        }
    }
}

//! Keys of actors: making, reading, writing, sealing, sharing.
//!
//! Requests are signed with RSA-2048 because that is what every peer verifies (`federation.md` §2; the
//! shape on the wire is `publicKey.publicKeyPem` of security/v1). Beside it stands an Ed25519 key, as a
//! Multikey in `assertionMethod` (FEP-521a). All arithmetic is aws-lc-rs. A parsed key is shared by
//! cloning, never parsed twice.

mod cache;
mod multikey;
mod pem;
mod pool;
mod sealed;
#[cfg(test)]
pub(crate) mod tests;

use std::{fmt, sync::Arc};

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rand::SystemRandom,
    rsa::{self, KeyPair, KeySize},
    signature::{
        ED25519, Ed25519KeyPair, KeyPair as _, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256,
        RSA_PKCS1_SHA256,
    },
};

pub use cache::{CachedKey, KeyCache};
pub use pool::SigningPool;
pub use sealed::Secret;

/// The longest text that is read as a key; an RSA-8192 public key takes 1.5 kB.
const MAX_PEM: usize = 16 * 1024;

/// What went wrong with a key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Not one block of PEM (RFC 7468) of the expected kind.
    #[error("not PEM of the expected kind")]
    Pem,
    /// Neither an RSA key of 2048 to 8192 bits nor an Ed25519 key.
    #[error("neither an RSA key of 2048 to 8192 bits nor an Ed25519 key")]
    Rejected,
    /// The library failed, which it does when memory is short.
    #[error("the cryptographic library failed")]
    Library,
    /// A sealed key was not sealed with this secret for this actor, or is damaged.
    #[error("the sealed key does not open: wrong secret file, wrong actor, or damaged")]
    Sealed,
    /// The secret file cannot be read or made.
    #[error("secret file {0}: {1}")]
    File(std::path::PathBuf, #[source] std::io::Error),
    /// The secret file does not hold 32 bytes.
    #[error("secret file {0}: must hold exactly 32 bytes")]
    FileLength(std::path::PathBuf),
}

/// What a key signs with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2), which every peer verifies.
    Rsa,
    /// Ed25519 (RFC 8032).
    Ed25519,
}

/// A private key, ready to sign. Cloning shares it.
#[derive(Clone)]
pub struct PrivateKey(Arc<Pair>);

enum Pair {
    Rsa(KeyPair),
    Ed25519(Ed25519KeyPair),
}

/// A public key, ready to verify. Cloning shares it.
#[derive(Clone)]
pub struct PublicKey {
    algorithm: Algorithm,
    key: Arc<ParsedPublicKey>,
}

impl PrivateKey {
    /// Makes an RSA-2048 key. This takes a core for 50 to 500 ms: call it through
    /// [`SigningPool::generate`] wherever a runtime has other things to do.
    pub fn generate_blocking() -> Result<Self, KeyError> {
        let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::Library)?;
        Ok(Self(Arc::new(Pair::Rsa(pair))))
    }

    /// Makes an Ed25519 key, which takes no time.
    pub fn generate_ed25519() -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::generate().map_err(|_| KeyError::Library)?;
        Ok(Self(Arc::new(Pair::Ed25519(pair))))
    }

    /// What it signs with.
    pub fn algorithm(&self) -> Algorithm {
        match &*self.0 {
            Pair::Rsa(_) => Algorithm::Rsa,
            Pair::Ed25519(_) => Algorithm::Ed25519,
        }
    }

    /// Reads PKCS#8 (RFC 5208) in DER.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, KeyError> {
        let pair = match KeyPair::from_pkcs8(der) {
            Ok(pair) => Pair::Rsa(pair),
            Err(_) => {
                Pair::Ed25519(Ed25519KeyPair::from_pkcs8(der).map_err(|_| KeyError::Rejected)?)
            }
        };
        Ok(Self(Arc::new(pair)))
    }

    /// Reads PKCS#8 in PEM (`BEGIN PRIVATE KEY`).
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        Self::from_pkcs8(&pem::decode(text, &["PRIVATE KEY"])?)
    }

    /// PKCS#8 in DER. Seal it before it is stored.
    pub fn to_pkcs8(&self) -> Result<Vec<u8>, KeyError> {
        match &*self.0 {
            Pair::Rsa(pair) => {
                let der: Pkcs8V1Der<'static> = pair.as_der().map_err(|_| KeyError::Library)?;
                Ok(der.as_ref().to_vec())
            }
            Pair::Ed25519(pair) => {
                Ok(pair.to_pkcs8().map_err(|_| KeyError::Library)?.as_ref().to_vec())
            }
        }
    }

    /// PKCS#8 in PEM.
    pub fn to_pem(&self) -> Result<String, KeyError> {
        Ok(pem::encode("PRIVATE KEY", &self.to_pkcs8()?))
    }

    /// The other half as it stands in an actor's document: SubjectPublicKeyInfo in PEM for RSA
    /// (`publicKeyPem`), a Multikey for Ed25519 (`publicKeyMultibase`, FEP-521a).
    pub fn public_text(&self) -> Result<String, KeyError> {
        self.public()?.to_text()
    }

    /// The other half.
    pub fn public(&self) -> Result<PublicKey, KeyError> {
        match &*self.0 {
            Pair::Rsa(pair) => {
                let der = pair.public_key().as_der().map_err(|_| KeyError::Library)?;
                PublicKey::from_der(der.as_ref())
            }
            Pair::Ed25519(pair) => PublicKey::ed25519(pair.public_key().as_ref()),
        }
    }

    /// The signature of a message. RSA takes a core for about 0.4 ms, so that requests are signed
    /// through [`SigningPool`].
    pub fn sign_blocking(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match &*self.0 {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
                    .map_err(|_| KeyError::Library)?;
                Ok(signature)
            }
            Pair::Ed25519(pair) => Ok(pair.sign(message).as_ref().to_vec()),
        }
    }
}

impl PublicKey {
    /// Reads a key as it stands in an actor's document: PEM or a Multikey.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        if text.trim_start().starts_with("-----") {
            Self::from_pem(text)
        } else {
            Self::ed25519(&multikey::decode(text)?)
        }
    }

    /// Reads SubjectPublicKeyInfo (RFC 5280 §4.1), or PKCS#1 for RSA, in DER.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        // The verifying key would be taken whatever its size, and refuse every signature later.
        if let Ok(key) = rsa::PublicKey::from_der(der) {
            if !(256..=1024).contains(&key.modulus_len()) {
                return Err(KeyError::Rejected);
            }
            return Self::parsed(Algorithm::Rsa, der);
        }
        Self::parsed(Algorithm::Ed25519, der)
    }

    /// Reads `publicKeyPem`: one block, `PUBLIC KEY` or `RSA PUBLIC KEY`, however its lines are
    /// broken.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        Self::from_der(&pem::decode(text, &["PUBLIC KEY", "RSA PUBLIC KEY"])?)
    }

    /// The 32 bytes of an Ed25519 key.
    pub fn ed25519(bytes: &[u8]) -> Result<Self, KeyError> {
        Self::parsed(Algorithm::Ed25519, bytes)
    }

    fn parsed(algorithm: Algorithm, bytes: &[u8]) -> Result<Self, KeyError> {
        let key = match algorithm {
            Algorithm::Rsa => ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, bytes),
            Algorithm::Ed25519 => ParsedPublicKey::new(&ED25519, bytes),
        };
        Ok(Self { algorithm, key: Arc::new(key.map_err(|_| KeyError::Rejected)?) })
    }

    /// Keys of 1024 bits, for the vectors of documents older than us.
    #[cfg(test)]
    pub(crate) fn weak_from_pem(text: &str) -> Self {
        use aws_lc_rs::signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY as WEAK;
        let der = pem::decode(text, &["PUBLIC KEY"]).expect("a vector");
        let key = Arc::new(ParsedPublicKey::new(&WEAK, der).expect("a vector"));
        Self { algorithm: Algorithm::Rsa, key }
    }

    /// What it verifies.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The key as it stands in an actor's document: PEM for RSA, a Multikey for Ed25519.
    pub fn to_text(&self) -> Result<String, KeyError> {
        match self.algorithm {
            Algorithm::Rsa => {
                let der = self.key.as_der().map_err(|_| KeyError::Library)?;
                Ok(pem::encode("PUBLIC KEY", der.as_ref()))
            }
            Algorithm::Ed25519 => {
                let der = self.key.as_der().map_err(|_| KeyError::Library)?;
                // The key is all that stands at the end of its SubjectPublicKeyInfo (RFC 8410 §4).
                Ok(multikey::encode(&der.as_ref()[der.as_ref().len() - 32..]))
            }
        }
    }

    /// Whether this is the signature of this message. About 25 µs for RSA and 60 µs for Ed25519,
    /// short enough to be done in place.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        self.key.verify_sig(message, signature).is_ok()
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(…)")
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PublicKey(…)")
    }
}

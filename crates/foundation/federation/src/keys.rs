//! RSA keys of actors: making, reading, writing, sealing, sharing.
//!
//! Keys are RSA-2048 because that is what every peer verifies (`federation.md` §2; the shape on the
//! wire is `publicKey.publicKeyPem` of security/v1). All arithmetic is aws-lc-rs. A parsed key is
//! shared by cloning, never parsed twice.

mod cache;
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
    signature::{KeyPair as _, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256},
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
    /// Not an RSA key of 2048 to 8192 bits.
    #[error("not an RSA key of 2048 to 8192 bits")]
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

/// A private key, ready to sign. Cloning shares it.
#[derive(Clone)]
pub struct PrivateKey(Arc<KeyPair>);

/// A public key, ready to verify. Cloning shares it.
#[derive(Clone)]
pub struct PublicKey(Arc<ParsedPublicKey>);

impl PrivateKey {
    /// Makes an RSA-2048 key. This takes a core for 50 to 500 ms: call it through
    /// [`SigningPool::generate`] wherever a runtime has other things to do.
    pub fn generate_blocking() -> Result<Self, KeyError> {
        let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::Library)?;
        Ok(Self(Arc::new(pair)))
    }

    /// Reads PKCS#8 (RFC 5208) in DER.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, KeyError> {
        let pair = KeyPair::from_pkcs8(der).map_err(|_| KeyError::Rejected)?;
        Ok(Self(Arc::new(pair)))
    }

    /// Reads PKCS#8 in PEM (`BEGIN PRIVATE KEY`).
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        Self::from_pkcs8(&pem::decode(text, &["PRIVATE KEY"])?)
    }

    /// PKCS#8 in DER. Seal it before it is stored.
    pub fn to_pkcs8(&self) -> Result<Vec<u8>, KeyError> {
        let der: Pkcs8V1Der<'static> = self.0.as_der().map_err(|_| KeyError::Library)?;
        Ok(der.as_ref().to_vec())
    }

    /// PKCS#8 in PEM.
    pub fn to_pem(&self) -> Result<String, KeyError> {
        Ok(pem::encode("PRIVATE KEY", &self.to_pkcs8()?))
    }

    /// The other half as SubjectPublicKeyInfo in PEM, as it stands in `publicKeyPem`.
    pub fn public_pem(&self) -> Result<String, KeyError> {
        let der = self.0.public_key().as_der().map_err(|_| KeyError::Library)?;
        Ok(pem::encode("PUBLIC KEY", der.as_ref()))
    }

    /// The other half.
    pub fn public(&self) -> Result<PublicKey, KeyError> {
        let der = self.0.public_key().as_der().map_err(|_| KeyError::Library)?;
        PublicKey::from_der(der.as_ref())
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2). Takes a core for about 0.4 ms, so that
    /// requests are signed through [`SigningPool`].
    pub fn sign_blocking(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .map_err(|_| KeyError::Library)?;
        Ok(signature)
    }
}

impl PublicKey {
    /// Reads SubjectPublicKeyInfo (RFC 5280 §4.1) or PKCS#1 in DER.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        // The verifying key would be taken whatever its size, and refuse every signature later.
        let bytes = rsa::PublicKey::from_der(der).map_err(|_| KeyError::Rejected)?.modulus_len();
        if !(256..=1024).contains(&bytes) {
            return Err(KeyError::Rejected);
        }
        let key = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der)
            .map_err(|_| KeyError::Rejected)?;
        Ok(Self(Arc::new(key)))
    }

    /// Reads `publicKeyPem`: one block, `PUBLIC KEY` or `RSA PUBLIC KEY`, however its lines are
    /// broken.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        Self::from_der(&pem::decode(text, &["PUBLIC KEY", "RSA PUBLIC KEY"])?)
    }

    /// Keys of 1024 bits, for the vectors of documents older than us.
    #[cfg(test)]
    pub(crate) fn weak_from_pem(text: &str) -> Self {
        use aws_lc_rs::signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY as WEAK;
        let der = pem::decode(text, &["PUBLIC KEY"]).expect("a vector");
        Self(Arc::new(ParsedPublicKey::new(&WEAK, der).expect("a vector")))
    }

    /// SubjectPublicKeyInfo in PEM.
    pub fn to_pem(&self) -> Result<String, KeyError> {
        let der = self.0.as_der().map_err(|_| KeyError::Library)?;
        Ok(pem::encode("PUBLIC KEY", der.as_ref()))
    }

    /// Whether this is the signature of this message (RFC 8017 §8.2, SHA-256). About 25 µs, short
    /// enough to be done in place.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.verify_sig(message, signature).is_ok()
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

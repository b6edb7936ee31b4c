//! Secrets that somebody holds in a cookie or a link, and what we keep of them: their SHA-256.
//!
//! A secret is found by the hash in a unique index, so no comparison depends on the secret byte by
//! byte.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::World;
use store::Value;

/// 256 random bits, spelt as base64url without padding (RFC 4648 §5): 43 characters. Shown once to
/// whom it belongs and never kept; its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    pub fn new(world: &World) -> Self {
        Self(URL_SAFE_NO_PAD.encode(world.secret()))
    }

    /// Reads what a cookie or an address holds; `None` for what cannot be a token.
    pub fn parse(s: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(s).ok()?;
        (bytes.len() == 32).then(|| Self(s.to_owned()))
    }

    /// The text for the cookie or the link.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub fn hash(&self) -> TokenHash {
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, self.0.as_bytes());
        let mut hash = [0; 32];
        hash.copy_from_slice(digest.as_ref());
        TokenHash(hash)
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The SHA-256 (FIPS 180-4) of a token's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

impl From<TokenHash> for Value {
    fn from(hash: TokenHash) -> Self {
        Self::from(hash.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_go_both_ways_and_keep_silent() {
        let (world, _) = store::testing::world(1);
        let token = Token::new(&world);
        assert_eq!(token.as_str().len(), 43);
        assert_eq!(Token::parse(token.as_str()).unwrap().hash(), token.hash());
        assert_ne!(Token::new(&world), token);
        assert_eq!(format!("{token:?}"), "Token(…)");
        for bad in ["", "abc", "не", &"A".repeat(44)] {
            assert_eq!(Token::parse(bad), None, "{bad}");
        }
    }
}

//! The header `Digest` (RFC 3230), by which a signature covers the body.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, prelude::BASE64_STANDARD};

use super::Refusal;

/// The value of `Digest` for a body: `SHA-256=…`.
pub fn digest_header(body: &[u8]) -> String {
    format!("SHA-256={}", BASE64_STANDARD.encode(digest(&SHA256, body)))
}

/// Checks a body against `Digest`. Other algorithms may stand beside SHA-256, which must be there
/// exactly once.
pub(super) fn check(header: &str, body: &[u8]) -> Result<(), Refusal> {
    let mut sha256 = header
        .split(',')
        .filter_map(|one| one.trim().split_once('='))
        .filter(|(algorithm, _)| algorithm.eq_ignore_ascii_case("sha-256"))
        .map(|(_, value)| value);
    let value = sha256.next().ok_or(Refusal::Malformed("digest"))?;
    if sha256.next().is_some() {
        return Err(Refusal::Doubled("digest"));
    }
    let claimed = BASE64_STANDARD.decode(value).map_err(|_| Refusal::Malformed("digest"))?;
    if claimed == digest(&SHA256, body).as_ref() { Ok(()) } else { Err(Refusal::Digest) }
}

//! The textual form of keys (RFC 7468).

use base64::{Engine, prelude::BASE64_STANDARD};

use super::{KeyError, MAX_PEM};

/// One block with lines of 64 characters and a line feed at the end.
pub(super) fn encode(label: &str, der: &[u8]) -> String {
    let body = BASE64_STANDARD.encode(der);
    let mut out = format!("-----BEGIN {label}-----\n");
    // Base64 is ASCII, so that every byte is a character.
    for (i, c) in body.chars().enumerate() {
        if i > 0 && i % 64 == 0 {
            out.push('\n');
        }
        out.push(c);
    }
    out.push_str("\n-----END ");
    out.push_str(label);
    out.push_str("-----\n");
    out
}

/// Reads exactly one block with one of these labels. White space of any kind is allowed anywhere in
/// it, as peers send all of them; a second block or other text is not.
pub(super) fn decode(text: &str, labels: &[&str]) -> Result<Vec<u8>, KeyError> {
    if text.len() > MAX_PEM {
        return Err(KeyError::Pem);
    }
    let text = text.trim();
    let body = labels
        .iter()
        .find_map(|label| {
            text.strip_prefix(&*format!("-----BEGIN {label}-----"))?
                .strip_suffix(&*format!("-----END {label}-----"))
        })
        .ok_or(KeyError::Pem)?;
    let body: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    BASE64_STANDARD.decode(body).map_err(|_| KeyError::Pem)
}

//! Ed25519 keys as Multikeys (W3C Controlled Identifiers §2.2.2): base58btc of the codec and the key.

use super::KeyError;

/// `ed25519-pub` of the multicodec table, as an unsigned varint.
const ED25519: [u8; 2] = [0xed, 0x01];
/// The letter of base58btc in the multibase table.
const BASE58: char = 'z';
/// The longest text that is looked at.
const MAX: usize = 100;

/// `z6Mk…` of 32 bytes.
pub(super) fn encode(key: &[u8]) -> String {
    let bytes: Vec<u8> = ED25519.iter().chain(key).copied().collect();
    format!("{BASE58}{}", bs58::encode(bytes).into_string())
}

/// The 32 bytes of a Multikey of Ed25519; other kinds are [`KeyError::Rejected`].
pub(super) fn decode(text: &str) -> Result<Vec<u8>, KeyError> {
    let body = text.trim().strip_prefix(BASE58).filter(|b| b.len() <= MAX);
    let bytes = bs58::decode(body.ok_or(KeyError::Rejected)?);
    let bytes = bytes.into_vec().map_err(|_| KeyError::Rejected)?;
    match bytes.strip_prefix(&ED25519) {
        Some(key) if key.len() == 32 => Ok(key.to_vec()),
        _ => Err(KeyError::Rejected),
    }
}

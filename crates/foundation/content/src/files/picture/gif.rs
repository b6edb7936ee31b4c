//! GIF (CompuServe, version 89a): a row of blocks, of which those that draw stay.

/// What programs add that changes what is seen: how often it is repeated, and its colours.
const KEPT: &[&[u8]] = &[b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

/// The file without comments and notes, and without whatever follows its end.
pub(super) fn bare(given: &[u8]) -> Option<Vec<u8>> {
    let mut at = 13 + colours(*given.get(10)?);
    let mut out = given.get(..at)?.to_owned();
    loop {
        match given.get(at)? {
            0x3b => {
                out.push(0x3b);
                return Some(out);
            }
            0x2c => {
                let flags = *given.get(at + 9)?;
                let end = blocks(given, at + 11 + colours(flags))?;
                out.extend_from_slice(given.get(at..end)?);
                at = end;
            }
            0x21 => {
                let end = blocks(given, at + 2)?;
                let stays = match given.get(at + 1)? {
                    0xf9 => true,
                    0xff => given.get(at + 3..at + 14).is_some_and(|name| KEPT.contains(&name)),
                    _ => false,
                };
                if stays {
                    out.extend_from_slice(given.get(at..end)?);
                }
                at = end;
            }
            _ => return None,
        }
    }
}

/// How many bytes the table of colours has that these flags announce.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Where the blocks end that begin here: each says how long it is, and an empty one is the last.
fn blocks(given: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*given.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

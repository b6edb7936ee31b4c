//! PNG (W3C, third edition): a row of chunks, of which those that draw stay.

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What draws, colours and animates. Unknown chunks may hold anything.
const KEPT: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// The file without texts, times and notes, and without whatever follows its end.
pub(super) fn bare(given: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(given.len());
    out.extend_from_slice(SIGNATURE);
    for chunk in chunks(given)? {
        let (kind, whole) = chunk?;
        if KEPT.iter().any(|kept| **kept == kind) {
            out.extend_from_slice(whole);
        }
        if &kind == b"IEND" {
            return Some(out);
        }
    }
    None
}

/// Whether it moves.
pub(super) fn is_animated(bare: &[u8]) -> bool {
    chunks(bare).is_some_and(|mut all| all.any(|c| c.is_some_and(|(kind, _)| &kind == b"acTL")))
}

type Chunk<'a> = ([u8; 4], &'a [u8]);

/// All chunks with their type, whole; `None` for one that is cut off, which ends them.
fn chunks(given: &[u8]) -> Option<impl Iterator<Item = Option<Chunk<'_>>>> {
    let mut rest = given.strip_prefix(SIGNATURE)?;
    Some(std::iter::from_fn(move || {
        (!rest.is_empty()).then(|| {
            let chunk = first(rest);
            rest = chunk.map_or(&[], |(_, whole)| &rest[whole.len()..]);
            chunk
        })
    }))
}

fn first(rest: &[u8]) -> Option<Chunk<'_>> {
    let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?);
    let kind = rest.get(4..8)?.try_into().ok()?;
    // Length, type and checksum stand around what it holds.
    let whole = rest.get(..usize::try_from(length).ok()?.checked_add(12)?)?;
    Some((kind, whole))
}

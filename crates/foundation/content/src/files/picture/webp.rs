//! WebP (RFC 9649): chunks in a RIFF container, of which those that draw stay.

/// What draws, colours and animates.
const KEPT: &[&[u8; 4]] = &[b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"];
/// What a frame of an animation is drawn with.
const KEPT_IN_FRAME: &[&[u8; 4]] = &[b"VP8 ", b"VP8L", b"ALPH"];
/// Bytes before the chunks of a frame: where it stands, and for how long.
const FRAME_HEAD: usize = 16;
/// In the first byte of `VP8X`: there are notes of a camera, and of a program.
const HAS_NOTES: u8 = 0b0000_1100;
/// In the same byte: it moves.
const MOVES: u8 = 0b0000_0010;

/// The file without notes, and without whatever follows its end.
pub(super) fn bare(given: &[u8]) -> Option<Vec<u8>> {
    let size = u32::from_le_bytes(given.get(4..8)?.try_into().ok()?);
    let end = usize::try_from(size).ok()?.checked_add(8)?;
    if given.get(..4)? != b"RIFF" || given.get(8..12)? != b"WEBP" {
        return None;
    }
    // Some programs do not count the byte that makes the last chunk even.
    let inside = given.get(12..end.min(given.len())).filter(|_| end <= given.len() + 1)?;
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    for chunk in chunks(inside) {
        let (kind, body) = chunk?;
        match &kind {
            b"VP8X" => {
                let mut body = body.to_owned();
                *body.first_mut()? &= !HAS_NOTES;
                put(&mut out, kind, &body);
            }
            b"ANMF" => put(&mut out, kind, &frame(body)?),
            _ if KEPT.iter().any(|kept| **kept == kind) => put(&mut out, kind, body),
            _ => {}
        }
    }
    let size = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Some(out)
}

fn frame(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = body.get(..FRAME_HEAD)?.to_owned();
    for chunk in chunks(&body[FRAME_HEAD..]) {
        let (kind, body) = chunk?;
        if KEPT_IN_FRAME.iter().any(|kept| **kept == kind) {
            put(&mut out, kind, body);
        }
    }
    Some(out)
}

/// Whether it moves.
pub(super) fn is_animated(bare: &[u8]) -> bool {
    bare.get(12..16) == Some(b"VP8X") && bare.get(20).is_some_and(|flags| flags & MOVES != 0)
}

/// All chunks with what they hold; `None` for one that is cut off, which ends them.
fn chunks(mut rest: &[u8]) -> impl Iterator<Item = Option<([u8; 4], &[u8])>> {
    std::iter::from_fn(move || {
        (!rest.is_empty()).then(|| {
            let chunk = first(rest);
            let next = chunk.map_or(rest.len(), |(_, body)| 8 + body.len().next_multiple_of(2));
            rest = rest.get(next..).unwrap_or_default();
            chunk
        })
    })
}

fn first(rest: &[u8]) -> Option<([u8; 4], &[u8])> {
    let kind = rest.get(..4)?.try_into().ok()?;
    let length = usize::try_from(u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?)).ok()?;
    Some((kind, rest.get(8..length.checked_add(8)?)?))
}

fn put(out: &mut Vec<u8>, kind: [u8; 4], body: &[u8]) {
    out.extend_from_slice(&kind);
    // It was read with a length of four bytes, and is not longer now.
    out.extend_from_slice(&u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
}

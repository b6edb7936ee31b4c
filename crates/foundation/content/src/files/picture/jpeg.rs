//! JPEG (ITU-T T.81, Annex B): a row of segments, of which those that draw stay.

/// The file without notes, small pictures inside and whatever follows its end.
pub(super) fn bare(given: &[u8]) -> Option<Vec<u8>> {
    let mut rest = given.strip_prefix(&[0xff, 0xd8])?;
    let mut out = Vec::with_capacity(given.len());
    out.extend_from_slice(&[0xff, 0xd8]);
    loop {
        let marker = next_marker(&mut rest)?;
        if marker == 0xd9 {
            out.extend_from_slice(&[0xff, 0xd9]);
            return Some(out);
        }
        let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
        let body = rest.get(2..length)?;
        rest = rest.get(length..)?;
        match marker {
            // The small picture inside the first segment may show what was cut away from the large one.
            0xe0 if body.starts_with(b"JFIF\0") && body.len() >= 14 => {
                put(&mut out, marker, &[&body[..12], &[0, 0]].concat());
            }
            // Frames, tables, scans, and what says how colours are written.
            0xc0..=0xcf | 0xda..=0xdd => put(&mut out, marker, body),
            0xe2 if body.starts_with(b"ICC_PROFILE\0") => put(&mut out, marker, body),
            0xee if body.starts_with(b"Adobe") => put(&mut out, marker, body),
            0xd8 | 0x00..=0xbf => return None,
            _ => {}
        }
        if marker == 0xda {
            let scan = scan(rest)?;
            out.extend_from_slice(&rest[..scan]);
            rest = &rest[scan..];
        }
    }
}

/// The next marker; any number of 0xFF may stand before it.
fn next_marker(rest: &mut &[u8]) -> Option<u8> {
    *rest = rest.strip_prefix(&[0xff])?;
    while let Some(more) = rest.strip_prefix(&[0xff]) {
        *rest = more;
    }
    let (marker, more) = rest.split_first()?;
    *rest = more;
    Some(*marker)
}

/// How long the data of a scan is: up to a marker that is neither a stuffed byte nor a restart.
fn scan(rest: &[u8]) -> Option<usize> {
    rest.windows(2).position(|two| two[0] == 0xff && !matches!(two[1], 0x00 | 0xd0..=0xd7 | 0xff))
}

fn put(out: &mut Vec<u8>, marker: u8, body: &[u8]) {
    out.extend_from_slice(&[0xff, marker]);
    // It was read with a length of two bytes, and is not longer now.
    let length = u16::try_from(body.len() + 2).unwrap_or(u16::MAX);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(body);
}

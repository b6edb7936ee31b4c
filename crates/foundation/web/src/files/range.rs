//! A part of a file: one range of bytes (RFC 9110 §14), as players and broken downloads ask for it.

/// What is asked for of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// All of it; also where several parts are asked for, which one may answer so.
    All,
    /// These bytes: where they begin, and how many.
    Part {
        /// The first byte.
        start: u64,
        /// How many.
        length: u64,
    },
    /// Bytes that it does not have.
    Beyond,
}

/// Reads the header `Range` for a file of `size` bytes. What cannot be read counts as not there.
pub fn asked(header: Option<&str>, size: u64) -> Asked {
    let Some(spec) = header.and_then(|h| h.trim().strip_prefix("bytes=")) else {
        return Asked::All;
    };
    let Some((first, last)) = spec.trim().split_once('-').filter(|_| !spec.contains(',')) else {
        return Asked::All;
    };
    let number = |text: &str| -> Option<u64> {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse().unwrap_or(u64::MAX))
    };
    match (first, last) {
        // The last so many bytes.
        ("", last) => match number(last) {
            None => Asked::All,
            Some(0) => Asked::Beyond,
            Some(_) if size == 0 => Asked::Beyond,
            Some(n) => Asked::Part { start: size.saturating_sub(n), length: n.min(size) },
        },
        (first, last) => {
            let Some(start) = number(first) else { return Asked::All };
            let end = match last {
                "" => u64::MAX,
                last => match number(last) {
                    Some(end) if end >= start => end,
                    _ => return Asked::All,
                },
            };
            if start >= size {
                return Asked::Beyond;
            }
            Asked::Part { start, length: end.min(size - 1) - start + 1 }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_read() {
        let part = |start, length| Asked::Part { start, length };
        for (header, expected) in [
            ("bytes=0-", part(0, 100)),
            ("bytes=0-0", part(0, 1)),
            ("bytes=90-200", part(90, 10)),
            ("bytes=-10", part(90, 10)),
            ("bytes=-1000", part(0, 100)),
            ("bytes=100-", Asked::Beyond),
            ("bytes=-0", Asked::Beyond),
            ("bytes=99999999999999999999999-", Asked::Beyond),
            ("bytes=5-2", Asked::All),
            ("bytes=0-1,5-6", Asked::All),
            ("bytes=a-b", Asked::All),
            ("lines=0-1", Asked::All),
            ("bytes=+1-2", Asked::All),
        ] {
            assert_eq!(asked(Some(header), 100), expected, "{header}");
        }
        assert_eq!(asked(None, 100), Asked::All);
        assert_eq!(asked(Some("bytes=-1"), 0), Asked::Beyond);
    }
}

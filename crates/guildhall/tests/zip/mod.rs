//! What stands in a ZIP archive (PKWARE APPNOTE 6.3.10), as far as tests look into workbooks.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

fn number(book: &[u8], at: usize, bytes: usize) -> usize {
    book[at..at + bytes].iter().rev().fold(0, |n, byte| (n << 8) | usize::from(*byte))
}

/// A file of it, as text.
pub fn part(book: &[u8], name: &str) -> String {
    let end = book.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
    let (count, mut at) = (number(book, end + 10, 2), number(book, end + 16, 4));
    for _ in 0..count {
        let (packed, length) = (number(book, at + 20, 4), number(book, at + 28, 2));
        if book[at + 46..at + 46 + length] == *name.as_bytes() {
            let local = number(book, at + 42, 4);
            let begin = local + 30 + number(book, local + 26, 2) + number(book, local + 28, 2);
            let (bytes, mut text) = (&book[begin..begin + packed], String::new());
            if number(book, at + 10, 2) == 0 {
                return String::from_utf8(bytes.to_vec()).unwrap();
            }
            DeflateDecoder::new(bytes).read_to_string(&mut text).unwrap();
            return text;
        }
        at += 46 + length + number(book, at + 30, 2) + number(book, at + 32, 2);
    }
    panic!("{name} is not in the archive")
}

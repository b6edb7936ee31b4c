//! What several fuzz targets ask of what comes out. Each says it in its own words, and not by calling
//! what it checks.

mod html;

pub use html::{Links, assert_inert};

use domain::Time;

/// The moment at which everything arrives.
pub const NOW: Time = Time(1_795_338_000_000_000);

/// Scheme and authority of an id as they are written. Two ids of one origin are written alike up to
/// here, whatever a parser of addresses makes of them.
pub fn origin_text(id: &str) -> &str {
    let from = id.find("://").map_or(0, |at| at + 3);
    let end = id[from..].find(['/', '?', '#']).map_or(id.len(), |at| from + at);
    &id[..end]
}

/// Panics when the two are not written with one origin.
pub fn assert_one_origin(a: &str, b: &str) {
    assert_eq!(origin_text(a), origin_text(b), "{a} is believed of {b}");
}

/// Panics when a text holds what no database takes.
pub fn assert_no_nul(text: &str) {
    assert!(!text.contains('\0'), "U+0000 in {text:?}");
}

/// Panics when a line holds what is not seen or turns others round.
pub fn assert_line(line: &str) {
    let odd = |c: char| c.is_control() || domain::text::is_hidden(c);
    assert!(!line.contains(odd), "{line:?} is no plain line");
}

//! A text as somebody elsewhere writes it, as HTML and as Markdown: only what is allowed comes out, as
//! deep and as long as it may be, and what was cleaned once is harmless when it is cleaned again.
#![no_main]

use content::markdown::{self, UNDER_HEADING, UNDER_TITLE};
use guildhall_fuzz::{Links, assert_inert, assert_line};
use libfuzzer_sys::fuzz_target;

/// How deep elements may stand in one another. Cleaning takes time by length and depth, so that this
/// and [`assert_bounded`] are what keeps it linear, whatever machine it runs on.
const DEEPEST: usize = 110;
/// How many times longer than what was written something may come out: the least that becomes a link
/// gets three words behind it.
const LONGER: usize = 20;
/// What comes behind a star is written again and again until there are this many bytes.
const REPEATED: usize = 2048;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match text.strip_prefix('*') {
        Some(unit) if !unit.is_empty() => check(&unit.repeat(REPEATED.div_ceil(unit.len()))),
        _ => check(text),
    }
});

fn check(text: &str) {
    let theirs = markdown::clean_html(text);
    harmless(text, &theirs, Links::Away);
    // Half of all texts as somebody's, half as one of ours: they are made in the same way.
    if text.len().is_multiple_of(2) {
        harmless(text, &markdown::render_theirs(text, UNDER_HEADING), Links::Away);
    } else {
        harmless(text, &markdown::render(text, UNDER_TITLE), Links::Anywhere);
    }
    let plain = markdown::plain_to_html(text);
    assert_bounded(text, &plain);
    assert_inert(&plain, Links::Away);
}

fn harmless(text: &str, html: &str, links: Links) {
    assert_bounded(text, html);
    assert!(assert_inert(html, links) <= DEEPEST, "too deep: {html}");
    assert_line(&markdown::plain(html));
    // As when it is shown after the list has changed.
    let again = markdown::renew(html, 0);
    assert_bounded(text, &again);
    assert_inert(&again, links);
}

fn assert_bounded(text: &str, html: &str) {
    let most = LONGER * text.len() + 1024;
    assert!(html.len() <= most, "{} bytes became {}", text.len(), html.len());
}

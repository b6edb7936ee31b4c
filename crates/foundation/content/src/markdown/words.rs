//! The words of HTML, and words as HTML.

use domain::text;

use super::{NOTHING, tidy::tidy};

/// Tags that do not part words.
const INLINE: &[&str] = &["a", "em", "strong", "code", "span", "del", "b", "i"];

/// Plain text as HTML: paragraphs and line breaks, every character standing for itself.
pub fn plain_to_html(plain: &str) -> String {
    let mut html = String::new();
    for paragraph in text::block(plain).split("\n\n").filter(|p| !p.trim().is_empty()) {
        html.push_str("<p>");
        html.push_str(&escape(paragraph.trim()).replace('\n', "<br>"));
        html.push_str("</p>");
    }
    html
}

/// The words of HTML without its markup, on one line, for excerpts and search.
pub fn plain(html: &str) -> String {
    let html = tidy(html);
    let mut spaced = String::with_capacity(html.len() + 16);
    for c in html.chars() {
        // A tag may part words: `<p>a</p><p>b</p>`. Inline tags do not.
        if c == '<' {
            spaced.push('\u{1}');
        }
        spaced.push(c);
    }
    let spaced = space_at_blocks(&spaced);
    let text = NOTHING.clean(&spaced).to_string();
    text::line(&unescape(&text))
}

/// The same for HTML that was cleaned here, whose tags are all whole: many times as quick.
pub fn plain_cleaned(html: &str) -> String {
    let mut marked = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        marked.push_str(&rest[..at]);
        let end = tag_end(&rest[at..]);
        let tag = rest[at..at + end].trim_start_matches(['<', '/']);
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !INLINE.contains(&name) {
            marked.push(' ');
        }
        rest = &rest[at + end..];
    }
    marked.push_str(rest);
    text::line(&unescape(&marked))
}

/// Where the tag ends with which this begins. What is between quotes may hold `>`.
fn tag_end(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// The five characters that HTML keeps for itself, escaped.
pub fn escape(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

fn unescape(s: &str) -> String {
    s.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

/// Puts a space where a marked tag is not an inline one, and takes the marks out.
fn space_at_blocks(marked: &str) -> String {
    let mut out = String::with_capacity(marked.len());
    let mut parts = marked.split('\u{1}');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let name: String = part
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if !INLINE.contains(&name.to_ascii_lowercase().as_str()) {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

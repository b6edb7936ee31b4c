//! From Markdown to HTML, which never becomes much more than was written.

use std::borrow::Cow;

use ammonia::Builder;
use comrak::{
    Arena, Options, format_html,
    nodes::{NodeLink, NodeValue},
    parse_document,
};

use super::{OURS, THEIRS, plain, plain_to_html, tidy::tidy};

/// Bytes of Markdown beyond which a text stays as it is: ours are shorter, and what is made of it while
/// it is rendered takes a hundred times as much.
const LONGEST: usize = 300_000;
/// Markers of lists and quotations at the beginning of one line.
const MARKERS: usize = 12;

/// Renders Markdown (CommonMark with tables, strikethrough and bare links; raw HTML is shown as
/// the text it is) whose headings begin at the level `top`. Images become links to them.
pub fn render(markdown: &str, top: u8) -> String {
    rendered(markdown, top, &OURS)
}

/// Renders Markdown that came from elsewhere in the same way; relative addresses, which would point
/// to this instance, go.
pub fn render_theirs(markdown: &str, top: u8) -> String {
    rendered(markdown, top, &THEIRS)
}

/// The same for what somebody is to agree to: a text of which a letter would be left out, such as the definition of a link
/// or a cell too many, stands as it was written.
pub fn render_whole(markdown: &str, top: u8) -> String {
    let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let html = render_theirs(markdown, top);
    if letters(&plain(&html)) == letters(markdown) { html } else { plain_to_html(markdown) }
}

fn rendered(markdown: &str, top: u8, cleaner: &Builder<'_>) -> String {
    if markdown.trim().is_empty() {
        return String::new();
    }
    if markdown.len() > LONGEST {
        return plain_to_html(markdown);
    }
    let mut options = Options::default();
    options.extension.table = has_modest_tables(markdown);
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.render.escape = true;
    let arena = Arena::new();
    let root = parse_document(&arena, &flattened(markdown), &options);
    let highest = root
        .descendants()
        .filter_map(|node| match node.data.borrow().value {
            NodeValue::Heading(heading) => Some(heading.level),
            _ => None,
        })
        .min()
        .unwrap_or(top);
    let down = top.saturating_sub(highest);
    for node in root.descendants() {
        let mut data = node.data.borrow_mut();
        match &mut data.value {
            NodeValue::Heading(heading) => heading.level = (heading.level + down).min(6),
            NodeValue::Image(link) => {
                let link = NodeLink { url: link.url.clone(), title: String::new() };
                data.value = NodeValue::Link(Box::new(link));
            }
            _ => {}
        }
    }
    let mut html = String::new();
    if format_html(root, &options, &mut html).is_err() {
        return String::new();
    }
    cleaner.clean(&tidy(html.trim())).to_string()
}

/// Whether tables stay small: a short row gets all the cells of the first, so that a few long and many
/// short ones become far more than was written.
fn has_modest_tables(markdown: &str) -> bool {
    let (mut widest, mut missing) = (0_usize, 0_usize);
    for line in markdown.lines().filter(|line| !line.trim().is_empty()) {
        let cells = line.matches('|').count();
        widest = widest.max(cells);
        missing += widest - cells;
    }
    missing <= markdown.len()
}

/// Takes markers away that open more quotations and lists within one line than anybody reads.
fn flattened(markdown: &str) -> Cow<'_, str> {
    let too_many = |line: &str| {
        let marks =
            line.chars().take_while(|c| c.is_whitespace() || matches!(c, '>' | '-' | '*' | '+'));
        marks.filter(|c| !c.is_whitespace()).count() > MARKERS
    };
    if !markdown.lines().any(too_many) {
        return markdown.into();
    }
    let mut out = String::with_capacity(markdown.len());
    for line in markdown.lines() {
        let mut kept = 0;
        let mut rest = line;
        // A line of dashes or stars alone is a rule, and no list.
        let rule = line.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '*'));
        while !rule && let Some(c) = rest.chars().next() {
            if c.is_whitespace() {
                out.push(c);
            } else if matches!(c, '>' | '-' | '*' | '+') {
                kept += 1;
                if kept <= MARKERS {
                    out.push(c);
                }
            } else {
                break;
            }
            rest = &rest[c.len_utf8()..];
        }
        out.push_str(if rule && line.len() > 200 { "---" } else { rest });
        out.push('\n');
    }
    out.into()
}

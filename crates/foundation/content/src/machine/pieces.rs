//! A text as pieces that can be translated one by one, and back.

use serde_json::Value;

use super::{clean, server::Piece};
use crate::{
    Kind, Scope, Shape, Values,
    kind::{Cell, Column},
    model::ContentText,
};

/// What a machine made of a text.
pub(super) struct Made {
    pub title: String,
    pub summary: String,
    pub body_html: String,
    pub fields: Values,
    pub fields_html: Values,
}

/// The pieces of a text in a fixed order: title, summary, blocks of the body, then field by field.
pub(super) fn split(kind: &Kind, text: &ContentText) -> Vec<Piece> {
    let mut pieces = Vec::new();
    walk(kind, text, &mut |piece| {
        pieces.push(piece);
        String::new()
    });
    pieces
}

/// The text again, with its pieces translated.
pub(super) fn join(kind: &Kind, text: &ContentText, translated: Vec<String>) -> Made {
    let mut translated = translated.into_iter();
    walk(kind, text, &mut |_| translated.next().unwrap_or_default())
}

fn plain(text: &str) -> Piece {
    Piece { text: text.to_owned(), html: false }
}

/// Gives every piece to `each`, in the same order each time, and puts together what it gives back.
fn walk(kind: &Kind, text: &ContentText, each: &mut impl FnMut(Piece) -> String) -> Made {
    let html = |source: &str, each: &mut dyn FnMut(Piece) -> String| {
        let parts = blocks(source).into_iter();
        let made: String =
            parts.map(|part| each(Piece { text: part.to_owned(), html: true })).collect();
        clean(&made)
    };
    let title = domain::text::line(&each(plain(&text.title)));
    let summary = domain::text::block(&each(plain(&text.summary)));
    let body_html = html(&text.body_html, each);
    let (mut fields, mut fields_html) = (Values::new(), Values::new());
    for field in kind.fields.iter().filter(|f| f.scope == Scope::Translated) {
        let Some(value) = text.fields.get(field.name) else { continue };
        match (field.shape, value) {
            (shape, _) if shape.is_markdown() => {
                let source = text.fields_html.get(field.name).and_then(Value::as_str);
                let made = html(source.unwrap_or_default(), each);
                // The page shows the HTML; that there is a text is what the value says.
                fields.insert(field.name.to_owned(), crate::markdown::plain(&made).into());
                fields_html.insert(field.name.to_owned(), made.into());
            }
            (Shape::Rows(columns), Value::Array(all)) => {
                fields.insert(field.name.to_owned(), rows(columns, all, each));
            }
            (Shape::Line | Shape::Text, Value::String(line)) => {
                let made = domain::text::block(&each(plain(line)));
                fields.insert(field.name.to_owned(), made.into());
            }
            _ => {}
        }
    }
    Made { title, summary, body_html, fields, fields_html }
}

fn rows(columns: &[Column], all: &[Value], each: &mut impl FnMut(Piece) -> String) -> Value {
    let mut made = all.to_vec();
    for row in &mut made {
        for column in columns.iter().filter(|c| matches!(c.cell, Cell::Line | Cell::Text)) {
            if let Some(Value::String(cell)) = row.get_mut(column.name) {
                *cell = domain::text::block(&each(plain(cell)));
            }
        }
    }
    made.into()
}

/// The parts of clean HTML that stand beside one another, such as paragraphs; together they are all of it.
fn blocks(html: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut depth, mut at) = (0, 0_usize, 0);
    while let Some(open) = html[at..].find('<').map(|i| at + i) {
        let Some(close) = html[open..].find('>').map(|i| open + i + 1) else { break };
        let tag = &html[open + 1..close - 1];
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        let is_void = matches!(name, "br" | "img" | "hr" | "wbr") || tag.ends_with('/');
        at = close;
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !is_void {
            depth += 1;
        }
        if depth == 0 && tag.starts_with('/') {
            out.push(&html[start..at]);
            start = at;
        }
    }
    if !html[start..].trim().is_empty() {
        out.push(&html[start..]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_falls_into_blocks() {
        let html = "<p>a <strong>b</strong><br>c</p>\n<ul><li>d</li><li>e</li></ul><p>f</p>";
        let all = blocks(html);
        assert_eq!(
            all,
            ["<p>a <strong>b</strong><br>c</p>", "\n<ul><li>d</li><li>e</li></ul>", "<p>f</p>"]
        );
        assert_eq!(all.concat(), html);
        assert_eq!(blocks("no tags"), ["no tags"]);
        assert_eq!(blocks("<p>never closed"), ["<p>never closed"]);
        assert_eq!(blocks("a < b"), ["a < b"]);
        assert!(blocks("").is_empty());
    }
}

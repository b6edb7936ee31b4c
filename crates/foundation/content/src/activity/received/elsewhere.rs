//! What other software says beside a text and pages here have no place for: it becomes a part of the
//! text, so that nobody answers to half of what was said.

use std::fmt::Write as _;

use domain::text;
use federation::document;
use serde_json::Value;

use super::versions::plain;
use crate::markdown;

/// Types of what has no title; their summary is a warning that is read before the text.
const UNTITLED: [&str; 3] = ["Note", "Question", "ChatMessage"];
/// Most characters of the name of what is attached.
const LABEL_MAX: usize = 200;

/// A text of no kind of ours, from its clean HTML: with the warning before it and links to what is
/// attached behind it. Where there is no text, with the next best thing that was said.
pub(super) fn body(object: &Value, html: &str, title: &str, summary: &str) -> String {
    let untitled = document::type_of(object).is_some_and(|t| UNTITLED.contains(&t));
    let mut out = String::new();
    if untitled && !summary.is_empty() {
        out = format!("<p><strong>{}</strong></p>", markdown::escape(summary));
    }
    if has_words(html) {
        out.push_str(html);
    }
    if out.is_empty() {
        out = markdown::plain_to_html(summary);
    }
    out.push_str(&attached(object, &out));
    if out.is_empty() && document::has(object, "inReplyTo") {
        // An answer has no heading that would say it.
        out = markdown::plain_to_html(title);
    }
    out
}

/// Whether anything in clean HTML can be read.
fn has_words(html: &str) -> bool {
    let mut inside = false;
    html.replace("&nbsp;", " ").chars().any(|c| {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c => return !inside && !c.is_whitespace() && !text::is_hidden(c),
        }
        false
    })
}

/// Links to what is attached, as a list; what the text links to already is left out.
fn attached(object: &Value, html: &str) -> String {
    let mut items = String::new();
    let listed: Vec<String> =
        super::super::files::read(object).into_iter().map(|f| f.url).collect();
    for attachment in document::attachments(object) {
        let Some(href) = address(attachment) else { continue };
        if listed.iter().any(|url| url == href) {
            continue;
        }
        let href = markdown::escape(href);
        if html.contains(&href) || items.contains(&href) {
            continue;
        }
        let said = plain(attachment.get("name"), LABEL_MAX);
        let label = if said.is_empty() { file_name(&href) } else { &markdown::escape(&said) };
        // Writing into a string cannot fail.
        let _ = write!(items, "<li><a href=\"{href}\">{label}</a></li>");
    }
    if items.is_empty() {
        return items;
    }
    markdown::clean_html(&format!("<ul>{items}</ul>"))
}

/// Where an attachment is: its own address, or that of its first version.
fn address(attachment: &Value) -> Option<&str> {
    let own = attachment.as_str().or_else(|| attachment.get("href").and_then(Value::as_str));
    document::ids(attachment, "url").chain(own).find(|at| is_web(at))
}

/// The last part of an address that says anything.
fn file_name(href: &str) -> &str {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(href)
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// The page for people: of several addresses the one that says that it is a page, and never that of
/// a file.
pub(super) fn url(object: &Value) -> Option<String> {
    let rank = |at: &Value| match at.get("mediaType").and_then(Value::as_str) {
        Some("text/html") => Some(0),
        None => Some(1),
        Some(_) => None,
    };
    let ranked = document::each(object, "url").filter_map(|at| Some((rank(at)?, at)));
    let addresses = ranked.filter_map(|(rank, at)| Some((rank, document::id_of(at)?)));
    let (_, url) = addresses.filter(|(_, at)| is_web(at)).min_by_key(|(rank, _)| *rank)?;
    Some(text::excerpt(url, 2_000))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn note(more: &Value) -> Value {
        let mut note = json!({ "id": "https://m.example/1", "type": "Note",
            "attributedTo": "https://m.example/u" });
        for (key, value) in more.as_object().unwrap() {
            note[key] = value.clone();
        }
        note
    }

    #[test]
    fn a_warning_stands_before_the_text() {
        let object = note(&json!({}));
        let html = body(&object, "<p>Text</p>", "", "Spiders & <b>");
        assert_eq!(html, "<p><strong>Spiders &amp; &lt;b&gt;</strong></p><p>Text</p>");
        let article = note(&json!({ "type": "Article" }));
        assert_eq!(body(&article, "<p>Text</p>", "T", "In short"), "<p>Text</p>");
        assert_eq!(body(&article, "<p>&nbsp;</p>", "T", "In short"), "<p>In short</p>");
    }

    #[test]
    fn what_is_attached_is_linked_to() {
        let object = note(&json!({ "attachment": [
            { "type": "Image", "url": "https://m.example/a/cow.jpg?x=1", "mediaType": "image/jpeg" },
            { "type": "Document", "url": [{ "type": "Link", "href": "https://m.example/v.mp4" }],
              "name": "A \"cow\" <eats>" },
            { "type": "Link", "href": "https://m.example/seen" },
            { "type": "Link", "href": "https://m.example/v.mp4" },
            { "type": "Link", "href": "javascript:alert(1)", "name": "no" },
            { "type": "Image", "url": "data:image/png;base64,AAAA" },
            { "@type": "Recipe", "name": "Soup" }, null, 7, "https://m.example/plain",
        ] }));
        let html = body(&object, "<p><a href=\"https://m.example/seen\">x</a></p>", "", "");
        let links: Vec<&str> = html.split("<li>").skip(1).collect();
        assert_eq!(links.len(), 3, "{html}");
        assert!(links[0].contains(">cow.jpg</a>") && links[0].contains("rel=\"nofollow"), "{html}");
        assert!(links[1].contains("A \"cow\""), "{html}");
        assert!(links[2].contains(">plain</a>"), "{html}");
        assert!(!html.contains("javascript") && !html.contains("data:"), "{html}");
    }

    #[test]
    fn an_answer_is_never_an_empty_place() {
        let answer = note(&json!({ "inReplyTo": "https://a.example/1" }));
        assert_eq!(body(&answer, "", "Yes & no", ""), "<p>Yes &amp; no</p>");
        assert_eq!(body(&note(&json!({})), "<p></p>", "Title", ""), "");
    }

    #[test]
    fn the_page_for_people_is_a_page() {
        let page = |url: Value| super::url(&note(&json!({ "url": url })));
        let html =
            json!({ "type": "Link", "mediaType": "text/html", "href": "https://m.example/p" });
        let film =
            json!({ "type": "Link", "mediaType": "video/mp4", "href": "https://m.example/v" });
        let expected = Some("https://m.example/p".to_owned());
        for url in [
            json!("https://m.example/p"),
            html.clone(),
            json!([film, html]),
            json!(["https://m.example/other", html]),
            json!({ "href": "https://m.example/p" }),
        ] {
            assert_eq!(page(url.clone()), expected, "{url}");
        }
        assert_eq!(page(film), None);
        assert_eq!(page(json!("gemini://m.example/p")), None);
    }
}

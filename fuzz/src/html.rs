//! What a browser may be given of others.

use url::Url;

const ELEMENTS: [&str; 27] = [
    "p",
    "br",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "code",
    "em",
    "strong",
    "del",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "hr",
    "span",
    "b",
    "i",
];
const CLASSES: [&str; 6] = ["mention", "hashtag", "invisible", "ellipsis", "h-card", "u-url"];
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Where links may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// Anywhere, this house included: our own texts.
    Anywhere,
    /// To other places only, by whole addresses: what others wrote.
    Away,
}

/// Panics unless every reader of HTML finds the elements that are allowed in this text, one in the
/// other, and nothing else: each `<` begins a tag as the cleaner writes it, so that there is nothing
/// left for two readers to disagree about. Answers with how deep it goes.
pub fn assert_inert(html: &str, links: Links) -> usize {
    crate::assert_no_nul(html);
    let (mut open, mut deepest) = (Vec::new(), 0);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a loose end in {html}");
        rest = &rest[at + 1..];
        if let Some(closing) = rest.strip_prefix('/') {
            let (name, after) = closing.split_once('>').expect("a tag ends");
            assert_eq!(open.pop(), Some(name), "tags cross in {html}");
            rest = after;
            continue;
        }
        let end = rest.find([' ', '>']).expect("a tag ends");
        let name = &rest[..end];
        assert!(ELEMENTS.contains(&name), "<{name}> in {html}");
        rest = attributes(name, &rest[end..], links);
        if !matches!(name, "br" | "hr") {
            open.push(name);
            deepest = deepest.max(open.len());
        }
    }
    assert!(!rest.contains('>'), "a loose end in {html}");
    assert!(open.is_empty(), "{open:?} are left open in {html}");
    deepest
}

/// Checks the attributes of a tag, and answers with what comes behind it.
fn attributes<'a>(element: &str, mut rest: &'a str, links: Links) -> &'a str {
    let mut marked = element != "a";
    while let Some(attribute) = rest.strip_prefix(' ') {
        let (name, value) = attribute.split_once("=\"").expect("an attribute has a value");
        let (value, after) = value.split_once('"').expect("a value ends");
        match (element, name) {
            ("a", "href") => assert_leads_away(&plain(value), links),
            ("a", "rel") => {
                assert_eq!(value, "nofollow noopener ugc");
                marked = true;
            }
            ("a" | "span", "class") => {
                assert!(value.split_whitespace().all(|c| CLASSES.contains(&c)), "{value}");
            }
            ("ol", "start") | (_, "lang" | "title") => {}
            _ => panic!("{name} on <{element}>"),
        }
        rest = after;
    }
    assert!(marked, "a link without rel");
    rest.strip_prefix('>').expect("a tag ends behind its attributes")
}

/// A browser reads it as an address of one of three schemes.
fn assert_leads_away(href: &str, links: Links) {
    let here = Url::parse("https://city.example/page").expect("an address");
    let url = match links {
        Links::Anywhere => here.join(href),
        Links::Away => Url::parse(href),
    };
    let url = url.unwrap_or_else(|e| panic!("{href:?} leads nowhere: {e}"));
    assert!(SCHEMES.contains(&url.scheme()), "{href:?}");
}

fn plain(value: &str) -> String {
    value
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

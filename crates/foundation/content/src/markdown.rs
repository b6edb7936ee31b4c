//! The only way from text to HTML: Markdown is rendered without raw HTML, and whatever HTML there
//! is, ours or received, passes one allow-list.

mod rendering;
mod tidy;
mod words;

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};
use url::Url;

pub use rendering::{render, render_theirs, render_whole};
use tidy::tidy;
pub use words::{escape, plain, plain_cleaned, plain_to_html};

/// The version of the allow-list. HTML is stored with it; what an older one cleaned is cleaned
/// again before it is shown.
pub const CLEANER: i64 = 1;

/// The level of the highest heading in a text that stands under the page's title.
pub const UNDER_TITLE: u8 = 2;
/// The level of the highest heading in a text that stands under a heading of the page, such as a
/// field or a comment.
pub const UNDER_HEADING: u8 = 3;

const TAGS: &[&str] = &[
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
const CLASSES: &[&str] = &["mention", "hashtag", "invisible", "ellipsis", "h-card", "u-url"];

fn cleaner(relative: bool) -> Builder<'static> {
    let classes: HashSet<&str> = CLASSES.iter().copied().collect();
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(["script", "style", "template", "title"].into_iter().collect())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .generic_attributes(HashSet::from(["lang", "title"]))
        .allowed_classes(HashMap::from([("a", classes.clone()), ("span", classes)]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(if relative {
            UrlRelative::Custom(Box::new(leading))
        } else {
            UrlRelative::Deny
        })
        .link_rel(Some("nofollow noopener ugc"));
    builder
}

/// A relative address, when it leads somewhere from a page of this instance.
fn leading(address: &str) -> Option<Cow<'_, str>> {
    static HERE: LazyLock<Option<Url>> = LazyLock::new(|| Url::parse("https://city.example/").ok());
    HERE.as_ref()?.join(address).ok().map(|_| Cow::Borrowed(address))
}

static OURS: LazyLock<Builder<'static>> = LazyLock::new(|| cleaner(true));
static THEIRS: LazyLock<Builder<'static>> = LazyLock::new(|| cleaner(false));
static NOTHING: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder.clean_content_tags(["script", "style", "template", "title"].into_iter().collect());
    builder
});

/// Cleans HTML that came from elsewhere. Images become links to them; relative addresses, which
/// would point to this instance, go. Of what has elements beyond all sense only the words stay.
pub fn clean_html(html: &str) -> String {
    THEIRS.clean(&tidy(html)).to_string()
}

/// Passes our own stored HTML through the present allow-list, when an older one cleaned it.
pub fn renew(html: &str, cleaner: i64) -> String {
    if cleaner >= CLEANER { html.to_owned() } else { OURS.clean(html).to_string() }
}

#[cfg(test)]
mod tests;

//! Lists for feed readers, as Atom (RFC 4287) and as JSON Feed 1.1: what a visitor may read and
//! nothing else, whoever asks.

use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::IntoResponse,
};
use content::read::Card;
use domain::{Lang, Time};
use serde_json::json;

use crate::{Ctx, Result, kind};

/// Entries of a feed.
pub const ENTRIES: usize = 20;

/// How a feed is written. Its word ends the feed's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `application/atom+xml`
    Atom,
    /// `application/feed+json`
    Json,
}

impl Format {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Atom, Self::Json];

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// The end of its addresses.
    pub fn file(self) -> &'static str {
        match self {
            Self::Atom => "/feed.atom",
            Self::Json => "/feed.json",
        }
    }

    fn of(path: &str) -> Self {
        if path.ends_with(Self::Json.file()) { Self::Json } else { Self::Atom }
    }
}

struct Entry {
    id: String,
    href: String,
    title: String,
    summary: String,
    author: String,
    lang: Lang,
    published: Time,
}

#[derive(Template)]
#[template(path = "feed.xml")]
struct Atom<'a> {
    lang: &'a Lang,
    title: &'a str,
    site: &'a str,
    home: &'a str,
    this: &'a str,
    updated: Time,
    entries: &'a [Entry],
}

impl Ctx {
    /// Answers with a list of things as a feed; `home` is the address of its page. The address that
    /// was asked for says how it is written.
    pub fn feed(&self, title: &str, home: &str, cards: &[Card]) -> Result {
        let origin = self.app.origin().map_or_else(String::new, |o| o.as_str().to_owned());
        let entries: Vec<Entry> = cards.iter().map(|card| self.entry(&origin, card)).collect();
        let home = format!("{origin}{home}");
        let this = format!("{origin}{}", self.path_and_query());
        let lang = self.tr.lang();
        let format = Format::of(&self.path);
        let text = match format {
            Format::Atom => {
                let newest = entries.iter().map(|e| e.published).max();
                let site = self.site.as_deref();
                let site = site.and_then(|s| s.name.best([lang])).map_or("Guildhall", |(_, n)| n);
                let (home, this) = (&*home, &*this);
                let updated = newest.unwrap_or_else(|| self.store().now());
                Atom { lang, title: &clean(title), site, home, this, updated, entries: &entries }
                    .render()
                    .map_err(domain::Error::internal)?
            }
            Format::Json => json_feed(lang, title, &home, &this, &entries),
        };
        let media = HeaderValue::from_static(match format {
            Format::Atom => "application/atom+xml; charset=utf-8",
            Format::Json => "application/feed+json; charset=utf-8",
        });
        let age = HeaderValue::from_static("public, max-age=300");
        Ok(([(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, age)], text).into_response())
    }

    fn entry(&self, origin: &str, card: &Card) -> Entry {
        let page = kind::href(&self.app, &card.kind, card.id, &card.slug);
        let author = if card.organisation_name.is_empty() {
            card.author_name.clone()
        } else {
            format!("{}, {}", card.author_name, card.organisation_name)
        };
        Entry {
            id: format!("urn:uuid:{}", card.id.0),
            href: format!("{origin}{page}"),
            title: clean(&card.title),
            summary: clean(&card.summary),
            author: clean(&author),
            lang: card.lang.clone(),
            published: card.published_at,
        }
    }
}

fn json_feed(lang: &Lang, title: &str, home: &str, this: &str, entries: &[Entry]) -> String {
    let items: Vec<_> = entries
        .iter()
        .map(|e| {
            json!({ "id": e.id, "url": e.href, "title": e.title,
                "content_text": if e.summary.is_empty() { &e.title } else { &e.summary },
                "date_published": e.published.rfc3339(), "language": e.lang.as_str(),
                "authors": [{ "name": e.author }] })
        })
        .collect();
    json!({ "version": "https://jsonfeed.org/version/1.1", "title": title, "language": lang.as_str(),
        "home_page_url": home, "feed_url": this, "items": items })
    .to_string()
}

/// XML knows fewer characters than texts may hold (XML 1.0 §2.2).
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'))
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_does_not_know_is_left_out() {
        assert_eq!(clean("a\u{8}b\tc\u{ffff}d\u{1}"), "ab\tcd");
        assert_eq!(Format::of("/practices/feed.json"), Format::Json);
        assert_eq!(Format::of("/communities/jobs/feed.atom"), Format::Atom);
    }
}

//! An object from another instance, read tolerantly and made safe, ready to be stored.
//!
//! Whatever software it comes from: strings, objects, lists and null are taken everywhere, what a
//! property should not be is left out, and the whole document is kept beside the rows.

mod elsewhere;
mod values;
mod versions;

use domain::{Lang, Sector, Time, text};
use federation::document::{self, Class};
use serde_json::Value;

pub use super::{authors::ReceivedAuthor, parts::ReceivedPart};
use super::{files::ReceivedFile, object::licence_spdx};
use crate::{Kinds, Scope, Values, markdown, model::Origin, search::Indexed};
use values::details;
use versions::versions;

/// Most sectors.
const SECTORS_MAX: usize = 20;

/// An object that was read.
#[derive(Debug, Clone)]
pub struct Received {
    /// Its id.
    pub iri: String,
    /// The name of its kind; one that this instance does not know is kept as it was called.
    pub kind: String,
    /// Its author's id.
    pub author: String,
    /// Who wrote it with her: people who live where it does.
    pub coauthors: Vec<ReceivedAuthor>,
    /// The community it says it belongs to.
    pub group: Option<String>,
    /// The organisation it speaks for.
    pub organisation: Option<String>,
    /// What it answers.
    pub in_reply_to: Option<String>,
    /// The comment that was accepted as its answer.
    pub answer: Option<String>,
    /// The language it was written in.
    pub lang: Lang,
    /// SPDX identifier.
    pub licence: Option<String>,
    /// Values that are the same in every language.
    pub details: Values,
    /// What lists filter by.
    pub facets: Vec<(&'static str, String)>,
    /// Slugs of built-in sectors.
    pub sectors: Vec<String>,
    /// Whether it was made up for demonstration.
    pub illustrative: bool,
    /// When it was published, as it says.
    pub published: Option<Time>,
    /// When it was last changed, as it says.
    pub updated: Option<Time>,
    /// The page for people.
    pub url: Option<String>,
    /// The readable part of its address here.
    pub slug: String,
    /// Its language versions, the original first.
    pub texts: Vec<ReceivedText>,
    /// Its files.
    pub files: Vec<ReceivedFile>,
    /// Its parts, in their order.
    pub parts: Vec<ReceivedPart>,
    /// The whole that it is a part of.
    pub part_of: Option<String>,
    /// What it says that it was made of.
    pub adaptation: Option<super::lineage::Told>,
    /// When the thing of which it speaks had last been changed, as it says.
    pub subject_updated: Option<Time>,
    /// Where it lists what was made of it.
    pub adaptations: Option<String>,
    /// The whole document.
    pub document: String,
}

/// One language version of an object that was read.
#[derive(Debug, Clone)]
pub struct ReceivedText {
    /// Its language.
    pub lang: Lang,
    /// Plain text.
    pub title: String,
    /// Plain text.
    pub summary: String,
    /// Markdown, where its instance said it.
    pub body_md: String,
    /// Clean HTML.
    pub body_html: String,
    /// Translated values.
    pub fields: Values,
    /// Their HTML.
    pub fields_html: Values,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it lags behind the original.
    pub outdated: bool,
    /// Whether somebody there has looked a translation through and found it right.
    pub reviewed: bool,
    /// Words for search.
    pub indexed: Indexed,
}

/// Why an object cannot be taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No id, or no author.
    #[error("the object has no id or no author")]
    Nameless,
    /// Its author lives elsewhere than it does.
    #[error("the object and its author are of different origins")]
    Foreign,
    /// Neither text nor title.
    #[error("the object says nothing")]
    Empty,
    /// A type that is not content.
    #[error("this type is not content")]
    Type,
}

/// Types that are shown as an article or a note.
pub const TYPES: &[&str] = &[
    "Article",
    "Note",
    "Page",
    "Question",
    "Event",
    "Document",
    "Image",
    "Video",
    "Audio",
    "Link",
    "ChatMessage",
];

/// Reads an object.
pub fn read(kinds: &Kinds, object: &Value, bytes: &str) -> Result<Received, Unreadable> {
    let iri = document::id_of(object).ok_or(Unreadable::Nameless)?.to_owned();
    let ap_type = document::type_of(object).unwrap_or_default();
    // What is two things at once is neither of them.
    let class = document::classify(object).map_err(|_| Unreadable::Type)?;
    if !TYPES.contains(&ap_type) || !matches!(class, Class::Object | Class::Link) {
        return Err(Unreadable::Type);
    }
    let mut authors = document::ids(object, "attributedTo").chain(document::ids(object, "actor"));
    let first = authors.next().ok_or(Unreadable::Nameless)?;
    // Some peers name the channel beside the person; one of them at least lives where the thing does.
    let author = std::iter::once(first)
        .chain(authors)
        .find(|author| document::same_origin(&iri, author))
        .ok_or(Unreadable::Foreign)?
        .to_owned();
    let in_reply_to = document::id(object, "inReplyTo").map(str::to_owned);
    let called = object.get("gh:kind").and_then(Value::as_str).map(|s| text::excerpt(s, 60));
    let kind = called.as_deref().and_then(|wire| kinds.by_wire(wire));
    let lang = language(object);
    let mut texts = versions(kind, object, &lang);
    let Some(original) = texts.first() else { return Err(Unreadable::Empty) };
    if original.title.is_empty() && original.body_html.is_empty() && original.fields.is_empty() {
        return Err(Unreadable::Empty);
    }
    let name = match (kind, &called) {
        (Some(kind), _) => kind.name.to_owned(),
        (None, Some(wire)) => kebab(wire),
        (None, None) if in_reply_to.is_some() => crate::kind::COMMENT.name.to_owned(),
        (None, None) => "discussion".to_owned(),
    };
    if in_reply_to.is_none() {
        // A note without a title gets its first line, without mentions, in each of its languages.
        for text in texts.iter_mut().filter(|text| text.title.is_empty()) {
            text.title = first_line(&text.body_html);
        }
    }
    let details = details(kind, object);
    let facets = kind.map(|kind| kind.facet_words(&details)).unwrap_or_default();
    for field in kind.into_iter().flat_map(|kind| kind.fields) {
        if field.scope == Scope::Neutral
            && field.shape.is_markdown()
            && let Some(md) = details.get(field.name).and_then(Value::as_str)
        {
            let html = markdown::render_theirs(&text::block(md), markdown::UNDER_HEADING);
            for text in &mut texts {
                text.fields_html.insert(field.name.to_owned(), html.clone().into());
            }
        }
    }
    if let Some(kind) = kind {
        super::lineage::notes(kind, object, &mut texts[0]);
    }
    let slug = crate::slug(&texts[0].title);
    let parts = super::parts::read(object, &lang);
    Ok(Received {
        kind: name,
        coauthors: super::authors::read(object, &iri, &author),
        author,
        group: document::id(object, "audience").map(str::to_owned),
        organisation: document::id(object, "gh:onBehalfOf").map(str::to_owned),
        answer: document::id(object, "gh:answer").map(str::to_owned),
        in_reply_to,
        lang,
        licence: object
            .get("sc:license")
            .or_else(|| object.get("licence"))
            .or_else(|| object.get("license"))
            .and_then(licence_spdx),
        details,
        facets,
        sectors: sectors(object),
        illustrative: object.get("gh:illustrative").and_then(Value::as_bool).unwrap_or(false),
        published: document::time(object, "published"),
        updated: document::time(object, "updated"),
        url: elsewhere::url(object),
        slug,
        texts,
        files: super::files::read(object),
        parts,
        part_of: document::id(object, "gh:partOf").map(str::to_owned),
        adaptation: super::lineage::read(object),
        subject_updated: document::time(object, "gh:subjectUpdated"),
        adaptations: super::lineage::list(object),
        document: bytes.to_owned(),
        iri,
    })
}

fn kebab(wire: &str) -> String {
    let mut out = String::new();
    for c in wire.chars().filter(char::is_ascii_alphanumeric) {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

fn language(object: &Value) -> Lang {
    let named = object.pointer("/language/identifier").or_else(|| object.get("language"));
    named
        .and_then(Value::as_str)
        .and_then(Lang::parse)
        .or_else(|| {
            let map = object.get("contentMap")?.as_object()?;
            map.keys().find_map(|key| Lang::parse(key))
        })
        .unwrap_or_else(|| Lang::parse("und").unwrap_or_else(Lang::english))
}

fn first_line(html: &str) -> String {
    let text = markdown::plain(html);
    let line = text.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or_default();
    let words: Vec<&str> = line.split(' ').filter(|w| !w.starts_with('@')).collect();
    text::excerpt(&words.join(" "), 120)
}

fn sectors(object: &Value) -> Vec<String> {
    document::each(object, "gh:sector")
        .filter_map(Value::as_str)
        .filter_map(|iri| Sector::from_iri(iri).or_else(|| Sector::parse(iri)))
        .map(|s| s.slug().to_owned())
        .take(SECTORS_MAX)
        .collect()
}

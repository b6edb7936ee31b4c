//! An object from another instance, read tolerantly and made safe, ready to be stored.
//!
//! Whatever software it comes from: strings, objects, lists and null are taken everywhere, what a
//! property should not be is left out, and the whole document is kept beside the rows.

mod elsewhere;

use domain::{Lang, Sector, Time, text};
use federation::document::{self, Class};
use serde_json::{Map, Value};

pub use super::parts::ReceivedPart;
use super::{files::ReceivedFile, object::licence_spdx};
use crate::{
    Kind, Kinds, Scope, Shape, Values, draft, markdown,
    model::Origin,
    search::{self, Indexed},
};

/// Most language versions that are taken over.
const VERSIONS_MAX: usize = 24;
/// Most sectors.
const SECTORS_MAX: usize = 20;
/// Most characters of a name.
const NAME_MAX: usize = 500;
/// Most bytes of one value.
const VALUE_MAX: usize = 60_000 * 4;
/// Most values of one choice.
const CHOICES_MAX: usize = 50;
/// Most bytes of a summary.
const SUMMARY_MAX: usize = 20_000;

/// An object that was read.
#[derive(Debug, Clone)]
pub struct Received {
    /// Its id.
    pub iri: String,
    /// The name of its kind; one that this instance does not know is kept as it was called.
    pub kind: String,
    /// Its author's id.
    pub author: String,
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

/// How a language version stands to the original, as `gh:versions` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Current,
    Reviewed,
    Outdated,
}

fn state(version: &Value) -> Standing {
    match version.get("state").and_then(Value::as_str) {
        Some("outdated") => Standing::Outdated,
        Some("reviewed") => Standing::Reviewed,
        _ => Standing::Current,
    }
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

fn plain(value: Option<&Value>, max: usize) -> String {
    let s = value.and_then(Value::as_str).unwrap_or_default();
    // Names and summaries are text; some peers put HTML there all the same.
    let s = if s.contains('<') { markdown::plain(&markdown::clean_html(s)) } else { s.to_owned() };
    text::excerpt(&s, max)
}

fn in_map<'a>(object: &'a Value, key: &str, lang: &Lang) -> Option<&'a Value> {
    object.get(key)?.as_object()?.get(lang.as_str())
}

fn versions(kind: Option<&'static Kind>, object: &Value, lang: &Lang) -> Vec<ReceivedText> {
    let said = object.get("gh:versions").and_then(Value::as_array);
    let mut texts = vec![original(kind, object, lang, said)];
    for version in said.into_iter().flatten().take(VERSIONS_MAX) {
        let tag = version.get("lang").and_then(Value::as_str).and_then(Lang::parse);
        let Some(tag) = tag.filter(|t| texts.iter().all(|text| text.lang != *t)) else { continue };
        let title =
            plain(version.get("name").or_else(|| in_map(object, "nameMap", &tag)), NAME_MAX);
        let summary = plain(
            version.get("summary").or_else(|| in_map(object, "summaryMap", &tag)),
            SUMMARY_MAX,
        );
        let source = version.get("source").and_then(Value::as_str).map(text::block);
        let html = version.get("content").or_else(|| in_map(object, "contentMap", &tag));
        let origin = version.get("origin").and_then(Value::as_str).and_then(Origin::parse);
        let fields = version.get("fields").and_then(Value::as_object);
        texts.push(finish(
            object,
            kind,
            tag,
            title,
            summary,
            source,
            html.and_then(Value::as_str),
            fields,
            origin.filter(|o| *o != Origin::Original).unwrap_or(Origin::Human),
            state(version),
        ));
    }
    let map = object.get("contentMap").and_then(Value::as_object);
    for (tag, html) in map.into_iter().flatten().take(VERSIONS_MAX) {
        let Some(tag) = Lang::parse(tag) else { continue };
        if texts.iter().any(|t| t.lang == tag) || said.is_some() {
            continue;
        }
        let title = plain(in_map(object, "nameMap", &tag), NAME_MAX);
        let summary = plain(in_map(object, "summaryMap", &tag), SUMMARY_MAX);
        texts.push(finish(
            object,
            kind,
            tag,
            title,
            summary,
            None,
            html.as_str(),
            None,
            Origin::Human,
            Standing::Current,
        ));
    }
    texts
}

fn original(
    kind: Option<&'static Kind>,
    object: &Value,
    lang: &Lang,
    said: Option<&Vec<Value>>,
) -> ReceivedText {
    let version = said
        .into_iter()
        .flatten()
        .find(|v| v.get("lang").and_then(Value::as_str) == Some(lang.as_str()));
    let title = plain(object.get("name").or_else(|| in_map(object, "nameMap", lang)), NAME_MAX);
    let summary = version
        .and_then(|v| v.get("summary"))
        .or_else(|| object.get("summary"))
        .or_else(|| in_map(object, "summaryMap", lang));
    let said = || version.and_then(|v| v.get("source")).and_then(Value::as_str);
    let source = markdown_source(object).or_else(said).map(text::block);
    let html = object.get("content").or_else(|| in_map(object, "contentMap", lang));
    let fields = version.and_then(|v| v.get("fields")).and_then(Value::as_object);
    finish(
        object,
        kind,
        lang.clone(),
        title,
        plain(summary, SUMMARY_MAX),
        // Only our own kinds say in their source what they say in their content.
        source.filter(|_| kind.is_some()),
        html.and_then(Value::as_str),
        fields,
        Origin::Original,
        Standing::Current,
    )
}

#[expect(clippy::too_many_arguments, reason = "one text has this many parts")]
fn finish(
    object: &Value,
    kind: Option<&'static Kind>,
    lang: Lang,
    title: String,
    summary: String,
    source: Option<String>,
    html: Option<&str>,
    fields: Option<&Map<String, Value>>,
    origin: Origin,
    standing: Standing,
) -> ReceivedText {
    let top = if kind.is_some_and(|k| k.titled) {
        markdown::UNDER_TITLE
    } else {
        markdown::UNDER_HEADING
    };
    let body_html = match (&source, html, kind) {
        (Some(md), _, _) => markdown::render_theirs(md, top),
        // A kind whose text is all in its fields repeats them in its content for others.
        (None, _, Some(kind)) if fields.is_some() && !kind.body => String::new(),
        (None, html, Some(_)) => html.map(markdown::clean_html).unwrap_or_default(),
        (None, html, None) => {
            let html = html.map(markdown::clean_html).unwrap_or_default();
            elsewhere::body(object, &html, &title, &summary)
        }
    };
    let mut values = Values::new();
    let mut values_html = Values::new();
    for (key, value) in fields.into_iter().flatten().take(100) {
        let field = kind.and_then(|k| k.fields.iter().find(|f| f.wire == key));
        let name = field.map_or(key.as_str(), |f| f.name);
        if let Some(field) = field
            && field.shape.is_markdown()
            && let Some(md) = value.as_str()
        {
            let html = markdown::render_theirs(&text::block(md), markdown::UNDER_HEADING);
            values_html.insert(name.to_owned(), html.into());
        }
        if field.is_none_or(|f| fits(&f.shape, value)) {
            values.insert(name.to_owned(), value.clone());
        }
    }
    let summary = if summary.is_empty() && !kind.is_some_and(|k| k.summary) {
        text::excerpt(&markdown::plain(&body_html), 300)
    } else {
        summary
    };
    let indexed = search::index(
        kind,
        &lang,
        &title,
        &summary,
        &body_html,
        [&Values::new(), &values],
        &values_html,
    );
    ReceivedText {
        indexed,
        lang,
        title,
        summary,
        body_md: source.unwrap_or_default(),
        body_html,
        fields: values,
        fields_html: values_html,
        origin,
        outdated: standing == Standing::Outdated,
        reviewed: standing == Standing::Reviewed,
    }
}

fn first_line(html: &str) -> String {
    let text = markdown::plain(html);
    let line = text.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or_default();
    let words: Vec<&str> = line.split(' ').filter(|w| !w.starts_with('@')).collect();
    text::excerpt(&words.join(" "), 120)
}

/// Values under the names of the kind's neutral fields; of unknown kinds, all `gh:` properties.
fn details(kind: Option<&'static Kind>, object: &Value) -> Values {
    let mut details = Values::new();
    let Some(all) = object.as_object() else { return details };
    match kind {
        Some(kind) => {
            for field in kind.fields.iter().filter(|f| f.scope == Scope::Neutral) {
                if let Some(value) = all.get(field.wire).filter(|v| fits(&field.shape, v)) {
                    details.insert(field.name.to_owned(), value.clone());
                }
            }
        }
        None => {
            for (key, value) in all.iter().filter(|(k, _)| k.starts_with("gh:")).take(100) {
                details.insert(key.clone(), value.clone());
            }
        }
    }
    details
}

/// Whether a value has the JSON shape that pages expect.
fn fits(shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::Number { .. } => value.is_number(),
        Shape::Money => value.is_i64() || value.is_u64(),
        Shape::Flag => value.as_bool() == Some(true),
        Shape::Choice(list) => value.as_str().is_some_and(|s| list.contains(&s)),
        Shape::Choices(list) => value.as_array().is_some_and(|a| {
            a.len() <= CHOICES_MAX
                && a.iter().all(|v| v.as_str().is_some_and(|s| list.contains(&s)))
        }),
        Shape::Langs => value.as_array().is_some_and(|a| {
            a.len() <= CHOICES_MAX
                && a.iter().all(|v| v.as_str().is_some_and(|s| Lang::parse(s).is_some()))
        }),
        Shape::Rows(columns) => draft::rows::fits(columns, value),
        Shape::Figures => {
            value.as_array().is_some_and(|a| a.iter().all(|r| r["label"].is_object()))
        }
        Shape::Url => {
            value.as_str().is_some_and(|u| u.starts_with("https://") || u.starts_with("http://"))
        }
        _ => value.as_str().is_some_and(|s| s.len() <= VALUE_MAX),
    }
}

fn sectors(object: &Value) -> Vec<String> {
    document::each(object, "gh:sector")
        .filter_map(Value::as_str)
        .filter_map(|iri| Sector::from_iri(iri).or_else(|| Sector::parse(iri)))
        .map(|s| s.slug().to_owned())
        .take(SECTORS_MAX)
        .collect()
}

/// The Markdown that a text was made of, where its instance says so.
fn markdown_source(object: &Value) -> Option<&str> {
    let source = object.get("source")?;
    let markdown = source.get("mediaType").and_then(Value::as_str) == Some("text/markdown");
    source.get("content").and_then(Value::as_str).filter(|_| markdown)
}

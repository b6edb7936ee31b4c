//! A published thing as an ActivityPub object, written from the rows.
//!
//! Everything Guildhall means stands in properties of its own (`gh:kind`, the terms of the kind's
//! fields, `gh:versions`), which peers that do not know them leave alone; what everybody reads
//! (`name`, `summary`, `content`) is complete without them.

use std::fmt::Write as _;

use domain::{ContentId, Lang, Origin, Sector, Time, Visibility};
use federation::{
    address::{Audience, Group},
    document,
};
use serde_json::{Map, Value, json};

use crate::{
    Kind, Scope, Shape, Values,
    kind::{Cell, Column},
    model::{Content, ContentText},
};

/// The names of fields in the language of a text, for readers of other software.
pub trait Labels: Send + Sync {
    /// The message with this key.
    fn label(&self, key: &str, lang: &Lang) -> String;
}

/// Everything of a thing that its object says.
#[derive(Debug, Clone)]
pub struct Whole {
    /// Its row.
    pub content: Content,
    /// Its language versions, the original first.
    pub texts: Vec<ContentText>,
    /// Its sectors.
    pub sectors: Vec<String>,
    /// The ids of the actors it names.
    pub names: Names,
    /// Its files.
    pub files: Vec<crate::files::Attachment>,
    /// Its parts.
    pub parts: Vec<crate::parts::Part>,
    /// What it was made of.
    pub lineage: Option<super::lineage::Lineage>,
}

/// Ids that an object refers to.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Its author.
    pub author: String,
    /// All who wrote it, with their names; the author first.
    pub authors: Vec<(String, String)>,
    /// The organisation it speaks for.
    pub organisation: Option<String>,
    /// Its community.
    pub group_iri: Option<String>,
    /// The followers' collection of the community.
    pub group_followers: Option<String>,
    /// The followers' collection of the author.
    pub author_followers: Option<String>,
    /// The handle of the community with its host, for a mention.
    pub group_handle: Option<String>,
    /// What it answers.
    pub in_reply_to: Option<String>,
    /// The author of what it answers.
    pub parent_author: Option<String>,
    /// The handle of that author.
    pub parent_handle: Option<String>,
    /// The root of its conversation.
    pub root: Option<String>,
    /// The comment that was accepted as its answer.
    pub answer: Option<String>,
}

/// The id of a thing: its own when it lives elsewhere, else made of the origin and its row's.
pub fn iri_of(origin: &Origin, content: &Content) -> String {
    content.ap_id.clone().unwrap_or_else(|| object_iri(origin, content.id))
}

/// The id of something published here.
pub fn object_iri(origin: &Origin, id: ContentId) -> String {
    format!("{origin}/ap/object/{id}")
}

/// The collection of a conversation, which its community owns (FEP-7888).
pub fn context_iri(origin: &Origin, root: ContentId) -> String {
    format!("{origin}/ap/collection/{root}")
}

/// The page for people.
pub fn page_url(origin: &Origin, kind: Option<&Kind>, content: &Content) -> String {
    let path = kind.map_or("content", |k| k.path);
    match content.root_id.filter(|_| content.position.is_none()) {
        Some(root) if content.is_voice() && kind.is_some_and(|k| !k.titled) => {
            format!("{origin}/content/{root}#voice-{}", content.id)
        }
        Some(_) if content.is_voice() => format!("{origin}/{path}/{}/{}", content.id, content.slug),
        Some(root) => format!("{origin}/content/{root}#comment-{}", content.id),
        None => format!("{origin}/{path}/{}/{}", content.id, content.slug),
    }
}

/// The object of a live thing.
pub fn object(
    origin: &Origin,
    kind: &Kind,
    whole: &Whole,
    labels: &dyn Labels,
) -> Map<String, Value> {
    let content = &whole.content;
    let names = &whole.names;
    let mut o = Map::new();
    let iri = iri_of(origin, content);
    o.insert("id".into(), iri.clone().into());
    o.insert("type".into(), kind.object.as_str().into());
    o.insert("attributedTo".into(), names.author.clone().into());
    super::authors::write(&mut o, names);
    let original = whole.texts.iter().find(|t| t.lang == content.lang).or(whole.texts.first());
    if let Some(text) = original {
        texts(&mut o, kind, content, text, &whole.texts, labels);
    }
    o.insert("url".into(), page_url(origin, Some(kind), content).into());
    let told = whole.lineage.iter().flat_map(super::lineage::Lineage::told);
    let mentioned: Vec<&str> = names.parent_author.as_deref().into_iter().chain(told).collect();
    if let Some(audience) = audience(content.visibility, names) {
        audience.addresses(&mentioned).write(&mut o);
    }
    let root = names.root.clone().unwrap_or(iri);
    if let Some(root) = own_id(origin, &root) {
        o.insert("context".into(), context_iri(origin, root).into());
    }
    if let Some(parent) = &names.in_reply_to {
        o.insert("inReplyTo".into(), parent.clone().into());
    }
    let published = content.published_at.unwrap_or(content.created_at);
    o.insert("published".into(), published.rfc3339().into());
    if let Some(edited) = content.edited_at {
        o.insert("updated".into(), edited.rfc3339().into());
    }
    o.insert("tag".into(), tags(whole).into());
    o.insert("sensitive".into(), false.into());
    meaning(&mut o, kind, whole);
    super::files::write(&mut o, origin, &whole.files);
    super::parts::write(&mut o, origin, whole);
    super::lineage::write(&mut o, origin, kind, whole);
    bounded(&mut o, &content.lang);
    o
}

/// A language version alone, as it is offered to whoever wrote the thing: what it would say in that language.
/// Its id and its author are the caller's to say.
pub(crate) fn version_object(
    origin: &Origin,
    kind: &Kind,
    content: &Content,
    text: &ContentText,
    labels: &dyn Labels,
) -> Map<String, Value> {
    let mut o = Map::new();
    o.insert("type".into(), kind.object.as_str().into());
    texts(&mut o, kind, content, text, &[], labels);
    o.insert("gh:kind".into(), kind.wire.into());
    o.insert("gh:versionOf".into(), iri_of(origin, content).into());
    for field in kind.fields.iter().filter(|f| f.shape == Shape::Figures) {
        if let Some(value) = content.details.get(field.name) {
            o.insert(field.wire.into(), value.clone());
        }
    }
    bounded(&mut o, &text.lang);
    o
}

/// What other software takes at most (`federation.md` §4).
const MOST_BYTES: usize = 140_000;
/// What anybody takes at most.
const LIMIT_BYTES: usize = 900_000;

/// Leaves out what is there twice, and then what is not the original, where it would be too much.
fn bounded(o: &mut Map<String, Value>, original: &Lang) {
    let size = |o: &Map<String, Value>| serde_json::to_string(o).map_or(0, |s| s.len());
    if size(o) <= MOST_BYTES {
        return;
    }
    if let Some(Value::Object(map)) = o.get_mut("contentMap") {
        map.retain(|lang, _| lang == original.as_str());
    }
    if size(o) > LIMIT_BYTES
        && let Some(Value::Array(versions)) = o.get_mut("gh:versions")
    {
        versions.retain(|v| v.get("lang").and_then(Value::as_str) == Some(original.as_str()));
    }
}

/// Who a thing is for; `None` when it never leaves.
pub fn audience(visibility: Visibility, names: &Names) -> Option<Audience> {
    let group = names.group_iri.clone().zip(names.group_followers.clone());
    let group = group.map(|(id, followers)| Group { id, followers });
    Audience::of(visibility, group, names.author_followers.clone())
}

/// The content id inside one of our own object ids.
pub fn own_id(origin: &Origin, iri: &str) -> Option<ContentId> {
    iri.strip_prefix(origin.as_str())?.strip_prefix("/ap/object/")?.parse().ok()
}

fn texts(
    o: &mut Map<String, Value>,
    kind: &Kind,
    content: &Content,
    text: &ContentText,
    all: &[ContentText],
    labels: &dyn Labels,
) {
    if kind.titled {
        o.insert("name".into(), text.title.clone().into());
    }
    let summary = summary(content, text);
    if kind.titled && !summary.is_empty() {
        o.insert("summary".into(), summary.into());
    }
    let html = readable(kind, content, text, labels);
    // Others prefer the source where there is one, and would not see the fields.
    let whole = html == text.body_html;
    o.insert("content".into(), html.into());
    o.insert("mediaType".into(), "text/html".into());
    if whole && !text.body_md.is_empty() {
        o.insert("source".into(), json!({ "content": text.body_md, "mediaType": "text/markdown" }));
    }
    o.insert("language".into(), document::language(&content.lang));
    let mut maps = [Map::new(), Map::new(), Map::new()];
    let mut versions = Vec::new();
    let others = all.iter().filter(|t| t.lang != content.lang);
    for version in std::iter::once(text).chain(others) {
        let lang = version.lang.as_str().to_owned();
        if kind.titled {
            maps[0].insert(lang.clone(), version.title.clone().into());
            maps[1].insert(lang.clone(), self::summary(content, version).into());
        }
        maps[2].insert(lang, readable(kind, content, version, labels).into());
        // The original stands in the object itself, as far as it says all there.
        let source = version.lang != content.lang || !whole;
        versions.push(self::version(kind, version, source));
    }
    for (key, map) in ["nameMap", "summaryMap", "contentMap"].into_iter().zip(maps) {
        if !map.is_empty() {
            o.insert(key.into(), map.into());
        }
    }
    o.insert("gh:versions".into(), versions.into());
}

/// One line that says what it is; where something was made up for demonstration, it says so.
fn summary(content: &Content, text: &ContentText) -> String {
    if !content.illustrative {
        return text.summary.clone();
    }
    let word = if text.lang.primary() == "bg" { "Пример" } else { "Example" };
    format!("{word}. {}", text.summary).trim_end().to_owned()
}

fn version(kind: &Kind, text: &ContentText, source: bool) -> Value {
    let mut v = Map::new();
    v.insert("lang".into(), text.lang.as_str().into());
    v.insert("origin".into(), text.origin.as_str().into());
    v.insert("state".into(), state_word(text).into());
    if kind.titled {
        v.insert("name".into(), text.title.clone().into());
    }
    if kind.summary {
        v.insert("summary".into(), text.summary.clone().into());
    }
    if source && text.body_md.is_empty() && !text.body_html.is_empty() {
        v.insert("content".into(), text.body_html.clone().into());
    } else if source {
        v.insert("source".into(), text.body_md.clone().into());
    }
    if !text.fields.is_empty() {
        v.insert("fields".into(), Value::Object(on_the_wire(kind, &text.fields)));
    }
    v.into()
}

fn state_word(text: &ContentText) -> &'static str {
    match text.state {
        crate::model::TextState::Outdated => "outdated",
        crate::model::TextState::Current if text.reviewed_by.is_some() => "reviewed",
        crate::model::TextState::Current => "current",
    }
}

/// Values under their terms; those the kind does not know keep their names.
fn on_the_wire(kind: &Kind, values: &Values) -> Map<String, Value> {
    values
        .iter()
        .map(|(name, value)| {
            let key = kind.field(name).map_or(name.as_str(), |f| f.wire);
            (key.to_owned(), value.clone())
        })
        .collect()
}

/// The HTML for readers of other software: the body, then every field that has a value.
fn readable(kind: &Kind, content: &Content, text: &ContentText, labels: &dyn Labels) -> String {
    let mut html = text.body_html.clone();
    let mut list = String::new();
    for field in kind.fields.iter().filter(|f| !f.quiet) {
        let values = match field.scope {
            Scope::Neutral => &content.details.0,
            Scope::Translated => &text.fields.0,
        };
        let Some(value) = values.get(field.name) else { continue };
        let shown = match field.shape {
            _ if field.shape.is_markdown() => text
                .fields_html
                .get(field.name)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            Shape::Choice(_) | Shape::Choices(_) => words_of(value)
                .into_iter()
                .map(|w| {
                    let key = format!("{}-{}", kind.label_key(field.name), w.replace('_', "-"));
                    escape(&labels.label(&key, &text.lang))
                })
                .collect::<Vec<_>>()
                .join(", "),
            Shape::Line | Shape::Date | Shape::Url | Shape::Country => {
                value.as_str().map(escape).unwrap_or_default()
            }
            Shape::Money => value.as_i64().map(|n| format!("{n} €")).unwrap_or_default(),
            Shape::Number { .. } => value.to_string(),
            Shape::Langs => words_of(value).join(", "),
            Shape::Rows(columns) => rows(columns, value),
            _ => String::new(),
        };
        if shown.is_empty() {
            continue;
        }
        let label = escape(&labels.label(&kind.label_key(field.name), &text.lang));
        // Lists of definitions are what every sanitiser takes away; headings stay.
        if field.shape.is_markdown() || matches!(field.shape, Shape::Rows(_)) {
            let _ = write!(html, "<h3>{label}</h3>{shown}");
        } else {
            let _ = write!(list, "<li><strong>{label}</strong>: {shown}</li>");
        }
    }
    if !list.is_empty() {
        let _ = write!(html, "<ul>{list}</ul>");
    }
    html
}

/// Rows for readers of other software: one after the other, the cells of each on lines of their own
/// where one of them has several.
fn rows(columns: &[Column], value: &Value) -> String {
    let mut html = String::new();
    for row in value.as_array().into_iter().flatten() {
        let cells = columns.iter().filter_map(|c| row.get(c.name)?.as_str());
        let cells: Vec<String> = cells.map(|c| escape(c).replace('\n', "<br>")).collect();
        let long = columns.iter().any(|c| c.cell == Cell::Text);
        let _ = write!(html, "<li>{}</li>", cells.join(if long { "<br>" } else { ", " }));
    }
    format!("<ol>{html}</ol>")
}

fn words_of(value: &Value) -> Vec<&str> {
    match value {
        Value::String(s) => vec![s],
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn escape(s: &str) -> String {
    s.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn tags(whole: &Whole) -> Vec<Value> {
    let mut tags = Vec::new();
    let mention = |iri: &Option<String>, handle: &Option<String>| {
        iri.as_ref()
            .zip(handle.as_ref())
            .map(|(iri, handle)| document::mention(iri, &format!("@{handle}")))
    };
    tags.extend(mention(&whole.names.group_iri, &whole.names.group_handle));
    tags.extend(mention(&whole.names.parent_author, &whole.names.parent_handle));
    tags
}

fn meaning(o: &mut Map<String, Value>, kind: &Kind, whole: &Whole) {
    let content = &whole.content;
    o.insert("gh:kind".into(), kind.wire.into());
    if let Some(organisation) = &whole.names.organisation {
        o.insert("gh:onBehalfOf".into(), organisation.clone().into());
    }
    if let Some(licence) = &content.licence {
        o.insert("sc:license".into(), licence_iri(licence).into());
    }
    let sectors: Vec<Value> = whole
        .sectors
        .iter()
        .map(|slug| Sector::parse(slug).map_or_else(|| slug.clone(), Sector::iri).into())
        .collect();
    if !sectors.is_empty() {
        o.insert("gh:sector".into(), sectors.into());
    }
    if content.illustrative {
        o.insert("gh:illustrative".into(), true.into());
    }
    if content.locked {
        o.insert("gh:locked".into(), true.into());
    }
    if let Some(judged) = content.judged_at {
        o.insert("gh:subjectUpdated".into(), judged.rfc3339().into());
    }
    if let Some(answer) = &whole.names.answer {
        o.insert("gh:answer".into(), answer.clone().into());
    }
    for (name, value) in content.details.iter() {
        let key = kind.field(name).map_or(name.as_str(), |f| f.wire);
        if !o.contains_key(key) {
            o.insert(key.to_owned(), value.clone());
        }
    }
    for (key, value) in (kind.further)(&content.details) {
        o.entry(key).or_insert(value);
    }
}

/// The address of a licence where it has one (SPDX otherwise).
pub fn licence_iri(spdx: &str) -> String {
    let rest = spdx.strip_prefix("CC-").map(str::to_lowercase);
    match rest.as_deref().and_then(|r| r.rsplit_once('-')) {
        Some((terms, version)) => {
            format!("https://creativecommons.org/licenses/{terms}/{version}/")
        }
        None if spdx == "CC0-1.0" => "https://creativecommons.org/publicdomain/zero/1.0/".into(),
        None => spdx.to_owned(),
    }
}

/// The SPDX identifier of a licence, from whichever form a peer uses.
pub fn licence_spdx(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(s) => s.as_str(),
        Value::Object(o) => o.get("identifier").or_else(|| o.get("name"))?.as_str()?,
        _ => return None,
    };
    if let Some(rest) = text.split("creativecommons.org/licenses/").nth(1) {
        let mut parts = rest.split('/');
        let (terms, version) = (parts.next()?, parts.next()?);
        return Some(format!("CC-{}-{version}", terms.to_uppercase()));
    }
    if text.contains("creativecommons.org/publicdomain/zero") {
        return Some("CC0-1.0".into());
    }
    (text.len() <= 40 && !text.contains(['/', ' '])).then(|| text.to_owned())
}

/// What is left of something that was withdrawn (FEP-4f05).
pub fn tombstone(iri: &str, kind: Option<&Kind>, deleted: Time) -> Map<String, Value> {
    let mut o = Map::new();
    o.insert("id".into(), iri.into());
    o.insert("type".into(), "Tombstone".into());
    o.insert("formerType".into(), kind.map_or("Article", |k| k.object.as_str()).into());
    o.insert("deleted".into(), deleted.rfc3339().into());
    document::with_context(o)
}

/// Whether a thing may leave this instance at all: what is for members goes to the instances on
/// which there are some.
pub fn leaves(content: &Content) -> bool {
    is_public(content.visibility)
        || (content.visibility == Visibility::Members && content.group_id.is_some())
}

/// Whether a thing of this level may be shown to whoever asks.
pub fn is_public(visibility: Visibility) -> bool {
    matches!(visibility, Visibility::Public | Visibility::Unlisted)
}

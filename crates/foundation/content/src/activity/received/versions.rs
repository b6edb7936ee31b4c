//! The language versions of an object: what it says itself in its own language, and what it says beside it in others.

use domain::{Lang, text};
use serde_json::{Map, Value};

use super::{ReceivedText, elsewhere, values::fits};
use crate::{Kind, Values, markdown, model::Origin, search};

/// Most language versions that are taken over.
const VERSIONS_MAX: usize = 24;
/// Most characters of a name.
const NAME_MAX: usize = 500;
/// Most bytes of a summary.
const SUMMARY_MAX: usize = 20_000;

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

/// Text of at most so many characters.
pub(super) fn plain(value: Option<&Value>, max: usize) -> String {
    let s = value.and_then(Value::as_str).unwrap_or_default();
    // Names and summaries are text; some peers put HTML there all the same.
    let s = if s.contains('<') { markdown::plain(&markdown::clean_html(s)) } else { s.to_owned() };
    text::excerpt(&s, max)
}

fn in_map<'a>(object: &'a Value, key: &str, lang: &Lang) -> Option<&'a Value> {
    object.get(key)?.as_object()?.get(lang.as_str())
}

/// All language versions of an object, the original first.
pub(super) fn versions(
    kind: Option<&'static Kind>,
    object: &Value,
    lang: &Lang,
) -> Vec<ReceivedText> {
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

/// The Markdown that a text was made of, where its instance says so.
fn markdown_source(object: &Value) -> Option<&str> {
    let source = object.get("source")?;
    let markdown = source.get("mediaType").and_then(Value::as_str) == Some("text/markdown");
    source.get("content").and_then(Value::as_str).filter(|_| markdown)
}

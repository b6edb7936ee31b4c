//! Things, as `PieFed` shows them.

use serde_json::Value;

use super::super::{
    Level, Seen, Shown, Taken,
    read::{self, each, kind, need, owned, text},
};
use super::THINGS;

/// `models.py`, `Post.new`; `util.py`, `create_post_reply`
pub(super) fn thing(doc: &Value) -> Taken {
    let kind = kind(doc)?;
    if !THINGS.contains(&kind) {
        return Err(format!("PieFed has no thing of type {kind}"));
    }
    read::iri(doc, "id").and(read::iri(doc, "attributedTo"))?;
    if doc.get("content").is_some_and(|c| !c.is_string() && !c.is_null()) {
        return Err("`content` is no string".into());
    }
    if let Some(language) = doc.get("language").filter(|l| l.is_object()) {
        need(language, "identifier").and(need(language, "name"))?;
    }
    let source = doc.get("source").filter(|s| s.is_object());
    let source = source.map(|s| need(s, "mediaType").map(|m| (m, s))).transpose()?;
    let markdown = source.filter(|(m, _)| *m == "text/markdown").map(|(_, s)| need(s, "content"));
    // Markdown first, and then the content is not looked at.
    let visible = match markdown.transpose()? {
        Some(markdown) => Some(markdown.to_owned()),
        None => owned(doc, "content"),
    };
    let parent = match doc.get("inReplyTo") {
        None | Some(Value::Null) => None,
        Some(parent) => Some(parent.as_str().ok_or("`inReplyTo` is no string")?.to_owned()),
    };
    if parent.is_none() && doc.get("name").is_some_and(|n| !n.is_string()) {
        return Err("`name` is no string".into());
    }
    if parent.is_some() && doc.get("name").is_some() && doc.get("published").is_none() {
        return Err("an answer with `name` and without `published` is a vote in a poll".into());
    }
    let mut link = None;
    for attachment in each(doc, "attachment") {
        let url = match need(attachment, "type")? {
            "Link" => text(attachment, "href").or(text(attachment, "url")),
            "Document" | "Audio" | "Image" => Some(need(attachment, "url")?),
            _ => None,
        };
        link = link.or(url.map(str::to_owned));
    }
    let language = doc.get("language").and_then(|l| owned(l, "identifier"));
    let shown = Shown {
        title: owned(doc, "name"),
        visible: visible.ok_or("neither `source` nor `content`")?,
        link,
        language: language.or_else(|| read::first_language(doc)),
        group: owned(doc, "audience"),
        parent,
        level: Some(read::level(doc, |_| false)),
    };
    Ok(match (&shown.parent, shown.level) {
        (_, Some(Level::Direct)) => Seen::Message(shown),
        (Some(_), _) => Seen::Comment(shown),
        (None, _) => Seen::Post(shown),
    })
}

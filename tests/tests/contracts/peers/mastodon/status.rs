//! Statuses, as Mastodon shows them.

use serde_json::Value;

use super::super::{
    Level, Seen, Shown, Taken,
    read::{self, each, ids, kind, owned, text},
};
use super::{CONVERTED, SHOWN};

/// `parser/status_parser.rb`, `activity/create.rb`
pub(super) fn status(doc: &Value) -> Taken {
    let kind = kind(doc)?;
    let converted = CONVERTED.contains(&kind);
    if !converted && !SHOWN.contains(&kind) {
        return Err(format!("Mastodon has no status of type {kind}"));
    }
    let id = read::iri(doc, "id")?;
    let followers = |i: &str| i.ends_with("/followers");
    let level = read::level(doc, followers);
    let tags = each(doc, "tag");
    if tags.iter().any(|t| !t.is_object() && !t.is_null()) {
        return Err("`tag` holds something without a type".into());
    }
    if each(doc, "attachment").iter().any(|a| !a.is_object()) {
        return Err("`attachment` holds something that is no object".into());
    }
    if level == Level::Direct {
        // Whoever is addressed without being mentioned is not told.
        let mentioned = |to: &str| tags.iter().any(|t| text(t, "href") == Some(to));
        if let Some(to) = ids(doc, "to").into_iter().find(|to| !mentioned(to)) {
            return Err(format!("no Mention of {to}"));
        }
    }
    let url = match doc.get("url") {
        None | Some(Value::Null) => None,
        // A `Link` is chosen by `mimeType`, which nobody writes (`json_ld_helper.rb`, `url_to_href`).
        Some(url) => Some(url.as_str().ok_or("`url` is no string")?),
    };
    let link = url.filter(|u| u.starts_with("https://")).unwrap_or(id).to_owned();
    let first = |key: &str, map: &str| {
        owned(doc, key)
            .or_else(|| doc.get(map)?.as_object()?.values().next()?.as_str().map(Into::into))
    };
    let language = read::first_language(doc);
    let summary = first("summary", "summaryMap").filter(|s| !s.is_empty());
    let shown = Shown {
        language,
        parent: ids(doc, "inReplyTo").first().map(|&p| p.to_owned()),
        level: Some(level),
        ..Shown::default()
    };
    let shown = if converted {
        // Title, summary and link; the content is never shown.
        let visible = summary.unwrap_or_default();
        Shown { title: first("name", "nameMap"), visible, link: Some(link), ..shown }
    } else {
        let visible = first("content", "contentMap").unwrap_or_default();
        // Here the summary is a warning, and hides the text.
        Shown { title: summary, visible, ..shown }
    };
    Ok(match (level, &shown.parent) {
        (Level::Direct, _) => Seen::Message(shown),
        (_, Some(_)) => Seen::Comment(shown),
        (_, None) => Seen::Post(shown),
    })
}

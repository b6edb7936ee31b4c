//! Things, as Lemmy 1.0 shows them (`crates/apub/objects/src/objects/{post,comment,private_message}.rs`).

use serde_json::Value;

use super::super::{
    Level, Seen, Shown, Taken,
    read::{plain, want_same_host},
};
use super::fields::{Attachment, Source, parse};
use super::inbox::visible;
use super::protocol::{Message, Note, Page};

/// `post.rs`, `MAX_TITLE_LENGTH`
const TITLE: usize = 200;

/// Markdown first (`functions.rs`, `read_from_string_or_source`).
fn shown_text(source: Option<Source>, content: Option<String>) -> String {
    source.map(|s| s.content).or(content).unwrap_or_default()
}

/// `objects/post.rs`
pub(super) fn page(doc: &Value) -> Taken {
    let page: Page = parse(doc, "Page")?;
    want_same_host(&page.attributed_to.0, &page.id.0, "author and thing")?;
    let Some(audience) = &page.audience else {
        return Ok(Seen::Ignored("Lemmy has posts in communities only"));
    };
    if !page.to.iter().chain(&page.cc).any(|i| i == audience) {
        return Err("the community is neither in `to` nor in `cc`".into());
    }
    visible(&page.to, &page.cc)?;
    let title = page.name.or_else(|| page.content.as_deref().map(first_line));
    let title = title.ok_or("neither `name` nor `content`")?;
    let link = page.attachment.into_iter().next().map(|first| match first {
        Attachment::Link { href, .. } => href.0,
        Attachment::Image { url, .. } | Attachment::Document { url, .. } => url.0,
    });
    Ok(Seen::Post(Shown {
        title: Some(title.chars().take(TITLE).collect()),
        visible: shown_text(page.source, page.content),
        link,
        language: page.language.map(|l| l.identifier),
        group: page.audience.map(|a| a.0),
        parent: None,
        level: Some(Level::Public),
    }))
}

fn first_line(html: &str) -> String {
    plain(html).lines().next().unwrap_or_default().to_owned()
}

/// `objects/comment.rs`
pub(super) fn note(doc: &Value) -> Taken {
    let note: Note = parse(doc, "Note")?;
    want_same_host(&note.attributed_to.0, &note.id.0, "author and thing")?;
    visible(&note.to, &note.cc)?;
    Ok(Seen::Comment(Shown {
        visible: shown_text(note.source, Some(note.content)),
        language: note.language.map(|l| l.identifier),
        group: note.audience.map(|a| a.0),
        parent: Some(note.in_reply_to.0),
        level: Some(Level::Public),
        ..Shown::default()
    }))
}

/// `objects/private_message.rs`
pub(super) fn message(doc: &Value) -> Taken {
    let message: Message = parse(doc, "message")?;
    want_same_host(&message.attributed_to.0, &message.id.0, "author and message")?;
    let visible = shown_text(message.source, Some(message.content));
    let level = Some(Level::Direct);
    Ok(Seen::Message(Shown { visible, level, ..Shown::default() }))
}

//! Private messages across instances: what arrives, and the documents of what leaves.
//!
//! A message is a `Note` (or a `ChatMessage`) whose only addressee is one person. It is believed from its
//! author's own activity alone, never from whoever passes something on, and it is never passed on.

mod documents;

use std::{fmt::Write as _, time::Duration};

use async_trait::async_trait;
use domain::{ActorId, Error, Lang, Result, Time, id::MessageId, text};
use federation::{
    ActorKind,
    address::{Known, Level},
    document::{self, keys},
    handler::{Activity, Effect, Unresolved},
    iri::Own,
    receiving::{self, Resolve},
};
use serde_json::Value;
use store::Tx;

use crate::{
    Markup,
    messages::{self, Message, New, NewMessage},
};

pub(super) use documents::activity;
pub use documents::{Private, private};

/// The most characters of HTML that are taken.
const MAX_HTML: usize = 60_000;
/// How long others try to deliver: what claims to be older came to be now.
const PATIENCE: Duration = Duration::from_secs(14 * 86_400);

/// Makes HTML from elsewhere safe, and the version of the allow-list by which it does.
#[derive(Debug, Clone, Copy)]
pub struct Cleaner {
    /// Cleans.
    pub clean: fn(&str) -> String,
    /// The version.
    pub version: i64,
}

/// What an activity of somebody elsewhere says about a private message; `None` when it is about
/// something else. `activity` must have come from its actor, not through a community.
pub async fn message(
    resolve: &Resolve<'_>,
    activity: &Activity,
    cleaner: Cleaner,
) -> Result<Option<Box<dyn Effect>>, Unresolved> {
    let object = activity.object();
    let Some(iri) = document::id_of(object) else { return Ok(None) };
    let to = only_recipient(activity);
    match activity.kind.as_str() {
        "Create" if to.is_none() => return Ok(None),
        "Create" | "Update" | "Delete" => {}
        _ => return Ok(None),
    }
    let known = messages::by_ap_id(&mut resolve.federation().store().read(), iri).await?;
    if known.as_ref().is_some_and(|m| m.author_id != activity.actor.id) {
        return Err(Unresolved::Refused("somebody else's message"));
    }
    if activity.kind == "Delete" {
        return Ok(known.map(|message| Box::new(Withdrawn { message }) as Box<dyn Effect>));
    }
    let origin = &resolve.live().origin;
    let recipient = match to {
        Some(iri) => match Own::parse(origin, iri) {
            Some(Own::Actor(_)) => resolve.federation().known_actor(iri).await?,
            _ => None,
        },
        None => None,
    };
    let recipient = recipient.filter(|a| a.kind == ActorKind::Person).map(|a| a.id);
    let Some(recipient) = recipient else {
        return match known {
            Some(_) => Err(Unresolved::Refused("a message stays between the two")),
            None => Ok(None),
        };
    };
    if !document::same_origin(iri, &activity.actor_iri) {
        return Err(Unresolved::Refused("a thing of another origin than its author"));
    }
    if document::id(object, keys::ATTRIBUTED_TO) != Some(activity.actor_iri.as_str()) {
        return Err(Unresolved::Refused("somebody else's message"));
    }
    if activity.actor.kind != ActorKind::Person {
        return Err(Unresolved::Ignored("only people write messages"));
    }
    let text = read(object, cleaner)?;
    let updated = document::time(object, keys::UPDATED);
    match (activity.kind.as_str(), known) {
        ("Create", None) => {
            let published = document::time(object, keys::PUBLISHED);
            let answers = document::id(object, keys::IN_REPLY_TO).map(str::to_owned);
            let answers = match answers.as_deref().map(|a| (a, Own::parse(origin, a))) {
                Some((_, Some(Own::Object(id)))) => Some(Answered::Ours(MessageId(id.0))),
                Some((iri, None)) => Some(Answered::Theirs(iri.to_owned())),
                _ => None,
            };
            let iri = iri.to_owned();
            Ok(Some(Box::new(Sent { iri, recipient, text, published, updated, answers })))
        }
        ("Update", Some(m)) if m.recipient_id == recipient => {
            Ok(Some(Box::new(Edited { message: m, text, updated })))
        }
        ("Update", Some(_)) => Err(Unresolved::Refused("a message stays between the two")),
        ("Create", Some(_)) => Err(Unresolved::Ignored("it is here already")),
        _ => Err(Unresolved::Ignored("what it is about is not here")),
    }
}

/// The one that a note is for, and nobody else but its author.
fn only_recipient(activity: &Activity) -> Option<&str> {
    let object = activity.object();
    if !matches!(document::type_of(object), Some("Note" | "ChatMessage")) {
        return None;
    }
    if Level::read_both(&activity.value, object, |_| Known::Other) != Level::Direct {
        return None;
    }
    let all = document::recipients(object).chain(document::recipients(&activity.value));
    let mut all = all.filter(|iri| *iri != activity.actor_iri);
    let first = all.next()?;
    if all.all(|other| other == first) { Some(first) } else { None }
}

/// The text of a note: what it warns of, its content, and where its attachments are.
fn read(object: &Value, cleaner: Cleaner) -> Result<NewMessage, Unresolved> {
    let map = document::lang_map(object, keys::CONTENT_MAP);
    let said = document::text(object, keys::CONTENT);
    let said = said.or_else(|| map.first().map(|(_, html)| html.clone())).unwrap_or_default();
    let mut html = String::new();
    if let Some(warning) = document::summary(object) {
        html.push_str(&Markup::plain(&text::line(&warning)).html);
    }
    html.push_str(&said);
    for attachment in document::attachments(object) {
        let href =
            document::id(attachment, keys::URL).or_else(|| document::id(attachment, keys::HREF));
        let Some(href) = href.filter(|href| document::iri(href).is_some()) else { continue };
        let name = document::name(attachment).unwrap_or_else(|| href.to_owned());
        let _ = write!(html, "<p><a href=\"{}\">{}</a></p>", escape(href), escape(&name));
    }
    if html.chars().count() > MAX_HTML {
        return Err(Unresolved::Refused("the message is too long"));
    }
    let html = (cleaner.clean)(&html).trim().to_owned();
    if html.is_empty() {
        return Err(Unresolved::Refused("the message says nothing"));
    }
    let named = object.pointer("/language/identifier").and_then(Value::as_str);
    let lang = named.and_then(Lang::parse).or_else(|| map.into_iter().next().map(|(lang, _)| lang));
    let lang = lang.or_else(|| Lang::parse("und")).unwrap_or_else(Lang::english);
    let body = Markup { md: String::new(), html };
    Ok(NewMessage { lang, body, cleaner: cleaner.version })
}

fn escape(s: &str) -> String {
    s.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Something that a message answers, if it is a message.
enum Answered {
    Ours(MessageId),
    Theirs(String),
}

/// Somebody elsewhere writes to somebody here.
struct Sent {
    iri: String,
    recipient: ActorId,
    text: NewMessage,
    published: Option<Time>,
    updated: Option<Time>,
    answers: Option<Answered>,
}

#[async_trait]
impl Effect for Sent {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        receiving::forget_text(tx, &activity.iri).await?;
        let author = activity.actor.id;
        // What is not wanted is dropped and answered like everything else: whoever writes unasked
        // does not learn who is here, or who has blocked her.
        match messages::check_recipient(tx, author, self.recipient).await {
            Ok(recipient) if recipient.is_local() => {}
            Ok(_) | Err(Error::NotFound | Error::Forbidden(_)) => return Ok(()),
            Err(e) => return Err(e),
        }
        if !messages::is_expected(tx, author, self.recipient).await? {
            tracing::debug!(iri = self.iri, "a message of somebody unexpected was dropped");
            return Ok(());
        }
        let answered = match self.answers {
            Some(Answered::Ours(id)) => match messages::by_id(tx, id).await {
                Ok(message) => Some(message),
                Err(Error::NotFound) => None,
                Err(e) => return Err(e),
            },
            Some(Answered::Theirs(iri)) => messages::by_ap_id(tx, &iri).await?,
            None => None,
        };
        let pair = [author, self.recipient];
        let between = |m: &Message| pair.contains(&m.author_id) && pair.contains(&m.recipient_id);
        let now = tx.now();
        let recent = |t: &Time| *t <= now && now.since(*t) <= PATIENCE;
        let sent_at = self.published.filter(recent).unwrap_or(now);
        let new = New {
            iri: Some(self.iri),
            author,
            recipient: self.recipient,
            in_reply_to: answered.filter(between).map(|m| m.id),
            text: self.text,
            sent_at,
            edited_at: self.updated.filter(|t| *t > sent_at && *t <= now),
        };
        match messages::put(tx, new).await {
            Ok(_) | Err(Error::TooMany(_)) => Ok(()),
            Err(e) => Err(e),
        }
    }
}

/// Its author says it otherwise.
struct Edited {
    message: Message,
    text: NewMessage,
    updated: Option<Time>,
}

#[async_trait]
impl Effect for Edited {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        receiving::forget_text(tx, &activity.iri).await?;
        let message = messages::by_id(tx, self.message.id).await?;
        let now = tx.now();
        let at = self.updated.unwrap_or(now).min(now);
        // One that was said before another and comes after it, or after it was withdrawn.
        let late = at <= message.edited_at.unwrap_or(message.sent_at);
        if late || message.deleted_at.is_some() {
            return Ok(());
        }
        match messages::check_recipient(tx, message.author_id, message.recipient_id).await {
            Ok(_) => messages::replace(tx, &message, &self.text, at).await,
            Err(Error::NotFound | Error::Forbidden(_)) => Ok(()),
            Err(e) => Err(e),
        }
    }
}

/// Its author withdraws it.
struct Withdrawn {
    message: Message,
}

#[async_trait]
impl Effect for Withdrawn {
    async fn apply(self: Box<Self>, tx: &mut Tx, _: &Activity) -> Result<()> {
        messages::ends(tx, &self.message).await
    }
}

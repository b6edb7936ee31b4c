//! The documents of private messages: made for the recipient's inbox, and given to nobody else.

use domain::{ContentId, Error, Origin, Result, id::MessageId};
use federation::{
    Actor, Live, actor,
    address::Audience,
    document::{self, keys, language_map},
    iri::{self, Own},
    outgoing::{Logged, Verb},
};
use serde_json::{Map, Value, json};
use store::{Query, Reader};

use crate::messages::{self, Message};

/// A message of ours as its recipient's instance may have it.
#[derive(Debug, Clone)]
pub struct Private {
    /// Whom it is for.
    pub recipient: Actor,
    /// The message, or a tombstone.
    pub document: Map<String, Value>,
    /// Whether it was withdrawn.
    pub is_gone: bool,
}

/// A message that somebody here wrote to somebody elsewhere; `None` for every other one. Before its
/// document is given away, whoever asks must be the recipient or her instance.
pub async fn private(q: &mut impl Query, live: &Live, id: MessageId) -> Result<Option<Private>> {
    let message = match messages::by_id(q, id).await {
        Ok(message) if message.ap_id.is_none() => message,
        Ok(_) | Err(Error::NotFound) => return Ok(None),
        Err(e) => return Err(e),
    };
    let recipient = actor::by_id(q, message.recipient_id).await?;
    if recipient.is_local() {
        return Ok(None);
    }
    let is_gone = message.deleted_at.is_some();
    let document = if is_gone {
        tombstone(&live.origin, &message)
    } else {
        object(q, &live.origin, &message, &recipient).await?
    };
    Ok(Some(Private { recipient, document: document::with_context(document), is_gone }))
}

/// The activity of a row of the log about this message.
pub(in super::super) async fn activity(
    mut q: Reader,
    live: &Live,
    row: &Logged,
    id: MessageId,
) -> Result<Option<Map<String, Value>>> {
    let origin = &live.origin;
    let message = messages::by_id(&mut q, id).await?;
    if message.author_id != row.actor_id || message.ap_id.is_some() {
        return Ok(None);
    }
    let author = actor::by_id(&mut q, message.author_id).await?;
    let recipient = actor::by_id(&mut q, message.recipient_id).await?;
    let object = match (row.verb, message.deleted_at) {
        (Verb::Create | Verb::Update, None) => object(&mut q, origin, &message, &recipient).await?,
        (Verb::Delete, Some(_)) => tombstone(origin, &message),
        // What was withdrawn before it left is not said at all.
        _ => return Ok(None),
    };
    let own = Own::Activity(row.activity_id).iri(origin);
    let by = iri::of_actor(origin, &author);
    let mut a = document::activity(&own, row.verb.as_str(), &by, object.into());
    address(&mut a, origin, &recipient);
    Ok(Some(a))
}

fn address(document: &mut Map<String, Value>, origin: &Origin, recipient: &Actor) {
    let to = iri::of_actor(origin, recipient);
    Audience::Direct(vec![to]).addresses(&[]).write(document);
}

fn iri_of(origin: &Origin, message: &Message) -> String {
    let own = || Own::Object(ContentId(message.id.0)).iri(origin);
    message.ap_id.clone().unwrap_or_else(own)
}

fn tombstone(origin: &Origin, message: &Message) -> Map<String, Value> {
    let mut o = Map::new();
    o.insert(keys::ID.into(), iri_of(origin, message).into());
    o.insert(keys::TYPE.into(), "Tombstone".into());
    o.insert(keys::FORMER_TYPE.into(), "Note".into());
    if let Some(deleted) = message.deleted_at {
        o.insert(keys::DELETED.into(), deleted.rfc3339().into());
    }
    o
}

async fn object(
    q: &mut impl Query,
    origin: &Origin,
    message: &Message,
    recipient: &Actor,
) -> Result<Map<String, Value>> {
    let author = actor::by_id(q, message.author_id).await?;
    let answered = match message.in_reply_to {
        Some(id) => Some(messages::by_id(q, id).await?),
        None => None,
    };
    let mut o = Map::new();
    o.insert(keys::ID.into(), iri_of(origin, message).into());
    o.insert(keys::TYPE.into(), "Note".into());
    o.insert(keys::ATTRIBUTED_TO.into(), iri::of_actor(origin, &author).into());
    address(&mut o, origin, recipient);
    if let Some(answered) = answered {
        o.insert(keys::IN_REPLY_TO.into(), iri_of(origin, &answered).into());
    }
    o.insert(keys::CONTENT.into(), message.html.clone().into());
    let map = language_map([(&message.lang, message.html.as_str())]);
    o.insert(keys::CONTENT_MAP.into(), map);
    o.insert(keys::LANGUAGE.into(), document::language(&message.lang));
    o.insert(keys::MEDIA_TYPE.into(), "text/html".into());
    let source = json!({ "content": message.md, "mediaType": "text/markdown" });
    o.insert(keys::SOURCE.into(), source);
    o.insert(keys::PUBLISHED.into(), message.sent_at.rfc3339().into());
    if let Some(edited) = message.edited_at {
        o.insert(keys::UPDATED.into(), edited.rfc3339().into());
    }
    // Mastodon takes a note for a message only with a mention of its reader.
    let to = iri::of_actor(origin, recipient);
    let mention = document::mention(&to, &iri::full_address(origin, recipient));
    o.insert(keys::TAG.into(), json!([mention]));
    Ok(o)
}

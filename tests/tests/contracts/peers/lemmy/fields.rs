//! Values of fields as Lemmy 1.0 reads them (`crates/apub/objects/src/utils/protocol.rs`,
//! `crates/apub/objects/src/protocol/page.rs`, activitypub-federation-rust
//! `src/protocol/{helpers,values,public_key}.rs`).
#![allow(dead_code, reason = "a field is here for what it demands")]

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

use super::super::read::{Iri, PUBLIC, is_public};

pub(super) fn parse<T: DeserializeOwned>(doc: &Value, what: &str) -> Result<T, String> {
    T::deserialize(doc).map_err(|e| {
        let e = e.to_string();
        let blamed = blamed::<T>(doc, &e).map_or_else(String::new, |key| format!("{key}: "));
        format!("not Lemmy's {what}: {blamed}{e}")
    })
}

/// The key without which the error is another one.
fn blamed<T: DeserializeOwned>(doc: &Value, error: &str) -> Option<String> {
    let map = doc.as_object()?;
    let other = |key: &&String| {
        let mut rest = map.clone();
        rest.remove(*key);
        T::deserialize(Value::Object(rest)).err().is_none_or(|e| e.to_string() != error)
    };
    map.keys().find(other).cloned()
}

/// One or many addresses.
pub(super) fn many<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<Iri>, D::Error> {
    let value = match Value::deserialize(d)? {
        Value::Array(many) => many,
        one => vec![one],
    };
    let full = |v: Value| match v.as_str() {
        Some(s) if is_public(s) => Ok(Iri(PUBLIC.to_owned())),
        _ => Iri::deserialize(v).map_err(serde::de::Error::custom),
    };
    value.into_iter().map(full).collect()
}

/// One address, or an array of exactly one.
pub(super) fn one<'de, D: Deserializer<'de>>(d: D) -> Result<Iri, D::Error> {
    match many(d)?.as_slice() {
        [one] => Ok(one.clone()),
        other => Err(serde::de::Error::custom(format!("`to` names {}, not one", other.len()))),
    }
}

/// `to` of what is about following; what does not fit counts as not there.
pub(super) fn perhaps<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Iri>, D::Error> {
    let value = Value::deserialize(d)?;
    Ok(<[Iri; 1]>::deserialize(&value).ok().map(|[one]| one))
}

/// What does not fit counts as not there.
pub(super) fn lenient<'de, D, T>(d: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    Ok(serde_json::from_value(Value::deserialize(d)?).unwrap_or_default())
}

/// The last of several, or one.
pub(super) fn last<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Image>, D::Error> {
    let many = match Value::deserialize(d)? {
        Value::Null => return Ok(None),
        Value::Array(many) => many,
        one => vec![one],
    };
    let mut read = Ok(None);
    for image in many {
        read = Image::deserialize(image).map(Some).map_err(serde::de::Error::custom);
        if read.is_err() {
            break;
        }
    }
    read
}

/// Posts must not answer anything.
pub(super) fn absent<'de, D: Deserializer<'de>>(d: D) -> Result<(), D::Error> {
    match Value::deserialize(d)? {
        Value::Null => Ok(()),
        _ => Err(serde::de::Error::custom("a post has no inReplyTo")),
    }
}

#[derive(Deserialize)]
pub(super) enum PageType {
    Page,
    Article,
    Note,
    Video,
    Event,
}
#[derive(Deserialize)]
pub(super) enum NoteType {
    Note,
}
#[derive(Deserialize)]
pub(super) enum MessageType {
    ChatMessage,
    Note,
}
#[derive(Deserialize)]
pub(super) enum UserType {
    Person,
    Service,
    Organization,
}
#[derive(Deserialize)]
pub(super) enum GroupType {
    Group,
}
#[derive(Deserialize)]
pub(super) enum FollowType {
    Follow,
}
#[derive(Deserialize)]
pub(super) enum ImageType {
    Image,
}
#[derive(Deserialize)]
pub(super) enum LinkType {
    Link,
}
#[derive(Deserialize)]
pub(super) enum DocumentType {
    Document,
}
#[derive(Deserialize)]
pub(super) enum TombstoneType {
    Tombstone,
}

#[derive(Deserialize)]
pub(super) enum MarkdownOrHtml {
    #[serde(rename = "text/markdown")]
    Markdown,
    #[serde(rename = "text/html")]
    Html,
}
#[derive(Deserialize)]
pub(super) enum Html {
    #[serde(rename = "text/html")]
    Html,
}
#[derive(Deserialize)]
enum Markdown {
    #[serde(rename = "text/markdown")]
    Markdown,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Source {
    pub content: String,
    media_type: Markdown,
}
#[derive(Deserialize)]
pub(super) struct Image {
    r#type: ImageType,
    url: Iri,
}
#[derive(Deserialize)]
pub(super) struct Language {
    pub identifier: String,
    name: String,
}
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Endpoints {
    shared_inbox: Iri,
}
#[derive(Deserialize)]
pub(super) struct PublicKey {
    id: String,
    owner: Iri,
    #[serde(rename = "publicKeyPem")]
    pem: String,
}

/// The only attachments there are; the first one becomes the link of a post.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Attachment {
    Link { href: Iri, r#type: LinkType },
    Image { url: Iri, r#type: ImageType, name: Option<String> },
    Document { url: Iri, r#type: DocumentType, name: Option<String> },
}

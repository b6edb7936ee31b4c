//! The structures that Lemmy 1.0 reads things and actors into. One field that does not fit loses the
//! whole document (`crates/apub/objects/src/protocol/*`).
#![allow(dead_code, reason = "a field is here for what it demands")]

use serde::Deserialize;
use serde_json::Value;

use super::super::read::{Iri, Time};
use super::fields::{
    Attachment, Endpoints, GroupType, Html, Image, Language, MarkdownOrHtml, MessageType, NoteType,
    PageType, PublicKey, Source, UserType, absent, last, lenient, many, one,
};

/// `page.rs`. An `attributedTo` of several with types is `PeerTube`'s and not modelled.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page {
    pub r#type: PageType,
    pub id: Iri,
    pub attributed_to: Iri,
    #[serde(deserialize_with = "many", default)]
    pub to: Vec<Iri>,
    #[serde(deserialize_with = "absent", default)]
    in_reply_to: (),
    pub name: Option<String>,
    #[serde(deserialize_with = "many", default)]
    pub cc: Vec<Iri>,
    pub content: Option<String>,
    media_type: Option<MarkdownOrHtml>,
    #[serde(deserialize_with = "lenient", default)]
    pub source: Option<Source>,
    #[serde(default)]
    pub attachment: Vec<Attachment>,
    image: Option<Image>,
    sensitive: Option<bool>,
    published: Option<Time>,
    updated: Option<Time>,
    pub language: Option<Language>,
    pub audience: Option<Iri>,
    context: Option<String>,
}

/// `note.rs`
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Note {
    r#type: NoteType,
    pub id: Iri,
    pub attributed_to: Iri,
    #[serde(deserialize_with = "many")]
    pub to: Vec<Iri>,
    #[serde(deserialize_with = "many", default)]
    pub cc: Vec<Iri>,
    pub content: String,
    pub in_reply_to: Iri,
    media_type: Option<MarkdownOrHtml>,
    #[serde(deserialize_with = "lenient", default)]
    pub source: Option<Source>,
    published: Option<Time>,
    updated: Option<Time>,
    #[serde(default)]
    tag: Vec<Value>,
    distinguished: Option<bool>,
    pub language: Option<Language>,
    pub audience: Option<Iri>,
    #[serde(default)]
    attachment: Vec<Attachment>,
    context: Option<String>,
}

/// `private_message.rs`
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Message {
    r#type: MessageType,
    pub id: Iri,
    pub attributed_to: Iri,
    #[serde(deserialize_with = "one")]
    pub to: Iri,
    pub content: String,
    media_type: Option<Html>,
    #[serde(deserialize_with = "lenient", default)]
    pub source: Option<Source>,
    published: Option<Time>,
    updated: Option<Time>,
}

/// `person.rs`
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Person {
    r#type: UserType,
    pub id: Iri,
    pub preferred_username: String,
    inbox: Iri,
    outbox: Iri,
    public_key: PublicKey,
    name: Option<String>,
    summary: Option<String>,
    #[serde(deserialize_with = "last", default)]
    icon: Option<Image>,
    #[serde(deserialize_with = "last", default)]
    image: Option<Image>,
    endpoints: Option<Endpoints>,
    published: Option<Time>,
    updated: Option<Time>,
}

/// `group.rs`
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Group {
    r#type: GroupType,
    pub id: Iri,
    pub preferred_username: String,
    inbox: Iri,
    followers: Option<Iri>,
    public_key: PublicKey,
    name: Option<String>,
    description: Option<String>,
    media_type: Option<Html>,
    summary: Option<String>,
    #[serde(deserialize_with = "last", default)]
    icon: Option<Image>,
    #[serde(deserialize_with = "last", default)]
    image: Option<Image>,
    sensitive: Option<bool>,
    posting_restricted_to_mods: Option<bool>,
    outbox: Iri,
    endpoints: Option<Endpoints>,
    featured: Option<Iri>,
    #[serde(default)]
    language: Vec<Language>,
    manually_approves_followers: Option<bool>,
    published: Option<Time>,
    updated: Option<Time>,
    discoverable: Option<bool>,
}

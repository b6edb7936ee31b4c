//! The activities of Lemmy 1.0 (`crates/apub/activities/src/protocol/*`).
#![allow(dead_code, reason = "a field is here for what it demands")]

use serde::Deserialize;

use super::super::read::{Iri, Time};
use super::fields::{FollowType, TombstoneType, many, one, perhaps};

/// `activity_lists.rs`: whatever comes has these, and `other`.
#[derive(Deserialize)]
pub(super) struct Raw {
    pub id: Iri,
    pub actor: Iri,
}

/// `create_or_update/page.rs`, `create_or_update/note.rs`, `community/{lock,update}.rs`,
/// `block/undo_block_user.rs`: `to` and `cc` must be there.
#[derive(Deserialize)]
pub(super) struct Addressed {
    pub id: Iri,
    pub actor: Iri,
    #[serde(deserialize_with = "many")]
    pub to: Vec<Iri>,
    #[serde(deserialize_with = "many")]
    pub cc: Vec<Iri>,
    pub audience: Option<Iri>,
    summary: Option<String>,
}

/// `create_or_update/note_wrapper.rs`: whatever carries a `Note`; `to` and `cc` are arrays.
#[derive(Deserialize)]
pub(super) struct Wrapper {
    id: Iri,
    #[serde(default)]
    to: Vec<Iri>,
    #[serde(default)]
    cc: Vec<Iri>,
    actor: Iri,
}

/// `create_or_update/private_message.rs`
#[derive(Deserialize)]
pub(super) struct Private {
    id: Iri,
    pub actor: Iri,
    #[serde(deserialize_with = "one")]
    pub to: Iri,
}

/// `following/*.rs`
#[derive(Deserialize)]
pub(super) struct Following {
    pub id: Iri,
    pub actor: Iri,
    #[serde(deserialize_with = "perhaps", default)]
    pub to: Option<Iri>,
}

/// `following/follow.rs`
#[derive(Deserialize)]
pub(super) struct Follow {
    pub id: Iri,
    pub actor: Iri,
    #[serde(deserialize_with = "perhaps", default)]
    pub to: Option<Iri>,
    pub object: Iri,
    r#type: FollowType,
}

/// `voting/vote.rs`
#[derive(Deserialize)]
pub(super) struct Vote {
    pub id: Iri,
    pub actor: Iri,
    pub object: Iri,
    audience: Option<Iri>,
}

/// `deletion/delete.rs`, with a tombstone or an id.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Delete {
    pub id: Iri,
    pub actor: Iri,
    #[serde(deserialize_with = "many")]
    pub to: Vec<Iri>,
    pub object: Gone,
    pub audience: Option<Iri>,
    #[serde(deserialize_with = "many", default)]
    cc: Vec<Iri>,
    pub summary: Option<String>,
    remove_data: Option<bool>,
    with_replies: Option<bool>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Gone {
    Id(Iri),
    Nested { id: Iri, r#type: TombstoneType },
}

impl Gone {
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Id(id) | Self::Nested { id, .. } => &id.0,
        }
    }
}

/// `community/lock.rs`, `community/collection_{add,remove}.rs`: what is acted on is an id.
#[derive(Deserialize)]
pub(super) struct OnId {
    pub object: Iri,
}

/// `community/collection_{add,remove}.rs`
#[derive(Deserialize)]
pub(super) struct Targeted {
    pub object: Iri,
    pub target: Iri,
}

/// `block/block_user.rs`
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Block {
    object: Iri,
    target: Iri,
    remove_data: Option<bool>,
    end_time: Option<Time>,
}

/// `community/report.rs`
#[derive(Deserialize)]
pub(super) struct Report {
    id: Iri,
    actor: Iri,
    #[serde(deserialize_with = "one")]
    to: Iri,
    object: Reported,
    pub summary: Option<String>,
    pub content: Option<String>,
    audience: Option<Iri>,
}
#[derive(Deserialize)]
#[serde(untagged)]
enum Reported {
    One(Iri),
    Several(Vec<Iri>),
}

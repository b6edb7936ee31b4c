//! Reading and writing ActivityPub documents as JSON.
//!
//! Documents are [`serde_json::Value`]s read by tolerant accessors, never types that drop what they
//! do not know: an unknown property of a newer peer survives storage and forwarding. JSON-LD is
//! read as JSON with well-known keys, and no remote context is ever fetched (`federation.md` §4).

mod build;
mod classify;
pub mod keys;
mod parse;
mod read;
#[cfg(test)]
mod tests;
pub mod vocabulary;

pub use build::{
    GH, activity, context, digest_multibase, hashtag, language, language_map, link, mention,
    with_context,
};
pub use classify::{Class, classify, is_activity, type_of, types};
pub use parse::{BadDocument, MAX_BYTES, MAX_DEPTH, MAX_OBJECTS, MAX_VALUES, parse};
pub use read::{
    MAX_ATTACHMENTS, MAX_NAME, MAX_RECIPIENTS, MAX_SUMMARY, MAX_TAGS, attachments, boolean, each,
    has, id, id_of, ids, integer, iri, is_public, lang_map, name, one_or_many, origin_of,
    recipients, same_origin, summary, tags, text, time,
};

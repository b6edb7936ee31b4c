//! What a document is (FEP-2277): decided by its `type`, and checked by its shape.

use serde_json::Value;

use super::{BadDocument, has, keys, one_or_many};

/// What a document is, as far as handling it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Somebody with an inbox: `Person`, `Group`, `Organization`, `Application`, `Service`.
    Actor,
    /// Something that was done: `Create`, `Follow`, …
    Activity,
    /// Something that is: `Article`, `Note`, `Event`, `Tombstone`, and whatever is not known.
    Object,
    /// A list: `Collection`, `OrderedCollection` and their pages.
    Collection,
    /// A reference: `Link`, `Mention`, `Hashtag`.
    Link,
}

const ACTORS: &[&str] = &["Person", "Group", "Organization", "Application", "Service"];

const ACTIVITIES: &[&str] = &[
    "Accept",
    "Add",
    "Announce",
    "Arrive",
    "Block",
    "Create",
    "Delete",
    "Dislike",
    "EmojiReact",
    "Flag",
    "Follow",
    "Ignore",
    "Invite",
    "Join",
    "Leave",
    "Like",
    "Listen",
    "Lock",
    "Move",
    "Offer",
    "Read",
    "Reject",
    "Remove",
    "Resolve",
    "TentativeAccept",
    "TentativeReject",
    "Travel",
    "Undo",
    "Update",
    "View",
    "Warn",
];

const OBJECTS: &[&str] = &[
    "Article",
    "Audio",
    "ChatMessage",
    "Document",
    "Event",
    "Image",
    "Note",
    "Page",
    "Place",
    "Profile",
    "Question",
    "Relationship",
    "Tombstone",
    "Video",
];

const COLLECTIONS: &[&str] =
    &["Collection", "CollectionPage", "OrderedCollection", "OrderedCollectionPage"];

const LINKS: &[&str] = &["Hashtag", "Link", "Mention"];

fn class_of(name: &str) -> Option<Class> {
    [
        (ACTORS, Class::Actor),
        (ACTIVITIES, Class::Activity),
        (OBJECTS, Class::Object),
        (COLLECTIONS, Class::Collection),
        (LINKS, Class::Link),
    ]
    .into_iter()
    .find(|(names, _)| names.contains(&name))
    .map(|(_, class)| class)
}

/// The name of an activity that is known, so that peers cannot make up any number of them.
pub fn is_activity(name: &str) -> Option<&'static str> {
    ACTIVITIES.iter().find(|n| **n == name).copied()
}

/// All types of a document. We write one; peers may write several.
pub fn types(object: &Value) -> impl Iterator<Item = &str> {
    object.get(keys::TYPE).into_iter().flat_map(one_or_many).filter_map(Value::as_str)
}

/// The type that a document is handled as: the first one that is known, or else the first.
pub fn type_of(object: &Value) -> Option<&str> {
    types(object).find(|t| class_of(t).is_some()).or_else(|| types(object).next())
}

/// What a document is. Its type decides, and no shape turns one thing into another; a type that is
/// not known is what its shape says, and an object when that says nothing.
/// [`BadDocument::Polyglot`] when types contradict one another, or the shape contradicts the type:
/// an actor that is also a list, an activity with an inbox, an object with `actor` and `object`.
/// (`actor` alone on an object is what the Pleroma family and Mobilizon write for its author.)
pub fn classify(object: &Value) -> Result<Class, BadDocument> {
    if !object.is_object() {
        return Err(BadDocument::NotAnObject);
    }
    let mut known = types(object).filter_map(class_of);
    let said = known.next();
    if known.any(|c| Some(c) != said) {
        return Err(BadDocument::Polyglot);
    }
    let any = |keys: &[&str]| keys.iter().any(|k| has(object, k));
    let actor = any(&[keys::INBOX]);
    let activity = has(object, keys::ACTOR) && any(&[keys::OBJECT, keys::TARGET]);
    let collection = any(&[keys::ITEMS, keys::ORDERED_ITEMS]);
    let shapes =
        [(actor, Class::Actor), (activity, Class::Activity), (collection, Class::Collection)];
    let mut shown = shapes.into_iter().filter(|(is, _)| *is).map(|(_, class)| class);
    let first = shown.next();
    if shown.next().is_some() {
        return Err(BadDocument::Polyglot);
    }
    match (said, first) {
        (Some(said), Some(shown)) if said != shown => Err(BadDocument::Polyglot),
        (Some(said), _) => Ok(said),
        (None, Some(shown)) => Ok(shown),
        (None, None) if has(object, keys::ACTOR) => Ok(Class::Activity),
        (None, None) => Ok(Class::Object),
    }
}

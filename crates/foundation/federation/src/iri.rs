//! The addresses of what lives here. They are opaque and never change: made from the origin, which
//! is fixed for ever, and the id (`federation.md` §7).

use domain::{ActorId, ContentId, Origin, id::RowId};

use crate::{Actor, ActorKind};

/// The shared inbox; PieFed posts there whatever an actor says.
pub const INBOX: &str = "/inbox";
/// The instance actor.
pub const INSTANCE: &str = "/actor";

/// What partner instances may read.
pub const CATALOGUE: &str = "/ap/catalogue";

/// Something of this instance that has an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// The instance itself.
    Instance,
    /// A person, an organisation or a community.
    Actor(ActorId),
    /// Those who follow it.
    Followers(ActorId),
    /// Those who host a community.
    Moderators(ActorId),
    /// What is pinned in a community.
    Featured(ActorId),
    /// What it did last.
    Outbox(ActorId),
    /// A published thing.
    Object(ContentId),
    /// What was made of a thing elsewhere.
    Adaptations(ContentId),
    /// A conversation.
    Context(ContentId),
    /// Something that was done.
    Activity(RowId),
}

impl Own {
    /// Its address.
    pub fn iri(self, origin: &Origin) -> String {
        match self {
            Self::Instance => format!("{origin}{INSTANCE}"),
            Self::Actor(id) => format!("{origin}/ap/actor/{id}"),
            Self::Followers(id) => format!("{origin}/ap/actor/{id}/followers"),
            Self::Moderators(id) => format!("{origin}/ap/actor/{id}/moderators"),
            Self::Featured(id) => format!("{origin}/ap/actor/{id}/featured"),
            Self::Outbox(id) => format!("{origin}/ap/actor/{id}/outbox"),
            Self::Object(id) => format!("{origin}/ap/object/{id}"),
            Self::Adaptations(id) => format!("{origin}/ap/object/{id}/adaptations"),
            Self::Context(id) => format!("{origin}/ap/collection/{id}"),
            Self::Activity(id) => format!("{origin}/ap/activity/{id}"),
        }
    }

    /// Reads an address of this instance, as it is written here; `None` for everything else.
    pub fn parse(origin: &Origin, iri: &str) -> Option<Self> {
        // A number of this kind can be spelt in several ways, an address in one.
        Self::read(origin, iri).filter(|own| own.iri(origin) == iri)
    }

    fn read(origin: &Origin, iri: &str) -> Option<Self> {
        let path = iri.strip_prefix(origin.as_str())?;
        if path == INSTANCE {
            return Some(Self::Instance);
        }
        let mut parts = path.strip_prefix("/ap/")?.split('/');
        let (collection, id, rest) = (parts.next()?, parts.next()?, parts.next());
        if parts.next().is_some() {
            return None;
        }
        match (collection, rest) {
            ("actor", None) => id.parse().ok().map(Self::Actor),
            ("actor", Some("followers")) => id.parse().ok().map(Self::Followers),
            ("actor", Some("moderators")) => id.parse().ok().map(Self::Moderators),
            ("actor", Some("featured")) => id.parse().ok().map(Self::Featured),
            ("actor", Some("outbox")) => id.parse().ok().map(Self::Outbox),
            ("object", None) => id.parse().ok().map(Self::Object),
            ("object", Some("adaptations")) => id.parse().ok().map(Self::Adaptations),
            ("collection", None) => id.parse().ok().map(Self::Context),
            ("activity", None) => id.parse().ok().map(Self::Activity),
            _ => None,
        }
    }
}

/// The IRI of an actor, local or remote.
pub fn of_actor(origin: &Origin, actor: &Actor) -> String {
    match &actor.ap_id {
        Some(iri) => iri.clone(),
        None if actor.kind == ActorKind::Instance => Own::Instance.iri(origin),
        None => Own::Actor(actor.id).iri(origin),
    }
}

/// The inbox of a local actor.
pub fn inbox(origin: &Origin, actor: &Actor) -> String {
    if actor.kind == ActorKind::Instance {
        format!("{origin}{INBOX}")
    } else {
        format!("{origin}/ap/actor/{}/inbox", actor.id)
    }
}

/// The shared inbox.
pub fn shared_inbox(origin: &Origin) -> String {
    format!("{origin}{INBOX}")
}

/// The `keyId` of a local actor.
pub fn key_id(origin: &Origin, actor: &Actor) -> String {
    format!("{}#main-key", of_actor(origin, actor))
}

/// The id of its key of Ed25519 (FEP-521a).
pub fn ed25519_key_id(origin: &Origin, actor: &Actor) -> String {
    format!("{}#ed25519-key", of_actor(origin, actor))
}

/// `@handle@host` of an actor, with the host of this instance for a local one.
pub fn full_address(origin: &Origin, actor: &Actor) -> String {
    let host = if actor.is_local() { origin.authority() } else { &actor.host };
    format!("@{}@{host}", actor.handle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_read_back_and_nothing_else_is() {
        let origin = Origin::parse("https://city.example").unwrap();
        let id = uuid::Uuid::from_u128(7);
        for own in [
            Own::Instance,
            Own::Actor(id.into()),
            Own::Followers(id.into()),
            Own::Moderators(id.into()),
            Own::Featured(id.into()),
            Own::Outbox(id.into()),
            Own::Object(id.into()),
            Own::Adaptations(id.into()),
            Own::Context(id.into()),
            Own::Activity(id.into()),
        ] {
            assert_eq!(Own::parse(&origin, &own.iri(&origin)), Some(own));
        }
        for other in [
            "https://city.example",
            "https://city.example/ap/actor/7",
            "https://city.example.evil.example/actor",
            "https://other.example/actor",
            "https://city.example/ap/actor/00000000-0000-0000-0000-000000000007/inbox",
            "https://city.example/ap/object/00000000-0000-0000-0000-000000000007/x/y",
            "https://city.example/ap/object/00000000-0000-0000-0000-00000000000A",
            "https://city.example/ap/object/00000000000000000000000000000007",
            "https://city.example/ap/object/{00000000-0000-0000-0000-000000000007}",
            "https://city.example/ap/object/urn:uuid:00000000-0000-0000-0000-000000000007",
        ] {
            assert_eq!(Own::parse(&origin, other), None, "{other}");
        }
    }
}

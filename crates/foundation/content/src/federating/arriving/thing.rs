//! A thing that arrives: read where it is to be believed, with its author, its place, and what it
//! answers as far as that is not here yet.

use std::collections::HashMap;

use domain::{ActorId, Result, Visibility};
use federation::{
    Actor, ActorKind,
    address::{Known, Level},
    document,
    handler::Unresolved,
    iri::{self, Own},
    receiving::Resolve,
    remote,
};
use serde_json::Value;
use store::{Query, args, statements};

use super::{
    FOLLOWED_HERE, any, by_iri,
    put::{Item, Place, Put},
};
use crate::{
    Publishing,
    activity::received::{self, Received},
    lineage, versions,
};

statements! {
    DOCUMENT = "SELECT document FROM remote_content WHERE content_id = $1";
}

/// How something came.
#[derive(Debug, Clone)]
pub(in super::super) enum Via {
    /// From whoever did it.
    Direct,
    /// Announced by a community elsewhere: its row, its IRI, and whether whoever did it has proved it.
    Community(ActorId, String, bool),
    /// Asked for here, and fetched where it lives.
    Asked,
}

impl Via {
    /// Whether what is said so of a thing is the word of its own origin, given the origin of whoever
    /// said it.
    pub(in super::super) fn vouches(&self, iri: &str) -> bool {
        match self {
            Self::Direct => true,
            Self::Community(_, group, proven) => *proven || document::same_origin(iri, group),
            Self::Asked => false,
        }
    }

    pub(in super::super) fn group(&self) -> Option<ActorId> {
        match self {
            Self::Community(group, ..) => Some(*group),
            Self::Direct | Self::Asked => None,
        }
    }
}

/// How many things that a thing answers are fetched for it.
const ANCESTORS: usize = 50;

/// Reads a thing and whatever is needed to put it where it belongs.
pub(in super::super) async fn thing(
    p: &Publishing,
    resolve: &Resolve<'_>,
    via: &Via,
    by: &str,
    object: &Value,
    update: bool,
) -> Result<Put, Unresolved> {
    let iri = document::id_of(object).ok_or(Unresolved::Refused("the thing has no id"))?;
    let origin = &resolve.live().origin;
    if document::same_origin(iri, origin.as_str()) {
        return Err(match via {
            Via::Direct => Unresolved::Refused("what lives here is not said elsewhere"),
            _ => Unresolved::Ignored("it lives here"),
        });
    }
    if matches!(via, Via::Direct) && !document::same_origin(iri, by) {
        return Err(Unresolved::Refused("a thing of another origin than its author"));
    }
    let known = by_iri(p, resolve, iri).await?;
    let whole = object.is_object() && object.get("type").is_some();
    let trusted = match via {
        Via::Direct => whole && document::same_origin(iri, by),
        Via::Community(_, group, proven) => {
            whole
                && (document::same_origin(iri, group)
                    || (*proven && document::same_origin(iri, by)))
        }
        Via::Asked => whole,
    };
    if let (Some(id), Via::Community(group, group_iri, _), false) = (known, via, update) {
        // What is here already is only confirmed to be in the community that it was written for.
        let (text,): (String,) = match p.store().read().optional(&DOCUMENT, args![id]).await? {
            Some(row) => row,
            None => return Err(Unresolved::Ignored("it lives here")),
        };
        let said: Value = serde_json::from_str(&text).unwrap_or_default();
        if !is_for(&said, group_iri) {
            return Err(Unresolved::Ignored("it was not written for this community"));
        }
        return Ok(Put::adopt(p, origin, id, *group));
    }
    let (value, text);
    let value = if trusted {
        text = object.to_string();
        object
    } else {
        let found = resolve.object(iri).await?;
        text = String::from_utf8_lossy(&found.bytes).into_owned();
        value = found.value;
        &value
    };
    if document::type_of(value) == Some("Tombstone") {
        return Err(Unresolved::Ignored("it is gone already"));
    }
    let received = read(p, value, &text)?;
    if received.part_of.is_some() && known.is_none() {
        return Err(Unresolved::Ignored("parts come with their whole"));
    }
    let hers = matches!(via, Via::Direct)
        || matches!(via, Via::Community(_, group, proven) if *proven && !document::same_origin(iri, group));
    if hers && received.author != by {
        // A proof is of whoever made it, and not of everybody who lives where she does.
        return Err(Unresolved::Refused("somebody else's thing"));
    }
    let mut chain = vec![item(p, resolve, received, value).await?];
    let place = loop {
        let first = &chain[0];
        let Some(parent) = first.received.in_reply_to.clone() else {
            // What began the conversation was fetched, and only its text was kept.
            let said: Value;
            let said = if chain.len() == 1 {
                value
            } else {
                said = serde_json::from_str(&first.received.document).unwrap_or_default();
                &said
            };
            break top(p, resolve, via, first, said).await?;
        };
        if let Some(parent) = by_iri(p, resolve, &parent).await? {
            break Place::Under(parent);
        }
        if matches!(via, Via::Direct) {
            return Err(Unresolved::Ignored("it answers something that is not here"));
        }
        if chain.len() > ANCESTORS {
            return Err(Unresolved::Refused("it answers too many things that are not here"));
        }
        let found = resolve.object(&parent).await?;
        let text = String::from_utf8_lossy(&found.bytes).into_owned();
        let received = read(p, &found.value, &text)?;
        if chain.iter().any(|i| i.received.iri == received.iri) {
            return Err(Unresolved::Refused("things that answer one another in a circle"));
        }
        chain.insert(0, item(p, resolve, received, &found.value).await?);
    };
    Ok(Put::new(p, origin, chain, place, via.clone(), update))
}

/// Who a thing is for. What is for members of a community names it and its followers (Lemmy 1.0).
async fn level(
    resolve: &Resolve<'_>,
    value: &Value,
) -> Result<(Visibility, Option<String>), Unresolved> {
    let mut known = HashMap::new();
    if !document::recipients(value).any(document::is_public) {
        for iri in document::recipients(value).take(document::MAX_RECIPIENTS) {
            known.insert(iri.to_owned(), address(resolve, iri).await?);
        }
    }
    let level = Level::read(value, |iri| known.get(iri).cloned().unwrap_or(Known::Other));
    match level {
        Level::Members(group) => Ok((Visibility::Members, Some(group))),
        level => match level.visibility() {
            Some(level @ (Visibility::Public | Visibility::Unlisted)) => Ok((level, None)),
            // Messages between people, and what is for followers alone, is not content of a community.
            _ => Err(Unresolved::Ignored("it is not for everybody")),
        },
    }
}

/// What an address is, as far as it is known here.
async fn address(resolve: &Resolve<'_>, iri: &str) -> Result<Known> {
    let federation = resolve.federation();
    let origin = &resolve.live().origin;
    let is_group = |a: &Actor| a.kind == ActorKind::Group;
    if federation.known_actor(iri).await?.as_ref().is_some_and(is_group) {
        return Ok(Known::Group);
    }
    let owner = match Own::parse(origin, iri) {
        Some(Own::Followers(id)) => federation.known_actor(&Own::Actor(id).iri(origin)).await?,
        _ => remote::by_followers(&mut federation.store().read(), iri).await?,
    };
    Ok(match owner.filter(is_group) {
        Some(group) => Known::GroupFollowers(iri::of_actor(origin, &group)),
        None => Known::Other,
    })
}

pub(super) fn read(p: &Publishing, value: &Value, text: &str) -> Result<Received, Unresolved> {
    received::read(p.kinds(), value, text).map_err(|e| {
        tracing::debug!(error = %e, "a thing could not be read");
        Unresolved::Refused("the thing cannot be read")
    })
}

pub(super) async fn item(
    p: &Publishing,
    resolve: &Resolve<'_>,
    received: Received,
    value: &Value,
) -> Result<Item, Unresolved> {
    let (level, members_of) = level(resolve, value).await?;
    let members_of = match members_of {
        Some(iri) => Some(resolve.actor(&iri).await?.id),
        None => None,
    };
    let author = resolve.actor(&received.author).await?;
    let in_its_name = p.kinds().get(&received.kind).is_some_and(|kind| kind.voice.is_some());
    let organisation = match &received.organisation {
        Some(iri) if document::same_origin(iri, &received.author) => {
            match resolve.actor(iri).await {
                Ok(actor) if actor.kind == ActorKind::Organisation => Some(actor.id),
                Ok(_) => None,
                Err(e) if is_out_of_budget(&e) => return Err(e),
                // Of what somebody says in the name of an organisation it is the sense.
                Err(Unresolved::Fetch(e)) if in_its_name && e.is_passing() => return Err(e.into()),
                // On whose behalf is no reason to lose what was said.
                Err(_) => None,
            }
        }
        _ => None,
    };
    Ok(Item { received, author, organisation, level, members_of })
}

fn is_out_of_budget(e: &Unresolved) -> bool {
    matches!(e, Unresolved::Fetch(federation::client::Error::Budget) | Unresolved::Failed(_))
}

/// Where a thing that answers nothing belongs.
async fn top(
    p: &Publishing,
    resolve: &Resolve<'_>,
    via: &Via,
    first: &Item,
    value: &Value,
) -> Result<Place, Unresolved> {
    if let Via::Community(group, iri, _) = via {
        // A community may pass on what belongs to another; that is not its content.
        return match &first.received.group {
            Some(other) if other != iri => Err(Unresolved::Ignored("of another community")),
            _ if is_for(value, iri) || first.received.author == *iri => Ok(Place::In(*group)),
            _ => Err(Unresolved::Ignored("it was not written for this community")),
        };
    }
    if let Some(group) =
        addressed(resolve, &first.received, value, matches!(via, Via::Asked)).await?
    {
        // Elsewhere, the community itself says what belongs to it; of its own instance it does so by
        // giving it.
        if group.is_local() || (matches!(via, Via::Asked) && group.host == first.author.host) {
            return Ok(Place::In(group.id));
        }
    }
    if first.members_of.is_some() {
        return Err(Unresolved::Ignored("its community says what is for its members"));
    }
    let mut q = p.store().read();
    if matches!(via, Via::Asked) || any(&mut q, &FOLLOWED_HERE, first.author.id).await?.is_some() {
        return Ok(Place::Alone);
    }
    if lineage::arriving::concerns(&mut q, &resolve.live().origin, &first.received).await?
        || versions::arriving::concerns(&mut q, &first.received.iri).await?
    {
        return Ok(Place::Alone);
    }
    Err(Unresolved::Ignored("nobody here follows its author"))
}

/// Whether a thing was written for a community: it is addressed to it, or mentions it.
fn is_for(value: &Value, group: &str) -> bool {
    let mentions = document::tags(value)
        .filter(|t| document::type_of(t) == Some("Mention"))
        .filter_map(document::id_of);
    document::recipients(value)
        .chain(document::ids(value, "audience"))
        .chain(document::ids(value, "attributedTo"))
        .chain(mentions)
        .any(|iri| iri == group)
}

/// The community that a thing is addressed to: the one it names as its audience, else the first one
/// among its recipients and mentions.
async fn addressed(
    resolve: &Resolve<'_>,
    received: &Received,
    value: &Value,
    fetch: bool,
) -> Result<Option<Actor>, Unresolved> {
    let mentions = document::tags(value)
        .filter(|t| document::type_of(t) == Some("Mention"))
        .filter_map(document::id_of);
    let named = received.group.as_deref().into_iter();
    // An adaptation is addressed to the community of its source too, without belonging there.
    let others = document::recipients(value).chain(mentions);
    let others = others.filter(|_| received.adaptation.is_none());
    for iri in named.chain(others).take(document::MAX_RECIPIENTS) {
        if document::is_public(iri) {
            continue;
        }
        let own = Own::parse(&resolve.live().origin, iri);
        if own.is_some() && !matches!(own, Some(Own::Actor(_))) {
            continue;
        }
        let is_audience = Some(iri) == received.group.as_deref();
        let actor = match resolve.federation().known_actor(iri).await? {
            Some(actor) => Some(actor),
            None if fetch && is_audience => Some(resolve.actor(iri).await?),
            None => None,
        };
        if let Some(actor) = actor.filter(|a| a.kind == ActorKind::Group) {
            return Ok(Some(actor));
        }
    }
    Ok(None)
}

/// Ids that a fetched page of things gives, whatever form they have.
pub(in super::super) fn thing_iri(item: &Value) -> Option<&str> {
    let mut value = item;
    for _ in 0..3 {
        match value.get("object") {
            Some(inner) if !inner.is_null() => value = inner,
            _ => break,
        }
    }
    document::id_of(value)
}

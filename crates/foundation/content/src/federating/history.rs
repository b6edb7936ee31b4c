//! What somebody elsewhere published last, fetched when somebody here begins to follow: what is pinned,
//! the newest twenty things, and of a community the conversations about them; each from its own origin,
//! within bounds, and with a count for whoever waits.

use async_trait::async_trait;
use domain::{ContentId, Result};
use federation::{
    Actor, ActorKind, Federation,
    acquaint::Newcomer,
    client::{self, Budget},
    document,
    handler::Unresolved,
    iri,
    receiving::Resolve,
    remote,
};
use serde_json::{Value, json};
use store::{Query, args, statements};

use super::{
    arriving::{Via, by_iri, thing, thing_iri},
    progress::Counter,
};
use crate::{Publishing, service::moderate};

statements! {
    DOCUMENT = "SELECT document FROM remote_content WHERE content_id = $1";
}

/// Things that are fetched.
const NEWEST: usize = 20;
/// Entries of an outbox that are looked through for them.
const ENTRIES: usize = 60;
/// Requests in all.
const REQUESTS: u32 = 600;
/// Pinned things that are fetched.
const PINNED: usize = 20;
/// Entries of a conversation that are looked at.
const CONVERSATION: usize = 500;
/// Hosts of a community that are got to know.
const HOSTS: usize = 50;

pub(super) struct History {
    pub publishing: Publishing,
}

#[async_trait]
impl Newcomer for History {
    async fn acquaint(&self, federation: &Federation, actor: &Actor) -> Result<(), Unresolved> {
        let resolve = Resolve::new(federation, Budget::new(REQUESTS))?;
        if actor.kind == ActorKind::Group {
            self.hosts(&resolve, actor).await?;
            self.members(&resolve, actor).await?;
        }
        self.newest(&resolve, actor).await
    }
}

impl History {
    /// Who hosts a community elsewhere.
    async fn hosts(&self, resolve: &Resolve<'_>, group: &Actor) -> Result<(), Unresolved> {
        let mut q = self.publishing.store().read();
        let text = remote::document_of(&mut q, group.id).await?;
        let said: Value = serde_json::from_str(&text).unwrap_or_default();
        let iri = iri::of_actor(&resolve.live().origin, group);
        let list =
            document::id(&said, "moderators").or_else(|| document::id(&said, "attributedTo"));
        let Some(list) = list.filter(|l| document::same_origin(l, &iri)) else { return Ok(()) };
        let found = match resolve.list(list, HOSTS).await {
            Ok(found) => found,
            Err(e) => return passing_only(e),
        };
        let mut hosts = Vec::new();
        for iri in found.iter().filter_map(document::id_of) {
            match resolve.actor(iri).await {
                Ok(actor) => hosts.push(actor.id),
                Err(e) => tracing::debug!(iri, error = %e, "a host could not be fetched"),
            }
        }
        let whole = found.len() < HOSTS && hosts.len() == found.len();
        let mut tx = self.publishing.store().begin().await?;
        people::federating::keep_hosts(&mut tx, group.id, &hosts, whole).await?;
        Ok(tx.save().await?)
    }

    /// How many belong to a community elsewhere.
    async fn members(&self, resolve: &Resolve<'_>, group: &Actor) -> Result<(), Unresolved> {
        let mut q = self.publishing.store().read();
        let text = remote::document_of(&mut q, group.id).await?;
        let said: Value = serde_json::from_str(&text).unwrap_or_default();
        let iri = iri::of_actor(&resolve.live().origin, group);
        let list = document::id(&said, "followers").filter(|l| document::same_origin(l, &iri));
        let Some(list) = list else { return Ok(()) };
        let found = match resolve.object(list).await {
            Ok(found) => found,
            Err(e) => return passing_only(e),
        };
        let Some(count) = document::integer(&found.value, "totalItems") else { return Ok(()) };
        let mut tx = self.publishing.store().begin().await?;
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        people::federating::keep_member_count(&mut tx, group.id, count).await?;
        Ok(tx.save().await?)
    }

    async fn newest(&self, resolve: &Resolve<'_>, actor: &Actor) -> Result<(), Unresolved> {
        let store = self.publishing.store();
        let mut counter = Counter::start(store, actor.id).await?;
        let own = iri::of_actor(&resolve.live().origin, actor);
        let pinned = self.pinned(resolve, actor, &own).await?;
        let outbox = remote::outbox_of(&mut store.read(), actor.id).await?;
        let list = if outbox.is_empty() {
            Vec::new()
        } else {
            match resolve.list(&outbox, ENTRIES).await {
                Ok(list) => list,
                Err(e) => passing_only(e).map(|()| Vec::new())?,
            }
        };
        let mut iris: Vec<String> = Vec::new();
        for iri in list.iter().filter_map(thing_iri) {
            if !iris.iter().chain(&pinned).any(|i| i == iri) {
                iris.push(iri.to_owned());
            }
        }
        iris.truncate(NEWEST);
        let mut passing = None;
        counter.more(iris.len() + pinned.len()).await?;
        let mut roots = Vec::new();
        // The oldest first, so that what is new stands above what is old, and what is pinned above all.
        for iri in iris.iter().rev().chain(pinned.iter().rev()) {
            match self.fetch(resolve, actor, &own, iri).await {
                Ok(id) => {
                    if pinned.contains(iri) {
                        self.pin(actor, id).await?;
                    }
                    roots.push(id);
                }
                Err(Unresolved::Fetch(e)) if e.is_passing() => passing = Some(e),
                Err(Unresolved::Failed(e @ domain::Error::Internal(_))) => return Err(e.into()),
                Err(e) => tracing::debug!(iri, error = %e, "left out of the history"),
            }
            counter.one().await?;
        }
        if actor.kind == ActorKind::Group {
            for root in roots.into_iter().rev() {
                match self.conversation(resolve, actor, &own, root, &mut counter).await {
                    Ok(()) => {}
                    Err(Unresolved::Failed(e @ domain::Error::Internal(_))) => return Err(e.into()),
                    Err(Unresolved::Fetch(client::Error::Budget)) => break,
                    Err(e) => tracing::debug!(%root, error = %e, "a conversation was left out"),
                }
            }
        }
        match passing {
            Some(e) => Err(e.into()),
            None => Ok(counter.end().await?),
        }
    }

    /// What is pinned in a community elsewhere.
    async fn pinned(
        &self,
        resolve: &Resolve<'_>,
        actor: &Actor,
        own: &str,
    ) -> Result<Vec<String>, Unresolved> {
        let text = remote::document_of(&mut self.publishing.store().read(), actor.id).await?;
        let said: Value = serde_json::from_str(&text).unwrap_or_default();
        let featured = document::id(&said, "featured").filter(|f| document::same_origin(f, own));
        let (Some(featured), ActorKind::Group) = (featured, actor.kind) else {
            return Ok(Vec::new());
        };
        match resolve.list(featured, PINNED).await {
            Ok(list) => Ok(list.iter().filter_map(thing_iri).map(str::to_owned).collect()),
            Err(e) => passing_only(e).map(|()| Vec::new()),
        }
    }

    async fn pin(&self, group: &Actor, id: ContentId) -> Result<()> {
        let mut tx = self.publishing.store().begin().await?;
        let pin = moderate::Decision::Pin(true);
        match moderate::decided_elsewhere(&self.publishing, &mut tx, id, group.id, pin).await {
            Ok(()) => Ok(tx.save().await?),
            Err(domain::Error::Forbidden(_)) => Ok(()),
            Err(e) => Err(e),
        }
    }

    /// The answers in a conversation, as the community that owns its context lists them (FEP-7888).
    async fn conversation(
        &self,
        resolve: &Resolve<'_>,
        group: &Actor,
        own: &str,
        root: ContentId,
        counter: &mut Counter<'_>,
    ) -> Result<(), Unresolved> {
        let mut q = self.publishing.store().read();
        let row: Option<(String,)> = q.optional(&DOCUMENT, args![root]).await?;
        let said: Value = row.and_then(|r| serde_json::from_str(&r.0).ok()).unwrap_or_default();
        let context = document::id(&said, "context").filter(|c| document::same_origin(c, own));
        // In no context of its community's, a thing names its answers itself.
        let replies = || document::id(&said, "replies");
        let Some(context) = context.or_else(replies) else { return Ok(()) };
        let list = resolve.list(context, CONVERSATION).await?;
        let mut unknown = Vec::new();
        for iri in list.iter().filter_map(thing_iri) {
            if by_iri(&self.publishing, resolve, iri).await?.is_none() {
                unknown.push(iri.to_owned());
            }
        }
        counter.more(unknown.len()).await?;
        for iri in unknown {
            match self.fetch(resolve, group, own, &iri).await {
                Err(e @ Unresolved::Fetch(client::Error::Budget)) => return Err(e),
                Err(Unresolved::Failed(e @ domain::Error::Internal(_))) => return Err(e.into()),
                Err(e) => tracing::debug!(iri, error = %e, "an answer was left out"),
                Ok(_) => {}
            }
            counter.one().await?;
        }
        Ok(())
    }

    async fn fetch(
        &self,
        resolve: &Resolve<'_>,
        actor: &Actor,
        own: &str,
        iri: &str,
    ) -> Result<ContentId, Unresolved> {
        let p = &self.publishing;
        if let Some(known) = by_iri(p, resolve, iri).await? {
            return Ok(known);
        }
        let via = if actor.kind == ActorKind::Group {
            Via::Community(actor.id, own.to_owned(), false)
        } else {
            // By its id alone it is fetched, and must then be hers.
            Via::Direct
        };
        let put = thing(p, resolve, &via, own, &json!(iri), false).await?;
        let mut tx = p.store().begin().await?;
        let id = put.store(&mut tx, None).await?;
        tx.save().await?;
        Ok(id)
    }
}

/// A list that cannot be had for good is no reason to try again.
fn passing_only(e: Unresolved) -> Result<(), Unresolved> {
    match e {
        Unresolved::Fetch(e) if !e.is_passing() => {
            tracing::debug!(error = %e, "a list could not be fetched");
            Ok(())
        }
        Unresolved::Refused(why) => {
            tracing::debug!(why, "a list could not be read");
            Ok(())
        }
        e => Err(e),
    }
}

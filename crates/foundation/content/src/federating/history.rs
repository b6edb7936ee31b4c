//! What somebody elsewhere published last, fetched when somebody here begins to follow: at most
//! twenty things, the newest, each from its own origin.

use async_trait::async_trait;
use domain::Result;
use federation::{
    Actor, ActorKind, Federation, acquaint::Newcomer, client::Budget, document,
    handler::Unresolved, iri, receiving::Resolve, remote,
};
use serde_json::{Value, json};

use super::arriving::{Via, thing, thing_iri};
use crate::Publishing;

/// Things that are fetched.
const NEWEST: usize = 20;
/// Entries of an outbox that are looked through for them.
const ENTRIES: usize = 60;
/// Requests in all.
const REQUESTS: u32 = 100;
/// Hosts of a community that are got to know.
const HOSTS: usize = 10;

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
        let mut tx = self.publishing.store().begin().await?;
        people::federating::keep_hosts(&mut tx, group.id, &hosts).await?;
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
        let outbox = remote::outbox_of(&mut store.read(), actor.id).await?;
        if outbox.is_empty() {
            return Ok(());
        }
        let own = iri::of_actor(&resolve.live().origin, actor);
        let list = match resolve.list(&outbox, ENTRIES).await {
            Ok(list) => list,
            Err(e) => return passing_only(e),
        };
        let mut iris: Vec<String> = Vec::new();
        for iri in list.iter().filter_map(thing_iri) {
            if !iris.iter().any(|i| i == iri) {
                iris.push(iri.to_owned());
            }
        }
        iris.truncate(NEWEST);
        let mut passing = None;
        // The oldest first, so that what is new stands above what is old.
        for iri in iris.iter().rev() {
            match self.fetch(resolve, actor, &own, iri).await {
                Ok(()) => {}
                Err(Unresolved::Fetch(e)) if e.is_passing() => passing = Some(e),
                Err(Unresolved::Failed(e @ domain::Error::Internal(_))) => return Err(e.into()),
                Err(e) => tracing::debug!(iri, error = %e, "left out of the history"),
            }
        }
        passing.map_or(Ok(()), |e| Err(e.into()))
    }

    async fn fetch(
        &self,
        resolve: &Resolve<'_>,
        actor: &Actor,
        own: &str,
        iri: &str,
    ) -> Result<(), Unresolved> {
        let p = &self.publishing;
        let via = if actor.kind == ActorKind::Group {
            Via::Community(actor.id, own.to_owned(), false)
        } else {
            // By its id alone it is fetched, and must then be hers.
            Via::Direct
        };
        let put = thing(p, resolve, &via, own, &json!(iri), false).await?;
        let mut tx = p.store().begin().await?;
        put.store(&mut tx, None).await?;
        Ok(tx.save().await?)
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

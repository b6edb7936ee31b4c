//! Another's catalogue. Each page's entries are kept before the position moves, so that whatever
//! interrupts it costs one page at most.

use std::time::Duration;

use domain::{ContentId, Result, access::Who};
use federation::{
    Actor, Federation, actor,
    client::{self, Budget},
    collection, document,
    handler::Unresolved,
    receiving::Resolve,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Job, JobError, Query, Store, args, enqueue, statements};

use super::partners::{self, Stage};
use crate::{
    Publishing,
    federating::{Catalogued, keep_catalogued},
    service::withdraw,
    sql,
};

/// Pages in one run of the job; the next run goes on.
const PAGES: usize = 10;
/// The pause before that.
const REST: Duration = Duration::from_secs(15);
/// The most entries of one partner.
const MOST: i64 = 100_000;
/// Requests for one page: its entries' authors, communities and organisations.
const REQUESTS: u32 = 150;
/// How often a partner's catalogue is looked at.
pub const EVERY: Duration = Duration::from_mins(15);

statements! {
    POSITION = "UPDATE partner SET position = $2, fetched_at = $3, last_error = '', entry_count = \
        (SELECT CAST(count(*) AS bigint) FROM catalogue_entry e WHERE e.host = partner.host) WHERE host = $1";
    COMPLETE = "UPDATE partner SET complete_at = $2 WHERE host = $1 AND complete_at IS NULL";
    TROUBLE = "UPDATE partner SET last_error = $2, fetched_at = $3 WHERE host = $1";
    ENTRY = "INSERT INTO catalogue_entry (content_id, host) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    ENTRY_DELETE = "DELETE FROM catalogue_entry WHERE content_id = $1 AND host = $2";
    DUE = "SELECT p.host FROM partner p JOIN actor a ON a.id = p.actor_id WHERE p.state = 'partner' \
        AND (p.fetched_at IS NULL OR p.fetched_at <= $1) AND a.policy <> 'blocked'";
}

/// What the job needs.
pub trait Catalogues: Clone + Send + Sync + 'static {
    /// The federation and the publishing services; `None` where there is no federation.
    fn catalogues(&self) -> Option<(&Federation, &Publishing)>;
}

impl Catalogues for Publishing {
    fn catalogues(&self) -> Option<(&Federation, &Publishing)> {
        None
    }
}

/// The job: goes on with the catalogue of a partner.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FetchCatalogue {
    /// The partner.
    pub host: String,
}

impl<C: Catalogues> Job<C> for FetchCatalogue {
    const KIND: &'static str = "fetch-catalogue";
    const ASIDE: bool = true;
    // What is not there by then is looked for again at the next turn.
    const ATTEMPTS: i64 = 4;

    async fn run(self, context: C) -> Result<(), JobError> {
        let Some((federation, publishing)) = context.catalogues() else { return Ok(()) };
        if federation.live().is_none() {
            return Ok(());
        }
        match fetch(federation, publishing, &self.host).await {
            Ok(()) => Ok(()),
            Err(e) => {
                let store = federation.store();
                let why: String = e.to_string().chars().take(300).collect();
                let mut tx = store.begin().await?;
                let now = tx.now();
                tx.execute(&TROUBLE, args![&self.host, &why, now]).await?;
                tx.save().await?;
                match e {
                    // Also where we are no partner yet: our answer may still be on its way.
                    Unresolved::Fetch(_) => Err(JobError::Retry(why)),
                    Unresolved::Failed(e) => Err(e.into()),
                    _ => Err(JobError::Fail(why)),
                }
            }
        }
    }
}

/// Asks for the catalogues that are due, now and then, for ever.
pub async fn work(store: Store) {
    loop {
        if let Err(e) = ask_for_due(&store).await {
            tracing::error!(error = %e, "catalogues could not be asked for");
        }
        let next = store.now() + EVERY;
        store.world().clock().sleep_until(next).await;
    }
}

async fn ask_for_due(store: &Store) -> Result<()> {
    let before = store.now() - EVERY / 2;
    let hosts: Vec<(String,)> = store.read().all(&DUE, args![before]).await?;
    for (host,) in hosts {
        let mut tx = store.begin().await?;
        let now = tx.now();
        enqueue::<Publishing, _>(&mut tx, &FetchCatalogue { host }, now).await?;
        tx.save().await?;
    }
    Ok(())
}

async fn fetch(federation: &Federation, p: &Publishing, host: &str) -> Result<(), Unresolved> {
    let store = federation.store();
    let before = partners::by_host(&mut store.read(), host).await?.map_or(0, |p| p.entry_count);
    for _ in 0..PAGES {
        let mut q = store.read();
        let Some(partner) = partners::by_host(&mut q, host).await? else { return Ok(()) };
        if partner.stage != Stage::Partner {
            return Ok(());
        }
        if partner.entry_count >= MOST {
            return Err(Unresolved::Refused("a catalogue that is too large"));
        }
        let theirs = actor::by_id(&mut q, partner.actor_id).await?;
        let start = partners::catalogue_of(&mut q, &theirs).await?;
        let start = start.ok_or(Unresolved::Refused("it has no catalogue"))?;
        let at = if partner.position.is_empty() { start.clone() } else { partner.position };
        let resolve = Resolve::new(federation, Budget::new(REQUESTS))?;
        let page = resolve.object(&at).await?.value;
        if document::classify(&page) != Ok(document::Class::Collection) {
            return Err(Unresolved::Refused("not a page of a catalogue"));
        }
        for entry in collection::items(&page).take(200) {
            match keep(&resolve, p, &theirs, entry).await {
                Ok(()) => {}
                Err(Unresolved::Fetch(client::Error::Budget)) => {
                    return Err(Unresolved::Refused("a page that asks for too much"));
                }
                Err(Unresolved::Failed(e @ domain::Error::Internal(_))) => return Err(e.into()),
                // The partner is out of breath, or this house is: the page has its turn again.
                Err(Unresolved::Fetch(e)) if e.is_passing() && !entry.is_object() => {
                    return Err(e.into());
                }
                Err(Unresolved::Fetch(e @ (client::Error::Stopped | client::Error::Busy))) => {
                    return Err(e.into());
                }
                // What cannot be taken now is taken when it changes; it must not hold up the rest.
                Err(e) => tracing::info!(host, error = %e, "left out of a catalogue"),
            }
        }
        let next = document::id(&page, document::keys::NEXT);
        let next = next.filter(|n| document::same_origin(n, &start) && *n != at);
        let mut tx = store.begin().await?;
        let now = tx.now();
        tx.execute(&POSITION, args![host, next.unwrap_or(&at), now]).await?;
        if next.is_none() {
            tx.execute(&COMPLETE, args![host, now]).await?;
        }
        tx.save().await?;
        if next.is_none() {
            return Ok(());
        }
    }
    let mut tx = store.begin().await?;
    let after = partners::by_host(&mut tx, host).await?.map_or(0, |p| p.entry_count);
    // A list that goes on without anything new has time until the next turn: it may have no end.
    if after > before {
        let soon = tx.now() + REST;
        enqueue::<Publishing, _>(&mut tx, &FetchCatalogue { host: host.to_owned() }, soon).await?;
    }
    Ok(tx.save().await?)
}

/// Keeps one entry: an actor, a thing, or that a thing is gone. Only what lives at the partner itself.
async fn keep(
    resolve: &Resolve<'_>,
    p: &Publishing,
    theirs: &Actor,
    entry: &Value,
) -> Result<(), Unresolved> {
    let own = theirs.ap_id.as_deref().unwrap_or_default();
    let iri = document::id_of(entry).ok_or(Unresolved::Refused("an entry without an id"))?;
    if !document::same_origin(iri, own) {
        return Err(Unresolved::Refused("an entry of another instance"));
    }
    if !entry.is_object() || document::classify(entry) == Ok(document::Class::Actor) {
        resolve.federation().fetch_actor(iri, resolve.budget()).await?;
        return Ok(());
    }
    let kept = keep_catalogued(p, resolve, entry).await?;
    let mut tx = p.store().begin().await?;
    match kept {
        Catalogued::Thing { put, new } => {
            let id = put.store(&mut tx, None).await?;
            // What was here before has other reasons to be.
            if new {
                tx.execute(&ENTRY, args![id, &theirs.host]).await?;
            }
        }
        Catalogued::Gone(id) => {
            gone(p, &mut tx, id).await?;
            tx.execute(&ENTRY_DELETE, args![id, &theirs.host]).await?;
        }
        Catalogued::Nothing => return Ok(()),
    }
    Ok(tx.save().await?)
}

async fn gone(p: &Publishing, tx: &mut store::Tx, id: ContentId) -> Result<()> {
    let now = tx.now();
    let content = sql::load(tx, &Who::System, id).await?;
    if content.state == domain::access::State::Deleted {
        return Ok(());
    }
    withdraw::empty(p, tx, &content, now).await
}

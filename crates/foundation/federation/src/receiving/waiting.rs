//! What waits: activities for which something must be fetched, and everything about the same things
//! that came after them.

use std::{collections::HashMap, time::Duration};

use domain::{Result, Time};
use serde_json::Value;
use store::{Bell, Tx};
use tokio::{task::JoinSet, time::timeout};

use super::{
    must_fetch,
    taken::{self, ReceivedRow},
};
use crate::{
    Federation, actor,
    client::{self, Budget},
    delivery::back_off,
    document::keys,
    handler::{Activity, Unresolved},
    iri,
    network::domain_of,
};

/// Activities that are worked on at a time, each about another thing.
const PLACES: usize = 8;
/// How many of them may be of the names of one domain, so that whoever answers slowly leaves room.
const OF_ONE: usize = PLACES / 2;
/// How many that are due are looked through for some that may begin.
const LOOK: i64 = 1000;
/// How long everything may take that is fetched for one.
const LONGEST: Duration = Duration::from_secs(60);
/// How long nothing is tried again while the store cannot even be written to.
const TROUBLE: Duration = Duration::from_secs(1);
/// How long nothing is looked for without being told.
const IDLE: Duration = Duration::from_secs(30);
/// How long what cannot be fetched is tried.
const PATIENCE: Duration = Duration::from_secs(14 * 86_400);

/// Who is worked on: the number of each activity, and the domain of whoever did it.
#[derive(Default)]
struct Places {
    busy: HashMap<i64, String>,
    tasks: JoinSet<()>,
    numbers: HashMap<tokio::task::Id, i64>,
}

impl Places {
    /// Whether something of this host may begin.
    fn is_free(&self, id: i64, host: &str) -> bool {
        let domain = domain_of(host);
        self.busy.len() < PLACES
            && !self.busy.contains_key(&id)
            && self.busy.values().filter(|d| *d == domain).count() < OF_ONE
    }

    fn begin(&mut self, federation: &Federation, id: i64, host: &str) {
        let federation = federation.clone();
        let task = self.tasks.spawn(async move { federation.work_on(id).await });
        self.numbers.insert(task.id(), id);
        self.busy.insert(id, domain_of(host).to_owned());
    }

    /// Waits for the end of one; its number, and whether it panicked. Never ends while there is none.
    async fn end(&mut self) -> (i64, bool) {
        let (task, panicked) = match self.tasks.join_next_with_id().await {
            Some(Ok((task, ()))) => (task, false),
            Some(Err(e)) => (e.id(), true),
            None => std::future::pending().await,
        };
        let id = self.numbers.remove(&task).unwrap_or_default();
        self.busy.remove(&id);
        (id, panicked)
    }
}

/// Works on what waits, for ever.
pub(crate) async fn work(federation: Federation) {
    let mut places = Places::default();
    loop {
        let rung = federation.store().bell(Bell::Arrivals).notified();
        let next = match federation.begin_due(&mut places).await {
            Ok(next) => next,
            Err(e) => {
                tracing::error!(error = %e, "what arrived cannot be read");
                None
            }
        };
        let idle = federation.store().now() + IDLE;
        tokio::select! {
            () = rung => {}
            (id, panicked) = places.end() => if panicked {
                tracing::error!(id, "a handler panicked");
                federation.end(id, "refused", "the handler panicked").await;
            },
            () = federation.store().world().clock().sleep_until(next.map_or(idle, |n| n.min(idle))) => {}
        }
    }
}

impl Federation {
    /// Begins with what is due and may begin; returns when something will be due next.
    async fn begin_due(&self, places: &mut Places) -> Result<Option<Time>> {
        let store = self.store();
        let now = store.now();
        for (id, host) in taken::due(&mut store.read(), now, LOOK).await? {
            if places.is_free(id, &host) {
                places.begin(self, id, &host);
            }
        }
        taken::next_due(&mut store.read(), now).await
    }

    /// Works on an activity. What goes wrong here is tried again with whatever is due next.
    async fn work_on(&self, id: i64) {
        if let Err(e) = self.try_one(id).await {
            tracing::error!(error = %e, "what became of an activity cannot be written down");
            // Not at once, or it would be tried without end while nothing can be written.
            tokio::time::sleep(TROUBLE).await;
        }
    }

    async fn try_one(&self, id: i64) -> Result<()> {
        let Some(row) = taken::waiting(&mut self.store().read(), id).await? else { return Ok(()) };
        self.work_on_row(row).await
    }

    async fn end(&self, id: i64, state: &'static str, why: &str) {
        let ended = async {
            let row = taken::waiting(&mut self.store().read(), id).await?;
            let Some(row) = row else { return Ok(()) };
            let mut tx = self.store().begin().await?;
            self.settle(&mut tx, &row, state, why).await?;
            Ok::<(), domain::Error>(tx.save().await?)
        };
        if let Err(e) = ended.await {
            tracing::error!(error = %e, "what became of an activity cannot be written down");
        }
    }

    /// Ends the waiting of an activity that comes to nothing.
    async fn settle(
        &self,
        tx: &mut Tx,
        row: &ReceivedRow,
        state: &'static str,
        why: &str,
    ) -> Result<()> {
        taken::settle(tx, row.id, state, why).await?;
        let text = row.document.as_deref().unwrap_or_default();
        let document: Value = serde_json::from_str(text).unwrap_or_default();
        if self.is_private(&document) {
            taken::forget_text(tx, &row.iri).await?;
        }
        Ok(())
    }

    async fn work_on_row(&self, row: ReceivedRow) -> Result<()> {
        match self.try_row(&row).await {
            Ok(()) => Ok(()),
            Err(e) => {
                let mut tx = self.store().begin().await?;
                let now = tx.now();
                let passing = match &e {
                    Unresolved::Fetch(e) => e.is_passing(),
                    Unresolved::Failed(domain::Error::Internal(_)) => true,
                    _ => must_fetch(&e),
                };
                let why = e.to_string();
                if passing && now.since(row.received_at) < PATIENCE {
                    let pause = back_off(row.attempts, self.store().world());
                    tracing::info!(iri = row.iri, why, ?pause, "an activity waits on");
                    taken::later(&mut tx, row.id, now + pause, &why).await?;
                } else {
                    let state =
                        if matches!(e, Unresolved::Ignored(_)) { "done" } else { "refused" };
                    tracing::info!(iri = row.iri, why, state, "an activity comes to nothing");
                    self.count(format!("waiting-{state}"));
                    self.settle(&mut tx, &row, state, &why).await?;
                }
                Ok(tx.save().await?)
            }
        }
    }

    async fn try_row(&self, row: &ReceivedRow) -> Result<(), Unresolved> {
        let text = row.document.clone().unwrap_or_default();
        let value: Value =
            serde_json::from_str(&text).map_err(|_| Unresolved::Refused("the document is gone"))?;
        let live = self.live().ok_or(domain::Error::NotFound)?;
        let actor = actor::by_id(&mut self.store().read(), row.actor_id).await?;
        let activity = Activity {
            iri: row.iri.clone(),
            kind: row.kind.clone(),
            actor_iri: iri::of_actor(&live.origin, &actor),
            actor,
            value,
            bytes: text,
        };
        if self.is_blocked(&activity.actor_iri).await {
            return Err(Unresolved::Refused("blocked"));
        }
        debug_assert!(activity.value.get(keys::ID).is_some());
        let resolved = timeout(LONGEST, self.resolve(&activity, Budget::default())).await;
        let effect = resolved.map_err(|_| client::Error::Timeout)??;
        let mut tx = self.store().begin().await?;
        if taken::settle(&mut tx, row.id, "done", "").await? {
            effect.apply(&mut tx, &activity).await?;
        }
        tx.save().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_answers_slowly_leaves_room_for_others() {
        let mut places = Places::default();
        for id in 0..9 {
            let host = format!("n{id}.evil.example");
            if places.is_free(id, &host) {
                places.busy.insert(id, domain_of(&host).to_owned());
            }
        }
        assert_eq!(places.busy.len(), OF_ONE);
        assert!(!places.is_free(0, "good.example"), "it is worked on already");
        for id in 10..10 + i64::try_from(OF_ONE).unwrap() {
            assert!(places.is_free(id, "good.example"));
            places.busy.insert(id, "good.example".to_owned());
        }
        assert!(!places.is_free(20, "other.example"), "there are no more");
    }
}

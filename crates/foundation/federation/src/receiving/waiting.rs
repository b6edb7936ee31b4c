//! What waits: activities for which something must be fetched, and everything about the same things
//! that came after them.

use std::time::Duration;

use domain::Result;
use serde_json::Value;
use store::Bell;

use super::{
    must_fetch,
    taken::{self, ReceivedRow},
};
use crate::{
    Federation, actor,
    client::Budget,
    delivery::back_off,
    document::keys,
    handler::{Activity, Unresolved},
    iri,
    task::Task,
};

/// Activities that are worked on at a time, each about another thing.
const ROUND: i64 = 8;
/// How long nothing is looked for without being told.
const IDLE: Duration = Duration::from_secs(30);
/// How long what cannot be fetched is tried.
const PATIENCE: Duration = Duration::from_secs(14 * 86_400);

/// Works on what waits, for ever.
pub(crate) async fn work(federation: Federation) {
    loop {
        let rung = federation.store().bell(Bell::Arrivals).notified();
        let next = match federation.work_once().await {
            Ok(0) => {
                let now = federation.store().now();
                taken::next_due(&mut federation.store().read(), now).await.unwrap_or(None)
            }
            Ok(_) => continue,
            Err(e) => {
                tracing::error!(error = %e, "what arrived cannot be read");
                None
            }
        };
        let idle = federation.store().now() + IDLE;
        tokio::select! {
            () = rung => {}
            () = federation.store().world().clock().sleep_until(next.map_or(idle, |n| n.min(idle))) => {}
        }
    }
}

impl Federation {
    /// Works on a few of what is due; returns how many there were.
    async fn work_once(&self) -> Result<usize> {
        let store = self.store();
        let due = taken::due(&mut store.read(), store.now(), ROUND).await?;
        let count = due.len();
        let tasks: Vec<_> = due
            .into_iter()
            .map(|row| {
                let this = self.clone();
                // In a task of its own, so that a panic is a failure of one activity.
                (row.id, Task::spawn(async move { this.work_on(row).await }))
            })
            .collect();
        for (id, task) in tasks {
            match task.join().await {
                Ok(done) => done?,
                Err(e) => {
                    tracing::error!(error = %e, "a handler panicked");
                    let mut tx = store.begin().await?;
                    taken::settle(&mut tx, id, "refused", "the handler panicked").await?;
                    tx.save().await?;
                }
            }
        }
        Ok(count)
    }

    async fn work_on(&self, row: ReceivedRow) -> Result<()> {
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
                    taken::settle(&mut tx, row.id, state, &why).await?;
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
        let effect = self.resolve(&activity, Budget::default()).await?;
        let mut tx = self.store().begin().await?;
        if taken::settle(&mut tx, row.id, "done", "").await? {
            effect.apply(&mut tx, &activity).await?;
        }
        tx.save().await?;
        Ok(())
    }
}

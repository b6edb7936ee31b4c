//! Getting to know somebody elsewhere whom somebody here has begun to follow: what she published
//! last is fetched in the background.

use std::time::Duration;

use async_trait::async_trait;
use domain::{ActorId, Result};
use serde::{Deserialize, Serialize};
use store::{Job, JobError, Tx, enqueue};

use crate::{Actor, Federation, actor, handler::Unresolved};

/// What a job that needs the federation runs with.
pub trait Federated: Clone + Send + Sync + 'static {
    /// The federation; `None` where there is none.
    fn federation(&self) -> Option<&Federation>;
}

impl Federated for Federation {
    fn federation(&self) -> Option<&Federation> {
        Some(self)
    }
}

/// Fetches what an actor elsewhere published last. Done twice, it finds nothing new.
#[async_trait]
pub trait Newcomer: Send + Sync {
    /// Fetches and keeps it, within bounds of its own.
    async fn acquaint(&self, federation: &Federation, actor: &Actor) -> Result<(), Unresolved>;
}

/// The job: everybody who registered for it gets to know this actor.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Acquaint {
    /// The actor elsewhere.
    pub actor: ActorId,
}

impl<C: Federated> Job<C> for Acquaint {
    const KIND: &'static str = "acquaint";
    const ATTEMPTS: i64 = 8;
    const ASIDE: bool = true;
    /// What was fetched by then is kept, and the next attempt goes on from there.
    const LIMIT: Duration = Duration::from_secs(120);

    async fn run(self, context: C) -> Result<(), JobError> {
        let Some(federation) = context.federation() else { return Ok(()) };
        if federation.live().is_none() {
            return Err(JobError::Retry("federation is off".to_owned()));
        }
        let actor = actor::by_id(&mut federation.store().read(), self.actor).await?;
        // Whoever answers slowly waits for herself only.
        let _turn = federation.inner().acquainting.turn(&actor.host).await;
        for newcomer in &federation.inner().newcomers {
            match newcomer.acquaint(federation, &actor).await {
                Ok(()) => {}
                Err(Unresolved::Fetch(e)) if e.is_passing() => {
                    return Err(JobError::Retry(e.to_string()));
                }
                Err(Unresolved::Failed(e)) => return Err(e.into()),
                Err(e) => return Err(JobError::Fail(e.to_string())),
            }
        }
        Ok(())
    }
}

/// Asks for the job, in the unit in which somebody began to follow.
pub async fn later(tx: &mut Tx, actor: ActorId) -> Result<()> {
    let now = tx.now();
    Ok(enqueue::<Federation, _>(tx, &Acquaint { actor }, now).await?)
}

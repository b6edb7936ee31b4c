//! How this instance gets on with others, for those who look after it.

use std::collections::BTreeMap;

use domain::{
    Result,
    access::{Instance, Standing, Who, act, permit},
};
use federation::{
    Actor, Federation, actor,
    delivery::{self, GivenUp, HostRow},
    receiving::{self, ReceivedRow},
};
use store::Store;

use crate::site;

/// The most rows of each list.
const MOST: i64 = 200;

/// What passes between this instance and others.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The others, those in trouble first.
    pub hosts: Vec<HostRow>,
    /// Deliveries that were given up, the newest first.
    pub given_up: Vec<GivenUp>,
    /// What arrived, was let in and refused later, the newest first.
    pub refused: Vec<ReceivedRow>,
    /// What arrived and waits, the newest first.
    pub waiting: Vec<ReceivedRow>,
    /// Who did all this.
    pub actors: Vec<Actor>,
    /// How often what happened since the start.
    pub counters: BTreeMap<String, u64>,
}

/// How this instance gets on with others. Needs Oversee.
pub async fn overview(federation: &Federation, who: &Who) -> Result<Overview> {
    permit::<act::Oversee, _>(who, Standing::Outsider, Instance)?;
    let mut q = federation.store().read();
    let hosts = delivery::hosts(&mut q, MOST).await?;
    let given_up = delivery::given_up(&mut q, MOST).await?;
    let refused = receiving::received(&mut q, "refused", MOST).await?;
    let waiting = receiving::received(&mut q, "waiting", MOST).await?;
    let mut ids: Vec<_> = given_up.iter().map(|g| g.actor_id).collect();
    ids.extend(refused.iter().chain(&waiting).map(|r| r.actor_id));
    ids.sort_unstable();
    ids.dedup();
    let actors = if ids.is_empty() { Vec::new() } else { actor::by_ids(&mut q, &ids).await? };
    Ok(Overview { hosts, given_up, refused, waiting, actors, counters: federation.counters() })
}

/// Tries an instance again now, and everything that was put aside for it. Needs Administer.
pub async fn retry(store: &Store, who: &Who, host: &str) -> Result<()> {
    site::administer(who)?;
    delivery::retry_now(store, host).await
}

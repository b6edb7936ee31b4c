//! How this instance gets on with others, for those who look after it.

use std::collections::BTreeMap;

use domain::{
    ActorId, Error, Result,
    access::{Instance, Standing, Who, act, permit},
};
use federation::{
    Actor, Federation, actor,
    delivery::{self, GivenUp},
    policy,
    receiving::{self, ReceivedRow},
};
use store::{Query, Store, Tx, args, statements};

use crate::{communities::membership::Seat, follows, site};

/// The most rows of each list.
const MOST: i64 = 200;

/// What passes between this instance and others.
#[derive(Debug, Clone)]
pub struct Overview {
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
    let given_up = delivery::given_up(&mut q, MOST).await?;
    let refused = receiving::received(&mut q, "refused", MOST).await?;
    let waiting = receiving::received(&mut q, "waiting", MOST).await?;
    let mut ids: Vec<_> = given_up.iter().map(|g| g.actor_id).collect();
    ids.extend(refused.iter().chain(&waiting).map(|r| r.actor_id));
    ids.sort_unstable();
    ids.dedup();
    let actors = if ids.is_empty() { Vec::new() } else { actor::by_ids(&mut q, &ids).await? };
    Ok(Overview { given_up, refused, waiting, actors, counters: federation.counters() })
}

statements! {
    SEATS_OF_HOST = "SELECT m.group_id, m.actor_id FROM membership m \
        JOIN actor a ON a.id = m.actor_id AND a.host = $1 AND a.host <> '' \
        JOIN actor g ON g.id = m.group_id AND g.host = '' \
        WHERE m.standing IN ('requested', 'invited', 'member', 'facilitator') \
        ORDER BY m.group_id, m.actor_id";
    FOLLOWS_OF_HOST = "SELECT f.follower_id, f.target_id FROM follow f \
        JOIN actor a ON a.id = f.follower_id AND a.host = $1 AND a.host <> '' \
        JOIN actor t ON t.id = f.target_id AND t.host = '' ORDER BY f.follower_id, f.target_id";
}

/// The people of an instance that was blocked belong to nothing here any more and follow nobody. Who
/// was banned stays so; whoever alone facilitates a community keeps her place, in which she can do
/// nothing, until somebody else has it. A part of the unit of the block.
pub async fn part(tx: &mut Tx, host: &str) -> Result<()> {
    let seats: Vec<(ActorId, ActorId)> = tx.all(&SEATS_OF_HOST, args![host]).await?;
    for (group, actor) in seats {
        let mut seat = Seat::take(tx, group, actor).await?;
        match seat.change(tx, Standing::Outsider, "", None).await {
            Ok(()) | Err(Error::Conflict("error-last-facilitator")) => {}
            Err(e) => return Err(e),
        }
    }
    let followed: Vec<(ActorId, ActorId)> = tx.all(&FOLLOWS_OF_HOST, args![host]).await?;
    for (follower, target) in followed {
        follows::end(tx, follower, target).await?;
    }
    policy::end_interest(tx, host).await
}

/// Holds deliveries to an instance back, or lets them go on in their order. Needs Administer.
pub async fn pause(store: &Store, who: &Who, host: &str, paused: bool) -> Result<()> {
    site::administer(who)?;
    let mut tx = store.begin().await?;
    policy::set_pause(&mut tx, host, paused).await?;
    Ok(tx.save().await?)
}

/// Tries an instance again now, and everything that was put aside for it. Needs Administer.
pub async fn retry(store: &Store, who: &Who, host: &str) -> Result<()> {
    site::administer(who)?;
    delivery::retry_now(store, host).await
}

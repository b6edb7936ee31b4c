//! How often one person may make this instance ask others.

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use domain::{ActorId, Error, Result, World, access::Who};
use governor::{
    Quota, RateLimiter, clock::Clock as _, middleware::NoOpMiddleware, nanos::Nanos,
    state::keyed::HashMapStateStore,
};

use crate::sign_in::{Limit, WorldClock};

/// What is remembered is swept when so many have had a turn.
const MANY: usize = 10_000;

type Limiter = RateLimiter<ActorId, HashMapStateStore<ActorId>, WorldClock, NoOpMiddleware<Nanos>>;

/// Counts turns, for each person her own. One for the whole program; cheap to clone.
#[derive(Clone)]
pub struct Turns(Arc<(World, Limiter)>);

impl Turns {
    /// Nobody has had a turn yet.
    pub fn new(world: &World, limit: Limit) -> Self {
        let burst = NonZeroU32::new(limit.burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::with_period(limit.every.max(Duration::from_millis(1)))
            .unwrap_or(Quota::per_second(NonZeroU32::MIN))
            .allow_burst(burst);
        let limiter = RateLimiter::hashmap_with_clock(quota, WorldClock(world.clone()));
        Self(Arc::new((world.clone(), limiter)))
    }

    /// Counts one turn. [`Error::SignIn`] for a visitor, [`Error::TooMany`] when it is one too many.
    pub fn take(&self, who: &Who) -> Result<()> {
        let me = who.signed_in()?;
        let (world, limiter) = &*self.0;
        if limiter.len() > MANY {
            limiter.retain_recent();
        }
        limiter.check_key(&me).map_err(|not_until| {
            let wait = not_until.wait_time_from(WorldClock(world.clone()).now());
            Error::TooMany(wait.max(Duration::from_secs(1)))
        })
    }
}

impl std::fmt::Debug for Turns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Turns").finish_non_exhaustive()
    }
}

//! Signing in with e-mail and password, and how often it may be tried.

use std::{net::IpAddr, num::NonZeroU32, sync::Arc, time::Duration};

use domain::{AccountId, ActorId, Error, FieldErrors, Result, World, text};
use federation::ActorState;
use governor::{
    Quota, RateLimiter, clock, middleware::NoOpMiddleware, nanos::Nanos,
    state::keyed::HashMapStateStore,
};
use store::{Query, Store, args, statements};

use crate::{Client, Passwords, SignedIn, sessions};

/// How often something may be tried: `burst` times at once, then once every `every`.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// At once.
    pub burst: u32,
    /// Then one more after each of these.
    pub every: Duration,
}

/// The limits of signing in and signing up.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// For one e-mail.
    pub email: Limit,
    /// For one address: an IPv4 address or an IPv6 /64. A whole office may stand behind one.
    pub address: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            email: Limit { burst: 8, every: Duration::from_mins(1) },
            address: Limit { burst: 60, every: Duration::from_secs(6) },
        }
    }
}

/// The clock of the world as `governor` wants it.
#[derive(Clone)]
pub(crate) struct WorldClock(pub World);

impl clock::Clock for WorldClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::new(u64::try_from(self.0.now().0).unwrap_or(0).saturating_mul(1000))
    }
}

type Limiter = RateLimiter<u16, HashMapStateStore<u16>, WorldClock, NoOpMiddleware<Nanos>>;

/// Counts attempts. One for the whole program; cheap to clone.
///
/// Whoever tries falls into one of 65 536 slots, chosen by a hash that nobody outside can foresee,
/// so that the memory this takes is bounded whatever arrives.
#[derive(Clone)]
pub struct Attempts(Arc<Inner>);

struct Inner {
    world: World,
    salt: [u8; 32],
    emails: Limiter,
    addresses: Limiter,
}

impl Attempts {
    /// Nobody has tried anything yet.
    pub fn new(world: &World, limits: Limits) -> Self {
        let limiter = |limit: Limit| {
            let burst = NonZeroU32::new(limit.burst).unwrap_or(NonZeroU32::MIN);
            let quota = Quota::with_period(limit.every.max(Duration::from_millis(1)))
                .unwrap_or(Quota::per_second(NonZeroU32::MIN));
            RateLimiter::hashmap_with_clock(quota.allow_burst(burst), WorldClock(world.clone()))
        };
        Self(Arc::new(Inner {
            world: world.clone(),
            salt: world.secret(),
            emails: limiter(limits.email),
            addresses: limiter(limits.address),
        }))
    }

    /// Counts an attempt from this address; [`domain::Error::TooMany`] when it is one too many.
    pub fn from_address(&self, address: IpAddr) -> Result<()> {
        let prefix = match address {
            IpAddr::V4(v4) => v4.octets().to_vec(),
            IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
                Some(v4) => v4.octets().to_vec(),
                None => v6.octets()[..8].to_vec(),
            },
        };
        self.count(&self.0.addresses, &prefix)
    }

    /// Counts an attempt for this e-mail; [`domain::Error::TooMany`] when it is one too many.
    pub fn for_email(&self, email: &str) -> Result<()> {
        self.count(&self.0.emails, text::fold(email).as_bytes())
    }

    fn count(&self, limiter: &Limiter, key: &[u8]) -> Result<()> {
        let mut hash = aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA256);
        hash.update(&self.0.salt);
        hash.update(key);
        let hash = hash.finish();
        let slot = u16::from_be_bytes([hash.as_ref()[0], hash.as_ref()[1]]);
        limiter.check_key(&slot).map_err(|not_until| {
            let now = clock::Clock::now(&WorldClock(self.0.world.clone()));
            Error::TooMany(not_until.wait_time_from(now).max(Duration::from_secs(1)))
        })
    }
}

#[derive(store::FromRow)]
struct Credentials {
    id: AccountId,
    actor_id: ActorId,
    password_hash: Option<String>,
    state: ActorState,
}

statements! {
    /// What is needed to let somebody in.
    pub CREDENTIALS = "SELECT id, actor_id, password_hash, state FROM account WHERE email_key = $1";
}

/// Signs somebody in. The session the client had is replaced. An empty `email` or `password` is
/// `error-required` and no attempt. Wrong e-mail and wrong password are the same error
/// `error-sign-in-wrong` of the field `form`; a suspended account with the right password is told
/// so (`error-suspended`, field `form`).
pub async fn sign_in(
    store: &Store,
    passwords: &Passwords,
    attempts: &Attempts,
    email: &str,
    password: &str,
    client: &Client,
) -> Result<SignedIn> {
    let mut empty = FieldErrors::default();
    for (field, typed) in [("email", email), ("password", password)] {
        if typed.is_empty() {
            empty.add(field, "error-required");
        }
    }
    empty.check()?;
    attempts.from_address(client.address)?;
    attempts.for_email(email)?;
    let found: Option<Credentials> =
        store.read().optional(&CREDENTIALS, args![text::fold(email)]).await?;
    let hash = found.as_ref().and_then(|c| c.password_hash.clone());
    let right = passwords.verify(password, hash).await?;
    let Some(found) = found.filter(|_| right) else {
        return Err(Error::field("form", "error-sign-in-wrong"));
    };
    if found.state != ActorState::Active {
        return Err(Error::field("form", "error-suspended"));
    }
    let mut tx = store.begin().await?;
    let signed_in = sessions::open(&mut tx, found.id, found.actor_id, client).await?;
    tx.save().await?;
    Ok(signed_in)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempts() -> (Attempts, store::TestClock) {
        let (world, clock) = store::testing::world(1);
        let limit = Limit { burst: 3, every: Duration::from_mins(1) };
        (Attempts::new(&world, Limits { email: limit, address: limit }), clock)
    }

    #[test]
    fn attempts_run_out_and_come_back() {
        let (attempts, clock) = attempts();
        for _ in 0..3 {
            attempts.for_email("a@b.bg").unwrap();
        }
        let Err(Error::TooMany(wait)) = attempts.for_email("A@b.BG") else { panic!("too many") };
        assert!(wait <= Duration::from_mins(1) && wait > Duration::from_secs(50), "{wait:?}");
        attempts.for_email("other@b.bg").unwrap();
        clock.advance(Duration::from_mins(1));
        attempts.for_email("a@b.bg").unwrap();
        attempts.for_email("a@b.bg").unwrap_err();
    }

    #[test]
    fn one_network_counts_as_one() {
        let (attempts, _) = attempts();
        for last in 1..4 {
            attempts.from_address(format!("2001:db8::{last}").parse().unwrap()).unwrap();
        }
        attempts.from_address("2001:db8::ffff:1".parse().unwrap()).unwrap_err();
        attempts.from_address("2001:db8:0:1::1".parse().unwrap()).unwrap();
        for _ in 0..3 {
            attempts.from_address("192.0.2.1".parse().unwrap()).unwrap();
        }
        attempts.from_address("::ffff:192.0.2.1".parse().unwrap()).unwrap_err();
        attempts.from_address("192.0.2.2".parse().unwrap()).unwrap();
    }
}

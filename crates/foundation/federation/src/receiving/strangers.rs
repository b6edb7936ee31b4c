//! How often a host may make us fetch keys we do not know. Anybody can claim to be anybody, and
//! each claim costs a request.

use std::{collections::HashMap, sync::Mutex, time::Duration};

use domain::{Time, World};

use crate::{engine::lock, network::domain_of};

/// Fetches that one host may cause in a row.
const BURST: f64 = 30.0;
/// How long until one more is allowed.
const EVERY: Duration = Duration::from_secs(2);
/// How many times as much all names of one domain may cause together: they cost whoever owns it nothing.
const DOMAIN: f64 = 8.0;
/// How long a key that could not be had is not asked for again.
const FORGET: Duration = Duration::from_secs(600);
/// Most hosts and keys that are remembered.
const MOST: usize = 10_000;

/// Token buckets by host and by domain, and keys that could not be had.
pub(crate) struct Strangers {
    world: World,
    hosts: Mutex<Buckets>,
    domains: Mutex<Buckets>,
    failed: Mutex<HashMap<String, Time>>,
}

type Buckets = HashMap<String, (f64, Time)>;

impl Strangers {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            world: world.clone(),
            hosts: Mutex::default(),
            domains: Mutex::default(),
            failed: Mutex::default(),
        }
    }

    /// Takes one fetch from the budgets of the host and of its domain, or says how long to wait.
    pub(crate) fn take(&self, host: &str) -> Result<(), Duration> {
        self.take_one(&self.hosts, host, 1.0)?;
        self.take_one(&self.domains, domain_of(host), DOMAIN)
    }

    /// Takes one from a budget that is so many times the usual one.
    fn take_one(&self, buckets: &Mutex<Buckets>, name: &str, times: f64) -> Result<(), Duration> {
        let now = self.world.now();
        let mut buckets = lock(buckets);
        if buckets.len() >= MOST {
            forget(&mut buckets, now);
        }
        let bucket = buckets.entry(name.to_owned()).or_insert((BURST, now));
        *bucket = (filled(bucket, now), now);
        // All are counted in parts of the usual budget.
        if bucket.0 < 1.0 / times {
            return Err(EVERY);
        }
        bucket.0 -= 1.0 / times;
        Ok(())
    }

    /// A key could not be had.
    pub(crate) fn failed(&self, key: &str) {
        let mut failed = lock(&self.failed);
        let now = self.world.now();
        if failed.len() >= MOST {
            // The older half; that is at most one request more for each.
            let mut times: Vec<Time> = failed.values().copied().collect();
            let middle = *times.select_nth_unstable(MOST / 2).1;
            failed.retain(|_, at| *at > middle);
        }
        failed.insert(key.to_owned(), now);
    }

    /// Whether a key could not be had a moment ago.
    pub(crate) fn has_failed(&self, key: &str) -> bool {
        let now = self.world.now();
        lock(&self.failed).get(key).is_some_and(|at| now.since(*at) < FORGET)
    }
}

/// What is left to a host at this moment.
fn filled(&(left, at): &(f64, Time), now: Time) -> f64 {
    (left + now.since(at).as_secs_f64() / EVERY.as_secs_f64()).min(BURST)
}

/// Forgets the half of the hosts that have most left: whoever was refused a moment ago would have a
/// new budget otherwise, as soon as she has invented enough names.
fn forget(buckets: &mut Buckets, now: Time) {
    let mut all: Vec<(f64, String)> =
        buckets.iter().map(|(host, bucket)| (filled(bucket, now), host.clone())).collect();
    all.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    for (_, host) in all.iter().take(MOST / 2) {
        buckets.remove(host);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_has_a_budget_that_fills_again() {
        let (world, clock) = store::testing::world(1);
        let strangers = Strangers::new(&world);
        let taken = (0..100).filter(|_| strangers.take("a.example").is_ok()).count();
        assert_eq!(taken, 30);
        assert!(strangers.take("b.example").is_ok());
        clock.advance(EVERY);
        assert!(strangers.take("a.example").is_ok());
        assert!(strangers.take("a.example").is_err());
    }

    #[test]
    fn a_key_that_failed_is_left_alone_for_ten_minutes() {
        let (world, clock) = store::testing::world(1);
        let strangers = Strangers::new(&world);
        strangers.failed("k");
        assert!(strangers.has_failed("k") && !strangers.has_failed("other"));
        clock.advance(FORGET);
        assert!(!strangers.has_failed("k"));
    }

    /// Many names of one domain have a budget together, eight times that of one.
    #[test]
    fn a_domain_has_a_budget_too() {
        let (world, clock) = store::testing::world(1);
        let strangers = Strangers::new(&world);
        let taken = |from: usize| {
            (from..from + 500)
                .filter(|n| strangers.take(&format!("{n}.evil.example")).is_ok())
                .count()
        };
        assert_eq!(taken(0), 240);
        assert!(strangers.take("good.example").is_ok());
        clock.advance(EVERY);
        assert_eq!(taken(500), 8);
    }

    /// Inventing names gives nobody a new budget.
    #[test]
    fn a_full_memory_does_not_forget_whoever_was_refused() {
        let (world, _) = store::testing::world(1);
        let strangers = Strangers::new(&world);
        while strangers.take("evil.example").is_ok() {}
        for n in 0..MOST {
            let _ = strangers.take(&format!("{n}.other{n}.example"));
        }
        assert!(strangers.take("evil.example").is_err());
    }
}

//! How each peer wants requests to be signed, as far as it is known (`federation.md` §2).

use std::{collections::HashMap, sync::Mutex, time::Duration};

use domain::Time;

use crate::{engine::lock, signature::Scheme};

/// How long what was learnt is believed.
const LEARNT: Duration = Duration::from_hours(30 * 24);
/// The most peers that are remembered; the others are asked in the usual way.
const MOST: usize = 10_000;

/// What was learnt of peers that do not want the usual scheme. Bounded.
#[derive(Debug)]
pub struct Schemes {
    known: Mutex<HashMap<String, (Scheme, Time)>>,
    now: domain::World,
}

impl Schemes {
    pub(super) fn new(world: &domain::World) -> Self {
        Self { known: Mutex::default(), now: world.clone() }
    }

    /// The scheme that a host is spoken to in first.
    pub fn of(&self, host: &str) -> Scheme {
        let known = lock(&self.known).get(host).copied();
        match known {
            Some((scheme, at)) if self.now.now().since(at) < LEARNT => scheme,
            _ => Scheme::Cavage,
        }
    }

    /// A host took a request that was signed in this way, or asks for it.
    pub fn prefer(&self, host: &str, scheme: Scheme) {
        self.remember(host, scheme, self.now.now());
    }

    /// The same, learnt at that time.
    pub fn remember(&self, host: &str, scheme: Scheme, at: Time) {
        let mut known = lock(&self.known);
        if scheme == Scheme::Cavage {
            known.remove(host);
        } else if known.len() < MOST || known.contains_key(host) {
            known.insert(host.to_owned(), (scheme, at));
        }
    }
}

/// Whether an answer may mean that the signature was not understood.
pub(super) fn may_mean_scheme(status: u16) -> bool {
    matches!(status, 400 | 401 | 403)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_learnt_is_believed_for_thirty_days() {
        let (world, clock) = store::testing::world(1);
        let schemes = Schemes::new(&world);
        assert_eq!(schemes.of("a.example"), Scheme::Cavage);
        schemes.prefer("a.example", Scheme::Rfc9421);
        assert_eq!(schemes.of("a.example"), Scheme::Rfc9421);
        assert_eq!(schemes.of("b.example"), Scheme::Cavage);
        clock.advance(LEARNT);
        assert_eq!(schemes.of("a.example"), Scheme::Cavage);
        schemes.prefer("a.example", Scheme::Rfc9421);
        schemes.prefer("a.example", Scheme::Cavage);
        assert_eq!(schemes.of("a.example"), Scheme::Cavage);
    }
}

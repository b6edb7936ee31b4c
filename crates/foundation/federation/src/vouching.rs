//! Whether an instance belongs to a community elsewhere for members only: its home is asked, as
//! Lemmy 1.0 does (`followers?is_follower=`), and what it said is remembered for a while.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use domain::{ActorId, Time};

use crate::{
    Actor, Federation,
    client::{Accept, Budget, Error},
    handler::Unresolved,
    iri,
};

/// How long an answer holds.
const HOLDS: Duration = Duration::from_mins(10);
/// Somebody who belongs to nothing: no such name can exist (RFC 6761).
const NOBODY: &str = "https://nobody.invalid/actor";
/// How many are remembered.
const MOST: usize = 4_096;

/// What communities elsewhere said, by community and host.
#[derive(Debug, Default)]
pub(crate) struct Vouched(Mutex<HashMap<(ActorId, String), (Time, bool)>>);

impl Vouched {
    fn of(&self, key: &(ActorId, String), now: Time) -> Option<bool> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(key).filter(|(at, _)| now.since(*at) < HOLDS).map(|(_, said)| *said)
    }

    fn remember(&self, key: (ActorId, String), now: Time, said: bool) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.retain(|_, (at, _)| now.since(*at) < HOLDS);
            if all.len() >= MOST {
                all.clear();
            }
        }
        all.insert(key, (now, said));
    }
}

impl Federation {
    /// Whether the home of a community says that somebody of the asker's instance belongs to it.
    /// `followers` is the community's collection. What cannot be found out is no.
    pub async fn vouches(
        &self,
        group: &Actor,
        followers: &str,
        asker: &Actor,
    ) -> Result<bool, Unresolved> {
        let now = self.store().now();
        let key = (group.id, asker.host.clone());
        if let Some(said) = self.inner().vouched.of(&key, now) {
            return Ok(said);
        }
        let Some(live) = self.live() else { return Ok(false) };
        let said = match self.says_yes(followers, &iri::of_actor(&live.origin, asker)).await? {
            // Software that does not know the question answers it with yes for everybody.
            Some(true) => self.says_yes(followers, NOBODY).await?.map(|everybody| !everybody),
            said => said,
        };
        let Some(said) = said else { return Ok(false) };
        self.inner().vouched.remember(key, now, said);
        Ok(said)
    }

    /// The answer about one actor; `None` where there is none now.
    async fn says_yes(&self, followers: &str, actor: &str) -> Result<Option<bool>, Unresolved> {
        let Some(live) = self.live() else { return Ok(None) };
        let mut url = live.client.url(followers)?;
        url.query_pairs_mut().append_pair("is_follower", actor);
        let signer = self.signer(&live.instance).await?;
        let budget = Budget::new(3);
        let accept = Accept::Activity;
        Ok(match live.client.get_document(&url, accept, Some(&signer), &budget).await {
            Ok(found) if Error::Status(found.status).is_passing() => None,
            Ok(found) => {
                let yes = (200..300).contains(&found.status);
                Some(yes && found.final_url.origin() == url.origin())
            }
            // Lemmy says yes with nothing at all.
            Err(Error::MediaType(media)) => Some(media.is_empty()),
            Err(e) if e.is_passing() => None,
            Err(_) => Some(false),
        })
    }
}

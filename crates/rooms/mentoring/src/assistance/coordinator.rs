//! Who answers the requests of this instance: an organisation or a person, here or elsewhere, whom an administrator has
//! named; without one the organisation that the instance belongs to, as long as somebody works for it.

use std::time::Duration;

use domain::{
    ActorId, Error, Policy, Result,
    access::{Instance, Standing, Who, act, permit},
};
use federation::{Actor, ActorKind, ActorState, actor};
use people::Site;
use serde::{Deserialize, Serialize};
use store::{JsonText, Query, Store, args, statements};

/// Days after which an unanswered request is brought up again, when nobody has said otherwise.
pub const DAYS: i64 = 5;
/// The most days.
pub const MOST_DAYS: i64 = 60;

/// What an administrator has set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Who answers.
    pub coordinator: Option<ActorId>,
    /// Days after which an unanswered request is brought up again.
    pub days: i64,
}

impl Default for Setting {
    fn default() -> Self {
        Self { coordinator: None, days: DAYS }
    }
}

impl Setting {
    /// How long an answer may take.
    pub fn wait(&self) -> Duration {
        let days = u64::try_from(self.days.clamp(1, MOST_DAYS)).unwrap_or(1);
        Duration::from_secs(days * 86_400)
    }
}

statements! {
    SETTING = "SELECT value FROM setting WHERE key = 'assistance'";
    SET = "INSERT INTO setting (key, value) VALUES ('assistance', $1) \
        ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    WORKS = "SELECT f.person_id FROM affiliation f JOIN account a ON a.actor_id = f.person_id AND a.state = 'active' \
        WHERE f.organisation_id = $1 LIMIT 1";
}

/// What is set; the usual when nothing is.
pub async fn load(q: &mut impl Query) -> Result<Setting> {
    let row: Option<(JsonText<Setting>,)> = q.optional(&SETTING, args![]).await?;
    Ok(row.map(|r| r.0.0).unwrap_or_default())
}

/// Sets it. Needs Administer. Field `days`.
pub async fn save(store: &Store, who: &Who, setting: Setting) -> Result<()> {
    permit::<act::Administer, _>(who, Standing::Outsider, Instance)?;
    if !(1..=MOST_DAYS).contains(&setting.days) {
        return Err(Error::field("days", "assistance-error-days"));
    }
    let json = serde_json::to_string(&setting).map_err(Error::internal)?;
    let mut tx = store.begin().await?;
    tx.execute(&SET, args![json]).await?;
    Ok(tx.save().await?)
}

/// Who answers now; nobody where nobody was named and nobody works for the organisation of the instance, or when
/// whoever was named is gone.
pub async fn current(q: &mut impl Query, site: &Site) -> Result<Option<Actor>> {
    let named = load(q).await?.coordinator;
    let id = match named {
        Some(id) => id,
        None => {
            let works: Option<(ActorId,)> = q.optional(&WORKS, args![site.organisation]).await?;
            if works.is_none() {
                return Ok(None);
            }
            site.organisation
        }
    };
    match actor::by_id(q, id).await {
        Ok(actor) => Ok(Some(actor).filter(answers)),
        Err(Error::NotFound) => Ok(None),
        Err(e) => Err(e),
    }
}

/// Whether somebody can be asked at all.
pub fn answers(actor: &Actor) -> bool {
    matches!(actor.kind, ActorKind::Organisation | ActorKind::Person)
        && actor.state == ActorState::Active
        && actor.policy != Policy::Blocked
}

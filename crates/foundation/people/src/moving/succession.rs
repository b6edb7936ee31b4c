//! Taking those along who live here and followed somebody who has moved, or belonged to a community that
//! has: they follow the new one, or ask to join it, in their name, and leave the old one.

use domain::{
    ActorId, Error, Result,
    access::{Role, Standing, Who},
};
use federation::{Actor, ActorKind, Federated, Federation, actor};
use serde::{Deserialize, Serialize};
use store::{Job, JobError, Query, Store, Tx, args, enqueue, statements};

use crate::{
    communities::{self, membership},
    follows,
    notifications::{self, Notice, kind},
};

statements! {
    FOLLOWERS_HERE = "SELECT f.follower_id FROM follow f JOIN actor a ON a.id = f.follower_id \
        WHERE f.target_id = $1 AND a.host = '' AND a.state = 'active' ORDER BY f.follower_id";
    MEMBERS_HERE = "SELECT m.actor_id FROM membership m JOIN actor a ON a.id = m.actor_id \
        WHERE m.group_id = $1 AND m.standing IN ('requested', 'member', 'facilitator') \
        AND a.host = '' AND a.state = 'active' ORDER BY m.actor_id";
    // Whoever keeps away from somebody keeps away from her wherever she lives.
    AVOIDED_TOO = "INSERT INTO avoidance (actor_id, target_id, kind, created_at) \
        SELECT v.actor_id, $2, v.kind, $3 FROM avoidance v WHERE v.target_id = $1 \
        AND v.actor_id <> $2 ON CONFLICT DO NOTHING";
}

/// The job: everybody here is taken along from one actor to another.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Succession {
    from: ActorId,
    to: ActorId,
}

/// Asks for it, in the unit in which the move is written down.
pub(crate) async fn begin(tx: &mut Tx, from: ActorId, to: ActorId) -> Result<()> {
    let now = tx.now();
    tx.execute(&AVOIDED_TOO, args![from, to, now]).await?;
    Ok(enqueue::<Federation, _>(tx, &Succession { from, to }, now).await?)
}

impl<C: Federated> Job<C> for Succession {
    const KIND: &'static str = "succession";

    async fn run(self, context: C) -> Result<(), JobError> {
        match context.federation() {
            Some(federation) => Ok(self.everybody(federation.store()).await?),
            None => Ok(()),
        }
    }
}

impl Succession {
    /// Each in a unit of her own. Whoever was taken along before is no longer in the list.
    async fn everybody(&self, store: &Store) -> Result<()> {
        let new = actor::by_id(&mut store.read(), self.to).await?;
        let group = new.kind == ActorKind::Group;
        let list = if group { &MEMBERS_HERE } else { &FOLLOWERS_HERE };
        let all: Vec<(ActorId,)> = store.read().all(list, args![self.from]).await?;
        for (somebody,) in all.into_iter().filter(|(somebody,)| *somebody != self.to) {
            let mut tx = store.begin().await?;
            let taken = if group {
                self.member(&mut tx, somebody).await
            } else {
                self.follower(&mut tx, somebody).await
            };
            match taken {
                Ok(true) => {
                    tell(&mut tx, somebody, &new).await?;
                    tx.save().await?;
                }
                Ok(false) => {}
                // The new one does not take her: she keeps what she has.
                Err(Error::Forbidden(_) | Error::Conflict(_) | Error::NotFound) => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    async fn follower(&self, tx: &mut Tx, somebody: ActorId) -> Result<bool> {
        follows::begin(tx, somebody, self.to).await?;
        follows::cease(tx, somebody, self.from).await
    }

    async fn member(&self, tx: &mut Tx, somebody: ActorId) -> Result<bool> {
        let mut seat = membership::Seat::take(tx, self.from, somebody).await?;
        // She may have left meanwhile, or been put out.
        if !matches!(
            seat.standing(),
            Standing::Requested | Standing::Member | Standing::Facilitator
        ) {
            return Ok(false);
        }
        let before = communities::standing(tx, self.to, somebody).await?;
        let who = Who::Person { actor: somebody, role: Role::Member };
        membership::enter(tx, &who, self.to, somebody, "", "").await?;
        if seat.standing() == Standing::Facilitator {
            // Whoever hosts the old one stays in it, to close it or to keep it in order.
            return Ok(before == Standing::Outsider);
        }
        seat.unfollow(tx).await?;
        seat.change(tx, Standing::Outsider, "", None).await?;
        Ok(true)
    }
}

async fn tell(tx: &mut Tx, somebody: ActorId, new: &Actor) -> Result<()> {
    let group = (new.kind == ActorKind::Group).then_some(new.id);
    let notice = Notice {
        to: somebody,
        kind: kind::MOVED,
        by: Some(new.id),
        content: None,
        group,
        ledger: None,
    };
    notifications::notify(tx, &[notice]).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::city;

    statements! {
        PUT_OUT = "UPDATE membership SET standing = 'banned' WHERE group_id = $1 AND actor_id = $2";
    }

    store::on_both! {
        /// Who was put out, or has left, after the list was made is not taken along.
        async fn whoever_was_put_out_meanwhile_is_not_taken_along(store: Store) {
            let city = city(&store).await;
            let elena = city.person("elena").await;
            let (from, to) = (city.community("jobs").by(&elena).await, city.community("jobs_new").by(&elena).await);
            let (boris, vera) = (city.person("boris").member_of(from).await, city.person("vera").member_of(from).await);
            let clara = city.person("clara").member_of(from).await;
            communities::leave(&store, &vera.who, from).await.unwrap();
            let mut tx = store.begin().await.unwrap();
            tx.execute(&PUT_OUT, args![from, boris.actor]).await.unwrap();
            let succession = Succession { from, to };
            for (who, taken, old, new) in [
                (&boris, false, Standing::Banned, Standing::Outsider),
                (&vera, false, Standing::Outsider, Standing::Outsider),
                (&clara, true, Standing::Outsider, Standing::Member),
            ] {
                assert_eq!(succession.member(&mut tx, who.actor).await.unwrap(), taken, "{}", who.handle);
                assert_eq!(communities::standing(&mut tx, from, who.actor).await.unwrap(), old);
                assert_eq!(communities::standing(&mut tx, to, who.actor).await.unwrap(), new);
            }
        }
    }
}

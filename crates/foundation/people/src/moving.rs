//! Moving: which former addresses are one's own, going to another instance with those who follow, and
//! coming back.
//!
//! What is written does not move (`docs/decisions/0007`): it stays where it was published and is taken along
//! as an export. Whoever follows or belongs here is taken along by [`succession`], each in a unit of its own.

mod addresses;
mod leaving;
pub(crate) mod succession;

use std::time::Duration;

use domain::{
    ActorId, Error, Origin, Result, Time,
    access::{Who, act},
};
use federation::{Actor, ActorKind, ActorState, actor, alias, iri::Own};
use store::Query;

use crate::{communities, site};

pub use addresses::{add, remove};
pub use leaving::{come_back, leave, leave_own};
pub use succession::Succession;

/// How long an actor stays where it has moved to.
const REST: Duration = Duration::from_secs(7 * 86_400);

/// Somebody by her IRI, with her row where she is known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Her IRI.
    pub iri: String,
    /// Her row.
    pub actor: Option<Actor>,
}

/// How it stands with the addresses of a local actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// Whose they are.
    pub actor: Actor,
    /// Whom it says it also is.
    pub former: Vec<Place>,
    /// Where it has moved to.
    pub moved: Option<Place>,
    /// From when on it may move again; `None` when it may now.
    pub rests_until: Option<Time>,
}

/// Whether an actor's last move lies long enough back for another.
pub(crate) fn has_rested(actor: &Actor, now: Time) -> bool {
    actor.moved_at.is_none_or(|at| now >= at + REST)
}

/// The addresses of a local actor, for whoever may change them: a person her own, whoever hosts a
/// community its, an administrator those of an organisation. [`Error::NotFound`] for everybody else.
pub async fn addresses(
    q: &mut impl Query,
    who: &Who,
    origin: Option<&Origin>,
    id: ActorId,
    now: Time,
) -> Result<Addresses> {
    let actor = own(q, who, id).await?;
    let mut former = Vec::new();
    for iri in alias::of(q, id).await? {
        former.push(place(q, origin, iri).await?);
    }
    let moved = match actor.moved_to.clone() {
        Some(iri) => Some(place(q, origin, iri).await?),
        None => None,
    };
    let rests_until = actor.moved_at.map(|at| at + REST).filter(|until| *until > now);
    Ok(Addresses { actor, former, moved, rests_until })
}

/// Where an actor says that it has moved to; `None` when it lives where it always did.
pub async fn moved(
    q: &mut impl Query,
    origin: Option<&Origin>,
    id: ActorId,
) -> Result<Option<Place>> {
    match actor::by_id(q, id).await?.moved_to {
        Some(iri) => Ok(Some(place(q, origin, iri).await?)),
        None => Ok(None),
    }
}

async fn place(q: &mut impl Query, origin: Option<&Origin>, iri: String) -> Result<Place> {
    let actor = match origin.and_then(|origin| Own::parse(origin, &iri)) {
        Some(Own::Actor(id)) => match actor::by_id(q, id).await {
            Ok(actor) if actor.is_local() => Some(actor),
            Ok(_) | Err(Error::NotFound) => None,
            Err(e) => return Err(e),
        },
        Some(_) => None,
        None => actor::by_ap_id(q, &iri).await?,
    };
    Ok(Place { iri, actor: actor.filter(|a| a.state == ActorState::Active) })
}

/// A local actor, for whoever may say where it lives.
async fn own(q: &mut impl Query, who: &Who, id: ActorId) -> Result<Actor> {
    let actor = actor::by_id(q, id).await?;
    if !actor.is_local() || actor.state != ActorState::Active {
        return Err(Error::NotFound);
    }
    match actor.kind {
        ActorKind::Person if who.person() == Some(id) => {}
        ActorKind::Group => {
            let community = communities::permitted::<act::Facilitate>(q, who, id).await?;
            // What never leaves has no address that others could follow.
            if community.into_inner().visibility == domain::Visibility::Local {
                return Err(Error::NotFound);
            }
        }
        ActorKind::Organisation => site::administer(who).map(drop)?,
        ActorKind::Person | ActorKind::Instance => return Err(Error::NotFound),
    }
    Ok(actor)
}

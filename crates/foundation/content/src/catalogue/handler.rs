//! Offers between instances as they arrive, and as documents.

use async_trait::async_trait;
use domain::{Result, id::RowId};
use federation::{
    Actor, Live, actor,
    document::{self, activity},
    handler::{Activity, Effect, Unresolved},
    iri::{self, Own},
    outgoing::{Logged, Verb},
    receiving::Resolve,
};
use serde_json::{Map, Value, json};
use store::{Query, Tx};

use super::partners;

/// What two instances are to one another.
const RELATIONSHIP: &str = "gh:partner";

/// What an offer between instances, or the answer to one, does here.
pub(crate) fn resolve(
    resolve: &Resolve<'_>,
    activity: &Activity,
) -> Result<Box<dyn Effect>, Unresolved> {
    const OTHER: Unresolved = Unresolved::Ignored("no offer between instances");
    let live = resolve.live();
    let (offer, own) = (activity.object(), Own::Instance.iri(&live.origin));
    let instance = live.instance.clone();
    match activity.kind.as_str() {
        "Offer" => {
            let about = document::text(offer, "relationship").unwrap_or_default();
            let us = document::id(offer, "object") == Some(own.as_str());
            if !us || !about.ends_with(RELATIONSHIP.trim_start_matches("gh:")) {
                return Err(OTHER);
            }
            Ok(Box::new(Offered { instance }))
        }
        "Reject" => Ok(Box::new(Refused)),
        "Accept" => match document::id_of(offer).and_then(|iri| Own::parse(&live.origin, iri)) {
            Some(Own::Activity(id)) => Ok(Box::new(Agreed { offer: id })),
            _ => Err(Unresolved::Refused("not an answer to an offer of ours")),
        },
        _ => Err(OTHER),
    }
}

struct Offered {
    instance: Actor,
}

#[async_trait]
impl Effect for Offered {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        partners::offered(tx, &self.instance, &activity.actor, &activity.iri).await
    }
}

struct Agreed {
    offer: RowId,
}

#[async_trait]
impl Effect for Agreed {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        partners::answered(tx, &activity.actor, self.offer).await
    }
}

struct Refused;

#[async_trait]
impl Effect for Refused {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        partners::refused(tx, &activity.actor).await
    }
}

/// The document of an offer or of its answer; `None` for everything else.
pub(crate) async fn document(
    q: &mut impl Query,
    live: &Live,
    row: &Logged,
) -> Result<Option<Map<String, Value>>> {
    let (Some(target), None) = (row.target_id, row.content_id) else { return Ok(None) };
    if row.actor_id != live.instance.id {
        return Ok(None);
    }
    let origin = &live.origin;
    let theirs = actor::by_id(q, target).await?;
    let (us, them) = (Own::Instance.iri(origin), iri::of_actor(origin, &theirs));
    let id = Own::Activity(row.activity_id).iri(origin);
    let relationship = |subject: &str, object: &str| {
        json!({ "type": "Relationship", "subject": subject, "relationship": RELATIONSHIP,
            "object": object })
    };
    let object = match row.verb {
        Verb::Offer => relationship(&us, &them),
        Verb::Accept | Verb::Reject => match row.inner_id.parse::<RowId>() {
            // An offer of ours is named by its id, one of theirs by its IRI.
            Ok(own) => json!({ "id": Own::Activity(own).iri(origin), "type": "Offer", "actor": us,
                "object": relationship(&us, &them) }),
            Err(_) => json!({ "id": row.inner_id, "type": "Offer", "actor": them,
                "object": relationship(&them, &us) }),
        },
        _ => return Ok(None),
    };
    let mut a = activity(&id, row.verb.as_str(), &us, object);
    a.insert("to".into(), json!([them]));
    Ok(Some(a))
}

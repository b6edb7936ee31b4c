//! The documents of what is written in a ledger: made for its other party's inbox, and given to nobody else.

use async_trait::async_trait;
use domain::{Result, id::LedgerId};
use federation::{
    Live, actor,
    address::Audience,
    document::{self, keys},
    handler::Writer,
    iri::{self, Own},
    outgoing::Logged,
};
use serde_json::{Map, Value};
use store::{Query, Reader};

use super::{Ledger, LedgerKinds, load, opened, rows, sending::Sending};

/// The type of a ledger on the wire.
pub(super) const LEDGER: &str = "gh:Ledger";
/// The most bytes of operations in one activity, though at least one stands in it.
const MOST_BYTES: usize = 100_000;

/// Writes them.
#[derive(Debug, Clone)]
pub struct Documents(pub LedgerKinds);

#[async_trait]
impl Writer for Documents {
    async fn activity(
        &self,
        mut q: Reader,
        live: &Live,
        row: &Logged,
    ) -> Result<Option<Map<String, Value>>> {
        let Some(id) = row.ledger_id else { return Ok(None) };
        let Some(target) = row.target_id else { return Ok(None) };
        let Some(sending) = Sending::read(&row.inner_id) else { return Ok(None) };
        let origin = &live.origin;
        let by = iri::of_actor(origin, &actor::by_id(&mut q, row.actor_id).await?);
        let to = iri::of_actor(origin, &actor::by_id(&mut q, target).await?);
        let object = object(&mut q, &self.0, live, id, &sending).await?;
        let own = Own::Activity(row.activity_id).iri(origin);
        let mut a = document::activity(&own, row.verb.as_str(), &by, object.into());
        Audience::Direct(vec![to]).addresses(&[]).write(&mut a);
        Ok(Some(a))
    }
}

async fn object(
    q: &mut impl Query,
    kinds: &LedgerKinds,
    live: &Live,
    id: LedgerId,
    sending: &Sending,
) -> Result<Map<String, Value>> {
    let ledger = load(q, kinds, &live.origin, id).await?;
    let heads = rows::heads(q, id).await?;
    let mut operations: Vec<Value> = Vec::new();
    let mut bytes = 0;
    // Most who ask lack nothing, and nothing has to be read for them.
    let nothing = sending.upto == Some(0) || sending.lacks.covers(&heads.seen);
    let lacking = if nothing { Vec::new() } else { rows::lacking(q, id, &sending.lacks).await? };
    for text in lacking {
        let Ok(value) = serde_json::from_str::<Value>(&text) else { continue };
        let ours = value.get("gh:site").and_then(Value::as_str) == Some(live.origin.as_str());
        let number = value.get("gh:sequence").and_then(Value::as_i64).unwrap_or_default();
        if sending.upto.is_some_and(|upto| !ours || number > upto) {
            continue;
        }
        bytes += text.len();
        if bytes > MOST_BYTES && !operations.is_empty() {
            break;
        }
        operations.push(value);
    }
    let mut o = Map::new();
    o.insert(keys::ID.into(), ledger.iri.clone().into());
    o.insert(keys::TYPE.into(), LEDGER.into());
    o.insert("gh:kind".into(), ledger.kind.wire.into());
    o.insert("gh:parties".into(), ledger.party_iris.to_vec().into());
    let seen = sending.claims.as_ref().unwrap_or(&heads.seen);
    o.insert("gh:seen".into(), seen.to_value());
    // So that each sees when the other one has another history of it.
    let last = |(site, _): (&str, i64)| (site.to_owned(), heads.last_digest(site).into());
    o.insert("gh:last".into(), Value::Object(heads.seen.iter().map(last).collect()));
    o.insert("gh:operations".into(), operations.into());
    if let Some(first) = opening(q, live, &ledger, sending).await? {
        o.insert("gh:first".into(), first);
    }
    let flags = [
        ("gh:asks", sending.asks),
        ("gh:answers", sending.answers),
        ("gh:differs", sending.differs),
    ];
    for (name, _) in flags.into_iter().filter(|(_, said)| *said) {
        o.insert(name.into(), true.into());
    }
    Ok(o)
}

/// The operation with which the instance that is asked has opened the ledger itself: by its own signature it knows the ledger
/// again where it has lost it.
async fn opening(
    q: &mut impl Query,
    live: &Live,
    ledger: &Ledger,
    sending: &Sending,
) -> Result<Option<Value>> {
    let site = document::origin_of(&ledger.iri).map(|origin| origin.ascii_serialization());
    match site.filter(|site| site.as_str() != live.origin.as_str()) {
        Some(site) if sending.asks && sending.upto == Some(0) => {
            opened::first(q, ledger.id, &site).await
        }
        _ => Ok(None),
    }
}

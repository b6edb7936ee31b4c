//! What the other party's instance has written, as it arrives: believed from that party alone, each operation by
//! its own signature, kept without gaps, and never passed on.

use std::time::Duration;

use async_trait::async_trait;
use domain::{ContentId, Error, Result, id::LedgerId};
use federation::{
    Actor, ActorKind, ActorState, document,
    handler::{Activity, Effect, Handler, On, Unresolved},
    iri::Own,
    outgoing::Verb,
    receiving::{self, Resolve},
};
use serde_json::Value;
use store::Tx;

use super::{
    LedgerKind, LedgerKinds, Operation, Seen, Side,
    documents::LEDGER,
    heads::{Heads, Taken},
    load, operation,
    rejoin::{self, Heard},
    rows,
    sending::{self, Sending},
    writing::{self, Signed},
};

/// The most operations that one activity brings.
const MOST: usize = 500;
/// The most bytes of operations that are kept in a ledger.
const MOST_BYTES: i64 = 32 * 1024 * 1024;
/// The most ledgers that an instance opens here in a day.
const OPENED: i64 = 100;

/// Takes it in.
#[derive(Debug, Clone)]
pub struct Arriving(pub LedgerKinds);

#[async_trait]
impl Handler for Arriving {
    fn claims(&self) -> &'static [(&'static str, On)] {
        &[("Create", On::Thing(LEDGER)), ("Update", On::Thing(LEDGER))]
    }

    fn is_private(&self) -> bool {
        true
    }

    async fn resolve(
        &self,
        resolve: &Resolve<'_>,
        activity: &Activity,
        _: On,
    ) -> Result<Box<dyn Effect>, Unresolved> {
        let object = activity.object();
        let origin = &resolve.live().origin;
        let iri = document::id_of(object).and_then(document::iri).map(|iri| iri.to_string());
        let iri = iri.ok_or(Unresolved::Refused("a ledger without an address"))?;
        let wire = object.get("gh:kind").and_then(Value::as_str).unwrap_or_default();
        let kind = self.0.by_wire(wire).ok_or(Unresolved::Ignored("no kind that is known here"))?;
        let parties: Vec<&str> = document::ids(object, "gh:parties").collect();
        let [first, second] = parties[..] else {
            return Err(Unresolved::Refused("a ledger has two parties"));
        };
        let theirs = activity.actor_iri.as_str();
        let ours = match (first == theirs, second == theirs) {
            (true, false) => second,
            (false, true) => first,
            _ => return Err(Unresolved::Refused("a ledger of others")),
        };
        let local = match Own::parse(origin, ours) {
            Some(Own::Actor(_)) => resolve.federation().known_actor(ours).await?,
            _ => None,
        };
        let acts = |a: &Actor| matches!(a.kind, ActorKind::Person | ActorKind::Organisation);
        let local = local.filter(|a| acts(a) && a.state == ActorState::Active);
        let local = local.ok_or(Unresolved::Refused("nobody of this ledger lives here"))?;
        if !acts(&activity.actor) {
            return Err(Unresolved::Refused("only people and organisations keep ledgers"));
        }
        let mut q = resolve.federation().store().read();
        let known = match Own::parse(origin, &iri) {
            Some(Own::Object(ContentId(id))) => match rows::row(&mut q, LedgerId(id)).await {
                Ok(row) if row.ap_id.is_none() => Some(row),
                Ok(_) => return Err(Unresolved::Refused("not the address of a ledger")),
                Err(Error::NotFound) => {
                    return Err(Unresolved::Refused("no ledger has this address"));
                }
                Err(e) => return Err(e.into()),
            },
            Some(_) => return Err(Unresolved::Refused("not the address of a ledger")),
            None => rows::by_ap_id(&mut q, &iri).await?,
        };
        let side = if first == ours { Side::First } else { Side::Second };
        let mut ids = [local.id, activity.actor.id];
        if side == Side::Second {
            ids.reverse();
        }
        match &known {
            Some(row) if [row.first_id, row.second_id] != ids || row.kind != kind.name => {
                return Err(Unresolved::Refused("a ledger of others"));
            }
            None if !document::same_origin(&iri, theirs) => {
                return Err(Unresolved::Refused("a thing of another origin than its author"));
            }
            _ => {}
        }
        let known = known.map(|row| row.id);
        let heads = match known {
            Some(id) => rows::heads(&mut q, id).await?,
            None => Heads::default(),
        };
        drop(q);
        let said = object.get("gh:seen").and_then(Seen::read).unwrap_or_default();
        let last = object.get("gh:last").and_then(|all| all.get(origin.as_str()));
        let flag = |name: &str| object.get(name).and_then(Value::as_bool).unwrap_or_default();
        let list = object.get("gh:operations").and_then(Value::as_array);
        let list: &[Value] = list.map(Vec::as_slice).unwrap_or_default();
        let mut operations = Vec::new();
        for value in list.iter().take(MOST) {
            let signed = read(resolve, &iri, theirs, value)?;
            let place = &signed.operation.place;
            let verified = match heads.digest_of(&place.site, place.sequence) {
                Some(known) if known == signed.digest => true,
                // Of another history than ours it is not kept.
                Some(_) => place.site != origin.as_str(),
                None => false,
            };
            if !verified {
                verify(resolve, &signed.operation, value).await?;
            }
            operations.push(signed);
        }
        operations.sort_by(|a, b| a.operation.place.cmp(&b.operation.place));
        let mut arrived = Arrived {
            kinds: self.0.clone(),
            origin: origin.clone(),
            iri,
            kind,
            ids,
            side,
            operations,
            said,
            last: last.and_then(Value::as_str).map(str::to_owned),
            asks: flag("gh:asks"),
            answers: flag("gh:answers"),
            differs: flag("gh:differs"),
            again: None,
        };
        if let Some(id) = known {
            arrived.again = again(resolve, id, &heads, &arrived).await?;
        }
        Ok(Box::new(arrived))
    }
}

/// What this instance wrote in an older backup, signed anew to follow what the other one has: no unit of work here.
struct Again {
    /// What was here when it was signed.
    heads: Heads,
    signed: Vec<Signed>,
}

async fn again(
    resolve: &Resolve<'_>,
    id: LedgerId,
    heads: &Heads,
    arrived: &Arrived,
) -> Result<Option<Again>, Unresolved> {
    let live = resolve.live();
    let own = live.origin.as_str();
    let mut then = heads.clone();
    let Some(parting) = rejoin::hear(&mut then, own, &arrived.heard()).back_to else {
        return Ok(None);
    };
    let mut mine = rows::operations(&mut resolve.federation().store().read(), id).await?;
    mine.retain(|o| o.place.site == own && o.place.sequence > parting);
    let prover = resolve.federation().prover(&live.instance).await?;
    let mut signed = Vec::new();
    for mut operation in rejoin::again(&mine, own, parting) {
        rejoin::follow(&mut operation, &then, own);
        let mut document = operation.to_document();
        prover.prove(&mut document, resolve.federation().store().now())?;
        let digest = operation::digest(&document).ok_or(Error::NotFound)?;
        if then.take(&operation, &digest) != Taken::New {
            return Err(Unresolved::Refused("what was written here cannot follow it"));
        }
        let document = Value::Object(document).to_string();
        signed.push(Signed { operation, digest, document });
    }
    Ok(Some(Again { heads: heads.clone(), signed }))
}

/// Reads an operation; it must be of this ledger, and of one of the two instances.
fn read(
    resolve: &Resolve<'_>,
    iri: &str,
    theirs: &str,
    value: &Value,
) -> Result<Signed, Unresolved> {
    const BAD: Unresolved = Unresolved::Refused("not an operation of this ledger");
    let operation = Operation::read(value).filter(|o| o.ledger == iri).ok_or(BAD)?;
    let site = &operation.place.site;
    let own = site == resolve.live().origin.as_str();
    // An origin is written in one way, or an instance would have several rows of numbers.
    let named =
        document::origin_of(theirs).is_some_and(|origin| origin.ascii_serialization() == *site);
    if !own && !named {
        return Err(BAD);
    }
    let document = value.as_object().ok_or(BAD)?;
    let digest = operation::digest(document).ok_or(BAD)?;
    Ok(Signed { operation, digest, document: value.to_string() })
}

/// Whether its instance has signed it.
async fn verify(
    resolve: &Resolve<'_>,
    operation: &Operation,
    value: &Value,
) -> Result<(), Unresolved> {
    const BAD: Unresolved = Unresolved::Refused("an operation that its instance has not signed");
    let federation = resolve.federation();
    if operation.place.site == resolve.live().origin.as_str() {
        // One of ours that was lost here.
        return if federation.proves_own(value, &resolve.live().instance).await? {
            Ok(())
        } else {
            Err(BAD)
        };
    }
    let method = value.pointer("/proof/verificationMethod").and_then(Value::as_str).ok_or(BAD)?;
    let signer = method.split('#').next().unwrap_or_default();
    if !document::same_origin(signer, &operation.place.site) {
        return Err(BAD);
    }
    let instance = resolve.actor(signer).await?;
    if instance.kind != ActorKind::Instance {
        return Err(BAD);
    }
    if federation.proves_lasting(value, signer, resolve.budget()).await? {
        Ok(())
    } else {
        Err(BAD)
    }
}

struct Arrived {
    kinds: LedgerKinds,
    origin: domain::Origin,
    iri: String,
    kind: &'static LedgerKind,
    ids: [domain::ActorId; 2],
    /// The party that lives here.
    side: Side,
    operations: Vec<Signed>,
    /// How far the other instance has come, and the digest of the last operation of this one that it has.
    said: Seen,
    last: Option<String>,
    /// Whether it asks for what it lacks, answers, or seeks where two histories part.
    asks: bool,
    answers: bool,
    differs: bool,
    again: Option<Again>,
}

#[async_trait]
impl Effect for Arrived {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        // What stands in it is kept in the ledger, and nowhere else.
        receiving::forget_text(tx, &activity.iri).await?;
        let id = self.row(tx, activity).await?;
        rows::lock(tx, id).await?;
        let mut ledger = load(tx, &self.kinds, &self.origin, id).await?;
        let mut heads = rows::heads(tx, id).await?;
        let own = self.origin.as_str();
        let before = heads.clone();
        let outcome = rejoin::hear(&mut heads, own, &self.heard());
        if outcome.refused {
            tracing::warn!(ledger = %id, iri = activity.iri, "an operation was refused");
        }
        let mut said = self.said.clone();
        let mut new = Vec::new();
        for signed in outcome.new.iter().filter_map(|n| self.operations.get(*n)) {
            let place = &signed.operation.place;
            said.saw(&place.site, place.sequence);
            for (site, n) in signed.operation.seen.iter() {
                said.saw(site, n);
            }
            new.push(signed.clone());
        }
        let arrived: i64 =
            new.iter().map(|s| i64::try_from(s.document.len()).unwrap_or(i64::MAX)).sum();
        if arrived > 0 && rows::bytes(tx, id).await?.saturating_add(arrived) > MOST_BYTES {
            tracing::warn!(ledger = %id, iri = activity.iri, "a ledger has grown too large");
            return Ok(());
        }
        let changes = !new.is_empty() || outcome.back_to.is_some();
        let mut operations = if changes { rows::operations(tx, id).await? } else { Vec::new() };
        let registers = ledger.registers(&operations);
        if let Some(parting) = outcome.back_to {
            let again = self.again.as_ref().filter(|again| again.heads == before);
            let Some(again) = again else {
                // What was written here meanwhile would have to be signed anew as well: it is asked for once more.
                let ask = Sending {
                    lacks: before.seen.clone(),
                    upto: Some(0),
                    asks: true,
                    claims: Some(before.seen.limited(own, parting)),
                    differs: true,
                    ..Sending::default()
                };
                return sending::send(tx, &ledger, self.side, Verb::Update, &ask).await;
            };
            tracing::warn!(ledger = %id, parting, written_again = again.signed.len(),
                "what was written in an older backup follows what the other instance has");
            rows::take_back(tx, id, own, parting).await?;
            operations.retain(|o| o.place.site != own || o.place.sequence <= parting);
            let last = heads.seen.clone();
            for signed in &again.signed {
                heads.take(&signed.operation, &signed.digest);
            }
            new.extend(again.signed.iter().cloned());
            if outcome.sends && !again.signed.is_empty() {
                let upto = Some(heads.seen.of(own));
                let sending = Sending { lacks: last, upto, ..Sending::default() };
                sending::send(tx, &ledger, self.side, Verb::Update, &sending).await?;
            }
        }
        if !new.is_empty() {
            writing::put(tx, &ledger, &registers, operations, &new).await?;
        }
        let mut known = ledger.heads.clone();
        for (site, n) in said.iter() {
            known.saw(site, n);
        }
        if known != ledger.heads {
            rows::set_heads(tx, id, &known).await?;
            ledger.heads = known;
        }
        let Some(reply) = outcome.reply else { return Ok(()) };
        let answers = reply.lacks.is_some();
        let sending = Sending {
            upto: if answers { None } else { Some(0) },
            lacks: reply.lacks.unwrap_or(heads.seen),
            asks: reply.asks,
            answers,
            claims: reply.differs.then_some(reply.claims),
            differs: reply.differs,
        };
        sending::send(tx, &ledger, self.side, Verb::Update, &sending).await
    }
}

impl Arrived {
    fn heard(&self) -> Heard<'_> {
        Heard {
            operations: self.operations.iter().map(|s| (&s.operation, s.digest.as_str())).collect(),
            said: self.said.clone(),
            last: self.last.as_deref(),
            asks: self.asks,
            answers: self.answers,
            differs: self.differs,
        }
    }

    async fn row(&self, tx: &mut Tx, activity: &Activity) -> Result<LedgerId> {
        if let Some(Own::Object(ContentId(id))) = Own::parse(&self.origin, &self.iri) {
            return Ok(LedgerId(id));
        }
        if let Some(row) = rows::by_ap_id(tx, &self.iri).await? {
            return Ok(row.id);
        }
        let day = tx.now() - Duration::from_hours(24);
        if rows::opened_by_host(tx, &activity.actor.host, day).await? >= OPENED {
            return Err(Error::TooMany(Duration::from_hours(24)));
        }
        let id: LedgerId = tx.id();
        rows::insert(tx, id, Some(&self.iri), self.kind.name, self.ids).await?;
        match rows::by_ap_id(tx, &self.iri).await? {
            Some(row) => Ok(row.id),
            None => Err(Error::NotFound),
        }
    }
}

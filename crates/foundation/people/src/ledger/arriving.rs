//! What the other party's instance has written, as it arrives: believed from that party alone, each operation by
//! its own signature, kept without gaps, and never passed on.

use std::time::Duration;

use async_trait::async_trait;
use domain::{Error, Result, id::LedgerId};
use federation::{
    handler::{Activity, Effect, Handler, On, Unresolved},
    outgoing::Verb,
    receiving::{self, Resolve},
};
use serde_json::Value;
use store::Tx;

use super::{
    LedgerKinds, Seen,
    claim::Claim,
    documents::LEDGER,
    heads::{Heads, Taken},
    load, opened, operation,
    rejoin::{self, Heard, Outcome},
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
        let claim = Claim::read(resolve, &self.0, activity).await?;
        let own = claim.origin.as_str();
        let heads = match claim.known {
            Some(id) => rows::heads(&mut resolve.federation().store().read(), id).await?,
            None => Heads::default(),
        };
        let said = object.get("gh:seen").and_then(Seen::read).unwrap_or_default();
        let last = object.get("gh:last").and_then(|all| all.get(own));
        let last = last.and_then(Value::as_str).map(str::to_owned);
        let flag = |name: &str| object.get(name).and_then(Value::as_bool).unwrap_or_default();
        let list = object.get("gh:operations").and_then(Value::as_array);
        let list: &[Value] = list.map(Vec::as_slice).unwrap_or_default();
        let mut operations = Vec::new();
        for value in list.iter().take(MOST) {
            let signed = claim.operation(value)?;
            let place = &signed.operation.place;
            let verified = match heads.digest_of(&place.site, place.sequence) {
                Some(known) if known == signed.digest => true,
                // Of another history than ours it is not kept.
                Some(_) => place.site != own,
                None => false,
            };
            if !verified {
                claim.verify(resolve, &signed.operation, value).await?;
            }
            operations.push(signed);
        }
        operations.sort_by(|a, b| a.operation.place.cmp(&b.operation.place));
        let mut arrived = Arrived {
            kinds: self.0.clone(),
            claim,
            operations,
            said,
            last,
            asks: flag("gh:asks"),
            answers: flag("gh:answers"),
            differs: flag("gh:differs"),
            again: None,
        };
        if let Some(id) = arrived.claim.known {
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
        operation::bind(&mut document, arrived.claim.kind.wire, &arrived.claim.parties);
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

struct Arrived {
    kinds: LedgerKinds,
    claim: Claim,
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
        let Some(id) = self.row(tx, activity).await? else { return Ok(()) };
        rows::lock(tx, id).await?;
        let (origin, side) = (&self.claim.origin, self.claim.side);
        let mut ledger = load(tx, &self.kinds, origin, id).await?;
        let mut heads = rows::heads(tx, id).await?;
        let own = origin.as_str();
        let before = heads.clone();
        let outcome = rejoin::hear(&mut heads, own, &self.heard());
        if outcome.refused {
            tracing::warn!(ledger = %id, iri = activity.iri, "an operation was refused");
        }
        let (mut new, said) = self.new_of(&outcome);
        let arrived: i64 =
            new.iter().map(|s| i64::try_from(s.document.len()).unwrap_or(i64::MAX)).sum();
        if arrived > 0 && rows::bytes(tx, id).await?.saturating_add(arrived) > MOST_BYTES {
            tracing::warn!(ledger = %id, iri = activity.iri, "a ledger has grown too large");
            return Ok(());
        }
        let of_own = new.iter().map(|s| &s.operation).filter(|o| o.place.site == own);
        if let Some(at) = of_own.map(|o| o.at).min().filter(|at| *at < ledger.opened_at) {
            opened::since(tx, id, at).await?;
            ledger.opened_at = at;
        }
        let comes_back = new.iter().any(|s| s.operation.place.site == own);
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
                return sending::answer(tx, &ledger, side, &ask).await;
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
                sending::send(tx, &ledger, side, Verb::Update, &sending).await?;
            }
        }
        if !new.is_empty() {
            writing::put(tx, &ledger, &registers, operations, &new, comes_back).await?;
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
        sending::answer(tx, &ledger, side, &sending).await
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

    /// What is new here, and how far the other instance has come, which has what it brings and what was seen by whoever
    /// wrote that.
    fn new_of(&self, outcome: &Outcome) -> (Vec<Signed>, Seen) {
        let (mut new, mut said) = (Vec::new(), self.said.clone());
        for signed in outcome.new.iter().filter_map(|n| self.operations.get(*n)) {
            let place = &signed.operation.place;
            said.saw(&place.site, place.sequence);
            for (site, n) in signed.operation.seen.iter() {
                said.saw(site, n);
            }
            new.push(signed.clone());
        }
        (new, said)
    }

    /// The row of the ledger, which is made where it is not here; nothing where there is no room for today.
    async fn row(&self, tx: &mut Tx, activity: &Activity) -> Result<Option<LedgerId>> {
        let claim = &self.claim;
        if let Some(row) = opened::by_iri(tx, &claim.origin, &claim.iri).await? {
            return if claim.fits(&row) { Ok(Some(row.id)) } else { Err(Error::NotFound) };
        }
        if claim.known.is_some() {
            return Err(Error::NotFound);
        }
        let day = tx.now() - Duration::from_hours(24);
        // How many this instance has opened itself and lost, it has signed: of those there is an end.
        let counts = claim.own.is_none();
        if counts && opened::by_host(tx, &activity.actor.host, day).await? >= OPENED {
            // Whoever only asks does so again on another day, and nothing else waits for it.
            let wait = Err(Error::TooMany(Duration::from_hours(24)));
            return if self.asks { Ok(None) } else { wait };
        }
        let id: LedgerId = claim.own.unwrap_or_else(|| tx.id());
        let iri = Some(claim.iri.as_str()).filter(|_| claim.own.is_none());
        opened::insert(tx, id, iri, claim.kind.name, claim.ids).await?;
        let row = opened::by_iri(tx, &claim.origin, &claim.iri).await?;
        let row = row.filter(|row| claim.fits(row)).ok_or(Error::NotFound)?;
        Ok(Some(row.id))
    }
}

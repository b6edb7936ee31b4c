//! What an activity says of its ledger, and what of it is believed: which two keep it, and that an operation is of the
//! instance that it names.

use domain::{ActorId, ContentId, Origin, Result, id::LedgerId};
use federation::{
    Actor, ActorKind, ActorState, document,
    handler::{Activity, Unresolved},
    iri::Own,
    receiving::Resolve,
};
use serde_json::Value;

use super::{
    LedgerKind, LedgerKinds, Operation, Side, opened, operation, rows::Row, writing::Signed,
};

const OTHERS: Unresolved = Unresolved::Refused("a ledger of others");
/// What is said of an address of this instance, whether it is nobody's or that of others, so that nobody learns which. It is
/// no refusal: what is refused is sent again for days, and what follows it would wait.
const UNKNOWN: Unresolved = Unresolved::Ignored("no ledger of these two has this address");

/// A ledger as an activity speaks of it: whoever acts is one of its parties, and the other one lives here.
pub(super) struct Claim {
    pub origin: Origin,
    pub iri: String,
    pub kind: &'static LedgerKind,
    /// The IRIs of the parties, the first one first.
    pub parties: [String; 2],
    /// Their ids here.
    pub ids: [ActorId; 2],
    /// The party that lives here.
    pub side: Side,
    /// Its id, where it was opened here.
    pub own: Option<LedgerId>,
    /// Its id, where it is here.
    pub known: Option<LedgerId>,
}

impl Claim {
    pub async fn read(
        resolve: &Resolve<'_>,
        kinds: &LedgerKinds,
        activity: &Activity,
    ) -> Result<Self, Unresolved> {
        let object = activity.object();
        let origin = &resolve.live().origin;
        let iri = document::id_of(object).and_then(document::iri).map(|iri| iri.to_string());
        let iri = iri.ok_or(Unresolved::Refused("a ledger without an address"))?;
        let wire = object.get("gh:kind").and_then(Value::as_str).unwrap_or_default();
        let kind = kinds.by_wire(wire).ok_or(Unresolved::Ignored("no kind that is known here"))?;
        let parties: Vec<&str> = document::ids(object, "gh:parties").collect();
        let [first, second] = parties[..] else {
            return Err(Unresolved::Refused("a ledger has two parties"));
        };
        let theirs = activity.actor_iri.as_str();
        let (ours, side) = match (first == theirs, second == theirs) {
            (true, false) => (second, Side::Second),
            (false, true) => (first, Side::First),
            _ => return Err(OTHERS),
        };
        let local = match Own::parse(origin, ours) {
            Some(Own::Actor(_)) => resolve.federation().known_actor(ours).await?,
            _ => None,
        };
        let local = local.filter(|a| acts(a) && a.state == ActorState::Active);
        let local = local.ok_or(Unresolved::Refused("nobody of this ledger lives here"))?;
        if !acts(&activity.actor) {
            return Err(Unresolved::Refused("only people and organisations keep ledgers"));
        }
        let own = match Own::parse(origin, &iri) {
            Some(Own::Object(ContentId(id))) => Some(LedgerId(id)),
            Some(_) => return Err(Unresolved::Refused("not the address of a ledger")),
            None if document::same_origin(&iri, theirs) => None,
            None => {
                return Err(Unresolved::Refused("a thing of another origin than its author"));
            }
        };
        let mut ids = [local.id, activity.actor.id];
        if side == Side::Second {
            ids.reverse();
        }
        let mut q = resolve.federation().store().read();
        let row = opened::by_iri(&mut q, origin, &iri).await?;
        drop(q);
        let known = row.as_ref().map(|row| row.id);
        let parties = [first.to_owned(), second.to_owned()];
        let claim = Self { origin: origin.clone(), iri, kind, parties, ids, side, own, known };
        if row.is_some_and(|row| !claim.fits(&row)) {
            return Err(if own.is_some() { UNKNOWN } else { OTHERS });
        }
        if own.is_some() && known.is_none() && !claim.is_ours(resolve, object).await? {
            return Err(UNKNOWN);
        }
        Ok(claim)
    }

    /// Whether a ledger that is here is the one that is spoken of.
    pub fn fits(&self, row: &Row) -> bool {
        [row.first_id, row.second_id] == self.ids && row.kind == self.kind.name
    }

    /// Whether an activity brings the operation with which this instance itself has opened the ledger. That is all it
    /// believes of one that was opened after the backup from which it came back.
    async fn is_ours(&self, resolve: &Resolve<'_>, object: &Value) -> Result<bool, Unresolved> {
        let first = object.get("gh:first").filter(|first| first.is_object());
        let Some(value) = first.or_else(|| object.pointer("/gh:operations/0")) else {
            return Ok(false);
        };
        let Ok(Signed { operation, .. }) = self.operation(value) else { return Ok(false) };
        let opens = opened::is_first(&operation, self.origin.as_str())
            && operation.party == self.parties[self.side.index()];
        Ok(opens && self.is_signed_here(resolve, value).await?)
    }

    /// Reads an operation; it must be of this ledger, and of one of the two instances.
    pub fn operation(&self, value: &Value) -> Result<Signed, Unresolved> {
        const BAD: Unresolved = Unresolved::Refused("not an operation of this ledger");
        let operation = Operation::read(value).filter(|o| o.ledger == self.iri).ok_or(BAD)?;
        let site = &operation.place.site;
        let own = site == self.origin.as_str();
        // An origin is written in one way, or an instance would have several rows of numbers.
        let theirs = &self.parties[self.side.other().index()];
        let named =
            document::origin_of(theirs).is_some_and(|origin| origin.ascii_serialization() == *site);
        let of_another = operation::is_bound(value, self.kind.wire, &self.parties) == Some(false);
        if (!own && !named) || of_another {
            return Err(BAD);
        }
        let document = value.as_object().ok_or(BAD)?;
        let digest = operation::digest(document).ok_or(BAD)?;
        Ok(Signed { operation, digest, document: value.to_string() })
    }

    /// Whether its instance has signed an operation.
    pub async fn verify(
        &self,
        resolve: &Resolve<'_>,
        operation: &Operation,
        value: &Value,
    ) -> Result<(), Unresolved> {
        const BAD: Unresolved =
            Unresolved::Refused("an operation that its instance has not signed");
        if operation.place.site == self.origin.as_str() {
            // One of ours that was lost here.
            return if self.is_signed_here(resolve, value).await? { Ok(()) } else { Err(BAD) };
        }
        let method = value.pointer("/proof/verificationMethod").and_then(Value::as_str);
        let method = method.ok_or(BAD)?;
        let signer = method.split('#').next().unwrap_or_default();
        if !document::same_origin(signer, &operation.place.site) {
            return Err(BAD);
        }
        let instance = resolve.actor(signer).await?;
        if instance.kind != ActorKind::Instance {
            return Err(BAD);
        }
        if resolve.federation().proves_lasting(value, signer, resolve.budget()).await? {
            Ok(())
        } else {
            Err(BAD)
        }
    }

    /// Whether this instance has signed an operation, and said by it that it is of this ledger: of its kind, and kept by
    /// these two. Nobody else can be put in the place of either when all else was lost here.
    async fn is_signed_here(&self, resolve: &Resolve<'_>, value: &Value) -> Result<bool> {
        if operation::is_bound(value, self.kind.wire, &self.parties) != Some(true) {
            return Ok(false);
        }
        resolve.federation().proves_own(value, &resolve.live().instance).await
    }
}

fn acts(actor: &Actor) -> bool {
    matches!(actor.kind, ActorKind::Person | ActorKind::Organisation)
}

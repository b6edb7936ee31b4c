//! Who is named in a ledger may be away for long. Then an administrator of the instance names somebody else of the same
//! organisation: both parties read it, and it stands in the log of what administrators did.

use domain::{ActorId, Error, Result, access::Who, id::LedgerId};
use federation::{ActorKind, ActorState, actor, iri};
use store::{Query, args, statements};

use super::{
    Draft, Ledgers, load,
    writing::{as_house, belongs},
};
use crate::{
    moderation::{Deed, action},
    site,
};

statements! {
    IS_NAMED = "SELECT person_id FROM ledger_person WHERE ledger_id = $1 AND person_id = $2 AND party_id = $3";
}

/// Names somebody of an organisation of this instance in one of its ledgers. Needs Administer; whoever may do it gets to
/// see nothing of the ledger thereby. NotFound where this is no party whose people are named one by one; errors of the
/// field `handle`: `ledger-error-colleague` for who does not work for it, `ledger-error-named` for who is named already.
pub async fn name_for(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    party: ActorId,
    person: ActorId,
) -> Result<()> {
    site::administer(who)?;
    let mut q = ledgers.store().read();
    let ledger = load(&mut q, ledgers.kinds(), ledgers.origin()?, id).await?;
    let side = ledger.side(party).filter(|side| {
        let party = ledger.party(*side);
        let by_name = !ledger.kind.whole[side.index()];
        party.is_local() && party.kind == ActorKind::Organisation && by_name
    });
    let side = side.ok_or(Error::NotFound)?;
    let found = actor::by_id(&mut q, person).await?;
    if found.state != ActorState::Active || !belongs(&mut q, person, party).await? {
        return Err(Error::field("handle", "ledger-error-colleague"));
    }
    let known: Option<(ActorId,)> = q.optional(&IS_NAMED, args![id, person, party]).await?;
    if known.is_some() {
        return Err(Error::field("handle", "ledger-error-named"));
    }
    drop(q);
    let iri = iri::of_actor(ledgers.origin()?, &found);
    let draft = Draft::name(&iri, &found.name, "participant");
    let deed = Deed {
        group: None,
        moderator: who.actor(),
        action: action::NAME_COLLEAGUE,
        content: None,
        actor: Some(person),
        reason: "",
    };
    as_house(ledgers, id, side, Some(deed), |_, _| vec![draft.clone()]).await
}

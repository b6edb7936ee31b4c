//! One request has an address for each of its ledgers. Whoever was given one that is not hers is led to her own, where she
//! has one on this instance; to everybody else there is nothing at either. Nothing is read of a request before it is known
//! that somebody has a part in it: it can be long, and anybody can ask.

use domain::{ActorId, Error, Result, access::Who, id::LedgerId};
use people::ledger::{Ledger, Ledgers, Registers, Side};
use store::{Query as _, args, statements};

use super::{ASSISTANCE, entry};

statements! {
    /// Where a request came from, if it was passed on, and who asks in it.
    GIVEN = "SELECT ap_id, subject, first_id FROM ledger WHERE id = $1 AND kind = $2";
    /// What somebody may see of a request: where it began, and what was made of it. Nobody passes one on so often.
    OWN = "SELECT l.id FROM ledger l WHERE l.kind = $1 AND (l.id = $2 OR l.subject = $3) AND l.id IN \
        (SELECT r.ledger_id FROM ledger_reader r WHERE r.person_id = $4) \
        ORDER BY CASE WHEN l.id = $2 THEN 0 ELSE 1 END, l.opened_at, l.id LIMIT 50";
}

/// The request in which all began.
struct Source {
    ledger: Ledger,
    now: Registers,
}

impl Source {
    async fn read(ledgers: &Ledgers, id: LedgerId) -> Result<Self> {
        let (ledger, operations) = ledgers.load(&mut ledgers.store().read(), id).await?;
        if ledger.kind.name != ASSISTANCE.name {
            return Err(Error::NotFound);
        }
        let now = ledger.registers(&operations);
        Ok(Self { ledger, now })
    }

    /// Whether a ledger that says that it comes from here was made of it: this says so, too, and who has passed it on
    /// asks there.
    fn has_passed_on(&self, iri: &str, asker: ActorId) -> bool {
        let routes = self.now.all(entry::ROUTE);
        asker == self.ledger.party(Side::Second).id
            && routes.iter().any(|(_, route)| route.text("ledger") == iri)
    }
}

/// The ledger in which this reader sees the request of another one, which she may not see. NotFound where there is none,
/// as for what does not exist at all.
pub async fn own(ledgers: &Ledgers, who: &Who, id: LedgerId) -> Result<LedgerId> {
    let me = who.signed_in()?;
    let mut q = ledgers.store().read();
    let given: Option<(Option<String>, String, ActorId)> =
        q.optional(&GIVEN, args![id, ASSISTANCE.name]).await?;
    let (iri, source, asker) = given.ok_or(Error::NotFound)?;
    let iri = iri.map_or_else(|| ledgers.iri_of_own(id), Ok)?;
    let begins = source.is_empty();
    let source = if begins { iri.clone() } else { source };
    let first = ledgers.find(&mut q, &source).await?.ok_or(Error::NotFound)?;
    let all: Vec<(LedgerId,)> = q.all(&OWN, args![ASSISTANCE.name, first, &source, me]).await?;
    drop(q);
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    let source = Source::read(ledgers, first).await?;
    if !begins && !source.has_passed_on(&iri, asker) {
        return Err(Error::NotFound);
    }
    for (own,) in all {
        let open = match ledgers.see(who, own).await {
            Err(Error::NotFound) => continue,
            open => open?,
        };
        let (iri, asker) = (&open.ledger.iri, open.ledger.party(Side::First).id);
        let relays = open.now.one(entry::ABOUT).text("relays");
        let is_of_it =
            own == first || (relays == source.ledger.iri && source.has_passed_on(iri, asker));
        if is_of_it && own != id {
            return Ok(own);
        }
    }
    Err(Error::NotFound)
}

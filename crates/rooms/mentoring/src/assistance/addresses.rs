//! One request has an address for each of its ledgers. Whoever was given one that is not hers is led to her own, where she
//! has one on this instance; to everybody else there is nothing at either.

use domain::{Error, Result, access::Who, id::LedgerId};
use people::ledger::{Ledger, Ledgers, Registers, Side};

use super::{ASSISTANCE, entry};

/// Where a request leads, and where it comes from: what holds in a ledger.
struct Read {
    ledger: Ledger,
    now: Registers,
}

async fn read(ledgers: &Ledgers, id: LedgerId) -> Result<Read> {
    let (ledger, operations) = ledgers.load(&mut ledgers.store().read(), id).await?;
    if ledger.kind.name != ASSISTANCE.name {
        return Err(Error::NotFound);
    }
    let now = ledger.registers(&operations);
    Ok(Read { ledger, now })
}

async fn find(ledgers: &Ledgers, iri: &str) -> Result<Option<Read>> {
    let Some(id) = ledgers.find(&mut ledgers.store().read(), iri).await? else { return Ok(None) };
    match read(ledgers, id).await {
        Ok(read) => Ok(Some(read)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the second was made of the first: both say so, and one party is of both.
fn joined(first: &Read, second: &Read) -> bool {
    let routes = first.now.all(entry::ROUTE);
    second.now.one(entry::ABOUT).text("relays") == first.ledger.iri
        && second.ledger.party(Side::First).id == first.ledger.party(Side::Second).id
        && routes.iter().any(|(_, route)| route.text("ledger") == second.ledger.iri)
}

/// The ledger in which this reader sees the request of another one, which she may not see. NotFound where there is none,
/// as for what does not exist at all.
pub async fn own(ledgers: &Ledgers, who: &Who, id: LedgerId) -> Result<LedgerId> {
    let given = read(ledgers, id).await?;
    let source = given.now.one(entry::ABOUT).text("relays");
    let first = if source.is_empty() {
        given
    } else {
        let Some(first) = find(ledgers, source).await? else { return Err(Error::NotFound) };
        if !joined(&first, &given) {
            return Err(Error::NotFound);
        }
        if ledgers.see(who, first.ledger.id).await.is_ok() {
            return Ok(first.ledger.id);
        }
        first
    };
    for (_, route) in first.now.all(entry::ROUTE) {
        let Some(second) = find(ledgers, route.text("ledger")).await? else { continue };
        if joined(&first, &second) && ledgers.see(who, second.ledger.id).await.is_ok() {
            return Ok(second.ledger.id);
        }
    }
    Err(Error::NotFound)
}

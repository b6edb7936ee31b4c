//! Whether signatures under an agreement hold. What was verified once is noted, and stays so though keys are renewed.
//! Jobs look for keys that are not here; pages go by what was noted and by the keys that are here, and wait for nobody.

use std::collections::HashSet;

use domain::{ActorId, Result, id::LedgerId};
use federation::{client::Budget, handler::Unresolved};
use people::ledger::{Ledger, Ledgers, Line, Operation, Side, notes};
use serde_json::Value;
use store::Query;

use crate::{
    agreement::{Agreement, Version},
    workspace::word,
};

/// Requests that finding keys may cost in one go, however many signatures there are.
const REQUESTS: u32 = 4;

/// What is noted of a signature that held.
fn fact(digest: &str, side: Side) -> String {
    format!("{} {digest}", word(side))
}

/// What stands in a ledger, with what this instance has verified of it.
pub async fn agreement(
    q: &mut impl Query,
    ledger: &Ledger,
    operations: &[Operation],
) -> Result<Agreement> {
    let facts = notes::witnessed(q, ledger.id).await?;
    let held = |digest: &str, side: Side| facts.contains(&fact(digest, side));
    Ok(Agreement::of(ledger, operations).verified(held))
}

/// The same for the page of an agreement: also by the keys that are here, where nobody has noted it yet.
pub async fn by_known_keys(
    ledgers: &Ledgers,
    ledger: &Ledger,
    operations: &[Operation],
) -> Result<Agreement> {
    let mut agreement = agreement(&mut ledgers.store().read(), ledger, operations).await?;
    for version in &mut agreement.versions {
        for side in Side::BOTH {
            if !version.verified[side.index()] {
                let held = verifies(ledgers, ledger, version, side, None).await?;
                version.verified[side.index()] = held == Held::Yes;
            }
        }
    }
    Ok(agreement)
}

/// Of the mentorings in a list of somebody's those in which a version binds.
pub async fn agreed(
    q: &mut impl Query,
    person: ActorId,
    lines: &[Line],
) -> Result<HashSet<LedgerId>> {
    let facts = notes::witnessed_for(q, person).await?;
    let held = |id: LedgerId, digest: &str| {
        Side::BOTH.into_iter().all(|side| facts.contains(&(id, fact(digest, side))))
    };
    let binds = |line: &&Line| {
        let bound = line.summary.get("bound").and_then(Value::as_array);
        let mut digests = bound.into_iter().flatten().filter_map(Value::as_str);
        digests.any(|digest| held(line.id, digest))
    };
    Ok(lines.iter().filter(binds).map(|line| line.id).collect())
}

/// Whether a signature holds, as far as can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It does.
    Yes,
    /// It does not, or the key is not among those of its party.
    No,
    /// The key is not here, and its instance is away: later one can say.
    Unknown,
}

/// Whether a party's own key has signed a version: now, or when the signature came. The key is fetched where it is not
/// here.
pub async fn holds(
    ledgers: &Ledgers,
    ledger: &Ledger,
    version: &Version,
    side: Side,
) -> Result<Held> {
    let facts = notes::witnessed(&mut ledgers.store().read(), ledger.id).await?;
    let signed = !version.signatures[side.index()].is_empty();
    if signed && facts.contains(&fact(&version.digest, side)) {
        return Ok(Held::Yes);
    }
    verifies(ledgers, ledger, version, side, Some(&Budget::new(REQUESTS))).await
}

/// Notes which signatures hold, as long as their keys are there. Whether all was done that there is to do: not where a
/// key could not be had of which something depends.
pub(crate) async fn witness(
    ledgers: &Ledgers,
    ledger: &Ledger,
    agreement: &mut Agreement,
) -> Result<bool> {
    let matters: Vec<bool> = agreement.versions.iter().map(|v| agreement.matters(v)).collect();
    let (budget, mut done) = (Budget::new(REQUESTS), true);
    for (version, matters) in agreement.versions.iter_mut().zip(matters) {
        for side in Side::BOTH {
            if version.verified[side.index()] {
                continue;
            }
            match verifies(ledgers, ledger, version, side, Some(&budget)).await? {
                Held::Yes => {
                    let mut tx = ledgers.store().begin().await?;
                    notes::witness(&mut tx, ledger.id, &fact(&version.digest, side)).await?;
                    tx.save().await?;
                    version.verified[side.index()] = true;
                }
                Held::No => {}
                Held::Unknown => done &= !matters,
            }
        }
    }
    Ok(done)
}

/// Whether there is something under which a signature was not verified yet, and of which something depends.
pub(crate) fn waits(agreement: &Agreement) -> bool {
    let open = |v: &Version| {
        let unverified =
            |side: Side| !v.verified[side.index()] && !v.signatures[side.index()].is_empty();
        Side::BOTH.into_iter().any(unverified)
    };
    agreement.versions.iter().any(|v| open(v) && agreement.matters(v))
}

/// Looks at the signatures of a party under a version; without a budget nobody is asked for a key.
async fn verifies(
    ledgers: &Ledgers,
    ledger: &Ledger,
    version: &Version,
    side: Side,
    budget: Option<&Budget>,
) -> Result<Held> {
    let mut held = Held::No;
    for signature in &version.signatures[side.index()] {
        let mut signed = version.document.clone();
        signed.insert("proof".into(), signature.clone());
        match is_of(ledgers, ledger, &Value::Object(signed), side, budget).await? {
            Held::Yes => return Ok(Held::Yes),
            Held::No => {}
            Held::Unknown => held = Held::Unknown,
        }
    }
    Ok(held)
}

async fn is_of(
    ledgers: &Ledgers,
    ledger: &Ledger,
    signed: &Value,
    side: Side,
    budget: Option<&Budget>,
) -> Result<Held> {
    let (party, federation) = (ledger.party(side), ledgers.federation());
    let iri = &ledger.party_iris[side.index()];
    let sure = |holds: bool| if holds { Held::Yes } else { Held::No };
    if party.is_local() {
        return Ok(sure(federation.proves_own(signed, party).await?));
    }
    let Some(budget) = budget else {
        return Ok(sure(federation.proves_known(signed, iri).await?));
    };
    match federation.proves_lasting(signed, iri, budget).await {
        Ok(holds) => Ok(sure(holds)),
        Err(Unresolved::Failed(e)) => Err(e),
        Err(e) => {
            tracing::debug!(%iri, error = %e, "the key of a party cannot be had now");
            let passing = matches!(&e, Unresolved::Fetch(e) if e.is_passing());
            Ok(if passing { Held::Unknown } else { Held::No })
        }
    }
}

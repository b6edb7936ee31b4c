//! Whether signatures under an agreement hold. What was verified once is noted, and stays so though keys are renewed.
//! Jobs look for keys that are not here; pages go by what was noted and by the keys that are here, and wait for nobody.

use std::collections::HashSet;

use domain::{ActorId, Result, id::LedgerId};
use federation::{client::Budget, handler::Unresolved, proof};
use people::ledger::{Ledger, Ledgers, Line, Operation, Side, notes};
use serde_json::Value;
use store::Query;

use crate::{
    agreement::{Agreement, Version},
    workspace::word,
};

/// Requests that finding keys may cost in one go, however many signatures there are.
const REQUESTS: u32 = 4;

/// What is noted when a signature of a party under a version held.
fn fact(digest: &str, side: Side) -> String {
    format!("{} {digest}", word(side))
}

/// What is noted beside it of the signature that held, because several people can have signed for one party.
fn fact_of(digest: &str, side: Side, signature: &Value) -> String {
    let signature = signature.as_object().and_then(proof::digest_of).unwrap_or_default();
    format!("{} {signature}", fact(digest, side))
}

/// Which of the signatures of a party under a version is noted to hold. Where several were given and it was not noted
/// which, as by earlier versions of the program, it is the first.
fn noted(facts: &HashSet<String>, version: &Version, side: Side) -> Option<usize> {
    let all = &version.signatures[side.index()];
    if all.is_empty() || !facts.contains(&fact(&version.digest, side)) {
        return None;
    }
    let held = |signature: &Value| facts.contains(&fact_of(&version.digest, side, signature));
    Some(all.iter().position(held).unwrap_or_default())
}

/// What stands in a ledger, with what this instance has verified of it.
pub async fn agreement(
    q: &mut impl Query,
    ledger: &Ledger,
    operations: &[Operation],
) -> Result<Agreement> {
    let facts = notes::witnessed(q, ledger.id).await?;
    let held = |version: &Version, side: Side| noted(&facts, version, side);
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
            if version.verified[side.index()].is_none()
                && let Held::Yes(held) = verifies(ledgers, ledger, version, side, None).await?
            {
                version.verified[side.index()] = Some(held);
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
    /// It does: of the signatures of its party the one in this place.
    Yes(usize),
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
    if let Some(held) = noted(&facts, version, side) {
        return Ok(Held::Yes(held));
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
            if version.verified[side.index()].is_some() {
                continue;
            }
            match verifies(ledgers, ledger, version, side, Some(&budget)).await? {
                Held::Yes(held) => {
                    let signature = &version.signatures[side.index()][held];
                    let facts =
                        [fact(&version.digest, side), fact_of(&version.digest, side, signature)];
                    let mut tx = ledgers.store().begin().await?;
                    for fact in &facts {
                        notes::witness(&mut tx, ledger.id, fact).await?;
                    }
                    tx.save().await?;
                    version.verified[side.index()] = Some(held);
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
        let unverified = |side: Side| {
            v.verified[side.index()].is_none() && !v.signatures[side.index()].is_empty()
        };
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
    for (n, signature) in version.signatures[side.index()].iter().enumerate() {
        let mut signed = version.document.clone();
        signed.insert("proof".into(), signature.clone());
        match is_of(ledgers, ledger, &Value::Object(signed), side, budget).await? {
            Some(true) => return Ok(Held::Yes(n)),
            Some(false) => {}
            None => held = Held::Unknown,
        }
    }
    Ok(held)
}

/// Whether the key of a party has signed it; nothing while that cannot be said.
async fn is_of(
    ledgers: &Ledgers,
    ledger: &Ledger,
    signed: &Value,
    side: Side,
    budget: Option<&Budget>,
) -> Result<Option<bool>> {
    let (party, federation) = (ledger.party(side), ledgers.federation());
    let iri = &ledger.party_iris[side.index()];
    if party.is_local() {
        return Ok(Some(federation.proves_own(signed, party).await?));
    }
    let Some(budget) = budget else {
        return Ok(Some(federation.proves_known(signed, iri).await?));
    };
    match federation.proves_lasting(signed, iri, budget).await {
        Ok(holds) => Ok(Some(holds)),
        Err(Unresolved::Failed(e)) => Err(e),
        Err(e) => {
            tracing::debug!(%iri, error = %e, "the key of a party cannot be had now");
            let passing = matches!(&e, Unresolved::Fetch(e) if e.is_passing());
            Ok((!passing).then_some(false))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn of_several_who_signed_she_is_named_whose_signature_held() {
        let mut agreement = Agreement::binding(serde_json::Map::new());
        let (broken, whole) = (json!({ "proofValue": "z1" }), json!({ "proofValue": "z2" }));
        agreement.versions[0].signed_by(&[("anna", &broken), ("dora", &whole)]);
        let digest = agreement.versions[0].digest.clone();
        let signer = |facts: &[&String]| {
            let facts: HashSet<String> = facts.iter().map(|fact| (*fact).clone()).collect();
            let verified = agreement.clone().verified(|v, side| noted(&facts, v, side));
            let version = &verified.versions[0];
            let signer = version.signer(Side::First).map(|deed| deed.actor.clone());
            (version.verified[Side::First.index()].is_some(), signer.unwrap_or_default())
        };
        let of = |holds: bool, who: &str| (holds, who.to_owned());
        assert_eq!(signer(&[]), of(false, "anna"));
        let (one, which) = (fact(&digest, Side::First), fact_of(&digest, Side::First, &whole));
        assert_eq!(signer(&[&one, &which]), of(true, "dora"));
        assert_eq!(signer(&[&which]), of(false, "anna"), "both are noted in one unit");
        assert_eq!(signer(&[&one]), of(true, "anna"), "as it was noted before");
    }
}

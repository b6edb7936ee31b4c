//! The agreement of a mentoring: proposed, signed, declined, and entered in the register of what binds.

use content::Draft as Terms;
use domain::{Error, Result, access::Who, id::LedgerId, text};
use federation::{client::Budget, proof};
use people::ledger::{self, Draft, Ledger, Ledgers, Open, Side, notes};
use serde_json::{Map, Value, json};

use crate::{
    agreement::{self, Agreement, Version, signature_of},
    drafting,
    service::TEXT_MAX,
    workspace::{MENTORING, entry, word},
};

/// Requests that may be needed to find a key.
const REQUESTS: u32 = 4;

/// Proposes a version of the agreement, signed by one's own party; what was kept of it beforehand is forgotten. Errors
/// carry the names of the form.
pub async fn propose(ledgers: &Ledgers, who: &Who, id: LedgerId, terms: &Terms) -> Result<String> {
    let terms = agreement::checked(terms).map_err(Error::Invalid)?;
    let open = ledgers.see(who, id).await?;
    drafting::check_grant(ledgers, who, &open, &terms).await?;
    let programme = open.now.one(entry::ABOUT).text("programme").to_owned();
    let document =
        Agreement::of(&open.ledger, &open.operations).next(&open.ledger, &programme, &terms);
    let digest = proof::digest_of(&document).ok_or(Error::NotFound)?;
    let signature = sign(ledgers, &open, &document).await?;
    let mut set = Map::new();
    set.insert("document".into(), document.into());
    set.insert(signature_of(open.side), signature);
    let draft = Draft { entry: entry::VERSION, key: digest.clone(), set };
    ledger::append(ledgers, who, id, None, vec![draft]).await?;
    drafting::discard(ledgers, who, id).await?;
    Ok(digest)
}

/// Signs a version for one's own party. Conflict `agreement-error-over` when it can no longer bind; Forbidden
/// `agreement-error-signature` when the other party's signature does not hold. Errors of no field where it has no goal.
/// Where the register is kept here, it binds when this returns.
pub async fn accept(ledgers: &Ledgers, who: &Who, id: LedgerId, digest: &str) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    let agreement = Agreement::of(&open.ledger, &open.operations);
    let version = waiting(&agreement, digest)?;
    if !version.has_goal() {
        return Err(Error::field("", "agreement-error-no-goal"));
    }
    if !holds(ledgers, &open.ledger, version, open.side.other()).await? {
        return Err(Error::Forbidden("agreement-error-signature"));
    }
    let signature = sign(ledgers, &open, &version.document).await?;
    let mut set = Map::new();
    set.insert(signature_of(open.side), signature);
    let draft = Draft { entry: entry::VERSION, key: digest.to_owned(), set };
    ledger::append(ledgers, who, id, None, vec![draft]).await?;
    // It is signed, whatever becomes of this; the job that follows of the signature tries it again.
    if let Err(error) = register(ledgers, id).await {
        tracing::warn!(ledger = %id, %error, "a version that both have signed is not entered yet");
    }
    Ok(())
}

/// Whether a version binds.
pub async fn binds(ledgers: &Ledgers, who: &Who, id: LedgerId, digest: &str) -> Result<bool> {
    let open = ledgers.see(who, id).await?;
    let agreement = Agreement::of(&open.ledger, &open.operations);
    Ok(agreement.in_force().is_some_and(|version| version.digest == digest))
}

/// Declines a version, or takes back one's own. Errors of the field `reason`.
pub async fn refuse(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    digest: &str,
    reason: &str,
) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    let agreement = Agreement::of(&open.ledger, &open.operations);
    let version = waiting(&agreement, digest)?;
    let reason = text::block(reason);
    let set = if version.by == open.side {
        json!({ "withdrawn": true })
    } else if reason.is_empty() {
        return Err(Error::field("reason", "error-required"));
    } else if text::len(&reason) > TEXT_MAX {
        return Err(Error::field("reason", "content-error-long"));
    } else {
        json!({ "declined": reason })
    };
    let draft = Draft::new(entry::VERSION, digest, set);
    ledger::append(ledgers, who, id, None, vec![draft]).await
}

fn waiting<'a>(agreement: &'a Agreement, digest: &str) -> Result<&'a Version> {
    agreement.version(digest).ok_or(Error::NotFound)?;
    let mut open = agreement.open();
    open.find(|v| v.digest == digest).ok_or(Error::Conflict("agreement-error-over"))
}

async fn sign(ledgers: &Ledgers, open: &Open, document: &Map<String, Value>) -> Result<Value> {
    let mut signed = document.clone();
    ledgers.federation().prove(&mut signed, open.ledger.party(open.side)).await?;
    signed.remove("proof").ok_or(Error::NotFound)
}

/// What is noted of a signature that held.
fn fact(version: &Version, side: Side) -> String {
    format!("{} {}", word(side), version.digest)
}

/// Whether a party's own key has signed a version: now, or when the signature came. Keys are renewed, and what they have
/// signed stays signed.
pub async fn holds(
    ledgers: &Ledgers,
    ledger: &Ledger,
    version: &Version,
    side: Side,
) -> Result<bool> {
    let mut q = ledgers.store().read();
    let signed = !version.signatures[side.index()].is_empty();
    if signed && notes::is_witnessed(&mut q, ledger.id, &fact(version, side)).await? {
        return Ok(true);
    }
    drop(q);
    verifies(ledgers, ledger, version, side).await
}

/// Notes which signatures hold, as long as their keys are there.
async fn witness(ledgers: &Ledgers, ledger: &Ledger, agreement: &Agreement) -> Result<()> {
    for version in &agreement.versions {
        for side in Side::BOTH {
            let fact = fact(version, side);
            let known = notes::is_witnessed(&mut ledgers.store().read(), ledger.id, &fact).await?;
            if !known && verifies(ledgers, ledger, version, side).await? {
                let mut tx = ledgers.store().begin().await?;
                notes::witness(&mut tx, ledger.id, &fact).await?;
                tx.save().await?;
            }
        }
    }
    Ok(())
}

async fn verifies(
    ledgers: &Ledgers,
    ledger: &Ledger,
    version: &Version,
    side: Side,
) -> Result<bool> {
    for signature in &version.signatures[side.index()] {
        let mut signed = version.document.clone();
        signed.insert("proof".into(), signature.clone());
        if is_of(ledgers, ledger, &Value::Object(signed), side).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn is_of(ledgers: &Ledgers, ledger: &Ledger, signed: &Value, side: Side) -> Result<bool> {
    let party = ledger.party(side);
    if party.is_local() {
        return ledgers.federation().proves_own(signed, party).await;
    }
    let budget = Budget::new(REQUESTS);
    let iri = &ledger.party_iris[side.index()];
    match ledgers.federation().proves_lasting(signed, iri, &budget).await {
        Ok(holds) => Ok(holds),
        Err(federation::handler::Unresolved::Failed(e)) => Err(e),
        Err(e) => {
            tracing::debug!(%iri, error = %e, "the key of a party cannot be had now");
            Ok(false)
        }
    }
}

/// Notes which signatures hold, and enters in the register what both have signed, where this instance keeps it: the
/// mentored city's. The first of several that could bind is taken.
pub async fn register(ledgers: &Ledgers, id: LedgerId) -> Result<()> {
    let mut q = ledgers.store().read();
    let (ledger, operations) = ledgers.load(&mut q, id).await?;
    drop(q);
    if ledger.kind.name != MENTORING.name {
        return Ok(());
    }
    let agreement = Agreement::of(&ledger, &operations);
    witness(ledgers, &ledger, &agreement).await?;
    if !ledger.party(Side::Second).is_local() {
        return Ok(());
    }
    for version in agreement.ready() {
        let both = holds(ledgers, &ledger, version, Side::First).await?
            && holds(ledgers, &ledger, version, Side::Second).await?;
        if both {
            return ledger::append_as(ledgers, id, Side::Second, |ledger, operations| {
                enter(&Agreement::of(ledger, operations), &version.digest)
            })
            .await;
        }
    }
    Ok(())
}

/// The entry in the register, if the version can still be entered.
fn enter(agreement: &Agreement, digest: &str) -> Vec<Draft> {
    let number = agreement.in_force().and_then(|v| v.bound).unwrap_or_default() + 1;
    let ready = agreement.ready().find(|v| v.digest == digest);
    let draft = |v: &Version| Draft::new(entry::VERSION, &*v.digest, json!({ "bound": number }));
    ready.map(draft).into_iter().collect()
}

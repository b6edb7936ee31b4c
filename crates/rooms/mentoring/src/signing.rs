//! The agreement of a mentoring: proposed, signed, declined, and entered in the register of what binds.

use content::Draft as Terms;
use domain::{Error, Result, access::Who, id::LedgerId, text};
use federation::proof;
use people::ledger::{self, Draft, Ledgers, Open, Side};
use serde_json::{Map, Value, json};

use crate::{
    agreement::{self, Agreement, Version, signature_of},
    drafting,
    service::TEXT_MAX,
    verifying::{self, Held},
    workspace::{MENTORING, entry},
};

/// Proposes a version of the agreement, signed by one's own party; what was kept of it beforehand is forgotten. It takes
/// the place of those that wait for a signature: one's own are taken back, the other party's declined. Errors carry the
/// names of the form, and none where it says nothing else than what binds or waits; Conflict `ledger-error-full` after
/// [`agreement::VERSIONS`] of them.
pub async fn propose(ledgers: &Ledgers, who: &Who, id: LedgerId, terms: &Terms) -> Result<String> {
    let terms = agreement::checked(terms).map_err(Error::Invalid)?;
    let open = ledgers.see(who, id).await?;
    drafting::check_grant(ledgers, who, &open, &terms).await?;
    let programme = open.now.one(entry::ABOUT).text("programme").to_owned();
    let mut q = ledgers.store().read();
    let agreement = verifying::agreement(&mut q, &open.ledger, &open.operations).await?;
    drop(q);
    if !agreement.has_room(open.side) {
        return Err(Error::Conflict("ledger-error-full"));
    }
    let document = agreement.next(&open.ledger, &programme, &terms);
    if agreement.has(&open.ledger, &document) {
        return Err(Error::field("", "agreement-error-unchanged"));
    }
    let digest = proof::digest_of(&document).ok_or(Error::NotFound)?;
    let signature = sign(ledgers, &open, &document).await?;
    let mut set = Map::new();
    set.insert("document".into(), document.into());
    set.insert(signature_of(open.side), signature);
    let mut drafts: Vec<Draft> =
        agreement.unsigned().map(|version| instead_of(version, open.side, &digest)).collect();
    drafts.push(Draft { entry: entry::VERSION, key: digest.clone(), set });
    ledger::append(ledgers, who, id, None, drafts).await?;
    drafting::discard(ledgers, who, id).await?;
    Ok(digest)
}

/// Takes back one's own version or declines the other party's, because another one is proposed in its place.
fn instead_of(version: &Version, side: Side, digest: &str) -> Draft {
    let set = if version.by == side {
        json!({ "withdrawn": true, "instead": digest })
    } else {
        // The reason is that there is another one, which the page says in the language of its reader.
        json!({ "declined": digest, "instead": digest })
    };
    Draft::new(entry::VERSION, &*version.digest, set)
}

/// Signs a version for one's own party. Conflict `agreement-error-over` when it can no longer bind, and
/// `agreement-error-away` when the other party's signature cannot be verified now; Forbidden `agreement-error-signature`
/// when that does not hold, and `agreement-error-shape` when the version says what its page does not show. Errors of no
/// field where it has no goal, or another grant than the coordinator has given. Where the register is kept here, it binds
/// when this returns.
pub async fn accept(ledgers: &Ledgers, who: &Who, id: LedgerId, digest: &str) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    let agreement = Agreement::of(&open.ledger, &open.operations);
    let version = waiting(&agreement, digest)?;
    if !version.has_goal() {
        return Err(Error::field("", "agreement-error-no-goal"));
    }
    if !version.is_shown(&open.ledger) {
        return Err(Error::Forbidden("agreement-error-shape"));
    }
    if !drafting::is_grant_given(ledgers, who, &open, &version.draft()).await? {
        return Err(Error::field("", "agreement-error-grant-theirs"));
    }
    match verifying::holds(ledgers, &open.ledger, version, open.side.other()).await? {
        Held::Yes(_) => {}
        Held::No => return Err(Error::Forbidden("agreement-error-signature")),
        Held::Unknown => return Err(Error::Conflict("agreement-error-away")),
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
    let mut q = ledgers.store().read();
    let agreement = verifying::agreement(&mut q, &open.ledger, &open.operations).await?;
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

/// Notes which signatures hold, and enters in the register what both have signed, where this instance keeps it: the
/// mentored city's. The first of several that could bind is taken. Whether nothing is left to do: not while the other
/// party's key cannot be had.
pub async fn register(ledgers: &Ledgers, id: LedgerId) -> Result<bool> {
    let mut q = ledgers.store().read();
    let (ledger, operations) = ledgers.load(&mut q, id).await?;
    if ledger.kind.name != MENTORING.name {
        return Ok(true);
    }
    let mut agreement = verifying::agreement(&mut q, &ledger, &operations).await?;
    drop(q);
    let done = verifying::witness(ledgers, &ledger, &mut agreement).await?;
    let ready = agreement.ready().find(|version| version.is_verified());
    if let Some(version) = ready.filter(|_| ledger.party(Side::Second).is_local()) {
        ledger::append_as(ledgers, id, Side::Second, |ledger, operations| {
            enter(&Agreement::of(ledger, operations), &version.digest)
        })
        .await?;
    }
    Ok(done)
}

/// Whether [`register`] has something to do in a mentoring.
pub(crate) async fn waits(ledgers: &Ledgers, id: LedgerId) -> Result<bool> {
    let mut q = ledgers.store().read();
    let (ledger, operations) = ledgers.load(&mut q, id).await?;
    let agreement = verifying::agreement(&mut q, &ledger, &operations).await?;
    let keeps = ledger.party(Side::Second).is_local();
    Ok(verifying::waits(&agreement) || (keeps && agreement.ready().any(Version::is_verified)))
}

/// The entry in the register, if the version can still be entered.
fn enter(agreement: &Agreement, digest: &str) -> Vec<Draft> {
    let number = agreement.registered().and_then(|v| v.bound).unwrap_or_default() + 1;
    let ready = agreement.ready().find(|v| v.digest == digest);
    let draft = |v: &Version| Draft::new(entry::VERSION, &*v.digest, json!({ "bound": number }));
    ready.map(draft).into_iter().collect()
}

//! What is beside a ledger and never leaves this instance: somebody's own notes, what she has begun to write and has not
//! sent, of what people were reminded, and what was verified when it came.

use std::collections::HashSet;

use domain::{ActorId, Error, Result, Time, access::Who, id::LedgerId, text};
use store::{Query, Tx, args, statements};

use super::Ledgers;

statements! {
    OWN = "SELECT place, text, updated_at FROM ledger_note WHERE ledger_id = $1 AND person_id = $2 ORDER BY place";
    KEEP = "INSERT INTO ledger_note (ledger_id, person_id, place, text, updated_at) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (ledger_id, person_id, place) DO UPDATE SET text = $4, updated_at = $5";
    FORGET = "DELETE FROM ledger_note WHERE ledger_id = $1 AND person_id = $2 AND place = $3";
    TAKEN_ALONG = "SELECT l.title, n.place, n.text, n.updated_at FROM ledger_note n \
        JOIN ledger l ON l.id = n.ledger_id WHERE n.person_id = $1 ORDER BY l.opened_at, l.id, n.place";
    WITNESSED = "SELECT fact FROM ledger_witness WHERE ledger_id = $1";
    WITNESSED_BY_READER = "SELECT DISTINCT w.ledger_id, w.fact FROM ledger_witness w \
        JOIN ledger_reader r ON r.ledger_id = w.ledger_id WHERE r.person_id = $1";
    WITNESS = "INSERT INTO ledger_witness (ledger_id, fact, seen_at) VALUES ($1, $2, $3) \
        ON CONFLICT (ledger_id, fact) DO NOTHING";
    REMIND = "INSERT INTO ledger_reminder (ledger_id, reason, created_at) VALUES ($1, $2, $3) \
        ON CONFLICT (ledger_id, reason) DO NOTHING";
}

/// The most characters of a note.
pub const NOTE_MAX: usize = 10_000;
/// The most characters of what somebody has begun to write.
pub const DRAFT_MAX: usize = 100_000;
const PLACE_MAX: usize = 200;

/// A note of one's own.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Note {
    /// To what in the ledger it belongs (`session/KEY`); empty for all of it.
    pub place: String,
    /// What it says, as it was written.
    pub text: String,
    /// When it was written.
    pub updated_at: Time,
}

/// The notes of somebody on a ledger. Only she is ever given them.
pub async fn notes(q: &mut impl Query, id: LedgerId, person: ActorId) -> Result<Vec<Note>> {
    Ok(q.all(&OWN, args![id, person]).await?)
}

/// Keeps a note on a ledger that one may see; an empty one is forgotten. Errors of the field `note`; NotFound as in
/// [`Ledgers::see`].
pub async fn keep_note(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    place: &str,
    typed: &str,
) -> Result<()> {
    let note = text::block(typed);
    if text::len(&note) > NOTE_MAX {
        return Err(Error::field("note", "content-error-long"));
    }
    keep(ledgers, who, id, place, &note).await
}

/// Keeps what somebody has begun to write in a ledger that she may see, in place of what she had begun there before;
/// an empty text is forgotten. Nobody else is ever given it. Errors of no field; NotFound as in [`Ledgers::see`].
pub async fn keep_draft(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    place: &str,
    draft: &str,
) -> Result<()> {
    if text::len(draft) > DRAFT_MAX {
        return Err(Error::field("", "ledger-error-draft"));
    }
    keep(ledgers, who, id, place, draft).await
}

async fn keep(ledgers: &Ledgers, who: &Who, id: LedgerId, place: &str, note: &str) -> Result<()> {
    let me = who.signed_in()?;
    ledgers.see(who, id).await?;
    if place.len() > PLACE_MAX {
        return Err(Error::NotFound);
    }
    let mut tx = ledgers.store().begin().await?;
    if note.is_empty() {
        tx.execute(&FORGET, args![id, me, place]).await?;
    } else {
        let now = tx.now();
        tx.execute(&KEEP, args![id, me, place, note, now]).await?;
    }
    Ok(tx.save().await?)
}

/// A note with the title of its ledger, for whoever takes her things along.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct OwnNote {
    /// What the ledger is called.
    pub title: String,
    /// As in [`Note`].
    pub place: String,
    /// As in [`Note`].
    pub text: String,
    /// As in [`Note`].
    pub updated_at: Time,
}

/// All notes of somebody.
pub async fn taken_along(q: &mut impl Query, person: ActorId) -> Result<Vec<OwnNote>> {
    Ok(q.all(&TAKEN_ALONG, args![person]).await?)
}

/// Whether people have not been reminded of this yet; from now on they have.
pub async fn is_first(tx: &mut Tx, id: LedgerId, reason: &str) -> Result<bool> {
    let now = tx.now();
    Ok(tx.execute(&REMIND, args![id, reason, now]).await? == 1)
}

/// What this instance has verified once in a ledger: a signature that held stays one, though its key is renewed.
pub async fn witnessed(q: &mut impl Query, id: LedgerId) -> Result<HashSet<String>> {
    let rows: Vec<(String,)> = q.all(&WITNESSED, args![id]).await?;
    Ok(rows.into_iter().map(|(fact,)| fact).collect())
}

/// The same of all ledgers that somebody here may see.
pub async fn witnessed_for(
    q: &mut impl Query,
    person: ActorId,
) -> Result<HashSet<(LedgerId, String)>> {
    let rows: Vec<(LedgerId, String)> = q.all(&WITNESSED_BY_READER, args![person]).await?;
    Ok(rows.into_iter().collect())
}

/// Notes that something was verified.
pub async fn witness(tx: &mut Tx, id: LedgerId, fact: &str) -> Result<()> {
    let now = tx.now();
    tx.execute(&WITNESS, args![id, fact, now]).await?;
    Ok(())
}

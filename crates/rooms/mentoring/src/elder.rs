//! Two cities of a programme may both begin their workspace while neither hears of the other. Then there are two of one
//! pair: nothing of either is lost, both say which is the older, and the two go on there.

use domain::{ActorId, Lang, Result, Time, access::Who, id::LedgerId};
use people::ledger::{self, Ledger, Ledgers, Open, Operation, Side};
use store::Query;

use crate::workspace::{MENTORING, entry};

/// The older workspace of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elder {
    /// Its ledger.
    pub id: LedgerId,
    /// What its people have called it.
    pub title: String,
    /// Whether the reader may see it.
    pub seen: bool,
    /// Who of the reader's side may.
    pub names: Vec<String>,
}

/// By what the ages of workspaces are compared: when the first operation was written, by the clock of its instance, and
/// the IRI. Both instances have that operation, so they compare alike, whatever arrived first.
fn age(ledger: &Ledger, operations: &[Operation]) -> (Time, String) {
    let begun = operations.iter().min_by(|a, b| a.place.cmp(&b.place)).map(|o| o.at);
    (begun.unwrap_or(ledger.opened_at), ledger.iri.clone())
}

/// Of some workspaces the oldest; nothing of none. For the house, as [`ledger::about`].
pub async fn oldest(
    q: &mut impl Query,
    ledgers: &Ledgers,
    ids: &[LedgerId],
) -> Result<Option<LedgerId>> {
    // Nearly always there is one, and nothing has to be read.
    if let [] | [_] = ids {
        return Ok(ids.first().copied());
    }
    let mut all = Vec::new();
    for id in ids {
        let (ledger, operations) = ledgers.load(q, *id).await?;
        all.push((age(&ledger, &operations), *id));
    }
    all.sort();
    Ok(all.first().map(|(_, id)| *id))
}

/// The workspaces that two parties have in a programme, as far as they have arrived here. For the house.
pub async fn of_pair(
    q: &mut impl Query,
    programme: &str,
    parties: [ActorId; 2],
) -> Result<Vec<LedgerId>> {
    let [mentor, mentee] = parties;
    ledger::between(q, MENTORING.name, programme, mentor, &[mentee]).await
}

fn parties(ledger: &Ledger) -> [ActorId; 2] {
    Side::BOTH.map(|side| ledger.party(side).id)
}

/// The workspaces of a pair, this one among them; only this one outside a programme.
pub(crate) async fn with(
    q: &mut impl Query,
    ledger: &Ledger,
    programme: &str,
) -> Result<Vec<LedgerId>> {
    if programme.is_empty() {
        return Ok(vec![ledger.id]);
    }
    of_pair(q, programme, parties(ledger)).await
}

/// The older workspace of the same pair in the same programme, where there is one: the page of a younger one leads to it,
/// and the programme counts it alone. `open` is what the reader sees.
pub async fn older_of(
    ledgers: &Ledgers,
    who: &Who,
    open: &Open,
    lang: &Lang,
) -> Result<Option<Elder>> {
    let me = who.signed_in()?;
    let mut q = ledgers.store().read();
    let programme = open.now.one(entry::ABOUT).text("programme");
    let all = with(&mut q, &open.ledger, programme).await?;
    let oldest = oldest(&mut q, ledgers, &all).await?.filter(|id| *id != open.ledger.id);
    let Some(id) = oldest else { return Ok(None) };
    let (ledger, _) = ledgers.load(&mut q, id).await?;
    let mut readers = ledger::readers(&mut q, id, lang).await?;
    readers.retain(|r| r.party_id == open.ledger.party(open.side).id);
    Ok(Some(Elder {
        id,
        title: ledger.title,
        seen: readers.iter().any(|r| r.person_id == me),
        names: readers.into_iter().map(|r| r.name).collect(),
    }))
}

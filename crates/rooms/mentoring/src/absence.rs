//! Those who are named in a mentoring may be away for long. An administrator sees which mentorings the organisations of
//! this instance have and who is named in them, nothing more, and names a colleague.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ActorId, Error, Lang, Result, Time,
    access::{Instance, Standing, Who, act, permit},
    id::LedgerId,
};
use federation::iri::Own;
use people::colleagues::{self, Among, Colleague};
use people::ledger::{self, Ledgers, Side};

use crate::workspace::MENTORING;

/// A mentoring of an organisation of this instance, as an administrator sees it.
#[derive(Debug, Clone)]
pub struct Mentoring {
    /// Its ledger.
    pub id: LedgerId,
    /// What its people have called it.
    pub title: String,
    /// The programme that it belongs to: an IRI, or empty.
    pub programme: String,
    /// The names of who helps and of who is helped.
    pub parties: [String; 2],
    /// The organisation of this instance.
    pub party: ActorId,
    /// What that is called.
    pub name: String,
    /// The other party, and where it lives; empty for here.
    pub with: (String, String),
    /// Who of the organisation may see it.
    pub named: Vec<String>,
    /// When one of them last did something in it.
    pub acted: Option<Time>,
}

/// The mentorings of the organisations of this instance, the one that changed last first; none where it keeps no ledgers.
/// Needs Administer.
pub async fn mentorings(
    ledgers: Option<&Ledgers>,
    who: &Who,
    lang: &Lang,
) -> Result<Vec<Mentoring>> {
    permit::<act::Administer, _>(who, Standing::Outsider, Instance)?;
    let live = ledgers.and_then(|ledgers| Some((ledgers, ledgers.federation().live()?)));
    let Some((ledgers, live)) = live else { return Ok(Vec::new()) };
    let origin = live.origin.clone();
    let mut q = ledgers.store().read();
    let mut all = Vec::new();
    for line in ledger::of_organisations(&mut q, MENTORING.name, lang).await? {
        let (_, operations) = ledgers.load(&mut q, line.id).await?;
        let mut own = ledger::readers(&mut q, line.id, lang).await?;
        own.retain(|r| r.party_id == line.party_id);
        let iris: Vec<String> = own.iter().map(|r| Own::Actor(r.person_id).iri(&origin)).collect();
        let side = line.side();
        let (name, _) = line.party(side);
        let (with, host) = line.party(side.other());
        all.push(Mentoring {
            id: line.id,
            party: line.party_id,
            name: name.to_owned(),
            with: (with.to_owned(), host.to_owned()),
            named: own.into_iter().map(|r| r.name).collect(),
            acted: operations.iter().filter(|o| iris.contains(&o.actor)).map(|o| o.at).max(),
            parties: Side::BOTH.map(|side| line.party(side).0.to_owned()),
            title: line.title,
            programme: line.subject,
        });
    }
    Ok(all)
}

/// Those who work for the organisations of these mentorings, of each at most 200. Needs Administer.
pub async fn candidates(
    ledgers: Option<&Ledgers>,
    who: &Who,
    all: &[Mentoring],
    lang: &Lang,
) -> Result<BTreeMap<ActorId, Vec<Colleague>>> {
    permit::<act::Administer, _>(who, Standing::Outsider, Instance)?;
    let mut of = BTreeMap::new();
    let Some(ledgers) = ledgers else { return Ok(of) };
    let mut q = ledgers.store().read();
    for party in all.iter().map(|mentoring| mentoring.party).collect::<BTreeSet<_>>() {
        of.insert(party, colleagues::list(&mut q, Among::Organisation(party), lang).await?);
    }
    Ok(of)
}

/// Names the person of this instance with this name or short name in a mentoring of her organisation. Needs Administer.
/// Errors of the field `handle`, as in [`colleagues::find`], and else as in [`ledger::name_for`].
pub async fn name(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    party: ActorId,
    handle: &str,
) -> Result<()> {
    permit::<act::Administer, _>(who, Standing::Outsider, Instance)?;
    let mut q = ledgers.store().read();
    let (ledger, _) = ledgers.load(&mut q, id).await?;
    if ledger.kind.name != MENTORING.name {
        return Err(Error::NotFound);
    }
    let person = colleagues::find(&mut q, Among::Organisation(party), handle, "handle").await?;
    drop(q);
    ledger::name_for(ledgers, who, id, party, person).await
}

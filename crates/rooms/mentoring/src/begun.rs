//! Where those work together whom the coordinator of a programme has brought together.

use domain::{ActorId, Error, Lang, Result, access::Who, id::LedgerId};
use people::ledger::{self, Ledgers, Open, Side};

use crate::{
    application::{Role, entry},
    elder,
};

/// Where a party works with another one in a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// Neither has begun.
    Nowhere,
    /// In this workspace, in which the reader takes part.
    Here(LedgerId),
    /// In one in which she does not: these people of her party do.
    Others(Vec<String>),
}

/// Somebody with whom an applicant was brought together.
#[derive(Debug, Clone)]
pub struct Partner {
    /// The IRI of its party.
    pub iri: String,
    /// What it is called, in the language of the reader where that is known here.
    pub name: String,
    /// Its address, as it can be typed.
    pub address: String,
    /// The role of the applicant when the two were brought together.
    pub role: Option<Role>,
    /// Whether the coordinator has parted them.
    pub ended: bool,
    /// Where they work, for the applicant. What a coordinator is shown does not depend on it.
    pub work: Work,
}

/// Where a party works with another one, of which only the IRI is known, for one of its people.
pub async fn work(
    ledgers: &Ledgers,
    who: &Who,
    programme: &str,
    (own, other): (ActorId, &str),
    lang: &Lang,
) -> Result<Work> {
    let me = who.signed_in()?;
    let Some(other) = ledgers.federation().known_actor(other).await? else {
        return Ok(Work::Nowhere);
    };
    let mut q = ledgers.store().read();
    let mut all = elder::of_pair(&mut q, programme, [own, other.id]).await?;
    all.extend(elder::of_pair(&mut q, programme, [other.id, own]).await?);
    let Some(id) = elder::oldest(&mut q, ledgers, &all).await? else {
        return Ok(Work::Nowhere);
    };
    let mut readers = ledger::readers(&mut q, id, lang).await?;
    readers.retain(|reader| reader.party_id == own);
    if readers.iter().any(|reader| reader.person_id == me) {
        return Ok(Work::Here(id));
    }
    Ok(Work::Others(readers.into_iter().map(|reader| reader.name).collect()))
}

/// All with whom the applicant of an application was brought together, in the order in which that was decided.
pub async fn partners(
    ledgers: &Ledgers,
    who: &Who,
    open: &Open,
    lang: &Lang,
) -> Result<Vec<Partner>> {
    let origin = ledgers.federation().live().ok_or(Error::NotFound)?.origin.clone();
    let programme = open.now.one(entry::ABOUT).text("programme");
    let matched = open.now.all(entry::MATCH);
    let iris: Vec<String> = matched.iter().map(|(iri, _)| (*iri).to_owned()).collect();
    let names = ledger::names(&mut ledgers.store().read(), &origin, &iris, lang).await?;
    let own = open.ledger.party(Side::First).id;
    let mut all = Vec::with_capacity(matched.len());
    for (iri, e) in matched {
        let work = match open.side {
            Side::First => work(ledgers, who, programme, (own, iri), lang).await?,
            Side::Second => Work::Nowhere,
        };
        all.push(Partner {
            iri: iri.to_owned(),
            name: names.get(iri).map_or(e.text("name"), String::as_str).to_owned(),
            address: e.text("address").to_owned(),
            role: Role::parse(e.text("role")),
            ended: e.text("state") != "decided",
            work,
        });
    }
    Ok(all)
}

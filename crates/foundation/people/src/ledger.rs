//! What two parties keep together, on one instance or on two, and nobody else sees: a list of operations that
//! only grows, from which both compute the same. Agreements, workspaces and applications are ledgers
//! (`docs/decisions/0018-a-ledger-is-kept-by-two.md`).
//!
//! - [`operation`]: one operation.
//! - [`parting`]: what is more than one operation takes.
//! - [`heads`]: which operation can follow, and what the other instance is told.
//! - [`rejoin`]: how an instance that came back from an older backup goes on.
//! - [`registers`]: what holds, computed from all of them.
//! - [`kind`]: what rooms define.
//! - [`rows`]: how they are kept, and who may see them.
//! - [`called`]: what those who take part are called for whoever reads.
//! - [`renewing`]: what lists show, after the program has changed.
//! - [`notes`]: what is beside them and never leaves this instance.
//! - [`opened`]: how they come to be here.
//! - [`writing`]: opening a ledger and writing in it.
//! - [`naming`]: what an administrator can do where those who are named are away.
//! - [`sending`], [`documents`]: to the other instance.
//! - [`arriving`], [`claim`]: from it, and what of that is believed.
//! - [`proving`]: what an instance wrote keeps proofs by the keys that it has.

mod arriving;
mod called;
mod claim;
mod documents;
pub mod heads;
pub mod kind;
mod naming;
pub mod notes;
mod opened;
pub mod operation;
mod parting;
mod proving;
pub mod registers;
pub mod rejoin;
mod renewing;
mod rows;
mod sending;
#[cfg(test)]
mod tests;
mod writing;

use std::collections::HashMap;

use domain::{
    ActorId, Origin, Result, Time,
    access::{Facts, Standing, Subject, Who, act, permit},
    id::LedgerId,
};
use federation::{
    Actor, Federation, actor,
    iri::{self, Own},
};
use store::{JsonText, Query, Store};

pub use arriving::Arriving;
pub use called::{name_in, names};
pub use documents::Documents;
pub use kind::{Change, Following, LedgerKind, LedgerKinds, Side, Summary};
pub use naming::name_for;
pub use operation::{Operation, Place, Seen};
pub use proving::ProveAnew;
pub use registers::{Entry, Registers, Written};
pub use renewing::renew_summary;
pub use rows::{
    Line, Named, Reads, about, all, between, latest, of, of_organisations, people, readers, since,
    with_second,
};
pub use sending::{Unacknowledged, ask_again};
pub use writing::{Draft, Opening, append, append_as, belongs, forget_leavers, open, settle};

/// The entry that says what a ledger is about; its `title` is what lists call it.
pub const ABOUT: &str = "about";

/// The entry with which people are named: its key is the IRI of a person. While `role` is a text she may see the
/// ledger, and write in it for her party; when it is taken away, no longer. As long as her own party has said nothing,
/// she may when the other one has asked for her (`asked`).
pub const PERSON: &str = "person";
/// The entry of a file, whose key begins with the word of the side that added it: `name`, `media_type`, `size`,
/// `digest` (multibase) and `url`, or `removed`.
pub const FILE: &str = "file";
pub(crate) const ASKED: &str = "asked";

/// A ledger.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// Its id here.
    pub id: LedgerId,
    /// Its IRI, the same on both sides.
    pub iri: String,
    /// Its kind.
    pub kind: &'static LedgerKind,
    /// The two parties, the first one first.
    pub parties: [Actor; 2],
    /// Their IRIs.
    pub party_iris: [String; 2],
    /// When it was opened, here.
    pub opened_at: Time,
    /// When something was kept last.
    pub updated_at: Time,
    /// What it is called, as it was when it was loaded.
    pub title: String,
    /// How far the other instance has come, as it said itself.
    pub heads: Seen,
}

impl Ledger {
    /// A party.
    pub fn party(&self, side: Side) -> &Actor {
        &self.parties[side.index()]
    }

    /// Which party an IRI is.
    pub fn side_of(&self, iri: &str) -> Option<Side> {
        Side::BOTH.into_iter().find(|side| self.party_iris[side.index()] == iri)
    }

    /// Which party an actor is.
    pub fn side(&self, id: ActorId) -> Option<Side> {
        Side::BOTH.into_iter().find(|side| self.party(*side).id == id)
    }

    /// The party that lives elsewhere.
    pub fn remote(&self) -> Option<Side> {
        Side::BOTH.into_iter().find(|side| !self.party(*side).is_local())
    }

    /// Whether the rules of its kind let an operation count.
    pub fn allows(&self, operation: &Operation) -> bool {
        let Some(side) = self.side_of(&operation.party) else { return false };
        let same = |one: &str, other: &str| federation::document::same_origin(one, other);
        let placed = same(&operation.place.site, &operation.party)
            && same(&operation.place.site, &operation.actor);
        if !placed {
            return false;
        }
        // Each party names its own people, who live where it lives; of the other one it can only ask for somebody.
        if operation.entry == PERSON {
            return same(&operation.key, &operation.party)
                || operation.set.keys().all(|field| field == ASKED);
        }
        (self.kind.allows)(operation, side)
    }

    /// What these operations make.
    pub fn registers<'a>(&self, operations: impl IntoIterator<Item = &'a Operation>) -> Registers {
        Registers::of(operations, |operation| self.allows(operation))
    }
}

/// A ledger as somebody sees it who may.
#[derive(Debug, Clone)]
pub struct Open {
    /// The ledger.
    pub ledger: Ledger,
    /// The party for which the reader is named.
    pub side: Side,
    /// What holds.
    pub now: Registers,
    /// All operations, in the order of the ledger.
    pub operations: Vec<Operation>,
    /// What people are called for the reader, by their IRIs, as far as [`name_in`] has found it.
    names: HashMap<String, String>,
}

impl Open {
    /// What somebody is called who is named in the ledger: for the reader where [`name_in`] has found that, else as the
    /// ledger has it. Empty for who is not named.
    pub fn person(&self, iri: &str) -> &str {
        match self.now.entry(PERSON, iri).text("name") {
            "" => "",
            name => self.names.get(iri).map_or(name, String::as_str),
        }
    }
}

/// Whether somebody may see a ledger.
pub(crate) struct Access {
    pub named: bool,
}

impl Subject for Access {
    fn facts(&self) -> Facts {
        Facts::Ledger { named: self.named }
    }
}

/// What ledgers need: the kinds that are known, where they are kept, and who signs.
#[derive(Debug, Clone)]
pub struct Ledgers {
    store: Store,
    federation: Federation,
    kinds: LedgerKinds,
}

impl Ledgers {
    /// With these kinds.
    pub fn new(federation: Federation, kinds: LedgerKinds) -> Self {
        Self { store: federation.store().clone(), federation, kinds }
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The kinds that are known.
    pub fn kinds(&self) -> &LedgerKinds {
        &self.kinds
    }

    /// The federation.
    pub fn federation(&self) -> &Federation {
        &self.federation
    }

    /// A ledger as this reader sees it. NotFound for everybody who is not named in it, or no longer belongs to
    /// the party for which she was.
    pub async fn see(&self, who: &Who, id: LedgerId) -> Result<Open> {
        let mut q = self.store.read();
        let named = match who.person() {
            Some(person) => rows::named(&mut q, id, person).await?,
            None => None,
        };
        permit::<act::Read, _>(who, Standing::Outsider, Access { named: named.is_some() })?;
        let ledger = load(&mut q, &self.kinds, self.origin()?, id).await?;
        let side = named.and_then(|party| ledger.side(party)).ok_or(domain::Error::NotFound)?;
        let operations = rows::operations(&mut q, id).await?;
        let now = ledger.registers(&operations);
        Ok(Open { ledger, side, now, operations, names: HashMap::new() })
    }

    /// The same for the house itself, which belongs to no party.
    pub async fn load(&self, q: &mut impl Query, id: LedgerId) -> Result<(Ledger, Vec<Operation>)> {
        let ledger = load(q, &self.kinds, self.origin()?, id).await?;
        Ok((ledger, rows::operations(q, id).await?))
    }

    /// The ledger with this IRI, for the house; nothing where it is not here.
    pub async fn find(&self, q: &mut impl Query, iri: &str) -> Result<Option<LedgerId>> {
        Ok(opened::by_iri(q, self.origin()?, iri).await?.map(|row| row.id))
    }

    /// The IRI of a ledger that was opened here.
    pub fn iri_of_own(&self, id: LedgerId) -> Result<String> {
        Ok(own_iri(self.origin()?, id))
    }

    fn origin(&self) -> Result<&Origin> {
        Ok(&self.federation.live().ok_or(domain::Error::NotFound)?.origin)
    }
}

/// A ledger by its id. NotFound also for one of a kind that is not known.
pub(crate) async fn load(
    q: &mut impl Query,
    kinds: &LedgerKinds,
    origin: &Origin,
    id: LedgerId,
) -> Result<Ledger> {
    let row = rows::row(q, id).await?;
    let kind = kinds.get(&row.kind).ok_or(domain::Error::NotFound)?;
    let first = actor::by_id(q, row.first_id).await?;
    let second = actor::by_id(q, row.second_id).await?;
    let party_iris = [iri::of_actor(origin, &first), iri::of_actor(origin, &second)];
    let JsonText(heads) = row.heads;
    Ok(Ledger {
        id: row.id,
        iri: row.ap_id.unwrap_or_else(|| own_iri(origin, row.id)),
        kind,
        parties: [first, second],
        party_iris,
        opened_at: row.opened_at,
        updated_at: row.updated_at,
        title: row.title,
        heads: Seen::read(&heads).unwrap_or_default(),
    })
}

/// The IRI of a ledger that was opened here. Nothing is ever served at it.
pub(crate) fn own_iri(origin: &Origin, id: LedgerId) -> String {
    Own::Object(domain::ContentId(id.0)).iri(origin)
}

//! Taking over what another instance decided.

use std::collections::HashMap;

use domain::{Error, Result, access::Who};
use federation::policy::{
    self, Book, Host, Moved, Ruling, RulingRow,
    list::{Entry, List},
};
use store::{Query, Store};

use super::{administer, settle};

/// What a list would do about one host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The host.
    pub host: Host,
    /// What the list says.
    pub ruling: Ruling,
    /// Why, as the list says.
    pub reason: String,
    /// What another list said so far.
    pub before: Option<Ruling>,
}

/// What a list would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// Hosts that nothing was decided about.
    pub added: Vec<Change>,
    /// Hosts that a list was followed about, and would be from now on in another way.
    pub changed: Vec<Change>,
    /// Hosts about which nothing would change.
    pub same: usize,
    /// Hosts that were decided about here, which no list changes.
    pub kept: Vec<Change>,
    /// Entries that could not be read.
    pub left_out: usize,
}

impl Preview {
    fn of(list: &List, own: Option<&str>, rows: &[RulingRow]) -> Self {
        let mut preview = Self { left_out: list.left_out, ..Self::default() };
        let known: HashMap<&str, &RulingRow> = rows.iter().map(|r| (r.host.as_str(), r)).collect();
        // What was decided here, without what lists said.
        let own_rows = rows.iter().filter(|r| r.source.is_empty());
        let hand = Book {
            rulings: own_rows.map(|r| (r.host.clone(), r.ruling)).collect(),
            ..Book::default()
        };
        for Entry { host, ruling, reason } in &list.entries {
            if Some(host.as_str()) == own {
                preview.left_out += 1;
                continue;
            }
            let row = known.get(host.as_str()).copied();
            let change = Change {
                host: host.clone(),
                ruling: *ruling,
                reason: reason.clone(),
                before: row.map(|r| r.ruling),
            };
            // A list must not open what was closed here, also not below it.
            let by_hand = row.is_some_and(|r| r.source.is_empty());
            let reopens = *ruling != Ruling::Blocked && hand.decided_by(host.as_str()).is_some();
            match row {
                _ if by_hand || reopens => preview.kept.push(change),
                Some(r) if r.ruling == *ruling => preview.same += 1,
                Some(_) => preview.changed.push(change),
                None => preview.added.push(change),
            }
        }
        preview
    }
}

async fn look(q: &mut impl Query, list: &List) -> Result<Preview> {
    let rows = policy::rulings(q).await?;
    let origin = people::site::load(q).await?.and_then(|site| site.origin);
    let own = origin.as_ref().map(domain::Origin::authority);
    Ok(Preview::of(list, own, &rows))
}

/// What a list would do. Needs Administer.
pub async fn preview(q: &mut impl Query, who: &Who, list: &List) -> Result<Preview> {
    administer(who)?;
    look(q, list).await
}

/// Does it. A list that nobody proved needs `trusted`: the error beside that field says so. Needs
/// Administer. Returns what was done, and what changed for hosts that are known.
pub async fn apply(
    store: &Store,
    who: &Who,
    list: &List,
    trusted: bool,
) -> Result<(Preview, Vec<Moved>)> {
    administer(who)?;
    if list.issuer.is_empty() && !trusted {
        return Err(Error::field("trusted", "error-list-trust"));
    }
    let source = if list.issuer.is_empty() { "csv" } else { list.issuer.as_str() };
    let mut tx = store.begin().await?;
    let preview = look(&mut tx, list).await?;
    for change in preview.added.iter().chain(&preview.changed) {
        let host = change.host.as_str();
        policy::put(&mut tx, host, change.ruling, &change.reason, source, who.actor()).await?;
    }
    let moved = settle(&mut tx).await?;
    tx.save().await?;
    Ok((preview, moved))
}

//! Who is told of what happens to an application.

use people::{
    ledger::{self, Change, Following, Operation},
    notifications::{self, Notice},
};
use serde_json::Value;

use super::entry;
use crate::workspace::{by_house, known};

/// What people are told of: a message of the first word that fits.
pub mod notice {
    /// A city applies.
    pub const RECEIVED: &str = "application-received";
    /// The coordinator asks for an application.
    pub const INVITED: &str = "application-invited";
    /// An applicant has taken its application back.
    pub const WITHDRAWN: &str = "application-withdrawn";
    /// Who was invited does not want to apply.
    pub const REFUSED: &str = "application-refused";
    /// The coordinator has decided.
    pub const DECIDED: &str = "application-decided";
    /// Two cities are to work together.
    pub const MATCHED: &str = "application-matched";
    /// Two cities are no longer to work together.
    pub const PARTED: &str = "application-parted";
    /// The coordinator asks with whom one would like to work.
    pub const ROUND: &str = "application-round";
    /// An applicant has said with whom it would like to work.
    pub const WISHED: &str = "application-wished";
    /// Somebody wrote a message.
    pub const MESSAGE: &str = "application-message";

    /// All of them.
    pub const ALL: &[&str] =
        &[RECEIVED, INVITED, WITHDRAWN, REFUSED, DECIDED, MATCHED, PARTED, ROUND, WISHED, MESSAGE];
}

/// What is said of a change; nothing of what only computers do.
fn said(change: &Change<'_>) -> Option<&'static str> {
    let operations: &[Operation] = change.operations;
    let has = |entry: &str, field: &str| {
        let set = operations.iter().find(|o| o.entry == entry && o.set.contains_key(field));
        set.and_then(|o| o.set.get(field)).is_some_and(|v| !v.is_null() && *v != false)
    };
    let any = |entry: &str| operations.iter().any(|o| o.entry == entry);
    let is = |entry: &str, field: &str, word: &str| {
        let mut set = operations.iter().filter(|o| o.entry == entry);
        set.any(|o| o.set.get(field).and_then(Value::as_str) == Some(word))
    };
    let applied = !change.now.one(entry::APPLICATION).value("role").is_null();
    let known = [
        (is(entry::MATCH, "state", "decided"), notice::MATCHED),
        (is(entry::MATCH, "state", "ended"), notice::PARTED),
        (has(entry::ROUND, "open"), notice::ROUND),
        (has(entry::DECISION, "state"), notice::DECIDED),
        (any(entry::INVITATION), notice::INVITED),
        (has(entry::APPLICATION, "withdrawn") && applied, notice::WITHDRAWN),
        (has(entry::APPLICATION, "withdrawn"), notice::REFUSED),
        (any(entry::APPLICATION), notice::RECEIVED),
        (any(entry::WISHES) || any(entry::CONFLICT), notice::WISHED),
        (has(entry::MESSAGE, "text"), notice::MESSAGE),
    ];
    known.into_iter().find(|(fits, _)| *fits).map(|(_, kind)| kind)
}

pub(super) fn follow<'a>(tx: &'a mut store::Tx, change: &'a Change<'a>) -> Following<'a> {
    Box::pin(async move {
        let ledger = change.ledger;
        let Some((kind, first)) = said(change).zip(change.operations.first()) else {
            return Ok(());
        };
        // Those of the writer's own side see it on the page; only the other side is told.
        let Some(side) = ledger.side_of(&first.party) else { return Ok(()) };
        // What an instance does itself it does for the side.
        let by = if by_house(first) {
            Some(ledger.party(side).id)
        } else {
            known(tx, ledger, &first.actor).await?
        };
        let reader = ledger.party(side.other()).id;
        let people = ledger::people(tx, ledger.id).await?;
        let people = people.iter().filter(|p| p.party_id == reader);
        let notices: Vec<Notice> =
            people.map(|p| Notice::of_ledger(p.person_id, kind, by, ledger.id)).collect();
        notifications::notify(tx, &notices).await
    })
}

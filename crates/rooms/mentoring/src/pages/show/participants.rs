//! Who takes part in a workspace.

use people::ledger::{self, Open, Side};
use web::Ctx;

use super::super::party;

/// Somebody who sees the workspace.
pub struct Person {
    pub name: String,
    pub party: String,
    /// By what the reader's side can take her out again; nothing for others.
    pub remove: Option<String>,
}

/// Who takes part: of the reader's instance those who can indeed read it, of the other one those whom it names.
pub async fn people(ctx: &Ctx, open: &Open) -> web::Result<Vec<Person>> {
    let (ledger, mut all) = (&open.ledger, Vec::new());
    let here = ledger::readers(&mut ctx.read(), ledger.id, ctx.tr.lang()).await?;
    for side in Side::BOTH.into_iter().filter(|side| ledger.party(*side).is_local()) {
        let name = party(ledger, side).0;
        for reader in here.iter().filter(|p| p.party_id == ledger.party(side).id) {
            let remove = (side == open.side).then(|| reader.person_id.to_string());
            all.push(Person { name: reader.name.clone(), party: name.clone(), remove });
        }
    }
    for (key, e) in open.now.all(ledger::PERSON) {
        let written = e.written("role").and_then(|w| ledger.side_of(&w.party));
        let there = Side::BOTH
            .into_iter()
            .find(|side| federation::document::same_origin(&ledger.party_iris[side.index()], key));
        let Some(side) = written.or(there).filter(|side| !ledger.party(*side).is_local()) else {
            continue;
        };
        if !e.text("role").is_empty() {
            let (name, party) = (open.person(key).to_owned(), party(ledger, side).0);
            all.push(Person { name, party, remove: None });
        }
    }
    Ok(all)
}

//! What those who take part in a request are called in the reader's language, as far as this instance knows them; else as
//! the request names them.

use std::collections::HashMap;

use domain::Error;
use people::ledger::{self, Entry, Open, Written};
use web::Ctx;

use crate::assistance::{carrying, entry, naming};

/// The names of people by their IRIs.
pub struct Names(HashMap<String, String>);

impl Names {
    /// Of everybody who is named in a request or was asked.
    pub async fn load(ctx: &Ctx, open: &Open) -> web::Result<Self> {
        let federation = ctx.app.federation().ok_or(Error::NotFound)?;
        let mut names = HashMap::new();
        for (iri, _) in [ledger::PERSON, entry::ROUTE].map(|kind| open.now.all(kind)).concat() {
            if let Some(actor) = federation.known_actor(iri).await? {
                let name = super::name(ctx, &actor).await?;
                if !name.is_empty() {
                    names.insert(iri.to_owned(), name);
                }
            }
        }
        Ok(Self(names))
    }

    /// Of somebody, who is called `other` where she is not known.
    pub fn of<'a>(&'a self, iri: &str, other: &'a str) -> &'a str {
        self.0.get(iri).map_or(other, String::as_str)
    }

    /// Of whoever wrote something; else of her party.
    pub fn author(&self, open: &Open, written: &Written) -> String {
        let person = open.now.entry(ledger::PERSON, &written.actor).text("name");
        if !person.is_empty() {
            return self.of(&written.actor, person).to_owned();
        }
        let side = open.ledger.side_of(&written.party);
        side.map(|side| open.ledger.party(side).name.clone()).unwrap_or_default()
    }
}

/// Of a message that was carried across, who wrote it and for whom, in the reader's language where those names came along,
/// and who has carried it.
pub fn carried(ctx: &Ctx, open: &Open, message: &Entry) -> Option<(String, String)> {
    let carried = carrying::of(&open.ledger, &open.now, message)?;
    let [by, from] = [carried.by, carried.from]
        .map(|(name, names)| naming::called(name, names, ctx.tr.lang()).to_owned());
    let who = if from.is_empty() || from == by { by } else { format!("{by}, {from}") };
    Some((who, open.ledger.party(carried.through).name.clone()))
}

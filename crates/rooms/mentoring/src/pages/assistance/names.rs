//! What those who take part in a request are called in the reader's language, as far as this instance knows them; else as
//! the request names them.

use std::collections::HashMap;

use domain::Error;
use people::ledger::{self, Entry, Open, Written};
use web::Ctx;

use crate::assistance::{carrying, entry, naming};

/// The names of those who were asked, by their IRIs.
pub struct Names(HashMap<String, String>);

impl Names {
    /// Of everybody to whom a request was passed on.
    pub async fn load(ctx: &Ctx, open: &Open) -> web::Result<Self> {
        let origin = ctx.app.origin().ok_or(Error::NotFound)?;
        let asked = open.now.all(entry::ROUTE).into_iter().map(|(iri, _)| iri.to_owned());
        let asked: Vec<String> = asked.collect();
        Ok(Self(ledger::names(&mut ctx.read(), &origin, &asked, ctx.tr.lang()).await?))
    }

    /// Of somebody, who is called `other` where she is not known.
    pub fn of<'a>(&'a self, iri: &str, other: &'a str) -> &'a str {
        self.0.get(iri).map_or(other, String::as_str)
    }

    /// Of whoever wrote something; else of her party.
    pub fn author(&self, open: &Open, written: &Written) -> String {
        let person = open.person(&written.actor);
        if !person.is_empty() {
            return person.to_owned();
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

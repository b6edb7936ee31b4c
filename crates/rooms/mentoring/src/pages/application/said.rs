//! What the two sides of an application have said.

use content::{Values, kind::Place, markdown};
use domain::{Lang, Time};
use people::ledger::{Entry, Open};
use serde_json::Value;
use web::{
    Ctx, Html,
    kind::{self, Shown},
};

use super::party;
use crate::application::{APPLICATION, entry, form as fields};

/// A message.
pub struct Said {
    pub who: String,
    pub at: Time,
    pub text: Html,
}

/// What is said in an entry, safe to be shown.
pub fn text(entry: &Entry) -> Html {
    rendered(entry.text("text"))
}

fn rendered(text: &str) -> Html {
    if text.is_empty() { Html::default() } else { Html::trusted(markdown::render_theirs(text, 4)) }
}

/// All that the applicant has said.
fn values(open: &Open) -> Values {
    let there = open.now.one(entry::APPLICATION);
    there.fields().map(|f| (f.to_owned(), there.value(f).clone())).collect()
}

/// The sectors that the applicant names.
pub fn said_sectors(ctx: &Ctx, open: &Open) -> Vec<String> {
    let sectors = fields::words(&values(open), "sectors");
    sectors.iter().map(|s| ctx.tr.sector(s).to_owned()).collect()
}

/// What the applicant has said, as the form asks for it.
pub fn said(ctx: &Ctx, open: &Open) -> Html {
    let values = values(open);
    let lang = open.now.one(entry::APPLICATION).text("lang");
    let lang = Lang::parse(lang).unwrap_or_else(|| ctx.tr.lang().clone());
    let html: Values = values
        .iter()
        .filter(|(name, _)| APPLICATION.field(name).is_some_and(|f| f.shape.is_markdown()))
        .filter_map(|(name, value)| {
            Some((name.clone(), Value::from(markdown::render_theirs(value.as_str()?, 3))))
        })
        .collect();
    let shown = Shown { lang: &lang, values: &values, html: &html };
    kind::sections(&ctx.local, &APPLICATION, Place::Body, shown)
}

/// All messages, in the order of the ledger.
pub fn messages(open: &Open) -> Vec<Said> {
    let one = |(_, e): (&str, &Entry)| {
        let written = e.begun()?;
        let side = open.ledger.side_of(&written.party)?;
        let (city, _) = party(&open.ledger, side);
        let who = match open.person(&written.actor) {
            "" => city,
            name => format!("{name}, {city}"),
        };
        Some(Said { who, at: written.at, text: text(e) })
    };
    open.now.all(entry::MESSAGE).into_iter().filter_map(one).collect()
}

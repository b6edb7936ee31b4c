//! What an agreement begins with in a programme: what the city said when it applied, and what its coordinator decided.

use content::Draft as Terms;
use domain::{Error, Result, access::Who};
use people::ledger::{Entry, Ledgers, Open, Registers};

use crate::{
    agreement::{AGREEMENT, TOPICS},
    application::entry as applied,
    applying,
    workspace::entry,
};

/// The application of the reader's side to the programme of a workspace, where there is one that she may see.
async fn application(ledgers: &Ledgers, who: &Who, open: &Open) -> Result<Option<Registers>> {
    let programme = open.now.one(entry::ABOUT).text("programme");
    if programme.is_empty() {
        return Ok(None);
    }
    let own = open.ledger.party(open.side).id;
    let Some(id) = applying::existing(ledgers, programme, own).await? else { return Ok(None) };
    match applying::see(ledgers, who, id).await {
        Ok(application) => Ok(Some(application.now)),
        Err(Error::NotFound) => Ok(None),
        Err(e) => Err(e),
    }
}

/// What was decided of the pair.
fn decided<'a>(application: &'a Registers, open: &Open) -> &'a Entry {
    application.entry(applied::MATCH, &open.ledger.party_iris[open.side.other().index()])
}

/// The first version as it stands in the form before anybody has written it.
pub async fn first(ledgers: &Ledgers, who: &Who, open: &Open, terms: Terms) -> Result<Terms> {
    let mut terms = terms;
    if let Some(application) = application(ledgers, who, open).await? {
        let said = application.one(applied::APPLICATION);
        let words = said.value("sectors").as_array().cloned().unwrap_or_default();
        let words = words.iter().filter_map(|word| word.as_str().map(str::to_owned));
        terms.sectors = words.take(TOPICS).collect();
        let mut take = |name: &str, value: &serde_json::Value| {
            if !value.is_null() && AGREEMENT.field(name).is_some() {
                terms.values.insert(name.to_owned(), value.clone());
            }
        };
        take("languages", said.value("languages"));
        take("grant", decided(&application, open).value("grant"));
    }
    Ok(terms)
}

/// Refuses a grant that is not the one which the coordinator has given, where that is known here. Errors of the field
/// `grant`.
pub async fn check_grant(ledgers: &Ledgers, who: &Who, open: &Open, terms: &Terms) -> Result<()> {
    let Some(written) = terms.values.get("grant").and_then(serde_json::Value::as_i64) else {
        return Ok(());
    };
    let Some(application) = application(ledgers, who, open).await? else { return Ok(()) };
    if decided(&application, open).number("grant") == Some(written) {
        return Ok(());
    }
    Err(Error::field("grant", "agreement-error-grant"))
}

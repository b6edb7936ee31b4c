//! What an agreement begins with: in a programme what the city said when it applied, and what its coordinator decided;
//! and what somebody has typed and not proposed yet.

use content::Draft as Terms;
use domain::{Error, Result, Time, access::Who, id::LedgerId};
use people::ledger::{Entry, Ledgers, Open, Registers, notes};
use serde_json::{Map, Value, json};

use crate::{
    agreement::{AGREEMENT, Agreement, TOPICS},
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
        let mut take = |name: &str, value: &Value| {
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
    if is_grant_given(ledgers, who, open, terms).await? {
        return Ok(());
    }
    Err(Error::field("grant", "agreement-error-grant"))
}

/// Whether a grant, if there is one, is the one which the coordinator has given, as far as that is known here.
pub async fn is_grant_given(
    ledgers: &Ledgers,
    who: &Who,
    open: &Open,
    terms: &Terms,
) -> Result<bool> {
    let Some(written) = terms.values.get("grant").and_then(Value::as_i64) else {
        return Ok(true);
    };
    let Some(application) = application(ledgers, who, open).await? else { return Ok(true) };
    Ok(decided(&application, open).number("grant") == Some(written))
}

/// Where what somebody has typed stands among her own notes.
const PLACE: &str = "version/draft";
/// Fields of the form that every kind has.
const FIELDS: [&str; 4] = ["lang", "title", "summary", "sectors"];

/// What somebody has typed and not proposed. Nobody else sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What stood in the form, exactly as it was typed.
    pub pairs: Vec<(String, String)>,
    /// When it was kept.
    pub at: Time,
    /// Whether a version has been proposed since then.
    pub overtaken: bool,
}

/// The digest of the newest version; empty where there is none.
fn newest(open: &Open) -> String {
    let agreement = Agreement::of(&open.ledger, &open.operations);
    agreement.versions.last().map(|version| version.digest.clone()).unwrap_or_default()
}

fn is_field(name: &str) -> bool {
    let field = name.split_once('.').map_or(name, |(field, _)| field);
    FIELDS.contains(&field) || AGREEMENT.field(field).is_some()
}

/// Keeps what stands in the form, right or wrong, for this author alone. Errors of no field when it is too long.
pub async fn keep(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    pairs: &[(String, String)],
) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    let mut form = Map::new();
    for (name, value) in pairs.iter().filter(|(name, _)| is_field(name)) {
        let values = form.entry(name.clone()).or_insert_with(|| json!([]));
        if let Some(values) = values.as_array_mut() {
            values.push(value.clone().into());
        }
    }
    let draft = json!({ "after": newest(&open), "form": form }).to_string();
    notes::keep_draft(ledgers, who, id, PLACE, &draft).await
}

/// What the reader has kept of this agreement.
pub async fn kept(ledgers: &Ledgers, who: &Who, open: &Open) -> Result<Option<Kept>> {
    let mut q = ledgers.store().read();
    let all = notes::notes(&mut q, open.ledger.id, who.signed_in()?).await?;
    let note = all.into_iter().find(|note| note.place == PLACE);
    Ok(note.and_then(|note| read(&note.text, note.updated_at, &newest(open))))
}

fn read(draft: &str, at: Time, newest: &str) -> Option<Kept> {
    let draft: Value = serde_json::from_str(draft).ok()?;
    let of = |(name, values): (&String, &Value)| {
        let values = values.as_array().cloned().unwrap_or_default();
        let values = values.into_iter().filter_map(|value| Some(value.as_str()?.to_owned()));
        values.map(|value| (name.clone(), value)).collect::<Vec<_>>()
    };
    let pairs = draft.get("form")?.as_object()?.iter().flat_map(of).collect();
    let after = draft.get("after").and_then(Value::as_str).unwrap_or_default();
    Some(Kept { pairs, at, overtaken: after != newest })
}

/// Forgets what the reader has kept of an agreement.
pub async fn discard(ledgers: &Ledgers, who: &Who, id: LedgerId) -> Result<()> {
    notes::keep_draft(ledgers, who, id, PLACE, "").await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fields_of_the_form_are_kept() {
        for name in ["title", "sectors", "goals.0.text", "mentor_role", "languages"] {
            assert!(is_field(name), "{name}");
        }
        for name in ["go", "csrf", "unknown.0.text", ""] {
            assert!(!is_field(name), "{name}");
        }
    }

    #[test]
    fn what_was_typed_is_read_back_and_nothing_else_is() {
        let draft = json!({ "after": "d1", "form": { "title": ["Гише"], "sectors": ["housing", "health"] } });
        let kept = read(&draft.to_string(), Time(7), "d1").unwrap();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            kept.pairs,
            [pair("title", "Гише"), pair("sectors", "housing"), pair("sectors", "health")]
        );
        assert!(!kept.overtaken && kept.at == Time(7));
        assert!(read(&draft.to_string(), Time(7), "d2").unwrap().overtaken);
        assert_eq!(read("Не е чернова", Time(7), ""), None);
    }
}

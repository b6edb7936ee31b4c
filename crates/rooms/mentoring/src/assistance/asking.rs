//! What one can do in a request for assistance: one function, one change of the ledger.

use domain::{ActorId, Error, Lang, Result, access::Who, id::LedgerId, text};
use people::ledger::{self, Draft, Ledgers, Open, Opening, Side};
use serde_json::{Value, json};
use store::Query;

use super::{ASSISTANCE, HELPED, Standing, answers, entry, naming, word};
use crate::service::TEXT_MAX;

/// The most characters of the need that stand in lists.
const TITLE: usize = 80;
/// Experts to whom one request can be passed on.
pub const ROUTES: usize = 8;

/// What somebody needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Need {
    /// In her own words.
    pub text: String,
    /// The language of her words, or empty.
    pub lang: String,
    /// What it is about.
    pub sectors: Vec<String>,
    /// Languages in which she can read an answer.
    pub languages: Vec<String>,
    /// By when; empty when that does not matter.
    pub until: String,
    /// The stage of the policy cycle, or empty.
    pub stage: String,
}

impl Need {
    /// As it stands in a request.
    pub fn of(open: &Open) -> Self {
        let about = open.now.one(entry::ABOUT);
        Self {
            text: about.text("need").to_owned(),
            lang: about.text("lang").to_owned(),
            sectors: super::words(about.value("sectors")),
            languages: super::words(about.value("languages")),
            until: about.text("until").to_owned(),
            stage: about.text("stage").to_owned(),
        }
    }

    fn about(&self) -> Value {
        json!({
            "title": text::excerpt(&text::line(&self.text), TITLE),
            "need": self.text,
            "lang": self.lang,
            "sectors": self.sectors,
            "languages": self.languages,
            "until": self.until,
            "stage": self.stage,
        })
    }

    fn checked(&self) -> Result<()> {
        if self.text.is_empty() {
            return Err(Error::field("need", "error-required"));
        }
        if text::len(&self.text) > TEXT_MAX {
            return Err(Error::field("need", "content-error-long"));
        }
        Ok(())
    }
}

/// Asks whoever coordinates. Errors of the field `need`; else as in [`ledger::open`].
pub async fn ask(
    ledgers: &Ledgers,
    who: &Who,
    (asker, helper): (ActorId, ActorId),
    need: &Need,
) -> Result<LedgerId> {
    need.checked()?;
    let drafts = vec![Draft::new(entry::ABOUT, "", need.about())];
    let opening =
        Opening { kind: &ASSISTANCE, parties: [asker, helper], side: Side::First, drafts };
    ledger::open(ledgers, who, opening).await
}

/// Says something in this language to all who see the request. Errors of the field `message`.
pub async fn say(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    lang: &Lang,
    message: &str,
) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    let message = long("message", message)?;
    if message.is_empty() {
        return Err(Error::field("message", "error-required"));
    }
    let row: domain::id::RowId = ledgers.store().id();
    let key = format!("{}-{row}", word(open.side));
    let draft = Draft::new(entry::MESSAGE, key, json!({ "text": message, "lang": lang.as_str() }));
    ledger::append(ledgers, who, id, None, vec![draft]).await
}

fn long(field: &'static str, typed: &str) -> Result<String> {
    let typed = text::block(typed);
    if text::len(&typed) > TEXT_MAX {
        return Err(Error::field(field, "content-error-long"));
    }
    Ok(typed)
}

/// Somebody to whom a request is passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expert {
    /// Her IRI.
    pub iri: String,
    /// Her name.
    pub name: String,
    /// For whom she acts: her organisation, or she herself.
    pub party: ActorId,
}

/// Whether a request was passed on to this person before.
pub fn is_asked(open: &Open, expert: &Expert) -> bool {
    !open.now.entry(entry::ROUTE, &expert.iri).is_empty()
}

/// The first of some requests that have not ended.
async fn running(
    ledgers: &Ledgers,
    q: &mut impl Query,
    all: &[LedgerId],
) -> Result<Option<LedgerId>> {
    for id in all {
        let (ledger, operations) = ledgers.load(q, *id).await?;
        if !Standing::of(&ledger.registers(&operations)).state.is_over() {
            return Ok(Some(*id));
        }
    }
    Ok(None)
}

/// Passes a request on: what is needed and the name of who needs it, in a ledger of the coordinator and the expert. To
/// whom it was passed on before nothing happens. Forbidden `error-forbidden` for whoever does not coordinate it;
/// Conflict `assistance-error-many` when that would be too many.
pub async fn route(ledgers: &Ledgers, who: &Who, id: LedgerId, expert: &Expert) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    let about = open.now.one(entry::ABOUT);
    if open.side != Side::Second || !about.text("relays").is_empty() {
        return Err(Error::Forbidden("error-forbidden"));
    }
    if is_asked(&open, expert) {
        return Ok(());
    }
    if open.now.all(entry::ROUTE).len() >= ROUTES {
        return Err(Error::Conflict("assistance-error-many"));
    }
    let coordinator = open.ledger.party(Side::Second).id;
    // A colleague sees the request as it is.
    let passed = if expert.party == coordinator {
        String::new()
    } else {
        // Whoever sends the form twice, or again after a failure, opens no second one.
        let mut q = ledgers.store().read();
        let (kind, iri) = (ASSISTANCE.name, &open.ledger.iri);
        let again = ledger::between(&mut q, kind, iri, coordinator, &[expert.party]).await?;
        let again = running(ledgers, &mut q, &again).await?;
        let asker = open.ledger.party(Side::First);
        let names = naming::names(&mut q, asker.id).await?;
        drop(q);
        let mut set = Need::of(&open).about();
        set["relays"] = open.ledger.iri.clone().into();
        set["asker"] = asker.name.clone().into();
        set["asker_names"] = names;
        let drafts = vec![Draft::new(entry::ABOUT, "", set), Draft::ask(&expert.iri)];
        let parties = [coordinator, expert.party];
        let opening = Opening { kind: &ASSISTANCE, parties, side: Side::First, drafts };
        let there = match again {
            // Somebody else of her organisation was asked before: she is asked in the same place.
            Some(there) => {
                let ask = Draft::ask(&expert.iri);
                ledger::append_as(ledgers, there, Side::First, |_, _| vec![ask.clone()]).await?;
                there
            }
            None => ledger::open(ledgers, who, opening).await?,
        };
        ledgers.iri_of_own(there)?
    };
    let set = json!({ "name": expert.name, "state": "asked", "ledger": passed });
    let draft = Draft::new(entry::ROUTE, &*expert.iri, set);
    ledger::append(ledgers, who, id, None, vec![draft]).await
}

/// Whoever was asked cannot help, and says why. Errors of the field `reason`.
pub async fn decline(ledgers: &Ledgers, who: &Who, id: LedgerId, reason: &str) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    let reason = long("reason", reason)?;
    if reason.is_empty() {
        return Err(Error::field("reason", "error-required"));
    }
    if open.side != Side::Second {
        return Err(Error::Forbidden("error-forbidden"));
    }
    let set = json!({ "helper_declined": true, "helper_reason": reason });
    ledger::append(ledgers, who, id, None, vec![Draft::new(entry::OUTCOME, "", set)]).await
}

/// What came of it, by whoever asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// One of [`HELPED`].
    pub helped: String,
    /// From 1 to 5, or nothing.
    pub rating: Option<i64>,
    /// In her own words.
    pub text: String,
}

/// Says what came of it. Errors of the fields `helped`, `rating` and `text`; Conflict `assistance-error-unanswered` as
/// long as nobody has answered.
pub async fn conclude(ledgers: &Ledgers, who: &Who, id: LedgerId, outcome: Outcome) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    if open.side != Side::First {
        return Err(Error::Forbidden("error-forbidden"));
    }
    if !HELPED.contains(&&*outcome.helped) {
        return Err(Error::field("helped", "content-error-choose"));
    }
    if outcome.rating.is_some_and(|n| !(1..=5).contains(&n)) {
        return Err(Error::field("rating", "assistance-error-rating"));
    }
    if answers(&open.now).next().is_none() {
        return Err(Error::Conflict("assistance-error-unanswered"));
    }
    let set = json!({
        "asker_helped": outcome.helped,
        "asker_rating": outcome.rating,
        "asker_text": long("text", &outcome.text)?,
    });
    ledger::append(ledgers, who, id, None, vec![Draft::new(entry::OUTCOME, "", set)]).await
}

/// Takes a request back: whoever asked does so, or a coordinator what she has passed on.
pub async fn close(ledgers: &Ledgers, who: &Who, id: LedgerId) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    if open.side != Side::First {
        return Err(Error::Forbidden("error-forbidden"));
    }
    let draft = Draft::new(entry::OUTCOME, "", json!({ "asker_closed": true }));
    ledger::append(ledgers, who, id, None, vec![draft]).await
}

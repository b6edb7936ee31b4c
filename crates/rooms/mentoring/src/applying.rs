//! What an applicant can do in a programme: one function, one change of its ledger.

use std::collections::HashSet;

use content::Draft as Typed;
use domain::{ActorId, Error, Result, access::Who, id::LedgerId, text};
use federation::{actor, iri};
use people::ledger::{self, Draft, Ledgers, Open, Opening, Seen, Side};
use serde_json::json;
use store::Query;

use crate::{
    application::{
        self, KIND, candidates, entry, form,
        wishes::{Declared, Wishes, barred},
        word,
    },
    programme::{Programme, coordinators},
    service::TEXT_MAX,
};

/// The application of a party to a programme, where there is one here.
pub async fn existing(
    ledgers: &Ledgers,
    programme: &str,
    party: ActorId,
) -> Result<Option<LedgerId>> {
    let origin = ledgers.federation().live().ok_or(Error::NotFound)?.origin.clone();
    let mut q = ledgers.store().read();
    // Anybody can name a programme in a ledger: it belongs to it only when its second party coordinates it.
    let coordinates = coordinators(&mut q, &origin, programme).await?;
    let all = ledger::between(&mut q, KIND.name, programme, party, &coordinates).await?;
    Ok(all.first().copied())
}

/// Applies, or changes what was said. Errors carry the names of the form; Conflict `application-error-closed` when
/// nobody can apply today, `application-error-own` for the coordinator.
pub async fn apply(
    ledgers: &Ledgers,
    who: &Who,
    programme: &Programme,
    party: ActorId,
    typed: &Typed,
    (today, seen): (&str, Option<&Seen>),
) -> Result<LedgerId> {
    let typed = form::checked(typed).map_err(Error::Invalid)?;
    if party == programme.coordinator {
        return Err(Error::Conflict("application-error-own"));
    }
    if !programme.takes_applications(today) {
        return Err(Error::Conflict("application-error-closed"));
    }
    let set = form::values(&typed);
    let draft = Draft { entry: entry::APPLICATION, key: String::new(), set };
    let there = existing(ledgers, &programme.iri, party).await?;
    if let Some(id) = there {
        let now = see(ledgers, who, id).await?.now;
        let matched = now.all(entry::MATCH).iter().any(|(_, m)| m.text("state") == "decided");
        let role = now.one(entry::APPLICATION).value("role");
        if matched && draft.set.get("role") != Some(role) {
            return Err(Error::field("role", "application-error-role"));
        }
    }
    if let Some(id) = there {
        ledger::append(ledgers, who, id, seen, vec![draft]).await?;
        return Ok(id);
    }
    let about = json!({ "title": programme.title, "programme": programme.iri });
    let drafts = vec![Draft::new(entry::ABOUT, "", about), draft.clone()];
    let parties = [party, programme.coordinator];
    let opening = Opening { kind: &KIND, parties, side: Side::First, drafts };
    let opened = ledger::open(ledgers, who, opening).await?;
    // Another can have been opened meanwhile, by a form that was sent twice or by an invitation: the first one counts.
    let first = existing(ledgers, &programme.iri, party).await?.unwrap_or(opened);
    if first != opened {
        ledger::append(ledgers, who, first, None, vec![draft]).await?;
    }
    Ok(first)
}

/// Takes the application back, or declines the invitation to apply.
pub async fn withdraw(ledgers: &Ledgers, who: &Who, id: LedgerId) -> Result<()> {
    as_applicant(ledgers, who, id).await?;
    let draft = Draft::new(entry::APPLICATION, "", json!({ "withdrawn": true }));
    ledger::append(ledgers, who, id, None, vec![draft]).await
}

/// Says with whom the applicant would like to work, and with whom the person who says it cannot: what her colleagues have
/// declared stays. Whoever is no candidate is passed over, and nobody is wished for with whom one of them cannot work.
/// Conflict `application-error-round` when nobody asks for it now.
pub async fn wish(ledgers: &Ledgers, who: &Who, id: LedgerId, wishes: Wishes) -> Result<()> {
    let open = as_applicant(ledgers, who, id).await?;
    if !open.now.one(entry::ROUND).flag("open") {
        return Err(Error::Conflict("application-error-round"));
    }
    let shown: HashSet<String> = candidates::all(&open.now).into_iter().map(|c| c.iri).collect();
    let mut wishes = wishes;
    for list in [&mut wishes.wishes, &mut wishes.conflicts, &mut wishes.worked_with] {
        list.retain(|iri| shown.contains(iri));
    }
    let mut q = ledgers.store().read();
    let me = actor::by_id(&mut q, who.signed_in()?).await?;
    let origin = &ledgers.federation().live().ok_or(Error::NotFound)?.origin;
    let own = Declared { person: iri::of_actor(origin, &me), with: wishes.conflicts.clone() };
    let before = declared(&mut q, &open).await?;
    drop(q);
    // Whoever works there no longer declares nothing; what stood for the applicant as a whole becomes hers who wrote it.
    let left = open.now.all(entry::CONFLICT).into_iter().map(|(person, _)| person);
    let left = left.filter(|person| before.iter().all(|d| d.person != *person));
    let mut all: Vec<Declared> =
        left.map(|person| Declared { person: person.to_owned(), with: Vec::new() }).collect();
    all.extend(before);
    all.retain(|d| d.person != own.person);
    if !own.with.is_empty() || !open.now.entry(entry::CONFLICT, &own.person).is_empty() {
        all.push(own);
    }
    wishes.conflicts = barred(&all);
    wishes.wishes.retain(|iri| !wishes.conflicts.contains(iri));
    let mut drafts = vec![Draft::new(entry::WISHES, "", wishes.write())];
    drafts.extend(all.iter().map(Declared::write));
    ledger::append(ledgers, who, id, None, drafts).await
}

/// What the people of an applicant have declared, as far as they still work for it: that is known on its own instance.
pub async fn declared(q: &mut impl Query, open: &Open) -> Result<Vec<Declared>> {
    let applicant = open.ledger.party(Side::First);
    let mut all = Vec::new();
    for declared in application::wishes::declared(&open.now) {
        let person = declared.person.rsplit('/').next().and_then(|id| id.parse::<ActorId>().ok());
        let works = match person {
            Some(person) if applicant.is_local() => {
                ledger::belongs(q, person, applicant.id).await?
            }
            _ => true,
        };
        if works {
            all.push(declared);
        }
    }
    Ok(all)
}

/// Says something to the other side. Errors of the field `message`.
pub async fn say(ledgers: &Ledgers, who: &Who, id: LedgerId, message: &str) -> Result<()> {
    let open = see(ledgers, who, id).await?;
    let message = text::block(message);
    if message.is_empty() {
        return Err(Error::field("message", "error-required"));
    }
    if text::len(&message) > TEXT_MAX {
        return Err(Error::field("message", "content-error-long"));
    }
    let row: domain::id::RowId = ledgers.store().id();
    let key = format!("{}-{row}", word(open.side));
    let draft = Draft::new(entry::MESSAGE, key, json!({ "text": message }));
    ledger::append(ledgers, who, id, None, vec![draft]).await
}

/// An application that the reader may see. NotFound for ledgers of other kinds.
pub async fn see(ledgers: &Ledgers, who: &Who, id: LedgerId) -> Result<Open> {
    let open = ledgers.see(who, id).await?;
    if open.ledger.kind.name == KIND.name { Ok(open) } else { Err(Error::NotFound) }
}

async fn as_applicant(ledgers: &Ledgers, who: &Who, id: LedgerId) -> Result<Open> {
    let open = see(ledgers, who, id).await?;
    match open.side {
        Side::First => Ok(open),
        Side::Second => Err(Error::Forbidden("application-error-applicant")),
    }
}

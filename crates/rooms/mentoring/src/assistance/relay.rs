//! What is written in a request that was passed on is carried across by the instance of the coordinator, which has both
//! ledgers: the expert's answers to whoever asked, and what she writes after that to the expert, who also learns when no
//! answer is needed any more. A key is made of the ledger and the key of what is carried, so that it is carried once, also
//! when an instance came back from an older backup and counts anew.

use domain::{Result, id::LedgerId};
use people::ledger::{self, Draft, Entry, Ledger, Ledgers, Operation, PERSON, Registers, Side};
use serde_json::{Map, Value, json};
use web::App;

use super::{ASSISTANCE, Standing, answers, entry, naming, word};

/// Looks at one ledger.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Relay {
    /// Which.
    pub ledger: LedgerId,
}

impl store::Job<App> for Relay {
    const KIND: &'static str = "assistance-relay";

    async fn run(self, app: App) -> Result<(), store::JobError> {
        Ok(relay(app.ledgers()?, self.ledger).await?)
    }
}

/// A ledger with all that is in it.
struct Read {
    ledger: Ledger,
    operations: Vec<Operation>,
    now: Registers,
}

async fn read(ledgers: &Ledgers, id: LedgerId) -> Result<Read> {
    let (ledger, operations) = ledgers.load(&mut ledgers.store().read(), id).await?;
    let now = ledger.registers(&operations);
    Ok(Read { ledger, operations, now })
}

async fn find(ledgers: &Ledgers, iri: &str) -> Result<Option<Read>> {
    match ledgers.find(&mut ledgers.store().read(), iri).await? {
        Some(id) => Ok(Some(read(ledgers, id).await?).filter(|r| is_one(&r.ledger))),
        None => Ok(None),
    }
}

fn is_one(ledger: &Ledger) -> bool {
    ledger.kind.name == ASSISTANCE.name
}

/// Carries across what is new in this ledger.
pub async fn relay(ledgers: &Ledgers, id: LedgerId) -> Result<()> {
    let this = read(ledgers, id).await?;
    if !is_one(&this.ledger) {
        return Ok(());
    }
    let source = this.now.one(entry::ABOUT).text("relays");
    if !source.is_empty() {
        let Some(first) = find(ledgers, source).await? else { return Ok(()) };
        return if joined(&first, &this) { up(ledgers, &first, &this).await } else { Ok(()) };
    }
    for (_, route) in this.now.all(entry::ROUTE) {
        let Some(second) = find(ledgers, route.text("ledger")).await? else { continue };
        if joined(&this, &second) {
            down(ledgers, &this, &second).await?;
        }
    }
    Ok(())
}

/// Whether the second is what the coordinator, who lives here, made of the first: both say so.
fn joined(first: &Read, second: &Read) -> bool {
    let coordinator = first.ledger.party(Side::Second);
    coordinator.is_local()
        && second.ledger.party(Side::First).id == coordinator.id
        && second.now.one(entry::ABOUT).text("relays") == first.ledger.iri
        && !routes(&first.now, &second.ledger).is_empty()
}

/// The keys of the routes that lead to a ledger: several of one organisation may have been asked.
fn routes<'a>(first: &'a Registers, second: &Ledger) -> Vec<&'a str> {
    let all = first.all(entry::ROUTE).into_iter();
    all.filter(|(_, route)| route.text("ledger") == second.iri).map(|(key, _)| key).collect()
}

/// Answers of the expert, and whether she can help at all and still has to.
async fn up(ledgers: &Ledgers, first: &Read, second: &Read) -> Result<()> {
    let (mut drafts, mut answered) = (Vec::new(), false);
    let all: Vec<(&str, &Entry)> = answers(&second.now).collect();
    for message in all {
        answered = true;
        drafts.extend(carried(ledgers, second, Side::Second, message, first).await?);
    }
    for route in routes(&first.now, &second.ledger) {
        let came = came_of(&second.now, answered, route);
        drafts.extend(came.map(|set| Draft::new(entry::ROUTE, route, set)));
    }
    if drafts.is_empty() {
        return Ok(());
    }
    ledger::append_as(ledgers, first.ledger.id, Side::Second, |_, _| drafts.clone()).await
}

/// What is said of somebody to whom it was passed on: that somebody cannot help, why, and who that is where it is a
/// colleague of hers. Nothing while an answer is waited for.
fn came_of(second: &Registers, answered: bool, person: &str) -> Option<Value> {
    let outcome = second.one(entry::OUTCOME);
    if let Some(declined) = outcome.written("helper_declined").filter(|w| w.value == true) {
        let by = Some(&declined.actor).filter(|by| *by != person);
        let by = by.map(|by| second.entry(PERSON, by).text("name")).unwrap_or_default();
        let reason = outcome.text("helper_reason");
        return Some(json!({ "state": "declined", "reason": reason, "by": by }));
    }
    let state = if answered {
        "answered"
    } else if outcome.flag("asker_closed") {
        "closed"
    } else {
        return None;
    };
    Some(json!({ "state": state }))
}

/// What was written by whoever asked since it was passed on, or at the same time, and whether all has ended. Of what came
/// of it the expert learns only that.
async fn down(ledgers: &Ledgers, first: &Read, second: &Read) -> Result<()> {
    let passed = |o: &&Operation| {
        o.entry == entry::ROUTE && o.set.get("ledger").is_some_and(|iri| *iri == second.ledger.iri)
    };
    let Some(passed) = first.operations.iter().find(passed) else { return Ok(()) };
    let mut drafts = Vec::new();
    for (key_there, message) in first.now.all(entry::MESSAGE) {
        let Some(written) = message.begun() else { continue };
        if !key_there.starts_with(word(Side::First)) || passed.saw(&written.place) {
            continue;
        }
        let message = (key_there, message);
        drafts.extend(carried(ledgers, first, Side::First, message, second).await?);
    }
    if let Some(ended) = Standing::of(&first.now).ended() {
        let set = json!({ "asker_closed": true, "asker_ended": ended });
        drafts.push(Draft::new(entry::OUTCOME, "", set));
    }
    if drafts.is_empty() {
        return Ok(());
    }
    ledger::append_as(ledgers, second.ledger.id, Side::First, |_, _| drafts.clone()).await
}

/// The key under which a message stands in the other ledger. It has an end, however long its own is.
fn key(side: Side, ledger: &str, message: &str) -> String {
    let mut named = Map::new();
    named.insert("ledger".into(), ledger.into());
    named.insert("message".into(), message.into());
    let digest = federation::proof::digest_of(&named).unwrap_or_default();
    format!("{}-{digest}", word(side))
}

/// Whether a message stands in the other ledger, also under the number of its operation, as it was carried once.
fn stands(read: &Read, side: Side, message: (&str, &Entry), other: &Registers) -> bool {
    let (own, message) = message;
    let number = message.begun().map(|written| written.place.sequence).unwrap_or_default();
    let former = format!("{}-{}-{number}", word(side), read.ledger.id);
    let former = other.entry(entry::MESSAGE, &former);
    let same = !former.is_empty() && former.text("text") == message.text("text");
    same || !other.entry(entry::MESSAGE, &key(side, &read.ledger.iri, own)).is_empty()
}

/// A message of this side as it stands in the other ledger; nothing where it does already.
async fn carried(
    ledgers: &Ledgers,
    read: &Read,
    side: Side,
    message: (&str, &Entry),
    other: &Read,
) -> Result<Option<Draft>> {
    let (own, entry) = message;
    let Some(written) = entry.begun() else { return Ok(None) };
    if stands(read, side, message, &other.now) {
        return Ok(None);
    }
    let (key, message) = (key(side, &read.ledger.iri, own), entry);
    let (from, from_names) = party(ledgers, read, side).await?;
    let (by, by_names) = match read.now.entry(PERSON, &written.actor).text("name") {
        "" => (from.clone(), from_names.clone()),
        name => (name.to_owned(), person(ledgers, &written.actor).await?),
    };
    let (text, lang) = (message.text("text"), message.text("lang"));
    let set = json!({
        "text": text,
        "lang": lang,
        "by": by,
        "by_names": by_names,
        "from": from,
        "from_names": from_names,
    });
    Ok(Some(Draft::new(entry::MESSAGE, key, set)))
}

/// The name of a party, and those that it has in single languages.
async fn party(ledgers: &Ledgers, read: &Read, side: Side) -> Result<(String, Value)> {
    let party = read.ledger.party(side);
    let names = naming::names(&mut ledgers.store().read(), party.id).await?;
    Ok((party.name.clone(), names))
}

/// The names that somebody has in single languages, where this instance knows her.
async fn person(ledgers: &Ledgers, iri: &str) -> Result<Value> {
    match ledgers.federation().known_actor(iri).await? {
        Some(person) => naming::names(&mut ledgers.store().read(), person.id).await,
        None => Ok(json!({})),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_cannot_help_says_why_and_a_colleague_who_she_is() {
        let helper = Side::Second;
        let operation = super::super::tests::operation;
        let mut all = vec![
            operation(Side::First, 1, entry::ABOUT, "", &json!({})),
            operation(helper, 2, PERSON, "helper", &json!({ "name": "Емил", "role": "contact" })),
        ];
        let came = |all: &[Operation], answered, person: &str| {
            came_of(&Registers::of(all, |_| true), answered, person)
        };
        assert_eq!(came(&all, false, "helper"), None);
        assert_eq!(came(&all, true, "helper"), Some(json!({ "state": "answered" })));
        let set = json!({ "helper_declined": true, "helper_reason": "В отпуск съм." });
        all.push(operation(helper, 3, entry::OUTCOME, "", &set));
        for (person, by) in [("helper", ""), ("gina", "Емил")] {
            let said = json!({ "state": "declined", "reason": "В отпуск съм.", "by": by });
            assert_eq!(came(&all, true, person), Some(said));
        }
    }

    #[test]
    fn a_message_has_a_key_of_its_own_whatever_its_number() {
        let ledger = "https://a.example/ap/object/1";
        let first = key(Side::First, ledger, "asker-1");
        assert_eq!(first, key(Side::First, ledger, "asker-1"), "it is carried once");
        assert!(first.starts_with("asker-"));
        assert_ne!(first, key(Side::First, ledger, "asker-2"));
        assert_ne!(first, key(Side::First, "https://a.example/ap/object/2", "asker-1"));
        let long = format!("asker-{}", "x".repeat(490));
        assert!(key(Side::First, ledger, &long).len() < 100);
    }
}

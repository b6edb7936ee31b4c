//! Who is told what when something happens in a request, and what has to be done then.

use domain::{ActorId, Result};
use federation::{Actor, ActorKind};
use people::{
    ledger::{self, Change, Following, Ledger, Named, Operation, Side},
    notifications::{self, Called, Notice, SaidBy},
};
use serde_json::Value;
use store::{Query as _, Tx, args, statements};

use super::{answers, carrying, entry, naming, relay::Relay, turn::Due};

/// What people are told of.
pub mod notice {
    /// Somebody asks for help.
    pub const ASKED: &str = "assistance-asked";
    /// A coordinator asks an expert.
    pub const PASSED: &str = "assistance-passed";
    /// One's request was passed on.
    pub const ROUTED: &str = "assistance-routed";
    /// One's request has its first answer.
    pub const ANSWERED: &str = "assistance-answered";
    /// Somebody wrote a message.
    pub const MESSAGE: &str = "assistance-message";
    /// Nobody has answered a request for which one is there.
    pub const ESCALATED: &str = "assistance-escalated";
    /// Nobody has answered a request to one's own house, whose administrator is told.
    pub const OVERDUE: &str = "assistance-overdue";
    /// Nobody has answered one's own request.
    pub const UNANSWERED: &str = "assistance-unanswered";
    /// One is asked whether the answer helped.
    pub const FOLLOW_UP: &str = "assistance-follow-up";
    /// Whoever asked has said what came of it.
    pub const CLOSED: &str = "assistance-closed";
    /// Whoever asked says that no answer has helped.
    pub const AGAIN: &str = "assistance-again";
    /// No answer is needed any more.
    pub const ENDED: &str = "assistance-ended";
    /// Whoever was asked cannot help.
    pub const DECLINED: &str = "assistance-declined";

    /// All of them.
    pub const ALL: &[&str] = &[
        ASKED, PASSED, ROUTED, ANSWERED, MESSAGE, ESCALATED, OVERDUE, UNANSWERED, FOLLOW_UP,
        CLOSED, AGAIN, ENDED, DECLINED,
    ];
}

statements! {
    ADMINISTRATORS = "SELECT actor_id FROM account WHERE role = 'administrator' AND state = 'active' ORDER BY actor_id";
}

/// What is said of an operation, and to which side.
fn said(change: &Change<'_>, operation: &Operation) -> Option<(&'static str, Side)> {
    let by = change.ledger.side_of(&operation.party)?;
    let relayed = !change.now.one(entry::ABOUT).text("relays").is_empty();
    let first = answers(change.before).next().is_none();
    let sets = |field: &str| operation.set.contains_key(field);
    let says = |field: &str, word: &str| operation.set.get(field).is_some_and(|v| v == word);
    Some(match operation.entry.as_str() {
        entry::ABOUT if change.is_new() && relayed => (notice::PASSED, Side::Second),
        entry::ABOUT if change.is_new() => (notice::ASKED, Side::Second),
        entry::MESSAGE if by == Side::Second && first => (notice::ANSWERED, Side::First),
        entry::MESSAGE => (notice::MESSAGE, by.other()),
        entry::ROUTE if sets("name") => (notice::ROUTED, Side::First),
        entry::OUTCOME if sets("helper_declined") => (notice::DECLINED, Side::First),
        entry::OUTCOME if sets("asker_closed") => (notice::ENDED, Side::Second),
        // Why something has ended that had ended before.
        entry::OUTCOME if sets("asker_ended") => return None,
        entry::OUTCOME if says("asker_helped", "no") => (notice::AGAIN, Side::Second),
        entry::OUTCOME if by == Side::First => (notice::CLOSED, Side::Second),
        entry::REMINDER => match Due::of(&operation.key)? {
            Due::Late => (notice::ESCALATED, Side::Second),
            Due::Unanswered => (notice::UNANSWERED, Side::First),
            Due::FollowUp => (notice::FOLLOW_UP, Side::First),
        },
        _ => return None,
    })
}

/// Tells people, and lets the house carry across what was written.
pub(super) fn follow<'a>(tx: &'a mut Tx, change: &'a Change<'a>) -> Following<'a> {
    Box::pin(async move {
        let (ledger, mut told) = (change.ledger, Vec::new());
        let people = ledger::people(tx, ledger.id).await?;
        for operation in change.operations {
            let asked = [colleague(operation, &people), also_asked(change, operation, &people)];
            for person in asked.into_iter().flatten() {
                let one = std::slice::from_ref(person);
                tell(tx, change, operation, (notice::PASSED, Side::Second), one).await?;
            }
            let Some((kind, side)) = said(change, operation) else { continue };
            if told.contains(&(kind, side)) || !ledger.party(side).is_local() {
                continue;
            }
            told.push((kind, side));
            let of_side: Vec<Named> =
                people.iter().filter(|p| p.party_id == ledger.party(side).id).copied().collect();
            let everybody = matches!(kind, notice::ASKED | notice::ESCALATED);
            let concerned = if everybody { of_side } else { concerned(change, of_side) };
            tell(tx, change, operation, (kind, side), &concerned).await?;
            let relayed = !change.now.one(entry::ABOUT).text("relays").is_empty();
            if kind == notice::ESCALATED && !relayed {
                administrators(tx, ledger.party(side).id).await?;
            }
        }
        let carried = [entry::MESSAGE, entry::ROUTE, entry::OUTCOME];
        if change.operations.iter().any(|o| carried.contains(&&*o.entry)) {
            let now = tx.now();
            store::enqueue::<web::App, _>(tx, &Relay { ledger: ledger.id }, now).await?;
        }
        Ok(())
    })
}

/// Tells these people of one side what an operation means to them.
async fn tell(
    tx: &mut Tx,
    change: &Change<'_>,
    operation: &Operation,
    (kind, side): (&'static str, Side),
    people: &[Named],
) -> Result<()> {
    let by = who(tx, change.ledger, operation, side).await?;
    let notice = |p: &Named| Notice::of_ledger(p.person_id, kind, by, change.ledger.id);
    let notices: Vec<Notice> = people.iter().map(notice).collect();
    if operation.entry == entry::REMINDER {
        return notifications::remind(tx, &notices).await;
    }
    let said = said_by(tx, change, operation).await?;
    notifications::notify_said(tx, &notices, &said).await
}

/// Who did it and for whom, as the request names them: of what was carried across, whoever wrote it there. Nobody for
/// what the house writes by itself.
async fn said_by(tx: &mut Tx, change: &Change<'_>, operation: &Operation) -> Result<SaidBy> {
    if operation.entry == entry::MESSAGE {
        let message = change.now.entry(entry::MESSAGE, &operation.key);
        if let Some(carried) = carrying::of(change.ledger, change.now, message) {
            let [by, from] =
                [carried.by, carried.from].map(|(name, names)| Called::new(name, names));
            return Ok(SaidBy::new(by, from));
        }
    }
    let name = change.now.entry(ledger::PERSON, &operation.actor).text("name");
    let Some(side) = change.ledger.side_of(&operation.party).filter(|_| !name.is_empty()) else {
        return Ok(SaidBy::default());
    };
    let names = match person(tx, change.ledger, operation).await? {
        Some(person) => naming::names(tx, person.id).await?,
        None => Value::Null,
    };
    let party = change.ledger.party(side);
    let party = if party.kind == ActorKind::Organisation {
        Called::new(&party.name, &naming::names(tx, party.id).await?)
    } else {
        Called::default()
    };
    Ok(SaidBy::new(Called::new(name, &names), party))
}

/// A colleague of the coordinator whom she has asked: she answers in the same ledger.
fn colleague<'a>(operation: &Operation, people: &'a [Named]) -> Option<&'a Named> {
    let asked = operation.entry == entry::ROUTE
        && operation.set.get("ledger").is_some_and(|ledger| ledger == "");
    let id = operation.key.rsplit('/').next().and_then(|id| id.parse::<ActorId>().ok());
    id.filter(|_| asked).and_then(|id| people.iter().find(|p| p.person_id == id))
}

/// Somebody who is asked when a colleague of hers has been already.
fn also_asked<'a>(
    change: &Change<'_>,
    operation: &Operation,
    people: &'a [Named],
) -> Option<&'a Named> {
    let asks = operation.entry == ledger::PERSON
        && operation.set.get("asked").is_some_and(|asked| asked == true);
    let side = change.ledger.side_of(&operation.party)?.other();
    let party = change.ledger.party(side).id;
    let id = operation.key.rsplit('/').next().and_then(|id| id.parse::<ActorId>().ok());
    let id = id.filter(|_| asks && !change.is_new())?;
    people.iter().find(|p| p.person_id == id && p.party_id == party)
}

/// Of a side those who were asked by name or have taken part, where there are such; else everybody.
fn concerned(change: &Change<'_>, people: Vec<Named>) -> Vec<Named> {
    let named = |person: &Named| {
        change.now.all(ledger::PERSON).into_iter().any(|(key, entry)| {
            let here = key.rsplit('/').next().and_then(|id| id.parse::<ActorId>().ok());
            let part = !entry.text("role").is_empty()
                || (entry.flag("asked") && entry.written("role").is_none());
            here == Some(person.person_id) && part
        })
    };
    let some: Vec<Named> = people.iter().filter(|p| named(p)).copied().collect();
    if some.is_empty() { people } else { some }
}

/// Who did it, as people here know her: somebody whom this instance has met, else her party. Nobody for what the house
/// does for the side itself.
async fn who(
    tx: &mut Tx,
    ledger: &Ledger,
    operation: &Operation,
    told: Side,
) -> Result<Option<ActorId>> {
    if operation.entry == entry::REMINDER {
        return Ok(Some(ledger.party(told.other()).id));
    }
    if let Some(person) = person(tx, ledger, operation).await? {
        return Ok(Some(person.id));
    }
    let side = ledger.side_of(&operation.party);
    Ok(side.map(|side| ledger.party(side).id))
}

/// Who did it, where this instance has met her.
async fn person(tx: &mut Tx, ledger: &Ledger, operation: &Operation) -> Result<Option<Actor>> {
    if let Some(actor) = federation::actor::by_ap_id(tx, &operation.actor).await?
        && actor.kind == ActorKind::Person
    {
        return Ok(Some(actor));
    }
    let id = operation.actor.rsplit('/').next().and_then(|id| id.parse::<ActorId>().ok());
    let side = ledger.side_of(&operation.party);
    if let Some(id) = id.filter(|_| side.is_some_and(|side| ledger.party(side).is_local()))
        && let Ok(actor) = federation::actor::by_id(tx, id).await
    {
        return Ok(Some(actor));
    }
    Ok(None)
}

/// Administrators do not see the request, only that there is one which nobody has answered.
async fn administrators(tx: &mut Tx, coordinator: ActorId) -> Result<()> {
    let all: Vec<(ActorId,)> = tx.all(&ADMINISTRATORS, args![]).await?;
    let of = |(to,): &(ActorId,)| Notice {
        to: *to,
        kind: notice::OVERDUE,
        by: Some(coordinator),
        content: None,
        group: None,
        ledger: None,
    };
    let notices: Vec<Notice> = all.iter().map(of).collect();
    notifications::notify(tx, &notices).await
}

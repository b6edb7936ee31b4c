//! The ledger of a mentoring: the agreement in its versions, goals with their progress, meetings, actions, messages,
//! files, check-ins, feedback and the end. Which party may write what is said here, by the operation alone.

use domain::ActorId;
use federation::iri::INSTANCE;
use people::{
    ledger::{self, Change, Entry, Following, LedgerKind, Operation, Registers, Side, Summary},
    notifications::{self, Notice},
};
use serde_json::Value;
use store::Tx;

use crate::{agreement::Agreement, next::Situation};

/// Entries of the ledger.
pub mod entry {
    /// What the mentoring is about, and where it came from. There is one.
    pub const ABOUT: &str = "about";
    /// A version of the agreement, by its digest.
    pub const VERSION: &str = "version";
    /// A goal of the agreement, by its id there: how far it has come.
    pub const GOAL: &str = "goal";
    /// A meeting or a visit.
    pub const SESSION: &str = "session";
    /// Something to be done.
    pub const ACTION: &str = "action";
    /// A message; its key begins with the side that wrote it.
    pub const MESSAGE: &str = "message";
    /// A file; its key begins with the side that added it.
    pub const FILE: &str = people::ledger::FILE;
    /// How it goes, said when asked; its key begins with the side that says it.
    pub const CHECKIN: &str = "checkin";
    /// Feedback of a person, in the middle and at the end; its key begins with her side.
    pub const FEEDBACK: &str = "feedback";
    /// The end, and what was learnt. There is one.
    pub const CLOSING: &str = "closing";
}

/// What the parties are called, the mentor first. Fields and keys that begin with one of these words, followed by
/// `_` or `-`, are that party's alone.
pub const SIDES: [&str; 2] = ["mentor", "mentee"];

/// Entries whose key begins with the side that they belong to.
const OWN: [&str; 4] = [entry::MESSAGE, entry::FILE, entry::CHECKIN, entry::FEEDBACK];

/// The ledger of a mentoring.
pub static MENTORING: LedgerKind = LedgerKind {
    name: "mentoring",
    wire: "Mentoring",
    path: "mentoring/workspaces",
    sides: SIDES,
    allows,
    whole: [false; 2],
    files: true,
    summary,
    follow,
};

/// What the list of workspaces shows: what the next step depends on ([`Situation`]), and which versions of the agreement are
/// in the register, of which it is asked whether their signatures hold ([`crate::verifying::agreed`]). It belongs to its
/// programme, if there is one.
fn summary(ledger: &ledger::Ledger, operations: &[Operation], now: &Registers) -> Summary {
    let agreement = Agreement::of(ledger, operations);
    let bound = agreement.versions.iter().filter(|v| v.bound.is_some());
    let bound: Vec<&str> = bound.map(|v| v.digest.as_str()).collect();
    let [mentor, mentee] = ledger.party_iris.clone();
    let mut values = Situation::of(now, &agreement).write();
    values.insert("mentor".into(), mentor.into());
    values.insert("mentee".into(), mentee.into());
    values.insert("bound".into(), bound.into());
    Summary { subject: now.one(entry::ABOUT).text("programme").to_owned(), values }
}

/// The word of a side.
pub fn word(side: Side) -> &'static str {
    SIDES[side.index()]
}

fn allows(operation: &Operation, side: Side) -> bool {
    let other = word(side.other());
    let owned = |name: &str, sign: char| {
        name.strip_prefix(other).is_some_and(|rest| rest.starts_with(sign))
    };
    if OWN.contains(&&*operation.entry) {
        let own = operation.key.strip_prefix(word(side));
        if !own.is_some_and(|rest| rest.starts_with('-')) {
            return false;
        }
    }
    // A document stands under its own digest, so that nobody can put another in its place.
    if operation.entry == entry::VERSION
        && let Some(document) = operation.set.get("document")
    {
        let digest = document.as_object().and_then(federation::proof::digest_of);
        if digest.as_ref() != Some(&operation.key) {
            return false;
        }
    }
    operation.set.keys().all(|field| {
        // The mentored city keeps the register of what binds.
        let register = operation.entry == entry::VERSION && field == "bound";
        !owned(field, '_') && (!register || side == Side::Second)
    })
}

/// What people are told of: a message of the first word that fits.
pub mod notice {
    /// Somebody proposes a mentoring.
    pub const BEGUN: &str = "mentoring-begun";
    /// A version of the agreement waits for a signature.
    pub const PROPOSED: &str = "mentoring-proposed";
    /// A version of the agreement binds.
    pub const AGREED: &str = "mentoring-agreed";
    /// A version of the agreement was declined.
    pub const DECLINED: &str = "mentoring-declined";
    /// Somebody wrote a message.
    pub const MESSAGE: &str = "mentoring-message";
    /// A party has left.
    pub const LEFT: &str = "mentoring-left";
    /// An administrator has named somebody, because those who are named are away.
    pub const NAMED: &str = "mentoring-named";
    /// An administrator has named her who is told.
    pub const ADDED: &str = "mentoring-added";
    /// Something else has changed.
    pub const CHANGED: &str = "mentoring-changed";

    /// All of them.
    pub const ALL: &[&str] =
        &[BEGUN, PROPOSED, AGREED, DECLINED, MESSAGE, LEFT, NAMED, ADDED, CHANGED];
}

/// What is said of a change; nothing of an entry in the register, for people are told that a version binds when its
/// signatures were verified ([`crate::keeping`]).
fn said(change: &Change<'_>) -> Option<&'static str> {
    let enters = |o: &Operation| o.entry == entry::VERSION && o.set.keys().all(|k| k == "bound");
    let has = |entry: &str, field: &str| {
        change.operations.iter().any(|o| o.entry == entry && o.set.contains_key(field))
    };
    if change.operations.iter().all(enters) {
        return None;
    }
    Some(if change.is_new() {
        notice::BEGUN
    } else if has(entry::VERSION, "document") {
        notice::PROPOSED
    } else if has(entry::VERSION, "declined") {
        notice::DECLINED
    } else if SIDES.iter().any(|side| has(entry::CLOSING, &format!("{side}_left"))) {
        // Whoever declines a mentoring leaves it and says why.
        notice::LEFT
    } else if has(entry::MESSAGE, "text") {
        notice::MESSAGE
    } else if change.operations.iter().any(names_as_house) {
        notice::NAMED
    } else {
        notice::CHANGED
    })
}

/// Whether an instance itself has written something.
pub(crate) fn by_house(operation: &Operation) -> bool {
    operation.actor.strip_prefix(operation.place.site.as_str()) == Some(INSTANCE)
}

/// Whether an instance itself has named somebody: an administrator had it do so.
fn names_as_house(operation: &Operation) -> bool {
    by_house(operation)
        && operation.entry == ledger::PERSON
        && operation.set.get("role").is_some_and(Value::is_string)
}

fn follow<'a>(tx: &'a mut Tx, change: &'a Change<'a>) -> Following<'a> {
    Box::pin(async move {
        let ledger = change.ledger;
        let actor = change.operations.first().map(|o| o.actor.as_str());
        let by = match actor {
            Some(iri) => known(tx, ledger, iri).await?,
            None => None,
        };
        let kind = said(change);
        content::files::ledger::follow(tx, change).await?;
        let people = ledger::people(tx, ledger.id).await?;
        let named = change.operations.iter().filter(|o| names_as_house(o));
        let named: Vec<&str> = named.filter_map(|o| o.key.rsplit('/').next()).collect();
        let of = |p: &ledger::Named| {
            let hers = named.contains(&&*p.person_id.to_string());
            let kind = if hers { Some(notice::ADDED) } else { kind };
            Some(Notice::of_ledger(p.person_id, kind?, by, ledger.id))
        };
        let notices: Vec<Notice> = people.iter().filter_map(of).collect();
        notifications::notify(tx, &notices).await?;
        let signs = change.operations.iter().any(|o| o.entry == entry::VERSION);
        if signs || !change.now.one(entry::ABOUT).text("programme").is_empty() {
            let now = tx.now();
            let keep = crate::keeping::Keep { ledger: ledger.id };
            store::enqueue::<web::App, _>(tx, &keep, now).await?;
        }
        Ok(())
    })
}

/// How far a mentoring has come. The word is the message `workspace-stage-WORD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Proposed, and nothing agreed yet.
    Proposed,
    /// There is an agreement, and the two are at work.
    Working,
    /// Somebody has given feedback.
    Feedback,
    /// Both have said what they learnt.
    Closed,
    /// A party has left.
    Left,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Proposed, Self::Working, Self::Feedback, Self::Closed, Self::Left];

    /// The word in reports and message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Working => "working",
            Self::Feedback => "feedback",
            Self::Closed => "closed",
            Self::Left => "left",
        }
    }

    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }

    /// Whether the two are at work: nothing is overdue before, and nothing any more when it is over.
    pub fn is_at_work(self) -> bool {
        matches!(self, Self::Working | Self::Feedback)
    }

    /// Of a workspace.
    pub fn of(now: &Registers, agreement: &Agreement) -> Self {
        let closing = now.one(entry::CLOSING);
        let has =
            |side: Side, what: &str| !closing.value(&format!("{}_{what}", word(side))).is_null();
        if Side::BOTH.into_iter().all(|side| has(side, "lessons")) {
            Self::Closed
        } else if Side::BOTH.into_iter().any(|side| has(side, "left")) {
            Self::Left
        } else if !now.all(entry::FEEDBACK).is_empty() {
            Self::Feedback
        } else if agreement.in_force().is_some() {
            Self::Working
        } else {
            Self::Proposed
        }
    }
}

/// Whether something should have been done before a day (`2026-11-29`).
pub fn is_overdue(action: &Entry, today: &str) -> bool {
    let due = action.text("due");
    let open = !matches!(action.text("state"), "done" | "dropped");
    open && due.len() == 10 && due < today
}

/// Who somebody is here; nobody for the house itself and for those whom nobody here has met: then the other party.
pub(crate) async fn known(
    tx: &mut Tx,
    ledger: &ledger::Ledger,
    iri: &str,
) -> domain::Result<Option<ActorId>> {
    if let Some(person) = federation::actor::by_ap_id(tx, iri).await? {
        return Ok(Some(person.id));
    }
    // Only an address of this instance names somebody of it.
    let local = ledger.parties.iter().position(federation::Actor::is_local);
    let here = local.is_some_and(|n| federation::document::same_origin(&ledger.party_iris[n], iri));
    let own = iri.rsplit('/').next().and_then(|id| id.parse::<ActorId>().ok());
    if let Some(id) = own.filter(|_| here)
        && let Ok(person) = federation::actor::by_id(tx, id).await
    {
        return Ok(Some(person.id));
    }
    let side = Side::BOTH
        .into_iter()
        .find(|side| federation::document::same_origin(&ledger.party_iris[side.index()], iri));
    Ok(side.map(|side| ledger.party(side).id))
}

#[cfg(test)]
mod tests {
    use people::testing::operation;
    use serde_json::json;

    use super::*;

    fn may(side: Side, entry: &str, key: &str, field: &str) -> bool {
        allows(&operation("a", 1, entry, key, &json!({ field: 1 })), side)
    }

    #[test]
    fn neither_side_writes_for_the_other() {
        let (mentor, mentee) = (Side::First, Side::Second);
        for side in Side::BOTH {
            assert!(may(side, entry::SESSION, "s1", "title"));
            assert!(!may(side, entry::VERSION, "v", "document"), "it is no document of this name");
            assert!(may(side, "something-newer", "x", "y"), "what is not known is kept");
        }
        assert!(may(mentor, entry::SESSION, "s1", "mentor_rating"));
        assert!(!may(mentee, entry::SESSION, "s1", "mentor_rating"));
        assert!(!may(mentor, entry::VERSION, "v", "mentee_signature"));
        assert!(!may(mentor, entry::VERSION, "v", "bound"));
        assert!(may(mentee, entry::VERSION, "v", "bound"));
        assert!(may(mentor, entry::MESSAGE, "mentor-1", "text"));
        assert!(!may(mentee, entry::MESSAGE, "mentor-1", "text"));
        assert!(!may(mentee, entry::FEEDBACK, "end", "score"));
    }
}

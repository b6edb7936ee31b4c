//! An instance that came back from an older backup and wrote before it had heard of what it lost has written a second
//! history under numbers that the other one knows. What the other one holds counts, because somebody may have seen it;
//! what was written here since then is written again after it. Rules without anything of a database.

use super::{
    Operation, Place, Seen,
    heads::{Heads, Taken},
};

/// How many operations one goes back at once to find where two histories part.
const BACK: i64 = 50;

/// What has arrived.
#[derive(Debug)]
pub struct Heard<'a> {
    /// Operations with their digests, in the order of the ledger.
    pub operations: Vec<(&'a Operation, &'a str)>,
    /// How far the other one has come.
    pub said: Seen,
    /// The digest of the last operation of this instance that the other one has, where it says so.
    pub last: Option<&'a str>,
    /// Whether it asks for what it lacks.
    pub asks: bool,
    /// Whether it answers what was asked for here.
    pub answers: bool,
    /// Whether one of the two has seen that a history differs, and where they part is still sought.
    pub differs: bool,
}

/// What is to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What the other one has: everything beyond is brought, as an answer. Nothing is, where nothing was asked for.
    pub lacks: Option<Seen>,
    /// How far one says that one has come.
    pub claims: Seen,
    /// Whether what is missing is asked for.
    pub asks: bool,
    /// As in [`Heard`].
    pub differs: bool,
}

/// What follows.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What this instance has written after this number is taken back, and written [`again`] after everything else.
    pub back_to: Option<i64>,
    /// Whether what is written again is sent now.
    pub sends: bool,
    /// Which of the operations are new, by their places in the list.
    pub new: Vec<usize>,
    /// Something contradicts what is here.
    pub refused: bool,
    /// What is to be said besides.
    pub reply: Option<Reply>,
}

/// Where the history of this instance that the other one holds leaves the one that is here.
#[derive(Debug, PartialEq, Eq)]
enum Parting {
    Nowhere,
    /// After this number, the last one that both have.
    After(i64),
    /// Somewhere before this number.
    Before(i64),
}

fn parting<'a>(
    heads: &Heads,
    own: &str,
    theirs: impl IntoIterator<Item = (&'a Operation, &'a str)>,
) -> Parting {
    for (operation, digest) in theirs {
        let n = operation.place.sequence;
        let follows = operation.previous == heads.digest_of(own, n - 1).unwrap_or_default();
        match heads.digest_of(own, n) {
            Some(known) if known == digest => {}
            Some(_) if follows => return Parting::After(n - 1),
            Some(_) => return Parting::Before(n),
            None if n == heads.seen.of(own) + 1 && !follows => return Parting::Before(n),
            None => {}
        }
    }
    Parting::Nowhere
}

/// Whether the other one has another history of this instance up to where it has come, and brings nothing of it.
fn is_other(heads: &Heads, own: &str, heard: &Heard<'_>) -> bool {
    let brings = heard.operations.iter().any(|(o, _)| o.place.site == own);
    let known = heads.digest_of(own, heard.said.of(own));
    !brings && known.zip(heard.last).is_some_and(|(known, last)| known != last)
}

/// Takes in what has arrived at the instance `own`.
pub fn hear(heads: &mut Heads, own: &str, heard: &Heard<'_>) -> Outcome {
    let mut of_own: Vec<(&Operation, &str)> =
        heard.operations.iter().filter(|(o, _)| o.place.site == own).copied().collect();
    of_own.sort_by_key(|(o, _)| o.place.sequence);
    let mut outcome = Outcome::default();
    let ask = |claims: Seen| Some(Reply { lacks: None, claims, asks: true, differs: true });
    match parting(heads, own, of_own.iter().copied()) {
        Parting::Nowhere => {}
        Parting::After(n) => {
            heads.back_to(own, n);
            outcome.back_to = Some(n);
        }
        Parting::Before(n) => {
            outcome.reply = ask(heads.seen.limited(own, (n - 1 - BACK).max(0)));
            return outcome;
        }
    }
    let (mut said, mut elsewhere) = (heard.said.clone(), None);
    for (n, (operation, digest)) in heard.operations.iter().enumerate() {
        let place = &operation.place;
        match heads.take(operation, digest) {
            Taken::New => {
                said.saw(&place.site, place.sequence);
                for (site, n) in operation.seen.iter() {
                    said.saw(site, n);
                }
                outcome.new.push(n);
            }
            Taken::Differs if place.site != own && elsewhere.is_none() => elsewhere = Some(place),
            Taken::Refused => outcome.refused = true,
            Taken::Known | Taken::Gap | Taken::Differs => {}
        }
    }
    if outcome.back_to.is_some() {
        // There may be more of what was lost than came at once; of one's own, all of it comes first.
        outcome.sends = said.of(own) <= heads.seen.of(own);
        let more = !heads.seen.covers(&said);
        outcome.reply = if more { ask(heads.seen.clone()) } else { None };
        return outcome;
    }
    let last = of_own.last().map(|(o, _)| o.place.sequence);
    if let Some(last) = last.filter(|_| heard.differs && !heard.asks)
        && said.of(own) > last
    {
        outcome.reply = ask(heads.seen.limited(own, last));
    } else if is_other(heads, own, heard)
        && !(heard.answers && heard.differs && outcome.new.is_empty())
    {
        outcome.reply = ask(heads.seen.limited(own, (heard.said.of(own) - 1 - BACK).max(0)));
    } else if outcome.refused && !heard.differs && said.of(own) > heads.seen.of(own) {
        // It may contradict what is here because it knows another history of this instance, and has come further
        // in it, so that the last digests say nothing.
        outcome.reply = ask(heads.seen.limited(own, (heads.seen.of(own) - 1 - BACK).max(0)));
    } else if let Some(place) = elsewhere {
        outcome.refused = true;
        let before = place.sequence.min(heads.seen.of(&place.site)) - 1;
        let lacks = Some(said.limited(&place.site, before));
        outcome.reply =
            Some(Reply { lacks, claims: heads.seen.clone(), asks: false, differs: true });
    } else {
        // Whoever was asked and brought nothing new has nothing: to ask again would never end.
        let vain = heard.answers && outcome.new.is_empty();
        let answer = heads.answer(&said, heard.asks, outcome.refused || vain);
        let reply = Reply {
            lacks: answer.bring.then_some(said),
            claims: heads.seen.clone(),
            asks: answer.ask,
            differs: heard.differs,
        };
        outcome.reply = (answer.bring || answer.ask).then_some(reply);
    }
    outcome
}

/// What was taken back, as it is to be written again: knowing of its own instance only what stood before the histories
/// parted, and without what a later one of them changed once more. Where it stands is still to be said ([`follow`]).
pub fn again(taken_back: &[Operation], own: &str, parting: i64) -> Vec<Operation> {
    let mut all = Vec::new();
    for (n, operation) in taken_back.iter().enumerate() {
        let later = |field: &String| {
            taken_back.iter().skip(n + 1).any(|o| {
                o.entry == operation.entry
                    && o.key == operation.key
                    && o.set.contains_key(field)
                    && o.saw(&operation.place)
            })
        };
        let mut operation = operation.clone();
        operation.set = operation.set.into_iter().filter(|(field, _)| !later(field)).collect();
        operation.seen = operation.seen.limited(own, parting);
        if !operation.set.is_empty() {
            all.push(operation);
        }
    }
    all
}

/// Puts an operation after everything that is here.
pub fn follow(operation: &mut Operation, heads: &Heads, own: &str) {
    operation.place =
        Place { clock: heads.clock + 1, site: own.into(), sequence: heads.seen.of(own) + 1 };
    heads.last_digest(own).clone_into(&mut operation.previous);
}

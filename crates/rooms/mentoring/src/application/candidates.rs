//! Those with whom an applicant could work, as its coordinator shows them: many in one operation, because a programme may
//! have hundreds of them. Whoever was shown once keeps the place, since forms count by it.

use std::collections::HashSet;

use people::ledger::{Draft, Entry, Registers, operation::MAX_BYTES};
use serde_json::{Map, Value, json};

use super::{entry, fields};

/// The most bytes of a list as JSON; the rest of an operation is left for what candidates say later.
const LARGEST: usize = MAX_BYTES / 2;
/// The field with the candidates of an entry.
const LIST: &str = "list";
/// The field of a candidate with the IRI of its party.
const IRI: &str = "iri";

static NULL: Value = Value::Null;

/// Somebody with whom an applicant could work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The IRI of its party.
    pub iri: String,
    /// What the applicant is told of it.
    pub says: Map<String, Value>,
}

impl Candidate {
    /// What it says in a field; `null` where it says nothing.
    pub fn value(&self, field: &str) -> &Value {
        self.says.get(field).unwrap_or(&NULL)
    }

    /// The same as a text.
    pub fn text(&self, field: &str) -> &str {
        self.value(field).as_str().unwrap_or_default()
    }

    fn read(value: &Value) -> Option<Self> {
        let mut says = value.as_object()?.clone();
        let iri = says.remove(IRI)?.as_str().filter(|iri| !iri.is_empty())?.to_owned();
        Some(Self { iri, says })
    }

    fn write(&self) -> Value {
        let mut says = self.says.clone();
        says.insert(IRI.into(), self.iri.clone().into());
        Value::Object(says)
    }

    fn len(&self) -> usize {
        self.write().to_string().len() + 1
    }
}

fn list(entry: &Entry) -> Vec<Candidate> {
    let list = entry.value(LIST).as_array().into_iter().flatten();
    list.filter_map(Candidate::read).collect()
}

/// Those that stand alone, as they were written before there were lists.
fn single(now: &Registers) -> Vec<Candidate> {
    let one = |(iri, e): (&str, &Entry)| Candidate { iri: iri.to_owned(), says: fields(e) };
    now.all(entry::CANDIDATE).into_iter().map(one).collect()
}

/// All who were shown, each once, in the order in which they were.
pub fn all(now: &Registers) -> Vec<Candidate> {
    let lists = now.all(entry::CANDIDATES).into_iter().flat_map(|(_, e)| list(e));
    let mut known = HashSet::new();
    single(now).into_iter().chain(lists).filter(|c| known.insert(c.iri.clone())).collect()
}

/// What is to be written so that these are shown too, in as few operations as hold them: lists in which nothing is new
/// are left as they are.
pub fn drafts(now: &Registers, shown: &[Candidate]) -> Vec<Draft> {
    let news = |iri: &str| shown.iter().find(|c| c.iri == iri);
    let alone = single(now);
    let changed = alone.iter().filter_map(|old| news(&old.iri).filter(|new| *new != old));
    let mut drafts: Vec<Draft> = changed
        .map(|new| Draft { entry: entry::CANDIDATE, key: new.iri.clone(), set: new.says.clone() })
        .collect();
    let mut lists: Vec<(String, Vec<Candidate>)> =
        now.all(entry::CANDIDATES).into_iter().map(|(key, e)| (key.to_owned(), list(e))).collect();
    for (_, list) in &mut lists {
        let mut size: usize = list.iter().map(Candidate::len).sum();
        for old in list {
            let Some(new) = news(&old.iri) else { continue };
            let then = size - old.len() + new.len();
            if then <= MAX_BYTES - 1024 {
                size = then;
                old.clone_from(new);
            }
        }
    }
    let known: HashSet<String> = all(now).into_iter().map(|c| c.iri).collect();
    let mut last: usize = lists.last().map_or(0, |(_, l)| l.iter().map(Candidate::len).sum());
    for new in shown.iter().filter(|c| !known.contains(&c.iri)) {
        let (fits, next) = (last + new.len() <= LARGEST, (lists.len() + 1).to_string());
        match lists.last_mut().filter(|_| fits) {
            Some((_, list)) => {
                list.push(new.clone());
                last += new.len();
            }
            None => {
                lists.push((next, vec![new.clone()]));
                last = new.len();
            }
        }
    }
    drafts.extend(lists.into_iter().map(|(key, list)| {
        let list: Vec<Value> = list.iter().map(Candidate::write).collect();
        Draft::new(entry::CANDIDATES, key, json!({ LIST: list }))
    }));
    drafts
}

#[cfg(test)]
mod tests {
    use people::{
        ledger::Operation,
        testing::{operation, seen},
    };

    use super::*;

    fn candidate(n: usize, text: &str) -> Candidate {
        let says = json!({ "name": format!("City {n}"), "text": text });
        Candidate { iri: format!("https://{n}.example"), says: says.as_object().unwrap().clone() }
    }

    /// A ledger with what is written one after the other.
    fn write(operations: &mut Vec<Operation>, drafts: Vec<Draft>) -> Registers {
        for draft in drafts {
            let n = i64::try_from(operations.len()).unwrap() + 1;
            let operation = Operation {
                seen: seen(&[("c", n - 1)]),
                ..operation("c", n, draft.entry, &draft.key, &draft.set.into())
            };
            assert_eq!(
                Operation::read(&operation.to_document().into()).as_ref(),
                Some(&operation),
                "it is small enough to be sent"
            );
            operations.push(operation);
        }
        Registers::of(&*operations, |_| true)
    }

    #[test]
    fn two_hundred_are_shown_in_a_few_operations() {
        let text = "Търсим опит. ".repeat(30);
        let cities: Vec<Candidate> = (0..200).map(|n| candidate(n, &text)).collect();
        let drafts = drafts(&Registers::default(), &cities);
        assert!(drafts.len() < 10, "{} operations", drafts.len());
        let now = write(&mut Vec::new(), drafts);
        assert_eq!(all(&now), cities);
    }

    #[test]
    fn whoever_comes_later_stands_behind_and_nobody_moves() {
        let mut operations = Vec::new();
        let alone = candidate(0, "old");
        let before = Draft { entry: entry::CANDIDATE, key: alone.iri, set: alone.says };
        let now = write(&mut operations, vec![before]);
        let first = [candidate(1, "one"), candidate(2, "two")];
        let now = write(&mut operations, drafts(&now, &first));
        assert_eq!(now.all(entry::CANDIDATES).len(), 1);
        // The second does not take part any more, the first and the one that stood alone say something else.
        let again = [candidate(3, "three"), candidate(1, "new"), candidate(0, "new")];
        let now = write(&mut operations, drafts(&now, &again));
        let expected =
            [candidate(0, "new"), candidate(1, "new"), candidate(2, "two"), candidate(3, "three")];
        assert_eq!(all(&now), expected);
    }
}

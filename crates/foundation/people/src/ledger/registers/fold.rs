//! What there is an end to: values that stand beside one another, and entries. Both are said of all operations in the order
//! of the ledger, whatever came first, so that they hold alike on both sides.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use serde_json::Value;

use super::{
    super::{Operation, Seen},
    Entry, Stamp, Written,
};

/// The most values of a field that stand beside one another: the last ones in the order of the ledger.
pub const STANDING: usize = 16;
/// The most entries that the operations of one instance begin, so that none takes the room of the other one. Operations
/// that would begin more are passed over.
pub const ENTRIES: usize = 5_000;

/// How many entries each instance has begun.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Room(BTreeMap<String, usize>);

impl Room {
    /// Whether an instance can begin so many more.
    pub fn has(&self, site: &str, more: usize) -> bool {
        self.0.get(site).copied().unwrap_or_default() + more <= ENTRIES
    }

    /// Whether an operation counts: it writes in an entry that was begun, or begins one.
    pub fn takes<'a>(
        &mut self,
        begun: &mut HashSet<(&'a str, &'a str)>,
        operation: &'a Operation,
    ) -> bool {
        let key = (operation.entry.as_str(), operation.key.as_str());
        let site = operation.place.site.as_str();
        if begun.contains(&key) {
            return true;
        }
        if !self.has(site, 1) {
            return false;
        }
        *self.0.entry(site.to_owned()).or_default() += 1;
        begun.insert(key)
    }
}

/// What was written of one entry: each field with the operations that set it, in the order of the ledger.
struct Folding<'a> {
    first: Written,
    fields: BTreeMap<&'a str, Vec<(&'a Operation, &'a Arc<Stamp>)>>,
}

impl<'a> Folding<'a> {
    fn begun_by(stamp: &Arc<Stamp>) -> Self {
        let first = Written { value: Value::Null, stamp: Arc::clone(stamp) };
        Self { first, fields: BTreeMap::new() }
    }

    fn set(&mut self, operation: &'a Operation, stamp: &'a Arc<Stamp>) {
        for field in operation.set.keys() {
            self.fields.entry(field).or_default().push((operation, stamp));
        }
    }

    fn entry(self) -> Entry {
        let fields = self.fields.into_iter();
        let fields = fields.map(|(field, writing)| (field.to_owned(), standing(field, &writing)));
        Entry { fields: fields.collect(), first: Some(self.first) }
    }
}

/// What these operations make of each entry. They are those that count, in the order of the ledger.
pub(super) fn entries(counted: &[(&Operation, Arc<Stamp>)]) -> BTreeMap<(String, String), Entry> {
    let mut folding: BTreeMap<(&str, &str), Folding<'_>> = BTreeMap::new();
    for (operation, stamp) in counted {
        let key = (operation.entry.as_str(), operation.key.as_str());
        folding.entry(key).or_insert_with(|| Folding::begun_by(stamp)).set(operation, stamp);
    }
    let owned = |((entry, key), folding): ((&str, &str), Folding<'_>)| {
        ((entry.to_owned(), key.to_owned()), folding.entry())
    };
    folding.into_iter().map(owned).collect()
}

/// The last of those values of a field that no later operation on it has seen.
fn standing(field: &str, writing: &[(&Operation, &Arc<Stamp>)]) -> Vec<Written> {
    // What later operations have seen, each instance up to where.
    let mut covered = Seen::default();
    let mut found = Vec::new();
    for &(operation, stamp) in writing.iter().rev() {
        let stands = covered.of(&stamp.place.site) < stamp.place.sequence;
        if stands && let Some(value) = operation.set.get(field) {
            found.push(Written { value: value.clone(), stamp: Arc::clone(stamp) });
        }
        if found.len() == STANDING {
            break;
        }
        for (site, n) in operation.seen.iter() {
            covered.saw(site, n);
        }
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::ledger::registers::{Registers, tests::operation};

    #[test]
    fn of_many_values_that_stand_the_last_ones_count() {
        let most = i64::try_from(STANDING).unwrap();
        let blind: Vec<Operation> = (1..=most + 4)
            .map(|n| operation("a", n, n, &[], &json!({ "text": n, "other": n })))
            .collect();
        let standing = |all: &[&Operation]| {
            let registers = Registers::of(all.iter().copied(), |_| true);
            let all = registers.entry("session", "s1").standing("text").to_vec();
            all.iter().filter_map(|w| w.value.as_i64()).collect::<Vec<_>>()
        };
        let mut all: Vec<&Operation> = blind.iter().collect();
        let last: Vec<i64> = (5..=most + 4).collect();
        assert_eq!(standing(&all), last);
        all.reverse();
        assert_eq!(standing(&all), last, "in whatever order they come");
        // Whoever has seen the last of them leaves those that nobody has overwritten.
        let seen = operation("b", 1, 100, &[("a", most + 4)], &json!({ "other": 0 }));
        let some = operation("b", 2, 101, &[("a", 3), ("b", 1)], &json!({ "text": 0 }));
        all.extend([&some, &seen]);
        let last: Vec<i64> = (6..=most + 4).chain([0]).collect();
        assert_eq!(standing(&all), last);
        let registers = Registers::of(all.iter().copied(), |_| true);
        assert_eq!(registers.entry("session", "s1").standing("other").len(), 1);
    }

    #[test]
    fn a_value_that_was_left_out_stands_again_when_there_is_room() {
        let most = i64::try_from(STANDING).unwrap();
        let hidden = operation("b", 1, 1, &[], &json!({ "text": "b" }));
        let blind: Vec<Operation> = (1..=most)
            .map(|n| operation("a", n, n + 1, &[], &json!({ "text": n.to_string() })))
            .collect();
        let settled = operation("a", most + 1, 100, &[("a", most)], &json!({ "text": "a" }));
        let before = Registers::of(blind.iter().chain([&hidden]), |_| true);
        let session = before.entry("session", "s1");
        assert!(session.conflict("text").iter().all(|w| w.value != "b"));
        let after = Registers::of(blind.iter().chain([&hidden, &settled]), |_| true);
        let values = after.entry("session", "s1").conflict("text");
        assert_eq!(
            values.iter().map(|w| w.value.as_str()).collect::<Vec<_>>(),
            [Some("b"), Some("a")]
        );
    }

    #[test]
    fn many_who_have_seen_nothing_make_nothing_slow() {
        let set: Map<String, Value> = (0..60).map(|n| (format!("f{n}"), json!(n))).collect();
        let set = Value::Object(set);
        let all: Vec<Operation> = (1..=5_000).map(|n| operation("a", n, n, &[], &set)).collect();
        let registers = Registers::of(&all, |_| true);
        let session = registers.entry("session", "s1");
        assert!(session.fields().all(|field| session.standing(field).len() == STANDING));
        assert!(!registers.has_conflicts());
    }

    #[test]
    fn no_instance_takes_the_room_of_the_other_one() {
        let of = |site: &str, n: i64, key: &str| Operation {
            key: key.into(),
            ..operation(site, n, n, &[], &json!({ "text": key }))
        };
        let most = i64::try_from(ENTRIES).unwrap();
        let mut all: Vec<Operation> =
            (1..=most + 3).map(|n| of("b", n, &format!("b{n}"))).collect();
        all.push(of("a", most + 4, "a1"));
        // In what there is, one goes on writing.
        all.push(of("b", most + 5, "b1"));
        all.push(of("b", most + 6, "a1"));
        all.reverse();
        let registers = Registers::of(&all, |_| true);
        assert_eq!(registers.all("session").len(), ENTRIES + 1);
        assert_eq!(registers.entry("session", "a1").standing("text").len(), 2);
        assert_eq!(registers.entry("session", "b1").standing("text").len(), 2);
        assert!(registers.entry("session", &format!("b{}", most + 1)).is_empty());
        assert!(registers.has_room("a", ENTRIES - 1) && !registers.has_room("a", ENTRIES));
        assert!(!registers.has_room("b", 1));
    }
}

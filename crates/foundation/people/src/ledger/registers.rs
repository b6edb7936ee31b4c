//! What holds in a ledger, computed from its operations alone: for each field the values that nobody has
//! overwritten who had seen them. In whatever order operations arrive, both sides compute the same.
//!
//! Whoever writes without having seen anything must not make this slow, so there is an end to what it makes: of the values
//! that stand beside one another the last ones count, and each instance can begin so many entries. Both are said of all
//! operations in the order of the ledger, not of how they came, and so hold alike on both sides.

mod fold;

use std::{
    collections::{BTreeMap, HashSet},
    ops::Deref,
    sync::Arc,
};

use domain::Time;
use serde_json::Value;

use super::{Operation, Place, Seen};
use fold::Room;
pub use fold::{ENTRIES, STANDING};

/// One value of a field, and who set it.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The value; `null` when it was taken away.
    pub value: Value,
    stamp: Arc<Stamp>,
}

/// Who set a value, and when. All values of an operation have one.
#[derive(Debug, PartialEq)]
pub struct Stamp {
    /// Where its operation stands.
    pub place: Place,
    /// The IRI of the party for which it was set.
    pub party: String,
    /// The IRI of whoever set it.
    pub actor: String,
    /// When, by the clock of her instance.
    pub at: Time,
}

impl Stamp {
    fn of(operation: &Operation) -> Self {
        Self {
            place: operation.place.clone(),
            party: operation.party.clone(),
            actor: operation.actor.clone(),
            at: operation.at,
        }
    }
}

impl Deref for Written {
    type Target = Stamp;

    fn deref(&self) -> &Stamp {
        &self.stamp
    }
}

/// The fields of one entry.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    fields: BTreeMap<String, Vec<Written>>,
    first: Option<Written>,
}

static NULL: Value = Value::Null;

impl Entry {
    /// The value of a field: where several stand, the last in the order of the ledger; `null` where there is
    /// none.
    pub fn value(&self, field: &str) -> &Value {
        self.fields.get(field).and_then(|all| all.last()).map_or(&NULL, |w| &w.value)
    }

    /// The value as a text; empty where there is none.
    pub fn text(&self, field: &str) -> &str {
        self.value(field).as_str().unwrap_or_default()
    }

    /// The value as a number.
    pub fn number(&self, field: &str) -> Option<i64> {
        self.value(field).as_i64()
    }

    /// Whether the value is `true`.
    pub fn flag(&self, field: &str) -> bool {
        self.value(field).as_bool().unwrap_or_default()
    }

    /// Who set the value that is shown.
    pub fn written(&self, field: &str) -> Option<&Written> {
        self.fields.get(field).and_then(|all| all.last())
    }

    /// All values that stand, in the order of the ledger, at most [`STANDING`].
    pub fn standing(&self, field: &str) -> &[Written] {
        self.fields.get(field).map_or(&[], Vec::as_slice)
    }

    /// The values that stand beside one another because their writers did not know of each other, each
    /// different value once, in the order of the ledger; empty where there is at most one.
    pub fn conflict(&self, field: &str) -> Vec<&Written> {
        let all = self.standing(field);
        if all.len() < 2 {
            return Vec::new();
        }
        // There are few, whoever writes.
        let mut different: Vec<&Written> = Vec::new();
        for written in all {
            different.retain(|w| w.value != written.value);
            different.push(written);
        }
        if different.len() > 1 { different } else { Vec::new() }
    }

    /// Fields with several values.
    pub fn conflicts(&self) -> impl Iterator<Item = (&str, Vec<&Written>)> {
        let all = self.fields.keys().map(|field| (field.as_str(), self.conflict(field)));
        all.filter(|(_, values)| !values.is_empty())
    }

    /// The operation that made it, as far as the order of the ledger knows.
    pub fn begun(&self) -> Option<&Written> {
        self.first.as_ref()
    }

    /// The operation that changed it last.
    pub fn changed(&self) -> Option<&Written> {
        self.fields.values().flatten().max_by(|a, b| a.place.cmp(&b.place))
    }

    /// Whether nobody has written it.
    pub fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// Names of its fields.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(String::as_str)
    }
}

/// Everything that holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Registers {
    entries: BTreeMap<(String, String), Entry>,
    seen: Seen,
    room: Room,
}

static NOTHING: Entry = Entry { fields: BTreeMap::new(), first: None };

impl Registers {
    /// What these operations make, in whatever order they are given. `allows` says what a party may set.
    pub fn of<'a>(
        operations: impl IntoIterator<Item = &'a Operation>,
        allows: impl Fn(&Operation) -> bool,
    ) -> Self {
        let mut all: Vec<&Operation> = operations.into_iter().collect();
        // Whatever was seen stands before whoever saw it, because clocks say so.
        all.sort_by(|a, b| a.place.cmp(&b.place));
        let (mut seen, mut room) = (Seen::default(), Room::default());
        let mut begun = HashSet::new();
        let mut counted: Vec<(&Operation, Arc<Stamp>)> = Vec::new();
        for operation in all {
            seen.saw(&operation.place.site, operation.place.sequence);
            // What is not allowed takes room as well: what an instance allows may change as it is renewed.
            if room.takes(&mut begun, operation) && allows(operation) {
                counted.push((operation, Arc::new(Stamp::of(operation))));
            }
        }
        Self { entries: fold::entries(&counted), seen, room }
    }

    /// The entry that there is only one of.
    pub fn one(&self, entry: &str) -> &Entry {
        self.entry(entry, "")
    }

    /// One entry; without any field where there is none.
    pub fn entry(&self, entry: &str, key: &str) -> &Entry {
        self.entries.get(&(entry.to_owned(), key.to_owned())).unwrap_or(&NOTHING)
    }

    /// All entries of this kind with their keys, in the order in which they were begun.
    pub fn all(&self, entry: &str) -> Vec<(&str, &Entry)> {
        let mut found: Vec<(&str, &Entry)> = self
            .entries
            .range((entry.to_owned(), String::new())..)
            .take_while(|((kind, _), _)| kind == entry)
            .map(|((_, key), entry)| (key.as_str(), entry))
            .collect();
        found.sort_by_key(|(_, entry)| entry.first.as_ref().map(|w| &w.place));
        found
    }

    /// Up to where everything is in it.
    pub fn seen(&self) -> &Seen {
        &self.seen
    }

    /// Whether an instance can begin so many more entries.
    pub fn has_room(&self, site: &str, more: usize) -> bool {
        self.room.has(site, more)
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.seen == Seen::default()
    }

    /// Whether any field has several values.
    pub fn has_conflicts(&self) -> bool {
        self.entries.values().any(|entry| entry.conflicts().next().is_some())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing;

    pub(super) fn operation(
        site: &str,
        sequence: i64,
        clock: i64,
        seen: &[(&str, i64)],
        set: &Value,
    ) -> Operation {
        Operation {
            place: Place { clock, site: site.into(), sequence },
            seen: testing::seen(seen),
            at: Time(clock),
            ..testing::operation(site, sequence, "session", "s1", set)
        }
    }

    #[test]
    fn whoever_had_seen_a_value_replaces_it_and_others_stand_beside_it() {
        let first = operation("a", 1, 1, &[], &json!({ "date": "1", "mode": "online" }));
        let known = operation("b", 1, 2, &[("a", 1)], &json!({ "date": "2" }));
        let unknown = operation("a", 2, 2, &[("a", 1)], &json!({ "date": "3" }));
        let settled = operation("b", 2, 3, &[("a", 2), ("b", 1)], &json!({ "date": "3" }));
        let all = |ops: &[&Operation]| Registers::of(ops.iter().copied(), |_| true);
        let before = all(&[&unknown, &known, &first]);
        let session = before.entry("session", "s1");
        assert_eq!(session.text("mode"), "online");
        let values: Vec<&str> =
            session.conflict("date").iter().filter_map(|w| w.value.as_str()).collect();
        assert_eq!(values, ["3", "2"], "in the order of clock and instance");
        assert!(before.has_conflicts());
        let after = all(&[&settled, &unknown, &known, &first]);
        assert_eq!(after.entry("session", "s1").text("date"), "3");
        assert!(!after.has_conflicts());
        assert_eq!(after.seen().of("b"), 2);
    }

    #[test]
    fn the_same_value_twice_is_no_conflict() {
        let one = operation("a", 1, 1, &[], &json!({ "state": "done" }));
        let other = operation("b", 1, 1, &[], &json!({ "state": "done" }));
        let registers = Registers::of([&one, &other], |_| true);
        assert!(!registers.has_conflicts());
        assert_eq!(registers.entry("session", "s1").text("state"), "done");
    }

    #[test]
    fn two_people_of_one_instance_can_disagree_too() {
        let first = operation("a", 1, 1, &[], &json!({ "text": "1" }));
        let second = operation("a", 2, 2, &[("a", 1)], &json!({ "text": "2" }));
        // She opened the page before the second was written.
        let third = operation("a", 3, 3, &[("a", 1)], &json!({ "text": "3" }));
        let registers = Registers::of([&first, &second, &third], |_| true);
        assert_eq!(registers.entry("session", "s1").conflict("text").len(), 2);
    }

    #[test]
    fn what_is_not_allowed_is_passed_over() {
        let mine = operation("a", 1, 1, &[], &json!({ "text": "mine" }));
        let theirs = operation("b", 1, 2, &[("a", 1)], &json!({ "text": "theirs" }));
        let registers = Registers::of([&mine, &theirs], |o| o.party == "a");
        assert_eq!(registers.entry("session", "s1").text("text"), "mine");
        assert_eq!(registers.seen().of("b"), 1, "it was seen all the same");
    }
}

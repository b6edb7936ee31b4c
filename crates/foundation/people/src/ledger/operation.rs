//! One operation: who set which fields of which entry, and what she had seen before.

use std::collections::BTreeMap;

use domain::Time;
use federation::{
    document::{self, keys},
    proof,
};
use serde_json::{Map, Value, json};

/// The type of an operation on the wire.
pub const OPERATION: &str = "gh:Operation";

/// The most bytes of the fields that one operation sets, as JSON.
pub const MAX_BYTES: usize = 64 * 1024;
/// The most fields that one operation sets.
pub(super) const MAX_FIELDS: usize = 60;
/// The longest name of an entry or a field.
const MAX_NAME: usize = 60;
/// The longest address that is read.
pub const MAX_IRI: usize = 500;
/// Numbers that every reader of JSON keeps exactly (RFC 7493 §2.2).
const MAX_NUMBER: i64 = (1 << 53) - 1;

/// Up to which operation of each instance somebody has seen a ledger, by the origin of the instance.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Seen(BTreeMap<String, i64>);

impl Seen {
    /// The last operation of this instance that was seen; 0 for none.
    pub fn of(&self, site: &str) -> i64 {
        self.0.get(site).copied().unwrap_or_default()
    }

    /// This operation and all before it were seen.
    pub fn saw(&mut self, site: &str, sequence: i64) {
        if sequence > self.of(site) {
            self.0.insert(site.to_owned(), sequence);
        }
    }

    /// All instances of which something was seen, and how much.
    pub fn iter(&self) -> impl Iterator<Item = (&str, i64)> {
        self.0.iter().map(|(site, n)| (site.as_str(), *n))
    }

    /// The same, of one instance no more than this.
    #[must_use]
    pub fn limited(&self, site: &str, most: i64) -> Self {
        let of = |(known, n): (&str, i64)| {
            let n = if known == site { n.min(most) } else { n };
            (n > 0).then(|| (known.to_owned(), n))
        };
        Self(self.iter().filter_map(of).collect())
    }

    /// Whether everything that the other has seen was seen here.
    pub fn covers(&self, other: &Self) -> bool {
        other.iter().all(|(site, n)| self.of(site) >= n)
    }

    /// As it stands in documents: an object with a number for each origin.
    pub fn to_value(&self) -> Value {
        Value::Object(self.iter().map(|(site, n)| (site.to_owned(), n.into())).collect())
    }

    /// Reads it back; of more than two instances none would be of this ledger.
    pub fn read(value: &Value) -> Option<Self> {
        let all = value.as_object()?;
        if all.len() > 2 {
            return None;
        }
        let one = |(site, n): (&String, &Value)| {
            let n = n.as_i64().filter(|n| (0..=MAX_NUMBER).contains(n))?;
            (site.len() <= MAX_IRI).then(|| (site.clone(), n))
        };
        all.iter().map(one).collect::<Option<_>>().map(Self)
    }
}

/// Where an operation stands among all of its ledger: after whatever its writer had seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Greater than that of everything that was seen (Lamport, "Time, Clocks, and the Ordering of Events in a
    /// Distributed System", 1978).
    pub clock: i64,
    /// The origin of its instance.
    pub site: String,
    /// Its number there, from 1, without gaps.
    pub sequence: i64,
}

/// An operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// The IRI of the ledger.
    pub ledger: String,
    /// Where it stands.
    pub place: Place,
    /// What its writer had seen. Of her own instance this may be less than everything before it.
    pub seen: Seen,
    /// The digest of the one before it of the same instance; empty for the first.
    pub previous: String,
    /// The IRI of the party for which it was done.
    pub party: String,
    /// The IRI of whoever did it.
    pub actor: String,
    /// When, by the clock of her instance.
    pub at: Time,
    /// What kind of entry: `goal`.
    pub entry: String,
    /// Which one of them; empty where there is only one.
    pub key: String,
    /// The values that it sets. `null` takes a value away.
    pub set: Map<String, Value>,
}

/// The digest of an operation's document without its proof: when an instance has renewed its keys it proves anew what it
/// wrote, and the operation stays the one that others know.
pub(super) fn digest(document: &Map<String, Value>) -> Option<String> {
    let mut bare = document.clone();
    bare.remove(keys::PROOF);
    proof::digest_of(&bare)
}

/// Says in an operation's document of which kind its ledger is and who keeps it. An instance that has lost the ledger
/// believes what it has signed itself, and by this nobody can pass it off as another one.
pub(super) fn bind(document: &mut Map<String, Value>, kind: &str, parties: &[String; 2]) {
    document.insert("gh:kind".into(), kind.into());
    document.insert("gh:parties".into(), parties.to_vec().into());
}

/// Whether a document says this of its ledger; `None` where it says nothing of it.
pub(super) fn is_bound(document: &Value, kind: &str, parties: &[String; 2]) -> Option<bool> {
    let said = (document.get("gh:kind"), document.get("gh:parties"));
    if said == (None, None) {
        return None;
    }
    Some(said == (Some(&json!(kind)), Some(&json!(parties))))
}

impl Operation {
    /// The document, without its proof.
    pub fn to_document(&self) -> Map<String, Value> {
        let value = json!({
            "type": OPERATION,
            "gh:ledger": self.ledger,
            "gh:site": self.place.site,
            "gh:sequence": self.place.sequence,
            "gh:clock": self.place.clock,
            "gh:seen": self.seen.to_value(),
            "gh:previous": self.previous,
            "gh:party": self.party,
            "attributedTo": self.actor,
            "published": self.at.rfc3339(),
            "gh:entry": self.entry,
            "gh:key": self.key,
            "gh:set": self.set,
        });
        match value {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    /// Reads a document; `None` when it is none that could have been written here.
    pub fn read(value: &Value) -> Option<Self> {
        if document::type_of(value) != Some(OPERATION) {
            return None;
        }
        let text = |name: &str, max: usize| {
            value.get(name)?.as_str().filter(|s| s.len() <= max).map(str::to_owned)
        };
        let number =
            |name: &str| value.get(name)?.as_i64().filter(|n| (1..=MAX_NUMBER).contains(n));
        let set = value.get("gh:set")?.as_object()?.clone();
        let small = set.len() <= MAX_FIELDS
            && set.keys().all(|name| is_name(name))
            && serde_json::to_string(&set).is_ok_and(|s| s.len() <= MAX_BYTES);
        if !small {
            return None;
        }
        let entry = text("gh:entry", MAX_NAME).filter(|name| is_name(name))?;
        Some(Self {
            ledger: text("gh:ledger", MAX_IRI)?,
            place: Place {
                clock: number("gh:clock")?,
                site: text("gh:site", MAX_IRI)?,
                sequence: number("gh:sequence")?,
            },
            seen: Seen::read(value.get("gh:seen")?)?,
            previous: text("gh:previous", MAX_IRI)?,
            party: text("gh:party", MAX_IRI)?,
            actor: text(keys::ATTRIBUTED_TO, MAX_IRI)?,
            at: document::time(value, keys::PUBLISHED)?,
            entry,
            key: text("gh:key", MAX_IRI)?,
            set,
        })
    }

    /// Whether its writer had seen the other one, or wrote both as one change.
    pub fn saw(&self, other: &Place) -> bool {
        self.seen.of(&other.site) >= other.sequence
    }

    /// Whether it can follow what is known: its clock is later than that of everything it has seen, and it does
    /// not claim to have seen itself. `clock_of` says the clock of an operation that is known.
    pub fn is_consistent(&self, clock_of: impl Fn(&str, i64) -> Option<i64>) -> bool {
        let own = self.seen.of(&self.place.site);
        own < self.place.sequence
            && self.seen.iter().all(|(site, n)| {
                n == 0 || clock_of(site, n).is_some_and(|clock| clock < self.place.clock)
            })
    }
}

/// Names are words of small letters, parted by hyphens or underscores.
fn is_name(name: &str) -> bool {
    (1..=MAX_NAME).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation() -> Operation {
        let mut seen = Seen::default();
        seen.saw("https://a.example", 3);
        seen.saw("https://b.example", 2);
        Operation {
            ledger: "https://a.example/ap/object/1".into(),
            place: Place { clock: 9, site: "https://a.example".into(), sequence: 4 },
            seen,
            previous: "zQm".into(),
            party: "https://a.example/ap/actor/1".into(),
            actor: "https://a.example/ap/actor/2".into(),
            at: Time::parse("2026-11-29T08:00:00.5Z").unwrap(),
            entry: "goal".into(),
            key: "g1".into(),
            set: json!({ "text": "Повече езици", "progress": 40, "due": null })
                .as_object()
                .unwrap()
                .clone(),
        }
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        let written = operation();
        assert_eq!(Operation::read(&written.to_document().into()), Some(written));
    }

    #[test]
    fn what_could_not_have_been_written_is_not_read() {
        let spoilt = |name: &str, to: Value| {
            let mut document = operation().to_document();
            document.insert(name.into(), to);
            Operation::read(&document.into())
        };
        let long = "x".repeat(MAX_BYTES);
        for (name, to) in [
            ("type", json!("Note")),
            ("gh:sequence", json!(0)),
            ("gh:sequence", json!(1.5)),
            ("gh:clock", json!(1_i64 << 53)),
            ("gh:seen", json!({ "a": 1, "b": 2, "c": 3 })),
            ("gh:seen", json!({ "a": -1 })),
            ("gh:entry", json!("")),
            ("gh:entry", json!("Goal")),
            ("gh:set", json!([])),
            ("gh:set", json!({ "text": long })),
            ("gh:set", json!({ "a b": 1 })),
            ("published", json!("yesterday")),
            ("attributedTo", json!(null)),
        ] {
            assert_eq!(spoilt(name, to.clone()), None, "{name}: {to}");
        }
    }

    #[test]
    fn it_says_to_which_ledger_it_belongs_and_is_of_no_other() {
        let of = |n: [u8; 2]| n.map(|n| format!("https://{n}.example/ap/actor/1"));
        let mut document = operation().to_document();
        let bare = Value::Object(document.clone());
        assert_eq!(is_bound(&bare, "Mentoring", &of([1, 2])), None);
        bind(&mut document, "Mentoring", &of([1, 2]));
        let bound = Value::Object(document);
        assert_eq!(Operation::read(&bound), Some(operation()), "it is read all the same");
        assert_eq!(is_bound(&bound, "Mentoring", &of([1, 2])), Some(true));
        assert_eq!(is_bound(&bound, "Mentoring", &of([2, 1])), Some(false));
        assert_eq!(is_bound(&bound, "Mentoring", &of([1, 3])), Some(false));
        assert_eq!(is_bound(&bound, "MentoringApplication", &of([1, 2])), Some(false));
        for name in ["gh:kind", "gh:parties"] {
            let mut half = bound.clone();
            half.as_object_mut().unwrap().remove(name);
            assert_eq!(is_bound(&half, "Mentoring", &of([1, 2])), Some(false), "{name}");
        }
    }

    #[test]
    fn time_goes_forward() {
        let o = operation();
        let clock_of = |clock: i64| move |_: &str, _: i64| Some(clock);
        assert!(o.is_consistent(clock_of(8)));
        assert!(!o.is_consistent(clock_of(9)));
        assert!(!o.is_consistent(|_, _| None), "it has seen what nobody knows");
        let mut itself = o.clone();
        itself.seen.saw("https://a.example", 4);
        assert!(!itself.is_consistent(clock_of(1)));
    }
}

//! The goals of an agreement, and which of them is which through its versions.

use serde_json::{Map, Value};

use super::{Agreement, Version};

/// A goal of what binds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// The key of its entry in the workspace, which it keeps through all versions.
    pub key: String,
    /// What shall be reached.
    pub text: String,
    /// By what one will see it.
    pub measure: String,
    /// Until when; may be empty.
    pub due: String,
}

impl Agreed {
    pub(super) fn new(key: String, row: &Map<String, Value>) -> Self {
        let text =
            |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        Self { key, text: text("text"), measure: text("measure"), due: text("due") }
    }

    /// Whether a goal of another version is this one in other words.
    fn is_alike(&self, other: &Self) -> bool {
        let words = |goal: &Self| -> Vec<String> {
            goal.text.to_lowercase().split_whitespace().map(str::to_owned).collect()
        };
        let (own, others) = (words(self), words(other));
        let shared = own.iter().filter(|word| others.contains(word)).count();
        shared * 2 >= own.len().max(others.len())
    }
}

/// Whether a goal is another one; the last argument says whether it stands in the same place.
type Same = fn(&Agreed, &Agreed, bool) -> bool;

/// By what a goal of another version is known, the surest first.
const SAME: [Same; 3] = [
    |old, new, _| old.text == new.text,
    |old, new, _| old.is_alike(new),
    |old, new, there| there && old.measure == new.measure,
];

/// Of each of the new goals the place of the old one that it is; nothing for one that was not there.
pub(super) fn known(old: &[Agreed], new: &[Agreed]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    for fits in SAME {
        for (n, goal) in new.iter().enumerate() {
            if found[n].is_some() {
                continue;
            }
            let same = |place: &usize| !taken[*place] && fits(&old[*place], goal, *place == n);
            found[n] = (0..old.len()).find(same);
            if let Some(place) = found[n] {
                taken[place] = true;
            }
        }
    }
    found
}

impl Agreement {
    /// The goals of what binds. A goal keeps its key where its words are the same or mostly so, and where it stands in
    /// the same place with the same measure; any other is a new one, so that nobody's progress becomes another's. What has
    /// no words is no goal, though it has taken a key.
    pub fn goals(&self) -> Vec<Agreed> {
        let Some(last) = self.in_force().and_then(|v| v.bound) else { return Vec::new() };
        // Keys go by the register, which both sides read alike, whatever each has verified by now.
        let before = |v: &&Version| v.bound.is_some_and(|n| n <= last);
        let mut bound: Vec<&Version> = self.versions.iter().filter(before).collect();
        bound.sort_by_key(|v| v.bound);
        let mut made = 0;
        let mut goals: Vec<Agreed> = Vec::new();
        for version in bound {
            let mut now: Vec<Agreed> =
                version.goals().map(|row| Agreed::new(String::new(), row)).collect();
            for fits in SAME {
                for (n, new) in now.iter_mut().enumerate().filter(|(_, new)| new.key.is_empty()) {
                    let old =
                        goals.iter().enumerate().find(|(place, old)| fits(old, new, *place == n));
                    if let Some(place) = old.map(|(place, _)| place) {
                        new.key = std::mem::take(&mut goals[place].key);
                        goals[place] = Agreed::new(String::new(), &Map::new());
                    }
                }
            }
            for new in now.iter_mut().filter(|new| new.key.is_empty()) {
                made += 1;
                new.key = format!("g{made}");
            }
            goals = now;
        }
        goals.retain(|goal| !goal.text.trim().is_empty());
        goals
    }
}

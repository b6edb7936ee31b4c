//! With whom an applicant would like to work, with whom it has, and with whom it cannot.
//!
//! An applicant wishes as a whole. That it cannot work with somebody is declared by each of its people for herself, and
//! holds for all of them until she takes it back, whatever her colleagues wish.

use std::collections::HashSet;

use domain::{FieldErrors, Result};
use people::ledger::{Draft, Registers};
use serde_json::{Map, Value, json};

use super::{entry, form::words};

/// What can be said of a candidate. The word is the message `wish-WORD`.
pub const CHOICES: [&str; 5] = ["none", "1", "2", "3", "conflict"];

/// The most people of an applicant who declare something, and the most parties of whom one does.
const MOST: usize = 500;

/// What an applicant has said of the candidates, by the IRIs of their parties.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Whether it has said anything.
    pub said: bool,
    /// Those with whom it would like to work, the dearest first.
    pub wishes: Vec<String>,
    /// Those with whom it cannot.
    pub conflicts: Vec<String>,
    /// Those with whom it has worked.
    pub worked_with: Vec<String>,
}

impl Wishes {
    /// Reads the entry.
    pub fn read(fields: &Map<String, Value>) -> Self {
        Self {
            said: !fields.is_empty(),
            wishes: words(fields, "wishes"),
            conflicts: words(fields, "conflicts"),
            worked_with: words(fields, "worked_with"),
        }
    }

    /// The fields of the entry.
    pub fn write(&self) -> Value {
        json!({
            "wishes": self.wishes, "conflicts": self.conflicts, "worked_with": self.worked_with,
        })
    }

    /// What was chosen of each candidate. Errors of the fields `choice.N`, by the places of the candidates, for those
    /// who were given a place among the wishes that another has.
    pub fn of<'a>(chosen: impl IntoIterator<Item = (&'a str, &'a str, bool)>) -> Result<Self> {
        let mut ranked: Vec<(&str, &str)> = Vec::new();
        let mut wishes = Self { said: true, ..Self::default() };
        let mut errors = FieldErrors::default();
        for (n, (iri, choice, worked)) in chosen.into_iter().enumerate() {
            match choice {
                "1" | "2" | "3" if ranked.iter().any(|(rank, _)| *rank == choice) => {
                    errors.add(format!("choice.{n}"), "application-error-wish");
                }
                "1" | "2" | "3" => ranked.push((choice, iri)),
                "conflict" => wishes.conflicts.push(iri.to_owned()),
                _ => {}
            }
            if worked {
                wishes.worked_with.push(iri.to_owned());
            }
        }
        errors.check()?;
        ranked.sort_by_key(|(rank, _)| *rank);
        wishes.wishes = ranked.into_iter().map(|(_, iri)| iri.to_owned()).collect();
        Ok(wishes)
    }

    /// What was chosen of one of them.
    pub fn choice(&self, iri: &str) -> &'static str {
        if self.conflicts.iter().any(|c| c == iri) {
            return "conflict";
        }
        match self.wishes.iter().position(|w| w == iri) {
            Some(place) => CHOICES.get(place + 1).copied().unwrap_or("none"),
            None => "none",
        }
    }
}

/// With whom somebody of an applicant cannot work, as she has declared it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Her IRI.
    pub person: String,
    /// The IRIs of the parties.
    pub with: Vec<String>,
}

impl Declared {
    /// What she declares, to be written.
    pub fn write(&self) -> Draft {
        Draft::new(entry::CONFLICT, self.person.clone(), json!({ "with": self.with }))
    }
}

/// What the people of an applicant have declared, up to as much as any programme has. What stands among the wishes and nobody
/// has declared for herself was declared by whoever wrote it there: instances that know only of the applicant as a whole
/// write it so.
pub fn declared(now: &Registers) -> Vec<Declared> {
    let list = |value: &Value| {
        let list = value.as_array().into_iter().flatten().filter_map(Value::as_str);
        list.take(MOST).map(str::to_owned).collect::<Vec<_>>()
    };
    let own = |(person, e): (&str, &people::ledger::Entry)| Declared {
        person: person.to_owned(),
        with: e.standing("with").iter().flat_map(|w| list(&w.value)).collect(),
    };
    let mut all: Vec<Declared> = now.all(entry::CONFLICT).into_iter().take(MOST).map(own).collect();
    let mut known: HashSet<String> = all.iter().flat_map(|d| d.with.clone()).collect();
    for written in now.one(entry::WISHES).standing("conflicts") {
        for iri in list(&written.value) {
            if !known.insert(iri.clone()) {
                continue;
            }
            match all.iter_mut().find(|d| d.person == written.actor) {
                Some(hers) => hers.with.push(iri),
                None => all.push(Declared { person: written.actor.clone(), with: vec![iri] }),
            }
        }
    }
    all.retain(|d| !d.with.is_empty());
    all
}

/// Those with whom an applicant cannot work, each once, because one of its people has declared it.
pub fn barred<'a>(declared: impl IntoIterator<Item = &'a Declared>) -> Vec<String> {
    let mut all: Vec<String> = declared.into_iter().flat_map(|d| d.with.clone()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use people::{
        ledger::Operation,
        testing::{operation, seen},
    };

    use super::*;

    /// What somebody of an applicant writes after all that was written before.
    fn written(sequence: i64, person: &str, entry: &str, key: &str, set: &Value) -> Operation {
        Operation {
            seen: seen(&[("a", sequence - 1)]),
            actor: person.into(),
            ..operation("a", sequence, entry, key, set)
        }
    }

    #[test]
    fn what_one_declares_holds_for_her_colleagues() {
        let all = |ops: &[Operation]| declared(&Registers::of(ops, |_| true));
        let hers = |person: &str, with: &[&str]| Declared {
            person: person.into(),
            with: with.iter().map(|w| (*w).to_owned()).collect(),
        };
        // One that knows only of the whole applicant, and a colleague who declares something else for herself.
        let whole = written(1, "anna", entry::WISHES, "", &json!({ "conflicts": ["x"] }));
        let dora = written(2, "dora", entry::CONFLICT, "dora", &json!({ "with": ["y"] }));
        let both = all(&[whole.clone(), dora.clone()]);
        assert_eq!(both, [hers("dora", &["y"]), hers("anna", &["x"])]);
        assert_eq!(barred(&both), ["x", "y"]);
        // Whoever writes all of them together has declared none of them for herself.
        let anna = written(3, "dora", entry::CONFLICT, "anna", &json!({ "with": ["x"] }));
        let wishes = written(4, "dora", entry::WISHES, "", &json!({ "conflicts": ["x", "y"] }));
        let ops = [whole, dora, anna, wishes];
        assert_eq!(all(&ops), [hers("dora", &["y"]), hers("anna", &["x"])]);
        let back = written(5, "dora", entry::CONFLICT, "dora", &json!({ "with": [] }));
        let without = written(6, "dora", entry::WISHES, "", &json!({ "conflicts": ["x"] }));
        let ops: Vec<Operation> = ops.into_iter().chain([back, without]).collect();
        assert_eq!(all(&ops), [hers("anna", &["x"])]);
    }

    #[test]
    fn what_was_chosen_is_read_back() {
        let chosen =
            [("a", "2", false), ("b", "1", true), ("c", "conflict", false), ("d", "none", true)];
        let wishes = Wishes::of(chosen).unwrap();
        assert_eq!(wishes.wishes, ["b", "a"]);
        assert_eq!(
            (&*wishes.conflicts, &*wishes.worked_with),
            (&["c".to_owned()][..], &["b".to_owned(), "d".to_owned()][..])
        );
        let written = wishes.write();
        let again = Wishes::read(written.as_object().unwrap());
        assert_eq!(again, wishes);
        assert_eq!(
            ["a", "b", "c", "d"].map(|iri| again.choice(iri)),
            ["2", "1", "conflict", "none"]
        );
        assert!(!Wishes::read(&Map::new()).said);
    }

    #[test]
    fn there_is_one_first_wish() {
        let chosen = [("a", "1", false), ("b", "2", false), ("c", "1", false)];
        let Err(domain::Error::Invalid(errors)) = Wishes::of(chosen) else {
            panic!("two cities are the first wish");
        };
        let wrong: Vec<(&str, &str)> = errors.0.iter().map(|e| (&*e.field, e.key)).collect();
        assert_eq!(wrong, [("choice.2", "application-error-wish")]);
    }
}

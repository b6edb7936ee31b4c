//! With whom an applicant would like to work, with whom it has, and with whom it cannot.

use domain::{FieldErrors, Result};
use serde_json::{Map, Value, json};

use super::form::words;

/// What can be said of a candidate. The word is the message `wish-WORD`.
pub const CHOICES: [&str; 5] = ["none", "1", "2", "3", "conflict"];

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

#[cfg(test)]
mod tests {
    use super::*;

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

//! With whom an applicant would like to work, with whom it has, and with whom it cannot.

use serde_json::{Map, Value, json};

use super::form::words;

/// The most wishes.
pub const MOST: usize = 3;

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

    /// What was chosen of each candidate. Two that are both said to be the dearest stand in their order.
    pub fn of<'a>(chosen: impl IntoIterator<Item = (&'a str, &'a str, bool)>) -> Self {
        let mut ranked: Vec<(&str, &str)> = Vec::new();
        let mut wishes = Self { said: true, ..Self::default() };
        for (iri, choice, worked) in chosen {
            match choice {
                "1" | "2" | "3" => ranked.push((choice, iri)),
                "conflict" => wishes.conflicts.push(iri.to_owned()),
                _ => {}
            }
            if worked {
                wishes.worked_with.push(iri.to_owned());
            }
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        wishes.wishes = ranked.into_iter().take(MOST).map(|(_, iri)| iri.to_owned()).collect();
        wishes
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
        let wishes = Wishes::of(chosen);
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
}

//! Who has done something and for whom, by name: what a notification says where one known actor is not all of it. Whoever
//! answers through somebody else may be known here by her name alone.

use std::collections::BTreeMap;

use domain::{Lang, text};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The most characters of a name, and the most languages in which there is one. Other instances write them.
const NAME: usize = 200;
const LANGS: usize = 40;

/// What somebody is called, and in single languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    name: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    names: BTreeMap<String, String>,
}

impl Called {
    /// By this name, and in each language by that of an object whose keys are languages. What is too long is cut off.
    pub fn new(name: &str, names: &Value) -> Self {
        let one = |(lang, name): (&String, &Value)| {
            let name = text::excerpt(name.as_str()?, NAME);
            Some((Lang::parse(lang)?.to_string(), name)).filter(|(_, name)| !name.is_empty())
        };
        let names = names.as_object().into_iter().flatten().filter_map(one).take(LANGS);
        Self { name: text::excerpt(name, NAME), names: names.collect() }
    }

    /// In this language where there is such a name.
    pub fn in_lang(&self, lang: &Lang) -> &str {
        self.names.get(lang.as_str()).map_or(self.name.as_str(), String::as_str)
    }
}

/// A person, and the organisation for which she did something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidBy {
    person: Called,
    party: Called,
}

impl SaidBy {
    /// These two. Whoever acts for herself alone is said once.
    pub fn new(person: Called, party: Called) -> Self {
        let party = if party == person { Called::default() } else { party };
        Self { person, party }
    }

    /// Their names in this language; the second is empty for who acts for herself alone.
    pub fn in_lang(&self, lang: &Lang) -> (&str, &str) {
        (self.person.in_lang(lang), self.party.in_lang(lang))
    }

    /// As it is kept; empty where nobody is named.
    pub(super) fn to_text(&self) -> String {
        if self.person.name.is_empty() {
            return String::new();
        }
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads it back.
    pub(super) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_are_named_in_the_language_of_the_reader() {
        let emil = Called::new("Емил", &json!({ "en": "Emil", "": "?", "de": 7, "fr": " " }));
        let city = Called::new("Община Хасково", &json!({ "en": "Haskovo" }));
        let said = SaidBy::parse(&SaidBy::new(emil.clone(), city).to_text()).unwrap();
        assert_eq!(said.in_lang(&Lang::english()), ("Emil", "Haskovo"));
        assert_eq!(said.in_lang(&Lang::bulgarian()), ("Емил", "Община Хасково"));
        let fr = Lang::parse("fr").unwrap();
        assert_eq!(said.in_lang(&fr), ("Емил", "Община Хасково"));
        assert_eq!(SaidBy::new(emil.clone(), emil).in_lang(&fr), ("Емил", ""), "she is said once");
        assert_eq!((SaidBy::default().to_text(), SaidBy::parse("")), (String::new(), None));
        let long = Called::new(&"я".repeat(900), &Value::Null);
        assert!(long.in_lang(&fr).chars().count() <= NAME + 1);
    }
}

//! The three parts of an organisation's civic profile: (a) clear information, (b) competences and
//! services, (c) ecological footprint. They are kept in `organisation.details`.

use domain::Lang;
use people::Markup;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A text of several paragraphs, once for each language, the original first.
pub type Paragraphs = Vec<(Lang, Markup)>;

/// A civic profile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CivicProfile {
    /// Who they are, how they decide, how to reach them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub information: Paragraphs,
    /// What they do, what they do not do, which services they give.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub competences: Paragraphs,
    /// What they use up, and how they count it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub footprint: Paragraphs,
}

impl CivicProfile {
    /// The profile inside `details`. What cannot be read, such as that of a newer peer, is empty.
    pub fn read(details: &Value) -> Self {
        Self::deserialize(details).unwrap_or_default()
    }

    /// The profile written into `details`, beside whatever else is there.
    pub fn write(&self, mut details: Value) -> Value {
        if !details.is_object() {
            details = Value::Object(serde_json::Map::new());
        }
        let parts = [
            ("information", &self.information),
            ("competences", &self.competences),
            ("footprint", &self.footprint),
        ];
        for (name, part) in parts {
            details[name] = serde_json::to_value(part).unwrap_or_default();
        }
        details
    }

    /// Whether nothing has been written yet.
    pub fn is_empty(&self) -> bool {
        self.information.is_empty() && self.competences.is_empty() && self.footprint.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_beside_it_stays() {
        let profile = CivicProfile {
            information: vec![(Lang::bulgarian(), Markup::plain("Кои сме"))],
            ..CivicProfile::default()
        };
        let details = profile.write(serde_json::json!({ "founded": 2011 }));
        assert_eq!(details["founded"], 2011);
        assert_eq!(CivicProfile::read(&details), profile);
        assert!(CivicProfile::read(&serde_json::json!({ "information": 7 })).is_empty());
    }
}

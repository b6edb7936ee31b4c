//! Sectors of integration: the built-in ones are the same on every instance.

use serde::{Deserialize, Serialize};

/// The namespace of Guildhall's own terms in ActivityPub documents, for ever.
pub const GH: &str = "https://w3id.org/guildhall/ns#";

/// A built-in sector, by its slug: the English name in lower case, other signs as `-`.
/// Its name in an interface language is the message `sector-SLUG`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Sector(&'static str);

/// All built-in sectors in the order in which forms offer them.
pub const BUILT_IN: [Sector; 20] = [
    Sector("housing"),
    Sector("employment"),
    Sector("recognition-of-qualifications"),
    Sector("education"),
    Sector("children-and-youth"),
    Sector("health"),
    Sector("social-protection"),
    Sector("language-learning"),
    Sector("legal-status-and-rights"),
    Sector("family-reunification"),
    Sector("one-stop-services"),
    Sector("digital-services"),
    Sector("gender"),
    Sector("civic-participation"),
    Sector("anti-discrimination"),
    Sector("intercultural-competence"),
    Sector("media-and-host-society"),
    Sector("governance-and-strategy"),
    Sector("funding"),
    Sector("data-and-monitoring"),
];

impl Sector {
    /// The built-in sector with this slug.
    pub fn parse(slug: &str) -> Option<Self> {
        BUILT_IN.into_iter().find(|s| s.0 == slug)
    }

    /// The slug, as stored and used in addresses and message keys.
    pub fn slug(self) -> &'static str {
        self.0
    }

    /// The IRI that is the same on every instance.
    pub fn iri(self) -> String {
        format!("{GH}sector-{}", self.0)
    }

    /// The built-in sector with this IRI.
    pub fn from_iri(iri: &str) -> Option<Self> {
        iri.strip_prefix(GH)?.strip_prefix("sector-").and_then(Self::parse)
    }
}

impl<'de> Deserialize<'de> for Sector {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let slug = String::deserialize(d)?;
        Self::parse(&slug).ok_or_else(|| serde::de::Error::custom(format!("no sector {slug:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iri_and_slug_go_both_ways() {
        for s in BUILT_IN {
            assert_eq!(Sector::from_iri(&s.iri()), Some(s));
            assert_eq!(Sector::parse(s.slug()), Some(s));
        }
        assert_eq!(
            Sector::parse("one-stop-services").unwrap().iri(),
            "https://w3id.org/guildhall/ns#sector-one-stop-services"
        );
    }
}

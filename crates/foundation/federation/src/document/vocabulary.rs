//! The terms of Guildhall's own, beside those that the kinds of things name in their lists of fields.
//! The page at [`PATH`] and `FEDERATION.md` say what they mean, and a test compares both with what
//! leaves.

/// Where every instance explains the terms.
pub const PATH: &str = "/ns";

/// In which documents a term stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// In things: discussions, practices, comments.
    Thing,
    /// In actors.
    Actor,
    /// In what instances say to one another.
    Instance,
    /// In ledgers, which two parties keep together.
    Ledger,
}

/// What a term's value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// `true`, or the term is left out.
    Flag,
    /// The id of an actor, a thing or a collection.
    Iri,
    /// Several IRIs.
    Iris,
    /// An array of objects.
    List,
    /// An object whose content nobody but Guildhall reads.
    Object,
    /// A text for each language.
    Texts,
    /// A whole number.
    Number,
    /// A text.
    Text,
    /// A type or a relationship: it stands where others have a word of ActivityStreams.
    Type,
    /// One of a few words.
    Word,
}

impl Range {
    /// As it stands in message keys: `ns-range-WORD`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Iri => "iri",
            Self::Iris => "iris",
            Self::List => "list",
            Self::Object => "object",
            Self::Texts => "texts",
            Self::Number => "number",
            Self::Text => "text",
            Self::Type => "type",
            Self::Word => "word",
        }
    }
}

/// A term in the namespace [`GH`](super::GH). What it means is the message `ns-NAME`, in small
/// letters with a hyphen before what was a capital.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Without its prefix.
    pub name: &'static str,
    /// Where it stands.
    pub of: Of,
    /// What its value looks like.
    pub range: Range,
}

impl Term {
    /// The key of the message that explains it.
    pub fn key(&self) -> String {
        let mut key = String::from("ns-");
        for c in self.name.chars() {
            if c.is_ascii_uppercase() && !key.ends_with('-') {
                key.push('-');
            }
            key.push(c.to_ascii_lowercase());
        }
        key
    }
}

const fn term(name: &'static str, of: Of, range: Range) -> Term {
    Term { name, of, range }
}

/// All of them, in the order in which they are explained.
pub const TERMS: [Term; 52] = [
    term("kind", Of::Thing, Range::Word),
    term("versions", Of::Thing, Range::List),
    term("versionOf", Of::Thing, Range::Iri),
    term("sector", Of::Thing, Range::Iris),
    term("file", Of::Thing, Range::List),
    term("parts", Of::Thing, Range::List),
    term("partOf", Of::Thing, Range::Iri),
    term("onBehalfOf", Of::Thing, Range::Iri),
    term("answer", Of::Thing, Range::Iri),
    term("subjectUpdated", Of::Thing, Range::Text),
    term("locked", Of::Thing, Range::Flag),
    term("illustrative", Of::Thing, Range::Flag),
    term("adaptation", Of::Thing, Range::Object),
    term("adaptations", Of::Thing, Range::Iri),
    term("adaptedFrom", Of::Thing, Range::Type),
    term("headline", Of::Actor, Range::Texts),
    term("affiliation", Of::Actor, Range::Iri),
    term("joinPolicy", Of::Actor, Range::Word),
    term("rules", Of::Actor, Range::Text),
    term("closed", Of::Actor, Range::Flag),
    term("level", Of::Actor, Range::Word),
    term("country", Of::Actor, Range::Text),
    term("territory", Of::Actor, Range::Text),
    term("nuts", Of::Actor, Range::Text),
    term("populationBand", Of::Actor, Range::Word),
    term("website", Of::Actor, Range::Iri),
    term("profile", Of::Actor, Range::Object),
    term("catalogue", Of::Instance, Range::Iri),
    term("partner", Of::Instance, Range::Type),
    term("BlockList", Of::Instance, Range::Type),
    term("host", Of::Instance, Range::Text),
    term("policy", Of::Instance, Range::Word),
    term("reason", Of::Instance, Range::Text),
    term("Ledger", Of::Ledger, Range::Type),
    term("parties", Of::Ledger, Range::Iris),
    term("operations", Of::Ledger, Range::List),
    term("asks", Of::Ledger, Range::Flag),
    term("answers", Of::Ledger, Range::Flag),
    term("last", Of::Ledger, Range::Object),
    term("differs", Of::Ledger, Range::Flag),
    term("first", Of::Ledger, Range::Object),
    term("Operation", Of::Ledger, Range::Type),
    term("ledger", Of::Ledger, Range::Iri),
    term("site", Of::Ledger, Range::Iri),
    term("sequence", Of::Ledger, Range::Number),
    term("clock", Of::Ledger, Range::Number),
    term("seen", Of::Ledger, Range::Object),
    term("previous", Of::Ledger, Range::Text),
    term("party", Of::Ledger, Range::Iri),
    term("entry", Of::Ledger, Range::Word),
    term("key", Of::Ledger, Range::Text),
    term("set", Of::Ledger, Range::Object),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_words_with_hyphens() {
        let key = |name: &str| TERMS.iter().find(|t| t.name == name).unwrap().key();
        assert_eq!(key("kind"), "ns-kind");
        assert_eq!(key("onBehalfOf"), "ns-on-behalf-of");
        assert_eq!(key("BlockList"), "ns-block-list");
        let mut names: Vec<&str> = TERMS.iter().map(|t| t.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TERMS.len());
    }
}

//! Which kinds this instance knows. Rooms add to it at start.

use super::{ApType, Kind, PLAIN};

/// A thing of a kind this instance does not know, shown as what every peer understands.
pub static ARTICLE: Kind = PLAIN;

/// A reply in a conversation.
pub static COMMENT: Kind = Kind {
    name: "comment",
    wire: "Comment",
    object: ApType::Note,
    path: "comments",
    titled: false,
    ..PLAIN
};

/// Two rooms claim one kind.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the kind {0:?} is registered twice")]
pub struct DuplicateKind(pub &'static str);

/// The kinds this instance knows.
#[derive(Debug, Clone)]
pub struct Kinds(Vec<&'static Kind>);

impl Default for Kinds {
    fn default() -> Self {
        Self(vec![&COMMENT])
    }
}

impl Kinds {
    /// Only comments, which belong to no room.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a kind. Neither its name nor its word on the wire may be taken, and `article` stays
    /// the name of what is unknown.
    pub fn register(&mut self, kind: &'static Kind) -> Result<(), DuplicateKind> {
        let taken = |k: &Kind| k.name == kind.name || k.wire == kind.wire;
        if taken(&ARTICLE) || self.0.iter().any(|k| taken(k)) {
            return Err(DuplicateKind(kind.name));
        }
        self.0.push(kind);
        Ok(())
    }

    /// The kind with this name, if it is known.
    pub fn get(&self, name: &str) -> Option<&'static Kind> {
        self.0.iter().copied().find(|k| k.name == name)
    }

    /// The kind with this name, or [`ARTICLE`]: what is unknown is shown as an article and kept
    /// whole.
    pub fn or_article(&self, name: &str) -> &'static Kind {
        self.get(name).unwrap_or(&ARTICLE)
    }

    /// The kind with this `gh:kind`, if it is known.
    pub fn by_wire(&self, wire: &str) -> Option<&'static Kind> {
        self.0.iter().copied().find(|k| k.wire == wire)
    }

    /// All known kinds, comments first, then in the order in which rooms registered them.
    pub fn iter(&self) -> impl Iterator<Item = &'static Kind> {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static RECIPE: Kind = Kind { name: "recipe", wire: "Recipe", ..PLAIN };
    static THIEF: Kind = Kind { name: "other", wire: "Recipe", ..PLAIN };

    #[test]
    fn a_kind_is_registered_once() {
        let mut kinds = Kinds::new();
        kinds.register(&RECIPE).unwrap();
        assert_eq!(kinds.register(&RECIPE), Err(DuplicateKind("recipe")));
        assert_eq!(kinds.register(&THIEF), Err(DuplicateKind("other")));
        assert_eq!(kinds.register(&ARTICLE), Err(DuplicateKind("article")));
        assert_eq!(kinds.by_wire("Recipe").unwrap().name, "recipe");
        assert_eq!(kinds.or_article("from-the-future").name, "article");
        assert_eq!(kinds.get("comment").unwrap().object.as_str(), "Note");
    }
}

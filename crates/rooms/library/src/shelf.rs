//! The two shelves of the library: good practices at `/practices`, and what cities made for their work
//! at `/library`. Both have the same pages; a shelf says what stands on it and how it is called.

use content::Kind;
use web::{Ctx, Tr};

use crate::{
    collection::COLLECTION, deck::DECK, handbook::HANDBOOK, practice::PRACTICE, resource::RESOURCE,
};

/// A shelf.
#[derive(Debug)]
pub struct Shelf {
    /// Its address, which is that of its list: `/practices`.
    pub href: &'static str,
    /// The name of its icon.
    pub icon: &'static str,
    /// What stands on it; a new thing is of the first kind where nothing else is said.
    pub kinds: &'static [&'static Kind],
    /// The beginning of messages that this shelf words in its own way, instead of `library-`.
    own: &'static str,
}

/// What was done, what came of it, and what it takes to do it too.
pub static PRACTICES: Shelf =
    Shelf { href: "/practices", icon: "sprout", kinds: &[&PRACTICE], own: "" };

/// What was made: handbooks, videos, templates, card decks, data.
pub static RESOURCES: Shelf = Shelf {
    href: "/library",
    icon: "library-big",
    kinds: &[&RESOURCE, &HANDBOOK, &DECK, &COLLECTION],
    own: "resources-",
};

/// Both of them.
pub static ALL: [&Shelf; 2] = [&PRACTICES, &RESOURCES];

impl Shelf {
    /// The shelf that the address of this page is on.
    pub fn at(ctx: &Ctx) -> &'static Self {
        let below = |shelf: &Self| {
            ctx.path.strip_prefix(shelf.href).is_some_and(|r| r.is_empty() || r.starts_with('/'))
        };
        ALL.into_iter().find(|shelf| below(shelf)).unwrap_or(&PRACTICES)
    }

    /// The shelf that things of a kind stand on; `None` for kinds of other rooms.
    pub fn of(kind: &Kind) -> Option<&'static Self> {
        ALL.into_iter().find(|shelf| shelf.kind(kind.name).is_some())
    }

    /// Its kinds and those of their parts, which stand in no list.
    pub fn all(&self) -> impl Iterator<Item = &'static Kind> + use<> {
        self.kinds.iter().flat_map(|kind| std::iter::once(*kind).chain(kind.parts))
    }

    /// The kind of this name, when it or what it is a part of stands here.
    pub fn kind(&self, name: &str) -> Option<&'static Kind> {
        self.all().find(|k| k.name == name)
    }

    /// The icon of one of its kinds.
    pub fn icon_of(&self, kind: &Kind) -> &'static str {
        match kind.name {
            "handbook" | "chapter" => "book-open",
            "deck" => "layers",
            "collection" => "folder-open",
            _ => self.icon,
        }
    }

    /// The names of its kinds.
    pub fn names(&self) -> Vec<&'static str> {
        self.kinds.iter().map(|k| k.name).collect()
    }

    /// The message as this shelf words it: for `library-next` its own `resources-next`, where there is one.
    pub fn key(&self, tr: Tr, key: &str) -> String {
        if self.own.is_empty() {
            return key.to_owned();
        }
        let own = format!("{}{}", self.own, key.strip_prefix("library-").unwrap_or(key));
        if tr.knows(&own) { own } else { key.to_owned() }
    }

    /// A message as this shelf words it.
    pub fn t(&self, tr: Tr, key: &str) -> String {
        tr.t(&self.key(tr, key)).to_owned()
    }
}

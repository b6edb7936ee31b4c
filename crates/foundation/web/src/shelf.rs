//! A shelf: a list of things of some kinds, with pages of their own. The room that has the pages serves the
//! shelves of all rooms; a shelf says what stands on it and how it is called.

use content::{Kind, read::Page};

use crate::{Ctx, Html, Tr};

/// A shelf.
#[derive(Debug)]
pub struct Shelf {
    /// Its address, which is that of its list: `/practices`. It is also the beginning of the addresses of what
    /// stands on it.
    pub href: &'static str,
    /// The name of its icon.
    pub icon: &'static str,
    /// What stands on it; a new thing is of the first kind where nothing else is said.
    pub kinds: &'static [&'static Kind],
    /// The icons of kinds that have another than the shelf, by the names of the kinds.
    pub icons: &'static [(&'static str, &'static str)],
    /// The beginning of messages that this shelf words in its own way, instead of `library-`; empty where it
    /// words none so.
    pub own: &'static str,
    /// What another reader can begin with a thing that stands here; it stands first on its page.
    pub begin: fn(&Ctx, &Page) -> Option<Begin>,
    /// What stands over its list as long as nothing is sought in it; nothing where the list says enough.
    pub lead: fn(&Ctx) -> Html,
}

/// What one can begin with a thing.
#[derive(Debug, Clone)]
pub struct Begin {
    /// The message on the button.
    pub key: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Where it leads.
    pub href: String,
}

impl Shelf {
    /// The shelf that the address of this page is on.
    pub fn at(ctx: &Ctx) -> Option<&'static Self> {
        let below = |shelf: &Self| {
            ctx.path.strip_prefix(shelf.href).is_some_and(|r| r.is_empty() || r.starts_with('/'))
        };
        ctx.app.shelves().iter().copied().find(|shelf| below(shelf))
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
        self.icons.iter().find(|(name, _)| *name == kind.name).map_or(self.icon, |(_, icon)| *icon)
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

    /// The message as it is worded of things of this kind: for `library-title` of an offer `mentoring-offer-title`,
    /// where there is one, else as the shelf words it.
    pub fn key_of(&self, tr: Tr, kind: &Kind, key: &str) -> String {
        let rest = key.strip_prefix("library-").unwrap_or(key);
        let own = format!("{}-{rest}", kind.name);
        if tr.knows(&own) { own } else { self.key(tr, key) }
    }

    /// A message as it is worded of things of this kind.
    pub fn t_of(&self, tr: Tr, kind: &Kind, key: &str) -> String {
        tr.t(&self.key_of(tr, kind, key)).to_owned()
    }

    /// A message as this shelf words it.
    pub fn t(&self, tr: Tr, key: &str) -> String {
        tr.t(&self.key(tr, key)).to_owned()
    }
}

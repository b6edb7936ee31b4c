//! How kinds of content look: form, page and card, made from the kind's field list, so that a new
//! kind needs none of its own. A room changes what it wants to look different with a [`KindView`].

mod card;
mod changes;
mod form;
mod page;

use content::{Kind, read::Card};

use crate::{Html, Shell, Tr};

pub use card::row;
pub use changes::{Compared, changes, compared, in_words};
pub use form::{fill, form_fields, row_cell, step_fields};
pub use page::{Shown, facts, sections, sections_of};

/// How one kind looks in lists of things of all kinds, where that differs from the defaults.
#[derive(Clone, Copy)]
pub struct KindView {
    /// The name of the kind.
    pub kind: &'static str,
    /// The icon that stands for it in lists.
    pub icon: &'static str,
    /// One thing as an `<li>` of a list with the class `rows`; [`row`] unless the kind has more to
    /// say there.
    pub row: fn(&Shell, &Card) -> Html,
}

impl KindView {
    /// A kind that looks like any other, with this icon.
    pub const fn new(kind: &'static str, icon: &'static str) -> Self {
        Self { kind, icon, row }
    }

    /// What is not known is shown as an article.
    pub const ARTICLE: Self = Self::new("article", "file-text");
}

/// What a field is called where its value stands beside it or is chosen: the message `KEY-short`,
/// or else the label of the form, which may be a question.
pub fn noun(tr: Tr, kind: &Kind, field: &str) -> String {
    let key = kind.label_key(field);
    tr.find(&format!("{key}-short")).map_or_else(|| tr.t(&key).to_owned(), ToOwned::to_owned)
}

/// The address of a thing whose kind is only known by its name.
pub fn href(app: &crate::App, kind: &str, id: domain::ContentId, slug: &str) -> String {
    content::read::path(app.kinds().or_article(kind), id, slug)
}

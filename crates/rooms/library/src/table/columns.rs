//! The columns: what everything on a shelf has, the fields of its kinds, and what only the library knows.

use content::{Field, Kind, Shape};
use web::{Shelf, Tr};

/// A column.
#[derive(Debug, Clone, Copy)]
pub enum Column {
    /// Its address here.
    Address,
    /// The name of its kind.
    Kind,
    /// Its title.
    Title,
    /// Its summary.
    Summary,
    /// Its free text.
    Body,
    /// The language of its texts.
    Lang,
    /// Its sectors.
    Sectors,
    /// A field of its kind; the kind is the first that has it.
    Own(&'static Kind, &'static Field),
    /// Its licence.
    Licence,
    /// When it was published.
    Published,
    /// When it was last changed.
    Updated,
    /// Who wrote it.
    Author,
    /// On whose behalf.
    Organisation,
    /// The community it belongs to.
    Community,
    /// How many found it useful.
    Useful,
    /// How many comments there are.
    Comments,
    /// In how many cities it was taken up.
    TakenUp,
}

impl Column {
    /// What programs call it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Kind => "kind",
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Body => "body",
            Self::Lang => "lang",
            Self::Sectors => "sectors",
            Self::Own(_, field) => field.name,
            Self::Licence => "licence",
            Self::Published => "published",
            Self::Updated => "updated",
            Self::Author => "author",
            Self::Organisation => "organisation",
            Self::Community => "community",
            Self::Useful => "useful",
            Self::Comments => "comments",
            Self::TakenUp => "taken_up",
        }
    }

    /// Its heading.
    pub fn label(self, shelf: &Shelf, tr: Tr) -> String {
        match self {
            Self::Own(kind, field) => web::kind::noun(tr, kind, field.name),
            Self::Title | Self::Summary | Self::Lang | Self::Sectors | Self::Licence => {
                shelf.t(tr, &format!("library-{}", self.key()))
            }
            _ => tr.t(&format!("table-{}", self.key().replace('_', "-"))).to_owned(),
        }
    }

    /// The words that can stand in it, where there is a choice: their names for programs, and the messages.
    pub fn words(self, tr: Tr) -> Vec<(String, String)> {
        use content::kind::lists;
        let named = |words: &[&str], key: &dyn Fn(&str) -> String| {
            words.iter().map(|w| ((*w).to_owned(), tr.t(&key(w)).to_owned())).collect()
        };
        match self {
            Self::Sectors => domain::sector::BUILT_IN
                .iter()
                .map(|s| (s.slug().to_owned(), tr.sector(s.slug()).to_owned()))
                .collect(),
            Self::Licence => named(lists::LICENCES, &|w| lists::licence_key(w)),
            Self::Lang => languages(tr),
            Self::Own(kind, field) => match field.shape {
                Shape::Choice(words) | Shape::Choices(words) => {
                    named(words, &|w| kind.option_key(field.name, w))
                }
                Shape::Country => {
                    let mut all: Vec<(String, String)> =
                        named(lists::COUNTRIES, &|w| lists::country_key(w));
                    all.sort_by_key(|(_, label)| domain::text::fold(label));
                    all
                }
                Shape::Langs => languages(tr),
                Shape::Flag => vec![("true".to_owned(), tr.t("form-yes").to_owned())],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Whether several of its words can stand in one cell.
    pub fn is_many(self) -> bool {
        match self {
            Self::Sectors => true,
            Self::Own(_, field) => field.shape.is_many(),
            _ => false,
        }
    }
}

fn languages(tr: Tr) -> Vec<(String, String)> {
    let all = domain::lang::KNOWN.iter();
    all.map(|l| (l.tag.to_owned(), tr.language(l.tag).to_owned())).collect()
}

/// The columns of things of these kinds.
pub fn of(kinds: &[&'static Kind]) -> Vec<Column> {
    let mut columns = vec![Column::Address];
    columns.extend((kinds.len() > 1).then_some(Column::Kind));
    columns.extend(texts(kinds));
    columns.push(Column::Lang);
    columns.extend(kinds.iter().any(|k| k.sectors).then_some(Column::Sectors));
    columns.extend(own(kinds.iter().map(|kind| kind.adapted.unwrap_or(kind))));
    columns.extend(kinds.iter().any(|k| k.licence).then_some(Column::Licence));
    columns.extend([
        Column::Published,
        Column::Updated,
        Column::Author,
        Column::Organisation,
        Column::Community,
        Column::Useful,
        Column::Comments,
        Column::TakenUp,
    ]);
    columns
}

/// Those of them that a table can bring in: what the author of a thing says.
pub fn given(kind: &'static Kind) -> Vec<Column> {
    let mut columns = texts(&[kind]);
    columns.push(Column::Lang);
    columns.extend(kind.sectors.then_some(Column::Sectors));
    columns.extend(own([kind].into_iter()));
    columns.extend(kind.licence.then_some(Column::Licence));
    columns.push(Column::Published);
    columns
}

fn texts(kinds: &[&'static Kind]) -> Vec<Column> {
    let mut columns = vec![Column::Title];
    columns.extend(kinds.iter().any(|k| k.summary).then_some(Column::Summary));
    columns.extend(kinds.iter().any(|k| k.body).then_some(Column::Body));
    columns
}

fn own(kinds: impl Iterator<Item = &'static Kind>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for kind in kinds {
        // Whom an id means, nobody reads in a table.
        for field in kind.fields.iter().filter(|f| f.shape != Shape::Person) {
            if columns.iter().all(|c| c.key() != field.name) {
                columns.push(Column::Own(kind, field));
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::shelf;

    #[test]
    fn no_two_columns_have_one_heading() {
        for (shelf, tr) in shelf::OWN
            .iter()
            .flat_map(|s| web::Messages::load().languages().iter().map(move |tr| (*s, *tr)))
        {
            let each = shelf.kinds.iter().map(|kind| vec![*kind]);
            for kinds in each.chain([shelf.kinds.to_vec()]) {
                let mut seen = HashSet::new();
                for column in of(&kinds) {
                    let label = domain::text::fold(&column.label(shelf, tr));
                    assert!(seen.insert(label.clone()), "{} {label} ({tr:?})", shelf.href);
                }
            }
        }
    }

    #[test]
    fn no_two_words_of_a_column_are_alike() {
        for tr in web::Messages::load().languages() {
            for column in shelf::OWN.iter().flat_map(|s| of(s.kinds)) {
                let words = column.words(*tr);
                let labels: HashSet<String> =
                    words.iter().map(|(_, label)| domain::text::fold(label)).collect();
                assert_eq!(labels.len(), words.len(), "{} ({tr:?})", column.key());
            }
        }
    }
}

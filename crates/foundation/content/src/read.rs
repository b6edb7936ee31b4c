//! What pages show. Every read says who looks; what she may not read does not exist.

mod addresses;
mod alike;
mod cards;
mod copies;
mod export;
mod facets;
mod list;
mod page;
mod revisions;
mod thread;

pub use addresses::{by_address, stands_here};
pub use alike::alike;
pub use cards::{Card, cards};
pub use copies::{Copies, copies};
pub use export::{export, export_all};
pub use facets::{FacetCounts, facet_counts};
pub use list::{Filter, Quality, Sort, ids, list};
pub(crate) use page::renew;
pub use page::{Actor, OriginalText, Page, VersionInfo, draft, page, page_for, version_draft};
pub use revisions::{Revision, RevisionRow, revision, revisions};
pub use thread::{Comment, Thread, Tombstone, thread};

use domain::{ContentId, Sector};

use crate::Kind;

/// The path of a thing's page: `/practices/ID/SLUG`. A comment's is its conversation's with
/// `#c-ID`.
pub fn path(kind: &Kind, id: ContentId, slug: &str) -> String {
    if slug.is_empty() {
        format!("/{}/{id}", kind.path)
    } else {
        format!("/{}/{id}/{slug}", kind.path)
    }
}

/// The built-in sectors among the slugs, in the order of forms.
pub(crate) fn sectors(words: &str) -> Vec<Sector> {
    let mut sectors: Vec<Sector> = words.split(' ').filter_map(Sector::parse).collect();
    let place = |s: &Sector| domain::sector::BUILT_IN.iter().position(|b| b == s);
    sectors.sort_by_key(place);
    sectors
}

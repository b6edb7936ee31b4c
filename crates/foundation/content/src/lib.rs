//! What every published thing shares: kinds and their fields, language versions, visibility,
//! revisions, comments, reactions, search. Rooms add kinds and pages; the rules are here.
//!
//! - [`kind`]: what kinds there are, as data.
//! - [`draft`]: what a form or an import gives, and whether it can be accepted.
//! - [`service`]: what one can do; one function is one transaction and one permission check.
//! - [`coauthors`]: those who write something together.
//! - [`files`]: what stands with a thing, to be opened or taken home.
//! - [`versions`]: language versions that others offer.
//! - [`voices`]: what others say of a thing in their own name: reviews, endorsements.
//! - [`checks`]: when somebody last looked whether a thing still holds, and when it is due again.
//! - [`parts`]: things that consist of others, such as the chapters of a handbook.
//! - [`lineage`]: what was made of what, in which city, and what became of it.
//! - [`hosts`]: which instances this one speaks with, and what becomes of what came from them.
//! - [`read`]: what pages show.
//! - [`search`]: words in, hits out.
//! - [`tables`]: things brought in from a table.
//! - [`takeout`]: what somebody takes along, and brings in elsewhere.
//! - [`machine`]: what a machine makes of a text that nobody has translated.
//! - [`markdown`]: the only way from text to HTML.

pub mod activity;
pub mod catalogue;
pub mod checks;
pub mod coauthors;
pub mod draft;
mod facets;
pub mod federating;
pub mod files;
pub mod hosts;
pub mod kind;
pub mod lineage;
pub mod machine;
pub mod markdown;
pub mod model;
pub mod parts;
mod prepare;
pub mod read;
pub mod search;
pub mod service;
mod sql;
pub mod tables;
pub mod takeout;
#[cfg(feature = "test-support")]
pub mod testing;
pub mod versions;
pub mod voices;

pub use draft::{Draft, Goal, Values};
pub use facets::Facets;
pub use kind::{Field, Kind, Kinds, Scope, Shape};
pub use model::{Content, ContentText};
pub use prepare::slug;
pub use service::Publishing;

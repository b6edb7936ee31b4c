//! Words in, hits out: texts are analysed here, and both databases index the same tokens.

pub mod analyse;
mod find;
mod index;
mod latin;
mod mark;
pub mod plain;
mod query;
mod rank;
pub mod saved;
mod stem;

pub use find::{Found, Hits, Results, Scope, alike, find, hits, related, show};
pub(crate) use index::index;
pub use index::{Indexed, PIECES, merge, renew};
pub use mark::snippet;
pub use query::{Reach, Word, Words};

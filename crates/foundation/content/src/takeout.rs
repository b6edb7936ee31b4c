//! Taking along what is one's own, and bringing it in elsewhere: one JSON document for a person or a
//! community, and the list of addresses that Mastodon reads and writes.
//!
//! What is brought in is never published by it: texts become drafts, and everything else is asked for anew
//! (`docs/decisions/0007`).

mod archive;
mod community;
mod csv;
mod file;
mod files;
mod import;
mod items;
mod person;

use domain::Origin;
use federation::{Actor, actor, iri};
use serde_json::{Value, json};

pub use archive::{Entry, Holds, archive};
pub use community::{Words, community, import_community};
pub use csv::following;
pub use files::person_with_files;
pub use import::{Desk, Import, Importing, Progress, import_person, progress};
pub use person::person;

/// The value of `format` in our documents.
pub const FORMAT: &str = "guildhall-export-1";

/// `name@host` of somebody, with the host of this instance where there is one.
fn address(origin: Option<&Origin>, actor: &Actor) -> String {
    let full = origin.map(|origin| iri::full_address(origin, actor));
    let full = full.unwrap_or_else(|| actor::address(&actor.handle, &actor.host));
    full.trim_start_matches('@').to_owned()
}

/// Somebody as she stands in a document.
fn named(origin: Option<&Origin>, actor: &Actor) -> Value {
    let id = origin.map(|origin| iri::of_actor(origin, actor));
    json!({ "id": id, "address": address(origin, actor), "name": actor.name })
}

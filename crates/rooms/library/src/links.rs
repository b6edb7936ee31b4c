//! Addresses of practices and of what stands around them.

use content::read::{self, Actor};
use domain::{ContentId, Error, Lang, Sector};

use crate::KIND;

/// The page of a practice.
pub fn sheet(id: ContentId, slug: &str) -> String {
    read::path(KIND, id, slug)
}

/// The page of a practice with the text in this language.
pub fn sheet_in(id: ContentId, slug: &str, lang: &Lang) -> String {
    format!("{}?in={lang}", sheet(id, slug))
}

/// The form for a version in this language.
pub fn version(id: ContentId, lang: &Lang) -> String {
    format!("/practices/{id}/versions/new?to={lang}")
}

/// A step of the form of a practice; the whole form when it is published.
pub fn edit(id: ContentId, step: &str) -> String {
    if step.is_empty() {
        format!("/practices/{id}/edit")
    } else {
        format!("/practices/{id}/edit?step={step}")
    }
}

/// All practices about a sector.
pub fn sector(sector: Sector) -> String {
    format!("/practices?sector={}", sector.slug())
}

/// A handle with its host when that is another one.
fn at(handle: &str, host: &str) -> String {
    if host.is_empty() { handle.to_owned() } else { format!("{handle}@{host}") }
}

/// The page of a person.
pub fn person(actor: &Actor) -> String {
    format!("/people/{}", at(&actor.handle, &actor.host))
}

/// The page of an organisation.
pub fn organisation(actor: &Actor) -> String {
    format!("/organisations/{}", at(&actor.handle, &actor.host))
}

/// The page of a community.
pub fn community(actor: &Actor) -> String {
    format!("/communities/{}", at(&actor.handle, &actor.host))
}

/// The id in an address; what is no id leads nowhere.
pub fn id(text: &str) -> Result<ContentId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

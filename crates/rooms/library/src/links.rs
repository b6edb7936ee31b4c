//! Addresses of what stands in the library and of what stands around it.

use content::{
    Kind,
    read::{self, Actor},
};
use domain::{ContentId, Error, Lang, Sector};

/// The page of a thing.
pub fn sheet(kind: &Kind, id: ContentId, slug: &str) -> String {
    read::path(kind, id, slug)
}

/// The page of a thing with the text in this language.
pub fn sheet_in(kind: &Kind, id: ContentId, slug: &str, lang: &Lang) -> String {
    format!("{}?in={lang}", sheet(kind, id, slug))
}

/// A page below that of a thing: `history`, `versions/new`.
pub fn below(kind: &Kind, id: ContentId, rest: &str) -> String {
    format!("/{}/{id}/{rest}", kind.path)
}

/// The form for a version in this language.
pub fn version(kind: &Kind, id: ContentId, lang: &Lang) -> String {
    below(kind, id, &format!("versions/new?to={lang}"))
}

/// The form in which a version in this language is offered.
pub fn offered(kind: &Kind, id: ContentId, lang: &Lang) -> String {
    below(kind, id, &format!("versions/offer?to={lang}"))
}

/// A step of the form of a thing; the whole form when it is published.
pub fn edit(kind: &Kind, id: ContentId, step: &str) -> String {
    if step.is_empty() {
        below(kind, id, "edit")
    } else {
        below(kind, id, &format!("edit?step={step}"))
    }
}

/// All things of a shelf about a sector.
pub fn sector(kind: &Kind, sector: Sector) -> String {
    format!("/{}?sector={}", kind.path, sector.slug())
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

//! The pages, one file each.

pub(crate) mod about;
pub(crate) mod admin;
pub(crate) mod bookmarks;
pub(crate) mod follows;
pub(crate) mod home;
pub(crate) mod invitation;
pub(crate) mod listed;
pub(crate) mod messages;
pub(crate) mod namespace;
pub(crate) mod notifications;
pub(crate) mod organisation;
pub(crate) mod organisations;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod reset;
pub(crate) mod search;
pub(crate) mod searches;
pub(crate) mod sector;
pub(crate) mod settings;
pub(crate) mod setup;
pub(crate) mod sign_in;
pub(crate) mod sign_up;
pub(crate) mod statements;

use web::{Routes, moving::Asking};

use crate::{doors::Doors, lookup::LookUps};

/// All addresses of the hall.
pub(crate) fn routes() -> Routes {
    let (doors, asking) = (Doors::default(), Asking::default());
    Routes::new()
        .and(home::routes())
        .and(search::routes(&LookUps::default()))
        .and(searches::routes())
        .and(setup::routes(&doors))
        .and(sign_in::routes(&doors))
        .and(sign_up::routes(&doors))
        .and(invitation::routes(&doors))
        .and(reset::routes(&doors))
        .and(settings::routes(&doors, &asking))
        .and(notifications::routes())
        .and(messages::routes())
        .and(follows::routes())
        .and(bookmarks::routes())
        .and(people::routes())
        .and(person::routes())
        .and(organisations::routes())
        .and(organisation::routes())
        .and(about::routes())
        .and(statements::routes())
        .and(namespace::routes())
        .and(sector::routes())
        .and(admin::routes(&asking))
}

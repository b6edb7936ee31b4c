//! `/admin`: for administrators; moderators see the reports and how other servers are. Everybody else learns nothing of it.

pub(crate) mod affiliation;
pub(crate) mod federation;
pub(crate) mod invitations;
pub(crate) mod jobs;
pub(crate) mod moving;
pub(crate) mod organisation;
pub(crate) mod overview;
pub(crate) mod people;
pub(crate) mod reports;
pub(crate) mod site;

use domain::{
    Result,
    access::{Act, Instance, Standing, permit},
};
use web::{Ctx, Routes, moving::Asking};

pub(crate) fn routes(asking: &Asking) -> Routes {
    Routes::new()
        .and(overview::routes())
        .and(site::routes())
        .and(organisation::routes())
        .and(moving::routes(asking))
        .and(people::routes())
        .and(affiliation::routes())
        .and(invitations::routes())
        .and(reports::routes())
        .and(federation::routes())
        .and(jobs::routes())
}

/// Whether the reader may see a page of the administration; [`domain::Error::NotFound`] otherwise.
/// What the page then does is checked again by its service.
fn may<A: Act>(ctx: &Ctx) -> Result<()> {
    permit::<A, _>(&ctx.who(), Standing::Outsider, Instance).map(drop)
}

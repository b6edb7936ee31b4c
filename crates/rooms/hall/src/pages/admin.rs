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
use web::{Ctx, Html, Place, Routes, Shell, moving::Asking, pieces::Tab};

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

/// What moderators see too.
const MODERATORS: [&str; 2] = ["admin-reports", "admin-federation"];

/// The tabs of the administration that this reader has.
fn tabs(shell: &Shell) -> Html {
    const ALL: [(&str, &str); 8] = [
        ("admin-overview", "/admin"),
        ("admin-site", "/admin/site"),
        ("admin-organisation", "/admin/organisation"),
        ("admin-people", "/admin/people"),
        ("admin-invitations", "/admin/invitations"),
        ("admin-reports", "/admin/reports"),
        ("admin-federation", "/admin/federation"),
        ("admin-jobs", "/admin/jobs"),
    ];
    let administrator = may::<domain::access::act::Administer>(shell.ctx()).is_ok();
    let seen = ALL.iter().filter(|(key, _)| administrator || MODERATORS.contains(key));
    let mut tabs: Vec<Tab> = seen.map(|(key, href)| Tab::new(shell.t(key), *href)).collect();
    // What other rooms have for administrators.
    let ctx = shell.ctx();
    let others = ctx.app.menu().iter().filter(|item| {
        item.place == Place::Admin
            && item.audience.includes(ctx.viewer.as_ref())
            && ALL.iter().all(|(_, href)| *href != item.href)
    });
    tabs.extend(others.map(|item| Tab::new(shell.t(item.key), item.href)));
    shell.tabs(shell.t("admin-page"), &tabs)
}

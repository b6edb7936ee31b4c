//! `/settings`: one's own profile, account, devices, whom one keeps away from, and moving.

pub(crate) mod account;
pub(crate) mod avoided;
pub(crate) mod moving;
pub(crate) mod profile;
pub(crate) mod sessions;

use axum::routing::get;
use web::{Ctx, Html, Routes, Shell, moving::Asking, pieces::Tab};

use crate::doors::Doors;

pub(crate) fn routes(doors: &Doors, asking: &Asking) -> Routes {
    Routes::new()
        .route("/settings", get(first))
        .and(profile::routes())
        .and(account::routes(doors))
        .and(sessions::routes())
        .and(avoided::routes())
        .and(moving::routes(doors, asking))
}

/// The tabs of the settings.
fn tabs(shell: &Shell) -> Html {
    let tab = |key: &'static str, href: &str| Tab::new(shell.t(key), href);
    shell.tabs(
        shell.t("settings-page"),
        &[
            tab("settings-profile", "/settings/profile"),
            tab("settings-account", "/settings/account"),
            tab("settings-sessions", "/settings/sessions"),
            tab("settings-people", "/settings/people"),
            tab("settings-moving", "/settings/moving"),
        ],
    )
}

async fn first(ctx: Ctx) -> web::Result {
    ctx.signed_in()?;
    Ok(ctx.redirect("/settings/profile"))
}

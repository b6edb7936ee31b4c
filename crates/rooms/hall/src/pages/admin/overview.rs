//! `/admin`: what is left to do before the first invitation, and how the house stands.

use askama::Template;
use axum::routing::get;
use domain::access::act;
use people::organisations;
use web::{Ctx, Routes, Shell};

use super::may;
use crate::{
    civic::CivicProfile,
    numbers::{self, Health},
};

pub(crate) fn routes() -> Routes {
    Routes::new().route("/admin", get(show))
}

/// One thing that makes the server useful.
struct Step {
    done: bool,
    icon: &'static str,
    title: &'static str,
    text: String,
    button: &'static str,
    href: &'static str,
}

#[derive(Template)]
#[template(path = "hall/admin/overview.html")]
struct OverviewPage {
    shell: Shell,
    steps: Vec<Step>,
    health: Health,
}

impl OverviewPage {
    fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.done).count()
    }

    /// The first step that is left has the one filled button.
    fn is_next(&self, index: &usize) -> bool {
        self.steps.iter().position(|step| !step.done) == Some(*index)
    }
}

async fn show(ctx: Ctx) -> web::Result {
    if may::<act::Administer>(&ctx).is_err() {
        // Moderators have few pages here, and this is the first.
        may::<act::Oversee>(&ctx)?;
        return Ok(ctx.redirect("/admin/reports"));
    }
    let (site, tr) = (ctx.site()?, ctx.tr);
    let mut q = ctx.read();
    let organisation = organisations::by_id(&mut q, site.organisation, tr.lang()).await?;
    let health = numbers::health(&mut q).await?;
    let t = |key: &'static str| tr.t(key).to_owned();
    let profile = !CivicProfile::read(&organisation.details.0).is_empty();
    let steps = vec![
        Step {
            done: site.origin.is_some(),
            icon: "link",
            title: "admin-todo-address",
            text: site.origin.as_ref().map_or_else(
                || t("admin-todo-address-open"),
                |origin| tr.t1("admin-todo-address-done", "origin", origin.as_str()),
            ),
            button: "admin-todo-address-button",
            href: "/admin/site#address",
        },
        Step {
            done: !site.description.is_empty() && !site.rules.is_empty(),
            icon: "file-text",
            title: "admin-todo-description",
            text: t("admin-todo-description-text"),
            button: "admin-todo-description-button",
            href: "/admin/site",
        },
        Step {
            done: profile,
            icon: "building-2",
            title: "admin-todo-organisation",
            text: t("admin-todo-organisation-text"),
            button: "admin-todo-organisation-button",
            href: "/admin/organisation",
        },
        Step {
            done: !site.contact.is_empty(),
            icon: "mail",
            title: "admin-todo-contact",
            text: t("admin-todo-contact-text"),
            button: "admin-todo-contact-button",
            href: "/admin/site",
        },
        Step {
            done: health.invited,
            icon: "users",
            title: "admin-todo-invitation",
            text: t("admin-todo-invitation-text"),
            button: "admin-todo-invitation-button",
            href: "/admin/invitations",
        },
        Step {
            done: health.community,
            icon: "messages-square",
            title: "admin-todo-community",
            text: t("admin-todo-community-text"),
            button: "admin-todo-community-button",
            href: "/communities/new",
        },
    ];
    let ready = steps.iter().all(|step| step.done);
    let shell = ctx.administration(tr.t(if ready { "admin-overview" } else { "admin-ready" }));
    ctx.page(&OverviewPage { shell, steps, health })
}

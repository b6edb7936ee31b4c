//! `/about/accessibility`, `/about/privacy`, `/about/software`: what the operator of every server
//! has to say, made from what the software knows.

use askama::Template;
use axum::routing::get;
use web::{Ctx, Routes, Shell};

use super::about::site_name;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/about/accessibility", get(accessibility))
        .route("/about/privacy", get(privacy))
        .route("/about/software", get(software))
}

#[derive(Template)]
#[template(path = "hall/accessibility.html")]
struct AccessibilityPage {
    shell: Shell,
    name: String,
    contact: String,
}

#[derive(Template)]
#[template(path = "hall/privacy.html")]
struct PrivacyPage {
    shell: Shell,
    name: String,
    contact: String,
    /// Whether texts may be given to a translation server.
    translates: bool,
}

#[derive(Template)]
#[template(path = "hall/software.html")]
struct SoftwarePage {
    shell: Shell,
    version: &'static str,
    /// Where the source code is (GNU AGPL, section 13); where it is not said, it is asked for.
    source: Option<String>,
    contact: String,
}

async fn accessibility(ctx: Ctx) -> web::Result {
    ctx.page(&AccessibilityPage {
        shell: ctx.shell(ctx.tr.t("accessibility-page")),
        name: site_name(&ctx),
        contact: ctx.site()?.contact.clone(),
    })
}

async fn privacy(ctx: Ctx) -> web::Result {
    ctx.page(&PrivacyPage {
        shell: ctx.shell(ctx.tr.t("privacy-page")),
        name: site_name(&ctx),
        contact: ctx.site()?.contact.clone(),
        translates: ctx.app.publishing().translator().is_some(),
    })
}

async fn software(ctx: Ctx) -> web::Result {
    ctx.page(&SoftwarePage {
        shell: ctx.shell(ctx.tr.t("software-page")),
        version: ctx.app.config().version,
        source: ctx.app.config().source_url.clone(),
        contact: ctx.site()?.contact.clone(),
    })
}

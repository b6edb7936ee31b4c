//! `/admin/reports`: what readers have pointed out. Moderators see it too.

use askama::Template;
use axum::{
    extract::Path,
    routing::{get, post},
};
use content::service::{self, Decision, ReportRow};
use domain::{
    Error,
    access::{State, act},
    id::RowId,
};
use web::{Ctx, Form, Routes, Shell, pieces::Empty};

use super::may;
use crate::{links, pages::person};

pub(crate) fn routes() -> Routes {
    Routes::new().route("/admin/reports", get(show)).route("/admin/reports/{id}", post(decide))
}

#[derive(Template)]
#[template(path = "hall/admin/reports.html")]
struct ReportsPage {
    shell: Shell,
    reports: Vec<ReportRow>,
    decided: bool,
    /// The report whose decision could not be accepted: id, what was typed, why.
    wrong: Option<(RowId, String, String)>,
    empty: Empty,
}

impl ReportsPage {
    async fn new(ctx: &Ctx, wrong: Option<(RowId, String, String)>) -> web::Result<Self> {
        may::<act::Oversee>(ctx)?;
        let (tr, decided) = (ctx.tr, ctx.params().get("state") == "decided");
        let reports = service::reports(&mut ctx.read(), &ctx.who(), None, decided).await?;
        let shell = ctx.administration(tr.t("admin-reports"));
        let empty = if decided { "admin-reports-decided-empty" } else { "admin-reports-empty" };
        Ok(Self {
            shell,
            reports,
            decided,
            wrong,
            empty: Empty {
                title: tr.t(empty).to_owned(),
                text: tr.t(&format!("{empty}-text")).to_owned(),
                ..Empty::default()
            },
        })
    }

    fn href(&self, report: &ReportRow) -> String {
        let ctx = self.shell.ctx();
        links::content(ctx, &report.kind, report.content_id, &report.slug, report.root_id)
    }

    fn reason(&self, report: &ReportRow) -> String {
        let key = format!("conversation-report-reason-{}", report.reason);
        self.shell.t(&key).to_owned()
    }

    fn author_href(&self, report: &ReportRow) -> String {
        person::href(&report.author_handle, &report.author_host)
    }

    fn typed(&self, report: &ReportRow) -> &str {
        self.wrong.as_ref().filter(|w| w.0 == report.id).map_or("", |w| w.1.as_str())
    }

    fn error(&self, report: &ReportRow) -> Option<&str> {
        self.wrong.as_ref().filter(|w| w.0 == report.id).map(|w| w.2.as_str())
    }

    fn can_remove(&self, report: &ReportRow) -> bool {
        report.state == State::Published
    }
}

async fn show(ctx: Ctx) -> web::Result {
    ctx.page(&ReportsPage::new(&ctx, None).await?)
}

async fn decide(ctx: Ctx, Path(id): Path<RowId>, form: Form) -> web::Result {
    may::<act::Oversee>(&ctx)?;
    let reason = form.get("reason").to_owned();
    let decision = if form.on("remove") {
        Decision::Remove(reason.clone())
    } else {
        Decision::Dismiss(reason.clone())
    };
    match service::decide_report(ctx.app.publishing(), &ctx.who(), id, &decision).await {
        Ok(()) => ctx.done("/admin/reports", "admin-report-done"),
        Err(Error::Invalid(errors)) => {
            let said = errors.0.first().map(|e| ctx.tr.field_error(e)).unwrap_or_default();
            ctx.invalid(&ReportsPage::new(&ctx, Some((id, reason, said))).await?)
        }
        Err(error) => Err(error.into()),
    }
}

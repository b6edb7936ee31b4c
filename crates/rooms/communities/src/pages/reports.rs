//! `/communities/{handle}/reports`: what readers have pointed out here, for its facilitators.

use askama::Template;
use axum::extract::Path;
use content::service::{self, Decision, ReportRow};
use domain::{Error, access::State, id::RowId};
use web::{Ctx, Form, Shell};

use crate::{
    head::{Head, actor_href},
    pages::deciding::parse_id,
};

#[derive(Template)]
#[template(path = "communities/reports.html")]
struct Reports {
    shell: Shell,
    head: Head,
    rows: Vec<ReportRow>,
    /// The report whose decision could not be accepted, what was typed and why.
    wrong: Option<(RowId, String, String)>,
}

impl Reports {
    async fn new(
        ctx: &Ctx,
        head: Head,
        wrong: Option<(RowId, String, String)>,
    ) -> web::Result<Self> {
        let who = ctx.who();
        let rows = service::reports(&mut ctx.read(), &who, Some(head.id()), false).await?;
        Ok(Self { shell: head.shell(ctx, "reports-title").noindex(), head, rows, wrong })
    }

    fn reason_key(&self, row: &ReportRow) -> String {
        format!("conversation-report-reason-{}", row.reason)
    }

    fn reporter(&self, row: &ReportRow) -> String {
        actor_href(false, &row.reporter_handle, &row.reporter_host)
    }

    fn author(&self, row: &ReportRow) -> String {
        actor_href(false, &row.author_handle, &row.author_host)
    }

    fn title(&self, row: &ReportRow) -> String {
        match (row.title.is_empty(), row.root_id) {
            (true, _) => self.shell.t("reports-untitled").to_owned(),
            (false, Some(_)) => self.shell.t1("reports-comment", "title", &row.title),
            (false, None) => row.title.clone(),
        }
    }

    fn is_there(&self, row: &ReportRow) -> bool {
        row.state == State::Published
    }

    fn typed(&self, row: &ReportRow) -> &str {
        self.wrong.as_ref().filter(|w| w.0 == row.id).map_or("", |w| w.1.as_str())
    }

    fn error(&self, row: &ReportRow) -> Option<&str> {
        self.wrong.as_ref().filter(|w| w.0 == row.id).map(|w| w.2.as_str())
    }
}

/// `GET /communities/{handle}/reports`
pub async fn show(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open_here(&ctx, &handle).await?;
    ctx.page(&Reports::new(&ctx, head, None).await?)
}

/// `GET /communities/{handle}/reports/{id}`: the address of a form that was refused, opened again.
pub async fn back(ctx: Ctx, Path((handle, _)): Path<(String, String)>) -> web::Result {
    show(ctx, Path(handle)).await
}

/// `POST /communities/{handle}/reports/{id}`
pub async fn decide(
    ctx: Ctx,
    Path((handle, id)): Path<(String, String)>,
    form: Form,
) -> web::Result {
    let id: RowId = parse_id(&id)?;
    let head = Head::open_here(&ctx, &handle).await?;
    let typed = form.line("reason");
    let remove = form.on("remove");
    let decision =
        if remove { Decision::Remove(typed.clone()) } else { Decision::Dismiss(typed.clone()) };
    match service::decide_report(ctx.app.publishing(), &ctx.who(), id, &decision).await {
        Ok(()) => {
            let key = if remove { "reports-done-removed" } else { "reports-done-dismissed" };
            ctx.done(&format!("{}/reports", head.href), key)
        }
        Err(Error::Invalid(errors)) => {
            let said = errors.0.first().map(|e| ctx.tr.field_error(e)).unwrap_or_default();
            ctx.invalid(&Reports::new(&ctx, head, Some((id, typed, said))).await?)
        }
        Err(error) => Err(error.into()),
    }
}

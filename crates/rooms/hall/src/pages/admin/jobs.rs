//! `/admin/jobs`: work in the background that was given up, and trying it again.

use askama::Template;
use axum::{
    extract::Path,
    routing::{get, post},
};
use domain::{Error, access::act, id::RowId};
use store::{JobRow, job_list, retry_job};
use web::{Ctx, Routes, Shell, pieces::Empty};

use super::may;

/// Jobs on the page.
const PAGE: i64 = 200;

pub(crate) fn routes() -> Routes {
    Routes::new().route("/admin/jobs", get(show)).route("/admin/jobs/{id}/retry", post(retry))
}

#[derive(Template)]
#[template(path = "hall/admin/jobs.html")]
struct JobsPage {
    shell: Shell,
    jobs: Vec<JobRow>,
    empty: Empty,
}

async fn show(ctx: Ctx) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let jobs = job_list(&mut ctx.read(), "dead", PAGE).await?;
    let shell = ctx.administration(ctx.tr.t("admin-jobs"));
    ctx.page(&JobsPage {
        shell,
        jobs,
        empty: Empty {
            title: ctx.tr.t("admin-jobs-empty").to_owned(),
            text: ctx.tr.t("admin-jobs-empty-text").to_owned(),
            ..Empty::default()
        },
    })
}

async fn retry(ctx: Ctx, Path(id): Path<RowId>) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let mut tx = ctx.store().begin().await?;
    if !retry_job(&mut tx, id).await? {
        return Err(Error::NotFound.into());
    }
    tx.save().await?;
    ctx.done("/admin/jobs", "admin-job-retried")
}

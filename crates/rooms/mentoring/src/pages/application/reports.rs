//! What the coordinator has received of the mentorings of an applicant.

use people::ledger::{Entry, Open};
use web::Ctx;

use super::{Names, called, programme};
use crate::{application::entry, workspace::Stage};

/// What was reported of one of them.
pub struct Report {
    pub with: String,
    pub stage: String,
    pub meetings: i64,
    pub hours: String,
    pub satisfaction: String,
    pub overdue: i64,
}

/// All that stand.
pub fn reports(ctx: &Ctx, open: &Open, names: &Names) -> Vec<Report> {
    let one = |(_, e): (&str, &Entry)| {
        let stage = Stage::parse(e.text("stage")).map_or("matched", Stage::as_str);
        let with = e.text("with");
        Report {
            with: called(names, with, open.now.entry(entry::MATCH, with).text("name")),
            stage: ctx.tr.t(&format!("workspace-stage-{stage}")).to_owned(),
            meetings: e.number("meetings").unwrap_or_default(),
            hours: programme::hours(ctx, e.number("minutes").unwrap_or_default()),
            satisfaction: e.number("satisfaction").map(|n| ctx.local.tenths(n)).unwrap_or_default(),
            overdue: e.number("overdue").unwrap_or_default(),
        }
    };
    // What was taken back is no report.
    let all = open.now.all(entry::REPORT).into_iter().filter(|(_, e)| !e.text("with").is_empty());
    all.map(one).collect()
}

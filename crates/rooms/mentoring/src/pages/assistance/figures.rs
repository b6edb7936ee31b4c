//! `/mentoring/assistance/figures`: what became of the requests that the reader's organisation coordinates, by sector.

use askama::Template;
use futures::{StreamExt as _, stream};
use people::ledger;
use web::{
    Ctx, Shell,
    table::{self, Cell, Column},
};

use super::HREF;
use crate::assistance::{
    ASSISTANCE, Standing,
    figures::{Figures, by_sector},
};

struct Row {
    name: String,
    figures: Figures,
    days: String,
    share: String,
}

#[derive(Template)]
#[template(path = "mentoring/assistance-figures.html")]
struct Page {
    shell: Shell,
    total: Row,
    rows: Vec<Row>,
    takes: Vec<(&'static str, String)>,
}

/// All requests that come to whom the reader belongs to. Whether she may know of them is asked here: she does so
/// because she works there.
async fn all(ctx: &Ctx) -> web::Result<Vec<Standing>> {
    let viewer = ctx.signed_in()?;
    let mut q = ctx.read();
    let mut all = Vec::new();
    for party in viewer.organisation_id.into_iter().chain([viewer.actor_id]) {
        if ledger::belongs(&mut q, viewer.actor_id, party).await? {
            let lines = ledger::with_second(&mut q, ASSISTANCE.name, party, ctx.tr.lang()).await?;
            all.extend(lines.iter().map(Standing::of_line));
        }
    }
    Ok(all)
}

/// `GET /mentoring/assistance/figures`
pub async fn show(ctx: Ctx) -> web::Result {
    let (all, tr) = (all(&ctx).await?, ctx.tr);
    let row = |name: String, figures: Figures| Row {
        name,
        days: figures.days.map_or_else(|| "–".to_owned(), |n| tr.t1("assistance-n-days", "n", n)),
        share: figures.share().map_or_else(|| "–".to_owned(), |n| format!("{n} %")),
        figures,
    };
    let total = row(tr.t("assistance-total").to_owned(), Figures::of(&all));
    let sectors = by_sector(&all).into_iter();
    ctx.page(&Page {
        shell: ctx
            .shell(tr.t("assistance-figures"))
            .crumb(tr.t("mentoring-menu"), "/mentoring")
            .crumb(tr.t("assistance-list"), HREF)
            .noindex(),
        total,
        rows: sectors.map(|(slug, figures)| row(tr.sector(&slug).to_owned(), figures)).collect(),
        takes: table::takes(&ctx, &format!("{HREF}/figures")),
    })
}

/// `GET /mentoring/assistance/figures/list.csv` and the same in other forms.
pub async fn take(ctx: Ctx) -> web::Result {
    let format = table::asked(&ctx)?;
    let (all, tr) = (all(&ctx).await?, ctx.tr);
    let columns = [
        ("sector", "assistance-sectors-short"),
        ("asked", "assistance-asked"),
        ("open", "assistance-open"),
        ("answered", "assistance-answered"),
        ("median_days", "assistance-days"),
        ("concluded", "assistance-concluded"),
        ("helped", "assistance-share"),
        ("escalated", "assistance-escalated"),
    ];
    let columns = columns.map(|(key, label)| Column::new(key, tr.t(label))).to_vec();
    let mut named = vec![(tr.t("assistance-total").to_owned(), Figures::of(&all))];
    named.extend(by_sector(&all).into_iter().map(|(s, f)| (tr.sector(&s).to_owned(), f)));
    let rows = named.into_iter().map(|(name, f)| {
        Ok(vec![
            Cell::text(name),
            Cell::count(f.asked),
            Cell::count(f.open),
            Cell::count(f.answered),
            f.days.map_or(Cell::Empty, Cell::Number),
            Cell::count(f.concluded),
            f.share().map_or(Cell::Empty, Cell::count),
            Cell::count(f.escalated),
        ])
    });
    let rows = stream::iter(rows.collect::<Vec<_>>()).boxed();
    Ok(table::answer(ctx.app.workbooks(), format, "assistance", columns, rows).await?)
}

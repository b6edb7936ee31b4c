//! `/mentoring/assistance/figures`: what became of the requests that the reader's organisation coordinates, by sector.

use askama::Template;
use people::ledger;
use web::{
    Ctx, Shell, Tr,
    table::{self, Cell, List, Of},
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

/// What a sector is called; those that name none have an empty slug.
fn sector(tr: Tr, slug: &str) -> String {
    let name = if slug.is_empty() { tr.t("assistance-no-sector") } else { tr.sector(slug) };
    name.to_owned()
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
        rows: sectors.map(|(slug, figures)| row(sector(tr, &slug), figures)).collect(),
    })
}

/// Figures, and what they are of.
struct Named {
    name: String,
    figures: Figures,
}

/// The page as a table, all requests first.
static LIST: List<Named> = List {
    name: "assistance",
    columns: &[
        Of::new("sector", "assistance-sectors-short", |_, n: &Named| Cell::text(&n.name)),
        Of::new("asked", "assistance-asked", |_, n: &Named| Cell::count(n.figures.asked)),
        Of::new("open", "assistance-open", |_, n: &Named| Cell::count(n.figures.open)),
        Of::new("answered", "assistance-answered", |_, n: &Named| Cell::count(n.figures.answered)),
        Of::new("declined", "assistance-declined-count", |_, n: &Named| {
            Cell::count(n.figures.declined)
        }),
        Of::new("closed", "assistance-closed-count", |_, n: &Named| Cell::count(n.figures.closed)),
        Of::new("median_days", "assistance-days", |_, n: &Named| {
            n.figures.days.map_or(Cell::Empty, Cell::Number)
        }),
        Of::new("concluded", "assistance-concluded", |_, n: &Named| {
            Cell::count(n.figures.concluded)
        }),
        Of::new("helped", "assistance-share", |_, n: &Named| {
            n.figures.share().map_or(Cell::Empty, Cell::count)
        }),
        Of::new("escalated", "assistance-escalated", |_, n: &Named| {
            Cell::count(n.figures.escalated)
        }),
    ],
};

/// `GET /mentoring/assistance/figures/list.csv` and the same in other forms.
pub async fn take(ctx: Ctx) -> web::Result {
    let (all, tr) = (all(&ctx).await?, ctx.tr);
    let total = Named { name: tr.t("assistance-total").to_owned(), figures: Figures::of(&all) };
    let sectors = by_sector(&all).into_iter();
    let sectors = sectors.map(|(slug, figures)| Named { name: sector(tr, &slug), figures });
    let rows = std::iter::once(total).chain(sectors).collect();
    LIST.answer(&ctx, tr.t("assistance-figures"), table::rows(rows)).await
}

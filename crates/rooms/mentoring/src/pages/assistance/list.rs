//! `/mentoring/assistance`: what the reader has asked, and what she is to answer.

use askama::Template;
use domain::{Lang, Time};
use people::ledger::{self, Line, Side};
use web::{
    Ctx, Shell,
    pieces::Empty,
    table::{self, Cell, List as Table, Of},
};

use super::{HREF, NEW, href};
use crate::assistance::{ASSISTANCE, Standing, State, coordinator};

struct Row {
    title: String,
    href: String,
    /// The other party and its host; where it was passed on, who asks.
    with: String,
    host: String,
    /// Who has passed it on, or empty.
    through: String,
    state: State,
    overdue: bool,
    at: Time,
}

/// What waits for an answer, what has one, and what the reader has asked.
struct Lists {
    waiting: Vec<Row>,
    others: Vec<Row>,
    own: Vec<Row>,
}

/// A row of the table, and the message with the heading under which it stands on the page.
struct Under(&'static str, Row);

/// All requests of the page as a table.
static TABLE: Table<Under> = Table {
    name: "requests",
    columns: &[
        Of::new("part", "table-part", |ctx, Under(part, _): &Under| Cell::text(ctx.tr.t(part))),
        Of::new("title", "table-asked", |_, Under(_, row): &Under| Cell::text(&row.title)),
        Of::new("with", "table-other-side", |_, Under(_, row): &Under| Cell::text(&row.with)),
        Of::new("host", "table-host", |_, Under(_, row): &Under| Cell::text(&row.host)),
        Of::new("through", "table-through", |_, Under(_, row): &Under| Cell::text(&row.through)),
        Of::new("state", "table-state", |ctx, Under(_, row): &Under| {
            Cell::text(ctx.tr.t(&format!("assistance-state-{}", row.state.as_str())))
        }),
        Of::new("overdue", "assistance-overdue", |ctx, Under(_, row): &Under| {
            Cell::text(if row.overdue { ctx.tr.t("form-yes") } else { "" })
        }),
        Of::new("asked", "table-asked-on", |ctx, Under(_, row): &Under| table::day(ctx, row.at)),
        Of::new("address", "table-address", |ctx, Under(_, row): &Under| {
            table::address(ctx, &row.href)
        }),
    ],
};

#[derive(Template)]
#[template(path = "mentoring/assistance-list.html")]
struct List {
    shell: Shell,
    waiting: Vec<Row>,
    others: Vec<Row>,
    own: Vec<Row>,
    empty: Empty,
    figures: String,
}

impl List {
    fn state(&self, row: &Row) -> String {
        self.shell.t(&format!("assistance-state-{}", row.state.as_str())).to_owned()
    }
}

async fn lists(ctx: &Ctx) -> web::Result<Lists> {
    let me = ctx.signed_in()?.actor_id;
    let (mut q, tr) = (ctx.read(), ctx.tr);
    let lines = ledger::of(&mut q, me, ASSISTANCE.name, tr.lang()).await?;
    let wait = coordinator::load(&mut q).await?.wait();
    let late = |s: &Standing| s.state.waits() && ctx.now.since(s.since) >= wait;
    let (mut waiting, mut others, mut own) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        let standing = Standing::of_line(&line);
        let overdue = standing.escalated || late(&standing);
        match line.side() {
            // What a coordinator has passed on stands with the request that it came from.
            Side::First if !line.subject.is_empty() => {}
            Side::First => own.push(row(&line, &standing, overdue, tr.lang())),
            Side::Second if standing.state.waits() => {
                waiting.push(row(&line, &standing, overdue, tr.lang()));
            }
            Side::Second => others.push(row(&line, &standing, false, tr.lang())),
        }
    }
    waiting.sort_by_key(|row| row.at);
    Ok(Lists { waiting, others, own })
}

/// `GET /mentoring/assistance`
pub async fn show(ctx: Ctx) -> web::Result {
    let (Lists { waiting, others, own }, tr) = (lists(&ctx).await?, ctx.tr);
    ctx.page(&List {
        shell: ctx
            .shell(tr.t("assistance-list"))
            .crumb(tr.t("mentoring-menu"), "/mentoring")
            .noindex(),
        waiting,
        others,
        own,
        empty: Empty {
            title: tr.t("assistance-empty").to_owned(),
            text: tr.t("assistance-empty-text").to_owned(),
            action: tr.t("assistance-new").to_owned(),
            href: NEW.to_owned(),
        },
        figures: format!("{HREF}/figures"),
    })
}

/// `GET /mentoring/assistance/list.csv` and the same in other forms: all of them, in the order of the page.
pub async fn take(ctx: Ctx) -> web::Result {
    let Lists { waiting, others, own } = lists(&ctx).await?;
    let parts =
        [("assistance-queue", waiting), ("assistance-done", others), ("assistance-own", own)];
    let rows = parts
        .into_iter()
        .flat_map(|(part, rows)| rows.into_iter().map(move |row| Under(part, row)));
    TABLE.answer(&ctx, ctx.tr.t("assistance-list"), table::rows(rows.collect())).await
}

fn row(line: &Line, standing: &Standing, overdue: bool, lang: &Lang) -> Row {
    let (with, host) = line.party(line.side().other());
    let origin = standing.origin(lang);
    let (with, host, through) =
        if origin.is_empty() { (with, host, "") } else { (origin, "", with) };
    Row {
        title: line.title.clone(),
        href: href(line.id),
        with: with.to_owned(),
        host: host.to_owned(),
        through: through.to_owned(),
        state: standing.state,
        overdue: overdue && standing.state.waits(),
        at: standing.asked_at,
    }
}

//! `/mentoring/assistance`: what the reader has asked, and what she is to answer.

use askama::Template;
use domain::{Error, Lang, Time, access::Who, id::LedgerId};
use people::{
    Cursor,
    ledger::{self, Ledgers, Line, Side},
};
use web::{
    Ctx, Shell,
    pieces::Empty,
    table::{self, Cell, List as Table, Of},
};

use super::{HREF, NEW, href};
use crate::assistance::{ASSISTANCE, Standing, answers, asking::Need, coordinator};

/// Requests that are read whole at a time for a table.
const BATCH: usize = 20;

struct Row {
    id: LedgerId,
    title: String,
    href: String,
    /// The other party and its host; where it was passed on, who asks.
    with: String,
    host: String,
    /// Who has passed it on, or empty.
    through: String,
    /// The word of its state.
    state: &'static str,
    overdue: bool,
    at: Time,
}

/// What waits for an answer, what has one, and what the reader has asked.
struct Lists {
    waiting: Vec<Row>,
    others: Vec<Row>,
    own: Vec<Row>,
}

/// What a request says at length, which its page shows and the list does not.
#[derive(Default)]
struct Said {
    need: Need,
    /// All answers, the first one first.
    answers: String,
}

impl Said {
    /// Of one request; nothing where the reader has no part in it any more.
    async fn read(ledgers: &Ledgers, who: &Who, id: LedgerId) -> domain::Result<Self> {
        let open = match ledgers.see(who, id).await {
            Err(Error::NotFound) => return Ok(Self::default()),
            open => open?,
        };
        let all: Vec<&str> = answers(&open.now).map(|(_, answer)| answer.text("text")).collect();
        Ok(Self { answers: all.join("\n\n"), need: Need::of(&open) })
    }
}

/// A row of the table, with the message with the heading under which it stands on the page.
struct Under(&'static str, Row, Said);

/// All requests of the page as a table.
static TABLE: Table<Under> = Table {
    name: "requests",
    columns: &[
        Of::new("part", "table-part", |ctx, Under(part, ..): &Under| Cell::text(ctx.tr.t(part))),
        Of::new("title", "table-asked", |_, Under(_, row, _): &Under| Cell::text(&row.title)),
        Of::new("need", "assistance-need-short", |_, Under(_, _, said): &Under| {
            Cell::text(&said.need.text)
        }),
        Of::new("sectors", "assistance-sectors-short", |ctx, Under(_, _, said): &Under| {
            let sectors: Vec<&str> = said.need.sectors.iter().map(|s| ctx.tr.sector(s)).collect();
            Cell::text(sectors.join(", "))
        }),
        Of::new("until", "assistance-until-short", |_, Under(_, _, said): &Under| {
            Cell::text(&said.need.until)
        }),
        Of::new("answers", "assistance-messages", |_, Under(_, _, said): &Under| {
            Cell::text(&said.answers)
        }),
        Of::new("with", "table-other-side", |_, Under(_, row, _): &Under| Cell::text(&row.with)),
        Of::new("host", "table-host", |_, Under(_, row, _): &Under| Cell::text(&row.host)),
        Of::new("through", "table-through", |_, Under(_, row, _): &Under| Cell::text(&row.through)),
        Of::new("state", "table-state", |ctx, Under(_, row, _): &Under| {
            Cell::text(ctx.tr.t(&format!("assistance-state-{}", row.state)))
        }),
        Of::new("overdue", "assistance-overdue", |ctx, Under(_, row, _): &Under| {
            Cell::text(if row.overdue { ctx.tr.t("form-yes") } else { "" })
        }),
        Of::new("asked", "table-asked-on", |ctx, Under(_, row, _): &Under| table::day(ctx, row.at)),
        Of::new("address", "table-address", |ctx, Under(_, row, _): &Under| {
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
        self.shell.t(&format!("assistance-state-{}", row.state)).to_owned()
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
    let rows =
        parts.into_iter().flat_map(|(part, rows)| rows.into_iter().map(move |row| (part, row)));
    let mut left = rows.collect::<Vec<_>>().into_iter();
    let (ledgers, who) = (ctx.app.ledgers()?.clone(), ctx.who());
    let all = table::pages(move |_| {
        let batch: Vec<_> = left.by_ref().take(BATCH).collect();
        let last = batch.last().filter(|_| left.len() > 0);
        let next = last.map(|(_, row)| Cursor::by_text("", row.id));
        let ledgers = ledgers.clone();
        async move {
            let mut items = Vec::with_capacity(batch.len());
            for (part, row) in batch {
                let said = Said::read(&ledgers, &who, row.id).await?;
                items.push(Under(part, row, said));
            }
            Ok(people::Page { items, next })
        }
    });
    TABLE.answer(&ctx, ctx.tr.t("assistance-list"), all).await
}

fn row(line: &Line, standing: &Standing, overdue: bool, lang: &Lang) -> Row {
    let (with, host) = line.party(line.side().other());
    let origin = standing.origin(lang);
    let (with, host, through) =
        if origin.is_empty() { (with, host, "") } else { (origin, "", with) };
    Row {
        id: line.id,
        title: line.title.clone(),
        href: href(line.id),
        with: with.to_owned(),
        host: host.to_owned(),
        through: through.to_owned(),
        state: standing.word(),
        overdue: overdue && standing.state.waits(),
        at: standing.asked_at,
    }
}

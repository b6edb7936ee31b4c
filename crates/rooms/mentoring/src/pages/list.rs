//! `/mentoring/workspaces`: the mentorings that the reader takes part in.

use askama::Template;
use domain::Time;
use people::ledger::{self, Side};
use web::{Ctx, Shell, pieces::Empty};

use super::{HREF, href};
use crate::workspace::{MENTORING, word};

struct Row {
    title: String,
    href: String,
    /// The other party, and its host.
    with: String,
    host: String,
    /// Whether the reader's side is the one that is helped.
    learns: bool,
    agreed: bool,
    waits: bool,
    changed: Time,
}

#[derive(Template)]
#[template(path = "mentoring/list.html")]
struct List {
    shell: Shell,
    rows: Vec<Row>,
    new: String,
    empty: Empty,
}

/// `GET /mentoring/workspaces`
pub async fn show(ctx: Ctx) -> web::Result {
    let me = ctx.signed_in()?.actor_id;
    let mut q = ctx.read();
    let lines = ledger::of(&mut q, me, MENTORING.name, ctx.tr.lang()).await?;
    let rows = lines.into_iter().map(row).collect::<Vec<_>>();
    let (tr, new) = (ctx.tr, format!("{HREF}/new"));
    ctx.page(&List {
        shell: ctx
            .shell(tr.t("workspace-list"))
            .crumb(tr.t("mentoring-menu"), "/mentoring")
            .noindex(),
        rows,
        empty: Empty {
            title: tr.t("workspace-empty").to_owned(),
            text: tr.t("workspace-empty-text").to_owned(),
            action: tr.t("workspace-new").to_owned(),
            href: new.clone(),
        },
        new,
    })
}

fn row(line: ledger::Line) -> Row {
    let side = line.side();
    let (with, host) = line.party(side.other());
    let waits = line.summary.get("waits").and_then(serde_json::Value::as_array);
    Row {
        href: href(line.id),
        with: with.to_owned(),
        host: host.to_owned(),
        learns: side == Side::Second,
        agreed: line.summary.get("agreed").and_then(serde_json::Value::as_bool).unwrap_or_default(),
        waits: waits.is_some_and(|all| all.iter().any(|w| w.as_str() == Some(word(side)))),
        changed: line.updated_at,
        title: line.title,
    }
}

//! `/mentoring/workspaces`: the mentorings that the reader takes part in.

use askama::Template;
use domain::Time;
use people::ledger::{self, Side};
use web::{Ctx, Shell, pieces::Empty};

use super::{HREF, href, party};
use crate::{agreement::Agreement, workspace::MENTORING};

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
    let ledgers = ctx.app.ledgers()?;
    let mut rows = Vec::new();
    for (id, _) in ledger::of(&mut ctx.read(), me, MENTORING.name).await? {
        let open = ledgers.see(&ctx.who(), id).await?;
        let agreement = Agreement::of(&open.ledger, &open.operations);
        let (with, host) = party(&open.ledger, open.side.other());
        let waits = agreement.open().any(|v| v.waits_for(open.side));
        rows.push(Row {
            title: open.ledger.title.clone(),
            href: href(id),
            with,
            host,
            learns: open.side == Side::Second,
            agreed: agreement.in_force().is_some(),
            waits,
            changed: open.ledger.updated_at,
        });
    }
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

//! `/mentoring/workspaces`: the mentorings that the reader takes part in.

use askama::Template;
use content::read;
use domain::Time;
use people::ledger::{self, Side};
use web::{Ctx, Shell, pieces::Empty};

use super::{HREF, application, href};
use crate::{
    application::KIND,
    programme::PROGRAMME,
    workspace::{MENTORING, word},
};

/// The most programmes that are listed.
const PROGRAMMES: usize = 20;

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
    applications: Vec<application::Row>,
    /// Programmes that the reader coordinates, with their pages.
    programmes: Vec<(String, String)>,
    new: String,
    empty: Empty,
}

/// `GET /mentoring/workspaces`
pub async fn show(ctx: Ctx) -> web::Result {
    let me = ctx.signed_in()?.actor_id;
    let mut q = ctx.read();
    let lines = ledger::of(&mut q, me, MENTORING.name, ctx.tr.lang()).await?;
    let rows = lines.into_iter().map(row).collect::<Vec<_>>();
    let lines = ledger::of(&mut q, me, KIND.name, ctx.tr.lang()).await?;
    let own = lines.into_iter().filter(|line| line.side() == Side::First);
    let applications = own.map(|line| application::Row::of(&ctx, line)).collect::<Vec<_>>();
    let programmes = programmes(&ctx).await?;
    let (tr, new) = (ctx.tr, format!("{HREF}/new"));
    ctx.page(&List {
        shell: ctx
            .shell(tr.t("workspace-list"))
            .crumb(tr.t("mentoring-menu"), "/mentoring")
            .noindex(),
        rows,
        applications,
        programmes,
        empty: Empty {
            title: tr.t("workspace-empty").to_owned(),
            text: tr.t("workspace-empty-text").to_owned(),
            action: tr.t("workspace-new").to_owned(),
            href: new.clone(),
        },
        new,
    })
}

/// Programmes of this instance that the reader's organisation, or she herself, coordinates.
async fn programmes(ctx: &Ctx) -> web::Result<Vec<(String, String)>> {
    let viewer = ctx.signed_in()?;
    let filter = read::Filter {
        kinds: vec![PROGRAMME.name],
        author: viewer.organisation_id.is_none().then_some(viewer.actor_id),
        organisation: viewer.organisation_id,
        ..read::Filter::default()
    };
    let mut q = ctx.read();
    let all = read::list(&mut q, &ctx.who(), &filter, ctx.tr.lang(), None, PROGRAMMES).await?;
    let local = all.items.into_iter().filter(|card| card.host.is_empty());
    Ok(local.map(|card| (card.title.clone(), super::programme::href(card.id))).collect())
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

//! `/mentoring/workspaces`: the mentorings that the reader takes part in, and her applications to programmes.

use askama::Template;
use content::read;
use domain::Time;
use people::ledger::{self, Line, Side};
use web::{Ctx, Shell, pieces::Empty};

use super::{
    HREF, application,
    called::{Called, Programmes},
    href,
};
use crate::{
    application::{Applicant, KIND, State},
    programme::{PROGRAMME, has_closed},
    verifying,
    workspace::{MENTORING, word},
};

/// The most programmes that are listed.
const PROGRAMMES: usize = 20;

struct Row {
    title: String,
    /// The programme it belongs to; empty for none.
    programme: String,
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
    /// Applications and invitations of which something can still come.
    applications: Vec<application::Row>,
    /// Those of which nothing comes any more.
    closed: Vec<application::Row>,
    /// Programmes that the reader coordinates, with their pages.
    programmes: Vec<(String, String)>,
    new: String,
    empty: Empty,
}

/// `GET /mentoring/workspaces`
pub async fn show(ctx: Ctx) -> web::Result {
    let me = ctx.signed_in()?.actor_id;
    let (tr, new, mut q) = (ctx.tr, format!("{HREF}/new"), ctx.read());
    let mut lines = ledger::of(&mut q, me, MENTORING.name, tr.lang()).await?;
    let own = ledger::of(&mut q, me, KIND.name, tr.lang()).await?;
    lines.extend(own.into_iter().filter(|line| line.side() == Side::First));
    let agreed = verifying::agreed(&mut q, me, &lines).await?;
    drop(q);
    let known = Programmes::of(&ctx, &lines).await?;
    let (mut rows, mut applications, mut closed) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        let called = known.call(tr, &line);
        if line.kind == MENTORING.name {
            let agreed = agreed.contains(&line.id);
            rows.push(Row { agreed, ..row(&line, called) });
            continue;
        }
        let end = end(&known, &line, &ctx.app.today().to_string());
        let mut row = application::Row::of(&ctx, line);
        row.title = called.title;
        match end {
            None => applications.push(row),
            Some(end) => {
                row.waits = false;
                if end == End::Late {
                    tr.t("application-late").clone_into(&mut row.state);
                }
                closed.push(row);
            }
        }
    }
    let programmes = programmes(&ctx).await?;
    ctx.page(&List {
        shell: ctx
            .shell(tr.t("workspace-list"))
            .crumb(tr.t("mentoring-menu"), "/mentoring")
            .noindex(),
        rows,
        applications,
        closed,
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

/// Why nothing comes of an application any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Somebody has decided so.
    Decided,
    /// Nobody has applied in time who was invited.
    Late,
}

/// Whether nothing comes of an application any more on a day (`2026-11-29`).
fn end(programmes: &Programmes, line: &Line, today: &str) -> Option<End> {
    match Applicant::of(line.clone()).state {
        State::Declined | State::Withdrawn | State::Refused => Some(End::Decided),
        State::Invited => {
            let programme = programmes.card(&line.subject)?;
            has_closed(&programme.details, today).then_some(End::Late)
        }
        State::Received | State::Accepted | State::Reserve => None,
    }
}

fn row(line: &Line, called: Called) -> Row {
    let side = line.side();
    let (with, host) = line.party(side.other());
    let waits = line.summary.get("waits").and_then(serde_json::Value::as_array);
    Row {
        href: href(line.id),
        with: with.to_owned(),
        host: host.to_owned(),
        learns: side == Side::Second,
        agreed: false,
        waits: waits.is_some_and(|all| all.iter().any(|w| w.as_str() == Some(word(side)))),
        changed: line.updated_at,
        title: called.title,
        programme: called.programme,
    }
}

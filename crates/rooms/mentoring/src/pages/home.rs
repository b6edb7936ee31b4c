//! What waits for the reader in her mentorings, applications and requests for assistance, on her home page.

use askama::Template;
use people::ledger::{self, Line, Side};
use serde_json::Value;
use web::{Ctx, HomePanel, Html, room::Slot};

use super::{application, assistance, called::Programmes, href};
use crate::{
    application::{Applicant, KIND, State},
    assistance::{ASSISTANCE, Standing},
    programme::has_closed,
    workspace::{MENTORING, word},
};

/// The panel.
pub const PANEL: HomePanel = HomePanel { side: true, order: 14, render };

/// Entries that are shown.
const MOST: usize = 4;
/// What is said of an invitation to apply.
const APPLY: &str = "home-apply";

struct Row {
    href: String,
    title: String,
    /// What is to be done.
    what: &'static str,
    icon: &'static str,
}

#[derive(Template)]
#[template(path = "mentoring/home-panel.html")]
struct Panel<'a> {
    ctx: &'a Ctx,
    rows: Vec<Row>,
}

fn render(ctx: &Ctx) -> Slot<'_> {
    Box::pin(async move {
        let Some(viewer) = &ctx.viewer else { return Ok(None) };
        let kinds = [MENTORING.name, KIND.name, ASSISTANCE.name];
        let lang = ctx.tr.lang();
        let lines = ledger::latest(&mut ctx.read(), viewer.actor_id, &kinds, lang).await?;
        let mut rows: Vec<(Row, &Line)> =
            lines.iter().filter_map(|line| Some((waits(line)?, line))).collect();
        let waiting: Vec<Line> = rows.iter().map(|(_, line)| (*line).clone()).collect();
        let programmes = Programmes::of(ctx, &waiting).await?;
        let today = ctx.app.today().to_string();
        rows.retain_mut(|(row, line)| {
            row.title = programmes.call(ctx.tr, line).title;
            let programme = programmes.card(&line.subject).filter(|_| row.what == APPLY);
            programme.is_none_or(|programme| !has_closed(&programme.details, &today))
        });
        let rows: Vec<Row> = rows.into_iter().take(MOST).map(|(row, _)| row).collect();
        if rows.is_empty() {
            return Ok(None);
        }
        Ok(Some(Html::render(&Panel { ctx, rows })))
    })
}

/// What a ledger asks of the reader's side; nothing when it is the other one's turn.
fn waits(line: &Line) -> Option<Row> {
    let row = |href: String, what, icon| Row { href, title: line.title.clone(), what, icon };
    match line.kind.as_str() {
        kind if kind == MENTORING.name => {
            let waits = line.summary.get("waits").and_then(Value::as_array)?;
            let own = word(line.side());
            let signs = waits.iter().any(|w| w.as_str() == Some(own));
            signs.then(|| row(format!("{}/agreement", href(line.id)), "home-sign", "handshake"))
        }
        kind if kind == KIND.name => {
            let side = line.side();
            let applicant = Applicant::of(line.clone());
            let what = match (side, applicant.state) {
                (Side::First, State::Invited) => APPLY,
                (Side::First, _) if applicant.owes_wishes() => "home-wish",
                (Side::Second, State::Received) => "home-decide",
                _ => return None,
            };
            Some(row(application::href(line.id), what, "file-text"))
        }
        _ => {
            let waits = line.side() == Side::Second && Standing::of_line(line).state.waits();
            waits.then(|| row(assistance::href(line.id), "home-answer", "circle-help"))
        }
    }
}

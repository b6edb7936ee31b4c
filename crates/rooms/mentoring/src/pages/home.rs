//! What waits for the reader in her mentorings, applications and requests for assistance, on her home page.

use askama::Template;
use people::ledger::{self, Line, Side};
use serde_json::Value;
use web::{Ctx, HomePanel, Html, room::Slot};

use super::{application, assistance, called::Programmes, href, next::Next};
use crate::{
    application::{Applicant, KIND, State},
    assistance::{ASSISTANCE, Standing},
    next::{Situation, Step, Turn, all_of_workspace},
    verifying,
    workspace::MENTORING,
};

/// The panel: after what is new for the reader, for it stays until it is done, though she has read of it.
pub const PANEL: HomePanel = HomePanel { side: false, order: 12, render };

/// Entries that are shown.
const MOST: usize = 8;

struct Row {
    href: String,
    title: String,
    /// What is to be done.
    what: String,
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
        let (me, lang, mut q) = (viewer.actor_id, ctx.tr.lang(), ctx.read());
        let lines = ledger::latest(&mut q, me, &kinds, lang).await?;
        let agreed = verifying::agreed(&mut q, me, &lines).await?;
        drop(q);
        let can_wait = |line: &&Line| can_wait(ctx, line, &lines, agreed.contains(&line.id));
        let mut waiting: Vec<Line> = lines.iter().filter(can_wait).cloned().collect();
        // What either side can do gives way to what nobody else can.
        waiting.sort_by_key(|line| !is_hers(ctx, line, agreed.contains(&line.id)));
        let programmes = Programmes::of(ctx, &waiting).await?;
        let mut rows = Vec::new();
        for line in waiting {
            if rows.len() == MOST {
                break;
            }
            let agreed = agreed.contains(&line.id);
            rows.extend(row(ctx, line, &programmes, agreed).await?);
        }
        if rows.is_empty() {
            return Ok(None);
        }
        Ok(Some(Html::render(&Panel { ctx, rows })))
    })
}

/// What is to be done in a mentoring.
fn task(ctx: &Ctx, line: &Line, agreed: bool) -> Option<crate::next::Next> {
    let situation = Situation::read(&line.summary, agreed);
    let all = all_of_workspace(&situation, line.side(), ctx.app.today());
    all.into_iter().find(|next| next.step.is_task())
}

/// Whether only the reader's side can do what a ledger asks.
fn is_hers(ctx: &Ctx, line: &Line, agreed: bool) -> bool {
    line.kind != MENTORING.name
        || task(ctx, line, agreed).is_some_and(|next| next.step.turn() == Turn::Ours)
}

/// Whether a ledger may ask something of the reader's side, by its summary alone.
fn can_wait(ctx: &Ctx, line: &Line, all: &[Line], agreed: bool) -> bool {
    match line.kind.as_str() {
        kind if kind == MENTORING.name => task(ctx, line, agreed).is_some(),
        kind if kind == KIND.name => {
            let applicant = Applicant::of(line.clone());
            let apart = || applicant.partners().any(|(iri, _)| !works_with(all, line, iri));
            match (line.side(), applicant.state) {
                (Side::First, State::Invited) | (Side::Second, State::Received) => true,
                (Side::First, State::Accepted) => applicant.owes_wishes() || apart(),
                _ => false,
            }
        }
        _ => line.side() == Side::Second && Standing::of_line(line).state.waits(),
    }
}

/// Whether the reader takes part in what an applicant has begun with another one in the same programme.
fn works_with(all: &[Line], application: &Line, iri: &str) -> bool {
    let is = |line: &Line, name: &str| line.summary.get(name).and_then(Value::as_str) == Some(iri);
    let begun = |line: &&Line| line.kind == MENTORING.name && line.subject == application.subject;
    all.iter().filter(begun).any(|line| is(line, "mentor") || is(line, "mentee"))
}

/// What a ledger asks of the reader's side; nothing when it is the other one's turn.
async fn row(ctx: &Ctx, line: Line, known: &Programmes, agreed: bool) -> web::Result<Option<Row>> {
    let title = known.call(ctx.tr, &line).title;
    let of = |next: Next, home: String, icon| Row {
        href: if next.href.is_empty() { home } else { next.href },
        title: title.clone(),
        what: next.text,
        icon,
    };
    let kind = line.kind.clone();
    match kind.as_str() {
        kind if kind == MENTORING.name => {
            let (home, other) = (href(line.id), line.party(line.side().other()).0);
            let next = task(ctx, &line, agreed);
            let next = next.and_then(|next| Next::of_workspace(ctx, next, &home, other));
            Ok(next.map(|next| of(next, home, "handshake")))
        }
        kind if kind == KIND.name => {
            let home = application::href(line.id);
            let applicant = Applicant::of(line);
            let partners = match applicant.line.side() {
                Side::First => application::partners(ctx, &applicant).await?,
                Side::Second => Vec::new(),
            };
            let listed = application::Listed {
                applicant: &applicant,
                programme: known.values(&applicant.line.subject),
                title: &title,
                partners: &partners,
            };
            // Colleagues who have begun it already wait for nobody.
            let next = listed.next(ctx).filter(|next| next.is_ours() || next.is(Step::Begin));
            Ok(next.map(|next| of(next, home, "file-text")))
        }
        _ => Ok(Some(Row {
            href: assistance::href(line.id),
            title,
            what: ctx.tr.t("home-answer").to_owned(),
            icon: "circle-help",
        })),
    }
}

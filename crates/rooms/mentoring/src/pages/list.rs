//! `/mentoring/workspaces`: the mentorings that the reader takes part in, and her applications to programmes.

use askama::Template;
use content::read;
use domain::Time;
use people::ledger::{self, Line, Side};
use web::{Ctx, Html, Shell, pieces::Empty};

use super::{
    HREF, application,
    called::{Called, Programmes},
    href,
    next::{InRow, Next},
};
use crate::{
    application::{Applicant, KIND, Role, State},
    begun::{Partner, Work},
    next::{Situation, all_of_workspace},
    programme::{Admission, PROGRAMME},
    verifying,
    workspace::MENTORING,
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
    /// What is to be done next.
    next: InRow,
    /// What waits besides.
    besides: Html,
    changed: Time,
}

/// A pair that a coordinator has decided and neither city has begun.
struct Begin {
    title: String,
    programme: String,
    /// The page on which it stands why just these two.
    href: String,
    text: String,
    /// The form with which it begins.
    form: String,
}

#[derive(Template)]
#[template(path = "mentoring/list.html")]
struct List {
    shell: Shell,
    rows: Vec<Row>,
    begins: Vec<Begin>,
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
    let today = ctx.app.today().to_string();
    let mut lines = ledger::of(&mut q, me, MENTORING.name, tr.lang()).await?;
    let own = ledger::of(&mut q, me, KIND.name, tr.lang()).await?;
    lines.extend(own.into_iter().filter(|line| line.side() == Side::First));
    let agreed = verifying::agreed(&mut q, me, &lines).await?;
    drop(q);
    let known = Programmes::of(&ctx, &lines).await?;
    let (mut rows, mut begins) = (Vec::new(), Vec::new());
    let (mut applications, mut closed) = (Vec::new(), Vec::new());
    for line in lines {
        let called = known.call(tr, &line);
        if line.kind == MENTORING.name {
            rows.push(row(&ctx, &line, called, agreed.contains(&line.id)));
            continue;
        }
        let end = end(&known, &line, &today);
        let applicant = Applicant::of(line);
        let partners = application::partners(&ctx, &applicant).await?;
        begins.extend(to_begin(&ctx, &applicant, &called.title, &partners));
        let listed = application::Listed {
            applicant: &applicant,
            programme: known.values(&applicant.line.subject),
            title: &called.title,
            partners: &partners,
        };
        let next = in_row(&ctx, listed.next(&ctx), &called.title);
        let mut row = application::Row::of(&ctx, &applicant, called.title, next);
        match end {
            None => applications.push(row),
            Some(end) => {
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
        begins,
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
            let (_, values) = programmes.values(&line.subject)?;
            (Admission::of(values, today) == Admission::Closed).then_some(End::Late)
        }
        State::Received | State::Accepted | State::Reserve => None,
    }
}

fn row(ctx: &Ctx, line: &Line, called: Called, agreed: bool) -> Row {
    let side = line.side();
    let (with, host) = line.party(side.other());
    let situation = Situation::read(&line.summary, agreed);
    let (all, home) = (all_of_workspace(&situation, side, ctx.app.today()), href(line.id));
    let mut all = Next::all_of_workspace(ctx, &all, &home, with).into_iter();
    let next = in_row(ctx, all.next(), &called.title);
    Row {
        next,
        besides: Next::besides(ctx, all.as_slice(), &called.title),
        href: home,
        with: with.to_owned(),
        host: host.to_owned(),
        learns: side == Side::Second,
        agreed,
        changed: line.updated_at,
        title: called.title,
        programme: called.programme,
    }
}

fn in_row(ctx: &Ctx, next: Option<Next>, title: &str) -> InRow {
    next.map(|next| next.in_row(ctx, title)).unwrap_or_default()
}

/// Pairs that nobody has begun; `title` is that of the programme.
fn to_begin(ctx: &Ctx, applicant: &Applicant, title: &str, partners: &[Partner]) -> Vec<Begin> {
    let own = applicant.name();
    let one = |partner: &Partner| {
        let [mentor, mentee] = match partner.role {
            Some(Role::Mentor) => [own, partner.name.as_str()],
            _ => [partner.name.as_str(), own],
        };
        Begin {
            title: ctx.tr.t2("workspace-pair", "mentee", mentee, "mentor", mentor),
            programme: title.to_owned(),
            href: application::href(applicant.line.id),
            text: ctx.tr.t1("next-begin", "name", partner.name.as_str()),
            form: application::begin(partner, (title, applicant.line.subject.as_str())),
        }
    };
    let open = partners.iter().filter(|partner| partner.work == Work::Nowhere);
    open.map(one).collect()
}

//! `/mentoring/programmes/{id}/report`: what a programme has come to, for whoever pays for it; and its pairs as a table.

use askama::Template;
use axum::extract::Path;
use domain::id::LedgerId;
use web::{
    Ctx, Shell,
    table::{self, Cell, List, Of},
};

use super::programme::{Pair, coordinated, downloads, figures, href};
use crate::application::{Applicant, Role, State};

/// Words with how many there are.
type Counts = Vec<(String, i64)>;

#[derive(Template)]
#[template(path = "mentoring/report.html")]
struct Page {
    shell: Shell,
    home: String,
    title: String,
    coordinator: String,
    dates: String,
    made: String,
    figures: Vec<(&'static str, String)>,
    sectors: Counts,
    countries: Counts,
    pairs: Vec<Pair>,
    grants: bool,
    downloads: Vec<(&'static str, String)>,
}

impl Page {
    fn day(&self, text: &str) -> String {
        self.shell.ctx().local.partial_date(text)
    }

    fn euros(&self, pair: &Pair) -> String {
        pair.grant.map(|n| self.shell.number(n)).unwrap_or_default()
    }
}

/// `GET /mentoring/programmes/{id}/report`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let (programme, all) = coordinated(&ctx, &id).await?;
    let (tr, home) = (ctx.tr, href(programme.id));
    let pairs = Pair::all(&all, ctx.app.today());
    let (from, until) = programme.period();
    let day = |text: &str| ctx.local.partial_date(text);
    let takes_part: Vec<&Applicant> = all.iter().filter(|a| a.state == State::Accepted).collect();
    let sectors = takes_part.iter().flat_map(|a| words(a, "sectors"));
    let sectors = sectors.map(|word| tr.sector(word).to_owned());
    let countries = takes_part.iter().filter_map(|a| a.said.get("country")?.as_str());
    let countries = countries.map(|code| tr.country(code).to_owned());
    ctx.page(&Page {
        shell: ctx
            .shell(tr.t("programme-report"))
            .crumb(tr.t("workspace-list"), super::HREF)
            .crumb(&programme.title, &home)
            .noindex(),
        dates: if from.is_empty() || until.is_empty() {
            String::new()
        } else {
            tr.t2("workspace-dates", "from", day(from), "until", day(until))
        },
        made: ctx.local.date(ctx.local.now),
        figures: figures(&ctx, &programme, &all, &pairs),
        sectors: counted(sectors),
        countries: counted(countries),
        grants: programme.grant().1.is_some(),
        downloads: downloads(&home),
        title: programme.title,
        coordinator: programme.coordinator_name,
        pairs,
        home,
    })
}

fn words<'a>(a: &'a Applicant, field: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let list = a.said.get(field).and_then(serde_json::Value::as_array);
    list.into_iter().flatten().filter_map(serde_json::Value::as_str)
}

/// How often each word stands there, the most frequent first.
fn counted(words: impl Iterator<Item = String>) -> Counts {
    let mut counts = std::collections::BTreeMap::new();
    for word in words {
        *counts.entry(word).or_insert(0_i64) += 1;
    }
    let mut counts: Counts = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| -n);
    counts
}

/// A row of the table: a pair, or an applicant without one.
#[derive(Default)]
struct Line {
    mentee: String,
    mentor: String,
    state: String,
    /// The days on which it starts and ends, on which it last met and meets next.
    days: [String; 4],
    meetings: Cell,
    hours: Cell,
    /// How satisfied the mentored city is, and the mentor.
    satisfied: [Cell; 2],
    overdue: Cell,
    grant: Cell,
    /// Who was only invited has not said in which role.
    invited: String,
}

/// Pairs and applicants as a table.
static LIST: List<Line> = List {
    name: "programme",
    columns: &[
        Of::new("mentee", "application-role-mentee", |_, l: &Line| Cell::text(&l.mentee)),
        Of::new("mentor", "application-role-mentor", |_, l: &Line| Cell::text(&l.mentor)),
        Of::new("state", "programme-state", |_, l: &Line| Cell::text(&l.state)),
        Of::new("starts", "programme-starts", |_, l: &Line| Cell::text(&l.days[0])),
        Of::new("ends", "programme-ends", |_, l: &Line| Cell::text(&l.days[1])),
        Of::new("last", "programme-last", |_, l: &Line| Cell::text(&l.days[2])),
        Of::new("next", "programme-next", |_, l: &Line| Cell::text(&l.days[3])),
        Of::new("meetings", "programme-figure-meetings", |_, l: &Line| l.meetings.clone()),
        Of::new("hours", "programme-figure-hours", |_, l: &Line| l.hours.clone()),
        Of::new("satisfaction_mentee", "programme-satisfied-mentee", |_, l: &Line| {
            l.satisfied[0].clone()
        }),
        Of::new("satisfaction_mentor", "programme-satisfied-mentor", |_, l: &Line| {
            l.satisfied[1].clone()
        }),
        Of::new("overdue", "programme-overdue", |_, l: &Line| l.overdue.clone()),
        Of::new("grant", "programme-grant", |_, l: &Line| l.grant.clone()),
        Of::new("invited", "programme-invited", |_, l: &Line| Cell::text(&l.invited)),
    ],
};

/// `GET /mentoring/programmes/{id}/list.csv` and the same in other forms: one row for each pair, and for each applicant
/// without one.
pub async fn take(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let (programme, all) = coordinated(&ctx, &id).await?;
    let pairs = Pair::all(&all, ctx.app.today());
    let paired: Vec<LedgerId> = pairs.iter().flat_map(|p| [p.mentor.1, p.mentee.1]).collect();
    let alone = |a: &&Applicant| a.partners().next().is_none() && !paired.contains(&a.line.id);
    let alone: Vec<Line> = all.iter().filter(alone).map(|a| applicant(&ctx, a)).collect();
    let pairs = pairs.into_iter().map(|pair| together(&ctx, pair));
    let lines = pairs.chain(alone).collect();
    LIST.answer(&ctx, &programme.title, table::rows(lines)).await
}

fn together(ctx: &Ctx, pair: Pair) -> Line {
    let state = pair.stage_in(ctx);
    let [mentor, mentee] = pair.satisfied.map(|n| n.map_or(Cell::Empty, one_decimal));
    Line {
        mentee: pair.mentee.0,
        mentor: pair.mentor.0,
        state,
        days: [pair.starts, pair.ends, pair.last, pair.next],
        meetings: Cell::count(pair.meetings),
        hours: one_decimal((pair.minutes * 10 + 30) / 60),
        satisfied: [mentee, mentor],
        overdue: Cell::count(pair.overdue),
        grant: pair.grant.map_or(Cell::Empty, Cell::count),
        invited: String::new(),
    }
}

fn applicant(ctx: &Ctx, a: &Applicant) -> Line {
    let state = ctx.tr.t(&format!("application-state-{}", a.state.as_str())).to_owned();
    let (name, line) = (a.name().to_owned(), Line { state, ..Line::default() });
    match a.role {
        Some(Role::Mentee) => Line { mentee: name, ..line },
        Some(Role::Mentor) => Line { mentor: name, ..line },
        None => Line { invited: name, ..line },
    }
}

fn one_decimal(tenths: i64) -> Cell {
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    Cell::Number(tenths as f64 / 10.0)
}

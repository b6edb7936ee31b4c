//! `/mentoring/programmes/{id}/report`: what a programme has come to, for whoever pays for it; and its pairs as a table.

use askama::Template;
use axum::extract::Path;
use domain::id::LedgerId;
use futures::{StreamExt as _, stream};
use web::{
    Ctx, Shell,
    table::{self, Cell, Column},
};

use super::programme::{Pair, coordinated, figures, href};
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
    takes: Vec<(&'static str, String)>,
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
        takes: table::takes(&ctx, &home),
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

/// `GET /mentoring/programmes/{id}/list.csv` and the same in other forms: one row for each pair, and for each applicant
/// without one. Who was only invited has not said in which role, and stands in a column of its own.
pub async fn take(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let format = table::asked(&ctx)?;
    let (_, all) = coordinated(&ctx, &id).await?;
    let tr = ctx.tr;
    let heads = [
        ("mentee", "application-role-mentee"),
        ("mentor", "application-role-mentor"),
        ("state", "programme-state"),
        ("starts", "programme-starts"),
        ("ends", "programme-ends"),
        ("last", "programme-last"),
        ("next", "programme-next"),
        ("meetings", "programme-figure-meetings"),
        ("hours", "programme-figure-hours"),
        ("satisfaction_mentee", "programme-satisfied-mentee"),
        ("satisfaction_mentor", "programme-satisfied-mentor"),
        ("overdue", "programme-overdue"),
        ("grant", "programme-grant"),
        ("invited", "programme-invited"),
    ];
    let columns = heads.map(|(key, label)| Column::new(key, tr.t(label))).to_vec();
    let mut rows = Vec::new();
    let pairs = Pair::all(&all, ctx.app.today());
    let paired: Vec<LedgerId> = pairs.iter().flat_map(|p| [p.mentor.1, p.mentee.1]).collect();
    for pair in pairs {
        let stage = pair.stage_in(&ctx);
        let satisfied = pair.satisfied.map(|n| n.map_or(Cell::Empty, one_decimal));
        let [mentor, mentee] = satisfied;
        rows.push(vec![
            Cell::text(pair.mentee.0),
            Cell::text(pair.mentor.0),
            Cell::text(stage),
            Cell::text(pair.starts),
            Cell::text(pair.ends),
            Cell::text(pair.last),
            Cell::text(pair.next),
            Cell::count(pair.meetings),
            one_decimal((pair.minutes * 10 + 30) / 60),
            mentee,
            mentor,
            Cell::count(pair.overdue),
            pair.grant.map_or(Cell::Empty, Cell::count),
            Cell::Empty,
        ]);
    }
    for a in all.iter().filter(|a| a.partners().next().is_none() && !paired.contains(&a.line.id)) {
        let mut row = vec![Cell::Empty; heads.len()];
        let place = match a.role {
            Some(Role::Mentee) => 0,
            Some(Role::Mentor) => 1,
            None => heads.len() - 1,
        };
        row[place] = Cell::text(a.name());
        row[2] = Cell::text(tr.t(&format!("application-state-{}", a.state.as_str())));
        rows.push(row);
    }
    let rows = stream::iter(rows.into_iter().map(Ok)).boxed();
    Ok(table::answer(ctx.app.workbooks(), format, "programme", columns, rows).await?)
}

fn one_decimal(tenths: i64) -> Cell {
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    Cell::Number(tenths as f64 / 10.0)
}

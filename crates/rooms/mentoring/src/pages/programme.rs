//! `/mentoring/programmes/{id}`: how a programme stands, for those who coordinate it.

mod pair;

use askama::Template;
use axum::extract::Path;
use domain::{ContentId, Error, FieldErrors, id::LedgerId};
use serde_json::Value;
use web::{Choice, Ctx, Form, FormView, Html, Shell, table::Format};

pub use pair::Pair;

use super::{
    application,
    elsewhere::{self, SOFTWARE},
    new,
};
use crate::{
    application::{Applicant, Role, State, address},
    coordinating,
    programme::Programme,
    round,
    workspace::Stage,
};

/// The address of what its coordinator has.
pub fn href(id: ContentId) -> String {
    format!("/mentoring/programmes/{id}")
}

/// The programme at this address, as the reader may see it.
pub async fn programme(ctx: &Ctx, id: &str) -> web::Result<Programme> {
    ctx.signed_in()?;
    let id: ContentId = id.parse().map_err(|_| Error::NotFound)?;
    let live = ctx.app.federation().and_then(|f| f.live()).ok_or(Error::NotFound)?;
    let (kinds, lang) = (ctx.app.kinds(), ctx.tr.lang());
    let mut q = ctx.read();
    Ok(Programme::read(&mut q, kinds, &live.origin, &ctx.who(), id, lang).await?)
}

/// The programme with all applications, for those who coordinate it.
pub async fn coordinated(ctx: &Ctx, id: &str) -> web::Result<(Programme, Vec<Applicant>)> {
    let programme = programme(ctx, id).await?;
    let ledgers = ctx.app.ledgers()?;
    let all = coordinating::applicants(ledgers, &ctx.who(), &programme, ctx.tr.lang()).await?;
    Ok((programme, all))
}

/// The mean of some numbers, rounded.
pub fn mean(numbers: impl IntoIterator<Item = i64>) -> Option<i64> {
    let all: Vec<i64> = numbers.into_iter().collect();
    let count = i64::try_from(all.len()).ok()?;
    (all.iter().sum::<i64>() + count / 2).checked_div(count)
}

/// Something that waits for the coordinator.
struct Task {
    text: String,
    href: String,
}

struct Row {
    name: String,
    host: String,
    href: String,
    role: String,
    state: State,
    about: String,
    wished: bool,
    with: String,
}

#[derive(Template)]
#[template(path = "mentoring/programme.html")]
struct Page {
    shell: Shell,
    f: FormView,
    home: String,
    programme: Programme,
    pairs: Vec<Pair>,
    rows: Vec<Row>,
    tasks: Vec<Task>,
    /// Numbers with the messages that name them.
    figures: Vec<(&'static str, String)>,
    round: bool,
    /// How many are still to be told that it has begun or ended, and how many take part and were not asked.
    asking: usize,
    unasked: usize,
    wishes: bool,
    dates: String,
    /// Those who can be invited, as far as they are known here.
    known: Vec<Choice>,
    /// What can be done where somebody cannot be invited.
    instead: Html,
    /// The forms in which its pairs can be taken along.
    downloads: Vec<(&'static str, String)>,
}

impl Page {
    fn state(&self, row: &Row) -> String {
        self.shell.t(&format!("application-state-{}", row.state.as_str())).to_owned()
    }

    fn day(&self, text: &str) -> String {
        self.shell.ctx().local.partial_date(text)
    }
}

/// Minutes as hours.
pub fn hours(ctx: &Ctx, minutes: i64) -> String {
    ctx.local.tenths((minutes * 10 + 30) / 60)
}

/// `GET /mentoring/programmes/{id}`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let (programme, all) = coordinated(&ctx, &id).await?;
    let errors = FieldErrors::default();
    ctx.page(&page(&ctx, programme, &all, Form::new(), errors, Html::default()).await?)
}

/// The forms in which the pairs of a programme can be taken along: the messages with their names, and their addresses.
pub fn downloads(home: &str) -> Vec<(&'static str, String)> {
    let forms = Format::ALL.iter();
    forms.map(|f| (f.key(), format!("{home}/list.{}", f.ending()))).collect()
}

async fn page(
    ctx: &Ctx,
    programme: Programme,
    all: &[Applicant],
    form: Form,
    errors: FieldErrors,
    instead: Html,
) -> web::Result<Page> {
    let (f, tr, home) = (ctx.form(form, errors), ctx.tr, href(programme.id));
    let pairs = Pair::all(all, ctx.app.today());
    let mut q = ctx.read();
    let round = round::is_open(&mut q, programme.id).await?;
    let round = round.unwrap_or_else(|| all.iter().any(Applicant::is_asked_now));
    let asking = round::waiting(&mut q, programme.id).await?;
    let takes_part = |a: &&Applicant| Role::ALL.into_iter().any(|role| a.takes_part(role));
    let unasked = all.iter().filter(|a| takes_part(a) && !a.is_asked_now());
    let unasked = unasked.filter(|a| round && !asking.contains(&a.line.id)).count();
    let (from, until) = programme.period();
    let day = |text: &str| ctx.local.partial_date(text);
    let dates = if from.is_empty() || until.is_empty() {
        String::new()
    } else {
        tr.t2("workspace-dates", "from", day(from), "until", day(until))
    };
    let lang = tr.lang();
    let known = coordinating::invitable(&mut q, &programme, all, lang).await?;
    let known = known.into_iter().map(|o| Choice::new(address(&o.handle, &o.host), o.name));
    Ok(Page {
        shell: ctx
            .shell(&programme.title)
            .crumb(tr.t("mentoring-menu"), "/mentoring")
            .crumb(tr.t("workspace-list"), super::HREF)
            .for_form(&f)
            .noindex(),
        f,
        tasks: tasks(ctx, &home, all, &pairs, round),
        figures: figures(ctx, &programme, all, &pairs),
        rows: all.iter().map(|a| row(ctx, a, all)).collect(),
        wishes: Role::ALL.into_iter().all(|role| all.iter().any(|a| a.takes_part(role))),
        round,
        asking: asking.len(),
        unasked,
        known: known.collect(),
        instead,
        downloads: downloads(&home),
        pairs,
        programme,
        home,
        dates,
    })
}

fn row(ctx: &Ctx, a: &Applicant, all: &[Applicant]) -> Row {
    let tr = ctx.tr;
    let sectors = a.said.get("sectors").and_then(Value::as_array);
    let sectors = sectors.into_iter().flatten().filter_map(Value::as_str);
    let about: Vec<&str> = sectors.map(|s| tr.sector(s)).collect();
    let name = |iri: &str| all.iter().find(|other| other.iri == iri).map(Applicant::name);
    let with: Vec<&str> = a.partners().filter_map(|(iri, _)| name(iri)).collect();
    Row {
        name: a.name().to_owned(),
        host: a.line.first_host.clone(),
        href: application::href(a.line.id),
        role: match a.role {
            Some(role) => tr.t(&format!("application-role-{}", role.as_str())).to_owned(),
            None => String::new(),
        },
        state: a.state,
        about: about.join(", "),
        wished: a.wishes.said,
        with: with.join(", "),
    }
}

fn tasks(ctx: &Ctx, home: &str, all: &[Applicant], pairs: &[Pair], round: bool) -> Vec<Task> {
    let tr = ctx.tr;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let mut tasks = Vec::new();
    let mut add = |key: &str, n: usize, href: String| {
        if n > 0 {
            tasks.push(Task { text: tr.t1(key, "n", count(n)), href });
        }
    };
    let new: Vec<&Applicant> = all.iter().filter(|a| a.state == State::Received).collect();
    let first = new.first().map(|a| application::href(a.line.id)).unwrap_or_default();
    add("programme-task-decide", new.len(), first);
    let taking = |role: Role| all.iter().filter(move |a| a.takes_part(role));
    let alone = taking(Role::Mentee).filter(|a| coordinating::is_free(a, all)).count();
    if !round && taking(Role::Mentor).next().is_some() {
        add("programme-task-match", alone, format!("{home}/matching"));
    }
    if round {
        let silent = all.iter().filter(|a| a.owes_wishes()).count();
        add("programme-task-wishes", silent, format!("{home}#applications"));
    }
    let of = |fits: fn(&Pair) -> bool| pairs.iter().filter(|p| fits(p)).count();
    add("programme-task-incomplete", of(|p| !p.whole), format!("{home}#pairs"));
    let unsigned = of(|p| p.whole && p.stage.is_none());
    add("programme-task-unsigned", unsigned, format!("{home}#pairs"));
    add("programme-task-quiet", of(|p| p.quiet), format!("{home}#pairs"));
    add("programme-task-overdue", of(|p| p.overdue > 0), format!("{home}#pairs"));
    tasks
}

/// What a programme has come to, in numbers.
pub fn figures(
    ctx: &Ctx,
    programme: &Programme,
    all: &[Applicant],
    pairs: &[Pair],
) -> Vec<(&'static str, String)> {
    let number = |n: usize| ctx.local.number(i64::try_from(n).unwrap_or(i64::MAX));
    let applied = |role: Role| {
        all.iter().filter(|a| a.role == Some(role) && a.state != State::Withdrawn).count()
    };
    let minutes: i64 = pairs.iter().map(|p| p.minutes).sum();
    let grants: i64 = pairs.iter().filter_map(|p| p.grant).sum();
    let of = |stage: Stage| pairs.iter().filter(|p| p.stage == Some(stage)).count();
    let working = of(Stage::Working) + of(Stage::Feedback);
    let places = programme.capacity().map(|n| ctx.local.number(n));
    let paired = match places {
        Some(places) => ctx.tr.t2("programme-of", "n", number(pairs.len()), "of", places),
        None => number(pairs.len()),
    };
    let mut figures = vec![
        ("programme-figure-mentees", number(applied(Role::Mentee))),
        ("programme-figure-mentors", number(applied(Role::Mentor))),
        ("programme-figure-pairs", paired),
        ("programme-figure-working", number(working)),
        (
            "programme-figure-meetings",
            ctx.local.number(pairs.iter().map(|p| p.meetings).sum::<i64>()),
        ),
        ("programme-figure-hours", hours(ctx, minutes)),
    ];
    let ends = [
        ("programme-figure-closed", of(Stage::Closed)),
        ("programme-figure-left", of(Stage::Left)),
    ];
    figures.extend(ends.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| (key, number(n))));
    if let Some(mean) = mean(pairs.iter().flat_map(|p| p.satisfied).flatten()) {
        figures.push(("programme-figure-satisfaction", ctx.local.tenths(mean)));
    }
    if programme.grant().1.is_some() {
        let euros = ctx.tr.t1("programme-euros", "n", ctx.local.number(grants));
        figures.push(("programme-figure-grants", euros));
    }
    figures
}

/// `POST /mentoring/programmes/{id}/invite`
pub async fn invite(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let (programme, all) = coordinated(&ctx, &id).await?;
    let home = href(programme.id);
    let mut instead = Html::default();
    let sent = match new::party(&ctx, &form, "with").await {
        Ok(there) => {
            let (ledgers, who, message) = (ctx.app.ledgers()?, ctx.who(), form.get("message"));
            let sent = coordinating::invite(ledgers, &who, &programme, there.0.id, message).await;
            if matches!(sent, Err(Error::Conflict(SOFTWARE))) {
                instead = elsewhere::invitation(&ctx, &form, &there, &programme).await?;
            }
            sent.map(|_| ())
        }
        Err(web::Error(error)) => Err(error),
    };
    let errors = match sent {
        Ok(()) => return ctx.done(&format!("{home}#applications"), "programme-done-invited"),
        Err(Error::Invalid(errors)) => errors,
        Err(Error::Conflict(key)) => {
            let mut errors = FieldErrors::default();
            errors.add("with", key);
            errors
        }
        Err(error) => return Err(error.into()),
    };
    ctx.invalid(&page(&ctx, programme, &all, form, errors, instead).await?)
}

/// `POST /mentoring/programmes/{id}/wishes`: asks for wishes, or ends that.
pub async fn wishes(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let (programme, _) = coordinated(&ctx, &id).await?;
    let (ledgers, who) = (ctx.app.ledgers()?, ctx.who());
    let key = if form.has("end") {
        coordinating::end_wishes(ledgers, &who, &programme).await?;
        "programme-done-ended"
    } else {
        coordinating::ask_for_wishes(ledgers, &who, &programme).await?;
        "programme-done-asked"
    };
    ctx.done(&href(programme.id), key)
}

/// `POST /mentoring/programmes/{id}/part`: two no longer belong together.
pub async fn part(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let (programme, _) = coordinated(&ctx, &id).await?;
    let id = |name: &str| form.get(name).parse::<LedgerId>().map_err(|_| Error::NotFound);
    let both = (id("mentor")?, id("mentee")?);
    coordinating::part(ctx.app.ledgers()?, &ctx.who(), &programme, both).await?;
    ctx.done(&format!("{}#pairs", href(programme.id)), "programme-done-parted")
}

//! `/mentoring/applications/{id}`: an application, as the applicant and the coordinator see it.

mod candidates;

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use content::{
    Values,
    federating::{Find, find},
    kind::Place,
    markdown, read,
};
use domain::{Error, FieldErrors, Time, id::LedgerId};
use people::{
    ledger::{self, Entry, Open, Side},
    notifications,
};
use serde_json::Value;
use web::{
    Choice, Ctx, Form, FormView, Html, Shell, context,
    kind::{self, Shown},
};

use candidates::Candidate;

use super::{
    at_form,
    matches::{self, Line},
    party, programme,
};
use crate::{
    application::{
        APPLICATION, Applicant, Role, State, candidates as shown, entry, form as fields, wishes,
    },
    applying, coordinating, elder,
    matching::Reason,
    programme::Programme,
    workspace::{MENTORING, Stage},
};

/// The address of an application.
pub fn href(id: LedgerId) -> String {
    format!("/mentoring/applications/{id}")
}

struct Said {
    who: String,
    at: Time,
    text: Html,
}

/// Somebody with whom one is to work.
struct Match {
    name: String,
    address: String,
    ended: bool,
    grant: Option<i64>,
    lines: Vec<Line>,
    /// Where the two work together, or where that begins.
    work: Option<String>,
    begin: String,
    /// Who of the reader's side has begun it already, where she is not named herself.
    begun: Option<String>,
}

struct Report {
    with: String,
    stage: String,
    meetings: i64,
    hours: String,
    satisfaction: String,
    overdue: i64,
}

#[derive(Template)]
#[template(path = "mentoring/application.html")]
struct Page {
    shell: Shell,
    f: FormView,
    home: String,
    title: String,
    applicant: (String, String),
    coordinator: (String, String),
    /// The page of the programme, where it is known here.
    programme: Option<String>,
    coordinates: bool,
    state: State,
    invitation: Html,
    decision: Html,
    apply: String,
    /// Whether nobody can apply today.
    closed: bool,
    sectors: Vec<String>,
    said: Html,
    matches: Vec<Match>,
    candidates: Vec<Candidate>,
    round: bool,
    /// Whether the applicant works with as many cities as it can.
    full: bool,
    wished: bool,
    choices: Vec<Choice>,
    reports: Vec<Report>,
    messages: Vec<Said>,
    decisions: Vec<Choice>,
    /// Whether there is a decision on what does not stand any more.
    overtaken: bool,
    /// What stands on the page.
    seen: String,
}

impl Page {
    fn state(&self) -> String {
        self.shell.t(&format!("application-state-{}", self.state.as_str())).to_owned()
    }

    fn is(&self, word: &str) -> bool {
        self.state.as_str() == word
    }

    fn choice(&self, c: &Candidate) -> Html {
        let name = format!("choice.{}", c.n);
        let label = self.shell.t1("wish-choice", "name", &c.name);
        let choices = c.choices(&self.choices);
        Html::render(&self.f.select(&name, "wish-choice", &choices).label(label))
    }

    fn worked(&self, c: &Candidate) -> Html {
        Html::render(&self.f.checkbox(&format!("worked.{}", c.n), "wish-worked"))
    }

    fn chosen(&self, c: &Candidate) -> String {
        self.shell.t(&format!("wish-{}", c.chosen)).to_owned()
    }
}

async fn open(ctx: &Ctx, id: &str) -> web::Result<Open> {
    ctx.signed_in()?;
    let id: LedgerId = id.parse().map_err(|_| Error::NotFound)?;
    let mut open = applying::see(ctx.app.ledgers()?, &ctx.who(), id).await?;
    ledger::name_in(&mut ctx.read(), &mut open.ledger, ctx.tr.lang()).await?;
    Ok(open)
}

/// `GET /mentoring/applications/{id}`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let open = open(&ctx, &id).await?;
    notifications::mark_ledger_seen(ctx.store(), ctx.signed_in()?, open.ledger.id).await?;
    ctx.page(&page(&ctx, &open, Form::new(), FieldErrors::default()).await?)
}

async fn page(ctx: &Ctx, open: &Open, form: Form, errors: FieldErrors) -> web::Result<Page> {
    let (tr, ledger, now) = (ctx.tr, &open.ledger, &open.now);
    let summary = (ledger.kind.summary)(ledger, &open.operations, now).values;
    let state = summary.get("state").and_then(Value::as_str).and_then(State::parse);
    let state = state.unwrap_or(State::Invited);
    let chosen = wishes::Wishes::read(
        summary.get("wishes").and_then(Value::as_object).unwrap_or(&Values::new()),
    );
    let names = names(ctx, open).await?;
    let decided = !now.one(entry::DECISION).value("state").is_null();
    let candidates = candidates::of(ctx, open, &names, &chosen).await?;
    let coordinates = open.side == Side::Second;
    let mut form = form;
    if coordinates && !form.has("text") && State::DECISIONS.contains(&state) {
        form.set("state", state.as_str());
        form.set("text", now.one(entry::DECISION).text("text"));
    }
    // What was typed stays; else what was said before stands there.
    let typed = form.has("choice.0");
    for c in candidates.iter().filter(|_| !typed) {
        c.fill(&mut form);
    }
    let f = ctx.form(form, errors);
    let programme = known_programme(ctx, open).await?;
    let title = programme.as_ref().map_or(&ledger.title, |p| &p.title).clone();
    let today = ctx.app.today().to_string();
    let matches = matched(ctx, open, &title, &names).await?;
    let role = Role::parse(now.one(entry::APPLICATION).text("role"));
    let works_with = matches.iter().filter(|m| !m.ended).count();
    Ok(Page {
        shell: ctx
            .shell(tr.t1("application-title", "title", &title))
            .crumb(tr.t("mentoring-menu"), "/mentoring")
            .crumb(tr.t("workspace-list"), super::HREF)
            .for_form(&f)
            .noindex(),
        f,
        home: href(ledger.id),
        title,
        applicant: party(ledger, Side::First),
        coordinator: party(ledger, Side::Second),
        coordinates,
        state,
        invitation: text(now.one(entry::INVITATION)),
        decision: text(now.one(entry::DECISION)),
        apply: programme
            .as_ref()
            .map(|p| format!("/mentoring/programmes/{}/apply", p.id))
            .unwrap_or_default(),
        closed: programme.as_ref().is_some_and(|p| !p.takes_applications(&today)),
        sectors: said_sectors(ctx, open),
        said: said(ctx, open),
        matches,
        candidates,
        round: now.one(entry::ROUND).flag("open"),
        full: works_with >= fields::capacity(&values(open), role),
        wished: chosen.said,
        choices: wishes::CHOICES
            .into_iter()
            .map(|word| Choice::new(word, tr.t(&format!("wish-{word}"))))
            .collect(),
        reports: reports(ctx, open, &names),
        messages: messages(open),
        decisions: Choice::all(
            tr,
            "application-state",
            State::DECISIONS.into_iter().map(State::as_str),
        ),
        overtaken: decided && state == State::Received,
        seen: super::seen_text(now.seen()),
        programme: programme.map(|p| match open.side {
            Side::First => p.href,
            Side::Second => programme::href(p.id),
        }),
    })
}

/// The programme, where it is known on this instance: an invitation can come before it does.
async fn known_programme(ctx: &Ctx, open: &Open) -> web::Result<Option<Programme>> {
    let iri = open.now.one(entry::ABOUT).text("programme").to_owned();
    let live = ctx.app.federation().and_then(|f| f.live()).ok_or(Error::NotFound)?;
    // A programme lives where its coordinator does; nobody makes us ask anywhere else.
    if !federation::document::same_origin(&iri, &open.ledger.party_iris[1]) {
        return Ok(None);
    }
    let (who, lang) = (ctx.who(), ctx.tr.lang());
    let addresses = [iri.clone()];
    let asking = ctx.app.federation().ok_or(Error::NotFound)?;
    let here = read::by_address(&mut ctx.read(), &who, &live.origin, &addresses, lang).await?;
    let id = match here.get(&iri) {
        Some(card) => card.id,
        None => match find(asking, ctx.app.publishing(), &iri).await {
            Ok(Find::Content(id)) => id,
            _ => return Ok(None),
        },
    };
    let (kinds, lang) = (ctx.app.kinds(), ctx.tr.lang());
    match Programme::read(&mut ctx.read(), kinds, &live.origin, &ctx.who(), id, lang).await {
        Ok(programme) => Ok(Some(programme)),
        Err(Error::NotFound | Error::Gone) => Ok(None),
        Err(e) => Err(e.into()),
    }
}

/// What the other cities are called in the reader's language, by the IRIs of their parties, where that is known here.
type Names = HashMap<String, String>;

async fn names(ctx: &Ctx, open: &Open) -> web::Result<Names> {
    let live = ctx.app.federation().and_then(|f| f.live()).ok_or(Error::NotFound)?;
    let mut iris: Vec<String> = shown::all(&open.now).into_iter().map(|c| c.iri).collect();
    iris.extend(open.now.all(entry::MATCH).into_iter().map(|(iri, _)| iri.to_owned()));
    Ok(applying::names(&mut ctx.read(), &live.origin, &iris, ctx.tr.lang()).await?)
}

/// The name of another city, else the one with which the coordinator wrote it down.
fn called(names: &Names, iri: &str, name: &str) -> String {
    names.get(iri).map_or(name, String::as_str).to_owned()
}

fn text(entry: &Entry) -> Html {
    rendered(entry.text("text"))
}

fn rendered(text: &str) -> Html {
    if text.is_empty() { Html::default() } else { Html::trusted(markdown::render_theirs(text, 4)) }
}

fn values(open: &Open) -> Values {
    let there = open.now.one(entry::APPLICATION);
    there.fields().map(|f| (f.to_owned(), there.value(f).clone())).collect()
}

fn said_sectors(ctx: &Ctx, open: &Open) -> Vec<String> {
    let sectors = fields::words(&values(open), "sectors");
    sectors.iter().map(|s| ctx.tr.sector(s).to_owned()).collect()
}

/// What the applicant has said, as the form asks for it.
fn said(ctx: &Ctx, open: &Open) -> Html {
    let values = values(open);
    let lang = open.now.one(entry::APPLICATION).text("lang");
    let lang = domain::Lang::parse(lang).unwrap_or_else(|| ctx.tr.lang().clone());
    let html: Values = values
        .iter()
        .filter(|(name, _)| APPLICATION.field(name).is_some_and(|f| f.shape.is_markdown()))
        .filter_map(|(name, value)| {
            Some((name.clone(), Value::from(markdown::render_theirs(value.as_str()?, 3))))
        })
        .collect();
    let shown = Shown { lang: &lang, values: &values, html: &html };
    kind::sections(&ctx.local, &APPLICATION, Place::Body, shown)
}

async fn matched(ctx: &Ctx, open: &Open, title: &str, names: &Names) -> web::Result<Vec<Match>> {
    let iri = open.now.one(entry::ABOUT).text("programme");
    let mut q = ctx.read();
    let (ledgers, own) = (ctx.app.ledgers()?, open.ledger.parties[0].id);
    let me = ctx.signed_in()?.actor_id;
    // Only whoever is named in the workspace is shown the way to it.
    let seen = ledger::of(&mut q, me, MENTORING.name, ctx.tr.lang()).await?;
    let mut all = Vec::new();
    for (other, e) in open.now.all(entry::MATCH) {
        let reasons = e.value("reasons").as_array().cloned().unwrap_or_default();
        let reasons: Vec<Reason> =
            reasons.into_iter().filter_map(|r| serde_json::from_value(r).ok()).collect();
        let there = match ledgers.federation().known_actor(other).await? {
            Some(other) => {
                let mut theirs = elder::of_pair(&mut q, iri, [own, other.id]).await?;
                theirs.extend(elder::of_pair(&mut q, iri, [other.id, own]).await?);
                elder::oldest(&mut q, ledgers, &theirs).await?
            }
            None => None,
        };
        let work = there.filter(|work| seen.iter().any(|line| line.id == *work));
        let begun = match there.filter(|_| work.is_none()) {
            Some(there) => {
                let readers = ledger::readers(&mut q, there, ctx.tr.lang()).await?;
                let ours = readers.into_iter().filter(|r| r.party_id == own);
                Some(ours.map(|r| r.name).collect::<Vec<_>>().join(", "))
            }
            None => None,
        };
        let side = if e.text("role") == Role::Mentor.as_str() { "mentor" } else { "mentee" };
        let query =
            [("with", e.text("address")), ("side", side), ("title", title), ("programme", iri)]
                .map(|(name, value)| format!("{name}={}", context::encode(value)))
                .join("&");
        all.push(Match {
            name: called(names, other, e.text("name")),
            address: e.text("address").to_owned(),
            ended: e.text("state") != "decided",
            grant: e.number("grant"),
            lines: matches::lines(ctx, &reasons),
            work: work.map(super::href),
            begin: format!("{}/new?{query}", super::HREF),
            begun,
        });
    }
    Ok(all)
}

fn reports(ctx: &Ctx, open: &Open, names: &Names) -> Vec<Report> {
    let one = |(_, e): (&str, &Entry)| {
        let stage = Stage::parse(e.text("stage")).map_or("matched", Stage::as_str);
        let with = e.text("with");
        Report {
            with: called(names, with, open.now.entry(entry::MATCH, with).text("name")),
            stage: ctx.tr.t(&format!("workspace-stage-{stage}")).to_owned(),
            meetings: e.number("meetings").unwrap_or_default(),
            hours: programme::hours(ctx, e.number("minutes").unwrap_or_default()),
            satisfaction: e.number("satisfaction").map(|n| ctx.local.tenths(n)).unwrap_or_default(),
            overdue: e.number("overdue").unwrap_or_default(),
        }
    };
    // What was taken back is no report.
    let all = open.now.all(entry::REPORT).into_iter().filter(|(_, e)| !e.text("with").is_empty());
    all.map(one).collect()
}

fn messages(open: &Open) -> Vec<Said> {
    let one = |(_, e): (&str, &Entry)| {
        let written = e.begun()?;
        let person = open.now.entry(ledger::PERSON, &written.actor);
        let side = open.ledger.side_of(&written.party)?;
        let (city, _) = party(&open.ledger, side);
        let who = match person.text("name") {
            "" => city,
            name => format!("{name}, {city}"),
        };
        Some(Said { who, at: written.at, text: text(e) })
    };
    open.now.all(entry::MESSAGE).into_iter().filter_map(one).collect()
}

/// `POST /mentoring/applications/{id}/messages`
pub async fn say(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let id = open.ledger.id;
    let said = applying::say(ctx.app.ledgers()?, &ctx.who(), id, form.get("message")).await;
    done(&ctx, &open, form, said, "workspace-done-said", "#messages").await
}

/// `POST /mentoring/applications/{id}/withdraw`: the applicant takes its application back, or declines the invitation.
pub async fn withdraw(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let open = open(&ctx, &id).await?;
    let applied = !open.now.one(entry::APPLICATION).is_empty();
    let key = if applied { "application-done-withdrawn" } else { "application-done-refused" };
    let done_it = applying::withdraw(ctx.app.ledgers()?, &ctx.who(), open.ledger.id).await;
    done(&ctx, &open, Form::new(), done_it, key, "").await
}

/// `POST /mentoring/applications/{id}/wishes`
pub async fn wish(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let candidates = shown::all(&open.now);
    let chosen = candidates
        .iter()
        .enumerate()
        .map(|(n, c)| (&*c.iri, form.get(&format!("choice.{n}")), form.on(&format!("worked.{n}"))));
    let said = match wishes::Wishes::of(chosen) {
        Ok(wishes) => applying::wish(ctx.app.ledgers()?, &ctx.who(), open.ledger.id, wishes).await,
        Err(e) => Err(e),
    };
    done(&ctx, &open, form, said, "application-done-wished", "").await
}

/// `POST /mentoring/applications/{id}/decide`: the coordinator takes it or not.
pub async fn decide(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let programme = known_programme(&ctx, &open).await?.ok_or(Error::NotFound)?;
    let state = State::parse(form.get("state"));
    let state = state.ok_or_else(|| Error::field("state", "error-required"));
    let decided = match state {
        Ok(state) => {
            let (ledgers, id) = (ctx.app.ledgers()?, open.ledger.id);
            let (text, seen) = (form.get("text"), super::seen_of(form.get("seen")));
            let who = ctx.who();
            coordinating::decide(ledgers, &who, &programme, id, state, text, seen.as_ref()).await
        }
        Err(e) => Err(e),
    };
    done(&ctx, &open, form, decided, "application-done-decided", "").await
}

async fn done(
    ctx: &Ctx,
    open: &Open,
    form: Form,
    result: domain::Result<()>,
    key: &str,
    at: &str,
) -> web::Result {
    match result {
        Ok(()) => ctx.done(&format!("{}{at}", href(open.ledger.id)), key),
        // What the coordinator cannot decide is said beside what she chose.
        Err(Error::Conflict(key)) if form.has("state") => {
            let mut errors = FieldErrors::default();
            errors.add("state", key);
            ctx.invalid(&page(ctx, open, form, errors).await?)
        }
        Err(error) => ctx.invalid(&page(ctx, open, form, at_form(error)?).await?),
    }
}

/// A line of the list of applications.
pub struct Row {
    pub title: String,
    pub href: String,
    pub with: String,
    pub host: String,
    pub state: String,
    /// Whether something waits for the reader's side.
    pub waits: bool,
    pub changed: Time,
}

impl Row {
    /// Of an application in which the reader acts for the applicant.
    pub fn of(ctx: &Ctx, line: ledger::Line) -> Self {
        let a = Applicant::of(line);
        Self {
            title: a.line.title.clone(),
            href: href(a.line.id),
            with: a.line.second_name.clone(),
            host: a.line.second_host.clone(),
            state: ctx.tr.t(&format!("application-state-{}", a.state.as_str())).to_owned(),
            waits: a.state == State::Invited || a.owes_wishes(),
            changed: a.line.updated_at,
        }
    }
}

//! `/mentoring/applications/{id}`: an application, as the applicant and the coordinator see it.

mod candidates;
mod partners;
mod reports;
mod said;

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use content::{
    federating::{Find, find},
    read,
};
use domain::{Error, FieldErrors, Time, id::LedgerId};
use people::{
    ledger::{self, Open, Side},
    notifications,
};
use web::{Choice, Ctx, Form, FormView, Html, Shell};

use candidates::Candidate;
use partners::Match;
use reports::{Report, reports};
use said::{Said, messages, said, said_sectors, text};

use super::{
    at_form,
    next::{InRow, Next},
    party, programme,
};
use crate::{
    application::{Applicant, State, candidates as shown, entry, wishes},
    applying, begun, coordinating,
    programme::Programme,
};

pub use partners::{Listed, begin, partners};

/// The address of an application.
pub fn href(id: LedgerId) -> String {
    format!("/mentoring/applications/{id}")
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
    /// What is to be done next.
    next: Html,
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
        Html::render(&self.f.select(&name, "application-wishes", &choices).label(label))
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
    ledger::name_in(ctx.app.ledgers()?, &mut open, ctx.tr.lang()).await?;
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
    let applicant = Applicant::of_open(open);
    let state = applicant.state;
    let names = names(ctx, open).await?;
    let decided = !now.one(entry::DECISION).value("state").is_null();
    let candidates = candidates::of(ctx, open, &names, &applicant.wishes).await?;
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
    let partners = begun::partners(ctx.app.ledgers()?, &ctx.who(), open, tr.lang()).await?;
    let closed = programme.as_ref().is_some_and(|p| !p.takes_applications(&today));
    let apply = programme.as_ref().map(|p| format!("{}/apply", programme::href(p.id)));
    let apply = apply.unwrap_or_default();
    let next = next(ctx, &applicant, (programme.as_ref(), title.as_str()), &partners);
    let matches = partners::shown(ctx, open, &title, partners);
    Ok(Page {
        next: next.map(|next| next.banner(ctx)).unwrap_or_default(),
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
        apply,
        closed,
        sectors: said_sectors(ctx, open),
        said: said(ctx, open),
        matches,
        candidates,
        round: applicant.is_asked_now(),
        full: !applicant.has_room(),
        wished: applicant.wishes.said,
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

/// The next step for the reader's side; `programme` is where it is known here, and what it is called.
fn next(
    ctx: &Ctx,
    applicant: &Applicant,
    (programme, title): (Option<&Programme>, &str),
    partners: &[begun::Partner],
) -> Option<Next> {
    let partners: Vec<begun::Partner> = partners.iter().filter(|p| !p.ended).cloned().collect();
    let programme = programme.map(|p| (p.id, &p.values));
    Listed { applicant, programme, title, partners: &partners }.next(ctx)
}

/// What the other cities are called in the reader's language, by the IRIs of their parties, where that is known here.
type Names = HashMap<String, String>;

async fn names(ctx: &Ctx, open: &Open) -> web::Result<Names> {
    let live = ctx.app.federation().and_then(|f| f.live()).ok_or(Error::NotFound)?;
    let mut iris: Vec<String> = shown::all(&open.now).into_iter().map(|c| c.iri).collect();
    iris.extend(open.now.all(entry::MATCH).into_iter().map(|(iri, _)| iri.to_owned()));
    Ok(ledger::names(&mut ctx.read(), &live.origin, &iris, ctx.tr.lang()).await?)
}

/// The name of another city, else the one with which the coordinator wrote it down.
fn called(names: &Names, iri: &str, name: &str) -> String {
    names.get(iri).map_or(name, String::as_str).to_owned()
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
    let state = state.ok_or_else(|| Error::field("state", "content-error-choose"));
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
    /// What is to be done next.
    pub next: InRow,
    pub changed: Time,
}

impl Row {
    /// Of an application in which the reader acts for the applicant.
    pub fn of(ctx: &Ctx, a: &Applicant, title: String, next: InRow) -> Self {
        Self {
            title,
            href: href(a.line.id),
            with: a.line.second_name.clone(),
            host: a.line.second_host.clone(),
            state: ctx.tr.t(&format!("application-state-{}", a.state.as_str())).to_owned(),
            next,
            changed: a.line.updated_at,
        }
    }
}

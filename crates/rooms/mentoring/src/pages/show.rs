//! `/mentoring/workspaces/{id}`: the workspace, the same for both sides.

mod conflicts;
mod files;
mod meetings;
mod participants;
mod said;

use askama::Template;
use axum::extract::Path;
use content::files::media;
use domain::{Error, FieldErrors, id::LedgerId};
use people::{
    ledger::{Open, Side, notes},
    notifications,
};
use web::{Choice, Ctx, Form, FormView, Html, Shell};

use self::{
    conflicts::{Conflict, conflicts},
    files::{File, files, wrong},
    meetings::{Session, counted, sessions, upcoming},
    participants::{Person, people},
    said::{Names, Said, lessons, rendered, said},
};
pub use self::{files::remove_file, said::author};
use super::{HREF, at_form, called, href, next::Next, open, party};
use crate::{
    agreement::Agreed,
    meetings::Meetings,
    next::{Situation, all_of_workspace},
    service, verifying,
    workspace::{Stage, entry, is_overdue, word},
};

/// A goal with how far it has come.
struct Goal {
    text: String,
    measure: String,
    due: String,
    state: String,
    progress: i64,
    note: String,
    href: String,
    contested: bool,
}

/// Something to be done.
struct Action {
    text: String,
    owner: String,
    due: String,
    state: String,
    overdue: bool,
    href: String,
    contested: bool,
}

#[derive(Template)]
#[template(path = "mentoring/show.html")]
struct Show {
    shell: Shell,
    f: FormView,
    home: String,
    title: String,
    /// That there is an older workspace of the same pair.
    elder: Html,
    /// The programme it belongs to; empty for none.
    programme: String,
    mentor: (String, String),
    mentee: (String, String),
    binds: bool,
    /// Whether the reader's side can decline what the other one has proposed.
    invited: bool,
    dates: String,
    /// What is to be done next.
    to_do: Html,
    /// What waits besides.
    besides: Html,
    /// Whether the reader keeps a version that she has not proposed yet.
    drafted: bool,
    stage: usize,
    /// How many meetings there were, and how many are planned.
    meetings: String,
    goals: Vec<Goal>,
    sessions: Vec<Session>,
    /// What it is about, when and where, and its file for a calendar.
    next: Option<(String, String, String)>,
    actions: Vec<Action>,
    messages: Vec<Said>,
    checkins: Vec<Said>,
    feedback: Vec<Said>,
    lessons: Vec<Said>,
    people: Vec<Person>,
    /// Whom the reader can add.
    colleagues: Vec<Choice>,
    files: Vec<File>,
    /// Where files are sent to, and what was wrong with the last one.
    upload: String,
    wrong: Option<String>,
    accept: String,
    conflicts: Vec<Conflict>,
    /// What stands on the page.
    seen: String,
    closed: bool,
    /// Whether there are practices here.
    practices: bool,
    /// Parties that have left.
    left: Vec<String>,
    /// What came of it, as practices: the city, and the page where it is known here.
    made: Vec<(String, Option<String>)>,
}

impl Show {
    /// The steps of a mentoring, in their order.
    fn path(&self) -> Vec<(&'static str, bool, bool)> {
        let steps = [
            "workspace-step-request",
            "workspace-step-agreement",
            "workspace-step-work",
            "workspace-step-feedback",
            "workspace-step-sharing",
        ];
        let step = |(n, key)| (key, n < self.stage, n == self.stage);
        steps.into_iter().enumerate().map(step).collect()
    }

    /// A city with the address of its server, where that is another one.
    fn named(&self, (name, host): &(String, String)) -> String {
        if host.is_empty() {
            return name.clone();
        }
        self.shell.tr().t2("workspace-at", "name", name.as_str(), "host", host.as_str())
    }

    fn phase(&self, session: &Session) -> String {
        self.shell.tr().word("session-phase", &session.phase).to_owned()
    }

    fn state(&self, action: &Action) -> String {
        self.shell.tr().word("action-state", &action.state).to_owned()
    }
}

/// `GET /mentoring/workspaces/{id}`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let open = open(&ctx, &id).await?;
    notifications::mark_ledger_seen(ctx.store(), ctx.signed_in()?, open.ledger.id).await?;
    ctx.page(&page(&ctx, &open, Form::new(), FieldErrors::default()).await?)
}

/// `POST /mentoring/workspaces/{id}/note`: one's own note, which stays here.
pub async fn note(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let (ledgers, id) = (ctx.app.ledgers()?, open.ledger.id);
    match service::note(ledgers, &ctx.who(), id, form.get("place"), form.get("note")).await {
        Ok(()) => {
            let place = form.get("place");
            let back = if place.is_empty() { "#own".to_owned() } else { format!("/{place}") };
            ctx.done(&format!("{}{back}", href(id)), "workspace-done-noted")
        }
        Err(Error::Invalid(errors)) => ctx.invalid(&page(&ctx, &open, form, errors).await?),
        Err(error) => Err(error.into()),
    }
}

/// `POST /mentoring/workspaces/{id}/messages`
pub async fn say(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let id = open.ledger.id;
    match service::say(ctx.app.ledgers()?, &ctx.who(), id, form.get("message")).await {
        Ok(()) => ctx.done(&format!("{}#messages", href(id)), "workspace-done-said"),
        Err(error) => ctx.invalid(&page(&ctx, &open, form, at_form(error)?).await?),
    }
}

/// `POST /mentoring/workspaces/{id}/people`
pub async fn invite(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let (ledgers, who, id) = (ctx.app.ledgers()?, ctx.who(), open.ledger.id);
    match service::invite(ledgers, &who, id, form.get("handle"), form.get("role")).await {
        Ok(()) => ctx.done(&format!("{}#people", href(id)), "workspace-done-invited"),
        Err(error) => ctx.invalid(&page(&ctx, &open, form, at_form(error)?).await?),
    }
}

/// `POST /mentoring/workspaces/{id}/people/remove`
pub async fn remove(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let (ledgers, who, id) = (ctx.app.ledgers()?, ctx.who(), open.ledger.id);
    let person = form.get("person").parse().map_err(|_| Error::NotFound)?;
    service::dismiss(ledgers, &who, id, person).await?;
    let own = ctx.signed_in()?.actor_id == person;
    let back = if own { HREF.to_owned() } else { format!("{}#people", href(id)) };
    ctx.done(&back, "workspace-done-removed")
}

/// `POST /mentoring/workspaces/{id}/leave`
pub async fn leave(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let open = open(&ctx, &id).await?;
    let id = open.ledger.id;
    service::leave(ctx.app.ledgers()?, &ctx.who(), id).await?;
    ctx.done(&href(id), "workspace-done-left")
}

/// `POST /mentoring/workspaces/{id}/decline`: a mentoring that the other city has proposed.
pub async fn decline(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let id = open.ledger.id;
    match service::decline(ctx.app.ledgers()?, &ctx.who(), id, form.get("reason")).await {
        Ok(()) => ctx.done(&href(id), "workspace-done-declined"),
        Err(error) => ctx.invalid(&page(&ctx, &open, form, at_form(error)?).await?),
    }
}

/// The workspace, and at its top why something was not done.
pub async fn refused(ctx: &Ctx, open: &Open, errors: FieldErrors) -> web::Result {
    ctx.invalid(&page(ctx, open, Form::new(), errors).await?)
}

async fn page(ctx: &Ctx, open: &Open, form: Form, errors: FieldErrors) -> web::Result<Show> {
    let (ledger, now, tr) = (&open.ledger, &open.now, ctx.tr);
    let mut form = form;
    if !form.has("note") {
        form.set("note", own_note(ctx, ledger.id, "").await?);
    }
    let made = made(ctx, open).await?;
    let files = files(ctx, open).await?;
    let f = ctx.form(form, errors);
    let home = href(ledger.id);
    let agreement = verifying::agreement(&mut ctx.read(), ledger, &open.operations).await?;
    let (binds, agreed) = (agreement.in_force(), agreement.goals());
    let terms = binds.map(crate::agreement::Version::terms).unwrap_or_default();
    let day = |name: &str| {
        let text = terms.get(name).and_then(|v| v.as_str()).unwrap_or_default();
        ctx.local.partial_date(text)
    };
    let names = Names::of(open);
    let (day_of, today) = (ctx.local.today(), ctx.local.today().to_string());
    let to_do = all_of_workspace(&Situation::of(now, &agreement), open.side, day_of);
    let other = party(ledger, open.side.other()).0;
    let to_do = Next::all_of_workspace(ctx, &to_do, &home, &other);
    let closing = now.one(entry::CLOSING);
    let feedback = said(ctx, open, &names, entry::FEEDBACK);
    let stage = Stage::of(now, &agreement);
    let step = match stage {
        Stage::Closed => 4,
        Stage::Feedback => 3,
        _ if binds.is_some() => 2,
        _ => 1,
    };
    Ok(Show {
        made,
        shell: ctx
            .shell(&ledger.title)
            .crumb(tr.t("mentoring-menu"), "/mentoring")
            .crumb(tr.t("workspace-list"), HREF)
            .for_form(&f)
            .noindex(),
        f,
        elder: super::elder::notice(ctx, open).await?,
        title: ledger.title.clone(),
        programme: called::of(ctx, open).await?.programme,
        mentor: party(ledger, Side::First),
        mentee: party(ledger, Side::Second),
        binds: binds.is_some(),
        invited: service::can_decline(open, &agreement),
        dates: if binds.is_some() {
            tr.t2("workspace-dates", "from", day("starts"), "until", day("ends"))
        } else {
            String::new()
        },
        to_do: to_do.first().map(|next| next.banner(ctx)).unwrap_or_default(),
        besides: Next::besides(ctx, to_do.get(1..).unwrap_or_default(), &ledger.title),
        drafted: crate::drafting::kept(ctx.app.ledgers()?, &ctx.who(), open).await?.is_some(),
        stage: step,
        meetings: counted(ctx, Meetings::of(now, day_of)),
        goals: goals(ctx, open, &agreed, &home),
        sessions: sessions(ctx, open),
        next: upcoming(ctx, open, day_of),
        actions: now
            .all(entry::ACTION)
            .into_iter()
            .map(|(key, a)| Action {
                text: a.text("text").to_owned(),
                owner: a.text("owner").to_owned(),
                due: ctx.local.partial_date(a.text("due")),
                state: a.text("state").to_owned(),
                overdue: !matches!(stage, Stage::Closed | Stage::Left) && is_overdue(a, &today),
                href: format!("{home}/{}/{key}", entry::ACTION),
                contested: a.conflicts().next().is_some(),
            })
            .collect(),
        messages: said(ctx, open, &names, entry::MESSAGE),
        checkins: said(ctx, open, &names, entry::CHECKIN),
        feedback,
        lessons: lessons(open, &names),
        people: people(ctx, open).await?,
        colleagues: Choice::people(
            &service::candidates(ctx.app.ledgers()?, open, tr.lang()).await?,
        ),
        files,
        upload: format!("/files/to-ledger/{}?next={}", ledger.id, web::context::encode(&home)),
        wrong: wrong(ctx),
        accept: media::ALL.iter().map(|m| format!(".{}", m.ending)).collect::<Vec<_>>().join(","),
        conflicts: conflicts(ctx, open, &names, &agreed),
        seen: super::seen_text(now.seen()),
        closed: stage == Stage::Closed,
        practices: ctx.app.kinds().get("practice").is_some(),
        left: Side::BOTH
            .into_iter()
            .filter(|side| closing.flag(&format!("{}_left", word(*side))))
            .map(|side| party(ledger, side).0)
            .collect(),
        home,
    })
}

/// The reader's own note on something in a ledger, as she wrote it.
pub async fn own_note(ctx: &Ctx, id: LedgerId, place: &str) -> web::Result<String> {
    let me = ctx.signed_in()?.actor_id;
    let all = notes::notes(&mut ctx.read(), id, me).await?;
    Ok(all.into_iter().find(|n| n.place == place).map(|n| n.text).unwrap_or_default())
}

/// Practices that came of it. One that nobody has published yet is known to whoever writes it alone.
async fn made(ctx: &Ctx, open: &Open) -> web::Result<Vec<(String, Option<String>)>> {
    let closing = open.now.one(entry::CLOSING);
    let iri = |side: Side| closing.text(&format!("{}_practice", word(side))).to_owned();
    let written: Vec<(Side, String)> = Side::BOTH.map(|side| (side, iri(side))).into();
    let written = written.into_iter().filter(|(_, iri)| !iri.is_empty()).collect::<Vec<_>>();
    let origin = ctx.app.origin().ok_or(Error::NotFound)?;
    let addresses: Vec<String> = written.iter().map(|(_, iri)| iri.clone()).collect();
    let (who, lang) = (ctx.who(), ctx.tr.lang());
    let cards = content::read::by_address(&mut ctx.read(), &who, &origin, &addresses, lang).await?;
    let href = |iri: &String| {
        let card = cards.get(iri)?;
        Some(web::kind::href(&ctx.app, &card.kind, card.id, &card.slug))
    };
    let made = written.iter().map(|(side, iri)| (party(&open.ledger, *side).0, href(iri)));
    let made = made.collect();
    Ok(made)
}

fn goals(ctx: &Ctx, open: &Open, agreed: &[Agreed], home: &str) -> Vec<Goal> {
    let goal = |agreed: &Agreed| {
        let entry = open.now.entry(entry::GOAL, &agreed.key);
        let done = entry.text("state") == "done";
        Goal {
            text: agreed.text.clone(),
            measure: agreed.measure.clone(),
            due: ctx.local.partial_date(&agreed.due),
            state: entry.text("state").to_owned(),
            progress: entry.number("progress").unwrap_or(if done { 100 } else { 0 }),
            note: entry.text("note").to_owned(),
            href: format!("{home}/{}/{}", entry::GOAL, agreed.key),
            contested: entry.conflicts().next().is_some(),
        }
    };
    agreed.iter().map(goal).collect()
}

//! `/mentoring/assistance/{id}`: one request, as each of its two sides sees it.

use askama::Template;
use axum::extract::Path;
use content::{markdown, read::Card};
use domain::{Error, FieldErrors, Lang, Time};
use people::{
    ledger::{Entry, Open, Side},
    notifications,
};
use web::{Choice, Ctx, Form, FormView, Html, Shell};

use super::{
    HREF, href, is_passed_on,
    names::{Names, carried},
    open,
    suggesting::{self, EXPERTS, Roster, Thing},
};
use crate::{
    assistance::{
        HELPED, Standing, State, addresses,
        asking::{self, Need, Outcome},
        coordinator, entry, tongue,
    },
    pages::at_form,
};

/// A message.
struct Said {
    who: String,
    /// By whom it was passed on, or empty.
    through: String,
    at: Time,
    lang: Option<Lang>,
    text: Html,
}

/// An expert to whom it was passed on.
struct Route {
    name: String,
    state: String,
    /// Where she cannot help: which colleague of hers has said so, or empty for herself, and why.
    by: String,
    reason: String,
    /// What one wrote to her, where the reader sees that.
    href: String,
}

/// An expert who is suggested.
struct Suggested {
    id: String,
    href: String,
    name: String,
    organisation: String,
    title: String,
    lang: Lang,
    reasons: Vec<String>,
}

impl Suggested {
    fn new(card: Card, href: String, reasons: Vec<String>) -> Self {
        Self {
            id: card.id.to_string(),
            href,
            name: card.author_name,
            organisation: card.organisation_name,
            title: card.title,
            lang: card.lang,
            reasons,
        }
    }
}

/// Those of the roster who were not asked yet.
#[derive(Default)]
struct Experts {
    /// Who fit, the best first.
    fit: Vec<Suggested>,
    /// All others, by their names.
    others: Vec<Choice>,
    /// Whether somebody was asked.
    asked: bool,
}

#[derive(Template)]
#[template(path = "mentoring/assistance-show.html")]
pub struct Show {
    shell: Shell,
    f: FormView,
    home: String,
    /// Who asks, and who answers, with their hosts.
    asker: (String, String),
    helper: (String, String),
    /// For whom a coordinator asks; empty where nobody passed it on.
    origin: String,
    need: String,
    lang: Option<Lang>,
    facts: Vec<(String, String)>,
    state: State,
    state_key: &'static str,
    overdue: bool,
    /// Whether the reader is of the side that asks.
    asks: bool,
    /// Whether nobody has answered, which is said to whoever asked.
    told: bool,
    /// Whether she is asked what came of it.
    followed: bool,
    /// Who cannot help, and why.
    declined: Option<(String, String)>,
    /// Why no answer is needed any more, for whoever was asked; else empty.
    ended: String,
    routes: Vec<Route>,
    messages: Vec<Said>,
    experts: Experts,
    /// Whether the reader can pass it on.
    coordinates: bool,
    /// Whether she can say what came of it.
    concludes: bool,
    offers: Vec<Thing>,
    helped: Vec<Choice>,
    outcome: Option<(String, Option<i64>, String)>,
}

impl Show {
    fn state_word(&self) -> String {
        self.shell.t(&format!("assistance-state-{}", self.state_key)).to_owned()
    }

    /// Where she writes more. That it reaches experts is said while there are some who may still answer.
    fn say(&self) -> Html {
        let field = self.f.textarea("message", "assistance-say").required().rows(4);
        let reaches = !self.routes.is_empty() && !self.state.is_over();
        Html::render(&if reaches { field } else { field.hint("") })
    }

    /// Whether an expert was chosen before the page was shown again.
    fn is_ticked(&self, id: &str) -> bool {
        self.f.values().is("expert", id)
    }

    fn helped_word(&self, helped: &str) -> String {
        let known = HELPED.iter().find(|word| **word == helped).unwrap_or(&HELPED[1]);
        self.shell.t(&format!("assistance-helped-{known}")).to_owned()
    }
}

/// `GET /mentoring/assistance/{id}`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let open = match open(&ctx, &id).await {
        Err(web::Error(Error::NotFound)) => return at_own(&ctx, &id).await,
        open => open?,
    };
    notifications::mark_ledger_seen(ctx.store(), ctx.signed_in()?, open.ledger.id).await?;
    ctx.page(&page(&ctx, &open, Form::new(), FieldErrors::default()).await?)
}

/// Leads whoever was given the address of somebody else to her own.
async fn at_own(ctx: &Ctx, id: &str) -> web::Result {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let own = addresses::own(ctx.app.ledgers()?, &ctx.who(), id).await?;
    Ok(ctx.redirect(&href(own)))
}

/// `POST /mentoring/assistance/{id}/messages`
pub async fn say(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let (id, lang) = (open.ledger.id, ctx.tr.lang());
    let lang = tongue::of(form.get("message"), lang, lang);
    let who = ctx.who();
    let said = asking::say(ctx.app.ledgers()?, &who, id, &lang, form.get("message"));
    let done = said.await;
    answer(&ctx, &open, form, done, "#messages", "assistance-done-said").await
}

/// `POST /mentoring/assistance/{id}/decline`
pub async fn decline(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let id = open.ledger.id;
    let done = asking::decline(ctx.app.ledgers()?, &ctx.who(), id, form.get("reason")).await;
    answer(&ctx, &open, form, done, "", "assistance-done-declined").await
}

/// `POST /mentoring/assistance/{id}/outcome`
pub async fn conclude(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let rating = form.line("rating");
    let outcome = Outcome {
        helped: form.get("helped").to_owned(),
        rating: if rating.is_empty() { None } else { Some(rating.parse().unwrap_or(0)) },
        text: form.block("text"),
    };
    let id = open.ledger.id;
    let done = asking::conclude(ctx.app.ledgers()?, &ctx.who(), id, outcome).await;
    answer(&ctx, &open, form, done, "#outcome", "assistance-done-outcome").await
}

/// `POST /mentoring/assistance/{id}/close`
pub async fn close(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let done = asking::close(ctx.app.ledgers()?, &ctx.who(), open.ledger.id).await;
    answer(&ctx, &open, form, done, "", "assistance-done-closed").await
}

async fn answer(
    ctx: &Ctx,
    open: &Open,
    form: Form,
    done: domain::Result<()>,
    place: &str,
    key: &str,
) -> web::Result {
    match done {
        Ok(()) => ctx.done(&format!("{}{place}", href(open.ledger.id)), key),
        Err(error) => ctx.invalid(&page(ctx, open, form, at_form(error)?).await?),
    }
}

/// The page with what was typed.
pub async fn page(
    ctx: &Ctx,
    open: &Open,
    form: Form,
    mut errors: FieldErrors,
) -> web::Result<Show> {
    let (ledger, now, tr) = (&open.ledger, &open.now, ctx.tr);
    let (standing, need) = (Standing::of_ledger(ledger, now), Need::of(open));
    let (asks, passed) = (open.side == Side::First, is_passed_on(open));
    let wait = coordinator::load(&mut ctx.read()).await?.wait();
    let outcome = now.one(entry::OUTCOME);
    let coordinates = !asks && !passed && !standing.state.is_over();
    let experts = if coordinates { experts(ctx, open, &need).await? } else { Experts::default() };
    let told = asks && standing.told && standing.answered_at.is_none() && standing.state.waits();
    let offers = if told && !passed { suggesting::offers(ctx, &need).await? } else { Vec::new() };
    let [asker, helper] = [party(open, Side::First), party(open, Side::Second)];
    let names = Names::load(ctx, open).await?;
    // Where nobody is suggested, somebody is chosen by her name alone.
    for error in errors.0.iter_mut().filter(|e| e.field == "expert" && experts.fit.is_empty()) {
        error.field = "other".into();
    }
    let f = ctx.form(form, errors);
    Ok(Show {
        shell: ctx
            .shell(&ledger.title)
            .crumb(tr.t("mentoring-menu"), "/mentoring")
            .crumb(tr.t("assistance-list"), HREF)
            .for_form(&f)
            .noindex(),
        f,
        home: href(ledger.id),
        messages: messages(ctx, open, &names),
        asker,
        helper,
        origin: standing.origin(tr.lang()).to_owned(),
        facts: facts(ctx, &need),
        state: standing.state,
        state_key: standing.word(),
        overdue: standing.state.waits() && ctx.now.since(standing.since) >= wait,
        asks,
        told,
        followed: asks && standing.followed && standing.helped.is_empty(),
        declined: declined(ctx, open, &names),
        ended: match (standing.state, outcome.text("asker_ended")) {
            (State::Ended, "helped") => tr.t("assistance-ended-helped").to_owned(),
            (State::Ended, _) => tr.t("assistance-ended-closed").to_owned(),
            _ => String::new(),
        },
        routes: routes(ctx, open, &names, &standing).await?,
        experts,
        coordinates,
        concludes: asks && standing.state == State::Answered,
        offers,
        helped: Choice::all(tr, "assistance-helped", HELPED.iter().copied()),
        outcome: (!standing.helped.is_empty()).then(|| {
            let text = outcome.text("asker_text").to_owned();
            (standing.helped.clone(), outcome.number("asker_rating"), text)
        }),
        lang: Lang::parse(&need.lang),
        need: need.text,
    })
}

/// Who cannot help, by her name and that of her organisation, and why.
fn declined(ctx: &Ctx, open: &Open, names: &Names) -> Option<(String, String)> {
    let outcome = open.now.one(entry::OUTCOME);
    let written = outcome.written("helper_declined").filter(|w| w.value == true)?;
    let (name, party) = (names.author(open, written), &open.ledger.party(Side::Second).name);
    let who =
        if name == *party { name } else { ctx.tr.t2("person-of", "name", name, "party", party) };
    Some((who, outcome.text("helper_reason").to_owned()))
}

/// What a party is called, and where it lives.
fn party(open: &Open, side: Side) -> (String, String) {
    let party = open.ledger.party(side);
    (party.name.clone(), party.host.clone())
}

/// What else was said of a need: label and value.
fn facts(ctx: &Ctx, need: &Need) -> Vec<(String, String)> {
    let tr = ctx.tr;
    let sectors: Vec<&str> = need.sectors.iter().map(|s| tr.sector(s)).collect();
    let languages: Vec<&str> = need.languages.iter().map(|l| tr.language(l)).collect();
    let stage = tr.word("assistance-stage", &need.stage).to_owned();
    let until =
        if need.until.is_empty() { String::new() } else { ctx.local.partial_date(&need.until) };
    let all = [
        ("assistance-sectors-short", sectors.join(", ")),
        ("assistance-stage-short", stage),
        ("assistance-languages-short", languages.join(", ")),
        ("assistance-until-short", until),
    ];
    let said = all.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(key, value)| (tr.t(key).to_owned(), value)).collect()
}

async fn experts(ctx: &Ctx, open: &Open, need: &Need) -> web::Result<Experts> {
    let federation = ctx.app.federation().ok_or(Error::NotFound)?;
    let mut asked = Vec::new();
    for (iri, _) in open.now.all(entry::ROUTE) {
        asked.extend(federation.known_actor(iri).await?.map(|person| person.id));
    }
    let mut roster = Roster::load(ctx, need, Some(&open.ledger)).await?;
    roster.cards.retain(|card| !asked.contains(&card.author_id));
    let fit = roster.fitting(ctx, need, EXPERTS).await?;
    roster.cards.retain(|card| fit.iter().all(|e| e.card.author_id != card.author_id));
    Ok(Experts {
        others: Choice::people(&roster.colleagues(ctx).await?),
        asked: !asked.is_empty(),
        fit: fit.into_iter().map(|e| Suggested::new(e.card, e.href, e.reasons)).collect(),
    })
}

async fn routes(
    ctx: &Ctx,
    open: &Open,
    names: &Names,
    standing: &Standing,
) -> web::Result<Vec<Route>> {
    let ledgers = ctx.app.ledgers()?;
    let mut all = Vec::new();
    for (person, route) in open.now.all(entry::ROUTE) {
        let (state, passed) = (route.text("state"), route.text("ledger"));
        // A colleague answers here.
        let wrote = |(_, m): (&str, &Entry)| m.begun().is_some_and(|w| w.actor == person);
        let state = if passed.is_empty() && open.now.all(entry::MESSAGE).into_iter().any(wrote) {
            "answered"
        } else {
            state
        };
        let id = ledgers.find(&mut ctx.read(), passed).await?;
        // Colleagues of whoever passed it on do not see what she wrote to the expert.
        let id = match id.filter(|_| open.side == Side::Second) {
            Some(id) if ledgers.see(&ctx.who(), id).await.is_ok() => Some(id),
            _ => None,
        };
        let state = match state {
            "answered" | "declined" | "closed" => state,
            _ if standing.state.is_over() => "closed",
            _ => "asked",
        };
        let of_decline = |field: &str| {
            if state == "declined" { route.text(field).to_owned() } else { String::new() }
        };
        all.push(Route {
            name: names.of(person, route.text("name")).to_owned(),
            by: of_decline("by"),
            reason: of_decline("reason"),
            state: ctx.tr.t(&format!("assistance-route-{state}")).to_owned(),
            href: id.map(href).unwrap_or_default(),
        });
    }
    Ok(all)
}

/// Messages in the order of the ledger.
fn messages(ctx: &Ctx, open: &Open, names: &Names) -> Vec<Said> {
    let one = |(_, message): (&str, &Entry)| {
        let written = message.begun()?;
        let (who, through) = carried(ctx, open, message)
            .unwrap_or_else(|| (names.author(open, written), String::new()));
        Some(Said {
            through,
            who,
            at: written.at,
            lang: Lang::parse(message.text("lang")),
            text: Html::trusted(markdown::render_theirs(message.text("text"), 4)),
        })
    };
    open.now.all(entry::MESSAGE).into_iter().filter_map(one).collect()
}

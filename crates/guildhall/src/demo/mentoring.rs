//! Mentoring: offers, requests and a programme, and two cities at work, through the same services as their pages.

use std::collections::BTreeMap;

use anyhow::{Context as _, anyhow};
use content::{Draft, Values, service};
use domain::{ContentId, access::Who, id::LedgerId};
use federation::{actor, iri};
use mentoring::{
    agreement::AGREEMENT,
    application::{APPLICATION, State},
    applying,
    coordinating::{self, Pairing},
    openers,
    programme::{PROGRAMME, Programme},
    service::{self as workspaces, Beginning},
    signing,
    workspace::entry,
};
use people::ledger::{self, Draft as Written, Side};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{drafts::lang, load::failed, settle::settle, town::Town};

/// An offer, a request or a programme.
#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    kind: String,
    pub(super) slug: String,
    author: String,
    source_language: String,
    sectors: Vec<String>,
    values: Values,
    text: BTreeMap<String, BTreeMap<String, String>>,
}

/// An application to a programme, and what its coordinator says.
#[derive(Debug, Deserialize)]
struct Application {
    programme: String,
    person: String,
    #[serde(default)]
    decision: String,
    sectors: Vec<String>,
    values: Values,
}

/// What two cities do together.
#[derive(Debug, Deserialize)]
struct Workspace {
    title: String,
    summary: String,
    mentor: String,
    mentee: String,
    programme: String,
    grant: i64,
    message: String,
    language: String,
    sectors: Vec<String>,
    terms: Values,
    goals: Vec<Value>,
    sessions: Vec<Value>,
    actions: Vec<Value>,
}

#[derive(Debug, Deserialize)]
struct File {
    entry: Vec<Entry>,
    application: Vec<Application>,
    workspace: Workspace,
}

/// Publishes what stands on the shelf, and lets two cities work together.
pub async fn mentor(towns: &[Town]) -> anyhow::Result<()> {
    let file: File = toml::from_str(include_str!("../../demo/mentoring.toml"))?;
    let (mut programmes, mut published) = (BTreeMap::new(), Vec::new());
    for record in &file.entry {
        if record.kind == PROGRAMME.name {
            let (town, _) = home(towns, &record.author)?;
            let named = openers::name(town.store(), &Who::System, &record.author).await;
            named.map_err(failed("openers"))?;
        }
        let id = publish(towns, record).await.with_context(|| record.slug.clone())?;
        if record.kind == PROGRAMME.name {
            programmes.insert(record.slug.as_str(), (record.author.as_str(), id));
        }
        published.push((record.author.as_str(), id));
    }
    settle(towns).await?;
    for (author, id) in published {
        show(towns, author, id).await?;
    }
    let mut applications = BTreeMap::new();
    for record in &file.application {
        let coordinated = programmes.get(record.programme.as_str());
        let (coordinator, id) = *coordinated.ok_or_else(|| anyhow!("no such programme"))?;
        let name = (record.programme.as_str(), record.person.as_str());
        let there = apply(towns, record, coordinator, id).await.context(record.person.clone())?;
        applications.insert(name, there);
    }
    let work_in = file.workspace.programme.as_str();
    let (coordinator, id) = programmes[work_in];
    let (town, who) = home(towns, coordinator)?;
    let pairing = Pairing {
        mentor: applications[&(work_in, file.workspace.mentor.as_str())],
        mentee: applications[&(work_in, file.workspace.mentee.as_str())],
        grant: Some(file.workspace.grant),
    };
    let programme = programme(town, &who, id).await?;
    let ledgers = town.city.app.ledgers().map_err(failed("ledgers"))?;
    coordinating::pair(ledgers, &who, &programme, pairing).await.map_err(failed("pair"))?;
    settle(towns).await?;
    work(towns, &file.workspace, &programme.iri).await.context("a mentoring")?;
    settle(towns).await
}

/// Shows in the other towns at once what their catalogues would bring within a quarter of an hour.
async fn show(towns: &[Town], author: &str, id: ContentId) -> anyhow::Result<()> {
    let (home, _) = home(towns, author)?;
    let iri = content::activity::object::object_iri(&home.origin, id);
    for town in towns.iter().filter(|town| !std::ptr::eq(*town, home)) {
        found(town, &iri).await?;
    }
    Ok(())
}

/// What has this address, as a town has it.
async fn found(town: &Town, iri: &str) -> anyhow::Result<ContentId> {
    let federation = town.city.app.federation().ok_or_else(|| anyhow!("no federation"))?;
    match content::federating::find(federation, town.publishing(), iri).await {
        Ok(content::federating::Find::Content(id)) => Ok(id),
        other => anyhow::bail!("{iri}: {other:?}"),
    }
}

/// A programme as somebody reads it in her town.
async fn programme(town: &Town, who: &Who, id: ContentId) -> anyhow::Result<Programme> {
    let (kinds, lang) = (town.city.app.kinds(), domain::Lang::bulgarian());
    let mut q = town.store().read();
    let read = Programme::read(&mut q, kinds, &town.origin, who, id, &lang).await;
    read.map_err(failed("programme"))
}

/// Somebody applies from her own town; the ledger as the coordinator's town has it.
async fn apply(
    towns: &[Town],
    record: &Application,
    coordinator: &str,
    id: ContentId,
) -> anyhow::Result<LedgerId> {
    let (town, who) = home(towns, &record.person)?;
    let (network, coordinator) = home(towns, coordinator)?;
    let at_home = programme(network, &coordinator, id).await?;
    let same = std::ptr::eq(town, network);
    let here = if same { id } else { found(town, &at_home.iri).await? };
    let mut called = programme(town, &who, here).await?;
    // One that is running took applications before it did.
    called.values.insert("stand".into(), "open".into());
    let person = who.person().ok_or_else(|| anyhow!("nobody"))?;
    let party = people::organisations::of_person(&mut town.store().read(), person).await?;
    let party = party.ok_or_else(|| anyhow!("she works for nobody"))?;
    let mut typed = Draft::new(APPLICATION.name, lang("bg"));
    typed.sectors.clone_from(&record.sectors);
    typed.values.clone_from(&record.values);
    let day = called.deadline().to_owned();
    let ledgers = |town: &Town| town.city.app.ledgers().cloned().map_err(failed("ledgers"));
    let sent = applying::apply(&ledgers(town)?, &who, &called, party, &typed, (&day, None)).await;
    sent.map_err(failed("apply"))?;
    settle(towns).await?;
    let theirs = ledgers(network)?;
    let all = coordinating::applicants(&theirs, &coordinator, &at_home, &lang("bg")).await;
    let all = all.map_err(failed("applicants"))?;
    let last = all.last().ok_or_else(|| anyhow!("it did not arrive"))?.line.id;
    if let Some(state) = State::parse(&record.decision) {
        let decided = coordinating::decide(&theirs, &coordinator, &at_home, last, state, "", None);
        decided.await.map_err(failed("decide"))?;
    }
    Ok(last)
}

pub(super) fn home<'a>(towns: &'a [Town], person: &str) -> anyhow::Result<(&'a Town, Who)> {
    let town = towns.iter().find(|t| t.people.contains_key(person));
    let town = town.ok_or_else(|| anyhow!("there is nobody called {person}"))?;
    Ok((town, town.people[person]))
}

fn draft(record: &Entry, tag: &str) -> Draft {
    let mut draft = Draft::new(&record.kind, lang(tag));
    draft.sectors.clone_from(&record.sectors);
    draft.illustrative = true;
    draft.values.clone_from(&record.values);
    for (name, text) in record.text.get(tag).into_iter().flatten() {
        match name.as_str() {
            "title" => draft.title.clone_from(text),
            "summary" => draft.summary.clone_from(text),
            "body" => draft.body.clone_from(text),
            _ => {
                draft.values.insert(name.clone(), text.clone().into());
            }
        }
    }
    draft
}

pub(super) async fn publish(towns: &[Town], record: &Entry) -> anyhow::Result<ContentId> {
    let (town, who) = home(towns, &record.author)?;
    let mut original = draft(record, &record.source_language);
    let person = who.person().ok_or_else(|| anyhow!("nobody"))?;
    let mut q = town.store().read();
    original.organisation = people::organisations::of_person(&mut q, person).await?;
    drop(q);
    let p = town.publishing();
    let id = service::publish(p, &who, &original).await.map_err(failed(&record.slug))?;
    for tag in record.text.keys().filter(|tag| **tag != record.source_language) {
        let version = service::NewVersion::from_draft(draft(record, tag));
        service::add_version(p, &who, id, version).await.map_err(failed(&record.slug))?;
    }
    Ok(id)
}

/// The organisation that somebody of a town works for, as another town knows it.
pub(super) async fn party(town: &Town, of: &Town, who: &Who) -> anyhow::Result<domain::ActorId> {
    let person = who.person().ok_or_else(|| anyhow!("nobody"))?;
    let found = people::organisations::of_person(&mut of.store().read(), person).await?;
    let organisation = found.ok_or_else(|| anyhow!("she works for nobody"))?;
    if std::ptr::eq(town, of) {
        return Ok(organisation);
    }
    let address = format!("{}/ap/actor/{organisation}", of.origin);
    let federation = town.city.app.federation().ok_or_else(|| anyhow!("no federation"))?;
    match content::federating::find(federation, town.publishing(), &address).await {
        Ok(content::federating::Find::Actor(actor)) => Ok(actor.id),
        other => Err(anyhow!("{address}: {other:?}")),
    }
}

async fn work(towns: &[Town], record: &Workspace, programme: &str) -> anyhow::Result<()> {
    let (theirs, mentor) = home(towns, &record.mentor)?;
    let (ours, mentee) = home(towns, &record.mentee)?;
    let ledgers = |town: &Town| town.city.app.ledgers().cloned().map_err(failed("ledgers"));
    let person = mentor.person().ok_or_else(|| anyhow!("nobody"))?;
    let person = actor::by_id(&mut theirs.store().read(), person).await?;
    let new = Beginning {
        mentor: party(ours, theirs, &mentor).await?,
        mentee: party(ours, ours, &mentee).await?,
        side: Side::Second,
        title: record.title.clone(),
        message: record.message.clone(),
        person: iri::of_actor(&theirs.origin, &person),
        from: String::new(),
        programme: programme.to_owned(),
    };
    let id = workspaces::begin(&ledgers(ours)?, &mentee, new).await.map_err(failed("begin"))?;
    let terms = Draft {
        title: record.title.clone(),
        summary: record.summary.clone(),
        sectors: record.sectors.clone(),
        values: record.terms.clone(),
        ..Draft::new(AGREEMENT.name, lang(&record.language))
    };
    let proposed = signing::propose(&ledgers(ours)?, &mentee, id, &terms).await;
    let digest = proposed.map_err(failed("agreement"))?;
    settle(towns).await?;
    let me = mentor.person().ok_or_else(|| anyhow!("nobody"))?;
    let there =
        ledger::of(&mut theirs.store().read(), me, "mentoring", &domain::Lang::english()).await?;
    let there: LedgerId = there.first().ok_or_else(|| anyhow!("it did not arrive"))?.id;
    signing::accept(&ledgers(theirs)?, &mentor, there, &digest).await.map_err(failed("sign"))?;
    settle(towns).await?;
    let mut written = Vec::new();
    for (n, values) in record.sessions.iter().enumerate() {
        written.push(Written::new(entry::SESSION, format!("session-{}", n + 1), values.clone()));
    }
    for (n, values) in record.actions.iter().enumerate() {
        written.push(Written::new(entry::ACTION, format!("action-{}", n + 1), values.clone()));
    }
    for (n, values) in record.goals.iter().enumerate() {
        written.push(Written::new(entry::GOAL, format!("g{}", n + 1), values.clone()));
    }
    let rating = json!({ "mentee_rating": 5 });
    written.push(Written::new(entry::SESSION, "session-2", rating));
    ledger::append(&ledgers(ours)?, &mentee, id, None, written).await.map_err(failed("work"))?;
    settle(towns).await
}

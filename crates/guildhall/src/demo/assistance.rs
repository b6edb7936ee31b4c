//! Technical assistance: the roster, and one need that went through a coordinator to an expert and back, through the same
//! services as the pages.

use anyhow::{Context as _, anyhow};
use domain::{Lang, access::Who, id::LedgerId};
use federation::{actor, iri};
use mentoring::assistance::{
    ASSISTANCE,
    asking::{self, Expert, Need},
    coordinator::{self, Setting},
};
use people::ledger::{self, Ledgers, Side};
use serde::Deserialize;

use super::{
    load::failed,
    mentoring::{Entry, home, party, publish},
    settle::settle,
    town::Town,
};

/// Somebody asks, somebody passes it on, somebody answers.
#[derive(Debug, Deserialize)]
struct Request {
    asker: String,
    coordinator: String,
    expert: String,
    need: String,
    sectors: Vec<String>,
    languages: Vec<String>,
    stage: String,
    answer: String,
    word: String,
    thanks: String,
}

#[derive(Debug, Deserialize)]
struct File {
    entry: Vec<Entry>,
    request: Request,
}

/// Fills the roster, and lets a city ask.
pub async fn assist(towns: &[Town]) -> anyhow::Result<()> {
    let file: File = toml::from_str(include_str!("../../demo/assistance.toml"))?;
    for record in &file.entry {
        publish(towns, record).await.with_context(|| record.slug.clone())?;
    }
    settle(towns).await?;
    ask(towns, &file.request).await.context("a request for assistance")?;
    settle(towns).await
}

fn ledgers(town: &Town) -> anyhow::Result<Ledgers> {
    town.city.app.ledgers().cloned().map_err(failed("ledgers"))
}

/// The request in which somebody is of the side that answers.
async fn waiting(town: &Town, who: &Who) -> anyhow::Result<LedgerId> {
    let me = who.person().ok_or_else(|| anyhow!("nobody"))?;
    let lines = ledger::of(&mut town.store().read(), me, ASSISTANCE.name, &Lang::english()).await?;
    let line = lines.iter().find(|line| line.side() == Side::Second);
    Ok(line.ok_or_else(|| anyhow!("it did not arrive"))?.id)
}

async fn ask(towns: &[Town], record: &Request) -> anyhow::Result<()> {
    let (asks, asker) = home(towns, &record.asker)?;
    let (passes, coordinates) = home(towns, &record.coordinator)?;
    let (answers, expert) = home(towns, &record.expert)?;
    let helper = party(asks, passes, &coordinates).await?;
    let setting = Setting { coordinator: Some(helper), ..Setting::default() };
    let set = coordinator::save(asks.store(), &Who::System, setting).await;
    set.map_err(failed("coordinator"))?;
    let need = Need {
        text: record.need.clone(),
        lang: "bg".to_owned(),
        sectors: record.sectors.clone(),
        languages: record.languages.clone(),
        stage: record.stage.clone(),
        until: String::new(),
    };
    let parties = (party(asks, asks, &asker).await?, helper);
    let id = asking::ask(&ledgers(asks)?, &asker, parties, &need).await.map_err(failed("ask"))?;
    settle(towns).await?;
    let there = waiting(passes, &coordinates).await?;
    let person = expert.person().ok_or_else(|| anyhow!("nobody"))?;
    let person = actor::by_id(&mut answers.store().read(), person).await?;
    let to = Expert {
        iri: iri::of_actor(&answers.origin, &person),
        name: person.name.clone(),
        party: party(passes, answers, &expert).await?,
    };
    let passed = asking::route(&ledgers(passes)?, &coordinates, there, &to).await;
    passed.map_err(failed("route"))?;
    settle(towns).await?;
    let at = waiting(answers, &expert).await?;
    let said = asking::say(&ledgers(answers)?, &expert, at, &Lang::english(), &record.answer).await;
    said.map_err(failed("answer"))?;
    settle(towns).await?;
    let bg = Lang::bulgarian();
    let said = asking::say(&ledgers(passes)?, &coordinates, there, &bg, &record.word).await;
    said.map_err(failed("word"))?;
    let said = asking::say(&ledgers(asks)?, &asker, id, &bg, &record.thanks).await;
    said.map_err(failed("thanks"))?;
    settle(towns).await
}

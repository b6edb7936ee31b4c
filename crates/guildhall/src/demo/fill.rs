//! Filling the towns, step by step.

use std::time::Instant;

use anyhow::Context as _;

use super::{
    assistance, joining, judging, load, mentoring,
    records::Records,
    settle::settle,
    town::Town,
    writing::{self, Written},
};

/// Loads everything into towns that were just started, and returns once all of it is wherever it
/// belongs. `say` is told of each step. Fails, naming the town, when something does not arrive.
pub async fn fill(
    towns: &mut [Town],
    records: &Records,
    say: impl Fn(&str),
) -> anyhow::Result<Written> {
    let began = Instant::now();
    for town in &mut *towns {
        say(&format!("{}: people, organisations and communities", town.name));
        let instance = records.instances.iter().find(|i| i.slug == town.slug);
        let instance = instance.with_context(|| format!("there is no record of {}", town.slug))?;
        load::load(town, records, instance).await.with_context(|| town.slug.clone())?;
    }
    settle(towns).await?;
    say("People join communities of other cities and follow one another");
    joining::join(towns, records).await?;
    joining::follow(towns, records).await?;
    joining::partner(towns).await?;
    say("Practices, resources and discussions are published, each in her author's city");
    let mut written = Written::new();
    writing::publish(towns, records, &mut written).await?;
    say("Everybody answers at home, under the copy that has arrived");
    writing::answer(towns, records, &mut written).await?;
    say("Practices are reviewed, and organisations say which they use");
    judging::judge(towns, records, &written).await?;
    say("Cities offer help, ask for it, and two of them work together");
    mentoring::mentor(towns).await?;
    say("A city asks in plain words, and an expert of another one answers");
    assistance::assist(towns).await?;
    say("Answers are accepted, things found useful and pinned");
    writing::react(towns, records, &written).await?;
    say(&format!("Everything has arrived, after {:.0} s", began.elapsed().as_secs_f32()));
    Ok(written)
}

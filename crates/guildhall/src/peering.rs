//! `guildhall federation`: what an operator does about other cities from the machine itself.

use anyhow::{Context as _, bail};
use content::hosts::{self, Decision, HostFilter};
use domain::access::Who;
use federation::{keys::Secret, policy::Ruling};
use people::instances;
use store::Store;

use crate::{
    cli::{FederationCommand, RuledHost},
    config::Config,
    serve,
    user::plain,
};

/// Runs the command and prints its answer.
#[expect(clippy::print_stdout, reason = "this is what the command line answers with")]
pub async fn run(config: &Config, command: FederationCommand) -> anyhow::Result<()> {
    let store = serve::open(config).await?;
    let answer = answer(&store, config, command).await;
    store.close().await;
    println!("{}", answer?);
    Ok(())
}

async fn answer(
    store: &Store,
    config: &Config,
    command: FederationCommand,
) -> anyhow::Result<String> {
    Ok(match command {
        FederationCommand::RotateKeys => rotate_keys(store, config).await?,
        FederationCommand::Hosts { show } => list(store, &show).await?,
        FederationCommand::Block(about) => {
            rule(store, about, Ruling::Blocked, "is blocked, with everything below it").await?
        }
        FederationCommand::Limit(about) => {
            rule(store, about, Ruling::Limited, "is limited, with everything below it").await?
        }
        FederationCommand::Allow(about) => {
            rule(store, about, Ruling::Allowed, "is allowed").await?
        }
        FederationCommand::Unblock { host } => {
            let decision = Decision { ruling: None, reason: "" };
            let moved = hosts::decide(store, &Who::Operator, &host, decision).await;
            let count = moved.map_err(plain)?.len();
            format!("nothing is decided about {host} any more; {count} known servers are affected")
        }
        FederationCommand::Pause { host } => {
            pause(store, &host, true).await?;
            format!("deliveries to {host} are held back")
        }
        FederationCommand::Resume { host } => {
            pause(store, &host, false).await?;
            format!("deliveries to {host} go on")
        }
        FederationCommand::Retry { host } => {
            let host = named(store, &host).await?;
            instances::retry(store, &Who::Operator, &host).await.map_err(plain)?;
            format!("{host} is tried again within half a minute")
        }
    })
}

async fn named(store: &Store, host: &str) -> anyhow::Result<String> {
    let host = hosts::host(&mut store.read(), host).await.map_err(plain)?;
    Ok(host.to_string())
}

async fn pause(store: &Store, host: &str, paused: bool) -> anyhow::Result<()> {
    let host = named(store, host).await?;
    instances::pause(store, &Who::Operator, &host, paused).await.map_err(plain)
}

async fn rule(
    store: &Store,
    about: RuledHost,
    ruling: Ruling,
    done: &str,
) -> anyhow::Result<String> {
    let RuledHost { host, reason } = about;
    let decision = Decision { ruling: Some(ruling), reason: &reason };
    let moved = hosts::decide(store, &Who::Operator, &host, decision).await.map_err(plain)?;
    Ok(format!("{host} {done}; {} known servers are affected", moved.len()))
}

async fn list(store: &Store, show: &str) -> anyhow::Result<String> {
    let Some(filter) = HostFilter::parse(show) else {
        bail!("no list {show:?}: use known, trouble, paused, blocked, limited or allowed");
    };
    let (mut lines, mut after) = (Vec::new(), String::new());
    loop {
        let (cards, more) =
            hosts::list(&mut store.read(), &Who::Operator, filter, &after).await.map_err(plain)?;
        for card in &cards {
            let row = card.row.as_ref();
            let held = row.is_some_and(|r| r.paused_at.is_some());
            lines.push(format!(
                "{:<8} {:<6} {:>4} waiting  {:>4} members  {:>4} followers  {:<40} {}",
                card.policy.as_str(),
                if held { "held" } else { "" },
                card.lag.count,
                card.members,
                card.followers,
                card.host,
                row.filter(|r| r.failures > 0).map_or("", |r| r.last_error.as_str()),
            ));
        }
        match cards.last().filter(|_| more) {
            Some(last) => after.clone_from(&last.host),
            None => break,
        }
    }
    if lines.is_empty() {
        lines.push("no servers".into());
    }
    Ok(lines.join("\n"))
}

async fn rotate_keys(store: &Store, config: &Config) -> anyhow::Result<String> {
    let site = people::site::load(&mut store.read()).await?;
    let Some(origin) = site.and_then(|site| site.origin) else {
        bail!("this city has no public address yet, so nobody elsewhere knows its keys");
    };
    let file = config.secret_file();
    let secret = Secret::load(&file).with_context(|| {
        format!("secret_file = {}: without it no key can be kept", file.display())
    })?;
    let count = people::federating::rotate_keys(store, &secret, &origin).await?;
    Ok(format!("{count} have new keys; the other cities are told as soon as the server runs"))
}

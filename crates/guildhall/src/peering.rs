//! `guildhall federation`: what an operator does about other cities from the machine itself.

use anyhow::{Context as _, bail};
use federation::keys::Secret;

use crate::{cli::FederationCommand, config::Config, serve};

/// Runs the command and prints its answer.
#[expect(clippy::print_stdout, reason = "this is what the command line answers with")]
pub async fn run(config: &Config, command: FederationCommand) -> anyhow::Result<()> {
    let FederationCommand::RotateKeys = command;
    let store = serve::open(config).await?;
    let answer = rotate_keys(&store, config).await;
    store.close().await;
    println!("{}", answer?);
    Ok(())
}

async fn rotate_keys(store: &store::Store, config: &Config) -> anyhow::Result<String> {
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

//! `guildhall user`: what an operator does with accounts from the machine itself.

use anyhow::bail;
use domain::access::{Role, Who};
use people::accounts::{self, Account, NewAccount};
use store::Store;

use crate::{
    cli::{CreateUser, UserCommand},
    config::Config,
    serve,
};

/// Runs the command and prints its answer.
#[expect(clippy::print_stdout, reason = "this is what the command line answers with")]
pub async fn run(config: &Config, command: UserCommand) -> anyhow::Result<()> {
    let store = serve::open(config).await?;
    let answer = answer(&store, config, command).await;
    store.close().await;
    println!("{}", answer?);
    Ok(())
}

async fn answer(store: &Store, config: &Config, command: UserCommand) -> anyhow::Result<String> {
    let who = Who::Operator;
    Ok(match command {
        UserCommand::Create(new) => create(store, config, new).await?,
        UserCommand::List => list(store).await?,
        UserCommand::ResetLink { email } => {
            let account = named(store, &email).await?;
            reset_link(store, config, &account).await?
        }
        UserCommand::Role { email, role } => {
            let role = parse_role(&role)?;
            let account = named(store, &email).await?;
            accounts::set_role(store, &who, account.id, role).await.map_err(plain)?;
            format!("{} is now {}", account.email, role.as_str())
        }
        UserCommand::Suspend { email } => {
            let account = named(store, &email).await?;
            accounts::suspend(store, &who, account.id).await.map_err(plain)?;
            format!("{} is suspended and signed out everywhere", account.email)
        }
        UserCommand::Reactivate { email } => {
            let account = named(store, &email).await?;
            accounts::reactivate(store, &who, account.id).await.map_err(plain)?;
            format!("{} may sign in again", account.email)
        }
    })
}

async fn create(store: &Store, config: &Config, new: CreateUser) -> anyhow::Result<String> {
    let site = people::site::load(&mut store.read()).await?;
    let Some(site) = site else {
        bail!(
            "this city is not set up yet; start it with `guildhall serve` and open the link it prints"
        );
    };
    let account = accounts::create(
        store,
        &people::Passwords::new(store.world()),
        &Who::Operator,
        NewAccount {
            name: new.name,
            handle: new.handle.unwrap_or_default(),
            email: new.email,
            password: None,
            role: parse_role(&new.role)?,
            lang: Some(site.default_lang.clone()),
            organisation: Some(site.organisation),
        },
    )
    .await
    .map_err(plain)?;
    let link = reset_link(store, config, &account).await?;
    Ok(format!("@{} <{}>, {}\n{link}", account.handle, account.email, account.role.as_str()))
}

async fn list(store: &Store) -> anyhow::Result<String> {
    let mut lines = Vec::new();
    let mut after = None;
    loop {
        let page =
            accounts::list(store, &Who::Operator, "", after.as_ref(), 200).await.map_err(plain)?;
        for a in &page.items {
            lines.push(format!(
                "{:<13} {:<10} @{:<24} {:<32} {}",
                a.role.as_str(),
                if a.state == federation::ActorState::Active { "active" } else { "suspended" },
                a.handle,
                a.email,
                a.name
            ));
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    if lines.is_empty() {
        lines.push("no accounts yet".into());
    }
    Ok(lines.join("\n"))
}

async fn named(store: &Store, email: &str) -> anyhow::Result<Account> {
    match accounts::named(&mut store.read(), email).await {
        Ok(account) => Ok(account),
        Err(domain::Error::NotFound) => {
            bail!("nobody here has the address or handle {email}; see `guildhall user list`")
        }
        Err(e) => Err(plain(e)),
    }
}

async fn reset_link(store: &Store, config: &Config, account: &Account) -> anyhow::Result<String> {
    let link =
        accounts::create_reset_link(store, &Who::Operator, account.id).await.map_err(plain)?;
    let site = people::site::load(&mut store.read()).await?;
    let base = site
        .and_then(|s| s.origin)
        .map_or_else(|| format!("http://{}", config.listen), |origin| origin.to_string());
    Ok(format!(
        "Password link, works once until {}:\n{base}/reset/{}",
        link.expires_at.rfc3339(),
        link.token.as_str()
    ))
}

fn parse_role(role: &str) -> anyhow::Result<Role> {
    Role::parse(role)
        .ok_or_else(|| anyhow::anyhow!("no role {role:?}: use member, moderator or administrator"))
}

/// An error in the words of the interface's English, for the terminal.
pub(crate) fn plain(e: domain::Error) -> anyhow::Error {
    let tr = web::Messages::load().of(&domain::Lang::english());
    match &e {
        domain::Error::Invalid(errors) => {
            let lines: Vec<String> =
                errors.0.iter().map(|f| format!("{}: {}", f.field, tr.field_error(f))).collect();
            anyhow::anyhow!("{}", lines.join("\n"))
        }
        domain::Error::Internal(_) => anyhow::Error::new(e),
        e => anyhow::anyhow!("{}", tr.t(e.message_key())),
    }
}

//! `guildhall demo`: three instances on this machine that federate, filled and running.

use std::{net::TcpListener, path::PathBuf, pin::pin};

use super::{
    fill::fill,
    folder::Folder,
    load::{self, PASSWORD},
    records::Records,
    town::Town,
};
use crate::serve::wait_for_signal;

/// How the demonstration is run.
#[derive(Debug, Clone)]
pub struct DemoOptions {
    /// Where it keeps its data.
    pub folder: PathBuf,
    /// The port of the first instance; the others take the next ones. Without it, that of an
    /// earlier run counts, else 8101.
    pub port: Option<u16>,
    /// Whether to forget what an earlier run left.
    pub fresh: bool,
}

#[expect(clippy::print_stdout, reason = "whoever runs the demonstration reads this")]
fn say(text: &str) {
    println!("{text}");
}

/// Runs the demonstration until it is told to stop, which may be while it is filled.
pub async fn run(options: DemoOptions) -> anyhow::Result<()> {
    let records = Records::load()?;
    let folder = Folder::prepare(&options.folder, options.port, options.fresh)?;
    let ports: Vec<u16> = (folder.port..).take(records.instances.len()).collect();
    for port in &ports {
        check_free(*port, folder.filled)?;
    }
    say(&format!("Guildhall demonstration, data in {}", folder.path.display()));
    let mut stop = pin!(wait_for_signal());
    let mut towns = Vec::new();
    for (instance, port) in records.instances.iter().zip(ports) {
        towns.push(Town::start(instance, &folder.path, port).await?);
    }
    let filled = if folder.filled {
        Some(Ok(()))
    } else {
        tokio::select! {
            filled = fill(&mut towns, &records, |step| say(&format!("  {step}"))) => {
                Some(filled.map(|_| ()))
            }
            () = &mut stop => None,
        }
    };
    let done = match filled {
        Some(Ok(())) => {
            folder.keep()?;
            greet(&towns, &records);
            stop.await;
            Ok(())
        }
        Some(Err(e)) => Err(e),
        None => {
            say("Stopped before everything had arrived; the next start begins anew.");
            Ok(())
        }
    };
    for town in towns {
        town.city.stop().await;
    }
    done
}

/// Fails with what to do when somebody listens on a port.
fn check_free(port: u16, filled: bool) -> anyhow::Result<()> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(e) => anyhow::bail!(
            "port {port} cannot be used ({e}); stop what runs there, perhaps another \
             demonstration, or choose others with {}--port NUMBER",
            if filled { "--fresh " } else { "" }
        ),
    }
}

/// Says where the towns are and who lives in them.
fn greet(towns: &[Town], records: &Records) {
    for town in towns {
        say(&format!("\n{:<24} {}", town.name, town.origin));
        for person in records.people.iter().filter(|p| p.instance == town.slug) {
            say(&format!("    {}", load::email(person)));
        }
    }
    say(&format!("\nEverybody's password: {PASSWORD}"));
    say("What one publishes in one city is in the others at once.");
    say("Everything shown is invented, unless a page names its source. Ctrl-C stops.");
}

//! Waiting until nothing is on its way between the towns.

use std::time::Duration;

use federation::{delivery, outgoing, receiving};
use tokio::time::Instant;

use super::town::Town;

/// How long the towns may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(15);

/// How far a town is: the newest that left it and the newest that reached it.
type Numbers = (i64, i64);

/// Returns when no town has anything left to do, now or after a pause. Fails after two minutes with
/// what each still waits for.
pub async fn settle(towns: &[Town]) -> anyhow::Result<()> {
    let end = Instant::now() + PATIENCE;
    let mut before = None;
    loop {
        let numbers = look(towns).await?;
        // What is under way between two towns is in neither; it shows in the numbers a moment later.
        if numbers.is_some() && numbers == before {
            return Ok(());
        }
        before = numbers;
        if Instant::now() > end {
            anyhow::bail!(
                "the cities have not settled within {} s:\n{}",
                PATIENCE.as_secs(),
                waiting(towns).await?.join("\n")
            );
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// How far all are; `None` while one has something to do.
async fn look(towns: &[Town]) -> domain::Result<Option<Vec<Numbers>>> {
    let mut all = Vec::new();
    for town in towns {
        if !is_done(town).await? {
            return Ok(None);
        }
        let mut q = town.store().read();
        all.push((outgoing::newest(&mut q).await?, receiving::newest(&mut q).await?));
    }
    Ok(Some(all))
}

async fn is_done(town: &Town) -> domain::Result<bool> {
    let mut q = town.store().read();
    Ok(delivery::undelivered(&mut q, 1).await?.is_empty()
        && receiving::received(&mut q, "waiting", 1).await?.is_empty()
        && store::job_list(&mut q, "waiting", 1).await?.is_empty()
        && store::jobs_are_idle(town.store()).await?)
}

/// What each town that is not done waits for.
async fn waiting(towns: &[Town]) -> domain::Result<Vec<String>> {
    let mut lines = Vec::new();
    for town in towns {
        let mut q = town.store().read();
        for host in delivery::hosts(&mut q, 10).await? {
            if delivery::undelivered(&mut q, 10).await?.contains(&host.host) {
                lines.push(format!("{} → {}: {}", town.slug, host.host, host.last_error));
            }
        }
        for row in receiving::received(&mut q, "waiting", 5).await? {
            lines.push(format!("{} ← {} {}: {}", town.slug, row.kind, row.iri, row.last_error));
        }
        for state in ["waiting", "running"] {
            for job in store::job_list(&mut q, state, 5).await? {
                lines.push(format!("{}: {} is {state}: {}", town.slug, job.kind, job.last_error));
            }
        }
    }
    Ok(lines)
}

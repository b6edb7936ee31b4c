//! What follows of a change in a workspace and cannot be done in its unit: signatures are checked, what both have
//! signed is entered in the register, the coordinator gets its report. Once a day people are reminded, and reports
//! renewed, because what is overdue depends on the day.

use domain::id::LedgerId;
use web::App;

use crate::{
    elder, reminding, reporting, signing,
    workspace::{MENTORING, entry},
};

/// Looks at one workspace.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Keep {
    /// Which.
    pub ledger: LedgerId,
}

impl store::Job<App> for Keep {
    const KIND: &'static str = "mentoring";
    // The key of the other party may have to be fetched.
    const ASIDE: bool = true;

    async fn run(self, app: App) -> Result<(), store::JobError> {
        let ledgers = app.ledgers()?;
        signing::register(ledgers, self.ledger).await?;
        let mut q = app.store().read();
        let (workspace, operations) = ledgers.load(&mut q, self.ledger).await?;
        let about = workspace.registers(&operations);
        let programme = about.one(entry::ABOUT).text("programme");
        // Whether another one of the same pair counts depends on this one.
        let all = elder::with(&mut q, &workspace, programme).await?;
        drop(q);
        for id in all {
            reporting::send(ledgers, id, app.today()).await?;
        }
        Ok(())
    }
}

/// Looks at all workspaces: who has left her organisation is no longer named, people are reminded, programmes get their
/// reports.
#[derive(Default, serde::Serialize, serde::Deserialize)]
pub struct Daily {}

impl store::Job<App> for Daily {
    const KIND: &'static str = "mentoring-daily";
    const ASIDE: bool = true;

    async fn run(self, app: App) -> Result<(), store::JobError> {
        let ledgers = app.ledgers()?;
        let mut q = app.store().read();
        let all = people::ledger::all(&mut q, MENTORING.name).await?;
        drop(q);
        for id in all {
            // What is wrong with one of them is no reason to leave out the others.
            let done = async {
                people::ledger::forget_leavers(ledgers, id).await?;
                reminding::remind(ledgers, id, app.today()).await?;
                reporting::send(ledgers, id, app.today()).await
            };
            if let Err(error) = done.await {
                tracing::warn!(ledger = %id, %error, "the daily turn of a mentoring");
            }
        }
        Ok(())
    }
}

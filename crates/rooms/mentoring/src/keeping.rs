//! What follows of a change in a workspace and cannot be done in its unit: signatures are checked, what both have
//! signed is entered in the register, the coordinator gets its report. Once a day reports are renewed, because what is
//! overdue depends on the day.

use domain::id::LedgerId;
use web::App;

use crate::{reporting, service, workspace::MENTORING};

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
        service::register(ledgers, self.ledger).await?;
        Ok(reporting::send(ledgers, self.ledger, app.today()).await?)
    }
}

/// Looks at all workspaces whose programme gets reports.
#[derive(Default, serde::Serialize, serde::Deserialize)]
pub struct Report {}

impl store::Job<App> for Report {
    const KIND: &'static str = "mentoring-reports";
    const ASIDE: bool = true;

    async fn run(self, app: App) -> Result<(), store::JobError> {
        let ledgers = app.ledgers()?;
        let mut q = app.store().read();
        let all = people::ledger::that_belong(&mut q, MENTORING.name).await?;
        drop(q);
        for id in all {
            reporting::send(ledgers, id, app.today()).await?;
        }
        Ok(())
    }
}

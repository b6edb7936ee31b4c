//! What follows of a change in a workspace and cannot be done in its unit: signatures are checked, what both have
//! signed is entered in the register, people are told that it binds, the coordinator gets its report. Once a day people
//! are reminded, and reports renewed, because what is overdue depends on the day.

use domain::{Error, Result, id::LedgerId};
use people::{
    ledger::{self, Ledgers, notes},
    notifications::{self, Notice},
};
use store::JobError;
use web::App;

use crate::{
    agreement::Version,
    application::KIND,
    elder, reminding, reporting, signing, verifying,
    workspace::{MENTORING, entry, notice},
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

    async fn run(self, app: App) -> Result<(), JobError> {
        let ledgers = app.ledgers()?;
        let done = match signing::register(ledgers, self.ledger).await {
            Err(Error::Conflict(_)) => false,
            done => done?,
        };
        let mut q = app.store().read();
        let (workspace, operations) = ledgers.load(&mut q, self.ledger).await?;
        let agreement = verifying::agreement(&mut q, &workspace, &operations).await?;
        let about = workspace.registers(&operations);
        let programme = about.one(entry::ABOUT).text("programme");
        // Whether another one of the same pair counts depends on this one.
        let all = elder::with(&mut q, &workspace, programme).await?;
        drop(q);
        if let Some(version) = agreement.in_force() {
            tell(ledgers, self.ledger, version).await?;
        }
        for id in all {
            reporting::send(ledgers, id, app.today()).await?;
        }
        if done {
            return Ok(());
        }
        Err(JobError::Retry("a key or the register cannot be had now".into()))
    }
}

/// Tells those of this instance who take part, once, that a version binds.
async fn tell(ledgers: &Ledgers, id: LedgerId, version: &Version) -> Result<()> {
    let people = ledger::people(&mut ledgers.store().read(), id).await?;
    let mut tx = ledgers.store().begin().await?;
    if notes::is_first(&mut tx, id, &format!("agreed/{}", version.digest)).await? {
        let of = |p: &ledger::Named| Notice::of_ledger(p.person_id, notice::AGREED, None, id);
        let notices: Vec<Notice> = people.iter().map(of).collect();
        notifications::notify(&mut tx, &notices).await?;
    }
    Ok(tx.save().await?)
}

/// Looks at all workspaces: who has left her organisation is no longer named, people are reminded, programmes get their
/// reports. What lists show of them and of applications is made anew where an earlier version of the program has made it
/// otherwise. What was not verified or not entered in the register is tried again by jobs of its own, so that no instance
/// that is away holds up the others.
#[derive(Default, serde::Serialize, serde::Deserialize)]
pub struct Daily {}

impl store::Job<App> for Daily {
    const KIND: &'static str = "mentoring-daily";
    const ASIDE: bool = true;

    async fn run(self, app: App) -> Result<(), JobError> {
        let ledgers = app.ledgers()?;
        let mut q = app.store().read();
        let all = ledger::all(&mut q, MENTORING.name).await?;
        let applications = ledger::all(&mut q, KIND.name).await?;
        drop(q);
        for id in all {
            // What is wrong with one of them is no reason to leave out the others.
            let done = async {
                ledger::forget_leavers(ledgers, id).await?;
                ledger::renew_summary(ledgers, id).await?;
                look_again(ledgers, id).await?;
                reminding::remind(ledgers, id, app.today(), &app.zone()).await?;
                reporting::send(ledgers, id, app.today()).await
            };
            if let Err(error) = done.await {
                tracing::warn!(ledger = %id, %error, "the daily turn of a mentoring");
            }
        }
        for id in applications {
            if let Err(error) = ledger::renew_summary(ledgers, id).await {
                tracing::warn!(ledger = %id, %error, "what lists show of an application");
            }
        }
        Ok(())
    }
}

/// Has a job look at a workspace where something waits for it and none does already.
async fn look_again(ledgers: &Ledgers, id: LedgerId) -> Result<()> {
    if !signing::waits(ledgers, id).await? {
        return Ok(());
    }
    let keep = Keep { ledger: id };
    let mut tx = ledgers.store().begin().await?;
    if !store::is_enqueued::<App, _>(&mut tx, &keep).await? {
        let now = tx.now();
        store::enqueue::<App, _>(&mut tx, &keep, now).await?;
    }
    Ok(tx.save().await?)
}

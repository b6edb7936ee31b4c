//! What follows of a change in a workspace and cannot be done in its unit: signatures are checked, what both have
//! signed is entered in the register.

use domain::id::LedgerId;
use web::App;

use crate::service;

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
        Ok(service::register(app.ledgers()?, self.ledger).await?)
    }
}

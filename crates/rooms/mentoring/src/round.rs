//! The round in which a coordinator asks with whom each applicant would like to work. It is begun and ended in one unit
//! of work; then a job for each application brings it there, because there may be hundreds of them.

use content::kind::Kinds;
use domain::{
    ActorId, ContentId, Error, Lang, Result,
    access::{Role as Rank, Who},
    id::LedgerId,
};
use people::ledger::{self, Draft, Ledger, Ledgers, Operation, Side};
use serde_json::json;
use store::{JobError, Query, args, statements};
use web::App;

use crate::{
    application::{
        Role,
        candidates::{self, Candidate},
        entry,
    },
    coordinating::{self, candidate},
    programme::Programme,
};

statements! {
    IS_OPEN = "SELECT is_open FROM programme_round WHERE programme_id = $1";
    MARK = "INSERT INTO programme_round (programme_id, is_open, changed_at) VALUES ($1, $2, $3) \
        ON CONFLICT (programme_id) DO UPDATE SET is_open = excluded.is_open, changed_at = excluded.changed_at";
}

/// How often a job looks whether the round has changed while it wrote.
const TRIES: usize = 5;

/// Brings the round of a programme to one application.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub struct Bring {
    /// Of which programme.
    pub programme: ContentId,
    /// To which application.
    pub application: LedgerId,
    /// Who has begun or ended it.
    pub by: ActorId,
}

impl store::Job<App> for Bring {
    const KIND: &'static str = "mentoring-round";

    async fn run(self, app: App) -> Result<(), JobError> {
        match bring(app.ledgers()?, app.kinds(), &self).await {
            // Somebody else was quicker too often.
            Err(e @ Error::Conflict("ledger-error-busy")) => Err(JobError::Retry(e.to_string())),
            // The programme has been withdrawn.
            Err(Error::NotFound | Error::Gone) => Ok(()),
            other => Ok(other?),
        }
    }
}

/// Whether wishes are asked for in a programme; nothing where nobody has begun a round.
pub async fn is_open(q: &mut impl Query, programme: ContentId) -> Result<Option<bool>> {
    let row: Option<(bool,)> = q.optional(&IS_OPEN, args![programme]).await?;
    Ok(row.map(|(open,)| open))
}

/// The applications of a programme to which its round has not been brought yet.
pub async fn waiting(q: &mut impl Query, programme: ContentId) -> Result<Vec<LedgerId>> {
    let jobs = store::enqueued::<App, Bring>(q).await?;
    let own = jobs.into_iter().filter(|job| job.programme == programme);
    let mut all: Vec<LedgerId> = own.map(|job| job.application).collect();
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// Begins or ends the round for these applications. Whoever calls it has asked whether she may.
pub(crate) async fn set(
    ledgers: &Ledgers,
    by: ActorId,
    programme: ContentId,
    applications: Vec<LedgerId>,
    open: bool,
) -> Result<()> {
    let mut tx = ledgers.store().begin().await?;
    let now = tx.now();
    tx.execute(&MARK, args![programme, open, now]).await?;
    for application in applications {
        let job = Bring { programme, application, by };
        store::enqueue::<App, _>(&mut tx, &job, now).await?;
    }
    Ok(tx.save().await?)
}

async fn bring(ledgers: &Ledgers, kinds: &Kinds, this: &Bring) -> Result<()> {
    for _ in 0..TRIES {
        let Some(open) = is_open(&mut ledgers.store().read(), this.programme).await? else {
            return Ok(());
        };
        let shown = if open { shown(ledgers, kinds, this).await? } else { None };
        if open && shown.is_none() {
            return Ok(());
        }
        let decide = |ledger: &Ledger, operations: &[Operation]| {
            let now = ledger.registers(operations);
            let round = Draft::new(entry::ROUND, "", json!({ "open": open }));
            let mut drafts =
                shown.as_deref().map(|s| candidates::drafts(&now, s)).unwrap_or_default();
            // Whoever was never asked is not told that it is over.
            if open || !now.one(entry::ROUND).is_empty() {
                drafts.push(round);
            }
            drafts
        };
        ledger::append_as(ledgers, this.application, Side::Second, decide).await?;
        if is_open(&mut ledgers.store().read(), this.programme).await? == Some(open) {
            return Ok(());
        }
    }
    Err(Error::Conflict("ledger-error-busy"))
}

/// Whom an applicant is shown: those of the other role, each name in the applicant's language; nothing when it does not
/// take part any more.
async fn shown(ledgers: &Ledgers, kinds: &Kinds, this: &Bring) -> Result<Option<Vec<Candidate>>> {
    let origin = &ledgers.federation().live().ok_or(Error::NotFound)?.origin;
    let who = Who::Person { actor: this.by, role: Rank::Member };
    let lang = Lang::english();
    let mut q = ledgers.store().read();
    let programme = Programme::read(&mut q, kinds, origin, &who, this.programme, &lang).await?;
    let all = coordinating::of_programme(&mut q, &programme, Some(this.by), &lang).await?;
    let Some(applicant) = all.iter().find(|a| a.line.id == this.application) else {
        return Ok(None);
    };
    let Some(role) = Role::ALL.into_iter().find(|role| applicant.takes_part(*role)) else {
        return Ok(None);
    };
    let lang = applicant.lang();
    let named = coordinating::of_programme(&mut q, &programme, Some(this.by), &lang).await?;
    let others = named.iter().filter(|a| a.takes_part(role.other()));
    Ok(Some(others.map(candidate).collect()))
}

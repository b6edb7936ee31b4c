//! Proving anew what this instance wrote, once its new keys hold: whoever lost it, or was away meanwhile, gets it
//! from here and could verify none of the old proofs. The operations stay the ones that others know, since their
//! digests leave the proof out.

use std::time::Duration;

use domain::{Result, Time, id::LedgerId};
use federation::{Federated, Federation, document::keys};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::{Job, JobError, Query, Tx, args, enqueue, statements};

statements! {
    WRITTEN_HERE = "SELECT ledger_id, sequence, digest, document FROM ledger_operation WHERE site = $1 \
        AND (ledger_id > $2 OR (ledger_id = $2 AND sequence > $3)) ORDER BY ledger_id, sequence LIMIT $4";
    SET_DOCUMENT = "UPDATE ledger_operation SET document = $5 WHERE ledger_id = $1 AND site = $2 \
        AND sequence = $3 AND digest = $4";
}

/// Operations that are proved in one unit of work.
const BATCH: i64 = 200;
/// What was signed just before the keys changed is kept by then.
const KEPT_BY: Duration = Duration::from_secs(60);

#[derive(store::FromRow)]
struct WrittenHere {
    ledger_id: LedgerId,
    sequence: i64,
    digest: String,
    document: String,
}

/// Proves the operations after this one, or all.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ProveAnew {
    after: Option<(LedgerId, i64)>,
}

impl ProveAnew {
    /// Sets out to prove everything that this instance wrote, by the keys that hold from now on.
    pub(crate) async fn begin(tx: &mut Tx) -> Result<()> {
        let from: Time = tx.now() + KEPT_BY;
        Ok(enqueue::<Federation, _>(tx, &Self::default(), from).await?)
    }
}

impl<C: Federated> Job<C> for ProveAnew {
    const KIND: &'static str = "prove-anew";

    async fn run(self, context: C) -> Result<(), JobError> {
        let Some(federation) = context.federation() else { return Ok(()) };
        let Some(live) = federation.live() else { return Ok(()) };
        let (id, sequence) = self.after.unwrap_or((LedgerId(uuid::Uuid::nil()), 0));
        let site = live.origin.as_str();
        let mut q = federation.store().read();
        let rows: Vec<WrittenHere> = q.all(&WRITTEN_HERE, args![site, id, sequence, BATCH]).await?;
        drop(q);
        let Some(last) = rows.last().map(|row| (row.ledger_id, row.sequence)) else {
            return Ok(());
        };
        let prover = federation.prover(&live.instance).await?;
        let mut proved = Vec::with_capacity(rows.len());
        for row in rows {
            let Ok(mut document) = serde_json::from_str::<Map<String, Value>>(&row.document) else {
                continue;
            };
            document.remove(keys::PROOF);
            prover.prove(&mut document, federation.store().now())?;
            proved.push((row, Value::Object(document).to_string()));
        }
        let mut tx = federation.store().begin().await?;
        for (row, document) in &proved {
            let values = args![row.ledger_id, site, row.sequence, &*row.digest, &**document];
            tx.execute(&SET_DOCUMENT, values).await?;
        }
        let now = tx.now();
        enqueue::<Federation, _>(&mut tx, &Self { after: Some(last) }, now).await?;
        Ok(tx.save().await?)
    }
}

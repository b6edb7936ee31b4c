//! Summaries as this version of the program makes them: they are written when something is kept, and an earlier version
//! may have made them otherwise.

use domain::{Result, id::LedgerId};
use serde_json::Value;

use super::{Ledgers, rows};

/// Makes the summary of a ledger anew, and writes it where another stands there. No list changes its order by it.
/// NotFound for one of a kind that is not known.
pub async fn renew_summary(ledgers: &Ledgers, id: LedgerId) -> Result<()> {
    let mut q = ledgers.store().read();
    let heads = rows::heads(&mut q, id).await?;
    let (ledger, operations) = ledgers.load(&mut q, id).await?;
    let stands = rows::summary(&mut q, id).await?;
    drop(q);
    // What was lost here is still to come, and brings its summary.
    if operations.is_empty() {
        return Ok(());
    }
    let summary = (ledger.kind.summary)(&ledger, &operations, &ledger.registers(&operations));
    if stands == (rows::subject(&summary).to_owned(), Value::Object(summary.values.clone())) {
        return Ok(());
    }
    let mut tx = ledgers.store().begin().await?;
    rows::lock(&mut tx, id).await?;
    // Whoever has written meanwhile has made it anew.
    if rows::heads(&mut tx, id).await? == heads {
        rows::set_summary(&mut tx, id, &summary).await?;
    }
    Ok(tx.save().await?)
}

//! The end of a table: when its rows have had their turn, when nobody brings them in any more, and when it is
//! forgotten.

use std::{collections::HashSet, time::Duration};

use domain::{Result, id::RowId};
use store::{JsonText, Query, Store, Tx, args, statements};

use super::{ImportTable, Numbered, Said, json};
use crate::takeout::Desk;

/// How long a table is kept after it last changed.
const KEPT: Duration = Duration::from_secs(30 * 86_400);
/// How long one stands still before somebody looks whether it still has a job.
const STILL: Duration = Duration::from_secs(3600);
/// Tables that are looked at in one go.
const BATCH: i64 = 100;

statements! {
    TABLE_ROWS_LEFT = "UPDATE table_import_row SET state = 'failed', error = $2, draft = '' \
        WHERE import_id = $1 AND state = 'waiting'";
    TABLE_ROWS_FAILED = "SELECT number FROM table_import_row WHERE import_id = $1 AND state = 'failed'";
    TABLE_CELLS_OF = "SELECT cells FROM table_import WHERE id = $1 AND state = 'running'";
    TABLE_DONE = "UPDATE table_import SET state = 'done', cells = $2, changed_at = $3 WHERE id = $1";
    TABLES_STILL = "SELECT id FROM table_import WHERE state = 'running' AND changed_at < $1 \
        ORDER BY changed_at, id LIMIT $2";
    TABLES_FORGET = "DELETE FROM table_import WHERE state <> 'running' AND changed_at < $1";
}

/// Ends a table whose rows were being brought in: those that still wait could not be, and of what was uploaded
/// only the rows are kept that could not.
pub(super) async fn finish(tx: &mut Tx, table: RowId) -> Result<()> {
    let cells: Option<(JsonText<Vec<Numbered>>,)> =
        tx.optional(&TABLE_CELLS_OF, args![table]).await?;
    let Some((JsonText(mut cells),)) = cells else { return Ok(()) };
    let why = json(&[Said::of_row("table-row-failed")])?;
    tx.execute(&TABLE_ROWS_LEFT, args![table, why]).await?;
    let failed: Vec<(i64,)> = tx.all(&TABLE_ROWS_FAILED, args![table]).await?;
    let failed: HashSet<i64> = failed.into_iter().map(|(number,)| number).collect();
    let heading = cells.first().map(|row| row.number);
    cells.retain(|row| Some(row.number) == heading || failed.contains(&row.number));
    let now = tx.now();
    tx.execute(&TABLE_DONE, args![table, json(&cells)?, now]).await?;
    Ok(())
}

/// Ends tables whose job has died, and forgets those that nobody has touched for thirty days. A job calls it daily.
pub async fn sweep(store: &Store) -> Result<()> {
    let now = store.now();
    let still: Vec<(RowId,)> = store.read().all(&TABLES_STILL, args![now - STILL, BATCH]).await?;
    for (table,) in still {
        let mut tx = store.begin().await?;
        if !store::is_enqueued::<Desk, _>(&mut tx, &ImportTable { table }).await? {
            finish(&mut tx, table).await?;
        }
        tx.save().await?;
    }
    let mut tx = store.begin().await?;
    tx.execute(&TABLES_FORGET, args![now - KEPT]).await?;
    Ok(tx.save().await?)
}

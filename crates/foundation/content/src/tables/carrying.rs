//! The job that brings in the rows of a table.

use domain::{ActorId, Error, Result, Time, id::RowId};
use federation::{ActorState, actor};
use serde::{Deserialize, Serialize};
use store::{Job, JobError, Query, args, enqueue, statements};

use super::{Kept, Said, ending::finish, json, member, titles};
use crate::{
    Goal, Publishing,
    service::create_in,
    takeout::{Desk, Importing},
};

/// Rows of one run, before other jobs have their turn.
const ROUND: i64 = 20;

statements! {
    TABLE_OWNER = "SELECT actor_id, kind, created_at FROM table_import WHERE id = $1 AND state = 'running'";
    TABLE_WAITING = "SELECT number, draft, goal FROM table_import_row \
        WHERE import_id = $1 AND state = 'waiting' ORDER BY number LIMIT $2";
    TABLE_ROW_DONE = "UPDATE table_import_row SET state = 'done', content_id = $3, draft = '' \
        WHERE import_id = $1 AND number = $2 AND state = 'waiting'";
    TABLE_ROW_FAILED = "UPDATE table_import_row SET state = 'failed', error = $3, draft = '' \
        WHERE import_id = $1 AND number = $2 AND state = 'waiting'";
    TABLE_GOES_ON = "UPDATE table_import SET changed_at = $2 WHERE id = $1";
}

/// The job: brings in what waits of a table, some rows at a time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportTable {
    pub(super) table: RowId,
}

impl<C: Importing> Job<C> for ImportTable {
    const KIND: &'static str = "import-table";

    async fn run(self, context: C) -> std::result::Result<(), JobError> {
        let publishing = context.publishing().clone();
        Ok(self.round(&publishing).await?)
    }
}

/// Whose table it is.
#[derive(store::FromRow)]
struct Owned {
    actor_id: ActorId,
    kind: String,
    created_at: Time,
}

impl ImportTable {
    async fn round(self, p: &Publishing) -> Result<()> {
        let table: Option<Owned> =
            p.store().read().optional(&TABLE_OWNER, args![self.table]).await?;
        // Whoever closes her account takes it with her.
        let Some(table) = table else { return Ok(()) };
        let owner = actor::by_id(&mut p.store().read(), table.actor_id).await?;
        let mut rows: Vec<(i64, String, String)> = Vec::new();
        if owner.state == ActorState::Active {
            rows = p.store().read().all(&TABLE_WAITING, args![self.table, ROUND]).await?;
        }
        let ends = rows.is_empty();
        for (number, draft, goal) in rows {
            match self.row(p, &table, number, &draft, &goal).await {
                Ok(()) => {}
                Err(Error::Internal(cause)) => return Err(Error::Internal(cause)),
                Err(error) => self.failed(p, number, &error).await?,
            }
        }
        let mut tx = p.store().begin().await?;
        if ends {
            finish(&mut tx, self.table).await?;
        } else {
            let now = tx.now();
            tx.execute(&TABLE_GOES_ON, args![self.table, now]).await?;
            enqueue::<Desk, _>(&mut tx, &self, now).await?;
        }
        Ok(tx.save().await?)
    }

    /// One row becomes a thing, in the unit in which it is marked as done.
    async fn row(
        &self,
        p: &Publishing,
        table: &Owned,
        number: i64,
        draft: &str,
        goal: &str,
    ) -> Result<()> {
        let kept: Kept = serde_json::from_str(draft).map_err(Error::internal)?;
        let goal = if goal == "publish" { Goal::Publish } else { Goal::Keep };
        let (owner, draft) = (table.actor_id, kept.into_draft());
        let mut tx = p.store().begin().await?;
        if titles::is_here(&mut tx, owner, &table.kind, table.created_at, &draft.title).await? {
            return Err(Error::field("title", "table-row-twice"));
        }
        let id = Box::pin(create_in(p, &mut tx, &member(owner), &draft, goal)).await?;
        if tx.execute(&TABLE_ROW_DONE, args![self.table, number, id]).await? == 0 {
            // Another worker was quicker, and what this one made goes with its unit.
            return Ok(());
        }
        Ok(tx.save().await?)
    }

    async fn failed(&self, p: &Publishing, number: i64, error: &Error) -> Result<()> {
        let said = match error {
            Error::Invalid(errors) => Said::all(errors),
            Error::Forbidden(key) | Error::Conflict(key) => vec![Said::of_row(key)],
            _ => vec![Said::of_row("table-row-failed")],
        };
        let mut tx = p.store().begin().await?;
        tx.execute(&TABLE_ROW_FAILED, args![self.table, number, json(&said)?]).await?;
        Ok(tx.save().await?)
    }
}

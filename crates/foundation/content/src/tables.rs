//! Things brought in from a table. What was uploaded waits until its owner has seen what would become of each
//! row; then every row is a draft of its own, written by a job, each in one unit, so that nothing is brought in
//! twice and nothing is lost when the machine stops. What the words of a table mean is for the room to say,
//! which knows the words of the interface; this module keeps and carries out.

mod carrying;
mod ending;
mod outcome;
mod titles;

use bytes::Bytes;
use domain::{
    ActorId, Error, FieldErrors, Lang, Result, Time, Visibility,
    access::{Role, Who},
    id::RowId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::{JsonText, Query, Store, args, enqueue, statements};

pub use carrying::ImportTable;
pub use ending::sweep;
pub(crate) use outcome::taken_along;
pub use outcome::{Row, RowState, Said, rows};
pub use titles::{near_titles, own_titles, plain};

pub use crate::files::reader::Numbered;
use crate::{Draft, Goal, Publishing, draft::TITLE_MAX, takeout::Desk};

/// The most bytes of a file with a table.
pub const FILE_MAX: usize = crate::files::reader::TABLE_MAX;
/// The most rows of a table, its heading included.
pub const ROWS_MAX: usize = crate::files::reader::TABLE_ROWS;
/// The most cells of a row.
pub const CELLS_MAX: usize = crate::files::reader::TABLE_CELLS;
/// The most characters of a file's name that are kept.
const NAME_MAX: usize = 100;
/// How many of somebody's tables are kept, the newest.
const KEPT: i64 = 10;

statements! {
    TABLE_INSERT = "INSERT INTO table_import (id, actor_id, kind, name, cells, choice, state, created_at, changed_at) \
        VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $7)";
    TABLE_BY_ID = "SELECT id, kind, name, cells, choice, state, created_at FROM table_import \
        WHERE id = $1 AND actor_id = $2";
    TABLES_OF = "SELECT id, kind, name, state, created_at FROM table_import WHERE actor_id = $1 \
        ORDER BY created_at DESC, id DESC LIMIT $2";
    TABLES_TRIM = "DELETE FROM table_import WHERE actor_id = $1 AND state <> 'running' AND id NOT IN \
        (SELECT t.id FROM table_import t WHERE t.actor_id = $1 ORDER BY t.created_at DESC, t.id DESC LIMIT $2)";
    TABLE_CHOOSE = "UPDATE table_import SET choice = $3, changed_at = $4 WHERE id = $1 AND actor_id = $2 \
        AND state = 'open'";
    TABLE_START = "UPDATE table_import SET state = 'running', changed_at = $3 WHERE id = $1 AND actor_id = $2 \
        AND state = 'open'";
    TABLE_ROW_INSERT = "INSERT INTO table_import_row (import_id, number, draft, goal, title, state, error) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    TABLE_DROP = "DELETE FROM table_import WHERE id = $1 AND actor_id = $2 AND state <> 'running'";
}

/// What was chosen for a table: what its columns mean, and what holds for all its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// For each column what it is, in the words of the room; empty for a column that is not used.
    pub columns: Vec<String>,
    /// The language of rows that do not say it.
    pub lang: Lang,
    /// The community that all rows go into.
    pub group: Option<ActorId>,
    /// The organisation on whose behalf.
    pub organisation: Option<ActorId>,
    /// The level outside communities.
    pub visibility: Visibility,
    /// The licence of rows that do not say it.
    pub licence: Option<String>,
}

/// Where a table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, store::FromCell, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableState {
    /// It is being looked at.
    Open,
    /// Its rows are being brought in.
    Running,
    /// All rows have had their turn.
    Done,
}

/// A table that waits.
#[derive(Debug, Clone, PartialEq, store::FromRow)]
pub struct Table {
    /// Its id.
    pub id: RowId,
    /// The name of the kind that its rows are of.
    pub kind: String,
    /// The name of its file.
    pub name: String,
    /// Its rows, the heading first; once all have had their turn, only those that could not be brought in.
    pub cells: JsonText<Vec<Numbered>>,
    /// What was chosen.
    pub choice: JsonText<Choice>,
    /// Where it stands.
    pub state: TableState,
    /// When it was uploaded.
    pub created_at: Time,
}

/// A table in the list of somebody's tables.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct TableLine {
    /// Its id.
    pub id: RowId,
    /// The name of the kind that its rows are of.
    pub kind: String,
    /// The name of its file.
    pub name: String,
    /// Where it stands.
    pub state: TableState,
    /// When it was uploaded.
    pub created_at: Time,
}

/// A row that is not brought in, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its number.
    pub number: i64,
    /// Its title, as far as it has one.
    pub title: String,
    /// What is wrong with it.
    pub errors: FieldErrors,
}

/// Reads a file that is no plain text: XLSX, XLS, ODS. `None` when it is none of these or nothing here can
/// read it. The error stands at `file`: too many others are being read.
pub async fn read_book(p: &Publishing, file: Bytes) -> Result<Option<Vec<Numbered>>> {
    match p.tables() {
        Some(reader) => p.workshop().book(reader, file).await,
        None => Ok(None),
    }
}

/// Reads plain text by `read`, beside the runtime and when it is its turn. The error stands at `file`, as above.
pub async fn read_text<T: Send + 'static>(
    p: &Publishing,
    read: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    p.workshop().plain_table(read).await
}

/// Keeps a table to be looked at. `cells` begin with the heading. The error stands at `file`: there is no row
/// below the heading, there are too many, or too many cells in one.
pub async fn begin(
    store: &Store,
    who: &Who,
    kind: &str,
    name: &str,
    cells: &[Numbered],
    choice: &Choice,
) -> Result<RowId> {
    let me = who.signed_in()?;
    if cells.len() < 2 {
        return Err(Error::field("file", "content-error-table-empty"));
    }
    if cells.len() > ROWS_MAX || cells.iter().any(|row| row.cells.len() > CELLS_MAX) {
        return Err(Error::field("file", "content-error-table-many"));
    }
    let mut tx = store.begin().await?;
    let (id, now): (RowId, _) = (tx.id(), tx.now());
    let name = domain::text::excerpt(&domain::text::line(name), NAME_MAX);
    tx.execute(&TABLE_INSERT, args![id, me, kind, name, json(&cells)?, json(choice)?, now]).await?;
    tx.execute(&TABLES_TRIM, args![me, KEPT]).await?;
    tx.save().await?;
    Ok(id)
}

/// A table of one's own.
pub async fn find(q: &mut impl Query, who: &Who, id: RowId) -> Result<Table> {
    Ok(q.one(&TABLE_BY_ID, args![id, who.signed_in()?]).await?)
}

/// One's own tables, the newest first.
pub async fn list(q: &mut impl Query, who: &Who) -> Result<Vec<TableLine>> {
    Ok(q.all(&TABLES_OF, args![who.signed_in()?, KEPT]).await?)
}

/// Chooses what the columns mean and what holds for all rows. Conflict once its rows are being brought in.
pub async fn choose(store: &Store, who: &Who, id: RowId, choice: &Choice) -> Result<()> {
    let me = who.signed_in()?;
    let mut tx = store.begin().await?;
    let now = tx.now();
    find(&mut tx, who, id).await?;
    if tx.execute(&TABLE_CHOOSE, args![id, me, json(choice)?, now]).await? == 0 {
        return Err(Error::Conflict("error-table-running"));
    }
    Ok(tx.save().await?)
}

/// Brings in these rows of a table, each with its number and what is wanted of it. They are checked once more
/// when they have their turn. Those that are `refused` are kept with what is wrong with them, so that it can be
/// read afterwards. Conflict once that has begun.
pub async fn start(
    store: &Store,
    who: &Who,
    id: RowId,
    rows: &[(i64, Draft, Goal)],
    refused: &[Refused],
) -> Result<()> {
    let me = who.signed_in()?;
    let mut tx = store.begin().await?;
    let now = tx.now();
    find(&mut tx, who, id).await?;
    if tx.execute(&TABLE_START, args![id, me, now]).await? == 0 {
        return Err(Error::Conflict("error-table-running"));
    }
    for (number, draft, goal) in rows {
        let goal = if *goal == Goal::Publish { "publish" } else { "keep" };
        let kept = json(&Kept::of(draft))?;
        let title = domain::text::line(&draft.title);
        let values = args![id, *number, kept, goal, title, RowState::Waiting.as_str(), ""];
        tx.execute(&TABLE_ROW_INSERT, values).await?;
    }
    for row in refused {
        let title = domain::text::excerpt(&row.title, TITLE_MAX);
        let error = json(&Said::all(&row.errors))?;
        let values = args![id, row.number, "", "keep", title, RowState::Failed.as_str(), error];
        tx.execute(&TABLE_ROW_INSERT, values).await?;
    }
    enqueue::<Desk, _>(&mut tx, &ImportTable { table: id }, now).await?;
    Ok(tx.save().await?)
}

/// Forgets a table of one's own; what was brought in stays. Conflict while its rows are being brought in.
pub async fn forget(store: &Store, who: &Who, id: RowId) -> Result<()> {
    let me = who.signed_in()?;
    let mut tx = store.begin().await?;
    find(&mut tx, who, id).await?;
    if tx.execute(&TABLE_DROP, args![id, me]).await? == 0 {
        return Err(Error::Conflict("error-table-running"));
    }
    Ok(tx.save().await?)
}

/// A draft as it waits for its turn.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    kind: String,
    lang: Lang,
    title: String,
    summary: String,
    body: String,
    values: Map<String, Value>,
    sectors: Vec<String>,
    licence: Option<String>,
    group: Option<ActorId>,
    visibility: Visibility,
    organisation: Option<ActorId>,
    at: Option<i64>,
}

impl Kept {
    fn of(draft: &Draft) -> Self {
        let d = draft.clone();
        Self {
            kind: d.kind,
            lang: d.lang,
            title: d.title,
            summary: d.summary,
            body: d.body,
            values: d.values,
            sectors: d.sectors,
            licence: d.licence,
            group: d.group,
            visibility: d.visibility,
            organisation: d.organisation,
            at: d.at.map(|at| at.0),
        }
    }

    fn into_draft(self) -> Draft {
        Draft {
            title: self.title,
            summary: self.summary,
            body: self.body,
            values: self.values,
            sectors: self.sectors,
            licence: self.licence,
            group: self.group,
            visibility: self.visibility,
            organisation: self.organisation,
            at: self.at.map(Time),
            ..Draft::new(&self.kind, self.lang)
        }
    }
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

/// Whoever brings something in does so with the rights of a member.
fn member(actor: ActorId) -> Who {
    Who::Person { actor, role: Role::Member }
}

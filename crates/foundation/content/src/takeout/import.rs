//! Bringing in: a file becomes a batch of items in the unit of the click, and a job carries them out one by
//! one, so that a page can say how far it is. Every item may be carried out twice.

use std::time::Duration;

use domain::{
    ActorId, Error, Result, Time,
    access::{Role, Who},
    id::RowId,
};
use federation::{ActorState, Federated, Federation, actor};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{Job, JobError, Query, Store, args, enqueue, statements};

use super::{
    file::{self, File},
    items::{self, Outcome},
};
use crate::{
    Publishing,
    kind::{COMMENT, Voice},
};

/// The most items of a batch.
const MOST: usize = 5000;
/// Items that one run of the job carries out before it lets others run.
const ROUND: i64 = 20;
/// How long one run lasts at most, and the pause before the next: thirty addresses a minute, as anybody
/// may look up by hand.
const TURN: Duration = Duration::from_secs(30);
const REST: Duration = Duration::from_secs(40);
/// After how long a batch that stands still makes room for another.
const STALE: Duration = Duration::from_secs(86_400);
/// The pause after which what waits for somebody's answer has its turn again, and how long it does.
const PAUSE: Duration = Duration::from_secs(60);
const PATIENCE: Duration = Duration::from_secs(3600);
/// The most failures that a page lists.
const SHOWN: i64 = 50;

statements! {
    BATCH_INSERT = "INSERT INTO import_batch (id, actor_id, group_id, created_at) \
        VALUES ($1, $2, $3, $4)";
    ITEM_INSERT = "INSERT INTO import_item (batch_id, position, kind, value, state) \
        VALUES ($1, $2, $3, $4, 'waiting')";
    // One is enough to look back at.
    BATCHES_DROP = "DELETE FROM import_batch WHERE actor_id = $1 \
        AND COALESCE(group_id, actor_id) = $2 AND (created_at < $3 OR NOT EXISTS (SELECT 1 \
        FROM import_item i WHERE i.batch_id = import_batch.id AND i.state = 'waiting'))";
    BATCH_LATEST = "SELECT id FROM import_batch WHERE actor_id = $1 \
        AND COALESCE(group_id, actor_id) = $2 ORDER BY created_at DESC LIMIT 1";
    BATCH = "SELECT actor_id, group_id, created_at FROM import_batch WHERE id = $1";
    ITEMS_WAITING = "SELECT position, kind, value FROM import_item WHERE batch_id = $1 \
        AND position > $2 AND state = 'waiting' ORDER BY position LIMIT $3";
    ITEM_STATE = "UPDATE import_item SET state = $3 WHERE batch_id = $1 AND position = $2";
    ITEM_COUNTS = "SELECT state, CAST(COUNT(*) AS bigint) AS n FROM import_item WHERE batch_id = $1 \
        GROUP BY state";
    ITEMS_FAILED = "SELECT kind, value FROM import_item WHERE batch_id = $1 AND state = 'failed' \
        ORDER BY position LIMIT $2";
}

/// One thing to be brought in: a kind of [`items`], and what it needs.
pub(super) struct Item {
    kind: &'static str,
    value: String,
}

impl Item {
    pub(super) fn new(kind: &'static str, value: String) -> Self {
        Self { kind, value }
    }
}

/// How far a batch is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// Items that are done.
    pub done: i64,
    /// Items that wait.
    pub waiting: i64,
    /// Items that could not be brought in.
    pub failed: i64,
    /// The first of these: an address or a title.
    pub failures: Vec<String>,
}

impl Progress {
    /// All items.
    pub fn all(&self) -> i64 {
        self.done + self.waiting + self.failed
    }
}

/// Brings in one's own document or a list of addresses: follows and memberships are asked for anew, what was
/// kept is kept again where it is found, and texts become drafts. Field `file`: `error-required`,
/// `content-error-import-…`.
pub async fn import_person(store: &Store, who: &Who, text: &str) -> Result<()> {
    who.signed_in()?;
    let mut items = Vec::new();
    match file::read(text)? {
        File::Addresses(all) => {
            items.extend(all.into_iter().map(|address| Item::new("follow", address)));
        }
        File::Person(file) => {
            for list in ["following", "memberships"] {
                items.extend(file::addresses(&file, list).map(|a| Item::new("follow", a)));
            }
            let kept = file["bookmarks"].as_array().into_iter().flatten();
            let kept = kept.filter_map(|b| b["id"].as_str());
            items.extend(kept.map(|iri| Item::new("bookmark", iri.to_owned())));
            let written = file["written"].as_array().into_iter().flatten();
            // What speaks of something, or answers it, is nothing without that.
            let apart = [COMMENT.name, Voice::Review.as_str(), Voice::Endorsement.as_str()];
            let texts = written.filter(|w| !apart.iter().any(|kind| w["thing"]["kind"] == **kind));
            let needed = |w: &Value| json!({ "thing": w["thing"], "community": w["community"] });
            items.extend(texts.map(|w| Item::new("draft", needed(w).to_string())));
        }
        File::Community(_) => return Err(Error::field("file", "content-error-import-other")),
    }
    begin(store, who, None, items).await
}

/// Writes a batch, unless one is under way.
pub(super) async fn begin(
    store: &Store,
    who: &Who,
    group: Option<ActorId>,
    items: Vec<Item>,
) -> Result<()> {
    let me = who.signed_in()?;
    if items.is_empty() {
        return Err(Error::field("file", "content-error-import-empty"));
    }
    if items.len() > MOST {
        return Err(Error::field("file", "content-error-import-many"));
    }
    let mut tx = store.begin().await?;
    let place = group.unwrap_or(me);
    let stale = tx.now() - STALE;
    tx.execute(&BATCHES_DROP, args![me, place, stale]).await?;
    if latest(&mut tx, me, place).await?.is_some() {
        return Err(Error::field("file", "content-error-import-busy"));
    }
    let (batch, now): (RowId, _) = (tx.id(), tx.now());
    tx.execute(&BATCH_INSERT, args![batch, me, group, now]).await?;
    for (position, item) in (0_i64..).zip(items) {
        tx.execute(&ITEM_INSERT, args![batch, position, item.kind, item.value]).await?;
    }
    enqueue::<Desk, _>(&mut tx, &Import { batch, after: -1 }, now).await?;
    Ok(tx.save().await?)
}

async fn latest(q: &mut impl Query, me: ActorId, place: ActorId) -> Result<Option<RowId>> {
    let row: Option<(RowId,)> = q.optional(&BATCH_LATEST, args![me, place]).await?;
    Ok(row.map(|r| r.0))
}

/// How far is what one brought in last, for oneself or for a community; `None` when there was nothing.
pub async fn progress(
    q: &mut impl Query,
    who: &Who,
    group: Option<ActorId>,
) -> Result<Option<Progress>> {
    let me = who.signed_in()?;
    let Some(batch) = latest(q, me, group.unwrap_or(me)).await? else { return Ok(None) };
    let mut progress = Progress::default();
    let counts: Vec<(String, i64)> = q.all(&ITEM_COUNTS, args![batch]).await?;
    for (state, n) in counts {
        match state.as_str() {
            "done" => progress.done = n,
            "failed" => progress.failed = n,
            _ => progress.waiting = n,
        }
    }
    let failed: Vec<(String, String)> = q.all(&ITEMS_FAILED, args![batch, SHOWN]).await?;
    progress.failures = failed.iter().map(|(kind, value)| items::name(kind, value)).collect();
    Ok(Some(progress))
}

/// What the job runs with.
pub trait Importing: Federated {
    /// What services of content need.
    fn publishing(&self) -> &Publishing;
}

/// The same where nothing else is shared.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The federation; `None` where there is none.
    pub federation: Option<Federation>,
    /// What services of content need.
    pub publishing: Publishing,
}

impl Federated for Desk {
    fn federation(&self) -> Option<&Federation> {
        self.federation.as_ref()
    }
}

impl Importing for Desk {
    fn publishing(&self) -> &Publishing {
        &self.publishing
    }
}

/// The job: carries out what waits of a batch, some items at a time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Import {
    batch: RowId,
    /// The items up to this one had their turn.
    after: i64,
}

impl<C: Importing> Job<C> for Import {
    const KIND: &'static str = "import";

    async fn run(self, context: C) -> Result<(), JobError> {
        let (federation, p) = (context.federation().cloned(), context.publishing().clone());
        Ok(self.round(&Desk { federation, publishing: p }).await?)
    }
}

impl Import {
    async fn round(mut self, desk: &Desk) -> Result<()> {
        let store = desk.publishing.store();
        let row: Option<(ActorId, Option<ActorId>, Time)> =
            store.read().optional(&BATCH, args![self.batch]).await?;
        // Whoever closes her account takes it with her.
        let Some((person, group, begun_at)) = row else { return Ok(()) };
        if actor::by_id(&mut store.read(), person).await?.state != ActorState::Active {
            return Ok(());
        }
        let who = Who::Person { actor: person, role: Role::Member };
        let begun = store.now();
        for (position, kind, value) in self.waiting(&mut store.read(), self.after, ROUND).await? {
            if store.now().since(begun) > TURN {
                break;
            }
            self.after = position;
            let state = match items::carry_out(desk, &who, group, &kind, &value).await {
                Ok(Outcome::Done) => "done",
                Ok(Outcome::Later) if store.now().since(begun_at) < PATIENCE => continue,
                Err(Error::Internal(e)) => return Err(Error::Internal(e)),
                Ok(Outcome::Later) => "failed",
                Err(e) => {
                    tracing::info!(kind, error = %e, "an item is not brought in");
                    "failed"
                }
            };
            let mut tx = store.begin().await?;
            tx.execute(&ITEM_STATE, args![self.batch, position, state]).await?;
            tx.save().await?;
        }
        self.go_on(store).await
    }

    async fn waiting(
        &self,
        q: &mut impl Query,
        after: i64,
        limit: i64,
    ) -> Result<Vec<(i64, String, String)>> {
        Ok(q.all(&ITEMS_WAITING, args![self.batch, after, limit]).await?)
    }

    /// The next round, if there is one: soon with what had no turn yet, in a while with what waits.
    async fn go_on(self, store: &Store) -> Result<()> {
        let mut tx = store.begin().await?;
        let now = tx.now();
        if !self.waiting(&mut tx, self.after, 1).await?.is_empty() {
            enqueue::<Desk, _>(&mut tx, &self, now + REST).await?;
        } else if !self.waiting(&mut tx, -1, 1).await?.is_empty() {
            let again = Self { after: -1, ..self };
            enqueue::<Desk, _>(&mut tx, &again, now + PAUSE).await?;
        } else {
            return Ok(());
        }
        Ok(tx.save().await?)
    }
}

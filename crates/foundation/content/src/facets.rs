//! The counts of a panel of filters, from memory.
//!
//! To count what each word of each facet would show, a database reads everything that the filters let through, once for
//! each facet in which something is chosen. In a library of a hundred thousand that takes seconds. So what everybody may
//! see stands in memory, as a set of things for each word: a filter is a few intersections. The database notes which
//! things change (`content_change`), and each question begins with what has changed since the last one, so that counts
//! are those of the list beside them. What only some may see is counted in the database, for each reader.
//!
//! Only kinds that have facets are held; a thing takes about a hundred bytes.

mod bits;
mod index;
mod reading;

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Instant,
};

use domain::{ActorId, ContentId, Result, access::Who};
use store::Query;

use self::index::Index;
use crate::{
    Kinds,
    read::{self, FacetCounts, Filter, facet_counts},
};

/// Changes beyond which it is quicker to begin anew.
const MANY: usize = 5_000;
/// Changed things that are read at once.
const BATCH: usize = 500;

/// The words of what everybody may see. They are read in the background after a start ([`Facets::warm`]), or else when
/// somebody first asks.
#[derive(Clone, Default)]
pub struct Facets(Arc<Shared>);

#[derive(Default)]
struct Shared {
    held: RwLock<Held>,
    /// Held by whoever brings it up to date.
    reading: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Held {
    index: Index,
    /// What has changed later is not in it. `None` before it was read.
    through: Option<i64>,
}

impl Facets {
    /// Reads everything, so that nobody who asks later waits for it. Whoever asks meanwhile waits for this reading to end,
    /// and reads nothing a second time; it can be dropped at any moment, and is then begun anew by whoever asks next.
    pub async fn warm(&self, q: &mut impl Query, kinds: &Kinds) -> Result<()> {
        self.renew(q, kinds).await
    }

    /// Whether everything was read.
    pub fn is_read(&self) -> bool {
        self.read(|held| held.through.is_some())
    }

    /// What a filter shows this reader, and what each word of each facet would: the same as [`facet_counts`].
    pub async fn count(
        &self,
        q: &mut impl Query,
        kinds: &Kinds,
        who: &Who,
        filter: &Filter,
    ) -> Result<FacetCounts> {
        if !is_held(kinds, filter) {
            return facet_counts(q, who, filter).await;
        }
        let (mut counts, rest) = self.look(q, kinds, who, filter, Index::count).await?;
        if let Some(rest) = rest {
            counts.join(facet_counts(q, who, &rest).await?);
        }
        Ok(counts)
    }

    /// Which of the things that a filter is [among](Filter::among) it shows this reader, in no order: the same as
    /// [`read::ids`].
    pub async fn ids(
        &self,
        q: &mut impl Query,
        kinds: &Kinds,
        who: &Who,
        filter: &Filter,
    ) -> Result<Vec<ContentId>> {
        if filter.among.is_none() || !is_held(kinds, filter) {
            return read::ids(q, who, filter).await;
        }
        let (mut ids, rest) = self.look(q, kinds, who, filter, Index::fitting).await?;
        if let Some(rest) = rest {
            ids.extend(read::ids(q, who, &rest).await?);
        }
        Ok(ids)
    }

    /// What the index says, and the filter for what the database must be asked besides: what not everybody may see.
    async fn look<T>(
        &self,
        q: &mut impl Query,
        kinds: &Kinds,
        who: &Who,
        filter: &Filter,
        ask: impl FnOnce(&Index, &Filter, &[ActorId]) -> T,
    ) -> Result<(T, Option<Filter>)> {
        self.renew(q, kinds).await?;
        let avoided = match who.person() {
            Some(reader) => people::avoidance::avoided(q, reader).await?,
            // A visitor sees nothing else in lists.
            None => return Ok((self.read(|held| ask(&held.index, filter, &[])), None)),
        };
        Ok(self.read(|held| {
            let others = filter.among.as_ref().map(|among| -> Vec<ContentId> {
                among.iter().copied().filter(|id| !held.index.has(*id)).collect()
            });
            let rest = Filter { restricted: true, among: others, ..filter.clone() };
            let nothing = rest.among.as_ref().is_some_and(Vec::is_empty);
            (ask(&held.index, filter, &avoided), (!nothing).then_some(rest))
        }))
    }

    async fn renew(&self, q: &mut impl Query, kinds: &Kinds) -> Result<()> {
        let through = self.read(|held| held.through);
        if let Some(since) = through {
            let (changed, now) = reading::changes(q, since).await?;
            if changed.is_empty() {
                if now != since {
                    self.write(|held| held.through = held.through.map(|t| t.max(now)));
                }
                return Ok(());
            }
        }
        let _one_at_a_time = self.0.reading.lock().await;
        let Some(since) = self.read(|held| held.through) else {
            return self.begin(q, kinds).await;
        };
        let (changed, now) = reading::changes(q, since).await?;
        if changed.len() > MANY {
            return self.begin(q, kinds).await;
        }
        let names = names(kinds);
        let mut rows = Vec::new();
        for some in changed.chunks(BATCH) {
            rows.extend(reading::among(q, some, &names).await?);
        }
        self.write(|held| {
            for id in &changed {
                held.index.remove(*id);
            }
            for row in &rows {
                held.index.put(row);
            }
            held.through = Some(now);
        });
        Ok(())
    }

    async fn begin(&self, q: &mut impl Query, kinds: &Kinds) -> Result<()> {
        let began = Instant::now();
        // What changes while it is read is read again by the next who asks.
        let through = reading::now(q).await?;
        let mut index = Index::default();
        for kind in names(kinds) {
            reading::of_kind(q, kind, |rows| rows.iter().for_each(|row| index.put(row))).await?;
        }
        self.write(|held| *held = Held { index, through: Some(through) });
        tracing::info!(seconds = began.elapsed().as_secs_f64(), "the words of filters were read");
        Ok(())
    }

    fn read<T>(&self, look: impl FnOnce(&Held) -> T) -> T {
        look(&self.0.held.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write(&self, change: impl FnOnce(&mut Held)) {
        change(&mut self.0.held.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// The kinds that are held: those that have facets.
fn names(kinds: &Kinds) -> Vec<&'static str> {
    kinds.iter().filter(|kind| kind.fields.iter().any(|f| f.facet)).map(|kind| kind.name).collect()
}

/// Whether a filter asks for nothing but what is held.
fn is_held(kinds: &Kinds, filter: &Filter) -> bool {
    let held = names(kinds);
    let of_someone =
        [filter.group, filter.groups_of, filter.author, filter.by, filter.organisation];
    !filter.kinds.is_empty()
        && filter.kinds.iter().all(|kind| held.contains(kind))
        && of_someone.iter().all(Option::is_none)
        && filter.answered.is_none()
        && filter.pinned.is_none()
        && !(filter.drafts || filter.bookmarked || filter.followed || filter.restricted)
}

//! What one can do with content. One function is one transaction and one permission check; pages,
//! the command line, the demonstration and (later) the inbox all call the same ones.
//!
//! Checking and rendering happen before the transaction begins; counters, the search row,
//! notifications and whatever leaves for other instances are written in it.

mod answer;
pub(crate) mod comment;
pub(crate) mod counters;
pub(crate) mod edit;
pub(crate) mod moderate;
pub mod outgoing;
mod publish;
pub(crate) mod react;
pub(crate) mod report;
pub(crate) mod version;
pub(crate) mod withdraw;

use std::sync::Arc;

use domain::{ActorId, ContentId, Error, Result, access::Who};
use store::{Store, Tx, args, files::Cache, statements};

pub use answer::{accept_answer, unaccept_answer};
pub use comment::{NewComment, comment};
pub use edit::{edit, edit_comment, publish_saved};
pub use moderate::{lock, pin, remove, restore};
pub use outgoing::{Change, Event, Outgoing};
pub(crate) use publish::{affiliation, create_in, place, speaks_for};
pub use publish::{may_write, publish, save_draft};
pub use react::{USEFUL, bookmark, react, unbookmark, unreact};
pub use report::{Decision, REASONS, ReportRow, decide_report, open_reports, report, reports};
pub use version::{NewVersion, add_version, remove_version, review_version};
pub use withdraw::withdraw;

use crate::{Kinds, files, machine::Translator, sql};

statements! {
    PART_CHANGED = "UPDATE content SET updated_at = $2 WHERE id IN ($1, $3)";
}

/// Beside the files that are kept, on the same disk.
fn cache(store: &Store, settings: &files::Settings) -> Cache {
    Cache::new(store.files().folder().join("cache"), settings.cache)
}

/// What every function of this module needs: the store, the kinds this instance knows, and
/// whoever must learn of what happened. Cheap to clone.
#[derive(Clone)]
pub struct Publishing {
    store: Store,
    kinds: Arc<Kinds>,
    outgoing: Arc<Vec<Arc<dyn Outgoing>>>,
    files: files::Settings,
    workshop: files::Workshop,
    cache: Cache,
    translator: Option<Translator>,
}

impl Publishing {
    /// With nobody who must learn of what happened.
    pub fn new(store: Store, kinds: impl Into<Arc<Kinds>>) -> Self {
        let settings = files::Settings::default();
        Self {
            cache: cache(&store, &settings),
            store,
            kinds: kinds.into(),
            outgoing: Arc::default(),
            files: settings,
            workshop: files::Workshop::default(),
            translator: None,
        }
    }

    /// With a machine that translates, where the operator has named one.
    #[must_use]
    pub fn translated_by(mut self, translator: Option<Translator>) -> Self {
        self.translator = translator;
        self
    }

    /// The machine that translates.
    pub fn translator(&self) -> Option<&Translator> {
        self.translator.as_ref()
    }

    /// Adds somebody who must learn of what happens, in the same transaction.
    #[must_use]
    pub fn with(mut self, handler: impl Outgoing + 'static) -> Self {
        let mut all = (*self.outgoing).clone();
        all.push(Arc::new(handler));
        self.outgoing = Arc::new(all);
        self
    }

    /// How much may be kept in files.
    #[must_use]
    pub fn limited(mut self, limits: files::Limits) -> Self {
        self.files.limits = limits;
        self
    }

    /// What was decided about files.
    #[must_use]
    pub fn with_files(mut self, settings: files::Settings) -> Self {
        self.cache = cache(&self.store, &settings);
        self.files = settings;
        self
    }

    /// How much may be kept in files.
    pub fn limits(&self) -> files::Limits {
        self.files.limits
    }

    /// What was fetched from other servers.
    pub fn cache(&self) -> &Cache {
        &self.cache
    }

    /// What was decided about files.
    pub(crate) fn settings(&self) -> &files::Settings {
        &self.files
    }

    /// What reads documents.
    pub(crate) fn reader(&self) -> Option<&files::Reader> {
        self.files.reader.as_ref()
    }

    /// What reads tables that are no plain text, where something does.
    pub fn tables(&self) -> Option<&files::Reader> {
        self.files.tables.as_ref()
    }

    /// Where files are worked on.
    pub(crate) fn workshop(&self) -> &files::Workshop {
        &self.workshop
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The kinds this instance knows.
    pub fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// Tells whoever must learn of it. Costs nothing while nobody must.
    pub(crate) async fn emit(
        &self,
        tx: &mut Tx,
        who: &Who,
        id: ContentId,
        change: Change,
    ) -> Result<()> {
        let mut content = sql::load(tx, who, id).await?;
        let mut change = change;
        if let (Some(whole), Some(_)) = (content.root_id, content.position) {
            match &change {
                // Whoever decides about the part itself must learn of it.
                Change::Reported(_)
                | Change::ReportDecided { .. }
                | Change::VersionOffered(_)
                | Change::OfferTakenBack(_)
                | Change::OfferAnswered { .. } => {}
                Change::Removed(_) | Change::Restored if !content.host.is_empty() => {}
                Change::Reacted | Change::Unreacted | Change::Locked(_) | Change::Pinned(_) => {
                    return Ok(());
                }
                _ => {
                    // A part leaves with its whole, which says which parts it has and when they changed.
                    tx.execute(&PART_CHANGED, args![id, self.store.now(), whole]).await?;
                    content = sql::load(tx, who, whole).await?;
                    change = Change::Updated;
                }
            }
        }
        if self.outgoing.is_empty() {
            return Ok(());
        }
        let event = Event { content, by: who.actor(), change };
        for handler in self.outgoing.iter() {
            handler.handle(tx, &event).await?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for Publishing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Publishing").field("kinds", &self.kinds).finish_non_exhaustive()
    }
}

/// The actor that acts, local or remote, or [`Error::SignIn`].
pub(crate) fn acting(who: &Who) -> Result<ActorId> {
    who.actor().ok_or(Error::SignIn)
}

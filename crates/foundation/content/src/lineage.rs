//! What was made of what: a city takes a thing up from another, and both sides say so.
//!
//! An adaptation is a thing of its own with a source. That it has one is the claim of whoever made it
//! ([`mod@adopt`], rows of `adaptation`); that the source lists it is the claim of the source's author
//! ([`mod@list`], rows of `recognition`). Only both together are *recognised* (FEP-fe34); a claim is
//! believed from its own origin alone, and each instance shows the claims that it knows.
//!
//! - [`licence`]: what the licence of a source allows.
//! - [`mod@adopt`]: beginning an adaptation, as a draft.
//! - [`keep`]: what must be true of an adaptation whenever it is published or changed.
//! - [`mod@list`]: what the source's author says, and the count.
//! - [`fate`]: sources that change, are withdrawn, or whose instance is gone.
//! - [`read`], [`tree`], [`mod@difference`]: what pages show.

pub mod adopt;
pub(crate) mod arriving;
pub mod difference;
pub mod fate;
pub(crate) mod keep;
pub mod licence;
pub mod list;
pub mod read;
pub mod serving;
pub(crate) mod told;
pub mod tree;

use domain::{ContentId, Result, Time, Visibility, access::State};
use serde::{Deserialize, Serialize};
use store::{Query, args, statements};

use crate::{Field, Shape, kind::Section, model::Content};

pub use adopt::{Adopt, adopt};
pub use difference::{Difference, caught_up, difference};
pub use keep::asks;
pub use list::decide;
pub use read::{Parent, Source, Standing, Taken, parent, taken_up};

/// How an adaptation stands to its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, store::FromCell)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// It is done in another place as it was described.
    Adopted,
    /// It is done in another place in another way.
    Adapted,
    /// It is the same thing, described in another language.
    Translated,
}

impl Relation {
    /// All of them, in the order of forms.
    pub const ALL: [Self; 3] = [Self::Adopted, Self::Adapted, Self::Translated];

    /// The word in the database, in documents and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::Adapted => "adapted",
            Self::Translated => "translated",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == s)
    }
}

/// What became of a source, as far as whoever adapted it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, store::FromCell)]
#[serde(rename_all = "kebab-case")]
pub enum SourceState {
    /// It can be read where it lives.
    There,
    /// Its author withdrew it.
    Withdrawn,
    /// The instance on which it lived has not answered for a month.
    Vanished,
}

/// The name of the section, and of the step of the form, in which an adaptation says what it did.
pub const STEP: &str = "adaptation";

const fn note(name: &'static str, wire: &'static str, words: &'static str) -> Field {
    Field::new(name, Shape::Text, STEP, wire).translated().own().max(5_000).words(words)
}

/// What the place did differently.
pub const CHANGES: Field = note("changes", "gh:changes", "lineage-changes");
/// What it cost there.
pub const COST: Field = note("adaptation_cost", "gh:adaptationCost", "lineage-cost");
/// What came of it there.
pub const RESULT: Field = note("adaptation_result", "gh:adaptationResult", "lineage-result");
/// What did not work there.
pub const FAILED: Field = note("adaptation_failed", "gh:adaptationFailed", "lineage-failed");

/// What only an adaptation says: part of the list of fields of every kind that can be adapted, asked
/// and shown in the section [`SECTION`] of [`crate::Kind::adapted`]. Each with its name in
/// `gh:adaptation`.
pub const FIELDS: [(Field, &str); 4] =
    [(CHANGES, "changes"), (COST, "cost"), (RESULT, "result"), (FAILED, "failed")];

/// The same fields of a kind, of which the last are [`FIELDS`], where what was changed is needed to publish it.
pub const fn changed<const N: usize>(fields: &[Field]) -> [Field; N] {
    let mut all = [CHANGES; N];
    let mut at = 0;
    while at < N {
        all[at] = fields[at];
        at += 1;
    }
    let said = N - FIELDS.len();
    all[said] = all[said].required();
    all
}

/// The section of these fields.
pub const SECTION: Section = Section { name: STEP, step: STEP, place: crate::kind::Place::Body };

/// A row of `adaptation`.
#[derive(Debug, Clone, PartialEq, store::FromRow)]
pub struct Adaptation {
    /// The adaptation.
    pub content_id: ContentId,
    /// The source, as far as it is here.
    pub source_id: Option<ContentId>,
    /// Its IRI; `None` for one that lives here.
    pub source_iri: Option<String>,
    /// How it stands to the source.
    pub relation: Relation,
    /// The revision of the source here that was taken over; 0 when that is not known.
    pub source_revision: i64,
    /// When the source was last changed before that.
    pub source_updated: Option<Time>,
    /// What its document then was ([`told::digest`]); empty when that is not known.
    pub source_digest: String,
    /// The title of the source, kept for when it is gone.
    pub source_title: String,
    /// The language of that title.
    pub source_lang: String,
    /// The city or organisation of the source.
    pub source_place: String,
    /// The licence of the source.
    pub source_licence: Option<String>,
    /// What became of the source.
    pub source_state: SourceState,
}

statements! {
    ADAPTATION = "SELECT content_id, source_id, source_iri, relation, source_revision, source_updated, \
        source_digest, source_title, source_lang, source_place, source_licence, source_state \
        FROM adaptation WHERE content_id = $1";
    PUT_ADAPTATION = "INSERT INTO adaptation (content_id, source_id, source_iri, relation, source_revision, \
        source_updated, source_digest, source_title, source_lang, source_place, source_licence, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (content_id) DO UPDATE SET \
        source_id = excluded.source_id, source_iri = excluded.source_iri, relation = excluded.relation, \
        source_revision = excluded.source_revision, source_updated = excluded.source_updated, \
        source_digest = excluded.source_digest, source_title = excluded.source_title, \
        source_lang = excluded.source_lang, source_place = excluded.source_place, \
        source_licence = excluded.source_licence";
}

/// What a thing says it was made of. Nothing is checked.
pub(crate) async fn row(q: &mut impl Query, id: ContentId) -> Result<Option<Adaptation>> {
    Ok(q.optional(&ADAPTATION, args![id]).await?)
}

/// How a thing stands to its source; `None` for what has none. The forms of an adaptation ask what was done differently.
pub async fn relation(q: &mut impl Query, id: ContentId) -> Result<Option<Relation>> {
    Ok(row(q, id).await?.map(|row| row.relation))
}

async fn put(tx: &mut store::Tx, row: &Adaptation) -> Result<()> {
    let now = tx.now();
    let values = args![
        row.content_id,
        row.source_id,
        row.source_iri.clone(),
        row.relation.as_str(),
        row.source_revision,
        row.source_updated,
        &row.source_digest,
        &row.source_title,
        &row.source_lang,
        &row.source_place,
        row.source_licence.clone(),
        now,
    ];
    tx.execute(&PUT_ADAPTATION, values).await?;
    Ok(())
}

/// Whether everybody who reads `adaptation` may read `source` too, so that neither its text nor its
/// title reaches anybody by being taken up.
pub(crate) fn stays_inside(
    source: &Content,
    group: Option<domain::ActorId>,
    level: Visibility,
) -> bool {
    match source.visibility {
        Visibility::Public | Visibility::Unlisted => true,
        Visibility::Members => source.group_id.is_some() && source.group_id == group,
        Visibility::Local if source.group_id.is_some() => source.group_id == group,
        Visibility::Local => level == Visibility::Local,
    }
}

/// Whether a source may name an adaptation to whoever reads the source.
pub(crate) fn may_list(source: &Content, adaptation: &Content) -> bool {
    adaptation.state == State::Published
        && (adaptation.visibility == Visibility::Public
            || (adaptation.visibility == source.visibility
                && adaptation.group_id == source.group_id))
}

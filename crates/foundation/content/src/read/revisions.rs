//! Earlier states, for whoever may read the present one.

use domain::{
    ContentId, Error, Result, Time,
    access::{Who, act, permit},
};
use store::{JsonText, Query, args, statements};

use crate::{model::Snapshot, sql};

statements! {
    REVISIONS = "SELECT v.number, v.note, v.created_at, COALESCE(a.handle, '') AS editor_handle, \
        COALESCE(a.host, '') AS editor_host, COALESCE(a.name, '') AS editor_name FROM revision v \
        LEFT JOIN actor a ON a.id = v.editor_id WHERE v.content_id = $1 \
        ORDER BY v.number DESC LIMIT 200";
    REVISION = "SELECT v.number, v.note, v.created_at, v.snapshot FROM revision v \
        WHERE v.content_id = $1 AND v.number = $2";
}

/// An earlier state in a list.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct RevisionRow {
    /// Its number, from 1.
    pub number: i64,
    /// What changed after it, in the editor's words; may be empty.
    pub note: String,
    /// When it was replaced.
    pub created_at: Time,
    /// Who replaced it.
    pub editor_handle: String,
    /// Her host.
    pub editor_host: String,
    /// Her name.
    pub editor_name: String,
}

/// An earlier state in full.
#[derive(Debug, Clone, PartialEq, store::FromRow)]
pub struct Revision {
    /// Its number, from 1.
    pub number: i64,
    /// What changed after it; may be empty.
    pub note: String,
    /// When it was replaced.
    pub created_at: Time,
    /// What it said.
    pub snapshot: JsonText<Snapshot>,
}

async fn readable(q: &mut impl Query, who: &Who, id: ContentId) -> Result<()> {
    let content = sql::load(q, who, id).await?;
    permit::<act::Read, _>(who, content.standing, &content).map(drop)
}

/// The earlier states of a thing, the newest first, at most 200. Needs Read.
pub async fn revisions(q: &mut impl Query, who: &Who, id: ContentId) -> Result<Vec<RevisionRow>> {
    readable(q, who, id).await?;
    Ok(q.all(&REVISIONS, args![id]).await?)
}

/// One earlier state. Needs Read.
pub async fn revision(
    q: &mut impl Query,
    who: &Who,
    id: ContentId,
    number: i64,
) -> Result<Revision> {
    readable(q, who, id).await?;
    q.optional(&REVISION, args![id, number]).await?.ok_or(Error::NotFound)
}

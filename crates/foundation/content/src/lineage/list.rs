//! What the author of a source says of its adaptations: she lists them, by herself or because
//! nothing speaks against it; she can refuse one and take one away again.

use domain::{
    ContentId, Error, Policy, Result,
    access::{State, Who, act, permit},
};
use people::notifications::{Notice, kind, notify};
use store::{Query, Tx, args, statements};

use super::may_list;
use crate::{Publishing, model::Content, service::Change, sql, voices::uses};

/// The most adaptations of one source that one other instance gets listed without being asked about.
const OF_ONE_HOST: i64 = 20;

/// What a source says of an adaptation.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, store::FromCell,
)]
#[serde(rename_all = "kebab-case")]
pub enum Listing {
    /// It is an adaptation.
    Listed,
    /// Its author has not decided.
    Waiting,
    /// Its author does not say so, or no longer does.
    Refused,
}

impl Listing {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Waiting => "waiting",
            Self::Refused => "refused",
        }
    }
}

statements! {
    LISTING = "SELECT state FROM recognition WHERE source_id = $1 AND (adaptation_id = $2 OR adaptation_iri = $3)";
    CHANGE_LISTING = "UPDATE recognition SET state = $4, decided_at = $5, \
        adaptation_id = COALESCE(adaptation_id, $2) WHERE source_id = $1 \
        AND (adaptation_id = $2 OR adaptation_iri = $3)";
    NEW_LISTING = "INSERT INTO recognition (id, source_id, adaptation_id, adaptation_iri, state, decided_at) \
        VALUES ($6, $1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    OF_HOST = "SELECT CAST(count(*) AS bigint) FROM recognition k JOIN content c ON c.id = k.adaptation_id \
        WHERE k.source_id = $1 AND c.host = $2 AND c.host <> ''";
    /// How many cities have taken a thing up, by both claims: each organisation once, and only as far as
    /// whoever reads the thing may know.
    RECOUNT = concat!("UPDATE content SET endorsement_count = ", uses!(), ", adaptation_count = (SELECT count(DISTINCT COALESCE(c.organisation_id, \
        f.organisation_id, c.author_id)) FROM adaptation a JOIN recognition k ON k.source_id = a.source_id \
        AND k.adaptation_id = a.content_id AND k.state = 'listed' JOIN content c ON c.id = a.content_id \
        AND c.state = 'published' LEFT JOIN affiliation f ON f.person_id = c.author_id \
        WHERE a.source_id = content.id AND (c.visibility = 'public' \
        OR (c.visibility = content.visibility AND c.group_id = content.group_id))) WHERE id = $1");
}

/// What a source says of an adaptation, if anything.
pub(crate) async fn listing(
    q: &mut impl Query,
    source: ContentId,
    id: Option<ContentId>,
    iri: Option<&str>,
) -> Result<Option<Listing>> {
    let row: Option<(Listing,)> = q.optional(&LISTING, args![source, id, iri]).await?;
    Ok(row.map(|r| r.0))
}

/// Writes down what a source says of an adaptation, which may not be here.
pub(crate) async fn set(
    tx: &mut Tx,
    source: ContentId,
    id: Option<ContentId>,
    iri: Option<&str>,
    state: Listing,
) -> Result<()> {
    let (row, now): (domain::id::RowId, _) = (tx.id(), tx.now());
    let word = state.as_str();
    if tx.execute(&CHANGE_LISTING, args![source, id, iri, word, now]).await? == 0 {
        tx.execute(&NEW_LISTING, args![source, id, iri, word, now, row]).await?;
    }
    recount(tx, source).await
}

/// Counts anew in how many cities a thing was taken up.
pub(crate) async fn recount(tx: &mut Tx, source: ContentId) -> Result<()> {
    sql::lock(tx, source).await?;
    tx.execute(&RECOUNT, args![source]).await?;
    Ok(())
}

/// Somebody says that she has taken up something of this instance. Its author is told, and it is
/// listed at once unless she has decided before, keeps away from whoever did it, or something
/// speaks against it; then it waits for her.
pub(crate) async fn claimed(
    p: &Publishing,
    tx: &mut Tx,
    source: &Content,
    adaptation: &Content,
) -> Result<()> {
    let (id, iri) = (adaptation.id, adaptation.ap_id.as_deref());
    // What is for members is not named to whoever is none, and nobody outside is told of it.
    let inside = super::stays_inside(source, adaptation.group_id, adaptation.visibility);
    let there = source.state == State::Published && adaptation.state == State::Published;
    if !inside || !there || listing(tx, source.id, Some(id), iri).await?.is_some() {
        return Ok(());
    }
    let (many,): (i64,) = tx.one(&OF_HOST, args![source.id, &adaptation.host]).await?;
    let avoided = people::avoidance::of(tx, source.author_id, adaptation.author_id).await?;
    let asks = adaptation.policy != Policy::Open || avoided.is_some() || many >= OF_ONE_HOST;
    let state = if asks { Listing::Waiting } else { Listing::Listed };
    set(tx, source.id, Some(id), iri, state).await?;
    let notice = Notice {
        to: source.author_id,
        kind: kind::TAKEN_UP,
        by: Some(adaptation.author_id),
        content: Some(source.id),
        group: None,
        ledger: None,
    };
    notify(tx, &[notice]).await?;
    if state == Listing::Listed && may_list(source, adaptation) {
        p.emit(tx, &Who::System, source.id, Change::Listed(id)).await?;
    }
    Ok(())
}

/// The author of a source lists an adaptation, or takes it away. Needs Edit of the source, which
/// must live here; [`Error::NotFound`] for what does not say that it is one.
pub async fn decide(
    p: &Publishing,
    who: &Who,
    source: ContentId,
    adaptation: ContentId,
    lists: bool,
) -> Result<()> {
    let mut tx = p.store().begin().await?;
    let content = sql::load(&mut tx, who, source).await?;
    let content = permit::<act::Edit, Content>(who, content.standing, content)?.into_inner();
    let row = super::row(&mut tx, adaptation).await?;
    if row.is_none_or(|row| row.source_id != Some(source)) || !content.host.is_empty() {
        return Err(Error::NotFound);
    }
    let other = sql::load(&mut tx, &Who::System, adaptation).await?;
    let before = listing(&mut tx, source, Some(adaptation), other.ap_id.as_deref()).await?;
    let state = if lists { Listing::Listed } else { Listing::Refused };
    if before == Some(state) {
        return Ok(());
    }
    set(&mut tx, source, Some(adaptation), other.ap_id.as_deref(), state).await?;
    if may_list(&content, &other) {
        let change = if lists { Change::Listed(adaptation) } else { Change::Unlisted(adaptation) };
        p.emit(&mut tx, who, source, change).await?;
    }
    if !lists && other.host.is_empty() {
        told_no(&mut tx, &content, &other).await?;
    }
    tx.save().await?;
    Ok(())
}

/// Whoever took something up learns that its author does not list it.
pub(crate) async fn told_no(tx: &mut Tx, source: &Content, adaptation: &Content) -> Result<()> {
    let notice = Notice {
        to: adaptation.author_id,
        kind: kind::UNLISTED,
        by: Some(source.author_id),
        content: Some(adaptation.id),
        group: None,
        ledger: None,
    };
    notify(tx, &[notice]).await
}

//! What arrives from elsewhere: claims of adaptations, and where sources list them.

use domain::{ContentId, Origin, Result, access::Who};
use federation::iri::Own;
use store::{Query, Tx, args, statements};

use super::{Adaptation, SourceState, adopt::remember, list, row};
use crate::{
    Publishing,
    activity::{lineage::Told, received::Received},
    sql,
};

statements! {
    SOURCE_BY_IRI = "SELECT id FROM content WHERE ap_id = $1";
    SOURCE_HERE = "SELECT id FROM content WHERE id = $1 AND host = '' AND published_at IS NOT NULL";
    SOURCE_ARRIVED = "UPDATE adaptation SET source_id = $1 WHERE source_iri = $2 AND source_id IS NULL";
    ADAPTATION_ARRIVED = "UPDATE recognition SET adaptation_id = $1 WHERE adaptation_iri = $2 \
        AND adaptation_id IS NULL";
    SOURCES_OF = "SELECT source_id FROM recognition WHERE adaptation_id = $1";
    DROP_ARRIVED = "DELETE FROM adaptation WHERE content_id = $1";
    SET_LIST = "UPDATE remote_content SET adaptations = $2 WHERE content_id = $1 AND adaptations <> $2";
    CONCERNS_SOURCE = "SELECT 1 FROM adaptation a JOIN content c ON c.id = a.content_id \
        JOIN content s ON s.id = a.source_id WHERE s.ap_id = $1 AND c.host = '' LIMIT 1";
    CONCERNS_HERE = "SELECT 1 FROM content WHERE id = $1 AND host = '' AND state = 'published' \
        AND visibility IN ('public', 'unlisted')";
}

/// A thing that lives here or elsewhere, by its IRI.
pub(crate) async fn known(
    q: &mut impl Query,
    origin: &Origin,
    iri: &str,
) -> Result<Option<ContentId>> {
    let row: Option<(ContentId,)> = match Own::parse(origin, iri) {
        Some(Own::Object(id)) => q.optional(&SOURCE_HERE, args![id]).await?,
        _ => q.optional(&SOURCE_BY_IRI, args![iri]).await?,
    };
    Ok(row.map(|r| r.0))
}

/// Whether something that arrives from its author concerns this instance although nobody here
/// follows her: it was taken up here, or it takes up something of this instance.
pub(crate) async fn concerns(q: &mut impl Query, origin: &Origin, r: &Received) -> Result<bool> {
    let taken: Option<(i64,)> = q.optional(&CONCERNS_SOURCE, args![&r.iri]).await?;
    if taken.is_some() {
        return Ok(true);
    }
    let source = r.adaptation.as_ref().and_then(|told| Own::parse(origin, &told.source));
    let Some(Own::Object(source)) = source else { return Ok(false) };
    let here: Option<(i64,)> = q.optional(&CONCERNS_HERE, args![source]).await?;
    Ok(here.is_some())
}

/// What a thing that arrives says of lineage.
pub(crate) struct Claims {
    iri: String,
    adaptation: Option<Told>,
    list: Option<String>,
}

impl Claims {
    /// Of an object that was read.
    pub(crate) fn of(r: &Received) -> Self {
        Self { iri: r.iri.clone(), adaptation: r.adaptation.clone(), list: r.adaptations.clone() }
    }
}

/// A thing has arrived, or its next state has: what it says of its source is written down, and what
/// was known of it before finds it.
pub(crate) async fn arrived(
    p: &Publishing,
    tx: &mut Tx,
    origin: &Origin,
    id: ContentId,
    said: &Claims,
) -> Result<()> {
    if let Some(list) = &said.list {
        tx.execute(&SET_LIST, args![id, list]).await?;
    }
    let awaited = tx.execute(&SOURCE_ARRIVED, args![id, &said.iri]).await?
        + tx.execute(&ADAPTATION_ARRIVED, args![id, &said.iri]).await?;
    let before = row(tx, id).await?;
    if awaited == 0 && before.is_none() && said.adaptation.is_none() {
        return Ok(());
    }
    let mut source = None;
    match &said.adaptation {
        Some(told) => {
            source = known(tx, origin, &told.source).await?.filter(|source| *source != id);
            let row = claim(tx, origin, id, source, told, before.clone()).await?;
            super::put(tx, &row).await?;
            if let Some(source) = source {
                let content = sql::load(tx, &Who::System, source).await?;
                if content.host.is_empty() {
                    let adaptation = sql::load(tx, &Who::System, id).await?;
                    list::claimed(p, tx, &content, &adaptation).await?;
                }
            }
        }
        None if before.is_some() => drop(tx.execute(&DROP_ARRIVED, args![id]).await?),
        None => {}
    }
    let listing: Vec<(ContentId,)> = tx.all(&SOURCES_OF, args![id]).await?;
    let before = before.and_then(|b| b.source_id);
    for source in listing.into_iter().map(|r| r.0).chain(before).chain(source) {
        list::recount(tx, source).await?;
    }
    // It may be the source of what came before it.
    list::recount(tx, id).await
}

/// The row of a claim from elsewhere, with what is known here of the source.
async fn claim(
    tx: &mut Tx,
    origin: &Origin,
    id: ContentId,
    source: Option<ContentId>,
    told: &Told,
    before: Option<Adaptation>,
) -> Result<Adaptation> {
    let mut kept = before;
    if let Some(source) = source {
        let content = sql::load(tx, &Who::System, source).await?;
        if let Some(text) = sql::text_in(tx, content.id, &content.lang).await? {
            kept = Some(remember(tx, &content, &text).await?);
        }
    }
    let own = matches!(Own::parse(origin, &told.source), Some(Own::Object(_)));
    Ok(Adaptation {
        content_id: id,
        source_id: source,
        // What lives here is known by its row alone, also when it is not to be known.
        source_iri: (!own).then(|| told.source.clone()),
        relation: told.relation,
        source_revision: 0,
        source_updated: told.updated,
        source_digest: told.digest.clone(),
        source_title: kept.as_ref().map(|k| k.source_title.clone()).unwrap_or_default(),
        source_lang: kept.as_ref().map(|k| k.source_lang.clone()).unwrap_or_default(),
        source_place: kept.as_ref().map(|k| k.source_place.clone()).unwrap_or_default(),
        source_licence: kept.as_ref().and_then(|k| k.source_licence.clone()),
        source_state: kept.map_or(SourceState::There, |k| k.source_state),
    })
}

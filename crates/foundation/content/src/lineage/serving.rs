//! The list of its adaptations that a source gives to whoever may read the source.

use domain::{ContentId, Error, Origin, Result, access::Who, id::RowId};
use federation::iri::Own;
use serde_json::{Map, Value};
use store::{Query, args, statements};

use super::may_list;
use crate::{Publishing, activity::object::iri_of, federating, federating::Cleared, sql};

/// Entries on one page.
const PAGE: usize = 100;

statements! {
    LISTED_AFTER = "SELECT k.id, k.adaptation_id FROM recognition k JOIN content c ON c.id = k.adaptation_id \
        WHERE k.source_id = $1 AND k.state = 'listed' AND k.id > $2 AND c.state = 'published' \
        AND c.policy = 'open' ORDER BY k.id LIMIT $3";
    LISTED_COUNT = "SELECT CAST(count(*) AS bigint) FROM recognition k JOIN content c ON c.id = k.adaptation_id \
        JOIN content s ON s.id = k.source_id WHERE k.source_id = $1 AND k.state = 'listed' \
        AND c.state = 'published' AND c.policy = 'open' AND (c.visibility = 'public' \
        OR (c.visibility = s.visibility AND c.group_id = s.group_id))";
}

/// The collection `gh:adaptations` of a thing of this instance, or a page of it. [`Error::NotFound`]
/// for what is not for whoever asks.
pub async fn collection(
    q: &mut impl Query,
    p: &Publishing,
    origin: &Origin,
    source: ContentId,
    after: Option<&str>,
    cleared: Option<&Cleared>,
) -> Result<Map<String, Value>> {
    let content = federating::given_to(q, source, cleared).await?;
    let adaptable = p.kinds().get(&content.kind).is_some_and(|kind| kind.adapted.is_some());
    if !adaptable {
        return Err(Error::NotFound);
    }
    let iri = Own::Adaptations(source).iri(origin);
    let mut o = Map::new();
    let Some(after) = after else {
        let (total,): (i64,) = q.one(&LISTED_COUNT, args![source]).await?;
        o.insert("id".into(), iri.clone().into());
        o.insert("type".into(), "OrderedCollection".into());
        o.insert("totalItems".into(), total.into());
        o.insert("first".into(), format!("{iri}?after=").into());
        return Ok(o);
    };
    let from: RowId = match after {
        "" => RowId(uuid::Uuid::nil()),
        after => after.parse().map_err(|_| Error::NotFound)?,
    };
    let most = i64::try_from(PAGE).unwrap_or(100);
    let rows: Vec<(RowId, ContentId)> = q.all(&LISTED_AFTER, args![source, from, most]).await?;
    let mut items: Vec<Value> = Vec::new();
    for (_, id) in &rows {
        let adaptation = sql::load(q, &Who::System, *id).await?;
        if may_list(&content, &adaptation) {
            items.push(iri_of(origin, &adaptation).into());
        }
    }
    o.insert("id".into(), format!("{iri}?after={after}").into());
    o.insert("type".into(), "OrderedCollectionPage".into());
    o.insert("partOf".into(), iri.clone().into());
    o.insert("orderedItems".into(), items.into());
    if let Some((last, _)) = rows.last().filter(|_| rows.len() == PAGE) {
        o.insert("next".into(), format!("{iri}?after={last}").into());
    }
    Ok(o)
}

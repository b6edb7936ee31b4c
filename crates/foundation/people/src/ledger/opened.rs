//! How ledgers come to be here: opened here, opened elsewhere, or brought back by the other party because this instance had
//! lost them.

use domain::{ActorId, ContentId, Error, Origin, Result, Time, id::LedgerId};
use federation::iri::Own;
use serde_json::Value;
use store::{JsonText, Query, Tx, args, statements};

use super::{
    Operation,
    rows::{self, Row},
};

statements! {
    BY_AP_ID = "SELECT * FROM ledger WHERE ap_id = $1";
    // Whoever was quicker has written the same.
    INSERT = "INSERT INTO ledger (id, ap_id, kind, first_id, second_id, heads, opened_at, updated_at) \
        VALUES ($1, $2, $3, $4, $5, '{}', $6, $6) ON CONFLICT DO NOTHING";
    OPENED_SINCE = "UPDATE ledger SET opened_at = $2 WHERE id = $1 AND opened_at > $2";
    OPENED_BY_HOST = "SELECT CAST(count(*) AS bigint) FROM ledger l JOIN actor a ON a.id IN (l.first_id, l.second_id) \
        WHERE l.ap_id IS NOT NULL AND a.host = $1 AND l.opened_at > $2";
    FIRST = "SELECT document FROM ledger_operation WHERE ledger_id = $1 AND site = $2 AND sequence = 1";
}

/// Whether it is the operation with which this instance has opened a ledger.
pub(super) fn is_first(operation: &Operation, site: &str) -> bool {
    operation.place.site == site && operation.place.sequence == 1
}

/// The first operation of an instance, as it was signed.
pub(super) async fn first(q: &mut impl Query, id: LedgerId, site: &str) -> Result<Option<Value>> {
    let row: Option<(JsonText<Value>,)> = q.optional(&FIRST, args![id, site]).await?;
    Ok(row.map(|(JsonText(document),)| document))
}

/// The ledger with this IRI; nothing where it is not here.
pub(super) async fn by_iri(q: &mut impl Query, origin: &Origin, iri: &str) -> Result<Option<Row>> {
    match Own::parse(origin, iri) {
        Some(Own::Object(ContentId(id))) => match rows::row(q, LedgerId(id)).await {
            Ok(row) => Ok(Some(row).filter(|row| row.ap_id.is_none())),
            Err(Error::NotFound) => Ok(None),
            Err(e) => Err(e),
        },
        Some(_) => Ok(None),
        None => Ok(q.optional(&BY_AP_ID, args![iri]).await?),
    }
}

/// Makes the row of a ledger, which has an IRI of its own when it was opened elsewhere. One with this id or IRI stays as it
/// is.
pub(super) async fn insert(
    tx: &mut Tx,
    id: LedgerId,
    iri: Option<&str>,
    kind: &str,
    parties: [ActorId; 2],
) -> Result<()> {
    let now = tx.now();
    let values = args![id, iri.map(str::to_owned), kind, parties[0], parties[1], now];
    tx.execute(&INSERT, values).await?;
    Ok(())
}

/// A ledger was opened no later than this instance wrote in it by its own clock, also where it has lost it since.
pub(super) async fn since(tx: &mut Tx, id: LedgerId, at: Time) -> Result<()> {
    tx.execute(&OPENED_SINCE, args![id, at]).await?;
    Ok(())
}

/// How many ledgers with somebody of this instance were opened elsewhere since then.
pub(super) async fn by_host(q: &mut impl Query, host: &str, since: Time) -> Result<i64> {
    let (count,): (i64,) = q.one(&OPENED_BY_HOST, args![host, since]).await?;
    Ok(count)
}

//! Ledgers and their operations as rows, and who is named in them.

use domain::{ActorId, Error, Result, Time, id::LedgerId};
use serde_json::Value;
use store::{JsonText, Query, Tx, args, statements};

use super::{Operation, Seen, heads::Heads};

statements! {
    BY_ID = "SELECT * FROM ledger WHERE id = $1";
    BY_AP_ID = "SELECT * FROM ledger WHERE ap_id = $1";
    INSERT = "INSERT INTO ledger (id, ap_id, kind, first_id, second_id, heads, opened_at, updated_at) \
        VALUES ($1, $2, $3, $4, $5, '{}', $6, $6) ON CONFLICT (ap_id) DO NOTHING";
    // The row is also what two writers on PostgreSQL wait for.
    TOUCH = "UPDATE ledger SET updated_at = $2 WHERE id = $1";
    SET_TITLE = "UPDATE ledger SET title = $2 WHERE id = $1 AND title <> $2";
    SET_HEADS = "UPDATE ledger SET heads = $2 WHERE id = $1";
    OPERATIONS = "SELECT document FROM ledger_operation WHERE ledger_id = $1 ORDER BY clock, site, sequence";
    DOCUMENTS = "SELECT site, sequence, document FROM ledger_operation WHERE ledger_id = $1 \
        ORDER BY clock, site, sequence";
    OPERATION_INSERT = "INSERT INTO ledger_operation (ledger_id, site, sequence, clock, digest, document, kept_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    PLACES = "SELECT site, sequence, clock, digest FROM ledger_operation WHERE ledger_id = $1";
    NAMED = "SELECT p.party_id FROM ledger_person p JOIN account a ON a.actor_id = p.person_id \
        AND a.state = 'active' WHERE p.ledger_id = $1 AND p.person_id = $2 AND (p.party_id = p.person_id \
        OR EXISTS (SELECT 1 FROM affiliation f WHERE f.person_id = p.person_id \
        AND f.organisation_id = p.party_id))";
    PEOPLE = "SELECT p.person_id, p.party_id FROM ledger_person p JOIN account a ON a.actor_id = p.person_id \
        AND a.state = 'active' WHERE p.ledger_id = $1 AND (p.party_id = p.person_id \
        OR EXISTS (SELECT 1 FROM affiliation f WHERE f.person_id = p.person_id \
        AND f.organisation_id = p.party_id)) ORDER BY p.named_at, p.person_id";
    NAME = "INSERT INTO ledger_person (ledger_id, person_id, party_id, named_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (ledger_id, person_id) DO NOTHING";
    /// Everybody who works for an organisation of this instance.
    NAME_ALL = "INSERT INTO ledger_person (ledger_id, person_id, party_id, named_at) \
        SELECT $1, f.person_id, $2, $3 FROM affiliation f JOIN account a ON a.actor_id = f.person_id \
        AND a.state = 'active' WHERE f.organisation_id = $2 ON CONFLICT (ledger_id, person_id) DO NOTHING";
    NAMED_FOR = "SELECT person_id FROM ledger_person WHERE ledger_id = $1 AND party_id = $2 LIMIT 1";
    UNNAME = "DELETE FROM ledger_person WHERE ledger_id = $1 AND person_id = $2 AND party_id = $3";
    OF_PERSON = "SELECT l.id, p.party_id FROM ledger_person p JOIN ledger l ON l.id = p.ledger_id \
        WHERE p.person_id = $1 AND l.kind = $2 AND (p.party_id = p.person_id \
        OR EXISTS (SELECT 1 FROM affiliation f WHERE f.person_id = p.person_id \
        AND f.organisation_id = p.party_id)) ORDER BY l.updated_at DESC, l.id LIMIT 500";
    OPENED_BY_HOST = "SELECT CAST(count(*) AS bigint) FROM ledger l JOIN actor a ON a.id IN (l.first_id, l.second_id) \
        WHERE l.ap_id IS NOT NULL AND a.host = $1 AND l.opened_at > $2";
}

#[derive(store::FromRow)]
pub(super) struct Row {
    pub id: LedgerId,
    pub ap_id: Option<String>,
    pub kind: String,
    pub first_id: ActorId,
    pub second_id: ActorId,
    pub heads: JsonText<Value>,
    pub title: String,
    pub opened_at: Time,
    pub updated_at: Time,
}

pub(super) async fn row(q: &mut impl Query, id: LedgerId) -> Result<Row> {
    Ok(q.one(&BY_ID, args![id]).await?)
}

pub(super) async fn by_ap_id(q: &mut impl Query, iri: &str) -> Result<Option<Row>> {
    Ok(q.optional(&BY_AP_ID, args![iri]).await?)
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: LedgerId,
    iri: Option<&str>,
    kind: &str,
    parties: [ActorId; 2],
) -> Result<bool> {
    let now = tx.now();
    let values = args![id, iri.map(str::to_owned), kind, parties[0], parties[1], now];
    Ok(tx.execute(&INSERT, values).await? == 1)
}

pub(super) async fn touch(tx: &mut Tx, id: LedgerId) -> Result<()> {
    let now = tx.now();
    if tx.execute(&TOUCH, args![id, now]).await? == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

pub(super) async fn set_title(tx: &mut Tx, id: LedgerId, title: &str) -> Result<()> {
    tx.execute(&SET_TITLE, args![id, title]).await?;
    Ok(())
}

pub(super) async fn set_heads(tx: &mut Tx, id: LedgerId, heads: &Seen) -> Result<()> {
    tx.execute(&SET_HEADS, args![id, heads.to_value().to_string()]).await?;
    Ok(())
}

/// All operations, in the order of the ledger.
pub(super) async fn operations(q: &mut impl Query, id: LedgerId) -> Result<Vec<Operation>> {
    let rows: Vec<(JsonText<Value>,)> = q.all(&OPERATIONS, args![id]).await?;
    Ok(rows.iter().filter_map(|(JsonText(value),)| Operation::read(value)).collect())
}

/// The signed documents that somebody lacks who has come so far, in the order of the ledger.
pub(super) async fn lacking(q: &mut impl Query, id: LedgerId, heads: &Seen) -> Result<Vec<String>> {
    let rows: Vec<(String, i64, String)> = q.all(&DOCUMENTS, args![id]).await?;
    let lacks = |(site, n, _): &(String, i64, String)| heads.of(site) < *n;
    Ok(rows.into_iter().filter(lacks).map(|(_, _, document)| document).collect())
}

/// Where the operations stand that are here.
pub(super) async fn heads(q: &mut impl Query, id: LedgerId) -> Result<Heads> {
    let rows: Vec<(String, i64, i64, String)> = q.all(&PLACES, args![id]).await?;
    let mut heads = Heads::default();
    for (site, sequence, clock, digest) in rows {
        heads.add(&site, sequence, clock, digest);
    }
    Ok(heads)
}

pub(super) async fn keep(
    tx: &mut Tx,
    id: LedgerId,
    operation: &Operation,
    (digest, document): (&str, &str),
) -> Result<()> {
    let now = tx.now();
    let place = &operation.place;
    let values = args![id, &place.site, place.sequence, place.clock, digest, document, now];
    tx.execute(&OPERATION_INSERT, values).await?;
    Ok(())
}

/// The party for which somebody here may see a ledger and write in it.
pub(super) async fn named(
    q: &mut impl Query,
    id: LedgerId,
    person: ActorId,
) -> Result<Option<ActorId>> {
    let row: Option<(ActorId,)> = q.optional(&NAMED, args![id, person]).await?;
    Ok(row.map(|(party,)| party))
}

/// Somebody here who may see a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, store::FromRow)]
pub struct Named {
    /// She.
    pub person_id: ActorId,
    /// The party for which she may.
    pub party_id: ActorId,
}

/// Who of this instance may see a ledger, in the order in which they were named.
pub async fn people(q: &mut impl Query, id: LedgerId) -> Result<Vec<Named>> {
    Ok(q.all(&PEOPLE, args![id]).await?)
}

/// The ledgers of one kind that somebody here may see, with the party for which she may; what changed last comes
/// first, at most 500.
pub async fn of(
    q: &mut impl Query,
    person: ActorId,
    kind: &str,
) -> Result<Vec<(LedgerId, ActorId)>> {
    Ok(q.all(&OF_PERSON, args![person, kind]).await?)
}

pub(super) async fn name(tx: &mut Tx, id: LedgerId, person: ActorId, party: ActorId) -> Result<()> {
    let now = tx.now();
    tx.execute(&NAME, args![id, person, party, now]).await?;
    Ok(())
}

/// Names everybody who works for a party of this instance, when nobody is named for it: what arrives for an
/// organisation must be seen by somebody.
pub(super) async fn name_somebody(tx: &mut Tx, id: LedgerId, party: ActorId) -> Result<()> {
    let named: Option<(ActorId,)> = tx.optional(&NAMED_FOR, args![id, party]).await?;
    if named.is_none() {
        let now = tx.now();
        tx.execute(&NAME_ALL, args![id, party, now]).await?;
    }
    Ok(())
}

pub(super) async fn unname(
    tx: &mut Tx,
    id: LedgerId,
    person: ActorId,
    party: ActorId,
) -> Result<()> {
    tx.execute(&UNNAME, args![id, person, party]).await?;
    Ok(())
}

/// How many ledgers with somebody of this instance were opened elsewhere since then.
pub(super) async fn opened_by_host(q: &mut impl Query, host: &str, since: Time) -> Result<i64> {
    let (count,): (i64,) = q.one(&OPENED_BY_HOST, args![host, since]).await?;
    Ok(count)
}

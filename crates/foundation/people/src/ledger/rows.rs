//! Ledgers and their operations as rows, and who is named in them.

use domain::{ActorId, Error, Lang, Result, Time, id::LedgerId};
use serde_json::Value;
use store::{JsonText, Query, Tx, args, statements};

use super::{Operation, Seen, heads::Heads, kind::Summary, operation::MAX_IRI};

/// A line of a list, with the names of the parties in the language `$lang`.
macro_rules! line_from {
    ($party:literal, $lang:literal) => {
        concat!(
            "SELECT l.id, l.kind, ",
            $party,
            " AS party_id, l.first_id, l.second_id, COALESCE(ft.name, f.name) AS first_name, \
            COALESCE(st.name, s.name) AS second_name, f.handle AS first_handle, s.handle AS second_handle, \
            f.host AS first_host, s.host AS second_host, l.title, l.subject, l.summary, l.opened_at, \
            l.updated_at FROM ledger l JOIN actor f ON f.id = l.first_id JOIN actor s ON s.id = l.second_id \
            LEFT JOIN actor_text ft ON ft.actor_id = f.id AND ft.lang = ",
            $lang,
            " LEFT JOIN actor_text st ON st.actor_id = s.id AND st.lang = ",
            $lang,
            " "
        )
    };
}

/// What the other instance has of a ledger that this one had lost may be still to come: until then it is in no list.
macro_rules! begun {
    () => {
        "EXISTS (SELECT 1 FROM ledger_operation k WHERE k.ledger_id = l.id)"
    };
}

statements! {
    BY_ID = "SELECT * FROM ledger WHERE id = $1";
    // The row is what two writers on PostgreSQL wait for. Where nothing is written, no list may change its order.
    LOCK = "UPDATE ledger SET updated_at = updated_at WHERE id = $1";
    TOUCH = "UPDATE ledger SET updated_at = $2 WHERE id = $1";
    SET_TITLE = "UPDATE ledger SET title = $2 WHERE id = $1 AND title <> $2";
    SET_HEADS = "UPDATE ledger SET heads = $2 WHERE id = $1";
    OPERATIONS = "SELECT document FROM ledger_operation WHERE ledger_id = $1 ORDER BY clock, site, sequence";
    DOCUMENTS = "SELECT site, sequence, document FROM ledger_operation WHERE ledger_id = $1 \
        ORDER BY clock, site, sequence";
    BYTES = "SELECT CAST(COALESCE(sum(length(document)), 0) AS bigint) FROM ledger_operation WHERE ledger_id = $1";
    OPERATION_INSERT = "INSERT INTO ledger_operation (ledger_id, site, sequence, clock, digest, document, kept_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    TAKE_BACK = "DELETE FROM ledger_operation WHERE ledger_id = $1 AND site = $2 AND sequence > $3";
    PLACES = "SELECT site, sequence, clock, digest FROM ledger_operation WHERE ledger_id = $1";
    SUMMARY = "SELECT subject, summary FROM ledger WHERE id = $1";
    SET_SUMMARY = "UPDATE ledger SET subject = $2, summary = $3 WHERE id = $1 AND (subject <> $2 OR summary <> $3)";
    NAMED = "SELECT party_id FROM ledger_reader WHERE ledger_id = $1 AND person_id = $2 LIMIT 1";
    PEOPLE = "SELECT DISTINCT person_id, party_id, named_at FROM ledger_reader WHERE ledger_id = $1 \
        ORDER BY named_at, person_id";
    READERS = "SELECT DISTINCT r.person_id, r.party_id, r.named_at, COALESCE(t.name, a.name) AS name FROM ledger_reader r \
        JOIN actor a ON a.id = r.person_id LEFT JOIN actor_text t ON t.actor_id = a.id AND t.lang = $2 \
        WHERE r.ledger_id = $1 ORDER BY r.named_at, r.person_id";
    NAME = "INSERT INTO ledger_person (ledger_id, person_id, party_id, named_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (ledger_id, person_id) DO NOTHING";
    /// Everybody who works for an organisation of this instance.
    NAME_ALL = "INSERT INTO ledger_person (ledger_id, person_id, party_id, named_at) \
        SELECT $1, f.person_id, $2, $3 FROM affiliation f JOIN account a ON a.actor_id = f.person_id \
        AND a.state = 'active' WHERE f.organisation_id = $2 ON CONFLICT (ledger_id, person_id) DO NOTHING";
    NAMED_FOR = "SELECT person_id FROM ledger_person WHERE ledger_id = $1 AND party_id = $2 LIMIT 1";
    UNNAME_ALL = "DELETE FROM ledger_person WHERE ledger_id = $1 AND party_id = $2";
    UNNAME = "DELETE FROM ledger_person WHERE ledger_id = $1 AND person_id = $2 AND party_id = $3";
    OF_PERSON = concat!(line_from!("r.party_id", "$3"), "JOIN ledger_reader r ON r.ledger_id = l.id \
        AND r.person_id = $1 WHERE l.kind = $2 ORDER BY l.updated_at DESC, l.id LIMIT 500");
    LATEST = concat!(line_from!("r.party_id", "$3"), "JOIN ledger_reader r ON r.ledger_id = l.id \
        AND r.person_id = $1 WHERE {in_text l.kind $2} ORDER BY l.updated_at DESC, l.id LIMIT 300");
    // Anybody can name a subject: whose second party is another one, or of whose host nothing is shown, takes no place.
    ABOUT = concat!(line_from!("l.first_id", "$3"), "WHERE l.kind = $1 AND l.subject = $2 \
        AND l.subject <> '' AND {in l.second_id $4} AND f.policy = 'open' ORDER BY l.opened_at, l.id LIMIT 2000");
    BETWEEN = "SELECT id FROM ledger WHERE kind = $1 AND subject = $2 AND subject <> '' AND first_id = $3 \
        AND {in second_id $4} ORDER BY opened_at, id LIMIT 10";
    ALL = concat!("SELECT l.id FROM ledger l WHERE l.kind = $1 AND ", begun!(), " ORDER BY l.id");
    // Which of them lists and daily turns look at; the oldest are left to themselves.
    SECOND = concat!(line_from!("l.second_id", "$3"), "WHERE l.kind = $1 AND l.second_id = $2 AND l.subject = '' \
        AND ", begun!(), " ORDER BY l.opened_at DESC, l.id LIMIT 5000");
    SINCE = concat!(line_from!("l.first_id", "$3"), "WHERE l.kind = $1 AND l.opened_at > $2 AND ", begun!(), " \
        ORDER BY l.opened_at DESC, l.id LIMIT 5000");
    OF_ORGANISATIONS = concat!(line_from!("o.id", "$2"), "JOIN actor o ON (o.id = l.first_id OR o.id = l.second_id) \
        AND o.host = '' AND o.kind = 'organisation' AND o.state = 'active' WHERE l.kind = $1 AND ", begun!(), " \
        ORDER BY l.updated_at DESC, l.id, o.id LIMIT 200");
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

/// Lets nobody else write in a ledger until the unit ends.
pub(super) async fn lock(tx: &mut Tx, id: LedgerId) -> Result<()> {
    if tx.execute(&LOCK, args![id]).await? == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// Something was kept in a ledger.
pub(super) async fn touch(tx: &mut Tx, id: LedgerId) -> Result<()> {
    let now = tx.now();
    tx.execute(&TOUCH, args![id, now]).await?;
    Ok(())
}

pub(super) async fn set_title(tx: &mut Tx, id: LedgerId, title: &str) -> Result<()> {
    tx.execute(&SET_TITLE, args![id, title]).await?;
    Ok(())
}

/// What a ledger belongs to, as it is kept: it stands in an index, and whatever is longer is no address.
pub(super) fn subject(summary: &Summary) -> &str {
    Some(summary.subject.as_str()).filter(|iri| iri.len() <= MAX_IRI).unwrap_or_default()
}

/// What a ledger belongs to, and what lists show of it.
pub(super) async fn summary(q: &mut impl Query, id: LedgerId) -> Result<(String, Value)> {
    let (subject, JsonText(values)): (String, JsonText<Value>) = q.one(&SUMMARY, args![id]).await?;
    Ok((subject, values))
}

pub(super) async fn set_summary(tx: &mut Tx, id: LedgerId, summary: &Summary) -> Result<()> {
    let values = Value::Object(summary.values.clone()).to_string();
    tx.execute(&SET_SUMMARY, args![id, subject(summary), values]).await?;
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

/// How long all operations are together, in characters.
pub(super) async fn bytes(q: &mut impl Query, id: LedgerId) -> Result<i64> {
    let (bytes,): (i64,) = q.one(&BYTES, args![id]).await?;
    Ok(bytes)
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

/// Takes back what an instance has written after this number.
pub(super) async fn take_back(tx: &mut Tx, id: LedgerId, site: &str, last: i64) -> Result<()> {
    tx.execute(&TAKE_BACK, args![id, site, last]).await?;
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

/// Somebody here who may see a ledger, by her name in a language.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Reads {
    /// She.
    pub person_id: ActorId,
    /// The party for which she may.
    pub party_id: ActorId,
    /// What she is called.
    pub name: String,
}

/// The same as [`people`], with their names.
pub async fn readers(q: &mut impl Query, id: LedgerId, lang: &Lang) -> Result<Vec<Reads>> {
    Ok(q.all(&READERS, args![id, lang]).await?)
}

/// A ledger in a list.
#[derive(Debug, Clone, store::FromRow)]
pub struct Line {
    /// Its id here.
    pub id: LedgerId,
    /// Its kind.
    pub kind: String,
    /// The party of the reader in a list of hers, else the first one.
    pub party_id: ActorId,
    /// The two parties, their names in the language of the list, handles and hosts.
    pub first_id: ActorId,
    /// The second one.
    pub second_id: ActorId,
    /// The name of the first one.
    pub first_name: String,
    /// The name of the second one.
    pub second_name: String,
    /// The handle of the first one.
    pub first_handle: String,
    /// The handle of the second one.
    pub second_handle: String,
    /// Where the first one lives; empty for here.
    pub first_host: String,
    /// Where the second one lives; empty for here.
    pub second_host: String,
    /// What it is called.
    pub title: String,
    /// What it belongs to: an IRI, or empty.
    pub subject: String,
    /// What its kind makes of it for lists.
    pub summary: JsonText<Value>,
    /// When it was opened, here.
    pub opened_at: Time,
    /// When something was kept last.
    pub updated_at: Time,
}

impl Line {
    /// The side of the reader.
    pub fn side(&self) -> super::Side {
        if self.party_id == self.first_id { super::Side::First } else { super::Side::Second }
    }

    /// The name of a party and where it lives.
    pub fn party(&self, side: super::Side) -> (&str, &str) {
        match side {
            super::Side::First => (&self.first_name, &self.first_host),
            super::Side::Second => (&self.second_name, &self.second_host),
        }
    }
}

/// The ledgers of one kind that somebody here may see; what changed last comes first, at most 500.
pub async fn of(q: &mut impl Query, person: ActorId, kind: &str, lang: &Lang) -> Result<Vec<Line>> {
    Ok(q.all(&OF_PERSON, args![person, kind, lang]).await?)
}

/// The ledgers of some kinds that somebody here may see and in which something was written last, at most 300.
pub async fn latest(
    q: &mut impl Query,
    person: ActorId,
    kinds: &[&str],
    lang: &Lang,
) -> Result<Vec<Line>> {
    Ok(q.all(&LATEST, args![person, kinds, lang]).await?)
}

/// The ledgers of one kind that belong to the same thing and whose second party is one of these, in the order in which
/// they were opened, at most 2,000; without those of hosts that are blocked or limited here. For the house: whoever calls
/// it has asked who may see them.
pub async fn about(
    q: &mut impl Query,
    kind: &str,
    subject: &str,
    second: &[ActorId],
    lang: &Lang,
) -> Result<Vec<Line>> {
    Ok(q.all(&ABOUT, args![kind, subject, lang, second]).await?)
}

/// The ledgers of one kind that belong to the same thing and that a first party keeps with one of these, in the order in
/// which they were opened here, at most 10. For the house, as [`about`].
pub async fn between(
    q: &mut impl Query,
    kind: &str,
    subject: &str,
    first: ActorId,
    second: &[ActorId],
) -> Result<Vec<LedgerId>> {
    let rows: Vec<(LedgerId,)> = q.all(&BETWEEN, args![kind, subject, first, second]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// All ledgers of one kind, for what the house does of itself.
pub async fn all(q: &mut impl Query, kind: &str) -> Result<Vec<LedgerId>> {
    let rows: Vec<(LedgerId,)> = q.all(&ALL, args![kind]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The ledgers of one kind that belong to nothing else and in which this is the second party, the newest first, at most
/// 5,000. For the house: whoever calls it has asked who may see them.
pub async fn with_second(
    q: &mut impl Query,
    kind: &str,
    party: ActorId,
    lang: &Lang,
) -> Result<Vec<Line>> {
    Ok(q.all(&SECOND, args![kind, party, lang]).await?)
}

/// The ledgers of one kind that were opened after this moment, the newest first, at most 5,000. For the house, as
/// [`about`].
pub async fn since(q: &mut impl Query, kind: &str, moment: Time, lang: &Lang) -> Result<Vec<Line>> {
    Ok(q.all(&SINCE, args![kind, moment, lang]).await?)
}

/// The ledgers of one kind that organisations of this instance keep, each once for each of them; what changed last
/// comes first, at most 200. For the house, as [`about`].
pub async fn of_organisations(q: &mut impl Query, kind: &str, lang: &Lang) -> Result<Vec<Line>> {
    Ok(q.all(&OF_ORGANISATIONS, args![kind, lang]).await?)
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

/// Names nobody any more for a party.
pub(super) async fn unname_all(tx: &mut Tx, id: LedgerId, party: ActorId) -> Result<()> {
    tx.execute(&UNNAME_ALL, args![id, party]).await?;
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

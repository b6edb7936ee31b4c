//! Files of what two parties keep together: whoever may see the ledger may have them, and the instance of the other
//! party, for its own people. Each side keeps what it has added; what the other one has is fetched from there.

use domain::{ActorId, Error, Result, access::Who, id::LedgerId, id::RowId};
use federation::document;
use people::ledger::{self, Change, Draft, FILE, Ledgers};
use serde_json::{Value, json};
use store::{Query, Tx, args, files::Arrived, statements};

use super::{
    Attachment, Opened, Quota, Scan,
    attach::{Made, checked, space_of},
    media, path, scan,
};
use crate::service::{Publishing, acting};

macro_rules! columns {
    () => {
        "SELECT t.id, CAST(NULL AS uuid) AS content_id, 'file' AS role, CAST(0 AS bigint) AS position, t.name, \
         '' AS label, t.media_type, t.size, t.hash, t.url, t.digest, f.scan, t.added_by, f.width, f.height, f.pages, \
         fp.width AS preview_width, fp.height AS preview_height, ft.width AS thumb_width, \
         ft.height AS thumb_height, t.created_at FROM ledger_file t LEFT JOIN file f ON f.hash = t.hash \
         LEFT JOIN file fp ON fp.hash = f.preview LEFT JOIN file ft ON ft.hash = f.thumb"
    };
}

statements! {
    BY_ID = concat!(columns!(), " WHERE t.id = $1");
    SEEN = concat!(columns!(), " WHERE t.id = $1 AND EXISTS (SELECT 1 FROM ledger_reader r \
        WHERE r.ledger_id = t.ledger_id AND r.person_id = $2)");
    FOR_HOST = concat!(columns!(), " WHERE t.id = $1 AND t.hash IS NOT NULL AND EXISTS (SELECT 1 FROM ledger l \
        JOIN actor a ON a.id IN (l.first_id, l.second_id) WHERE l.id = t.ledger_id AND a.host = $2 \
        AND a.policy <> 'blocked')");
    PLACES = "SELECT key, id FROM ledger_file WHERE ledger_id = $1";
    PUT = "INSERT INTO ledger_file (id, ledger_id, key, name, media_type, size, hash, url, digest, added_by, \
        organisation_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
        ON CONFLICT (ledger_id, key) DO NOTHING";
    DROP = "DELETE FROM ledger_file WHERE ledger_id = $1 AND key = $2";
    HOW_MANY = "SELECT CAST(count(*) AS bigint) FROM ledger_file WHERE ledger_id = $1";
}

/// The most files in a ledger.
const MOST: i64 = 500;

/// Where the files of a ledger are: the id of each by the key of its entry. Whoever calls has checked that the ledger
/// may be seen.
pub async fn places(q: &mut impl Query, id: LedgerId) -> Result<Vec<(String, RowId)>> {
    Ok(q.all(&PLACES, args![id]).await?)
}

/// A file for whoever may see its ledger.
pub(super) async fn open(q: &mut impl Query, who: &Who, id: RowId) -> Result<Opened> {
    let person = who.person().ok_or(Error::NotFound)?;
    opened(q.one(&SEEN, args![id, person]).await?)
}

/// A file for the instance of the other party.
pub async fn open_for_host(q: &mut impl Query, host: &str, id: RowId) -> Result<Opened> {
    opened(q.one(&FOR_HOST, args![id, host]).await?)
}

fn opened(file: Attachment) -> Result<Opened> {
    file.scan.map_or(Ok(()), Scan::check)?;
    Ok(Opened { file, public: false })
}

/// How much may be added to a ledger. NotFound as in [`Ledgers::see`].
pub async fn quota(p: &Publishing, ledgers: &Ledgers, who: &Who, id: LedgerId) -> Result<Quota> {
    if !ledgers.see(who, id).await?.ledger.kind.files {
        return Err(Error::NotFound);
    }
    space_of(p, &mut p.store().read(), who, None).await
}

/// Adds a file that has arrived, for the party of whoever adds it. Errors of the field `file`, as in
/// [`super::attach()`].
pub async fn add(
    p: &Publishing,
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    arrived: Arrived,
    name: &str,
) -> Result<RowId> {
    let person = acting(who)?;
    let open = ledgers.see(who, id).await?;
    if !open.ledger.kind.files {
        return Err(Error::NotFound);
    }
    let media = checked(&arrived, name)?;
    let name = media::name(name, media);
    let scan = scan::arriving(p, &arrived).await?;
    let made = Made::of(p, arrived, media).await?;
    // From here until the unit is saved, nothing that is kept is thrown away.
    let keeping = p.store().files().keeping().await;
    let kept = made.keep(p, media, scan).await?;
    let row: RowId = p.store().id();
    let key = format!("{}-{row}", open.ledger.kind.sides[open.side.index()]);
    let now = p.store().now();
    let mut tx = p.store().begin().await?;
    let space = space_of(p, &mut tx, who, None).await?;
    let (count,): (i64,) = tx.one(&HOW_MANY, args![id]).await?;
    let refused = if kept.whole.size > space.largest {
        Some("files-error-full")
    } else if count >= MOST {
        Some("files-error-many")
    } else {
        None
    };
    if let Some(key) = refused {
        drop(tx);
        kept.give_up(p.store()).await;
        return Err(Error::field("file", key));
    }
    kept.put(&mut tx, now).await?;
    let size = i64::try_from(kept.whole.size).unwrap_or(i64::MAX);
    let hash = Some(kept.whole.hash.clone());
    let (url, digest): (Option<String>, Option<String>) = (None, None);
    let values = args![
        row,
        id,
        &key,
        &name,
        kept.whole.media_type,
        size,
        hash,
        url,
        digest,
        Some(person),
        space.organisation,
        now
    ];
    tx.execute(&PUT, values).await?;
    if kept.scan == Scan::Pending {
        scan::ask_later(&mut tx, &kept.whole.hash).await?;
    }
    let file: Attachment = tx.one(&BY_ID, args![row]).await?;
    tx.save().await?;
    drop(keeping);
    let origin = ledgers.federation().live().ok_or(Error::NotFound)?.origin.clone();
    let set = json!({
        "name": name,
        "media_type": kept.whole.media_type,
        "size": size,
        "digest": document::digest_multibase(&kept.whole.hash),
        "url": format!("{origin}{}", path(&file)),
    });
    let said = ledger::append(ledgers, who, id, None, vec![Draft::new(FILE, &*key, set)]).await;
    if said.is_err() {
        forget(p, id, &key).await?;
    }
    said.map(|()| row)
}

async fn forget(p: &Publishing, id: LedgerId, key: &str) -> Result<()> {
    let mut tx = p.store().begin().await?;
    tx.execute(&DROP, args![id, key]).await?;
    Ok(tx.save().await?)
}

/// Takes away a file that one's own party has added. The other side is told, and no longer has a way to it.
pub async fn remove(
    p: &Publishing,
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    key: &str,
) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    if open.now.entry(FILE, key).is_empty() {
        return Err(Error::NotFound);
    }
    let gone = Draft::new(FILE, key, json!({ "removed": true }));
    ledger::append(ledgers, who, id, None, vec![gone]).await?;
    forget(p, id, key).await
}

/// Notes the files that the other party has added, and forgets those that it has taken away, in the unit in which that
/// arrived. What a party names must be on its own instance.
pub async fn follow(tx: &mut Tx, change: &Change<'_>) -> Result<()> {
    let ledger = change.ledger;
    for operation in change.operations.iter().filter(|o| o.entry == FILE) {
        let side = ledger.side_of(&operation.party);
        if side.is_none_or(|side| ledger.party(side).is_local()) {
            continue;
        }
        let text = |name: &str| operation.set.get(name).and_then(Value::as_str).unwrap_or_default();
        if operation.set.get("removed").and_then(Value::as_bool).unwrap_or_default() {
            tx.execute(&DROP, args![ledger.id, &operation.key]).await?;
            continue;
        }
        let url = text("url");
        let known = media::by_type(text("media_type"));
        let Some(media) = known.filter(|_| document::same_origin(url, &operation.party)) else {
            continue;
        };
        let (row, now): (RowId, _) = (tx.id(), tx.now());
        let size = operation.set.get("size").and_then(Value::as_i64);
        let digest = Some(text("digest").to_owned()).filter(|d| !d.is_empty());
        let hash: Option<String> = None;
        let by: Option<ActorId> = None;
        let values = args![
            row,
            ledger.id,
            &operation.key,
            media::name(text("name"), media),
            media.media_type,
            size,
            hash,
            Some(url.to_owned()),
            digest,
            by,
            by,
            now
        ];
        tx.execute(&PUT, values).await?;
    }
    Ok(())
}

//! Titles that are there already: nothing is to come twice.

use domain::{ActorId, Result, Time, access::Who, text};
use store::{Query, Tx, args, statements};

/// Titles of others that are compared.
const NEAR: i64 = 2000;

statements! {
    // What still waits in another table is as good as there.
    OWN_TITLES = "SELECT t.title FROM content c JOIN content_text t ON t.content_id = c.id \
        WHERE c.author_id = $1 AND c.root_id IS NULL AND c.state IN ('draft', 'published') AND c.kind = $2 \
        UNION ALL SELECT r.title FROM table_import_row r JOIN table_import i ON i.id = r.import_id \
        WHERE i.actor_id = $1 AND i.kind = $2 AND i.state = 'running' AND r.state = 'waiting'";
    OWN_TITLES_SINCE = "SELECT t.title FROM content c JOIN content_text t ON t.content_id = c.id \
        WHERE c.author_id = $1 AND c.root_id IS NULL AND c.state IN ('draft', 'published') AND c.kind = $2 \
        AND c.updated_at >= $3";
    NEAR_TITLES = "SELECT t.title FROM content c JOIN content_text t ON t.content_id = c.id \
        WHERE c.kind = $2 AND c.root_id IS NULL AND c.state = 'published' AND c.author_id <> $1 \
        AND (c.group_id = $3 OR c.organisation_id = $4) AND {visible $1} ORDER BY c.id DESC LIMIT $5";
    TABLES_ONE_AFTER_ANOTHER = "UPDATE table_import SET changed_at = changed_at WHERE actor_id = $1";
}

/// A text as it is compared: „Заглавие: “ is „заглавие“.
pub fn plain(s: &str) -> String {
    text::fold(text::line(s).trim_end_matches([':', '*', '?', '.', ' ']))
}

/// The titles of what somebody has of a kind, drafts and what waits to be brought in included: to see what
/// would come twice.
pub async fn own_titles(q: &mut impl Query, who: &Who, kind: &str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = q.all(&OWN_TITLES, args![who.signed_in()?, kind]).await?;
    Ok(rows.into_iter().map(|(title,)| title).collect())
}

/// The titles that others have published in this community or for this organisation, the newest of them.
pub async fn near_titles(
    q: &mut impl Query,
    who: &Who,
    kind: &str,
    group: Option<ActorId>,
    organisation: Option<ActorId>,
) -> Result<Vec<String>> {
    let me = who.signed_in()?;
    if group.is_none() && organisation.is_none() {
        return Ok(Vec::new());
    }
    let rows: Vec<(String,)> =
        q.all(&NEAR_TITLES, args![me, kind, group, organisation, NEAR]).await?;
    Ok(rows.into_iter().map(|(title,)| title).collect())
}

/// Whether something with this title has come since the table was uploaded: from another table, or by hand. Until
/// the unit ends, no other table of hers brings anything in.
pub(super) async fn is_here(
    tx: &mut Tx,
    owner: ActorId,
    kind: &str,
    since: Time,
    title: &str,
) -> Result<bool> {
    tx.execute(&TABLES_ONE_AFTER_ANOTHER, args![owner]).await?;
    let wanted = plain(title);
    if wanted.is_empty() {
        return Ok(false);
    }
    let rows: Vec<(String,)> = tx.all(&OWN_TITLES_SINCE, args![owner, kind, since]).await?;
    Ok(rows.iter().any(|(title,)| plain(title) == wanted))
}

//! Titles that are there already: nothing is to come twice.

use domain::{ActorId, Result, Time, access::Who, text};
use store::{Query, Tx, args, statements};

/// Titles of others that are compared.
const NEAR: i64 = 2000;

statements! {
    // The kind is compared here and not there: SQLite would go through all things of the kind, of which one
    // person has few.
    OWN_TITLES = "SELECT c.kind, t.title FROM content c JOIN content_text t ON t.content_id = c.id \
        WHERE c.author_id = $1 AND c.root_id IS NULL AND c.state IN ('draft', 'published') AND c.updated_at >= $2";
    // What still waits in another table is as good as there.
    TITLES_WAITING = "SELECT r.title FROM table_import_row r JOIN table_import i ON i.id = r.import_id \
        WHERE i.actor_id = $1 AND i.kind = $2 AND i.state = 'running' AND r.state = 'waiting'";
    GROUP_TITLES = "SELECT c.kind, t.title FROM content c JOIN content_text t ON t.content_id = c.id \
        WHERE c.group_id = $3 AND c.kind = $2 AND c.root_id IS NULL AND c.state = 'published' \
        AND c.author_id <> $1 AND {visible $1} ORDER BY c.last_activity_at DESC, c.id DESC LIMIT $4";
    COLLEAGUES_TITLES = "SELECT c.kind, t.title FROM affiliation f JOIN content c ON c.author_id = f.person_id \
        JOIN content_text t ON t.content_id = c.id WHERE f.organisation_id = $2 AND f.person_id <> $1 \
        AND c.root_id IS NULL AND c.state = 'published' AND {visible $1} LIMIT $3";
    TABLES_ONE_AFTER_ANOTHER = "UPDATE table_import SET changed_at = changed_at WHERE actor_id = $1";
}

/// A kind and a title.
type Titled = (String, String);

fn of_kind(rows: Vec<Titled>, kind: &str) -> impl Iterator<Item = String> {
    rows.into_iter().filter(move |(of, _)| of == kind).map(|(_, title)| title)
}

/// A text as it is compared: „Заглавие: “ is „заглавие“.
pub fn plain(s: &str) -> String {
    text::fold(text::line(s).trim_end_matches([':', '*', '?', '.', ' ']))
}

/// The titles of what somebody has of a kind, drafts and what waits to be brought in included: to see what
/// would come twice.
pub async fn own_titles(q: &mut impl Query, who: &Who, kind: &str) -> Result<Vec<String>> {
    let me = who.signed_in()?;
    let rows = q.all::<Titled>(&OWN_TITLES, args![me, Time(0)]).await?;
    let mut titles: Vec<String> = of_kind(rows, kind).collect();
    let waiting: Vec<(String,)> = q.all(&TITLES_WAITING, args![me, kind]).await?;
    titles.extend(waiting.into_iter().map(|(title,)| title));
    Ok(titles)
}

/// The titles that others have published in this community, and colleagues in this organisation, as far as that is
/// easily found.
pub async fn near_titles(
    q: &mut impl Query,
    who: &Who,
    kind: &str,
    group: Option<ActorId>,
    organisation: Option<ActorId>,
) -> Result<Vec<String>> {
    let me = who.signed_in()?;
    let mut titles = Vec::new();
    if let Some(group) = group {
        let rows = q.all::<Titled>(&GROUP_TITLES, args![me, kind, group, NEAR]).await?;
        titles.extend(of_kind(rows, kind));
    }
    if let Some(organisation) = organisation {
        let rows = q.all::<Titled>(&COLLEAGUES_TITLES, args![me, organisation, NEAR]).await?;
        titles.extend(of_kind(rows, kind));
    }
    Ok(titles)
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
    let rows = tx.all::<Titled>(&OWN_TITLES, args![owner, since]).await?;
    Ok(of_kind(rows, kind).any(|title| plain(&title) == wanted))
}

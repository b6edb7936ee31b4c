//! Searches that somebody keeps, and what is new for them.
//!
//! Once a day what is new is read once for everybody and held against all saved searches in the
//! program; only where something fits a statement is run, which asks whether its owner may read it.

use std::collections::{BTreeMap, HashSet};

use domain::{ActorId, ContentId, Error, Result, Time, day::Date, id::RowId, text};
use people::{Viewer, notifications::kind};
use serde::{Deserialize, Serialize};
use store::{Query, Store, args, statements};

use super::Words;
use crate::checks::year_ago;
use crate::read::{Filter, Quality};

/// The most searches that one person keeps.
pub const MOST: i64 = 50;
/// The most characters of a name.
pub const NAME_MAX: usize = 80;

/// How long nothing more is told of one search: a day, less what the clock of the job may be off.
const PAUSE: i64 = 23 * 3600 * 1_000_000;
/// What is older than this when the job runs again is not told of any more.
const OLDEST: i64 = 8 * 86_400 * 1_000_000;
/// What is newer than this waits for the next time, because what began before may still end.
const MARGIN: i64 = 60 * 1_000_000;
/// The most new things that are looked at, the newest.
const NEW_MAX: i64 = 2_000;
/// Searches in one unit of work.
const BATCH: i64 = 200;

statements! {
    /// Keeps a search, unless there are enough.
    SAVE = "INSERT INTO saved_search (id, actor_id, name, href, filter, checked_at, created_at) \
        SELECT $1, a.id, $3, $4, $5, $6, $6 FROM actor a WHERE a.id = $2 \
        AND (SELECT count(*) FROM saved_search s WHERE s.actor_id = $2) < $7";
    /// Somebody's searches.
    OWN = "SELECT id, name, href, created_at FROM saved_search WHERE actor_id = $1 ORDER BY created_at DESC, id DESC";
    /// Forgets a search of one's own.
    FORGET_SEARCH = "DELETE FROM saved_search WHERE id = $1 AND actor_id = $2";
    /// Since when somebody has been told nothing.
    SINCE = "SELECT CAST(min(checked_at) AS bigint) FROM saved_search WHERE checked_at <= $1";
    /// Searches whose turn it is.
    DUE = "SELECT id, actor_id, filter, checked_at FROM saved_search WHERE checked_at <= $1 AND id > $2 \
        ORDER BY id LIMIT $3";
    /// What has been published since, or has arrived since.
    NEW_THINGS = "SELECT c.id, c.kind, COALESCE(c.published_at, c.created_at) AS at, st.title, st.summary, st.body, \
        (SELECT {words s.sector} FROM content_sector s WHERE s.content_id = c.id) AS sectors, \
        (SELECT {words l.lang} FROM content_text l WHERE l.content_id = c.id) AS langs, \
        (SELECT {words f.facet || '=' || f.value} FROM content_facet f WHERE f.content_id = c.id) AS facets, \
        (c.review_count > 0) AS reviewed, (c.adaptation_count + c.endorsement_count > 0) AS used, c.checked_at \
        FROM content c JOIN search_text st ON st.content_id = c.id WHERE c.root_id IS NULL AND c.state = 'published' \
        AND c.visibility <> 'unlisted' AND (COALESCE(c.published_at, c.created_at) > $1 OR c.id > $2) \
        ORDER BY c.id DESC LIMIT $3";
    /// Tells somebody of the newest of these things that she may read.
    TELL = "INSERT INTO notification (id, actor_id, kind, content_id, created_at) \
        SELECT $1, ac.actor_id, $3, c.id, $4 FROM account ac JOIN content c ON {in c.id $5} \
        WHERE ac.actor_id = $2 AND ac.state = 'active' AND {visible $2} AND c.state = 'published' \
        AND c.author_id <> $2 AND NOT EXISTS (SELECT 1 FROM avoidance v \
        WHERE v.actor_id = $2 AND v.target_id = c.author_id) ORDER BY c.id DESC LIMIT 1";
    /// These searches have had their turn.
    CHECKED = "UPDATE saved_search SET checked_at = $1 WHERE {in id $2}";
}

/// What a saved search seeks: the part of a [`Filter`] that an address can say, and words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Sought {
    #[serde(default)]
    words: String,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    sectors: Vec<String>,
    #[serde(default)]
    langs: Vec<String>,
    #[serde(default)]
    quality: Vec<Quality>,
    #[serde(default)]
    facets: BTreeMap<String, Vec<String>>,
}

/// A search that somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Saved {
    /// Its id.
    pub id: RowId,
    /// What she calls it.
    pub name: String,
    /// The address of the page that shows what it finds.
    pub href: String,
    /// When she saved it.
    pub created_at: Time,
}

/// Keeps a search: `words` and the kinds, sectors, languages and facets of `filter`; `href` is the
/// page that shows what it finds. Without a name it is called by its words. Conflict
/// `error-searches-full`.
pub async fn save(
    store: &Store,
    viewer: &Viewer,
    name: &str,
    href: &str,
    words: &str,
    filter: &Filter,
) -> Result<()> {
    let (name, words) = (text::line(name), text::line(words));
    let name = text::excerpt(if name.is_empty() { &words } else { &name }, NAME_MAX);
    // An address of this house, as its own pages write it.
    if !href.starts_with('/') || href.starts_with("//") || href.len() > 4_000 {
        return Err(Error::NotFound);
    }
    let sought = Sought {
        words,
        kinds: filter.kinds.iter().map(|k| (*k).to_owned()).collect(),
        sectors: filter.sectors.iter().map(|s| s.slug().to_owned()).collect(),
        langs: filter.langs.iter().map(|l| l.as_str().to_owned()).collect(),
        quality: filter.quality.clone(),
        facets: filter.facets.iter().cloned().collect(),
    };
    let sought = serde_json::to_string(&sought).map_err(|e| Error::Internal(e.into()))?;
    let mut tx = store.begin().await?;
    let (id, now) = (tx.id::<RowId>(), tx.now());
    let values = args![id, viewer.actor_id, name, href, sought, now, MOST];
    if tx.execute(&SAVE, values).await? == 0 {
        return Err(Error::Conflict("error-searches-full"));
    }
    Ok(tx.save().await?)
}

/// Somebody's searches, the newest first.
pub async fn list(q: &mut impl Query, actor: ActorId) -> Result<Vec<Saved>> {
    Ok(q.all(&OWN, args![actor]).await?)
}

/// Forgets a search of one's own.
pub async fn forget(store: &Store, viewer: &Viewer, id: RowId) -> Result<()> {
    let mut tx = store.begin().await?;
    if tx.execute(&FORGET_SEARCH, args![id, viewer.actor_id]).await? == 0 {
        return Err(Error::NotFound);
    }
    Ok(tx.save().await?)
}

#[derive(store::FromRow)]
struct Due {
    id: RowId,
    actor_id: ActorId,
    filter: String,
    checked_at: Time,
}

#[derive(store::FromRow)]
struct New {
    id: ContentId,
    kind: String,
    at: Time,
    title: String,
    summary: String,
    body: String,
    sectors: String,
    langs: String,
    facets: String,
    reviewed: bool,
    used: bool,
    checked_at: Option<Time>,
}

/// One language version of something new, ready to be asked many times.
struct Asked<'a> {
    new: &'a New,
    /// When it was published or arrived, whichever is later.
    since: i64,
    /// What was checked on this day or later counts as checked within a year.
    year_ago: Time,
    stems: HashSet<&'a str>,
}

impl<'a> Asked<'a> {
    fn new(new: &'a New, year_ago: Time) -> Self {
        let texts = [&new.title, &new.summary, &new.body];
        let arrived = new.id.0.get_timestamp().map_or(0, |t| {
            let (seconds, nanos) = t.to_unix();
            i64::try_from(seconds).unwrap_or(0) * 1_000_000 + i64::from(nanos / 1_000)
        });
        Self {
            new,
            since: new.at.0.max(arrived),
            year_ago,
            stems: texts.into_iter().flat_map(|t| t.split(' ')).collect(),
        }
    }

    fn fits(&self, sought: &Sought, words: Option<&Words>) -> bool {
        let any = |wanted: &[String], has: &str| {
            wanted.is_empty() || has.split(' ').any(|word| wanted.iter().any(|w| w == word))
        };
        let facets = |(facet, values): (&String, &Vec<String>)| {
            let mut has = self.new.facets.split(' ').filter_map(|f| f.split_once('='));
            values.is_empty() || has.any(|(f, v)| f == facet && values.iter().any(|w| w == v))
        };
        let quality = |quality: &Quality| match quality {
            Quality::Reviewed => self.new.reviewed,
            Quality::Used => self.new.used,
            Quality::Checked => self.new.checked_at.is_some_and(|at| at >= self.year_ago),
        };
        sought.quality.iter().all(quality)
            && any(&sought.kinds, &self.new.kind)
            && any(&sought.sectors, &self.new.sectors)
            && any(&sought.langs, &self.new.langs)
            && sought.facets.iter().all(facets)
            && words.is_none_or(|words| words.all_in(&self.stems))
    }
}

/// Tells everybody whose saved searches find something new that she may read, of each search once
/// a day at most. It may be called at any time, also after it was interrupted; `today` is the day of the instance.
pub async fn alert(store: &Store, today: Date) -> Result<()> {
    let now = store.now();
    let (due, until) = (Time(now.0 - PAUSE), Time(now.0 - MARGIN));
    let mut q = store.read();
    let (since,): (Option<Time>,) = q.one(&SINCE, args![due]).await?;
    let Some(since) = since else { return Ok(()) };
    let since = Time(since.0.max(now.0 - OLDEST));
    let millis = u64::try_from(since.0 / 1_000).unwrap_or(0);
    let first = uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid();
    let new: Vec<New> = q.all(&NEW_THINGS, args![since, ContentId(first), NEW_MAX]).await?;
    let year_ago = year_ago(today);
    let asked: Vec<Asked<'_>> = new.iter().map(|new| Asked::new(new, year_ago)).collect();
    let mut after = RowId(uuid::Uuid::nil());
    loop {
        let searches: Vec<Due> = store.read().all(&DUE, args![due, after, BATCH]).await?;
        let Some(last) = searches.last() else { return Ok(()) };
        after = last.id;
        let found: Vec<(ActorId, Vec<ContentId>)> =
            searches.iter().map(|s| (s.actor_id, found(s, until, &asked))).collect();
        let mut tx = store.begin().await?;
        for (actor, ids) in found.into_iter().filter(|(_, ids)| !ids.is_empty()) {
            let id: RowId = tx.id();
            tx.execute(&TELL, args![id, actor, kind::SAVED_SEARCH, now, ids]).await?;
        }
        let ids: Vec<RowId> = searches.into_iter().map(|s| s.id).collect();
        tx.execute(&CHECKED, args![until, ids]).await?;
        tx.save().await?;
        tokio::task::yield_now().await;
    }
}

/// What is new for one search. One that cannot be read any more finds nothing.
fn found(search: &Due, until: Time, asked: &[Asked<'_>]) -> Vec<ContentId> {
    let Ok(sought) = serde_json::from_str::<Sought>(&search.filter) else { return Vec::new() };
    let words = Words::parse(&sought.words);
    if words.is_none() && !sought.words.is_empty() {
        return Vec::new();
    }
    let mut ids: Vec<ContentId> = asked
        .iter()
        .filter(|a| a.since > search.checked_at.0 && a.since <= until.0)
        .filter(|a| a.fits(&sought, words.as_ref()))
        .map(|a| a.new.id)
        .collect();
    ids.dedup();
    ids.truncate(100);
    ids
}

#[cfg(test)]
mod tests {
    use domain::{Lang, Sector};

    use super::*;

    #[test]
    fn a_search_is_read_as_it_was_written() {
        let sought = Sought {
            words: "гише".into(),
            langs: vec![Lang::bulgarian().as_str().into()],
            sectors: vec![Sector::parse("housing").unwrap().slug().into()],
            facets: [("country".to_owned(), vec!["BG".to_owned()])].into(),
            ..Sought::default()
        };
        let text = serde_json::to_string(&sought).unwrap();
        assert_eq!(serde_json::from_str::<Sought>(&text).unwrap(), sought);
        assert_eq!(serde_json::from_str::<Sought>("{}").unwrap(), Sought::default());
    }
}

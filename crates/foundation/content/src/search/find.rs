//! Finding: one statement for the hits, one for their cards, one for the texts to mark.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{ActorId, ContentId, Lang, Result, access::Who};
use store::{JsonText, Query, args, dialect::Dialect, statements};

use super::{
    Reach, Words,
    rank::{Candidate, Hit, rank},
    snippet,
};
use crate::{
    Values, markdown,
    read::{Card, cards},
};

mod related;

pub use related::related;

statements! {
    /// The newest that match, as far as the reader may see them; which is best is decided in
    /// `rank`. What does not match by its title is left out with `$8`; `$9` matches are looked at.
    ///
    /// SQLite reads what matches from the newest on and stops. The index of PostgreSQL knows no order: it is asked for
    /// the newest `$10` bands of 4096 texts, which are words of the index like all others, and for everything when
    /// `$10` is 0. Texts are read of what is left at the end.
    FIND = sqlite "SELECT c.id, COALESCE(c.root_id, c.id) AS root_id, st.lang, c.lang AS original, st.title, \
        st.summary, st.body, c.last_activity_at AS active_at \
        FROM (SELECT id FROM (SELECT rowid AS id FROM search_index WHERE NOT $8 AND search_index MATCH $1 \
        ORDER BY rowid DESC LIMIT $9) UNION ALL SELECT id FROM (SELECT rowid AS id FROM search_head \
        WHERE $8 AND search_head MATCH $1 ORDER BY rowid DESC LIMIT $9)) m \
        CROSS JOIN search_lead st ON st.id = m.id CROSS JOIN content c ON c.id = st.content_id \
        LEFT JOIN content r ON r.id = c.root_id \
        WHERE CAST($7 AS text) IS NOT NULL AND $10 IS NOT NULL AND {visible $2} AND c.state = 'published' \
        AND (c.visibility <> 'unlisted' OR c.author_id = $2) AND COALESCE(r.state, 'published') = 'published' \
        AND (c.group_id = $3 OR $3 IS NULL) AND ($6 OR {in_text COALESCE(r.kind, c.kind) $4}) \
        AND NOT EXISTS (SELECT 1 FROM avoidance v WHERE v.actor_id = $2 AND v.target_id = c.author_id) \
        LIMIT $5"
        postgres "WITH newest AS MATERIALIZED (SELECT max(id) / 4096 AS band FROM search_text), \
        sought AS MATERIALIZED (SELECT to_tsquery('simple', $7) && COALESCE((SELECT to_tsquery('simple', \
        string_agg('ƨb' || n, '|')) FROM newest, generate_series(GREATEST(band - $10 + 1, 0), band) n WHERE $10 > 0), \
        to_tsquery('simple', $7)) AS q), \
        m AS MATERIALIZED (\
        (SELECT id, content_id FROM search_text WHERE NOT $8 AND tokens @@ (SELECT q FROM sought) \
        ORDER BY id + 0 DESC LIMIT $9) UNION ALL \
        (SELECT id, content_id FROM search_text WHERE $8 AND heads @@ (SELECT q FROM sought) \
        ORDER BY id + 0 DESC LIMIT $9)), \
        f AS MATERIALIZED (SELECT m.id AS text_id, c.id, COALESCE(c.root_id, c.id) AS root_id, c.lang AS original, \
        c.last_activity_at AS active_at FROM (SELECT id, content_id FROM m ORDER BY id DESC) m JOIN content c ON c.id = m.content_id LEFT JOIN content r ON r.id = c.root_id \
        WHERE CAST($1 AS text) IS NOT NULL AND {visible $2} AND c.state = 'published' \
        AND (c.visibility <> 'unlisted' OR c.author_id = $2) AND COALESCE(r.state, 'published') = 'published' \
        AND (c.group_id = $3 OR $3 IS NULL) AND ($6 OR {in_text COALESCE(r.kind, c.kind) $4}) \
        AND NOT EXISTS (SELECT 1 FROM avoidance v WHERE v.actor_id = $2 AND v.target_id = c.author_id) \
        LIMIT $5) SELECT f.id, f.root_id, st.lang, f.original, st.title, st.summary, st.body, f.active_at \
        FROM f JOIN search_lead st ON st.id = f.text_id";
    /// How many match at all, as far as `FIND` looks.
    MATCHING = sqlite "SELECT count(*) AS n FROM (SELECT * FROM (SELECT 1 FROM search_index WHERE NOT $3 AND \
        search_index MATCH $1 LIMIT 2000) UNION ALL SELECT * FROM (SELECT 1 FROM search_head WHERE $3 AND \
        search_head MATCH $1 LIMIT 2000)) m WHERE CAST($2 AS text) IS NOT NULL"
        postgres "SELECT count(*) AS n FROM (\
        (SELECT 1 FROM search_text WHERE NOT $3 AND tokens @@ to_tsquery('simple', $2) LIMIT 2000) UNION ALL \
        (SELECT 1 FROM search_text WHERE $3 AND heads @@ to_tsquery('simple', $2) LIMIT 2000)) m \
        WHERE CAST($1 AS text) IS NOT NULL";
    HIT_TEXTS = "SELECT t.content_id, t.lang, t.title, t.summary, t.body_html, t.fields_html \
        FROM content_text t WHERE {in t.content_id $1} AND {in_text t.lang $2}";
}

/// The most hits that are looked at; more are not to be told apart by anybody.
const MOST: usize = 200;
/// How many of those are looked at, however many have the words in their titles, that have them anywhere.
const LEAST: usize = 60;
/// How many matches `FIND` looks at.
const LOOKED_AT: i64 = 2000;
/// Among how many bands the newest are sought first: of common words there are enough.
const NEAR: i64 = 2;
/// To read more bands than these takes longer than to read everything that has the words.
const FAR: i64 = 12;
/// Everywhere.
const ALL: i64 = 0;
/// With fewer that have all words, those that lack one of them follow.
const FEW: usize = 3;
/// With fewer, those follow in which the last word only begins.
const PAGE: usize = 10;

#[derive(store::FromRow)]
struct HitText {
    content_id: ContentId,
    lang: Lang,
    title: String,
    summary: String,
    body_html: String,
    fields_html: JsonText<Values>,
}

/// What is sought.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Names of kinds; comments are found with the conversations they belong to.
    pub kinds: Vec<&'static str>,
    /// Only in this community.
    pub group: Option<ActorId>,
}

impl Scope {
    /// The kinds as words of the index, when all of them can be.
    fn indexed(&self) -> Vec<String> {
        let plain = |k: &&str| k.bytes().all(|b| b.is_ascii_lowercase());
        if self.kinds.iter().all(plain) {
            self.kinds.iter().map(|k| format!("{}k{k}", super::analyse::SPELT)).collect()
        } else {
            Vec::new()
        }
    }
}

/// What was found, the best first, with what is needed to show any part of it.
#[derive(Debug, Clone)]
pub struct Hits {
    words: Option<Words>,
    list: Vec<Hit>,
    /// How many have all the words; they come first.
    whole: usize,
}

impl Hits {
    /// The things.
    pub fn ids(&self) -> Vec<ContentId> {
        self.list.iter().map(|hit| hit.root_id).collect()
    }

    /// How many things were found; at most 200 are counted.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many of them have all the words; those that have most of them follow.
    pub fn whole(&self) -> usize {
        self.whole
    }

    /// Whether nothing has all the words, so that what has most of them was taken.
    pub fn partly(&self) -> bool {
        self.whole == 0 && !self.list.is_empty()
    }

    /// Leaves out what has not all the words.
    pub fn keep_whole(&mut self) {
        self.list.truncate(self.whole);
    }

    /// The words that were sought.
    pub fn words(&self) -> Option<&Words> {
        self.words.as_ref()
    }

    /// Keeps only these things, in this order, in which those that have all the words must still come first.
    pub fn keep(&mut self, ids: &[ContentId]) {
        let places: HashMap<ContentId, usize> =
            ids.iter().enumerate().map(|(n, id)| (*id, n)).collect();
        let whole = self.list.iter().take(self.whole);
        self.whole = whole.filter(|hit| places.contains_key(&hit.root_id)).count();
        self.list.retain(|hit| places.contains_key(&hit.root_id));
        self.list.sort_by_key(|hit| places.get(&hit.root_id));
    }
}

/// Something found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The thing; for a comment, its conversation.
    pub card: Card,
    /// The comment or the part in which the words stand, when they do not stand in the thing itself.
    pub within: Option<ContentId>,
    /// The title of that part as safe HTML, hits marked; comments have none.
    pub within_title: String,
    /// The title as safe HTML, hits marked.
    pub title: String,
    /// The place where the words stand as safe HTML, hits marked; empty when only the title has
    /// them.
    pub snippet: String,
    /// The language of the snippet.
    pub snippet_lang: Lang,
}

/// A page of hits.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    /// The hits of this page, the best first.
    pub found: Vec<Found>,
    /// How many things were found; at most 200 are counted.
    pub total: usize,
    /// How many of those found have all the words; they come first.
    pub whole: usize,
    /// The page after this one, when there is one.
    pub next: Option<usize>,
}

impl Results {
    /// Whether nothing has all the words, so that these have most of them.
    pub fn partly(&self) -> bool {
        self.whole == 0 && self.total > 0
    }
}

/// Finds things whose texts hold all words of the query, the last as a beginning, as far as `who`
/// may read them; when there are hardly any, those follow that hold most of them. `page` counts from 0. A query
/// without words finds nothing.
pub async fn find(
    q: &mut impl Query,
    who: &Who,
    query: &str,
    scope: &Scope,
    lang: &Lang,
    page: usize,
    per_page: usize,
) -> Result<Results> {
    let hits = hits(q, who, query, scope, lang).await?;
    let found = show(q, who, &hits, page * per_page, per_page, lang).await?;
    let (total, whole) = (hits.len(), hits.whole());
    let next = (total > (page + 1) * per_page).then_some(page + 1);
    Ok(Results { found, total, whole, next })
}

/// The same without what is shown of the things.
pub async fn hits(
    q: &mut impl Query,
    who: &Who,
    query: &str,
    scope: &Scope,
    lang: &Lang,
) -> Result<Hits> {
    match Words::parse(query) {
        Some(words) => seek(q, who, words, scope, lang, 1).await,
        None => Ok(Hits { words: None, list: Vec::new(), whole: 0 }),
    }
}

/// At most `most` things that share at least half of its words with a text such as the title of a
/// question, the closest first.
pub async fn alike(
    q: &mut impl Query,
    who: &Who,
    text: &str,
    scope: &Scope,
    lang: &Lang,
    most: usize,
) -> Result<Vec<Card>> {
    let Some(words) = Words::parse(text) else { return Ok(Vec::new()) };
    let least = words.half();
    closest(q, who, words, scope, lang, (least, most)).await
}

async fn closest(
    q: &mut impl Query,
    who: &Who,
    words: Words,
    scope: &Scope,
    lang: &Lang,
    (least, most): (usize, usize),
) -> Result<Vec<Card>> {
    let mut ids = seek(q, who, words, scope, lang, least).await?.ids();
    ids.truncate(most);
    cards(q, who, &ids, lang).await
}

/// Seeks more and more widely: what has all words, if need be with the beginning of one for the last, and when that is hardly anything, what lacks one of
/// them; when that is nothing, what has most of them and at least `least`.
async fn seek(
    q: &mut impl Query,
    who: &Who,
    words: Words,
    scope: &Scope,
    lang: &Lang,
    least: usize,
) -> Result<Hits> {
    let (mut list, mut whole, mut widened) = (Vec::new(), 0, false);
    for reach in words.reaches() {
        if let Reach::Some(some) = reach {
            if some < least || list.len() >= FEW || (widened && !list.is_empty()) {
                break;
            }
            widened = true;
        }
        if reach == Reach::Begun && list.len() >= PAGE {
            break;
        }
        // What is meant as it was typed comes before what was only typed like it.
        let known: HashSet<ContentId> = list.iter().map(|hit: &Hit| hit.root_id).collect();
        let candidates = candidates(q, who, &words, reach, scope).await?;
        let ranked = rank(&words, reach, &candidates, lang);
        list.extend(ranked.into_iter().filter(|hit| !known.contains(&hit.root_id)));
        list.truncate(MOST);
        if !matches!(reach, Reach::Some(_)) {
            whole = list.len();
        }
        if list.len() == MOST {
            break;
        }
    }
    Ok(Hits { words: Some(words), list, whole })
}

/// What matches. What matches by its title comes first, so that what a thing is about outweighs how old it is; when
/// that is all that can be looked at, nothing else would come before it.
async fn candidates(
    q: &mut impl Query,
    who: &Who,
    words: &Words,
    reach: Reach,
    scope: &Scope,
) -> Result<Vec<Candidate>> {
    let mut common = false;
    let titles = Looking { titles: true, most: MOST };
    let mut found = matching(q, who, words, reach, scope, titles, &mut common).await?;
    // No more than `MOST` are shown, and what has the words in its title comes before most others.
    let most = (MOST - found.len().min(MOST)).max(LEAST);
    if found.len() < MOST {
        let anywhere = Looking { titles: false, most };
        let more = matching(q, who, words, reach, scope, anywhere, &mut common).await?;
        let known: HashSet<(ContentId, Lang)> =
            found.iter().map(|c: &Candidate| (c.id, c.lang.clone())).collect();
        found.extend(more.into_iter().filter(|c| !known.contains(&(c.id, c.lang.clone()))));
    }
    Ok(found)
}

/// Where is looked, and how many are wanted.
#[derive(Clone, Copy)]
struct Looking {
    titles: bool,
    most: usize,
}

/// Often the kinds that are sought are `common` among what has the words, or there is little of it: then they need
/// not be sought in the index, whose list of all that is of one kind is long.
async fn matching(
    q: &mut impl Query,
    who: &Who,
    words: &Words,
    reach: Reach,
    scope: &Scope,
    Looking { titles, most: wanted }: Looking,
    common: &mut bool,
) -> Result<Vec<Candidate>> {
    let (any, most) = (scope.kinds.is_empty(), i64::try_from(wanted).unwrap_or(i64::MAX));
    let mut found = Vec::new();
    for kinds in [Vec::new(), scope.indexed()] {
        let (fts5, tsquery) = expressions(words, reach, &kinds);
        let of = &scope.kinds[..];
        let mut bands = match q.dialect() {
            Dialect::Sqlite => ALL,
            Dialect::Postgres => NEAR,
        };
        loop {
            let (me, fts5, tsquery) = (who.person(), &*fts5, &*tsquery);
            let args =
                args![fts5, me, scope.group, of, most, any, tsquery, titles, LOOKED_AT, bands];
            found = q.all::<Candidate>(&FIND, args).await?;
            if found.len() == wanted || bands == ALL {
                break;
            }
            bands = further(bands, found.len(), wanted);
        }
        if any || *common || !kinds.is_empty() {
            break;
        }
        if found.len() == wanted {
            *common = true;
            break;
        }
        let all: Option<(i64,)> = q.optional(&MATCHING, args![fts5, tsquery, titles]).await?;
        if all.is_none_or(|(n,)| n < LOOKED_AT) {
            break;
        }
    }
    Ok(found)
}

/// Among how many bands there should be enough, when there were so many among these; `ALL` when that would be too many.
fn further(bands: i64, found: usize, wanted: usize) -> i64 {
    let [found, wanted] = [found, wanted].map(|n| i64::try_from(n).unwrap_or(i64::MAX));
    // A third more: words are not spread evenly.
    match (bands * wanted).saturating_mul(4).checked_div(found * 3) {
        Some(needed) if bands == NEAR && needed <= FAR => needed.max(NEAR + 1),
        _ => ALL,
    }
}

fn expressions(words: &Words, reach: Reach, kinds: &[String]) -> (String, String) {
    let (mut fts5, mut tsquery) = (words.fts5(reach), words.tsquery(reach));
    if !kinds.is_empty() {
        let quoted = |q: char| kinds.iter().map(|k| format!("{q}{k}{q}")).collect::<Vec<_>>();
        fts5 = format!("({}) AND ({fts5})", quoted('"').join(" OR "));
        tsquery = format!("({}) & ({tsquery})", quoted('\'').join(" | "));
    }
    (fts5, tsquery)
}

/// What is shown of `most` hits from the place `from`.
pub async fn show(
    q: &mut impl Query,
    who: &Who,
    hits: &Hits,
    from: usize,
    most: usize,
    lang: &Lang,
) -> Result<Vec<Found>> {
    let Some(words) = &hits.words else { return Ok(Vec::new()) };
    let shown: Vec<&Hit> = hits.list.iter().skip(from).take(most).collect();
    if shown.is_empty() {
        return Ok(Vec::new());
    }
    let roots: Vec<ContentId> = shown.iter().map(|h| h.root_id).collect();
    let ids: Vec<ContentId> = shown.iter().map(|h| h.id).collect();
    let mut by_id: HashMap<ContentId, Card> =
        cards(q, who, &roots, lang).await?.into_iter().map(|c| (c.id, c)).collect();
    let langs: BTreeSet<&str> = shown.iter().map(|h| h.lang.as_str()).collect();
    let langs: Vec<&str> = langs.into_iter().collect();
    let texts = q.all::<HitText>(&HIT_TEXTS, args![ids, langs]).await?;
    let found = shown.into_iter().filter_map(|hit| {
        let card = by_id.remove(&hit.root_id)?;
        let text = texts.iter().find(|t| t.content_id == hit.id && t.lang == hit.lang);
        Some(found(words, hit, card, text))
    });
    Ok(found.collect())
}

fn found(words: &Words, hit: &Hit, card: Card, text: Option<&HitText>) -> Found {
    let within = (hit.id != hit.root_id).then_some(hit.id);
    let (title, title_lang) = match text {
        Some(text) if within.is_none() => (&text.title, &hit.lang),
        _ => (&card.title, &card.lang),
    };
    let marked = |title: &str, lang: &Lang| {
        let marked = snippet(title, words, lang, usize::MAX);
        marked.unwrap_or_else(|| markdown::escape(title))
    };
    let within_title = text.filter(|_| within.is_some()).map(|t| marked(&t.title, &hit.lang));
    let place = text.and_then(|text| {
        let fields = text.fields_html.values().filter_map(|v| v.as_str());
        let bodies =
            std::iter::once(text.body_html.as_str()).chain(fields).map(markdown::plain_cleaned);
        std::iter::once(text.summary.clone())
            .chain(bodies)
            .find_map(|plain| snippet(&plain, words, &hit.lang, 200))
    });
    Found {
        within,
        within_title: within_title.unwrap_or_default(),
        title: marked(title, title_lang),
        snippet: place.unwrap_or_default(),
        snippet_lang: hit.lang.clone(),
        card,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_bands_are_read_as_will_do() {
        assert_eq!(further(NEAR, 0, MOST), ALL, "what is nowhere near is sought everywhere");
        assert_eq!(further(NEAR, 20, MOST), ALL, "so many bands would take longer than all");
        assert_eq!(further(NEAR, 50, MOST), 10);
        assert_eq!(further(NEAR, 199, MOST), 3, "and never the same ones again");
        assert_eq!(further(10, 199, MOST), ALL);
    }
}

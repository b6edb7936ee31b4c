//! Finding: one statement for the hits, one for their cards, one for the texts to mark.

use std::collections::HashMap;

use domain::{ActorId, ContentId, Lang, Result, Time, access::Who};
use store::{JsonText, Query, args, statements};

use super::{Words, snippet};
use crate::{
    Values, markdown,
    read::{Card, cards},
};

statements! {
    FIND = sqlite "SELECT c.id, COALESCE(c.root_id, c.id) AS root_id, st.lang, \
        bm25(search_index, 8.0, 1.0) AS score, c.last_activity_at AS active_at \
        FROM search_index JOIN search_text st ON st.id = search_index.rowid \
        JOIN content c ON c.id = st.content_id LEFT JOIN content r ON r.id = c.root_id \
        WHERE search_index MATCH $1 AND CAST($7 AS text) IS NOT NULL AND {visible $2} AND c.state = 'published' \
        AND (c.visibility <> 'unlisted' OR c.author_id = $2) AND COALESCE(r.state, 'published') = 'published' \
        AND (c.group_id = $3 OR $3 IS NULL) AND ($6 OR {in_text COALESCE(r.kind, c.kind) $4}) \
        AND NOT EXISTS (SELECT 1 FROM avoidance v WHERE v.actor_id = $2 AND v.target_id = c.author_id) \
        ORDER BY score, c.last_activity_at DESC, c.id LIMIT $5"
        postgres "SELECT c.id, COALESCE(c.root_id, c.id) AS root_id, st.lang, \
        CAST(-ts_rank('{0.1, 0.1, 0.125, 1.0}', st.tokens, to_tsquery('simple', $7), 1) AS double precision) \
        AS score, c.last_activity_at AS active_at \
        FROM search_text st \
        JOIN content c ON c.id = st.content_id LEFT JOIN content r ON r.id = c.root_id \
        WHERE st.tokens @@ to_tsquery('simple', $7) AND CAST($1 AS text) IS NOT NULL AND {visible $2} AND c.state = 'published' \
        AND (c.visibility <> 'unlisted' OR c.author_id = $2) AND COALESCE(r.state, 'published') = 'published' \
        AND (c.group_id = $3 OR $3 IS NULL) AND ($6 OR {in_text COALESCE(r.kind, c.kind) $4}) \
        AND NOT EXISTS (SELECT 1 FROM avoidance v WHERE v.actor_id = $2 AND v.target_id = c.author_id) \
        ORDER BY score, c.last_activity_at DESC, c.id LIMIT $5";
    HIT_TEXTS = "SELECT t.content_id, t.lang, t.title, t.summary, t.body_html, t.fields_html \
        FROM content_text t WHERE {in t.content_id $1}";
}

/// The most hits that are looked at; more are not to be told apart by anybody.
const MOST: i64 = 400;

#[derive(store::FromRow)]
struct Hit {
    id: ContentId,
    root_id: ContentId,
    lang: Lang,
    #[expect(dead_code, reason = "the database sorts by it")]
    score: f64,
    #[expect(dead_code, reason = "the database sorts by it")]
    active_at: Time,
}

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

/// Something found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The thing; for a comment, its conversation.
    pub card: Card,
    /// The comment in which the words stand, when they do not stand in the thing itself.
    pub comment: Option<ContentId>,
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
    /// How many things were found; at most 400 are counted.
    pub total: usize,
    /// The page after this one, when there is one.
    pub next: Option<usize>,
}

/// Finds things whose texts hold all words of the query, the last as a beginning, as far as `who`
/// may read them. `page` counts from 0. A query without words finds nothing.
pub async fn find(
    q: &mut impl Query,
    who: &Who,
    query: &str,
    scope: &Scope,
    lang: &Lang,
    page: usize,
    per_page: usize,
) -> Result<Results> {
    let Some(words) = Words::parse(query) else { return Ok(Results::default()) };
    let (fts5, tsquery) = (words.fts5(), words.tsquery());
    let any = scope.kinds.is_empty();
    let args = args![fts5, who.person(), scope.group, &scope.kinds[..], MOST, any, tsquery];
    let hits = q.all::<Hit>(&FIND, args).await?;
    // One row for each thing, the best; of language versions of one text the reader's.
    let mut best: Vec<Hit> = Vec::new();
    for hit in hits {
        match best.iter_mut().find(|b| b.root_id == hit.root_id) {
            None => best.push(hit),
            Some(b) if b.id == hit.id && hit.lang == *lang => b.lang = hit.lang,
            Some(_) => {}
        }
    }
    let total = best.len();
    let shown: Vec<Hit> = best.into_iter().skip(page * per_page).take(per_page).collect();
    let roots: Vec<ContentId> = shown.iter().map(|h| h.root_id).collect();
    let hits: Vec<ContentId> = shown.iter().map(|h| h.id).collect();
    let mut by_id: HashMap<ContentId, Card> =
        cards(q, who, &roots, lang).await?.into_iter().map(|c| (c.id, c)).collect();
    let texts = if hits.is_empty() {
        Vec::new()
    } else {
        q.all::<HitText>(&HIT_TEXTS, args![hits]).await?
    };
    let found = shown
        .into_iter()
        .filter_map(|hit| {
            let card = by_id.remove(&hit.root_id)?;
            let text = texts.iter().find(|t| t.content_id == hit.id && t.lang == hit.lang);
            Some(found(&words, &hit, card, text))
        })
        .collect();
    let next = (total > (page + 1) * per_page).then_some(page + 1);
    Ok(Results { found, total, next })
}

fn found(words: &Words, hit: &Hit, card: Card, text: Option<&HitText>) -> Found {
    let comment = (hit.id != hit.root_id).then_some(hit.id);
    let title = match text {
        Some(text) if comment.is_none() => &text.title,
        _ => &card.title,
    };
    let marked = snippet(title, words, usize::MAX).unwrap_or_else(|| markdown::escape(title));
    let place = text.and_then(|text| {
        let fields = text.fields_html.values().filter_map(|v| v.as_str());
        let bodies = std::iter::once(text.body_html.as_str()).chain(fields).map(markdown::plain);
        std::iter::once(text.summary.clone())
            .chain(bodies)
            .find_map(|plain| snippet(&plain, words, 200))
    });
    Found {
        comment,
        title: marked,
        snippet: place.unwrap_or_default(),
        snippet_lang: hit.lang.clone(),
        card,
    }
}

//! What a text is found by, when it is written and again when the analysis has changed.

use domain::{ContentId, Lang, Result};
use serde_json::Value;
use store::{JsonText, Query as _, Statement, Store, args, dialect::Dialect, statements};

use super::analyse::{ANALYSER, indexed};
use crate::{
    Kind, Kinds, Shape, Values,
    kind::{Cell, Column},
    markdown,
};

/// The most bytes of one version that are searched.
const SEARCHED_MAX: usize = 200_000;
/// Versions that are indexed anew in one unit of work.
const BATCH: i64 = 100;

statements! {
    /// Versions that were indexed by an earlier analysis.
    STALE = "SELECT st.content_id, st.lang, c.kind, c.details, t.title, t.summary, t.body_html, t.fields, \
        t.fields_html FROM search_text st JOIN content c ON c.id = st.content_id \
        JOIN content_text t ON t.content_id = st.content_id AND t.lang = st.lang \
        WHERE st.analyser < $1 ORDER BY st.analyser, st.id LIMIT $2";
    IN_PIECES = sqlite "SELECT count(DISTINCT segid) FROM search_index_idx" postgres "SELECT CAST(1 AS bigint)";
    HEADS_IN_PIECES = sqlite "SELECT count(DISTINCT segid) FROM search_head_idx" postgres "SELECT CAST(1 AS bigint)";
    // FTS5 (its documentation, 6.8): less than 0 begins with all pieces, more than 0 goes on, each with so many pages.
    MERGE_ALL = sqlite "INSERT INTO search_index (search_index, rank) VALUES ('merge', -500)" postgres "SELECT 1";
    MERGE_ON = sqlite "INSERT INTO search_index (search_index, rank) VALUES ('merge', 500)" postgres "SELECT 1";
    MERGE_ALL_HEADS = sqlite "INSERT INTO search_head (search_head, rank) VALUES ('merge', -500)" postgres "SELECT 1";
    MERGE_ON_HEADS = sqlite "INSERT INTO search_head (search_head, rank) VALUES ('merge', 500)" postgres "SELECT 1";
    /// Indexes one of them anew, unless somebody has changed it since.
    RENEW = concat!("UPDATE search_text SET title = $3, summary = $4, \
        body = $5 || ", crate::files::words_of!("search_text.content_id"), ", analyser = $6, kind = (SELECT COALESCE(r.kind, c.kind) FROM content c LEFT JOIN content r ON r.id = c.root_id WHERE c.id = $1) \
        WHERE content_id = $1 AND lang = $2 AND analyser < $6");
}

/// In how many pieces the index of SQLite may lie before they are put together.
pub const PIECES: i64 = 8;
/// Steps of putting them together, each a unit of work of its own that nobody waits for long.
const STEPS: usize = 2_000;

/// Puts the pieces together in which the indexes of SQLite have come to lie, when there are at least so many: a search
/// looks into each. The indexes of PostgreSQL need nothing of the kind. They are written anew as a whole, so this is for
/// once a day.
pub async fn merge(store: &Store, least: i64) -> Result<()> {
    if store.read().dialect() != Dialect::Sqlite {
        return Ok(());
    }
    merge_one(store, least, &IN_PIECES, [&MERGE_ALL, &MERGE_ON]).await?;
    merge_one(store, least, &HEADS_IN_PIECES, [&MERGE_ALL_HEADS, &MERGE_ON_HEADS]).await
}

async fn merge_one(
    store: &Store,
    least: i64,
    in_pieces: &'static Statement,
    [all, on]: [&'static Statement; 2],
) -> Result<()> {
    let mut step = all;
    for n in 0..STEPS {
        let (pieces,): (i64,) = store.read().one(in_pieces, args![]).await?;
        if pieces <= 1 || (n == 0 && pieces < least) {
            break;
        }
        let mut tx = store.begin().await?;
        tx.execute(step, args![]).await?;
        tx.save().await?;
        step = on;
    }
    Ok(())
}

/// The words of one language version as both databases index them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Indexed {
    /// Of the title.
    pub title: String,
    /// Of the summary; empty for kinds whose summary is the beginning of the text.
    pub summary: String,
    /// Of everything else.
    pub body: String,
}

/// What a version is found by. `values` are neutral and translated ones.
pub(crate) fn index(
    kind: Option<&Kind>,
    lang: &Lang,
    title: &str,
    summary: &str,
    body_html: &str,
    values: [&Values; 2],
    fields_html: &Values,
) -> Indexed {
    let mut words = vec![markdown::plain(body_html)];
    words.extend(fields_html.values().filter_map(Value::as_str).map(markdown::plain));
    for (name, value) in values.into_iter().flatten() {
        match kind.and_then(|k| k.field(name)).map(|field| field.shape) {
            Some(Shape::Line) => words.extend(value.as_str().map(str::to_owned)),
            Some(Shape::Rows(columns)) => {
                let rows = value.as_array().into_iter().flatten();
                let text = |c: &&Column| matches!(c.cell, Cell::Line | Cell::Text);
                words.extend(rows.flat_map(|row| {
                    let cells = columns.iter().filter(text);
                    cells.filter_map(|c| row.get(c.name)?.as_str().map(str::to_owned))
                }));
            }
            Some(Shape::Figures) => words.extend(
                value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|row| row["label"][lang.as_str()].as_str().map(str::to_owned)),
            ),
            _ => {}
        }
    }
    let words = words.join("\n");
    let words = &words[..words.floor_char_boundary(SEARCHED_MAX.min(words.len()))];
    let summary = if kind.is_some_and(|k| !k.summary) { "" } else { summary };
    Indexed {
        title: indexed(title, lang),
        summary: indexed(summary, lang),
        body: indexed(words, lang),
    }
}

#[derive(store::FromRow)]
struct Stale {
    content_id: ContentId,
    lang: Lang,
    kind: String,
    details: JsonText<Values>,
    title: String,
    summary: String,
    body_html: String,
    fields: JsonText<Values>,
    fields_html: JsonText<Values>,
}

/// Indexes some of what an earlier analysis has indexed; returns how many. Nothing is left when
/// it returns 0.
pub async fn renew(store: &Store, kinds: &Kinds) -> Result<usize> {
    let stale: Vec<Stale> = store.read().all(&STALE, args![ANALYSER, BATCH]).await?;
    let mut renewed = Vec::with_capacity(stale.len());
    for t in stale {
        let kind = kinds.get(&t.kind);
        let values = [&t.details.0, &t.fields.0];
        let words =
            index(kind, &t.lang, &t.title, &t.summary, &t.body_html, values, &t.fields_html.0);
        renewed.push((t.content_id, t.lang, words));
    }
    let mut tx = store.begin().await?;
    for (id, lang, words) in &renewed {
        let Indexed { title, summary, body } = words;
        tx.execute(&RENEW, args![*id, lang, title, summary, body, ANALYSER]).await?;
    }
    tx.save().await?;
    Ok(renewed.len())
}

//! What is said of a thing, for its page.

use std::collections::HashMap;

use domain::{ContentId, Lang, Result, Time, access::Who};
use store::{JsonText, Query, args, statements};

use crate::{
    Values,
    kind::Voice,
    model::Content,
    read::{Card, cards},
};

/// The most of one kind that a page shows.
const MOST: i64 = 200;

statements! {
    SAID = "SELECT v.id, v.judged_at, v.organisation_id IS NOT NULL AS for_others, EXISTS (SELECT 1 FROM content x \
        WHERE x.root_id = v.root_id AND x.parent_id = v.id AND x.state = 'published' AND x.author_id = $3) AS answered \
        FROM content v LEFT JOIN actor o ON o.id = v.organisation_id WHERE v.root_id = $1 AND v.kind = $2 \
        AND v.depth = 0 AND v.position IS NULL AND v.state = 'published' AND COALESCE(o.state, 'active') <> 'closed' \
        AND NOT EXISTS (SELECT 1 FROM avoidance x WHERE x.actor_id = $5 AND x.target_id = v.author_id) ORDER BY v.published_at, v.id LIMIT $4";
    SAID_TEXTS = "SELECT t.content_id, t.lang, t.fields FROM content_text t \
        WHERE {in t.content_id $1}";
}

#[derive(store::FromRow)]
struct Row {
    id: ContentId,
    judged_at: Option<Time>,
    for_others: bool,
    answered: bool,
}

#[derive(store::FromRow)]
struct Text {
    content_id: ContentId,
    lang: Lang,
    fields: JsonText<Values>,
}

/// Something that was said of a thing.
#[derive(Debug, Clone)]
pub struct Said {
    /// It, with its author and organisation.
    pub card: Card,
    /// Whether its author says it for the organisation, and not only belongs to it.
    pub for_organisation: bool,
    /// Whether the thing was edited since.
    pub earlier: bool,
    /// Whether the thing's author has answered it.
    pub answered: bool,
    /// Its translated values, in the language of the card.
    pub fields: Values,
}

impl Said {
    /// A translated value; empty when there is none.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).and_then(|v| v.as_str()).unwrap_or_default()
    }
}

/// Whether what speaks of the state of `judged` speaks of an earlier one than `root` has now.
pub fn is_earlier(judged: Option<Time>, root_edited: Option<Time>) -> bool {
    matches!((judged, root_edited), (Some(judged), Some(edited)) if judged < edited)
}

/// What is said of a thing, as far as the reader may know, the earliest first, at most 200.
/// The thing itself must be readable.
pub async fn of(
    q: &mut impl Query,
    who: &Who,
    root: &Content,
    voice: Voice,
    lang: &Lang,
) -> Result<Vec<Said>> {
    let rows: Vec<Row> =
        q.all(&SAID, args![root.id, voice.as_str(), root.author_id, MOST, who.actor()]).await?;
    let ids: Vec<ContentId> = rows.iter().map(|row| row.id).collect();
    let shown = cards(q, who, &ids, lang).await?;
    if shown.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ContentId> = shown.iter().map(|card| card.id).collect();
    let mut texts: HashMap<(ContentId, Lang), Text> = HashMap::new();
    for text in q.all::<Text>(&SAID_TEXTS, args![ids]).await? {
        texts.insert((text.content_id, text.lang.clone()), text);
    }
    let said = shown.into_iter().filter_map(|card| {
        let row = rows.iter().find(|row| row.id == card.id)?;
        let text = texts.remove(&(card.id, card.lang.clone()));
        Some(Said {
            for_organisation: row.for_others,
            earlier: is_earlier(row.judged_at, root.edited_at),
            answered: row.answered,
            fields: text.map(|t| t.fields.0).unwrap_or_default(),
            card,
        })
    });
    Ok(said.collect())
}

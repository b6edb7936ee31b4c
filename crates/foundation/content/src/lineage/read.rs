//! What the page of a thing says of its source, and of those who have taken it up.

use std::collections::HashMap;

use domain::{
    ContentId, Lang, Result, Time,
    access::{State, Who},
};
use store::{JsonText, Query, args, statements};

use super::{FIELDS, Relation, SourceState, keep::lang_of, list::Listing, row};
use crate::{
    Values, markdown,
    read::{Card, cards},
    sql,
};

/// The most adaptations that a page shows.
const MOST: i64 = 200;

statements! {
    TAKEN = "SELECT a.content_id, a.relation, k.state FROM adaptation a LEFT JOIN recognition k \
        ON k.source_id = a.source_id AND k.adaptation_id = a.content_id WHERE a.source_id = $1 \
        ORDER BY a.content_id LIMIT $2";
    ONLY_LISTED = "SELECT k.adaptation_iri, k.decided_at FROM recognition k WHERE k.source_id = $1 AND k.state = 'listed' \
        AND k.adaptation_iri IS NOT NULL AND k.adaptation_id IS NULL ORDER BY k.decided_at, k.id LIMIT $2";
    NOTES = "SELECT t.content_id, t.lang, t.fields_html, t.cleaner FROM content_text t WHERE {in t.content_id $1}";
}

/// How the two sides agree that one thing was made of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Both say so.
    Recognised,
    /// Only whoever made it says so.
    Claimed,
    /// Whoever made it says so; the author of the source was asked and has not decided.
    Waiting,
    /// Whoever made it says so; the author of the source does not, or no longer does.
    Refused,
    /// Only the source says so.
    Listed,
}

impl Standing {
    pub(super) fn of(listing: Option<Listing>) -> Self {
        match listing {
            Some(Listing::Listed) => Self::Recognised,
            Some(Listing::Refused) => Self::Refused,
            Some(Listing::Waiting) => Self::Waiting,
            None => Self::Claimed,
        }
    }

    /// The word in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recognised => "recognised",
            Self::Claimed => "claimed",
            Self::Waiting => "waiting",
            Self::Refused => "refused",
            Self::Listed => "listed",
        }
    }
}

/// The source of an adaptation, as one reader may know it.
#[derive(Debug, Clone)]
pub enum Source {
    /// It can be read here.
    Here(Box<Card>),
    /// It was withdrawn; this was kept of it.
    Withdrawn(Kept),
    /// It is not here: it lives at this address, which has not been looked up.
    Elsewhere(String),
    /// A moderator removed it, or it is of an instance that is blocked.
    Removed,
}

/// What was kept of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its title; may be empty.
    pub title: String,
    /// The language of the title.
    pub lang: Lang,
    /// Its city or organisation; may be empty.
    pub place: String,
}

/// What a thing was made of.
#[derive(Debug, Clone)]
pub struct Parent {
    /// The source.
    pub source: Source,
    /// How it stands to it.
    pub relation: Relation,
    /// What both sides say.
    pub standing: Standing,
    /// What became of the source.
    pub state: SourceState,
    /// When the source was last changed before it was taken up.
    pub updated: Option<Time>,
    /// Whether the source has been changed since, as far as is known here.
    pub behind: bool,
    /// The licence under which the source was taken up.
    pub licence: Option<String>,
}

/// What a thing says that it was made of; `None` when it says nothing, or when the reader may not
/// know of the source. The thing itself must be readable.
pub async fn parent(
    q: &mut impl Query,
    who: &Who,
    id: ContentId,
    lang: &Lang,
) -> Result<Option<Parent>> {
    let Some(row) = row(q, id).await? else { return Ok(None) };
    let kept = || Kept {
        title: row.source_title.clone(),
        lang: lang_of(&row),
        place: row.source_place.clone(),
    };
    let mut behind = false;
    let mut standing = Standing::Claimed;
    let source = match (row.source_id, &row.source_iri) {
        (Some(source), _) => {
            let content = sql::load(q, who, source).await?;
            let adaptation = sql::load(q, who, id).await?;
            let iri = adaptation.ap_id.as_deref();
            standing = Standing::of(super::list::listing(q, source, Some(id), iri).await?);
            behind = row.source_revision > 0 && content.revision > row.source_revision;
            let card = cards(q, who, &[source], lang).await?.pop();
            match (card, content.state) {
                (Some(card), State::Published) => Source::Here(Box::new(card)),
                (_, State::Deleted) => Source::Withdrawn(kept()),
                (_, State::Removed) => Source::Removed,
                // What one may not see does not exist.
                _ => return Ok(None),
            }
        }
        (None, Some(iri)) => Source::Elsewhere(iri.clone()),
        (None, None) => return Ok(None),
    };
    Ok(Some(Parent {
        source,
        relation: row.relation,
        standing,
        state: row.source_state,
        updated: row.source_updated,
        behind,
        licence: row.source_licence.clone(),
    }))
}

/// Somebody who has taken a thing up.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Her thing; `None` when only the source says that there is one.
    pub card: Option<Card>,
    /// Where it lives, when it is not here.
    pub iri: String,
    /// How it stands to the source.
    pub relation: Relation,
    /// What both sides say.
    pub standing: Standing,
    /// What was done differently, what it cost, what came of it, what failed: clean HTML by the
    /// names of [`FIELDS`].
    pub notes: Values,
    /// The language of the notes.
    pub lang: Lang,
}

#[derive(store::FromRow)]
struct Notes {
    content_id: ContentId,
    lang: Lang,
    fields_html: JsonText<Values>,
    cleaner: i64,
}

/// Who has taken a thing up, in the order in which they came, as far as the reader may know, at most
/// 200. What its author does not list is left out for everybody but her (`author`).
pub async fn taken_up(
    q: &mut impl Query,
    who: &Who,
    source: ContentId,
    author: bool,
    lang: &Lang,
) -> Result<Vec<Taken>> {
    let rows: Vec<(ContentId, Relation, Option<Listing>)> =
        q.all(&TAKEN, args![source, MOST]).await?;
    let ids: Vec<ContentId> = rows.iter().map(|r| r.0).collect();
    let here = sql::load(q, who, source).await?.host.is_empty();
    let mut notes: HashMap<ContentId, Vec<Notes>> = HashMap::new();
    let mut shown = cards(q, who, &ids, lang).await?;
    shown.retain(|card| card.state == State::Published);
    let ids: Vec<ContentId> = shown.iter().map(|c| c.id).collect();
    if !ids.is_empty() {
        for note in q.all::<Notes>(&NOTES, args![ids]).await? {
            notes.entry(note.content_id).or_default().push(note);
        }
    }
    shown.sort_by_key(|card| (card.published_at, card.id));
    let mut all = Vec::new();
    for card in shown {
        let Some((_, relation, listing)) = rows.iter().find(|r| r.0 == card.id) else { continue };
        let standing = match Standing::of(*listing) {
            // At home its author decides; a claim that she has not heard of yet waits for her.
            Standing::Claimed if here => Standing::Waiting,
            standing => standing,
        };
        if matches!(standing, Standing::Refused | Standing::Waiting) && !author {
            continue;
        }
        let (values, said_in) = chosen(notes.remove(&card.id).unwrap_or_default(), &card, lang);
        all.push(Taken {
            iri: String::new(),
            relation: *relation,
            standing,
            notes: values,
            lang: said_in,
            card: Some(card),
        });
    }
    let listed: Vec<(String, Time)> = q.all(&ONLY_LISTED, args![source, MOST]).await?;
    all.extend(listed.into_iter().map(|(iri, _)| Taken {
        card: None,
        iri,
        relation: Relation::Adapted,
        standing: Standing::Listed,
        notes: Values::new(),
        lang: lang.clone(),
    }));
    Ok(all)
}

/// The notes in the reader's language where there are such, else as they were written.
fn chosen(mut all: Vec<Notes>, card: &Card, lang: &Lang) -> (Values, Lang) {
    let says = |n: &Notes| FIELDS.iter().any(|(f, _)| n.fields_html.contains_key(f.name));
    let at = all.iter().position(|n| n.lang == *lang && says(n));
    let at = at.or_else(|| all.iter().position(|n| n.lang == card.original_lang));
    let Some(at) = at else { return (Values::new(), card.lang.clone()) };
    let mut chosen = all.swap_remove(at);
    let cleaner = chosen.cleaner;
    let mut notes = Values::new();
    for (field, _) in &FIELDS {
        if let Some(serde_json::Value::String(html)) = chosen.fields_html.0.remove(field.name) {
            let html =
                if cleaner < markdown::CLEANER { markdown::renew(&html, cleaner) } else { html };
            notes.insert(field.name.to_owned(), html.into());
        }
    }
    (notes, chosen.lang)
}

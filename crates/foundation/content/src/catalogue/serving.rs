//! Our own catalogue. Whoever reads it to the end has everything, and whoever goes on from there has
//! what changed since, tombstones included.

use std::time::Duration;

use domain::{
    ActorId, ContentId, Error, Result, Time,
    access::{State, Who},
};
use federation::{Live, iri::Own};
use serde_json::{Map, Value};
use store::{Query, args, statements};

use crate::{
    Publishing,
    activity::object::{self, Labels},
    federating::whole,
    sql,
};

/// Entries on one page.
const PAGE: i64 = 50;
/// What changed a moment ago is not shown yet: a unit that began before might still end.
const SETTLED: Duration = Duration::from_secs(10);
const PATH: &str = federation::iri::CATALOGUE;

statements! {
    CATALOGUE_CONTENT = "SELECT id, updated_at FROM content WHERE host = '' AND root_id IS NULL \
        AND published_at IS NOT NULL AND visibility = 'public' AND kind <> 'discussion' \
        AND (updated_at, id) > ($1, $2) AND updated_at <= $3 ORDER BY updated_at, id LIMIT $4";
    CATALOGUE_ACTORS = "SELECT a.id, a.updated_at FROM actor a LEFT JOIN community c ON c.actor_id = a.id \
        WHERE a.host = '' AND a.kind IN ('group', 'organisation') \
        AND (a.kind = 'organisation' OR c.visibility = 'public') \
        AND (a.updated_at, a.id) > ($1, $2) AND a.updated_at <= $3 ORDER BY a.updated_at, a.id LIMIT $4";
}

/// Where one has come to: the time of the last entry, and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Position(Time, uuid::Uuid);

impl Position {
    const START: Self = Self(Time(i64::MIN), uuid::Uuid::nil());

    fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::START);
        }
        let (time, id) = text.split_once('_')?;
        Some(Self(Time(time.parse().ok()?), id.parse().ok()?))
    }

    fn write(self) -> String {
        format!("{}_{}", self.0.0, self.1.simple())
    }
}

enum Entry {
    Content(ContentId),
    Actor(ActorId),
}

/// A page of the catalogue after a position; [`Error::NotFound`] for what is no position of ours.
/// Actors stand there by their ids, things whole.
pub async fn page(
    q: &mut impl Query,
    publishing: &Publishing,
    labels: &dyn Labels,
    live: &Live,
    after: &str,
) -> Result<Map<String, Value>> {
    let from = Position::parse(after).ok_or(Error::NotFound)?;
    let until = live.client.now() - SETTLED;
    let values = || args![from.0, from.1, until, PAGE];
    let contents: Vec<(ContentId, Time)> = q.all(&CATALOGUE_CONTENT, values()).await?;
    let actors: Vec<(ActorId, Time)> = q.all(&CATALOGUE_ACTORS, values()).await?;
    let contents = contents.into_iter().map(|(id, at)| (Position(at, id.0), Entry::Content(id)));
    let actors = actors.into_iter().map(|(id, at)| (Position(at, id.0), Entry::Actor(id)));
    let mut entries: Vec<(Position, Entry)> = contents.chain(actors).collect();
    entries.sort_by_key(|(at, _)| (at.0, at.1));
    entries.truncate(usize::try_from(PAGE).unwrap_or(50));
    let last = entries.last().map(|(at, _)| *at);
    let mut items = Vec::new();
    for (_, entry) in entries {
        items.push(match entry {
            Entry::Actor(id) => Own::Actor(id).iri(&live.origin).into(),
            Entry::Content(id) => thing(q, publishing, labels, live, id).await?,
        });
    }
    let origin = &live.origin;
    let mut o = Map::new();
    let id = if after.is_empty() {
        format!("{origin}{PATH}")
    } else {
        format!("{origin}{PATH}?after={after}")
    };
    o.insert("id".into(), id.into());
    o.insert("type".into(), "OrderedCollectionPage".into());
    o.insert("partOf".into(), format!("{origin}{PATH}").into());
    o.insert("attributedTo".into(), Own::Instance.iri(origin).into());
    o.insert("orderedItems".into(), items.into());
    if let Some(last) = last {
        o.insert("next".into(), format!("{origin}{PATH}?after={}", last.write()).into());
    }
    Ok(o)
}

async fn thing(
    q: &mut impl Query,
    publishing: &Publishing,
    labels: &dyn Labels,
    live: &Live,
    id: ContentId,
) -> Result<Value> {
    let content = sql::load(q, &Who::System, id).await?;
    let kind = publishing.kinds().or_article(&content.kind);
    if content.state == State::Published {
        let whole = whole(q, &live.origin, id).await?;
        return Ok(Value::Object(object::object(&live.origin, kind, &whole, labels)));
    }
    let iri = object::object_iri(&live.origin, id);
    let mut tombstone = object::tombstone(&iri, Some(kind), content.updated_at);
    tombstone.shift_remove("@context");
    Ok(Value::Object(tombstone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_read_back() {
        let position = Position(Time(1_764_000_000_000_000), uuid::Uuid::from_u128(7));
        assert_eq!(Position::parse(&position.write()), Some(position));
        assert_eq!(Position::parse(""), Some(Position::START));
        for odd in ["x", "1", "1_", "_x", "1_x"] {
            assert_eq!(Position::parse(odd), None, "{odd}");
        }
    }
}

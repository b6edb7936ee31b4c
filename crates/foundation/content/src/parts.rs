//! Parts of a whole: the chapters of a handbook. A part is a thing of its own, with versions, earlier
//! states, files and an address, and stands where its whole stands: it has the author, the community
//! and the level of the whole, and changing it needs what changing the whole needs.
//!
//! Other instances learn of parts from the object of the whole, which names them (`gh:parts`), and
//! fetch each when somebody opens it.

mod arriving;
pub(crate) mod writing;

use domain::{ActorId, ContentId, Lang, Result, Time, access::State};
use serde::Deserialize;
use store::{JsonText, Query, args, statements};

pub use arriving::Fetched;
pub use arriving::fetch;
pub(crate) use arriving::put;
pub use writing::{PARTS_MAX, add, move_up, split};

statements! {
    /// The parts of a whole in their order, with titles in the language `$2` where there are such.
    PARTS_OF = "SELECT c.id, c.ap_id, c.position, c.state, c.slug, c.lang AS original, \
        COALESCE(NULLIF(t.title, ''), o.title, '') AS title, \
        CASE WHEN t.title IS NULL OR t.title = '' THEN c.lang ELSE t.lang END AS lang, \
        COALESCE(c.said_at, c.updated_at) AS said_at, \
        (c.host = '' OR d.content_id IS NOT NULL) AS here, \
        (c.host = '' OR (d.content_id IS NOT NULL AND (c.said_at IS NULL \
        OR (c.seen_at IS NOT NULL AND c.seen_at >= c.said_at)))) AS current, \
        (SELECT {json_rows {json_object 'lang', x.lang, 'title', x.title}} FROM content_text x \
        WHERE x.content_id = c.id) AS titles \
        FROM content c LEFT JOIN content_text o ON o.content_id = c.id AND o.lang = c.lang \
        LEFT JOIN content_text t ON t.content_id = c.id AND t.lang = $2 \
        LEFT JOIN remote_content d ON d.content_id = c.id \
        WHERE c.root_id = $1 AND c.position IS NOT NULL ORDER BY c.position, c.id";
}

/// A part as the table of contents of its whole shows it. Whoever may read the whole may read it.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Part {
    /// Its id.
    pub id: ContentId,
    /// Its id in ActivityPub; `None` for one of this instance.
    pub ap_id: Option<String>,
    /// Its place, from 1.
    pub position: i64,
    /// A draft as long as its whole is one.
    pub state: State,
    /// The readable part of its address.
    pub slug: String,
    /// The language it was written in.
    pub original: Lang,
    /// Its title, in the language that was asked for where there is one.
    pub title: String,
    /// The language of that title.
    pub lang: Lang,
    /// When it was last changed, as far as this is known.
    pub said_at: Time,
    /// Whether its text is on this instance.
    pub here: bool,
    /// Whether what is here is what its whole speaks of, and nothing earlier.
    pub current: bool,
    /// Its title in each of its languages.
    pub titles: JsonText<Vec<Titled>>,
}

/// A title and its language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Titled {
    /// The language.
    pub lang: Lang,
    /// The title, as plain text; may be empty.
    pub title: String,
}

/// The parts of a whole, in their order. Whether the whole may be read has been asked before.
pub async fn of(q: &mut impl Query, whole: ContentId, lang: &Lang) -> Result<Vec<Part>> {
    Ok(q.all(&PARTS_OF, args![whole, lang]).await?)
}

/// Where a whole and so all of its parts stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing {
    pub author: ActorId,
    pub group: Option<ActorId>,
    pub visibility: domain::Visibility,
}

//! What lists show of a thing: everything from one query.

use domain::{
    ActorId, ContentId, Lang, Result, Sector, Time, Visibility,
    access::{State, Who},
};
use store::{Built, JsonText, Query};

use super::sectors;
use crate::Values;

/// A thing in a list, in the reader's language where it has it.
#[derive(Debug, Clone, PartialEq, store::FromRow)]
pub struct Card {
    /// Its id.
    pub id: ContentId,
    /// The name of its kind, which this instance may not know.
    pub kind: String,
    /// The readable part of its address.
    pub slug: String,
    /// Its level.
    pub visibility: Visibility,
    /// Where it stands in its life.
    pub state: State,
    /// Its title; empty for kinds without one.
    pub title: String,
    /// Its summary, or the beginning of its text.
    pub summary: String,
    /// The language of title and summary.
    pub lang: Lang,
    /// The language it was written in.
    pub original_lang: Lang,
    /// The values that are the same in every language.
    pub details: JsonText<Values>,
    /// The instance it lives on; empty for this one.
    pub host: String,
    /// Who wrote it.
    pub author_id: ActorId,
    /// Her handle.
    pub author_handle: String,
    /// Her host; empty for people of this instance.
    pub author_host: String,
    /// Her name.
    pub author_name: String,
    /// On whose behalf, or her organisation.
    pub organisation_id: Option<ActorId>,
    /// Its handle; empty without one.
    pub organisation_handle: String,
    /// Its host.
    pub organisation_host: String,
    /// Its name; empty without one.
    pub organisation_name: String,
    /// The community it belongs to.
    pub group_id: Option<ActorId>,
    /// Its handle; empty without one.
    pub group_handle: String,
    /// Its host.
    pub group_host: String,
    /// Its name; empty without one.
    pub group_name: String,
    /// Whether it was made up for demonstration.
    pub illustrative: bool,
    /// Whether its conversation is closed.
    pub locked: bool,
    /// Since when it is pinned.
    pub pinned_at: Option<Time>,
    /// Whether an answer was accepted.
    pub answered: bool,
    /// Published comments.
    pub comment_count: i64,
    /// How many found it useful.
    pub reaction_count: i64,
    /// In how many cities it was taken up, by both claims.
    pub adaptation_count: i64,
    /// How many have reviewed it.
    pub review_count: i64,
    /// How many organisations use it without having taken it up by a thing of their own.
    pub endorsement_count: i64,
    /// When somebody should look again whether it still holds.
    pub next_check: Option<Time>,
    /// When it was published; for drafts, when they were begun.
    pub published_at: Time,
    /// When it or its conversation was last added to; for drafts, when they last changed.
    pub last_activity_at: Time,
    sector_words: String,
    lang_words: String,
}

impl Card {
    /// Its sectors, in the order of forms.
    pub fn sectors(&self) -> Vec<Sector> {
        sectors(&self.sector_words)
    }

    /// The languages it can be read in, the original first.
    pub fn langs(&self) -> Vec<Lang> {
        let mut langs: Vec<Lang> = self.lang_words.split(' ').filter_map(Lang::parse).collect();
        langs.sort_by_key(|l| (*l != self.original_lang, l.as_str().to_owned()));
        langs
    }

    /// The text of a neutral value; empty when there is none.
    pub fn value(&self, field: &str) -> &str {
        self.details.get(field).and_then(|v| v.as_str()).unwrap_or_default()
    }
}

/// What a card consists of, to be read of a row `c` of `content` joined with [`JOINS`].
pub(super) const COLUMNS: &str = "SELECT c.id, c.kind, c.slug, c.visibility, c.state, \
    COALESCE(t.title, o.title, '') AS title, COALESCE(t.summary, o.summary, '') AS summary, \
    COALESCE(t.lang, c.lang) AS lang, c.lang AS original_lang, c.details, c.host, c.author_id, \
    a.handle AS author_handle, a.host AS author_host, COALESCE(NULLIF(ay.name, ''), a.name) AS author_name, \
    org.id AS organisation_id, COALESCE(org.handle, '') AS organisation_handle, \
    COALESCE(org.host, '') AS organisation_host, \
    COALESCE(NULLIF(oy.name, ''), org.name, '') AS organisation_name, c.group_id, \
    COALESCE(g.handle, '') AS group_handle, COALESCE(g.host, '') AS group_host, \
    COALESCE(NULLIF(gy.name, ''), g.name, '') AS group_name, c.illustrative, c.locked, c.pinned_at, \
    c.answer_id IS NOT NULL AS answered, c.comment_count, c.reaction_count, c.adaptation_count, \
    c.review_count, c.endorsement_count, c.next_check, \
    COALESCE(c.published_at, c.created_at) AS published_at, c.last_activity_at, \
    (SELECT {words cs.sector} FROM content_sector cs WHERE cs.content_id = c.id) AS sector_words, \
    (SELECT {words cl.lang} FROM content_text cl WHERE cl.content_id = c.id) AS lang_words ";

/// What a card needs beside its row; `$` is the reader's language.
pub(super) const JOINS: &str = " LEFT JOIN content_text o ON o.content_id = c.id AND o.lang = c.lang \
    LEFT JOIN content_text t ON t.content_id = c.id AND t.lang = $ \
    JOIN actor a ON a.id = c.author_id LEFT JOIN actor_text ay ON ay.actor_id = a.id AND ay.lang = $ \
    LEFT JOIN affiliation af ON af.person_id = c.author_id \
    LEFT JOIN actor org ON org.id = COALESCE(c.organisation_id, af.organisation_id) \
    LEFT JOIN actor_text oy ON oy.actor_id = org.id AND oy.lang = $ \
    LEFT JOIN actor g ON g.id = c.group_id LEFT JOIN actor_text gy ON gy.actor_id = g.id AND gy.lang = $ ";

/// The cards of these things, as far as `who` may read them, in the order of `ids`.
pub async fn cards(
    q: &mut impl Query,
    who: &Who,
    ids: &[ContentId],
    lang: &Lang,
) -> Result<Vec<Card>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let built = Built::new(COLUMNS).push("FROM content c").with(JOINS, lang);
    let built = built.with("WHERE {in c.id $} ", ids).with("AND {visible $}", who.person());
    let mut cards = q.all_built::<Card>(built).await?;
    cards.sort_by_key(|card| ids.iter().position(|id| *id == card.id));
    Ok(cards)
}

//! Lists of things, found by what they are, where they are and what they say of themselves.

use domain::{ActorId, ContentId, Lang, Result, Sector, Time, access::Who};
use people::{Cursor, Page};
use serde::{Deserialize, Serialize};
use store::{Built, Query};

use super::{Card, cards};

/// In which order things come. Each falls, and goes on below a [`Cursor`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// What was last added to comes first.
    #[default]
    Active,
    /// The newest first.
    New,
    /// What most found useful first.
    Useful,
    /// What most organisations have taken up or use first.
    Used,
}

impl Sort {
    /// All of them, in the order of forms.
    pub const ALL: [Self; 4] = [Self::Active, Self::New, Self::Useful, Self::Used];

    /// The word in addresses and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::New => "new",
            Self::Useful => "useful",
            Self::Used => "used",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == s)
    }

    fn below(self) -> &'static str {
        match self {
            Self::Active => " AND (c.last_activity_at, c.id) < (",
            Self::New => " AND (COALESCE(c.published_at, c.created_at), c.id) < (",
            Self::Useful => " AND (c.reaction_count, c.id) < (",
            Self::Used => " AND ((c.adaptation_count + c.endorsement_count), c.id) < (",
        }
    }

    fn order(self) -> &'static str {
        match self {
            Self::Active => " ORDER BY c.last_activity_at DESC, c.id DESC",
            Self::New => " ORDER BY COALESCE(c.published_at, c.created_at) DESC, c.id DESC",
            Self::Useful => " ORDER BY c.reaction_count DESC, c.id DESC",
            Self::Used => " ORDER BY (c.adaptation_count + c.endorsement_count) DESC, c.id DESC",
        }
    }

    /// What the order goes by, before the id.
    fn key(self, card: &Card) -> i64 {
        match self {
            Self::Active => card.last_activity_at.0,
            Self::New => card.published_at.0,
            Self::Useful => card.reaction_count,
            Self::Used => card.adaptation_count + card.endorsement_count,
        }
    }

    fn cursor(self, card: &Card) -> Cursor {
        match self {
            Self::Active => Cursor::by_time(card.last_activity_at, card.id),
            Self::New => Cursor::by_time(card.published_at, card.id),
            Self::Useful | Self::Used => Cursor::by_text(self.key(card).to_string(), card.id),
        }
    }
}

/// What others say of a thing, or its authors of its age, by which a list can be narrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quality {
    /// Somebody has published a review of it.
    Reviewed,
    /// An organisation uses it, or has taken it up.
    Used,
    /// It was checked within a year.
    Checked,
}

impl Quality {
    /// All of them, in the order of forms.
    pub const ALL: [Self; 3] = [Self::Reviewed, Self::Used, Self::Checked];

    /// The word in addresses, counts and message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reviewed => "reviewed",
            Self::Used => "used",
            Self::Checked => "checked",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == s)
    }

    /// The condition for the row `c` of `content`.
    pub(super) fn condition(self, built: Built, since: Option<Time>) -> Built {
        match self {
            Self::Reviewed => built.push(" AND c.review_count > 0"),
            Self::Used => built.push(" AND c.adaptation_count + c.endorsement_count > 0"),
            Self::Checked => built.push(" AND c.checked_at >= ").bind(since),
        }
    }
}

/// Which things a list shows. Only what begins a conversation is listed, never comments; what is
/// unlisted only for its author; what people whom the reader mutes wrote not at all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Names of kinds; all when empty.
    pub kinds: Vec<&'static str>,
    /// Of this community.
    pub group: Option<ActorId>,
    /// Of the communities this actor belongs to.
    pub groups_of: Option<ActorId>,
    /// About one of these; about anything when empty.
    pub sectors: Vec<Sector>,
    /// For each facet one of these words. Names and words that no kind has find nothing.
    pub facets: Vec<(String, Vec<String>)>,
    /// To be read in one of these languages; in any when empty.
    pub langs: Vec<Lang>,
    /// By this author.
    pub author: Option<ActorId>,
    /// Written by somebody, alone or with others who name her.
    pub by: Option<ActorId>,
    /// On behalf of this organisation, or by somebody of it.
    pub organisation: Option<ActorId>,
    /// With (`true`) or without an accepted answer.
    pub answered: Option<bool>,
    /// Pinned (`true`) or not.
    pub pinned: Option<bool>,
    /// The reader's own drafts instead of what is published.
    pub drafts: bool,
    /// Only what the reader has saved.
    pub bookmarked: bool,
    /// Only what those have published, for themselves or in the name of an organisation, whom the
    /// reader follows.
    pub followed: bool,
    /// Only these, for instance what words have found.
    pub among: Option<Vec<ContentId>>,
    /// Only what is not for everybody to see.
    pub restricted: bool,
    /// With all of these.
    pub quality: Vec<Quality>,
    /// What was checked since counts as [`Quality::Checked`]; without it, nothing does.
    pub checked_since: Option<Time>,
    /// In which order.
    pub sort: Sort,
}

/// The conditions of a filter; `without` leaves out one facet, `sector` or `lang`, to count what
/// else it could be.
pub(super) fn conditions(
    mut built: Built,
    who: &Who,
    filter: &Filter,
    without: Option<&str>,
) -> Built {
    let viewer = who.person();
    built = built.with("WHERE c.root_id IS NULL AND {visible $} ", viewer);
    built = if filter.drafts {
        built.with("AND c.state = 'draft' AND c.author_id = $", viewer)
    } else {
        built
            .with(
                "AND c.state = 'published' AND (c.visibility <> 'unlisted' OR c.author_id = $) ",
                viewer,
            )
            .with(
                "AND NOT EXISTS (SELECT 1 FROM avoidance v WHERE v.actor_id = $ \
                 AND v.target_id = c.author_id)",
                viewer,
            )
    };
    // One kind is what the index of lists begins with.
    if let [kind] = filter.kinds[..] {
        // Where ids are given, they are the way to the rows, however many the kind has.
        let key = if filter.among.is_some() { " AND c.kind || '' = " } else { " AND c.kind = " };
        built = built.push(key).bind(kind);
    } else if !filter.kinds.is_empty() {
        built = built.with(" AND {in_text c.kind $}", &filter.kinds[..]);
    }
    if let Some(group) = filter.group {
        built = built.push(" AND c.group_id = ").bind(group);
    }
    if let Some(member) = filter.groups_of {
        built = built.with(
            " AND c.group_id IN (SELECT gm.group_id FROM membership gm WHERE gm.actor_id = $ \
             AND gm.standing IN ('member', 'facilitator'))",
            member,
        );
    }
    if !filter.sectors.is_empty() && without != Some("sector") {
        let slugs: Vec<&str> = filter.sectors.iter().map(|s| s.slug()).collect();
        built = built.with(
            " AND EXISTS (SELECT 1 FROM content_sector fs WHERE fs.content_id = c.id \
             AND {in_text fs.sector $})",
            slugs,
        );
    }
    if !filter.langs.is_empty() && without != Some("lang") {
        let tags: Vec<&str> = filter.langs.iter().map(Lang::as_str).collect();
        built = built.with(
            " AND EXISTS (SELECT 1 FROM content_text fl WHERE fl.content_id = c.id \
             AND {in_text fl.lang $})",
            tags,
        );
    }
    for (facet, words) in &filter.facets {
        if !words.is_empty() && without != Some(facet) {
            built = built
                .push(" AND EXISTS (SELECT 1 FROM content_facet ff WHERE ff.content_id = c.id AND ff.facet = ")
                .bind(facet.as_str())
                .with(" AND {in_text ff.value $})", words);
        }
    }
    if let Some(author) = filter.author {
        built = built.push(" AND c.author_id = ").bind(author);
    }
    if let Some(by) = filter.by {
        built = built.with(
            " AND c.id IN (SELECT fa.id FROM content fa WHERE fa.author_id = $ UNION ALL \
             SELECT fw.content_id FROM coauthor fw WHERE fw.actor_id = $ AND fw.named_at IS NOT NULL \
             UNION ALL SELECT fr.content_id FROM actor fx JOIN remote_coauthor fr ON fr.iri = fx.ap_id \
             WHERE fx.id = $)",
            by,
        );
    }
    if let Some(organisation) = filter.organisation {
        built = built.with(
            " AND (c.organisation_id = $ OR (c.organisation_id IS NULL AND EXISTS (SELECT 1 \
             FROM affiliation fa WHERE fa.person_id = c.author_id AND fa.organisation_id = $)))",
            organisation,
        );
    }
    if let Some(answered) = filter.answered {
        built = built.push(if answered {
            " AND c.answer_id IS NOT NULL"
        } else {
            " AND c.answer_id IS NULL"
        });
    }
    if let Some(pinned) = filter.pinned {
        built = built.push(if pinned {
            " AND c.pinned_at IS NOT NULL"
        } else {
            " AND c.pinned_at IS NULL"
        });
    }
    if let Some(among) = &filter.among {
        built = built.with(" AND {in c.id $}", &among[..]);
    }
    if filter.bookmarked {
        built = built.with(
            " AND EXISTS (SELECT 1 FROM bookmark fb WHERE fb.content_id = c.id AND fb.actor_id = $)",
            viewer,
        );
    }
    if filter.restricted {
        built = built.push(" AND (c.visibility <> 'public' OR c.policy <> 'open')");
    }
    for quality in &filter.quality {
        built = quality.condition(built, filter.checked_since);
    }
    if filter.followed {
        built = built.with(
            " AND EXISTS (SELECT 1 FROM follow fw WHERE fw.follower_id = $ AND fw.state = 'accepted' \
             AND fw.target_id IN (c.author_id, c.organisation_id))",
            viewer,
        );
    }
    built
}

/// One page of a list, as far as `who` may read it, in the reader's language where there is such
/// a version.
pub async fn list(
    q: &mut impl Query,
    who: &Who,
    filter: &Filter,
    lang: &Lang,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Card>> {
    // Which ones is decided before anything else of them is read: sorting whole cards of a large
    // community would cost more than showing twenty of them.
    let chosen = Built::new(cards::COLUMNS).push("FROM (SELECT c.id FROM content c ");
    let mut built = conditions(chosen, who, filter, None);
    if let Some(after) = after {
        let key = after.key.parse::<i64>().unwrap_or(i64::MAX);
        built = built.push(filter.sort.below()).bind(key).push(", ").bind(after.id).push(")");
    }
    let rows = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    built = built.push(filter.sort.order()).push(" LIMIT ").bind(rows);
    built = built.push(") f JOIN content c ON c.id = f.id").with(cards::JOINS, lang);
    let mut cards = q.all_built::<Card>(built).await?;
    cards.sort_by_key(|card| std::cmp::Reverse((filter.sort.key(card), card.id)));
    Ok(Page::of(cards, limit, |card| filter.sort.cursor(card)))
}

/// Which things a filter shows, in its order, without what lists say of them. It has to be one
/// that shows few: what is [`Filter::among`] others.
pub async fn ids(q: &mut impl Query, who: &Who, filter: &Filter) -> Result<Vec<ContentId>> {
    let built = conditions(Built::new("SELECT c.id FROM content c "), who, filter, None);
    let rows = q.all_built::<(ContentId,)>(built.push(filter.sort.order())).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

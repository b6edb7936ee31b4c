//! Lists of communities.

use domain::{
    ActorId, Lang, Policy, Result, Sector, Time, Visibility,
    access::{Action, Facts, JoinPolicy, Standing, Who, allowed},
};
use store::{Built, Query, args, statements};

use crate::{Cursor, Page, page};

/// A community in a list, in the reader's language where it has it.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct CommunityCard {
    /// Its id.
    pub id: ActorId,
    /// Its handle.
    pub handle: String,
    /// Empty for communities of this instance.
    pub host: String,
    /// Its name.
    pub name: String,
    /// Its name in its own language, folded.
    pub name_key: String,
    /// Its purpose in one line.
    pub headline: String,
    /// The language of name and headline.
    pub lang: Lang,
    /// The level of what is in it.
    pub visibility: Visibility,
    /// How one joins.
    pub join_policy: JoinPolicy,
    /// Members and facilitators.
    pub member_count: i64,
    /// Discussions that are published.
    pub discussion_count: i64,
    /// Practices that are published.
    pub practice_count: i64,
    /// When something last happened.
    pub last_activity_at: Time,
    /// When it was made.
    pub created_at: Time,
    /// Whether it is invented for a demonstration.
    pub illustrative: bool,
    /// What the asker is in it.
    pub standing: Standing,
}

/// In which order communities come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CommunitySort {
    /// Where something happened last comes first.
    #[default]
    Active,
    /// The newest first.
    New,
    /// By name.
    Name,
}

impl CommunitySort {
    /// All of them, in the order of forms.
    pub const ALL: [Self; 3] = [Self::Active, Self::New, Self::Name];

    /// The word in addresses and in message keys (`sort-WORD`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::New => "new",
            Self::Name => "name",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == s)
    }
}

/// Which communities a list shows.
#[derive(Debug, Clone, Default)]
pub struct CommunityFilter {
    /// Those about this.
    pub sector: Option<Sector>,
    /// Those that work in this language.
    pub language: Option<Lang>,
    /// Those whose name or short purpose contains this, in any of their languages.
    pub text: String,
    /// In which order.
    pub sort: CommunitySort,
}

/// One of one's own communities.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct MyCommunity {
    /// The community, with one's standing in it.
    #[row(flatten)]
    pub card: CommunityCard,
    /// Whether something happened since one last looked.
    pub unread: bool,
    /// Requests that wait, where one is facilitator.
    pub request_count: i64,
}

/// A community that only people of this instance see, to ask the rules about.
const LOCAL: Facts = Facts::Group {
    visibility: Visibility::Local,
    join: JoinPolicy::Open,
    here: true,
    open: true,
    policy: Policy::Open,
};

/// Cards of communities: `$lang` is the reader's language, `$more` further columns. What follows
/// must be `card_tail`.
macro_rules! card_head {
    ($lang:literal) => {
        card_head!("", $lang)
    };
    ($more:literal, $lang:literal) => {
        concat!(
            "SELECT a.id, a.handle, a.host, COALESCE(t.name, a.name) AS name, a.name_key, \
             COALESCE(t.headline, o.headline, '') AS headline, COALESCE(t.lang, a.lang) AS lang, \
             c.visibility, c.join_policy, c.member_count, c.discussion_count, c.practice_count, \
             c.last_activity_at, a.created_at, a.illustrative, \
             COALESCE(m.standing, 'outsider') AS standing ",
            $more,
            "FROM community c JOIN actor a ON a.id = c.actor_id AND a.state = 'active' \
             LEFT JOIN actor_text t ON t.actor_id = a.id AND t.lang = ",
            $lang,
            " LEFT JOIN actor_text o ON o.actor_id = a.id AND o.lang = a.lang "
        )
    };
}

/// `$asker` is whose standing is wanted.
macro_rules! card_tail {
    ($asker:literal) => {
        concat!("LEFT JOIN membership m ON m.group_id = c.actor_id AND m.actor_id = ", $asker, " ")
    };
}

statements! {
    /// One's own communities.
    pub MY_COMMUNITIES = concat!(card_head!(", (m.standing IN ('member', 'facilitator') \
        AND c.last_activity_at > m.seen_at) AS unread, CASE WHEN m.standing = 'facilitator' THEN \
        (SELECT CAST(COUNT(*) AS bigint) FROM membership r WHERE r.group_id = c.actor_id \
        AND r.standing = 'requested') ELSE CAST(0 AS bigint) END AS request_count ", "$1"), card_tail!("$2"),
        "WHERE m.standing IN ('member', 'facilitator', 'requested', 'invited') AND a.policy <> 'blocked' \
        ORDER BY c.last_activity_at DESC, a.id LIMIT 200");
    /// The communities of a member; local ones only where the asker may see them.
    pub COMMUNITIES_OF_MEMBER = concat!(card_head!("$1"), card_tail!("$2"),
        "JOIN membership of_member ON of_member.group_id = c.actor_id AND of_member.actor_id = $3 \
        AND of_member.standing IN ('member', 'facilitator') \
        WHERE (c.visibility = 'public' AND a.policy = 'open' OR m.standing IN ('member', 'facilitator')) \
        AND a.policy <> 'blocked' \
        ORDER BY a.name_key, a.id LIMIT 100");
}

/// Open communities that `who` may see.
pub async fn list(
    q: &mut impl Query,
    who: &Who,
    filter: &CommunityFilter,
    lang: &Lang,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<CommunityCard>> {
    let mut built = Built::new("").with(card_head!("$"), lang).with(card_tail!("$"), who.actor());
    // What is limited is in no list but those of its members.
    built = built.push(
        "WHERE a.state = 'active' AND (a.policy = 'open' OR (a.policy = 'limited' \
         AND m.standing IN ('member', 'facilitator')))",
    );
    let sees_local = allowed(Action::View, who, Standing::Outsider, &LOCAL);
    if !sees_local {
        built = built.push(" AND c.visibility <> 'local'");
    }
    if let Some(sector) = filter.sector {
        built = built.with(
            " AND EXISTS (SELECT 1 FROM actor_sector s WHERE s.actor_id = a.id AND s.sector = $)",
            sector.slug(),
        );
    }
    if let Some(language) = &filter.language {
        built = built.with(
            " AND EXISTS (SELECT 1 FROM actor_language l WHERE l.actor_id = a.id AND l.lang = $)",
            language,
        );
    }
    if !filter.text.trim().is_empty() {
        built = built.with(
            " AND EXISTS (SELECT 1 FROM actor_text x WHERE x.actor_id = a.id \
             AND x.text_key LIKE $ ESCAPE '!')",
            page::containing(&filter.text),
        );
    }
    let built = match filter.sort {
        CommunitySort::Active => {
            let (time, id) = page::before(after);
            built
                .push(" AND (c.last_activity_at, a.id) < (")
                .bind(time)
                .push(", ")
                .bind(id)
                .push(") ORDER BY c.last_activity_at DESC, a.id DESC LIMIT ")
        }
        CommunitySort::New => {
            let (time, id) = page::before(after);
            built
                .push(" AND (a.created_at, a.id) < (")
                .bind(time)
                .push(", ")
                .bind(id)
                .push(") ORDER BY a.created_at DESC, a.id DESC LIMIT ")
        }
        CommunitySort::Name => {
            let after = after.cloned().unwrap_or_else(Cursor::start);
            built
                .push(" AND (a.name_key, a.id) > (")
                .bind(after.key)
                .push(", ")
                .bind(after.id)
                .push(") ORDER BY a.name_key, a.id LIMIT ")
        }
    };
    let rows = q.all_built(built.bind(page::rows(limit))).await?;
    Ok(Page::of(rows, limit, |c: &CommunityCard| match filter.sort {
        CommunitySort::Active => Cursor::by_time(c.last_activity_at, c.id),
        CommunitySort::New => Cursor::by_time(c.created_at, c.id),
        CommunitySort::Name => Cursor::by_text(&c.name_key, c.id),
    }))
}

/// The communities one belongs to, waits for or is invited to; where something happened last first.
/// At most 200.
pub async fn mine(q: &mut impl Query, actor: ActorId, lang: &Lang) -> Result<Vec<MyCommunity>> {
    Ok(q.all(&MY_COMMUNITIES, args![lang, actor]).await?)
}

/// The communities of a member (a person or an organisation), by name: the public ones, and those
/// that `who` is a member of too, because only members know who else is inside. At most 100.
pub async fn of_member(
    q: &mut impl Query,
    who: &Who,
    member: ActorId,
    lang: &Lang,
) -> Result<Vec<CommunityCard>> {
    Ok(q.all(&COMMUNITIES_OF_MEMBER, args![lang, who.actor(), member]).await?)
}

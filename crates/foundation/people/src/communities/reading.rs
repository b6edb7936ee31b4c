//! Finding one community.

use domain::{
    ActorId, Lang, Result, Time,
    access::{Act, Action, Permit, Standing, Subject, Who, act, allowed, permit},
};
use federation::actor;
use store::{Query, Store, Tx, args, statements};

use super::{Community, CommunityPage, Member, membership::member_from};
use crate::facets;

/// By how much the counters of a community change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Discussions that came (or, below zero, went).
    pub discussions: i64,
    /// Practices that came or went.
    pub practices: i64,
}

macro_rules! community_columns {
    () => {
        "a.id, a.handle, a.host, a.name, a.lang, a.url, a.state, a.policy, c.visibility, c.join_policy, \
         c.member_count, c.discussion_count, c.practice_count, c.last_activity_at, a.created_at, \
         a.illustrative, COALESCE(m.standing, 'outsider') AS standing "
    };
}
macro_rules! community_from {
    () => {
        "FROM community c JOIN actor a ON a.id = c.actor_id \
         LEFT JOIN membership m ON m.group_id = c.actor_id AND m.actor_id = $1 "
    };
}

/// A community with what only its page shows.
#[derive(store::FromRow)]
struct PageRow {
    #[row(flatten)]
    community: Community,
    rules_md: String,
    rules_html: String,
    request_count: i64,
}

statements! {
    /// One community, and what somebody is in it.
    pub COMMUNITY_BY_ID =
        concat!("SELECT ", community_columns!(), community_from!(), "WHERE a.id = $2");
    /// One community by handle and host, and what somebody is in it.
    pub COMMUNITY_BY_HANDLE = concat!("SELECT ", community_columns!(), community_from!(),
        "WHERE a.handle = $2 AND a.host = $3");
    /// The same with what only its page shows.
    pub COMMUNITY_PAGE = concat!("SELECT ", community_columns!(), ", c.rules_md, c.rules_html, \
        (SELECT CAST(COUNT(*) AS bigint) FROM membership r \
        WHERE r.group_id = c.actor_id AND r.standing = 'requested') AS request_count ",
        community_from!(), "WHERE a.handle = $2 AND a.host = $3");
    /// What somebody is in a community.
    pub STANDING = "SELECT standing FROM membership WHERE group_id = $1 AND actor_id = $2";
    /// Who hosts a community.
    pub FACILITATORS = concat!(member_from!("$1"),
        "WHERE m.group_id = $2 AND m.standing = 'facilitator' ORDER BY a.name_key, a.id");
    /// Something happened in a community.
    pub COMMUNITY_ACTIVITY = "UPDATE community SET discussion_count = discussion_count + $2, \
        practice_count = practice_count + $3, \
        last_activity_at = CASE WHEN last_activity_at < $4 THEN $4 ELSE last_activity_at END \
        WHERE actor_id = $1";
    /// Whether something happened in a community since a member looked.
    pub COMMUNITY_UNSEEN = "SELECT c.actor_id FROM membership m \
        JOIN community c ON c.actor_id = m.group_id AND c.last_activity_at > m.seen_at \
        WHERE m.group_id = $1 AND m.actor_id = $2 AND m.standing IN ('member', 'facilitator')";
    /// A member has looked.
    pub COMMUNITY_SEEN =
        "UPDATE membership SET seen_at = $3 WHERE group_id = $1 AND actor_id = $2";
}

/// The community with this id and what `who` is in it. Nothing is checked yet: ask
/// [`domain::access::permit`] with its `standing`, or use [`permitted`].
pub async fn by_id(q: &mut impl Query, who: &Who, id: ActorId) -> Result<Community> {
    Ok(q.one(&COMMUNITY_BY_ID, args![who.actor(), id]).await?)
}

/// The same by handle; `host` is empty for this instance.
pub async fn by_handle(
    q: &mut impl Query,
    who: &Who,
    handle: &str,
    host: &str,
) -> Result<Community> {
    let handle = handle.to_ascii_lowercase();
    Ok(q.one(&COMMUNITY_BY_HANDLE, args![who.actor(), handle, host]).await?)
}

/// The permit to do `A` with a community: `permitted::<act::Post>(q, who, id)`.
pub async fn permitted<A: Act>(
    q: &mut impl Query,
    who: &Who,
    id: ActorId,
) -> Result<Permit<A, Community>> {
    let community = by_id(q, who, id).await?;
    permit(who, community.standing, community)
}

/// What an actor is in a community.
pub async fn standing(q: &mut impl Query, group: ActorId, actor: ActorId) -> Result<Standing> {
    let row: Option<(Standing,)> = q.optional(&STANDING, args![group, actor]).await?;
    Ok(row.map_or(Standing::Outsider, |r| r.0))
}

/// The page around a community's lists. Needs View.
pub async fn page(
    q: &mut impl Query,
    who: &Who,
    handle: &str,
    host: &str,
    lang: &Lang,
) -> Result<CommunityPage> {
    let handle = handle.to_ascii_lowercase();
    let row: PageRow = q.one(&COMMUNITY_PAGE, args![who.actor(), handle, host]).await?;
    let community =
        permit::<act::View, _>(who, row.community.standing, row.community)?.into_inner();
    let texts = actor::texts(q, community.id).await?;
    let (sectors, languages) = facets::load(q, community.id).await?;
    let facilitators = facilitators(q, community.id, lang).await?;
    let hosts = allowed(Action::Facilitate, who, community.standing, &community.facts());
    Ok(CommunityPage {
        community,
        texts,
        sectors,
        languages,
        rules_md: row.rules_md,
        rules_html: row.rules_html,
        facilitators,
        request_count: if hosts { row.request_count } else { 0 },
    })
}

/// Who hosts a community, by name.
pub async fn facilitators(q: &mut impl Query, group: ActorId, lang: &Lang) -> Result<Vec<Member>> {
    Ok(q.all(&FACILITATORS, args![lang, group]).await?)
}

/// Writes down that something happened in a community. Part of publishing, answering, removing.
pub async fn record_activity(
    tx: &mut Tx,
    group: ActorId,
    change: Counts,
    at: Option<Time>,
) -> Result<()> {
    let at = at.unwrap_or(Time(i64::MIN));
    tx.execute(&COMMUNITY_ACTIVITY, args![group, change.discussions, change.practices, at]).await?;
    Ok(())
}

/// Writes down that a member has seen what is new. Does nothing for others.
pub async fn mark_seen(store: &Store, who: &Who, group: ActorId) -> Result<()> {
    let Some(me) = who.person() else {
        return Ok(());
    };
    let unseen: Option<(ActorId,)> =
        store.read().optional(&COMMUNITY_UNSEEN, args![group, me]).await?;
    if unseen.is_none() {
        return Ok(());
    }
    let now = store.now();
    let mut tx = store.begin().await?;
    tx.execute(&COMMUNITY_SEEN, args![group, me, now]).await?;
    Ok(tx.save().await?)
}

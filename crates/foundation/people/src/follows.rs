//! Following a person or an organisation, here or elsewhere: what she publishes stands in one's
//! timeline. Membership in a community is a matter of [`crate::communities`].

use domain::{ActorId, Error, Lang, Policy, Result, access::Who};
use federation::{
    Actor, ActorKind, ActorState, actor, interest,
    outgoing::{self, NewActivity, Verb},
    remote,
};
use store::{Query, Store, Tx, args, statements};

use crate::{
    Cursor, Page, avoidance,
    notifications::{self, Notice, kind},
    page,
    persons::PersonCard,
};

/// Whether one follows somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, store::FromCell)]
pub enum Follow {
    /// Asked for, and not answered yet by an instance elsewhere.
    Requested,
    /// One does.
    Accepted,
}

impl Follow {
    fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Accepted => "accepted",
        }
    }
}

/// Somebody whom one follows or wants to.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Followed {
    /// The card of the person or the organisation.
    #[row(flatten)]
    pub card: PersonCard,
    /// Which of the two it is.
    pub kind: ActorKind,
    /// Whether one follows already.
    pub follow: Follow,
}

/// A row of `follow`.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub(crate) struct FollowRow {
    pub follower_id: ActorId,
    pub target_id: ActorId,
    pub state: Follow,
    pub activity: String,
}

statements! {
    /// Whether somebody follows somebody.
    pub FOLLOW_OF = "SELECT follower_id, target_id, state, activity FROM follow \
        WHERE follower_id = $1 AND target_id = $2";
    /// Follows, or changes how.
    pub FOLLOW_SET = "INSERT INTO follow (follower_id, target_id, state, activity, created_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (follower_id, target_id) DO UPDATE SET \
        state = excluded.state, activity = excluded.activity";
    /// Follows no longer.
    pub FOLLOW_DELETE = "DELETE FROM follow WHERE follower_id = $1 AND target_id = $2";
    /// A follow of ours by the activity that asked for it.
    pub FOLLOW_BY_ACTIVITY = "SELECT follower_id, target_id, state, activity FROM follow \
        WHERE target_id = $1 AND activity = $2";
    /// How many follow somebody.
    pub FOLLOWER_COUNT = "SELECT CAST(COUNT(*) AS bigint) FROM follow \
        WHERE target_id = $1 AND state = 'accepted'";
    /// Those whom somebody follows or wants to, by name.
    pub FOLLOWED = "SELECT a.id, a.handle, a.host, COALESCE(t.name, a.name) AS name, a.name_key, \
        COALESCE(t.headline, o.headline, '') AS headline, COALESCE(t.lang, a.lang) AS lang, \
        f.organisation_id, COALESCE(g.handle, '') AS organisation_handle, \
        COALESCE(gt.name, g.name, '') AS organisation_name, \
        COALESCE(gt.lang, g.lang) AS organisation_lang, a.illustrative, a.kind, \
        w.state AS follow \
        FROM follow w JOIN actor a ON a.id = w.target_id \
        LEFT JOIN actor_text t ON t.actor_id = a.id AND t.lang = $1 \
        LEFT JOIN actor_text o ON o.actor_id = a.id AND o.lang = a.lang \
        LEFT JOIN affiliation f ON f.person_id = a.id \
        LEFT JOIN actor g ON g.id = f.organisation_id \
        LEFT JOIN actor_text gt ON gt.actor_id = g.id AND gt.lang = $1 \
        WHERE w.follower_id = $2 AND a.state = 'active' AND a.policy <> 'blocked' AND (a.name_key, a.id) > ($3, $4) \
        ORDER BY a.name_key, a.id LIMIT $5";
}

/// Whether somebody follows somebody; `None` when not.
pub async fn of(q: &mut impl Query, follower: ActorId, target: ActorId) -> Result<Option<Follow>> {
    Ok(row(q, follower, target).await?.map(|r| r.state))
}

pub(crate) async fn row(
    q: &mut impl Query,
    follower: ActorId,
    target: ActorId,
) -> Result<Option<FollowRow>> {
    Ok(q.optional(&FOLLOW_OF, args![follower, target]).await?)
}

/// How many follow somebody.
pub async fn count(q: &mut impl Query, target: ActorId) -> Result<i64> {
    let (count,): (i64,) = q.one(&FOLLOWER_COUNT, args![target]).await?;
    Ok(count)
}

/// Those whom one follows or wants to and who still act, by name.
pub async fn list(
    q: &mut impl Query,
    who: &Who,
    lang: &Lang,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Followed>> {
    let me = who.signed_in()?;
    let after = after.cloned().unwrap_or_else(Cursor::start);
    let values = args![lang, me, after.key, after.id, page::rows(limit)];
    let rows = q.all(&FOLLOWED, values).await?;
    Ok(Page::of(rows, limit, |f: &Followed| Cursor::by_text(&f.card.name_key, f.card.id)))
}

/// Follows a person or an organisation; again changes nothing. Forbidden `error-blocked` when she
/// has blocked whoever follows, Conflict `error-follow-self`.
pub async fn follow(store: &Store, who: &Who, target: ActorId) -> Result<Follow> {
    let me = who.signed_in()?;
    let mut tx = store.begin().await?;
    let follow = begin(&mut tx, me, target).await?;
    tx.save().await?;
    Ok(follow)
}

/// The same as a part of a unit, in the name of somebody here.
pub(crate) async fn begin(tx: &mut Tx, me: ActorId, target: ActorId) -> Result<Follow> {
    if me == target {
        return Err(Error::Conflict("error-follow-self"));
    }
    let target = followable(tx, me, target).await?;
    if let Some(row) = row(tx, me, target.id).await? {
        return Ok(row.state);
    }
    if target.is_local() {
        set(tx, me, target.id, Follow::Accepted, "").await?;
        tell(tx, me, target.id).await?;
        return Ok(Follow::Accepted);
    }
    let inbox = remote::inbox_of(tx, target.id).await?;
    let new = NewActivity::about_actor(me, Verb::Follow, target.id).to(inbox).urgent();
    let activity = outgoing::write(tx, new).await?;
    set(tx, me, target.id, Follow::Requested, &activity.to_string()).await?;
    Ok(Follow::Requested)
}

/// Follows no longer; does nothing when one does not.
pub async fn unfollow(store: &Store, who: &Who, target: ActorId) -> Result<()> {
    let me = who.signed_in()?;
    let mut tx = store.begin().await?;
    if cease(&mut tx, me, target).await? { Ok(tx.save().await?) } else { Ok(()) }
}

/// The same as a part of a unit, in the name of somebody here. Answers whether she did.
pub(crate) async fn cease(tx: &mut Tx, me: ActorId, target: ActorId) -> Result<bool> {
    let Some(row) = row(tx, me, target).await? else { return Ok(false) };
    let inbox = remote::inbox_of(tx, target).await?;
    if inbox.is_some() && !row.activity.is_empty() {
        let new =
            NewActivity::about_actor(me, Verb::Undo, target).with(row.activity).to(inbox).urgent();
        outgoing::write(tx, new).await?;
    }
    tx.execute(&FOLLOW_DELETE, args![me, target]).await?;
    Ok(true)
}

/// Somebody who can be followed: an active person or organisation who has not blocked the follower.
pub(crate) async fn followable(tx: &mut Tx, follower: ActorId, target: ActorId) -> Result<Actor> {
    let target = actor::by_id(tx, target).await?;
    let can = matches!(target.kind, ActorKind::Person | ActorKind::Organisation);
    if !can || target.state != ActorState::Active || target.policy == Policy::Blocked {
        return Err(Error::NotFound);
    }
    if avoidance::is_blocked(tx, follower, target.id).await? {
        return Err(Error::Forbidden("error-blocked"));
    }
    Ok(target)
}

/// Writes that somebody follows. A follower from elsewhere gets what is published from now on.
pub(crate) async fn set(
    tx: &mut Tx,
    follower: ActorId,
    target: ActorId,
    state: Follow,
    activity: &str,
) -> Result<()> {
    let now = tx.now();
    tx.execute(&FOLLOW_SET, args![follower, target, state.as_str(), activity, now]).await?;
    Ok(())
}

/// Lets somebody from elsewhere follow somebody here, and tells her instance.
pub(crate) async fn accept(
    tx: &mut Tx,
    follower: &Actor,
    target: ActorId,
    activity: &str,
) -> Result<()> {
    let before = row(tx, follower.id, target).await?;
    set(tx, follower.id, target, Follow::Accepted, activity).await?;
    interest::add(tx, target, follower.id, &follower.host).await?;
    let inbox = remote::inbox_of(tx, follower.id).await?;
    let new = NewActivity::about_actor(target, Verb::Accept, follower.id)
        .with(activity)
        .to(inbox)
        .urgent();
    outgoing::write(tx, new).await?;
    if before.is_none() {
        tell(tx, follower.id, target).await?;
    }
    Ok(())
}

/// Ends what [`accept`] began.
pub(crate) async fn end(tx: &mut Tx, follower: ActorId, target: ActorId) -> Result<()> {
    tx.execute(&FOLLOW_DELETE, args![follower, target]).await?;
    interest::drop(tx, target, follower).await
}

async fn tell(tx: &mut Tx, by: ActorId, to: ActorId) -> Result<()> {
    let notice =
        Notice { to, kind: kind::FOLLOW, by: Some(by), content: None, group: None, ledger: None };
    notifications::notify(tx, &[notice]).await
}

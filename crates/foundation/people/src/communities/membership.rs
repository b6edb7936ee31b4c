//! Becoming a member, ceasing to be one, and hosting.
//!
//! Every change of a standing goes through [`Seat::change`], with the community's row locked, so
//! that the counter is right and the last facilitator cannot go.

use domain::{
    ActorId, Error, Lang, Policy, Result, Time,
    access::{Act, Action, JoinPolicy, Permit, Standing, Subject, Who, act, allowed, permit},
    text,
};
use federation::{
    ActorKind, ActorState, actor, interest,
    outgoing::{self, NewActivity, Verb},
    remote,
};
use store::{Query, Store, Tx, args, statements};

use super::{Community, by_id};
use crate::{
    avoidance,
    moderation::{self, Deed},
    notifications::{self, Notice, kind},
    site,
};

/// A member in a list, in the reader's language where she has it.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Member {
    /// Her id.
    pub id: ActorId,
    /// A person or an organisation.
    pub kind: ActorKind,
    /// Her handle.
    pub handle: String,
    /// Empty for members of this instance.
    pub host: String,
    /// Her name.
    pub name: String,
    /// Her name in her own language, folded.
    pub name_key: String,
    /// One line on her work.
    pub headline: String,
    /// The language of name and headline.
    pub lang: Lang,
    /// Her organisation's name; empty without one.
    pub organisation_name: String,
    /// What she is in the community.
    pub standing: Standing,
    /// What she wrote when she asked to join; shown to facilitators only.
    pub note: String,
    /// Since when she is what she is.
    pub since: Time,
    /// Whether she is invented for a demonstration.
    pub illustrative: bool,
}

/// What came of asking to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// Member at once.
    Member,
    /// The facilitators were told and will decide.
    Requested,
}

/// Members `m` of a community with their actors `a`; the parameter holds the reader's language.
macro_rules! member_from {
    ($lang:literal) => {
        concat!(
            "SELECT a.id, a.kind, a.handle, a.host, COALESCE(t.name, a.name) AS name, a.name_key, \
             COALESCE(t.headline, o.headline, '') AS headline, COALESCE(t.lang, a.lang) AS lang, \
             COALESCE(gt.name, g.name, '') AS organisation_name, m.standing, m.note, \
             m.updated_at AS since, a.illustrative \
             FROM membership m JOIN actor a ON a.id = m.actor_id \
             LEFT JOIN actor_text t ON t.actor_id = a.id AND t.lang = ",
            $lang,
            " LEFT JOIN actor_text o ON o.actor_id = a.id AND o.lang = a.lang \
             LEFT JOIN affiliation f ON f.person_id = a.id \
             LEFT JOIN actor g ON g.id = f.organisation_id \
             LEFT JOIN actor_text gt ON gt.actor_id = g.id AND gt.lang = ",
            $lang,
            " "
        )
    };
}
pub(super) use member_from;

statements! {
    /// Waits for other units that change who belongs to this community.
    pub COMMUNITY_LOCK = "UPDATE community SET member_count = member_count WHERE actor_id = $1";
    /// One member more or fewer.
    pub MEMBER_COUNT =
        "UPDATE community SET member_count = member_count + $2 WHERE actor_id = $1";
    /// Facilitators of a community without this one.
    pub OTHER_FACILITATORS = "SELECT CAST(COUNT(*) AS bigint) FROM membership \
        WHERE group_id = $1 AND standing = 'facilitator' AND actor_id <> $2";
    /// Somebody is something in a community from now on.
    pub MEMBERSHIP_SET = "INSERT INTO membership (group_id, actor_id, standing, note, decided_by, \
        created_at, updated_at, seen_at, follow) VALUES ($1, $2, $3, $4, $5, $6, $6, $6, $7) \
        ON CONFLICT (group_id, actor_id) DO UPDATE SET standing = excluded.standing, \
        note = excluded.note, decided_by = excluded.decided_by, updated_at = excluded.updated_at, \
        follow = excluded.follow";
    /// Where somebody and a community live, and what she is in it.
    pub SEAT = "SELECT g.host AS group_host, a.host AS actor_host, \
        COALESCE(m.standing, 'outsider') AS standing, COALESCE(m.follow, '') AS follow \
        FROM actor g JOIN actor a ON a.id = $2 \
        LEFT JOIN membership m ON m.group_id = g.id AND m.actor_id = a.id WHERE g.id = $1";
    /// Somebody is nothing in a community any more.
    pub MEMBERSHIP_DELETE = "DELETE FROM membership WHERE group_id = $1 AND actor_id = $2";
}

/// One actor's place in a community, with the community's row locked until the unit ends.
pub(crate) struct Seat {
    group: ActorId,
    actor: ActorId,
    standing: Standing,
    group_host: String,
    actor_host: String,
    /// What stands in `membership.follow`.
    pub(crate) follow: String,
}

#[derive(store::FromRow)]
struct SeatRow {
    group_host: String,
    actor_host: String,
    standing: Standing,
    follow: String,
}

impl Seat {
    pub(crate) async fn take(tx: &mut Tx, group: ActorId, actor: ActorId) -> Result<Self> {
        if tx.execute(&COMMUNITY_LOCK, args![group]).await? == 0 {
            return Err(Error::NotFound);
        }
        let SeatRow { group_host, actor_host, standing, follow } =
            tx.one(&SEAT, args![group, actor]).await?;
        Ok(Self { group, actor, standing, group_host, actor_host, follow })
    }

    /// Whether the community lives elsewhere and decides there.
    pub(crate) fn is_elsewhere(&self) -> bool {
        !self.group_host.is_empty()
    }

    /// The seat of `actor`, for somebody who may do `A` with the community.
    pub(super) async fn for_host<A: Act>(
        tx: &mut Tx,
        who: &Who,
        group: ActorId,
        actor: ActorId,
    ) -> Result<(Self, Permit<A, Community>)> {
        let seat = Self::take(tx, group, actor).await?;
        let community = super::permitted::<A>(tx, who, group).await?;
        Ok((seat, community))
    }

    pub(crate) fn standing(&self) -> Standing {
        self.standing
    }

    /// Conflict unless the actor stands as expected.
    pub(super) fn expect(&self, standing: Standing, key: &'static str) -> Result<()> {
        if self.standing == standing { Ok(()) } else { Err(Error::Conflict(key)) }
    }

    /// Gives the actor another standing. Conflict `error-last-facilitator`, in a community of this
    /// instance. Whoever comes in from elsewhere is told, and her instance gets what is published
    /// here until she is gone.
    pub(crate) async fn change(
        &mut self,
        tx: &mut Tx,
        to: Standing,
        note: &str,
        by: Option<ActorId>,
    ) -> Result<()> {
        let here = !self.is_elsewhere();
        if here && self.standing == Standing::Facilitator && to != Standing::Facilitator {
            let (others,): (i64,) =
                tx.one(&OTHER_FACILITATORS, args![self.group, self.actor]).await?;
            if others == 0 {
                return Err(Error::Conflict("error-last-facilitator"));
            }
        }
        if to == Standing::Outsider {
            tx.execute(&MEMBERSHIP_DELETE, args![self.group, self.actor]).await?;
        } else {
            let now = tx.now();
            let values = args![self.group, self.actor, to, note, by, now, &self.follow];
            tx.execute(&MEMBERSHIP_SET, values).await?;
        }
        let more = i64::from(to.is_inside()) - i64::from(self.standing.is_inside());
        if more != 0 {
            tx.execute(&MEMBER_COUNT, args![self.group, more]).await?;
        }
        self.standing = to;
        if here && !self.actor_host.is_empty() {
            match more {
                1 => {
                    interest::add(tx, self.group, self.actor, &self.actor_host).await?;
                    self.answer(tx, Verb::Accept).await?;
                }
                -1 => interest::drop(tx, self.group, self.actor).await?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Answers somebody's Follow from elsewhere: `Accept`, or `Reject`, which also ends a membership.
    pub(crate) async fn answer(&self, tx: &mut Tx, verb: Verb) -> Result<()> {
        if self.is_elsewhere() || self.actor_host.is_empty() || self.follow.is_empty() {
            return Ok(());
        }
        let inbox = remote::inbox_of(tx, self.actor).await?;
        let new = NewActivity::about_actor(self.group, verb, self.actor)
            .with(&self.follow)
            .to(inbox)
            .urgent();
        outgoing::write(tx, new).await?;
        Ok(())
    }

    /// Asks a community elsewhere to take somebody from here in.
    async fn ask(&mut self, tx: &mut Tx, note: &str) -> Result<()> {
        let inbox = remote::inbox_of(tx, self.group).await?;
        let new = NewActivity::about_actor(self.actor, Verb::Follow, self.group).to(inbox).urgent();
        self.follow = outgoing::write(tx, new).await?.to_string();
        self.change(tx, Standing::Requested, note, None).await
    }

    /// Tells a community elsewhere that somebody from here has left or no longer wants to come in.
    pub(crate) async fn unfollow(&self, tx: &mut Tx) -> Result<()> {
        if !self.is_elsewhere() || self.follow.is_empty() {
            return Ok(());
        }
        let inbox = remote::inbox_of(tx, self.group).await?;
        let new = NewActivity::about_actor(self.actor, Verb::Undo, self.group)
            .with(&self.follow)
            .to(inbox)
            .urgent();
        outgoing::write(tx, new).await?;
        Ok(())
    }

    fn notice(&self, kind: &'static str, by: Option<ActorId>) -> Notice {
        Notice { to: self.actor, kind, by, content: None, group: Some(self.group), ledger: None }
    }

    pub(crate) async fn tell(
        &self,
        tx: &mut Tx,
        kind: &'static str,
        by: Option<ActorId>,
    ) -> Result<()> {
        notifications::notify(tx, &[self.notice(kind, by)]).await
    }

    pub(crate) async fn record(
        &self,
        tx: &mut Tx,
        who: &Who,
        action: &'static str,
        reason: &str,
    ) -> Result<()> {
        let deed = Deed {
            group: Some(self.group),
            moderator: who.actor(),
            action,
            content: None,
            actor: Some(self.actor),
            reason,
        };
        moderation::record(tx, deed).await
    }
}

/// The founder's place in a community that was just made.
pub(super) async fn found(tx: &mut Tx, group: ActorId, founder: ActorId) -> Result<()> {
    let mut seat = Seat::take(tx, group, founder).await?;
    seat.change(tx, Standing::Facilitator, "", None).await
}

/// Makes somebody with an invitation link a member; `false` when the community is closed. Whoever
/// is inside or banned stays what she is.
pub(crate) async fn admit(
    tx: &mut Tx,
    group: ActorId,
    actor: ActorId,
    by: Option<ActorId>,
) -> Result<bool> {
    let mut seat = Seat::take(tx, group, actor).await?;
    let community = by_id(tx, &Who::System, group).await?;
    if community.state != ActorState::Active {
        return Ok(false);
    }
    if !seat.standing.is_inside() && seat.standing != Standing::Banned {
        seat.change(tx, Standing::Member, "", by).await?;
    }
    Ok(true)
}

/// Joins, accepts an invitation or asks to join, as oneself. `note` is for the facilitators.
/// Needs Join. Forbidden `error-banned` or `error-invitation-only`. Asking twice changes nothing.
pub async fn join(store: &Store, who: &Who, group: ActorId, note: &str) -> Result<Joined> {
    let mut tx = store.begin().await?;
    let Some(actor) = who.actor() else {
        // Says whether to sign in or that there is nothing here.
        super::permitted::<act::Join>(&mut tx, who, group).await?;
        return Err(Error::SignIn);
    };
    let joined = enter(&mut tx, who, group, actor, note, "").await?;
    tx.save().await?;
    Ok(joined)
}

/// The same for an organisation of this instance. Needs Administer, and Join as the organisation.
pub async fn join_as(
    store: &Store,
    who: &Who,
    group: ActorId,
    organisation: ActorId,
) -> Result<Joined> {
    site::administer(who)?;
    let mut tx = store.begin().await?;
    let member = actor::by_id(&mut tx, organisation).await?;
    if member.kind != ActorKind::Organisation || !member.is_local() {
        return Err(Error::NotFound);
    }
    let as_member = Who::Person { actor: organisation, role: domain::access::Role::Member };
    let joined = enter(&mut tx, &as_member, group, organisation, "", "").await?;
    tx.save().await?;
    Ok(joined)
}

pub(crate) async fn enter(
    tx: &mut Tx,
    who: &Who,
    group: ActorId,
    actor: ActorId,
    note: &str,
    follow: &str,
) -> Result<Joined> {
    let note = text::block(note);
    if text::len(&note) > 1000 {
        return Err(Error::field("note", "error-note-long"));
    }
    let mut seat = Seat::take(tx, group, actor).await?;
    follow.clone_into(&mut seat.follow);
    let community = permit::<act::View, _>(who, seat.standing, by_id(tx, who, group).await?)?;
    match seat.standing {
        Standing::Member | Standing::Facilitator => return Ok(Joined::Member),
        Standing::Requested => return Ok(Joined::Requested),
        Standing::Banned => return Err(Error::Forbidden("error-banned")),
        Standing::Invited | Standing::Outsider => {}
    }
    if community.state != ActorState::Active {
        return Err(Error::Conflict("error-community-closed"));
    }
    if seat.standing == Standing::Outsider && community.join_policy == JoinPolicy::Invitation {
        return Err(Error::Forbidden("error-invitation-only"));
    }
    let community = permit::<act::Join, _>(who, seat.standing, community.into_inner())?;
    if seat.is_elsewhere() {
        seat.ask(tx, &note).await?;
        return Ok(Joined::Requested);
    }
    // Whose instance may not hold what is for members waits until a facilitator lets it.
    let held = super::hosts::may_hold(tx, group, &seat.actor_host).await?;
    let open = seat.standing == Standing::Invited || community.join_policy == JoinPolicy::Open;
    if open && held {
        seat.change(tx, Standing::Member, "", None).await?;
        return Ok(Joined::Member);
    }
    seat.change(tx, Standing::Requested, &note, None).await?;
    notifications::notify_facilitators(tx, group, kind::MEMBERSHIP_REQUEST, Some(actor), None)
        .await?;
    Ok(Joined::Requested)
}

/// Leaves. Conflict `error-last-facilitator` for the last facilitator.
pub async fn leave(store: &Store, who: &Who, group: ActorId) -> Result<()> {
    end_own(store, who, group, Standing::is_inside).await
}

/// Takes one's own request back. Does nothing when there is none.
pub async fn withdraw(store: &Store, who: &Who, group: ActorId) -> Result<()> {
    end_own(store, who, group, |s| s == Standing::Requested).await
}

/// Declines an invitation to the community. Does nothing when there is none.
pub async fn decline(store: &Store, who: &Who, group: ActorId) -> Result<()> {
    end_own(store, who, group, |s| s == Standing::Invited).await
}

async fn end_own(
    store: &Store,
    who: &Who,
    group: ActorId,
    applies: impl Fn(Standing) -> bool,
) -> Result<()> {
    let me = who.actor().ok_or(Error::SignIn)?;
    let mut tx = store.begin().await?;
    let mut seat = Seat::take(&mut tx, group, me).await?;
    if applies(seat.standing) {
        seat.unfollow(&mut tx).await?;
        seat.change(&mut tx, Standing::Outsider, "", None).await?;
        tx.save().await?;
    }
    Ok(())
}

/// Asks somebody to join; a waiting request is accepted by it. Needs Facilitate. Conflict
/// `error-already-member` or `error-banned-member`; Forbidden `error-blocked` when she has blocked
/// whoever invites.
pub async fn invite(store: &Store, who: &Who, group: ActorId, actor: ActorId) -> Result<()> {
    let mut tx = store.begin().await?;
    let (mut seat, _) = Seat::for_host::<act::Facilitate>(&mut tx, who, group, actor).await?;
    let target = actor::by_id(&mut tx, actor).await?;
    let can_join = matches!(target.kind, ActorKind::Person | ActorKind::Organisation);
    if !can_join || target.state != ActorState::Active || target.policy == Policy::Blocked {
        return Err(Error::NotFound);
    }
    if let Some(me) = who.actor()
        && avoidance::is_blocked(&mut tx, me, actor).await?
    {
        return Err(Error::Forbidden("error-blocked"));
    }
    if !super::hosts::may_hold(&mut tx, group, &target.host).await? {
        return Err(Error::Conflict("error-host-not-listed"));
    }
    match seat.standing {
        Standing::Member | Standing::Facilitator => {
            return Err(Error::Conflict("error-already-member"));
        }
        Standing::Banned => return Err(Error::Conflict("error-banned-member")),
        Standing::Invited => return Ok(()),
        Standing::Requested => {
            seat.change(&mut tx, Standing::Member, "", who.actor()).await?;
            seat.tell(&mut tx, kind::MEMBERSHIP_ACCEPTED, who.actor()).await?;
        }
        Standing::Outsider => {
            seat.change(&mut tx, Standing::Invited, "", who.actor()).await?;
            seat.tell(&mut tx, kind::INVITATION, who.actor()).await?;
        }
    }
    Ok(tx.save().await?)
}

/// Whether `who` may see who belongs to a community: of a public one everybody, of another its
/// members and those who may decide about it.
pub(super) fn check_sees_members(who: &Who, community: &Community) -> Result<()> {
    let public = community.visibility == domain::Visibility::Public;
    let hosts = allowed(Action::Facilitate, who, community.standing, &community.facts());
    if public || hosts || community.standing.is_inside() {
        Ok(())
    } else if *who == Who::Visitor {
        Err(Error::SignIn)
    } else {
        Err(Error::Forbidden("error-members-only"))
    }
}

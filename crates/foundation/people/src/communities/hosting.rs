//! What facilitators decide about members, and who is a facilitator.

use domain::{
    ActorId, Error, Lang, Result,
    access::{Standing, Who, act},
    text,
};
use federation::{ActorKind, ActorState, actor, outgoing::Verb};
use store::{Query, Store, Tx, args, statements};

use super::{
    Member, hosts,
    membership::{Seat, check_sees_members, member_from},
    permitted,
};
use crate::{Cursor, Page, federating, moderation::action, notifications::kind, page};

statements! {
    /// Members and facilitators by name.
    pub MEMBERS = concat!(member_from!("$1"),
        "WHERE m.group_id = $2 AND m.standing IN ('member', 'facilitator') \
        AND (a.name_key, a.id) > ($3, $4) ORDER BY a.name_key, a.id LIMIT $5");
    /// Those who stand so in a community, the oldest first.
    pub MEMBERS_STANDING = concat!(member_from!("$1"),
        "WHERE m.group_id = $2 AND m.standing = $3 ORDER BY m.created_at, a.id LIMIT 200");
}

/// Accepts (`true`) or refuses a request. Needs Facilitate. Conflict `error-request-over` when it
/// was withdrawn or decided meanwhile, `error-host-not-listed` when her instance may not hold what is for
/// members.
pub async fn handle_request(
    store: &Store,
    who: &Who,
    group: ActorId,
    actor: ActorId,
    accept: bool,
) -> Result<()> {
    let mut tx = store.begin().await?;
    handle_in(&mut tx, who, group, actor, accept).await?;
    Ok(tx.save().await?)
}

/// Lets somebody's instance hold what is for members, and accepts her request. Needs Facilitate.
pub async fn admit_with_host(
    store: &Store,
    who: &Who,
    group: ActorId,
    actor: ActorId,
) -> Result<()> {
    let mut tx = store.begin().await?;
    permitted::<act::Facilitate>(&mut tx, who, group).await?;
    let host = actor::by_id(&mut tx, actor).await?.host;
    if !host.is_empty() {
        hosts::add_in(&mut tx, who, group, &host).await?;
    }
    handle_in(&mut tx, who, group, actor, true).await?;
    Ok(tx.save().await?)
}

async fn handle_in(
    tx: &mut Tx,
    who: &Who,
    group: ActorId,
    actor: ActorId,
    accept: bool,
) -> Result<()> {
    let (mut seat, _) = Seat::for_host::<act::Facilitate>(tx, who, group, actor).await?;
    seat.expect(Standing::Requested, "error-request-over")?;
    if accept {
        let host = actor::by_id(tx, actor).await?.host;
        if !hosts::may_hold(tx, group, &host).await? {
            return Err(Error::Conflict("error-host-not-listed"));
        }
        seat.change(tx, Standing::Member, "", who.actor()).await?;
        seat.tell(tx, kind::MEMBERSHIP_ACCEPTED, who.actor()).await
    } else {
        seat.answer(tx, Verb::Reject).await?;
        seat.change(tx, Standing::Outsider, "", None).await?;
        seat.tell(tx, kind::MEMBERSHIP_REJECTED, who.actor()).await?;
        seat.record(tx, who, action::REJECT, "").await
    }
}

/// Puts a member out without banning her, or takes an invitation back. Needs Facilitate. Conflict
/// `error-not-member` or `error-last-facilitator`.
pub async fn remove(
    store: &Store,
    who: &Who,
    group: ActorId,
    actor: ActorId,
    reason: &str,
) -> Result<()> {
    let mut tx = store.begin().await?;
    let (mut seat, _) = Seat::for_host::<act::Facilitate>(&mut tx, who, group, actor).await?;
    match seat.standing() {
        Standing::Member | Standing::Facilitator => {
            if seat.standing() == Standing::Facilitator {
                federating::decided(&mut tx, who, Verb::Remove, group, actor, "").await?;
            }
            seat.record(&mut tx, who, action::REMOVE_MEMBER, reason).await?;
            seat.answer(&mut tx, Verb::Reject).await?;
        }
        Standing::Invited => {}
        Standing::Outsider | Standing::Requested | Standing::Banned => {
            return Err(Error::Conflict("error-not-member"));
        }
    }
    seat.change(&mut tx, Standing::Outsider, "", None).await?;
    Ok(tx.save().await?)
}

/// Puts somebody out, or keeps somebody out who never was inside. Needs Facilitate. Conflict
/// `error-last-facilitator`, `error-ban-self`.
pub async fn ban(
    store: &Store,
    who: &Who,
    group: ActorId,
    actor: ActorId,
    reason: &str,
) -> Result<()> {
    let mut tx = store.begin().await?;
    ban_in(&mut tx, who, group, actor, reason).await?;
    Ok(tx.save().await?)
}

/// The same as a part of a unit. Answers whether anything changed.
pub(crate) async fn ban_in(
    tx: &mut Tx,
    who: &Who,
    group: ActorId,
    actor: ActorId,
    reason: &str,
) -> Result<bool> {
    if who.actor() == Some(actor) {
        return Err(Error::Conflict("error-ban-self"));
    }
    let (mut seat, _) = Seat::for_host::<act::Facilitate>(tx, who, group, actor).await?;
    if matches!(actor::by_id(tx, actor).await?.kind, ActorKind::Group | ActorKind::Instance) {
        return Err(Error::NotFound);
    }
    if seat.standing() == Standing::Banned {
        return Ok(false);
    }
    if seat.standing() == Standing::Facilitator {
        federating::decided(tx, who, Verb::Remove, group, actor, "").await?;
    }
    // Before she goes, so that her instance learns it with the others.
    federating::decided(tx, who, Verb::Block, group, actor, &text::line(reason)).await?;
    seat.answer(tx, Verb::Reject).await?;
    seat.change(tx, Standing::Banned, "", who.actor()).await?;
    seat.tell(tx, kind::BANNED, None).await?;
    seat.record(tx, who, action::BAN, reason).await?;
    Ok(true)
}

/// Lets somebody ask again. Needs Facilitate. Does nothing when she is not banned.
pub async fn unban(store: &Store, who: &Who, group: ActorId, actor: ActorId) -> Result<()> {
    let mut tx = store.begin().await?;
    unban_in(&mut tx, who, group, actor).await?;
    Ok(tx.save().await?)
}

/// The same as a part of a unit. Answers whether anything changed.
pub(crate) async fn unban_in(
    tx: &mut Tx,
    who: &Who,
    group: ActorId,
    actor: ActorId,
) -> Result<bool> {
    let (mut seat, _) = Seat::for_host::<act::Facilitate>(tx, who, group, actor).await?;
    if seat.standing() != Standing::Banned {
        return Ok(false);
    }
    federating::decided(tx, who, Verb::Undo, group, actor, "").await?;
    seat.change(tx, Standing::Outsider, "", None).await?;
    seat.record(tx, who, action::UNBAN, "").await?;
    Ok(true)
}

/// Makes a member facilitator. Needs Facilitate. Conflict `error-not-member`, or
/// `error-facilitator-person` for an organisation or somebody who no longer acts.
pub async fn appoint(store: &Store, who: &Who, group: ActorId, actor: ActorId) -> Result<()> {
    let mut tx = store.begin().await?;
    appoint_in(&mut tx, who, group, actor).await?;
    Ok(tx.save().await?)
}

/// The same as a part of a unit. Answers whether anything changed.
pub(crate) async fn appoint_in(
    tx: &mut Tx,
    who: &Who,
    group: ActorId,
    actor: ActorId,
) -> Result<bool> {
    let (mut seat, _) = Seat::for_host::<act::Facilitate>(tx, who, group, actor).await?;
    if seat.standing() == Standing::Facilitator {
        return Ok(false);
    }
    promote(tx, &mut seat, who, group, actor).await?;
    Ok(true)
}

async fn promote(
    tx: &mut Tx,
    seat: &mut Seat,
    who: &Who,
    group: ActorId,
    actor: ActorId,
) -> Result<()> {
    seat.expect(Standing::Member, "error-not-member")?;
    let target = actor::by_id(tx, actor).await?;
    if target.kind != ActorKind::Person || target.state != ActorState::Active {
        return Err(Error::Conflict("error-facilitator-person"));
    }
    seat.change(tx, Standing::Facilitator, "", who.actor()).await?;
    seat.tell(tx, kind::FACILITATOR, who.actor()).await?;
    federating::decided(tx, who, Verb::Add, group, actor, "").await?;
    seat.record(tx, who, action::APPOINT, "").await
}

/// Becomes an ordinary member again. Conflict `error-not-facilitator`, `error-last-facilitator`.
pub async fn step_down(store: &Store, who: &Who, group: ActorId) -> Result<()> {
    let mut tx = store.begin().await?;
    step_down_in(&mut tx, who, group).await?;
    Ok(tx.save().await?)
}

/// The same as a part of a unit.
pub(crate) async fn step_down_in(tx: &mut Tx, who: &Who, group: ActorId) -> Result<()> {
    let me = who.actor().ok_or(Error::SignIn)?;
    let mut seat = Seat::take(tx, group, me).await?;
    seat.expect(Standing::Facilitator, "error-not-facilitator")?;
    seat.change(tx, Standing::Member, "", None).await?;
    federating::decided(tx, who, Verb::Remove, group, me, "").await?;
    seat.record(tx, who, action::STEP_DOWN, "").await
}

/// Makes a member facilitator in one's own place. Needs Facilitate. Conflict `error-not-facilitator`,
/// `error-not-member`, `error-facilitator-person`.
pub async fn hand_over(store: &Store, who: &Who, group: ActorId, to: ActorId) -> Result<()> {
    let me = who.actor().ok_or(Error::SignIn)?;
    let mut tx = store.begin().await?;
    let (mut seat, _) = Seat::for_host::<act::Facilitate>(&mut tx, who, group, to).await?;
    if me == to {
        return Err(Error::Conflict("error-not-member"));
    }
    let own = Seat::take(&mut tx, group, me).await?;
    own.expect(Standing::Facilitator, "error-not-facilitator")?;
    if seat.standing() != Standing::Facilitator {
        promote(&mut tx, &mut seat, who, group, to).await?;
    }
    step_down_in(&mut tx, who, group).await?;
    Ok(tx.save().await?)
}

/// Members and facilitators, by name. Needs View; communities that are not public show their
/// members to one another only (Forbidden `error-members-only`). Notes are left out.
pub async fn members(
    q: &mut impl Query,
    who: &Who,
    group: ActorId,
    lang: &Lang,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Member>> {
    let community = permitted::<act::View>(q, who, group).await?;
    check_sees_members(who, &community)?;
    let after = after.cloned().unwrap_or_else(Cursor::start);
    let values = args![lang, group, after.key, after.id, page::rows(limit)];
    let mut rows: Vec<Member> = q.all(&MEMBERS, values).await?;
    for member in &mut rows {
        member.note.clear();
    }
    Ok(Page::of(rows, limit, |m| Cursor::by_text(&m.name_key, m.id)))
}

/// Those who wait, are invited or banned, the oldest first; at most 200. Needs Facilitate.
pub async fn requests(
    q: &mut impl Query,
    who: &Who,
    group: ActorId,
    standing: Standing,
    lang: &Lang,
) -> Result<Vec<Member>> {
    permitted::<act::Facilitate>(q, who, group).await?;
    Ok(q.all(&MEMBERS_STANDING, args![lang, group, standing]).await?)
}

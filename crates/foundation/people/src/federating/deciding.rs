//! What facilitators decide about people, as it arrives: who hosts a community (`Add` and `Remove` on its
//! moderators), who may not take part in it (`Block` and its `Undo`).
//!
//! Of a community elsewhere, it is believed from the community itself, from those who are known to
//! host it, and from its own origin. In a community here the same rule decides as on its pages.

use async_trait::async_trait;
use domain::{
    ActorId, Error, Origin, Result, Time, Visibility,
    access::{Standing, Who},
    id::RowId,
};
use federation::{
    Actor, ActorKind, Federated, Federation, document,
    handler::{Activity, Effect, Unresolved, object_of},
    iri,
    outgoing::{self, NewActivity, Verb},
    receiving::Resolve,
    relay,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Job, JobError, Query, Store, Tx, args, enqueue, statements};

use super::documents::moderators_iri;
use crate::{
    communities::{by_id, hosting, membership::Seat},
    moderation::action,
    notifications::kind,
};

statements! {
    BANNED_SINCE = "SELECT updated_at FROM membership WHERE group_id = $1 AND actor_id = $2 \
        AND standing = 'banned'";
}

/// What is decided about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    /// She hosts the community, or no longer does.
    Host(bool),
    /// She may not take part, for this reason, until then; or she may again.
    Bar { on: bool, reason: String, until: Option<Time> },
}

/// Something that was decided, ready to be done.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The community in which it holds.
    pub group: Actor,
    /// About whom.
    pub person: Actor,
    /// Whether what she wrote there is taken away too.
    pub with_content: bool,
    what: What,
    by: Option<ActorId>,
    announced: bool,
    origin: Origin,
}

/// Reads an `Add`, `Remove`, `Block`, or the `Undo` of a `Block`. `community` is the one that announced it;
/// what is about any other is left out. Ignored where it is about none that is known here.
pub async fn decision(
    resolve: &Resolve<'_>,
    community: Option<&Actor>,
    by: &str,
    value: &Value,
) -> Result<Decision, Unresolved> {
    let undo = document::type_of(value) == Some("Undo");
    let said = if undo { object_of(value) } else { value };
    // Whom one facilitator has put out another may let in again; the rule decides that.
    if !undo && document::id(said, "actor").is_some_and(|a| a != by) && community.is_none() {
        return Err(Unresolved::Refused("somebody else's activity"));
    }
    let target = document::id(said, "target").unwrap_or_default();
    let origin = &resolve.live().origin;
    let verb = document::type_of(said).unwrap_or_default();
    let group = if verb == "Block" {
        resolve.federation().known_actor(target).await?.filter(|a| a.kind == ActorKind::Group)
    } else {
        hosted_by(resolve, community, said, target).await?
    };
    let Some(group) = group else {
        return Err(Unresolved::Ignored("it concerns no community that is known here"));
    };
    if community.is_some_and(|c| c.id != group.id) {
        return Err(Unresolved::Refused("a community decides about itself only"));
    }
    let whom = document::id_of(object_of(said)).unwrap_or_default();
    let person = resolve.actor(whom).await?;
    if !matches!(person.kind, ActorKind::Person | ActorKind::Organisation) {
        return Err(Unresolved::Refused("only people are decided about"));
    }
    let what = match verb {
        "Block" => {
            let reason = document::summary(said).unwrap_or_default();
            let until = document::time(said, "endTime").or_else(|| document::time(said, "expires"));
            let reason = domain::text::excerpt(&domain::text::line(&reason), 500);
            if !undo && until.is_some_and(|until| until <= resolve.live().client.now()) {
                return Err(Unresolved::Ignored("it is over already"));
            }
            What::Bar { on: !undo, reason, until }
        }
        "Add" | "Remove" if !undo => What::Host(verb == "Add"),
        _ => return Err(Unresolved::Ignored("nobody here handles it")),
    };
    let flag = if undo { "restoreData" } else { "removeData" };
    let with_content = verb == "Block" && {
        document::boolean(value, flag).or_else(|| document::boolean(said, flag)).unwrap_or(false)
    };
    // Who did it is named in the log where she is known.
    let by = resolve.federation().known_actor(by).await?.map(|a| a.id);
    let (announced, origin) = (community.is_some(), origin.clone());
    Ok(Decision { group, person, with_content, what, by, announced, origin })
}

/// The community whose list of hosts this is.
async fn hosted_by(
    resolve: &Resolve<'_>,
    community: Option<&Actor>,
    said: &Value,
    list: &str,
) -> Result<Option<Actor>, Unresolved> {
    let federation = resolve.federation();
    let origin = &resolve.live().origin;
    if let Some(iri::Own::Moderators(id)) = iri::Own::parse(origin, list) {
        let known = federation.known_actor(&iri::Own::Actor(id).iri(origin)).await?;
        return Ok(known.filter(|a| a.kind == ActorKind::Group));
    }
    let mut candidates: Vec<Actor> = community.cloned().into_iter().collect();
    for key in ["audience", "cc", "to"] {
        for iri in document::ids(said, key).take(5) {
            candidates.extend(federation.known_actor(iri).await?);
        }
    }
    let mut q = federation.store().read();
    for group in candidates.into_iter().filter(|a| a.kind == ActorKind::Group) {
        if moderators_iri(&mut q, origin, &group).await?.as_deref() == Some(list) {
            return Ok(Some(group));
        }
    }
    Ok(None)
}

#[async_trait]
impl Effect for Decision {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        self.carry_out(tx, activity).await.map(drop)
    }
}

impl Decision {
    /// Does it. Answers whether somebody begins or ceases to be kept out.
    pub async fn carry_out(&self, tx: &mut Tx, activity: &Activity) -> Result<bool> {
        let (group, person) = (self.group.id, self.person.id);
        if self.group.is_local() {
            if self.announced {
                return Err(Error::Forbidden("error-forbidden"));
            }
            let who = Who::RemoteActor(activity.actor.id);
            if self.decide(tx, &who).await? {
                pass_on(tx, &self.origin, group, person, activity).await?;
                return Ok(matches!(self.what, What::Bar { .. }));
            }
            return Ok(false);
        }
        if !self.announced {
            let seat = Seat::take(tx, group, activity.actor.id).await?;
            let same = activity.actor.host == self.group.host;
            if seat.standing() != Standing::Facilitator && activity.actor.id != group && !same {
                return Err(Error::Forbidden("error-forbidden"));
            }
        }
        self.note(tx).await
    }

    /// The decision in a community here, by somebody elsewhere who hosts it.
    async fn decide(&self, tx: &mut Tx, who: &Who) -> Result<bool> {
        let (group, person) = (self.group.id, self.person.id);
        match &self.what {
            What::Host(true) => hosting::appoint_in(tx, who, group, person).await,
            What::Host(false) if who.actor() == Some(person) => {
                hosting::step_down_in(tx, who, group).await.map(|()| true)
            }
            // Facilitators are equals: none takes another's place away.
            What::Host(false) => Err(Error::Forbidden("error-forbidden")),
            What::Bar { on: true, reason, until } => {
                let changed = hosting::ban_in(tx, who, group, person, reason).await?;
                if changed {
                    end_later(tx, group, person, *until).await?;
                }
                Ok(changed)
            }
            What::Bar { on: false, .. } => hosting::unban_in(tx, who, group, person).await,
        }
    }

    /// What was decided elsewhere, as far as it shows here.
    async fn note(&self, tx: &mut Tx) -> Result<bool> {
        let (group, person) = (self.group.id, self.person.id);
        let who = Who::RemoteActor(self.by.unwrap_or(group));
        let mut seat = Seat::take(tx, group, person).await?;
        let now = seat.standing();
        match &self.what {
            // Nobody here hosts what she has not joined.
            What::Host(true) if self.person.is_local() && now != Standing::Member => {}
            What::Host(true) if now != Standing::Facilitator && now != Standing::Banned => {
                seat.change(tx, Standing::Facilitator, "", None).await?;
                seat.tell(tx, kind::FACILITATOR, Some(group)).await?;
                seat.record(tx, &who, action::APPOINT, "").await?;
            }
            What::Host(false) if now == Standing::Facilitator => {
                seat.change(tx, Standing::Member, "", None).await?;
                seat.record(tx, &who, action::STEP_DOWN, "").await?;
            }
            What::Bar { on: true, reason, until } if now != Standing::Banned => {
                seat.change(tx, Standing::Banned, "", self.by).await?;
                end_later(tx, group, person, *until).await?;
                seat.tell(tx, kind::BANNED, Some(group)).await?;
                seat.record(tx, &who, action::BAN, reason).await?;
                return Ok(true);
            }
            What::Bar { on: false, .. } if now == Standing::Banned => {
                seat.change(tx, Standing::Outsider, "", None).await?;
                seat.record(tx, &who, action::UNBAN, "").await?;
                return Ok(true);
            }
            What::Host(_) | What::Bar { .. } => {}
        }
        Ok(false)
    }

    /// Who did it, for what else follows from it; the community where that is not known.
    pub fn by(&self) -> Who {
        Who::RemoteActor(self.by.unwrap_or(self.group.id))
    }

    /// Whether somebody is kept out from now on, and why.
    pub fn bars(&self) -> Option<&str> {
        match &self.what {
            What::Bar { on: true, reason, .. } => Some(reason),
            _ => None,
        }
    }
}

/// The community passes on what somebody elsewhere decided in it.
async fn pass_on(
    tx: &mut Tx,
    origin: &Origin,
    group: ActorId,
    person: ActorId,
    activity: &Activity,
) -> Result<()> {
    let id: RowId = tx.id();
    let public = by_id(tx, &Who::System, group).await?.visibility != Visibility::Members;
    let new = NewActivity {
        id: Some(id),
        document: Some(relay::announcement(origin, id, group, public, activity)),
        ..NewActivity::about_membership(group, Verb::Announce, group, person).to_followers_of(group)
    };
    outgoing::write(tx, new).await?;
    Ok(())
}

/// Keeping somebody out for some time ends by itself: nobody says so again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EndOfBan {
    group: ActorId,
    person: ActorId,
    since: u64,
}

async fn end_later(
    tx: &mut Tx,
    group: ActorId,
    person: ActorId,
    until: Option<Time>,
) -> Result<()> {
    let Some(until) = until else { return Ok(()) };
    let row: Option<(Time,)> = tx.optional(&BANNED_SINCE, args![group, person]).await?;
    let Some((since,)) = row else { return Ok(()) };
    let job = EndOfBan { group, person, since: since.millis() };
    Ok(enqueue::<Federation, _>(tx, &job, until).await?)
}

impl EndOfBan {
    /// Lets her ask again, unless that was decided before.
    async fn end(&self, store: &Store) -> Result<()> {
        let mut tx = store.begin().await?;
        let mut seat = Seat::take(&mut tx, self.group, self.person).await?;
        // Whoever was put out again meanwhile stays out as that says.
        let row: Option<(Time,)> =
            tx.optional(&BANNED_SINCE, args![self.group, self.person]).await?;
        if row.is_some_and(|(since,)| since.millis() == self.since) {
            seat.change(&mut tx, Standing::Outsider, "", None).await?;
            tx.save().await?;
        }
        Ok(())
    }
}

impl<C: Federated> Job<C> for EndOfBan {
    const KIND: &'static str = "end-of-ban";

    async fn run(self, context: C) -> Result<(), JobError> {
        match context.federation() {
            Some(federation) => Ok(self.end(federation.store()).await?),
            None => Ok(()),
        }
    }
}

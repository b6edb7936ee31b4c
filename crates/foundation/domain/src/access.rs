//! Who may do what: the one place where this is decided.
//!
//! [`permit`] is the only way to a [`Permit`], and writing functions of the store accept nothing
//! else, so that an action without its check does not compile. What may not be seen is reported
//! as [`Error::NotFound`], never as forbidden.
//!
//! The table of all decisions is kept in `docs/permissions.txt`, which a test compares.

use std::{marker::PhantomData, ops::Deref};

use serde::{Deserialize, Serialize};

use crate::{Error, Policy, Result, Visibility, id::ActorId};

/// What a person is on this instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Takes part.
    Member,
    /// Also handles reports on everything that lives here.
    Moderator,
    /// Also invites, appoints and configures.
    Administrator,
}

impl Role {
    /// All roles, lowest first.
    pub const ALL: [Self; 3] = [Self::Member, Self::Moderator, Self::Administrator];

    /// The word in the database, the command line and message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Moderator => "moderator",
            Self::Administrator => "administrator",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == s)
    }
}

/// What somebody is in the community that a thing belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Nothing, or the thing belongs to no community.
    Outsider,
    /// Has asked to join and waits.
    Requested,
    /// Was asked to join and has not answered.
    Invited,
    /// Takes part.
    Member,
    /// Hosts and moderates.
    Facilitator,
    /// Was put out and may not come back by herself.
    Banned,
}

impl Standing {
    /// All standings.
    pub const ALL: [Self; 6] = [
        Self::Outsider,
        Self::Requested,
        Self::Invited,
        Self::Member,
        Self::Facilitator,
        Self::Banned,
    ];

    /// The word in the database and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Outsider => "outsider",
            Self::Requested => "requested",
            Self::Invited => "invited",
            Self::Member => "member",
            Self::Facilitator => "facilitator",
            Self::Banned => "banned",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == s)
    }

    /// Member or facilitator.
    pub fn is_inside(self) -> bool {
        matches!(self, Self::Member | Self::Facilitator)
    }
}

/// Who wants something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Somebody who is not signed in.
    Visitor,
    /// A person with an account here.
    Person {
        /// Her actor.
        actor: ActorId,
        /// Her role on this instance.
        role: Role,
    },
    /// An actor of another instance, known by its verified signature.
    RemoteActor(ActorId),
    /// The house itself: workers and the demonstration.
    System,
    /// Whoever runs the command line on the machine.
    Operator,
}

impl Who {
    /// The actor that acts, if it is one.
    pub fn actor(&self) -> Option<ActorId> {
        match self {
            Self::Person { actor, .. } | Self::RemoteActor(actor) => Some(*actor),
            Self::Visitor | Self::System | Self::Operator => None,
        }
    }

    /// The local person that acts, if it is one. This is the viewer of lists and search.
    pub fn person(&self) -> Option<ActorId> {
        match self {
            Self::Person { actor, .. } => Some(*actor),
            _ => None,
        }
    }

    /// The local person that acts, or [`Error::SignIn`].
    pub fn signed_in(&self) -> Result<ActorId> {
        self.person().ok_or(Error::SignIn)
    }

    fn at_least(&self, least: Role) -> bool {
        match self {
            Self::Person { role, .. } => *role >= least,
            Self::System | Self::Operator => true,
            Self::Visitor | Self::RemoteActor(_) => false,
        }
    }

    pub(crate) fn is_house(&self) -> bool {
        matches!(self, Self::System | Self::Operator)
    }
}

/// Where a published thing stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Only its author knows of it.
    Draft,
    /// Open to its audience.
    Published,
    /// Taken away by a moderator.
    Removed,
    /// Withdrawn by its author; only its id is left.
    Deleted,
}

impl State {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Published, Self::Removed, Self::Deleted];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Removed => "removed",
            Self::Deleted => "deleted",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == s)
    }
}

/// How one becomes a member of a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JoinPolicy {
    /// At once.
    Open,
    /// When a facilitator agrees.
    Approval,
    /// When a facilitator has asked first.
    Invitation,
}

impl JoinPolicy {
    /// All policies, widest first.
    pub const ALL: [Self; 3] = [Self::Open, Self::Approval, Self::Invitation];

    /// The word in the database, forms and message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approval => "approval",
            Self::Invitation => "invitation",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == s)
    }
}

/// What the rules need to know of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facts {
    /// Something published.
    Content {
        /// Who wrote it.
        author: ActorId,
        /// Its level.
        visibility: Visibility,
        /// Where it stands in its life.
        state: State,
        /// Whether it belongs to a community.
        in_group: bool,
        /// Whether that community, or without one the thing itself, lives on this instance.
        here: bool,
        /// Whether its conversation is closed.
        locked: bool,
        /// What was decided about the instances it comes from.
        policy: Policy,
        /// Whether the asker follows its author.
        follows: bool,
        /// Whether its author lets the asker change it.
        coauthor: bool,
    },
    /// A community.
    Group {
        /// The level of what is in it.
        visibility: Visibility,
        /// How one joins.
        join: JoinPolicy,
        /// Whether it lives on this instance.
        here: bool,
        /// Whether it is still open.
        open: bool,
        /// What was decided about the instance it lives on.
        policy: Policy,
    },
    /// What two parties keep together.
    Ledger {
        /// Whether the asker is named in it for one of them, and still belongs to it.
        named: bool,
    },
    /// The instance as a whole.
    Instance,
}

/// A thing that rules can be asked about.
pub trait Subject {
    /// What the rules need to know of it.
    fn facts(&self) -> Facts;
}

/// The instance as a whole, as the subject of what administrators do.
#[derive(Debug, Clone, Copy)]
pub struct Instance;

impl Subject for Instance {
    fn facts(&self) -> Facts {
        Facts::Instance
    }
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident $word:literal),+ $(,)?) => {
        /// Everything that can be asked of the rules.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Action { $($(#[$doc])* $name),+ }

        impl Action {
            /// All actions, in the order of the permission table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The word in the permission table.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }

        /// One type for each action, to mark permits with.
        pub mod act {
            $($(#[$doc])* #[derive(Debug, Clone, Copy)] pub struct $name;
            impl super::Act for $name {
                const ACTION: super::Action = super::Action::$name;
            })+
        }
    };
}

/// An action as a type.
pub trait Act {
    /// The action.
    const ACTION: Action;
}

acts! {
    /// Read it, in full.
    Read "read",
    /// Learn that it was there, when it no longer is.
    Trace "trace",
    /// Write in its conversation.
    Comment "comment",
    /// Say what it is worth: a review of one's own, an endorsement by one's organisation.
    Attest "attest",
    /// Mark it as useful, save it.
    React "react",
    /// Change it.
    Edit "edit",
    /// Say who else may change it.
    Share "share",
    /// Withdraw it as its author.
    Withdraw "withdraw",
    /// Say that it breaks the rules.
    Report "report",
    /// Choose the answer to its question.
    Accept "accept",
    /// Remove, restore, pin or lock it.
    Moderate "moderate",
    /// See the community's page.
    View "view",
    /// Become a member, now or after approval.
    Join "join",
    /// Publish in the community.
    Post "post",
    /// Change the community, decide on members, hand over.
    Facilitate "facilitate",
    /// Open a new community.
    Found "found",
    /// See and decide reports on anything here.
    Oversee "oversee",
    /// Invite, appoint, configure.
    Administer "administer",
}

/// Proof that somebody may do `A` with the `T` inside.
#[derive(Debug)]
pub struct Permit<A, T> {
    thing: T,
    who: Who,
    act: PhantomData<A>,
}

/// May be read.
pub type Readable<T> = Permit<act::Read, T>;
/// May be changed.
pub type Editable<T> = Permit<act::Edit, T>;
/// May be withdrawn by its author.
pub type Withdrawable<T> = Permit<act::Withdraw, T>;
/// May be removed, restored, pinned or locked.
pub type Moderatable<T> = Permit<act::Moderate, T>;
/// May be published in.
pub type Postable<T> = Permit<act::Post, T>;

impl<A, T> Permit<A, T> {
    /// The thing, and the end of the proof.
    pub fn into_inner(self) -> T {
        self.thing
    }

    /// Who was permitted.
    pub fn who(&self) -> &Who {
        &self.who
    }
}

impl<A, T> Deref for Permit<A, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.thing
    }
}

/// The one door: a permit, or why not. What may not be seen at all is [`Error::NotFound`]; what
/// a signed-in person could do is [`Error::SignIn`] for a visitor.
pub fn permit<A: Act, T: Subject>(who: &Who, standing: Standing, thing: T) -> Result<Permit<A, T>> {
    let facts = thing.facts();
    if allowed(A::ACTION, who, standing, &facts) {
        return Ok(Permit { thing, who: *who, act: PhantomData });
    }
    let seen = match facts {
        Facts::Content { .. } => {
            allowed(Action::Read, who, standing, &facts)
                || (A::ACTION != Action::Read && allowed(Action::Trace, who, standing, &facts))
        }
        Facts::Group { .. } => allowed(Action::View, who, standing, &facts),
        Facts::Ledger { .. } => allowed(Action::Read, who, standing, &facts),
        Facts::Instance => matches!(A::ACTION, Action::Found),
    };
    Err(if !seen {
        Error::NotFound
    } else if *who == Who::Visitor {
        Error::SignIn
    } else {
        Error::Forbidden("error-forbidden")
    })
}

/// Whether `who`, being `standing` in the thing's community, may do `action`.
pub fn allowed(action: Action, who: &Who, standing: Standing, facts: &Facts) -> bool {
    match *facts {
        Facts::Content {
            author,
            visibility,
            state,
            in_group,
            here,
            locked,
            policy,
            follows,
            coauthor,
        } => {
            let own = who.actor() == Some(author);
            // Those who write it with her are people of this instance.
            let writes = own || (coauthor && who.person().is_some());
            let shown = match policy {
                Policy::Open => true,
                Policy::Limited => who.actor().is_some() && (standing.is_inside() || follows),
                Policy::Blocked => false,
            };
            let live = state == State::Published;
            let audience = who.is_house()
                || writes
                || (shown
                    && match visibility {
                        Visibility::Public | Visibility::Unlisted => true,
                        Visibility::Members => who.actor().is_some() && standing.is_inside(),
                        Visibility::Local => {
                            who.person().is_some() && (!in_group || standing.is_inside())
                        }
                    });
            let read = audience && (live || (writes && state == State::Draft) || who.is_house());
            let acting = who.actor().is_some();
            let inside = !in_group || standing.is_inside();
            let moderator = audience
                && ((in_group && acting && standing == Standing::Facilitator)
                    || (here && who.at_least(Role::Moderator)));
            match action {
                Action::Read => read,
                Action::Trace => audience && state != State::Draft,
                Action::Comment => {
                    read && live && acting && inside && !locked && standing != Standing::Banned
                }
                // Whoever wrote it does not judge it; a closed conversation takes no judgement either.
                Action::Attest => {
                    read && live && acting && !writes && !locked && standing != Standing::Banned
                }
                Action::React | Action::Report => read && live && acting,
                Action::Edit => writes && matches!(state, State::Draft | State::Published),
                Action::Share => {
                    own && who.person().is_some()
                        && matches!(state, State::Draft | State::Published)
                }
                Action::Withdraw => own && state != State::Deleted,
                Action::Accept => read && live && (own || moderator),
                Action::Moderate => moderator && matches!(state, State::Published | State::Removed),
                _ => false,
            }
        }
        Facts::Group { visibility, join, here, open, policy } => {
            let view = policy.shows_actors_to(who)
                && (visibility != Visibility::Local || who.person().is_some() || who.is_house());
            let acting = who.actor().is_some();
            match action {
                Action::View => view,
                Action::Join => {
                    view && acting
                        && open
                        && match standing {
                            Standing::Invited => true,
                            Standing::Outsider => join != JoinPolicy::Invitation,
                            _ => false,
                        }
                }
                Action::Post => view && acting && open && standing.is_inside(),
                Action::Facilitate => {
                    view && here
                        && (standing == Standing::Facilitator || who.at_least(Role::Administrator))
                }
                _ => false,
            }
        }
        // Nobody else, whatever her role: neither moderators nor administrators.
        Facts::Ledger { named } => {
            matches!(action, Action::Read | Action::Edit)
                && ((named && who.actor().is_some()) || *who == Who::System)
        }
        Facts::Instance => match action {
            Action::Found => who.at_least(Role::Member),
            Action::Oversee => who.at_least(Role::Moderator),
            Action::Administer => who.at_least(Role::Administrator),
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests;

//! Communities of practice: what they are, who belongs to them, who hosts them.
//!
//! A community is an actor of the kind group; columns called `group_id` hold its id. Its members
//! are actors: people or organisations, of this instance or another. It is never without a
//! facilitator.

mod editing;
pub(crate) mod hosting;
mod hosts;
mod lists;
pub(crate) mod membership;
mod reading;

use domain::{
    ActorId, Lang, Policy, Sector, Time, Visibility,
    access::{Facts, JoinPolicy, Standing, Subject},
};
use federation::{ActorState, ActorText};

pub use editing::{CommunityForm, CommunityText, close, create, update};
pub use hosting::{
    admit_with_host, appoint, ban, hand_over, handle_request, members, remove, requests, step_down,
    unban,
};
pub use hosts::{Host, add_host, hosts, may_hold, remove_host};
pub use lists::{
    CommunityCard, CommunityFilter, CommunitySort, MyCommunity, list, mine, of_member,
};
pub use membership::{Joined, Member, decline, invite, join, join_as, leave, withdraw};
pub use reading::{
    Counts, by_handle, by_id, facilitators, mark_seen, page, permitted, record_activity, standing,
};

/// A community with what the asker is in it: what rules and pages need first.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Community {
    /// Its id.
    pub id: ActorId,
    /// Its handle.
    pub handle: String,
    /// Empty for communities of this instance.
    pub host: String,
    /// Its name in its own language.
    pub name: String,
    /// Its own language.
    pub lang: Lang,
    /// Its page elsewhere; `None` for communities of this instance.
    pub url: Option<String>,
    /// Whether it still is open.
    pub state: ActorState,
    /// What was decided about its instance.
    pub policy: Policy,
    /// The level of what is in it; fixed when it was made. Never `Unlisted`.
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
    /// What the asker is in it; `Outsider` for visitors.
    pub standing: Standing,
}

impl Subject for Community {
    fn facts(&self) -> Facts {
        Facts::Group {
            visibility: self.visibility,
            join: self.join_policy,
            here: self.host.is_empty(),
            open: self.state == ActorState::Active,
            policy: self.policy,
        }
    }
}

/// All that is shown of a community around its lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommunityPage {
    /// The community.
    pub community: Community,
    /// Its names and purposes (`headline` in short, `summary_html` in full), its own language first.
    pub texts: Vec<ActorText>,
    /// What it is about.
    pub sectors: Vec<Sector>,
    /// The languages it works in.
    pub languages: Vec<Lang>,
    /// Its rules, as typed.
    pub rules_md: String,
    /// Its rules, clean HTML.
    pub rules_html: String,
    /// Who hosts it.
    pub facilitators: Vec<Member>,
    /// Requests that wait, for facilitators; 0 for everybody else.
    pub request_count: i64,
}

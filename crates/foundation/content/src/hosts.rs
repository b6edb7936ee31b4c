//! Which instances this one speaks with: what administrators decide, and what becomes of everything
//! that came from there.
//!
//! It stands here because one decision concerns rows of three crates: [`federation::policy`] keeps
//! what was decided and stops what is under way, [`people::instances`] ends memberships, and this
//! module hides or shows what was published. All of that is one unit.

mod import;
mod overview;

use domain::{
    Error, Policy, Result,
    access::{Instance, Permit, Standing, Who, act, permit},
    text,
};
use federation::policy::{self, Host, Mode, Moved, Ruling, Switches};
use people::instances;
use store::{Query, Store, Tx, args, statements};

use crate::{sql::policy_of, voices};

pub use import::{Change, Preview, apply, preview};
pub use overview::{HostCard, HostFilter, HostPage, Near, list, page};

/// The longest reason that is kept.
const REASON: usize = 500;

statements! {
    // What begins conversations first: what stands in them looks there.
    POLICY_OF_ROOTS = concat!("UPDATE content SET policy = ",
        policy_of!("content.author_id", "content.group_id", "content.root_id"),
        " WHERE root_id IS NULL AND (author_id IN (SELECT id FROM actor WHERE {in_text host $1} \
        AND host <> '') OR group_id IN (SELECT id FROM actor WHERE {in_text host $1} AND host <> ''))");
    POLICY_OF_ANSWERS = concat!("UPDATE content SET policy = ",
        policy_of!("content.author_id", "content.group_id", "content.root_id"),
        " WHERE root_id IS NOT NULL AND (author_id IN (SELECT id FROM actor WHERE {in_text host $1} \
        AND host <> '') OR group_id IN (SELECT id FROM actor WHERE {in_text host $1} AND host <> '') \
        OR root_id IN (SELECT r.id FROM content r WHERE r.author_id IN \
        (SELECT id FROM actor WHERE {in_text host $1} AND host <> '')))");
    PEOPLE_NEAR = "SELECT \
        (SELECT CAST(count(*) AS bigint) FROM actor a WHERE {in_text a.host $1} AND a.host <> '') AS actors, \
        (SELECT CAST(count(*) AS bigint) FROM membership m JOIN actor a ON a.id = m.actor_id \
        JOIN actor g ON g.id = m.group_id AND g.host = '' WHERE {in_text a.host $1} AND a.host <> '' \
        AND m.standing IN ('member', 'facilitator')) AS members, \
        (SELECT CAST(count(*) AS bigint) FROM follow f JOIN actor a ON a.id = f.follower_id \
        WHERE {in_text a.host $1} AND a.host <> '' AND f.state = 'accepted') AS followers, \
        (SELECT CAST(count(*) AS bigint) FROM membership m JOIN actor a ON a.id = m.actor_id AND a.host = '' \
        JOIN actor g ON g.id = m.group_id WHERE {in_text g.host $1} AND g.host <> '' \
        AND m.standing IN ('member', 'facilitator')) AS members_there, \
        (SELECT CAST(count(*) AS bigint) FROM content c JOIN actor a ON a.id = c.author_id \
        WHERE {in_text a.host $1} AND a.host <> '' AND c.state = 'published') AS things";
}

/// What is decided about a host; `None` takes back what was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision<'a> {
    /// What.
    pub ruling: Option<Ruling>,
    /// Why, for other administrators.
    pub reason: &'a str,
}

/// The permit of whoever looks after the instance.
fn administer(who: &Who) -> Result<Permit<act::Administer, Instance>> {
    permit(who, Standing::Outsider, Instance)
}

/// Reads the name of a host; an error beside the field `host` when it is none, or this instance's own.
pub async fn host(q: &mut impl Query, text: &str) -> Result<Host> {
    let host = Host::parse(text).ok_or_else(|| Error::field("host", "error-host"))?;
    let site = people::site::load(q).await?;
    let own = site.and_then(|site| site.origin);
    if own.is_some_and(|origin| origin.authority() == host.as_str()) {
        return Err(Error::field("host", "error-host-own"));
    }
    Ok(host)
}

/// Decides about a host and everything below it. Needs Administer. Returns what changed for hosts that
/// are known. Field `host`, and `reason` when it is too long.
pub async fn decide(
    store: &Store,
    who: &Who,
    about: &str,
    decision: Decision<'_>,
) -> Result<Vec<Moved>> {
    administer(who)?;
    let about = host(&mut store.read(), about).await?;
    let reason = text::line(decision.reason);
    if text::len(&reason) > REASON {
        return Err(Error::field("reason", "error-reason-long"));
    }
    let mut tx = store.begin().await?;
    match decision.ruling {
        Some(ruling) => {
            policy::put(&mut tx, about.as_str(), ruling, &reason, "", who.actor()).await?;
        }
        None => {
            policy::forget(&mut tx, about.as_str()).await?;
        }
    }
    let moved = settle(&mut tx).await?;
    tx.save().await?;
    Ok(moved)
}

/// Says who is spoken with when nothing was decided; `keep` puts every host that is known on the list
/// of those allowed first. Needs Administer.
pub async fn set_mode(store: &Store, who: &Who, mode: Mode, keep: bool) -> Result<Vec<Moved>> {
    administer(who)?;
    let mut tx = store.begin().await?;
    if keep {
        policy::allow_known(&mut tx, who.actor()).await?;
    }
    policy::set_mode(&mut tx, mode).await?;
    let moved = settle(&mut tx).await?;
    tx.save().await?;
    Ok(moved)
}

/// Stops everything that arrives or everything that leaves, or lets it go on. What waits then waits on;
/// nothing is hidden. Needs Administer.
pub async fn stop(store: &Store, who: &Who, what: Switches, stopped: bool) -> Result<()> {
    administer(who)?;
    let mut tx = store.begin().await?;
    policy::stop(&mut tx, what, stopped).await?;
    Ok(tx.save().await?)
}

/// Brings everything in line with what was decided, in the same unit.
async fn settle(tx: &mut Tx) -> Result<Vec<Moved>> {
    let moved = policy::settle(tx).await?;
    for one in moved.iter().filter(|m| m.to == Policy::Blocked) {
        instances::part(tx, &one.host).await?;
    }
    if !moved.is_empty() {
        let hosts: Vec<&str> = moved.iter().map(|m| m.host.as_str()).collect();
        tx.execute(&POLICY_OF_ROOTS, args![&hosts[..]]).await?;
        tx.execute(&POLICY_OF_ANSWERS, args![&hosts[..]]).await?;
        voices::decided(tx, &hosts).await?;
    }
    Ok(moved)
}

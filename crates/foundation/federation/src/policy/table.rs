//! The table `host_policy`, the settings beside it, and what follows for the rows of this crate.

use std::collections::{BTreeMap, HashMap};

use domain::{ActorId, Policy, Result, Time};
use store::{Bell, Query, Tx, args, statements};

use super::book::{Book, Mode, Ruling, judge};
use super::host::names;
use crate::interest;

/// What was decided about a host, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct RulingRow {
    /// The host; what is below it is meant too.
    pub host: String,
    /// What was decided.
    #[row(rename = "policy")]
    pub ruling: Ruling,
    /// Why.
    pub reason: String,
    /// The host whose list it was taken from; empty for what was decided here.
    pub source: String,
    /// Who decided.
    pub created_by: Option<ActorId>,
    /// When.
    pub created_at: Time,
}

/// The key of the setting for [`Mode`].
const MODE: &str = "federation-mode";
/// The setting that is there while nothing is taken in. Statements ask for it by name.
const INBOUND: &str = "federation-inbound";
/// The setting that is there while nothing leaves. Statements ask for it by name.
const OUTBOUND: &str = "federation-outbound";

statements! {
    RULINGS = "SELECT host, policy, reason, source, created_by, created_at FROM host_policy \
        ORDER BY host";
    RULING_OF = "SELECT host, policy, reason, source, created_by, created_at FROM host_policy \
        WHERE host = $1";
    RULING_PUT = "INSERT INTO host_policy (host, policy, reason, source, created_by, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (host) DO UPDATE SET policy = excluded.policy, \
        reason = excluded.reason, source = excluded.source, created_by = excluded.created_by, \
        created_at = excluded.created_at";
    RULING_DELETE = "DELETE FROM host_policy WHERE host = $1";
    ALLOW_KNOWN = "INSERT INTO host_policy (host, policy, created_by, created_at) \
        SELECT host, 'allowed', $1, $2 FROM (SELECT host FROM remote_host \
        WHERE policy = 'open' UNION SELECT host FROM actor WHERE host <> '' AND policy = 'open') k \
        WHERE true ON CONFLICT (host) DO NOTHING";
    POLICY_SETTINGS = "SELECT key, value FROM setting \
        WHERE key IN ('federation-mode', 'federation-inbound', 'federation-outbound')";
    POLICY_SETTING_PUT = "INSERT INTO setting (key, value) VALUES ($1, $2) \
        ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    POLICY_SETTING_DELETE = "DELETE FROM setting WHERE key = $1";
    COVERING = "SELECT host, policy FROM host_policy WHERE {in_text host $1} \
        UNION ALL SELECT key, value FROM setting WHERE key = 'federation-mode'";
    PAUSED = "SELECT host FROM remote_host WHERE paused_at IS NOT NULL";
    PAUSE_SET = "UPDATE remote_host SET paused_at = $2 WHERE host = $1";
    KNOWN_HOSTS = "SELECT host, policy FROM remote_host UNION \
        SELECT host, policy FROM actor WHERE host <> ''";
    ACTORS_SET = "UPDATE actor SET policy = $2 WHERE host = $1 AND host <> ''";
    HOST_SET = "UPDATE remote_host SET policy = $2 WHERE host = $1";
    GIVE_UP_WAITING = "UPDATE delivery_exception SET state = 'given-up', last_error = 'blocked' \
        WHERE host = $1 AND state = 'waiting'";
    GIVE_UP_IN_ORDER = "UPDATE remote_host SET position = (SELECT CAST(COALESCE(max(id), 0) AS bigint) \
        FROM outgoing_activity), failures = 0, pause_until = NULL WHERE host = $1";
    INTEREST_END = "DELETE FROM interest WHERE host = $1";
    // What is blocked is not kept either.
    REFUSE_WAITING = "UPDATE received_activity SET state = 'refused', last_error = 'blocked', document = NULL \
        WHERE state = 'waiting' AND actor_id IN (SELECT id FROM actor WHERE host = $1 AND host <> '')";
    STILL_NEAR = "SELECT a.id FROM actor a WHERE a.host = $1 AND a.host <> '' AND (EXISTS \
        (SELECT 1 FROM membership m WHERE m.actor_id = a.id AND m.standing IN ('member', 'facilitator')) \
        OR EXISTS (SELECT 1 FROM follow f WHERE f.follower_id = a.id AND f.state = 'accepted'))";
}

/// A host about which something else counts than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The host.
    pub host: String,
    /// What counted.
    pub from: Policy,
    /// What counts now.
    pub to: Policy,
}

/// What can be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switches {
    /// Taking in what others send.
    Inbound,
    /// Everything that leaves: deliveries and fetches.
    Outbound,
}

/// All that was decided.
pub async fn book_in(q: &mut impl Query) -> Result<Book> {
    let rows: Vec<RulingRow> = q.all(&RULINGS, args![]).await?;
    let settings: Vec<(String, String)> = q.all(&POLICY_SETTINGS, args![]).await?;
    let paused: Vec<(String,)> = q.all(&PAUSED, args![]).await?;
    let has = |key: &str| settings.iter().any(|(k, _)| k == key);
    Ok(Book {
        mode: mode_in(&settings),
        inbound_stopped: has(INBOUND),
        outbound_stopped: has(OUTBOUND),
        rulings: rows.into_iter().map(|r| (r.host, r.ruling)).collect(),
        paused: paused.into_iter().map(|r| r.0).collect(),
    })
}

fn mode_in(settings: &[(String, String)]) -> Mode {
    let word = settings.iter().find(|(key, _)| key == MODE);
    word.and_then(|(_, word)| Mode::parse(word)).unwrap_or_default()
}

/// All rulings, by host.
pub async fn rulings(q: &mut impl Query) -> Result<Vec<RulingRow>> {
    Ok(q.all(&RULINGS, args![]).await?)
}

/// The ruling about exactly this host.
pub async fn ruling_of(q: &mut impl Query, host: &str) -> Result<Option<RulingRow>> {
    Ok(q.optional(&RULING_OF, args![host]).await?)
}

/// What counts for a host, as the rows say now.
pub async fn of_in(q: &mut impl Query, host: &str) -> Result<Policy> {
    let candidates: Vec<String> = names(host).into_iter().map(|(name, _)| name).collect();
    let rows: Vec<(String, String)> = q.all(&COVERING, args![candidates]).await?;
    let rulings: HashMap<&str, Ruling> =
        rows.iter().filter_map(|(h, word)| Some((h.as_str(), Ruling::parse(word)?))).collect();
    Ok(judge(host, mode_in(&rows), |name| rulings.get(name).copied()))
}

/// The policy of a host that is met for the first time.
pub(crate) async fn keep_new_host(tx: &mut Tx, host: &str) -> Result<()> {
    let policy = of_in(tx, host).await?;
    if policy != Policy::Open {
        tx.execute(&HOST_SET, args![host, policy]).await?;
    }
    Ok(())
}

/// Writes a ruling. [`settle`] must follow in the same unit, here and below.
pub async fn put(
    tx: &mut Tx,
    host: &str,
    ruling: Ruling,
    reason: &str,
    source: &str,
    by: Option<ActorId>,
) -> Result<()> {
    let now = tx.now();
    tx.execute(&RULING_PUT, args![host, ruling, reason, source, by, now]).await?;
    Ok(())
}

/// Takes a ruling back; false when there was none.
pub async fn forget(tx: &mut Tx, host: &str) -> Result<bool> {
    Ok(tx.execute(&RULING_DELETE, args![host]).await? > 0)
}

/// Allows every host that is known and that nothing was decided about.
pub async fn allow_known(tx: &mut Tx, by: Option<ActorId>) -> Result<()> {
    let now = tx.now();
    tx.execute(&ALLOW_KNOWN, args![by, now]).await?;
    Ok(())
}

/// Says who is spoken with when nothing was decided.
pub async fn set_mode(tx: &mut Tx, mode: Mode) -> Result<()> {
    tx.execute(&POLICY_SETTING_PUT, args![MODE, mode.as_str()]).await?;
    Ok(())
}

/// Stops everything in one direction, or lets it go on.
pub async fn stop(tx: &mut Tx, what: Switches, stopped: bool) -> Result<()> {
    let key = match what {
        Switches::Inbound => INBOUND,
        Switches::Outbound => OUTBOUND,
    };
    if stopped {
        tx.execute(&POLICY_SETTING_PUT, args![key, "stopped"]).await?;
    } else {
        tx.execute(&POLICY_SETTING_DELETE, args![key]).await?;
    }
    ring(tx);
    Ok(())
}

/// Holds deliveries to a host back, or lets them go on. A host that nothing was ever sent to is met
/// by it.
pub async fn set_pause(tx: &mut Tx, host: &str, paused: bool) -> Result<()> {
    crate::outgoing::meet(tx, host).await?;
    let at = paused.then(|| tx.now());
    tx.execute(&PAUSE_SET, args![host, at]).await?;
    ring(tx);
    Ok(())
}

fn ring(tx: &mut Tx) {
    tx.ring(Bell::Policies);
    tx.ring(Bell::Deliveries);
    tx.ring(Bell::Arrivals);
}

/// Hosts that are known, with what counts for them as their rows say.
pub async fn known_hosts(q: &mut impl Query) -> Result<BTreeMap<String, Vec<Policy>>> {
    let rows: Vec<(String, Policy)> = q.all(&KNOWN_HOSTS, args![]).await?;
    let mut known: BTreeMap<String, Vec<Policy>> = BTreeMap::new();
    for (host, policy) in rows {
        known.entry(host).or_default().push(policy);
    }
    Ok(known)
}

/// Brings hosts and actors in line with what was decided, in the unit in which it was. What waits for
/// a host that is blocked now is given up, and what waits from it refused. Returns what changed, so
/// that whoever knows more than this crate does the same for its rows.
pub async fn settle(tx: &mut Tx) -> Result<Vec<Moved>> {
    let book = book_in(tx).await?;
    let mut moved = Vec::new();
    for (host, before) in known_hosts(tx).await? {
        let to = book.of(&host);
        let Some(from) = before.into_iter().find(|p| *p != to) else { continue };
        tx.execute(&ACTORS_SET, args![&host, to]).await?;
        tx.execute(&HOST_SET, args![&host, to]).await?;
        if to == Policy::Blocked {
            tx.execute(&GIVE_UP_WAITING, args![&host]).await?;
            tx.execute(&GIVE_UP_IN_ORDER, args![&host]).await?;
            tx.execute(&REFUSE_WAITING, args![&host]).await?;
        } else if from == Policy::Blocked {
            let near: Vec<(ActorId,)> = tx.all(&STILL_NEAR, args![&host]).await?;
            for (actor,) in near {
                interest::moved(tx, actor).await?;
            }
        }
        moved.push(Moved { host, from, to });
    }
    ring(tx);
    Ok(moved)
}

/// What is published here goes to nobody on this host any more. After those who followed are gone.
pub async fn end_interest(tx: &mut Tx, host: &str) -> Result<()> {
    tx.execute(&INTEREST_END, args![host]).await?;
    Ok(())
}

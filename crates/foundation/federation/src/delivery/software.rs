//! What a host says it runs. It is a hint for administrators and for how much a microblog is sent,
//! and never a ground for trust or for what is possible (`federation.md` §3).

use std::time::Duration;

use domain::Result;
use store::{Query, args, statements};
use url::Url;

use crate::{
    Federation, Live,
    client::{Accept, Budget, Error},
    document,
    network::Network,
    nodeinfo::{self, Peer},
    outgoing::{Logged, Verb},
};

/// How long an answer counts.
const FRESH: Duration = Duration::from_secs(7 * 86_400);
/// Requests that asking may cost, redirects included.
const REQUESTS: u32 = 4;

/// Software that shows whatever somebody announces in the timelines of her followers: every comment
/// of a community would be a post of its own there.
const MICROBLOGS: [&str; 22] = [
    "akkoma",
    "calckey",
    "catodon",
    "cherrypick",
    "fedibird",
    "firefish",
    "foundkey",
    "glitch-soc",
    "gotosocial",
    "hometown",
    "iceshrimp",
    "iceshrimp.net",
    "magnetar",
    "mastodon",
    "misskey",
    "mitra",
    "pixelfed",
    "pleroma",
    "sharkey",
    "snac",
    "takahe",
    "threads",
];

statements! {
    SOFTWARE = "SELECT software, software_at FROM remote_host WHERE host = $1";
    SOFTWARE_SET = "UPDATE remote_host SET software = $2, software_version = $3, software_at = $4 \
        WHERE host = $1";
    SOFTWARE_UNKNOWN = "UPDATE remote_host SET software_at = $2 WHERE host = $1";
    /// The number of things that somebody of a host wrote in the conversation of a comment, one at
    /// most; no row when the thing is no comment.
    TAKES_PART = "SELECT (SELECT CAST(count(*) AS bigint) FROM (SELECT 1 FROM content t \
        JOIN actor a ON a.id = t.author_id WHERE (t.root_id = c.root_id OR t.id = c.root_id) \
        AND a.host = $2 LIMIT 1) AS one) FROM content c WHERE c.id = $1 AND c.root_id IS NOT NULL";
}

/// Whether software of this name shows announcements in timelines.
pub fn is_microblog(software: &str) -> bool {
    MICROBLOGS.binary_search(&software).is_ok()
}

/// What the host runs, asked for anew once a week. It is asked before the first delivery, by the one
/// worker that the host has; a host that does not say is asked again after a week.
pub(super) async fn known(federation: &Federation, live: &Live, host: &str) -> Result<String> {
    let store = federation.store();
    let row: Option<(String, Option<domain::Time>)> =
        store.read().optional(&SOFTWARE, args![host]).await?;
    let Some((software, asked)) = row else { return Ok(String::new()) };
    if asked.is_some_and(|at| store.now().since(at) < FRESH) {
        return Ok(software);
    }
    let answer = ask(live, host).await;
    let mut tx = store.begin().await?;
    let now = tx.now();
    let software = match answer {
        Ok(peer) => {
            let values = args![host, &peer.software, &peer.version, now];
            tx.execute(&SOFTWARE_SET, values).await?;
            peer.software
        }
        Err(e) => {
            tracing::debug!(host, error = %e, "a host does not say what it runs");
            tx.execute(&SOFTWARE_UNKNOWN, args![host, now]).await?;
            software
        }
    };
    tx.save().await?;
    Ok(software)
}

async fn ask(live: &Live, host: &str) -> std::result::Result<Peer, Error> {
    let client = &live.client;
    let budget = Budget::new(REQUESTS);
    let scheme = if *client.network() == Network::Loopback { "http" } else { "https" };
    let at = Url::parse(&format!("{scheme}://{host}{}", nodeinfo::PATH));
    let at = at.map_err(|_| Error::Identity)?;
    let found = client.get_document(&at, Accept::Json, None, &budget).await?.ok()?;
    let link = nodeinfo::link(&document::parse(&found.bytes)?, &at).ok_or(Error::Identity)?;
    let found = client.get_document(&link, Accept::Json, None, &budget).await?.ok()?;
    Ok(Peer::read(&document::parse(&found.bytes)?))
}

/// Whether a microblog is left out of what a row says: it announces a comment (or what somebody did
/// with one) in a conversation that nobody there takes part in.
pub(super) async fn spares(q: &mut impl Query, host: &str, row: &Logged) -> Result<bool> {
    let Some(content) = row.content_id.filter(|_| row.verb == Verb::Announce) else {
        return Ok(false);
    };
    let part: Option<(i64,)> = q.optional(&TAKES_PART, args![content, host]).await?;
    Ok(part == Some((0,)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn microblogs_are_found_by_their_names() {
        assert!(MICROBLOGS.is_sorted());
        assert!(MICROBLOGS.iter().all(|name| is_microblog(name)));
        for other in ["", "lemmy", "Mastodon", "guildhall", "piefed", "nodebb", "discourse"] {
            assert!(!is_microblog(other), "{other}");
        }
    }
}

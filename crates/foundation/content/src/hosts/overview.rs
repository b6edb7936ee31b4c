//! What an administrator sees of other instances.

use std::collections::BTreeMap;

use domain::{
    ActorId, Error, Policy, Result, Time,
    access::{Instance, Standing, Who, act, permit},
};
use federation::{
    delivery::{self, HostRow, Lag},
    policy::{self, Book, Host, Ruling, RulingRow},
};
use store::{Query, args, statements};

use super::PEOPLE_NEAR;

/// Hosts on one page.
const PAGE: usize = 50;

/// Which hosts a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HostFilter {
    /// Those that somebody or something is known of.
    #[default]
    Known,
    /// Those that cannot be reached.
    Trouble,
    /// Those that deliveries are held back for.
    Paused,
    /// Those that were decided about in this way, known or not.
    Decided(Ruling),
}

impl HostFilter {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 6] = [
        Self::Known,
        Self::Trouble,
        Self::Paused,
        Self::Decided(Ruling::Blocked),
        Self::Decided(Ruling::Limited),
        Self::Decided(Ruling::Allowed),
    ];

    /// The word in addresses and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Trouble => "trouble",
            Self::Paused => "paused",
            Self::Decided(ruling) => ruling.as_str(),
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.as_str() == s)
    }
}

/// How near an instance is: what would be lost with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, store::FromRow)]
pub struct Near {
    /// People, organisations and communities that are known.
    pub actors: i64,
    /// Its members of communities here.
    pub members: i64,
    /// Its people who follow somebody here.
    pub followers: i64,
    /// People of this instance in its communities.
    pub members_there: i64,
    /// What was published there and is known here.
    pub things: i64,
}

/// An instance in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostCard {
    /// Its name.
    pub host: String,
    /// How deliveries are; `None` when nothing was ever to be delivered.
    pub row: Option<HostRow>,
    /// What counts for it.
    pub policy: Policy,
    /// Its members of communities here.
    pub members: i64,
    /// Its people who follow somebody here.
    pub followers: i64,
    /// What is still to be delivered.
    pub lag: Lag,
}

/// All that is known of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostPage {
    /// Its name.
    pub host: String,
    /// How deliveries are; `None` when nothing was ever to be delivered.
    pub row: Option<HostRow>,
    /// What counts for it.
    pub policy: Policy,
    /// What was decided about exactly this host.
    pub ruling: Option<RulingRow>,
    /// Who decided that: an address; empty when it was not somebody with an account.
    pub ruled_by: String,
    /// The host above it that the ruling which counts stands under.
    pub above: Option<String>,
    /// What is still to be delivered.
    pub lag: Lag,
    /// What would be lost with it, everything below it included.
    pub near: Near,
    /// The hosts that are known below it.
    pub below: Vec<String>,
}

/// Members and followers of a host.
#[derive(store::FromRow)]
struct Counted {
    host: String,
    members: i64,
    followers: i64,
}

statements! {
    COUNTED = "SELECT a.host, \
        CAST(sum((SELECT count(*) FROM membership m JOIN actor g ON g.id = m.group_id AND g.host = '' \
        WHERE m.actor_id = a.id AND m.standing IN ('member', 'facilitator'))) AS bigint) AS members, \
        CAST(sum((SELECT count(*) FROM follow f WHERE f.follower_id = a.id \
        AND f.state = 'accepted')) AS bigint) AS followers \
        FROM actor a WHERE {in_text a.host $1} AND a.host <> '' GROUP BY a.host";
}

fn oversees(who: &Who) -> Result<()> {
    permit::<act::Oversee, _>(who, Standing::Outsider, Instance).map(drop)
}

/// Instances by name, fifty after `after`, with whether there are more. Needs Oversee.
pub async fn list(
    q: &mut impl Query,
    who: &Who,
    filter: HostFilter,
    after: &str,
) -> Result<(Vec<HostCard>, bool)> {
    oversees(who)?;
    let book = policy::book_in(q).await?;
    let rows: BTreeMap<String, HostRow> = delivery::hosts(q, i64::MAX)
        .await?
        .into_iter()
        .map(|row| (row.host.clone(), row))
        .collect();
    let names: Vec<String> = match filter {
        HostFilter::Known => policy::known_hosts(q).await?.into_keys().collect(),
        HostFilter::Trouble => {
            let stuck = |r: &&HostRow| r.failures > 0 && r.policy != Policy::Blocked;
            rows.values().filter(stuck).map(|r| r.host.clone()).collect()
        }
        HostFilter::Paused => {
            rows.values().filter(|r| r.paused_at.is_some()).map(|r| r.host.clone()).collect()
        }
        HostFilter::Decided(ruling) => {
            let all = policy::rulings(q).await?;
            all.into_iter().filter(|r| r.ruling == ruling).map(|r| r.host).collect()
        }
    };
    let mut names: Vec<String> = names.into_iter().filter(|n| n.as_str() > after).collect();
    let more = names.len() > PAGE;
    names.truncate(PAGE);
    let counted: Vec<Counted> =
        if names.is_empty() { Vec::new() } else { q.all(&COUNTED, args![&names]).await? };
    let mut cards = Vec::new();
    for host in names {
        let of_host = counted.iter().find(|c| c.host == host);
        cards.push(HostCard {
            row: rows.get(&host).cloned(),
            policy: book.of(&host),
            members: of_host.map_or(0, |c| c.members),
            followers: of_host.map_or(0, |c| c.followers),
            lag: delivery::lag(q, &host).await?,
            host,
        });
    }
    Ok((cards, more))
}

/// What is known of an instance. Needs Oversee. Whatever is the name of a host has a page, so that one
/// can decide about it before it is met; [`Error::NotFound`] for anything else.
pub async fn page(q: &mut impl Query, who: &Who, host: &str) -> Result<HostPage> {
    oversees(who)?;
    let name = Host::parse(host).filter(|h| h.as_str() == host).ok_or(Error::NotFound)?;
    let book = policy::book_in(q).await?;
    let below = below(q, name.as_str()).await?;
    let mut all = below.clone();
    all.push(name.to_string());
    let ruling = policy::ruling_of(q, name.as_str()).await?;
    let ruled_by = match ruling.as_ref().and_then(|r| r.created_by) {
        Some(by) => address(q, by).await?,
        None => String::new(),
    };
    Ok(HostPage {
        row: delivery::host(q, name.as_str()).await?,
        policy: book.of(name.as_str()),
        ruling,
        ruled_by,
        above: book.decided_by(name.as_str()).filter(|by| by.as_str() != name.as_str()),
        lag: delivery::lag(q, name.as_str()).await?,
        near: q.one(&PEOPLE_NEAR, args![&all]).await?,
        below,
        host: name.to_string(),
    })
}

async fn address(q: &mut impl Query, actor: ActorId) -> Result<String> {
    Ok(federation::actor::by_id(q, actor).await?.address())
}

/// Known hosts that a ruling about this one would reach as well.
async fn below(q: &mut impl Query, host: &str) -> Result<Vec<String>> {
    let blocks = Book {
        rulings: [(host.to_owned(), Ruling::Blocked)].into_iter().collect(),
        ..Book::default()
    };
    let known = policy::known_hosts(q).await?.into_keys();
    Ok(known.filter(|k| k != host && blocks.of(k) == Policy::Blocked).collect())
}

impl HostCard {
    /// Since when it is known; `None` when nothing was ever to be delivered to it.
    pub fn since(&self) -> Option<Time> {
        self.row.as_ref().map(|r| r.created_at)
    }
}

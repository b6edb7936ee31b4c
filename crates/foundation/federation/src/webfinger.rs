//! WebFinger (RFC 7033): how a handle is found, and how a handle is believed.
//!
//! Somebody's identity is the actor's id, never the handle. A handle is shown only after the round
//! trip: from the actor to `acct:`, and from there by the `self` link back to the same id
//! (`federation.md` §6).

mod jrd;
mod query;
#[cfg(test)]
mod tests;

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;
use url::Url;

use crate::{
    client::{Accept, Budget, Client, Error},
    document::{self, keys},
    network::Network,
};

pub use jrd::{Jrd, Link, Profile, Verdict};
pub use query::{Query, Refusal, Resource};

/// The path that is asked.
pub const PATH: &str = "/.well-known/webfinger";

/// The media type of the answer (RFC 7033 §10.2).
pub const JRD: &str = "application/jrd+json";

/// A handle with its host, `user@host[:port]`, both in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Account {
    /// The name before the `@`.
    pub user: String,
    /// The host, with its port in the loopback network.
    pub host: String,
}

impl Account {
    /// Reads `user@host`, with `@` or `acct:` before it or not, percent-encoded or not (RFC 7565).
    /// Names of other software may hold more than ours: up to 64 letters, digits and `_.-`.
    pub fn parse(s: &str) -> Option<Self> {
        let s = s.trim();
        let s = match s.get(..5) {
            Some(scheme) if scheme.eq_ignore_ascii_case("acct:") => &s[5..],
            _ => s,
        };
        let s = percent_decode_str(s).decode_utf8().ok()?;
        let (user, host) = s.strip_prefix('@').unwrap_or(&s).rsplit_once('@')?;
        let user = user.to_lowercase();
        let named = (1..=64).contains(&user.chars().count())
            && user.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'));
        if !named || host.len() > 260 {
            return None;
        }
        // Url spells the host as everything else here spells it.
        let url = Url::parse(&format!("https://{host}/")).ok()?;
        let plain = url.path() == "/"
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
            && !host.contains(['/', '\\', '?', '#']);
        let Some(url::Host::Domain(name)) = url.host() else { return None };
        // In ASCII a name may be several times as long as it was written.
        if !plain || name.ends_with('.') || name.len() > 253 {
            return None;
        }
        let host = match url.port() {
            Some(port) => format!("{name}:{port}"),
            None => name.to_owned(),
        };
        Some(Self { user, host })
    }

    /// What an actor claims to be called: its own `webfinger` (FEP-2c59), or else its
    /// `preferredUsername` at the host of its id.
    pub fn claimed_by(actor: &Value) -> Option<Self> {
        if let Some(own) = document::text(actor, keys::WEBFINGER)
            && let Some(account) = Self::parse(&own)
        {
            return Some(account);
        }
        let id = document::iri(document::id_of(actor)?)?;
        let user = document::text(actor, keys::PREFERRED_USERNAME)?;
        let host = &id[url::Position::BeforeHost..url::Position::AfterPort];
        Self::parse(&format!("{user}@{host}"))
    }

    /// Where it is asked for.
    pub fn query_url(&self, network: &Network) -> Option<Url> {
        const ENCODE: &AsciiSet =
            &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
        let scheme = if *network == Network::Loopback { "http" } else { "https" };
        let resource = format!("acct:{self}");
        let resource = utf8_percent_encode(&resource, ENCODE);
        Url::parse(&format!("{scheme}://{}{PATH}?resource={resource}", self.host)).ok()
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.user, self.host)
    }
}

/// Asks a host for an account. The answer is whatever the host likes to say.
pub async fn ask(client: &Client, account: &Account, budget: &Budget) -> Result<Jrd, Error> {
    let url = account.query_url(client.network()).ok_or(Error::Identity)?;
    // WebFinger is public; a signature would tell who looks for whom.
    let fetched = client.get_document(&url, Accept::Jrd, None, budget).await?.ok()?;
    Ok(Jrd::read(&document::parse(&fetched.bytes)?))
}

/// The id of the actor that a handle leads to. What is fetched there must still claim the handle,
/// and [`confirm`] it, before the handle is shown.
pub async fn find(client: &Client, account: &Account, budget: &Budget) -> Result<Url, Error> {
    let jrd = ask(client, account, budget).await?;
    let id = jrd.actor().ok_or(Error::Identity)?;
    Ok(client.url(id)?)
}

/// Walks the round trip for an actor: the handle it claims must lead back to it, over at most one
/// other host (a handle's domain may differ from the web's). Answers with the handle to show;
/// [`Error::Identity`] when there is none.
pub async fn confirm(client: &Client, actor: &Value, budget: &Budget) -> Result<Account, Error> {
    let id = document::id_of(actor).ok_or(Error::Identity)?;
    let claimed = Account::claimed_by(actor).ok_or(Error::Identity)?;
    let jrd = ask(client, &claimed, budget).await?;
    match jrd.verdict(&claimed, id) {
        Verdict::Confirmed => Ok(claimed),
        Verdict::Refused => Err(Error::Identity),
        Verdict::AskFor(other) => {
            let again = ask(client, &other, budget).await?;
            match again.verdict(&other, id) {
                Verdict::Confirmed => Ok(other),
                Verdict::AskFor(_) | Verdict::Refused => Err(Error::Identity),
            }
        }
    }
}

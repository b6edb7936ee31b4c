//! Which addresses this instance may speak to, checked before a request and again at connect time.
//!
//! Everything that leaves goes through [`Network::check_url`] and the [`Resolver`]: a name that
//! answers with an address of our own network is the classic way in (server-side request forgery;
//! CVE-2025-25194, CVE-2026-33693, CVE-2026-50131).

mod addresses;
#[cfg(test)]
mod tests;

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    str::FromStr,
    sync::Arc,
};

use domain::Origin;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

pub use addresses::{Range, is_public};

/// The longest URL that is looked at; longer ones serve nobody honest.
pub const MAX_URL: usize = 2048;

/// The world an instance lives in. There are two, and no third between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Network {
    /// https on port 443 of public addresses, and the listed exceptions.
    Internet {
        /// Hosts inside the operator's own network, from `[federation] allow_private`.
        allow_private: Vec<Exception>,
    },
    /// http, any port, names that end in `.localhost`, and no address but 127.0.0.1: for the
    /// demonstration and for tests.
    Loopback,
}

/// A host that may answer from an address that is not public: `host[:port] = address range`.
///
/// Such a host is reached at the listed ports and in the listed ranges only, always by https.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The name, in lower case and ASCII.
    pub host: String,
    /// The port; 443 when none is written.
    pub port: u16,
    /// The addresses it may have.
    pub range: Range,
}

/// The domain that a host's name is of, as far as its last two labels tell: whoever owns it makes as
/// many names below it as she likes.
pub(crate) fn domain_of(host: &str) -> &str {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name.rmatch_indices('.').nth(1).map_or(name, |(at, _)| &name[at + 1..])
}

/// Why an address may not be spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is not an absolute http(s) URL, or is too long.
    #[error("not a usable URL")]
    Shape,
    /// http on the Internet, or https on the loopback network, or anything else.
    #[error("the scheme is not used in this network")]
    Scheme,
    /// `user:password@` has no place in an address.
    #[error("an address with a user or a password")]
    UserInfo,
    /// An IP literal, a name without a dot, with a dot at the end or of the wrong network.
    #[error("the host name is not acceptable")]
    Host,
    /// A port other than 443.
    #[error("the port is not acceptable")]
    Port,
    /// The name has no address that may be spoken to.
    #[error("the name has no public address")]
    Address,
    /// Administrators have blocked the host.
    #[error("the host is blocked here")]
    Blocked,
    /// The address is this instance's own: what is here is read here, never over the network.
    #[error("an address of this instance itself")]
    Own,
}

impl Network {
    /// The Internet without exceptions.
    pub fn internet() -> Self {
        Self::Internet { allow_private: Vec::new() }
    }

    /// The world that an origin belongs to.
    pub fn of(origin: &Origin, allow_private: Vec<Exception>) -> Self {
        if origin.is_loopback() { Self::Loopback } else { Self::Internet { allow_private } }
    }

    /// Reads an address and checks it like [`Network::check_url`].
    pub fn url(&self, s: &str) -> Result<Url, Refused> {
        if s.len() > MAX_URL {
            return Err(Refused::Shape);
        }
        let url = Url::parse(s).map_err(|_| Refused::Shape)?;
        self.check_url(&url)?;
        Ok(url)
    }

    /// Whether an address may be spoken to as far as its text tells. `Url` has already put the
    /// name into lower case and ASCII (UTS 46) and read every spelling of an IP literal.
    pub fn check_url(&self, url: &Url) -> Result<(), Refused> {
        if url.as_str().len() > MAX_URL {
            return Err(Refused::Shape);
        }
        let scheme = match self {
            Self::Internet { .. } => "https",
            Self::Loopback => "http",
        };
        if url.scheme() != scheme {
            return Err(Refused::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refused::UserInfo);
        }
        let Some(Host::Domain(host)) = url.host() else {
            return Err(Refused::Host);
        };
        self.check_host(host)?;
        let port = url.port_or_known_default().ok_or(Refused::Port)?;
        match self {
            Self::Loopback => Ok(()),
            Self::Internet { allow_private } => {
                let mut listed = allow_private.iter().filter(|e| e.host == host).peekable();
                let ok = if listed.peek().is_some() {
                    listed.any(|e| e.port == port)
                } else {
                    port == 443
                };
                if ok { Ok(()) } else { Err(Refused::Port) }
            }
        }
    }

    /// Whether a name can belong to somebody in this network.
    pub fn check_host(&self, host: &str) -> Result<(), Refused> {
        let labels = host.len() <= 253
            && host.split('.').all(|l| {
                (1..=63).contains(&l.len())
                    && l.bytes().all(|b| {
                        b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_')
                    })
            });
        let local = host.ends_with(".localhost");
        let ok = match self {
            Self::Loopback => local,
            Self::Internet { allow_private } => {
                let numeric = host.rsplit('.').next().is_some_and(|l| l.parse::<u64>().is_ok());
                let listed = allow_private.iter().any(|e| e.host == host);
                !local && !numeric && (host.contains('.') || listed)
            }
        };
        if labels && ok { Ok(()) } else { Err(Refused::Host) }
    }

    /// Whether a host may be spoken to at this address. Asked at connect time for every address a
    /// name resolves to.
    pub fn allows(&self, host: &str, address: IpAddr) -> bool {
        match self {
            Self::Loopback => address == IpAddr::V4(Ipv4Addr::LOCALHOST),
            Self::Internet { allow_private } => {
                let mut listed = allow_private.iter().filter(|e| e.host == host).peekable();
                if listed.peek().is_some() {
                    listed.any(|e| e.range.contains(address))
                } else {
                    is_public(address)
                }
            }
        }
    }
}

impl FromStr for Exception {
    type Err = Refused;

    /// Reads `host[:port] = address range`, for instance `forum.city.example = 10.1.0.0/16`.
    fn from_str(s: &str) -> Result<Self, Refused> {
        let (place, range) = s.split_once('=').ok_or(Refused::Shape)?;
        let place = place.trim().to_ascii_lowercase();
        let (host, port) = match place.split_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| Refused::Port)?),
            None => (place.as_str(), 443),
        };
        let range = range.trim().parse().map_err(|_| Refused::Address)?;
        let this = Self { host: host.to_owned(), port, range };
        // The name must be one that check_url lets through once it is listed.
        Network::Internet { allow_private: vec![this.clone()] }.check_host(host)?;
        Ok(this)
    }
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} = {}", self.host, self.port, self.range)
    }
}

/// How names become addresses before they are checked.
#[derive(Debug, Clone)]
enum Lookup {
    /// The system's resolver.
    System,
    /// Fixed answers.
    #[cfg(test)]
    Fixed(std::collections::HashMap<String, Vec<IpAddr>>),
}

/// Resolves names for the HTTP client and lets only addresses through that the network allows. As
/// the connection goes to the very addresses that were checked, a name that answers differently the
/// second time (DNS rebinding) gains nothing.
#[derive(Debug, Clone)]
pub struct Resolver {
    network: Arc<Network>,
    lookup: Lookup,
}

impl Resolver {
    /// A resolver for this network.
    pub fn new(network: Network) -> Self {
        Self { network: Arc::new(network), lookup: Lookup::System }
    }

    #[cfg(test)]
    pub(crate) fn fixed(network: Network, names: &[(&str, &[&str])]) -> Self {
        let lookup = names
            .iter()
            .map(|(n, a)| ((*n).to_owned(), a.iter().map(|a| a.parse().unwrap()).collect()))
            .collect();
        Self { network: Arc::new(network), lookup: Lookup::Fixed(lookup) }
    }

    /// The addresses of a name that may be spoken to; [`Refused::Address`] when there are none.
    /// Fails with the system's error when the name cannot be resolved.
    pub async fn addresses(
        &self,
        host: &str,
    ) -> Result<Vec<SocketAddr>, Box<dyn std::error::Error + Send + Sync>> {
        self.network.check_host(host)?;
        let found: Vec<IpAddr> = match (&*self.network, &self.lookup) {
            // The system may not know these names, and must not be asked.
            (Network::Loopback, Lookup::System) => vec![IpAddr::V4(Ipv4Addr::LOCALHOST)],
            (Network::Internet { .. }, Lookup::System) => {
                tokio::net::lookup_host((host, 0)).await?.map(|a| a.ip()).collect()
            }
            #[cfg(test)]
            (_, Lookup::Fixed(names)) => names.get(host).cloned().unwrap_or_default(),
        };
        let allowed: Vec<_> = found
            .into_iter()
            .filter(|a| self.network.allows(host, *a))
            // Port 0 stands for the port of the URL.
            .map(|a| SocketAddr::new(a, 0))
            .collect();
        if allowed.is_empty() { Err(Refused::Address.into()) } else { Ok(allowed) }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let this = self.clone();
        Box::pin(async move {
            let host = name.as_str().to_ascii_lowercase();
            let addresses = this.addresses(&host).await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

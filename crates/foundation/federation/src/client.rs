//! The one HTTP client through which everything leaves: documents, deliveries, discovery.
//!
//! Addresses are checked before each request and again at connect time ([`crate::network`]), every
//! redirect is followed by hand and checked like a first request, bodies are counted as they come,
//! and nothing is decompressed, remembered in cookies or sent through a proxy of the environment
//! (`federation.md` §6).

mod body;
mod error;
mod file;
mod gate;
mod media;
mod object;
mod schemes;
#[cfg(test)]
mod tests;

use std::{collections::HashSet, future::Future, sync::Arc, time::Duration};

use bytes::Bytes;
use domain::{Origin, World};
use http::{HeaderMap, HeaderValue, Method, header};
use tokio::time::timeout;
use url::{Position, Url};

use crate::{
    document,
    keys::SigningPool,
    network::{Network, Refused, Resolver},
    policy::{Policies, Policy},
    signature::{Payload, Scheme, SignedHeaders, Signer, ToSign, date},
};

pub use error::Error;
pub use file::File;
pub use gate::Budget;
pub(crate) use gate::Gate;
pub use media::{ACTIVITY_JSON, AS2_PROFILE, Accept, is_activity};
pub use object::Object;
pub use schemes::Schemes;

/// What a client may take; the defaults are those of `federation.md` §6.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Until a connection stands: 5 s.
    pub connect: Duration,
    /// For a whole exchange with all its redirects: 10 s.
    pub total: Duration,
    /// Waiting for one's turn at a host: 10 s.
    pub turn: Duration,
    /// Bytes of a document: 1 MiB.
    pub document: usize,
    /// Redirects of one document: 3.
    pub redirects: usize,
    /// Requests at a time to one host, reading and delivering each: 2.
    pub per_host: usize,
    /// Requests at a time in all, reading and delivering each: 128.
    pub overall: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(10),
            turn: Duration::from_secs(10),
            document: document::MAX_BYTES,
            redirects: 3,
            per_host: 2,
            overall: 128,
        }
    }
}

/// What a client is made from.
#[derive(Debug, Clone)]
pub struct Options {
    /// This instance, which introduces itself by it and never calls itself.
    pub origin: Origin,
    /// The world it lives in.
    pub network: Network,
    /// Certificates in PEM that are trusted beside those of the system (and of `SSL_CERT_FILE`).
    pub extra_roots: Vec<Vec<u8>>,
    /// What it may take.
    pub limits: Limits,
}

/// The HTTP client. Cloning shares connections and limits.
#[derive(Debug, Clone)]
pub struct Client(Arc<Inner>, Option<Policies>);

#[derive(Debug)]
struct Inner {
    http: reqwest::Client,
    origin: url::Origin,
    network: Network,
    limits: Limits,
    pool: SigningPool,
    schemes: Schemes,
    world: World,
    // Deliveries to a slow host must not hold up the key that its next activity needs.
    reading: Gate,
    delivering: Gate,
    /// Files that are passed on last as long as somebody watches them.
    files: Gate,
    /// Whose turn it is to bring more than a little.
    large: Gate,
}

/// A document as it came.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// Where it was found after all redirects, without fragment.
    pub final_url: Url,
    /// Its HTTP status. The media type is that which was asked for only if this is 200 to 299.
    pub status: u16,
    /// Its media type as it was sent; empty when there was none.
    pub content_type: String,
    /// Its body.
    pub bytes: Bytes,
}

impl Fetched {
    /// Itself when its status is one of success, [`Error::Status`] otherwise.
    pub fn ok(self) -> Result<Self, Error> {
        if (200..300).contains(&self.status) { Ok(self) } else { Err(Error::Status(self.status)) }
    }
}

/// What a peer answered to a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status. Redirects are not followed.
    pub status: u16,
    /// How long the peer asks to be left alone (`Retry-After`), at most a day.
    pub retry_after: Option<Duration>,
    /// The beginning of its answer, for the administrator.
    pub text: String,
    /// The way to sign that it took, where that is news.
    pub learnt: Option<Scheme>,
}

/// How much of an answer to a delivery is kept.
const ANSWER: usize = 1024;

/// The part of all requests that one domain may have.
const DOMAIN: usize = 8;
/// Files that are passed on at a time.
const FILES: usize = 64;
/// Large documents that are read at a time.
const LARGE: usize = 16;

/// The longest that a peer can ask to be left alone.
const MAX_RETRY_AFTER: Duration = Duration::from_hours(24);

impl Client {
    /// A client for this instance. Fails when no root certificate can be found.
    pub fn new(options: Options, pool: SigningPool, world: World) -> Result<Self, Error> {
        let Options { origin, network, extra_roots, limits } = options;
        let agent = format!("Guildhall/{} (+{origin})", env!("CARGO_PKG_VERSION"));
        let mut builder = reqwest::Client::builder()
            .user_agent(agent)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .dns_resolver(Resolver::new(network.clone()))
            .connect_timeout(limits.connect)
            .pool_max_idle_per_host(limits.per_host)
            .pool_idle_timeout(Duration::from_mins(1));
        if network == Network::Loopback {
            // Nothing is encrypted there, and a machine without certificates shall do.
            builder = builder.tls_certs_only([]);
        } else {
            builder = builder.https_only(true);
            let mut roots = Vec::new();
            for pem in extra_roots {
                roots.extend(reqwest::Certificate::from_pem_bundle(&pem).map_err(Error::build)?);
            }
            if !roots.is_empty() {
                builder = builder.tls_certs_merge(roots);
            }
        }
        let http = builder.build().map_err(Error::build)?;
        let origin = Url::parse(origin.as_str()).map_err(|_| Refused::Shape)?.origin();
        let gate = || Gate::new(limits.per_host, limits.overall / DOMAIN, limits.overall);
        let (reading, delivering) = (gate(), gate());
        let files = Gate::new(FILES / 8, FILES / 4, FILES);
        let large = Gate::new(limits.per_host, LARGE / 4, LARGE);
        let schemes = Schemes::new(&world);
        let inner = Inner {
            http,
            origin,
            network,
            limits,
            pool,
            schemes,
            world,
            reading,
            delivering,
            files,
            large,
        };
        Ok(Self(Arc::new(inner), None))
    }

    /// The same client, which speaks with nobody who is blocked, and not at all while everything that
    /// leaves is stopped.
    #[must_use]
    pub fn guarded(self, policies: Policies) -> Self {
        Self(self.0, Some(policies))
    }

    /// The world this client lives in.
    pub fn network(&self) -> &Network {
        &self.0.network
    }

    /// The time in this client's world.
    pub fn now(&self) -> domain::Time {
        self.0.world.now()
    }

    /// How peers want requests to be signed.
    pub fn schemes(&self) -> &Schemes {
        &self.0.schemes
    }

    /// The threads on which it signs.
    pub fn signing_pool(&self) -> &SigningPool {
        &self.0.pool
    }

    /// Reads an address out of a document and checks that it may be fetched: one of the network,
    /// not our own ([`Refused::Own`]) and not blocked ([`Refused::Blocked`]).
    pub fn url(&self, s: &str) -> Result<Url, Refused> {
        let url = self.0.network.url(s)?;
        self.check(&url)?;
        if self.1.as_ref().is_some_and(|p| p.of(&host_of(&url)) == Policy::Blocked) {
            return Err(Refused::Blocked);
        }
        Ok(url)
    }

    /// Whether an address is one of this instance.
    pub fn is_own(&self, url: &Url) -> bool {
        url.origin() == self.0.origin
    }

    /// Fetches a document, following at most three redirects within ten seconds in all. Signed at
    /// the origin of `url` only: once a redirect has left it, nothing more is signed. Whatever the
    /// final status, the answer is returned; the media type is insisted on for success only.
    pub async fn get_document(
        &self,
        url: &Url,
        accept: Accept,
        signer: Option<&Signer>,
        budget: &Budget,
    ) -> Result<Fetched, Error> {
        let limits = &self.0.limits;
        let mut url = url.clone();
        url.set_fragment(None);
        let start = url.origin();
        let mut signer = signer;
        let mut seen = HashSet::new();
        // Waiting for a turn is not the host's fault and does not count.
        let mut left = limits.total;
        loop {
            self.may_speak_to(&url).await?;
            if !seen.insert(url.clone()) {
                return Err(Error::RedirectLoop);
            }
            if url.origin() != start {
                signer = None;
            }
            budget.take()?;
            let _turn = self.turn(&self.0.reading, &url).await?;
            let started = tokio::time::Instant::now();
            let hop = within(left, self.get_either(&url, accept, signer, budget)).await?;
            left = left.saturating_sub(started.elapsed());
            match hop {
                Hop::Done(fetched) => return Ok(fetched),
                Hop::To(_) if seen.len() > limits.redirects => return Err(Error::TooManyRedirects),
                Hop::To(next) => url = next,
            }
        }
    }

    /// Delivers a body to an inbox, signed with this key: in the way that its host is known to
    /// take, and when that is refused in the other one. What is answered in the end is refused in
    /// both.
    pub async fn post(
        &self,
        url: &Url,
        payload: &Payload,
        signer: &Signer,
    ) -> Result<Answer, Error> {
        let host = host_of(url);
        let scheme = self.0.schemes.of(&host);
        let first = self.post_as(url, payload, signer, scheme).await?;
        if !schemes::may_mean_scheme(first.status) {
            return Ok(first);
        }
        let second = self.post_as(url, payload, signer, scheme.other()).await?;
        if second.status < 300 {
            self.0.schemes.prefer(&host, scheme.other());
            return Ok(Answer { learnt: Some(scheme.other()), ..second });
        }
        // A 400 is final only when nothing else was wrong in the other way.
        Ok(if first.status == 400 { second } else { first })
    }

    async fn post_as(
        &self,
        url: &Url,
        payload: &Payload,
        signer: &Signer,
        scheme: Scheme,
    ) -> Result<Answer, Error> {
        let method = &Method::POST;
        let at = self.0.world.now();
        let to_sign = ToSign { method, url, payload: Some(payload), at, scheme };
        // Before the turn: signing needs no host.
        let headers = signer.sign(&self.0.pool, to_sign).await?;
        self.post_signed(url, payload, headers).await
    }

    /// Delivers a body with headers that were signed for this address by [`Signer::sign_posts`]
    /// not long ago.
    pub async fn post_signed(
        &self,
        url: &Url,
        payload: &Payload,
        headers: SignedHeaders,
    ) -> Result<Answer, Error> {
        self.may_speak_to(url).await?;
        let _turn = self.turn(&self.0.delivering, url).await?;
        within(self.0.limits.total, async {
            let mut headers = headers.0;
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(ACTIVITY_JSON));
            headers.insert(header::ACCEPT, HeaderValue::from_static("application/json, */*;q=0.1"));
            let body = Some(payload.bytes().clone());
            let mut response = self.send(Method::POST, url, headers, body).await?;
            let status = response.status().as_u16();
            let retry_after = self.retry_after(response.headers());
            let text = match status {
                // What is accepted needs no words.
                200..300 => String::new(),
                _ => body::beginning(&mut response, ANSWER).await,
            };
            Ok(Answer { status, retry_after, text, learnt: None })
        })
        .await
    }

    /// Asks in the way that the host is known to take, and when that is refused in the other one.
    async fn get_either(
        &self,
        url: &Url,
        accept: Accept,
        signer: Option<&Signer>,
        budget: &Budget,
    ) -> Result<Hop, Error> {
        let host = host_of(url);
        let scheme = self.0.schemes.of(&host);
        let first = self.get_once(url, accept, signer.map(|s| (s, scheme))).await?;
        let refused = matches!(&first, Hop::Done(f) if schemes::may_mean_scheme(f.status));
        if signer.is_none() || !refused {
            return Ok(first);
        }
        budget.take()?;
        let second = self.get_once(url, accept, signer.map(|s| (s, scheme.other()))).await?;
        if matches!(&second, Hop::Done(f) if f.status < 300) {
            self.0.schemes.prefer(&host, scheme.other());
        }
        Ok(second)
    }

    async fn get_once(
        &self,
        url: &Url,
        accept: Accept,
        signer: Option<(&Signer, Scheme)>,
    ) -> Result<Hop, Error> {
        let mut headers = match signer {
            None => HeaderMap::new(),
            Some((signer, scheme)) => {
                let method = &Method::GET;
                let at = self.0.world.now();
                let to_sign = ToSign { method, url, payload: None, at, scheme };
                signer.sign(&self.0.pool, to_sign).await?.0
            }
        };
        headers.insert(header::ACCEPT, HeaderValue::from_static(accept.header()));
        let mut response = self.send(Method::GET, url, headers, None).await?;
        let status = response.status().as_u16();
        if matches!(status, 301 | 302 | 303 | 307 | 308)
            && response.headers().contains_key(header::LOCATION)
        {
            return Ok(Hop::To(body::redirect(url, response.headers())?));
        }
        let content_type = body::media_type(response.headers())?;
        if (200..300).contains(&status) && !accept.takes(&content_type) {
            return Err(Error::MediaType(content_type.chars().take(200).collect()));
        }
        let bytes = body::whole(&mut response, self.0.limits.document, &self.0.large).await?;
        Ok(Hop::Done(Fetched { final_url: url.clone(), status, content_type, bytes }))
    }

    async fn send(
        &self,
        method: Method,
        url: &Url,
        mut headers: HeaderMap,
        body: Option<Bytes>,
    ) -> Result<reqwest::Response, Error> {
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let mut request = self.0.http.request(method, url.clone()).headers(headers);
        if let Some(body) = body {
            request = request.body(body);
        }
        let response = request.send().await.map_err(Error::from_http)?;
        let encoded = response
            .headers()
            .get_all(header::CONTENT_ENCODING)
            .iter()
            .any(|e| !e.as_bytes().eq_ignore_ascii_case(b"identity"));
        if encoded { Err(Error::Encoded) } else { Ok(response) }
    }

    /// Asked before each request, so that neither a redirect nor what was decided a moment ago is
    /// missed.
    async fn may_speak_to(&self, url: &Url) -> Result<(), Error> {
        self.check(url)?;
        let Some(policies) = &self.1 else { return Ok(()) };
        let book = policies.current().await;
        if book.of(&host_of(url)) == Policy::Blocked {
            return Err(Refused::Blocked.into());
        }
        if book.outbound_stopped { Err(Error::Stopped) } else { Ok(()) }
    }

    fn check(&self, url: &Url) -> Result<(), Refused> {
        self.0.network.check_url(url)?;
        if self.is_own(url) { Err(Refused::Own) } else { Ok(()) }
    }

    async fn turn(&self, gate: &Gate, url: &Url) -> Result<gate::Turn, Error> {
        let host = url.host_str().unwrap_or_default();
        timeout(self.0.limits.turn, gate.turn(host)).await.map_err(|_| Error::Busy)
    }

    /// Seconds or a date (RFC 9110 §10.2.3).
    fn retry_after(&self, headers: &HeaderMap) -> Option<Duration> {
        let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
        let wait = match text.parse() {
            Ok(seconds) => Duration::from_secs(seconds),
            Err(_) => date::parse(text)?.since(self.0.world.now()),
        };
        Some(wait.min(MAX_RETRY_AFTER))
    }
}

/// The name of an instance, with a port that is not the usual one, as rows have it.
fn host_of(url: &Url) -> String {
    url[Position::BeforeHost..Position::AfterPort].to_owned()
}

enum Hop {
    Done(Fetched),
    To(Url),
}

async fn within<T>(
    limit: Duration,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    timeout(limit, work).await.map_err(|_| Error::Timeout)?
}

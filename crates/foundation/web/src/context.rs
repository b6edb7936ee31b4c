//! The request before us, and its reader: what a handler knows of both ([`Ctx`]), and how it answers.

mod answer;

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    ops::Deref,
    sync::{Arc, atomic::AtomicBool},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderValue, header, request::Parts},
};
use domain::{FieldErrors, Lang, Time, access::Who};
use people::{Client, Token, TokenHash};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use store::{Reader, Store};
use url::Url;
use uuid::Uuid;

use crate::{
    App, Error, Form, FormView, Local, Messages, Result, Shell, Site, Tr, Viewer, cookies, format,
    locale::{self, Wishes},
};

/// The id of a request: in the log, in `X-Request-Id`, and the reference number of an error.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RequestId(pub Uuid);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What kind of answer the client asks for (RFC 9110 §12.5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// A page.
    Html,
    /// JSON.
    Json,
    /// ActivityStreams 2.0.
    Activity,
}

impl Wants {
    /// Reads the header `Accept`. Whatever is unclear is answered with a page.
    pub fn of(accept: &str) -> Self {
        for range in accept.split(',') {
            match range.split(';').next().unwrap_or_default().trim() {
                "text/html" | "application/xhtml+xml" => return Self::Html,
                "application/activity+json" | "application/ld+json" => return Self::Activity,
                "application/json" | "application/problem+json" => return Self::Json,
                _ => {}
            }
        }
        Self::Html
    }
}

/// The request before us, and its reader. Take it as the first argument of a handler.
#[derive(Clone)]
pub struct Ctx(Arc<Context>);

/// The parts of a [`Ctx`].
pub struct Context {
    /// The house.
    pub app: App,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// The words of the reader's language.
    pub tr: Tr,
    /// Her dates and numbers.
    pub local: Local,
    /// The settings of the site; nothing before it is set up. See [`Ctx::site`].
    pub site: Option<Arc<Site>>,
    /// The moment of the request.
    pub now: Time,
    /// The path of the address.
    pub path: String,
    /// The query of the address, without its question mark.
    pub query: String,
    /// What kind of answer is asked for.
    pub wants: Wants,
    /// The id of the one element that our script will take out of the page, if it asks.
    pub fragment: Option<String>,
    /// The id of the request.
    pub request_id: RequestId,
    /// What is kept of the session token, for signing out.
    pub session: Option<TokenHash>,
    /// The address of the reader's machine, for rate limits only.
    pub address: IpAddr,
    /// What her program calls itself.
    pub user_agent: String,
    /// The message to be shown once on this page.
    pub(crate) flash: Option<String>,
    /// Whether the address chose the language.
    pub(crate) chose_language: bool,
    /// The page that the reader came from, when it is one of ours.
    referer: Option<String>,
    /// See [`Ctx::is_unsaved`]. It is known when the answer is made, to which the page belongs.
    unsaved: AtomicBool,
}

impl Deref for Ctx {
    type Target = Context;
    fn deref(&self) -> &Context {
        &self.0
    }
}

impl Ctx {
    /// Who asks, for the rules.
    pub fn who(&self) -> Who {
        self.viewer.as_ref().map_or(Who::Visitor, Viewer::who)
    }

    /// The reader when she is signed in, or the way to sign in.
    pub fn signed_in(&self) -> Result<&Viewer> {
        self.viewer.as_ref().ok_or(Error(domain::Error::SignIn))
    }

    /// The settings of the site. Before it is set up there is nothing to be found.
    pub fn site(&self) -> Result<&Site> {
        self.site.as_deref().ok_or(Error(domain::Error::NotFound))
    }

    /// The database.
    pub fn store(&self) -> &Store {
        self.app.store()
    }

    /// Reads beside the units of work.
    pub fn read(&self) -> Reader {
        self.app.store().read()
    }

    /// The program the reader uses, for signing in.
    pub fn client(&self) -> Client {
        Client { address: self.address, user_agent: self.user_agent.clone(), session: self.session }
    }

    /// The parameters of the address.
    pub fn params(&self) -> Form {
        Form::parse(self.query.as_bytes())
    }

    /// Path and query as they were asked.
    pub fn path_and_query(&self) -> String {
        if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        }
    }

    /// The page the reader came from, or the home page: where a button on many pages returns to.
    pub fn back(&self) -> String {
        self.referer.clone().unwrap_or_else(|| "/".to_owned())
    }

    /// The frame of a page with this title.
    pub fn shell(&self, title: impl Into<String>) -> Shell {
        Shell::new(self, title.into())
    }

    /// The frame of a page of the administration with this title: the same with the tabs of all its pages. Whoever asks for
    /// it has asked whether the reader may see the page.
    pub fn administration(&self, title: impl Into<String>) -> Shell {
        self.shell(title).of_administration()
    }

    /// A form as it stands on a page: what was typed, and what is wrong with it.
    #[allow(clippy::needless_pass_by_value, reason = "what is wrong is not needed afterwards")]
    pub fn form(&self, form: Form, errors: FieldErrors) -> FormView {
        FormView::new(self.tr, form, &errors)
    }

    /// Whether the address is this page or one below it, for menus.
    pub fn is_at(&self, href: &str) -> bool {
        self.path == href
            || (href != "/" && self.path.strip_prefix(href).is_some_and(|r| r.starts_with('/')))
    }

    pub(crate) async fn build(app: &App, parts: &Parts) -> Result<Self, domain::Error> {
        let (site, now) = (app.site(), app.store().now());
        let text = |name| parts.headers.get(name).and_then(|v: &HeaderValue| v.to_str().ok());
        let session = cookies::get(&parts.headers, cookies::session_name(app))
            .and_then(Token::parse)
            .map(|token| token.hash());
        let viewer = match session {
            Some(hash) => people::sessions::viewer(&mut app.store().read(), hash, now).await?,
            None => None,
        };
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let asked = asked_language(&query);
        let wishes = Wishes {
            asked: asked.as_deref(),
            account: viewer.as_ref().and_then(|v| v.lang.as_ref()).map(Lang::as_str),
            cookie: cookies::get(&parts.headers, cookies::LANG),
            accept: text(header::ACCEPT_LANGUAGE),
        };
        let offered = app.interface_languages();
        let default = site.as_ref().map_or_else(Lang::english, |s| s.default_lang.clone());
        let lang = locale::negotiate(wishes, &offered, &default);
        let messages = Messages::load();
        let tr = messages.of(&lang);
        let flash = cookies::get(&parts.headers, cookies::FLASH);
        let accept = text(header::ACCEPT).unwrap_or_default();
        let zone = format::zone(site.as_ref().map_or("UTC", |s| &s.timezone));
        Ok(Self(Arc::new(Context {
            app: app.clone(),
            tr,
            local: Local { tr, zone, now },
            now,
            path: parts.uri.path().to_owned(),
            wants: Wants::of(accept),
            fragment: fragment(accept),
            request_id: parts.extensions.get().copied().unwrap_or_default(),
            flash: flash.filter(|key| messages.has(key)).map(ToOwned::to_owned),
            chose_language: asked.is_some_and(|tag| locale::exact(&tag, &offered).is_some()),
            referer: text(header::REFERER).and_then(|r| local_referer(r, text(header::HOST)?)),
            address: address(parts, &app.config().trusted_proxies),
            user_agent: text(header::USER_AGENT).unwrap_or_default().to_owned(),
            unsaved: AtomicBool::new(false),
            viewer,
            session,
            query,
            site,
        })))
    }
}

impl FromRequestParts<App> for Ctx {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        // The layer around all routes has made it; without the layer, as in a small test, we do.
        if let Some(ctx) = parts.extensions.get::<Self>() {
            return Ok(ctx.clone());
        }
        Ok(Self::build(app, parts).await?)
    }
}

/// The address of the reader's machine: the one that is connected to us, or, where that is a
/// proxy of ours, the last one in its list that is not.
fn address(parts: &Parts, trusted: &[IpAddr]) -> IpAddr {
    let connected = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip());
    if !trusted.contains(&connected) {
        return connected;
    }
    let lists = parts.headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok());
    let addresses: Vec<IpAddr> =
        lists.flat_map(|list| list.split(',')).filter_map(|a| a.trim().parse().ok()).collect();
    addresses.into_iter().rev().find(|a| !trusted.contains(a)).unwrap_or(connected)
}

fn asked_language(query: &str) -> Option<String> {
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "lang")
        .map(|(_, tag)| tag.into_owned())
}

/// The element our script asks for: `Accept: text/html; fragment=results`.
fn fragment(accept: &str) -> Option<String> {
    let id =
        accept.split(',').next()?.split(';').find_map(|p| p.trim().strip_prefix("fragment="))?;
    Some(id.to_owned()).filter(|id| !id.is_empty() && id.len() <= 64)
}

fn local_referer(referer: &str, host: &str) -> Option<String> {
    let url = Url::parse(referer).ok()?;
    (url.authority() == host).then(|| {
        let query = url.query().map_or_else(String::new, |q| format!("?{q}"));
        format!("{}{query}", url.path())
    })
}

/// The path when it leads to a page of ours, for `next=` and redirects: it begins with one slash,
/// and no browser can take it for another host (`//host`, `/\host`) or a second header.
pub fn safe_path(path: &str) -> Option<&str> {
    let rest = path.strip_prefix('/')?;
    let bad = rest.starts_with(['/', '\\'])
        || !path.is_ascii()
        || path.bytes().any(|b| b.is_ascii_control() || b == b'\\')
        || path.len() > 2000;
    (!bad).then_some(path)
}

const COMPONENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Writes a text into a query parameter (RFC 3986 §2).
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_safe_to_go_to() {
        for good in ["/", "/communities/x?tab=members#top", "/search?q=%D0%B0"] {
            assert_eq!(safe_path(good), Some(good));
        }
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "evil",
            "/a\r\nSet-Cookie: x",
            "/\t/evil.example",
            "javascript:alert(1)",
            "/а",
            "/a\\b",
        ] {
            assert_eq!(safe_path(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn the_client_says_what_it_wants() {
        assert_eq!(Wants::of(""), Wants::Html);
        assert_eq!(Wants::of("text/html,application/xhtml+xml,*/*;q=0.8"), Wants::Html);
        assert_eq!(Wants::of("application/json"), Wants::Json);
        let ld = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
        assert_eq!(Wants::of(ld), Wants::Activity);
        assert_eq!(fragment("text/html; fragment=results").as_deref(), Some("results"));
        assert_eq!(fragment("text/html"), None);
    }

    #[test]
    fn one_returns_only_to_our_own_pages() {
        let back = |r| local_referer(r, "sofia.example");
        assert_eq!(back("https://sofia.example/a?b=c").as_deref(), Some("/a?b=c"));
        assert_eq!(back("https://evil.example/a"), None);
        assert_eq!(back("nonsense"), None);
    }
}

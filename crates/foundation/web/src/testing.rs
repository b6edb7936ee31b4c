//! A visitor who reads pages as a browser without scripts does, for tests of rooms:
//!
//! ```ignore
//! let house = web::testing::house(&store, vec![communities::room()]).await;
//! let mut elena = Browser::new(&house).signed_in(&city, &elena).await;
//! let page = elena.get("/communities/jobs").await;
//! assert_eq!(page.one("h1"), "Работа за мигранти");
//! let page = elena.post("/communities/jobs/join", &[]).await;
//! assert_eq!(page.location(), Some("/communities/jobs"));
//! ```

use std::collections::BTreeMap;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, header},
};
use domain::access::Who;
use federation::keys::Secret;
use http_body_util::BodyExt;
use people::testing::{City, Person};
use scraper::{ElementRef, Html, Selector};
use store::Store;
use tower::ServiceExt;

use crate::{Config, House, Room, cookies};

/// The host that browsers of tests speak to.
pub const HOST: &str = "city.example";

/// The origin of houses that federate.
pub const ORIGIN: &str = "http://city.localhost:8101";

/// A house of these rooms on this store.
pub async fn house(store: &Store, rooms: Vec<Room>) -> House {
    crate::build(store.clone(), Config::default(), rooms).await.expect("the rooms fit together")
}

/// A house that speaks with others, under an origin of the loopback network.
pub async fn federating_house(store: &Store, rooms: Vec<Room>) -> House {
    people::site::fix_origin(store, &Who::System, ORIGIN).await.expect("a good origin");
    let secret = Secret::from_bytes(&[7; 32]).expect("a secret");
    let federation = Some(crate::federation_settings(secret));
    let config = Config { federation, ..Config::default() };
    crate::build(store.clone(), config, rooms).await.expect("the rooms fit together")
}

/// Somebody with a browser: it keeps cookies and sends what browsers send.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    session_name: &'static str,
    cookies: BTreeMap<String, String>,
    headers: Vec<(&'static str, String)>,
    page: String,
}

impl Browser {
    /// A visitor who reads Bulgarian.
    pub fn new(house: &House) -> Self {
        Self {
            router: house.router.clone(),
            session_name: cookies::session_name(&house.app),
            cookies: BTreeMap::new(),
            headers: vec![("accept", "text/html".into()), ("accept-language", "bg".into())],
            page: "/".into(),
        }
    }

    /// The same, with another header; a header of that name is replaced.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(n, _)| *n != name);
        self.headers.push((name, value.into()));
        self
    }

    /// The same, reading this language.
    #[must_use]
    pub fn reading(self, lang: &str) -> Self {
        self.header("accept-language", lang)
    }

    /// The same, signed in as this person.
    pub async fn signed_in(mut self, city: &City, person: &Person) -> Self {
        let signed_in = city.sign_in(person).await;
        self.cookies.insert(self.session_name.into(), signed_in.token.as_str().into());
        self
    }

    /// The value of a cookie, as a test may want to know it.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let answer = self.send(Method::GET, path, Vec::new()).await;
        if answer.status == 200 {
            path.clone_into(&mut self.page);
        }
        answer
    }

    /// Opens a page, and the one it leads to.
    pub async fn follow(&mut self, path: &str) -> Answer {
        let answer = self.get(path).await;
        match answer.location() {
            Some(location) => self.get(location).await,
            None => answer,
        }
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        self.send(Method::POST, path, form.finish().into_bytes()).await
    }

    /// Sends files as a form does (RFC 7578), each with its name and what it holds.
    pub async fn upload(&mut self, path: &str, files: &[(&str, &[u8])]) -> Answer {
        self.upload_with(path, &[], files).await
    }

    /// The same with other fields before the files.
    pub async fn upload_with(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let field = format!(
                "--parted\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(field.as_bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--parted\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 content-type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--parted--\r\n");
        self.send_files(path, body).await
    }

    /// The same with a body that may be broken.
    pub async fn send_files(&mut self, path: &str, body: Vec<u8>) -> Answer {
        self.headers.push(("content-type", "multipart/form-data; boundary=parted".into()));
        let answer = self.send(Method::POST, path, body).await;
        self.headers.retain(|(name, _)| *name != "content-type");
        answer
    }

    /// Sends a form, and opens the page it leads to.
    pub async fn post_and_follow(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, fields).await;
        match answer.location() {
            Some(location) => self.get(location).await,
            None => answer,
        }
    }

    /// Sends any request.
    pub async fn send(&mut self, method: Method, path: &str, body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(&method).uri(path).header(header::HOST, HOST);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if !self.cookies.is_empty() {
            let all = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
            request = request.header(header::COOKIE, all.collect::<Vec<_>>().join("; "));
        }
        if method == Method::POST {
            if !self.headers.iter().any(|(name, _)| *name == "sec-fetch-site") {
                request = request.header("sec-fetch-site", "same-origin");
            }
            request = request
                .header(header::REFERER, format!("http://{HOST}{}", self.page))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let request = request.body(Body::from(body)).expect("a request can be made");
        let response = self.router.clone().oneshot(request).await.expect("routers do not fail");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("the body arrives").to_bytes();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(line.to_str().expect("cookies are ASCII"));
        }
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
            bytes: body.to_vec(),
        }
    }

    fn keep(&mut self, line: &str) {
        let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
        let (name, value) = pair.split_once('=').expect("a cookie has a name");
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.into(), value.into());
        }
    }
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text; fonts and pictures are not whole in it.
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// A header as text; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// Where it leads.
    pub fn location(&self) -> Option<&str> {
        Some(self.header("location")).filter(|location| !location.is_empty())
    }

    /// The text of every element that fits the selector, white space made simple.
    pub fn all(&self, selector: &str) -> Vec<String> {
        self.elements(selector, |element| {
            let text: String = element.text().collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        })
    }

    /// The text of the only element that fits.
    ///
    /// # Panics
    /// When none fits, or several do: the test is to fail, and shows the page.
    pub fn one(&self, selector: &str) -> String {
        let mut all = self.all(selector);
        assert_eq!(all.len(), 1, "{selector} in\n{}", self.body);
        all.remove(0)
    }

    /// Whether some element fits.
    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// An attribute of every element that fits the selector and has it.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let all = self.elements(selector, |e| e.value().attr(name).map(ToOwned::to_owned));
        all.into_iter().flatten().collect()
    }

    /// The value typed in a field, or chosen in it.
    pub fn value(&self, name: &str) -> Option<String> {
        let input = self.attributes(&format!("input[name=\"{name}\"]"), "value");
        let area = self.all(&format!("textarea[name=\"{name}\"]"));
        let chosen = format!("select[name=\"{name}\"] option[selected]");
        input.into_iter().chain(area).chain(self.attributes(&chosen, "value")).next()
    }

    /// The error beside a field, without the word for it.
    pub fn error(&self, name: &str) -> Option<String> {
        let id = crate::form::id(name);
        self.all(&format!("#{id}-err > span"))
            .into_iter()
            .next()
            .map(|text| text.split_once(": ").map_or(text.clone(), |(_, rest)| rest.to_owned()))
    }

    /// The one-time message.
    pub fn flash(&self) -> Option<String> {
        self.all("#flash").into_iter().next()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("the body is JSON")
    }

    fn elements<T>(&self, selector: &str, read: impl Fn(ElementRef<'_>) -> T) -> Vec<T> {
        let selector = Selector::parse(selector).expect("a selector");
        Html::parse_document(&self.body).select(&selector).map(read).collect()
    }
}

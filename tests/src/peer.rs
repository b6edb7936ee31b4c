//! A peer made by hand: a server that says what a test tells it to say, and signs what a test tells it
//! to sign.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use federation::{
    keys::{PrivateKey, SigningPool},
    signature::{Payload, Scheme, Signer, ToSign},
};
use serde_json::{Value, json};
use sha2::Digest as _;
use store::{TestClock, testing::world_on};
use tokio::task::JoinHandle;
use url::Url;

/// What is answered at a path.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The media type.
    pub media: &'static str,
    /// The body.
    pub body: String,
}

#[derive(Debug, Default)]
struct Memory {
    answers: HashMap<String, Answer>,
    /// Paths that lead elsewhere.
    redirects: HashMap<String, String>,
    /// What was delivered to any inbox, in order.
    delivered: Vec<Value>,
    /// Paths that were asked for.
    asked: Vec<String>,
    /// What inboxes answer.
    inbox: Option<u16>,
}

/// The peer.
pub struct Peer {
    /// `http://NAME.localhost:PORT`.
    pub origin: String,
    memory: Arc<Mutex<Memory>>,
    clock: TestClock,
    server: JoinHandle<()>,
}

/// Somebody of the peer, who signs.
#[derive(Clone)]
pub struct Somebody {
    /// Her id.
    pub iri: String,
    /// Her key.
    pub signer: Signer,
}

/// A delivery that is ready to be sent, or to be spoilt first.
pub struct Delivery {
    /// Where it goes.
    pub url: String,
    /// Its headers, the signature included.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Vec<u8>,
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Peer {
    /// Starts a peer of this name.
    pub async fn start(name: &str, clock: &TestClock) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let port = listener.local_addr().expect("it has an address").port();
        let memory = Arc::new(Mutex::new(Memory::default()));
        let router = Router::new().fallback(answer).with_state(memory.clone());
        let server = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        let origin = format!("http://{name}.localhost:{port}");
        Self { origin, memory, clock: clock.clone(), server }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An address of the peer.
    pub fn iri(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// Says this at a path, as ActivityPub.
    pub fn say(&self, path: &str, document: &Value) {
        let media = "application/activity+json";
        self.answer(path, Answer { status: 200, media, body: document.to_string() });
    }

    /// Says anything at a path.
    pub fn answer(&self, path: &str, answer: Answer) {
        self.lock().answers.insert(path.to_owned(), answer);
    }

    /// Sends whoever asks for a path to another address.
    pub fn redirect(&self, path: &str, to: &str) {
        self.lock().redirects.insert(path.to_owned(), to.to_owned());
    }

    /// Inboxes answer with this status from now on.
    pub fn inboxes_answer(&self, status: u16) {
        self.lock().inbox = Some(status);
    }

    /// What was delivered so far.
    pub fn delivered(&self) -> Vec<Value> {
        self.lock().delivered.clone()
    }

    /// What was asked for so far.
    pub fn asked(&self) -> Vec<String> {
        self.lock().asked.clone()
    }

    /// Makes somebody with a document, a key and an inbox of her own.
    pub fn somebody(&self, name: &str) -> Somebody {
        self.actor(name, "Person")
    }

    /// Makes an actor of this type.
    pub fn actor(&self, name: &str, kind: &str) -> Somebody {
        let key = PrivateKey::generate_blocking().expect("a key");
        self.actor_with(name, kind, key)
    }

    /// The same with a key that exists.
    pub fn actor_with(&self, name: &str, kind: &str, key: PrivateKey) -> Somebody {
        self.actor_at(&format!("/users/{name}"), name, kind, key)
    }

    /// The same at any path.
    pub fn actor_at(&self, path: &str, name: &str, kind: &str, key: PrivateKey) -> Somebody {
        let iri = self.iri(path);
        let key_id = format!("{iri}#main-key");
        self.say(
            path,
            &json!({
                "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
                "id": iri, "type": kind, "preferredUsername": name, "name": name,
                "inbox": format!("{iri}/inbox"), "outbox": format!("{iri}/outbox"),
                "followers": format!("{iri}/followers"),
                "endpoints": { "sharedInbox": self.iri("/inbox") },
                "publicKey": {
                    "id": key_id, "owner": iri,
                    "publicKeyPem": key.public_text().expect("a public key")
                }
            }),
        );
        let outbox = json!({ "id": format!("{iri}/outbox"), "type": "OrderedCollection",
            "totalItems": 0, "orderedItems": [] });
        self.say(&format!("{path}/outbox"), &outbox);
        Somebody { iri, signer: Signer { key_id: key_id.into(), key } }
    }

    /// Somebody with a second key, of Ed25519: as she signs with the first, and with the second.
    pub fn somebody_with_two_keys(&self, name: &str) -> (Somebody, Somebody) {
        self.with_two_keys(name, "Person")
    }

    /// The same for an actor of this type.
    pub fn with_two_keys(&self, name: &str, kind: &str) -> (Somebody, Somebody) {
        let first = self.actor(name, kind);
        let key = PrivateKey::generate_ed25519().expect("a key");
        let key_id = format!("{}#ed25519-key", first.iri);
        let path = format!("/users/{name}");
        let mut document: Value =
            serde_json::from_str(&self.lock().answers[&path].body).expect("her document");
        document["assertionMethod"] = json!([{ "id": key_id, "type": "Multikey",
            "controller": first.iri, "publicKeyMultibase": key.public_text().expect("a key") }]);
        self.say(&path, &document);
        let second = Somebody { signer: Signer { key_id: key_id.into(), key }, ..first.clone() };
        (first, second)
    }

    /// Adds the proof of whoever holds this key of Ed25519 (FEP-8b32).
    pub fn prove(who: &Somebody, document: &Value) -> Value {
        let mut options = json!({ "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022",
            "verificationMethod": &*who.signer.key_id, "proofPurpose": "assertionMethod",
            "created": "2026-11-22T08:00:00Z", "@context": document["@context"] });
        let digest = |value: &Value| {
            let text = serde_json_canonicalizer::to_vec(value).expect("it can be written");
            sha2::Sha256::digest(text)
        };
        let hashed = [digest(&options), digest(document)].concat();
        let signature = who.signer.key.sign_blocking(&hashed).expect("it is signed");
        options["proofValue"] = format!("z{}", bs58::encode(signature).into_string()).into();
        let mut proven = document.clone();
        proven["proof"] = options;
        proven
    }

    /// Signs a delivery now.
    pub async fn sign(&self, who: &Somebody, inbox: &str, activity: &Value) -> Delivery {
        self.sign_text(who, inbox, activity.to_string()).await
    }

    /// Signs a body of any kind.
    pub async fn sign_text(&self, who: &Somebody, inbox: &str, body: String) -> Delivery {
        self.sign_as(who, Scheme::Cavage, inbox, body).await
    }

    /// Signs a body in this way.
    pub async fn sign_as(
        &self,
        who: &Somebody,
        scheme: Scheme,
        inbox: &str,
        body: String,
    ) -> Delivery {
        let url = Url::parse(inbox).expect("an inbox");
        let payload = Payload::new(body.clone().into_bytes());
        let (world, _) = world_on(1, &self.clock);
        let to_sign = ToSign {
            method: &Method::POST,
            url: &url,
            payload: Some(&payload),
            at: world.now(),
            scheme,
        };
        let pool = SigningPool::new(1);
        let mut headers = who.signer.sign(&pool, to_sign).await.expect("it is signed").0;
        headers.insert("content-type", HeaderValue::from_static("application/activity+json"));
        Delivery { url: inbox.to_owned(), headers, body: body.into_bytes() }
    }

    /// Asks for a document, signed in this way; returns the status.
    pub async fn ask(&self, who: &Somebody, scheme: Scheme, at: &str) -> u16 {
        self.fetch(who, scheme, at).await.0
    }

    /// Asks for a document, signed in this way; returns status and body.
    pub async fn fetch(&self, who: &Somebody, scheme: Scheme, at: &str) -> (u16, String) {
        let url = Url::parse(at).expect("an address");
        let (world, _) = world_on(1, &self.clock);
        let method = &Method::GET;
        let to_sign = ToSign { method, url: &url, payload: None, at: world.now(), scheme };
        let headers = who.signer.sign(&SigningPool::new(1), to_sign).await.expect("it is signed").0;
        let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
        let path = &url[url::Position::BeforePath..];
        let local = format!("http://127.0.0.1:{}{path}", url.port().unwrap_or(80));
        let request = reqwest::Client::new().get(local).headers(headers).header("host", host);
        let request = request.header("accept", "application/activity+json");
        let response = request.send().await.expect("the city answers");
        (response.status().as_u16(), response.text().await.unwrap_or_default())
    }

    /// Signs and sends; returns the status.
    pub async fn deliver(&self, who: &Somebody, inbox: &str, activity: &Value) -> u16 {
        self.sign(who, inbox, activity).await.send().await.0
    }
}

impl Delivery {
    /// Sends it as it is; returns status and body.
    pub async fn send(&self) -> (u16, String) {
        let url = Url::parse(&self.url).expect("an address");
        let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
        let at = format!(
            "http://127.0.0.1:{}{}",
            url.port().unwrap_or(80),
            &url[url::Position::BeforePath..]
        );
        let mut headers = self.headers.clone();
        if !headers.contains_key("host") {
            headers.insert("host", HeaderValue::from_str(host).expect("a host"));
        }
        let response = reqwest::Client::new()
            .post(at)
            .headers(headers)
            .body(self.body.clone())
            .send()
            .await
            .expect("the city answers");
        (response.status().as_u16(), response.text().await.unwrap_or_default())
    }
}

/// Asks a city for a document with this `Accept`; returns status, media type and body.
pub async fn get(url: &str, accept: &str) -> (u16, String, String) {
    let response = asked(url, accept).await;
    let media = response.headers().get("content-type");
    let media = media.and_then(|m| m.to_str().ok()).unwrap_or_default().to_owned();
    (response.status().as_u16(), media, response.text().await.unwrap_or_default())
}

/// Asks a city for a document with this `Accept`; returns status and headers.
pub async fn head_of(url: &str, accept: &str) -> (u16, HeaderMap) {
    let response = asked(url, accept).await;
    (response.status().as_u16(), response.headers().clone())
}

async fn asked(url: &str, accept: &str) -> reqwest::Response {
    let url = Url::parse(url).expect("an address");
    let host = url[url::Position::BeforeHost..url::Position::AfterPort].to_owned();
    let at = format!(
        "http://127.0.0.1:{}{}",
        url.port().unwrap_or(80),
        &url[url::Position::BeforePath..]
    );
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let request = client.get(at).header("host", host).header("accept", accept);
    request.send().await.expect("the city answers")
}

async fn answer(
    State(memory): State<Arc<Mutex<Memory>>>,
    method: Method,
    uri: Uri,
    body: Bytes,
) -> Response {
    let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
    if method == Method::POST {
        let status = memory.inbox.unwrap_or(202);
        if status == 202 {
            memory.delivered.push(serde_json::from_slice(&body).unwrap_or_default());
        }
        return StatusCode::from_u16(status).unwrap_or(StatusCode::OK).into_response();
    }
    let path = uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
    memory.asked.push(path.clone());
    if let Some(to) = memory.redirects.get(&path) {
        return (StatusCode::FOUND, [("location", to.clone())]).into_response();
    }
    match memory.answers.get(&path) {
        Some(Answer { status, media, body }) => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::OK);
            (status, [("content-type", *media)], body.clone()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

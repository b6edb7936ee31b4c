//! What a hostile server sends: thousands of deliveries that are wrong, huge or lead into a trap, and
//! connections that never come to an end.

use std::{
    fmt::Write as _,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::http::Method;
use domain::World;
use federation::{
    keys::{PrivateKey, SigningPool},
    signature::{Payload, Scheme, Signer, ToSign},
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use url::Url;

use super::traps::{TRAPS, Traps};

const CONTEXT: &str = "https://www.w3.org/ns/activitystreams";
const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// A flood: how much of it was sent, and whether it goes on.
pub struct Flood {
    pub traps: Traps,
    pub key: PrivateKey,
    pub world: World,
    /// Where the city listens, and its public address.
    pub city: SocketAddr,
    pub inbox: String,
    /// Something that is there, which can be answered.
    pub thing: String,
    pub sent: AtomicUsize,
    /// Answers with a status of ours (5xx) that say that we are at fault.
    pub faults: AtomicUsize,
    pub over: AtomicBool,
}

impl Flood {
    fn goes_on(&self) -> bool {
        !self.over.load(Ordering::Relaxed)
    }

    /// Sends deliveries one after another until it is over.
    pub async fn deliver(self: Arc<Self>) {
        while self.goes_on() {
            let n = self.sent.fetch_add(1, Ordering::Relaxed);
            let (who, body, headers) = self.delivery(n);
            let status = self.post(&who, body, headers).await.unwrap_or(0);
            if status >= 500 && status != 503 {
                self.faults.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Whoever signs the delivery of this number, its body, and headers that it adds.
    fn delivery(&self, n: usize) -> (String, String, &'static str) {
        let (mallory, at) =
            (self.traps.iri("/users/mallory"), |p: &str| self.traps.iri(&format!("/{p}/{n}")));
        let trap = TRAPS[n / 24 % TRAPS.len()];
        let activity = |kind: &str, actor: &str, object: Value| {
            json!({ "@context": CONTEXT, "id": at("did"), "type": kind, "actor": actor, "to": [PUBLIC],
                "object": object })
        };
        let (mut who, mut headers) = (mallory.clone(), "");
        let body = match n % 24 {
            0..=9 => activity("Like", &mallory, json!(at("nothing"))).to_string(),
            10..=14 => {
                // Each has another name, each key is in another trap.
                who = self.traps.named(n, &format!("/{trap}/{n}"));
                let mut like = activity("Like", &who, json!(self.thing));
                like["id"] = format!("{who}/like").into();
                if n % 24 == 14 && n.is_multiple_of(5) {
                    like["x"] = vec![json!({ "a": 1 }); 9_500].into();
                }
                like.to_string()
            }
            15 if n % 48 == 15 => activity(
                "Create",
                &mallory,
                json!({ "id": at("note"), "type": "Note",
                "attributedTo": mallory, "content": "<p>".repeat(200_000), "to": [PUBLIC] }),
            )
            .to_string(),
            15 => activity(
                "Create",
                &mallory,
                json!({ "id": at("note"), "type": "Note",
                "attributedTo": mallory, "content": "x", "to": [PUBLIC],
                "tag": vec![json!({ "a": 1 }); 9_500] }),
            )
            .to_string(),
            // Somebody else did it, so that it is looked for where that one lives.
            16..=18 => {
                let other = self.traps.iri(&format!("/users/other{n}"));
                activity("Create", &other, json!(self.traps.iri(&format!("/{trap}/{n}"))))
                    .to_string()
            }
            19 => {
                let other = self.traps.iri(&format!("/users/other{n}"));
                activity(
                    "Create",
                    &other,
                    json!({ "id": self.traps.iri(&format!("/tree/{}", n * 1000)),
                    "type": "Note", "attributedTo": other, "content": "x", "inReplyTo": self.thing,
                    "to": [PUBLIC] }),
                )
                .to_string()
            }
            20 => format!("{{\"id\":{}", "[".repeat(900_000)),
            21 => {
                headers = "Content-Encoding: gzip\r\n";
                "x".repeat(1000)
            }
            22 => " ".repeat(2_000_000),
            _ => {
                headers = "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n";
                activity("Delete", &mallory, json!(self.thing)).to_string()
            }
        };
        (who, body, headers)
    }

    /// Signs and sends; returns the status.
    pub async fn post(&self, who: &str, body: String, more: &str) -> std::io::Result<u16> {
        let url = Url::parse(&self.inbox).unwrap();
        let payload = Payload::new(body.into_bytes());
        let signer = Signer { key_id: format!("{who}#main-key").into(), key: self.key.clone() };
        let to_sign = ToSign {
            method: &Method::POST,
            url: &url,
            payload: Some(&payload),
            at: self.world.now(),
            scheme: Scheme::Cavage,
        };
        let signed = signer.sign(&SigningPool::new(1), to_sign).await.unwrap().0;
        let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
        let mut head = format!(
            "POST /inbox HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
            Content-Type: application/activity+json\r\nContent-Length: {}\r\n{more}",
            payload.bytes().len()
        );
        for (name, value) in &signed {
            if name != "host" {
                write!(head, "{name}: {}\r\n", value.to_str().unwrap()).unwrap();
            }
        }
        head.push_str("\r\n");
        let exchange = async {
            let mut stream = TcpStream::connect(self.city).await?;
            stream.write_all(head.as_bytes()).await?;
            // What is refused may be refused before all of it was said.
            let _ = stream.write_all(payload.bytes()).await;
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer).await;
            let line = String::from_utf8_lossy(&answer).into_owned();
            Ok(line.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0))
        };
        tokio::time::timeout(Duration::from_secs(60), exchange).await.unwrap_or(Ok(0))
    }

    /// Opens a connection and sends a head that never ends, again and again.
    pub async fn slow_head(self: Arc<Self>) {
        while self.goes_on() {
            let _ = self.dribble("POST /inbox HTTP/1.1\r\nHost: city\r\n", "X-More: a\r\n").await;
        }
    }

    /// The same with a body of which all but the end is sent.
    pub async fn slow_body(self: Arc<Self>) {
        let host = self.city.to_string();
        let head = format!(
            "POST /inbox HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/activity+json\r\n\
            Content-Length: 1000000\r\n\r\n{}",
            " ".repeat(900_000)
        );
        while self.goes_on() {
            let _ = self.dribble(&head, " ").await;
        }
    }

    async fn dribble(&self, begin: &str, piece: &str) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(self.city).await?;
        stream.write_all(begin.as_bytes()).await?;
        let mut answer = [0; 256];
        while self.goes_on() {
            stream.write_all(piece.as_bytes()).await?;
            let pause = Duration::from_millis(500);
            if tokio::time::timeout(pause, stream.read(&mut answer)).await.is_ok() {
                break;
            }
        }
        Ok(())
    }
}

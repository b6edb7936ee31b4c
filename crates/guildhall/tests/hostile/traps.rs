//! A server that answers with whatever hurts.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// What it can answer with; the first part of a path names it.
pub const TRAPS: [&str; 14] = [
    "endless", "long", "short", "drip", "gzip", "circle", "maze", "deep", "wide", "lies", "list",
    "tree", "heads", "stall",
];
/// How long a trap holds whoever does not leave by herself.
const HOLD: Duration = Duration::from_secs(60);
/// Nearly as large as a document may be.
const LARGE: usize = 900_000;

/// The server. Every name below `mallory.localhost` leads to it.
pub struct Traps {
    pub port: u16,
    asked: Arc<AtomicUsize>,
    server: JoinHandle<()>,
}

impl Drop for Traps {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Traps {
    /// Starts it; `key` is the public key of all its people, `honest` the id of somebody who lives
    /// elsewhere.
    pub async fn start(key: String, honest: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(AtomicUsize::new(0));
        let (counter, answers) = (asked.clone(), Arc::new(Answers { port, key, honest }));
        let server = tokio::spawn(async move {
            let mut open = tokio::task::JoinSet::new();
            loop {
                let Ok((stream, _)) = listener.accept().await else { continue };
                let (answers, counter) = (answers.clone(), counter.clone());
                open.spawn(async move {
                    // Whoever leaves in the middle is what this is about.
                    let _ = tokio::time::timeout(HOLD, answers.serve(stream, &counter)).await;
                });
                while open.try_join_next().is_some() {}
            }
        });
        Self { port, asked, server }
    }

    /// An address of it.
    pub fn iri(&self, path: &str) -> String {
        format!("http://mallory.localhost:{}{path}", self.port)
    }

    /// The same under one of its many names.
    pub fn named(&self, name: usize, path: &str) -> String {
        format!("http://n{name}.mallory.localhost:{}{path}", self.port)
    }

    /// It goes away, and whoever it holds is let go.
    pub fn end(&self) {
        self.server.abort();
    }

    /// How often it was asked.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

struct Answers {
    port: u16,
    key: String,
    honest: String,
}

impl Answers {
    async fn serve(&self, mut stream: TcpStream, asked: &AtomicUsize) -> std::io::Result<()> {
        let mut head = Vec::new();
        while !head.windows(4).any(|w| w == b"\r\n\r\n") {
            if stream.read_buf(&mut head).await? == 0 {
                return Ok(());
            }
        }
        let head = String::from_utf8_lossy(&head).into_owned();
        let mut line = head.lines().next().unwrap_or_default().split(' ');
        let (method, path) = (line.next().unwrap_or_default(), line.next().unwrap_or_default());
        if method != "GET" {
            return whole(&mut stream, "202 Accepted", "").await;
        }
        let n = asked.fetch_add(1, Ordering::Relaxed);
        let host =
            head.lines().find_map(|l| l.to_lowercase().strip_prefix("host: ").map(str::to_owned));
        let origin = format!("http://{}", host.unwrap_or_default().trim());
        let (trap, rest) = path.trim_start_matches('/').split_once('/').unwrap_or((path, ""));
        let number: usize = rest.parse().unwrap_or(0);
        match trap {
            "endless" => {
                begin(&mut stream, "Transfer-Encoding: chunked").await?;
                let piece = format!("10000\r\n{}\r\n", " ".repeat(0x1_0000));
                loop {
                    stream.write_all(piece.as_bytes()).await?;
                }
            }
            "long" => {
                begin(&mut stream, "Content-Length: 4000000000").await?;
                let spaces = vec![b' '; 0x1_0000];
                loop {
                    stream.write_all(&spaces).await?;
                }
            }
            "short" => {
                begin(&mut stream, "Content-Length: 1000000").await?;
                stream.write_all(&vec![b' '; LARGE]).await?;
                tokio::time::sleep(HOLD).await;
                Ok(())
            }
            "drip" => {
                begin(&mut stream, "Transfer-Encoding: chunked").await?;
                loop {
                    stream.write_all(b"1\r\n \r\n").await?;
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
            }
            "heads" => {
                stream.write_all(b"HTTP/1.1 200 OK\r\n").await?;
                loop {
                    stream
                        .write_all(b"X-More: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n")
                        .await?;
                }
            }
            "stall" => {
                tokio::time::sleep(HOLD).await;
                Ok(())
            }
            "gzip" => {
                begin(&mut stream, "Content-Encoding: gzip\r\nContent-Length: 20").await?;
                stream.write_all(&[0x1f; 20]).await
            }
            "circle" => to(&mut stream, &format!("{origin}/circle/{}", 1 - number.min(1))).await,
            "maze" => to(&mut stream, &format!("{origin}/maze/{n}")).await,
            _ => whole(&mut stream, "200 OK", &self.document(&origin, trap, path, number)).await,
        }
    }

    fn document(&self, origin: &str, trap: &str, path: &str, number: usize) -> String {
        let id = format!("{origin}{path}");
        let mallory = format!("http://mallory.localhost:{}/users/mallory", self.port);
        match trap {
            "deep" => format!("{{\"id\":\"{id}\",\"x\":{}", "[".repeat(LARGE)),
            "wide" => {
                let many = vec!["{\"a\":1}"; 9_500].join(",");
                format!("{{\"id\":\"{id}\",\"type\":\"Note\",\"attributedTo\":\"{mallory}\",\"content\":\"x\",\"tag\":[{many}]}}")
            }
            "lies" => self.actor(&self.honest, "Person", None).to_string(),
            "list" => {
                let items: Vec<String> = (0..2_000)
                    .map(|i| format!("{origin}/tree/{}", number * 100_000 + i * 60))
                    .collect();
                let kind = if number == 0 { "OrderedCollection" } else { "OrderedCollectionPage" };
                let next = format!("{origin}/list/{}", number + 1);
                let mut page = json!({ "id": id, "type": kind, "first": next, "next": next,
                    "totalItems": u64::MAX, "orderedItems": items });
                page["x"] = "x".repeat(LARGE - 200_000).into();
                page.to_string()
            }
            "tree" => json!({ "id": id, "type": "Note", "attributedTo": mallory, "content": "<p>x ".repeat(LARGE / 5),
                "to": ["https://www.w3.org/ns/activitystreams#Public"],
                "inReplyTo": format!("{origin}/tree/{}", number + 1) }).to_string(),
            "users" => self.actor(&id, "Person", None).to_string(),
            "groups" => {
                let trap = TRAPS[number % TRAPS.len()];
                self.actor(&id, "Group", Some((origin, trap))).to_string()
            }
            _ => String::new(),
        }
    }

    fn actor(&self, id: &str, kind: &str, lists: Option<(&str, &str)>) -> Value {
        let name = id.rsplit('/').next().unwrap_or_default();
        let mut actor = json!({ "id": id, "type": kind, "preferredUsername": format!("m{name}"),
            "inbox": format!("{id}/inbox"),
            "publicKey": { "id": format!("{id}#main-key"), "owner": id, "publicKeyPem": self.key } });
        if let Some((origin, trap)) = lists {
            actor["attributedTo"] = format!("{origin}/list/0").into();
            actor["followers"] = format!("{origin}/{trap}/1").into();
            actor["featured"] = format!("{origin}/{trap}/2").into();
            actor["outbox"] = format!("{origin}/list/0").into();
        }
        actor
    }
}

async fn begin(stream: &mut TcpStream, more: &str) -> std::io::Result<()> {
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\n{more}\r\n\r\n");
    stream.write_all(head.as_bytes()).await
}

async fn to(stream: &mut TcpStream, location: &str) -> std::io::Result<()> {
    let head = format!(
        "HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await
}

async fn whole(stream: &mut TcpStream, status: &str, body: &str) -> std::io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/activity+json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await
}

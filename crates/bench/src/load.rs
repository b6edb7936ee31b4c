//! A small HTTP/1.1 load generator: some connections, each asking as fast as it is answered.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// What came of asking.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Answers per second.
    pub rate: f64,
    /// Half of the answers took at most this long.
    pub p50: Duration,
    /// 99 of 100 answers took at most this long.
    pub p99: Duration,
    /// Answers in all.
    pub count: usize,
}

/// The bytes of one request.
pub fn get(host: &str, path: &str, headers: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n{headers}\r\n")
        .into_bytes()
}

/// The bytes of a POST.
pub fn post(host: &str, path: &str, headers: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Asks over `connections` for `time`; `request` makes the bytes of the n-th request. Every answer
/// must have the status `expected`.
pub async fn run(
    address: SocketAddr,
    connections: usize,
    time: Duration,
    expected: u16,
    request: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static,
) -> anyhow::Result<Outcome> {
    let request = Arc::new(request);
    let over = Arc::new(AtomicBool::new(false));
    let started = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for lane in 0..connections {
        let (request, over) = (request.clone(), over.clone());
        tasks.spawn(async move {
            let mut connection = Connection::open(address).await?;
            let mut times = Vec::with_capacity(4096);
            let mut n = lane;
            while !over.load(Ordering::Relaxed) {
                let bytes = request(n);
                n += connections;
                let begun = Instant::now();
                let status = connection.ask(&bytes).await?;
                times.push(begun.elapsed());
                if status != expected {
                    bail!(
                        "answered {status} instead of {expected}: {}",
                        String::from_utf8_lossy(&bytes)
                    );
                }
            }
            Ok(times)
        });
    }
    tokio::time::sleep(time).await;
    over.store(true, Ordering::Relaxed);
    let mut times = Vec::new();
    while let Some(lane) = tasks.join_next().await {
        times.extend(lane??);
    }
    outcome(times, started.elapsed())
}

/// Sends these requests over `connections`, each once; every answer must have the status `expected`.
pub async fn run_all(
    address: SocketAddr,
    connections: usize,
    requests: Vec<Vec<u8>>,
    expected: u16,
) -> anyhow::Result<Outcome> {
    let requests = Arc::new(requests);
    let next = Arc::new(AtomicUsize::new(0));
    let started = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..connections {
        let (requests, next) = (requests.clone(), next.clone());
        tasks.spawn(async move {
            let mut connection = Connection::open(address).await?;
            let mut times = Vec::new();
            while let Some(bytes) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                let begun = Instant::now();
                let (status, _, body) = connection.fetch(bytes).await?;
                times.push(begun.elapsed());
                if status != expected {
                    bail!(
                        "answered {status} instead of {expected}: {}",
                        String::from_utf8_lossy(&body)
                    );
                }
            }
            Ok(times)
        });
    }
    let mut times = Vec::new();
    while let Some(lane) = tasks.join_next().await {
        times.extend(lane??);
    }
    outcome(times, started.elapsed())
}

fn outcome(mut times: Vec<Duration>, elapsed: Duration) -> anyhow::Result<Outcome> {
    times.sort_unstable();
    if times.is_empty() {
        bail!("nothing was answered");
    }
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
    let rate = times.len() as f64 / elapsed.as_secs_f64();
    Ok(Outcome { rate, p50: at(50), p99: at(99), count: times.len() })
}

/// One kept-alive connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await.context("connecting")?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request and reads its whole answer; returns the status.
    pub async fn ask(&mut self, request: &[u8]) -> anyhow::Result<u16> {
        Ok(self.fetch(request).await?.0)
    }

    /// Sends a request; returns status, head and body.
    pub async fn fetch(&mut self, request: &[u8]) -> anyhow::Result<(u16, String, Vec<u8>)> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let text = String::from_utf8_lossy(&self.buffer[..head]).into_owned();
        let status = text.get(9..12).and_then(|s| s.parse().ok()).context("no status")?;
        let lower = text.to_ascii_lowercase();
        let header = |name: &str| {
            lower.lines().find_map(|l| l.strip_prefix(name)).map(|v| v.trim().to_owned())
        };
        if let Some(length) = header("content-length:") {
            let length: usize = length.parse()?;
            while self.buffer.len() < head + length {
                self.more().await?;
            }
            return Ok((status, text, self.buffer[head..head + length].to_vec()));
        }
        if header("transfer-encoding:").is_some_and(|v| v.contains("chunked")) {
            let body = self.chunks(head).await?;
            return Ok((status, text, body));
        }
        Ok((status, text, Vec::new()))
    }

    async fn chunks(&mut self, mut at: usize) -> anyhow::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = loop {
                if let Some(end) = find(&self.buffer[at..], b"\r\n") {
                    break at + end;
                }
                self.more().await?;
            };
            let size =
                std::str::from_utf8(&self.buffer[at..line])?.split(';').next().unwrap_or("0");
            let size = usize::from_str_radix(size.trim(), 16)?;
            at = line + 2;
            while self.buffer.len() < at + size + 2 {
                self.more().await?;
            }
            if size == 0 {
                return Ok(body);
            }
            body.extend_from_slice(&self.buffer[at..at + size]);
            at += size + 2;
        }
    }

    async fn more(&mut self) -> anyhow::Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the connection was closed");
        }
        Ok(())
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

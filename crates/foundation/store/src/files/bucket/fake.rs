//! A server that speaks as much of the protocol of Amazon S3 as is needed: whole files and
//! such in parts, in memory, with faults on demand.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

#[derive(Default)]
pub struct Held {
    pub files: BTreeMap<String, Vec<u8>>,
    pub uploads: HashMap<String, BTreeMap<u32, Vec<u8>>>,
    /// Parts from this number on are refused.
    pub refuse_parts_from: Option<u32>,
    /// Bytes after which an answer breaks off.
    pub break_off_after: Option<usize>,
    /// Everything is refused.
    pub denied: bool,
}

#[derive(Clone)]
pub struct FakeS3 {
    held: Arc<Mutex<Held>>,
    pub endpoint: String,
}

struct Request {
    method: String,
    path: String,
    query: HashMap<String, String>,
    range: Option<(usize, usize)>,
    body: Vec<u8>,
}

impl FakeS3 {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let fake = Self { held: Arc::default(), endpoint };
        let serving = fake.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let fake = serving.clone();
                tokio::spawn(async move { fake.serve(stream).await });
            }
        });
        fake
    }

    pub fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn serve(&self, stream: TcpStream) {
        let mut stream = BufReader::new(stream);
        while let Some(request) = read(&mut stream).await {
            let head = request.method == "HEAD";
            let (status, headers, body) = self.answer(&request);
            let text = format!(
                "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nlast-modified: Sun, 29 Nov 2026 00:00:00 GMT\r\n{headers}\r\n",
                body.len()
            );
            let break_off = self.held().break_off_after.filter(|n| *n < body.len());
            let body = if head { Vec::new() } else { body };
            let sent = &body[..break_off.unwrap_or(body.len()).min(body.len())];
            let answered = async {
                stream.write_all(text.as_bytes()).await?;
                stream.write_all(sent).await?;
                stream.flush().await
            };
            if answered.await.is_err() || break_off.is_some() {
                return;
            }
        }
    }

    fn answer(&self, r: &Request) -> (u16, String, Vec<u8>) {
        let mut held = self.held();
        let plain = |status| (status, String::new(), Vec::new());
        if held.denied {
            return plain(403);
        }
        let upload = r.query.get("uploadId").cloned();
        match (&*r.method, upload) {
            ("POST", None) => {
                let id = format!("u{}", held.uploads.len());
                held.uploads.insert(id.clone(), BTreeMap::new());
                let body = format!(
                    "<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>"
                );
                (200, String::new(), body.into_bytes())
            }
            ("PUT", Some(id)) => {
                let part: u32 = r.query["partNumber"].parse().unwrap();
                if held.refuse_parts_from.is_some_and(|from| part >= from) {
                    return plain(403);
                }
                held.uploads.get_mut(&id).unwrap().insert(part, r.body.clone());
                (200, format!("etag: \"{part}\"\r\n"), Vec::new())
            }
            ("POST", Some(id)) => {
                let parts = held.uploads.remove(&id).unwrap();
                held.files.insert(r.path.clone(), parts.into_values().flatten().collect());
                let body = "<CompleteMultipartUploadResult><ETag>\"x\"</ETag></CompleteMultipartUploadResult>";
                (200, String::new(), body.into())
            }
            ("DELETE", Some(id)) => {
                held.uploads.remove(&id);
                plain(204)
            }
            ("PUT", None) => {
                held.files.insert(r.path.clone(), r.body.clone());
                (200, "etag: \"x\"\r\n".into(), Vec::new())
            }
            ("DELETE", None) => {
                held.files.remove(&r.path);
                plain(204)
            }
            _ => match (held.files.get(&r.path), r.range) {
                (None, _) => plain(404),
                (Some(file), None) => (200, "etag: \"x\"\r\n".into(), file.clone()),
                (Some(file), Some((first, last))) => {
                    let last = last.min(file.len() - 1);
                    let range = format!("content-range: bytes {first}-{last}/{}\r\n", file.len());
                    (206, format!("etag: \"x\"\r\n{range}"), file[first..=last].to_vec())
                }
            },
        }
    }
}

async fn read(stream: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut line = String::new();
    if stream.read_line(&mut line).await.ok()? == 0 {
        return None;
    }
    let mut words = line.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let query = query.split('&').filter(|p| !p.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_owned(), value.to_owned())
    });
    let query = query.collect();
    let (mut length, mut range, mut signed) = (0, None, false);
    loop {
        let mut header = String::new();
        stream.read_line(&mut header).await.ok()?;
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        match &*name.to_ascii_lowercase() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => signed = value.contains("AWS4-HMAC-SHA256"),
            "range" => {
                let (first, last) = value.trim().strip_prefix("bytes=")?.split_once('-')?;
                range = Some((first.parse().ok()?, last.parse().ok()?));
            }
            _ => {}
        }
    }
    assert!(signed, "every request is signed");
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(Request { method, path: path.to_owned(), query, range, body })
}

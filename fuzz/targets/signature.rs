//! A request with whatever headers, judged in both ways of signing. What is believed is what was signed:
//! a request that we signed, and that was changed on its way, counts only while its method, target,
//! host, time and body are those that were signed.
//!
//! An input is a request (`METHOD target`, headers, an empty line, a body), or, behind `=`, a digit or
//! letter that names a request of ours and lines that change it:
//! `:method M`, `:target T`, `:body B`, `name: value` in the place of a header, `+name: value` beside
//! it, `-name` without it, `^name N M` with the byte N changed by M; `^body` and `^target` likewise.
#![no_main]

use std::{sync::LazyLock, time::Duration};

use domain::Origin;
use federation::{
    keys::{PrivateKey, PublicKey, SigningPool},
    signature::{
        Claim, Incoming, MAX_KEY_ID, Payload, Refusal, Rules, Scheme, SignedHeaders, Signer,
        ToSign, digest_header, inspect,
    },
};
use guildhall_fuzz::NOW;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use libfuzzer_sys::fuzz_target;
use url::{Position, Url};

const KEY_ID: &str = "https://peer.example/ap/actor/1#main-key";
const BODY: &[u8] = br#"{"type":"Like"}"#;
/// What may stand once.
const ONCE: [&str; 6] =
    ["host", "date", "digest", "content-digest", "signature", "signature-input"];

#[derive(Clone)]
struct Request {
    method: Method,
    target: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

/// A request as we signed it.
struct Signed {
    request: Request,
    scheme: Scheme,
    key: PublicKey,
}

struct Ours {
    rules: Rules,
    signed: Vec<Signed>,
}

static OURS: LazyLock<Ours> = LazyLock::new(|| {
    let origin = Origin::parse("https://city.example").expect("an origin");
    let rsa = PrivateKey::generate_blocking().expect("a key");
    let ed25519 = PrivateKey::generate_ed25519().expect("a key");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let mut signed = Vec::new();
    for key in [ed25519, rsa] {
        for scheme in [Scheme::Cavage, Scheme::Rfc9421] {
            for (method, path) in [
                (Method::POST, "/inbox"),
                (Method::POST, "/ap/actor/1/inbox?a=1"),
                (Method::GET, "/ap/object/1?page=2"),
                (Method::GET, "/actor"),
            ] {
                let signer = Signer { key_id: KEY_ID.into(), key: key.clone() };
                let request = runtime.block_on(sign(&signer, scheme, &method, path));
                signed.push(Signed { request, scheme, key: key.public().expect("a key") });
            }
        }
    }
    let ours = Ours { rules: Rules::new(&origin), signed };
    for one in &ours.signed {
        assert!(one.verifies(&one.request, &ours.rules), "what we sign is believed");
    }
    ours
});

async fn sign(signer: &Signer, scheme: Scheme, method: &Method, path: &str) -> Request {
    let url = Url::parse(&format!("https://city.example{path}")).expect("an address");
    let body = if *method == Method::POST { BODY } else { b"" };
    let payload = (!body.is_empty()).then(|| Payload::new(body));
    let to_sign = ToSign { method, url: &url, payload: payload.as_ref(), at: NOW, scheme };
    let signed = signer.sign(&SigningPool::new(1), to_sign).await.expect("a signature");
    let SignedHeaders(mut headers) = signed;
    headers.insert("host", HeaderValue::from_static("city.example"));
    headers.insert("user-agent", HeaderValue::from_static("Peer/1"));
    let target = url[Position::BeforePath..Position::AfterQuery].to_owned();
    Request { method: method.clone(), target, headers, body: body.to_vec() }
}

fuzz_target!(|data: &[u8]| {
    let ours = &*OURS;
    let request = match data {
        [b'=', which, changes @ ..] => {
            let base = &ours.signed[usize::from(*which) % ours.signed.len()];
            changed(&base.request, changes)
        }
        _ => read(data),
    };
    if let Some(request) = request {
        judge(ours, &request);
    }
});

/// A whole request.
fn read(data: &[u8]) -> Option<Request> {
    let (first, rest) = cut(data, b'\n');
    let (method, target) = cut(first, b' ');
    let mut request = Request {
        method: Method::from_bytes(method).ok()?,
        target: String::from_utf8(target.to_vec()).ok()?,
        headers: HeaderMap::new(),
        body: Vec::new(),
    };
    let mut rest = rest;
    while !rest.is_empty() {
        let (line, after) = cut(rest, b'\n');
        if line.is_empty() {
            request.body = after.to_vec();
            break;
        }
        if let Some((name, value)) = header(line) {
            request.headers.append(name, value);
        }
        rest = after;
    }
    Some(request)
}

/// A request of ours with changes.
fn changed(base: &Request, changes: &[u8]) -> Option<Request> {
    let mut request = base.clone();
    for line in changes.split(|b| *b == b'\n') {
        let Some((mark, rest)) = line.split_first() else { continue };
        let (word, value) = cut(rest, b' ');
        match mark {
            b':' => match word {
                b"method" => request.method = Method::from_bytes(value).ok()?,
                b"target" => request.target = String::from_utf8(value.to_vec()).ok()?,
                b"body" => request.body = value.to_vec(),
                _ => {}
            },
            b'-' => {
                request.headers.remove(HeaderName::from_bytes(rest).ok()?);
            }
            b'+' => {
                let (name, value) = header(rest)?;
                request.headers.append(name, value);
            }
            b'^' => flip(&mut request, word, value)?,
            _ => {
                let (name, value) = header(line)?;
                request.headers.insert(name, value);
            }
        }
    }
    Some(request)
}

fn flip(request: &mut Request, what: &[u8], how: &[u8]) -> Option<()> {
    let how = std::str::from_utf8(how).ok()?;
    let (place, by) = how.split_once(' ')?;
    let (place, by): (usize, u8) = (place.parse().ok()?, by.parse().ok()?);
    let spoil = |bytes: &mut [u8]| {
        let length = bytes.len();
        if let Some(byte) = bytes.get_mut(place % length.max(1)) {
            *byte ^= by;
        }
    };
    match what {
        b"body" => spoil(&mut request.body),
        b"target" => {
            let mut target = request.target.clone().into_bytes();
            spoil(&mut target);
            request.target = String::from_utf8(target).ok()?;
        }
        name => {
            let name = HeaderName::from_bytes(name).ok()?;
            let mut value = request.headers.get(&name)?.as_bytes().to_vec();
            spoil(&mut value);
            request.headers.insert(name, HeaderValue::from_bytes(&value).ok()?);
        }
    }
    Some(())
}

fn cut(bytes: &[u8], at: u8) -> (&[u8], &[u8]) {
    match bytes.iter().position(|b| *b == at) {
        Some(n) => (&bytes[..n], &bytes[n + 1..]),
        None => (bytes, &[]),
    }
}

fn header(line: &[u8]) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = cut(line, b':');
    Some((
        HeaderName::from_bytes(name).ok()?,
        HeaderValue::from_bytes(value.trim_ascii_start()).ok()?,
    ))
}

fn judge(ours: &Ours, request: &Request) {
    let Ok(uri) = request.target.parse::<Uri>() else { return };
    let claim = match inspect(&request.incoming(&uri), &ours.rules, NOW) {
        Ok(claim) => claim,
        Err(refusal) => {
            assert!(matches!(refusal.status(), 400 | 401) && !refusal.suggests_new_key());
            return;
        }
    };
    request.assert_in_order(&claim);
    let mut keys: Vec<&Signed> = Vec::new();
    for one in &ours.signed {
        if keys.iter().all(|other| other.key.algorithm() != one.key.algorithm()) {
            keys.push(one);
        }
    }
    for key in keys {
        match claim.verify(&key.key) {
            Ok(()) => {
                let said = |one: &&Signed| one.says(request, &uri, &claim);
                let of_hers =
                    ours.signed.iter().filter(|one| one.key.algorithm() == key.key.algorithm());
                assert!(of_hers.clone().any(|one| said(&one)), "nobody signed this");
                for at in [NOW + ours.rules.window + SECOND, NOW - ours.rules.window - SECOND] {
                    let then = inspect(&request.incoming(&uri), &ours.rules, at);
                    assert!(then.is_err(), "it is believed for ever");
                }
            }
            Err(refusal) => assert_eq!(refusal, Refusal::Mismatch),
        }
    }
}

const SECOND: Duration = Duration::from_secs(1);

impl Request {
    fn incoming<'a>(&'a self, uri: &'a Uri) -> Incoming<'a> {
        Incoming { method: &self.method, uri, headers: &self.headers, body: &self.body }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok().map(str::trim)
    }

    /// What holds for every request that a key could still make true.
    fn assert_in_order(&self, claim: &Claim) {
        for name in ONCE {
            assert!(self.headers.get_all(name).iter().count() < 2, "{name} stands twice");
        }
        assert!(!claim.key_id.is_empty() && claim.key_id.len() <= MAX_KEY_ID);
        let bodiless = matches!(self.method, Method::GET | Method::HEAD) && self.body.is_empty();
        let digest = digest_header(&self.body);
        let digest = digest.trim_start_matches("SHA-256=");
        let holds = |name: &str| self.text(name).is_none_or(|said| said.contains(digest));
        assert!(holds("digest"), "another body's digest");
        match claim.scheme {
            Scheme::Cavage => assert!(bodiless || self.text("digest").is_some()),
            Scheme::Rfc9421 => assert!(bodiless || self.text("content-digest").is_some()),
        }
    }
}

impl Signed {
    fn verifies(&self, request: &Request, rules: &Rules) -> bool {
        let uri: Uri = request.target.parse().expect("a target");
        let claim = inspect(&request.incoming(&uri), rules, NOW);
        claim.is_ok_and(|claim| claim.verify(&self.key).is_ok() && self.says(request, &uri, &claim))
    }

    /// Whether a request that is believed says what was signed.
    fn says(&self, request: &Request, uri: &Uri, claim: &Claim) -> bool {
        let own = &self.request;
        let target = uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
        let path = target.split_once('?').map_or(target, |(path, _)| path);
        let same = claim.scheme == self.scheme && request.body == own.body;
        match self.scheme {
            // Its names are in lower case, and some that sign in this way leave the query out.
            Scheme::Cavage => {
                same && request.method.as_str().eq_ignore_ascii_case(own.method.as_str())
                    && (target == own.target || path == own.target)
                    && request.text("date") == own.text("date")
            }
            Scheme::Rfc9421 => {
                same && request.method == own.method
                    && target == own.target
                    && claim.key_id == KEY_ID
            }
        }
    }
}

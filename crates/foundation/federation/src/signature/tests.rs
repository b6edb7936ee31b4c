use super::*;
use crate::keys::tests::test_key;

/// The public key of the draft's appendix C, 1024 bits.
pub(crate) const DRAFT_KEY: &str = "-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C3
6rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6
Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJw
oYi+1hqp1fIekaxsyQIDAQAB
-----END PUBLIC KEY-----";

mod newer;
mod properties;

const NOW: &str = "2026-11-22T09:00:00Z";
const BODY: &[u8] = br#"{"type":"Like"}"#;
const ALL: &str = "(request-target) host date digest";

fn now() -> Time {
    Time::parse(NOW).unwrap()
}

fn rules() -> Rules {
    Rules::new(&Origin::parse("https://city.example").unwrap())
}

fn signer() -> Signer {
    Signer { key_id: "https://peer.example/ap/actor/1#main-key".into(), key: test_key() }
}

/// A request as a peer would send it, to be spoilt.
#[derive(Clone)]
struct Request {
    method: Method,
    uri: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Request {
    fn judge_at(&self, now: Time) -> Result<(), Refusal> {
        let uri = self.uri.parse().unwrap();
        let incoming =
            Incoming { method: &self.method, uri: &uri, headers: &self.headers, body: &self.body };
        inspect(&incoming, &rules(), now)?.verify(&test_key().public().unwrap())
    }

    fn judge(&self) -> Result<(), Refusal> {
        self.judge_at(now())
    }

    fn set(&self, name: &'static str, value: &str) -> Self {
        let mut this = self.clone();
        this.headers.insert(name, value.parse().unwrap());
        this
    }

    fn add(&self, name: &'static str, value: &str) -> Self {
        let mut this = self.clone();
        this.headers.append(name, value.parse().unwrap());
        this
    }

    fn without(&self, name: &str) -> Self {
        let mut this = self.clone();
        this.headers.remove(name);
        this
    }

    /// Signs anew, as a peer with other habits would: `covered`, the algorithm and further
    /// parameters are its choice.
    fn signed(&self, covered: &str, algorithm: &str, more: &[(&str, i64)]) -> Self {
        let lines: Vec<String> = covered
            .split(' ')
            .map(|name| {
                let value = match name {
                    "(request-target)" => {
                        format!("{} {}", self.method.as_str().to_lowercase(), self.uri)
                    }
                    _ if name.starts_with('(') => {
                        let plain = name.trim_matches(['(', ')']);
                        more.iter().find(|(n, _)| *n == plain).unwrap().1.to_string()
                    }
                    _ => self.headers[name].to_str().unwrap().to_owned(),
                };
                format!("{name}: {value}")
            })
            .collect();
        let signature = test_key().sign_blocking(lines.join("\n").as_bytes()).unwrap();
        let signature = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, signature);
        let mut value = format!("keyId=\"k\",headers=\"{covered}\",signature=\"{signature}\"");
        if !algorithm.is_empty() {
            value = format!("{value},algorithm=\"{algorithm}\"");
        }
        for (name, n) in more {
            value = format!("{value},{name}={n}");
        }
        self.set("signature", &value)
    }
}

/// Signs with our own code, and adds what an HTTP client adds.
fn request(method: &Method, url: &str, body: Option<&[u8]>) -> Request {
    request_by(&signer(), Scheme::Cavage, method, url, body)
}

fn request_by(
    signer: &Signer,
    scheme: Scheme,
    method: &Method,
    url: &str,
    body: Option<&[u8]>,
) -> Request {
    let url = Url::parse(url).unwrap();
    let payload = body.map(|b| Payload::new(b.to_vec()));
    let to_sign = ToSign { method, url: &url, payload: payload.as_ref(), at: now(), scheme };
    let prepared = signer.prepare(&to_sign).unwrap();
    let signature = signer.key.sign_blocking(&prepared.message).unwrap();
    let SignedHeaders(mut headers) = signer.finish(scheme, prepared, &signature).unwrap();
    headers.insert("host", url.host_str().unwrap().parse().unwrap());
    headers.insert("user-agent", "Peer/1".parse().unwrap());
    let uri = url[url::Position::BeforePath..url::Position::AfterQuery].to_owned();
    Request { method: method.clone(), uri, headers, body: body.unwrap_or_default().to_vec() }
}

fn post() -> Request {
    request(&Method::POST, "https://city.example/inbox", Some(BODY))
}

fn get() -> Request {
    request(&Method::GET, "https://city.example/ap/object/1?page=2", None)
}

#[test]
fn what_we_sign_is_believed() {
    assert_eq!(post().judge(), Ok(()));
    assert_eq!(get().judge(), Ok(()));
    let header = post().headers["signature"].to_str().unwrap().to_owned();
    assert!(header.starts_with(
        "keyId=\"https://peer.example/ap/actor/1#main-key\",algorithm=\"rsa-sha256\",\
         headers=\"(request-target) host date digest\",signature=\""
    ));
    assert_eq!(post().headers["date"], "Sun, 22 Nov 2026 09:00:00 GMT");
    assert!(get().headers.get("digest").is_none());
}

#[tokio::test]
async fn many_hosts_get_one_body() {
    let pool = SigningPool::default();
    let inboxes: Vec<Url> = (0..12)
        .map(|n| Url::parse(&format!("https://peer{n}.example/inbox?n={n}")).unwrap())
        .collect();
    let payload = Payload::new(BODY);
    let signed =
        signer().sign_posts(&pool, &payload, &inboxes, now(), Scheme::Cavage).await.unwrap();
    for (url, one) in inboxes.iter().zip(&signed) {
        let to_sign = ToSign {
            method: &Method::POST,
            url,
            payload: Some(&payload),
            at: now(),
            scheme: Scheme::Cavage,
        };
        let alone = signer().sign(&pool, to_sign).await.unwrap();
        assert_eq!(alone.0, one.0);
    }
    let evil = Signer { key_id: "a\",headers=\"".into(), key: test_key() };
    assert!(evil.sign_posts(&pool, &payload, &inboxes, now(), Scheme::Cavage).await.is_err());
}

#[test]
fn doubled_headers_are_refused() {
    for name in ["host", "date", "digest", "content-digest", "signature", "signature-input"] {
        let value = post().headers.get(name).map_or("x".to_owned(), |v| v.to_str().unwrap().into());
        let mut doubled = post().add(name, &value);
        if !post().headers.contains_key(name) {
            doubled = doubled.add(name, &value);
        }
        assert_eq!(doubled.judge(), Err(Refusal::Doubled(name)));
    }
    // Two digests in one header are no better.
    let digest = digest_header(BODY);
    let two = post().set("digest", &format!("{digest},{}", digest_header(b"other")));
    assert_eq!(two.judge(), Err(Refusal::Doubled("digest")));
    // Other headers may be repeated, and are signed together (draft §2.3).
    let links = post().add("x-link", "a").add("x-link", "b");
    let mut signed = links.clone();
    signed.headers.insert("x-link", "a, b".parse().unwrap());
    let header = signed.signed(&format!("{ALL} x-link"), "rsa-sha256", &[]);
    assert_eq!(
        links.set("signature", header.headers["signature"].to_str().unwrap()).judge(),
        Ok(())
    );
}

#[test]
fn what_is_missing_is_named() {
    assert_eq!(post().without("signature").judge(), Err(Refusal::Unsigned));
    assert_eq!(post().without("host").judge(), Err(Refusal::Missing("host")));
    assert_eq!(post().without("digest").judge(), Err(Refusal::Missing("digest")));
    let no_date = post().without("date").judge().unwrap_err();
    assert_eq!(no_date.status(), 401);
}

#[test]
fn coverage_is_insisted_on() {
    for (covered, missing) in [
        ("host date digest", "(request-target)"),
        ("(request-target) date digest", "host"),
        ("(request-target) host digest", "date"),
        ("(request-target) host date", "digest"),
    ] {
        let signed = post().signed(covered, "rsa-sha256", &[]);
        assert_eq!(signed.judge(), Err(Refusal::Coverage(missing)));
    }
    assert_eq!(get().signed("(request-target) host date", "rsa-sha256", &[]).judge(), Ok(()));
    assert_eq!(get().signed("date", "", &[]).judge().unwrap_err().status(), 401);
    // A GET that carries a body is held to what a POST is held to.
    let mut smuggled = get();
    smuggled.body = b"x".to_vec();
    assert_eq!(smuggled.judge(), Err(Refusal::Missing("digest")));
    let names = "(request-target) host date digest digest";
    assert_eq!(post().signed(names, "", &[]).judge(), Err(Refusal::Malformed("signature")));
    // Covering more, and what is not there.
    let more = post().signed(&format!("{ALL} user-agent"), "hs2019", &[]);
    assert_eq!(more.judge(), Ok(()));
    assert_eq!(more.without("user-agent").judge().unwrap_err().status(), 401);
}

#[test]
fn algorithms_are_the_two() {
    for good in ["rsa-sha256", "hs2019", "RSA-SHA256", ""] {
        assert_eq!(post().signed(ALL, good, &[]).judge(), Ok(()), "{good}");
    }
    for bad in ["hmac-sha256", "ecdsa-sha256", "none", "rsa-sha1"] {
        assert_eq!(post().signed(ALL, bad, &[]).judge(), Err(Refusal::Algorithm), "{bad}");
    }
}

#[test]
fn time_is_an_hour_either_way() {
    let hour = Duration::from_hours(1);
    let second = Duration::from_secs(1);
    for at in [now() + hour, now() - hour, now()] {
        assert_eq!(post().judge_at(at), Ok(()));
    }
    for at in [now() + hour + second, now() - hour - second, Time(0), Time(i64::MAX)] {
        assert_eq!(post().judge_at(at), Err(Refusal::Time));
        assert_eq!(get().judge_at(at), Err(Refusal::Time));
    }
    let t = now().0 / 1_000_000;
    let covered = "(request-target) (created) host digest";
    let created = |c: i64| post().signed(covered, "hs2019", &[("created", c)]).judge();
    assert_eq!(created(t), Ok(()));
    assert_eq!(created(t - 3600), Ok(()));
    assert_eq!(created(t + 3601), Err(Refusal::Time));
    assert_eq!(created(t - 3601), Err(Refusal::Time));
    assert_eq!(
        post().signed(covered, "rsa-sha256", &[("created", t)]).judge().unwrap_err().status(),
        400
    );

    let expires = |e: i64| {
        let covered = "(request-target) (created) (expires) host digest";
        post().signed(covered, "hs2019", &[("created", t), ("expires", e)]).judge()
    };
    assert_eq!(expires(t), Ok(()));
    assert_eq!(expires(t - 1), Err(Refusal::Expired));
    let uncovered = post().signed(ALL, "rsa-sha256", &[("expires", t - 1)]);
    assert_eq!(uncovered.judge(), Err(Refusal::Expired));
    assert_eq!(post().set("date", "yesterday").judge(), Err(Refusal::Malformed("date")));
    assert!(!Refusal::Expired.suggests_new_key() && !Refusal::Time.suggests_new_key());
}

#[test]
fn the_body_is_the_signed_one() {
    let mut other = post();
    other.body = br#"{"type":"Undo"}"#.to_vec();
    assert_eq!(other.judge(), Err(Refusal::Digest));
    let digest = digest_header(&other.body);
    assert_eq!(other.set("digest", &digest).judge(), Err(Refusal::Mismatch));
    for bad in
        ["", "SHA-256", "SHA-256=", "SHA-256=!!", "MD5=1B2M2Y8AsgTpgAmY7PhCfg==", "unixsum=1"]
    {
        let status = post().set("digest", bad).signed(ALL, "", &[]).judge().unwrap_err().status();
        assert_eq!(status, 400, "{bad}");
    }
    let both = format!("MD5=x, sha-256={}", &digest_header(BODY)[8..]);
    assert_eq!(post().set("digest", &both).signed(ALL, "", &[]).judge(), Ok(()));
}

#[test]
fn the_host_is_ours() {
    for bad in
        ["evil.example", "city.example.evil.example", "city.example:8443", "", "city.example,x"]
    {
        assert_eq!(
            post().set("host", bad).signed(ALL, "", &[]).judge(),
            Err(Refusal::Host),
            "{bad}"
        );
    }
    for good in ["city.example", "City.Example", "city.example:443"] {
        assert_eq!(post().set("host", good).signed(ALL, "", &[]).judge(), Ok(()), "{good}");
    }
    // Over HTTP/2 the authority of the target stands for the header.
    let mut h2 = get().without("host");
    h2.uri = format!("https://city.example{}", h2.uri);
    assert_eq!(h2.judge(), Ok(()));
    h2.uri = h2.uri.replace("city", "evil");
    assert_eq!(h2.judge(), Err(Refusal::Host));
    assert_eq!(h2.set("host", "city.example").judge(), Err(Refusal::Host));
}

#[test]
fn the_query_is_signed_or_left_out() {
    let mut without = get();
    without.uri = "/ap/object/1".to_owned();
    let header = without.signed("(request-target) host date", "rsa-sha256", &[]);
    let mut sent = header.clone();
    sent.uri = "/ap/object/1?page=2".to_owned();
    assert_eq!(sent.judge(), Ok(()));
    let mut changed = get();
    changed.uri = "/ap/object/1?page=3".to_owned();
    assert_eq!(changed.judge(), Err(Refusal::Mismatch));
    changed.uri = "/ap/object/1".to_owned();
    assert_eq!(changed.judge(), Err(Refusal::Mismatch));
}

#[test]
fn another_key_is_a_mismatch() {
    let uri = "/inbox".parse().unwrap();
    let r = post();
    let incoming =
        Incoming { method: &Method::POST, uri: &uri, headers: &r.headers, body: &r.body };
    let claim = inspect(&incoming, &rules(), now()).unwrap();
    assert_eq!(claim.key_id, &*signer().key_id);
    let other = PrivateKey::generate_blocking().unwrap().public().unwrap();
    assert_eq!(claim.verify(&other), Err(Refusal::Mismatch));
    assert!(Refusal::Mismatch.suggests_new_key());
}

//! RFC 9421: what we sign is believed, and what peers may do to it is not.

use super::*;

fn new_post() -> Request {
    let url = "https://city.example/inbox?a=1";
    request_by(&signer(), Scheme::Rfc9421, &Method::POST, url, Some(BODY))
}

fn new_get() -> Request {
    let url = "https://city.example/ap/object/1?page=2";
    request_by(&signer(), Scheme::Rfc9421, &Method::GET, url, None)
}

impl Request {
    /// Signs anew over these components with these parameters, as a peer with other habits would.
    fn signed_new(&self, covered: &[(&str, &str)], parameters: &str) -> Self {
        let names: Vec<String> = covered.iter().map(|(n, _)| format!("\"{n}\"")).collect();
        let input = format!("({}){parameters}", names.join(" "));
        let mut lines: Vec<String> =
            covered.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
        lines.push(format!("\"@signature-params\": {input}"));
        let base = lines.join("\n");
        let signature = test_key().sign_blocking(base.as_bytes()).unwrap();
        let signature = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, signature);
        self.set("signature-input", &format!("me={input}"))
            .set("signature", &format!("me=:{signature}:"))
    }
}

fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    request.headers[name].to_str().unwrap()
}

fn stamp(more: &str) -> String {
    format!(";created={};keyid=\"https://peer.example/k\"{more}", now().0 / 1_000_000)
}

#[test]
fn what_we_sign_in_the_newer_way_is_believed() {
    assert_eq!(new_post().judge(), Ok(()));
    assert_eq!(new_get().judge(), Ok(()));
    assert_eq!(
        header(&new_post(), "signature-input"),
        "sig1=(\"@method\" \"@target-uri\" \"content-digest\");created=1795338000;\
         keyid=\"https://peer.example/ap/actor/1#main-key\";alg=\"rsa-v1_5-sha256\""
    );
    assert_eq!(header(&new_post(), "digest"), digest_header(BODY));
}

#[test]
fn the_newer_way_is_an_hour_either_way_too() {
    let hour = Duration::from_hours(1);
    assert_eq!(new_post().judge_at(now() + hour), Ok(()));
    for at in [now() + hour + Duration::from_secs(1), Time(0), Time(i64::MAX)] {
        assert_eq!(new_post().judge_at(at), Err(Refusal::Time));
    }
}

#[test]
fn the_newer_way_covers_target_and_body() {
    let digest = new_post();
    let digest = header(&digest, "content-digest").to_owned();
    let (method, target) = (("@method", "POST"), ("@target-uri", "https://city.example/inbox?a=1"));
    let body = ("content-digest", digest.as_str());
    let judge =
        |covered: &[(&str, &str)], more: &str| new_post().signed_new(covered, &stamp(more)).judge();
    assert_eq!(judge(&[method, target, body], ""), Ok(()));
    let pieces = [
        ("@authority", "city.example"),
        ("@path", "/inbox"),
        ("@query", "?a=1"),
        method,
        body,
        ("content-digest", ""),
    ];
    assert_eq!(judge(&pieces[..5], ""), Ok(()));
    assert_eq!(judge(&pieces, "").unwrap_err().status(), 400, "a component twice");
    assert_eq!(judge(&[target, body], ""), Err(Refusal::Coverage("@method")));
    assert_eq!(judge(&[method, body], ""), Err(Refusal::Coverage("@target-uri")));
    assert_eq!(judge(&[method, target], ""), Err(Refusal::Coverage("content-digest")));
    let elsewhere = ("@target-uri", "https://evil.example/inbox?a=1");
    assert_eq!(judge(&[method, elsewhere, body], ""), Err(Refusal::Mismatch));
    let unknown = ("@status", "200");
    assert_eq!(judge(&[method, target, body, unknown], "").unwrap_err().status(), 401);
    for good in [";alg=\"rsa-v1_5-sha256\"", ";nonce=\"x\";tag=\"app\"", ";expires=1795338000"] {
        assert_eq!(judge(&[method, target, body], good), Ok(()), "{good}");
    }
    assert_eq!(judge(&[method, target, body], ";expires=1795337999"), Err(Refusal::Expired));
    assert_eq!(judge(&[method, target, body], ";alg=\"hmac-sha256\""), Err(Refusal::Algorithm));
    assert_eq!(judge(&[method, target, body], ";alg=\"ed25519\""), Err(Refusal::Mismatch));
    let undated = new_post().signed_new(&[method, target, body], ";keyid=\"k\"");
    assert_eq!(undated.judge(), Err(Refusal::Malformed("signature-input")));
    let nameless = new_post().signed_new(&[method, target, body], ";created=1795338000");
    assert_eq!(nameless.judge(), Err(Refusal::Malformed("signature-input")));
}

#[test]
fn the_newer_digest_is_that_of_the_body() {
    let mut other = new_post();
    other.body = b"{}".to_vec();
    assert_eq!(other.judge(), Err(Refusal::Digest));
    assert_eq!(
        new_post().without("content-digest").judge(),
        Err(Refusal::Missing("content-digest"))
    );
    for bad in ["sha-256=1", "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:", "x", "sha-256=(1)"] {
        assert_eq!(
            new_post().set("content-digest", bad).judge().unwrap_err().status(),
            400,
            "{bad}"
        );
    }
    // A digest of the older kind that lies is refused although nothing covers it.
    assert_eq!(new_post().set("digest", &digest_header(b"{}")).judge(), Err(Refusal::Digest));
}

#[test]
fn headers_that_cannot_be_read_are_refused() {
    for (name, bad) in [
        ("signature-input", "sig1"),
        ("signature-input", "sig1=(\"@method\""),
        ("signature-input", "sig1=(@method);created=1;keyid=\"k\""),
        ("signature-input", "\u{7f}"),
        ("signature", "sig1=x"),
        ("signature", "other=:AAAA:"),
        ("signature", "keyId=\"k\",signature=\"x\""),
    ] {
        let Ok(value) = bad.parse::<http::HeaderValue>() else { continue };
        let mut spoilt = new_post();
        spoilt.headers.insert(name, value);
        assert_eq!(spoilt.judge().unwrap_err().status(), 400, "{name}: {bad}");
    }
    let doubled = new_post().add("signature-input", "x=()");
    assert_eq!(doubled.judge(), Err(Refusal::Doubled("signature-input")));
}

#[test]
fn an_ed25519_key_signs_in_either_way() {
    let key = PrivateKey::generate_ed25519().unwrap();
    let public = key.public().unwrap();
    let signer = Signer { key_id: "https://peer.example/ap/actor/1#ed25519-key".into(), key };
    for scheme in [Scheme::Cavage, Scheme::Rfc9421] {
        let url = "https://city.example/inbox";
        let r = request_by(&signer, scheme, &Method::POST, url, Some(BODY));
        let uri = r.uri.parse().unwrap();
        let incoming =
            Incoming { method: &r.method, uri: &uri, headers: &r.headers, body: &r.body };
        let claim = inspect(&incoming, &rules(), now()).unwrap();
        assert_eq!(claim.scheme, scheme);
        assert_eq!(claim.verify(&public), Ok(()));
        assert_eq!(claim.verify(&test_key().public().unwrap()), Err(Refusal::Mismatch));
    }
}

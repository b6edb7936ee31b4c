//! The test values of the draft, appendix C.

use super::*;
use crate::{keys::PublicKey, signature::DRAFT_KEY};

const BODY: &[u8] = br#"{"hello": "world"}"#;

fn headers() -> HeaderMap {
    [
        ("host", "example.com"),
        ("date", "Sun, 05 Jan 2014 21:31:40 GMT"),
        ("content-type", "application/json"),
        ("digest", "SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE="),
        ("content-length", "18"),
    ]
    .into_iter()
    .map(|(n, v)| (http::HeaderName::from_static(n), HeaderValue::from_static(v)))
    .collect()
}

fn verifies(signature: &str) -> bool {
    let headers = headers();
    let uri = "/foo?param=value&pet=dog".parse().unwrap();
    let request = Incoming { method: &Method::POST, uri: &uri, headers: &headers, body: BODY };
    let parameters = Parameters::parse(signature).unwrap();
    let covered = covered(&parameters, false).unwrap();
    let message =
        message(&request, &parameters, &covered, "example.com", "/foo?param=value&pet=dog")
            .unwrap();
    let signature = BASE64_STANDARD.decode(parameters.signature).unwrap();
    PublicKey::weak_from_pem(DRAFT_KEY).verifies(&message, &signature)
}

#[test]
fn the_digest_of_the_draft() {
    let header = headers()["digest"].to_str().unwrap().to_owned();
    assert_eq!(digest::digest_header(BODY), header);
    assert_eq!(digest::check(&header, BODY), Ok(()));
}

#[test]
fn c2_basic() {
    assert!(verifies(
        "keyId=\"Test\",algorithm=\"rsa-sha256\",headers=\"(request-target) host date\",\
         signature=\"qdx+H7PHHDZgy4y/Ahn9Tny9V3GP6YgBPyUXMmoxWtLbHpUnXS2mg2+SbrQDMCJypxBLSPQR2aAj\
         n7ndmw2iicw3HMbe8VfEdKFYRqzic+efkb3nndiv/x1xSHDJWeSWkx3ButlYSuBskLu6kd9Fswtemr3lgdDEmn04s\
         wr2Os0=\""
    ));
}

#[test]
fn c3_all_headers() {
    // The value of the draft's C.3 was made before `(created)` and `(expires)` joined its list.
    let all = "keyId=\"Test\",algorithm=\"rsa-sha256\",\
         headers=\"(request-target) host date content-type digest content-length\",\
         signature=\"vSdrb+dS3EceC9bcwHSo4MlyKS59iFIrhgYkz8+oVLEEzmYZZvRs8rgOp+63LEM3v+MFHB32NfpB\
         2bEKBIvB1q52LaEUHFv120V01IL+TAD48XaERZFukWgHoBTLMhYS2Gb51gWxpeIq8knRmPnYePbF5MOkR0Zkly4zKH\
         7s1dE=\"";
    assert!(verifies(all));
    assert!(!verifies(&all.replace("host date", "date host")));
    // The list as printed uses a name of the algorithm that the draft forbids with it (§2.3).
    let printed = all.replace("(request-target) ", "(request-target) (created) (expires) ");
    assert_eq!(covered(&Parameters::parse(&printed).unwrap(), true), Err(MALFORMED));
}

#[test]
fn parameters_are_read_in_every_usual_spelling() {
    let read = Parameters::parse(
        "keyId = \"https://a.example/actor#main-key\" , created=1, headers=\"(created) Host\",x=\"\",\
         signature=\"YQ==\"",
    )
    .unwrap();
    assert_eq!(read.key_id, "https://a.example/actor#main-key");
    assert_eq!(read.created, Some("1"));
    assert_eq!(read.headers, Some("(created) Host"));
    assert_eq!(read.signature, "YQ==");
    for bad in [
        "",
        "keyId",
        "keyId=\"a\"",
        "signature=\"a\"",
        "keyId=\"a,signature=\"b\"",
        "keyId=\"a\" signature=\"b\"",
        "keyId=\"a\",signature=\"b\",",
        "keyId=\"a\",keyId=\"b\",signature=\"c\"",
        "keyId=\"a\\\"\",signature=\"b\"",
        "keyId=\"a\",signature=\"b",
        ",keyId=\"a\",signature=\"b\"",
    ] {
        assert_eq!(Parameters::parse(bad), Err(MALFORMED), "{bad}");
    }
}

#[test]
fn unix_times_are_read() {
    assert_eq!(seconds("1402170699"), Ok(Time(1_402_170_699_000_000)));
    assert_eq!(seconds("1.75"), Ok(Time(1_000_000)));
    for bad in ["", "x", "1.x", "9223372036854775807", "1e9", " 1"] {
        assert_eq!(seconds(bad), Err(MALFORMED), "{bad}");
    }
}

proptest::proptest! {
    #[test]
    fn no_header_panics(s in "[ -~]{0,80}", t in "(keyId|headers|signature|created|=|\"|,|[a-z() ])*") {
        let _ = Parameters::parse(&s);
        if let Ok(p) = Parameters::parse(&t) {
            let _ = covered(&p, true);
        }
    }
}

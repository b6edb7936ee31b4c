//! RFC 9421, appendix B.2.6: the request, the key and the signature that the RFC prints.

use http::Uri;

use super::*;
use crate::keys::PublicKey;

const KEY: &str = "-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----";

const COVERED: &str = "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \
    \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"";

const BODY: &[u8] = br#"{"hello": "world"}"#;

fn headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("host", "example.com"),
        ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("content-type", "application/json"),
        (
            "content-digest",
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:",
        ),
        ("content-length", "18"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers
}

fn parse(covered: &str) -> InnerList {
    let list: sfv::List = Parser::new(covered).parse().unwrap();
    let Some(ListEntry::InnerList(list)) = list.into_iter().next() else { panic!("no list") };
    list
}

#[test]
fn the_base_and_the_signature_of_the_rfc_hold() {
    let uri: Uri = "/foo?param=Value&Pet=dog".parse().unwrap();
    let headers = headers();
    let request = Incoming { method: &Method::POST, uri: &uri, headers: &headers, body: BODY };
    let origin = domain::Origin::parse("https://example.com").unwrap();
    let covered = parse(COVERED);
    let names = names(&covered).unwrap();
    let base = base(&request, &Rules::new(&origin), &covered, &names).unwrap();
    assert_eq!(
        std::str::from_utf8(&base).unwrap(),
        "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n\
         \"@authority\": example.com\n\"content-type\": application/json\n\
         \"content-length\": 18\n\"@signature-params\": (\"date\" \"@method\" \"@path\" \
         \"@authority\" \"content-type\" \"content-length\");created=1618884473;\
         keyid=\"test-key-ed25519\""
    );
    let signature = BASE64_STANDARD
        .decode("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==")
        .unwrap();
    let key = PublicKey::from_pem(KEY).unwrap();
    assert!(key.verifies(&base, &signature));
    assert!(check_digests(&request).is_ok());
    let spoilt = Incoming { body: b"{}", ..request };
    assert_eq!(check_digests(&spoilt), Err(Refusal::Digest));
}

//! Whatever is signed is believed, and nothing else.

use super::*;

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn any_request_of_ours_is_believed_and_any_changed_byte_is_not(
        path in "(/[a-z0-9._~-]{1,8}){1,4}",
        query in proptest::option::of("[a-z]{1,5}=[a-z0-9%/:]{0,0}[a-z0-9]{0,8}"),
        body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
        part in 0..6usize,
        place in proptest::prelude::any::<proptest::sample::Index>(),
        flip in 1..=127u8,
    ) {
        let query = query.map(|q| format!("?{q}")).unwrap_or_default();
        let good = request(&Method::POST, &format!("https://city.example{path}{query}"), Some(&body));
        proptest::prop_assert_eq!(good.judge(), Ok(()));

        let spoil = |bytes: &mut Vec<u8>| {
            let i = place.index(bytes.len());
            bytes[i] ^= flip;
        };
        let mut bad = good.clone();
        let header = ["host", "date", "digest", "signature"];
        match part {
            0 if body.is_empty() => bad.body.push(flip),
            0 => spoil(&mut bad.body),
            1 => {
                let mut uri = bad.uri.clone().into_bytes();
                spoil(&mut uri);
                match String::from_utf8(uri) {
                    Ok(uri) if uri.parse::<Uri>().is_ok_and(|u| u.path_and_query().is_some_and(|p| p.as_str() == uri)) => bad.uri = uri,
                    _ => return Ok(()),
                }
            }
            n => {
                let name = header[n - 2];
                let mut value = bad.headers[name].as_bytes().to_vec();
                spoil(&mut value);
                // Names of parameters that nobody needs, and white space, may change.
                if name == "signature" {
                    let text = String::from_utf8_lossy(&value).into_owned();
                    let end = text.find("signature=\"").map_or(0, |i| i + 11);
                    if value[..end] != good.headers[name].as_bytes()[..end] || end == 0 {
                        return Ok(());
                    }
                }
                match http::HeaderValue::from_bytes(&value) {
                    Ok(value) => bad.headers.insert(name, value),
                    Err(_) => return Ok(()),
                };
            }
        }
        proptest::prop_assert!(bad.judge().is_err(), "part {} of {}", part, bad.uri);
    }

    #[test]
    fn no_request_panics(
        signature in "[ -~]{0,120}", date in "[ -~]{0,40}", digest in "[ -~]{0,40}",
        covered in "(\\(request-target\\)|host|date|digest|\\(created\\)|x| ){0,8}",
    ) {
        let _ = post().set("signature", &signature).set("date", &date).set("digest", &digest).judge();
        let header = format!("keyId=\"k\",headers=\"{covered}\",signature=\"YQ==\"");
        let _ = post().set("signature", &header).set("date", &date).judge();
    }
}

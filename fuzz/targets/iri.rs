//! Addresses. One that can be an identity is written in one way, of one origin whoever reads it, and an
//! address of this instance is the one that this instance writes.
#![no_main]

use std::sync::LazyLock;

use domain::Origin;
use federation::{
    document,
    iri::Own,
    network::{MAX_URL, Network},
};
use guildhall_fuzz::{assert_line, origin_text};
use libfuzzer_sys::fuzz_target;

static HERE: LazyLock<Origin> =
    LazyLock::new(|| Origin::parse("https://city.example").expect("an origin"));

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (id, other) = text.split_once('\n').unwrap_or((text, HERE.as_str()));
    identity(id);
    assert_eq!(document::same_origin(id, other), document::same_origin(other, id));
    if document::same_origin(id, other) {
        assert_eq!(origin_text(id), origin_text(other), "two spellings of one origin");
    }
    if let Some(own) = Own::parse(&HERE, id) {
        assert_eq!(own.iri(&HERE), id, "two spellings of one address");
        assert!(document::same_origin(id, HERE.as_str()));
    }
    if let Ok(origin) = Origin::parse(id) {
        assert_eq!(Origin::parse(origin.as_str()).as_ref(), Ok(&origin));
        // A name that is none to IDNA is the administrator's mistake, and nobody's identity.
        if let Some(url) = document::iri(origin.as_str()) {
            assert_eq!(url.origin().ascii_serialization(), origin.as_str());
        }
    }
    reachable(id);
});

fn identity(id: &str) {
    let Some(url) = document::iri(id) else {
        assert!(document::origin_of(id).is_none() && !document::same_origin(id, id));
        return;
    };
    assert_line(id);
    assert!(id.len() <= MAX_URL && document::same_origin(id, id));
    let origin = origin_text(id);
    assert_eq!(url.origin().ascii_serialization(), origin, "{id} is read as {url}");
    assert!(origin.is_ascii() && origin == origin.to_ascii_lowercase());
    assert!(!origin.contains(['@', '%', '\\', ' ']) && !origin.ends_with('.'));
    // As it is read, it is of the same place.
    assert!(url.as_str().len() > MAX_URL || document::same_origin(url.as_str(), id));
}

/// What may be fetched is a name on its usual port, and the same place as an identity.
fn reachable(text: &str) {
    if let Ok(url) = Network::internet().url(text) {
        assert_eq!((url.scheme(), url.port()), ("https", None));
        let host = url.domain().expect("a name");
        assert!(
            host.contains('.') && !host.ends_with('.') && !host.ends_with(".localhost"),
            "{host}"
        );
        assert!(url.username().is_empty() && url.password().is_none());
        assert!(document::iri(url.as_str()).is_some(), "{url}");
    }
    if let Ok(url) = Network::Loopback.url(text) {
        assert_eq!(url.scheme(), "http");
        assert!(
            url.domain().is_some_and(|h| h == "localhost" || h.ends_with(".localhost")),
            "{url}"
        );
    }
}

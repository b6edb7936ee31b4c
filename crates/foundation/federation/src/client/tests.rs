use std::sync::{Arc, Mutex};

use axum::{Router, body::Body, extract::Request, response::Response};
use domain::{Clock, Time};
use futures::StreamExt as _;
use http::StatusCode;
use rand::SeedableRng;
use store::TestClock;

use super::*;
use crate::{
    keys::tests::test_key,
    signature::{self, Incoming, Rules},
};

mod deliveries;
mod two_ways;

const AS2: &str = "application/activity+json; charset=utf-8";

/// What a peer was asked.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<(http::request::Parts, Bytes)>>>);

impl Seen {
    fn paths(&self) -> Vec<String> {
        self.0.lock().unwrap().iter().map(|(p, _)| p.uri.to_string()).collect()
    }

    fn signed(&self) -> Vec<bool> {
        self.0.lock().unwrap().iter().map(|(p, _)| p.headers.contains_key("signature")).collect()
    }
}

/// Starts a peer on a port of its own; every name that ends in `.localhost` leads to it.
async fn peer<F>(answer: impl Fn(String, Bytes) -> F + Clone + Send + Sync + 'static) -> (u16, Seen)
where
    F: Future<Output = Response> + Send + 'static,
{
    let seen = Seen::default();
    let kept = seen.clone();
    let app = Router::new().fallback(move |request: Request| {
        let (answer, seen) = (answer.clone(), kept.clone());
        async move {
            let (parts, body) = request.into_parts();
            let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
            let path = parts.uri.path().to_owned();
            seen.0.lock().unwrap().push((parts, body.clone()));
            answer(path, body).await
        }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, app).await });
    (port, seen)
}

fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> Response {
    let mut builder = Response::builder().status(StatusCode::from_u16(status).unwrap());
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(body.into()).unwrap()
}

fn json(body: impl Into<Body>) -> Response {
    answer(200, &[("content-type", AS2)], body)
}

fn to(location: &str) -> Response {
    answer(302, &[("location", location)], "")
}

fn clock() -> TestClock {
    TestClock::new(Time::parse("2026-11-22T09:00:00Z").unwrap())
}

fn client_with(limits: Limits) -> Client {
    let origin = Origin::parse("http://city.localhost:1").unwrap();
    let network = Network::of(&origin, vec![]);
    let world = World::new(Arc::new(clock()), rand::rngs::StdRng::seed_from_u64(1));
    let options = Options { origin, network, extra_roots: vec![], limits };
    Client::new(options, SigningPool::default(), world).unwrap()
}

fn client() -> Client {
    client_with(Limits::default())
}

fn signer() -> Signer {
    Signer { key_id: "http://city.localhost:1/actor#main-key".into(), key: test_key() }
}

fn url(s: &str) -> Url {
    Url::parse(s).unwrap()
}

async fn get(client: &Client, at: &str) -> Result<Fetched, Error> {
    client.get_document(&url(at), Accept::Activity, Some(&signer()), &Budget::default()).await
}

#[tokio::test]
async fn a_document_is_asked_for_signed_and_plainly() {
    let (port, seen) = peer(async |_, _| json("{}")).await;
    let at = format!("http://peer.localhost:{port}/object/1?x=y#part");
    let fetched = get(&client(), &at).await.unwrap().ok().unwrap();
    assert_eq!(fetched.final_url.as_str(), at.trim_end_matches("#part"));
    assert_eq!((fetched.status, &*fetched.content_type, &*fetched.bytes), (200, AS2, &b"{}"[..]));

    let seen = seen.0.lock().unwrap();
    let (parts, _) = &seen[0];
    assert_eq!(parts.uri, "/object/1?x=y");
    let header = |n: &str| parts.headers.get(n).map_or("", |v| v.to_str().unwrap());
    assert_eq!(
        header("user-agent"),
        concat!("Guildhall/", env!("CARGO_PKG_VERSION"), " (+http://city.localhost:1)")
    );
    assert_eq!(header("accept-encoding"), "identity");
    assert!(header("accept").starts_with("application/activity+json, application/ld+json;"));
    assert_eq!((header("cookie"), header("referer")), ("", ""));

    let rules = Rules::new(&Origin::parse(&format!("http://peer.localhost:{port}")).unwrap());
    let (method, uri, headers) = (&parts.method, &parts.uri, &parts.headers);
    let incoming = Incoming { method, uri, headers, body: b"" };
    let claim = signature::inspect(&incoming, &rules, clock().now()).unwrap();
    assert_eq!(claim.key_id, &*signer().key_id);
    claim.verify(&test_key().public().unwrap()).unwrap();
}

#[tokio::test]
async fn only_the_media_type_asked_for_is_taken() {
    let (port, _) = peer(async |path: String, _| match &*path {
        "/ld" => answer(
            200,
            &[(
                "content-type",
                "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
            )],
            "{}",
        ),
        "/upload" => answer(200, &[("content-type", "application/json")], "{}"),
        "/html" => answer(200, &[("content-type", "text/html")], "{}"),
        "/two" => answer(200, &[("content-type", AS2), ("content-type", "text/html")], "{}"),
        "/gone" => answer(410, &[("content-type", "text/html")], "gone"),
        "/packed" => answer(200, &[("content-type", AS2), ("content-encoding", "gzip")], "{}"),
        _ => answer(200, &[], "{}"),
    })
    .await;
    let client = client();
    let at = |path: &str| format!("http://peer.localhost:{port}{path}");
    assert!(get(&client, &at("/ld")).await.is_ok());
    for path in ["/upload", "/html", "/two", "/none"] {
        let got = get(&client, &at(path)).await;
        assert!(matches!(got, Err(Error::MediaType(_))), "{path}: {got:?}");
    }
    assert!(matches!(get(&client, &at("/packed")).await, Err(Error::Encoded)));
    let gone = get(&client, &at("/gone")).await.unwrap();
    assert_eq!((gone.status, &*gone.bytes), (410, &b"gone"[..]));
    assert!(gone.ok().unwrap_err().is_gone());
}

#[tokio::test]
async fn redirects_are_followed_by_hand() {
    let (port, seen) = peer(async |path: String, _| match &*path {
        "/1" => to("/2#part"),
        "/2" => answer(307, &[("location", "/3")], ""),
        "/3" => answer(308, &[("location", "end")], ""),
        "/0" => to("/1"),
        "/a" => to("/b"),
        "/b" => to("/a"),
        "/self" => to("/self"),
        "/nowhere" => to("http://["),
        "/plain" => answer(302, &[], ""),
        _ => json("{}"),
    })
    .await;
    let client = client();
    let at = |path: &str| format!("http://peer.localhost:{port}{path}");
    let fetched = get(&client, &at("/1")).await.unwrap();
    assert_eq!(fetched.final_url.path(), "/end");
    assert_eq!(seen.paths(), ["/1", "/2", "/3", "/end"]);
    assert!(seen.signed().iter().all(|s| *s));
    assert!(matches!(get(&client, &at("/0")).await, Err(Error::TooManyRedirects)));
    assert!(matches!(get(&client, &at("/a")).await, Err(Error::RedirectLoop)));
    assert!(matches!(get(&client, &at("/self")).await, Err(Error::RedirectLoop)));
    assert!(matches!(get(&client, &at("/nowhere")).await, Err(Error::Location)));
    assert_eq!(get(&client, &at("/plain")).await.unwrap().status, 302);
}

#[tokio::test]
async fn nothing_is_signed_once_a_redirect_has_left_the_origin() {
    let (port, seen) = peer(async |path: String, _| {
        // The peer learns its port from the path.
        let port = path.rsplit('/').next().unwrap_or_default();
        match path.split('/').nth(1).unwrap() {
            "away" => to(&format!("http://other.localhost:{port}/back/{port}")),
            "back" => to(&format!("http://peer.localhost:{port}/end")),
            _ => json("{}"),
        }
    })
    .await;
    get(&client(), &format!("http://peer.localhost:{port}/away/{port}")).await.unwrap();
    assert_eq!(seen.signed(), [true, false, false]);
}

#[tokio::test]
async fn redirects_lead_nowhere_a_first_request_may_not_go() {
    let (port, seen) = peer(async |path: String, _| {
        to(match &*path {
            "/ip" => "http://127.0.0.1/",
            "/v6" => "http://[::1]/",
            "/metadata" => "http://169.254.169.254/latest/meta-data",
            "/decimal" => "http://2130706433/",
            "/file" => "file:///etc/passwd",
            "/tls" => "https://peer.localhost/",
            "/user" => "http://u:p@peer.localhost/",
            "/far" => "http://city.example/",
            _ => "http://city.localhost:1/actor",
        })
    })
    .await;
    let client = client();
    let mut asked = 0;
    for path in ["/ip", "/v6", "/metadata", "/decimal", "/file", "/tls", "/user", "/far", "/own"] {
        let got = get(&client, &format!("http://peer.localhost:{port}{path}")).await;
        assert!(matches!(got, Err(Error::Refused(_))), "{path}: {got:?}");
        asked += 1;
        assert_eq!(seen.paths().len(), asked);
    }
}

#[tokio::test]
async fn our_own_documents_are_not_fetched() {
    let client = client();
    let own = get(&client, "http://city.localhost:1/actor").await;
    assert!(matches!(own, Err(Error::Refused(Refused::Own))));
    assert_eq!(client.url("http://CITY.localhost:1/x"), Err(Refused::Own));
    assert!(client.url("http://peer.localhost:2/x").is_ok());
    let inbox = url("http://city.localhost:1/inbox");
    let posted = client.post(&inbox, &Payload::new("{}"), &signer()).await;
    assert!(matches!(posted, Err(Error::Refused(Refused::Own))));
}

#[tokio::test]
async fn bodies_are_counted() {
    const MAX: usize = document::MAX_BYTES;
    let (port, _) = peer(async |path: String, _| match &*path {
        "/full" => json(vec![b' '; MAX]),
        "/announced" => json(vec![b' '; MAX + 1]),
        // Without a length, and without an end.
        _ => {
            let endless = futures::stream::repeat(Bytes::from(vec![b' '; 4096]));
            json(Body::from_stream(endless.map(Ok::<_, std::io::Error>)))
        }
    })
    .await;
    let client = client();
    let at = |path: &str| format!("http://peer.localhost:{port}{path}");
    assert_eq!(get(&client, &at("/full")).await.unwrap().bytes.len(), MAX);
    assert!(matches!(get(&client, &at("/announced")).await, Err(Error::TooLarge)));
    assert!(matches!(get(&client, &at("/endless")).await, Err(Error::TooLarge)));
}

/// A body that begins and does not go on.
fn dripping() -> Body {
    let first = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from("{"))]);
    Body::from_stream(first.chain(futures::stream::pending()))
}

#[tokio::test]
async fn slow_peers_are_left() {
    let (port, _) = peer(async |path: String, _| match &*path {
        "/silent" => std::future::pending().await,
        _ => json(dripping()),
    })
    .await;
    let client = client_with(Limits { total: Duration::from_millis(200), ..Limits::default() });
    for path in ["/silent", "/dripping"] {
        let got = get(&client, &format!("http://peer.localhost:{port}{path}")).await;
        assert!(matches!(got, Err(Error::Timeout)), "{path}: {got:?}");
        assert!(got.unwrap_err().is_passing());
    }
    let nobody = get(&client, "http://peer.localhost:9/").await.unwrap_err();
    assert!(nobody.is_passing(), "{nobody:?}");
}

#[tokio::test]
async fn a_document_is_what_its_id_says() {
    let (port, seen) = peer(async |path: String, _| {
        let port = path.split('/').nth(2).unwrap_or_default().to_owned();
        let here = format!("http://peer.localhost:{port}");
        json(match path.split('/').nth(1).unwrap() {
            "page" | "actor" => format!(r#"{{"id":"{here}/actor/{port}","type":"Person"}}"#),
            "foreign" => format!(r#"{{"id":"http://other.localhost:{port}/actor/{port}"}}"#),
            "liar" => format!(r#"{{"id":"{here}/page/{port}"}}"#),
            "upper" => format!(r#"{{"id":"http://PEER.localhost:{port}/upper/{port}"}}"#),
            "list" => "[]".to_owned(),
            _ => r#"{"id":5}"#.to_owned(),
        })
    })
    .await;
    let client = client();
    let at = |path: &str| url(&format!("http://peer.localhost:{port}/{path}/{port}"));
    let object =
        async |path: &str| client.get_object(&at(path), Some(&signer()), &Budget::default()).await;
    let id = at("actor").to_string();
    assert_eq!(object("actor").await.unwrap().id, id);
    assert_eq!(seen.paths().len(), 1);
    assert_eq!(object("page").await.unwrap().id, id);
    assert_eq!(seen.paths().len(), 3);
    // The address of a key is that of its actor with a fragment.
    let key = url(&format!("{id}#main-key"));
    assert_eq!(client.get_object(&key, None, &Budget::default()).await.unwrap().id, id);
    for path in ["foreign", "liar", "upper", "none"] {
        assert!(matches!(object(path).await, Err(Error::Identity)), "{path}");
    }
    assert!(matches!(object("list").await, Err(Error::Document(_))));
}

#[tokio::test]
async fn a_budget_ends_the_chain() {
    let (port, seen) = peer(async |path: String, _| match &*path {
        "/1" => to("/2"),
        _ => json("{}"),
    })
    .await;
    let (client, budget) = (client(), Budget::new(3));
    let at = url(&format!("http://peer.localhost:{port}/1"));
    assert!(client.get_document(&at, Accept::Activity, None, &budget).await.is_ok());
    let second = client.get_document(&at, Accept::Activity, None, &budget).await;
    assert!(matches!(second, Err(Error::Budget)));
    assert_eq!(seen.paths().len(), 3);
    assert_eq!(seen.signed(), [false, false, false]);
}

#[tokio::test]
async fn the_resolver_has_the_last_word() {
    let names: &[(&str, &[&str])] = &[("rebind.example", &["127.0.0.1", "::ffff:10.0.0.1"])];
    let http = reqwest::Client::builder()
        .tls_certs_only([])
        .no_proxy()
        .dns_resolver(Resolver::fixed(Network::internet(), names))
        .build()
        .unwrap();
    let failed = http.get("https://rebind.example/").send().await.unwrap_err();
    let failed = Error::from_http(failed);
    assert!(matches!(failed, Error::Refused(Refused::Address)), "{failed:?}");
}

#[tokio::test]
async fn an_internet_client_speaks_https_to_names_only() {
    let origin = Origin::parse("https://city.example").unwrap();
    let network = Network::of(&origin, vec![]);
    let world = World::new(Arc::new(clock()), rand::rngs::StdRng::seed_from_u64(1));
    let limits = Limits::default();
    let options = Options { origin, network, extra_roots: vec![], limits };
    // A machine without root certificates cannot have one, and says so.
    let client = match Client::new(options, SigningPool::default(), world) {
        Err(e) => return assert!(matches!(e, Error::Build(_))),
        Ok(client) => client,
    };
    for bad in [
        "http://peer.example/",
        "https://127.0.0.1/",
        "https://peer.example:8080/",
        "https://x.localhost/",
        "https://city.example/actor",
    ] {
        let got = get(&client, bad).await;
        assert!(matches!(got, Err(Error::Refused(_))), "{bad}: {got:?}");
    }
}

/// Where a redirect leads to another origin, the document is that origin's and says so; whoever asked
/// for the first address must compare (CVE-2024-25623 and hole 1).
#[tokio::test]
async fn what_a_redirect_leads_to_is_what_it_says() {
    let (port, _) = peer(async |path: String, _| {
        let port = path.rsplit('/').next().unwrap_or_default().to_owned();
        match path.split('/').nth(1).unwrap() {
            "mask" => to(&format!("http://other.localhost:{port}/actor/{port}")),
            _ => json(format!(
                r#"{{"id":"http://other.localhost:{port}/actor/{port}","type":"Person"}}"#
            )),
        }
    })
    .await;
    let client = client();
    let at = url(&format!("http://peer.localhost:{port}/mask/{port}"));
    let found = client.get_object(&at, Some(&signer()), &Budget::default()).await.unwrap();
    assert_eq!(found.id, format!("http://other.localhost:{port}/actor/{port}"));
    assert!(!document::same_origin(&found.id, at.as_str()));
}

/// Every request is one of the budget, the second way to sign included.
#[tokio::test]
async fn the_second_knock_is_counted_too() {
    let (port, seen) = peer(async |_, _| answer(401, &[], "no")).await;
    let (client, budget) = (client(), Budget::new(3));
    let at = url(&format!("http://peer.localhost:{port}/1"));
    for _ in 0..3 {
        let _ = client.get_document(&at, Accept::Activity, Some(&signer()), &budget).await;
    }
    assert!(seen.paths().len() <= 3, "{} requests", seen.paths().len());
}

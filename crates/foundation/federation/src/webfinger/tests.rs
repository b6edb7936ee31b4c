use std::sync::Arc;

use axum::{Router, extract::Request, response::IntoResponse};
use domain::{Origin, Time, World};
use rand::SeedableRng;
use serde_json::json;
use store::TestClock;

use super::*;
use crate::{
    client::{Limits, Options},
    keys::SigningPool,
};

fn own() -> Origin {
    Origin::parse("https://city.example").unwrap()
}

fn account(user: &str, host: &str) -> Account {
    Account { user: user.into(), host: host.into() }
}

#[test]
fn resources_are_read_in_every_spelling() {
    let elena = Resource::Account("elena_markova".into());
    for query in [
        "resource=acct:elena_markova@city.example",
        "resource=acct%3Aelena_markova%40city.example",
        "resource=acct%3aelena_markova%40city.example",
        "resource=%61cct:elena%5Fmarkova@city.example",
        "resource=acct%3Aelena%255Fmarkova%40city.example",
        "resource=acct%253Aelena_markova%2540city.example",
        "resource=acct:@elena_markova@city.example",
        "resource=ACCT:Elena_Markova@City.Example",
        "rel=self&resource=acct:elena_markova@city.example",
        "%72esource=acct:elena_markova@city.example&x",
    ] {
        assert_eq!(Query::parse(query, &own()).unwrap().resource, elena, "{query}");
    }
    let page = |s: &str| Resource::Page(Url::parse(s).unwrap());
    for (query, is) in [
        ("resource=https://city.example/people/elena", page("https://city.example/people/elena")),
        (
            "resource=https%3A%2F%2Fcity.example%2Fap%2Factor%2F1%23main-key",
            page("https://city.example/ap/actor/1"),
        ),
        ("resource=HTTPS://City.example", page("https://city.example/")),
        ("resource=acct:city.example@city.example", Resource::Account("city.example".into())),
    ] {
        assert_eq!(Query::parse(query, &own()).unwrap().resource, is, "{query}");
    }
}

/// One letter of these takes a dozen in ASCII: what is read must be read as itself again.
#[test]
fn a_name_is_not_too_long_in_ascii() {
    let long = |n: usize| format!("elena@{}example", "общ.".repeat(n));
    assert!(Account::parse(&long(5)).is_some());
    for n in 1..40 {
        let read = Account::parse(&long(n));
        assert!(read.is_none_or(|a| Account::parse(&a.to_string()) == Some(a)), "{n}");
    }
}

#[test]
fn malformed_is_400_and_unknown_is_404() {
    for malformed in [
        "",
        "resource",
        "resource=",
        "resource==acct:elena@city.example",
        "resource=elena@city.example",
        "resource=elena",
        "resource=acct:",
        "resource=acct:elena",
        "resource=acct:@city.example",
        "resource=acct:elena@",
        "resource=acct:a%20b@city.example",
        "resource=acct:elena@city.example/x",
        "resource=acct:elena@city.example@other.example",
        "resource=%ff",
        "resource=https://",
        "resource=acct:a@city.example&resource=acct:b@city.example",
        "uri=acct:elena@city.example",
        "Resource=acct:elena@city.example",
    ] {
        let refused = Query::parse(malformed, &own()).unwrap_err();
        assert_eq!(refused.status(), 400, "{malformed}");
    }
    for unknown in [
        "resource=acct:elena@other.example",
        "resource=acct:elena@city.example:8443",
        "resource=acct:elena@other.example:443",
        "resource=mailto:elena@city.example",
        "resource=foo://city.example",
        "resource=https://other.example/people/elena",
        "resource=http://city.example/people/elena",
        "resource=https://city.example@evil.example/",
        "resource=https://x@city.example/people/elena",
    ] {
        let refused = Query::parse(unknown, &own()).unwrap_err();
        assert_eq!(refused.status(), 404, "{unknown}");
    }
}

#[test]
fn our_answer_has_all_links_or_those_asked_for() {
    let profile = Profile {
        handle: "elena",
        id: "https://city.example/ap/actor/1",
        page: "https://city.example/people/elena",
        avatar: Some(("https://city.example/media/1.webp", "image/webp")),
        subscribe: "/follow?uri={uri}",
    };
    let all = Jrd::of(&profile, &own(), &[]);
    assert_eq!(
        serde_json::to_value(&all).unwrap(),
        json!({
            "subject": "acct:elena@city.example",
            "aliases": ["https://city.example/ap/actor/1", "https://city.example/people/elena"],
            "links": [
                { "rel": "self", "type": "application/activity+json", "href": "https://city.example/ap/actor/1" },
                { "rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": "https://city.example/people/elena" },
                { "rel": "http://ostatus.org/schema/1.0/subscribe", "template": "https://city.example/follow?uri={uri}" },
                { "rel": "http://webfinger.net/rel/avatar", "type": "image/webp", "href": "https://city.example/media/1.webp" },
            ],
        })
    );
    let query = Query::parse(
        "resource=acct:elena@city.example&rel=self&rel=http%3A%2F%2Fwebfinger.net%2Frel%2Favatar&rel=x",
        &own(),
    )
    .unwrap();
    let some = Jrd::of(&profile, &own(), &query.rels);
    assert_eq!(some.links.len(), 2);
    assert_eq!(some.subject, all.subject);
    assert_eq!(Jrd::read(&serde_json::to_value(&all).unwrap()), all);
    assert_eq!(all.verdict(&account("elena", "city.example"), profile.id), Verdict::Confirmed);
}

#[test]
fn accounts_are_read_and_hostile_ones_refused() {
    for (s, user, host) in [
        ("@Elena@City.Example", "elena", "city.example"),
        ("acct:a.b-c_1@x.example", "a.b-c_1", "x.example"),
        ("a@sofia.localhost:8101", "a", "sofia.localhost:8101"),
        ("елена@град.example", "елена", "xn--80aerb.example"),
        ("a@x.example:443", "a", "x.example"),
    ] {
        let read = Account::parse(s).unwrap();
        assert_eq!(read.user, user);
        if host.starts_with("xn--") {
            assert!(read.host.starts_with("xn--"));
        } else {
            assert_eq!(read, account(user, host));
        }
    }
    for bad in [
        "",
        "@",
        "a@",
        "@b",
        "a@b@",
        "a b@x.example",
        "a@x.example/p",
        "a@x.example?q",
        "a@x.example#f",
        "a/b@x.example",
        "a@127.0.0.1",
        "a@[::1]",
        "a@x.example.",
        "a@u:p@x.example",
        "a@x.example%2fp",
        "a@x.example\\y",
        "<b>@x.example",
        "a@x y.example",
    ] {
        assert_eq!(Account::parse(bad), None, "{bad}");
    }
    let asked = account("a", "x.example").query_url(&Network::internet()).unwrap();
    assert_eq!(
        asked.as_str(),
        "https://x.example/.well-known/webfinger?resource=acct%3Aa%40x.example"
    );
}

#[test]
fn actors_claim_a_handle() {
    let actor = json!({ "id": "https://a.example/u/1", "preferredUsername": "Elena" });
    assert_eq!(Account::claimed_by(&actor), Some(account("elena", "a.example")));
    let own = json!({ "id": "https://social.a.example/u/1", "preferredUsername": "elena", "webfinger": "elena@a.example" });
    assert_eq!(Account::claimed_by(&own), Some(account("elena", "a.example")));
    for bad in [
        json!({}),
        json!({ "id": "x", "preferredUsername": "a" }),
        json!({ "id": "https://a.example/1", "preferredUsername": "a@b.example/" }),
    ] {
        assert_eq!(Account::claimed_by(&bad), None, "{bad}");
    }
}

const ID: &str = "https://a.example/u/1";

fn jrd(subject: &str, ids: &[&str]) -> Jrd {
    let links: Vec<Value> = ids
        .iter()
        .map(|id| json!({ "rel": "self", "type": "application/activity+json", "href": id }))
        .collect();
    Jrd::read(&json!({ "subject": subject, "links": links }))
}

#[test]
fn only_the_round_trip_makes_a_handle() {
    let asked = account("elena", "a.example");
    let verdict = |j: &Jrd| j.verdict(&asked, ID);
    assert_eq!(verdict(&jrd("acct:Elena@A.example", &[ID])), Verdict::Confirmed);
    assert_eq!(verdict(&Jrd { subject: None, ..jrd("", &[ID]) }), Verdict::Confirmed);
    let elsewhere = Verdict::AskFor(account("elena", "b.example"));
    assert_eq!(verdict(&jrd("acct:elena@b.example", &[ID])), elsewhere);
    for refused in [
        jrd("acct:elena@a.example", &[]),
        jrd("acct:elena@a.example", &["https://a.example/u/2"]),
        jrd("acct:elena@a.example", &[ID, "https://a.example/u/2"]),
        jrd("https://a.example/u/1", &[ID]),
        jrd("", &[ID]),
        Jrd::read(&json!({ "subject": "acct:elena@a.example",
            "links": [{ "rel": "self", "type": "text/html", "href": ID }, { "rel": "self", "href": ID }] })),
        Jrd::read(&json!({ "subject": 5, "links": "x", "aliases": [ID] })),
        Jrd::read(&json!([])),
    ] {
        assert_eq!(verdict(&refused), Verdict::Refused, "{refused:?}");
    }
    let many: Vec<Value> =
        (0..1000).map(|n| json!({ "rel": "x", "href": n.to_string() })).collect();
    let big = Jrd::read(&json!({ "links": many, "aliases": vec!["a"; 1000] }));
    assert_eq!((big.links.len(), big.aliases.len()), (50, 256));
}

/// A host whose answers to WebFinger are made from the host and the resource asked.
async fn host(answer: fn(&str, &str, u16) -> Value) -> u16 {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let app = Router::new().fallback(move |request: Request| async move {
        let host = request.headers()["host"].to_str().unwrap().to_owned();
        let query = request.uri().query().unwrap_or_default();
        let own = Origin::parse(&format!("http://{host}")).unwrap();
        let user = match Query::parse(query, &own).unwrap().resource {
            Resource::Account(user) => user,
            Resource::Page(_) => unreachable!("only accounts are asked for"),
        };
        let name = host.split('.').next().unwrap();
        ([("content-type", JRD)], answer(name, &user, port).to_string()).into_response()
    });
    tokio::spawn(async move { axum::serve(listener, app).await });
    port
}

async fn confirmed(answer: fn(&str, &str, u16) -> Value) -> Option<String> {
    let port = host(answer).await;
    let origin = Origin::parse("http://city.localhost:1").unwrap();
    let clock = Arc::new(TestClock::new(Time(0)));
    let world = World::new(clock, rand::rngs::StdRng::seed_from_u64(1));
    let limits = Limits::default();
    let options = Options { origin, network: Network::Loopback, extra_roots: vec![], limits };
    let client = Client::new(options, SigningPool::default(), world).unwrap();
    let actor =
        json!({ "id": format!("http://web.localhost:{port}/u/1"), "preferredUsername": "elena" });
    let budget = Budget::default();
    let found = confirm(&client, &actor, &budget).await.ok()?;
    assert!(budget.left() >= 98);
    let id = find(&client, &found, &budget).await.unwrap();
    assert_eq!(id.as_str(), actor["id"]);
    Some(found.to_string().replace(&port.to_string(), "PORT"))
}

fn says(subject: &str, id: &str) -> Value {
    json!({ "subject": format!("acct:{subject}"),
        "links": [{ "rel": "self", "type": "application/activity+json", "href": id }] })
}

#[tokio::test]
async fn handles_are_confirmed_over_at_most_one_hop() {
    let direct = |name: &str, user: &str, port: u16| {
        says(
            &format!("{user}@{name}.localhost:{port}"),
            &format!("http://web.localhost:{port}/u/1"),
        )
    };
    assert_eq!(confirmed(direct).await.unwrap(), "elena@web.localhost:PORT");
    let hop = |_: &str, user: &str, port: u16| {
        says(
            &format!("{user}@handle.localhost:{port}"),
            &format!("http://web.localhost:{port}/u/1"),
        )
    };
    assert_eq!(confirmed(hop).await.unwrap(), "elena@handle.localhost:PORT");
    let onward = |name: &str, user: &str, port: u16| {
        says(
            &format!("{user}@x{name}.localhost:{port}"),
            &format!("http://web.localhost:{port}/u/1"),
        )
    };
    assert_eq!(confirmed(onward).await, None);
    // The other host knows nothing of this actor.
    let stolen = |name: &str, _: &str, port: u16| {
        let id = if name == "web" { "u/1" } else { "u/2" };
        says(
            &format!("mayor@victim.localhost:{port}"),
            &format!("http://web.localhost:{port}/{id}"),
        )
    };
    assert_eq!(confirmed(stolen).await, None);
}

#[test]
fn the_redirected_account_of_the_fixtures_is_refused() {
    let Some(folder) = std::env::var_os("GUILDHALL_PEER_FIXTURES") else { return };
    let file = std::path::Path::new(&folder).join("mastodon/http_webfinger-hacker2.txt");
    let Ok(text) = std::fs::read_to_string(file) else { return };
    let body = &text[text.find("{\"subject\"").unwrap()..];
    let jrd = Jrd::read(&serde_json::from_str(body.trim()).unwrap());
    assert!(!jrd.links.is_empty());
    let asked = account("hacker2", "redirected.example");
    assert_eq!(jrd.verdict(&asked, "https://redirected.example/u/1"), Verdict::Refused);
}

proptest::proptest! {
    #[test]
    fn no_query_panics(s in "\\PC{0,60}", t in "(resource=|acct|:|@|%3A|%40|%|https|/|city.example|&|=){0,12}") {
        for q in [&s, &t] {
            let _ = Query::parse(q, &own());
            if let Some(a) = Account::parse(q) {
                proptest::prop_assert_eq!(Account::parse(&a.to_string()), Some(a.clone()));
                proptest::prop_assert!(a.query_url(&Network::internet()).is_some());
            }
        }
    }
}

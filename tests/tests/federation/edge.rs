//! What is not believed is refused and leaves nothing behind.

use guildhall_tests::{
    cities,
    network::{Network, Town},
    peer::{Delivery, Peer, Somebody, get},
};
use people::testing::Person;
use serde_json::{Value, json};
use store::{Query as _, args};

store::statements! {
    COUNT_RECEIVED = "SELECT CAST(count(*) AS bigint) FROM received_activity";
    COUNT_CONTENT = "SELECT CAST(count(*) AS bigint) FROM content";
}

async fn counts(town: &Town) -> (i64, i64) {
    let mut q = town.store().read();
    let (received,): (i64,) = q.one(&COUNT_RECEIVED, args![]).await.unwrap();
    let (content,): (i64,) = q.one(&COUNT_CONTENT, args![]).await.unwrap();
    (received, content)
}

/// A city with a community that somebody of the peer has joined.
pub struct Edge {
    pub town: Town,
    pub boris: Person,
    pub peer: Peer,
    pub eve: Somebody,
    pub group: String,
    pub inbox: String,
}

pub async fn edge(net: &Network) -> Edge {
    let town = net.city("city").await;
    let boris = town.person("boris").await;
    let group = town.people.community("jobs").by(&boris).await;
    let peer = Peer::start("peer", net.clock()).await;
    let eve = peer.somebody("eve");
    let group = format!("{}/ap/actor/{group}", town.origin);
    let inbox = format!("{}/inbox", town.origin);
    let follow = json!({ "@context": "https://www.w3.org/ns/activitystreams",
        "id": peer.iri("/follow/1"), "type": "Follow", "actor": eve.iri, "object": group });
    assert_eq!(peer.deliver(&eve, &inbox, &follow).await, 202);
    net.settle().await;
    Edge { town, boris, peer, eve, group, inbox }
}

pub fn note(e: &Edge, n: u32) -> Value {
    let public = "https://www.w3.org/ns/activitystreams#Public";
    json!({ "@context": "https://www.w3.org/ns/activitystreams",
        "id": e.peer.iri(&format!("/create/{n}")), "type": "Create", "actor": e.eve.iri,
        "to": [public, e.group],
        "object": { "id": e.peer.iri(&format!("/note/{n}")), "type": "Note",
            "attributedTo": e.eve.iri, "to": [public, e.group], "audience": e.group,
            "content": "<p>Здравейте</p>", "published": "2026-11-22T08:00:00Z" } })
}

async fn refused(e: &Edge, delivery: Delivery, status: u16, code: &str) {
    let before = counts(&e.town).await;
    let (got, body) = delivery.send().await;
    assert_eq!(got, status, "{code}: {body}");
    let problem: Value = serde_json::from_str(&body).unwrap_or_default();
    assert_eq!(problem["type"], format!("urn:guildhall:problem:{code}"), "{body}");
    assert_eq!(counts(&e.town).await, before, "{code}");
}

cities! {
    async fn what_is_right_is_taken_once(net: Network) {
        let e = edge(&net).await;
        let accepted = e.peer.delivered();
        assert_eq!(accepted[0]["type"], "Accept", "{accepted:?}");
        assert_eq!(accepted[0]["object"]["id"], e.peer.iri("/follow/1"));

        let before = counts(&e.town).await;
        let delivery = e.peer.sign(&e.eve, &e.inbox, &note(&e, 1)).await;
        assert_eq!(delivery.send().await.0, 202);
        net.settle().await;
        let after = counts(&e.town).await;
        assert_eq!(after, (before.0 + 1, before.1 + 1));
        // The same request again, and the same activity signed anew: neither changes anything.
        assert_eq!(delivery.send().await.0, 202);
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        // The same thing in another activity is no second thing.
        let mut again = note(&e, 1);
        again["id"] = e.peer.iri("/create/again").into();
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &again).await, 202);
        net.settle().await;
        assert_eq!(counts(&e.town).await.1, after.1);
    }

    async fn what_is_wrong_with_a_request_is_said_and_nothing_is_stored(net: Network) {
        let e = edge(&net).await;
        let sign = || async { e.peer.sign(&e.eve, &e.inbox, &note(&e, 1)).await };

        let mut d = sign().await;
        d.headers.remove("signature");
        refused(&e, d, 401, "signature-missing").await;

        let mut d = sign().await;
        let forged = d.headers["signature"].to_str().unwrap().replacen("signature=\"", "signature=\"AAAA", 1);
        d.headers.insert("signature", forged.parse().unwrap());
        refused(&e, d, 401, "signature-mismatch").await;

        let mut d = sign().await;
        d.body.push(b' ');
        refused(&e, d, 400, "digest").await;

        // Another body with a digest of its own, which is not what was signed.
        let mut d = sign().await;
        let other = e.peer.sign(&e.eve, &e.inbox, &note(&e, 2)).await;
        d.headers.insert("digest", other.headers["digest"].clone());
        d.body = other.body;
        refused(&e, d, 401, "signature-mismatch").await;

        for header in ["date", "digest", "signature"] {
            let mut d = sign().await;
            let value = d.headers[header].clone();
            d.headers.append(header, value);
            refused(&e, d, 400, "header-doubled").await;
        }

        let mut d = sign().await;
        d.headers.insert("host", "other.example".parse().unwrap());
        refused(&e, d, 400, "host").await;

        let d = sign().await;
        net.clock().advance(std::time::Duration::from_secs(2 * 3600));
        refused(&e, d, 401, "signature-time").await;

        let mut d = sign().await;
        d.headers.insert("content-type", "application/json".parse().unwrap());
        refused(&e, d, 415, "media-type").await;

        let d = e.peer.sign_text(&e.eve, &e.inbox, "{\"type\":".to_owned()).await;
        refused(&e, d, 400, "document").await;
        let d = e.peer.sign_text(&e.eve, &e.inbox, "[]".to_owned()).await;
        refused(&e, d, 400, "document").await;
        let deep = format!("{}1{}", "[".repeat(40), "]".repeat(40));
        let d = e.peer.sign_text(&e.eve, &e.inbox, format!("{{\"a\":{deep}}}")).await;
        refused(&e, d, 400, "document").await;
        let long = format!("{{\"a\":\"{}\"}}", "x".repeat(1024 * 1024));
        let d = e.peer.sign_text(&e.eve, &e.inbox, long).await;
        refused(&e, d, 413, "document").await;
        for key in ["id", "type", "actor"] {
            let mut activity = note(&e, 1);
            activity.as_object_mut().unwrap().remove(key);
            let d = e.peer.sign(&e.eve, &e.inbox, &activity).await;
            let (status, _) = d.send().await;
            assert_eq!(status, 400, "without {key}");
        }
    }

    async fn nobody_speaks_for_somebody_else(net: Network) {
        let e = edge(&net).await;
        let other = Peer::start("other", net.clock()).await;
        let mallory = other.somebody("mallory");

        // Signed by one, said to be done by another: of the same host, and of another one.
        let friend = e.peer.somebody("friend");
        let d = e.peer.sign(&friend, &e.inbox, &note(&e, 1)).await;
        refused(&e, d, 401, "key-unknown").await;
        // Of another one it is taken politely, as servers pass things on, and nothing is believed.
        let before = counts(&e.town).await;
        assert_eq!(e.peer.sign(&mallory, &e.inbox, &note(&e, 1)).await.send().await.0, 202);
        net.settle().await;
        assert_eq!(counts(&e.town).await, before);

        // An id of another host than its actor's.
        let mut activity = note(&e, 1);
        activity["actor"] = mallory.iri.clone().into();
        let d = e.peer.sign(&mallory, &e.inbox, &activity).await;
        refused(&e, d, 403, "origin").await;

        // An actor of this city, said from outside.
        let mut activity = note(&e, 1);
        activity["id"] = format!("{}/ap/activity/1", e.town.origin).into();
        activity["actor"] = e.group.clone().into();
        let d = e.peer.sign(&e.eve, &e.inbox, &activity).await;
        refused(&e, d, 403, "own-actor").await;

        // A thing that somebody else wrote.
        let mut activity = note(&e, 1);
        activity["object"]["attributedTo"] = friend.iri.clone().into();
        let d = e.peer.sign(&e.eve, &e.inbox, &activity).await;
        refused(&e, d, 403, "refused").await;

        // A key that cannot be had, and one that its actor does not list.
        let ghost = other.somebody("ghost");
        other.answer("/users/ghost", guildhall_tests::peer::Answer { status: 404, media: "text/plain", body: String::new() });
        let mut activity = note(&e, 1);
        activity["id"] = other.iri("/create/1").into();
        activity["actor"] = ghost.iri.clone().into();
        let d = other.sign(&ghost, &e.inbox, &activity).await;
        refused(&e, d, 401, "key-unknown").await;
        activity["actor"] = mallory.iri.clone().into();
        let stolen = Somebody { iri: mallory.iri.clone(), signer: federation::signature::Signer { key_id: other.iri("/keys/9").into(), key: ghost.signer.key.clone() } };
        let d = other.sign(&stolen, &e.inbox, &activity).await;
        refused(&e, d, 401, "key-unknown").await;
    }

    async fn only_members_post_and_only_authors_change(net: Network) {
        let e = edge(&net).await;
        let before = counts(&e.town).await;
        let stranger = e.peer.somebody("stranger");
        let mut activity = note(&e, 7);
        activity["actor"] = stranger.iri.clone().into();
        activity["object"]["attributedTo"] = stranger.iri.clone().into();
        let d = e.peer.sign(&stranger, &e.inbox, &activity).await;
        assert_eq!(d.send().await.0, 403);
        assert_eq!(counts(&e.town).await, before);

        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        // Somebody of another host says it has changed, and that it is gone.
        let other = Peer::start("other", net.clock()).await;
        let mallory = other.somebody("mallory");
        let mut update = note(&e, 1);
        update["id"] = other.iri("/update/1").into();
        update["type"] = "Update".into();
        update["actor"] = mallory.iri.clone().into();
        update["object"]["content"] = "<p>Превзето</p>".into();
        assert_eq!(other.deliver(&mallory, &e.inbox, &update).await, 403);
        let delete = json!({ "@context": "https://www.w3.org/ns/activitystreams",
            "id": other.iri("/delete/1"), "type": "Delete", "actor": mallory.iri,
            "object": e.peer.iri("/note/1") });
        assert_eq!(other.deliver(&mallory, &e.inbox, &delete).await, 403);
        net.settle().await;
        let id = e.town.find_content(&e.peer.iri("/note/1")).await;
        let page = e.town.page(&domain::access::Who::Visitor, id).await.unwrap();
        assert!(page.text.body_html.contains("Здравейте"));
    }

    async fn every_document_can_be_had_by_its_id(net: Network) {
        let e = edge(&net).await;
        let activity = "application/activity+json";
        for path in ["/actor", "/.well-known/nodeinfo", "/nodeinfo/2.1", "/nodeinfo/2.0", "/.well-known/host-meta"] {
            let (status, _, body) = get(&format!("{}{path}", e.town.origin), activity).await;
            assert_eq!(status, 200, "{path}: {body}");
        }
        let (status, _, _) = get(&format!("{}/", e.town.origin), activity).await;
        assert_eq!(status, 200, "the home page is no 406");
        for list in ["", "/outbox", "/followers", "/featured", "/moderators"] {
            let (status, media, body) = get(&format!("{}{list}", e.group), activity).await;
            assert_eq!((status, media.as_str()), (200, activity), "{list}: {body}");
            let document: Value = serde_json::from_str(&body).unwrap();
            assert_eq!(document["id"], format!("{}{list}", e.group));
        }
        // The Accept that was sent.
        let accept = e.peer.delivered()[0]["id"].as_str().unwrap().to_owned();
        let (status, _, body) = get(&accept, activity).await;
        assert_eq!(status, 200);
        assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["type"], "Accept");
        let finger = format!("{}/.well-known/webfinger?resource=acct:jobs@{}", e.town.origin, e.town.origin.authority());
        let (status, media, body) = get(&finger, "*/*").await;
        assert_eq!((status, media.as_str()), (200, "application/jrd+json"));
        assert!(body.contains(&e.group), "{body}");
        // The page's address gives the document to whoever asks for one.
        let (status, media, body) = get(&format!("{}/communities/jobs", e.town.origin), activity).await;
        assert_eq!((status, media.as_str()), (200, activity), "{body}");
        for nothing in ["/ap/object/0199a000-0000-7000-8000-000000000000", "/ap/actor/x", "/ap/activity/0199a000-0000-7000-8000-000000000000"] {
            assert_eq!(get(&format!("{}{nothing}", e.town.origin), activity).await.0, 404, "{nothing}");
        }
    }

    async fn bodies_are_plain_and_of_one_type(net: Network) {
        let e = edge(&net).await;
        let sign = || async { e.peer.sign(&e.eve, &e.inbox, &note(&e, 1)).await };
        for encoding in ["gzip", "br", "identity"] {
            let mut d = sign().await;
            d.headers.insert("content-encoding", encoding.parse().unwrap());
            refused(&e, d, 415, "encoding").await;
        }
        for media in ["application/ld+json", "application/json", "text/html", "application/x-www-form-urlencoded"] {
            let mut d = sign().await;
            d.headers.insert("content-type", media.parse().unwrap());
            refused(&e, d, 415, "media-type").await;
        }
        let mut d = sign().await;
        d.headers.remove("content-type");
        refused(&e, d, 415, "media-type").await;
        let mut d = sign().await;
        let ld = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"; charset=utf-8";
        d.headers.insert("content-type", ld.parse().unwrap());
        assert_eq!(d.send().await.0, 202);
    }

    async fn names_twice_and_too_many_values_are_refused(net: Network) {
        let e = edge(&net).await;
        let whole = note(&e, 1).to_string();
        let twice = format!("{},\"actor\":\"{}\"}}", whole.strip_suffix('}').unwrap(), e.group);
        let d = e.peer.sign_text(&e.eve, &e.inbox, twice).await;
        refused(&e, d, 400, "document").await;
        let many = format!("{},\"x\":[{}0]}}", whole.strip_suffix('}').unwrap(), "0,".repeat(110_000));
        let d = e.peer.sign_text(&e.eve, &e.inbox, many).await;
        refused(&e, d, 400, "document").await;
        let huge = format!("{},\"x\":1e999}}", whole.strip_suffix('}').unwrap());
        let d = e.peer.sign_text(&e.eve, &e.inbox, huge).await;
        refused(&e, d, 400, "document").await;
    }

    /// A key of this city is not used from afar, whoever is said to act.
    async fn a_key_of_ours_signs_nothing_from_outside(net: Network) {
        let e = edge(&net).await;
        let key_id = format!("{}#main-key", e.group);
        let signer = federation::signature::Signer { key_id: key_id.into(), key: e.eve.signer.key.clone() };
        let thief = Somebody { iri: e.eve.iri.clone(), signer };
        let d = e.peer.sign(&thief, &e.inbox, &note(&e, 1)).await;
        refused(&e, d, 403, "own-actor").await;
    }

    /// The word under which we keep what others bring is no verb of anybody.
    async fn nobody_says_that_she_brings_something(net: Network) {
        let e = edge(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        let mut said = note(&e, 2);
        said["type"] = federation::receiving::FORWARD.into();
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &said).await, 202);
        net.settle().await;
        assert_eq!(e.town.copy(&e.peer.iri("/note/2")).await, None);
    }

    /// Spellings of one host are not two (CVE-2023-42451), and a host is not its neighbour.
    async fn a_host_has_one_spelling(net: Network) {
        let e = edge(&net).await;
        let upper = e.peer.origin.replace("peer", "PEER");
        let dot = e.peer.origin.replace("localhost", "localhost.");
        let user = e.peer.origin.replace("http://", "http://eve@");
        let other = e.peer.origin.replace("http://", "https://");
        for (n, origin) in [upper, dot, user, other].into_iter().enumerate() {
            for (at, key) in [("/id", "create"), ("/object/id", "note")] {
                let mut activity = note(&e, 60);
                *activity.pointer_mut(at).unwrap() = format!("{origin}/{key}/{n}").into();
                let (status, body) = e.peer.sign(&e.eve, &e.inbox, &activity).await.send().await;
                assert!(status == 400 || status == 403, "{origin} {at}: {status} {body}");
            }
        }
        assert_eq!(counts(&e.town).await.1, 0);
    }
}

//! Who is believed to have said something: both ways to sign, both kinds of keys, proofs, and what
//! others bring.

use federation::signature::Scheme;
use guildhall_tests::{
    cities,
    network::Town,
    peer::{Peer, Somebody, get},
};
use serde_json::{Value, json};

use super::{
    edge::{Edge, edge, note},
    outage::draft,
    practice::three,
};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// An answer to eve's first note.
fn answer(e: &Edge, peer: &Peer, who: &Somebody, words: &str) -> Value {
    json!({ "@context": "https://www.w3.org/ns/activitystreams",
        "id": peer.iri("/create/9"), "type": "Create", "actor": who.iri,
        "to": [PUBLIC, e.group],
        "object": { "id": peer.iri("/note/9"), "type": "Note", "attributedTo": who.iri,
            "to": [PUBLIC, e.group], "audience": e.group, "inReplyTo": e.peer.iri("/note/1"),
            "content": format!("<p>{words}</p>"), "published": "2026-11-22T08:30:00Z" } })
}

async fn join(e: &Edge, peer: &Peer, who: &Somebody) {
    let follow = json!({ "@context": "https://www.w3.org/ns/activitystreams",
        "id": format!("{}/follow", who.iri), "type": "Follow", "actor": who.iri,
        "object": e.group });
    assert_eq!(peer.deliver(who, &e.inbox, &follow).await, 202);
}

async fn body(town: &Town, iri: &str) -> Option<String> {
    let id = town.copy(iri).await?;
    let page = town.page(&domain::access::Who::Visitor, id).await.ok()?;
    Some(page.text.body_html.clone())
}

cities! {
    async fn either_way_and_either_key_is_believed(net: Network) {
        let e = edge(&net).await;
        let peer = Peer::start("two", net.clock()).await;
        let (rsa, ed25519) = peer.somebody_with_two_keys("frank");
        join(&e, &peer, &rsa).await;
        net.settle().await;
        let ways = [
            (&rsa, Scheme::Cavage), (&rsa, Scheme::Rfc9421),
            (&ed25519, Scheme::Cavage), (&ed25519, Scheme::Rfc9421),
        ];
        for (n, (who, scheme)) in ways.into_iter().enumerate() {
            let iri = peer.iri(&format!("/note/{n}"));
            let create = json!({ "@context": "https://www.w3.org/ns/activitystreams",
                "id": peer.iri(&format!("/create/{n}")), "type": "Create", "actor": who.iri,
                "object": { "id": iri, "type": "Note", "attributedTo": who.iri,
                    "to": [PUBLIC, e.group], "audience": e.group, "content": "<p>Да</p>" } });
            let d = peer.sign_as(who, scheme, &e.inbox, create.to_string()).await;
            assert_eq!(d.send().await.0, 202, "{n}");
            net.settle().await;
            assert_eq!(body(&e.town, &iri).await.as_deref(), Some("<p>Да</p>"), "{n}");
            // The same with another body, and the same from somebody else's key.
            let mut spoilt = peer.sign_as(who, scheme, &e.inbox, create.to_string()).await;
            spoilt.body = note(&e, 5).to_string().into_bytes();
            assert_eq!(spoilt.send().await.0, 400, "{n}");
            let stolen = Somebody { iri: who.iri.clone(), signer: federation::signature::Signer {
                key_id: who.signer.key_id.clone(), key: e.eve.signer.key.clone() } };
            let d = peer.sign_as(&stolen, scheme, &e.inbox, create.to_string()).await;
            assert_eq!(d.send().await.0, 401, "{n}");
        }
    }

    async fn careful_cities_speak_with_one_another_and_with_nobody_else(net: Network) {
        let net = net.careful();
        let (a, b) = (net.city("a").await, net.city("b").await);
        let (anna, boris) = (a.person("anna").await, b.person("boris").await);
        let group = b.people.community("jobs").by(&boris).await;
        let at_a = a.join(&anna, &format!("!{}", b.address("jobs"))).await;
        net.settle().await;
        let title = draft("Мълчаливо", Some(at_a));
        let id = content::service::publish(a.publishing(), &anna.who, &title).await.unwrap();
        net.settle().await;
        assert!(b.copy_of(&a, id).await.is_some());

        let activity = "application/activity+json";
        let group = format!("{}/ap/actor/{group}", b.origin);
        let thing = content::activity::object::object_iri(&a.origin, id);
        for closed in [&group, &format!("{group}/outbox"), &thing, &format!("{}/communities/jobs", b.origin)] {
            let (status, _, body) = get(closed, activity).await;
            assert_eq!(status, 401, "{closed}: {body}");
            assert!(!body.contains("Мълчаливо") && !body.contains("jobs"), "{body}");
        }
        for open in ["/actor", "/.well-known/nodeinfo", "/nodeinfo/2.1"] {
            assert_eq!(get(&format!("{}{open}", b.origin), activity).await.0, 200, "{open}");
        }
        // A page is for people.
        assert_eq!(get(&format!("{}/communities/jobs", b.origin), "text/html").await.0, 200);

        let peer = Peer::start("peer", net.clock()).await;
        let eve = peer.somebody("eve");
        for scheme in [Scheme::Cavage, Scheme::Rfc9421] {
            assert_eq!(peer.ask(&eve, scheme, &group).await, 200);
        }
        let stolen = Somebody { iri: eve.iri.clone(), signer: federation::signature::Signer {
            key_id: eve.signer.key_id.clone(), key: peer.somebody("mallory").signer.key } };
        assert_eq!(peer.ask(&stolen, Scheme::Cavage, &group).await, 401);
    }

    async fn keys_are_replaced_and_nobody_is_lost(net: Network) {
        let t = three(&net).await;
        let keys = |town: &Town| {
            let actor = format!("{}/ap/actor/{}", town.origin, t.anna.actor);
            async move {
                let (_, _, body) = get(&actor, "application/activity+json").await;
                let actor: Value = serde_json::from_str(&body).unwrap();
                (actor["publicKey"].clone(), actor["assertionMethod"][0].clone())
            }
        };
        let before = keys(&t.a).await;
        for town in [&t.a, &t.b] {
            let secret = town.secret();
            let count = people::federating::rotate_keys(town.store(), &secret, &town.origin).await.unwrap();
            assert!(count >= 2, "people, the community or the instance: {count}");
        }
        // Until the new ones hold, document and signatures go on with the old ones, both of them.
        assert_eq!(keys(&t.a).await, before);
        let early = draft("С още стария ключ", Some(t.group_a));
        let early = content::service::publish(t.a.publishing(), &t.anna.who, &early).await.unwrap();
        net.settle().await;
        assert!(t.c.copy_of(&t.a, early).await.is_some());
        net.advance(std::time::Duration::from_secs(125)).await;
        net.settle().await;
        let after = keys(&t.a).await;
        assert_ne!(before.0["publicKeyPem"], after.0["publicKeyPem"]);
        assert_ne!(before.1["publicKeyMultibase"], after.1["publicKeyMultibase"]);
        // From A to the community at B, and announced by it to C.
        let title = draft("С нов ключ", Some(t.group_a));
        let id = content::service::publish(t.a.publishing(), &t.anna.who, &title).await.unwrap();
        net.settle().await;
        assert!(t.b.copy_of(&t.a, id).await.is_some());
        assert!(t.c.copy_of(&t.a, id).await.is_some());
        // What was signed with the old keys is no longer believed.
        let old = before.0["id"].as_str().unwrap();
        assert_ne!(old, after.0["id"].as_str().unwrap());
    }

    async fn what_others_bring_is_asked_for_where_it_lives(net: Network) {
        let e = edge(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        let third = Peer::start("third", net.clock()).await;
        let frank = third.somebody("frank");
        let carrier = Peer::start("carrier", net.clock()).await;
        let mallory = carrier.somebody("mallory");
        let said = answer(&e, &third, &frank, "Вярно");
        third.say("/note/9", &said["object"]);
        let twisted = answer(&e, &third, &frank, "Невярно");
        let iri = third.iri("/note/9");
        // Frank may not speak here yet, whoever carries it.
        assert_eq!(carrier.deliver(&mallory, &e.inbox, &twisted).await, 202);
        net.settle().await;
        assert_eq!(body(&e.town, &iri).await, None);

        join(&e, &third, &frank).await;
        net.settle().await;
        let mut again = twisted.clone();
        again["id"] = third.iri("/create/10").into();
        assert_eq!(carrier.deliver(&mallory, &e.inbox, &again).await, 202);
        net.settle().await;
        assert_eq!(body(&e.town, &iri).await.as_deref(), Some("<p>Вярно</p>"));

        // It is gone when its own origin says so, and not before.
        let delete = |n: u32| json!({ "@context": "https://www.w3.org/ns/activitystreams",
            "id": third.iri(&format!("/delete/{n}")), "type": "Delete", "actor": frank.iri,
            "object": iri });
        assert_eq!(carrier.deliver(&mallory, &e.inbox, &delete(1)).await, 202);
        net.settle().await;
        assert!(body(&e.town, &iri).await.is_some());
        third.say("/note/9", &json!({ "id": iri, "type": "Tombstone" }));
        assert_eq!(carrier.deliver(&mallory, &e.inbox, &delete(2)).await, 202);
        net.settle().await;
        assert_eq!(body(&e.town, &iri).await, None);
    }

    async fn a_proof_counts_whoever_brings_it(net: Network) {
        let e = edge(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        let third = Peer::start("third", net.clock()).await;
        let (frank, ed25519) = third.somebody_with_two_keys("frank");
        join(&e, &third, &frank).await;
        net.settle().await;
        let carrier = Peer::start("carrier", net.clock()).await;
        let mallory = carrier.somebody("mallory");
        let iri = third.iri("/note/9");

        // A proof of other words is none, and the thing itself is nowhere to be had.
        let mut forged = Peer::prove(&ed25519, &answer(&e, &third, &frank, "Да"));
        forged["object"]["content"] = "<p>Не</p>".into();
        assert_eq!(carrier.deliver(&mallory, &e.inbox, &forged).await, 202);
        // Nor is one by somebody else.
        let (_, other) = carrier.somebody_with_two_keys("other");
        let mut forged = Peer::prove(&other, &answer(&e, &third, &frank, "Не"));
        forged["id"] = third.iri("/create/10").into();
        assert_eq!(carrier.deliver(&mallory, &e.inbox, &forged).await, 202);
        net.settle().await;
        assert_eq!(body(&e.town, &iri).await, None);

        let mut good = answer(&e, &third, &frank, "Да");
        good["id"] = third.iri("/create/11").into();
        let good = Peer::prove(&ed25519, &good);
        assert_eq!(carrier.deliver(&mallory, &e.inbox, &good).await, 202);
        net.settle().await;
        assert_eq!(body(&e.town, &iri).await.as_deref(), Some("<p>Да</p>"));
    }
}

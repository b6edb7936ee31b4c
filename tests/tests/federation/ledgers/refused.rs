//! What is sent to no purpose, and what is forged.

use domain::Error;
use guildhall_tests::{cities, peer::Peer};
use mentoring::workspace::MENTORING;
use people::ledger::{self, Opening, Side};
use serde_json::{Value, json};
use store::{Query as _, args};

use super::{KEPT_TEXTS, all, iri, ledgers, see};

cities! {
    async fn who_lives_where_no_ledgers_are_kept_is_not_written_to_in_vain(net: Network) {
        let a = net.city("a").await;
        let anna = a.people.person("anna").of(a.people.organisation).await;
        let peer = Peer::start("peer", net.clock()).await;
        let somebody = peer.somebody("eve");
        let other = a.find(&somebody.iri).await;
        let opening = Opening {
            kind: &MENTORING,
            parties: [other, a.people.organisation],
            side: Side::Second,
            drafts: vec![],
        };
        let refused = ledger::open(ledgers(&a), &anna.who, opening).await;
        assert!(matches!(refused, Err(Error::Conflict("ledger-error-software"))), "{refused:?}");
    }

    async fn what_is_forged_is_refused(net: Network) {
        let a = net.city("a").await;
        let anna = a.people.person("anna").of(a.people.organisation).await;
        let peer = Peer::start("peer", net.clock()).await;
        let (_, instance) = peer.with_two_keys("instance", "Application");
        let org = peer.actor("org", "Organization");
        let (eve, evil) = peer.with_two_keys("eve", "Organization");
        let own = iri(&a, a.people.organisation);
        let inbox = format!("{}/inbox", a.origin);
        let ledger_iri = peer.iri("/ledger/1");
        let operation = |sequence: i64, previous: &str, set: Value| {
            json!({ "@context": "https://www.w3.org/ns/activitystreams", "type": "gh:Operation", "gh:ledger": ledger_iri, "gh:site": peer.origin,
                "gh:sequence": sequence, "gh:clock": sequence, "gh:seen": {}, "gh:previous": previous,
                "gh:party": org.iri, "attributedTo": peer.iri("/person"), "published": "2026-11-22T09:00:00Z",
                "gh:entry": "session", "gh:key": "s1", "gh:set": set })
        };
        let ask = json!({ "@context": "https://www.w3.org/ns/activitystreams", "type": "gh:Operation", "gh:ledger": ledger_iri, "gh:site": peer.origin,
            "gh:sequence": 1, "gh:clock": 1, "gh:seen": {}, "gh:previous": "",
            "gh:party": org.iri, "attributedTo": peer.iri("/person"), "published": "2026-11-22T09:00:00Z",
            "gh:entry": "person", "gh:key": iri(&a, anna.actor), "gh:set": { "asked": true } });
        let first = Peer::prove(&instance, &ask);
        let digest = federation::proof::digest_of(ask.as_object().unwrap()).unwrap();
        let activity = |n: usize, by: &str, parties: [&str; 2], operations: Value| {
            json!({ "@context": "https://www.w3.org/ns/activitystreams", "id": peer.iri(&format!("/activity/{n}")),
                "type": "Create", "actor": by, "to": [own],
                "object": { "id": ledger_iri, "type": "gh:Ledger", "gh:kind": "Mentoring",
                    "gh:parties": parties, "gh:seen": {}, "gh:operations": operations } })
        };
        let both = [org.iri.as_str(), own.as_str()];
        // Nobody has signed it; its person has; it is of another party; a ledger of others.
        let by_eve = Peer::prove(&evil, &ask);
        let spoilt = { let mut s = first.clone(); s["gh:set"] = json!({ "asked": false }); s };
        for (n, (by, parties, operations)) in [
            (&org, both, json!([ask])),
            (&org, both, json!([by_eve])),
            (&org, both, json!([spoilt])),
            (&eve, both, json!([first])),
            (&org, [org.iri.as_str(), eve.iri.as_str()], json!([first])),
        ].into_iter().enumerate() {
            peer.deliver(by, &inbox, &activity(n, &by.iri, parties, operations)).await;
            net.settle().await;
            assert!(all(&a).await.is_empty(), "{n}");
        }
        let real = activity(10, &org.iri, both, json!([first]));
        let (status, said) = peer.sign(&org, &inbox, &real).await.send().await;
        assert_eq!(status, 202, "{said}");
        net.settle().await;
        let at_a = all(&a).await;
        let [id] = at_a[..] else { panic!("it is taken in: {at_a:?}") };
        let open = see(&a, &anna, id).await;
        assert_eq!((open.side, open.operations.len()), (Side::Second, 1));

        // What follows must follow: not another first one, not one that follows something else.
        let mut kept = Vec::new();
        for (n, operation) in [
            Peer::prove(&instance, &operation(1, "", json!({ "title": "другояче" }))),
            Peer::prove(&instance, &operation(2, "z123", json!({ "title": "без предишна" }))),
            Peer::prove(&instance, &operation(2, &digest, json!({ "title": "добре", "mentee_rating": 5 }))),
        ].into_iter().enumerate() {
            let mut update = activity(20 + n, &org.iri, both, json!([operation]));
            update["type"] = json!("Update");
            peer.deliver(&org, &inbox, &update).await;
            net.settle().await;
            kept.push(see(&a, &anna, id).await.operations.len());
        }
        assert_eq!(kept, [1, 1, 2]);
        let now = see(&a, &anna, id).await.now;
        assert_eq!(now.entry("session", "s1").text("title"), "", "with what it may not set, none of it counts");
        // Eve cannot write in it either, even with operations that are signed.
        let third = Peer::prove(&instance, &operation(3, "z", json!({ "title": "чуждо" })));
        peer.deliver(&eve, &inbox, &activity(30, &eve.iri, [eve.iri.as_str(), own.as_str()], json!([third]))).await;
        net.settle().await;
        assert_eq!(all(&a).await, [id]);
        // Whatever came of them, nothing of what they said is kept beside the ledgers.
        let (kept,): (i64,) =
            a.store().read().one(&KEPT_TEXTS, args!["%gh:Operation%"]).await.unwrap();
        assert_eq!(kept, 0);
    }
}

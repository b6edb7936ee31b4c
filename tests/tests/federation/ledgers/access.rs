//! Who finds a ledger, and who does not any more.

use domain::Error;
use federation::signature::Scheme;
use guildhall_tests::{
    cities,
    peer::{Peer, get},
};
use mentoring::workspace::entry;
use people::ledger::{self, Draft};
use serde_json::json;
use store::{Query as _, args};

use super::{ACTIVITIES, KEPT_TEXTS, all, iri, ledgers, see, two, write};

cities! {
    async fn nobody_else_finds_a_trace(net: Network) {
        let t = two(&net).await;
        let c = net.city("c").await;
        write(&t.b, &t.boris, t.id_b, json!({ "title": "Тайнодумие", "notes": "Тайнодумие" })).await;
        net.settle().await;
        assert!(all(&c).await.is_empty());
        // Colleagues of the same organisation, members and administrators of either city.
        for (town, id) in [(&t.a, t.id_a), (&t.b, t.id_b)] {
            let colleague = town.people.person("colleague").of(town.people.organisation).await;
            let stranger = town.people.person("stranger").await;
            for who in [&colleague.who, &stranger.who, &town.people.admin.who, &domain::access::Who::Visitor,
                &domain::access::Who::Operator]
            {
                let seen = ledgers(town).see(who, id).await;
                assert!(matches!(seen, Err(Error::NotFound)), "{seen:?}");
                let draft = vec![Draft::new(entry::SESSION, "s1", json!({ "title": "x" }))];
                assert!(ledger::append(ledgers(town), who, id, None, draft).await.is_err());
            }
            assert!(ledger::of(&mut town.store().read(), colleague.actor, "mentoring", &domain::Lang::english()).await.unwrap().is_empty());
        }
        // Every address that could have to do with it, for whoever asks.
        let peer = Peer::start("peer", net.clock()).await;
        let eve = peer.somebody("eve");
        for (town, other, id) in [(&t.a, &t.b, t.id_a), (&t.b, &t.a, t.id_b)] {
            let rows: Vec<(domain::id::RowId,)> =
                town.store().read().all(&ACTIVITIES, args![]).await.unwrap();
            assert!(!rows.is_empty());
            let activities = rows.iter().map(|(id,)| format!("{}/ap/activity/{id}", town.origin));
            let things = ["object", "collection", "activity"]
                .map(|kind| format!("{}/ap/{kind}/{id}", town.origin));
            let pages = [format!("{}/mentoring/{id}", town.origin), format!("{}/content/{id}", town.origin)];
            for url in activities.chain(things).chain(pages) {
                for accept in ["application/activity+json", "text/html"] {
                    let (status, _, body) = get(&url, accept).await;
                    assert_eq!(status, 404, "{url}");
                    assert!(!body.contains("Тайнодумие"));
                }
                let (status, _) = peer.fetch(&eve, Scheme::Rfc9421, &url).await;
                assert_eq!(status, 404, "{url}");
            }
            let outboxes = [town.people.organisation, town.people.admin.actor]
                .map(|id| format!("{}/ap/actor/{id}/outbox", town.origin));
            let lists = [format!("{}/search?q=Тайнодумие", town.origin), format!("{}/feed.atom", town.origin)];
            for url in outboxes.into_iter().chain(lists) {
                let (_, _, body) = get(&url, "application/activity+json").await;
                assert!(!body.contains("edger") && !body.contains(">Тайнодумие"), "{url}: {body}");
            }
            // Nothing of it is kept but in the ledger.
            let (kept,): (i64,) =
                other.store().read().one(&KEPT_TEXTS, args!["%Тайнодумие%"]).await.unwrap();
            assert_eq!(kept, 0);
        }
    }

    async fn who_leaves_the_organisation_leaves_its_ledgers(net: Network) {
        let t = two(&net).await;
        let dora = t.a.people.person("dora").of(t.a.people.organisation).await;
        let name = Draft::name(&iri(&t.a, dora.actor), "Dora", "участник");
        ledger::append(ledgers(&t.a), &t.anna.who, t.id_a, None, vec![name]).await.unwrap();
        net.settle().await;
        write(&t.a, &dora, t.id_a, json!({ "title": "От Дора" })).await;
        let admin = &t.a.people.admin.who;
        people::organisations::affiliate(t.a.store(), admin, t.anna.actor, None).await.unwrap();
        assert!(matches!(ledgers(&t.a).see(&t.anna.who, t.id_a).await, Err(Error::NotFound)));
        // What she wrote stays, and whoever remains goes on.
        write(&t.a, &dora, t.id_a, json!({ "minutes": 45 })).await;
        let gone = Draft::new(ledger::PERSON, iri(&t.a, t.anna.actor), json!({ "role": null }));
        ledger::append(ledgers(&t.a), &dora.who, t.id_a, None, vec![gone]).await.unwrap();
        net.settle().await;
        people::organisations::affiliate(t.a.store(), admin, t.anna.actor, Some(t.a.people.organisation)).await.unwrap();
        assert!(matches!(ledgers(&t.a).see(&t.anna.who, t.id_a).await, Err(Error::NotFound)), "she must be named anew");
        let there = see(&t.b, &t.boris, t.id_b).await.now;
        assert_eq!(there.entry(entry::SESSION, "s1").number("minutes"), Some(45));
        assert_eq!(there.entry(ledger::PERSON, &iri(&t.a, dora.actor)).text("role"), "участник");
    }

    async fn the_other_party_sends_nobody_away(net: Network) {
        let t = two(&net).await;
        let dora = t.a.people.person("dora").of(t.a.people.organisation).await;
        let ask = Draft::ask(&iri(&t.a, dora.actor));
        ledger::append(ledgers(&t.b), &t.boris.who, t.id_b, None, vec![ask]).await.unwrap();
        net.settle().await;
        assert_eq!(see(&t.a, &dora, t.id_a).await.side, see(&t.a, &t.anna, t.id_a).await.side);
        for person in [&t.anna, &dora] {
            let away = Draft::new(ledger::PERSON, iri(&t.a, person.actor), json!({ "asked": false }));
            ledger::append(ledgers(&t.b), &t.boris.who, t.id_b, None, vec![away]).await.unwrap();
        }
        net.settle().await;
        for person in [&t.anna, &dora] {
            assert!(ledgers(&t.a).see(&person.who, t.id_a).await.is_ok());
        }
    }

    async fn what_a_city_keeps_is_not_lost_when_the_last_who_was_named_leaves(net: Network) {
        let t = two(&net).await;
        let dora = t.a.people.person("dora").of(t.a.people.organisation).await;
        let outsider = t.a.people.person("nina").await;
        assert!(matches!(ledgers(&t.a).see(&dora.who, t.id_a).await, Err(Error::NotFound)));
        people::organisations::affiliate(t.a.store(), &t.a.people.admin.who, t.anna.actor, None).await.unwrap();
        // Nobody is named any more who still works there: whoever does sees it, until she is named by what she writes.
        write(&t.a, &dora, t.id_a, json!({ "title": "От Дора" })).await;
        net.settle().await;
        let there = see(&t.b, &t.boris, t.id_b).await.now;
        assert_eq!(there.entry(entry::SESSION, "s1").text("title"), "От Дора");
        for person in [&t.anna, &outsider, &t.a.people.admin] {
            assert!(matches!(ledgers(&t.a).see(&person.who, t.id_a).await, Err(Error::NotFound)));
        }
        let mine = ledger::of(&mut t.a.store().read(), dora.actor, "mentoring", &domain::Lang::bulgarian()).await.unwrap();
        assert_eq!(mine.len(), 1);
    }
}

//! Cities and peers that are away, slow or wrong: nothing is lost, nothing is doubled, nobody else waits.

use std::time::Duration;

use content::{Draft, service};
use domain::{ActorId, ContentId, Lang};
use federation::delivery;
use guildhall_tests::{
    cities,
    network::{Network, Town},
    peer::{Peer, Somebody},
};
use people::testing::Person;
use serde_json::{Value, json};
use store::{Query as _, args};

use super::practice::{Three, three};

store::statements! {
    TITLES = "SELECT t.title FROM content c JOIN content_text t ON t.content_id = c.id \
        AND t.lang = c.lang WHERE c.host <> '' AND c.root_id IS NULL ORDER BY c.published_at, c.id";
}

pub fn draft(title: &str, group: Option<ActorId>) -> Draft {
    Draft {
        title: title.into(),
        body: format!("Текст на „{title}“."),
        group,
        values: [("type".to_owned(), "discussion".into())].into_iter().collect(),
        ..Draft::new("discussion", Lang::bulgarian())
    }
}

async fn publish(town: &Town, who: &Person, title: &str, group: ActorId) -> ContentId {
    service::publish(town.publishing(), &who.who, &draft(title, Some(group)))
        .await
        .expect("she may publish")
}

async fn titles(town: &Town) -> Vec<String> {
    let rows: Vec<(String,)> = town.store().read().all(&TITLES, args![]).await.unwrap();
    rows.into_iter().map(|r| r.0).collect()
}

/// A community here that somebody of a peer has joined.
async fn joined(net: &Network, town: &Town, group: ActorId, name: &str) -> (Peer, Somebody) {
    let peer = Peer::start(name, net.clock()).await;
    let eve = peer.somebody("eve");
    let follow = json!({ "@context": "https://www.w3.org/ns/activitystreams",
        "id": peer.iri("/follow/1"), "type": "Follow", "actor": eve.iri,
        "object": format!("{}/ap/actor/{group}", town.origin) });
    let inbox = format!("{}/inbox", town.origin);
    assert_eq!(peer.deliver(&eve, &inbox, &follow).await, 202);
    net.settle().await;
    (peer, eve)
}

/// The titles of new conversations that a peer was told of, in order.
fn told(peer: &Peer) -> Vec<String> {
    let created = |a: &Value| {
        let inner = &a["object"];
        (a["type"] == "Announce" && inner["type"] == "Create")
            .then(|| inner["object"]["name"].as_str().unwrap_or_default().to_owned())
    };
    peer.delivered().iter().filter_map(created).collect()
}

cities! {
    async fn a_city_that_was_away_gets_everything_once_and_in_order(net: Network) {
        let Three { a, b, c, anna, group_a, .. } = three(&net).await;
        let fallen = net.kill(b);
        let mut expected = Vec::new();
        for n in 0..20 {
            let title = format!("Тема {n:03}");
            publish(&a, &anna, &title, group_a).await;
            net.clock().advance(Duration::from_millis(10));
            expected.push(title);
        }
        net.settle().await;
        assert!(titles(&c).await.is_empty(), "B announces, and B is away");
        // Ten minutes later B is back, and A's pause ends within six hours without anybody's hand.
        let b = net.restart(fallen).await;
        net.advance(Duration::from_secs(6 * 3600)).await;
        assert_eq!(titles(&b).await, expected);
        assert_eq!(titles(&c).await, expected);
    }

    async fn a_city_killed_while_it_sends_goes_on_where_it_was(net: Network) {
        let Three { a, b, c, anna, group_a, .. } = three(&net).await;
        let mut expected = Vec::new();
        for n in 0..20 {
            let title = format!("Тема {n:03}");
            publish(&a, &anna, &title, group_a).await;
            net.clock().advance(Duration::from_millis(10));
            expected.push(title);
        }
        // In the middle of its deliveries.
        let fallen = net.kill(a);
        let _a = net.restart(fallen).await;
        net.settle().await;
        // Whatever C could not fetch while A was away it tries again after a pause.
        net.advance(Duration::from_secs(600)).await;
        assert_eq!(titles(&b).await, expected);
        assert_eq!(titles(&c).await, expected);
    }

    async fn a_peer_that_answers_again_ends_its_own_pause(net: Network) {
        let town = net.city("city").await;
        let boris = town.person("boris").await;
        let group = town.people.community("jobs").by(&boris).await;
        let (peer, eve) = joined(&net, &town, group, "peer").await;
        let (well, _) = joined(&net, &town, group, "well").await;
        peer.inboxes_answer(503);
        publish(&town, &boris, "Едно", group).await;
        publish(&town, &boris, "Две", group).await;
        net.settle().await;
        assert_eq!(told(&well), ["Едно", "Две"], "nobody else waits");
        assert!(told(&peer).is_empty());
        let hosts = delivery::hosts(&mut town.store().read(), 10).await.unwrap();
        let host = hosts.iter().find(|h| h.host.starts_with("peer.")).unwrap();
        assert!(host.pause_until.is_some() && host.last_error.starts_with("503"), "{host:?}");

        // It speaks to us, so it is there again: nothing waits for the end of the pause.
        peer.inboxes_answer(202);
        let like = json!({ "@context": "https://www.w3.org/ns/activitystreams",
            "id": peer.iri("/like/1"), "type": "Like", "actor": eve.iri,
            "object": format!("{}/ap/object/0199a000-0000-7000-8000-000000000000", town.origin) });
        assert_eq!(peer.deliver(&eve, &format!("{}/inbox", town.origin), &like).await, 202);
        net.settle().await;
        assert_eq!(told(&peer), ["Едно", "Две"]);
    }

    async fn one_thing_that_is_not_taken_holds_up_nothing_else(net: Network) {
        let town = net.city("city").await;
        let boris = town.person("boris").await;
        let group = town.people.community("jobs").by(&boris).await;
        let (peer, _) = joined(&net, &town, group, "peer").await;
        peer.inboxes_answer(500);
        let poison = publish(&town, &boris, "Отрова", group).await;
        net.settle().await;
        peer.inboxes_answer(202);
        publish(&town, &boris, "Друго", group).await;
        let changed = draft("Отрова, поправена", None);
        service::edit(town.publishing(), &boris.who, poison, &changed, "", None).await.unwrap();
        net.settle().await;
        // The edit waits behind what it edits; everything else has gone past.
        assert_eq!(told(&peer), ["Друго"]);
        assert!(!peer.delivered().iter().any(|a| a["object"]["type"] == "Update"));
        net.advance(Duration::from_secs(60)).await;
        let kinds: Vec<String> = peer
            .delivered()
            .iter()
            .filter(|a| a["type"] == "Announce")
            .map(|a| a["object"]["type"].as_str().unwrap_or("thing").to_owned())
            .collect();
        let update = kinds.iter().position(|k| k == "Update").expect("the edit came");
        let create = kinds.iter().rposition(|k| k == "Create").expect("the thing came");
        assert!(create < update, "{kinds:?}");
        assert!(delivery::given_up(&mut town.store().read(), 10).await.unwrap().is_empty());
    }

    async fn what_is_refused_for_good_is_listed_and_never_sent_again(net: Network) {
        let town = net.city("city").await;
        let boris = town.person("boris").await;
        let group = town.people.community("jobs").by(&boris).await;
        let (peer, _) = joined(&net, &town, group, "peer").await;
        peer.inboxes_answer(410);
        publish(&town, &boris, "Едно", group).await;
        net.settle().await;
        let given_up = delivery::given_up(&mut town.store().read(), 10).await.unwrap();
        assert_eq!(given_up.len(), 2, "the activity and the thing: {given_up:?}");
        assert!(given_up.iter().all(|g| g.last_error.starts_with("410")), "{given_up:?}");
        peer.inboxes_answer(202);
        net.advance(Duration::from_secs(86_400)).await;
        assert!(told(&peer).is_empty());
    }

    async fn fourteen_days_are_enough(net: Network) {
        let town = net.city("city").await;
        let boris = town.person("boris").await;
        let group = town.people.community("jobs").by(&boris).await;
        let (peer, _) = joined(&net, &town, group, "peer").await;
        peer.inboxes_answer(503);
        publish(&town, &boris, "Едно", group).await;
        net.settle().await;
        for _ in 0..3 {
            net.advance(Duration::from_secs(4 * 86_400)).await;
        }
        assert!(delivery::given_up(&mut town.store().read(), 10).await.unwrap().is_empty());
        net.advance(Duration::from_secs(3 * 86_400)).await;
        net.advance(Duration::from_secs(6 * 3600)).await;
        assert_eq!(delivery::given_up(&mut town.store().read(), 10).await.unwrap().len(), 2);
        // What is newer is still tried, and arrives once the peer is back.
        publish(&town, &boris, "Две", group).await;
        peer.inboxes_answer(202);
        net.advance(Duration::from_secs(6 * 3600)).await;
        assert_eq!(told(&peer), ["Две"]);
    }

    async fn a_deletion_that_comes_before_its_copy_wins(net: Network) {
        let Three { a, b, c, anna, group_a, .. } = three(&net).await;
        let id = publish(&a, &anna, "Грешка", group_a).await;
        service::withdraw(a.publishing(), &anna.who, id).await.unwrap();
        net.settle().await;
        for town in [&b, &c] {
            assert!(titles(town).await.is_empty());
        }
    }
}

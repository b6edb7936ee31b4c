//! Every kind of document that can be had by its id.

use content::{service, testing::reply};
use domain::{Lang, Visibility};
use guildhall_tests::cities;
use serde_json::Value;

use super::{
    house::{House, discussion},
    life,
    readings::{Readings, name},
};

cities! {
    async fn actors_are_known_everywhere(net: Network) {
        let h = House::new(&net).await;
        let members = h.town.people.community("casework").by(&h.boris).visible(Visibility::Members).await;
        let mut readings = Readings::new("Actors", |peer, document| peer.actor(document));
        let instance = format!("{}/actor", h.town.origin);
        let organisation = h.actor(h.town.people.organisation);
        for iri in [h.actor(h.anna.actor), h.group(h.jobs), organisation, instance] {
            let document = h.fetched(&iri).await;
            readings.read(document["type"].as_str().unwrap(), &document);
        }
        readings.read("Group for members", &h.fetched(&h.group(members)).await);
        readings.check();
        assert_eq!(h.fetched(&h.group(members)).await["manuallyApprovesFollowers"], true);
    }

    async fn things_are_known_everywhere(net: Network) {
        let h = House::new(&net).await;
        let p = h.town.publishing();
        let mut readings = Readings::new("Things", |peer, document| peer.object(document));
        let practice = life::practice(&h).await;
        let topic = h.publish(&h.anna.who, &discussion(h.jobs)).await;
        let comment = reply(p, &h.boris.who, topic, "Общината.").await;
        let alone = h.publish(&h.anna.who, &life::filled(&h, &Lang::bulgarian())).await;
        for id in [practice, topic, comment] {
            let document = h.fetched(&h.object(id)).await;
            readings.read(&name(&document), &document);
        }
        readings.read("Article in no community", &h.fetched(&h.object(alone)).await);
        service::withdraw(p, &h.boris.who, comment).await.unwrap();
        service::remove(p, &h.boris.who, topic, "личен случай").await.unwrap();
        for (id, former) in [(comment, "Note"), (topic, "Article")] {
            let document = h.fetched(&h.object(id)).await;
            assert_eq!((&document["type"], &document["formerType"]), (&"Tombstone".into(), &former.into()));
            readings.read("Tombstone", &document);
        }
        readings.check();
    }

    async fn collections_are_read_everywhere(net: Network) {
        let h = House::new(&net).await;
        let p = h.town.publishing();
        let practice = life::practice(&h).await;
        net.settle().await;
        let topic = h.publish(&h.anna.who, &discussion(h.jobs)).await;
        reply(p, &h.boris.who, topic, "Общината.").await;
        for id in [practice, topic] {
            service::pin(p, &h.boris.who, id, true).await.unwrap();
            net.advance(std::time::Duration::from_secs(1)).await;
        }
        net.settle().await;
        let mut readings = Readings::new("Collections", |peer, document| peer.collection(document));
        for list in ["outbox", "featured", "followers", "moderators"] {
            let iri = format!("{}/{list}", h.group(h.jobs));
            readings.read(&format!("{list} of a Group"), &h.fetched(&iri).await);
        }
        for list in ["outbox", "followers"] {
            let iri = format!("{}/{list}", h.actor(h.anna.actor));
            readings.read(&format!("{list} of a Person"), &h.fetched(&iri).await);
        }
        let empty = h.town.people.community("empty").by(&h.boris).await;
        for list in ["outbox", "featured"] {
            readings.read(&format!("empty {list}"), &h.fetched(&format!("{}/{list}", h.group(empty))).await);
        }
        let context = format!("{}/ap/collection/{topic}", h.town.origin);
        readings.read("conversation", &h.fetched(&context).await);
        readings.check();
        let mut things = Readings::new("Things of the catalogue", |peer, document| peer.object(document));
        let page = life::instances(&h, &net).await;
        let items = page["orderedItems"].as_array().unwrap();
        for item in items.iter().filter(|i| i.is_object()) {
            let mut item = item.clone();
            item["@context"] = page["@context"].clone();
            things.read(&name(&item), &item);
        }
        things.check();
        let group = h.open(&h.group(h.jobs).into());
        assert!(items.contains(&group), "{items:?}");
        assert!(items.iter().filter(|i| Value::is_object(i)).count() == 1);
    }
}

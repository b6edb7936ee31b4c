//! Language versions that somebody of another city offers: accepted, declined, taken back; and what is not
//! believed.

use content::{
    Draft, lineage,
    model::Origin,
    read,
    service::{self, NewVersion},
    testing::full,
    versions::{self, Offer, OfferState},
};
use domain::{ContentId, Error, Lang, access::Who};
use federation::signature::Scheme;
use guildhall_tests::{
    cities,
    network::Town,
    peer::{Peer, get},
};
use library::practice::PRACTICE;
use people::{communities, notifications, testing::Person};
use serde_json::{Value, json};

use super::members::closed;

const ACTIVITY: &str = "application/activity+json";

fn bg() -> Lang {
    Lang::bulgarian()
}

fn practice() -> Draft {
    let mut draft = full(&PRACTICE, &bg());
    for (field, _) in &lineage::FIELDS {
        draft.values.remove(field.name);
    }
    draft.values.insert("cost_band".into(), "20k-100k".into());
    draft
}

fn english(title: &str) -> NewVersion {
    NewVersion { title: title.into(), ..NewVersion::from_draft(full(&PRACTICE, &Lang::english())) }
}

fn object(town: &Town, id: ContentId) -> String {
    format!("{}/ap/object/{id}", town.origin)
}

async fn open(town: &Town, who: &Person, id: ContentId) -> Vec<Offer> {
    versions::open(&mut town.store().read(), &who.who, id, &bg()).await.unwrap()
}

async fn mine(town: &Town, who: &Person, id: ContentId) -> Vec<Offer> {
    versions::mine(&mut town.store().read(), &who.who, id, &bg()).await.unwrap()
}

async fn told(town: &Town, who: &Person) -> Vec<String> {
    let viewer = town.people.viewer(who).await;
    let mut q = town.store().read();
    let page = notifications::list(&mut q, &viewer, &bg(), None, 50).await.unwrap();
    page.items.into_iter().map(|n| n.kind).collect()
}

async fn in_english(town: &Town, id: ContentId) -> read::Page {
    let (kinds, langs) = (town.publishing().kinds(), [Lang::english()]);
    read::page(&mut town.store().read(), kinds, &Who::Visitor, id, &langs).await.unwrap()
}

/// Two cities, a practice of the first one, and its copy in the second.
async fn two(
    net: &guildhall_tests::network::Network,
) -> (Town, Person, ContentId, Town, Person, ContentId) {
    let (a, b) = (net.city("a").await, net.city("b").await);
    let (anna, boris) = (a.person("anna").await, b.person("boris").await);
    let id = service::publish(a.publishing(), &anna.who, &practice()).await.unwrap();
    net.settle().await;
    let at_b = b.find_content(&object(&a, id)).await;
    (a, anna, id, b, boris, at_b)
}

cities! {
    /// It is improved by the author, names its translator, and comes back as a version of the thing.
    async fn a_version_is_offered_and_accepted(net: Network) {
        let (a, anna, id, b, boris, at_b) = two(&net).await;
        let version = NewVersion { origin: Origin::Machine, reviewed: true, ..english("One counter") };
        versions::offer(b.publishing(), &boris.who, at_b, &version, "Is „гише“ a desk?").await.unwrap();
        net.settle().await;
        assert_eq!(told(&a, &anna).await, ["version-offered"]);
        let offers = open(&a, &anna, id).await;
        assert_eq!(offers.len(), 1);
        let offer = &offers[0];
        assert_eq!((offer.by.handle.as_str(), offer.by.host.as_str()), ("boris", b.origin.authority()));
        assert_eq!(offer.note, "Is „гише“ a desk?");
        let arrived = offer.version().unwrap();
        assert_eq!((arrived.title.as_str(), arrived.origin, arrived.reviewed), ("One counter", Origin::Machine, true));
        let sent = mine(&b, &boris, at_b).await;
        assert_eq!(arrived.values, sent[0].version().unwrap().values, "every field arrives");
        assert!(!arrived.values.is_empty());
        assert_eq!(in_english(&a, id).await.text.lang, bg(), "nobody else sees it yet");
        // It is between the two of them.
        let iri = &offer.activity;
        assert!(iri.starts_with(b.origin.as_str()));
        assert_eq!(get(iri, ACTIVITY).await.0, 404);

        let better = NewVersion { title: "One desk".into(), reviewed: false, ..arrived.clone() };
        versions::accept(a.publishing(), &anna.who, offer.row_id, better).await.unwrap();
        net.settle().await;
        for (town, id) in [(&a, id), (&b, at_b)] {
            let page = in_english(town, id).await;
            assert_eq!((page.text.title.as_str(), page.text.origin), ("One desk", Origin::Machine));
            assert!(page.text.reviewed_by.is_some());
        }
        let page = in_english(&a, id).await;
        let version = page.versions.iter().find(|v| v.lang == Lang::english()).unwrap();
        assert!(version.author.contains("Boris") && version.reviewer.as_deref().unwrap().contains("Boris"));
        assert_eq!(told(&b, &boris).await, ["version-accepted"]);
        assert_eq!(mine(&b, &boris, at_b).await[0].state, OfferState::Accepted);
        assert!(open(&a, &anna, id).await.is_empty());
    }

    async fn a_version_is_declined_or_taken_back(net: Network) {
        let (a, anna, id, b, boris, at_b) = two(&net).await;
        let p = b.publishing();
        versions::offer(p, &boris.who, at_b, &english("First"), "").await.unwrap();
        net.settle().await;
        // A later one takes the place of the first.
        versions::offer(p, &boris.who, at_b, &english("Second"), "").await.unwrap();
        net.settle().await;
        let offers = open(&a, &anna, id).await;
        assert_eq!(offers.iter().map(|o| o.version().unwrap().title.as_str()).collect::<Vec<_>>(), ["Second"]);
        versions::decline(a.publishing(), &anna.who, offers[0].row_id, "Имаме вече превод.").await.unwrap();
        net.settle().await;
        let answered = mine(&b, &boris, at_b).await;
        assert_eq!((answered.len(), answered[0].state), (1, OfferState::Declined));
        assert_eq!(answered[0].answer, "Имаме вече превод.");
        assert_eq!(told(&b, &boris).await, ["version-declined"]);
        assert!(versions::accept(a.publishing(), &anna.who, offers[0].row_id, english("x")).await.is_err());

        versions::offer(p, &boris.who, at_b, &english("Third"), "").await.unwrap();
        net.settle().await;
        assert_eq!(open(&a, &anna, id).await.len(), 1);
        versions::take_back(p, &boris.who, mine(&b, &boris, at_b).await[0].row_id).await.unwrap();
        net.settle().await;
        assert!(open(&a, &anna, id).await.is_empty() && mine(&b, &boris, at_b).await.is_empty());
        // What was withdrawn waits for nobody.
        versions::offer(p, &boris.who, at_b, &english("Fourth"), "").await.unwrap();
        net.settle().await;
        service::withdraw(a.publishing(), &anna.who, id).await.unwrap();
        net.settle().await;
        assert!(mine(&b, &boris, at_b).await.is_empty());
    }

    /// Nobody offers for somebody else, nothing but a version of that thing, and nobody else answers.
    async fn what_is_not_offered_by_its_translator_is_not_believed(net: Network) {
        let (a, anna, id, b, boris, at_b) = two(&net).await;
        let peer = Peer::start("peer", net.clock()).await;
        let (eve, mallory) = (peer.somebody("eve"), peer.somebody("mallory"));
        let inbox = format!("{}/inbox", a.origin);
        let offer = |n: u32, more: Value| {
            let mut version = json!({ "id": peer.iri(&format!("/offer/{n}#version")), "type": "Article",
                "attributedTo": eve.iri, "gh:kind": "Practice", "name": "Offered", "language": "en",
                "content": "<p>x</p>", "gh:versions": [{ "lang": "en", "fields": { "gh:failed": "nothing" } }] });
            for (key, value) in more.as_object().unwrap() {
                version[key] = value.clone();
            }
            json!({ "@context": "https://www.w3.org/ns/activitystreams", "id": peer.iri(&format!("/offer/{n}")),
                "type": "Offer", "actor": eve.iri, "to": [format!("{}/ap/actor/{}", a.origin, anna.actor)],
                "object": version, "target": object(&a, id) })
        };
        let refused = [
            json!({ "attributedTo": mallory.iri }),
            json!({ "language": "bg", "gh:versions": [] }),
            json!({ "name": "" , "content": "", "gh:versions": [] }),
            json!({ "type": "Person" }),
            json!({ "gh:kind": "Unheard" }),
        ];
        for (n, more) in (1..).zip(refused) {
            peer.deliver(&eve, &inbox, &offer(n, more)).await;
        }
        let mut elsewhere = offer(20, json!({}));
        elsewhere["target"] = object(&b, at_b).into();
        peer.deliver(&eve, &inbox, &elsewhere).await;
        net.settle().await;
        assert!(open(&a, &anna, id).await.is_empty());
        peer.deliver(&eve, &inbox, &offer(30, json!({}))).await;
        net.settle().await;
        let offers = open(&a, &anna, id).await;
        assert_eq!(offers.len(), 1);
        assert_eq!(offers[0].version().unwrap().title, "Offered");
        // Only she takes it back.
        let undo = |by: &str, n: u32| json!({ "@context": "https://www.w3.org/ns/activitystreams",
            "id": peer.iri(&format!("/undo/{n}")), "type": "Undo", "actor": by,
            "object": { "id": peer.iri("/offer/30"), "type": "Offer", "actor": eve.iri } });
        peer.deliver(&mallory, &inbox, &undo(&mallory.iri, 1)).await;
        net.settle().await;
        assert_eq!(open(&a, &anna, id).await.len(), 1);
        peer.deliver(&eve, &inbox, &undo(&eve.iri, 2)).await;
        net.settle().await;
        assert!(open(&a, &anna, id).await.is_empty());
        // Only where the thing lives it is accepted.
        versions::offer(b.publishing(), &boris.who, at_b, &english("Mine"), "").await.unwrap();
        let row = mine(&b, &boris, at_b).await[0].row_id;
        let accept = json!({ "@context": "https://www.w3.org/ns/activitystreams", "id": peer.iri("/accept"),
            "type": "Accept", "actor": eve.iri,
            "object": { "id": format!("{}/ap/activity/{row}", b.origin), "type": "Offer" } });
        peer.deliver(&eve, &format!("{}/inbox", b.origin), &accept).await;
        net.settle().await;
        assert_eq!(mine(&b, &boris, at_b).await[0].state, OfferState::Offered);
    }

    /// What is for members is translated by members, also of another city, and stays among them.
    async fn what_is_for_members_is_offered_by_members_of_another_city(net: Network) {
        let t = closed(&net).await;
        let text = Draft { group: Some(t.group_b), ..practice() };
        let id = service::publish(t.b.publishing(), &t.boris.who, &text).await.unwrap();
        net.settle().await;
        let at_a = t.a.copy_of(&t.b, id).await.expect("Anna's city has it");
        let page = t.a.page(&t.anna.who, at_a).await.unwrap();
        assert!(versions::may(&t.anna.who, page.kind, &page.content));
        let other = t.a.person("other").await;
        let refused = versions::offer(t.a.publishing(), &other.who, at_a, &english("x"), "").await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        versions::offer(t.a.publishing(), &t.anna.who, at_a, &english("The case"), "").await.unwrap();
        net.settle().await;
        let offers = open(&t.b, &t.boris, id).await;
        assert_eq!(offers.len(), 1);
        assert_eq!(offers[0].version().unwrap().title, "The case");
        // It is between the two of them, also for cities that belong to the community.
        let stranger = Peer::start("stranger", net.clock()).await;
        let eve = stranger.somebody("eve");
        assert_eq!(get(&offers[0].activity, ACTIVITY).await.0, 404);
        assert_eq!(stranger.ask(&eve, Scheme::Cavage, &offers[0].activity).await, 404);
        let version = offers[0].version().unwrap().clone();
        versions::accept(t.b.publishing(), &t.boris.who, offers[0].row_id, version).await.unwrap();
        net.settle().await;
        let langs = [Lang::english()];
        for (town, who, id) in [(&t.b, &t.boris, id), (&t.a, &t.anna, at_a)] {
            let (mut q, kinds) = (town.store().read(), town.publishing().kinds());
            let page = read::page(&mut q, kinds, &who.who, id, &langs).await.unwrap();
            assert_eq!(page.text.title, "The case");
            assert!(read::page(&mut q, kinds, &Who::Visitor, id, &langs).await.is_err(), "nobody else reads it");
        }
        assert_eq!(mine(&t.a, &t.anna, at_a).await[0].state, OfferState::Accepted);
        assert!(t.c.copy_of(&t.b, id).await.is_none());
    }

    /// Where the community lives elsewhere, its home says from where somebody may offer.
    async fn the_home_of_a_community_says_who_may_offer_what_a_member_wrote(net: Network) {
        let t = closed(&net).await;
        communities::add_host(t.b.store(), &t.boris.who, t.group_b, t.c.origin.authority()).await.unwrap();
        t.c.join(&t.clara, &format!("!{}", t.b.address("casework"))).await;
        net.settle().await;
        // Anna's, in a community of Boris' city.
        let text = Draft { group: Some(t.group_a), ..practice() };
        let id = service::publish(t.a.publishing(), &t.anna.who, &text).await.unwrap();
        net.settle().await;
        for (town, who, title) in [(&t.b, &t.boris, "Of the home"), (&t.c, &t.clara, "Of a third city")] {
            let copy = town.copy_of(&t.a, id).await.expect("its members have it");
            versions::offer(town.publishing(), &who.who, copy, &english(title), "").await.unwrap();
            net.settle().await;
        }
        let titles = |offers: Vec<Offer>| -> Vec<String> {
            let mut titles: Vec<_> = offers.iter().map(|o| o.version().unwrap().title.clone()).collect();
            titles.sort();
            titles
        };
        assert_eq!(titles(open(&t.a, &t.anna, id).await), ["Of a third city", "Of the home"]);
        // Whoever does not belong there offers nothing, though she guesses the address.
        let peer = Peer::start("peer", net.clock()).await;
        let eve = peer.somebody("eve");
        let offer = json!({ "@context": "https://www.w3.org/ns/activitystreams", "id": peer.iri("/offer/1"),
            "type": "Offer", "actor": eve.iri, "to": [format!("{}/ap/actor/{}", t.a.origin, t.anna.actor)],
            "object": { "id": peer.iri("/offer/1#version"), "type": "Article", "attributedTo": eve.iri,
                "gh:kind": "Practice", "name": "Offered", "language": "en", "content": "<p>x</p>",
                "gh:versions": [{ "lang": "en", "fields": { "gh:failed": "nothing" } }] },
            "target": object(&t.a, id) });
        peer.deliver(&eve, &format!("{}/inbox", t.a.origin), &offer).await;
        net.settle().await;
        assert_eq!(open(&t.a, &t.anna, id).await.len(), 2);
        // One is taken back as it was made.
        let at_c = t.c.copy_of(&t.a, id).await.unwrap();
        versions::take_back(t.c.publishing(), &t.clara.who, mine(&t.c, &t.clara, at_c).await[0].row_id).await.unwrap();
        net.settle().await;
        assert_eq!(titles(open(&t.a, &t.anna, id).await), ["Of the home"]);
    }
}

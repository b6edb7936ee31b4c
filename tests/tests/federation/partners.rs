//! Two administrators connect their instances, and each searches what the other has.

use std::time::Duration;

use content::{
    catalogue::partners::{self, Stage},
    service,
    testing::full,
};
use domain::{
    Lang,
    access::{Role, Who},
};
use federation::signature::Scheme;
use guildhall_tests::{
    cities,
    network::{Network, Town},
    peer::{Peer, get},
};
use people::testing::Person;

async fn administrator(town: &Town) -> Who {
    let person = town.person("chief").await;
    Who::Person { actor: person.actor, role: Role::Administrator }
}

async fn practice(town: &Town, author: &Person, title: &str) -> domain::ContentId {
    let kind = town.city.app.kinds().get("practice").unwrap();
    let mut draft = full(kind, &Lang::bulgarian());
    draft.title = title.into();
    draft.values.insert("cost_band".into(), "20k-100k".into());
    service::publish(town.publishing(), &author.who, &draft).await.unwrap()
}

/// Everything settles, and what has just changed is old enough to be told.
async fn later(net: &Network, minutes: u64) {
    net.settle().await;
    net.advance(Duration::from_secs(minutes * 60)).await;
    // Whoever looks at what is due wakes by the clock, and asks for work only then.
    for _ in 0..10 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        net.settle().await;
    }
}

async fn stage(town: &Town, other: &Town) -> Option<Stage> {
    let host = other.origin.authority();
    partners::by_host(&mut town.store().read(), host).await.unwrap().map(|p| p.stage)
}

cities! {
    async fn partners_have_one_library(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let (chief_a, chief_b) = (administrator(&a).await, administrator(&b).await);
        let anna = a.person("anna").await;
        let mut old = Vec::new();
        for n in 0..60 {
            old.push(practice(&a, &anna, &format!("Практика {n}")).await);
        }
        let withdrawn = practice(&a, &anna, "Грешка").await;
        service::withdraw(a.publishing(), &anna.who, withdrawn).await.unwrap();
        net.advance(Duration::from_secs(60)).await;
        // Before both agree, nobody gets anything.
        let catalogue = format!("{}/ap/catalogue", a.origin);
        assert_eq!(get(&catalogue, "application/activity+json").await.0, 404);
        partners::offer(b.federation(), &chief_b, a.origin.authority()).await.unwrap();
        net.settle().await;
        assert_eq!((stage(&a, &b).await, stage(&b, &a).await), (Some(Stage::Asked), Some(Stage::Offered)));
        assert_eq!(b.copy_of(&a, old[0]).await, None);
        partners::answer(a.federation(), &chief_a, b.origin.authority(), true).await.unwrap();
        later(&net, 1).await;
        assert_eq!((stage(&a, &b).await, stage(&b, &a).await), (Some(Stage::Partner), Some(Stage::Partner)));
        for id in &old {
            assert!(b.copy_of(&a, *id).await.is_some(), "more than a page of them");
        }
        let state = partners::by_host(&mut b.store().read(), a.origin.authority()).await.unwrap().unwrap();
        assert_eq!((state.entry_count, state.complete_at.is_some(), state.last_error.as_str()), (60, true, ""));
        // What is added, changed or withdrawn follows.
        let new = practice(&a, &anna, "Нова практика").await;
        service::withdraw(a.publishing(), &anna.who, old[3]).await.unwrap();
        later(&net, 20).await;
        let at_b = b.copy_of(&a, new).await.expect("it came with the next look");
        assert_eq!(b.page(&Who::Visitor, at_b).await.unwrap().text.title, "Нова практика");
        let gone = b.copy_of(&a, old[3]).await.unwrap();
        assert!(b.page(&Who::Visitor, gone).await.is_err());
        // A stranger who signs gets nothing.
        let stranger = Peer::start("stranger", net.clock()).await;
        let eve = stranger.somebody("eve");
        assert_eq!(stranger.ask(&eve, Scheme::Cavage, &catalogue).await, 404);
        // The end: what nobody here has another reason to keep goes.
        partners::end(a.federation(), &chief_a, b.origin.authority()).await.unwrap();
        later(&net, 1).await;
        assert_eq!((stage(&a, &b).await, stage(&b, &a).await), (None, None));
        assert_eq!(b.copy_of(&a, new).await, None);
        // And it can begin again.
        partners::offer(a.federation(), &chief_a, b.origin.authority()).await.unwrap();
        net.settle().await;
        partners::offer(b.federation(), &chief_b, a.origin.authority()).await.unwrap();
        later(&net, 1).await;
        assert!(b.copy_of(&a, new).await.is_some());
    }

    async fn only_administrators_make_partners_and_only_of_instances_that_can(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let (anna, chief) = (a.person("anna").await, administrator(&a).await);
        assert!(partners::offer(a.federation(), &anna.who, b.origin.authority()).await.is_err());
        for odd in ["", "няма", "a b", a.origin.authority()] {
            assert!(matches!(partners::offer(a.federation(), &chief, odd).await, Err(domain::Error::Invalid(_))), "{odd}");
        }
        let peer = Peer::start("peer", net.clock()).await;
        let host = peer.iri("").trim_start_matches("http://").to_owned();
        assert!(matches!(partners::offer(a.federation(), &chief, &host).await, Err(domain::Error::Invalid(_))));
        // Refused, the offer is gone on both sides.
        partners::offer(a.federation(), &chief, &format!("{}/about", b.origin)).await.unwrap();
        net.settle().await;
        let chief_b = administrator(&b).await;
        partners::answer(b.federation(), &chief_b, a.origin.authority(), false).await.unwrap();
        net.settle().await;
        assert_eq!((stage(&a, &b).await, stage(&b, &a).await), (None, None));
    }
}

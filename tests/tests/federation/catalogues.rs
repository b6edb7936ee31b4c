//! What a partner's catalogue may ask of this instance, what becomes of it when the partner is out of
//! breath, and what is left of it when it is no partner any more.

use std::time::Duration;

use content::{
    catalogue::partners::{self, Partner, Stage},
    hosts, service,
    testing::{arrived, full},
};
use domain::{
    ContentId, Lang,
    access::{Role, Who},
};
use federation::{keys::PrivateKey, policy::Ruling};
use guildhall_tests::{
    cities,
    network::{Network, Town},
    peer::{Answer, Peer},
};
use people::testing::Person;
use serde_json::{Value, json};
use store::{Query as _, args};

store::statements! {
    ENTRY_ADD = "INSERT INTO catalogue_entry (content_id, host) VALUES ($1, $2)";
    ENTRIES = "SELECT CAST(count(*) AS bigint) FROM catalogue_entry";
    THINGS_OF = "SELECT CAST(count(*) AS bigint) FROM content WHERE host = $1";
    HAS_GROWN = "UPDATE partner SET entry_count = 100000";
}

const CONTEXT: &str = "https://www.w3.org/ns/activitystreams";

async fn administrator(town: &Town) -> Who {
    let person = town.person("chief").await;
    Who::Person { actor: person.actor, role: Role::Administrator }
}

/// Everything settles, and what is due by then is asked for.
async fn later(net: &Network, seconds: u64) {
    net.settle().await;
    net.advance(Duration::from_secs(seconds)).await;
    // Whoever looks at what is due wakes by the clock, and asks for work only then.
    for _ in 0..10 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        net.settle().await;
    }
}

/// A city, and a peer whose catalogue it fetches.
struct Library {
    town: Town,
    peer: Peer,
    chief: Who,
}

impl Library {
    /// Both are partners once [`Self::agree`] was called: what the catalogue says must be there before.
    async fn new(net: &Network) -> Self {
        let town = net.city("city").await;
        let chief = administrator(&town).await;
        Self { town, peer: Peer::start("library", net.clock()).await, chief }
    }

    async fn agree(&self, net: &Network) {
        let key = PrivateKey::generate_blocking().unwrap();
        let instance = self.peer.actor_at("/actor", "library", "Application", key);
        let (_, _, body) =
            guildhall_tests::peer::get(&instance.iri, "application/activity+json").await;
        let mut document: Value = serde_json::from_str(&body).unwrap();
        document["gh:catalogue"] = self.peer.iri("/catalogue").into();
        self.peer.say("/actor", &document);
        partners::offer(self.town.federation(), &self.chief, self.host()).await.unwrap();
        net.settle().await;
        let offer =
            self.peer.delivered().into_iter().find(|a| a["type"] == "Offer").expect("it was sent");
        let accept = json!({ "@context": CONTEXT, "id": self.peer.iri("/accept/1"), "type": "Accept",
            "actor": instance.iri, "object": offer });
        let inbox = format!("{}/inbox", self.town.origin);
        assert_eq!(self.peer.deliver(&instance, &inbox, &accept).await, 202);
        net.settle().await;
    }

    fn host(&self) -> &str {
        self.peer.origin.trim_start_matches("http://")
    }

    async fn partner(&self) -> Partner {
        let found = partners::by_host(&mut self.town.store().read(), self.host()).await.unwrap();
        found.expect("it is a partner")
    }

    /// Says a page of the catalogue.
    fn page(&self, path: &str, items: &[Value], next: Option<&str>) {
        let mut page = json!({ "@context": CONTEXT, "id": self.peer.iri(path),
            "type": "OrderedCollectionPage", "orderedItems": items });
        if let Some(next) = next {
            page["next"] = self.peer.iri(next).into();
        }
        self.peer.say(path, &page);
    }

    /// How often this was asked for.
    fn asked(&self, path: &str) -> usize {
        self.peer.asked().iter().filter(|p| *p == path).count()
    }

    async fn knows(&self, iri: &str) -> bool {
        self.town.federation().known_actor(iri).await.unwrap().is_some()
    }
}

fn away() -> Answer {
    Answer { status: 503, media: "text/plain", body: String::new() }
}

async fn practice(town: &Town, author: &Person, title: &str) -> ContentId {
    let kind = town.city.app.kinds().get("practice").unwrap();
    let mut draft = full(kind, &Lang::bulgarian());
    draft.title = title.into();
    draft.values.insert("cost_band".into(), "20k-100k".into());
    service::publish(town.publishing(), &author.who, &draft).await.unwrap()
}

cities! {
    /// Whatever fails for a while is asked for again, and nothing before it.
    async fn a_page_that_fails_for_a_while_has_its_turn_again(net: Network) {
        let l = Library::new(&net).await;
        let (ada, zora) = (l.peer.somebody("ada"), l.peer.somebody("zora"));
        let (_, _, hers) = guildhall_tests::peer::get(&zora.iri, "application/activity+json").await;
        l.page("/catalogue", &[json!(ada.iri)], Some("/catalogue/2"));
        l.peer.answer("/catalogue/2", away());
        l.agree(&net).await;
        let partner = l.partner().await;
        assert_eq!((partner.stage, partner.position), (Stage::Partner, l.peer.iri("/catalogue/2")));
        assert!(!partner.last_error.is_empty() && partner.complete_at.is_none());
        assert!(l.knows(&ada.iri).await);
        // The page is there, and somebody on it is not.
        l.page("/catalogue/2", &[json!(l.peer.iri("/users/gone")), json!(zora.iri)], None);
        l.peer.answer("/users/zora", away());
        later(&net, 11).await;
        let partner = l.partner().await;
        assert_eq!(partner.position, l.peer.iri("/catalogue/2"));
        assert!(!partner.last_error.is_empty() && partner.complete_at.is_none());
        l.peer.say("/users/zora", &serde_json::from_str(&hers).unwrap());
        later(&net, 21).await;
        let partner = l.partner().await;
        assert!(partner.last_error.is_empty() && partner.complete_at.is_some(), "{partner:?}");
        assert!(l.knows(&zora.iri).await);
        assert_eq!((l.asked("/catalogue"), l.asked("/catalogue/2")), (1, 3));
    }

    /// A catalogue may not have an end, and costs ten pages at a turn.
    async fn a_catalogue_without_an_end_costs_ten_pages_at_a_turn(net: Network) {
        let l = Library::new(&net).await;
        let page = |n: u32| if n == 0 { "/catalogue".to_owned() } else { format!("/catalogue/{n}") };
        for n in 0..60 {
            l.page(&page(n), &[], Some(&page(n + 1)));
        }
        let asked = || l.peer.asked().iter().filter(|p| p.starts_with("/catalogue")).count();
        l.agree(&net).await;
        later(&net, 60).await;
        assert_eq!(asked(), 10);
        later(&net, 900).await;
        assert_eq!(asked(), 20);
    }

    /// No partner fills the house, and who is blocked meanwhile is not asked.
    async fn a_catalogue_has_a_largest_size(net: Network) {
        let l = Library::new(&net).await;
        l.page("/catalogue", &[], None);
        l.agree(&net).await;
        assert_eq!(l.asked("/catalogue"), 1);
        hosts::decide(l.town.store(), &l.chief, l.host(), hosts::Decision { ruling: Some(Ruling::Blocked), reason: "" }).await.unwrap();
        later(&net, 900).await;
        let partner = l.partner().await;
        assert_eq!((l.asked("/catalogue"), partner.last_error.as_str()), (1, ""));
        hosts::decide(l.town.store(), &l.chief, l.host(), hosts::Decision { ruling: None, reason: "" }).await.unwrap();
        let mut tx = l.town.store().begin().await.unwrap();
        tx.execute(&HAS_GROWN, args![]).await.unwrap();
        tx.save().await.unwrap();
        later(&net, 900).await;
        let partner = l.partner().await;
        assert!(partner.last_error.contains("too large"), "{partner:?}");
        assert_eq!(l.asked("/catalogue"), 1);
    }

    /// When it is no partner any more, what people here have to do with stays.
    async fn what_people_here_use_stays_when_a_partner_goes(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let (chief_a, chief_b) = (administrator(&a).await, administrator(&b).await);
        let (anna, ben) = (a.person("anna").await, b.person("ben").await);
        let mut all = Vec::new();
        for title in ["Намерена", "Обсъдена", "Отбелязана", "Полезна", "Излишна"] {
            all.push(practice(&a, &anna, title).await);
        }
        let found = b.find_content(&format!("{}/ap/object/{}", a.origin, all[0])).await;
        net.advance(Duration::from_secs(60)).await;
        partners::offer(b.federation(), &chief_b, a.origin.authority()).await.unwrap();
        net.settle().await;
        partners::answer(a.federation(), &chief_a, b.origin.authority(), true).await.unwrap();
        later(&net, 60).await;
        let mut copies = Vec::new();
        for id in &all {
            copies.push(b.copy_of(&a, *id).await.expect("it came with the catalogue"));
        }
        assert_eq!(copies[0], found);
        content::testing::reply(b.publishing(), &ben.who, copies[1], "И при нас.").await;
        service::bookmark(b.publishing(), &ben.who, copies[2]).await.unwrap();
        service::react(b.publishing(), &ben.who, copies[3]).await.unwrap();
        net.settle().await;
        // More than goes in one unit.
        let host = a.origin.authority();
        let author = b.find(&format!("@{}", a.address("anna"))).await;
        for n in 0..230 {
            let id = arrived(b.store(), "practice", author, None, &format!("Практика {n}")).await;
            let mut tx = b.store().begin().await.unwrap();
            tx.execute(&ENTRY_ADD, args![id, host]).await.unwrap();
            tx.save().await.unwrap();
        }
        partners::end(b.federation(), &chief_b, host).await.unwrap();
        later(&net, 1).await;
        for (copy, stays) in copies.iter().zip([true, true, true, true, false]) {
            assert_eq!(b.page(&ben.who, *copy).await.is_ok(), stays, "{copy}");
        }
        assert_eq!(b.comments(&ben.who, copies[1]).await, ["И при нас."]);
        let mut q = b.store().read();
        let (things,): (i64,) = q.one(&THINGS_OF, args![host]).await.unwrap();
        let (entries,): (i64,) = q.one(&ENTRIES, args![]).await.unwrap();
        assert_eq!((things, entries), (4, 0));
    }
}

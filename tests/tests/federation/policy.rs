//! Which instances a city speaks with: who is blocked is refused before anything is asked of anybody,
//! and hidden; who is limited is seen by those who are near; deliveries are held and go on.

use content::{
    hosts::{self, Decision},
    read::{self, Filter},
    service,
};
use domain::{
    ActorId, ContentId, Error, Lang,
    access::{Standing, Who},
};
use federation::{
    policy::{self, Mode, Ruling, Switches, list::BadList},
    signature::{Scheme, Signer},
};
use guildhall_tests::{
    cities,
    network::Town,
    peer::{Peer, Somebody, get},
};
use people::{communities, instances};
use serde_json::{Value, json};

use super::{
    edge::{Edge, edge, note},
    outage::draft,
    practice::three,
};

fn host(peer: &Peer) -> String {
    peer.origin.trim_start_matches("http://").to_owned()
}

async fn rule(town: &Town, about: &str, ruling: Option<Ruling>) {
    let decision = Decision { ruling, reason: "" };
    hosts::decide(town.store(), &town.people.admin.who, about, decision).await.unwrap();
}

async fn is_seen(town: &Town, who: &Who, id: ContentId) -> bool {
    match town.page(who, id).await {
        Ok(_) => true,
        Err(Error::NotFound) => false,
        Err(e) => panic!("{e}"),
    }
}

async fn listed(town: &Town, who: &Who) -> Vec<ContentId> {
    let (mut q, lang) = (town.store().read(), Lang::bulgarian());
    let page = read::list(&mut q, who, &Filter::default(), &lang, None, 50).await.unwrap();
    page.items.into_iter().map(|c| c.id).collect()
}

fn group_of(e: &Edge) -> ActorId {
    e.group.rsplit('/').next().unwrap().parse().unwrap()
}

async fn refused(e: &Edge, who: &Somebody, activity: &Value, status: u16, code: &str) {
    let asked = e.peer.asked();
    let (got, body) = e.peer.sign(who, &e.inbox, activity).await.send().await;
    assert_eq!(got, status, "{body}");
    let problem: Value = serde_json::from_str(&body).unwrap_or_default();
    assert_eq!(problem["type"], format!("urn:guildhall:problem:{code}"), "{body}");
    assert_eq!(e.peer.asked(), asked, "nothing was asked");
}

/// The same activity as if it came from below the peer's name.
fn below(e: &Edge, activity: &Value) -> Value {
    let (from, to) = (&e.peer.origin, e.peer.origin.replacen("http://", "http://sub.", 1));
    serde_json::from_str(&activity.to_string().replace(from.as_str(), &to)).unwrap()
}

cities! {
    async fn whoever_is_blocked_is_refused_and_hidden_until_it_is_taken_back(net: Network) {
        let e = edge(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        net.settle().await;
        let id = e.town.copy(&e.peer.iri("/note/1")).await.unwrap();
        let eve = e.town.federation().known_actor(&e.eve.iri).await.unwrap().unwrap().id;
        assert!(is_seen(&e.town, &Who::Visitor, id).await);
        rule(&e.town, &host(&e.peer), Some(Ruling::Blocked)).await;

        // Known or not, itself or below its name: refused before any key is asked for.
        refused(&e, &e.eve, &note(&e, 2), 403, "blocked").await;
        let stranger = e.peer.somebody("stranger");
        let mut activity = note(&e, 3);
        activity["actor"] = stranger.iri.clone().into();
        refused(&e, &stranger, &activity, 403, "blocked").await;
        let iri = below(&e, &json!(e.eve.iri)).as_str().unwrap().to_owned();
        let signer = Signer { key_id: format!("{iri}#main-key").into(), key: e.eve.signer.key.clone() };
        refused(&e, &Somebody { iri, signer }, &below(&e, &note(&e, 4)), 403, "blocked").await;
        // Nor is anything looked up there.
        let asked = e.peer.asked();
        let found = content::federating::find(e.town.federation(), e.town.publishing(), &stranger.iri).await;
        assert!(found.is_err());
        assert_eq!(e.peer.asked(), asked);

        for who in [Who::Visitor, e.boris.who, e.town.people.admin.who] {
            assert!(!is_seen(&e.town, &who, id).await);
            assert!(!listed(&e.town, &who).await.contains(&id));
        }
        let standing = communities::standing(&mut e.town.store().read(), group_of(&e), eve).await.unwrap();
        assert_eq!(standing, Standing::Outsider);
        // Documents are not given to it, as far as it says who it is.
        assert_eq!(e.peer.ask(&e.eve, Scheme::Cavage, &e.group).await, 404);
        assert_eq!(get(&e.group, "application/activity+json").await.0, 200);
        // Nothing is sent to it.
        let before = e.peer.delivered().len();
        service::publish(e.town.publishing(), &e.boris.who, &draft("Тема", Some(group_of(&e)))).await.unwrap();
        net.settle().await;
        assert_eq!(e.peer.delivered().len(), before);

        rule(&e.town, &host(&e.peer), None).await;
        assert!(is_seen(&e.town, &Who::Visitor, id).await);
        assert_eq!(e.peer.ask(&e.eve, Scheme::Cavage, &e.group).await, 200);
        let follow = json!({ "@context": "https://www.w3.org/ns/activitystreams",
            "id": e.peer.iri("/follow/2"), "type": "Follow", "actor": e.eve.iri, "object": e.group });
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &follow).await, 202);
        net.settle().await;
        let standing = communities::standing(&mut e.town.store().read(), group_of(&e), eve).await.unwrap();
        assert_eq!(standing, Standing::Member);
    }

    async fn what_is_limited_is_seen_by_members_alone(net: Network) {
        let e = edge(&net).await;
        let vera = e.town.person("vera").await;
        rule(&e.town, &host(&e.peer), Some(Ruling::Limited)).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        net.settle().await;
        let id = e.town.copy(&e.peer.iri("/note/1")).await.unwrap();
        for (who, sees) in [(Who::Visitor, false), (vera.who, false), (e.boris.who, true)] {
            assert_eq!(is_seen(&e.town, &who, id).await, sees, "{who:?}");
            assert_eq!(listed(&e.town, &who).await.contains(&id), sees, "{who:?}");
        }
        rule(&e.town, &host(&e.peer), None).await;
        assert!(is_seen(&e.town, &Who::Visitor, id).await);
    }

    async fn a_city_can_speak_only_with_those_on_its_list(net: Network) {
        let e = edge(&net).await;
        let admin = &e.town.people.admin.who;
        hosts::set_mode(e.town.store(), admin, Mode::AllowList, false).await.unwrap();
        refused(&e, &e.eve, &note(&e, 1), 403, "blocked").await;
        rule(&e.town, &host(&e.peer), Some(Ruling::Allowed)).await;
        let follow = json!({ "@context": "https://www.w3.org/ns/activitystreams",
            "id": e.peer.iri("/follow/2"), "type": "Follow", "actor": e.eve.iri, "object": e.group });
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &follow).await, 202);
        net.settle().await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        // The city itself needs to be on no list.
        assert!(!e.town.federation().is_blocked(&e.group).await);
    }

    async fn deliveries_are_held_and_go_on_in_their_order(net: Network) {
        let e = edge(&net).await;
        let admin = &e.town.people.admin.who;
        let before = e.peer.delivered().len();
        instances::pause(e.town.store(), admin, &host(&e.peer), true).await.unwrap();
        let mut iris = Vec::new();
        for n in 0..3 {
            let id = service::publish(e.town.publishing(), &e.boris.who, &draft(&format!("Тема {n}"), Some(group_of(&e)))).await.unwrap();
            iris.push(content::activity::object::object_iri(&e.town.origin, id));
        }
        net.settle().await;
        assert_eq!(e.peer.delivered().len(), before);
        let page = hosts::page(&mut e.town.store().read(), admin, &host(&e.peer)).await.unwrap();
        assert!(page.lag.count >= 3 && page.lag.oldest.is_some(), "{:?}", page.lag);
        instances::pause(e.town.store(), admin, &host(&e.peer), false).await.unwrap();
        net.settle().await;
        let delivered: Vec<String> = e.peer.delivered()[before..].iter().map(Value::to_string).collect();
        let first = |iri: &String| delivered.iter().position(|d| d.contains(iri.as_str()));
        let order: Vec<Option<usize>> = iris.iter().map(first).collect();
        assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{order:?}");
        let page = hosts::page(&mut e.town.store().read(), admin, &host(&e.peer)).await.unwrap();
        assert_eq!(page.lag.count, 0);
    }

    async fn everything_can_be_stopped_in_either_direction(net: Network) {
        let e = edge(&net).await;
        let (store, admin) = (e.town.store(), &e.town.people.admin.who);
        hosts::stop(store, admin, Switches::Inbound, true).await.unwrap();
        refused(&e, &e.eve, &note(&e, 1), 503, "stopped").await;
        hosts::stop(store, admin, Switches::Inbound, false).await.unwrap();
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        net.settle().await;

        hosts::stop(store, admin, Switches::Outbound, true).await.unwrap();
        let (asked, before) = (e.peer.asked(), e.peer.delivered().len());
        let other = e.peer.somebody("other");
        let found = content::federating::find(e.town.federation(), e.town.publishing(), &other.iri).await;
        assert!(found.is_err());
        service::publish(e.town.publishing(), &e.boris.who, &draft("Тема", Some(group_of(&e)))).await.unwrap();
        net.settle().await;
        assert_eq!((e.peer.asked(), e.peer.delivered().len()), (asked, before));
        hosts::stop(store, admin, Switches::Outbound, false).await.unwrap();
        net.settle().await;
        assert!(e.peer.delivered().len() > before);
    }

    async fn what_others_announce_of_somebody_blocked_is_left_out(net: Network) {
        let t = three(&net).await;
        // Anna and Clara are in Boris's community; Anna's city blocks Clara's.
        rule(&t.a, t.c.origin.authority(), Some(Ruling::Blocked)).await;
        let at_c = t.c.find(&format!("!{}", t.b.address("jobs"))).await;
        let theirs = service::publish(t.c.publishing(), &t.clara.who, &draft("От Клара", Some(at_c))).await.unwrap();
        let his = service::publish(t.b.publishing(), &t.boris.who, &draft("От Борис", Some(t.group_b))).await.unwrap();
        net.settle().await;
        assert!(t.b.copy_of(&t.c, theirs).await.is_some());
        assert_eq!(t.a.copy_of(&t.c, theirs).await, None);
        assert!(t.a.copy_of(&t.b, his).await.is_some());
        // It was answered politely: the community does not try again for ever.
        let mut q = t.b.store().read();
        assert!(federation::delivery::undelivered(&mut q, 10).await.unwrap().is_empty());
    }

    async fn lists_are_believed_with_the_proof_of_their_instance(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        rule(&b, "spam.localhost", Some(Ruling::Blocked)).await;
        let rows = policy::rulings(&mut b.store().read()).await.unwrap();
        let written = b.federation().write_list(&rows).await.unwrap();
        let text = Value::Object(written.clone()).to_string();
        let list = a.federation().read_list(&text).await.unwrap();
        assert_eq!((list.issuer.as_str(), list.entries.len(), list.left_out), (b.origin.authority(), 1, 0));

        let mut tampered = written.clone();
        tampered["orderedItems"][0]["host"] = "innocent.localhost".into();
        let read = a.federation().read_list(&Value::Object(tampered).to_string()).await;
        assert!(matches!(read, Err(BadList::WrongProof)), "{read:?}");
        let mut unsigned = written;
        unsigned.remove("proof");
        let read = a.federation().read_list(&Value::Object(unsigned).to_string()).await;
        assert!(matches!(read, Err(BadList::Unsigned)), "{read:?}");
        assert!(matches!(b.federation().read_list(&text).await, Err(BadList::Own)));
        // Somebody of an instance is not the instance.
        let peer = Peer::start("peer", net.clock()).await;
        let (_, eve) = peer.somebody_with_two_keys("eve");
        let hers = json!({ "@context": "https://www.w3.org/ns/activitystreams", "type": "gh:BlockList",
            "attributedTo": eve.iri, "orderedItems": [{ "host": "innocent.localhost", "policy": "blocked" }] });
        let read = a.federation().read_list(&Peer::prove(&eve, &hers).to_string()).await;
        assert!(matches!(read, Err(BadList::Issuer(_))), "{read:?}");

        let admin = &a.people.admin.who;
        hosts::apply(a.store(), admin, &list, false).await.unwrap();
        let row = policy::ruling_of(&mut a.store().read(), "spam.localhost").await.unwrap().unwrap();
        assert_eq!((row.ruling, row.source.as_str()), (Ruling::Blocked, b.origin.authority()));
        assert!(a.federation().is_blocked("http://x.spam.localhost/users/1").await);
    }
}

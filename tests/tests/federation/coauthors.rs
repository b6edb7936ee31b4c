//! Those who write something together are named in other cities, when they have agreed; nobody is named by an instance
//! that is not hers.

use content::{
    Draft,
    coauthors::{self, MOST},
    lineage,
    read::{self, Filter},
    service,
    testing::full,
    voices,
};
use domain::{ContentId, Error, Lang, access::Who};
use guildhall_tests::{
    cities,
    network::{Network, Town},
    peer::{Peer, get},
    reader::{Reader, text},
};
use library::practice::PRACTICE;
use people::{accounts, follows, testing::Person};
use serde_json::{Value, json};

const ACTIVITY: &str = "application/activity+json";
const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

fn practice() -> Draft {
    let mut draft = full(&PRACTICE, &Lang::bulgarian());
    for (field, _) in &lineage::FIELDS {
        draft.values.remove(field.name);
    }
    draft.values.insert("cost_band".into(), "20k-100k".into());
    draft
}

fn object(town: &Town, id: ContentId) -> String {
    format!("{}/ap/object/{id}", town.origin)
}

async fn document(town: &Town, id: ContentId) -> Value {
    let (status, _, body) = get(&object(town, id), ACTIVITY).await;
    assert_eq!(status, 200);
    serde_json::from_str(&body).unwrap()
}

/// The names of those who wrote it with its author, and where they live.
async fn named(town: &Town, id: ContentId) -> Vec<(String, String)> {
    let page = town.page(&Who::Visitor, id).await.unwrap();
    page.coauthors.into_iter().map(|one| (one.name, one.host)).collect()
}

/// Anna's practice in `a`, which Vera writes with her, and its copy in `b`, where Boris follows Anna.
struct Two {
    a: Town,
    b: Town,
    anna: Person,
    vera: Person,
    boris: Person,
    id: ContentId,
    at_b: ContentId,
}

async fn two(net: &Network) -> Two {
    let (a, b) = (net.city("a").await, net.city("b").await);
    let (anna, vera) = (a.person("anna").await, a.person("vera").await);
    let boris = b.person("boris").await;
    let there = b.find(&format!("@{}", a.address("anna"))).await;
    follows::follow(b.store(), &boris.who, there).await.unwrap();
    net.settle().await;
    let id = service::publish(a.publishing(), &anna.who, &practice()).await.unwrap();
    net.settle().await;
    let at_b = b.copy_of(&a, id).await.expect("Boris has it");
    coauthors::add(a.publishing(), &anna.who, id, "vera").await.unwrap();
    net.settle().await;
    Two { a, b, anna, vera, boris, id, at_b }
}

cities! {
    async fn who_has_agreed_is_named_in_other_cities(net: Network) {
        let t = two(&net).await;
        for (town, id) in [(&t.a, t.id), (&t.b, t.at_b)] {
            assert!(named(town, id).await.is_empty(), "she has not agreed");
        }
        assert!(document(&t.a, t.id).await.get("sc:author").is_none());
        assert!(coauthors::agree(t.a.publishing(), &t.anna.who, t.id, true).await.is_err(), "it is Vera's to say");

        coauthors::agree(t.a.publishing(), &t.vera.who, t.id, true).await.unwrap();
        net.settle().await;
        let said = document(&t.a, t.id).await;
        let iri = |who: &Person| format!("{}/ap/actor/{}", t.a.origin, who.actor);
        assert_eq!(said["attributedTo"], iri(&t.anna), "one address, as others read it");
        let all: Vec<&str> = said["sc:author"].as_array().unwrap().iter().filter_map(|a| a["id"].as_str()).collect();
        assert_eq!(all, [iri(&t.anna), iri(&t.vera)]);
        let vera = t.a.people.viewer(&t.vera).await.name;
        assert_eq!(named(&t.a, t.id).await, [(vera.clone(), String::new())]);
        assert_eq!(named(&t.b, t.at_b).await, [(vera.clone(), t.a.origin.authority().to_owned())]);
        let page = t.b.page(&t.boris.who, t.at_b).await.unwrap();
        assert_eq!((page.content.revision, page.content.edited_at), (1, None), "it is no edit");
        assert!(page.coauthors[0].actor.is_none(), "nobody in B has met her");

        // Her name stands on the page of the other city and in how it is cited there.
        let reader = Reader::of(&t.b, &t.boris, "bg").await;
        let sheet = reader.get(&format!("/practices/{}", t.at_b)).await;
        let anna = t.a.people.viewer(&t.anna).await.name;
        assert!(text(&sheet, ".facts").contains(&vera), "{}", text(&sheet, ".facts"));
        assert!(text(&sheet, "#cite").contains(&format!("{anna}, {vera}")), "{}", text(&sheet, "#cite"));
        let mut q = t.b.store().read();
        let taken = read::export(&mut q, t.b.city.app.kinds(), &Who::Visitor, t.at_b).await.unwrap();
        assert_eq!(taken["coauthors"], json!([vera]));

        // Whoever meets her finds what she wrote.
        let her = t.b.find(&format!("@{}", t.a.address("vera"))).await;
        assert!(t.b.page(&Who::Visitor, t.at_b).await.unwrap().coauthors[0].actor.is_some());
        for (town, who, id) in [(&t.b, her, t.at_b), (&t.a, t.vera.actor, t.id)] {
            let by = Filter { by: Some(who), ..Filter::default() };
            let mut q = town.store().read();
            let listed = read::list(&mut q, &Who::Visitor, &by, &Lang::bulgarian(), None, 9).await.unwrap();
            assert_eq!(listed.items.iter().map(|c| c.id).collect::<Vec<_>>(), [id]);
        }
    }

    async fn who_no_longer_wants_it_is_no_longer_named(net: Network) {
        let t = two(&net).await;
        let p = t.a.publishing();
        for leaves in [false, true] {
            coauthors::agree(p, &t.vera.who, t.id, true).await.unwrap();
            net.settle().await;
            assert_eq!(named(&t.b, t.at_b).await.len(), 1);
            if leaves {
                coauthors::remove(p, &t.anna.who, t.id, t.vera.actor).await.unwrap();
            } else {
                coauthors::agree(p, &t.vera.who, t.id, false).await.unwrap();
            }
            net.settle().await;
            assert!(named(&t.a, t.id).await.is_empty() && named(&t.b, t.at_b).await.is_empty());
        }
        assert!(coauthors::agree(p, &t.vera.who, t.id, true).await.is_err(), "she does not write it any more");
    }

    /// Who wrote it with her is named where it was told, and so at home too, and may change nothing any more.
    async fn names_stay_when_the_author_leaves(net: Network) {
        let t = two(&net).await;
        let (p, petar) = (t.a.publishing(), t.a.person("petar").await);
        coauthors::add(p, &t.anna.who, t.id, "petar").await.unwrap();
        coauthors::agree(p, &t.vera.who, t.id, true).await.unwrap();
        net.settle().await;
        let vera = t.a.people.viewer(&t.vera).await.name;
        accounts::close(t.a.store(), &Who::Operator, t.anna.account).await.unwrap();
        net.settle().await;
        for (town, id) in [(&t.a, t.id), (&t.b, t.at_b)] {
            let names: Vec<String> = named(town, id).await.into_iter().map(|one| one.0).collect();
            assert_eq!(names, [vera.as_str()], "Petar has not agreed");
        }
        assert_eq!(document(&t.a, t.id).await["sc:author"].as_array().map(Vec::len), Some(2));
        for other in [&t.vera, &petar] {
            let edit = service::edit(p, &other.who, t.id, &practice(), "", None).await;
            assert!(matches!(edit, Err(Error::Forbidden(_))), "{edit:?}");
        }
        assert!(coauthors::agree(p, &t.vera.who, t.id, false).await.is_err(), "she does not write it any more");
        // Nor does she judge what she has written.
        let mut q = t.a.store().read();
        let page = t.a.page(&t.vera.who, t.id).await.unwrap();
        assert!(!page.content.coauthor);
        assert!(!voices::offered(&mut q, &t.vera.who, &page.content).await.unwrap());
        let page = t.a.page(&petar.who, t.id).await.unwrap();
        assert!(voices::offered(&mut q, &petar.who, &page.content).await.unwrap());
    }

    /// Nobody becomes the author of something because an instance says so that is not hers.
    async fn nobody_is_named_by_an_instance_that_is_not_hers(net: Network) {
        let (town, other) = (net.city("city").await, net.city("other").await);
        let (mayor, clara) = (town.person("mayor").await, other.person("clara").await);
        let her = |town: &Town, who: &Person| format!("{}/ap/actor/{}", town.origin, who.actor);
        // Clara is known here, and is named all the same by nobody but her own city.
        town.find(&format!("@{}", other.address("clara"))).await;
        let peer = Peer::start("peer", net.clock()).await;
        let eve = peer.somebody("eve");
        let thing = |path: &str, authors: Value| json!({
            "@context": "https://www.w3.org/ns/activitystreams", "id": peer.iri(path), "type": "Article",
            "attributedTo": eve.iri, "to": [PUBLIC], "name": "Обява", "content": "<p>x</p>",
            "published": "2026-11-22T08:00:00Z", "sc:author": authors });
        let claimed = json!([
            { "id": eve.iri, "name": "Eve" },
            { "id": her(&town, &mayor), "name": "Кметът" },
            { "id": her(&other, &clara), "name": "Clara" },
            her(&town, &mayor),
            { "id": peer.iri("/users/mallory"), "name": "Mallory" },
            { "id": "javascript:alert(1)", "name": "x" }, 7, null,
        ]);
        peer.say("/thing/1", &thing("/thing/1", claimed));
        let id = town.find_content(&peer.iri("/thing/1")).await;
        assert_eq!(named(&town, id).await.iter().map(|n| n.0.as_str()).collect::<Vec<_>>(), ["Mallory"]);
        for who in [mayor.actor, town.find(&her(&other, &clara)).await] {
            let by = Filter { by: Some(who), ..Filter::default() };
            let mut q = town.store().read();
            let listed = read::list(&mut q, &Who::Visitor, &by, &Lang::bulgarian(), None, 9).await.unwrap();
            assert!(listed.items.is_empty(), "{:?}", listed.items);
        }
        assert!(service::withdraw(town.publishing(), &mayor.who, id).await.is_err(), "and she may change nothing");

        // Several in `attributedTo` are no several authors either, and a long list is cut.
        let mut many = thing("/thing/2", Value::Null);
        many["attributedTo"] = json!([eve.iri, her(&town, &mayor)]);
        many["sc:author"] = (0..200).map(|n| json!({ "id": peer.iri(&format!("/users/{n}")), "name": "N" })).collect();
        peer.say("/thing/2", &many);
        let id = town.find_content(&peer.iri("/thing/2")).await;
        assert_eq!(named(&town, id).await.len(), usize::try_from(MOST).unwrap());
        assert!(!peer.asked().iter().any(|path| path.starts_with("/users/1")), "nobody is asked for");
    }
}

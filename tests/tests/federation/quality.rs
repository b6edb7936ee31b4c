//! What experts of other cities say of a practice: reviews, endorsements; and that it was checked. They
//! arrive, are changed and withdrawn; what nobody may say is not believed.

use std::time::Duration;

use content::{
    Draft, Goal, checks,
    hosts::{self, Decision},
    kind::Voice,
    lineage, read, service,
    testing::{full, reply},
    voices::{self, Said},
};
use domain::{
    ActorId, ContentId, Error, Lang, Visibility,
    access::{State, Who},
};
use federation::policy::Ruling;
use guildhall_tests::{
    cities,
    network::Town,
    peer::{Peer, get},
};
use library::{endorsement::ENDORSEMENT, practice::PRACTICE, review::REVIEW};
use people::{notifications, testing::Person};
use serde_json::{Value, json};

use super::{members::closed, practice::three};

const ACTIVITY: &str = "application/activity+json";
const CONTEXT: &str = "https://www.w3.org/ns/activitystreams";
const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

fn bg() -> Lang {
    Lang::bulgarian()
}

fn practice(group: Option<ActorId>) -> Draft {
    let mut draft = full(&PRACTICE, &bg());
    for (field, _) in &lineage::FIELDS {
        draft.values.remove(field.name);
    }
    draft.values.insert("cost_band".into(), "20k-100k".into());
    Draft { group, ..draft }
}

fn opinion() -> Draft {
    full(&REVIEW, &bg())
}

fn used(organisation: ActorId) -> Draft {
    Draft { organisation: Some(organisation), ..full(&ENDORSEMENT, &bg()) }
}

fn object(town: &Town, id: ContentId) -> String {
    format!("{}/ap/object/{id}", town.origin)
}

async fn publish(town: &Town, who: &Person, group: Option<ActorId>) -> ContentId {
    service::publish(town.publishing(), &who.who, &practice(group)).await.unwrap()
}

async fn say(town: &Town, who: &Person, of: ContentId, draft: &Draft) -> domain::Result<ContentId> {
    voices::begin(town.publishing(), &who.who, of, draft, Goal::Publish).await
}

async fn said(town: &Town, who: &Who, of: ContentId, voice: Voice) -> Vec<Said> {
    let page = town.page(who, of).await.unwrap();
    voices::read::of(&mut town.store().read(), who, &page.content, voice, &bg()).await.unwrap()
}

async fn reviews(town: &Town, of: ContentId) -> Vec<Said> {
    said(town, &Who::Visitor, of, Voice::Review).await
}

async fn uses(town: &Town, of: ContentId) -> Vec<Said> {
    said(town, &Who::Visitor, of, Voice::Endorsement).await
}

async fn told(town: &Town, who: &Person) -> Vec<String> {
    let viewer = town.people.viewer(who).await;
    let mut q = town.store().read();
    let page = notifications::list(&mut q, &viewer, &bg(), None, 50).await.unwrap();
    page.items.into_iter().map(|n| n.kind).collect()
}

async fn document(iri: &str) -> Value {
    let (status, _, body) = get(iri, ACTIVITY).await;
    assert_eq!(status, 200, "{iri}: {body}");
    serde_json::from_str(&body).unwrap()
}

cities! {
    /// Nobody follows anybody: the review finds what it is about, and its author answers.
    async fn a_review_of_another_city_arrives(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let organisation = b.people.another_organisation("ngo").await;
        let (anna, boris) = (a.person("anna").await, b.people.person("boris").of(organisation).await);
        let id = publish(&a, &anna, None).await;
        net.settle().await;
        let at_b = b.find_content(&object(&a, id)).await;
        let draft = Draft { organisation: Some(organisation), ..opinion() };
        let review = say(&b, &boris, at_b, &draft).await.unwrap();
        net.settle().await;
        assert_eq!(told(&a, &anna).await, ["reviewed"]);
        let all = reviews(&a, id).await;
        assert_eq!(all.len(), 1);
        let card = &all[0].card;
        assert_eq!((card.author_handle.as_str(), card.host.as_str()), ("boris", b.origin.authority()));
        assert_eq!((card.value("relevance"), card.value("opinion")), ("unclear", "not-yet"));
        assert_eq!(card.organisation_host, b.origin.authority());
        assert!(!all[0].earlier && card.title.starts_with("Заглавие"));
        assert!(a.comments(&anna.who, id).await.is_empty(), "it is no comment");
        let page = a.page(&anna.who, card.id).await.unwrap();
        assert_eq!((page.kind.name, page.content.root_id), ("review", Some(id)));
        assert!(page.html()["relevance_why"].as_str().unwrap().contains("<strong>"));

        // Other software reads an article that answers the practice.
        let thing = document(&object(&b, review)).await;
        assert_eq!((&thing["type"], &thing["inReplyTo"]), (&json!("Article"), &json!(object(&a, id))));
        assert_eq!((&thing["gh:kind"], &thing["gh:opinion"]), (&json!("Review"), &json!("not-yet")));
        let content = thing["content"].as_str().unwrap();
        assert!(content.contains("relevance_why") && content.contains("<h3>"), "{content}");
        assert!(thing["name"].is_string() && thing["summary"].is_string());
        assert_eq!(thing["url"], format!("{}/reviews/{review}/zaglavie-bg", b.origin));

        net.advance(Duration::from_secs(1)).await;
        service::edit(a.publishing(), &anna.who, id, &Draft { title: "Ново".into(), ..practice(None) }, "", None)
            .await.unwrap();
        assert!(reviews(&a, id).await[0].earlier);
        service::edit(b.publishing(), &boris.who, review, &Draft { body: "По-добре".into(), ..draft }, "", None)
            .await.unwrap();
        net.settle().await;
        assert!(reviews(&a, id).await[0].card.summary.starts_with("По-добре"));
        reply(a.publishing(), &anna.who, card.id, "Благодаря.").await;
        net.settle().await;
        assert_eq!(told(&b, &boris).await, ["reply"]);
        let mut q = b.store().read();
        let thread = read::thread(&mut q, &Who::Visitor, review, &bg(), None).await.unwrap().0;
        assert_eq!(thread.len(), 1);
        drop(q);
        service::withdraw(b.publishing(), &boris.who, review).await.unwrap();
        net.settle().await;
        assert!(reviews(&a, id).await.is_empty());
        assert_eq!(a.page(&anna.who, id).await.unwrap().content.review_count, 0);
    }

    /// A community brings it to all its members, and takes it away again.
    async fn a_community_passes_reviews_on(net: Network) {
        let t = three(&net).await;
        let id = publish(&t.a, &t.anna, Some(t.group_a)).await;
        net.settle().await;
        let (at_b, at_c) = (t.b.copy_of(&t.a, id).await.unwrap(), t.c.copy_of(&t.a, id).await.unwrap());
        let review = say(&t.c, &t.clara, at_c, &opinion()).await.unwrap();
        net.settle().await;
        for (town, of) in [(&t.a, id), (&t.b, at_b), (&t.c, at_c)] {
            assert_eq!(reviews(town, of).await.len(), 1, "{}", town.origin);
            assert!(town.comments(&Who::Visitor, of).await.is_empty());
        }
        // Whoever joins later finds it in the conversation.
        let list = document(&format!("{}/ap/collection/{id}", t.a.origin)).await;
        assert!(list["orderedItems"].as_array().unwrap().contains(&json!(object(&t.c, review))));
        let copy = t.b.copy_of(&t.c, review).await.unwrap();
        service::remove(t.b.publishing(), &t.boris.who, copy, "причина").await.unwrap();
        net.settle().await;
        for (town, of) in [(&t.a, id), (&t.c, at_c)] {
            assert!(reviews(town, of).await.is_empty(), "{}", town.origin);
        }
        service::restore(t.b.publishing(), &t.boris.who, copy).await.unwrap();
        net.settle().await;
        assert_eq!(reviews(&t.a, id).await.len(), 1);
    }

    async fn an_organisation_of_another_city_uses_it(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let varna = b.people.another_organisation("varna").await;
        let (anna, boris) = (a.person("anna").await, b.people.person("boris").of(varna).await);
        let id = publish(&a, &anna, None).await;
        net.settle().await;
        let at_b = b.find_content(&object(&a, id)).await;
        let first = say(&b, &boris, at_b, &used(varna)).await.unwrap();
        net.settle().await;
        assert_eq!(told(&a, &anna).await, ["endorsed"]);
        let all = uses(&a, id).await;
        assert_eq!(all[0].card.organisation_name, "Varna");
        assert_eq!(all[0].card.organisation_host, b.origin.authority());
        assert!(all[0].for_organisation && all[0].field("how").starts_with("how"));
        let note = document(&object(&b, first)).await;
        assert_eq!((&note["type"], &note["inReplyTo"]), (&json!("Note"), &json!(object(&a, id))));
        assert!(note["content"].as_str().unwrap().contains("how"), "{note}");
        assert_eq!(note["gh:onBehalfOf"], format!("{}/ap/actor/{varna}", b.origin));
        service::withdraw(b.publishing(), &boris.who, first).await.unwrap();
        net.settle().await;
        assert!(uses(&a, id).await.is_empty());
        // It ends with the practice, wherever that is known.
        let second = say(&b, &boris, at_b, &used(varna)).await.unwrap();
        net.settle().await;
        let copy = a.copy_of(&b, second).await.unwrap();
        service::withdraw(a.publishing(), &anna.who, id).await.unwrap();
        net.settle().await;
        assert!(matches!(a.page(&anna.who, copy).await, Err(Error::Gone)));
    }

    /// Nobody speaks for somebody else's organisation, twice, or of her own.
    async fn what_nobody_may_say_is_not_believed(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let varna = b.people.another_organisation("varna").await;
        let (anna, boris) = (a.person("anna").await, b.people.person("boris").of(varna).await);
        let id = publish(&a, &anna, None).await;
        net.settle().await;
        let at_b = b.find_content(&object(&a, id)).await;
        let peer = Peer::start("peer", net.clock()).await;
        let (eve, farm) = (peer.somebody("eve"), peer.actor("farm", "Organization"));
        let inbox = format!("{}/inbox", a.origin);
        let create = |n: u32, kind: &str, more: Value| {
            let mut thing = json!({ "id": peer.iri(&format!("/{n}")), "type": "Note", "attributedTo": eve.iri,
                "content": "<p>x</p>", "to": [PUBLIC], "published": "2026-11-22T08:00:00Z", "gh:kind": kind,
                "inReplyTo": object(&a, id), "gh:inUse": "in-use", "gh:opinion": "recommended" });
            for (key, value) in more.as_object().unwrap() {
                thing[key] = value.clone();
            }
            json!({ "@context": CONTEXT, "id": peer.iri(&format!("/create/{n}")), "type": "Create",
                "actor": eve.iri, "to": [PUBLIC], "object": thing })
        };
        let theirs = format!("{}/ap/actor/{varna}", b.origin);
        for (n, more) in [(1, json!({})), (2, json!({ "gh:onBehalfOf": theirs })), (3, json!({ "gh:onBehalfOf": eve.iri }))] {
            peer.deliver(&eve, &inbox, &create(n, "Endorsement", more)).await;
        }
        net.settle().await;
        assert!(uses(&a, id).await.is_empty());
        assert!(a.comments(&anna.who, id).await.is_empty());
        peer.deliver(&eve, &inbox, &create(4, "Endorsement", json!({ "gh:onBehalfOf": farm.iri }))).await;
        peer.deliver(&eve, &inbox, &create(5, "Endorsement", json!({ "gh:onBehalfOf": farm.iri }))).await;
        let named = json!({ "type": "Article", "name": "x" });
        peer.deliver(&eve, &inbox, &create(6, "Review", named.clone())).await;
        peer.deliver(&eve, &inbox, &create(7, "Review", named)).await;
        net.settle().await;
        assert_eq!((uses(&a, id).await.len(), reviews(&a, id).await.len()), (1, 1), "each is said once");
        // What speaks of nothing is nothing, and nobody says it for somebody else.
        let alone = json!({ "inReplyTo": null, "type": "Article", "name": "x" });
        peer.deliver(&eve, &inbox, &create(8, "Review", alone)).await;
        let review = say(&b, &boris, at_b, &opinion()).await.unwrap();
        net.settle().await;
        assert!(a.copy(&peer.iri("/8")).await.is_none());
        let mut update = create(9, "Review", json!({ "id": object(&b, review), "name": "forged" }));
        update["type"] = "Update".into();
        peer.deliver(&eve, &inbox, &update).await;
        let delete = json!({ "@context": CONTEXT, "id": peer.iri("/delete"), "type": "Delete",
            "actor": eve.iri, "object": object(&b, review), "to": [PUBLIC] });
        peer.deliver(&eve, &inbox, &delete).await;
        net.settle().await;
        let titles: Vec<String> = reviews(&a, id).await.into_iter().map(|s| s.card.title).collect();
        assert_eq!(titles.len(), 2);
        assert!(titles.iter().all(|title| title != "forged"));
        // It is not about another organisation afterwards.
        let mut update = create(4, "Endorsement", json!({ "updated": "2026-11-22T09:00:00Z" }));
        (update["type"], update["id"]) = ("Update".into(), peer.iri("/update/4").into());
        peer.deliver(&eve, &inbox, &update).await;
        net.settle().await;
        assert!(uses(&a, id).await[0].for_organisation);
    }

    /// What is said of something for members stays with them.
    async fn what_is_for_members_stays_with_them(net: Network) {
        let t = closed(&net).await;
        let id = publish(&t.b, &t.boris, Some(t.group_b)).await;
        net.settle().await;
        let at_a = t.a.copy_of(&t.b, id).await.expect("it was announced to members");
        let review = say(&t.a, &t.anna, at_a, &opinion()).await.unwrap();
        net.settle().await;
        let copy = t.b.copy_of(&t.a, review).await.expect("its community has it");
        let page = t.b.page(&t.boris.who, copy).await.unwrap();
        assert_eq!((page.content.visibility, page.content.state), (Visibility::Members, State::Published));
        assert_eq!(said(&t.b, &t.boris.who, id, Voice::Review).await.len(), 1);
        assert!(matches!(t.b.page(&Who::Visitor, copy).await, Err(Error::NotFound)));
        assert!(t.c.copy_of(&t.a, review).await.is_none());
        let (status, ..) = get(&object(&t.a, review), ACTIVITY).await;
        assert_eq!(status, 404);
    }

    /// That it was checked is told to others, and is no edit there either.
    async fn a_check_is_told_to_others(net: Network) {
        let t = three(&net).await;
        let id = publish(&t.a, &t.anna, Some(t.group_a)).await;
        net.settle().await;
        let at_c = t.c.copy_of(&t.a, id).await.unwrap();
        let today = t.a.city.app.today();
        let next = checks::proposed(today);
        checks::still_right(t.a.publishing(), &t.anna.who, id, &next, today).await.unwrap();
        net.settle().await;
        let page = t.c.page(&Who::Visitor, at_c).await.unwrap();
        assert_eq!(page.content.details["next_review"], next);
        assert_eq!((page.content.revision, page.content.edited_at), (1, None));
        assert!(page.content.next_check.is_some());
        assert_eq!(document(&object(&t.a, id)).await["gh:nextReview"], next);
    }

    /// What somebody outside says in a community is kept there and not carried to every member, however often
    /// she changes it; an organisation speaks through its people; whoever is blocked does not count.
    async fn outsiders_fill_no_letterboxes(net: Network) {
        let t = three(&net).await;
        let id = publish(&t.a, &t.anna, Some(t.group_a)).await;
        net.settle().await;
        let peer = Peer::start("peer", net.clock()).await;
        let (eve, farm) = (peer.somebody("eve"), peer.actor("farm", "Organization"));
        let inbox = format!("{}/inbox", t.b.origin);
        let at_b = t.b.copy_of(&t.a, id).await.unwrap();
        let review = |verb: &str, n: u32, by: &str, updated: &str| json!({ "@context": CONTEXT,
            "id": peer.iri(&format!("/{verb}/{n}/{updated}")), "type": verb, "actor": by, "to": [PUBLIC],
            "object": { "id": peer.iri(&format!("/review/{n}")), "type": "Article", "name": updated,
                "attributedTo": by, "content": "<p>x</p>", "to": [PUBLIC], "published": "2026-11-22T08:00:00Z",
                "updated": updated, "gh:kind": "Review", "gh:opinion": "recommended",
                "inReplyTo": object(&t.a, id) } });
        peer.deliver(&farm, &inbox, &review("Create", 1, &farm.iri, "2026-11-22T08:00:00Z")).await;
        net.settle().await;
        assert!(reviews(&t.b, at_b).await.is_empty());
        let status = peer.deliver(&eve, &inbox, &review("Create", 2, &eve.iri, "2026-11-22T08:00:00Z")).await;
        assert_eq!(status, 202);
        peer.deliver(&eve, &inbox, &review("Update", 2, &eve.iri, "2026-11-22T09:00:00Z")).await;
        net.settle().await;
        assert_eq!(reviews(&t.b, at_b).await[0].card.title, "2026-11-22T09:00:00Z");
        assert!(t.a.copy(&peer.iri("/review/2")).await.is_none());
        assert!(t.c.copy(&peer.iri("/review/2")).await.is_none());
        assert_eq!(t.b.page(&Who::Visitor, at_b).await.unwrap().content.review_count, 1);
        let host = peer.iri("/").split("://").nth(1).unwrap().trim_end_matches('/').to_owned();
        let decision = Decision { ruling: Some(Ruling::Blocked), reason: "" };
        hosts::decide(t.b.store(), &t.b.people.admin.who, &host, decision).await.unwrap();
        assert_eq!(t.b.page(&Who::Visitor, at_b).await.unwrap().content.review_count, 0);
    }
}

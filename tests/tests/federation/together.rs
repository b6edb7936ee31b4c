//! What is done with a thing in one city is seen in all: marks, decisions, languages, fields.

use content::{kind::Scope, service, testing::full};
use domain::{Lang, access::State};
use guildhall_tests::{cities, network::Town, peer::get};
use people::testing::Person;
use serde_json::Value;
use store::{Query as _, args};

use super::{outage::draft, practice::three};

store::statements! {
    DOCUMENT = "SELECT document FROM remote_content WHERE content_id = $1";
}

async fn likes(town: &Town, who: &Person, id: domain::ContentId) -> i64 {
    town.page(&who.who, id).await.unwrap().content.reaction_count
}

cities! {
    async fn marks_are_counted_everywhere(net: Network) {
        let t = three(&net).await;
        let id = service::publish(t.a.publishing(), &t.anna.who, &draft("Тема", Some(t.group_a))).await.unwrap();
        net.settle().await;
        let (at_b, at_c) = (t.b.copy_of(&t.a, id).await.unwrap(), t.c.copy_of(&t.a, id).await.unwrap());
        service::react(t.c.publishing(), &t.clara.who, at_c).await.unwrap();
        service::react(t.b.publishing(), &t.boris.who, at_b).await.unwrap();
        net.settle().await;
        assert_eq!(likes(&t.a, &t.anna, id).await, 2);
        assert_eq!(likes(&t.b, &t.boris, at_b).await, 2);
        assert_eq!(likes(&t.c, &t.clara, at_c).await, 2);
        service::unreact(t.c.publishing(), &t.clara.who, at_c).await.unwrap();
        net.settle().await;
        assert_eq!(likes(&t.a, &t.anna, id).await, 1);
        assert_eq!(likes(&t.c, &t.clara, at_c).await, 1);
    }

    async fn what_facilitators_decide_holds_everywhere(net: Network) {
        let t = three(&net).await;
        let id = service::publish(t.a.publishing(), &t.anna.who, &draft("Тема", Some(t.group_a))).await.unwrap();
        net.settle().await;
        let (at_b, at_c) = (t.b.copy_of(&t.a, id).await.unwrap(), t.c.copy_of(&t.a, id).await.unwrap());
        let p = t.b.publishing();
        service::pin(p, &t.boris.who, at_b, true).await.unwrap();
        service::lock(p, &t.boris.who, at_b, true).await.unwrap();
        net.settle().await;
        let page = t.c.page(&t.clara.who, at_c).await.unwrap();
        assert!(page.content.locked && page.content.pinned_at.is_some());
        let page = t.a.page(&t.anna.who, id).await.unwrap();
        assert!(page.content.locked && page.content.pinned_at.is_some());
        service::pin(p, &t.boris.who, at_b, false).await.unwrap();
        service::lock(p, &t.boris.who, at_b, false).await.unwrap();
        service::remove(p, &t.boris.who, at_b, "не е по темата").await.unwrap();
        net.settle().await;
        for (town, who, copy) in [(&t.a, &t.anna, id), (&t.c, &t.clara, at_c)] {
            let content = town.page(&who.who, copy).await;
            let gone = match &content {
                Ok(page) => page.content.state == State::Removed,
                Err(e) => matches!(e, domain::Error::Gone | domain::Error::NotFound),
            };
            assert!(gone, "{content:?}");
        }
        service::restore(p, &t.boris.who, at_b).await.unwrap();
        net.settle().await;
        for (town, who, copy) in [(&t.a, &t.anna, id), (&t.c, &t.clara, at_c)] {
            let page = town.page(&who.who, copy).await.unwrap();
            assert_eq!(page.content.state, State::Published);
            assert!(!page.content.locked && page.content.pinned_at.is_none());
        }
    }

    async fn a_practice_arrives_with_every_field_in_every_language(net: Network) {
        let t = three(&net).await;
        let kind = t.a.city.app.kinds().get("practice").unwrap();
        let mut practice = full(kind, &Lang::bulgarian());
        practice.group = Some(t.group_a);
        practice.values.insert("cost_band".into(), "20k-100k".into());
        let id = service::publish(t.a.publishing(), &t.anna.who, &practice).await.unwrap();
        let english = full(kind, &Lang::english());
        let version = service::NewVersion::from_draft(english);
        service::add_version(t.a.publishing(), &t.anna.who, id, version).await.unwrap();
        net.settle().await;
        let original = t.a.page(&t.anna.who, id).await.unwrap();
        for (town, who) in [(&t.b, &t.boris), (&t.c, &t.clara)] {
            let copy = town.copy_of(&t.a, id).await.expect("it is here");
            let page = town.page(&who.who, copy).await.unwrap();
            assert_eq!(page.values(), original.values());
            assert_eq!(page.text.title, original.text.title);
            assert_eq!(page.content.licence, original.content.licence);
            assert_eq!(page.versions.len(), 2);
            for field in kind.fields.iter().filter(|f| f.scope == Scope::Translated) {
                if field.shape.is_markdown() && original.html().contains_key(field.name) {
                    assert_eq!(page.html().get(field.name), original.html().get(field.name));
                }
            }
            // The document is kept whole beside the rows.
            let (document,): (String,) =
                town.store().read().one(&DOCUMENT, args![copy]).await.unwrap();
            let document: Value = serde_json::from_str(&document).unwrap();
            assert_eq!(document["gh:kind"], "Practice");
        }
    }

    async fn tombstones_are_all_that_is_left(net: Network) {
        let t = three(&net).await;
        let id = service::publish(t.a.publishing(), &t.anna.who, &draft("Тема", Some(t.group_a))).await.unwrap();
        net.settle().await;
        let address = format!("{}/ap/object/{id}", t.a.origin);
        let activity = "application/activity+json";
        let (status, _, body) = get(&address, activity).await;
        assert_eq!(status, 200);
        let object: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(object["type"], "Article");
        assert_eq!(object["audience"], format!("{}/ap/actor/{}", t.b.origin, t.group_b));
        service::withdraw(t.a.publishing(), &t.anna.who, id).await.unwrap();
        net.settle().await;
        let (status, _, body) = get(&address, activity).await;
        assert_eq!(status, 410);
        let tombstone: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((tombstone["type"].as_str(), tombstone["id"].as_str()), (Some("Tombstone"), Some(address.as_str())));
        for (town, group) in [(&t.a, t.group_a), (&t.b, t.group_b), (&t.c, t.group_c)] {
            let copy = people::communities::by_id(&mut town.store().read(), &domain::access::Who::System, group).await.unwrap();
            assert_eq!(copy.discussion_count, 0);
        }
    }

    async fn an_accepted_answer_is_known_everywhere(net: Network) {
        let t = three(&net).await;
        let mut question = draft("Въпрос", Some(t.group_a));
        question.values.insert("type".into(), "question".into());
        let id = service::publish(t.a.publishing(), &t.anna.who, &question).await.unwrap();
        net.settle().await;
        let at_c = t.c.copy_of(&t.a, id).await.unwrap();
        let answer = content::testing::reply(t.c.publishing(), &t.clara.who, at_c, "Така.").await;
        net.settle().await;
        let at_a = t.a.copy_of(&t.c, answer).await.unwrap();
        service::accept_answer(t.a.publishing(), &t.anna.who, at_a).await.unwrap();
        net.settle().await;
        let at_b = t.b.copy_of(&t.a, id).await.unwrap();
        let answer_at_b = t.b.copy_of(&t.c, answer).await;
        assert_eq!(t.b.page(&t.boris.who, at_b).await.unwrap().content.answer_id, answer_at_b);
        assert_eq!(t.c.page(&t.clara.who, at_c).await.unwrap().content.answer_id, Some(answer));
    }
}

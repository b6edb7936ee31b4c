//! Joining, following and leaving across cities.

use content::{Draft, service};
use domain::{Lang, Visibility, access::Standing};
use federation::{ActorKind, receiving};
use guildhall_tests::cities;
use people::{communities, follows};

use super::{outage::draft, practice::three};

cities! {
    async fn an_open_community_takes_whoever_asks(net: Network) {
        let t = three(&net).await;
        let anna = t.anna.actor;
        let standing = communities::standing(&mut t.a.store().read(), t.group_a, anna).await.unwrap();
        assert_eq!(standing, Standing::Member);
        let at_b = communities::by_id(&mut t.b.store().read(), &t.boris.who, t.group_b).await.unwrap();
        assert_eq!(at_b.member_count, 3);
        let copy = communities::by_id(&mut t.a.store().read(), &t.anna.who, t.group_a).await.unwrap();
        assert_eq!((copy.handle.as_str(), copy.host.as_str()), ("jobs", t.b.origin.authority()));
        assert_eq!(copy.name, "Jobs");
        assert!(copy.member_count >= 2, "as many as there were when she came");
        // Boris hosts it, and A knows.
        let page = communities::page(
            &mut t.a.store().read(), &t.anna.who, "jobs", t.b.origin.authority(), &Lang::bulgarian(),
        ).await.unwrap();
        assert_eq!(page.facilitators.len(), 1);
        assert_eq!(page.facilitators[0].handle, "boris");
        assert_eq!(page.texts[0].headline, "Общност Jobs");
        // She leaves: her city gets nothing any more.
        communities::leave(t.a.store(), &t.anna.who, t.group_a).await.unwrap();
        net.settle().await;
        let at_b = communities::by_id(&mut t.b.store().read(), &t.boris.who, t.group_b).await.unwrap();
        assert_eq!(at_b.member_count, 2);
        let later = service::publish(t.b.publishing(), &t.boris.who, &draft("После", Some(t.group_b))).await.unwrap();
        net.settle().await;
        assert_eq!(t.a.copy_of(&t.b, later).await, None);
        assert!(t.c.copy_of(&t.b, later).await.is_some());
    }

    async fn facilitators_decide_about_whoever_asks_from_elsewhere(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let (anna, boris) = (a.person("anna").await, b.person("boris").await);
        let group = b.people.community("jobs").by(&boris).by_approval().await;
        let at_a = a.join(&anna, &format!("!{}", b.address("jobs"))).await;
        net.settle().await;
        let standing = || async { communities::standing(&mut a.store().read(), at_a, anna.actor).await.unwrap() };
        assert_eq!(standing().await, Standing::Requested);
        // Until then she may not post.
        assert!(service::publish(a.publishing(), &anna.who, &draft("Рано", Some(at_a))).await.is_err());
        let asked = communities::requests(
            &mut b.store().read(), &boris.who, group, Standing::Requested, &Lang::bulgarian(),
        ).await.unwrap();
        assert_eq!(asked.len(), 1);
        assert_eq!((asked[0].handle.as_str(), asked[0].host.as_str()), ("anna", a.origin.authority()));
        communities::handle_request(b.store(), &boris.who, group, asked[0].id, false).await.unwrap();
        net.settle().await;
        assert_eq!(standing().await, Standing::Outsider);
        communities::join(a.store(), &anna.who, at_a, "").await.unwrap();
        net.settle().await;
        communities::handle_request(b.store(), &boris.who, group, asked[0].id, true).await.unwrap();
        net.settle().await;
        assert_eq!(standing().await, Standing::Member);
        // Put out, she and her city know it.
        communities::remove(b.store(), &boris.who, group, asked[0].id, "правила").await.unwrap();
        net.settle().await;
        assert_eq!(standing().await, Standing::Outsider);
        communities::ban(b.store(), &boris.who, group, asked[0].id, "правила").await.unwrap();
        net.settle().await;
        assert_eq!(standing().await, Standing::Banned, "her city knows it too");
        assert!(communities::join(a.store(), &anna.who, at_a, "").await.is_err());
    }

    async fn what_is_not_for_everybody_is_unknown_elsewhere(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let (anna, boris) = (a.person("anna").await, b.person("boris").await);
        let local = b.people.community("inside").by(&boris).visible(Visibility::Local).await;
        let members = b.people.community("casework").by(&boris).visible(Visibility::Members).await;
        let find = |text: String| {
            let a = &a;
            async move { content::federating::find(a.federation(), a.publishing(), &text).await }
        };
        assert!(find(format!("!{}", b.address("inside"))).await.is_err());
        assert!(find(format!("{}/ap/actor/{local}", b.origin)).await.is_err());
        // A community for members can be seen, but what is in it stays where it is.
        let at_a = a.join(&anna, &format!("!{}", b.address("casework"))).await;
        net.settle().await;
        let standing = communities::standing(&mut a.store().read(), at_a, anna.actor).await.unwrap();
        assert_eq!(standing, Standing::Requested, "until a facilitator lets her city hold it");
        for group in [local, members] {
            let id = service::publish(b.publishing(), &boris.who, &draft("Тайна", Some(group))).await.unwrap();
            net.settle().await;
            assert_eq!(a.copy_of(&b, id).await, None);
            assert!(find(format!("{}/ap/object/{id}", b.origin)).await.is_err());
            assert!(find(format!("{}/ap/collection/{id}", b.origin)).await.is_err());
        }
        let alone = Draft { visibility: Visibility::Local, ..draft("За нас", None) };
        let alone = Draft { kind: "practice".into(), ..alone };
        if let Ok(id) = service::save_draft(b.publishing(), &boris.who, &alone).await {
            assert!(find(format!("{}/ap/object/{id}", b.origin)).await.is_err());
        }
    }

    async fn whom_one_follows_is_read_at_home(net: Network) {
        let t = three(&net).await;
        let boris_at_a = t.a.find(&format!("@{}", t.b.address("boris"))).await;
        let actor = federation::actor::by_id(&mut t.a.store().read(), boris_at_a).await.unwrap();
        assert_eq!((actor.kind, actor.name.as_str()), (ActorKind::Person, "Boris"));
        assert_eq!(follows::follow(t.a.store(), &t.anna.who, boris_at_a).await.unwrap(), follows::Follow::Requested);
        net.settle().await;
        let state = follows::of(&mut t.a.store().read(), t.anna.actor, boris_at_a).await.unwrap();
        assert_eq!(state, Some(follows::Follow::Accepted));
        assert_eq!(follows::count(&mut t.b.store().read(), t.boris.actor).await.unwrap(), 1);
        // What he says of himself changes in the other city too.
        let profile = people::persons::Profile {
            texts: vec![people::persons::PersonText {
                lang: Lang::bulgarian(), name: "Борис Нов".into(), headline: "Наставник".into(),
                bio: people::Markup::plain("Работя."),
            }],
            sectors: Vec::new(), languages: vec![Lang::bulgarian()], organisation: None,
            discoverable: true, indexable: false,
        };
        people::persons::update(t.b.store(), &t.boris.who, profile).await.unwrap();
        net.settle().await;
        let actor = federation::actor::by_id(&mut t.a.store().read(), boris_at_a).await.unwrap();
        assert_eq!(actor.name, "Борис Нов");
        follows::unfollow(t.a.store(), &t.anna.who, boris_at_a).await.unwrap();
        net.settle().await;
        assert_eq!(follows::count(&mut t.b.store().read(), t.boris.actor).await.unwrap(), 0);
    }

    async fn whoever_closes_her_account_is_gone_everywhere(net: Network) {
        let t = three(&net).await;
        let anna_at_b = t.b.find(&format!("@{}", t.a.address("anna"))).await;
        people::accounts::close(t.a.store(), &domain::access::Who::Operator, t.anna.account).await.unwrap();
        net.settle().await;
        let actor = federation::actor::by_id(&mut t.b.store().read(), anna_at_b).await.unwrap();
        assert_eq!(actor.state, federation::ActorState::Closed);
        let at_b = communities::by_id(&mut t.b.store().read(), &t.boris.who, t.group_b).await.unwrap();
        assert_eq!(at_b.member_count, 2);
    }

    async fn a_newcomer_finds_the_newest_page_of_history(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let (anna, boris) = (a.person("anna").await, b.person("boris").await);
        let group = b.people.community("jobs").by(&boris).await;
        let mut ids = Vec::new();
        for n in 0..23 {
            ids.push(service::publish(b.publishing(), &boris.who, &draft(&format!("Тема {n}"), Some(group))).await.unwrap());
            net.clock().advance(std::time::Duration::from_secs(60));
        }
        let at_a = a.join(&anna, &format!("!{}", b.address("jobs"))).await;
        net.settle().await;
        for (n, id) in ids.iter().enumerate() {
            let copy = a.copy_of(&b, *id).await;
            assert_eq!(copy.is_some(), n >= 3, "the twenty newest: {n}");
        }
        let copy = communities::by_id(&mut a.store().read(), &anna.who, at_a).await.unwrap();
        assert_eq!(copy.discussion_count, 20);
        let first = a.copy_of(&b, ids[22]).await.unwrap();
        let page = a.page(&anna.who, first).await.unwrap();
        assert_eq!(page.content.group_id, Some(at_a));
        assert_eq!(page.text.title, "Тема 22");
    }

    /// Somebody elsewhere who follows a member gets what she writes for everybody, and nothing of
    /// what she writes for the members.
    async fn what_is_for_members_leaves_for_nobody(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let (anna, boris) = (a.person("anna").await, b.person("boris").await);
        let group = a.people.community("housing").by(&anna).visible(Visibility::Members).await;
        let at_b = b.find(&format!("@{}", a.address("anna"))).await;
        follows::follow(b.store(), &boris.who, at_b).await.unwrap();
        net.settle().await;
        let arrived = receiving::newest(&mut b.store().read()).await.unwrap();
        let p = a.publishing();
        let id = service::publish(p, &anna.who, &draft("Жилища", Some(group))).await.unwrap();
        let answer = content::testing::reply(p, &anna.who, id, "Десет.").await;
        service::react(p, &anna.who, answer).await.unwrap();
        service::pin(p, &anna.who, id, true).await.unwrap();
        service::withdraw(p, &anna.who, id).await.unwrap();
        net.settle().await;
        assert_eq!(receiving::newest(&mut b.store().read()).await.unwrap(), arrived);
    }
}

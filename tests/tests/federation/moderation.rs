//! What facilitators decide across cities: about people, about things, about reports; and votes that
//! are only passed on.

use content::service::{self, Decision};
use domain::{
    Clock as _,
    access::{Standing, State},
};
use guildhall_tests::{cities, network::Town};
use people::{communities, notifications::kind};
use serde_json::{Value, json};
use store::{Query as _, args};

use super::{
    edge::{Edge, edge, note},
    outage::draft,
    practice::three,
};

async fn standing(town: &Town, group: domain::ActorId, person: domain::ActorId) -> Standing {
    communities::standing(&mut town.store().read(), group, person).await.unwrap()
}

/// What the peer was sent of this type, the newest last; announced or not.
fn delivered(e: &Edge, kind: &str) -> Vec<Value> {
    let all = e.peer.delivered().into_iter();
    let inner = |a: Value| if a["type"] == "Announce" { a["object"].clone() } else { a };
    all.map(inner).filter(|a| a["type"] == kind).collect()
}

store::statements! {
    CONTENT = "SELECT state, locked, reaction_count FROM content WHERE id = $1";
    TOLD = "SELECT kind FROM notification WHERE actor_id = $1";
    ARRIVED = "SELECT state FROM received_activity WHERE kind = $1";
}

async fn content_of(town: &Town, id: domain::ContentId) -> (State, bool, i64) {
    town.store().read().one(&CONTENT, args![id]).await.unwrap()
}

async fn told(town: &Town, person: domain::ActorId) -> Vec<String> {
    let rows: Vec<(String,)> = town.store().read().all(&TOLD, args![person]).await.unwrap();
    rows.into_iter().map(|r| r.0).collect()
}

async fn state(town: &Town, iri: &str) -> Option<State> {
    let id = town.copy(iri).await?;
    Some(content_of(town, id).await.0)
}

cities! {
    async fn who_hosts_a_community_is_known_everywhere(net: Network) {
        let t = three(&net).await;
        let anna_at_b = t.b.find(&format!("@{}", t.a.address("anna"))).await;
        let anna_at_c = t.c.find(&format!("@{}", t.a.address("anna"))).await;
        communities::appoint(t.b.store(), &t.boris.who, t.group_b, anna_at_b).await.unwrap();
        net.settle().await;
        assert_eq!(standing(&t.a, t.group_a, t.anna.actor).await, Standing::Facilitator);
        assert_eq!(standing(&t.c, t.group_c, anna_at_c).await, Standing::Facilitator);
        // At home she decides about what others wrote, and the community does what she decided.
        let id = service::publish(t.c.publishing(), &t.clara.who, &draft("Тема", Some(t.group_c))).await.unwrap();
        net.settle().await;
        let (at_a, at_b) = (t.a.copy_of(&t.c, id).await.unwrap(), t.b.copy_of(&t.c, id).await.unwrap());
        service::pin(t.a.publishing(), &t.anna.who, at_a, true).await.unwrap();
        service::lock(t.a.publishing(), &t.anna.who, at_a, true).await.unwrap();
        net.settle().await;
        for (town, who, copy) in [(&t.b, &t.boris, at_b), (&t.c, &t.clara, id)] {
            let page = town.page(&who.who, copy).await.unwrap();
            assert!(page.content.locked && page.content.pinned_at.is_some());
        }
        service::lock(t.a.publishing(), &t.anna.who, at_a, false).await.unwrap();
        service::remove(t.a.publishing(), &t.anna.who, at_a, "личен случай").await.unwrap();
        net.settle().await;
        let iri = format!("{}/ap/object/{id}", t.c.origin);
        assert_eq!(state(&t.b, &iri).await, Some(State::Removed));
        let (at_home, locked, _) = content_of(&t.c, id).await;
        assert_eq!((at_home, locked), (State::Removed, false));
        // She steps down at home; her community learns of it and tells the others.
        communities::step_down(t.a.store(), &t.anna.who, t.group_a).await.unwrap();
        net.settle().await;
        assert_eq!(standing(&t.b, t.group_b, anna_at_b).await, Standing::Member);
        assert_eq!(standing(&t.c, t.group_c, anna_at_c).await, Standing::Member);
    }

    async fn whoever_is_put_out_is_out_everywhere_until_she_may_come_back(net: Network) {
        let t = three(&net).await;
        let clara_at_b = t.b.find(&format!("@{}", t.c.address("clara"))).await;
        let clara_at_a = t.a.find(&format!("@{}", t.c.address("clara"))).await;
        communities::ban(t.b.store(), &t.boris.who, t.group_b, clara_at_b, "обиди").await.unwrap();
        net.settle().await;
        assert_eq!(standing(&t.c, t.group_c, t.clara.actor).await, Standing::Banned);
        assert_eq!(standing(&t.a, t.group_a, clara_at_a).await, Standing::Banned);
        assert!(service::publish(t.c.publishing(), &t.clara.who, &draft("Пак", Some(t.group_c))).await.is_err());
        assert!(told(&t.c, t.clara.actor).await.contains(&kind::BANNED.to_owned()));
        communities::unban(t.b.store(), &t.boris.who, t.group_b, clara_at_b).await.unwrap();
        net.settle().await;
        assert_eq!(standing(&t.c, t.group_c, t.clara.actor).await, Standing::Outsider);
        communities::join(t.c.store(), &t.clara.who, t.group_c, "").await.unwrap();
        net.settle().await;
        assert_eq!(standing(&t.c, t.group_c, t.clara.actor).await, Standing::Member);
    }

    async fn a_block_from_elsewhere_takes_her_texts_with_it_and_ends_by_itself(net: Network) {
        // A community of other software, in which somebody here and somebody there take part.
        let town = net.city("city").await;
        let boris = town.person("boris").await;
        let peer = guildhall_tests::peer::Peer::start("peer", net.clock()).await;
        let group = peer.actor("farm", "Group");
        let (eve, ada) = (peer.somebody("eve"), peer.somebody("ada"));
        let at = town.join(&boris, &group.iri).await;
        net.settle().await;
        let follow = peer.delivered().into_iter().find(|a| a["type"] == "Follow").expect("he asks");
        let inbox = format!("{}/inbox", town.origin);
        let context = "https://www.w3.org/ns/activitystreams";
        let public = "https://www.w3.org/ns/activitystreams#Public";
        let accept = json!({ "@context": context, "id": peer.iri("/accept/1"), "type": "Accept",
            "actor": group.iri, "object": follow });
        assert_eq!(peer.deliver(&group, &inbox, &accept).await, 202);
        net.settle().await;
        assert_eq!(standing(&town, at, boris.actor).await, Standing::Member);
        let announce = |n: u32, inner: Value| json!({ "@context": context, "id": peer.iri(&format!("/announce/{n}")),
            "type": "Announce", "actor": group.iri, "to": [public], "object": inner });
        let page = json!({ "id": peer.iri("/post/1"), "type": "Page", "attributedTo": eve.iri, "name": "Пазар",
            "content": "<p>Купете</p>", "to": [group.iri, public], "audience": group.iri });
        let create = json!({ "id": peer.iri("/create/1"), "type": "Create", "actor": eve.iri,
            "to": [public], "object": page });
        assert_eq!(peer.deliver(&group, &inbox, &announce(1, create)).await, 202);
        net.settle().await;
        assert_eq!(state(&town, &peer.iri("/post/1")).await, Some(State::Published));
        let until = (net.clock().now() + std::time::Duration::from_secs(7200)).rfc3339();
        let block = json!({ "id": peer.iri("/block/1"), "type": "Block", "actor": ada.iri, "object": eve.iri,
            "target": group.iri, "removeData": true, "summary": "реклама", "endTime": until,
            "to": [public], "cc": [group.iri] });
        // Somebody who does not host it says so by herself: nothing happens.
        let mallory = guildhall_tests::peer::Peer::start("other", net.clock()).await;
        let stranger = mallory.somebody("mallory");
        let mut forged = block.clone();
        forged["@context"] = context.into();
        forged["id"] = mallory.iri("/block/1").into();
        forged["actor"] = stranger.iri.clone().into();
        mallory.deliver(&stranger, &inbox, &forged).await;
        net.settle().await;
        assert_eq!(state(&town, &peer.iri("/post/1")).await, Some(State::Published));
        assert_eq!(peer.deliver(&group, &inbox, &announce(2, block.clone())).await, 202);
        net.settle().await;
        let eve_here = town.find(&eve.iri).await;
        assert_eq!(standing(&town, at, eve_here).await, Standing::Banned);
        assert_eq!(state(&town, &peer.iri("/post/1")).await, Some(State::Removed));
        // What is about another community is not its business.
        let own = town.people.community("jobs").by(&boris).await;
        let mut other = block.clone();
        other["id"] = peer.iri("/block/2").into();
        other["target"] = format!("{}/ap/actor/{own}", town.origin).into();
        peer.deliver(&group, &inbox, &announce(3, other)).await;
        net.settle().await;
        assert_eq!(standing(&town, own, eve_here).await, Standing::Outsider);
        // It ends by itself.
        net.advance(std::time::Duration::from_secs(7300)).await;
        net.settle().await;
        assert_eq!(standing(&town, at, eve_here).await, Standing::Outsider);
        // Without an end it lasts, until it is taken back with what was taken away.
        let mut again = block.clone();
        again["id"] = peer.iri("/block/3").into();
        again.as_object_mut().unwrap().shift_remove("endTime");
        assert_eq!(peer.deliver(&group, &inbox, &announce(5, again.clone())).await, 202);
        net.settle().await;
        assert_eq!(standing(&town, at, eve_here).await, Standing::Banned);
        let undo = json!({ "id": peer.iri("/undo/1"), "type": "Undo", "actor": ada.iri, "object": again,
            "restoreData": true, "to": [public], "cc": [group.iri] });
        assert_eq!(peer.deliver(&group, &inbox, &announce(6, undo)).await, 202);
        net.settle().await;
        assert_eq!(standing(&town, at, eve_here).await, Standing::Outsider);
        assert_eq!(state(&town, &peer.iri("/post/1")).await, Some(State::Published));
    }

    async fn what_peers_are_told_about_people_has_the_shape_they_know(net: Network) {
        let e = edge(&net).await;
        let boris = &e.boris.who;
        let eve = e.town.find(&e.eve.iri).await;
        let group: domain::ActorId = e.group.rsplit('/').next().unwrap().parse().unwrap();
        communities::appoint(e.town.store(), boris, group, eve).await.unwrap();
        net.settle().await;
        let add = delivered(&e, "Add").pop().expect("she is told");
        assert_eq!(add["object"], e.eve.iri);
        assert_eq!(add["target"], format!("{}/moderators", e.group));
        assert_eq!(add["cc"][0], e.group);
        communities::ban(e.town.store(), boris, group, eve, "реклама").await.unwrap();
        net.settle().await;
        let remove = delivered(&e, "Remove").pop().expect("she hosts it no longer");
        assert_eq!(remove["target"], format!("{}/moderators", e.group));
        let block = delivered(&e, "Block").pop().expect("she is kept out");
        assert_eq!((&block["object"], &block["target"]), (&json!(e.eve.iri), &json!(e.group)));
        assert_eq!((&block["summary"], &block["removeData"]), (&json!("реклама"), &json!(false)));
        assert!(delivered(&e, "Reject").iter().any(|r| r["object"]["type"] == "Follow"));
        communities::unban(e.town.store(), boris, group, eve).await.unwrap();
        net.settle().await;
        let undo = delivered(&e, "Undo").pop().expect("she may come back");
        assert_eq!(undo["object"]["id"], block["id"]);
    }

    async fn a_facilitator_elsewhere_decides_by_the_same_rule(net: Network) {
        let e = edge(&net).await;
        let boris = &e.boris.who;
        let eve = e.town.find(&e.eve.iri).await;
        let group: domain::ActorId = e.group.rsplit('/').next().unwrap().parse().unwrap();
        let ada = e.peer.somebody("ada");
        let context = "https://www.w3.org/ns/activitystreams";
        let follow = json!({ "@context": context, "id": e.peer.iri("/follow/2"), "type": "Follow",
            "actor": ada.iri, "object": e.group });
        e.peer.deliver(&ada, &e.inbox, &follow).await;
        net.settle().await;
        let ada_here = e.town.find(&ada.iri).await;
        let say = |n: u32, kind: &str, target: String| json!({ "@context": context,
            "id": e.peer.iri(&format!("/say/{n}")), "type": kind, "actor": e.eve.iri, "object": ada.iri,
            "target": target, "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [e.group] });
        let moderators = format!("{}/moderators", e.group);
        // A member may not.
        e.peer.deliver(&e.eve, &e.inbox, &say(1, "Add", moderators.clone())).await;
        e.peer.deliver(&e.eve, &e.inbox, &say(2, "Block", e.group.clone())).await;
        net.settle().await;
        assert_eq!(standing(&e.town, group, ada_here).await, Standing::Member);
        communities::appoint(e.town.store(), boris, group, eve).await.unwrap();
        net.settle().await;
        e.peer.deliver(&e.eve, &e.inbox, &say(3, "Add", moderators.clone())).await;
        net.settle().await;
        assert_eq!(standing(&e.town, group, ada_here).await, Standing::Facilitator);
        // It is passed on as it came.
        let passed = e.peer.delivered().into_iter().find(|a| a["object"]["id"] == e.peer.iri("/say/3"));
        assert_eq!(passed.expect("it is announced")["actor"], e.group);
        // Nobody takes another facilitator's place away, and nobody invents a list.
        e.peer.deliver(&e.eve, &e.inbox, &say(4, "Remove", moderators)).await;
        e.peer.deliver(&e.eve, &e.inbox, &say(5, "Add", format!("{}/featured", e.group))).await;
        net.settle().await;
        assert_eq!(standing(&e.town, group, ada_here).await, Standing::Facilitator);
        e.peer.deliver(&e.eve, &e.inbox, &say(6, "Block", e.group.clone())).await;
        net.settle().await;
        assert_eq!(standing(&e.town, group, ada_here).await, Standing::Banned);
    }

    async fn votes_that_are_not_counted_here_are_passed_on(net: Network) {
        let e = edge(&net).await;
        e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await;
        net.settle().await;
        let context = "https://www.w3.org/ns/activitystreams";
        let vote = |n: u32, kind: &str| json!({ "@context": context, "id": e.peer.iri(&format!("/vote/{n}")),
            "type": kind, "actor": e.eve.iri, "object": e.peer.iri("/note/1") });
        let count = || async {
            let id = e.town.copy(&e.peer.iri("/note/1")).await.unwrap();
            content_of(&e.town, id).await.2
        };
        e.peer.deliver(&e.eve, &e.inbox, &vote(1, "Like")).await;
        net.settle().await;
        assert_eq!(count().await, 1);
        e.peer.deliver(&e.eve, &e.inbox, &vote(2, "Dislike")).await;
        net.settle().await;
        assert_eq!(count().await, 0, "one vote for each");
        assert_eq!(delivered(&e, "Dislike").len(), 1);
        let undo = json!({ "@context": context, "id": e.peer.iri("/vote/3"), "type": "Undo", "actor": e.eve.iri,
            "object": vote(2, "Dislike") });
        e.peer.deliver(&e.eve, &e.inbox, &undo).await;
        net.settle().await;
        assert_eq!(count().await, 0);
        assert!(delivered(&e, "Undo").iter().any(|u| u["object"]["type"] == "Dislike"));
    }

    async fn whoever_reports_from_elsewhere_learns_what_became_of_it(net: Network) {
        let t = three(&net).await;
        let id = service::publish(t.b.publishing(), &t.boris.who, &draft("Тема", Some(t.group_b))).await.unwrap();
        net.settle().await;
        let at_a = t.a.copy_of(&t.b, id).await.unwrap();
        service::report(t.a.publishing(), &t.anna.who, at_a, "wrong", "").await.unwrap();
        net.settle().await;
        let open = service::reports(&mut t.b.store().read(), &t.boris.who, Some(t.group_b), false).await.unwrap();
        assert_eq!(open.len(), 1);
        service::decide_report(t.b.publishing(), &t.boris.who, open[0].id, &Decision::Dismiss("вярно е".into())).await.unwrap();
        net.settle().await;
        assert!(told(&t.a, t.anna.actor).await.contains(&kind::REPORT_DECIDED.to_owned()));
        let arrived: Vec<(String,)> = t.a.store().read().all(&ARRIVED, args!["Resolve"]).await.unwrap();
        assert_eq!(arrived, [("done".to_owned(),)]);
    }
}

//! Leaving for good: everybody who knows her is told.

use std::time::Duration;

use content::service;
use domain::access::Who;
use federation::{ActorState, actor};
use guildhall_tests::{
    cities,
    peer::{Peer, get},
};
use people::{accounts, communities, follows};
use serde_json::{Value, json};

use super::{outage::draft, practice::three};

cities! {
    /// A city that only has a copy of a comment learns from the community that its author is gone.
    async fn who_is_gone_is_gone_where_only_a_copy_is(net: Network) {
        let t = three(&net).await;
        let topic = service::publish(t.b.publishing(), &t.boris.who, &draft("Тема", Some(t.group_b))).await.unwrap();
        net.settle().await;
        let at_a = t.a.copy_of(&t.b, topic).await.unwrap();
        content::testing::reply(t.a.publishing(), &t.anna.who, at_a, "Моят отговор").await;
        net.settle().await;
        let at_c = t.c.copy_of(&t.b, topic).await.unwrap();
        assert_eq!(t.c.comments(&t.clara.who, at_c).await, ["Моят отговор"]);
        let clara = format!("{}/ap/actor/{}", t.c.origin, t.clara.actor);
        let known = actor::by_ap_id(&mut t.a.store().read(), &clara).await.unwrap();
        assert!(known.is_none(), "A has never heard of C");

        accounts::close(t.a.store(), &Who::Operator, t.anna.account).await.unwrap();
        net.settle().await;
        let anna = format!("{}/ap/actor/{}", t.a.origin, t.anna.actor);
        for town in [&t.b, &t.c] {
            let there = actor::by_ap_id(&mut town.store().read(), &anna).await.unwrap().unwrap();
            assert_eq!((there.state, there.summary_html.as_str()), (ActorState::Closed, ""));
        }
        // Her words stay, as they do at home, and her address says that she was there.
        assert_eq!(t.c.comments(&t.clara.who, at_c).await, ["Моят отговор"]);
        let (status, _, body) = get(&anna, "application/activity+json").await;
        let tombstone: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((status, &tombstone["type"], &tombstone["formerType"]), (410, &json!("Tombstone"), &json!("Person")));
    }

    /// Whom she followed, where she wrote without belonging any more: everybody is told.
    async fn everybody_who_knows_her_is_told_that_she_is_gone(net: Network) {
        let town = net.city("city").await;
        let anna = town.person("anna").await;
        let (one, two) = (Peer::start("one", net.clock()).await, Peer::start("two", net.clock()).await);
        let (eve, group) = (one.somebody("eve"), two.actor("farm", "Group"));
        let eve_here = town.find(&eve.iri).await;
        follows::follow(town.store(), &anna.who, eve_here).await.unwrap();
        let at = town.join(&anna, &group.iri).await;
        net.settle().await;
        communities::withdraw(town.store(), &anna.who, at).await.unwrap();
        communities::join(town.store(), &anna.who, at, "").await.unwrap();
        // The other side is away for a while: her key outlives her.
        one.inboxes_answer(503);
        accounts::close(town.store(), &Who::Operator, anna.account).await.unwrap();
        net.settle().await;
        one.inboxes_answer(202);
        net.advance(Duration::from_secs(3600)).await;
        for peer in [&one, &two] {
            let gone = peer.delivered().into_iter().find(|a| a["type"] == "Delete");
            let gone = gone.expect("it is told");
            assert_eq!(gone["object"], gone["actor"]);
        }
    }
}

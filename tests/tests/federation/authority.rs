//! Who decides about reports, conversations and people, and how far a decision goes.

use std::time::Duration;

use content::service;
use domain::{
    ActorId, Clock as _, ContentId,
    access::{Standing, State, Who},
};
use guildhall_tests::{
    cities,
    network::{Network, Town},
    peer::{Peer, Somebody},
};
use people::{communities, notifications::kind, testing::Person};
use serde_json::{Value, json};
use store::{Query as _, args};

use super::{
    edge::{Edge, edge, note},
    outage::draft,
};

store::statements! {
    REPORT = "SELECT state, decision FROM report WHERE content_id = $1";
    TOLD_OF = "SELECT CAST(count(*) AS bigint) FROM notification WHERE actor_id = $1 AND kind = $2";
    STATE = "SELECT state FROM content WHERE id = $1";
}

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
const CONTEXT: &str = "https://www.w3.org/ns/activitystreams";

/// Something that somebody of a peer does.
fn does(peer: &Peer, n: &str, kind: &str, by: &Somebody, object: &Value) -> Value {
    json!({ "@context": CONTEXT, "id": peer.iri(&format!("/activity/{n}")), "type": kind,
        "actor": by.iri, "to": [PUBLIC], "object": object })
}

async fn told(town: &Town, who: &Person, kind: &str) -> i64 {
    let row: (i64,) =
        town.store().read().one(&TOLD_OF, args![who.actor, kind.to_owned()]).await.unwrap();
    row.0
}

/// How the only report about a thing stands, and what was decided.
async fn report(town: &Town, id: ContentId) -> (String, String) {
    town.store().read().one(&REPORT, args![id]).await.unwrap()
}

async fn state(town: &Town, id: ContentId) -> State {
    town.store().read().one::<(State,)>(&STATE, args![id]).await.unwrap().0
}

async fn standing(town: &Town, group: ActorId, who: ActorId) -> Standing {
    communities::standing(&mut town.store().read(), group, who).await.unwrap()
}

fn group_of(e: &Edge) -> ActorId {
    e.group.rsplit('/').next().unwrap().parse().unwrap()
}

/// The id of the last report that a peer was sent.
fn flag(peer: &Peer) -> Value {
    let mut all = peer.delivered().into_iter();
    all.rfind(|a| a["type"] == "Flag").expect("it was sent")["id"].clone()
}

/// Somebody of the edge's peer who belongs to the community.
async fn member(net: &Network, e: &Edge, name: &str) -> (Somebody, ActorId) {
    let who = e.peer.somebody(name);
    let follow = does(&e.peer, &format!("join-{name}"), "Follow", &who, &json!(e.group));
    assert_eq!(e.peer.deliver(&who, &e.inbox, &follow).await, 202);
    net.settle().await;
    let here = e.town.find(&who.iri).await;
    assert_eq!(standing(&e.town, group_of(e), here).await, Standing::Member);
    (who, here)
}

/// Two of the peer who host the community, and a member.
async fn two_hosts(net: &Network) -> (Edge, Somebody, (Somebody, ActorId)) {
    let e = edge(net).await;
    let (ada, ada_here) = member(net, &e, "ada").await;
    let vera = member(net, &e, "vera").await;
    let eve = e.town.find(&e.eve.iri).await;
    for host in [eve, ada_here] {
        communities::appoint(e.town.store(), &e.boris.who, group_of(&e), host).await.unwrap();
    }
    net.settle().await;
    (e, ada, vera)
}

/// A community of a peer, and somebody of the city who belongs to it.
struct Club {
    town: Town,
    anna: Person,
    home: Peer,
    community: Somebody,
    group: ActorId,
    inbox: String,
}

async fn club(net: &Network) -> Club {
    let town = net.city("city").await;
    let anna = town.person("anna").await;
    let home = Peer::start("home", net.clock()).await;
    let club = home.actor("club", "Group");
    let group = town.join(&anna, &club.iri).await;
    net.settle().await;
    let follow = home.delivered().into_iter().find(|a| a["type"] == "Follow").expect("she asked");
    let inbox = format!("{}/inbox", town.origin);
    let accept = does(&home, "accept", "Accept", &club, &follow);
    assert_eq!(home.deliver(&club, &inbox, &accept).await, 202);
    net.settle().await;
    // Somebody else here belongs to it too, so that it is still heard when Anna is out.
    town.people.person("vera").member_of(group).await;
    Club { town, anna, home, community: club, group, inbox }
}

impl Club {
    /// The community announces what somebody did.
    async fn announces(&self, net: &Network, n: &str, inner: &Value) {
        let announce =
            does(&self.home, &format!("announce-{n}"), "Announce", &self.community, inner);
        let said = self.home.sign(&self.community, &self.inbox, &announce).await.send().await;
        assert_eq!(said.0, 202, "{n}: {}", said.1);
        net.settle().await;
    }

    /// A `Block` of somebody by a host there.
    fn block(&self, n: &str, by: &Somebody, whom: &str) -> Value {
        let mut block = does(&self.home, n, "Block", by, &json!(whom));
        block["target"] = self.community.iri.clone().into();
        block["summary"] = "обиди".into();
        block
    }

    async fn writes(&self, net: &Network, title: &str) -> (ContentId, String) {
        let text = draft(title, Some(self.group));
        let id = service::publish(self.town.publishing(), &self.anna.who, &text).await.unwrap();
        net.settle().await;
        (id, format!("{}/ap/object/{id}", self.town.origin))
    }
}

cities! {
    /// The queue of a community here is emptied by those who decide here.
    async fn whoever_was_reported_does_not_close_the_report(net: Network) {
        let e = edge(&net).await;
        let anna = e.town.person("anna").await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        net.settle().await;
        let id = e.town.copy(&e.peer.iri("/note/1")).await.unwrap();
        service::report(e.town.publishing(), &anna.who, id, "spam", "").await.unwrap();
        net.settle().await;
        let flag = flag(&e.peer);
        let third = Peer::start("third", net.clock()).await;
        let (twin, frank) = (e.peer.somebody("twin"), third.somebody("frank"));
        for (n, peer, who) in [("r1", &e.peer, &e.eve), ("r2", &e.peer, &twin), ("r3", &third, &frank)] {
            let whole = json!({ "id": flag, "type": "Flag" });
            peer.deliver(who, &e.inbox, &does(peer, n, "Resolve", who, &whole)).await;
        }
        net.settle().await;
        let open = service::reports(&mut e.town.store().read(), &e.boris.who, Some(group_of(&e)), false).await.unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!(told(&e.town, &anna, kind::REPORT_DECIDED).await, 0);
        service::decide_report(e.town.publishing(), &e.boris.who, open[0].id, &service::Decision::Remove("спам".into())).await.unwrap();
        assert_eq!(state(&e.town, id).await, State::Removed);
        assert_eq!(told(&e.town, &anna, kind::REPORT_DECIDED).await, 1);
    }

    /// Of a community elsewhere its home decides; whoever lives with the author may only say that
    /// something was done, and says it once.
    async fn a_report_about_a_community_elsewhere_is_closed_by_its_home(net: Network) {
        let c = club(&net).await;
        let author = Peer::start("author", net.clock()).await;
        let mallory = author.somebody("mallory");
        let page = json!({ "id": author.iri("/note/1"), "type": "Page", "attributedTo": mallory.iri,
            "name": "Реклама", "content": "<p>Купете</p>", "to": [c.community.iri, PUBLIC], "audience": c.community.iri });
        author.say("/note/1", &page);
        c.announces(&net, "1", &does(&author, "1", "Create", &mallory, &page)).await;
        let id = c.town.copy(&author.iri("/note/1")).await.expect("it was announced");
        service::report(c.town.publishing(), &c.anna.who, id, "spam", "").await.unwrap();
        net.settle().await;
        let flag = json!({ "id": flag(&c.home), "type": "Flag" });
        let third = Peer::start("third", net.clock()).await;
        let frank = third.somebody("frank");
        third.deliver(&frank, &c.inbox, &does(&third, "r", "Resolve", &frank, &flag)).await;
        net.settle().await;
        assert_eq!(report(&c.town, id).await.0, "open");
        assert_eq!(told(&c.town, &c.anna, kind::REPORT_DECIDED).await, 0);
        for n in ["r1", "r2", "r3"] {
            assert_eq!(author.deliver(&mallory, &c.inbox, &does(&author, n, "Resolve", &mallory, &flag)).await, 202);
        }
        net.settle().await;
        assert_eq!(report(&c.town, id).await.0, "open");
        assert_eq!(told(&c.town, &c.anna, kind::REPORT_DECIDED).await, 1, "nobody is told for ever");
        assert_eq!(c.home.deliver(&c.community, &c.inbox, &does(&c.home, "r", "Resolve", &c.community, &flag)).await, 202);
        net.settle().await;
        assert_eq!(report(&c.town, id).await, ("decided".to_owned(), "dismiss".to_owned()));
    }

    /// Facilitators are equals: what one has closed another opens, and no member does.
    async fn another_facilitator_opens_what_one_has_closed(net: Network) {
        let (e, ada, (vera, _)) = two_hosts(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        net.settle().await;
        let id = e.town.copy(&e.peer.iri("/note/1")).await.unwrap();
        let locked = || async { e.town.page(&Who::Visitor, id).await.unwrap().content.locked };
        let lock = |n: &str| does(&e.peer, n, "Lock", &e.eve, &json!(e.peer.iri("/note/1")));
        for (n, by_id) in [("1", false), ("2", true)] {
            let lock = lock(&format!("lock{n}"));
            assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &lock).await, 202);
            net.settle().await;
            assert!(locked().await);
            let inner = if by_id { lock["id"].clone() } else { lock.clone() };
            let undo = does(&e.peer, &format!("undo-vera{n}"), "Undo", &vera, &inner);
            assert_ne!(e.peer.deliver(&vera, &e.inbox, &undo).await, 500);
            net.settle().await;
            assert!(locked().await, "she is only a member");
            let undo = does(&e.peer, &format!("undo-ada{n}"), "Undo", &ada, &inner);
            assert_eq!(e.peer.deliver(&ada, &e.inbox, &undo).await, 202);
            net.settle().await;
            assert!(!locked().await);
        }
    }

    /// The same for people. Whoever is put out already is not put out again for a shorter time.
    async fn another_facilitator_lets_in_and_a_second_block_shortens_nothing(net: Network) {
        let (e, ada, (vera, vera_here)) = two_hosts(&net).await;
        let (_, zoe) = member(&net, &e, "zoe").await;
        let zoe_iri = e.peer.iri("/users/zoe");
        let block = |n: &str, by: &Somebody| {
            let mut block = does(&e.peer, n, "Block", by, &json!(zoe_iri));
            block["target"] = e.group.clone().into();
            block
        };
        let first = block("block1", &e.eve);
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &first).await, 202);
        let mut second = block("block2", &ada);
        second["endTime"] = (net.clock().now() + Duration::from_secs(1800)).rfc3339().into();
        e.peer.deliver(&ada, &e.inbox, &second).await;
        net.settle().await;
        net.advance(Duration::from_secs(3600)).await;
        let group = group_of(&e);
        assert_eq!(standing(&e.town, group, zoe).await, Standing::Banned);
        e.peer.deliver(&vera, &e.inbox, &does(&e.peer, "undo1", "Undo", &vera, &first)).await;
        net.settle().await;
        assert_eq!(standing(&e.town, group, zoe).await, Standing::Banned);
        assert_eq!(standing(&e.town, group, vera_here).await, Standing::Member);
        let undo = does(&e.peer, "undo2", "Undo", &ada, &first);
        assert_eq!(e.peer.deliver(&ada, &e.inbox, &undo).await, 202);
        net.settle().await;
        assert_eq!(standing(&e.town, group, zoe).await, Standing::Outsider);
    }

    /// What a community elsewhere decides is kept as it was decided first, too.
    async fn a_second_block_from_elsewhere_shortens_nothing(net: Network) {
        let c = club(&net).await;
        let ada = c.home.somebody("ada");
        let anna = format!("{}/ap/actor/{}", c.town.origin, c.anna.actor);
        c.announces(&net, "1", &c.block("block1", &ada, &anna)).await;
        assert_eq!(standing(&c.town, c.group, c.anna.actor).await, Standing::Banned);
        net.advance(Duration::from_secs(60)).await;
        let mut second = c.block("block2", &ada, &anna);
        second["endTime"] = (net.clock().now() + Duration::from_secs(1800)).rfc3339().into();
        c.announces(&net, "2", &second).await;
        net.advance(Duration::from_secs(3600)).await;
        assert_eq!(standing(&c.town, c.group, c.anna.actor).await, Standing::Banned);
        assert_eq!(told(&c.town, &c.anna, kind::BANNED).await, 1);
    }

    /// Texts go with their author and come back with her: she is told of one decision, and what was
    /// removed for another reason stays removed.
    async fn texts_go_and_come_back_with_their_author_alone(net: Network) {
        let c = club(&net).await;
        let ada = c.home.somebody("ada");
        let anna = format!("{}/ap/actor/{}", c.town.origin, c.anna.actor);
        let (old, old_iri) = c.writes(&net, "Реклама").await;
        let mut delete = does(&c.home, "delete", "Delete", &ada, &json!(old_iri));
        delete["summary"] = "реклама".into();
        c.announces(&net, "0", &delete).await;
        assert_eq!(state(&c.town, old).await, State::Removed);
        assert_eq!(told(&c.town, &c.anna, kind::REMOVED).await, 1);
        let mut others = Vec::new();
        for n in 0..3 {
            others.push(c.writes(&net, &format!("Тема {n}")).await.0);
        }
        net.advance(Duration::from_secs(60)).await;
        let mut block = c.block("block", &ada, &anna);
        block["removeData"] = true.into();
        c.announces(&net, "1", &block).await;
        for id in &others {
            assert_eq!(state(&c.town, *id).await, State::Removed);
        }
        assert_eq!(told(&c.town, &c.anna, kind::BANNED).await, 1);
        assert_eq!(told(&c.town, &c.anna, kind::REMOVED).await, 1, "not one for each text");
        net.advance(Duration::from_secs(60)).await;
        let mut undo = does(&c.home, "undo", "Undo", &ada, &block);
        undo["restoreData"] = true.into();
        c.announces(&net, "2", &undo).await;
        assert_eq!(standing(&c.town, c.group, c.anna.actor).await, Standing::Outsider);
        for id in &others {
            assert_eq!(state(&c.town, *id).await, State::Published);
        }
        assert_eq!(state(&c.town, old).await, State::Removed);
    }
}

//! Moving from one city to another: who is taken along, who is told, and who is not believed.

use std::time::Duration;

use domain::{ActorId, Error, access::Standing};
use federation::actor;
use guildhall_tests::{
    cities,
    network::{Network, Town},
    peer::{Peer, Somebody, get},
};
use people::{
    communities,
    follows::{self, Follow},
    moving,
    notifications::kind,
    testing::{PASSWORD, Person},
};
use serde_json::{Value, json};
use store::{Query as _, args};

use super::practice::three;

store::statements! {
    TOLD = "SELECT kind FROM notification WHERE actor_id = $1";
}

const WEEK: Duration = Duration::from_secs(7 * 86_400);

async fn told(town: &Town, person: &Person, kind: &str) -> bool {
    let rows: Vec<(String,)> = town.store().read().all(&TOLD, args![person.actor]).await.unwrap();
    rows.iter().any(|r| r.0 == kind)
}

pub async fn follow(town: &Town, who: &Person, of: ActorId) -> Option<Follow> {
    follows::of(&mut town.store().read(), who.actor, of).await.unwrap()
}

pub async fn standing(town: &Town, group: ActorId, who: &Person) -> Standing {
    communities::standing(&mut town.store().read(), group, who.actor).await.unwrap()
}

async fn row(town: &Town, id: ActorId) -> federation::Actor {
    actor::by_id(&mut town.store().read(), id).await.unwrap()
}

/// Moves a person to this address.
async fn leave(town: &Town, who: &Person, to: &str) -> domain::Result<()> {
    let viewer = town.people.viewer(who).await;
    moving::leave_own(town.federation(), &town.people.passwords, &viewer, PASSWORD, to).await
}

/// The message beside a field of a form.
fn key(result: domain::Result<()>) -> &'static str {
    match result {
        Err(Error::Invalid(e)) => e.0[0].key,
        other => panic!("{other:?}"),
    }
}

/// A city in which somebody follows somebody of a peer.
async fn followed(net: &Network) -> (Town, Person, Peer, Somebody, ActorId) {
    let town = net.city("city").await;
    let boris = town.person("boris").await;
    let peer = Peer::start("peer", net.clock()).await;
    let eve = peer.somebody("eve");
    let at = town.find(&eve.iri).await;
    follows::follow(town.store(), &boris.who, at).await.unwrap();
    net.settle().await;
    (town, boris, peer, eve, at)
}

fn a_move(id: &str, who: &str, object: &str, target: &str) -> Value {
    json!({ "@context": "https://www.w3.org/ns/activitystreams", "id": id, "type": "Move",
        "actor": who, "object": object, "target": target,
        "to": ["https://www.w3.org/ns/activitystreams#Public"] })
}

/// Says of somebody of a peer what her document did not say yet.
pub async fn says(peer: &Peer, name: &str, who: &Somebody, property: &str, value: Value) {
    let (_, _, body) = get(&who.iri, "application/activity+json").await;
    let mut document: Value = serde_json::from_str(&body).unwrap();
    document[property] = value;
    peer.say(&format!("/users/{name}"), &document);
}

cities! {
    /// From A to B: who follows from C and from A itself follows the new one.
    async fn whoever_moves_takes_along_who_follows(net: Network) {
        let (a, b, c) = (net.city("a").await, net.city("b").await, net.city("c").await);
        let (anna, ivan) = (a.person("anna").await, a.person("ivan").await);
        let (anna_b, clara) = (b.person("anna_b").await, c.person("clara").await);
        let at_c = c.find(&format!("@{}", a.address("anna"))).await;
        follows::follow(c.store(), &clara.who, at_c).await.unwrap();
        follows::follow(a.store(), &ivan.who, anna.actor).await.unwrap();
        net.settle().await;
        assert_eq!(follow(&c, &clara, at_c).await, Some(Follow::Accepted));

        // The new one must say so first, and the password be right.
        let new = format!("@{}", b.address("anna_b"));
        assert_eq!(key(leave(&a, &anna, &new).await), "error-moving-unknown");
        assert_eq!(key(leave(&a, &anna, &format!("@{}", a.address("ivan"))).await), "error-moving-here");
        let viewer = a.people.viewer(&anna).await;
        let wrong = moving::leave_own(a.federation(), &a.people.passwords, &viewer, "no", &new).await;
        assert_eq!(key(wrong), "error-password-wrong");
        moving::add(b.federation(), &anna_b.who, anna_b.actor, &a.address("anna")).await.unwrap();
        leave(&a, &anna, &new).await.unwrap();
        net.settle().await;

        let new_at_c = c.find(&new).await;
        assert_eq!(follow(&c, &clara, new_at_c).await, Some(Follow::Accepted));
        assert_eq!(follow(&c, &clara, at_c).await, None);
        assert!(told(&c, &clara, kind::MOVED).await);
        let new_at_a = a.find(&new).await;
        assert_eq!(follow(&a, &ivan, new_at_a).await, Some(Follow::Accepted));
        assert_eq!(follow(&a, &ivan, anna.actor).await, None);
        assert_eq!(follows::count(&mut b.store().read(), anna_b.actor).await.unwrap(), 2);
        assert_eq!(follows::count(&mut a.store().read(), anna.actor).await.unwrap(), 0);
        let iri = format!("{}/ap/actor/{}", b.origin, anna_b.actor);
        assert_eq!(row(&c, at_c).await.moved_to.as_deref(), Some(iri.as_str()));
        let (_, _, body) = get(&format!("{}/ap/actor/{}", a.origin, anna.actor), "application/activity+json").await;
        assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["movedTo"], iri);
        let (_, _, body) = get(&iri, "application/activity+json").await;
        let known = format!("{}/ap/actor/{}", a.origin, anna.actor);
        assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["alsoKnownAs"], json!([known]));
    }

    /// Once in seven days, and back again by taking the notice down.
    async fn whoever_has_moved_stays_there_for_a_week(net: Network) {
        let (a, b, c) = (net.city("a").await, net.city("b").await, net.city("c").await);
        let anna = a.person("anna").await;
        for (town, name) in [(&b, "anna_b"), (&c, "anna_c")] {
            let there = town.person(name).await;
            moving::add(town.federation(), &there.who, there.actor, &a.address("anna")).await.unwrap();
        }
        leave(&a, &anna, &b.address("anna_b")).await.unwrap();
        net.settle().await;
        moving::come_back(a.store(), &anna.who, anna.actor).await.unwrap();
        assert_eq!(row(&a, anna.actor).await.moved_to, None);
        assert_eq!(key(leave(&a, &anna, &c.address("anna_c")).await), "error-moving-soon");
        net.advance(WEEK).await;
        leave(&a, &anna, &c.address("anna_c")).await.unwrap();
        net.settle().await;
    }

    /// A community moves with its members wherever they live; who hosted the old one stays there too.
    async fn a_community_moves_with_its_members(net: Network) {
        let t = three(&net).await;
        let new = t.c.people.community("jobs_new").by(&t.clara).await;
        moving::add(t.c.federation(), &t.clara.who, new, &t.b.address("jobs")).await.unwrap();
        let anna = moving::leave(t.b.federation(), &t.anna.who, t.group_b, "x@c.example").await;
        assert!(anna.is_err(), "only who hosts it moves it");
        let to = format!("!{}", t.c.address("jobs_new"));
        moving::leave(t.b.federation(), &t.boris.who, t.group_b, &to).await.unwrap();
        net.settle().await;

        let new_at_a = t.a.find(&to).await;
        assert_eq!(standing(&t.a, new_at_a, &t.anna).await, Standing::Member);
        assert_eq!(standing(&t.a, t.group_a, &t.anna).await, Standing::Outsider);
        assert!(told(&t.a, &t.anna, kind::MOVED).await);
        assert_eq!(standing(&t.c, t.group_c, &t.clara).await, Standing::Outsider);
        assert_eq!(standing(&t.c, new, &t.clara).await, Standing::Facilitator);
        let new_at_b = t.b.find(&to).await;
        assert_eq!(standing(&t.b, new_at_b, &t.boris).await, Standing::Member);
        assert_eq!(standing(&t.b, t.group_b, &t.boris).await, Standing::Facilitator);
        let old = communities::by_id(&mut t.b.store().read(), &t.boris.who, t.group_b).await.unwrap();
        assert_eq!(old.member_count, 1);
        let new = communities::by_id(&mut t.c.store().read(), &t.clara.who, new).await.unwrap();
        assert_eq!(new.member_count, 3);
    }

    /// What is not said by both sides changes nothing.
    async fn a_forged_move_changes_nothing(net: Network) {
        let (town, boris, peer, eve, at) = followed(&net).await;
        let other = Peer::start("other", net.clock()).await;
        let (zoe, mallory) = (other.somebody("zoe"), other.somebody("mallory"));
        let inbox = format!("{}/inbox", town.origin);
        // The new one does not know the old one.
        peer.deliver(&eve, &inbox, &a_move(&peer.iri("/move/1"), &eve.iri, &eve.iri, &zoe.iri)).await;
        // Somebody moves somebody else to herself.
        says(&other, "mallory", &mallory, "alsoKnownAs", json!([eve.iri])).await;
        let forged = a_move(&other.iri("/move/1"), &mallory.iri, &eve.iri, &mallory.iri);
        other.deliver(&mallory, &inbox, &forged).await;
        // Within one server nobody moves, and nobody moves to whom has moved on.
        let twin = peer.somebody("twin");
        says(&peer, "twin", &twin, "alsoKnownAs", json!([eve.iri])).await;
        peer.deliver(&eve, &inbox, &a_move(&peer.iri("/move/2"), &eve.iri, &eve.iri, &twin.iri)).await;
        says(&other, "mallory", &mallory, "movedTo", json!(eve.iri)).await;
        peer.deliver(&eve, &inbox, &a_move(&peer.iri("/move/3"), &eve.iri, &eve.iri, &mallory.iri)).await;
        // A group is no person.
        let group = other.actor("group", "Group");
        says(&other, "group", &group, "alsoKnownAs", json!([eve.iri])).await;
        peer.deliver(&eve, &inbox, &a_move(&peer.iri("/move/4"), &eve.iri, &eve.iri, &group.iri)).await;
        net.settle().await;
        assert!(follow(&town, &boris, at).await.is_some());
        assert_eq!(row(&town, at).await.moved_to, None);
        assert!(!told(&town, &boris, kind::MOVED).await);
    }

    /// The same word, spoken by both sides, is carried out once a week.
    async fn moves_of_others_are_carried_out_once_a_week(net: Network) {
        let (town, boris, peer, eve, at) = followed(&net).await;
        let other = Peer::start("other", net.clock()).await;
        let (zoe, third) = (other.somebody("zoe"), other.somebody("third"));
        for (name, who) in [("zoe", &zoe), ("third", &third)] {
            says(&other, name, who, "alsoKnownAs", json!(eve.iri)).await;
        }
        let inbox = format!("{}/inbox", town.origin);
        peer.deliver(&eve, &inbox, &a_move(&peer.iri("/move/1"), &eve.iri, &eve.iri, &zoe.iri)).await;
        net.settle().await;
        let zoe_here = town.find(&zoe.iri).await;
        assert_eq!(follow(&town, &boris, zoe_here).await, Some(Follow::Requested));
        assert_eq!(follow(&town, &boris, at).await, None);
        assert!(told(&town, &boris, kind::MOVED).await);
        let sent = other.delivered();
        assert!(sent.iter().any(|a| a["type"] == "Follow" && a["object"] == zoe.iri), "{sent:?}");
        assert!(peer.delivered().iter().any(|a| a["type"] == "Undo"), "the old one is left");

        peer.deliver(&eve, &inbox, &a_move(&peer.iri("/move/2"), &eve.iri, &eve.iri, &third.iri)).await;
        net.settle().await;
        assert_eq!(row(&town, at).await.moved_to.as_deref(), Some(zoe.iri.as_str()));
        net.advance(WEEK).await;
        peer.deliver(&eve, &inbox, &a_move(&peer.iri("/move/3"), &eve.iri, &eve.iri, &third.iri)).await;
        net.settle().await;
        assert_eq!(row(&town, at).await.moved_to.as_deref(), Some(third.iri.as_str()));
    }
}

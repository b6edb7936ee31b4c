//! What was withdrawn or removed is not given to anybody any more, whoever had said it; and what was
//! never for everybody is not given by its id.

use content::service::{self, Decision};
use domain::{ActorId, id::RowId};
use federation::signature::Scheme;
use guildhall_tests::{
    cities,
    network::Town,
    peer::{Peer, Somebody, get},
};
use people::communities;
use serde_json::{Value, json};
use store::{Query as _, args};

use super::{
    edge::{Edge, edge, note},
    members::closed,
    outage::draft,
};

store::statements! {
    KEPT = "SELECT document FROM outgoing_activity WHERE document IS NOT NULL";
    OF_KIND = "SELECT activity_id FROM outgoing_activity WHERE kind = $1 AND content_id IS NOT NULL";
}

const ACTIVITY: &str = "application/activity+json";
const CONTEXT: &str = "https://www.w3.org/ns/activitystreams";

fn group_of(e: &Edge) -> ActorId {
    e.group.rsplit('/').next().unwrap().parse().unwrap()
}

/// The id under which the community passed this activity of a peer on.
fn passed_on(peer: &Peer, inner: &str) -> String {
    let all = peer.delivered().into_iter();
    let announced = all.into_iter().find(|a| a["type"] == "Announce" && a["object"]["id"] == inner);
    announced.expect("it was passed on")["id"].as_str().unwrap().to_owned()
}

fn delete(e: &Edge, n: u32) -> Value {
    json!({ "@context": CONTEXT, "id": e.peer.iri(&format!("/delete/{n}")), "type": "Delete",
        "actor": e.eve.iri, "object": e.peer.iri(&format!("/note/{n}")),
        "to": ["https://www.w3.org/ns/activitystreams#Public"] })
}

/// Somebody of this peer belongs to a community.
async fn joins(peer: &Peer, who: &Somebody, inbox: &str, group: &str) {
    let follow = json!({ "@context": CONTEXT, "id": format!("{}/follow", who.iri), "type": "Follow",
        "actor": who.iri, "object": group });
    assert_eq!(peer.deliver(who, inbox, &follow).await, 202);
}

async fn of_kind(town: &Town, kind: &str) -> Vec<String> {
    let rows: Vec<(RowId,)> = town.store().read().all(&OF_KIND, args![kind]).await.unwrap();
    rows.iter().map(|(id,)| format!("{}/ap/activity/{id}", town.origin)).collect()
}

cities! {
    /// What the community passed on stands in its log as it came; it is given while it can be read.
    async fn what_was_passed_on_is_given_only_while_it_can_be_read(net: Network) {
        let e = edge(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        net.settle().await;
        let at = passed_on(&e.peer, &e.peer.iri("/create/1"));
        let (status, _, body) = get(&at, ACTIVITY).await;
        assert!(status == 200 && body.contains("Здравейте"), "{status} {body}");
        // Removed by whoever hosts the community, and brought back.
        let id = e.town.copy(&e.peer.iri("/note/1")).await.unwrap();
        service::remove(e.town.publishing(), &e.boris.who, id, "спам").await.unwrap();
        let (status, _, body) = get(&at, ACTIVITY).await;
        assert!(status == 404 && !body.contains("Здравейте"), "{status} {body}");
        service::restore(e.town.publishing(), &e.boris.who, id).await.unwrap();
        assert_eq!(get(&at, ACTIVITY).await.0, 200);
        // Withdrawn by its author: the words are in no row any more either.
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &delete(&e, 1)).await, 202);
        net.settle().await;
        let (status, _, body) = get(&at, ACTIVITY).await;
        assert!(status == 404 && !body.contains("Здравейте"), "{status} {body}");
        let kept: Vec<(String,)> = e.town.store().read().all(&KEPT, args![]).await.unwrap();
        assert!(!kept.iter().any(|(text,)| text.contains("Здравейте")), "{kept:?}");
        // That it is gone can still be had.
        let gone = passed_on(&e.peer, &e.peer.iri("/delete/1"));
        assert_eq!(get(&gone, ACTIVITY).await.0, 200);
    }

    /// Whoever was away when it was said learns only that it is gone.
    async fn what_was_withdrawn_meanwhile_is_not_said_at_a_second_try(net: Network) {
        let e = edge(&net).await;
        let late = Peer::start("late", net.clock()).await;
        let frank = late.somebody("frank");
        joins(&late, &frank, &e.inbox, &e.group).await;
        net.settle().await;
        late.inboxes_answer(503);
        let own = draft("Грешка", Some(group_of(&e)));
        let own = service::publish(e.town.publishing(), &e.boris.who, &own).await.unwrap();
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        net.settle().await;
        assert!(e.peer.delivered().iter().any(|a| a.to_string().contains("Грешка")));
        service::withdraw(e.town.publishing(), &e.boris.who, own).await.unwrap();
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &delete(&e, 1)).await, 202);
        net.settle().await;
        late.inboxes_answer(202);
        for _ in 0..4 {
            net.advance(std::time::Duration::from_secs(1800)).await;
        }
        let told = late.delivered();
        let gone = told.iter().filter(|a| a["object"]["type"] == "Delete").count();
        assert_eq!(gone, 2);
        for words in ["Грешка", "Здравейте"] {
            assert!(!told.iter().any(|a| a.to_string().contains(words)), "{words}");
        }
    }

    /// A report is between two sides, also where an instance may have what it is about.
    async fn reports_and_what_came_of_them_are_given_to_nobody(net: Network) {
        let t = closed(&net).await;
        let peer = Peer::start("peer", net.clock()).await;
        let eve = peer.somebody("eve");
        let host = peer.origin.trim_start_matches("http://").to_owned();
        communities::add_host(t.b.store(), &t.boris.who, t.group_b, &host).await.unwrap();
        let group = format!("{}/ap/actor/{}", t.b.origin, t.group_b);
        joins(&peer, &eve, &format!("{}/inbox", t.b.origin), &group).await;
        let reported = service::publish(t.b.publishing(), &t.boris.who, &draft("Случай", Some(t.group_b))).await.unwrap();
        let own = service::publish(t.a.publishing(), &t.anna.who, &draft("Наш случай", Some(t.group_a))).await.unwrap();
        net.settle().await;
        let at_a = t.a.copy_of(&t.b, reported).await.unwrap();
        service::report(t.a.publishing(), &t.anna.who, at_a, "other", "Чуждо лично име").await.unwrap();
        net.settle().await;
        let open = service::reports(&mut t.b.store().read(), &t.boris.who, Some(t.group_b), false).await.unwrap();
        service::decide_report(t.b.publishing(), &t.boris.who, open[0].id, &Decision::Dismiss(String::new())).await.unwrap();
        net.settle().await;
        // What is for members she may have, of either side.
        for at in [format!("{}/ap/object/{reported}", t.b.origin), format!("{}/ap/object/{own}", t.a.origin)] {
            assert_eq!(peer.ask(&eve, Scheme::Cavage, &at).await, 200, "{at}");
        }
        let (flags, resolves) = (of_kind(&t.a, "flag").await, of_kind(&t.b, "resolve").await);
        assert_eq!((flags.len(), resolves.len()), (1, 1));
        for at in flags.iter().chain(&resolves) {
            assert_eq!(get(at, ACTIVITY).await.0, 404, "{at}");
            for scheme in [Scheme::Cavage, Scheme::Rfc9421] {
                assert_eq!(peer.ask(&eve, scheme, at).await, 404, "{at}");
            }
        }
    }
}

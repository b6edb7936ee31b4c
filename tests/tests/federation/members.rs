//! What is for members reaches the instances that facilitators have named, and nobody else, at any edge.

use content::service;
use domain::{
    ContentId, Visibility,
    access::{Standing, Who},
};
use federation::{holders, signature::Scheme};
use guildhall_tests::{
    cities,
    network::{Network, Town},
    peer::{Peer, get},
};
use people::{communities, testing::Person};
use serde_json::{Value, json};
use store::{Query as _, args};

use super::outage::draft;

store::statements! {
    LEVEL = "SELECT visibility FROM content WHERE id = $1";
}

const ACTIVITY: &str = "application/activity+json";

/// A community for members in `b`, with a member from `a`; `c` is no part of it.
pub struct Closed {
    pub a: Town,
    pub b: Town,
    pub c: Town,
    pub anna: Person,
    pub boris: Person,
    pub clara: Person,
    pub group_a: domain::ActorId,
    pub group_b: domain::ActorId,
}

pub async fn closed(net: &Network) -> Closed {
    let (a, b, c) = (net.city("a").await, net.city("b").await, net.city("c").await);
    let (anna, boris, clara) =
        (a.person("anna").await, b.person("boris").await, c.person("clara").await);
    let group_b = b.people.community("casework").by(&boris).visible(Visibility::Members).await;
    communities::add_host(b.store(), &boris.who, group_b, a.origin.authority()).await.unwrap();
    let group_a = a.join(&anna, &format!("!{}", b.address("casework"))).await;
    net.settle().await;
    Closed { a, b, c, anna, boris, clara, group_a, group_b }
}

async fn standing(town: &Town, group: domain::ActorId, person: domain::ActorId) -> Standing {
    communities::standing(&mut town.store().read(), group, person).await.unwrap()
}

async fn holds(town: &Town, id: ContentId) -> Vec<(String, bool)> {
    let all = holders::of(&mut town.store().read(), id).await.unwrap();
    all.into_iter().map(|h| (h.host, h.erased_at.is_some())).collect()
}

cities! {
    async fn members_of_named_instances_read_and_write(net: Network) {
        let t = closed(&net).await;
        assert_eq!(standing(&t.a, t.group_a, t.anna.actor).await, Standing::Member);
        let id = service::publish(t.b.publishing(), &t.boris.who, &draft("Случай", Some(t.group_b))).await.unwrap();
        net.settle().await;
        let at_a = t.a.copy_of(&t.b, id).await.expect("her city has it");
        let (level,): (Visibility,) = t.a.store().read().one(&LEVEL, args![at_a]).await.unwrap();
        assert_eq!(level, Visibility::Members);
        // She reads it and nobody else of her city does.
        let other = t.a.person("other").await;
        assert!(t.a.page(&t.anna.who, at_a).await.is_ok());
        for who in [Who::Visitor, other.who] {
            assert!(matches!(t.a.page(&who, at_a).await, Err(domain::Error::NotFound)));
        }
        // She answers, and begins a conversation of her own.
        let answer = content::testing::reply(t.a.publishing(), &t.anna.who, at_a, "И при нас.").await;
        let own = service::publish(t.a.publishing(), &t.anna.who, &draft("Наш случай", Some(t.group_a))).await.unwrap();
        net.settle().await;
        assert_eq!(t.b.comments(&t.boris.who, id).await, ["И при нас."]);
        let own_at_b = t.b.copy_of(&t.a, own).await.expect("the community has it");
        assert!(t.b.page(&t.boris.who, own_at_b).await.is_ok());
        assert!(matches!(t.b.page(&Who::Visitor, own_at_b).await, Err(domain::Error::NotFound)));
        assert!(t.b.copy_of(&t.a, answer).await.is_some());
        // Marks and decisions go the same way.
        service::react(t.a.publishing(), &t.anna.who, at_a).await.unwrap();
        service::pin(t.b.publishing(), &t.boris.who, id, true).await.unwrap();
        net.settle().await;
        assert_eq!(t.b.page(&t.boris.who, id).await.unwrap().content.reaction_count, 1);
        assert!(t.a.page(&t.anna.who, at_a).await.unwrap().content.pinned_at.is_some());
        assert_eq!(t.c.copy_of(&t.b, id).await, None);
    }

    async fn a_third_city_reads_what_a_member_wrote_only_when_the_community_vouches(net: Network) {
        let t = closed(&net).await;
        communities::add_host(t.b.store(), &t.boris.who, t.group_b, t.c.origin.authority()).await.unwrap();
        let group_c = t.c.join(&t.clara, &format!("!{}", t.b.address("casework"))).await;
        net.settle().await;
        assert_eq!(standing(&t.c, group_c, t.clara.actor).await, Standing::Member);
        // Announced by B, it is fetched by C at A, which asks B whether C belongs.
        let id = service::publish(t.a.publishing(), &t.anna.who, &draft("Случай", Some(t.group_a))).await.unwrap();
        net.settle().await;
        let at_c = t.c.copy_of(&t.a, id).await.expect("a member city has it");
        assert!(t.c.page(&t.clara.who, at_c).await.is_ok());
        let holders: Vec<String> = holds(&t.a, id).await.into_iter().map(|h| h.0).collect();
        assert!(holders.contains(&t.b.origin.authority().to_owned()), "{holders:?}");
        assert!(holders.contains(&t.c.origin.authority().to_owned()), "{holders:?}");
    }

    async fn every_edge_is_closed_to_everybody_else(net: Network) {
        let t = closed(&net).await;
        let mut text = draft("Тайна среща", Some(t.group_b));
        text.body = "Неразгласявано".into();
        let id = service::publish(t.b.publishing(), &t.boris.who, &text).await.unwrap();
        service::pin(t.b.publishing(), &t.boris.who, id, true).await.unwrap();
        net.settle().await;
        let b = &t.b.origin;
        let group = format!("{b}/ap/actor/{}", t.group_b);
        let rows: Vec<(domain::id::RowId,)> = t.b.store().read().all(&ABOUT, args![id]).await.unwrap();
        let activities = rows.iter().map(|(activity,)| format!("{b}/ap/activity/{activity}"));
        let hidden: Vec<String> = [
            format!("{b}/ap/object/{id}"), format!("{b}/ap/collection/{id}"),
            format!("{b}/ap/activity/{id}"), format!("{b}/content/{id}"), format!("{b}/discussions/{id}"),
            format!("{group}/followers?is_follower={}/actor", t.a.origin),
        ].into_iter().chain(activities).collect();
        let stranger = Peer::start("stranger", net.clock()).await;
        let eve = stranger.somebody("eve");
        for at in &hidden {
            let (status, _, body) = get(at, ACTIVITY).await;
            assert!(status == 404, "{at}: {status} {body}");
            assert!(!body.contains("Тайна") && !body.contains("Неразгласявано"), "{at}");
            for scheme in [Scheme::Cavage, Scheme::Rfc9421] {
                assert_eq!(stranger.ask(&eve, scheme, at).await, 404, "{at}");
            }
        }
        let pages = ["", "/search?q=тайна", "/communities", "/communities/casework",
            "/communities/casework/feed.atom", "/communities/casework/feed.json",
            "/search/feed.atom?q=тайна", "/practices/feed.atom", "/people/boris", "/nodeinfo/2.1"];
        for at in pages {
            let (status, _, body) = get(&format!("{b}{at}"), "text/html").await;
            assert!(!body.contains("Тайна среща") && !body.contains("Неразгласявано"), "{at}: {status}");
        }
        for name in ["outbox", "featured", "followers", "moderators"] {
            let (_, _, body) = get(&format!("{group}/{name}"), ACTIVITY).await;
            assert!(!body.contains(&id.to_string()) && !body.contains("Тайна"), "{name}: {body}");
        }
        let (_, _, body) = get(&format!("{b}/ap/actor/{}/outbox", t.boris.actor), ACTIVITY).await;
        assert!(!body.contains(&id.to_string()), "{body}");
    }

    async fn whoever_is_put_out_gets_nothing_more(net: Network) {
        let t = closed(&net).await;
        let id = service::publish(t.b.publishing(), &t.boris.who, &draft("Първо", Some(t.group_b))).await.unwrap();
        net.settle().await;
        let at_a = t.a.copy_of(&t.b, id).await.unwrap();
        communities::remove_host(t.b.store(), &t.boris.who, t.group_b, t.a.origin.authority()).await.unwrap();
        net.settle().await;
        assert_eq!(standing(&t.a, t.group_a, t.anna.actor).await, Standing::Outsider);
        assert!(matches!(t.a.page(&t.anna.who, at_a).await, Err(domain::Error::NotFound)));
        let later = service::publish(t.b.publishing(), &t.boris.who, &draft("Второ", Some(t.group_b))).await.unwrap();
        net.settle().await;
        assert_eq!(t.a.copy_of(&t.b, later).await, None);
        let find = |iri: String| async move { content::federating::find(t.a.federation(), t.a.publishing(), &iri).await };
        assert!(find(format!("{}/ap/object/{later}", t.b.origin)).await.is_err());
    }

    async fn it_is_known_who_holds_a_copy_and_who_confirmed_to_erase_it(net: Network) {
        let t = closed(&net).await;
        let id = service::publish(t.b.publishing(), &t.boris.who, &draft("Случай", Some(t.group_b))).await.unwrap();
        let open = t.b.people.community("open").by(&t.boris).await;
        let public = service::publish(t.b.publishing(), &t.boris.who, &draft("За всички", Some(open))).await.unwrap();
        net.settle().await;
        let a = t.a.origin.authority().to_owned();
        assert_eq!(holds(&t.b, id).await, [(a.clone(), false)]);
        assert_eq!(holds(&t.b, public).await, [], "of what is public nobody keeps a list");
        service::withdraw(t.b.publishing(), &t.boris.who, id).await.unwrap();
        net.settle().await;
        assert_eq!(holds(&t.b, id).await, [(a, true)]);
    }

    async fn levels_are_not_mixed(net: Network) {
        let t = closed(&net).await;
        let id = service::publish(t.b.publishing(), &t.boris.who, &draft("Случай", Some(t.group_b))).await.unwrap();
        net.settle().await;
        let peer = Peer::start("peer", net.clock()).await;
        let eve = peer.somebody("eve");
        let host = peer.iri("").trim_start_matches("http://").to_owned();
        communities::add_host(t.b.store(), &t.boris.who, t.group_b, &host).await.unwrap();
        let (inbox, context) = (format!("{}/inbox", t.b.origin), "https://www.w3.org/ns/activitystreams");
        let group = format!("{}/ap/actor/{}", t.b.origin, t.group_b);
        let follow = json!({ "@context": context, "id": peer.iri("/follow/1"), "type": "Follow",
            "actor": eve.iri, "object": group });
        assert_eq!(peer.deliver(&eve, &inbox, &follow).await, 202);
        net.settle().await;
        let public = "https://www.w3.org/ns/activitystreams#Public";
        let note = |n: u32, to: Value, reply: Option<String>| {
            let mut object = json!({ "id": peer.iri(&format!("/note/{n}")), "type": "Note",
                "attributedTo": eve.iri, "to": to, "audience": group, "content": "<p>Отговор</p>" });
            if let Some(parent) = reply { object["inReplyTo"] = parent.into(); }
            json!({ "@context": context, "id": peer.iri(&format!("/create/{n}")), "type": "Create",
                "actor": eve.iri, "to": to, "object": object })
        };
        let parent = Some(format!("{}/ap/object/{id}", t.b.origin));
        let members = json!([group, format!("{group}/followers")]);
        // A public answer, and a public thing in the community: refused.
        peer.deliver(&eve, &inbox, &note(1, json!([public, group]), parent.clone())).await;
        peer.deliver(&eve, &inbox, &note(2, json!([public, group]), None)).await;
        // Something for another community's members, or for members in a public community: refused.
        let open = t.b.people.community("open").by(&t.boris).await;
        let open = format!("{}/ap/actor/{open}", t.b.origin);
        let mut elsewhere = note(3, json!([open, format!("{open}/followers")]), None);
        elsewhere["object"]["audience"] = open.clone().into();
        peer.deliver(&eve, &inbox, &elsewhere).await;
        // To the community alone it is a message to those who run it, and no content.
        let mut letter = note(4, json!([group]), None);
        letter["object"].as_object_mut().unwrap().shift_remove("audience");
        peer.deliver(&eve, &inbox, &letter).await;
        // Addressed as Lemmy does: taken.
        assert_eq!(peer.deliver(&eve, &inbox, &note(5, members.clone(), parent)).await, 202);
        net.settle().await;
        for n in 1..=4 {
            assert_eq!(t.b.copy(&peer.iri(&format!("/note/{n}"))).await, None, "{n}");
        }
        let taken = t.b.copy(&peer.iri("/note/5")).await.expect("it is for members");
        let (level,): (Visibility,) = t.b.store().read().one(&LEVEL, args![taken]).await.unwrap();
        assert_eq!(level, Visibility::Members);
        // An Update does not change who it is for.
        let mut update = note(5, json!([public, group]), Some(format!("{}/ap/object/{id}", t.b.origin)));
        update["type"] = "Update".into();
        update["id"] = peer.iri("/update/5").into();
        update["object"]["updated"] = "2026-11-23T08:00:00Z".into();
        peer.deliver(&eve, &inbox, &update).await;
        net.settle().await;
        let (level,): (Visibility,) = t.b.store().read().one(&LEVEL, args![taken]).await.unwrap();
        assert_eq!(level, Visibility::Members);
        let announced = peer.delivered().into_iter().find(|a| a["type"] == "Announce").expect("passed on");
        assert_eq!(announced["to"], json!([format!("{group}/followers")]));
        assert_eq!(announced["cc"], json!([]));
    }

    async fn whose_city_is_not_named_waits(net: Network) {
        let t = closed(&net).await;
        let group_c = t.c.join(&t.clara, &format!("!{}", t.b.address("casework"))).await;
        net.settle().await;
        assert_eq!(standing(&t.c, group_c, t.clara.actor).await, Standing::Requested);
        let clara = t.b.find(&format!("@{}", t.c.address("clara"))).await;
        let refused = communities::handle_request(t.b.store(), &t.boris.who, t.group_b, clara, true).await;
        assert!(matches!(refused, Err(domain::Error::Conflict("error-host-not-listed"))), "{refused:?}");
        communities::admit_with_host(t.b.store(), &t.boris.who, t.group_b, clara).await.unwrap();
        net.settle().await;
        assert_eq!(standing(&t.c, group_c, t.clara.actor).await, Standing::Member);
        let hosts = communities::hosts(&mut t.b.store().read(), &t.boris.who, t.group_b).await.unwrap();
        assert_eq!(hosts.len(), 2);
    }
}

store::statements! {
    ABOUT = "SELECT activity_id FROM outgoing_activity WHERE content_id = $1";
}

//! Who may say what about whom, and where: names that lead elsewhere, communities that speak for others,
//! answers to what was never asked.

use content::federating::{Find, find};
use domain::{
    ActorId, Visibility,
    access::{Standing, Who},
};
use federation::signature::Signer;
use guildhall_tests::{
    cities,
    network::{Network, Town},
    peer::{Peer, Somebody},
};
use people::{communities, follows};
use serde_json::{Value, json};

use super::edge::{Edge, edge, note};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
const CONTEXT: &str = "https://www.w3.org/ns/activitystreams";

/// Something said by `author` that lives at the peer.
fn words(peer: &Peer, n: u32, author: &str, text: &str, more: &Value) -> Value {
    let mut thing = json!({ "@context": CONTEXT, "id": peer.iri(&format!("/note/{n}")), "type": "Note",
        "attributedTo": author, "to": [PUBLIC], "content": format!("<p>{text}</p>"),
        "published": "2026-11-22T08:30:00Z" });
    for (key, value) in more.as_object().unwrap() {
        thing[key] = value.clone();
    }
    thing
}

fn does(peer: &Peer, n: &str, kind: &str, by: &str, object: &Value) -> Value {
    json!({ "@context": CONTEXT, "id": peer.iri(&format!("/activity/{n}")), "type": kind, "actor": by,
        "to": [PUBLIC], "object": object })
}

/// Makes somebody known to the city by something harmless.
async fn known(e: &Edge, peer: &Peer, who: &Somebody) {
    let about = json!(format!("{}/ap/object/0199a000-0000-7000-8000-000000000000", e.town.origin));
    let like = does(peer, &format!("hello-{}", who.iri.len()), "Like", &who.iri, &about);
    assert_eq!(peer.deliver(who, &e.inbox, &like).await, 202);
}

fn group_of(e: &Edge) -> ActorId {
    e.group.rsplit('/').next().unwrap().parse().unwrap()
}

/// A community of the peer that somebody of the city belongs to, and its row here.
async fn club(net: &Network, e: &Edge, peer: &Peer) -> (Somebody, ActorId) {
    let club = peer.actor("club", "Group");
    let anna = e.town.person("anna").await;
    let group = e.town.find(&club.iri).await;
    communities::join(e.town.store(), &anna.who, group, "").await.unwrap();
    net.settle().await;
    let follow = peer.delivered().into_iter().find(|a| a["type"] == "Follow").expect("she asked");
    let accept = does(peer, "accept", "Accept", &club.iri, &follow);
    assert_eq!(peer.deliver(&club, &e.inbox, &accept).await, 202);
    net.settle().await;
    let standing =
        communities::standing(&mut e.town.store().read(), group, anna.actor).await.unwrap();
    assert_eq!(standing, Standing::Member);
    (club, group)
}

async fn text(town: &Town, iri: &str) -> Option<String> {
    let id = town.copy(iri).await?;
    Some(town.page(&Who::Visitor, id).await.ok()?.text.body_html.clone())
}

async fn group_here(town: &Town, iri: &str) -> Option<ActorId> {
    let id = town.copy(iri).await?;
    town.page(&Who::Visitor, id).await.ok()?.content.group_id
}

cities! {
    /// Whose address leads to somebody else's is nobody: brought, announced and looked up.
    async fn an_author_behind_a_redirect_is_nobody(net: Network) {
        let e = edge(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        net.settle().await;
        let evil = Peer::start("evil", net.clock()).await;
        let mallory = evil.somebody("mallory");
        known(&e, &evil, &mallory).await;
        // Eve is a member of the community here, and somebody else's address leads to her.
        evil.redirect("/users/mask", &e.eve.iri);
        let mask = evil.iri("/users/mask");
        let answers = json!({ "inReplyTo": e.peer.iri("/note/1"), "audience": e.group });
        let forged = words(&evil, 9, &mask, "Невярно", &answers);
        evil.say("/note/9", &forged);
        let create = does(&evil, "1", "Create", &mask, &json!(evil.iri("/note/9")));
        let (status, _) = evil.sign(&mallory, &e.inbox, &create).await.send().await;
        assert!(status < 500);
        net.settle().await;
        assert_eq!(e.town.copy(&evil.iri("/note/9")).await, None, "brought");

        let looked = find(e.town.federation(), e.town.publishing(), &evil.iri("/note/9")).await;
        assert!(looked.is_err(), "looked up: {looked:?}");
        assert_eq!(e.town.copy(&evil.iri("/note/9")).await, None);

        let (club, _) = club(&net, &e, &evil).await;
        let own = words(&evil, 10, &mask, "Невярно", &json!({ "audience": club.iri }));
        evil.say("/note/10", &own);
        let said = does(&evil, "2", "Announce", &club.iri, &does(&evil, "3", "Create", &mask, &own));
        evil.deliver(&club, &e.inbox, &said).await;
        net.settle().await;
        assert_eq!(e.town.copy(&evil.iri("/note/10")).await, None, "announced");
    }

    /// A community elsewhere decides about what is in it, and about nothing else.
    async fn another_community_opens_no_door(net: Network) {
        let e = edge(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        let evil = Peer::start("evil", net.clock()).await;
        let mallory = evil.somebody("mallory");
        let (club, _) = club(&net, &e, &evil).await;
        // Mallory is no member of the community of this city, in which note 1 stands.
        let into = json!({ "inReplyTo": e.peer.iri("/note/1"), "audience": club.iri });
        let answer = words(&evil, 9, &mallory.iri, "През прозореца", &into);
        evil.say("/note/9", &answer);
        let create = does(&evil, "1", "Create", &mallory.iri, &answer);
        evil.deliver(&club, &e.inbox, &does(&evil, "2", "Announce", &club.iri, &create)).await;
        net.settle().await;
        assert_eq!(e.town.copy(&evil.iri("/note/9")).await, None);
    }

    /// What a look-up brings in is not published by it, least of all behind closed doors.
    async fn a_look_up_publishes_nothing_here(net: Network) {
        let e = edge(&net).await;
        let mira = e.town.person("mira").await;
        let inner = e.town.people.community("inner").by(&mira).visible(Visibility::Members).await;
        let stranger = e.peer.somebody("stranger");
        let inner = format!("{}/ap/actor/{inner}", e.town.origin);
        for (n, group) in [(21, &e.group), (22, &inner)] {
            let more = json!({ "audience": group, "to": [PUBLIC, group] });
            let thing = words(&e.peer, n, &stranger.iri, "Реклама", &more);
            let iri = e.peer.iri(&format!("/note/{n}"));
            e.peer.say(&format!("/note/{n}"), &thing);
            // It may be shown as something that stands alone; never in the community.
            if let Ok(Find::Content(id)) = find(e.town.federation(), e.town.publishing(), &iri).await {
                let page = e.town.page(&mira.who, id).await.unwrap();
                assert_eq!(page.content.group_id, None, "{group}");
            }
        }
    }

    /// What is said in a community elsewhere is what that community announces.
    async fn a_stranger_does_not_speak_in_a_community_elsewhere(net: Network) {
        let e = edge(&net).await;
        let third = Peer::start("third", net.clock()).await;
        let frank = third.somebody("frank");
        let (club, group) = club(&net, &e, &third).await;
        let topic = words(&third, 1, &frank.iri, "Тема", &json!({ "audience": club.iri, "name": "Тема" }));
        third.say("/note/1", &topic);
        let create = does(&third, "1", "Create", &frank.iri, &topic);
        assert_eq!(third.deliver(&club, &e.inbox, &does(&third, "2", "Announce", &club.iri, &create)).await, 202);
        net.settle().await;
        assert_eq!(group_here(&e.town, &third.iri("/note/1")).await, Some(group));
        let more = json!({ "inReplyTo": third.iri("/note/1"), "audience": club.iri });
        let answer = words(&e.peer, 31, &e.eve.iri, "Отвън", &more);
        e.peer.deliver(&e.eve, &e.inbox, &does(&e.peer, "31", "Create", &e.eve.iri, &answer)).await;
        net.settle().await;
        assert_eq!(e.town.copy(&e.peer.iri("/note/31")).await, None);
    }

    /// Nobody's things become a community's because it says so.
    async fn a_community_takes_only_what_is_addressed_to_it(net: Network) {
        let e = edge(&net).await;
        let alone = words(&e.peer, 41, &e.eve.iri, "Мое", &json!({ "name": "Мое" }));
        e.peer.say("/note/41", &alone);
        e.peer.say("/note/42", &words(&e.peer, 42, &e.eve.iri, "И това", &json!({ "name": "И това" })));
        e.town.find_content(&e.peer.iri("/note/41")).await;
        let evil = Peer::start("evil", net.clock()).await;
        let (club, _) = club(&net, &e, &evil).await;
        for n in [41, 42] {
            let said = does(&evil, &format!("a{n}"), "Announce", &club.iri, &json!(e.peer.iri(&format!("/note/{n}"))));
            evil.deliver(&club, &e.inbox, &said).await;
        }
        net.settle().await;
        assert_eq!(group_here(&e.town, &e.peer.iri("/note/41")).await, None);
        assert_eq!(group_here(&e.town, &e.peer.iri("/note/42")).await, None);
        // And so it cannot remove it.
        let mut delete = does(&evil, "d", "Delete", &club.iri, &json!(e.peer.iri("/note/41")));
        delete["summary"] = "махнато".into();
        evil.deliver(&club, &e.inbox, &does(&evil, "ad", "Announce", &club.iri, &delete)).await;
        net.settle().await;
        assert!(text(&e.town, &e.peer.iri("/note/41")).await.is_some());
    }

    /// An embedded copy of what lives elsewhere is only its id.
    async fn a_community_puts_no_words_into_other_mouths(net: Network) {
        let e = edge(&net).await;
        let evil = Peer::start("evil", net.clock()).await;
        let (club, _) = club(&net, &e, &evil).await;
        let more = json!({ "audience": club.iri, "name": "Тема" });
        e.peer.say("/note/51", &words(&e.peer, 51, &e.eve.iri, "Вярно", &more));
        let twisted = words(&e.peer, 51, &e.eve.iri, "Невярно", &more);
        let create = does(&e.peer, "51", "Create", &e.eve.iri, &twisted);
        assert_eq!(evil.deliver(&club, &e.inbox, &does(&evil, "1", "Announce", &club.iri, &create)).await, 202);
        net.settle().await;
        assert_eq!(text(&e.town, &e.peer.iri("/note/51")).await.as_deref(), Some("<p>Вярно</p>"));
        // What its origin does not have is not shown.
        let never = words(&e.peer, 52, &e.eve.iri, "Никога", &more);
        let create = does(&e.peer, "52", "Create", &e.eve.iri, &never);
        evil.deliver(&club, &e.inbox, &does(&evil, "2", "Announce", &club.iri, &create)).await;
        // Nor is somebody's activity under an id of another server.
        let mut stolen = does(&evil, "53", "Create", &e.eve.iri, &twisted);
        stolen["id"] = evil.iri("/activity/53").into();
        let (status, _) = evil.sign(&club, &e.inbox, &does(&evil, "3", "Announce", &club.iri, &stolen)).await.send().await;
        assert_eq!(status, 403);
        net.settle().await;
        assert_eq!(e.town.copy(&e.peer.iri("/note/52")).await, None);
    }

    /// A proof is that of its actor, not of everybody on her server.
    async fn a_proof_speaks_for_its_actor_only(net: Network) {
        let e = edge(&net).await;
        let big = Peer::start("big", net.clock()).await;
        let (frank, key) = big.somebody_with_two_keys("frank");
        let mayor = big.somebody("mayor");
        let evil = Peer::start("evil", net.clock()).await;
        let (club, _) = club(&net, &e, &evil).await;
        let more = json!({ "audience": club.iri, "name": "Указ" });
        let forged = words(&big, 61, &mayor.iri, "Указ", &more);
        let create = Peer::prove(&key, &does(&big, "61", "Create", &frank.iri, &forged));
        evil.deliver(&club, &e.inbox, &does(&evil, "1", "Announce", &club.iri, &create)).await;
        net.settle().await;
        assert_eq!(e.town.copy(&big.iri("/note/61")).await, None);
    }

    /// Accept and Reject answer what was asked (CVE-2025-30741).
    async fn an_answer_to_what_was_never_asked_changes_nothing(net: Network) {
        let e = edge(&net).await;
        let anna = e.town.person("anna").await;
        let her = format!("{}/ap/actor/{}", e.town.origin, anna.actor);
        let club = e.peer.actor("club", "Group");
        let (group, eve) = (e.town.find(&club.iri).await, e.town.find(&e.eve.iri).await);
        for (n, who) in [(1, &club), (2, &e.eve)] {
            let follow = json!({ "id": format!("{}/ap/activity/0199a000-0000-7000-8000-00000000000{n}", e.town.origin),
                "type": "Follow", "actor": her, "object": who.iri });
            let nameless = json!({ "type": "Follow", "actor": her, "object": who.iri });
            for (i, object) in [follow, nameless].into_iter().enumerate() {
                let accept = does(&e.peer, &format!("x{n}{i}"), "Accept", &who.iri, &object);
                e.peer.deliver(who, &e.inbox, &accept).await;
            }
        }
        net.settle().await;
        let mut q = e.town.store().read();
        assert_eq!(communities::standing(&mut q, group, anna.actor).await.unwrap(), Standing::Outsider);
        assert_eq!(follows::of(&mut q, anna.actor, eve).await.unwrap(), None);

        // Nor does somebody else's answer count for the one who was asked.
        follows::follow(e.town.store(), &anna.who, eve).await.unwrap();
        net.settle().await;
        let asked = e.peer.delivered().into_iter().find(|a| a["type"] == "Follow").expect("it was sent");
        let friend = e.peer.somebody("friend");
        e.peer.deliver(&friend, &e.inbox, &does(&e.peer, "x9", "Accept", &friend.iri, &asked)).await;
        net.settle().await;
        let state = follows::of(&mut e.town.store().read(), anna.actor, eve).await.unwrap();
        assert_eq!(state, Some(follows::Follow::Requested));
    }

    /// Undo takes back what one did oneself.
    async fn one_undoes_only_what_one_did(net: Network) {
        let e = edge(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        let friend = e.peer.somebody("friend");
        let like = does(&e.peer, "like", "Like", &friend.iri, &json!(e.peer.iri("/note/1")));
        assert_eq!(e.peer.deliver(&friend, &e.inbox, &like).await, 202);
        let follow = does(&e.peer, "join", "Follow", &friend.iri, &json!(e.group));
        assert_eq!(e.peer.deliver(&friend, &e.inbox, &follow).await, 202);
        for (n, object) in [like.clone(), json!(like["id"]), follow.clone(), json!(follow["id"])].into_iter().enumerate() {
            let undo = does(&e.peer, &format!("undo{n}"), "Undo", &e.eve.iri, &object);
            let (status, body) = e.peer.sign(&e.eve, &e.inbox, &undo).await.send().await;
            assert!(status == 403 || status == 202, "{n}: {status} {body}");
        }
        net.settle().await;
        let id = e.town.copy(&e.peer.iri("/note/1")).await.unwrap();
        assert_eq!(e.town.page(&Who::Visitor, id).await.unwrap().content.reaction_count, 1);
        let friend = e.town.find(&friend.iri).await;
        let standing = communities::standing(&mut e.town.store().read(), group_of(&e), friend).await.unwrap();
        assert_eq!(standing, Standing::Member);
    }

    /// Author, kind and type never change, and what is older changes nothing.
    async fn a_thing_and_an_actor_stay_what_they_are(net: Network) {
        let e = edge(&net).await;
        let mut create = note(&e, 1);
        create["object"]["updated"] = "2026-11-22T08:40:00Z".into();
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &create).await, 202);
        let update = |n: u32, more: &Value| {
            let mut u = note(&e, 1);
            u["id"] = e.peer.iri(&format!("/update/{n}")).into();
            u["type"] = "Update".into();
            for (key, value) in more.as_object().unwrap() {
                u["object"][key] = value.clone();
            }
            u
        };
        let friend = e.peer.somebody("friend");
        let older = update(1, &json!({ "content": "<p>Старо</p>", "updated": "2026-11-22T08:30:00Z" }));
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &older).await, 202);
        let theirs = update(2, &json!({ "attributedTo": friend.iri, "updated": "2026-11-22T08:50:00Z" }));
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &theirs).await, 403);
        let id = e.town.copy(&e.peer.iri("/note/1")).await.unwrap();
        let before = e.town.page(&Who::Visitor, id).await.unwrap();
        let other = update(3, &json!({ "type": "Article", "gh:kind": "Practice", "name": "Практика",
            "updated": "2026-11-22T08:55:00Z" }));
        e.peer.deliver(&e.eve, &e.inbox, &other).await;
        net.settle().await;
        let page = e.town.page(&Who::Visitor, id).await.unwrap();
        assert_eq!((&page.content.kind, page.content.author_id), (&before.content.kind, before.content.author_id));
        assert!(page.text.body_html.contains("Здравейте"), "{:?}", page.text);

        let group = json!({ "id": e.eve.iri, "type": "Group", "preferredUsername": "eve",
            "inbox": format!("{}/inbox", e.eve.iri) });
        let d = e.peer.sign(&e.eve, &e.inbox, &does(&e.peer, "u9", "Update", &e.eve.iri, &group)).await;
        assert_eq!(d.send().await.0, 403);
        // Somebody else's document, and an id that is a number.
        let her = json!({ "id": friend.iri, "type": "Person", "inbox": format!("{}/inbox", friend.iri) });
        let d = e.peer.sign(&e.eve, &e.inbox, &does(&e.peer, "u10", "Update", &e.eve.iri, &her)).await;
        assert_eq!(d.send().await.0, 403);
        let mut local = note(&e, 5);
        local["object"]["attributedTo"] = json!(1);
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &local).await, 403);
    }

    /// An actor goes when its own origin says so.
    async fn an_actor_is_not_deleted_while_it_is_there(net: Network) {
        let e = edge(&net).await;
        let delete = |n: u32| does(&e.peer, &format!("bye{n}"), "Delete", &e.eve.iri, &json!(e.eve.iri));
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &delete(1)).await, 202);
        net.settle().await;
        let eve = e.town.federation().known_actor(&e.eve.iri).await.unwrap().unwrap();
        assert_eq!(eve.state, federation::ActorState::Active);
        e.peer.say("/users/eve", &json!({ "id": e.eve.iri, "type": "Tombstone" }));
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &delete(2)).await, 202);
        net.settle().await;
        let eve = e.town.federation().known_actor(&e.eve.iri).await.unwrap().unwrap();
        assert_eq!(eve.state, federation::ActorState::Closed);
        // Whom nobody knows nobody misses, and nothing is asked for her.
        let asked = e.peer.asked().len();
        let ghost = e.peer.iri("/users/ghost");
        let key = Signer { key_id: format!("{ghost}#main-key").into(), key: e.eve.signer.key.clone() };
        let ghost = Somebody { iri: ghost, signer: key };
        let bye = does(&e.peer, "bye3", "Delete", &ghost.iri, &json!(ghost.iri));
        assert_eq!(e.peer.deliver(&ghost, &e.inbox, &bye).await, 202);
        net.settle().await;
        assert_eq!(e.peer.asked().len(), asked);
    }

    /// A pin on somebody's own profile is none in a community.
    async fn a_pin_elsewhere_is_none_here(net: Network) {
        let e = edge(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        net.settle().await;
        let eve = e.town.find(&e.eve.iri).await;
        let mut tx = e.town.store().begin().await.unwrap();
        tx.execute(&HOST, store::args![group_of(&e), eve]).await.unwrap();
        tx.save().await.unwrap();
        let mut add = does(&e.peer, "pin", "Add", &e.eve.iri, &json!(e.peer.iri("/note/1")));
        add["target"] = format!("{}/featured", e.eve.iri).into();
        e.peer.deliver(&e.eve, &e.inbox, &add).await;
        net.settle().await;
        let id = e.town.copy(&e.peer.iri("/note/1")).await.unwrap();
        assert_eq!(e.town.page(&Who::Visitor, id).await.unwrap().content.pinned_at, None);
        add["id"] = e.peer.iri("/activity/pin2").into();
        add["target"] = format!("{}/featured", e.group).into();
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &add).await, 202);
        net.settle().await;
        assert!(e.town.page(&Who::Visitor, id).await.unwrap().content.pinned_at.is_some());
    }

    /// Whoever brings something lends it nothing of her own.
    async fn a_carrier_lends_no_authority(net: Network) {
        let e = edge(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        net.settle().await;
        let eve = e.town.find(&e.eve.iri).await;
        let mut tx = e.town.store().begin().await.unwrap();
        tx.execute(&HOST, store::args![group_of(&e), eve]).await.unwrap();
        tx.save().await.unwrap();
        let third = Peer::start("third", net.clock()).await;
        let (frank, key) = third.somebody_with_two_keys("frank");
        let lock = Peer::prove(&key, &does(&third, "lock", "Lock", &frank.iri, &json!(e.peer.iri("/note/1"))));
        // Eve hosts the community; frank does not. His keys are not known yet, so that hers let it in.
        e.peer.deliver(&e.eve, &e.inbox, &lock).await;
        net.settle().await;
        let id = e.town.copy(&e.peer.iri("/note/1")).await.unwrap();
        assert!(!e.town.page(&Who::Visitor, id).await.unwrap().content.locked);
    }
}

store::statements! {
    HOST = "UPDATE membership SET standing = 'facilitator' WHERE group_id = $1 AND actor_id = $2";
}

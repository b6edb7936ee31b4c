//! Direct notes of other software: which of them are private messages, and whose word counts.

use domain::ActorId;
use guildhall_tests::{
    cities,
    network::Town,
    peer::{Peer, Somebody},
};
use people::{
    avoidance::{self, Avoidance},
    follows,
};
use serde_json::{Value, json};

use super::{
    edge::{Edge, edge},
    messages::{
        COUNT_ARRIVED_CONTENT, COUNT_MESSAGES, TEXTS_THAT_ARRIVED, address_of, count, is_told, read,
    },
};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// A direct message as Mastodon writes it.
fn dm(e: &Edge, who: &Somebody, n: u32, to: &[&str], cc: &[&str]) -> Value {
    let mention = json!({ "type": "Mention", "href": to[0], "name": "@boris@city" });
    let words = "<p><span class=\"h-card\"><a href=\"https://x.example/@boris\" class=\"u-url \
        mention\">@<span>boris</span></a></span> Тайна<script>alert(1)</script></p>";
    json!({ "@context": "https://www.w3.org/ns/activitystreams",
        "id": e.peer.iri(&format!("/statuses/{n}/activity")), "type": "Create", "actor": who.iri,
        "published": "2026-11-22T08:00:00Z", "to": to, "cc": cc,
        "object": { "id": e.peer.iri(&format!("/statuses/{n}")), "type": "Note", "summary": null,
            "inReplyTo": null, "published": "2026-11-22T08:00:00Z", "attributedTo": who.iri,
            "to": to, "cc": cc, "sensitive": false, "content": words,
            "contentMap": { "bg": words }, "attachment": [], "tag": [mention] } })
}

async fn known(town: &Town, who: &Somebody) -> ActorId {
    town.find(&who.iri).await
}

cities! {
    async fn other_software_writes_to_those_it_knows(net: Network) {
        let e = edge(&net).await;
        let boris = address_of(&e.town, &e.boris);
        let stranger = e.peer.somebody("stranger");
        // She belongs to his community; a stranger has nothing to do with him.
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &dm(&e, &e.eve, 1, &[&boris], &[])).await, 202);
        assert_eq!(e.peer.deliver(&stranger, &e.inbox, &dm(&e, &stranger, 2, &[&boris], &[])).await, 202);
        net.settle().await;
        let eve = known(&e.town, &e.eve).await;
        let got = read(&e.town, &e.boris, eve).await;
        assert_eq!(got.len(), 1);
        assert!(got[0].html.contains("Тайна") && !got[0].html.contains("script"), "{}", got[0].html);
        assert_eq!(count(&e.town, &COUNT_MESSAGES).await, 1);
        assert_eq!(count(&e.town, &TEXTS_THAT_ARRIVED).await, 0);
        // The same again, in another activity, is no second message.
        let mut again = dm(&e, &e.eve, 1, &[&boris], &[]);
        again["id"] = e.peer.iri("/statuses/1/again").into();
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &again).await, 202);
        // He follows the stranger; when she writes now, he expects it.
        let at = known(&e.town, &stranger).await;
        follows::follow(e.town.store(), &e.boris.who, at).await.unwrap();
        net.settle().await;
        let asked = e.peer.delivered().into_iter().find(|a| a["type"] == "Follow").unwrap();
        let accept = json!({ "@context": "https://www.w3.org/ns/activitystreams",
            "id": e.peer.iri("/accept/9"), "type": "Accept", "actor": stranger.iri, "object": asked });
        assert_eq!(e.peer.deliver(&stranger, &e.inbox, &accept).await, 202);
        // As Lemmy writes it.
        let mut chat = dm(&e, &stranger, 3, &[&boris], &[]);
        chat["object"]["type"] = "ChatMessage".into();
        for part in ["cc", "tag", "contentMap", "summary"] {
            chat["object"].as_object_mut().unwrap().remove(part);
        }
        chat.as_object_mut().unwrap().remove("cc");
        assert_eq!(e.peer.deliver(&stranger, &e.inbox, &chat).await, 202);
        net.settle().await;
        assert_eq!(read(&e.town, &e.boris, at).await.len(), 1);
        // He has blocked her.
        avoidance::avoid(e.town.store(), &e.boris.who, eve, Avoidance::Block).await.unwrap();
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &dm(&e, &e.eve, 4, &[&boris], &[])).await, 202);
        net.settle().await;
        assert_eq!(count(&e.town, &COUNT_MESSAGES).await, 2);
        assert_eq!(count(&e.town, &COUNT_ARRIVED_CONTENT).await, 0);
    }

    async fn what_is_for_others_too_is_no_message(net: Network) {
        let e = edge(&net).await;
        let boris = address_of(&e.town, &e.boris);
        let vera = address_of(&e.town, &e.town.person("vera").await);
        let followers = format!("{}/followers", e.eve.iri);
        let many: [(&[&str], &[&str]); 6] = [
            (&[&boris, &vera], &[]),
            (&[&boris], &[&vera]),
            (&[&boris], &[&followers]),
            (&[&boris], &[PUBLIC]),
            (&[&boris, "https://elsewhere.example/users/x"], &[]),
            (&[&e.group], &[]),
        ];
        for (n, (to, cc)) in (10..).zip(many) {
            let status = e.peer.deliver(&e.eve, &e.inbox, &dm(&e, &e.eve, n, to, cc)).await;
            assert!(status == 202 || status == 403, "{to:?} {cc:?}: {status}");
        }
        // The activity names fewer than the note.
        let mut narrow = dm(&e, &e.eve, 20, &[&boris], &[]);
        narrow["object"]["cc"] = json!([vera]);
        e.peer.deliver(&e.eve, &e.inbox, &narrow).await;
        // Somebody else's words, and somebody else who brings them.
        let friend = e.peer.somebody("friend");
        let mut theirs = dm(&e, &e.eve, 21, &[&boris], &[]);
        theirs["object"]["attributedTo"] = friend.iri.clone().into();
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &theirs).await, 403);
        let other = Peer::start("other", net.clock()).await;
        let mallory = other.somebody("mallory");
        assert_eq!(other.deliver(&mallory, &e.inbox, &dm(&e, &e.eve, 22, &[&boris], &[])).await, 202);
        let farm = e.peer.actor("farm", "Group");
        let announce = json!({ "@context": "https://www.w3.org/ns/activitystreams",
            "id": e.peer.iri("/announce/1"), "type": "Announce", "actor": farm.iri,
            "to": [boris], "object": dm(&e, &e.eve, 23, &[&boris], &[]) });
        assert_eq!(e.peer.deliver(&farm, &e.inbox, &announce).await, 202);
        net.settle().await;
        assert_eq!(count(&e.town, &COUNT_MESSAGES).await, 0);
        assert!(!is_told(&e.town, &e.boris).await);
    }

    async fn only_authors_change_and_delete_what_they_sent(net: Network) {
        let e = edge(&net).await;
        let boris = address_of(&e.town, &e.boris);
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &dm(&e, &e.eve, 1, &[&boris], &[])).await, 202);
        net.settle().await;
        let eve = known(&e.town, &e.eve).await;
        let update = |n: u32, who: &Somebody, words: &str, updated: &str| {
            let mut a = dm(&e, &e.eve, 1, &[&boris], &[]);
            a["id"] = e.peer.iri(&format!("/update/{n}")).into();
            (a["type"], a["actor"]) = ("Update".into(), who.iri.clone().into());
            a["object"]["content"] = format!("<p>{words}</p>").into();
            a["object"]["updated"] = updated.into();
            a
        };
        let later = update(1, &e.eve, "Поправено", "2026-11-22T08:30:00Z");
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &later).await, 202);
        let late = update(2, &e.eve, "Старо", "2026-11-22T08:10:00Z");
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &late).await, 202);
        let friend = e.peer.somebody("friend");
        let theirs = update(3, &friend, "Чуждо", "2026-11-22T08:40:00Z");
        assert_eq!(e.peer.deliver(&friend, &e.inbox, &theirs).await, 403);
        let mut open = update(4, &e.eve, "За всички", "2026-11-22T08:50:00Z");
        for part in [&["to"][..], &["object", "to"]] {
            let place = part.iter().fold(&mut open, |v, key| &mut v[*key]);
            *place = json!([PUBLIC]);
        }
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &open).await, 403);
        net.settle().await;
        let got = read(&e.town, &e.boris, eve).await;
        assert_eq!(got[0].html, "<p>Поправено</p>");
        assert_eq!(count(&e.town, &COUNT_ARRIVED_CONTENT).await, 0);

        let delete = |n: u32, who: &Somebody| {
            json!({ "@context": "https://www.w3.org/ns/activitystreams",
                "id": e.peer.iri(&format!("/delete/{n}")), "type": "Delete", "actor": who.iri,
                "to": [PUBLIC],
                "object": { "id": e.peer.iri("/statuses/1"), "type": "Tombstone" } })
        };
        assert_eq!(e.peer.deliver(&friend, &e.inbox, &delete(1, &friend)).await, 403);
        assert!(read(&e.town, &e.boris, eve).await[0].deleted_at.is_none());
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &delete(2, &e.eve)).await, 202);
        net.settle().await;
        let got = read(&e.town, &e.boris, eve).await;
        assert!(got[0].deleted_at.is_some() && got[0].html.is_empty());
    }
}

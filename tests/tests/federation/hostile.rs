//! What is meant to cost, to stop or to break: nothing else waits for it, and nothing grows without end.

use content::service;
use domain::ActorId;
use federation::{keys::PrivateKey, receiving, signature::Signer};
use guildhall_tests::{
    cities,
    peer::{Answer, Peer, Somebody, get, head_of},
};
use people::follows;
use serde_json::{Value, json};

use super::{
    edge::{Edge, edge, note},
    outage::draft,
};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
const CONTEXT: &str = "https://www.w3.org/ns/activitystreams";

fn group_of(e: &Edge) -> ActorId {
    e.group.rsplit('/').next().unwrap().parse().unwrap()
}

/// Letters without a pattern, so that no database packs them.
fn noise(length: usize) -> String {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut letter = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'a' + u8::try_from(state % 26).unwrap())
    };
    (0..length).map(|_| letter()).collect()
}

cities! {
    /// A stranger's report about a copy is no letter in her name, and stops no delivery.
    async fn a_report_from_elsewhere_holds_up_nobody(net: Network) {
        let e = edge(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        let other = Peer::start("other", net.clock()).await;
        let mallory = other.somebody("mallory");
        let flag = json!({ "@context": CONTEXT, "id": other.iri("/flag/1"), "type": "Flag",
            "actor": mallory.iri, "object": e.peer.iri("/note/1"), "content": "spam" });
        assert_eq!(other.deliver(&mallory, &e.inbox, &flag).await, 202);
        net.settle().await;
        let anna = e.town.people.person("anna").member_of(group_of(&e)).await;
        let title = draft("След доклада", Some(group_of(&e)));
        service::publish(e.town.publishing(), &anna.who, &title).await.unwrap();
        net.settle().await;
        let told = e.peer.delivered();
        assert!(told.iter().any(|a| a["object"]["object"]["name"] == "След доклада"), "{told:?}");
        assert!(!told.iter().any(|a| a["type"] == "Flag"), "nobody signs for mallory");
    }

    /// What one server cannot answer for does not hold up what others say of the same thing.
    async fn what_cannot_be_fetched_holds_up_nobody_else(net: Network) {
        let e = edge(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        let slow = Peer::start("slow", net.clock()).await;
        slow.answer("/users/s", Answer { status: 503, media: "text/plain", body: String::new() });
        let iri = slow.iri("/users/s");
        let key = PrivateKey::generate_ed25519().unwrap();
        let ghost = Somebody { signer: Signer { key_id: format!("{iri}#ed").into(), key }, iri: iri.clone() };
        let like = json!({ "@context": CONTEXT, "id": slow.iri("/like/1"), "type": "Like", "actor": iri,
            "object": e.peer.iri("/note/1") });
        let carrier = Peer::start("carrier", net.clock()).await;
        let mallory = carrier.somebody("mallory");
        assert_eq!(carrier.deliver(&mallory, &e.inbox, &Peer::prove(&ghost, &like)).await, 202);
        net.settle().await;
        let mut update = note(&e, 1);
        update["id"] = e.peer.iri("/update/1").into();
        update["type"] = "Update".into();
        update["object"]["updated"] = "2026-11-22T08:30:00Z".into();
        update["object"]["content"] = "<p>Поправено</p>".into();
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &update).await, 202);
        net.settle().await;
        let id = e.town.copy(&e.peer.iri("/note/1")).await.unwrap();
        let page = e.town.page(&domain::access::Who::Visitor, id).await.unwrap();
        assert!(page.text.body_html.contains("Поправено"), "{:?}", page.text);
    }

    /// What no database takes is refused or left out, never an error of ours, and never
    /// tried again.
    async fn what_no_database_takes_is_no_fault_of_ours(net: Network) {
        let e = edge(&net).await;
        let bent = |n: u32, pointer: &str, to: Value| {
            let mut a = note(&e, n);
            *a.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = to;
            a
        };
        let nul = |path: &str| json!(format!("{}\0", e.peer.iri(path)));
        let mut all = vec![
            bent(1, "/id", nul("/create/1")),
            bent(2, "/object/id", nul("/note/2")),
            bent(3, "/object/content", json!("<p>a\0b</p>")),
            bent(4, "/object/audience", json!("a\0b")),
            bent(5, "/object/published", json!("0000-00-00T99:99:99Z")),
            bent(6, "/object/published", json!("-009999-01-01T00:00:00Z")),
            bent(7, "/object/content", json!(noise(900_000))),
            bent(8, "/object/content", json!(noise(900_000).as_bytes().chunks(7)
                .map(|c| String::from_utf8_lossy(c).into_owned()).collect::<Vec<_>>().join(" "))),
        ];
        for (n, (key, value)) in [
            ("url", nul("/page")),
            ("inReplyTo", nul("/note/1")),
            ("name", json!("a\0b\u{202e}c")),
            ("summary", json!("a\0b")),
            ("gh:kind", json!("Practice\0")),
            ("tag", json!([{ "type": "Mention", "href": "a\0b" }])),
            ("updated", json!("9999-12-31T23:59:59.999999999Z")),
        ].into_iter().enumerate() {
            let mut a = note(&e, 20 + u32::try_from(n).unwrap());
            a["object"][key] = value;
            all.push(a);
        }
        // A practice whose words for filters are longer than an index takes.
        let mut practice = note(&e, 40);
        practice["object"]["type"] = "Article".into();
        practice["object"]["name"] = "Практика".into();
        practice["object"]["gh:kind"] = "Practice".into();
        for field in e.town.city.app.kinds().get("practice").unwrap().fields {
            practice["object"][field.wire] = json!(noise(20_000));
        }
        all.push(practice);
        // An id of another origin than its actor's, both as long as they may be.
        let far = format!("https://far.example/{}", noise(1900));
        all.push(json!({ "@context": CONTEXT, "id": far, "type": "Like", "actor": e.eve.iri,
            "object": e.peer.iri("/note/1") }));
        for activity in all {
            let (status, body) = e.peer.sign(&e.eve, &e.inbox, &activity).await.send().await;
            assert!(status < 500, "{status} {body}: {:.300}", activity.to_string());
        }
        net.settle().await;
        let waiting = receiving::received(&mut e.town.store().read(), "waiting", 10).await.unwrap();
        assert!(waiting.is_empty(), "{waiting:?}");
    }

    /// Verbs that nobody knows are counted without being remembered one by one.
    async fn a_thousand_unknown_verbs_do_not_grow(net: Network) {
        let e = edge(&net).await;
        for n in 0..300 {
            let odd = json!({ "@context": CONTEXT, "id": e.peer.iri(&format!("/odd/{n}")),
                "type": format!("Verb{n}"), "actor": e.eve.iri, "object": e.peer.iri("/note/1") });
            assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &odd).await, 202);
        }
        let counters = e.town.federation().counters();
        assert!(counters.len() < 100, "{} counters", counters.len());
    }

    /// What everybody may say is counted; a letter to every member is for members to cause.
    async fn marks_of_strangers_are_counted_and_not_passed_on(net: Network) {
        let e = edge(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        net.settle().await;
        let id = e.town.copy(&e.peer.iri("/note/1")).await.unwrap();
        let other = Peer::start("other", net.clock()).await;
        let mallory = other.somebody("mallory");
        let says = |n: u32, kind: &str, object: Value| json!({ "@context": CONTEXT,
            "id": other.iri(&format!("/say/{n}")), "type": kind, "actor": mallory.iri, "object": object });
        let thing = json!(e.peer.iri("/note/1"));
        let passed_on = || e.peer.delivered().iter()
            .filter(|a| a["object"]["actor"] == mallory.iri.as_str()).count();
        for n in 0..3 {
            let like = says(10 * n, "Like", thing.clone());
            assert_eq!(other.deliver(&mallory, &e.inbox, &like).await, 202);
            net.settle().await;
            let page = e.town.page(&domain::access::Who::Visitor, id).await.unwrap();
            assert_eq!(page.content.reaction_count, 1);
            let undo = says(10 * n + 1, "Undo", like);
            assert_eq!(other.deliver(&mallory, &e.inbox, &undo).await, 202);
            other.deliver(&mallory, &e.inbox, &says(10 * n + 2, "Dislike", thing.clone())).await;
        }
        net.settle().await;
        assert_eq!(passed_on(), 0);
        let join = says(90, "Follow", json!(e.group));
        assert_eq!(other.deliver(&mallory, &e.inbox, &join).await, 202);
        net.settle().await;
        assert_eq!(other.deliver(&mallory, &e.inbox, &says(91, "Like", thing.clone())).await, 202);
        net.settle().await;
        assert_eq!(passed_on(), 1);
    }

    /// Whoever claims to be many people of one host makes us ask a few times.
    async fn unknown_keys_of_a_host_are_asked_for_a_few_times(net: Network) {
        let e = edge(&net).await;
        let many = Peer::start("many", net.clock()).await;
        let key = e.eve.signer.key.clone();
        let mut statuses = Vec::new();
        for n in 0..40 {
            let iri = many.iri(&format!("/users/{n}"));
            let signer = Signer { key_id: format!("{iri}#main-key").into(), key: key.clone() };
            let who = Somebody { iri: iri.clone(), signer };
            let like = json!({ "@context": CONTEXT, "id": many.iri(&format!("/like/{n}")), "type": "Like",
                "actor": iri, "object": e.peer.iri("/note/1") });
            statuses.push(many.deliver(&who, &e.inbox, &like).await);
        }
        assert!(statuses[..30].iter().all(|s| *s == 401), "{statuses:?}");
        assert!(statuses[30..].iter().all(|s| *s == 429), "{statuses:?}");
        assert!(many.asked().len() <= 30);
        // A key that could not be had is not asked for again, and others are not held up.
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
    }

    /// A list without an end is left after ten pages, and one of another origin at once.
    async fn a_list_without_an_end_is_left(net: Network) {
        let e = edge(&net).await;
        let anna = e.town.person("anna").await;
        let outbox = format!("{}/outbox", e.eve.iri);
        let page = |n: u32| format!("/users/eve/outbox/{n}");
        e.peer.say("/users/eve/outbox", &json!({ "id": outbox, "type": "OrderedCollection",
            "first": e.peer.iri(&page(0)) }));
        for n in 0..40 {
            e.peer.say(&page(n), &json!({ "id": e.peer.iri(&page(n)), "type": "OrderedCollectionPage",
                "orderedItems": [], "next": e.peer.iri(&page(n + 1)) }));
        }
        let eve = e.town.find(&e.eve.iri).await;
        follows::follow(e.town.store(), &anna.who, eve).await.unwrap();
        net.settle().await;
        let follow = e.peer.delivered().into_iter().find(|a| a["type"] == "Follow").expect("it was sent");
        let accept = json!({ "@context": CONTEXT, "id": e.peer.iri("/accept/1"), "type": "Accept",
            "actor": e.eve.iri, "object": follow });
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &accept).await, 202);
        net.settle().await;
        let asked = e.peer.asked().iter().filter(|p| p.starts_with("/users/eve/outbox/")).count();
        assert!((1..=10).contains(&asked), "{asked} pages");
    }

    /// What a community says of its size breaks nothing here.
    async fn a_community_of_too_many_can_be_joined(net: Network) {
        let e = edge(&net).await;
        let (anna, boyan) = (e.town.person("anna").await, e.town.person("boyan").await);
        let club = e.peer.actor("club", "Group");
        e.peer.say("/users/club/followers", &json!({ "id": format!("{}/followers", club.iri),
            "type": "Collection", "totalItems": u64::MAX }));
        let group = e.town.find(&club.iri).await;
        for (n, who) in [&anna, &boyan].into_iter().enumerate() {
            people::communities::join(e.town.store(), &who.who, group, "").await.unwrap();
            net.settle().await;
            let her = format!("{}/ap/actor/{}", e.town.origin, who.actor);
            let follow = e.peer.delivered().into_iter()
                .find(|a| a["type"] == "Follow" && a["actor"] == her.as_str()).expect("she asked");
            let accept = json!({ "@context": CONTEXT, "id": e.peer.iri(&format!("/accept/{n}")),
                "type": "Accept", "actor": club.iri, "object": follow });
            assert_eq!(e.peer.deliver(&club, &e.inbox, &accept).await, 202);
            net.settle().await;
        }
        let community = people::communities::by_id(&mut e.town.store().read(), &anna.who, group).await.unwrap();
        assert!(community.member_count < 1_000_000_000, "{}", community.member_count);
    }

    /// Nobody hosts a community because it says so.
    async fn nobody_here_is_made_a_host_from_elsewhere(net: Network) {
        let e = edge(&net).await;
        let (anna, mayor) = (e.town.person("anna").await, e.town.person("mayor").await);
        let club = e.peer.actor("club", "Group");
        let mut document: Value = serde_json::from_str(
            &get(&club.iri, "application/activity+json").await.2).unwrap();
        document["attributedTo"] = format!("{}/moderators", club.iri).into();
        e.peer.say("/users/club", &document);
        e.peer.say("/users/club/moderators", &json!({ "id": format!("{}/moderators", club.iri),
            "type": "OrderedCollection",
            "orderedItems": [format!("{}/ap/actor/{}", e.town.origin, mayor.actor)] }));
        let group = e.town.find(&club.iri).await;
        people::communities::join(e.town.store(), &anna.who, group, "").await.unwrap();
        net.settle().await;
        let follow = e.peer.delivered().into_iter().find(|a| a["type"] == "Follow").expect("she asked");
        let accept = json!({ "@context": CONTEXT, "id": e.peer.iri("/accept/1"), "type": "Accept",
            "actor": club.iri, "object": follow });
        assert_eq!(e.peer.deliver(&club, &e.inbox, &accept).await, 202);
        net.settle().await;
        let standing = people::communities::standing(&mut e.town.store().read(), group, mayor.actor).await.unwrap();
        assert_eq!(standing, domain::access::Standing::Outsider);
    }

    /// A cache keeps no document for a page, and no refusal for anybody.
    async fn caches_tell_documents_from_pages(net: Network) {
        let e = edge(&net).await;
        let activity = "application/activity+json";
        let anna = e.town.people.person("anna").member_of(group_of(&e)).await;
        let id = service::publish(e.town.publishing(), &anna.who, &draft("Тема", Some(group_of(&e)))).await.unwrap();
        let hidden = e.town.people.community("inner").by(&anna).visible(domain::Visibility::Members).await;
        let inner = service::publish(e.town.publishing(), &anna.who, &draft("Вътре", Some(hidden))).await.unwrap();
        for (at, expected) in [
            (format!("{}/communities/jobs", e.town.origin), 200),
            (format!("{}/content/{id}", e.town.origin), 200),
            (format!("{}/content/{inner}", e.town.origin), 404),
            (format!("{}/ap/object/{inner}", e.town.origin), 404),
        ] {
            let (status, headers) = head_of(&at, activity).await;
            assert_eq!(status, expected, "{at}");
            let header = |n: &str| headers.get(n).map_or("", |v| v.to_str().unwrap()).to_lowercase();
            assert!(header("vary").contains("accept"), "{at}: {headers:?}");
            assert!(header("vary").contains("signature"), "{at}: {headers:?}");
            let kept = header("cache-control");
            assert!(kept.contains("no-cache") || kept.contains("no-store"), "{at}: {headers:?}");
            assert_eq!(header("x-content-type-options"), "nosniff");
        }
    }

    /// In a careful city what one was given is for nobody else.
    async fn signed_answers_are_private(net: Network) {
        let net = net.careful();
        let e = edge(&net).await;
        for at in [e.group.clone(), format!("{}/outbox", e.group), format!("{}/communities/jobs", e.town.origin)] {
            let (status, headers) = head_of(&at, "application/activity+json").await;
            assert_eq!(status, 401, "{at}");
            assert_eq!(headers["cache-control"], "private, no-store", "{at}");
        }
    }

    /// A report is for those who decide.
    async fn a_report_cannot_be_had_by_its_id(net: Network) {
        let e = edge(&net).await;
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(&e, 1)).await, 202);
        net.settle().await;
        let anna = e.town.person("anna").await;
        let id = e.town.copy(&e.peer.iri("/note/1")).await.unwrap();
        service::report(e.town.publishing(), &anna.who, id, "spam", "").await.unwrap();
        net.settle().await;
        let flag = e.peer.delivered().into_iter().find(|a| a["type"] == "Flag").expect("it was sent");
        let at = flag["id"].as_str().unwrap();
        assert_eq!(get(at, "application/activity+json").await.0, 404);
        assert!(flag["to"].as_array().unwrap().iter().all(|to| to != PUBLIC));
    }

    /// An answer from elsewhere opens no closed conversation, and is told nothing of it.
    async fn an_answer_to_what_is_closed_is_refused(net: Network) {
        let e = edge(&net).await;
        let anna = e.town.person("anna").await;
        let inner = e.town.people.community("inner").by(&anna).visible(domain::Visibility::Members).await;
        let id = service::publish(e.town.publishing(), &anna.who, &draft("Вътре", Some(inner))).await.unwrap();
        let mut create = note(&e, 1);
        create["object"]["inReplyTo"] = format!("{}/ap/object/{id}", e.town.origin).into();
        let (status, body) = e.peer.sign(&e.eve, &e.inbox, &create).await.send().await;
        assert!(!body.contains("Вътре"), "{body}");
        assert!(status == 202 || status == 403, "{status}");
        net.settle().await;
        assert_eq!(e.town.copy(&e.peer.iri("/note/1")).await, None);
        for kind in ["Like", "Flag", "Delete"] {
            let about = json!({ "@context": CONTEXT, "id": e.peer.iri(&format!("/x/{kind}")), "type": kind,
                "actor": e.eve.iri, "object": format!("{}/ap/object/{id}", e.town.origin) });
            e.peer.deliver(&e.eve, &e.inbox, &about).await;
        }
        net.settle().await;
        let page = e.town.page(&anna.who, id).await.unwrap();
        assert_eq!((page.content.reaction_count, page.content.comment_count), (0, 0));
    }
}

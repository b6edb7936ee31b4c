//! A city takes a practice up from another: both say so, whoever knows them sees it, and what becomes
//! of the source is known.

use std::time::Duration;

use content::{
    Draft,
    activity::object::Labels,
    hosts,
    lineage::{self, Adopt, Relation, Source, SourceState, Standing, Taken, tree},
    read, service,
    testing::full,
};
use domain::{
    ContentId, Error, Lang,
    access::{Role, Who},
};
use federation::policy::Ruling;
use guildhall_tests::{
    cities,
    network::{Network, Town},
    peer::{Peer, get},
};
use library::practice::PRACTICE;
use people::{follows, notifications, testing::Person};
use serde_json::{Value, json};

use super::{members::closed, practice::three};

const ACTIVITY: &str = "application/activity+json";
const CONTEXT: &str = "https://www.w3.org/ns/activitystreams";
const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
const DAY: Duration = Duration::from_secs(86_400);

fn labels() -> &'static dyn Labels {
    web::activitypub::labels()
}

fn practice(title: &str, city: &str) -> Draft {
    let mut draft = full(&PRACTICE, &Lang::bulgarian());
    draft.title = title.into();
    for (field, _) in &lineage::FIELDS {
        draft.values.remove(field.name);
    }
    // Nobody is to be reminded of a check beside what is told here.
    draft.values.remove("next_review");
    draft.values.insert("city".into(), city.into());
    draft.values.insert("cost_band".into(), "20k-100k".into());
    draft
}

fn object(town: &Town, id: ContentId) -> String {
    format!("{}/ap/object/{id}", town.origin)
}

/// Begins an adaptation and publishes it.
async fn take_up(
    town: &Town,
    who: &Person,
    source: ContentId,
    city: &str,
    change: impl FnOnce(&mut Draft),
) -> ContentId {
    let new = Adopt {
        source,
        relation: Relation::Adapted,
        lang: Lang::bulgarian(),
        organisation: None,
        illustrative: false,
    };
    let (p, origin) = (town.publishing(), Some(&town.origin));
    let id = lineage::adopt(p, &who.who, labels(), origin, new).await.expect("it may be taken up");
    let (mut draft, _) = read::draft(&mut town.store().read(), &who.who, id).await.unwrap();
    for (name, value) in practice("", city).values {
        draft.values.entry(name).or_insert(value);
    }
    draft.values.insert("city".into(), city.into());
    draft.values.insert("changes".into(), "Само **веднъж** седмично.".into());
    draft.values.insert("adaptation_failed".into(), "Записването на час.".into());
    change(&mut draft);
    service::publish_saved(p, &who.who, id, &draft).await.expect("it can be published");
    id
}

/// Anna's practice in `a`, taken up by Boris in `b`; nobody follows anybody.
struct Pair {
    a: Town,
    b: Town,
    anna: Person,
    boris: Person,
    source: ContentId,
    at_b: ContentId,
    adaptation: ContentId,
}

async fn pair(net: &Network) -> Pair {
    let (a, b) = (net.city("a").await, net.city("b").await);
    let (anna, boris) = (a.person("anna").await, b.person("boris").await);
    let source =
        service::publish(a.publishing(), &anna.who, &practice("Гише", "Гент")).await.unwrap();
    net.settle().await;
    let at_b = b.find_content(&object(&a, source)).await;
    let adaptation = take_up(&b, &boris, at_b, "София", |_| {}).await;
    net.settle().await;
    Pair { a, b, anna, boris, source, at_b, adaptation }
}

async fn parent(town: &Town, id: ContentId) -> lineage::Parent {
    let mut q = town.store().read();
    let found = lineage::parent(&mut q, &Who::Visitor, id, &Lang::bulgarian()).await.unwrap();
    found.expect("it has a source")
}

async fn taken(town: &Town, id: ContentId) -> Vec<Taken> {
    let mut q = town.store().read();
    lineage::taken_up(&mut q, &Who::Visitor, id, false, &Lang::bulgarian()).await.unwrap()
}

async fn standings(town: &Town, id: ContentId) -> Vec<Standing> {
    taken(town, id).await.into_iter().map(|t| t.standing).collect()
}

async fn count(town: &Town, id: ContentId) -> i64 {
    let mut q = town.store().read();
    let cards = read::cards(&mut q, &Who::Visitor, &[id], &Lang::bulgarian()).await.unwrap();
    cards[0].adaptation_count
}

async fn told(town: &Town, who: &Person) -> Vec<String> {
    let viewer = town.people.viewer(who).await;
    let mut q = town.store().read();
    let page = notifications::list(&mut q, &viewer, &Lang::bulgarian(), None, 50).await.unwrap();
    page.items.into_iter().map(|n| n.kind).collect()
}

async fn document(iri: &str) -> Value {
    let (status, _, body) = get(iri, ACTIVITY).await;
    assert_eq!(status, 200, "{iri}: {body}");
    serde_json::from_str(&body).unwrap()
}

/// What a source lists, page by page.
async fn listed(town: &Town, source: ContentId) -> Vec<String> {
    let list = document(&object(town, source)).await["gh:adaptations"].as_str().unwrap().to_owned();
    let whole = document(&list).await;
    assert_eq!(whole["type"], "OrderedCollection");
    let page = document(whole["first"].as_str().unwrap()).await;
    let items = page["orderedItems"].as_array().unwrap();
    assert_eq!(whole["totalItems"], items.len());
    items.iter().map(|i| i.as_str().unwrap().to_owned()).collect()
}

/// The jobs of the next days run, one day after the other.
async fn days(net: &Network, days: u32) {
    for _ in 0..days {
        net.advance(DAY).await;
        // Whoever asks for the daily jobs wakes by the clock, and asks for work only then.
        for _ in 0..6 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            net.settle().await;
        }
    }
}

cities! {
    /// Nobody follows anybody: the adaptation finds its source, and the source answers.
    async fn both_sides_recognise_one_another(net: Network) {
        let p = pair(&net).await;
        assert_eq!(told(&p.a, &p.anna).await, ["taken-up"]);
        let at_a = p.a.copy_of(&p.b, p.adaptation).await.expect("it was told to the source's author");
        assert_eq!(p.a.page(&Who::Visitor, at_a).await.unwrap().content.group_id, None);
        for (town, source, adaptation) in [(&p.a, p.source, at_a), (&p.b, p.at_b, p.adaptation)] {
            assert_eq!(standings(town, source).await, [Standing::Recognised]);
            assert_eq!(parent(town, adaptation).await.standing, Standing::Recognised);
            assert_eq!(count(town, source).await, 1);
            let mut q = town.store().read();
            let nodes = tree::tree(&mut q, &Who::Visitor, source, &Lang::bulgarian()).await.unwrap();
            assert_eq!(nodes.len(), 2);
        }
        let notes = &taken(&p.a, p.source).await[0].notes;
        assert_eq!(notes["changes"], "<p>Само <strong>веднъж</strong> седмично.</p>");
        assert!(notes["adaptation_failed"].as_str().unwrap().contains("Записването"));

        let thing = document(&object(&p.b, p.adaptation)).await;
        let source = object(&p.a, p.source);
        assert_eq!(thing["sc:isBasedOn"], source);
        let said = &thing["gh:adaptation"];
        assert_eq!((&said["source"], &said["relation"]), (&json!(source), &json!("adapted")));
        assert!(said["changes"].as_str().unwrap().contains("<strong>"));
        assert!(said["sourceUpdated"].is_string());
        let own = document(&source).await;
        assert_eq!(said["sourceDigest"], federation_digest(&own), "anybody can compute it");
        let link = thing["tag"].as_array().unwrap().iter().find(|t| t["type"] == "Link").unwrap();
        assert_eq!(link["href"], source);
        assert_eq!(link["rel"], "https://w3id.org/guildhall/ns#adaptedFrom");
        let author = own["attributedTo"].as_str().unwrap();
        assert!(thing["cc"].as_array().unwrap().iter().any(|cc| cc == author));
        assert!(own.get("sc:isBasedOn").is_none() && own.get("gh:adaptation").is_none());
        assert_eq!(listed(&p.a, p.source).await, [object(&p.b, p.adaptation)]);
        assert!(listed(&p.b, p.adaptation).await.is_empty(), "it may be taken up too");
    }

    /// A third city shows what each side claims, and what both do when it knows both.
    async fn a_third_city_shows_what_it_knows(net: Network) {
        let (a, b, c) = (net.city("a").await, net.city("b").await, net.city("c").await);
        let (anna, boris) = (a.person("anna").await, b.person("boris").await);
        let (clara, dora) = (c.person("clara").await, c.person("dora").await);
        let anna_at_c = c.find(&format!("@{}", a.address("anna"))).await;
        follows::follow(c.store(), &clara.who, anna_at_c).await.unwrap();
        net.settle().await;
        let source = service::publish(a.publishing(), &anna.who, &practice("Гише", "Гент")).await.unwrap();
        net.settle().await;
        let at_c = c.copy_of(&a, source).await.expect("Clara follows her");
        let at_b = b.find_content(&object(&a, source)).await;
        let adaptation = take_up(&b, &boris, at_b, "София", |_| {}).await;
        net.settle().await;
        // It knows the source, and what its author said to those who follow her.
        let only = taken(&c, at_c).await;
        assert_eq!(only.iter().map(|t| (t.standing, t.iri.clone())).collect::<Vec<_>>(),
            [(Standing::Listed, object(&b, adaptation))]);
        assert_eq!(count(&c, at_c).await, 0, "nobody there knows that the city says so too");
        let copy = c.find_content(&object(&b, adaptation)).await;
        assert_eq!(standings(&c, at_c).await, [Standing::Recognised]);
        assert_eq!(parent(&c, copy).await.standing, Standing::Recognised);
        assert_eq!(count(&c, at_c).await, 1);
        // Dora takes it up from Boris: the third generation, in the third city.
        let third = take_up(&c, &dora, copy, "Пловдив", |_| {}).await;
        net.settle().await;
        assert_eq!(told(&b, &boris).await, ["taken-up"]);
        let nodes = tree::tree(&mut c.store().read(), &Who::Visitor, third, &Lang::bulgarian()).await.unwrap();
        let depths: Vec<usize> = nodes.iter().map(|n| n.depth).collect();
        assert_eq!(depths, [0, 1, 2]);
        assert!(nodes[2].here && nodes.iter().all(|n| n.standing == Standing::Recognised));
    }

    /// A community of another city passes on what a source lists, and nobody is told twice.
    async fn a_community_passes_on_what_is_listed(net: Network) {
        let t = three(&net).await;
        let mut draft = practice("Гише", "Гент");
        draft.group = Some(t.group_a);
        let source = service::publish(t.a.publishing(), &t.anna.who, &draft).await.unwrap();
        net.settle().await;
        let at_c = t.c.copy_of(&t.a, source).await.expect("the community announced it");
        let adaptation = take_up(&t.c, &t.clara, at_c, "София", |d| d.group = Some(t.group_c)).await;
        net.settle().await;
        for (town, group) in [(&t.a, t.group_a), (&t.b, t.group_b), (&t.c, t.group_c)] {
            let source = if town.origin == t.a.origin { source } else { town.copy_of(&t.a, source).await.unwrap() };
            assert_eq!(standings(town, source).await, [Standing::Recognised], "{}", town.origin);
            let card = taken(town, source).await.remove(0).card.expect("it is there");
            assert_eq!(card.group_id, Some(group), "it stands in its own community");
        }
        let at_a = t.a.copy_of(&t.c, adaptation).await.unwrap();
        lineage::decide(t.a.publishing(), &t.anna.who, source, at_a, false).await.unwrap();
        net.settle().await;
        for town in [&t.b, &t.c] {
            let copy = town.copy_of(&t.a, source).await.unwrap();
            assert!(standings(town, copy).await.is_empty(), "{}", town.origin);
        }
    }

    /// A city that knows the adaptation alone shows its claim, and asks the source when it knows it.
    async fn a_claim_is_confirmed_where_the_source_lives(net: Network) {
        let p = pair(&net).await;
        let c = net.city("c").await;
        let copy = c.find_content(&object(&p.b, p.adaptation)).await;
        let known = parent(&c, copy).await;
        assert_eq!(known.standing, Standing::Claimed);
        assert!(matches!(&known.source, Source::Elsewhere(iri) if *iri == object(&p.a, p.source)));
        let at_c = c.find_content(&object(&p.a, p.source)).await;
        assert_eq!(standings(&c, at_c).await, [Standing::Claimed]);
        days(&net, 1).await;
        assert_eq!(standings(&c, at_c).await, [Standing::Recognised]);
        assert_eq!(count(&c, at_c).await, 1);
    }

    /// Whoever took it up learns of an edit although nobody there follows its author.
    async fn a_source_that_is_edited(net: Network) {
        let p = pair(&net).await;
        let mut changed = practice("Едно гише", "Гент");
        changed.values.insert("approach".into(), "По нов начин.".into());
        service::edit(p.a.publishing(), &p.anna.who, p.source, &changed, "нов подход", None).await.unwrap();
        net.settle().await;
        assert_eq!(p.b.page(&Who::Visitor, p.at_b).await.unwrap().text.title, "Едно гише");
        assert_eq!(told(&p.b, &p.boris).await, ["source-changed"]);
        assert!(parent(&p.b, p.adaptation).await.behind);
        let mut q = p.b.store().read();
        let found = lineage::difference(&mut q, p.b.publishing(), &p.boris.who, p.adaptation).await.unwrap();
        assert!(found.parts.iter().any(|part| part.after == "По нов начин."), "{:?}", found.parts);
        let before = document(&object(&p.b, p.adaptation)).await["gh:adaptation"]["sourceDigest"].clone();
        lineage::caught_up(p.b.publishing(), &p.boris.who, labels(), Some(&p.b.origin), p.adaptation).await.unwrap();
        net.settle().await;
        let after = document(&object(&p.b, p.adaptation)).await["gh:adaptation"]["sourceDigest"].clone();
        assert_ne!(before, after);
        assert_eq!(after, federation_digest(&document(&object(&p.a, p.source)).await));
        assert_eq!(standings(&p.a, p.source).await, [Standing::Recognised]);
    }

    /// A source that is withdrawn (410) leaves its title; the adaptation stays.
    async fn a_source_that_is_withdrawn(net: Network) {
        let p = pair(&net).await;
        service::withdraw(p.a.publishing(), &p.anna.who, p.source).await.unwrap();
        net.settle().await;
        assert_eq!(told(&p.b, &p.boris).await, ["source-withdrawn"]);
        let left = parent(&p.b, p.adaptation).await;
        assert_eq!(left.state, SourceState::Withdrawn);
        assert!(matches!(left.source, Source::Withdrawn(kept) if kept.title == "Гише" && kept.place == "Гент"));
        assert_eq!(get(&object(&p.a, p.source), ACTIVITY).await.0, 410);
        assert_eq!(get(&format!("{}/adaptations", object(&p.a, p.source)), ACTIVITY).await.0, 404);
        assert!(p.b.page(&Who::Visitor, p.adaptation).await.is_ok());
    }

    /// A source whose Delete never arrived is found gone by whoever looks.
    async fn a_source_that_went_unnoticed(net: Network) {
        let p = pair(&net).await;
        let fallen = net.kill(p.b);
        service::withdraw(p.a.publishing(), &p.anna.who, p.source).await.unwrap();
        days(&net, 16).await;
        let b = net.restart(fallen).await;
        days(&net, 8).await;
        assert_eq!(parent(&b, p.adaptation).await.state, SourceState::Withdrawn);
    }

    /// A city that is gone for good is missed after a month; what is known of its practice stays.
    async fn a_source_whose_city_is_gone(net: Network) {
        let p = pair(&net).await;
        let _gone = net.kill(p.a);
        days(&net, 8).await;
        assert_eq!(parent(&p.b, p.adaptation).await.state, SourceState::There, "it may come back");
        days(&net, 40).await;
        let left = parent(&p.b, p.adaptation).await;
        assert_eq!(left.state, SourceState::Vanished);
        assert_eq!(left.standing, Standing::Recognised, "what was said stays said");
        assert!(matches!(left.source, Source::Here(card) if card.title == "Гише"));
        assert_eq!(told(&p.b, &p.boris).await, ["source-vanished"]);
    }

    /// The author of the source takes an adaptation off her list, and puts it back.
    async fn an_adaptation_that_is_refused(net: Network) {
        let p = pair(&net).await;
        let at_a = p.a.copy_of(&p.b, p.adaptation).await.unwrap();
        lineage::decide(p.a.publishing(), &p.anna.who, p.source, at_a, false).await.unwrap();
        net.settle().await;
        assert!(listed(&p.a, p.source).await.is_empty());
        assert!(standings(&p.a, p.source).await.is_empty());
        assert_eq!(parent(&p.b, p.adaptation).await.standing, Standing::Refused);
        assert_eq!(count(&p.b, p.at_b).await, 0);
        assert_eq!(told(&p.b, &p.boris).await, ["unlisted"]);
        lineage::decide(p.a.publishing(), &p.anna.who, p.source, at_a, true).await.unwrap();
        net.settle().await;
        assert_eq!(parent(&p.b, p.adaptation).await.standing, Standing::Recognised);
    }

    /// An adaptation that is withdrawn is on no list any more.
    async fn an_adaptation_that_is_withdrawn(net: Network) {
        let p = pair(&net).await;
        service::withdraw(p.b.publishing(), &p.boris.who, p.adaptation).await.unwrap();
        net.settle().await;
        assert!(listed(&p.a, p.source).await.is_empty());
        assert_eq!(count(&p.a, p.source).await, 0);
        assert!(standings(&p.b, p.at_b).await.is_empty());
    }

    /// Only the origin of a source adds to its list.
    async fn a_list_is_its_own_origins(net: Network) {
        let p = pair(&net).await;
        let at_a = p.a.copy_of(&p.b, p.adaptation).await.unwrap();
        lineage::decide(p.a.publishing(), &p.anna.who, p.source, at_a, false).await.unwrap();
        net.settle().await;
        let peer = Peer::start("peer", net.clock()).await;
        let eve = peer.somebody("eve");
        let list = format!("{}/adaptations", object(&p.a, p.source));
        for (n, town) in [&p.a, &p.b].into_iter().enumerate() {
            let add = json!({ "@context": CONTEXT, "id": peer.iri(&format!("/add/{n}")), "type": "Add",
                "actor": eve.iri, "object": object(&p.b, p.adaptation), "target": list, "to": [PUBLIC] });
            peer.deliver(&eve, &format!("{}/inbox", town.origin), &add).await;
        }
        net.settle().await;
        assert!(listed(&p.a, p.source).await.is_empty());
        assert_eq!(parent(&p.b, p.adaptation).await.standing, Standing::Refused);
        // Nor is something of somebody else's said to be made of anything.
        let forged = json!({ "@context": CONTEXT, "id": peer.iri("/create/1"), "type": "Create",
            "actor": eve.iri, "to": [PUBLIC], "object": { "id": object(&p.b, p.at_b), "type": "Article",
            "attributedTo": eve.iri, "name": "x", "content": "<p>x</p>", "to": [PUBLIC],
            "sc:isBasedOn": object(&p.a, p.source) } });
        peer.deliver(&eve, &format!("{}/inbox", p.a.origin), &forged).await;
        net.settle().await;
        assert!(standings(&p.a, p.source).await.is_empty());
    }

    /// What other software says in its own words is understood as far as it goes.
    async fn whoever_says_less_is_understood(net: Network) {
        let a = net.city("a").await;
        let anna = a.person("anna").await;
        let source = service::publish(a.publishing(), &anna.who, &practice("Гише", "Гент")).await.unwrap();
        let peer = Peer::start("peer", net.clock()).await;
        let eve = peer.somebody("eve");
        let article = |n: u32, based: Value| json!({ "@context": CONTEXT, "id": peer.iri(&format!("/create/{n}")),
            "type": "Create", "actor": eve.iri, "to": [PUBLIC], "object": { "id": peer.iri(&format!("/{n}")),
            "type": "Article", "attributedTo": eve.iri, "name": format!("Repair {n}"), "content": "<p>x</p>",
            "to": [PUBLIC], "published": "2026-11-22T08:00:00Z", "sc:isBasedOn": based,
            "gh:adaptation": { "odd": [1, { "x": null }] }, "gh:unknown": { "y": 1 } } });
        let inbox = format!("{}/inbox", a.origin);
        let own = object(&a, source);
        assert_eq!(peer.deliver(&eve, &inbox, &article(1, own.clone().into())).await, 202);
        assert_eq!(peer.deliver(&eve, &inbox, &article(2, json!("https://elsewhere.example/1"))).await, 202);
        net.settle().await;
        assert_eq!(standings(&a, source).await, [Standing::Recognised]);
        assert!(a.copy(&peer.iri("/2")).await.is_none(), "nobody here has to do with it");
        let told = peer.delivered();
        let add = told.iter().find(|d| d["type"] == "Add").expect("the source answers");
        assert_eq!((&add["object"], &add["target"]), (&json!(peer.iri("/1")), &json!(format!("{own}/adaptations"))));
        let fetched = document(add["id"].as_str().unwrap()).await;
        assert_eq!(fetched["target"], add["target"]);
    }

    /// What is made of something for members stays with them, in all their cities.
    async fn what_is_for_members_is_told_to_them_alone(net: Network) {
        let t = closed(&net).await;
        let mut draft = practice("Вътрешно гише", "Гент");
        draft.group = Some(t.group_b);
        let source = service::publish(t.b.publishing(), &t.boris.who, &draft).await.unwrap();
        net.settle().await;
        let at_a = t.a.copy_of(&t.b, source).await.expect("her city has a seat");
        let adaptation = take_up(&t.a, &t.anna, at_a, "София", |_| {}).await;
        net.settle().await;
        assert_eq!(told(&t.b, &t.boris).await.iter().filter(|k| *k == "taken-up").count(), 1);
        let at_b = t.b.copy_of(&t.a, adaptation).await.expect("the community has it");
        let mut q = t.b.store().read();
        let lang = Lang::bulgarian();
        let seen = lineage::taken_up(&mut q, &t.boris.who, source, true, &lang).await.unwrap();
        assert_eq!(seen.iter().map(|s| s.standing).collect::<Vec<_>>(), [Standing::Recognised]);
        let other = t.b.person("other").await;
        for who in [Who::Visitor, other.who] {
            assert!(matches!(t.b.page(&who, at_b).await, Err(Error::NotFound)));
            assert!(lineage::taken_up(&mut q, &who, source, false, &lang).await.unwrap().is_empty());
            assert!(lineage::parent(&mut q, &who, at_b, &lang).await.unwrap().is_none());
        }
        assert!(t.c.copy_of(&t.a, adaptation).await.is_none());
        for iri in [object(&t.a, adaptation), format!("{}/adaptations", object(&t.b, source))] {
            let (status, _, body) = get(&iri, ACTIVITY).await;
            assert!(status == 404 && !body.contains("Вътрешно"), "{iri}: {status} {body}");
        }
        let mut q = t.a.store().read();
        let parent = lineage::parent(&mut q, &t.anna.who, adaptation, &lang).await.unwrap().unwrap();
        assert_eq!(parent.standing, Standing::Recognised);
    }

    /// With a blocked city nothing is agreed on.
    async fn a_blocked_city_is_not_recognised(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let (anna, boris) = (a.person("anna").await, b.person("boris").await);
        let source = service::publish(a.publishing(), &anna.who, &practice("Гише", "Гент")).await.unwrap();
        net.settle().await;
        let at_b = b.find_content(&object(&a, source)).await;
        let chief = a.person("chief").await;
        let chief = Who::Person { actor: chief.actor, role: Role::Administrator };
        let decision = hosts::Decision { ruling: Some(Ruling::Blocked), reason: "" };
        hosts::decide(a.store(), &chief, b.origin.authority(), decision).await.unwrap();
        net.settle().await;
        let adaptation = take_up(&b, &boris, at_b, "София", |_| {}).await;
        net.settle().await;
        assert!(a.copy_of(&b, adaptation).await.is_none());
        assert!(standings(&a, source).await.is_empty());
        assert_eq!(parent(&b, adaptation).await.standing, Standing::Claimed);
    }
}

/// The digest as FEDERATION.md defines it, worked out by other means than the program's.
fn federation_digest(document: &Value) -> String {
    const SAYING: [&str; 11] = [
        "id",
        "type",
        "attributedTo",
        "name",
        "nameMap",
        "summary",
        "summaryMap",
        "content",
        "contentMap",
        "language",
        "attachment",
    ];
    use sha2::Digest as _;
    let said: serde_json::Map<String, Value> = (document.as_object().unwrap().iter())
        .filter(|(key, _)| {
            let ours = key.starts_with("gh:") || key.starts_with("sc:");
            let lineage =
                ["gh:adaptations", "gh:adaptation", "sc:isBasedOn"].contains(&key.as_str());
            SAYING.contains(&key.as_str()) || (ours && !lineage)
        })
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let text = serde_json_canonicalizer::to_vec(&said).unwrap();
    let multihash = [&[0x12, 0x20][..], &sha2::Sha256::digest(text)].concat();
    format!("z{}", bs58::encode(multihash).into_string())
}

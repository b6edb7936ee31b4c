//! An agreement of two cities: proposed, amended, signed by both, and changed by neither alone.

use std::time::Duration;

use content::{Draft as Terms, hosts};
use domain::{ActorId, Error, Lang};
use federation::policy::Switches;
use guildhall_tests::{
    cities,
    network::{Network, Town},
    reader::{Reader, attribute, text},
};
use mentoring::{
    agreement::{AGREEMENT, Agreement, REPORTED, VERSIONS},
    service::{self, Beginning},
    signing, verifying,
    workspace::entry,
};
use people::{
    ledger::{self, Draft, Ledgers, Side},
    testing::Person,
};
use scraper::{Html, Selector};
use serde_json::{Map, Value, json};
use store::{Query as _, args};

store::statements! {
    ONE_LEDGER = "SELECT id FROM ledger";
    FORGET_KEYS = "DELETE FROM actor_key WHERE private_key IS NULL AND actor_id = $1 AND id LIKE $2";
    FORGET_WITNESS = "DELETE FROM ledger_witness";
    TOLD = "SELECT kind FROM notification WHERE actor_id = $1 AND ledger_id IS NOT NULL ORDER BY id";
}

struct Two {
    a: Town,
    b: Town,
    anna: Person,
    boris: Person,
    id_a: domain::id::LedgerId,
    id_b: domain::id::LedgerId,
}

fn ledgers(town: &Town) -> &Ledgers {
    town.city.app.ledgers().expect("this city federates")
}

async fn two(net: &Network) -> Two {
    let (a, b) = (net.city("a").await, net.city("b").await);
    let anna = a.people.person("anna").of(a.people.organisation).await;
    let boris = b.people.person("boris").of(b.people.organisation).await;
    let mentor = a.find(&format!("@{}", b.address("haskovo"))).await;
    let new = Beginning {
        mentor,
        mentee: a.people.organisation,
        side: Side::Second,
        title: "Мобилно гише".into(),
        message: "Бихте ли ни помогнали?".into(),
        person: format!("{}/ap/actor/{}", b.origin, boris.actor),
        from: String::new(),
        programme: String::new(),
    };
    let id_a = service::begin(ledgers(&a), &anna.who, new).await.unwrap();
    net.settle().await;
    let (id_b,): (domain::id::LedgerId,) =
        b.store().read().one(&ONE_LEDGER, args![]).await.unwrap();
    Two { a, b, anna, boris, id_a, id_b }
}

fn terms(title: &str) -> Terms {
    let values = json!({
        "goals": [{ "text": "Гишето да работи с всеки обучен служител", "measure": "Десет излизания", "due": "2027-06" }],
        "starts": "2027-01-11", "ends": "2027-12-17", "review": "2027-06-30",
        "rhythm": "на всеки десет седмици", "languages": ["bg", "en"],
        "mentor_role": "Пита и показва грешките си.", "mentee_role": "Носи истински проблем.",
        "confidentiality": "Без имена на жители.", "exit": "С едно съобщение, без мотиви."
    });
    Terms {
        title: title.into(),
        summary: "Втора година на гишето.".into(),
        sectors: vec!["one-stop-services".into()],
        values: values.as_object().unwrap().clone(),
        ..Terms::new(AGREEMENT.name, Lang::bulgarian())
    }
}

async fn agreement(town: &Town, who: &Person, id: domain::id::LedgerId) -> Agreement {
    let open = ledgers(town).see(&who.who, id).await.expect("she may see it");
    let mut q = town.store().read();
    verifying::agreement(&mut q, &open.ledger, &open.operations).await.unwrap()
}

/// What the operations alone say.
async fn written(town: &Town, who: &Person, id: domain::id::LedgerId) -> Agreement {
    let open = ledgers(town).see(&who.who, id).await.expect("she may see it");
    Agreement::of(&open.ledger, &open.operations)
}

async fn told(town: &Town, who: &Person) -> Vec<String> {
    let rows: Vec<(String,)> = town.store().read().all(&TOLD, args![who.actor]).await.unwrap();
    // What arrives in one moment has no order.
    let mut kinds: Vec<String> = rows.into_iter().map(|r| r.0).collect();
    kinds.sort();
    kinds
}

async fn same(t: &Two) -> Agreement {
    let (a, b) = (written(&t.a, &t.anna, t.id_a).await, written(&t.b, &t.boris, t.id_b).await);
    assert_eq!(a, b);
    let (a, b) = (agreement(&t.a, &t.anna, t.id_a).await, agreement(&t.b, &t.boris, t.id_b).await);
    assert_eq!(a.in_force(), b.in_force());
    a
}

/// The document of a version of the mentored city.
async fn document_of(t: &Two, digest: &str) -> Map<String, Value> {
    let all = written(&t.a, &t.anna, t.id_a).await;
    all.version(digest).expect("it was proposed").document.clone()
}

/// A city forgets the key with which a party of another one signs.
async fn lose_key(town: &Town, party: ActorId) {
    let mut tx = town.store().begin().await.unwrap();
    tx.execute(&FORGET_KEYS, args![party, "%#ed25519-key%"]).await.unwrap();
    tx.save().await.unwrap();
}

/// The mentored city's instance writes whatever it likes, for its own party.
async fn write(t: &Two, drafts: Vec<Draft>) {
    let decide = |_: &_, _: &[_]| drafts.clone();
    ledger::append_as(ledgers(&t.a), t.id_a, Side::Second, decide).await.unwrap();
}

/// It proposes any document, and signs it as its party.
async fn propose_any(t: &Two, document: &Map<String, Value>) -> String {
    let open = ledgers(&t.a).see(&t.anna.who, t.id_a).await.unwrap();
    let mut signed = document.clone();
    let party = open.ledger.party(Side::Second);
    ledgers(&t.a).federation().prove(&mut signed, party).await.unwrap();
    let digest = federation::proof::digest_of(document).unwrap();
    let set = json!({ "document": document, "mentee_signature": signed["proof"] });
    write(t, vec![Draft::new(entry::VERSION, &*digest, set)]).await;
    digest
}

/// What a city does once a day.
async fn daily(town: &Town) {
    let mut tx = town.store().begin().await.unwrap();
    for ask in town.city.app.daily() {
        ask(&mut tx).await.unwrap();
    }
    tx.save().await.unwrap();
}

fn count(page: &Html, selector: &str) -> usize {
    page.select(&Selector::parse(selector).unwrap()).count()
}

cities! {
    async fn it_binds_when_both_have_signed_and_not_before(net: Network) {
        let t = two(&net).await;
        assert_eq!(told(&t.b, &t.boris).await, ["mentoring-begun"]);
        let first = signing::propose(ledgers(&t.a), &t.anna.who, t.id_a, &terms("Мобилно гише")).await.unwrap();
        net.settle().await;
        let all = same(&t).await;
        assert!(all.in_force().is_none());
        let version = all.version(&first).unwrap();
        assert!(version.waits_for(Side::First) && !version.waits_for(Side::Second));
        assert_eq!(version.document["gh:reported"], json!(REPORTED), "what the coordinator gets is signed, too");
        assert_eq!(told(&t.b, &t.boris).await, ["mentoring-begun", "mentoring-proposed"]);

        // The mentor amends it: declines this one and proposes another.
        signing::refuse(ledgers(&t.b), &t.boris.who, t.id_b, &first, "По-рядко, моля.").await.unwrap();
        let amended = Terms { summary: "По-рядко.".into(), ..all.version(&first).unwrap().draft() };
        let second = signing::propose(ledgers(&t.b), &t.boris.who, t.id_b, &amended).await.unwrap();
        net.settle().await;
        let over = signing::accept(ledgers(&t.a), &t.anna.who, t.id_a, &first).await;
        assert!(matches!(over, Err(Error::Conflict("agreement-error-over"))), "{over:?}");
        signing::accept(ledgers(&t.a), &t.anna.who, t.id_a, &second).await.unwrap();
        net.settle().await;
        let all = same(&t).await;
        let binds = all.in_force().expect("both have signed");
        assert_eq!((binds.digest.as_str(), binds.bound, binds.number()), (second.as_str(), Some(1), 2));
        for (town, who, id) in [(&t.a, &t.anna, t.id_a), (&t.b, &t.boris, t.id_b)] {
            let there = agreement(town, who, id).await;
            assert_eq!(there.in_force().map(|v| v.verified), Some([Some(0); 2]));
        }

        // A change binds only when both have signed again; until then the former one does.
        let third = signing::propose(ledgers(&t.a), &t.anna.who, t.id_a, &terms("Още една цел")).await.unwrap();
        net.settle().await;
        assert_eq!(same(&t).await.in_force().unwrap().digest, second);
        signing::accept(ledgers(&t.b), &t.boris.who, t.id_b, &third).await.unwrap();
        net.settle().await;
        let all = same(&t).await;
        let binds = all.in_force().unwrap();
        assert_eq!((binds.digest.as_str(), binds.bound, binds.replaces()), (third.as_str(), Some(2), second.as_str()));
        assert!(told(&t.b, &t.boris).await.contains(&"mentoring-agreed".to_owned()));
    }

    async fn what_was_signed_stays_signed_when_keys_are_renewed(net: Network) {
        let t = two(&net).await;
        let digest = signing::propose(ledgers(&t.a), &t.anna.who, t.id_a, &terms("Мобилно гише")).await.unwrap();
        net.settle().await;
        signing::accept(ledgers(&t.b), &t.boris.who, t.id_b, &digest).await.unwrap();
        net.settle().await;
        for town in [&t.a, &t.b] {
            people::federating::rotate_keys(town.store(), &town.secret(), &town.origin).await.unwrap();
        }
        net.advance(Duration::from_secs(125)).await;
        net.settle().await;
        for (town, person, id) in [(&t.a, &t.anna, t.id_a), (&t.b, &t.boris, t.id_b)] {
            let all = agreement(town, person, id).await;
            assert_eq!(all.in_force().map(|version| version.verified), Some([Some(0); 2]));
        }
        // With the new keys they go on.
        let second = signing::propose(ledgers(&t.b), &t.boris.who, t.id_b, &terms("Второ гише")).await.unwrap();
        net.settle().await;
        signing::accept(ledgers(&t.a), &t.anna.who, t.id_a, &second).await.unwrap();
        net.settle().await;
        assert_eq!(same(&t).await.in_force().map(|v| v.digest.clone()), Some(second));
    }

    async fn two_who_sign_at_once_bind_one_version(net: Network) {
        let t = two(&net).await;
        // Each proposes one, and signs the other's before it knows that its own was signed.
        let of_a = signing::propose(ledgers(&t.a), &t.anna.who, t.id_a, &terms("На А")).await.unwrap();
        let of_b = signing::propose(ledgers(&t.b), &t.boris.who, t.id_b, &terms("На Б")).await.unwrap();
        net.settle().await;
        let (at_a, at_b) = tokio::join!(
            signing::accept(ledgers(&t.a), &t.anna.who, t.id_a, &of_b),
            signing::accept(ledgers(&t.b), &t.boris.who, t.id_b, &of_a),
        );
        at_a.unwrap();
        // The mentor may have heard already that the other one binds.
        assert!(matches!(at_b, Ok(()) | Err(Error::Conflict(_))), "{at_b:?}");
        net.settle().await;
        let all = same(&t).await;
        assert_eq!(all.versions.iter().filter(|v| v.bound.is_some()).count(), 1);
        assert!(all.ready().next().is_none(), "the other one takes the place of nothing any more");
    }

    async fn neither_side_alone_can_change_it(net: Network) {
        let t = two(&net).await;
        let first = signing::propose(ledgers(&t.a), &t.anna.who, t.id_a, &terms("Едно")).await.unwrap();
        net.settle().await;
        signing::accept(ledgers(&t.b), &t.boris.who, t.id_b, &first).await.unwrap();
        net.settle().await;
        let binds = same(&t).await.in_force().unwrap().clone();
        // Another text under the same name, a signature of the other one, an entry in the register.
        let mut other = binds.document.clone();
        other["summary"] = json!("Друго");
        let attempts = [
            (&t.a, &t.anna, t.id_a, json!({ "document": other })),
            (&t.b, &t.boris, t.id_b, json!({ "document": other })),
            (&t.a, &t.anna, t.id_a, json!({ "mentor_signature": {} })),
            (&t.b, &t.boris, t.id_b, json!({ "bound": 2 })),
        ];
        for (town, who, id, set) in attempts {
            let draft = Draft::new(entry::VERSION, binds.digest.clone(), set);
            let _ = ledger::append(ledgers(town), &who.who, id, None, vec![draft]).await;
        }
        // The mentored city enters in its own register what the mentor has never signed.
        let mut alone = binds.document.clone();
        alone["gh:number"] = json!(9);
        alone["gh:replaces"] = json!(binds.digest);
        let digest = federation::proof::digest_of(&alone).unwrap();
        for set in [
            json!({ "document": alone, "mentee_signature": {}, "bound": 2 }),
            json!({ "bound": null }),
        ] {
            let key = if set.get("document").is_some() { &digest } else { &binds.digest };
            write(&t, vec![Draft::new(entry::VERSION, key, set)]).await;
        }
        net.settle().await;
        let all = same(&t).await;
        assert_eq!(all.in_force(), Some(&binds));
        assert_eq!(all.registered(), Some(&binds));
    }

    async fn what_was_taken_back_is_never_bound(net: Network) {
        let t = two(&net).await;
        let first = signing::propose(ledgers(&t.b), &t.boris.who, t.id_b, &terms("Едно")).await.unwrap();
        signing::refuse(ledgers(&t.b), &t.boris.who, t.id_b, &first, "").await.unwrap();
        net.settle().await;
        // The mentored city signs it all the same, and enters it in its register.
        let bind = |digest: &str| {
            let sets = [json!({ "mentee_signature": {} }), json!({ "bound": 1 })];
            sets.map(|set| Draft::new(entry::VERSION, digest, set)).to_vec()
        };
        write(&t, bind(&first)).await;
        net.settle().await;
        assert!(same(&t).await.registered().is_none());
        // Nor when something else binds by then.
        let second = signing::propose(ledgers(&t.b), &t.boris.who, t.id_b, &terms("Две")).await.unwrap();
        let third = signing::propose(ledgers(&t.b), &t.boris.who, t.id_b, &terms("Три")).await.unwrap();
        net.settle().await;
        signing::accept(ledgers(&t.a), &t.anna.who, t.id_a, &third).await.unwrap();
        net.settle().await;
        write(&t, bind(&second)).await;
        net.settle().await;
        let all = same(&t).await;
        assert_eq!(all.in_force().map(|v| v.digest.clone()), Some(third));
        assert_eq!(all.registered(), all.in_force());
    }

    async fn what_waits_gives_way_to_what_is_proposed_in_its_place(net: Network) {
        let t = two(&net).await;
        let first = signing::propose(ledgers(&t.a), &t.anna.who, t.id_a, &terms("Едно")).await.unwrap();
        let unchanged = signing::propose(ledgers(&t.a), &t.anna.who, t.id_a, &terms("Едно")).await;
        let Err(Error::Invalid(errors)) = unchanged else { panic!("{unchanged:?}") };
        assert_eq!(errors.0[0].key, "agreement-error-unchanged");
        // As a form sends it that has the languages in another order.
        let mut turned = terms("Едно");
        turned.values.insert("languages".into(), json!(["en", "bg"]));
        let unchanged = signing::propose(ledgers(&t.a), &t.anna.who, t.id_a, &turned).await;
        assert!(matches!(unchanged, Err(Error::Invalid(_))), "{unchanged:?}");
        let second = signing::propose(ledgers(&t.a), &t.anna.who, t.id_a, &terms("Две")).await.unwrap();
        net.settle().await;
        let all = same(&t).await;
        let waits = |all: &Agreement| all.open().map(|v| v.digest.clone()).collect::<Vec<_>>();
        assert_eq!(waits(&all), std::slice::from_ref(&second));
        let taken_back = all.version(&first).unwrap();
        assert!(taken_back.withdrawn && taken_back.instead == second);
        let over = signing::accept(ledgers(&t.b), &t.boris.who, t.id_b, &first).await;
        assert!(matches!(over, Err(Error::Conflict("agreement-error-over"))), "{over:?}");

        // The other city proposes its own instead of signing.
        let third = signing::propose(ledgers(&t.b), &t.boris.who, t.id_b, &terms("Три")).await.unwrap();
        net.settle().await;
        let all = same(&t).await;
        assert_eq!(waits(&all), std::slice::from_ref(&third));
        assert_eq!(all.version(&second).unwrap().instead, third);
        signing::accept(ledgers(&t.a), &t.anna.who, t.id_a, &third).await.unwrap();
        net.settle().await;
        let all = same(&t).await;
        assert_eq!(all.in_force().map(|v| &v.digest), Some(&third));
        let unchanged = signing::propose(ledgers(&t.b), &t.boris.who, t.id_b, &terms("Три")).await;
        assert!(matches!(unchanged, Err(Error::Invalid(_))), "it is in force already: {unchanged:?}");
    }

    async fn nobody_signs_what_her_page_does_not_show(net: Network) {
        let t = two(&net).await;
        let first = signing::propose(ledgers(&t.a), &t.anna.who, t.id_a, &terms("Едно")).await.unwrap();
        let document = document_of(&t, &first).await;
        signing::refuse(ledgers(&t.a), &t.anna.who, t.id_a, &first, "").await.unwrap();
        let spoilt = |pointer: &str, value: Value| {
            let mut all = Value::Object(document.clone());
            let (place, name) = pointer.rsplit_once('/').unwrap();
            all.pointer_mut(place).unwrap()[name] = value;
            all.as_object().unwrap().clone()
        };
        let mut without = document.clone();
        without.remove("gh:reported");
        let strange = [
            spoilt("/gh:fee", json!("500 евро")),
            spoilt("/gh:terms/fee", json!("500 евро")),
            spoilt("/gh:terms/costs", json!({ "text": "500 евро" })),
            spoilt("/gh:terms/minutes", json!("60")),
            spoilt("/gh:terms/exit", json!("С едно\u{200b} съобщение.")),
            spoilt("/gh:terms/goals/0/fee", json!("500 евро")),
            spoilt("/gh:number", json!(5000)),
            spoilt("/gh:programme", json!("javascript:alert(1)")),
            spoilt("/gh:reported", json!(["stage", "dates", "hours", "satisfaction", "overdue", "messages"])),
            without,
        ];
        for document in &strange {
            let digest = propose_any(&t, document).await;
            net.settle().await;
            let refused = signing::accept(ledgers(&t.b), &t.boris.who, t.id_b, &digest).await;
            assert!(matches!(refused, Err(Error::Forbidden("agreement-error-shape"))), "{refused:?}: {document:?}");
        }
        let at_b = Reader::of(&t.b, &t.boris, "en").await;
        let here = format!("/mentoring/workspaces/{}/agreement", t.id_b);
        let page = at_b.get(&here).await;
        assert_eq!(count(&page, "button[name=sign]"), 0);
        assert_eq!(count(&page, "article .banner-warn"), strange.len());
        assert_eq!(count(&page, "button[name=refuse]"), strange.len(), "each can be declined");
        // What it shows wholly is signed as ever.
        let second = signing::propose(ledgers(&t.a), &t.anna.who, t.id_a, &terms("Две")).await.unwrap();
        net.settle().await;
        assert_eq!(attribute(&at_b.get(&here).await, "button[name=sign]", "value"), second);
        signing::accept(ledgers(&t.b), &t.boris.who, t.id_b, &second).await.unwrap();
        net.settle().await;
        assert_eq!(same(&t).await.in_force().map(|v| v.digest.clone()), Some(second));
    }

    async fn whoever_proposes_without_end_is_read_to_an_end(net: Network) {
        let t = two(&net).await;
        let first = signing::propose(ledgers(&t.a), &t.anna.who, t.id_a, &terms("Едно")).await.unwrap();
        let document = document_of(&t, &first).await;
        let further = |n: usize| {
            let mut document = document.clone();
            document["name"] = json!(format!("Редакция {n}"));
            let digest = federation::proof::digest_of(&document).unwrap();
            Draft::new(entry::VERSION, digest, json!({ "document": document, "mentee_signature": { "n": n } }))
        };
        write(&t, (0..VERSIONS + 10).map(further).collect()).await;
        let sign = |n: usize| Draft::new(entry::VERSION, &*first, json!({ "mentee_signature": { "n": n } }));
        write(&t, (0..9).map(sign).collect()).await;
        net.settle().await;
        let all = same(&t).await;
        assert_eq!(all.versions.len(), VERSIONS);
        assert_eq!(all.version(&first).unwrap().signatures[1].len(), 3);
        let full = signing::propose(ledgers(&t.a), &t.anna.who, t.id_a, &terms("Още")).await;
        assert!(matches!(full, Err(Error::Conflict("ledger-error-full"))), "{full:?}");
        // The other city still proposes, and what counts of the first one is signed.
        let theirs = signing::propose(ledgers(&t.b), &t.boris.who, t.id_b, &terms("Наша")).await.unwrap();
        net.settle().await;
        signing::accept(ledgers(&t.a), &t.anna.who, t.id_a, &theirs).await.unwrap();
        net.settle().await;
        assert_eq!(same(&t).await.in_force().map(|v| v.digest.clone()), Some(theirs));
    }

    async fn a_signature_that_nobody_has_given_binds_nothing(net: Network) {
        let t = two(&net).await;
        let first = signing::propose(ledgers(&t.b), &t.boris.who, t.id_b, &terms("Едно")).await.unwrap();
        net.settle().await;
        let sets = [json!({ "mentee_signature": { "x": 1 } }), json!({ "bound": 1 })];
        write(&t, sets.map(|set| Draft::new(entry::VERSION, &*first, set)).to_vec()).await;
        net.settle().await;
        let all = same(&t).await;
        assert_eq!(all.registered().map(|v| &v.digest), Some(&first), "that is what the operations say");
        assert!(all.in_force().is_none() && all.goals().is_empty());
        let at_b = Reader::of(&t.b, &t.boris, "en").await;
        let page = at_b.get(&format!("/mentoring/workspaces/{}/agreement", t.id_b)).await;
        assert!(text(&page, "#v1 .tag-warn").contains("Signature not verified"));
        assert_eq!(count(&page, ".tag-ok"), 0);
        assert!(text(&at_b.get("/mentoring/workspaces").await, "#workspaces").contains("not agreed yet"));
        let home = at_b.get(&format!("/mentoring/workspaces/{}", t.id_b)).await;
        assert_eq!(count(&home, "[aria-labelledby=goals] progress"), 0);
        assert!(!told(&t.b, &t.boris).await.contains(&"mentoring-agreed".to_owned()));
        // They go on from there.
        let second = signing::propose(ledgers(&t.b), &t.boris.who, t.id_b, &terms("Две")).await.unwrap();
        net.settle().await;
        signing::accept(ledgers(&t.a), &t.anna.who, t.id_a, &second).await.unwrap();
        net.settle().await;
        assert_eq!(same(&t).await.in_force().map(|v| v.digest.clone()), Some(second));
        assert!(told(&t.b, &t.boris).await.contains(&"mentoring-agreed".to_owned()));
    }

    async fn what_both_have_signed_binds_though_a_key_cannot_be_had_for_a_while(net: Network) {
        let Two { a, b, anna, boris, id_a, id_b } = two(&net).await;
        let first = signing::propose(ledgers(&a), &anna.who, id_a, &terms("Едно")).await.unwrap();
        net.settle().await;
        // The mentored city, which keeps the register, has lost the mentor's key, and nothing leaves it.
        let open = ledgers(&a).see(&anna.who, id_a).await.unwrap();
        let mentor = open.ledger.party(Side::First).id;
        let a = net.restart(net.kill(a)).await;
        lose_key(&a, mentor).await;
        hosts::stop(a.store(), &a.people.admin.who, Switches::Outbound, true).await.unwrap();
        signing::accept(ledgers(&b), &boris.who, id_b, &first).await.unwrap();
        net.settle().await;
        let all = agreement(&a, &anna, id_a).await;
        assert!(all.ready().next().is_some() && all.registered().is_none(), "it has come, and waits");
        hosts::stop(a.store(), &a.people.admin.who, Switches::Outbound, false).await.unwrap();
        net.advance(Duration::from_secs(60)).await;
        let t = Two { a, b, anna, boris, id_a, id_b };
        assert_eq!(same(&t).await.in_force().map(|v| v.digest.clone()), Some(first));
    }

    async fn pages_wait_for_no_other_server_and_the_daily_turn_looks_again(net: Network) {
        let Two { a, b, anna, boris, id_a, id_b } = two(&net).await;
        signing::propose(ledgers(&a), &anna.who, id_a, &terms("Едно")).await.unwrap();
        net.settle().await;
        let open = ledgers(&b).see(&boris.who, id_b).await.unwrap();
        let mentee = open.ledger.party(Side::Second).id;
        let b = net.restart(net.kill(b)).await;
        net.settle().await;
        lose_key(&b, mentee).await;
        let mut tx = b.store().begin().await.unwrap();
        tx.execute(&FORGET_WITNESS, args![]).await.unwrap();
        tx.save().await.unwrap();
        let here = format!("/mentoring/workspaces/{id_b}/agreement");
        let at_b = Reader::of(&b, &boris, "en").await;
        for _ in 0..2 {
            // The other city would answer, and nobody asks it for a page.
            assert!(text(&at_b.get(&here).await, "#v1").contains("has not been verified yet"));
        }
        daily(&b).await;
        net.settle().await;
        let page = at_b.get(&here).await;
        assert!(!text(&page, "#v1").contains("has not been verified yet"));
        assert_eq!(agreement(&b, &boris, id_b).await.versions[0].verified, [None, Some(0)]);
    }

    async fn what_is_missing_is_said_beside_the_field(net: Network) {
        let t = two(&net).await;
        let mut wrong = terms("");
        wrong.values.insert("ends".into(), json!("2026"));
        wrong.values.remove("goals");
        let refused = signing::propose(ledgers(&t.a), &t.anna.who, t.id_a, &wrong).await;
        let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
        let mut fields: Vec<String> = errors.0.into_iter().map(|e| e.field.into_owned()).collect();
        fields.sort();
        assert_eq!(fields, ["ends", "goals", "title"]);
    }
}

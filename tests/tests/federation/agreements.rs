//! An agreement of two cities: proposed, amended, signed by both, and changed by neither alone.

use content::Draft as Terms;
use domain::{Error, Lang};
use guildhall_tests::{
    cities,
    network::{Network, Town},
};
use mentoring::{
    agreement::{AGREEMENT, Agreement, REPORTED},
    service::{self, Beginning},
    signing,
    workspace::entry,
};
use people::{
    ledger::{self, Draft, Ledgers, Side},
    testing::Person,
};
use serde_json::json;
use store::{Query as _, args};

store::statements! {
    ONE_LEDGER = "SELECT id FROM ledger";
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
    let (a, b) = (agreement(&t.a, &t.anna, t.id_a).await, agreement(&t.b, &t.boris, t.id_b).await);
    assert_eq!(a, b);
    a
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
            let open = ledgers(town).see(&who.who, id).await.unwrap();
            for side in Side::BOTH {
                assert!(signing::holds(ledgers(town), &open.ledger, binds, side).await.unwrap());
            }
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
        net.advance(std::time::Duration::from_secs(125)).await;
        net.settle().await;
        for (town, person, id) in [(&t.a, &t.anna, t.id_a), (&t.b, &t.boris, t.id_b)] {
            let open = ledgers(town).see(&person.who, id).await.unwrap();
            let all = Agreement::of(&open.ledger, &open.operations);
            let version = all.in_force().unwrap();
            for side in Side::BOTH {
                assert!(signing::holds(ledgers(town), &open.ledger, version, side).await.unwrap(), "{side:?}");
            }
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
            let draft = Draft::new(entry::VERSION, key, set);
            let draft = |_: &_, _: &[_]| vec![draft.clone()];
            ledger::append_as(ledgers(&t.a), t.id_a, Side::Second, draft).await.unwrap();
        }
        net.settle().await;
        let all = same(&t).await;
        assert_eq!(all.in_force(), Some(&binds));
    }

    async fn what_was_taken_back_is_never_bound(net: Network) {
        let t = two(&net).await;
        let first = signing::propose(ledgers(&t.b), &t.boris.who, t.id_b, &terms("Едно")).await.unwrap();
        signing::refuse(ledgers(&t.b), &t.boris.who, t.id_b, &first, "").await.unwrap();
        net.settle().await;
        // The mentored city signs it all the same, and enters it in its register.
        let bind = |digest: &str| {
            let draft = Draft::new(entry::VERSION, digest, json!({ "mentee_signature": {}, "bound": 1 }));
            move |_: &_, _: &[_]| vec![draft.clone()]
        };
        ledger::append_as(ledgers(&t.a), t.id_a, Side::Second, bind(&first)).await.unwrap();
        net.settle().await;
        assert!(same(&t).await.in_force().is_none());
        // Nor when something else binds by then.
        let second = signing::propose(ledgers(&t.b), &t.boris.who, t.id_b, &terms("Две")).await.unwrap();
        let open = signing::propose(ledgers(&t.b), &t.boris.who, t.id_b, &terms("Три")).await.unwrap();
        net.settle().await;
        signing::accept(ledgers(&t.a), &t.anna.who, t.id_a, &second).await.unwrap();
        net.settle().await;
        ledger::append_as(ledgers(&t.a), t.id_a, Side::Second, bind(&open)).await.unwrap();
        net.settle().await;
        assert_eq!(same(&t).await.in_force().map(|v| v.digest.clone()), Some(second));
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

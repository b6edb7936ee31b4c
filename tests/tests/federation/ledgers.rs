//! Ledgers between cities: both hold the same whatever is lost or late, and nobody else finds a trace.

mod access;
mod healing;
mod refused;
mod restored;

use domain::{ActorId, Error, id::LedgerId};
use guildhall_tests::{
    cities,
    network::{Network, Town},
};
use mentoring::workspace::{MENTORING, entry};
use people::{
    ledger::{self, Draft, Ledgers, Open, Opening, Seen, Side},
    testing::Person,
};
use serde_json::{Value, json};
use store::{Query as _, args};

store::statements! {
    LEDGERS = "SELECT id FROM ledger ORDER BY id";
    ACTIVITIES = "SELECT activity_id FROM outgoing_activity WHERE ledger_id IS NOT NULL ORDER BY id";
    KEPT_TEXTS = "SELECT CAST(count(*) AS bigint) FROM received_activity WHERE document LIKE $1";
}

/// A city that is helped and the one that helps it, with somebody of each.
struct Two {
    /// The mentored city.
    a: Town,
    /// The mentor's city.
    b: Town,
    anna: Person,
    boris: Person,
    id_a: LedgerId,
    id_b: LedgerId,
}

fn ledgers(town: &Town) -> &Ledgers {
    town.city.app.ledgers().expect("this city federates")
}

async fn all(town: &Town) -> Vec<LedgerId> {
    let rows: Vec<(LedgerId,)> = town.store().read().all(&LEDGERS, args![]).await.unwrap();
    rows.into_iter().map(|r| r.0).collect()
}

fn iri(town: &Town, id: ActorId) -> String {
    format!("{}/ap/actor/{id}", town.origin)
}

async fn two(net: &Network) -> Two {
    let (a, b) = (net.city("a").await, net.city("b").await);
    let anna = a.people.person("anna").of(a.people.organisation).await;
    let boris = b.people.person("boris").of(b.people.organisation).await;
    let theirs = a.find(&format!("@{}", b.address("haskovo"))).await;
    let opening = Opening {
        kind: &MENTORING,
        parties: [theirs, a.people.organisation],
        side: Side::Second,
        drafts: vec![
            Draft::new(entry::ABOUT, "", json!({ "title": "Мобилно гише" })),
            Draft::ask(&iri(&b, boris.actor)),
        ],
    };
    let id_a = ledger::open(ledgers(&a), &anna.who, opening).await.unwrap();
    net.settle().await;
    let at_b = all(&b).await;
    let [id_b] = at_b[..] else { panic!("B has one: {at_b:?}") };
    Two { a, b, anna, boris, id_a, id_b }
}

async fn see(town: &Town, who: &Person, id: LedgerId) -> Open {
    ledgers(town).see(&who.who, id).await.expect("she may see it")
}

async fn write(town: &Town, who: &Person, id: LedgerId, set: Value) {
    write_having_seen(town, who, id, None, set).await;
}

async fn write_having_seen(
    town: &Town,
    who: &Person,
    id: LedgerId,
    seen: Option<&Seen>,
    set: Value,
) {
    let draft = Draft::new(entry::SESSION, "s1", set);
    ledger::append(ledgers(town), &who.who, id, seen, vec![draft]).await.expect("she may write");
}

async fn title(town: &Town, who: &Person, id: LedgerId) -> String {
    see(town, who, id).await.now.entry(entry::SESSION, "s1").text("title").to_owned()
}

async fn same(t: &Two) {
    let (a, b) = (see(&t.a, &t.anna, t.id_a).await, see(&t.b, &t.boris, t.id_b).await);
    assert_eq!(a.now, b.now);
    assert_eq!(a.operations, b.operations, "in one order, too");
    assert_eq!((a.side, b.side), (Side::Second, Side::First));
    assert_eq!(a.ledger.iri, b.ledger.iri);
}

cities! {
    async fn both_write_and_hold_the_same(net: Network) {
        let t = two(&net).await;
        same(&t).await;
        assert_eq!(see(&t.b, &t.boris, t.id_b).await.now.one(entry::ABOUT).text("title"), "Мобилно гише");
        write(&t.b, &t.boris, t.id_b, json!({ "title": "Първа среща" })).await;
        net.settle().await;
        assert_eq!(title(&t.a, &t.anna, t.id_a).await, "Първа среща");
        write(&t.a, &t.anna, t.id_a, json!({ "title": "Първа среща", "minutes": 90 })).await;
        net.settle().await;
        same(&t).await;
        let last = see(&t.b, &t.boris, t.id_b).await.operations.pop().unwrap();
        assert_eq!(last.set, *json!({ "minutes": 90 }).as_object().unwrap(), "only what is new");
        assert_eq!(last.actor, iri(&t.a, t.anna.actor));
        // Neither side writes for the other, nor for somebody else's people.
        for (entry, key, field) in
            [(entry::SESSION, "s1", "mentor_rating"), (ledger::PERSON, "https://x.example/1", "role")]
        {
            let draft = Draft::new(entry, key, json!({ field: "x" }));
            let refused = ledger::append(ledgers(&t.a), &t.anna.who, t.id_a, None, vec![draft]).await;
            assert!(matches!(refused, Err(Error::Forbidden(_))), "{field}: {refused:?}");
        }
    }

    async fn what_both_write_at_once_is_a_conflict_until_somebody_settles_it(net: Network) {
        let t = two(&net).await;
        let seen = see(&t.a, &t.anna, t.id_a).await.now.seen().clone();
        write_having_seen(&t.a, &t.anna, t.id_a, Some(&seen), json!({ "date": "2027-01-12" })).await;
        write_having_seen(&t.b, &t.boris, t.id_b, Some(&seen), json!({ "date": "2027-01-19" })).await;
        net.settle().await;
        same(&t).await;
        let open = see(&t.a, &t.anna, t.id_a).await;
        let values: Vec<&str> = open
            .now
            .entry(entry::SESSION, "s1")
            .conflict("date")
            .iter()
            .filter_map(|w| w.value.as_str())
            .collect();
        assert_eq!(values.len(), 2, "{values:?}");
        // A form with the value that is shown chooses nothing: whoever changes another field leaves both.
        write(&t.a, &t.anna, t.id_a, json!({ "date": "2027-01-19", "title": "Среща" })).await;
        net.settle().await;
        same(&t).await;
        assert!(see(&t.b, &t.boris, t.id_b).await.now.has_conflicts());
        let seen = see(&t.a, &t.anna, t.id_a).await.now.seen().clone();
        let chosen = vec![Draft::new(entry::SESSION, "s1", json!({ "date": "2027-01-19" }))];
        ledger::settle(ledgers(&t.a), &t.anna.who, t.id_a, &seen, chosen).await.unwrap();
        net.settle().await;
        same(&t).await;
        let open = see(&t.b, &t.boris, t.id_b).await;
        assert!(!open.now.has_conflicts());
        assert_eq!(open.now.entry(entry::SESSION, "s1").text("date"), "2027-01-19");

        // What came while somebody typed is not overwritten without a word.
        let seen = open.now.seen().clone();
        write(&t.a, &t.anna, t.id_a, json!({ "date": "2027-02-02" })).await;
        net.settle().await;
        write_having_seen(&t.b, &t.boris, t.id_b, Some(&seen), json!({ "date": "2027-02-09" })).await;
        net.settle().await;
        same(&t).await;
        assert!(see(&t.a, &t.anna, t.id_a).await.now.has_conflicts());
    }

    async fn what_would_be_passed_over_is_not_written(net: Network) {
        let t = two(&net).await;
        let many = (0..=ledger::registers::ENTRIES)
            .map(|n| Draft::new(entry::ACTION, format!("a{n}"), json!({ "text": "Да се обадим" })));
        let full = ledger::append(ledgers(&t.a), &t.anna.who, t.id_a, None, many.collect()).await;
        assert!(matches!(full, Err(Error::Conflict("ledger-error-full"))), "{full:?}");
    }

    async fn two_organisations_of_one_city_keep_a_ledger_too(net: Network) {
        let a = net.city("a").await;
        let ngo = a.people.another_organisation("krag").await;
        let (anna, nina) = (a.people.person("anna").of(a.people.organisation).await, a.people.person("nina").of(ngo).await);
        let opening = Opening {
            kind: &MENTORING,
            parties: [a.people.organisation, ngo],
            side: Side::First,
            drafts: vec![Draft::ask(&iri(&a, nina.actor))],
        };
        let id = ledger::open(ledgers(&a), &anna.who, opening).await.unwrap();
        net.settle().await;
        assert_eq!(see(&a, &nina, id).await.side, Side::Second);
        let seen = see(&a, &nina, id).await.now.seen().clone();
        write(&a, &anna, id, json!({ "title": "1" })).await;
        write_having_seen(&a, &nina, id, Some(&seen), json!({ "title": "2" })).await;
        assert!(see(&a, &anna, id).await.now.has_conflicts());
        let theirs = Opening { kind: &MENTORING, parties: [a.people.organisation, ngo], side: Side::Second, drafts: vec![] };
        let refused = ledger::open(ledgers(&a), &anna.who, theirs).await;
        assert!(matches!(refused, Err(Error::Forbidden("ledger-error-party"))), "{refused:?}");
    }
}

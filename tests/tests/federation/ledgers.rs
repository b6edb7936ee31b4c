//! Ledgers between cities: both hold the same whatever is lost or late, and nobody else finds a trace.

use std::time::Duration;

use domain::{ActorId, Error, id::LedgerId};
use federation::signature::Scheme;
use guildhall_tests::{
    cities,
    network::{Network, Town},
    peer::{Peer, get},
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
    FORGET_DELIVERIES = "DELETE FROM outgoing_recipient";
    KEPT_TEXTS = "SELECT CAST(count(*) AS bigint) FROM received_activity WHERE document LIKE $1";
    LOST = "DELETE FROM ledger_operation WHERE ledger_id = $1 AND sequence > $2";
    UNHEARD = "UPDATE ledger SET heads = '{}' WHERE id = $1";
    LOST_OF = "DELETE FROM ledger_operation WHERE ledger_id = $1 AND site = $2 AND sequence > $3";
    HEARD = "SELECT heads FROM ledger WHERE id = $1";
    HEARD_THEN = "UPDATE ledger SET heads = $2 WHERE id = $1";
}

const DAY: Duration = Duration::from_hours(24);

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

    async fn a_city_that_was_away_for_days_catches_up(net: Network) {
        let t = two(&net).await;
        let Two { a, b, anna, boris, id_a, id_b } = t;
        write(&b, &boris, id_b, json!({ "title": "Ден преди срива" })).await;
        let fallen = net.kill(b);
        for n in 1..=5 {
            write(&a, &anna, id_a, json!({ "title": format!("Опит {n}"), "minutes": n })).await;
            net.advance(DAY).await;
        }
        let b = net.restart(fallen).await;
        net.advance(DAY).await;
        let t = Two { a, b, anna, boris, id_a, id_b };
        same(&t).await;
        let open = see(&t.b, &t.boris, id_b).await;
        assert_eq!(open.operations.iter().filter(|o| o.entry == entry::SESSION).count(), 6);
    }

    async fn what_was_lost_on_its_way_is_brought_again(net: Network) {
        let t = two(&net).await;
        // As if B had been away for longer than anything is tried.
        for n in 1..=3 {
            let drafts = vec![Draft::new(entry::ACTION, format!("a{n}"), json!({ "text": "Да се обадим" }))];
            ledger::append(ledgers(&t.a), &t.anna.who, t.id_a, None, drafts).await.unwrap();
            let mut tx = t.a.store().begin().await.unwrap();
            tx.execute(&FORGET_DELIVERIES, args![]).await.unwrap();
            tx.save().await.unwrap();
        }
        net.settle().await;
        // The next thing that arrives shows the gap.
        write(&t.a, &t.anna, t.id_a, json!({ "title": "Среща" })).await;
        net.settle().await;
        same(&t).await;
        assert_eq!(see(&t.b, &t.boris, t.id_b).await.now.all(entry::ACTION).len(), 3);

        // And where nothing follows, a day later each says how far it has come.
        write(&t.b, &t.boris, t.id_b, json!({ "title": "Друга среща" })).await;
        let mut tx = t.b.store().begin().await.unwrap();
        tx.execute(&FORGET_DELIVERIES, args![]).await.unwrap();
        tx.save().await.unwrap();
        net.settle().await;
        for _ in 0..3 {
            net.advance(DAY).await;
        }
        same(&t).await;
    }

    async fn an_older_backup_is_healed_by_the_other_side(net: Network) {
        let t = two(&net).await;
        write(&t.a, &t.anna, t.id_a, json!({ "title": "1" })).await;
        net.settle().await;
        write(&t.b, &t.boris, t.id_b, json!({ "title": "2" })).await;
        net.settle().await;
        let whole = see(&t.a, &t.anna, t.id_a).await.operations;
        let mut tx = t.a.store().begin().await.unwrap();
        assert!(tx.execute(&LOST, args![t.id_a, 2_i64]).await.unwrap() > 0);
        tx.save().await.unwrap();
        assert!(see(&t.a, &t.anna, t.id_a).await.operations.len() < whole.len());
        // B writes: A sees that it lacks something, its own as well.
        write(&t.b, &t.boris, t.id_b, json!({ "title": "3" })).await;
        net.settle().await;
        same(&t).await;
        assert_eq!(see(&t.a, &t.anna, t.id_a).await.operations.len(), whole.len() + 1);
    }

    async fn an_older_backup_heals_although_nobody_writes(net: Network) {
        let t = two(&net).await;
        write(&t.a, &t.anna, t.id_a, json!({ "title": "Преди" })).await;
        // After some days both have said that they have everything.
        for _ in 0..3 {
            net.advance(DAY).await;
        }
        let then = see(&t.a, &t.anna, t.id_a).await.now.seen().clone();
        let (heard,): (String,) = t.a.store().read().one(&HEARD, args![t.id_a]).await.unwrap();
        write(&t.b, &t.boris, t.id_b, json!({ "title": "След" })).await;
        write(&t.a, &t.anna, t.id_a, json!({ "place": "Кметството" })).await;
        for _ in 0..3 {
            net.advance(DAY).await;
        }
        same(&t).await;
        let whole = see(&t.a, &t.anna, t.id_a).await.operations.len();
        // A comes back from the backup of then.
        let mut tx = t.a.store().begin().await.unwrap();
        for site in [t.a.origin.as_str(), t.b.origin.as_str()] {
            tx.execute(&LOST_OF, args![t.id_a, site, then.of(site)]).await.unwrap();
        }
        tx.execute(&HEARD_THEN, args![t.id_a, heard]).await.unwrap();
        tx.save().await.unwrap();
        assert!(see(&t.a, &t.anna, t.id_a).await.operations.len() < whole - 1);
        for _ in 0..8 {
            net.advance(DAY).await;
        }
        same(&t).await;
        assert_eq!(see(&t.a, &t.anna, t.id_a).await.operations.len(), whole);
    }

    async fn what_brings_nothing_moves_no_ledger_in_a_list(net: Network) {
        let t = two(&net).await;
        write(&t.a, &t.anna, t.id_a, json!({ "title": "Среща" })).await;
        net.settle().await;
        let state = async || {
            let (a, b) = (see(&t.a, &t.anna, t.id_a).await, see(&t.b, &t.boris, t.id_b).await);
            [(a.ledger.updated_at, a.operations.len()), (b.ledger.updated_at, b.operations.len())]
        };
        let said = async || {
            let rows: Vec<(domain::id::RowId,)> =
                t.a.store().read().all(&ACTIVITIES, args![]).await.unwrap();
            rows.len()
        };
        let (before, sent) = (state().await, said().await);
        for _ in 0..8 {
            net.advance(DAY).await;
        }
        assert!(said().await > sent, "it was asked whether anything is missing");
        assert_eq!(state().await, before);
    }

    async fn what_would_be_passed_over_is_not_written(net: Network) {
        let t = two(&net).await;
        let many = (0..=ledger::registers::ENTRIES)
            .map(|n| Draft::new(entry::ACTION, format!("a{n}"), json!({ "text": "Да се обадим" })));
        let full = ledger::append(ledgers(&t.a), &t.anna.who, t.id_a, None, many.collect()).await;
        assert!(matches!(full, Err(Error::Conflict("ledger-error-full"))), "{full:?}");
    }

    async fn what_was_written_before_keys_were_renewed_can_be_brought_again(net: Network) {
        let t = two(&net).await;
        write(&t.a, &t.anna, t.id_a, json!({ "title": "Преди" })).await;
        net.settle().await;
        for town in [&t.a, &t.b] {
            people::federating::rotate_keys(town.store(), &town.secret(), &town.origin).await.unwrap();
        }
        net.advance(Duration::from_secs(125)).await;
        net.settle().await;
        net.advance(Duration::from_secs(125)).await;
        net.settle().await;
        // B comes back from a backup of before the ledger had anything in it, and knows the new keys only.
        let whole = see(&t.a, &t.anna, t.id_a).await.operations;
        let mut tx = t.b.store().begin().await.unwrap();
        assert!(tx.execute(&LOST, args![t.id_b, 1_i64]).await.unwrap() > 0);
        tx.save().await.unwrap();
        write(&t.a, &t.anna, t.id_a, json!({ "title": "След" })).await;
        net.settle().await;
        same(&t).await;
        assert_eq!(see(&t.b, &t.boris, t.id_b).await.operations.len(), whole.len() + 1);
        assert_eq!(title(&t.b, &t.boris, t.id_b).await, "След");
        // A third time the keys change, and what was proved anew is proved anew once more.
        people::federating::rotate_keys(t.a.store(), &t.a.secret(), &t.a.origin).await.unwrap();
        for _ in 0..2 {
            net.advance(Duration::from_secs(125)).await;
            net.settle().await;
        }
        let mut tx = t.b.store().begin().await.unwrap();
        tx.execute(&LOST, args![t.id_b, 1_i64]).await.unwrap();
        tx.save().await.unwrap();
        write(&t.a, &t.anna, t.id_a, json!({ "place": "Кметството" })).await;
        net.settle().await;
        same(&t).await;
    }

    async fn what_was_written_in_an_older_backup_is_not_lost(net: Network) {
        let t = two(&net).await;
        write(&t.a, &t.anna, t.id_a, json!({ "title": "Преди" })).await;
        net.settle().await;
        let kept = see(&t.a, &t.anna, t.id_a).await.now.seen().of(t.a.origin.as_str());
        write(&t.a, &t.anna, t.id_a, json!({ "title": "Изгубено тук", "place": "Кметството" })).await;
        net.settle().await;
        write(&t.b, &t.boris, t.id_b, json!({ "notes": "От другия град" })).await;
        net.settle().await;
        // A comes back from a backup of before, and people go on writing.
        let mut tx = t.a.store().begin().await.unwrap();
        assert!(tx.execute(&LOST, args![t.id_a, kept]).await.unwrap() > 0);
        tx.execute(&UNHEARD, args![t.id_a]).await.unwrap();
        tx.save().await.unwrap();
        let page = see(&t.a, &t.anna, t.id_a).await.now.seen().clone();
        for n in 1..=3 {
            write(&t.a, &t.anna, t.id_a, json!({ "minutes": n })).await;
        }
        write_having_seen(&t.a, &t.anna, t.id_a, Some(&page), json!({ "title": "След" })).await;
        net.settle().await;
        same(&t).await;
        let open = see(&t.b, &t.boris, t.id_b).await;
        let session = open.now.entry(entry::SESSION, "s1");
        assert_eq!((session.text("place"), session.text("notes")), ("Кметството", "От другия град"));
        assert_eq!(session.number("minutes"), Some(3));
        let titles: Vec<&str> = session.conflict("title").iter().filter_map(|w| w.value.as_str()).collect();
        assert_eq!(titles, ["Изгубено тук", "След"], "nobody has seen both: people choose");
        // They go on as if nothing had been.
        write(&t.b, &t.boris, t.id_b, json!({ "phase": "plan" })).await;
        write(&t.a, &t.anna, t.id_a, json!({ "link": "https://a.example/" })).await;
        net.settle().await;
        same(&t).await;

        // Where as much was written as was lost, the numbers are the same, and the daily word shows it.
        let kept = see(&t.a, &t.anna, t.id_a).await.now.seen().of(t.a.origin.as_str());
        write(&t.a, &t.anna, t.id_a, json!({ "agenda": "Едно" })).await;
        net.settle().await;
        let mut tx = t.a.store().begin().await.unwrap();
        assert!(tx.execute(&LOST, args![t.id_a, kept]).await.unwrap() > 0);
        tx.execute(&UNHEARD, args![t.id_a]).await.unwrap();
        tx.save().await.unwrap();
        write(&t.a, &t.anna, t.id_a, json!({ "agenda": "Две" })).await;
        let mut tx = t.a.store().begin().await.unwrap();
        tx.execute(&FORGET_DELIVERIES, args![]).await.unwrap();
        tx.save().await.unwrap();
        for _ in 0..7 {
            net.advance(DAY).await;
        }
        same(&t).await;
        let open = see(&t.b, &t.boris, t.id_b).await;
        assert_eq!(open.now.entry(entry::SESSION, "s1").conflict("agenda").len(), 2);
    }

    async fn nobody_else_finds_a_trace(net: Network) {
        let t = two(&net).await;
        let c = net.city("c").await;
        write(&t.b, &t.boris, t.id_b, json!({ "title": "Тайнодумие", "notes": "Тайнодумие" })).await;
        net.settle().await;
        assert!(all(&c).await.is_empty());
        // Colleagues of the same organisation, members and administrators of either city.
        for (town, id) in [(&t.a, t.id_a), (&t.b, t.id_b)] {
            let colleague = town.people.person("colleague").of(town.people.organisation).await;
            let stranger = town.people.person("stranger").await;
            for who in [&colleague.who, &stranger.who, &town.people.admin.who, &domain::access::Who::Visitor,
                &domain::access::Who::Operator]
            {
                let seen = ledgers(town).see(who, id).await;
                assert!(matches!(seen, Err(Error::NotFound)), "{seen:?}");
                let draft = vec![Draft::new(entry::SESSION, "s1", json!({ "title": "x" }))];
                assert!(ledger::append(ledgers(town), who, id, None, draft).await.is_err());
            }
            assert!(ledger::of(&mut town.store().read(), colleague.actor, "mentoring", &domain::Lang::english()).await.unwrap().is_empty());
        }
        // Every address that could have to do with it, for whoever asks.
        let peer = Peer::start("peer", net.clock()).await;
        let eve = peer.somebody("eve");
        for (town, other, id) in [(&t.a, &t.b, t.id_a), (&t.b, &t.a, t.id_b)] {
            let rows: Vec<(domain::id::RowId,)> =
                town.store().read().all(&ACTIVITIES, args![]).await.unwrap();
            assert!(!rows.is_empty());
            let activities = rows.iter().map(|(id,)| format!("{}/ap/activity/{id}", town.origin));
            let things = ["object", "collection", "activity"]
                .map(|kind| format!("{}/ap/{kind}/{id}", town.origin));
            let pages = [format!("{}/mentoring/{id}", town.origin), format!("{}/content/{id}", town.origin)];
            for url in activities.chain(things).chain(pages) {
                for accept in ["application/activity+json", "text/html"] {
                    let (status, _, body) = get(&url, accept).await;
                    assert_eq!(status, 404, "{url}");
                    assert!(!body.contains("Тайнодумие"));
                }
                let (status, _) = peer.fetch(&eve, Scheme::Rfc9421, &url).await;
                assert_eq!(status, 404, "{url}");
            }
            let outboxes = [town.people.organisation, town.people.admin.actor]
                .map(|id| format!("{}/ap/actor/{id}/outbox", town.origin));
            let lists = [format!("{}/search?q=Тайнодумие", town.origin), format!("{}/feed.atom", town.origin)];
            for url in outboxes.into_iter().chain(lists) {
                let (_, _, body) = get(&url, "application/activity+json").await;
                assert!(!body.contains("edger") && !body.contains(">Тайнодумие"), "{url}: {body}");
            }
            // Nothing of it is kept but in the ledger.
            let (kept,): (i64,) =
                other.store().read().one(&KEPT_TEXTS, args!["%Тайнодумие%"]).await.unwrap();
            assert_eq!(kept, 0);
        }
    }

    async fn who_leaves_the_organisation_leaves_its_ledgers(net: Network) {
        let t = two(&net).await;
        let dora = t.a.people.person("dora").of(t.a.people.organisation).await;
        let name = Draft::name(&iri(&t.a, dora.actor), "Dora", "участник");
        ledger::append(ledgers(&t.a), &t.anna.who, t.id_a, None, vec![name]).await.unwrap();
        net.settle().await;
        write(&t.a, &dora, t.id_a, json!({ "title": "От Дора" })).await;
        let admin = &t.a.people.admin.who;
        people::organisations::affiliate(t.a.store(), admin, t.anna.actor, None).await.unwrap();
        assert!(matches!(ledgers(&t.a).see(&t.anna.who, t.id_a).await, Err(Error::NotFound)));
        // What she wrote stays, and whoever remains goes on.
        write(&t.a, &dora, t.id_a, json!({ "minutes": 45 })).await;
        let gone = Draft::new(ledger::PERSON, iri(&t.a, t.anna.actor), json!({ "role": null }));
        ledger::append(ledgers(&t.a), &dora.who, t.id_a, None, vec![gone]).await.unwrap();
        net.settle().await;
        people::organisations::affiliate(t.a.store(), admin, t.anna.actor, Some(t.a.people.organisation)).await.unwrap();
        assert!(matches!(ledgers(&t.a).see(&t.anna.who, t.id_a).await, Err(Error::NotFound)), "she must be named anew");
        let there = see(&t.b, &t.boris, t.id_b).await.now;
        assert_eq!(there.entry(entry::SESSION, "s1").number("minutes"), Some(45));
        assert_eq!(there.entry(ledger::PERSON, &iri(&t.a, dora.actor)).text("role"), "участник");
    }

    async fn the_other_party_sends_nobody_away(net: Network) {
        let t = two(&net).await;
        let dora = t.a.people.person("dora").of(t.a.people.organisation).await;
        let ask = Draft::ask(&iri(&t.a, dora.actor));
        ledger::append(ledgers(&t.b), &t.boris.who, t.id_b, None, vec![ask]).await.unwrap();
        net.settle().await;
        assert_eq!(see(&t.a, &dora, t.id_a).await.side, see(&t.a, &t.anna, t.id_a).await.side);
        for person in [&t.anna, &dora] {
            let away = Draft::new(ledger::PERSON, iri(&t.a, person.actor), json!({ "asked": false }));
            ledger::append(ledgers(&t.b), &t.boris.who, t.id_b, None, vec![away]).await.unwrap();
        }
        net.settle().await;
        for person in [&t.anna, &dora] {
            assert!(ledgers(&t.a).see(&person.who, t.id_a).await.is_ok());
        }
    }

    async fn what_a_city_keeps_is_not_lost_when_the_last_who_was_named_leaves(net: Network) {
        let t = two(&net).await;
        let dora = t.a.people.person("dora").of(t.a.people.organisation).await;
        let outsider = t.a.people.person("nina").await;
        assert!(matches!(ledgers(&t.a).see(&dora.who, t.id_a).await, Err(Error::NotFound)));
        people::organisations::affiliate(t.a.store(), &t.a.people.admin.who, t.anna.actor, None).await.unwrap();
        // Nobody is named any more who still works there: whoever does sees it, until she is named by what she writes.
        write(&t.a, &dora, t.id_a, json!({ "title": "От Дора" })).await;
        net.settle().await;
        let there = see(&t.b, &t.boris, t.id_b).await.now;
        assert_eq!(there.entry(entry::SESSION, "s1").text("title"), "От Дора");
        for person in [&t.anna, &outsider, &t.a.people.admin] {
            assert!(matches!(ledgers(&t.a).see(&person.who, t.id_a).await, Err(Error::NotFound)));
        }
        let mine = ledger::of(&mut t.a.store().read(), dora.actor, "mentoring", &domain::Lang::bulgarian()).await.unwrap();
        assert_eq!(mine.len(), 1);
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

    async fn who_lives_where_no_ledgers_are_kept_is_not_written_to_in_vain(net: Network) {
        let a = net.city("a").await;
        let anna = a.people.person("anna").of(a.people.organisation).await;
        let peer = Peer::start("peer", net.clock()).await;
        let somebody = peer.somebody("eve");
        let other = a.find(&somebody.iri).await;
        let opening = Opening {
            kind: &MENTORING,
            parties: [other, a.people.organisation],
            side: Side::Second,
            drafts: vec![],
        };
        let refused = ledger::open(ledgers(&a), &anna.who, opening).await;
        assert!(matches!(refused, Err(Error::Conflict("ledger-error-software"))), "{refused:?}");
    }

    async fn what_is_forged_is_refused(net: Network) {
        let a = net.city("a").await;
        let anna = a.people.person("anna").of(a.people.organisation).await;
        let peer = Peer::start("peer", net.clock()).await;
        let (_, instance) = peer.with_two_keys("instance", "Application");
        let org = peer.actor("org", "Organization");
        let (eve, evil) = peer.with_two_keys("eve", "Organization");
        let own = iri(&a, a.people.organisation);
        let inbox = format!("{}/inbox", a.origin);
        let ledger_iri = peer.iri("/ledger/1");
        let operation = |sequence: i64, previous: &str, set: Value| {
            json!({ "@context": "https://www.w3.org/ns/activitystreams", "type": "gh:Operation", "gh:ledger": ledger_iri, "gh:site": peer.origin,
                "gh:sequence": sequence, "gh:clock": sequence, "gh:seen": {}, "gh:previous": previous,
                "gh:party": org.iri, "attributedTo": peer.iri("/person"), "published": "2026-11-22T09:00:00Z",
                "gh:entry": "session", "gh:key": "s1", "gh:set": set })
        };
        let ask = json!({ "@context": "https://www.w3.org/ns/activitystreams", "type": "gh:Operation", "gh:ledger": ledger_iri, "gh:site": peer.origin,
            "gh:sequence": 1, "gh:clock": 1, "gh:seen": {}, "gh:previous": "",
            "gh:party": org.iri, "attributedTo": peer.iri("/person"), "published": "2026-11-22T09:00:00Z",
            "gh:entry": "person", "gh:key": iri(&a, anna.actor), "gh:set": { "asked": true } });
        let first = Peer::prove(&instance, &ask);
        let digest = federation::proof::digest_of(ask.as_object().unwrap()).unwrap();
        let activity = |n: usize, by: &str, parties: [&str; 2], operations: Value| {
            json!({ "@context": "https://www.w3.org/ns/activitystreams", "id": peer.iri(&format!("/activity/{n}")),
                "type": "Create", "actor": by, "to": [own],
                "object": { "id": ledger_iri, "type": "gh:Ledger", "gh:kind": "Mentoring",
                    "gh:parties": parties, "gh:seen": {}, "gh:operations": operations } })
        };
        let both = [org.iri.as_str(), own.as_str()];
        // Nobody has signed it; its person has; it is of another party; a ledger of others.
        let by_eve = Peer::prove(&evil, &ask);
        let spoilt = { let mut s = first.clone(); s["gh:set"] = json!({ "asked": false }); s };
        for (n, (by, parties, operations)) in [
            (&org, both, json!([ask])),
            (&org, both, json!([by_eve])),
            (&org, both, json!([spoilt])),
            (&eve, both, json!([first])),
            (&org, [org.iri.as_str(), eve.iri.as_str()], json!([first])),
        ].into_iter().enumerate() {
            peer.deliver(by, &inbox, &activity(n, &by.iri, parties, operations)).await;
            net.settle().await;
            assert!(all(&a).await.is_empty(), "{n}");
        }
        let real = activity(10, &org.iri, both, json!([first]));
        let (status, said) = peer.sign(&org, &inbox, &real).await.send().await;
        assert_eq!(status, 202, "{said}");
        net.settle().await;
        let at_a = all(&a).await;
        let [id] = at_a[..] else { panic!("it is taken in: {at_a:?}") };
        let open = see(&a, &anna, id).await;
        assert_eq!((open.side, open.operations.len()), (Side::Second, 1));

        // What follows must follow: not another first one, not one that follows something else.
        let mut kept = Vec::new();
        for (n, operation) in [
            Peer::prove(&instance, &operation(1, "", json!({ "title": "другояче" }))),
            Peer::prove(&instance, &operation(2, "z123", json!({ "title": "без предишна" }))),
            Peer::prove(&instance, &operation(2, &digest, json!({ "title": "добре", "mentee_rating": 5 }))),
        ].into_iter().enumerate() {
            let mut update = activity(20 + n, &org.iri, both, json!([operation]));
            update["type"] = json!("Update");
            peer.deliver(&org, &inbox, &update).await;
            net.settle().await;
            kept.push(see(&a, &anna, id).await.operations.len());
        }
        assert_eq!(kept, [1, 1, 2]);
        let now = see(&a, &anna, id).await.now;
        assert_eq!(now.entry("session", "s1").text("title"), "", "with what it may not set, none of it counts");
        // Eve cannot write in it either, even with operations that are signed.
        let third = Peer::prove(&instance, &operation(3, "z", json!({ "title": "чуждо" })));
        peer.deliver(&eve, &inbox, &activity(30, &eve.iri, [eve.iri.as_str(), own.as_str()], json!([third]))).await;
        net.settle().await;
        assert_eq!(all(&a).await, [id]);
        // Whatever came of them, nothing of what they said is kept beside the ledgers.
        let (kept,): (i64,) =
            a.store().read().one(&KEPT_TEXTS, args!["%gh:Operation%"]).await.unwrap();
        assert_eq!(kept, 0);
    }
}

//! What was late, lost or brought back from an older backup is held by both again.

use std::time::Duration;

use guildhall_tests::cities;
use mentoring::workspace::entry;
use people::ledger::{self, Draft};
use serde_json::json;
use store::{Query as _, args};

use super::{ACTIVITIES, Two, ledgers, same, see, title, two, write, write_having_seen};

store::statements! {
    FORGET_DELIVERIES = "DELETE FROM outgoing_recipient";
    LOST = "DELETE FROM ledger_operation WHERE ledger_id = $1 AND sequence > $2";
    UNHEARD = "UPDATE ledger SET heads = '{}' WHERE id = $1";
    LOST_OF = "DELETE FROM ledger_operation WHERE ledger_id = $1 AND site = $2 AND sequence > $3";
    HEARD = "SELECT heads FROM ledger WHERE id = $1";
    HEARD_THEN = "UPDATE ledger SET heads = $2 WHERE id = $1";
}

const DAY: Duration = Duration::from_hours(24);

cities! {
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
}

//! Who came back from a backup of before a ledger was opened gets it from the other party, and from nobody else.

use std::time::Duration;

use domain::{
    ActorId, Error, Lang,
    id::{LedgerId, RowId},
};
use federation::keys::PrivateKey;
use guildhall_tests::{
    cities,
    network::{Network, Town},
    peer::{Peer, Somebody},
};
use mentoring::workspace::{MENTORING, entry};
use people::{
    accounts,
    ledger::{self, Draft, Opening, Side},
    testing::Person,
};
use serde_json::{Value, json};
use store::{Query as _, args};

use super::{Two, all, iri, ledgers, same, see, title, two, write};

store::statements! {
    LOSE = "DELETE FROM ledger WHERE id = $1";
    UNHEARD = "UPDATE ledger SET heads = '{}' WHERE id = $1";
    HEARD = "SELECT heads FROM ledger WHERE id = $1";
    TALKED = "INSERT INTO outgoing_activity (activity_id, actor_id, kind, about, content_id, target_id, inner_id, \
        document, audience_id, urgent, created_at, copies, message_id, ledger_id) SELECT $1, actor_id, kind, about, \
        content_id, target_id, inner_id, document, audience_id, urgent, $3, copies, message_id, ledger_id \
        FROM outgoing_activity WHERE id = (SELECT max(id) FROM outgoing_activity WHERE ledger_id = $2)";
}

const DAY: Duration = Duration::from_hours(24);

/// As if the backup from which a city came back were older than the ledger.
async fn lose(town: &Town, id: LedgerId) {
    let mut tx = town.store().begin().await.unwrap();
    assert_eq!(tx.execute(&LOSE, args![id]).await.unwrap(), 1);
    tx.save().await.unwrap();
    assert!(all(town).await.is_empty());
}

async fn days(net: &Network, n: usize) {
    for _ in 0..n {
        net.advance(DAY).await;
    }
}

async fn titles(town: &Town, person: &Person) -> Vec<String> {
    let (mut q, lang) = (town.store().read(), Lang::bulgarian());
    let lines = ledger::of(&mut q, person.actor, MENTORING.name, &lang).await.unwrap();
    lines.into_iter().map(|line| line.title).collect()
}

/// A city that has opened a ledger with an organisation of a server that is made by hand.
struct Opened {
    a: Town,
    peer: Peer,
    /// As the server signs operations.
    instance: Somebody,
    /// With whom the ledger is kept, and another organisation of the same server.
    org: Somebody,
    eve: Somebody,
    /// Who keeps it here.
    party: String,
    id: LedgerId,
    /// What was sent of it: operations that the city has signed.
    operations: Vec<Value>,
}

impl Opened {
    async fn by(net: &Network, a: Town, who: &Person, party: ActorId) -> Self {
        let peer = Peer::start("peer", net.clock()).await;
        peer.actor_at("/actor", "house", "Application", PrivateKey::generate_blocking().unwrap());
        let (_, instance) = peer.with_two_keys("instance", "Application");
        let (org, eve) = (peer.actor("org", "Organization"), peer.actor("eve", "Organization"));
        let opening = Opening {
            kind: &MENTORING,
            parties: [a.find(&org.iri).await, party],
            side: Side::Second,
            drafts: vec![Draft::new(entry::ABOUT, "", json!({ "title": "Мобилно гише" }))],
        };
        let id = ledger::open(ledgers(&a), &who.who, opening).await.unwrap();
        net.settle().await;
        let created = peer.delivered().into_iter().find(|said| said["type"] == "Create").unwrap();
        let operations = created["object"]["gh:operations"].as_array().unwrap().clone();
        assert_eq!(operations.len(), 2);
        let party = iri(&a, party);
        Self { a, peer, instance, org, eve, party, id, operations }
    }

    /// An activity of somebody of the other server that is about the ledger.
    fn activity(&self, n: usize, by: &Somebody, object: &Value) -> Value {
        let mut ledger = json!({ "id": format!("{}/ap/object/{}", self.a.origin, self.id),
            "type": "gh:Ledger", "gh:kind": "Mentoring", "gh:parties": [by.iri, self.party],
            "gh:seen": { (self.a.origin.as_str()): self.operations.len() }, "gh:operations": [] });
        for (name, value) in object.as_object().unwrap() {
            ledger[name] = value.clone();
        }
        json!({ "@context": "https://www.w3.org/ns/activitystreams", "type": "Update",
            "id": self.peer.iri(&format!("/activity/{n}")), "actor": by.iri, "to": [self.party],
            "object": ledger })
    }

    async fn deliver(&self, by: &Somebody, activity: &Value) -> u16 {
        let inbox = format!("{}/inbox", self.a.origin);
        self.peer.deliver(by, &inbox, activity).await
    }

    /// How the other party asks, once a day or a week.
    fn asks(&self) -> Value {
        json!({ "gh:asks": true, "gh:first": self.operations[0] })
    }
}

cities! {
    async fn what_was_opened_after_the_backup_comes_back_to_whoever_opened_it(net: Network) {
        let t = two(&net).await;
        let dora = t.a.people.person("dora").of(t.a.people.organisation).await;
        let colleague = t.a.people.person("colleague").of(t.a.people.organisation).await;
        let name = Draft::name(&iri(&t.a, dora.actor), "Dora", "участник");
        ledger::append(ledgers(&t.a), &t.anna.who, t.id_a, None, vec![name]).await.unwrap();
        write(&t.a, &t.anna, t.id_a, json!({ "title": "Преди" })).await;
        net.settle().await;
        write(&t.b, &t.boris, t.id_b, json!({ "notes": "От другия град" })).await;
        // After some days both have said that they have everything.
        days(&net, 3).await;
        let before = see(&t.a, &t.anna, t.id_a).await;
        lose(&t.a, t.id_a).await;
        days(&net, 8).await;
        same(&t).await;
        let open = see(&t.a, &dora, t.id_a).await;
        assert_eq!(open.operations, before.operations, "of both");
        assert_eq!(open.ledger.opened_at, before.ledger.opened_at);
        // Whoever was named by what the city itself has signed sees it, and nobody else.
        assert_eq!(titles(&t.a, &t.anna).await, ["Мобилно гише"]);
        assert!(titles(&t.a, &colleague).await.is_empty());
        assert!(matches!(ledgers(&t.a).see(&colleague.who, t.id_a).await, Err(Error::NotFound)));
        // They go on as if nothing had been.
        write(&t.a, &dora, t.id_a, json!({ "title": "След", "minutes": 90 })).await;
        net.settle().await;
        same(&t).await;
        assert_eq!(title(&t.b, &t.boris, t.id_b).await, "След");
    }

    async fn what_was_opened_after_the_backup_comes_back_to_whoever_was_invited(net: Network) {
        let t = two(&net).await;
        let colleague = t.b.people.person("colleague").of(t.b.people.organisation).await;
        write(&t.b, &t.boris, t.id_b, json!({ "title": "Преди" })).await;
        days(&net, 3).await;
        let before = see(&t.b, &t.boris, t.id_b).await.operations;
        lose(&t.b, t.id_b).await;
        days(&net, 8).await;
        let at_b = all(&t.b).await;
        let [id_b] = at_b[..] else { panic!("B has it again: {at_b:?}") };
        let t = Two { id_b, ..t };
        same(&t).await;
        assert_eq!(see(&t.b, &t.boris, id_b).await.operations, before);
        assert_eq!(titles(&t.b, &t.boris).await, ["Мобилно гише"]);
        assert!(titles(&t.b, &colleague).await.is_empty());
        // What somebody writes shows what is missing sooner.
        lose(&t.b, id_b).await;
        write(&t.a, &t.anna, t.id_a, json!({ "title": "След" })).await;
        net.settle().await;
        let at_b = all(&t.b).await;
        let [id_b] = at_b[..] else { panic!("B has it again: {at_b:?}") };
        let t = Two { id_b, ..t };
        same(&t).await;
    }

    async fn only_the_other_party_brings_back_what_was_lost(net: Network) {
        let a = net.city("a").await;
        let anna = a.people.person("anna").of(a.people.organisation).await;
        let colleague = a.people.person("colleague").of(a.people.organisation).await;
        let organisation = a.people.organisation;
        let o = Opened::by(&net, a, &anna, organisation).await;
        let opened_at = see(&o.a, &anna, o.id).await.ledger.opened_at;
        lose(&o.a, o.id).await;
        days(&net, 1).await;
        let krag = iri(&o.a, o.a.people.another_organisation("krag").await);
        let spoilt = { let mut s = o.operations[0].clone(); s["gh:set"]["role"] = json!("mentor"); s };
        let theirs = Peer::prove(&o.instance, &o.operations[0]);
        let other = format!("{}/ap/object/{}", o.a.origin, o.a.store().id::<LedgerId>());
        let asks = |change: Value| {
            let mut asks = o.asks();
            for (name, value) in change.as_object().unwrap() {
                asks[name] = value.clone();
            }
            asks
        };
        for (n, (by, object)) in [
            // Somebody else whose words it might be, of the same server and of a true operation.
            (&o.eve, asks(json!({}))),
            (&o.eve, asks(json!({ "gh:parties": [o.org.iri, o.party] }))),
            // Something else, between others, at another address.
            (&o.org, asks(json!({ "gh:kind": "MentoringApplication" }))),
            (&o.org, asks(json!({ "gh:parties": [o.party, o.org.iri] }))),
            (&o.org, asks(json!({ "gh:parties": [o.org.iri, krag] }))),
            (&o.org, asks(json!({ "id": other }))),
            // Not what the city has signed, or not with what it was opened.
            (&o.org, asks(json!({ "gh:first": null }))),
            (&o.org, asks(json!({ "gh:first": spoilt }))),
            (&o.org, asks(json!({ "gh:first": theirs }))),
            (&o.org, asks(json!({ "gh:first": o.operations[1] }))),
            (&o.org, asks(json!({ "gh:first": null, "gh:operations": [spoilt] }))),
            (&o.org, asks(json!({ "gh:first": null, "gh:operations": [theirs] }))),
        ].into_iter().enumerate() {
            let status = o.deliver(by, &o.activity(n, by, &object)).await;
            net.settle().await;
            assert!(all(&o.a).await.is_empty(), "{n}");
            // Nobody learns more of an address that is not hers than that nothing came of it, and nothing waits for it.
            assert!(status == 202 || n == 1, "{n}: {status}");
        }
        let said = o.peer.delivered().len();
        assert_eq!(o.deliver(&o.org, &o.activity(20, &o.org, &o.asks())).await, 202);
        net.settle().await;
        assert_eq!(all(&o.a).await, [o.id]);
        // What is in it is asked for, and until it comes nobody finds it.
        let delivered = o.peer.delivered();
        let asked = &delivered[said..];
        assert!(asked.len() == 1 && asked[0]["object"]["gh:asks"] == true, "{asked:?}");
        assert_eq!(asked[0]["object"]["gh:seen"], json!({}));
        for person in [&anna, &colleague] {
            assert!(matches!(ledgers(&o.a).see(&person.who, o.id).await, Err(Error::NotFound)));
            assert!(titles(&o.a, person).await.is_empty());
        }
        let answer = json!({ "gh:answers": true, "gh:operations": o.operations });
        o.deliver(&o.org, &o.activity(21, &o.org, &answer)).await;
        net.settle().await;
        let open = see(&o.a, &anna, o.id).await;
        assert_eq!((open.operations.len(), open.ledger.opened_at), (2, opened_at));
        assert_eq!(titles(&o.a, &anna).await, ["Мобилно гише"]);
        assert!(titles(&o.a, &colleague).await.is_empty());
        // Now that it is there, it is no other's either, and to say it again changes nothing.
        assert_eq!(o.deliver(&o.eve, &o.activity(22, &o.eve, &answer)).await, 202);
        let mut create = o.activity(23, &o.org, &answer);
        create["type"] = json!("Create");
        o.deliver(&o.org, &create).await;
        net.settle().await;
        assert_eq!(see(&o.a, &anna, o.id).await.operations, open.operations);
    }

    async fn who_sends_back_a_ledger_in_small_pieces_shows_it_to_nobody_else(net: Network) {
        let a = net.city("a").await;
        let anna = a.people.person("anna").of(a.people.organisation).await;
        let colleague = a.people.person("colleague").of(a.people.organisation).await;
        let organisation = a.people.organisation;
        let o = Opened::by(&net, a, &anna, organisation).await;
        lose(&o.a, o.id).await;
        for (n, upto) in [(1, 1), (2, o.operations.len())] {
            let piece = json!({ "gh:answers": true, "gh:operations": o.operations[..upto] });
            o.deliver(&o.org, &o.activity(n, &o.org, &piece)).await;
            net.settle().await;
        }
        assert_eq!(titles(&o.a, &anna).await, ["Мобилно гише"]);
        assert!(titles(&o.a, &colleague).await.is_empty());
        assert!(matches!(ledgers(&o.a).see(&colleague.who, o.id).await, Err(Error::NotFound)));
    }

    async fn what_was_kept_with_somebody_who_is_gone_does_not_come_back(net: Network) {
        let a = net.city("a").await;
        let nina = a.people.person("nina").await;
        let o = Opened::by(&net, a, &nina, nina.actor).await;
        accounts::close(o.a.store(), &o.a.people.admin.who, nina.account).await.unwrap();
        lose(&o.a, o.id).await;
        net.settle().await;
        o.deliver(&o.org, &o.activity(1, &o.org, &o.asks())).await;
        let mut create = o.activity(2, &o.org, &json!({ "gh:operations": o.operations }));
        create["type"] = json!("Create");
        o.deliver(&o.org, &create).await;
        net.settle().await;
        assert!(all(&o.a).await.is_empty());
    }

    async fn who_is_named_nowhere_any_more_leaves_it_to_all_who_work_there(net: Network) {
        let t = two(&net).await;
        let dora = t.a.people.person("dora").of(t.a.people.organisation).await;
        let stranger = t.a.people.person("stranger").await;
        days(&net, 3).await;
        // The backup knows nothing of Anna's time there.
        people::organisations::affiliate(t.a.store(), &t.a.people.admin.who, t.anna.actor, None).await.unwrap();
        lose(&t.a, t.id_a).await;
        days(&net, 8).await;
        assert_eq!(titles(&t.a, &dora).await, ["Мобилно гише"]);
        for person in [&t.anna, &stranger] {
            let seen = ledgers(&t.a).see(&person.who, t.id_a).await;
            assert!(matches!(seen, Err(Error::NotFound)), "{}", person.handle);
        }
    }

    async fn who_asks_about_many_ledgers_fills_no_list_and_holds_up_nothing(net: Network) {
        let a = net.city("a").await;
        let anna = a.people.person("anna").of(a.people.organisation).await;
        let organisation = a.people.organisation;
        let o = Opened::by(&net, a, &anna, organisation).await;
        for n in 0..103 {
            let object = json!({ "gh:asks": true, "id": o.peer.iri(&format!("/ledger/{n}")),
                "gh:seen": { (o.peer.origin.as_str()): 1 } });
            assert_eq!(o.deliver(&o.org, &o.activity(n, &o.org, &object)).await, 202);
        }
        net.settle().await;
        assert_eq!(all(&o.a).await.len(), 101, "its own, and as many as can be opened in a day");
        assert_eq!(titles(&o.a, &anna).await.len(), 1);
        let mut q = o.a.store().read();
        assert_eq!(ledger::all(&mut q, MENTORING.name).await.unwrap(), [o.id]);
        let lines = ledger::of_organisations(&mut q, MENTORING.name, &Lang::english()).await.unwrap();
        assert_eq!(lines.len(), 1);
    }

    async fn two_that_never_come_to_hold_the_same_fall_silent_for_a_day(net: Network) {
        let t = two(&net).await;
        days(&net, 3).await;
        let heard = async || {
            let row: (String,) = t.b.store().read().one(&HEARD, args![t.id_b]).await.unwrap();
            row.0
        };
        assert_ne!(heard().await, "{}");
        let mut tx = t.b.store().begin().await.unwrap();
        tx.execute(&UNHEARD, args![t.id_b]).await.unwrap();
        tx.save().await.unwrap();
        let mut tx = t.a.store().begin().await.unwrap();
        let soon = tx.now() + Duration::from_hours(20);
        for _ in 0..1000 {
            let id: RowId = tx.id();
            tx.execute(&TALKED, args![id, t.id_a, soon]).await.unwrap();
        }
        tx.save().await.unwrap();
        days(&net, 1).await;
        assert_eq!(heard().await, "{}", "A has said enough that day");
        days(&net, 2).await;
        assert_ne!(heard().await, "{}");
        write(&t.b, &t.boris, t.id_b, json!({ "title": "След" })).await;
        net.settle().await;
        same(&t).await;
    }
}

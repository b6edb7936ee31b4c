//! Private messages across cities: they reach one person, and nobody else can have them.

use std::time::Duration;

use content::markdown;
use domain::{ActorId, Lang, id::MessageId};
use federation::{client::Budget, signature::Scheme};
use guildhall_tests::{
    cities,
    network::Town,
    peer::{Peer, get},
};
use people::{
    Markup,
    avoidance::{self, Avoidance},
    messages::{self, Message, NewMessage},
    notifications::kind,
    testing::Person,
};
use serde_json::{Value, json};
use store::{Query as _, args};

use super::practice::{Three, three};

store::statements! {
    pub COUNT_MESSAGES = "SELECT CAST(count(*) AS bigint) FROM message";
    pub COUNT_ARRIVED_CONTENT = "SELECT CAST(count(*) AS bigint) FROM content WHERE host <> ''";
    pub TEXTS_THAT_ARRIVED = "SELECT CAST(count(*) AS bigint) FROM received_activity \
        WHERE document LIKE '%Тайна%'";
    LEFT_ABOUT = "SELECT activity_id FROM outgoing_activity WHERE message_id = $1 ORDER BY id";
    UNDELIVERED = "SELECT CAST(count(*) AS bigint) FROM delivery_exception";
    KINDS_TOLD = "SELECT kind FROM notification WHERE actor_id = $1 AND kind = $2";
}

const ACTIVITY: &str = "application/activity+json";

fn text(md: &str) -> NewMessage {
    let html = markdown::render(md, markdown::UNDER_HEADING);
    let body = Markup { md: md.to_owned(), html };
    NewMessage { lang: Lang::bulgarian(), body, cleaner: markdown::CLEANER }
}

pub async fn count(town: &Town, what: &'static store::Statement) -> i64 {
    let (count,): (i64,) = town.store().read().one(what, args![]).await.unwrap();
    count
}

/// What somebody and another wrote to one another, the oldest first.
pub async fn read(town: &Town, who: &Person, other: ActorId) -> Vec<Message> {
    let q = &mut town.store().read();
    let mut page = messages::with(q, &who.who, other, None, 50).await.unwrap();
    page.items.reverse();
    page.items
}

pub async fn is_told(town: &Town, who: &Person) -> bool {
    let values = args![who.actor, kind::MESSAGE];
    let rows: Vec<(String,)> = town.store().read().all(&KINDS_TOLD, values).await.unwrap();
    !rows.is_empty()
}

/// Where everything about a message can be had: the message itself, and what was done with it.
async fn addresses(town: &Town, id: MessageId) -> Vec<String> {
    let mut q = town.store().read();
    let rows: Vec<(domain::id::RowId,)> = q.all(&LEFT_ABOUT, args![id]).await.unwrap();
    let activities = rows.iter().map(|r| format!("{}/ap/activity/{}", town.origin, r.0));
    std::iter::once(format!("{}/ap/object/{id}", town.origin)).chain(activities).collect()
}

/// What a city gets when it asks for a document, signed by the city itself.
async fn fetched(town: &Town, iri: &str) -> Result<Value, federation::client::Error> {
    let live = town.federation().live().unwrap();
    let signer = town.federation().signer(&live.instance).await.unwrap();
    let url = live.client.url(iri).unwrap();
    let found = live.client.get_object(&url, Some(&signer), &Budget::new(4)).await?;
    Ok(found.value)
}

/// Boris as Anna's city knows him, and Anna as his does.
async fn each_other(t: &Three) -> (ActorId, ActorId) {
    let boris = t.a.find(&format!("@{}", t.b.address("boris"))).await;
    let anna = t.b.find(&format!("@{}", t.a.address("anna"))).await;
    (boris, anna)
}

pub fn address_of(town: &Town, who: &Person) -> String {
    format!("{}/ap/actor/{}", town.origin, who.actor)
}

cities! {
    async fn two_cities_carry_messages_back_and_forth(net: Network) {
        let t = three(&net).await;
        let (boris, anna) = each_other(&t).await;
        let before = count(&t.b, &COUNT_ARRIVED_CONTENT).await;
        let first = messages::send(t.a.store(), &t.anna.who, boris, text("*Тайна*")).await.unwrap();
        net.settle().await;
        let at_b = read(&t.b, &t.boris, anna).await;
        assert_eq!(at_b.len(), 1);
        assert_eq!(at_b[0].html.trim(), "<p><em>Тайна</em></p>");
        assert_eq!(at_b[0].lang, Lang::bulgarian());
        assert!(is_told(&t.b, &t.boris).await && !is_told(&t.a, &t.anna).await);
        assert_eq!(count(&t.b, &COUNT_ARRIVED_CONTENT).await, before, "it is no content");
        assert_eq!(count(&t.b, &TEXTS_THAT_ARRIVED).await, 0, "it is kept in one place");
        assert_eq!(count(&t.c, &COUNT_MESSAGES).await, 0, "nobody passes it on");

        net.advance(Duration::from_secs(1)).await;
        messages::send(t.b.store(), &t.boris.who, anna, text("Разбрах")).await.unwrap();
        net.settle().await;
        let at_a = read(&t.a, &t.anna, boris).await;
        assert_eq!(at_a.len(), 2);
        assert_eq!(at_a[1].in_reply_to, Some(first));
        assert!(at_a[1].sent_at > at_a[0].sent_at);

        net.advance(Duration::from_secs(1)).await;
        messages::edit(t.a.store(), &t.anna.who, first, text("Тайна, но друга")).await.unwrap();
        net.settle().await;
        let at_b = read(&t.b, &t.boris, anna).await;
        assert_eq!(at_b[0].html.trim(), "<p>Тайна, но друга</p>");
        assert!(at_b[0].edited_at.is_some());
        messages::withdraw(t.a.store(), &t.anna.who, first).await.unwrap();
        net.settle().await;
        let at_b = read(&t.b, &t.boris, anna).await;
        assert!(at_b[0].deleted_at.is_some() && at_b[0].html.is_empty());
        assert_eq!(at_b.len(), 2);
    }

    async fn who_is_blocked_is_dropped_and_does_not_learn_it(net: Network) {
        let t = three(&net).await;
        let (boris, anna) = each_other(&t).await;
        avoidance::avoid(t.b.store(), &t.boris.who, anna, Avoidance::Block).await.unwrap();
        messages::send(t.a.store(), &t.anna.who, boris, text("Тайна")).await.unwrap();
        net.settle().await;
        assert_eq!(count(&t.b, &COUNT_MESSAGES).await, 0);
        assert!(!is_told(&t.b, &t.boris).await);
        assert_eq!(count(&t.a, &UNDELIVERED).await, 0, "it was taken politely");
        assert_eq!(count(&t.b, &TEXTS_THAT_ARRIVED).await, 0);
    }

    async fn nobody_but_the_recipients_side_can_fetch_them(net: Network) {
        let t = three(&net).await;
        let (boris, _) = each_other(&t).await;
        let petar = t.a.person("petar").await;
        let id = messages::send(t.a.store(), &t.anna.who, boris, text("Тайна")).await.unwrap();
        net.settle().await;
        net.advance(Duration::from_secs(1)).await;
        messages::edit(t.a.store(), &t.anna.who, id, text("Тайна!")).await.unwrap();
        let inside = messages::send(t.a.store(), &t.anna.who, petar.actor, text("Тайна")).await.unwrap();
        net.settle().await;
        let mut closed = addresses(&t.a, id).await;
        assert_eq!(closed.len(), 3, "the message, Create and Update");
        let note = fetched(&t.b, &closed[0]).await.unwrap();
        let to = address_of(&t.b, &t.boris);
        assert_eq!((&note["type"], &note["to"]), (&json!("Note"), &json!([to])));
        assert_eq!((&note["cc"], &note["tag"][0]["href"]), (&json!([]), &json!(to)));
        assert_eq!(note["tag"][0]["name"], format!("@{}", t.b.address("boris")));
        assert_eq!(fetched(&t.b, &closed[1]).await.unwrap()["type"], "Create");
        // Whoever asks finds it as little as what lives between two people of one city.
        closed.push(format!("{}/ap/object/{inside}", t.a.origin));
        let peer = Peer::start("peer", net.clock()).await;
        let eve = peer.somebody("eve");
        for iri in &closed {
            let (status, _, body) = get(iri, ACTIVITY).await;
            assert_eq!(status, 404, "{iri}");
            assert!(!body.contains("Тайна"), "{body}");
            assert!(fetched(&t.c, iri).await.is_err_and(|e| e.is_gone()), "{iri}");
            for scheme in [Scheme::Cavage, Scheme::Rfc9421] {
                assert_eq!(peer.ask(&eve, scheme, iri).await, 404, "{iri}");
            }
        }
        let inside = closed.pop().unwrap();
        assert!(fetched(&t.b, &inside).await.is_err());
        let outbox = format!("{}/outbox", address_of(&t.a, &t.anna));
        assert!(!get(&outbox, ACTIVITY).await.2.contains(&id.to_string()));
        // Who pastes the address into the search of the recipient's city finds nothing either.
        let other = content::federating::find(t.b.federation(), t.b.publishing(), &closed[0]).await;
        assert!(!matches!(other, Ok(content::federating::Find::Content(_))), "{other:?}");

        messages::withdraw(t.a.store(), &t.anna.who, id).await.unwrap();
        assert_eq!(get(&closed[0], ACTIVITY).await.0, 404);
        assert!(fetched(&t.b, &closed[0]).await.is_err_and(|e| e.is_gone()));
    }
}

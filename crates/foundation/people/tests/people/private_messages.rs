use std::time::Duration;

use domain::{ActorId, Error, Lang, access::Who, id::MessageId};
use federation::ActorKind;
use people::{
    Markup,
    avoidance::{self, Avoidance},
    messages::{self, MAX, NewMessage},
    notifications,
    testing::{City, Person, city},
};
use store::{Query, Store, TestClock, args, statements};

use crate::{fields, key};

statements! {
    LEFT = "SELECT kind, CAST(COUNT(*) AS bigint) FROM outgoing_activity \
        WHERE message_id = $1 GROUP BY kind ORDER BY kind";
    TO_WHOM = "SELECT e.inbox FROM delivery_exception e JOIN outgoing_activity o ON o.id = e.activity \
        WHERE o.message_id = $1";
    TOLD = "SELECT CAST(COUNT(*) AS bigint) FROM notification WHERE actor_id = $1 \
        AND kind = 'message'";
}

fn text(s: &str) -> NewMessage {
    NewMessage { lang: Lang::bulgarian(), body: Markup::plain(s), cleaner: 1 }
}

async fn send(store: &Store, from: &Person, to: ActorId, s: &str) -> MessageId {
    messages::send(store, &from.who, to, text(s)).await.unwrap()
}

/// What two wrote to one another, the newest first.
async fn read(store: &Store, who: &Person, other: ActorId) -> Vec<String> {
    let page = messages::with(&mut store.read(), &who.who, other, None, 50).await.unwrap();
    page.items.into_iter().map(|m| m.html).collect()
}

async fn list(store: &Store, who: &Person) -> Vec<(String, i64)> {
    let lang = Lang::bulgarian();
    let page = messages::list(&mut store.read(), &who.who, &lang, None, 50).await.unwrap();
    page.items.into_iter().map(|c| (c.with.handle, c.unread)).collect()
}

async fn three(store: &Store) -> (City, Person, Person, Person) {
    let city = city(store).await;
    let (elena, boris) = (city.person("elena").await, city.person("boris").await);
    let vera = city.person("vera").await;
    (city, elena, boris, vera)
}

store::on_both! {
    async fn two_write_to_one_another_and_nobody_else_sees_it(store: Store, clock: TestClock) {
        let (city, elena, boris, vera) = three(&store).await;
        send(&store, &elena, boris.actor, "Здравейте").await;
        clock.advance(Duration::from_secs(1));
        send(&store, &boris, elena.actor, "Добър ден").await;
        clock.advance(Duration::from_secs(1));
        send(&store, &vera, elena.actor, "И аз").await;
        let both = ["<p>Добър ден</p>", "<p>Здравейте</p>"];
        assert_eq!(read(&store, &elena, boris.actor).await, both);
        assert_eq!(read(&store, &boris, elena.actor).await, both);
        assert!(read(&store, &vera, boris.actor).await.is_empty());
        assert_eq!(list(&store, &elena).await, [("vera".to_owned(), 1), ("boris".to_owned(), 1)]);
        assert_eq!(list(&store, &boris).await, [("elena".to_owned(), 1)]);
        // Neither a moderator nor an administrator has a way to them.
        assert!(read(&store, &city.admin, elena.actor).await.is_empty());
        let who = Who::Visitor;
        let read = messages::with(&mut store.read(), &who, elena.actor, None, 5).await;
        assert_eq!(key(read), "sign-in");
        assert_eq!(key(messages::send(&store, &who, elena.actor, text("а")).await), "sign-in");
    }

    async fn pages_go_back_in_time(store: Store, clock: TestClock) {
        let (_, elena, boris, _) = three(&store).await;
        for n in 0..7 {
            clock.advance(Duration::from_secs(1));
            let (from, to) = if n % 2 == 0 { (&elena, &boris) } else { (&boris, &elena) };
            send(&store, from, to.actor, &n.to_string()).await;
        }
        let (mut after, mut found) = (None, Vec::new());
        loop {
            let q = &mut store.read();
            let page = messages::with(q, &elena.who, boris.actor, after.as_ref(), 3).await.unwrap();
            found.extend(page.items.into_iter().map(|m| m.md));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(found, ["6", "5", "4", "3", "2", "1", "0"]);
    }

    async fn one_is_told_once_and_reads_all_at_once(store: Store) {
        let (city, elena, boris, _) = three(&store).await;
        for n in 0..3 {
            send(&store, &elena, boris.actor, &n.to_string()).await;
        }
        let q = &mut store.read();
        assert_eq!(notifications::unread(q, boris.actor).await.unwrap(), 1);
        let viewer = city.viewer(&boris).await;
        let lang = Lang::bulgarian();
        let told = notifications::list(q, &viewer, &lang, None, 9).await.unwrap().items;
        assert_eq!((told[0].kind.as_str(), told[0].by_handle.as_str()), ("message", "elena"));
        assert_eq!(list(&store, &boris).await, [("elena".to_owned(), 3)]);
        messages::mark_read(&store, &boris.who, elena.actor).await.unwrap();
        assert_eq!(list(&store, &boris).await, [("elena".to_owned(), 0)]);
        assert_eq!(notifications::unread(q, boris.actor).await.unwrap(), 0);
        send(&store, &elena, boris.actor, "пак").await;
        assert_eq!(notifications::unread(q, boris.actor).await.unwrap(), 1);
    }

    async fn only_people_who_act_are_written_to(store: Store) {
        let (city, elena, boris, _) = three(&store).await;
        let group = city.community("jobs").await;
        let town = city.elsewhere(ActorKind::Organisation, "town@b.example").await;
        for nobody in [group, town, city.organisation, elena.actor, ActorId(uuid::Uuid::nil())] {
            let sent = messages::send(&store, &elena.who, nobody, text("а")).await;
            assert_eq!(key(sent), "not-found");
        }
        people::accounts::close(&store, &city.admin.who, boris.account).await.unwrap();
        let sent = messages::send(&store, &elena.who, boris.actor, text("а")).await;
        assert_eq!(key(sent), "not-found");
        let sent = messages::send(&store, &elena.who, city.admin.actor, text(" \n ")).await;
        assert_eq!(fields(sent), ["body"]);
        let long = "я".repeat(MAX + 1);
        let sent = messages::send(&store, &elena.who, city.admin.actor, text(&long)).await;
        assert_eq!(key(sent), "error-too-long");
        assert!(list(&store, &elena).await.is_empty());
    }

    async fn blocks_hold_both_ways_and_mutes_are_quiet(store: Store) {
        let (_, elena, boris, vera) = three(&store).await;
        let id = send(&store, &boris, elena.actor, "първо").await;
        avoidance::avoid(&store, &elena.who, boris.actor, Avoidance::Block).await.unwrap();
        let sent = messages::send(&store, &boris.who, elena.actor, text("а")).await;
        assert_eq!(key(sent), "error-blocked");
        let sent = messages::send(&store, &elena.who, boris.actor, text("а")).await;
        assert_eq!(key(sent), "error-blocking");
        assert_eq!(key(messages::edit(&store, &boris.who, id, text("б")).await), "error-blocked");
        assert!(list(&store, &elena).await.is_empty(), "out of sight");
        avoidance::forgive(&store, &elena.who, boris.actor).await.unwrap();
        assert_eq!(list(&store, &elena).await.len(), 1);

        avoidance::avoid(&store, &elena.who, vera.actor, Avoidance::Mute).await.unwrap();
        send(&store, &vera, elena.actor, "тихо").await;
        let told: (i64,) = store.read().one(&TOLD, args![elena.actor]).await.unwrap();
        assert_eq!(told.0, 1, "of Boris only");
        assert_eq!(list(&store, &elena).await, [("boris".to_owned(), 1)]);
        assert_eq!(read(&store, &elena, vera.actor).await, ["<p>тихо</p>"]);
    }

    async fn authors_change_and_withdraw_what_is_theirs(store: Store) {
        let (_, elena, boris, _) = three(&store).await;
        let id = send(&store, &elena, boris.actor, "грешно").await;
        assert_eq!(key(messages::edit(&store, &boris.who, id, text("мое")).await), "not-found");
        assert_eq!(key(messages::withdraw(&store, &boris.who, id).await), "not-found");
        messages::edit(&store, &elena.who, id, text("вярно")).await.unwrap();
        let q = &mut store.read();
        let page = messages::with(q, &boris.who, elena.actor, None, 5).await.unwrap();
        assert_eq!(page.items[0].md, "вярно");
        assert!(page.items[0].edited_at.is_some());
        messages::withdraw(&store, &elena.who, id).await.unwrap();
        let page = messages::with(q, &boris.who, elena.actor, None, 5).await.unwrap();
        assert!(page.items[0].md.is_empty() && page.items[0].html.is_empty());
        assert!(page.items[0].deleted_at.is_some());
        assert_eq!(notifications::unread(q, boris.actor).await.unwrap(), 0);
        assert_eq!(list(&store, &boris).await, [("elena".to_owned(), 0)]);
        assert_eq!(key(messages::withdraw(&store, &elena.who, id).await), "not-found");
        assert_eq!(key(messages::edit(&store, &elena.who, id, text("а")).await), "not-found");
    }

    async fn one_meets_twenty_strangers_a_day(store: Store, clock: TestClock) {
        let (city, elena, boris, _) = three(&store).await;
        send(&store, &boris, elena.actor, "аз започнах").await;
        for n in 0..20 {
            let other = city.elsewhere(ActorKind::Person, &format!("p{n}@b.example")).await;
            send(&store, &elena, other, "Здравейте").await;
            send(&store, &elena, other, "Още").await;
        }
        let one_more = city.elsewhere(ActorKind::Person, "p20@b.example").await;
        let sent = messages::send(&store, &elena.who, one_more, text("а")).await;
        assert!(matches!(sent, Err(Error::TooMany(wait)) if wait <= Duration::from_hours(24)));
        send(&store, &elena, boris.actor, "отговарям").await;
        clock.advance(Duration::from_hours(24));
        send(&store, &elena, one_more, "Здравейте").await;
    }

    async fn what_leaves_goes_to_one_inbox(store: Store) {
        let (city, elena, boris, _) = three(&store).await;
        let anna = city.elsewhere(ActorKind::Person, "anna@b.example").await;
        let here = send(&store, &elena, boris.actor, "тук").await;
        let there = send(&store, &elena, anna, "там").await;
        messages::edit(&store, &elena.who, there, text("там, друго")).await.unwrap();
        messages::withdraw(&store, &elena.who, there).await.unwrap();
        let q = &mut store.read();
        let left: Vec<(String, i64)> = q.all(&LEFT, args![here]).await.unwrap();
        assert!(left.is_empty(), "{left:?}");
        let left: Vec<(String, i64)> = q.all(&LEFT, args![there]).await.unwrap();
        let once = |kind: &str| (kind.to_owned(), 1);
        assert_eq!(left, [once("create"), once("delete"), once("update")]);
        let to: Vec<(String,)> = q.all(&TO_WHOM, args![there]).await.unwrap();
        assert_eq!(to.len(), 3);
        assert!(to.iter().all(|t| t.0 == "https://b.example/inbox"));
    }
}

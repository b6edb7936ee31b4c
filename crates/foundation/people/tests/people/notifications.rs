use domain::{ActorId, ContentId, Lang, Time, Visibility, access::State, id::LedgerId};
use federation::actor;
use people::{
    notifications::{self, Called, Notice, SaidBy, kind},
    testing::city,
};
use store::{Store, TestClock, args, statements};

statements! {
    THING = "INSERT INTO content (id, kind, author_id, root_id, visibility, state, lang, slug, \
        created_at, published_at, updated_at, last_activity_at) \
        VALUES ($1, $2, $3, $4, $5, $6, 'bg', $7, $8, $8, $8, $8)";
    TITLE = "INSERT INTO content_text (content_id, lang, title, origin, updated_at) \
        VALUES ($1, $2, $3, 'original', $4)";
    LEDGER = "INSERT INTO ledger (id, kind, first_id, second_id, heads, opened_at, updated_at) \
        VALUES ($1, 'mentoring', $2, $3, '{}', $4, $4)";
    TAKE_AWAY = "UPDATE content SET state = 'removed' WHERE id = $1";
}

async fn talk(store: &Store, author: ActorId) -> (ContentId, ContentId) {
    let mut tx = store.begin().await.unwrap();
    let (root, comment): (ContentId, ContentId) = (tx.id(), tx.id());
    let now = tx.now();
    let none: Option<ContentId> = None;
    let (public, published) = (Visibility::Public, State::Published);
    let values = args![root, "discussion", author, none, public, published, "prevod", now];
    tx.execute(&THING, values).await.unwrap();
    let values = args![comment, "comment", author, Some(root), public, published, "", now];
    tx.execute(&THING, values).await.unwrap();
    tx.execute(&TITLE, args![root, "bg", "Превод на гише", now]).await.unwrap();
    tx.execute(&TITLE, args![root, "en", "Interpreting", now]).await.unwrap();
    tx.save().await.unwrap();
    (root, comment)
}

store::on_both! {
    async fn one_is_told_and_reads_in_ones_own_time(store: Store, clock: TestClock) {
        let city = city(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let (root, comment) = talk(&store, boris.actor).await;
        let notice = |kind, content| Notice {
            to: elena.actor,
            kind,
            by: Some(boris.actor),
            content: Some(content),
            group: None, ledger: None,
        };
        for n in [
            notice(kind::REPLY, comment),
            notice(kind::MENTION, root),
            Notice { to: boris.actor, ..notice(kind::REPLY, comment) },
            Notice { to: city.organisation, ..notice(kind::REPLY, comment) },
        ] {
            clock.advance(std::time::Duration::from_secs(1));
            let mut tx = store.begin().await.unwrap();
            notifications::notify(&mut tx, &[n]).await.unwrap();
            tx.save().await.unwrap();
        }
        let q = &mut store.read();
        let (viewer, other) = (city.viewer(&elena).await, city.viewer(&boris).await);
        assert_eq!((viewer.unread, other.unread), (2, 0), "nobody hears of herself");

        let german = Lang::parse("de").unwrap();
        let page = notifications::list(q, &viewer, &german, None, 1).await.unwrap();
        let newest = &page.items[0];
        assert_eq!((newest.kind.as_str(), newest.by_name.as_str()), ("mention", "Boris"));
        assert_eq!((newest.title.as_str(), newest.content_slug.as_str()), ("Превод на гише", "prevod"));
        let en = Lang::english();
        let older = notifications::list(q, &viewer, &en, page.next.as_ref(), 1).await.unwrap();
        let reply = &older.items[0];
        assert_eq!((reply.title.as_str(), reply.content_kind.as_str()), ("Interpreting", "comment"));
        assert_eq!((reply.content_id, reply.content_root_id), (Some(comment), Some(root)));
        assert!(older.next.is_none());

        notifications::mark_read(&store, &other, newest.id).await.unwrap();
        assert_eq!(notifications::unread(q, elena.actor).await.unwrap(), 2, "not hers to mark");
        notifications::mark_read(&store, &viewer, newest.id).await.unwrap();
        assert_eq!(notifications::unread(q, elena.actor).await.unwrap(), 1);
        notifications::mark_seen(&store, &viewer, root).await.unwrap();
        assert_eq!(notifications::unread(q, elena.actor).await.unwrap(), 0);

        let mut tx = store.begin().await.unwrap();
        tx.execute(&TAKE_AWAY, args![root]).await.unwrap();
        tx.save().await.unwrap();
        let page = notifications::list(q, &viewer, &en, None, 9).await.unwrap();
        assert!(page.items.iter().all(|n| n.title.is_empty()), "what is removed is not told");
        assert!(page.items.iter().all(|n| n.read_at > Some(Time(0))));
    }

    async fn a_reminder_of_another_day_is_not_hidden_by_an_unread_one(store: Store, clock: TestClock) {
        let city = city(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let mut tx = store.begin().await.unwrap();
        let (id, now): (LedgerId, Time) = (tx.id(), tx.now());
        tx.execute(&LEDGER, args![id, elena.actor, boris.actor, now]).await.unwrap();
        tx.save().await.unwrap();
        for kind in ["meeting-soon", "meeting-past", "meeting-soon"] {
            clock.advance(std::time::Duration::from_secs(86_400));
            let notice = Notice::of_ledger(elena.actor, kind, None, id);
            let mut tx = store.begin().await.unwrap();
            notifications::remind(&mut tx, &[notice]).await.unwrap();
            tx.save().await.unwrap();
        }
        let (viewer, en) = (city.viewer(&elena).await, Lang::english());
        let page = notifications::list(&mut store.read(), &viewer, &en, None, 9).await.unwrap();
        let all: Vec<(&str, Time)> =
            page.items.iter().map(|n| (n.kind.as_str(), n.created_at)).collect();
        let before = store.now() - std::time::Duration::from_secs(86_400);
        assert_eq!(all, [("meeting-soon", store.now()), ("meeting-past", before)]);
    }

    async fn a_person_is_named_with_whom_she_acts_for(store: Store) {
        let city = city(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let called = |bg: &str, en: &str| Called::new(bg, &serde_json::json!({ "en": en }));
        // An answer comes through somebody else: who gave it is no actor that is known here.
        let said = SaidBy::new(called("Емил Янев", "Emil Yanev"), called("Община Варна", "Varna"));
        for (kind, said) in [("answered", said), ("message", SaidBy::default())] {
            let mut tx = store.begin().await.unwrap();
            let notice = Notice { to: elena.actor, kind, by: Some(boris.actor), content: None, group: None, ledger: None };
            notifications::notify_said(&mut tx, &[notice], &said).await.unwrap();
            tx.save().await.unwrap();
        }
        let (viewer, en) = (city.viewer(&elena).await, Lang::english());
        let page = notifications::list(&mut store.read(), &viewer, &en, None, 9).await.unwrap();
        let by = |kind: &str, lang: &Lang| {
            page.items.iter().find(|n| n.kind == kind).unwrap().by(lang)
        };
        let named = |name: &str, party: &str| (name.to_owned(), party.to_owned());
        assert_eq!(by("answered", &en), named("Emil Yanev", "Varna"));
        assert_eq!(by("answered", &Lang::bulgarian()), named("Емил Янев", "Община Варна"));
        assert_eq!(by("message", &en), named("Boris", ""));
    }

    async fn actors_are_found_in_every_way(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let q = &mut store.read();
        let found = actor::by_handle(q, "ELENA", "").await.unwrap().unwrap();
        assert_eq!((found.id, found.address().as_str()), (elena.actor, "@elena"));
        assert!(actor::by_handle(q, "elena", "sofia.example.org").await.unwrap().is_none());
        assert!(actor::by_ap_id(q, "https://sofia.example.org/ap/actor/1").await.unwrap().is_none());
        let both = actor::by_ids(q, &[elena.actor, city.organisation]).await.unwrap();
        assert_eq!(both.len(), 2);
        let free = actor::free_handle(q, "Elena", "person").await.unwrap();
        assert_eq!(free.as_str(), "elena_2");
        assert!(actor::is_free(q, &free).await.unwrap());
    }
}

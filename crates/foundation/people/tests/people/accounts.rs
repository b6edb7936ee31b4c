use std::time::Duration;

use domain::{
    ActorId, Lang,
    access::{Role, Who},
};
use federation::ActorState;
use people::{
    Cursor,
    accounts::{self, NewAccount},
    communities, entrusted, moderation, persons, sessions, sign_in,
    testing::{PASSWORD, city, client},
};
use store::{Store, TestClock};

use crate::{fields, key};

const OTHER: &str = "other lanterns by the river";

store::on_both! {
    async fn somebody_always_administers(store: Store) {
        let city = city(&store).await;
        let ada = &city.admin;
        for refused in [
            accounts::set_role(&store, &ada.who, ada.account, Role::Member).await,
            accounts::suspend(&store, &Who::Operator, ada.account).await,
            accounts::close(&store, &ada.who, ada.account).await,
        ] {
            assert_eq!(key(refused), "error-last-administrator");
        }
        let boris = city.person("boris").administrator().await;
        let (a, b) = tokio::join!(
            accounts::set_role(&store, &ada.who, boris.account, Role::Member),
            accounts::set_role(&store, &boris.who, ada.account, Role::Member),
        );
        assert!(a.is_ok() != b.is_ok(), "one of them stays: {a:?} {b:?}");
    }

    async fn only_administrators_decide_about_accounts(store: Store) {
        let city = city(&store).await;
        let (elena, boris) = (city.person("elena").moderator().await, city.person("boris").await);
        let (who, id) = (&elena.who, boris.account);
        assert_eq!(key(accounts::set_role(&store, who, id, Role::Member).await), "not-found");
        assert_eq!(key(accounts::suspend(&store, who, id).await), "not-found");
        assert_eq!(key(accounts::reactivate(&store, who, id).await), "not-found");
        assert_eq!(key(accounts::close(&store, who, id).await), "not-found");
        assert_eq!(key(accounts::create_reset_link(&store, who, id).await), "not-found");
        assert_eq!(key(accounts::list(&store, who, "", None, 10).await), "not-found");
    }

    async fn tasks_are_entrusted_and_taken_back(store: Store) {
        let city = city(&store).await;
        let (ada, lang) = (&city.admin.who, Lang::bulgarian());
        let boris = city.person("boris").of(city.organisation).await;
        let vera = city.person("vera").await;
        let entrust = |who: Who, person: ActorId| {
            let store = store.clone();
            async move { entrusted::entrust(&store, &who, "weave", "role", person).await }
        };
        assert_eq!(key(entrust(boris.who, boris.actor).await), "not-found");
        assert_eq!(key(entrusted::list(&store, &boris.who, "weave", &lang).await), "not-found");
        assert_eq!(key(entrust(*ada, city.organisation).await), "not-found");
        assert_eq!(key(entrust(*ada, vera.actor).await), "error-entrusted-alone");
        for _ in 0..2 {
            entrust(*ada, boris.actor).await.unwrap();
        }
        let named = entrusted::list(&store, ada, "weave", &lang).await.unwrap();
        assert_eq!(named.iter().map(|t| (&*t.handle, &*t.organisation)).collect::<Vec<_>>(), [("boris", "Община Хасково")]);
        let viewer = city.viewer(&boris).await;
        assert!(viewer.is_entrusted_with("weave") && !viewer.is_entrusted_with("spin"));
        assert_eq!(viewer.unread, 1, "she is told once");
        assert!(entrusted::holds(&mut store.read(), boris.actor, "weave").await.unwrap());
        assert!(!entrusted::holds(&mut store.read(), vera.actor, "weave").await.unwrap());
        assert!(city.viewer(&city.admin).await.is_entrusted_with("spin"));

        entrusted::release(&store, ada, "weave", boris.actor).await.unwrap();
        assert_eq!(key(entrusted::release(&store, ada, "weave", boris.actor).await), "not-found");
        let log = moderation::log(&store, ada, None, &lang, None, 10).await.unwrap().items;
        let mut deeds: Vec<&str> = log.iter().map(|e| &*e.action).collect();
        deeds.sort_unstable();
        assert_eq!(deeds, ["entrust", "release"]);

        // Whoever closes her account leaves no task behind.
        entrust(*ada, boris.actor).await.unwrap();
        accounts::close(&store, ada, boris.account).await.unwrap();
        assert_eq!(key(entrusted::release(&store, ada, "weave", boris.actor).await), "not-found");
    }

    async fn accounts_are_made_listed_and_found(store: Store) {
        let city = city(&store).await;
        let new = |handle: &str, email: &str| NewAccount {
            name: "Димитър Петров".to_owned(),
            handle: handle.to_owned(),
            email: email.to_owned(),
            password: None,
            role: Role::Member,
            lang: None,
            organisation: Some(city.organisation),
        };
        let make = |n| accounts::create(&store, &city.passwords, &Who::Operator, n);
        let first = make(new("", "D.Petrov@example.org")).await.unwrap();
        assert_eq!(first.handle, "dimitar_petrov");
        assert_eq!(make(new("", "p2@example.org")).await.unwrap().handle, "dimitar_petrov_2");
        assert_eq!(fields(make(new("x", "d.petrov@EXAMPLE.org")).await), ["email"]);
        assert_eq!(fields(make(new("Haskovo", "p3@example.org")).await), ["handle"]);
        assert_eq!(fields(make(new("support", "p3@")).await), ["handle", "email"]);

        let q = &mut store.read();
        let found = accounts::named(q, "@Dimitar_Petrov").await.unwrap();
        assert_eq!(found, accounts::named(q, "d.petrov@example.org").await.unwrap());
        assert_eq!(found, accounts::of_actor(q, found.actor_id).await.unwrap());
        let who = &city.admin.who;
        let page = accounts::list(&store, who, "ПЕТРОВ", None, 1).await.unwrap();
        assert_eq!(page.items[0].id, first.id);
        let next = Cursor::parse(&page.next.unwrap().to_string()).unwrap();
        let page = accounts::list(&store, who, "петров", Some(&next), 1).await.unwrap();
        assert_eq!(page.items[0].handle, "dimitar_petrov_2");
        assert!(page.next.is_none());
        let none = accounts::list(&store, who, "%", None, 9).await.unwrap();
        assert!(none.items.is_empty());
    }

    async fn a_suspended_account_has_no_session(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let token = city.sign_in(&elena).await.token.hash();
        let ada = &city.admin.who;
        accounts::suspend(&store, ada, elena.account).await.unwrap();
        let q = &mut store.read();
        assert!(sessions::viewer(q, token, store.now()).await.unwrap().is_none());
        let here = client("192.0.2.9");
        let enter = |password| {
            let (passwords, attempts) = (&city.passwords, &city.attempts);
            let store = &store;
            let here = &here;
            async move {
                let email = "elena@example.org";
                sign_in::sign_in(store, passwords, attempts, email, password, here).await
            }
        };
        assert_eq!(key(enter(PASSWORD).await), "error-suspended");
        assert_eq!(key(enter("wrong").await), "error-sign-in-wrong");
        let link = accounts::create_reset_link(&store, ada, elena.account).await;
        assert_eq!(key(link), "error-account-not-active");
        assert_eq!(key(persons::page(q, &Who::Visitor, "elena", "", &Lang::english()).await), "not-found");
        persons::page(q, ada, "elena", "", &Lang::english()).await.unwrap();

        accounts::reactivate(&store, ada, elena.account).await.unwrap();
        assert!(sessions::viewer(q, token, store.now()).await.unwrap().is_none());
        enter(PASSWORD).await.unwrap();
        let log = moderation::log(&store, ada, None, &Lang::english(), None, 9).await.unwrap();
        assert_eq!(log.items.len(), 2);
        assert!(log.items.iter().all(|e| e.actor_handle == "elena" && e.moderator_name == "Ада Админова"));
    }

    async fn another_role_ends_the_sessions(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let token = city.sign_in(&elena).await.token.hash();
        accounts::set_role(&store, &city.admin.who, elena.account, Role::Moderator).await.unwrap();
        assert!(sessions::viewer(&mut store.read(), token, store.now()).await.unwrap().is_none());
        let viewer = city.viewer(&elena).await;
        assert_eq!((viewer.role, viewer.unread), (Role::Moderator, 1));
    }

    async fn a_new_password_ends_the_other_sessions(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let (phone, desk) = (city.sign_in(&elena).await, city.viewer(&elena).await);
        let here = client("192.0.2.1");
        let change = |current: &'static str, new: &'static str| {
            accounts::change_password(&store, &city.passwords, &desk, current, new, &here)
        };
        assert_eq!(fields(change("wrong", OTHER).await), ["current"]);
        assert_eq!(fields(change(PASSWORD, "elena2026").await), ["password"]);
        let now = change(PASSWORD, OTHER).await.unwrap();
        let q = &mut store.read();
        assert!(sessions::viewer(q, phone.token.hash(), store.now()).await.unwrap().is_none());
        let desk = sessions::viewer(q, now.token.hash(), store.now()).await.unwrap().unwrap();
        assert_eq!(sessions::list(q, &desk, store.now()).await.unwrap().len(), 1);
    }

    async fn email_and_language_are_ones_own(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let viewer = city.viewer(&elena).await;
        let change = |email: &'static str, current: &'static str| {
            accounts::change_email(&store, &city.passwords, &viewer, email, current)
        };
        assert_eq!(fields(change("nonsense", PASSWORD).await), ["email"]);
        assert_eq!(fields(change("e@example.org", "wrong").await), ["current"]);
        assert_eq!(key(change("ADA@example.org", PASSWORD).await), "error-email-taken");
        change("Elena@example.org", PASSWORD).await.unwrap();
        accounts::set_lang(&store, &viewer, Some(Lang::english())).await.unwrap();
        assert_eq!(city.viewer(&elena).await.lang, Some(Lang::english()));
        accounts::set_lang(&store, &viewer, None).await.unwrap();
        assert_eq!(city.viewer(&elena).await.lang, None);
    }

    async fn a_reset_link_works_once_and_for_a_day(store: Store, clock: TestClock) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let session = city.sign_in(&elena).await;
        let link = || accounts::create_reset_link(&store, &Who::Operator, elena.account);
        let here = client("192.0.2.1");
        let old = link().await.unwrap();
        let new = link().await.unwrap();
        let q = &mut store.read();
        assert_eq!(key(accounts::reset_link(q, &old.token, store.now()).await), "not-found");
        assert_eq!(accounts::reset_link(q, &new.token, store.now()).await.unwrap().handle, "elena");
        let reset = |token, password: &'static str| {
            accounts::reset_password(&store, &city.passwords, token, password, &here)
        };
        assert_eq!(fields(reset(&new.token, "12345").await), ["password"]);
        let (a, b) = tokio::join!(reset(&new.token, OTHER), reset(&new.token, OTHER));
        assert!(a.is_ok() != b.is_ok(), "once");
        assert_eq!(key(reset(&new.token, OTHER).await), "not-found");
        let gone = sessions::viewer(q, session.token.hash(), store.now()).await.unwrap();
        assert!(gone.is_none());

        let late = link().await.unwrap();
        clock.advance(Duration::from_hours(24));
        assert_eq!(key(reset(&late.token, OTHER).await), "not-found");
    }

    async fn a_closed_account_leaves_its_name_and_nothing_else(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let viewer = city.viewer(&elena).await;
        let close = |password: &'static str| {
            accounts::close_own(&store, &city.passwords, &viewer, password)
        };
        assert_eq!(fields(close("wrong").await), ["current"]);
        assert_eq!(key(close(PASSWORD).await), "error-last-facilitator");
        let boris = city.person("boris").member_of(jobs).await;
        communities::hand_over(&store, &elena.who, jobs, boris.actor).await.unwrap();
        close(PASSWORD).await.unwrap();

        let q = &mut store.read();
        assert_eq!(communities::by_id(q, &boris.who, jobs).await.unwrap().member_count, 1);
        let account = accounts::by_id(q, elena.account).await.unwrap();
        assert_eq!((account.state, account.email.as_str()), (ActorState::Closed, ""));
        assert_eq!(account.name, "Elena");
        assert_eq!(key(persons::page(q, &Who::Visitor, "elena", "", &Lang::english()).await), "gone");
        assert!(accounts::by_email(q, "elena@example.org").await.unwrap().is_none());

        let again = NewAccount {
            name: "Elena".to_owned(),
            handle: "elena".to_owned(),
            email: "elena@example.org".to_owned(),
            password: None,
            role: Role::Member,
            lang: None,
            organisation: None,
        };
        let taken = accounts::create(&store, &city.passwords, &Who::Operator, again.clone()).await;
        assert_eq!(key(taken), "error-handle-taken");
        let other = NewAccount { handle: String::new(), ..again };
        let other = accounts::create(&store, &city.passwords, &Who::Operator, other).await.unwrap();
        assert_eq!(other.handle, "elena_2");
    }
}

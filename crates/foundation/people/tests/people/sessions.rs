use std::time::Duration;

use people::{
    Client, sessions, sign_in,
    testing::{PASSWORD, city, client},
};
use store::{Store, TestClock};

use crate::key;

const MINUTE: Duration = Duration::from_mins(1);

store::on_both! {
    async fn signing_in_replaces_the_session_the_browser_had(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let first = city.sign_in(&elena).await;
        let again = Client { session: Some(first.token.hash()), ..client("192.0.2.1") };
        let enter = |email: &'static str, password: &'static str| {
            sign_in::sign_in(&store, &city.passwords, &city.attempts, email, password, &again)
        };
        assert_eq!(key(enter("elena@example.org", "wrong").await), "error-sign-in-wrong");
        assert_eq!(key(enter("nobody@example.org", PASSWORD).await), "error-sign-in-wrong");
        let second = enter(" ELENA@example.org", PASSWORD).await.unwrap();
        let q = &mut store.read();
        assert!(sessions::viewer(q, first.token.hash(), store.now()).await.unwrap().is_none());
        let viewer = sessions::viewer(q, second.token.hash(), store.now()).await.unwrap().unwrap();
        assert_eq!(viewer.actor_id, elena.actor);
        assert_eq!(viewer.who(), elena.who);
    }

    async fn sessions_are_listed_and_revoked_by_their_owner(store: Store) {
        let city = city(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let phone = city.sign_in(&elena).await;
        let desk = city.viewer(&elena).await;
        let boris = city.viewer(&boris).await;
        let q = &mut store.read();
        let own = sessions::list(q, &desk, store.now()).await.unwrap();
        assert_eq!(own.len(), 2);
        assert_eq!(own[0].user_agent, "Test browser");
        let other = own.iter().find(|s| s.id != desk.session_id).unwrap();
        assert_eq!(key(sessions::revoke(&store, &boris, other.id).await), "not-found");
        sessions::revoke(&store, &desk, other.id).await.unwrap();
        assert!(sessions::viewer(q, phone.token.hash(), store.now()).await.unwrap().is_none());
        city.sign_in(&elena).await;
        assert_eq!(sessions::revoke_others(&store, &desk).await.unwrap(), 1);
        let last = city.sign_in(&elena).await;
        sessions::sign_out(&store, last.token.hash()).await.unwrap();
        assert!(sessions::viewer(q, last.token.hash(), store.now()).await.unwrap().is_none());
    }

    async fn a_session_lives_while_it_is_used(store: Store, clock: TestClock) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let token = city.sign_in(&elena).await.token.hash();
        let viewer = || async {
            sessions::viewer(&mut store.read(), token, store.now()).await.unwrap()
        };
        let first = viewer().await.unwrap();
        clock.advance(9 * MINUTE);
        sessions::touch(&store, &first).await.unwrap();
        assert_eq!(viewer().await.unwrap().last_seen_at, first.last_seen_at);
        clock.advance(sessions::LIFETIME.saturating_sub(10 * MINUTE));
        let late = viewer().await.unwrap();
        assert!(late.is_stale(store.now()));
        sessions::touch(&store, &late).await.unwrap();
        clock.advance(2 * MINUTE);
        let renewed = viewer().await.unwrap();
        assert!(!renewed.is_stale(store.now()));
        clock.advance(sessions::LIFETIME);
        assert!(viewer().await.is_none());
        assert_eq!(sessions::sweep(&store).await.unwrap(), 1);
    }

    async fn guessing_is_slowed_down(store: Store, clock: TestClock) {
        let city = city(&store).await;
        city.person("elena").await;
        let here = client("192.0.2.7");
        let guess = |password: &'static str| {
            let email = "elena@example.org";
            sign_in::sign_in(&store, &city.passwords, &city.attempts, email, password, &here)
        };
        for _ in 0..8 {
            assert_eq!(key(guess("wrong").await), "error-sign-in-wrong");
        }
        assert_eq!(key(guess(PASSWORD).await), "too-many");
        clock.advance(MINUTE);
        guess(PASSWORD).await.unwrap();
    }
}

//! Private messages, as pages show them.

use federation::ActorKind;
use store::Store;

use super::{open, sound, visitor};

const BODY: &str = "main .post .prose";

store::on_both! {
    /// From the first message to the answer: the link on the page, the list, the bell.
    async fn two_write_to_one_another(store: Store) {
        let (city, house) = open(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let mut her = visitor(&house).signed_in(&city, &elena).await;
        let mut him = visitor(&house).signed_in(&city, &boris).await;
        for lang in ["bg", "en"] {
            her = her.reading(lang);
            let empty = her.get("/messages").await;
            sound("/messages", &empty);
            assert!(empty.has(".empty a[href='/people']"));
            let page = her.get("/people/boris").await;
            sound("/people/boris", &page);
            assert!(page.has(".page-head a[href='/messages/boris']"));
            let page = her.get("/messages/boris").await;
            sound("/messages/boris", &page);
            assert_eq!(page.all(".note").len(), 1, "who else can read it");
        }
        her = her.reading("bg");
        assert!(her.get("/messages").await.has(".menu a[href='/messages']"));
        let typed = [("body", "**Здравейте**, имам въпрос."), ("lang", "bg")];
        let sent = her.post("/messages/boris", &typed).await;
        let place = sent.location().unwrap().to_owned();
        assert!(place.starts_with("/messages/boris#message-"), "{place}");
        let page = her.get("/messages/boris").await;
        sound("/messages/boris", &page);
        assert_eq!(page.all(BODY), ["Здравейте, имам въпрос."]);
        assert!(page.has(".post-own strong") && page.flash().is_some());

        let bell = him.get("/notifications").await;
        sound("/notifications", &bell);
        assert_eq!(bell.attributes(".row-title a", "href"), ["/messages/elena"]);
        let list = him.get("/messages").await;
        sound("/messages", &list);
        assert_eq!(list.attributes("main .row-title a", "href"), ["/messages/elena"]);
        assert_eq!(list.one("main .tag-warn"), "1 ново");
        let page = him.get("/messages/elena").await;
        sound("/messages/elena", &page);
        assert!(page.has(BODY) && !page.has(".post-own"));
        assert!(!him.get("/messages").await.has("main .tag-warn"), "read by opening");
        assert!(!him.get("/notifications").await.has(".rows .tag-warn"));
        him.post("/messages/elena", &[("body", "Питайте."), ("lang", "en")]).await;
        let page = her.get("/messages/boris").await;
        assert_eq!(page.all(BODY), ["Здравейте, имам въпрос.", "Питайте."]);
        assert_eq!(page.attributes(".prose[lang=en]", "dir"), ["auto"]);
    }

    /// What one has nothing to do with is not there.
    async fn nobody_else_sees_them(store: Store) {
        let (city, house) = open(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let vera = city.person("vera").await;
        let mut her = visitor(&house).signed_in(&city, &elena).await;
        let sent = her.post("/messages/boris", &[("body", "Тайна"), ("lang", "bg")]).await;
        let id = sent.location().unwrap().split("#message-").nth(1).unwrap().to_owned();
        for path in ["/messages", "/messages/boris"] {
            let asked = visitor(&house).get(path).await;
            assert!(asked.location().unwrap().starts_with("/sign-in"), "{path}");
        }
        for who in [&vera, &city.admin] {
            let mut browser = visitor(&house).signed_in(&city, who).await;
            for path in ["/messages", "/messages/boris", "/messages/elena"] {
                assert!(!browser.get(path).await.body.contains("Тайна"), "{path}");
            }
            for path in ["edit", "withdraw"] {
                let path = format!("/messages/boris/{id}/{path}");
                assert_eq!(browser.get(&path).await.status, 404);
                assert_eq!(browser.post(&path, &[("body", "а")]).await.status, 404);
            }
            assert_eq!(browser.get(&format!("/content/{id}")).await.status, 404);
        }
        let mut him = visitor(&house).signed_in(&city, &boris).await;
        for path in ["edit", "withdraw"] {
            assert_eq!(him.get(&format!("/messages/elena/{id}/{path}")).await.status, 404);
        }
        for nobody in ["/messages/elena", "/messages/nobody", "/messages/haskovo"] {
            assert_eq!(her.get(nobody).await.status, 404, "{nobody}");
            assert_eq!(her.post(nobody, &[("body", "а")]).await.status, 404, "{nobody}");
        }
    }

    /// Errors stand beside the field and keep what was typed.
    async fn what_cannot_be_sent_is_kept(store: Store) {
        let (city, house) = open(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let mut her = visitor(&house).signed_in(&city, &elena).await;
        let none = her.post("/messages/boris", &[("body", "  "), ("lang", "en")]).await;
        assert_eq!(none.status, 422);
        assert_eq!(none.error("body").as_deref(), Some("Попълнете това поле"));
        assert_eq!(none.attributes("option[selected]", "value"), ["en"]);
        let long = "я".repeat(10_001);
        let long = her.post("/messages/boris", &[("body", &long), ("lang", "bg")]).await;
        assert_eq!(long.status, 422);
        assert!(long.value("body").unwrap().starts_with("яяя"));
        let mut him = visitor(&house).signed_in(&city, &boris).await;
        him.post("/people/elena/block", &[]).await;
        let refused = her.post("/messages/boris", &[("body", "Чакайте"), ("lang", "bg")]).await;
        assert_eq!(refused.status, 403);
        assert_eq!(refused.value("body").as_deref(), Some("Чакайте"));
        assert_eq!(refused.error("body").as_deref(), Some("Този човек Ви е блокирал"));
        for (browser, path) in [(&mut her, "/messages/boris"), (&mut him, "/messages/elena")] {
            let page = browser.get(path).await;
            sound(path, &page);
            assert!(!page.has("textarea"), "there is nothing to fill in for nothing");
            assert_eq!(page.all(".note").len(), 2);
        }
        assert!(!her.get("/people/boris").await.has("a[href='/messages/boris']"));
        for n in 0..20 {
            let address = format!("p{n}@b.example");
            city.elsewhere(ActorKind::Person, &address).await;
            let sent = her.post(&format!("/messages/{address}"), &[("body", "а")]).await;
            assert_eq!(sent.status, 303, "{n}");
        }
        city.elsewhere(ActorKind::Person, "p20@b.example").await;
        let more = her.post("/messages/p20@b.example", &[("body", "Още")]).await;
        assert_eq!(more.status, 429);
        assert_eq!(more.value("body").as_deref(), Some("Още"));
        assert!(more.error("body").unwrap().contains("утре"));
    }

    /// One's own messages are changed and withdrawn; those of people elsewhere say where they live.
    async fn own_messages_are_changed_and_withdrawn(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        city.elsewhere(ActorKind::Person, "anna@b.example:8102").await;
        let path = "/messages/anna@b.example:8102";
        let mut her = visitor(&house).signed_in(&city, &elena).await;
        let page = her.get(path).await;
        sound(path, &page);
        assert!(page.one(".note").contains("b.example:8102"), "whose administrators");
        her.post(path, &[("body", "Грешно"), ("lang", "bg")]).await;
        let page = her.get(path).await;
        let links = page.attributes(".post-actions a", "href");
        for link in &links {
            sound(link, &her.get(link).await);
        }
        assert_eq!(her.get(&links[0]).await.value("body").as_deref(), Some("Грешно"));
        let bad = her.post(&links[0], &[("body", "")]).await;
        assert_eq!(bad.status, 422);
        assert!(bad.error("body").is_some());
        her.post(&links[0], &[("body", "Вярно"), ("lang", "bg")]).await;
        let page = her.get(path).await;
        assert_eq!(page.all(BODY), ["Вярно"]);
        assert!(page.one("main .post .meta").contains("редактирано"));
        her.post(&links[1], &[]).await;
        let page = her.get(path).await;
        sound(path, &page);
        assert!(!page.has(BODY) && page.one("main .post .muted").contains("оттеглено"));
        assert_eq!(her.post(&links[1], &[]).await.status, 404);
        assert!(her.get("/messages").await.one("main .rows .meta").contains("оттеглено"));
    }
}

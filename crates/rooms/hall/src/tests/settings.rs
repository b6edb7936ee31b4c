//! One's own settings.

use people::testing::PASSWORD;
use store::Store;

use super::{email, open, sound, visitor};

store::on_both! {
    /// All pages of the settings are sound, in both languages.
    async fn settings_are_sound(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        for lang in ["bg", "en"] {
            let mut browser = visitor(&house).reading(lang).signed_in(&city, &elena).await;
            for path in [
                "/settings/profile", "/settings/account", "/settings/account/email",
                "/settings/account/password", "/settings/account/close", "/settings/sessions",
                "/settings/people", "/settings/moving",
            ] {
                sound(path, &browser.get(path).await);
            }
        }
    }
}

store::on_both! {
    /// A profile is kept; one that cannot be accepted stays typed.
    async fn a_profile_is_kept_or_stays_typed(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let mut browser = visitor(&house).signed_in(&city, &elena).await;
        let own = browser.get("/settings/profile").await.value("own").unwrap();
        let long = "а".repeat(5000);
        let bad = [("own", &*own), ("name.bg", ""), ("name.en", ""), ("headline.bg", &*long), ("bio.bg", "Пиша **ясно**."), ("sectors", "health")];
        let page = browser.post("/settings/profile", &bad).await;
        assert_eq!(page.status, 422);
        assert!(page.error("headline.bg").is_some(), "{}", page.body);
        let list = page.all(".err-list li");
        assert!(list.iter().all(|line| line.contains(": ")), "each names its field: {list:?}");
        assert_eq!(page.value("headline.bg"), Some(long));
        assert_eq!(page.value("bio.bg").as_deref(), Some("Пиша **ясно**."));
        assert_eq!(page.attributes("input[name=sectors][checked]", "value"), ["health"]);
        let good = [
            ("own", &*own), ("name.bg", "Елена Маркова"), ("name.en", "Elena Markova"),
            ("headline.bg", "координатор"), ("bio.bg", "Пиша **ясно**."), ("sectors", "health"),
            ("languages", "bg"), ("discoverable", "true"),
        ];
        let done = browser.post_and_follow("/settings/profile", &good).await;
        assert_eq!(done.flash().as_deref(), Some("Профилът Ви е запазен."), "{}", done.body);
        let path = format!("/people/{}", elena.handle);
        let seen = visitor(&house).reading("en").get(&path).await;
        sound(&path, &seen);
        assert_eq!(seen.one("h1"), "Elena Markova");
        assert_eq!(seen.attributes("section .prose[lang]", "lang"), ["bg"]);
        assert_eq!(seen.all("section .prose strong"), ["ясно"]);
    }
}

store::on_both! {
    /// Revoking a session signs that device out, and only that one.
    async fn a_revoked_device_is_signed_out(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let mut here = visitor(&house).signed_in(&city, &elena).await;
        let mut lost = visitor(&house).signed_in(&city, &elena).await;
        let mut third = visitor(&house).signed_in(&city, &elena).await;
        assert_eq!(lost.get("/settings/sessions").await.status, 200);
        let list = here.get("/settings/sessions").await;
        assert_eq!(list.all(".rows > li").len(), 3);
        let ends = list.attributes("form[action$='/end']", "action");
        assert_eq!(ends.len(), 2, "one cannot end the present session from the list");
        let done = here.post_and_follow(&ends[0], &[]).await;
        assert!(done.flash().is_some());
        let gone = [lost.get("/settings/sessions").await.status, third.get("/settings/sessions").await.status];
        assert!(gone == [303, 200] || gone == [200, 303], "{gone:?}");
        assert_eq!(here.post(&ends[0], &[]).await.status, 404);
        here.post("/settings/sessions/end-others", &[]).await;
        assert_eq!(lost.get("/settings/sessions").await.status, 303);
        assert_eq!(third.get("/settings/sessions").await.status, 303);
        assert_eq!(here.get("/settings/sessions").await.status, 200);
    }
}

store::on_both! {
    /// E-mail and password change with the present password only.
    async fn secrets_need_the_password(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let old = email(&city, &elena).await;
        let mut browser = visitor(&house).signed_in(&city, &elena).await;
        let wrong = browser.post("/settings/account/email", &[("email", "new@city.example"), ("current", "wrong")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.error("current").is_some());
        assert_eq!(wrong.value("email").as_deref(), Some("new@city.example"));
        let done = browser.post("/settings/account/email", &[("email", "new@city.example"), ("current", PASSWORD)]).await;
        assert_eq!(done.status, 303);
        assert_ne!(email(&city, &elena).await, old);
        let fields = [("current", PASSWORD), ("password", "nine bridges under Sofia")];
        let done = browser.post_and_follow("/settings/account/password", &fields).await;
        assert_eq!(done.status, 200, "this device stays signed in");
        let kept = browser.post("/settings/account/close", &[("current", "nine bridges under Sofia")]).await;
        assert!(kept.error("confirm").is_some());
        let fields = [("current", "nine bridges under Sofia"), ("confirm", "true")];
        let closed = browser.post("/settings/account/close", &fields).await;
        assert_eq!(closed.location(), Some("/"), "{}", closed.body);
        assert_eq!(visitor(&house).get("/people/elena").await.status, 410);
    }
}

store::on_both! {
    /// The chosen language is that of the next page.
    async fn the_language_is_kept(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let mut browser = visitor(&house).signed_in(&city, &elena).await;
        let page = browser.post_and_follow("/settings/account", &[("lang", "en")]).await;
        assert_eq!(page.attributes("html", "lang"), ["en"]);
        assert_eq!(page.attributes("input[name=lang][checked]", "value"), ["en"]);
    }
}

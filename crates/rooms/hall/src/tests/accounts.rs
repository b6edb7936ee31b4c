//! Signing in and up, invitations, new passwords.

use people::{
    accounts,
    invitations::{self, NewInvitation},
    testing::PASSWORD,
};
use store::Store;

use super::{email, open, sound, visitor};

store::on_both! {
    /// The right password opens the door and leads to where the reader was going.
    async fn one_signs_in_and_out(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let mut browser = visitor(&house);
        let asked = browser.get("/settings/profile").await;
        assert_eq!(asked.location(), Some("/sign-in?next=/settings/profile"));
        let form = browser.get("/sign-in?next=/settings/profile").await;
        sound("/sign-in", &form);
        assert_eq!(form.attributes("main input[name=next]", "value"), ["/settings/profile"]);
        let fields = [("email", &*email(&city, &elena).await), ("password", PASSWORD), ("next", "/settings/profile")];
        let done = browser.post("/sign-in", &fields).await;
        assert_eq!((done.status, done.location()), (303, Some("/settings/profile")));
        assert_eq!(browser.get("/settings/profile").await.status, 200);
        assert_eq!(browser.get("/sign-in").await.location(), Some("/"));
        let out = browser.post("/sign-out", &[]).await;
        assert_eq!(out.location(), Some("/"));
        assert_eq!(browser.get("/settings/profile").await.status, 303);
    }
}

store::on_both! {
    /// Nobody learns whether it was the e-mail or the password; the e-mail stays typed.
    async fn unknown_and_wrong_are_the_same(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let known = email(&city, &elena).await;
        let mut said = Vec::new();
        for typed in [known.as_str(), "nobody@nowhere.example"] {
            let page = visitor(&house).post("/sign-in", &[("email", typed), ("password", "wrong")]).await;
            assert_eq!(page.status, 422);
            assert_eq!(page.value("email").as_deref(), Some(typed));
            assert_eq!(page.value("password").unwrap_or_default(), "");
            said.push(page.one(".err-summary ul"));
        }
        assert_eq!(said[0], said[1]);
    }
}

store::on_both! {
    /// Too many attempts are answered with the time until the next one.
    async fn guessing_is_slowed_down(store: Store) {
        let (_city, house) = open(&store).await;
        let mut browser = visitor(&house);
        let mut last = None;
        for _ in 0..40 {
            let page = browser.post("/sign-in", &[("email", "a@b.example"), ("password", "x")]).await;
            if page.status == 429 {
                last = Some(page);
                break;
            }
        }
        let page = last.expect("the attempts end");
        assert!(!page.header("retry-after").is_empty());
        assert!(page.one("[role=alert]").contains("минут"), "{}", page.body);
        assert_eq!(page.value("email").as_deref(), Some("a@b.example"));
    }
}

store::on_both! {
    /// `next` never leads to another site.
    async fn one_is_not_sent_away(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let email = email(&city, &elena).await;
        for next in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
            let fields = [("email", &*email), ("password", PASSWORD), ("next", next)];
            let done = visitor(&house).post("/sign-in", &fields).await;
            assert_eq!((done.status, done.location()), (303, Some("/")), "{next}");
        }
    }
}

store::on_both! {
    /// Where sign-up is open, one makes an account and is in.
    async fn one_signs_up(store: Store) {
        let (_city, house) = open(&store).await;
        let mut browser = visitor(&house).reading("en");
        let form = browser.get("/sign-up").await;
        sound("/sign-up", &form);
        let bad = [("name", "Boris"), ("handle", "no spaces"), ("email", "x"), ("password", "123"), ("lang", "en")];
        let page = browser.post("/sign-up", &bad).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.value("name").as_deref(), Some("Boris"));
        assert_eq!(page.value("handle").as_deref(), Some("no spaces"));
        assert!(page.error("handle").is_some() && page.error("email").is_some() && page.error("password").is_some());
        let good = [("name", "Boris Lazarov"), ("email", "boris@city.example"), ("password", PASSWORD), ("lang", "en")];
        let home = browser.post_and_follow("/sign-up", &good).await;
        assert_eq!(home.flash().as_deref(), Some("Welcome! Your account is ready."));
        sound("/people/boris_lazarov", &browser.get("/people/boris_lazarov").await);
    }
}

store::on_both! {
    /// An invitation says what it promises, makes an account, and is used up.
    async fn an_invitation_opens_the_door(store: Store) {
        let (city, house) = open(&store).await;
        let new = NewInvitation { organisation: Some(city.organisation), ..NewInvitation::default() };
        let (_, token) = invitations::create(&store, &city.admin.who, new).await.unwrap();
        let link = format!("/invitations/{}", token.as_str());
        let mut browser = visitor(&house);
        let page = browser.get(&link).await;
        sound(&link, &page);
        assert!(page.one(".page-head p:not(.meta)").contains("от името на"));
        let fields = [("name", "Радина"), ("email", "radina@city.example"), ("password", PASSWORD), ("lang", "bg")];
        assert_eq!(browser.post(&link, &fields).await.location(), Some("/"));
        let over = visitor(&house).get(&link).await;
        assert_eq!(over.status, 404);
        assert_eq!(over.one("h1"), "Тази покана вече не важи");
        assert_eq!(visitor(&house).get("/invitations/nonsense").await.status, 404);
    }
}

store::on_both! {
    /// A reset link works once.
    async fn a_new_password_by_link(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let link = accounts::create_reset_link(&store, &city.admin.who, elena.account).await.unwrap();
        let path = format!("/reset/{}", link.token.as_str());
        let mut browser = visitor(&house);
        sound(&path, &browser.get(&path).await);
        let weak = browser.post(&path, &[("password", "123")]).await;
        assert_eq!(weak.status, 422);
        assert!(weak.error("password").is_some());
        let done = browser.post(&path, &[("password", "nine bridges under Sofia")]).await;
        assert_eq!(done.location(), Some("/"), "{}", done.body);
        assert_eq!(browser.get("/settings/profile").await.status, 200);
        assert_eq!(visitor(&house).get(&path).await.status, 404);
    }
}

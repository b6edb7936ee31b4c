//! The administration.

use domain::access::Role;
use people::accounts;
use store::Store;

use super::{open, sound, visitor};

const PAGES: [&str; 9] = [
    "/admin",
    "/admin/site",
    "/admin/organisation",
    "/admin/people",
    "/admin/invitations",
    "/admin/reports",
    "/admin/federation",
    "/admin/federation/settings",
    "/admin/jobs",
];

store::on_both! {
    /// Strangers and members learn nothing of it; moderators see the reports and how other servers are.
    async fn strangers_find_nothing(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let mira = city.person("mira").moderator().await;
        let mut browsers = [visitor(&house), visitor(&house).signed_in(&city, &elena).await];
        let mut moderator = visitor(&house).signed_in(&city, &mira).await;
        for path in PAGES {
            for browser in &mut browsers {
                assert_eq!(browser.get(path).await.status, 404, "{path}");
            }
            let expected = match path {
                "/admin" => 303,
                "/admin/reports" | "/admin/federation" => 200,
                _ => 404,
            };
            assert_eq!(moderator.get(path).await.status, expected, "{path}");
        }
        for path in [
            format!("/admin/people/{}/role", elena.account),
            format!("/admin/people/{}/suspend", elena.account),
            format!("/admin/people/{}/organisation", elena.account),
            format!("/admin/people/{}/reset", elena.account),
            "/admin/site".to_owned(),
            "/admin/site/origin".to_owned(),
            "/admin/organisation".to_owned(),
            "/admin/invitations".to_owned(),
            "/admin/federation/retry".to_owned(),
            "/admin/federation/settings".to_owned(),
            "/admin/federation/stop".to_owned(),
            "/admin/federation/city.example/decide".to_owned(),
        ] {
            for browser in &mut browsers {
                let answer = browser.post(&path, &[("role", "administrator"), ("confirm", "true")]).await;
                assert_eq!(answer.status, 404, "{path}");
            }
        }
    }
}

store::on_both! {
    /// All pages are sound in both languages.
    async fn pages_are_sound(store: Store) {
        let (city, house) = open(&store).await;
        for lang in ["bg", "en"] {
            let mut ada = visitor(&house).reading(lang).signed_in(&city, &city.admin).await;
            for path in PAGES {
                sound(path, &ada.get(path).await);
            }
        }
    }
}

store::on_both! {
    /// An administrator appoints, suspends, lets back in and hands out a link.
    async fn people_are_administered(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let mut ada = visitor(&house).signed_in(&city, &city.admin).await;
        let base = format!("/admin/people/{}", elena.account);
        let done = ada.post_and_follow(&format!("{base}/role"), &[("role", "moderator")]).await;
        assert_eq!(done.flash().as_deref(), Some("Ролята е сменена."));
        let account = accounts::by_id(&mut store.read(), elena.account).await.unwrap();
        assert_eq!(account.role, Role::Moderator);
        assert_eq!(ada.post(&format!("{base}/role"), &[("role", "king")]).await.status, 422);
        let done = ada.post_and_follow(&format!("{base}/suspend"), &[]).await;
        assert!(done.has(".tag-bad"));
        let done = ada.post_and_follow(&format!("{base}/resume"), &[]).await;
        assert!(!done.has(".tag-bad"));
        let link = ada.post(&format!("{base}/reset"), &[]).await;
        sound("reset", &link);
        assert_eq!(link.attributes(".tabs [aria-current]", "href"), ["/admin/people"]);
        let link = link.attributes("#link", "value").remove(0);
        let path = link.split_once("city.example").unwrap().1;
        assert_eq!(visitor(&house).get(path).await.status, 200);
    }
}

store::on_both! {
    /// An invitation is made, shown once, and withdrawn.
    async fn invitations_are_made_and_withdrawn(store: Store) {
        let (city, house) = open(&store).await;
        let mut ada = visitor(&house).signed_in(&city, &city.admin).await;
        let bad = ada.post("/admin/invitations", &[("uses", "много"), ("days", "400"), ("note", "за колегите")]).await;
        assert_eq!(bad.status, 422);
        assert!(bad.error("uses").is_some() && bad.error("days").is_some());
        assert_eq!(bad.value("uses").as_deref(), Some("много"));
        assert_eq!(bad.value("note").as_deref(), Some("за колегите"));
        let made = ada.post("/admin/invitations", &[("uses", "3"), ("days", "7"), ("role", "member"), ("note", "за колегите")]).await;
        sound("made", &made);
        assert_eq!(made.attributes(".tabs [aria-current]", "href"), ["/admin/invitations"]);
        let link = made.attributes("#link", "value").remove(0);
        let path = link.split_once("city.example").unwrap().1.to_owned();
        assert_eq!(visitor(&house).get(&path).await.status, 200);
        let list = ada.get("/admin/invitations").await;
        assert!(!list.body.contains(&path));
        let revoke = list.attributes("form[action$='/revoke']", "action");
        let done = ada.post_and_follow(&revoke[0], &[]).await;
        assert!(done.flash().is_some());
        assert_eq!(visitor(&house).get(&path).await.status, 404);
    }
}

store::on_both! {
    /// What was changed is what every page shows; what cannot be accepted stays typed.
    async fn the_site_is_changed(store: Store) {
        let (city, house) = open(&store).await;
        let mut ada = visitor(&house).signed_in(&city, &city.admin).await;
        let fields = [
            ("name.bg", "Бургас"), ("name.en", "Burgas"), ("tagline.bg", "Градът край морето"),
            ("rules.bg", "Пишете с **уважение**."), ("languages", "bg"), ("languages", "en"),
            ("default_lang", "bg"), ("timezone", "Europe/Sofia"), ("registration", "closed"),
            ("founding", "moderators"), ("contact", "office@burgas.example"),
        ];
        let done = ada.post_and_follow("/admin/site", &fields).await;
        assert!(done.flash().is_some(), "{}", done.body);
        let about = visitor(&house).get("/about").await;
        sound("/about", &about);
        assert_eq!(about.one("h1"), "За Бургас");
        assert!(about.body.contains("<strong>уважение</strong>"));
        assert!(about.body.contains("mailto:office@burgas.example"));
        let closed = visitor(&house).get("/sign-up").await;
        sound("/sign-up", &closed);
        assert!(closed.body.contains("office@burgas.example"));
        let bad = [("name.bg", ""), ("name.en", ""), ("timezone", "Mars/Olympus"), ("contact", "никаква поща"), ("languages", "bg"), ("default_lang", "bg")];
        let page = ada.post("/admin/site", &bad).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.value("contact").as_deref(), Some("никаква поща"));
        assert!(page.error("contact").is_some());
    }
}

store::on_both! {
    /// The public address is fixed after a confirmation, once.
    async fn the_address_is_fixed_once(store: Store) {
        let (city, house) = open(&store).await;
        let mut ada = visitor(&house).signed_in(&city, &city.admin).await;
        if !ada.get("/admin/site").await.has("#f-origin") {
            return;
        }
        let page = ada.post("/admin/site/origin", &[("origin", "https://sofia.example")]).await;
        assert_eq!(page.status, 422);
        assert!(page.error("confirm").is_some());
        assert_eq!(page.attributes(".tabs [aria-current]", "href"), ["/admin/site"]);
        let page = ada.post("/admin/site/origin", &[("origin", "http://sofia.example"), ("confirm", "true")]).await;
        assert!(page.error("origin").is_some(), "{}", page.body);
        let done = ada.post("/admin/site/origin", &[("origin", "https://sofia.example"), ("confirm", "true")]).await;
        assert_eq!(done.status, 303);
        let site = people::site::loaded(&mut store.read()).await.unwrap();
        assert_eq!(site.origin.unwrap().as_str(), "https://sofia.example");
    }
}

store::on_both! {
    /// An administrator says for whom somebody works; whoever left says so herself.
    async fn an_organisation_is_joined_and_left(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let mut ada = visitor(&house).signed_in(&city, &city.admin).await;
        let path = format!("/admin/people/{}/organisation", elena.account);
        sound(&path, &ada.get(&path).await);
        let wrong = ada.post(&path, &[("organisation", "nobody")]).await;
        assert!(wrong.error("organisation").is_some(), "{}", wrong.body);
        let own = city.organisation.to_string();
        let done = ada.post_and_follow(&path, &[("organisation", &own)]).await;
        assert!(done.flash().is_some());
        let chosen = ada.get(&path).await.attributes("#f-organisation option[selected]", "value");
        assert_eq!(chosen, [own]);

        let mut her = visitor(&house).signed_in(&city, &elena).await;
        let page = her.get("/settings/profile").await;
        assert!(page.has("input[name=leave]"));
        let fields = [("own", "bg"), ("name.bg", "Елена Маркова"), ("leave", "true")];
        let page = her.post_and_follow("/settings/profile", &fields).await;
        assert!(page.flash().is_some(), "{}", page.body);
        assert!(!page.has("input[name=leave]"));
    }
}

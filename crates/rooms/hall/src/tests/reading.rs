//! Pages that only show: home, search, about, notifications, bookmarks.

use store::Store;

use super::{open, sound, visitor};

const OPEN: [&str; 14] = [
    "/",
    "/search",
    "/search?q=превод",
    "/people",
    "/organisations",
    "/about",
    "/about/accessibility",
    "/about/privacy",
    "/about/software",
    "/ns",
    "/sectors",
    "/sectors/housing",
    "/sign-in",
    "/sign-up",
];
const SIGNED_IN: [&str; 5] = ["/", "/notifications", "/bookmarks", "/search?q=превод", "/about"];

store::on_both! {
    /// Every page is sound in both languages, for visitors and for whoever is signed in.
    async fn pages_are_sound(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").await;
        let boris = city.person("boris").member_of(jobs).await;
        for lang in ["bg", "en"] {
            for path in OPEN {
                let page = visitor(&house).reading(lang).get(path).await;
                sound(path, &page);
                assert_eq!(page.attributes("html", "lang"), [lang]);
            }
            for person in [&elena, &boris] {
                let mut browser = visitor(&house).reading(lang).signed_in(&city, person).await;
                for path in SIGNED_IN {
                    sound(path, &browser.get(path).await);
                }
            }
        }
    }
}

store::on_both! {
    /// Whoever wants something of her own is asked to sign in first.
    async fn private_pages_ask_to_sign_in(store: Store) {
        let (_city, house) = open(&store).await;
        for path in ["/notifications", "/bookmarks", "/settings", "/settings/account"] {
            let page = visitor(&house).get(path).await;
            assert_eq!(page.location(), Some(&*format!("/sign-in?next={}", web::context::encode(path))), "{path}");
        }
    }
}

store::on_both! {
    /// Somebody asks to join: the facilitator finds it at home, and opening it marks it read.
    async fn what_happens_is_told(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).by_approval().await;
        let boris = city.person("boris").await;
        people::communities::join(&store, &boris.who, jobs, "Моля").await.unwrap();
        let mut browser = visitor(&house).signed_in(&city, &elena).await;
        let home = browser.get("/").await;
        sound("/", &home);
        let rows = home.all("section[aria-labelledby=needs] .row-title");
        assert_eq!(rows.len(), 1, "{}", home.body);
        let list = browser.get("/notifications").await;
        sound("/notifications", &list);
        let form = list.attributes("form[action^='/notifications/0']", "action");
        let next = list.attributes("main input[name=next]", "value").remove(0);
        assert_eq!(next, "/communities/jobs/requests");
        let opened = browser.post(&form[0], &[("next", &next)]).await;
        assert_eq!(opened.location(), Some("/communities/jobs/requests"));
        assert!(!browser.get("/").await.has("section[aria-labelledby=needs] .row-title"));
    }
}

store::on_both! {
    /// Nothing found says what one can do next; what was sought is never markup.
    async fn nothing_found_has_a_next_step(store: Store) {
        let (_city, house) = open(&store).await;
        let page = visitor(&house).get("/search?q=%3Cb%3E%22x%22&in=people").await;
        sound("/search", &page);
        assert!(page.has(".empty a[href='/communities']"));
        assert_eq!(page.value("q").as_deref(), Some("<b>\"x\""));
        assert_eq!(page.all("nav.cluster a[aria-current]"), ["Хора"]);
    }
}

store::on_both! {
    /// Organisations are taken along as a table with the filter of their page.
    async fn lists_are_taken_along(store: Store) {
        let (city, house) = open(&store).await;
        let varna = city.another_organisation("varna").await;
        city.person("elena").of(varna).await;
        let mut reader = visitor(&house);
        let page = reader.get("/organisations").await;
        assert!(page.attributes("#take a", "href").contains(&"/organisations/list.csv".to_owned()));
        let table = reader.get("/organisations/list.csv").await;
        assert_eq!(table.status, 200);
        assert!(table.header("content-disposition").contains("organisations.csv"));
        assert!(table.body.starts_with("\u{feff}Име,") && table.body.contains("Varna"), "{}", table.body);
        let none = reader.get("/organisations/list.json?level=eu").await;
        assert_eq!(none.json(), serde_json::json!([]));
        assert_eq!(reader.get("/organisations/list.exe").await.status, 404);
    }
}

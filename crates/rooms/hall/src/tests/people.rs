//! People, organisations, and keeping away from somebody.

use people::persons::{self, PersonText, Profile};
use store::Store;

use super::{open, sound, visitor};

store::on_both! {
    /// The directory shows those who want to be found, and nobody else.
    async fn the_directory_shows_who_wants_to_be_found(store: Store) {
        let (city, house) = open(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        for (person, name, discoverable) in [(&elena, "Елена", true), (&boris, "Борис", false)] {
            let text = PersonText { lang: domain::Lang::bulgarian(), name: name.into(), headline: "юрист".into(), bio: people::Markup::default() };
            let profile = Profile {
                texts: vec![text],
                sectors: vec![domain::Sector::parse("health").unwrap()],
                languages: vec![domain::Lang::bulgarian()],
                organisation: None,
                discoverable,
                indexable: discoverable,
            };
            persons::update(&store, &person.who, profile).await.unwrap();
        }
        for path in ["/people", "/people?sector=health&language=bg", "/people?q=ел"] {
            let page = visitor(&house).get(path).await;
            sound(path, &page);
            assert!(page.all(".rows .row-title").contains(&"Елена".to_owned()), "{path}");
            assert!(!page.body.contains("Борис"), "{path}");
        }
        // A whole directory is taken along by those who work here.
        assert!(!visitor(&house).get("/people").await.has("#take"));
        let refused = visitor(&house).get("/people/list.csv").await;
        assert!(refused.header("location").starts_with("/sign-in"), "{}", refused.status);
        let mut his = visitor(&house).signed_in(&city, &boris).await;
        let take = his.get("/people?sector=health").await.attributes("#take a", "href");
        assert!(take.contains(&"/people/list.json?sector=health".to_owned()), "{take:?}");
        let all = his.get("/people/list.json?sector=health").await.json();
        assert_eq!(all.as_array().map(Vec::len), Some(1), "{all}");
        assert_eq!(all[0]["name"], "Елена");
        assert!(his.get("/people/list.csv").await.body.contains("юрист"));
        let none = visitor(&house).get("/people?sector=gender").await;
        sound("/people?sector=gender", &none);
        assert!(none.has(".empty a[href='/people']"));
        let found = visitor(&house).get("/search?q=еле").await;
        sound("/search", &found);
        assert_eq!(found.all("#in-people"), ["Хора"]);
        assert!(found.has("mark"), "{}", found.body);
    }
}

store::on_both! {
    /// What is private never stands on a person's page.
    async fn private_fields_are_not_shown(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let email = elena.email();
        let stranger = city.person("boris").await;
        let mut browsers = vec![visitor(&house), visitor(&house).signed_in(&city, &stranger).await];
        for browser in &mut browsers {
            let page = browser.get("/people/elena").await;
            sound("/people/elena", &page);
            assert!(!page.body.contains(&email));
            assert!(!page.has("a[href='/settings/profile'].btn"));
        }
        let own = visitor(&house).signed_in(&city, &elena).await.get("/people/elena").await;
        assert!(own.has("a[href='/settings/profile'].btn"));
        assert_eq!(visitor(&house).get("/people/nobody_here").await.status, 404);
    }
}

store::on_both! {
    /// One mutes, blocks and forgives; visitors are asked to sign in.
    async fn one_keeps_away_from_somebody(store: Store) {
        let (city, house) = open(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let _ = boris;
        assert!(visitor(&house).post("/people/boris/mute", &[]).await.location().unwrap().starts_with("/sign-in"));
        let mut browser = visitor(&house).signed_in(&city, &elena).await;
        let muted = browser.post_and_follow("/people/boris/mute", &[]).await;
        assert!(muted.one(".banner-warn p").contains("Заглушили"));
        let blocked = browser.post_and_follow("/people/boris/block", &[]).await;
        assert!(blocked.one(".banner-warn p").contains("Блокирали"));
        let list = browser.get("/settings/people").await;
        sound("/settings/people", &list);
        let forgive = list.attributes("form[action$='/forgive']", "action");
        let list = browser.post_and_follow(&forgive[0], &[]).await;
        assert!(list.has(".empty"));
    }
}

store::on_both! {
    /// The organisation of the server is a civic profile that its administrator writes.
    async fn an_organisation_is_a_civic_profile(store: Store) {
        let (city, house) = open(&store).await;
        let mut ada = visitor(&house).signed_in(&city, &city.admin).await;
        let form = ada.get("/admin/organisation").await;
        sound("/admin/organisation", &form);
        let name = form.value("name.bg").unwrap();
        let fields = [
            ("level", "regional"), ("country", "BG"), ("territory", "Хасковска област"),
            ("population_band", "50000-100000"), ("website", "https://haskovo.example"),
            ("languages", "bg"), ("name.bg", &*name),
            ("information.bg", "**Кои сме.** Сдружение."), ("competences.bg", "Правим това."),
            ("footprint.bg", "14 200 kWh"), ("information.en", "**Who we are.**"),
        ];
        let done = ada.post_and_follow("/admin/organisation", &fields).await;
        assert!(done.flash().is_some(), "{}", done.body);
        assert_eq!(done.value("information.bg").as_deref(), Some("**Кои сме.** Сдружение."));
        let list = visitor(&house).get("/organisations").await;
        sound("/organisations", &list);
        let path = list.attributes(".row-title a", "href").remove(0);
        for (lang, own) in [("bg", 0), ("en", 2)] {
            let page = visitor(&house).reading(lang).get(&path).await;
            sound(&path, &page);
            assert_eq!(page.all("section > .prose").len(), 3);
            assert_eq!(page.attributes("section > .prose[lang=bg]", "lang").len(), own);
        }
        let bad = ada.post("/admin/organisation", &[("level", "regional"), ("name.bg", ""), ("territory", "Тук")]).await;
        assert_eq!(bad.status, 422);
        assert_eq!(bad.value("territory").as_deref(), Some("Тук"));
    }
}

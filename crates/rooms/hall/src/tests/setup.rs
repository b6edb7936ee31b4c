//! The first start.

use federation::policy::{self, Mode};
use store::Store;
use web::testing::{Browser, house};

use super::sound;

const GOOD: &[(&str, &str)] = &[
    ("name.bg", "Хасково"),
    ("name.en", "Haskovo"),
    ("level", "local"),
    ("country", "BG"),
    ("languages", "bg"),
    ("languages", "en"),
    ("default_lang", "bg"),
    ("timezone", "Europe/Sofia"),
    ("registration", "invitation"),
    ("administrator_name", "Ива Колева"),
    ("email", "iva@haskovo.example"),
    ("password", "seven lanterns over Haskovo"),
];

fn with<'a>(token: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let changed = |name: &str| changes.iter().any(|(n, _)| *n == name);
    let mut form: Vec<_> = GOOD.iter().copied().filter(|(name, _)| !changed(name)).collect();
    form.extend(changes);
    form.push(("token", token));
    form
}

store::on_both! {
    /// The link leads to a form, the form to a house that is ready, and then it is used up.
    async fn the_house_is_set_up_once(store: Store) {
        let token = people::setup::offer(&store).await.unwrap().unwrap();
        let house = house(&store, vec![crate::room()]).await;
        let mut iva = Browser::new(&house);
        let link = format!("/setup?token={}", token.as_str());
        let form = iva.get(&link).await;
        sound(&link, &form);
        assert_eq!(form.value("origin").as_deref(), Some("https://city.example"));
        let done = iva.post_and_follow("/setup", &with(token.as_str(), &[])).await;
        assert_eq!(done.status, 200, "{}", done.body);
        assert_eq!(done.one("h1"), "Къщата е готова. Остава да поканите хората.");
        assert!(done.flash().unwrap().contains("подготвен"));
        assert!(done.one(".site-head .brand-name").starts_with("Хасково"));
        let mut stranger = Browser::new(&house).reading("en");
        let used = stranger.get(&link).await;
        assert_eq!(used.status, 409);
        assert_eq!(used.one("h1"), "This server is set up already");
        assert_eq!(stranger.post("/setup", &with(token.as_str(), &[])).await.status, 409);
    }
}

store::on_both! {
    /// Whoever chooses so speaks with nobody until somebody is allowed.
    async fn an_instance_may_begin_with_its_doors_closed(store: Store) {
        let token = people::setup::offer(&store).await.unwrap().unwrap();
        let house = house(&store, vec![crate::room()]).await;
        let mut iva = Browser::new(&house);
        let form = iva.get(&format!("/setup?token={}", token.as_str())).await;
        assert_eq!(form.value("mode").as_deref(), Some("open"));
        let closed = with(token.as_str(), &[("mode", "allow-list")]);
        assert_eq!(iva.post_and_follow("/setup", &closed).await.status, 200);
        let book = policy::book_in(&mut store.read()).await.unwrap();
        assert_eq!(book.mode, Mode::AllowList);
        assert_eq!(book.of("lemmy.example"), domain::Policy::Blocked);
    }
}

store::on_both! {
    /// A wrong link says how to get a right one.
    async fn a_wrong_link_says_what_to_do(store: Store) {
        let house = house(&store, vec![crate::room()]).await;
        let mut visitor = Browser::new(&house);
        for link in ["/setup", "/setup?token=x"] {
            let page = visitor.get(link).await;
            assert_eq!(page.status, 404);
            assert_eq!(page.one("h1"), "Тази връзка не отваря настройката");
            assert!(page.body.contains("Пуснете го отново"));
        }
        assert_eq!(visitor.post("/setup", &with("x", &[])).await.status, 404);
        assert_eq!(visitor.get("/").await.status, 503);
    }
}

store::on_both! {
    /// Errors stand beside their fields in the reader's language, and what was typed stays.
    async fn errors_keep_what_was_typed(store: Store) {
        let token = people::setup::offer(&store).await.unwrap().unwrap();
        let house = house(&store, vec![crate::room()]).await;
        let bad = with(token.as_str(), &[
            ("name.bg", ""), ("name.en", ""), ("email", "not an e-mail"), ("password", "123"),
            ("origin", "http://haskovo.example"), ("territory", "община <Хасково>"),
        ]);
        let mut texts = Vec::new();
        for lang in ["bg", "en"] {
            let page = Browser::new(&house).reading(lang).post("/setup", &bad).await;
            assert_eq!(page.status, 422, "{}", page.body);
            assert!(page.has(".err-summary a"));
            for field in ["email", "password", "origin"] {
                let error = page.error(field).unwrap_or_else(|| panic!("{field}: {}", page.body));
                assert!(!error.starts_with("error-"), "{error}");
                texts.push(error);
            }
            assert!(page.error("name.bg").or(page.error("name.en")).is_some());
            assert_eq!(page.value("email").as_deref(), Some("not an e-mail"));
            assert_eq!(page.value("territory").as_deref(), Some("община <Хасково>"));
            assert_eq!(page.value("token").as_deref(), Some(token.as_str()));
            assert_eq!(page.value("password").as_deref(), None.or(Some("")));
            assert!(page.attributes("option[selected]", "value").contains(&"BG".to_owned()));
        }
        assert_ne!(texts[0], texts[3], "the two languages say it in their own words");
        assert!(people::site::load(&mut store.read()).await.unwrap().is_none());
    }
}

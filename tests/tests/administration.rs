//! The pages for moderators and administrators, of all rooms: each has the tabs and says which page it is.
#![expect(clippy::unwrap_used, reason = "tests")]

use federation::ActorKind;
use people::testing::City;
use store::{Store, args};
use web::{
    House, Messages, Place, Tr,
    testing::{Answer, Browser},
};

store::statements! {
    PARTNER = "INSERT INTO partner (host, actor_id, state, created_at) VALUES ($1, $2, 'partner', $3)";
}

/// Another server.
const HOST: &str = "b.example";
/// The site in both languages.
const SITES: [(&str, &str); 2] = [("bg", "Хасково"), ("en", "Haskovo")];

fn tr(lang: &str) -> Tr {
    Messages::load().get(lang).unwrap()
}

async fn partner(store: &Store, city: &City) {
    let other = city.elsewhere(ActorKind::Instance, "b@b.example").await;
    let mut tx = store.begin().await.unwrap();
    tx.execute(&PARTNER, args![HOST, other, store.now()]).await.unwrap();
    tx.save().await.unwrap();
}

/// All addresses of the administration, with something in place of what they leave open.
fn addresses(house: &House, city: &City) -> Vec<String> {
    let id = city.admin.account.to_string();
    let of_it = |path: &&str| *path == "/admin" || path.starts_with("/admin/");
    let filled = |path: &str| {
        let path = path.replace("{host}", HOST).replace("{id}", &id).replace("{deed}", "add");
        if path.ends_with("/decide") { format!("{path}?to=blocked") } else { path }
    };
    let mut all: Vec<String> = house.app.paths().filter(of_it).map(filled).collect();
    all.sort();
    all
}

/// The tabs of the whole house.
fn tabs(house: &House) -> Vec<&'static str> {
    let items = house.app.menu().iter().filter(|item| item.place == Place::Admin);
    items.map(|item| item.href).collect()
}

/// Checks what every page has; the tab that is marked.
fn framed(path: &str, answer: &Answer, tr: Tr, site: &str, tabs: &[&str]) -> String {
    let (heading, place) = (answer.one("h1"), tr.t("admin-page"));
    assert!(!heading.is_empty() && heading != place, "{path}: {heading}");
    let error =
        if answer.status == 422 { format!("{} ", tr.t("form-error")) } else { String::new() };
    assert_eq!(answer.one("title"), format!("{error}{heading} · {place} · {site}"), "{path}");
    assert_eq!(answer.attributes("main nav.tabs a", "href"), tabs, "{path}");
    assert_eq!(answer.attributes("main nav.tabs", "aria-label"), [place], "{path}");
    let mut marked = answer.attributes("main nav.tabs [aria-current]", "href");
    assert_eq!(marked.len(), 1, "{path}: {marked:?}");
    let marked = marked.remove(0);
    let word = answer.attributes("main nav.tabs [aria-current]", "aria-current");
    assert_eq!(word, [if marked == path { "page" } else { "true" }], "{path}");
    marked
}

/// Visits all pages of a house as its administrator.
async fn visit(house: &House, city: &City, federates: bool) {
    let tabs = tabs(house);
    assert!(tabs.contains(&"/admin/programmes") && tabs.contains(&"/admin/people"), "{tabs:?}");
    for (lang, site) in SITES {
        let mut ada = Browser::new(house).signed_in(city, &city.admin).await;
        ada.post("/language", &[("lang", lang), ("next", "/")]).await;
        let mut pages = 0;
        for path in addresses(house, city) {
            let answer = ada.get(&path).await;
            match answer.status {
                // What only takes forms, and what only those have who speak with others.
                405 => continue,
                404 if !federates && path.starts_with("/admin/federation/") => continue,
                status => assert!(matches!(status, 200 | 422), "{path}: {}", answer.body),
            }
            if !answer.header("content-type").starts_with("text/html") {
                continue;
            }
            let marked = framed(&path, &answer, tr(lang), site, &tabs);
            let above = if path.starts_with("/admin/moving") {
                "/admin/organisation"
            } else {
                path.as_str()
            };
            assert!(above.starts_with(&marked), "{path} is below {marked}");
            assert!(marked != "/admin" || path == "/admin", "{path} is no overview");
            pages += 1;
        }
        assert!(pages > tabs.len(), "only {pages} pages were found");
        for tab in &tabs {
            assert_eq!(ada.get(tab).await.status, 200, "{tab}");
        }
    }
}

store::on_both! {
    async fn every_page_has_the_tabs_and_says_which_it_is(store: Store) {
        let city = people::testing::city(&store).await;
        let alone = web::testing::house(&store, guildhall::rooms()).await;
        visit(&alone, &city, false).await;
        let among_others = web::testing::federating_house(&store, guildhall::rooms()).await;
        partner(&store, &city).await;
        visit(&among_others, &city, true).await;
    }

    async fn whoever_has_few_pages_has_few_tabs_and_others_have_none(store: Store) {
        let city = people::testing::city(&store).await;
        let house = web::testing::federating_house(&store, guildhall::rooms()).await;
        let (elena, mira) = (city.person("elena").await, city.person("mira").moderator().await);
        let mut moderator = Browser::new(&house).signed_in(&city, &mira).await;
        let tabs = ["/admin/reports", "/admin/federation"];
        for path in ["/admin/reports", "/admin/federation", "/admin/federation/b.example"] {
            let page = moderator.get(path).await;
            let marked = framed(path, &page, tr("bg"), "Хасково", &tabs);
            assert!(path.starts_with(&marked), "{path} is below {marked}");
            assert!(page.has("header a[href='/admin/reports']"));
        }
        assert_eq!(moderator.get("/admin").await.location(), Some("/admin/reports"));
        // What one may not see looks like what is not there.
        let mut member = Browser::new(&house).signed_in(&city, &elena).await;
        let nowhere = member.get("/nowhere").await;
        for path in addresses(&house, &city) {
            let answer = member.get(&path).await;
            assert!(matches!(answer.status, 404 | 405), "{path}: {}", answer.status);
            if answer.status == 404 {
                assert_eq!(answer.one("title"), nowhere.one("title"), "{path}");
                assert!(!answer.has("nav.tabs") && !answer.has(".crumbs"), "{path}");
            }
        }
    }
}

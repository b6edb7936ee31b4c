//! Moving, taking along, bringing in.

use domain::ActorId;
use federation::{ActorKind, actor};
use people::testing::PASSWORD;
use store::Store;
use web::{House, testing::federating_house};

use super::{City, city, sound, visitor};

async fn open(store: &Store) -> (City, House) {
    let city = city(store).await;
    let house = federating_house(store, vec![crate::room()]).await;
    (city, house)
}

async fn moved(store: &Store, id: ActorId, to: Option<&str>) {
    let mut tx = store.begin().await.unwrap();
    let now = tx.now();
    actor::set_moved(&mut tx, id, to, to.map(|_| now)).await.unwrap();
    tx.save().await.unwrap();
}

store::on_both! {
    /// The page in both languages; what is wrong stands beside its field, and what was typed stays.
    async fn the_page_says_what_is_wrong(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        assert_eq!(visitor(&house).get("/settings/moving").await.status, 303);
        for lang in ["bg", "en"] {
            let mut her = visitor(&house).signed_in(&city, &elena).await.reading(lang);
            sound("/settings/moving", &her.get("/settings/moving").await);
        }
        let mut her = visitor(&house).signed_in(&city, &elena).await;
        for (address, error) in [
            ("", "Попълнете"),
            ("anna@b.localhost:1", "Другият сървър не отговаря"),
            ("@elena@city.localhost:8101", "Този адрес е на този сървър"),
            ("нещо", "На този адрес не е намерен никой"),
        ] {
            let page = her.post("/settings/moving/add", &[("address", address)]).await;
            assert_eq!(page.status, 422, "{address}");
            let said = page.error("address").unwrap_or_default();
            assert!(said.starts_with(error), "{address}: {said}");
            assert_eq!(page.value("address").as_deref(), Some(address));
        }
        let fields = [("target", "anna@b.localhost:1"), ("current", "wrong")];
        let page = her.post("/settings/moving/go", &fields).await;
        assert!(page.error("current").is_some(), "{}", page.body);
        assert_eq!(page.value("target").as_deref(), Some("anna@b.localhost:1"));
        let fields = [("target", "anna@b.localhost:1"), ("current", PASSWORD)];
        let page = her.post("/settings/moving/go", &fields).await;
        assert!(page.error("target").is_some(), "{}", page.body);
        assert_eq!(her.post("/settings/moving/elsewhere", &[]).await.status, 404);
    }

    /// Files to be kept, and one that is no such file.
    async fn everything_is_given_as_a_file(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        for path in ["everything.json", "everything.zip", "following.csv"].map(|file| format!("/settings/moving/{file}")) {
            let path = &*path;
            assert_eq!(visitor(&house).get(path).await.status, 303, "{path}");
        }
        let mut her = visitor(&house).signed_in(&city, &elena).await;
        let all = her.get("/settings/moving/everything.json").await;
        assert_eq!(all.header("content-disposition"), "attachment; filename=\"elena.json\"");
        assert_eq!(all.header("cache-control"), "private, no-store");
        assert_eq!(all.json()["actor"]["address"], "elena@city.localhost:8101");
        let archive = her.get("/settings/moving/everything.zip").await;
        assert_eq!(archive.header("content-disposition"), "attachment; filename=\"elena.zip\"");
        assert_eq!(archive.header("cache-control"), "private, no-store");
        assert!(archive.bytes.starts_with(b"PK\x03\x04") && archive.body.contains("everything.json"));
        let list = her.get("/settings/moving/following.csv").await;
        assert!(list.body.starts_with("Account address,"));
        let page = her.post("/settings/moving/import", &[("file", "нещо друго")]).await;
        assert_eq!(page.status, 422);
        assert!(page.error("file").is_some());
        let page = her.post_and_follow("/settings/moving/import", &[("file", "anna@b.example\n")]).await;
        assert!(page.flash().is_some());
        assert!(page.body.contains("Внесени: 0 от 1"), "{}", page.body);
    }

    /// A browser sends a file as a part of a form.
    async fn a_file_is_read_out_of_its_form(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let mut her = visitor(&house).signed_in(&city, &elena).await.header("content-type", "multipart/form-data; boundary=x");
        let body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\
            Content-Type: text/csv\r\n\r\nAccount address\nanna@b.example\n\r\n--x--\r\n";
        let done = her.send(axum::http::Method::POST, "/settings/moving/import", body.as_bytes().to_vec()).await;
        assert_eq!(done.location(), Some("/settings/moving"), "{}", done.body);
    }

    /// The page of whoever has moved leads to the new one; she can come back.
    async fn who_has_moved_is_found_at_the_new_address(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let anna = city.elsewhere(ActorKind::Person, "anna@b.example").await;
        moved(&store, elena.actor, Some("https://b.example/ap/actor/anna")).await;
        moved(&store, anna, Some("https://c.example/unknown")).await;
        let page = visitor(&house).get("/people/elena").await;
        sound("/people/elena", &page);
        assert_eq!(page.attributes(".banner a", "href"), ["/people/anna@b.example"]);
        let page = visitor(&house).get("/people/anna@b.example").await;
        assert_eq!(page.attributes(".banner a", "href"), ["https://c.example/unknown"]);
        let mut her = visitor(&house).signed_in(&city, &elena).await;
        let page = her.get("/settings/moving").await;
        assert!(!page.has("input[name=target]"));
        let page = her.post_and_follow("/settings/moving/return", &[]).await;
        assert!(page.flash().is_some());
        assert!(page.body.contains("Последното преместване е отскоро"), "{}", page.body);
        assert!(!visitor(&house).get("/people/elena").await.has(".banner"));
    }

    /// Of the organisation, an administrator decides; for everybody else the page does not exist.
    async fn an_organisation_moves_by_its_administrator(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let mut her = visitor(&house).signed_in(&city, &elena).await;
        assert_eq!(her.get("/admin/moving").await.status, 404);
        assert_eq!(her.post("/admin/moving/add", &[("address", "x@b.example")]).await.status, 404);
        let mut ada = visitor(&house).signed_in(&city, &city.admin).await;
        sound("/admin/moving", &ada.get("/admin/moving").await);
        let page = ada.post("/admin/moving/go", &[("target", "x@b.localhost:1")]).await;
        assert!(page.error("target").is_some());
        moved(&store, city.organisation, Some("https://b.example/x")).await;
        let page = visitor(&house).get("/organisations/haskovo").await;
        assert_eq!(page.attributes(".banner a", "href"), ["https://b.example/x"]);
    }
}

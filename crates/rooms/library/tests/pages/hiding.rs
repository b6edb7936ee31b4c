//! What may not be seen does not exist.

use content::service;
use domain::{ContentId, Visibility};
use store::Store;

use crate::kit::{Library, draft, in_group};

/// Every page of a practice.
fn pages(id: ContentId) -> [String; 11] {
    [
        "",
        "/x",
        "/edit",
        "/history",
        "/history/1",
        "/versions/new",
        "/versions/new?to=en",
        "/adopt",
        "/lineage",
        "/source",
        "/beside",
    ]
    .map(|rest| format!("/practices/{id}{rest}"))
}

store::on_both! {
    /// A draft is its author's own, on every page.
    async fn a_draft_is_invisible_to_others(store: Store) {
        let library = Library::open(&store).await;
        let id = service::save_draft(library.house.app.publishing(), &library.elena.who, &draft("Тайна"))
            .await
            .expect("a draft");
        let boris = library.city.person("boris").await;
        let mut readers = [library.visitor(), library.reader(&boris).await, library.reader(&library.city.admin).await];
        for reader in &mut readers {
            for path in pages(id) {
                assert_eq!(reader.get(&path).await.status, 404, "{path}");
            }
            assert!(!reader.get("/practices").await.body.contains("Тайна"));
            assert_eq!(reader.post(&format!("/practices/{id}/edit?step=review"), &[("go", "publish")]).await.status, 404);
        }
        let mut elena = library.reader(&library.elena).await;
        let page = elena.get(&format!("/practices/{id}")).await;
        assert_eq!((page.status, page.one("h1")), (200, "Тайна".to_owned()));
        assert!(!page.has("#ask"), "there is no conversation about a draft");
        let ending = elena.get(&format!("/content/{id}/withdraw")).await;
        assert_eq!(ending.one("h1"), "Да изтрием ли черновата?");
        assert!(page.has("meta[name=robots]"));
    }

    /// What is for members is not there for strangers, on every page and for every form.
    async fn a_practice_for_members_is_not_there_for_strangers(store: Store) {
        let library = Library::open(&store).await;
        let group = library.city.community("closed").by(&library.elena).visible(Visibility::Members).await;
        let id = library.practice("Само за нас", in_group(group)).await;
        let boris = library.city.person("boris").await;
        let vera = library.city.person("vera").member_of(group).await;
        for mut reader in [library.visitor(), library.reader(&boris).await] {
            for path in pages(id) {
                assert_eq!(reader.get(&path).await.status, 404, "{path}");
            }
            for path in [format!("/practices/{id}/edit"), format!("/practices/{id}/versions/new?to=en")] {
                assert_eq!(reader.post(&path, &[("title", "x"), ("note", "x")]).await.status, 404, "{path}");
            }
            let review = format!("/practices/{id}/versions/en/review");
            assert!([401, 404].contains(&reader.post(&review, &[]).await.status));
            assert!(!reader.get("/practices?q=%D1%81%D0%B0%D0%BC%D0%BE").await.body.contains("Само за нас"));
        }
        let mut vera = library.reader(&vera).await;
        assert_eq!(vera.get(&format!("/practices/{id}")).await.one("h1"), "Само за нас");
        assert_eq!(vera.get(&format!("/practices/{id}/history")).await.status, 200);
        assert_eq!(vera.get(&format!("/practices/{id}/edit")).await.status, 403, "it is not hers");
    }

    /// Whoever reads a public practice cannot change it.
    async fn only_the_author_changes_a_practice(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Явна", |_| {}).await;
        let boris = library.city.person("boris").await;
        let mut boris = library.reader(&boris).await;
        for path in [format!("/practices/{id}/edit"), format!("/practices/{id}/versions/new?to=en")] {
            assert_eq!(boris.get(&path).await.status, 403, "{path}");
            assert_eq!(boris.post(&path, &[("title", "x"), ("note", "x")]).await.status, 403, "{path}");
            assert_eq!(library.visitor().get(&path).await.status, 401, "{path}");
        }
        let page = boris.get(&format!("/practices/{id}")).await;
        assert!(!page.has("a[href$='/edit'], a[href*='/versions/new']"));
        assert!(page.has("form[action$='/bookmark']") && page.has("a[href$='/report']"));
        assert!(library.visitor().get(&format!("/practices/{id}")).await.has("a[href='#reply']"));
    }

    /// What is no id leads nowhere.
    async fn odd_addresses_lead_nowhere(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Явна", |_| {}).await;
        let nobody = ContentId(uuid::Uuid::from_u128(7));
        let mut visitor = library.visitor();
        for path in ["/practices/x".to_owned(), format!("/practices/{nobody}/x"), format!("/practices/{id}/history/99"),
            format!("/practices/{id}/history/x"), format!("/practices/{id}/history/-1")] {
            assert_eq!(visitor.get(&path).await.status, 404, "{path}");
        }
        assert_eq!(visitor.get(&format!("/practices/{id}/an-old-slug?in=xx&in=%00")).await.status, 200);
    }
}

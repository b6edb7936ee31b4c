//! Language versions.

use serde_json::json;
use store::Store;

use crate::kit::{Library, draft, refs, tr, translated, typed};

store::on_both! {
    /// The reader's language first, the original's where the version lacks something; behind when
    /// the original moves on; reviewed again.
    async fn a_version_is_added_shown_outdated_and_reviewed(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Едно гише", |d| {
            d.values.insert("participation".into(), json!("Съвет от девет души"));
            d.values.insert("figures".into(), json!([{"label": {"bg": "Посещения"}, "before": 6.4, "after": 2.1, "unit": "visits"}]));
        }).await;
        let mut elena = library.reader(&library.elena).await;
        let choose = elena.get(&format!("/practices/{id}/versions/new")).await;
        let offered = choose.attributes("select[name=to] option", "value");
        assert!(offered.contains(&"en".into()) && !offered.contains(&"bg".into()));

        let path = format!("/practices/{id}/versions/new?to=en");
        let form = elena.get(&path).await;
        assert!(form.body.contains("Съвет от девет души"), "the original stands beside");
        assert_eq!(form.attributes("#f-title", "lang"), ["en"]);
        assert_eq!(form.value("title").as_deref(), Some(""));
        let refused = elena.post(&path, &[("summary", "One counter")]).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.value("summary").as_deref(), Some("One counter"));
        assert!(refused.error("title").is_some());

        let saved = elena.post_and_follow(&path, &[
            ("title", "One counter"), ("summary", "One team, one plan"), ("problem", "The **problem**"),
            ("figures.0.label", "Visits"),
        ]).await;
        assert_eq!(saved.flash().as_deref(), Some(tr("bg").t("library-done-version")));

        let sheet = format!("/practices/{id}");
        let mut english = library.visitor().reading("en");
        let page = english.get(&sheet).await;
        assert_eq!(page.one("h1"), "One counter");
        assert_eq!(page.attributes("h1", "lang"), Vec::<String>::new());
        assert!(page.body.contains("<strong>problem</strong>") && page.body.contains("Visits"));
        assert!(page.has("article [lang=bg]"), "what the version lacks is the original's, and says so");
        assert!(page.one("article").contains("Съвет от девет души"));
        assert_eq!(page.attributes("#language-note a", "hreflang"), ["bg"]);
        let original = page.attributes("#language-note a", "href").remove(0);
        let page = english.get(&original).await;
        assert_eq!((page.one("h1"), page.attributes("h1", "lang")), ("Едно гише".to_owned(), vec!["bg".to_owned()]));
        assert_eq!(page.attributes("html", "lang"), ["en"], "the page around it stays English");
        assert_eq!(library.visitor().get(&sheet).await.one("h1"), "Едно гише");

        let mine = elena.get(&sheet).await;
        let review = mine.attributes("#versions form", "action").remove(0);
        let done = elena.post_and_follow(&review, &[]).await;
        assert_eq!(done.flash().as_deref(), Some(tr("bg").t("library-done-reviewed")));
        assert!(!elena.get(&sheet).await.has("#versions form"));

        // The original moves on.
        let mut changed = draft("Едно гише, един план");
        changed.values.insert("problem".into(), json!("Друг проблем"));
        content::service::edit(library.house.app.publishing(), &library.elena.who, id, &changed, "ново", None)
            .await
            .expect("the change is right");
        let page = english.get(&sheet).await;
        assert!(page.one("#language-note").contains(tr("en").t("library-note-outdated")));
        assert!(page.all("#versions li.warn").iter().any(|l| l.contains("English")));
        let again = elena.get(&path).await;
        assert_eq!(again.value("title").as_deref(), Some("One counter"));
        assert!(again.has(".banner-warn"));
        let saved = elena.post_and_follow(&path, &[("title", "One counter, one plan"), ("reviewed", "true")]).await;
        assert_eq!(saved.status, 200);
        assert!(!english.get(&sheet).await.has("#versions li.warn"));
    }

    /// Every text that differs by language can be translated, and is shown.
    async fn every_text_can_be_translated(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Пълна", |d| {
            for field in translated() {
                let (_, value) = typed(field).remove(0);
                d.values.insert(field.name.into(), json!(value));
            }
        }).await;
        let mut elena = library.reader(&library.elena).await;
        let path = format!("/practices/{id}/versions/new?to=en");
        let form = elena.get(&path).await;
        let mut pairs = vec![("title".to_owned(), "Full".to_owned()), ("summary".into(), "Whole".into())];
        for field in translated() {
            assert!(form.value(field.name).is_some(), "{} is offered", field.name);
            pairs.push((field.name.into(), format!("words of {}", field.name)));
        }
        assert_eq!(elena.post(&path, &refs(&pairs)).await.status, 303);
        let page = library.visitor().reading("en").get(&format!("/practices/{id}")).await;
        for field in translated() {
            assert!(page.body.contains(&format!("words of {}", field.name)), "{}", field.name);
        }
        assert!(!page.has("article [lang=bg]"));
    }

    /// The language of the original has no other version, and strange tags none at all.
    async fn odd_languages_are_asked_again(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Едно гише", |_| {}).await;
        let mut elena = library.reader(&library.elena).await;
        for to in ["bg", "%20", "evil%22%3E"] {
            let page = elena.get(&format!("/practices/{id}/versions/new?to={to}")).await;
            assert!(page.has("select[name=to]"), "{to}");
        }
        assert_eq!(elena.post(&format!("/practices/{id}/versions/new?to=bg"), &[("title", "x")]).await.status, 422);
        assert_eq!(elena.post(&format!("/practices/{id}/versions/fr/review"), &[]).await.status, 404);
    }
}

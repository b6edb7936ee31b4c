//! Changing what is published, its history, and its end.

use serde_json::json;
use store::Store;

use crate::kit::{KIND, Library, draft, refs, tr};

store::on_both! {
    /// An edit asks for a note, keeps what was there, and shows both.
    async fn an_edit_keeps_the_earlier_state(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Първо заглавие", |d| {
            d.values.insert("problem".into(), json!("Старият проблем"));
        }).await;
        let mut elena = library.reader(&library.elena).await;
        let path = format!("/practices/{id}/edit");
        let form = elena.get(&path).await;
        assert_eq!(form.value("title").as_deref(), Some("Първо заглавие"));
        assert_eq!(form.value("revision").as_deref(), Some("1"));

        // The form as it was shown, with another title and text.
        let mut pairs: Vec<(String, String)> = Vec::new();
        let mut now = draft("Второ заглавие");
        now.values.insert("problem".into(), json!("Новият проблем"));
        for (name, values) in web::kind::fill(KIND, &now).iter() {
            pairs.extend(values.iter().map(|v| (name.to_owned(), v.clone())));
        }
        pairs.push(("revision".into(), "1".into()));
        pairs.push(("go".into(), "save".into()));
        let refused = elena.post(&path, &refs(&pairs)).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.error("note").as_deref(), Some(tr("bg").t("library-error-note")));
        assert_eq!(refused.value("title").as_deref(), Some("Второ заглавие"));

        let mut preview = pairs.clone();
        preview.retain(|(n, _)| n != "go");
        preview.push(("go".into(), "preview".into()));
        let shown = elena.post(&path, &refs(&preview)).await;
        assert_eq!(shown.status, 200);
        assert!(shown.has("body[data-unsaved]"));
        assert!(shown.one("#preview").contains("Новият проблем"));
        assert_eq!(library.visitor().get(&format!("/practices/{id}")).await.one("h1"), "Първо заглавие");

        pairs.push(("note".into(), "Уточнен е проблемът".into()));
        let saved = elena.post_and_follow(&path, &refs(&pairs)).await;
        assert_eq!(saved.flash().as_deref(), Some(tr("bg").t("library-done-changed")));
        assert_eq!(saved.one("h1"), "Второ заглавие");

        let mut visitor = library.visitor();
        let history = visitor.get(&format!("/practices/{id}/history")).await;
        assert_eq!(history.all("#revisions > li").len(), 2);
        assert!(history.all("#revisions > li")[0].contains("Уточнен е проблемът"));
        let old = history.attributes("#revisions a", "href").pop().expect("the first state");
        let then = visitor.get(&old).await;
        assert_eq!(then.one("h1"), "Първо заглавие");
        assert!(then.body.contains("Старият проблем") && !then.body.contains("Новият проблем"));
        assert!(then.has("meta[name=robots]"));

        // Whoever still had the first state in her form is told, and keeps what she typed.
        let late = elena.post(&path, &refs(&{
            let mut late = pairs.clone();
            late.retain(|(n, _)| n != "title");
            late.push(("title".into(), "Трето".into()));
            late
        })).await;
        assert_eq!(late.status, 409);
        assert_eq!(late.value("title").as_deref(), Some("Трето"));

        // What changed is said word by word, and whoever may change it brings the state back.
        assert!(then.all("#changes del").iter().any(|w| w.contains("Старият")), "{}", then.body);
        assert!(then.all("#changes ins").iter().any(|w| w.contains("Новият")));
        assert!(!then.has("form[action$='/history/1']"), "a visitor brings nothing back");
        assert_eq!(library.visitor().post(&old, &[]).await.status, 401, "she is asked to sign in");
        let back = elena.post_and_follow(&old, &[]).await;
        assert_eq!(back.flash().as_deref(), Some(tr("bg").t("library-done-restored")));
        assert_eq!(back.one("h1"), "Първо заглавие");
        assert!(back.body.contains("Старият проблем"));
        let history = visitor.get(&format!("/practices/{id}/history")).await;
        assert_eq!(history.all("#revisions > li").len(), 3);
        assert_eq!(elena.post(&format!("/practices/{id}/history/9"), &[]).await.status, 404);
    }

    /// What is withdrawn leaves a trace without its text, and is found no more.
    async fn what_is_withdrawn_is_gone(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Отива си", |_| {}).await;
        let mut elena = library.reader(&library.elena).await;
        let sheet = elena.get(&format!("/practices/{id}")).await;
        assert!(sheet.has(&format!("a[href='/content/{id}/withdraw']")));
        let asked = elena.get(&format!("/content/{id}/withdraw")).await;
        assert_eq!(asked.status, 200);
        assert_eq!(elena.post(&format!("/content/{id}/withdraw"), &[]).await.location(), Some("/practices"));
        for mut reader in [elena, library.visitor()] {
            let gone = reader.get(&format!("/practices/{id}/otiva-si")).await;
            assert_eq!(gone.status, 410);
            assert_eq!(gone.one("h1"), tr("bg").t("library-gone-title"));
            assert!(gone.one(".lead").contains("2026"), "{}", gone.one(".lead"));
            assert!(!gone.body.contains("Отива си"));
            for path in ["/practices", "/practices?q=%D0%BE%D1%82%D0%B8%D0%B2%D0%B0"] {
                let list = reader.get(path).await;
                assert!(!list.has(".result"), "{path}");
            }
            assert_eq!(reader.get(&format!("/practices/{id}/history")).await.status, 410);
            assert_eq!(reader.get(&format!("/practices/{id}/edit")).await.status, 410);
        }
    }

    /// What a moderator removed says so, to the moderator too, who can bring it back.
    async fn what_was_removed_says_so(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Спорна", |_| {}).await;
        let mut admin = library.reader(&library.city.admin).await;
        let done = admin.post(&format!("/content/{id}/remove"), &[("reason", "Назовава човек")]).await;
        assert_eq!(done.status, 303);
        let page = library.visitor().get(&format!("/practices/{id}")).await;
        assert_eq!((page.status, page.one("h1")), (410, tr("bg").t("library-gone-removed-title").to_owned()));
        assert!(!page.body.contains("Спорна"));
        let page = admin.get(&format!("/practices/{id}")).await;
        assert!(page.has(&format!("form[action='/content/{id}/restore']")), "{}", page.body);
    }

    /// Saved, useful, asked: the buttons of the sheet do what they say.
    async fn readers_take_part(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Полезна", |_| {}).await;
        let boris = library.city.person("boris").await;
        let mut boris = library.reader(&boris).await;
        let path = format!("/practices/{id}");
        let page = boris.get(&path).await;
        for deed in ["bookmark", "react"] {
            assert!(page.has(&format!("form[action='/content/{id}/{deed}']")), "{deed}");
            assert_eq!(boris.post(&format!("/content/{id}/{deed}"), &[("next", &path)]).await.location(), Some(&*path));
        }
        let page = boris.get(&path).await;
        assert!(page.has(&format!("form[action='/content/{id}/unreact'] [aria-pressed=true]")));
        assert!(page.has(&format!("form[action='/content/{id}/unbookmark']")));
        let asked = boris.post(&format!("/content/{id}/comments"), &[
            ("body", "Колко преводачи са нужни?"), ("lang", "bg"), ("next", &path),
        ]).await;
        assert_eq!(asked.status, 303, "{}", asked.body);
        assert!(library.visitor().get(&path).await.body.contains("Колко преводачи са нужни?"));
        let list = library.visitor().get("/practices").await;
        assert!(list.one(".result").contains(&tr("bg").t1("library-card-useful", "n", 1)), "{}", list.one(".result"));
    }
}

//! Who writes something together, and which of them readers see.

use store::Store;

use crate::kit::{Library, tr};

store::on_both! {
    async fn whoever_writes_with_the_author_says_whether_she_is_named(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Едно гише", |_| {}).await;
        let (sheet, writers) = (format!("/practices/{id}"), format!("/practices/{id}/writers"));
        let vera = library.city.person("vera").await;
        let (mut elena, mut reader) = (library.reader(&library.elena).await, library.reader(&vera).await);
        assert_eq!(elena.post(&writers, &[("handle", "@vera")]).await.status, 303);
        let again = elena.post(&writers, &[("handle", "@vera")]).await;
        assert_eq!(again.status, 422);
        assert!(again.all("#f-handle-err").join(" ").contains(tr("bg").t("content-error-coauthor")));
        let page = elena.get(&writers).await;
        assert!(page.all("#writers").join(" ").contains(tr("bg").t("writers-unnamed")));
        assert!(!page.has("button[name=named]"), "that is Vera's to say");
        assert!(elena.post(&writers, &[("named", "yes")]).await.status >= 400);
        let mut visitor = library.visitor();
        assert!(!visitor.get(&sheet).await.all(".facts").join(" ").contains("Vera"));

        assert!(reader.get(&writers).await.has("button[name=named][value=yes]"));
        assert_eq!(reader.post(&writers, &[("named", "yes")]).await.status, 303);
        let page = visitor.get(&sheet).await;
        assert!(page.has(".facts a[href='/people/vera']"));
        assert!(page.one("#cite").contains("Elena, Vera"), "{}", page.one("#cite"));

        assert!(reader.get(&writers).await.has("button[name=named][value=no]"));
        assert_eq!(reader.post(&writers, &[("named", "no")]).await.status, 303);
        assert!(!visitor.get(&sheet).await.has(".facts a[href='/people/vera']"));
        assert_eq!(reader.get(&writers).await.status, 200, "she writes it all the same");
    }
}

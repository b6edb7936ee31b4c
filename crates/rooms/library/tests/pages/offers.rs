//! A language version that is offered to whoever wrote a thing, as pages ask and show it.

use content::service::{self, NewVersion};
use domain::Lang;
use store::Store;

use crate::kit::{Library, draft, tr};

/// What is typed into the fields of a version.
const TYPED: [(&str, &str); 8] = [
    ("title", "One counter"),
    ("summary", "In short"),
    ("problem", "The problem"),
    ("approach", "What was done"),
    ("results", "What came of it"),
    ("failed", "What failed"),
    ("reviewed", "true"),
    ("note", "Is this right?"),
];

fn with<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut all: Vec<_> = TYPED.into_iter().filter(|(n, _)| *n != name).collect();
    all.push((name, value));
    all
}

store::on_both! {
    async fn a_version_is_offered_corrected_and_accepted(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Едно гише", |_| {}).await;
        let sheet = format!("/practices/{id}");
        let boris = library.city.person("boris").await;
        let mut reader = library.reader(&boris).await;
        let asking = format!("{sheet}/versions/offer");
        assert!(!library.visitor().get(&sheet).await.has("#versions a[href$=\"/offer\"]"));
        let english = reader.get(&format!("{sheet}?lang=en")).await;
        assert!(english.has(&format!("#versions a[href=\"{asking}\"]")));
        assert!(reader.get(&asking).await.has("select[name=to]"));
        let form = format!("{asking}?to=en");
        let page = reader.get(&form).await;
        assert!(page.all(".original").join(" ").contains("Едно гише"));
        assert!(page.has("textarea[name=note]") && page.has("input[name=reviewed]"));
        let wrong = reader.post(&form, &with("title", "")).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.has("input[name=title][aria-invalid=true]"));
        assert_eq!(wrong.one("textarea[name=approach]"), "What was done");
        assert_eq!(reader.post(&form, &TYPED).await.status, 303);
        let mine = reader.get(&sheet).await;
        assert!(mine.all("#versions").join(" ").contains(tr("bg").t("offers-mine-offered")));
        assert_eq!(reader.get(&form).await.one("textarea[name=approach]"), "What was done");

        let mut elena = library.reader(&library.elena).await;
        assert_eq!(elena.get(&form).await.status, 404, "she adds versions herself");
        let page = elena.get(&sheet).await;
        let offers = page.attributes("#versions a[href*=\"/versions/offers/\"]", "href");
        let open = offers.first().expect("the offer").clone();
        assert_eq!(reader.get(&open).await.status, 403);
        assert_eq!(library.visitor().get(&open).await.status, 401, "she is asked to sign in");
        let page = elena.get(&open).await;
        assert_eq!(page.one("textarea[name=approach]"), "What was done");
        assert!(page.all("#offered").join(" ").contains("Is this right?"));
        assert!(!page.has("input[name=reviewed][checked]"), "that is hers to say");
        let wrong = elena.post(&open, &with("title", "")).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.all("#offered").join(" ").contains("Boris"), "what was said stays");
        let done = elena.post(&open, &with("title", "One desk")).await;
        assert_eq!(done.status, 303);
        let mut visitor = library.visitor();
        let page = visitor.get(&format!("{sheet}?in=en")).await;
        assert_eq!(page.one("h1"), "One desk");
        assert!(page.all("#versions").join(" ").contains("Boris"));
        assert_eq!(elena.get(&open).await.status, 404, "it is decided");
    }

    async fn a_version_is_declined_with_a_reason(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Едно гише", |_| {}).await;
        let sheet = format!("/practices/{id}");
        let boris = library.city.person("boris").await;
        let version = NewVersion::from_draft(content::Draft { lang: Lang::english(), ..draft("One counter") });
        content::versions::offer(library.house.app.publishing(), &boris.who, id, &version, "").await.unwrap();
        let (mut elena, mut reader) = (library.reader(&library.elena).await, library.reader(&boris).await);
        let open = elena.get(&sheet).await.attributes("#versions a[href*=\"/versions/offers/\"]", "href")[0].clone();
        let long = "x".repeat(1_001);
        let wrong = elena.post(&format!("{open}/decline"), &[("answer", &long)]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.has("details#decline[open] textarea[aria-invalid=true]"));
        assert_eq!(elena.post(&format!("{open}/decline"), &[("answer", "Вече има превод.")]).await.status, 303);
        let page = reader.get(&sheet).await;
        assert!(page.all("#my-offers ~ ul").join(" ").contains("Вече има превод."));
        let hide = page.attributes("#versions form[action$=\"/take-back\"]", "action")[0].clone();
        assert_eq!(reader.post(&hide, &[]).await.status, 303);
        assert!(!reader.get(&sheet).await.has("#my-offers"));
        assert!(service::review_version(library.house.app.publishing(), &library.elena.who, id, &Lang::english()).await.is_err());
    }
}

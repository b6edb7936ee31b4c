//! The list: filters, counts, words.

use serde_json::json;
use store::Store;

use crate::kit::{Library, in_group, tr};

/// Three practices that differ in what lists filter by.
async fn three(library: &Library) {
    library.practice("Преводач на всяко гише", |_| {}).await;
    library
        .practice("Гише в библиотеката", |d| {
            d.sectors = vec!["language-learning".into(), "housing".into()];
            d.values.insert("country".into(), json!("FI"));
            d.values.insert("city".into(), json!("Тампере"));
        })
        .await;
    library
        .practice("Медиатори от общността", |d| {
            d.sectors = vec!["housing".into()];
            d.values.insert("cost_band".into(), json!("under-5k"));
            d.values.insert("outcome".into(), json!("failed"));
        })
        .await;
}

store::on_both! {
    /// A search is saved with its words and filters, and leads back to the same list.
    async fn a_list_is_saved(store: Store) {
        let library = Library::open(&store).await;
        three(&library).await;
        let path = format!("/practices?q={}&sector=housing", web::context::encode("гише"));
        assert!(!library.visitor().get(&path).await.has("[action='/practices/searches']"));
        let mut reader = library.reader(&library.elena).await;
        assert!(!reader.get("/practices").await.has("[action='/practices/searches']"));
        let page = reader.get(&path).await;
        let form = "form[action='/practices/searches'] input[type=hidden]";
        assert_eq!(page.attributes(form, "name"), ["q", "sector"]);
        let saved = reader.post("/practices/searches", &[("q", "гише"), ("sector", "housing")]).await;
        assert_eq!(saved.location(), Some("/searches"));
        let me = library.city.viewer(&library.elena).await.actor_id;
        let own = content::search::saved::list(&mut store.read(), me).await.expect("her searches");
        assert_eq!((own[0].name.as_str(), own[0].href.as_str()), ("гише", path.as_str()));
    }

    /// A sheet names others of the same sectors that the reader may see, and not itself.
    async fn a_sheet_names_similar_ones(store: Store) {
        let library = Library::open(&store).await;
        three(&library).await;
        let inner = library.city.community("inner").by(&library.elena);
        let inner = inner.visible(domain::Visibility::Members).await;
        library.practice("Гише само за нас", in_group(inner)).await;
        let sheet = library.practice("Още едно гише", |d| d.sectors.push("housing".into())).await;
        let page = library.visitor().get(&format!("/practices/{sheet}")).await;
        let mut titles = page.all("#alike .row-title a");
        titles.sort();
        assert_eq!(titles, ["Гише в библиотеката", "Медиатори от общността", "Преводач на всяко гише"]);
    }

    /// Whoever writes a report finds the line with which a practice is cited.
    async fn a_sheet_says_how_it_is_cited(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Гише в библиотеката", |_| {}).await;
        let page = library.visitor().reading("en").get(&format!("/practices/{id}")).await;
        let line = page.one("#cite .copied");
        for part in ["Гише в библиотеката [Good practice, revision 1]", &id.to_string(), "CC BY 4.0"] {
            assert!(line.contains(part), "{line}");
        }
    }

    /// Each count says how many practices the filter then shows.
    async fn counts_agree_with_the_list(store: Store) {
        let library = Library::open(&store).await;
        three(&library).await;
        let mut visitor = library.visitor();
        let words = format!("/practices?q={}", web::context::encode("гише"));
        for start in ["/practices".to_owned(), words] {
            let page = visitor.get(&start).await;
            assert_eq!(page.status, 200);
            let mut names = page.attributes(".facets input", "name");
            names.dedup();
            let mut tried = 0;
            for name in names {
                let values = page.attributes(&format!(".facets input[name={name}]"), "value");
                for value in values {
                    let and = if start.contains('?') { "&" } else { "?" };
                    let path = format!("{start}{and}{name}={value}");
                    let label = format!("label:has(input[name={name}][value=\"{value}\"]) .num");
                    let number = page.one(&label);
                    let narrowed = visitor.get(&path).await;
                    assert_eq!(narrowed.all(".result").len().to_string(), number, "{path}");
                    let n: i64 = number.parse().expect("a number");
                    assert_eq!(narrowed.one("#results-h"), tr("bg").t1("library-count", "n", n));
                    assert_eq!(narrowed.attributes(".chip", "href").pop().as_deref(), Some(&*start), "{path}");
                    tried += 1;
                }
            }
            assert!(tried > 10, "{tried} words were tried");
        }
    }

    /// Several words of one facet widen, several facets narrow; the last one can be dropped.
    async fn filters_combine(store: Store) {
        let library = Library::open(&store).await;
        three(&library).await;
        let mut visitor = library.visitor();
        let page = visitor.get("/practices?sector=housing&sector=one-stop-services").await;
        assert_eq!(page.all(".result").len(), 3);
        let page = visitor.get("/practices?sector=housing&country=FI").await;
        assert_eq!(page.all(".result .card-title"), ["Гише в библиотеката"]);
        let page = visitor.get("/practices?country=FI&outcome=failed").await;
        assert!(page.has("#nothing"));
        assert_eq!(page.attributes("#nothing li a", "href").len(), 2, "each of the two can be dropped");
        for href in page.attributes("#nothing li a", "href") {
            assert!(!visitor.get(&href).await.all(".result").is_empty(), "{href}");
        }
        assert!(page.has("#nothing a[href='/communities']"), "one can ask");
        let odd = visitor.get("/practices?sector=nonsense&country=%3Cscript%3E&after=x&sort=up&page=-1").await;
        assert_eq!((odd.status, odd.all(".result").len()), (200, 3));
    }

    /// Every list is a feed as well, with the same filters and words.
    async fn a_list_is_a_feed(store: Store) {
        let library = Library::open(&store).await;
        three(&library).await;
        let mut visitor = library.visitor();
        let words = web::context::encode("гише");
        for (query, count) in [
            (String::new(), 3),
            ("sector=housing".to_owned(), 2),
            ("sector=housing&country=FI".to_owned(), 1),
            (format!("q={words}"), 2),
            (format!("q={words}&country=FI"), 1),
            ("country=FI&outcome=failed".to_owned(), 0),
        ] {
            let page = visitor.get(&format!("/practices?{query}")).await;
            let href = page.attributes("link[type='application/feed+json']", "href").remove(0);
            let feed = visitor.get(&href).await.json();
            let items = feed["items"].as_array().expect("items");
            assert_eq!(items.len(), count, "{href}: {feed}");
            let home = feed["home_page_url"].as_str().expect("a page");
            assert_eq!(visitor.get(home).await.all(".result").len(), count, "{home}");
        }
    }

    /// Words are marked, in the summary or where they stand.
    async fn words_are_found_and_marked(store: Store) {
        let library = Library::open(&store).await;
        three(&library).await;
        let q = web::context::encode("преводачи");
        let page = library.visitor().get(&format!("/practices?q={q}")).await;
        assert_eq!(page.all(".result .card-title"), ["Преводач на всяко гише"]);
        assert!(page.all(".result mark").iter().all(|m| m == "Преводач"), "{:?}", page.all(".result mark"));
        assert_eq!(page.value("q").as_deref(), Some("преводачи"));
        assert_eq!(page.attributes("select[name=sort] option[selected]", "value"), [""]);
    }

    /// The list goes on where it stopped, with its filters.
    async fn the_list_goes_on(store: Store) {
        let library = Library::open(&store).await;
        for n in 0..13 {
            library.practice(&format!("Практика {n}"), |_| {}).await;
        }
        let q = web::context::encode("практика");
        for start in ["/practices?country=BG&sort=useful".to_owned(), format!("/practices?q={q}&country=BG")] {
            let mut visitor = library.visitor();
            let first = visitor.get(&start).await;
            assert_eq!(first.all(".result").len(), 10);
            let next = first.attributes("a[rel=next]", "href").remove(0);
            assert!(next.contains("country=BG"), "{next}");
            let second = visitor.get(&next).await;
            assert_eq!(second.all(".result").len(), 3);
            assert!(!second.has("a[rel=next]"));
            let mut all = first.all(".card-title");
            all.extend(second.all(".card-title"));
            all.sort();
            all.dedup();
            assert_eq!(all.len(), 13);
        }
    }

    /// Drafts, unlisted ones and those of closed communities are not in the list of a visitor.
    async fn only_what_may_be_seen_is_listed(store: Store) {
        let library = Library::open(&store).await;
        let closed = library.city.community("closed").by(&library.elena)
            .visible(domain::Visibility::Members).await;
        library.practice("За членове", in_group(closed)).await;
        library.practice("Тиха", |d| d.visibility = domain::Visibility::Unlisted).await;
        library.practice("Явна", |_| {}).await;
        let page = library.visitor().get("/practices").await;
        assert_eq!(page.all(".card-title"), ["Явна"]);
        assert_eq!(page.one("#results-h"), tr("bg").t1("library-count", "n", 1));
        let mut elena = library.reader(&library.elena).await;
        assert_eq!(elena.get("/practices").await.all(".card-title").len(), 3);
    }
}

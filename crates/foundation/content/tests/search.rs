//! Finding: both databases give the same hits, which are those that reading the texts gives.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{collections::BTreeSet, time::Duration};

use domain::{ContentId, Lang, access::Who};
use guildhall_content::{
    Draft, Publishing,
    search::{self, Results, Scope, Words, analyse},
    service::{self, NewVersion},
    testing::{POST, SHEET, full, post, publishing, reply},
};
use people::testing::city;
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use store::{Store, TestClock};

async fn find(p: &Publishing, query: &str, scope: &Scope) -> Results {
    let mut q = p.store().read();
    search::find(&mut q, &Who::Visitor, query, scope, &Lang::bulgarian(), 0, 100).await.unwrap()
}

store::on_both! {
    async fn words_are_found_in_titles_texts_fields_and_answers(store: Store, clock: TestClock) {
        let (p, city) = (publishing(&store), city(&store).await);
        let who = city.admin.who;
        let all = Scope::default();
        let sheet = service::publish(&p, &who, &Draft { title: "Гишето".into(), ..full(&SHEET, &Lang::bulgarian()) }).await.unwrap();
        clock.advance(Duration::from_secs(1));
        let body = Draft { body: "Служител и **преводач** на гишетата <b>".into(), ..post("Друго", None) };
        let post_id = service::publish(&p, &who, &body).await.unwrap();
        let answer = reply(&p, &who, post_id, "Комбинирана услуга").await;

        let results = find(&p, "гише", &all).await;
        assert_eq!(results.total, 2);
        assert_eq!(results.found[0].card.id, sheet, "the title counts more");
        assert_eq!(results.found[0].title, "<mark>Гишето</mark>");
        let other = &results.found[1];
        assert_eq!((other.title.as_str(), other.comment), ("Друго", None));
        assert_eq!(other.snippet, "Служител и преводач на <mark>гишетата</mark> &lt;b&gt;");

        let results = find(&p, "комбин УСЛУГИТЕ", &all).await;
        assert_eq!(results.found.len(), 0, "only the last word may be a beginning");
        let results = find(&p, "услуги комбин", &all).await;
        assert_eq!((results.found[0].card.id, results.found[0].comment), (post_id, Some(answer)));
        assert!(results.found[0].snippet.contains("<mark>Комбинирана</mark> <mark>услуга</mark>"));

        let only = Scope { kinds: vec![POST.name], group: None };
        assert_eq!(find(&p, "гише", &only).await.total, 1);
        assert_eq!(find(&p, "комбинирана", &only).await.total, 1, "a comment belongs to its conversation's kind");
        assert_eq!(find(&p, "steps", &all).await.found[0].card.id, sheet, "fields are searched too");
        assert_eq!(find(&p, "посещения", &all).await.found[0].card.id, sheet, "and labels of figures");
        for nothing in ["", "   ", "?!", "'\" & | ! ( ) : * <->", "няма-такова"] {
            assert_eq!(find(&p, nothing, &all).await.total, 0, "{nothing}");
        }
    }

    async fn one_thing_is_one_hit_in_all_its_languages(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let who = city.admin.who;
        let draft = Draft { title: "INTEGRA".into(), ..post("", None) };
        let id = service::publish(&p, &who, &draft).await.unwrap();
        let version = NewVersion::from_draft(Draft { lang: Lang::english(), title: "Integra in English".into(), ..draft });
        service::add_version(&p, &who, id, version).await.unwrap();
        let results = find(&p, "integra", &Scope::default()).await;
        assert_eq!((results.total, results.found[0].snippet_lang.as_str()), (1, "bg"));
        let mut q = store.read();
        let results = search::find(&mut q, &Who::Visitor, "integra", &Scope::default(), &Lang::english(), 0, 9).await.unwrap();
        assert_eq!(results.found[0].title, "<mark>Integra</mark> in English");
        service::withdraw(&p, &who, id).await.unwrap();
        assert_eq!(find(&p, "integra", &Scope::default()).await.total, 0);
    }

    async fn pages_of_hits_follow_one_another(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        for n in 0..7 {
            service::publish(&p, &city.admin.who, &post(&format!("Гише {n}"), None)).await.unwrap();
        }
        let mut seen = BTreeSet::new();
        let mut page = Some(0);
        while let Some(n) = page {
            let mut q = store.read();
            let results = search::find(&mut q, &Who::Visitor, "гише", &Scope::default(), &Lang::bulgarian(), n, 3).await.unwrap();
            seen.extend(results.found.iter().map(|f| f.card.id));
            page = results.next;
        }
        assert_eq!(seen.len(), 7);
    }

    /// The reference is the analysis itself, so that both databases are held against the same.
    async fn both_databases_find_what_the_analysis_says(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let mut runner = TestRunner::new(Config::default());
        let mut texts: Vec<(ContentId, String)> = Vec::new();
        for _ in 0..60 {
            let text = text().new_tree(&mut runner).unwrap().current();
            let draft = Draft { body: text, ..post("т", None) };
            let Ok(id) = service::publish(&p, &city.admin.who, &draft).await else { continue };
            let body = domain::text::block(&draft.body);
            let html = guildhall_content::markdown::render(&body, 2);
            texts.push((id, format!("т {}", guildhall_content::markdown::plain(&html))));
        }
        let words = |(_, text): &(ContentId, String)| -> Vec<String> {
            analyse::tokens(text).iter().map(|t| text[t.start..t.end].to_owned()).collect()
        };
        let pool: Vec<String> = texts.iter().flat_map(words).collect();
        let queries = (prop::collection::vec(prop::sample::select(pool), 1..3), 1..6_usize);
        for _ in 0..150 {
            let (mut words, cut) = queries.new_tree(&mut runner).unwrap().current();
            if let Some(last) = words.last_mut() {
                *last = last.chars().take(cut).collect();
            }
            let query = words.join(" ");
            let found: BTreeSet<ContentId> =
                find(&p, &query, &Scope::default()).await.found.into_iter().map(|f| f.card.id).collect();
            let expected: BTreeSet<ContentId> = match Words::parse(&query) {
                Some(words) => texts.iter().filter(|(_, t)| words.match_text(t)).map(|(id, _)| *id).collect(),
                None => BTreeSet::new(),
            };
            let differing: Vec<_> = texts
                .iter()
                .filter(|(id, _)| found.contains(id) != expected.contains(id))
                .map(|(_, text)| (text, analyse::indexed(text)))
                .collect();
            assert!(differing.is_empty(), "{query:?} on {}: {differing:?}", store.engine());
        }
    }
}

/// Words of several scripts with what people put between them.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[а-я]{1,9}",
        2 => "[a-zA-Zéüßłșñ]{1,9}",
        1 => "[0-9]{1,4}",
        1 => "[α-ωάέ]{2,6}",
        1 => "[ء-ي]{2,6}",
        1 => "[А-Яа-я0-9]{2,5}",
        1 => "[0-9]{1,2}[a-f][0-9]{1,2}",
        1 => "[a-z]{2,5}@[a-z]{2,5}\\.[a-z]{2}",
        1 => "https://[a-z]{2,5}\\.[a-z]{2}/[a-z0-9]{1,5}",
        1 => "[a-z]{2,5}-[а-я]{2,5}",
        1 => "[क-ह][ा-ौ][क-ह]",
        1 => "[٠-٩]{1,3}",
        1 => "\\PC{1,6}",
    ];
    prop::collection::vec(
        (word, prop::sample::select(vec![" ", ", ", "-", ". ", "/", "\n\n", "'"])),
        1..12,
    )
    .prop_map(|parts| parts.into_iter().map(|(w, s)| w + s).collect())
}

//! Finding: both databases give the same hits, which are those that reading the texts gives.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{collections::BTreeSet, time::Duration};

use domain::{ContentId, Lang, access::Who};
use guildhall_content::{
    Draft, Publishing,
    search::{self, Reach, Results, Scope, Words, analyse},
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

store::statements! {
    /// As an earlier version of the program has left it.
    AGE = "UPDATE search_text SET title = '', body = '', kind = '', analyser = 0";
}

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
        assert_eq!((other.title.as_str(), other.within), ("Друго", None));
        assert_eq!(other.snippet, "Служител и преводач на <mark>гишетата</mark> &lt;b&gt;");

        let results = find(&p, "комбин УСЛУГИТЕ", &all).await;
        assert!(results.partly(), "only the last word may be a beginning");
        let results = find(&p, "услуги комбин", &all).await;
        assert_eq!((results.found[0].card.id, results.found[0].within), (post_id, Some(answer)));
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

    async fn an_index_that_was_put_together_finds_the_same(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        for n in 0..12 {
            let title = format!("Гише {n}");
            service::publish(&p, &city.admin.who, &Draft { title, ..post("", None) }).await.unwrap();
        }
        let before = find(&p, "гишета", &Scope::default()).await;
        assert_eq!(before.total, 12);
        search::merge(&store, 1).await.unwrap();
        assert_eq!(find(&p, "гишета", &Scope::default()).await, before);
        service::publish(&p, &city.admin.who, &Draft { title: "Гишето".into(), ..post("", None) }).await.unwrap();
        assert_eq!(find(&p, "гишета", &Scope::default()).await.total, 13);
    }

    async fn no_letter_makes_two_words_of_one(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        // An index without places cannot be asked for what it would take for a phrase.
        let letters = (0_u32..0x2_0000).filter(|n| *n < 0x180 || n % 29 == 0 && *n < 0x3000 || n % 997 == 0);
        let letters: Vec<char> = letters.filter_map(char::from_u32).filter(|c| c.is_alphanumeric()).collect();
        let words: Vec<String> = letters.iter().map(|c| format!("бя{c}гк")).collect();
        let body = words.join(" ");
        service::publish(&p, &city.admin.who, &Draft { body, ..post("Букви", None) }).await.unwrap();
        for some in words.chunks(12) {
            assert_eq!(find(&p, &some.join(" "), &Scope::default()).await.whole, 1, "{some:?}");
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

    async fn what_an_earlier_analysis_indexed_is_indexed_anew(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let draft = Draft { title: "Гишето".into(), ..full(&SHEET, &Lang::bulgarian()) };
        service::publish(&p, &city.admin.who, &draft).await.unwrap();
        assert_eq!(search::renew(&store, p.kinds()).await.unwrap(), 0, "it was written by this one");
        let mut tx = store.begin().await.unwrap();
        tx.execute(&AGE, store::args![]).await.unwrap();
        tx.save().await.unwrap();
        assert_eq!(find(&p, "гише", &Scope::default()).await.total, 0);
        assert_eq!(search::renew(&store, p.kinds()).await.unwrap(), 1);
        let of_kind = Scope { kinds: vec![SHEET.name], group: None };
        for query in ["гише", "steps", "посещения"] {
            assert_eq!(find(&p, query, &of_kind).await.total, 1, "{query}");
        }
        assert_eq!(search::renew(&store, p.kinds()).await.unwrap(), 0);
    }

    async fn what_was_typed_comes_before_what_was_typed_like_it(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let who = city.admin.who;
        let spelt = service::publish(&p, &who, &post("Интегра и училище", None)).await.unwrap();
        let english = Draft { lang: Lang::english(), ..post("What INTEGRA left", None) };
        let typed = service::publish(&p, &who, &english).await.unwrap();
        let ids = |r: Results| r.found.iter().map(|f| f.card.id).collect::<Vec<_>>();
        assert_eq!(ids(find(&p, "integra", &Scope::default()).await), [typed, spelt]);
        let results = find(&p, "u4ilishteto", &Scope::default()).await;
        assert_eq!(results.found[0].title, "Интегра и <mark>училище</mark>");
        assert!(find(&p, "integra remained", &Scope::default()).await.partly());
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

    /// What has all words comes first; with few such, what lacks one of them follows and is told apart.
    async fn what_lacks_a_word_follows_when_few_have_all(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let mut ids = Vec::new();
        for title in ["Цигулка и барабан", "Цигулка за общината", "Барабан в училище", "Пазар"] {
            ids.push(service::publish(&p, &city.admin.who, &post(title, None)).await.unwrap());
        }
        let results = find(&p, "цигулка барабан", &Scope::default()).await;
        let found: Vec<ContentId> = results.found.iter().map(|f| f.card.id).collect();
        assert_eq!((results.whole, found[0], found.len()), (1, ids[0], 3));
        assert!(!results.partly() && !found.contains(&ids[3]));
        for n in 0..2 {
            service::publish(&p, &city.admin.who, &post(&format!("Цигулки, барабани {n}"), None)).await.unwrap();
        }
        let results = find(&p, "цигулка барабан", &Scope::default()).await;
        assert_eq!((results.whole, results.total), (3, 3));
    }

    /// The reference is the analysis itself, so that both databases are held against the same.
    async fn both_databases_find_what_the_analysis_says(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let mut runner = TestRunner::new(Config::default());
        let mut texts: Vec<(ContentId, String, Lang)> = Vec::new();
        for n in 0..70 {
            let text = text().new_tree(&mut runner).unwrap().current();
            let lang = Lang::parse(["bg", "en", "bg", "de", "ru", "fr", "ro", "el", "uk", "it"][n % 10]).unwrap();
            let draft = Draft { body: text, lang: lang.clone(), ..post("т", None) };
            let Ok(id) = service::publish(&p, &city.admin.who, &draft).await else { continue };
            let body = domain::text::block(&draft.body);
            let html = guildhall_content::markdown::render(&body, 2);
            texts.push((id, format!("т {}", guildhall_content::markdown::plain(&html)), lang));
        }
        let words = |(_, text, _): &(ContentId, String, Lang)| -> Vec<String> {
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
            let expected = expected(&texts, &query);
            let differing: Vec<_> = texts
                .iter()
                .filter(|(id, ..)| found.contains(id) != expected.contains(id))
                .map(|(_, text, lang)| (text, analyse::indexed(text, lang)))
                .collect();
            assert!(differing.is_empty(), "{query:?} on {}: {differing:?}", store.engine());
        }
    }
}

/// What has all words, typed or spelt; when hardly anything has, also what lacks one of them; when nothing
/// does, what has the most of them.
fn expected(texts: &[(ContentId, String, Lang)], query: &str) -> BTreeSet<ContentId> {
    let Some(words) = Words::parse(query) else { return BTreeSet::new() };
    let (mut found, mut widened) = (BTreeSet::new(), false);
    for reach in words.reaches() {
        if matches!(reach, Reach::Some(_)) {
            if found.len() >= 3 || (widened && !found.is_empty()) {
                break;
            }
            widened = true;
        }
        if reach == Reach::Begun && found.len() >= 10 {
            break;
        }
        let holding = texts.iter().filter(|(_, text, lang)| words.match_text(text, lang, reach));
        found.extend(holding.map(|(id, ..)| *id));
    }
    found
}

/// Words of several scripts with what people put between them.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[а-я]{1,9}",
        2 => "[a-zA-Zéüßłșñ]{1,9}",
        1 => "[0-9]{1,4}",
        2 => prop::sample::select(vec!["училищата", "uchilishte", "бежанци", "bejanci", "Wohnungen", "communities", "беженцев"]).prop_map(str::to_owned),
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

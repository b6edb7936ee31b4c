use domain::{Lang, Sector, access::Who};
use people::{
    Markup, organisations,
    persons::{self, PersonFilter, PersonText, Profile},
    testing::city,
};
use store::Store;

use crate::{fields, key};

fn profile(name: &str) -> Profile {
    Profile {
        texts: vec![
            PersonText {
                lang: Lang::bulgarian(),
                name: name.to_owned(),
                headline: "експерт по заетост".to_owned(),
                bio: Markup::plain("Здравейте."),
            },
            PersonText {
                lang: Lang::english(),
                name: "Elena Markova".to_owned(),
                headline: "employment officer".to_owned(),
                bio: Markup::default(),
            },
        ],
        sectors: vec![Sector::parse("employment").unwrap()],
        languages: vec![Lang::english(), Lang::bulgarian()],
        organisation: None,
        discoverable: true,
        indexable: false,
    }
}

store::on_both! {
    async fn a_profile_is_ones_own_in_ones_languages(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let empty = PersonFilter::default();
        let q = &mut store.read();
        let directory = persons::list(q, &empty, &Lang::english(), None, 9).await.unwrap();
        assert!(directory.items.is_empty(), "nobody is in it unasked");
        assert_eq!(key(persons::update(&store, &Who::Visitor, profile("X")).await), "sign-in");
        let bad = persons::update(&store, &elena.who, profile(" ")).await;
        assert_eq!(fields(bad), ["name.bg"]);
        persons::update(&store, &elena.who, profile("Елена Маркова")).await.unwrap();

        let page = persons::page(q, &Who::Visitor, "ELENA", "", &Lang::english()).await.unwrap();
        assert_eq!(page.card.name, "Elena Markova");
        assert_eq!((page.card.headline.as_str(), page.card.lang.as_str()), ("employment officer", "en"));
        assert_eq!(page.texts[0].summary_html, "<p>Здравейте.</p>");
        assert_eq!(page.languages, [Lang::english(), Lang::bulgarian()]);
        let german = Lang::parse("de").unwrap();
        let page = persons::page(q, &elena.who, "elena", "", &german).await.unwrap();
        assert_eq!((page.card.name.as_str(), page.card.lang.as_str()), ("Елена Маркова", "bg"));

        let found = |filter: PersonFilter| {
            let mut q = store.read();
            async move { persons::list(&mut q, &filter, &Lang::english(), None, 9).await.unwrap().items.len() }
        };
        let sector = |s| PersonFilter { sector: Sector::parse(s), ..PersonFilter::default() };
        assert_eq!(found(sector("employment")).await, 1);
        assert_eq!(found(sector("housing")).await, 0);
        assert_eq!(found(PersonFilter { language: Some(Lang::english()), ..empty.clone() }).await, 1);
        assert_eq!(found(PersonFilter { text: "МАРКО".to_owned(), ..empty.clone() }).await, 1);
        assert_eq!(found(PersonFilter { organisation: Some(city.organisation), ..empty }).await, 0);
    }

    async fn the_directory_is_in_the_order_of_the_names_that_are_shown(store: Store) {
        let city = city(&store).await;
        for (handle, own, english) in [("elena", "Елена", "Zora"), ("yana", "Яна", "Anna")] {
            let person = city.person(handle).await;
            let mut profile = profile(own);
            english.clone_into(&mut profile.texts[1].name);
            persons::update(&store, &person.who, profile).await.unwrap();
        }
        let q = &mut store.read();
        for (lang, names) in [("en", ["Anna", "Zora"]), ("bg", ["Елена", "Яна"]), ("de", ["Елена", "Яна"])] {
            let (lang, all) = (Lang::parse(lang).unwrap(), PersonFilter::default());
            let first = persons::list(q, &all, &lang, None, 1).await.unwrap();
            assert_eq!(first.items[0].name, names[0]);
            let rest = persons::list(q, &all, &lang, first.next.as_ref(), 9).await.unwrap();
            assert_eq!(rest.items.iter().map(|p| &*p.name).collect::<Vec<_>>(), names[1..]);
        }
    }

    async fn nobody_says_herself_whom_she_works_for_where_anybody_may_come(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let with = |organisation| Profile { organisation, ..profile("Елена") };
        let claim = persons::update(&store, &elena.who, with(Some(city.organisation))).await;
        assert_eq!(key(claim), "error-organisation-by-administrator");
        let own = organisations::affiliate(&store, &elena.who, elena.actor, Some(city.organisation)).await;
        assert_eq!(key(own), "not-found");
        organisations::affiliate(&store, &city.admin.who, elena.actor, Some(city.organisation)).await.unwrap();
        persons::update(&store, &elena.who, with(Some(city.organisation))).await.unwrap();
        let q = &mut store.read();
        let page = persons::page(q, &Who::Visitor, "elena", "", &Lang::english()).await.unwrap();
        assert_eq!(page.card.organisation_handle, "haskovo");
        assert_eq!(page.card.organisation_name, "Община Хасково");
        persons::update(&store, &elena.who, with(None)).await.unwrap();
        let cards = persons::cards(q, &[elena.actor], &Lang::english()).await.unwrap();
        assert_eq!(cards[0].organisation_id, None);
        let nowhere = organisations::affiliate(&store, &city.admin.who, elena.actor, Some(elena.actor)).await;
        assert_eq!(key(nowhere), "error-organisation-unknown");
    }

    async fn one_chooses_among_those_one_may_know_of(store: Store) {
        let city = city(&store).await;
        let jobs = city.community("jobs").await;
        let elena = city.person("elena").member_of(jobs).await;
        city.person("boris").member_of(jobs).await;
        city.person("bozhidar").await;
        let suggest = |text: &'static str| {
            let (mut q, who) = (store.read(), elena.who);
            async move {
                let found = persons::suggest(&mut q, &who, text, &Lang::english(), 9).await.unwrap();
                found.into_iter().map(|p| p.handle).collect::<Vec<_>>()
            }
        };
        assert_eq!(suggest("@bo").await, ["boris"]);
        assert_eq!(suggest("bozhidar").await, ["bozhidar"]);
        assert!(suggest(" ").await.is_empty());
    }
}

//! Saved searches: kept by whoever saved them, told of once a day, and only of what she may read.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use domain::{Error, Lang, Visibility, day::Date};
use guildhall_content::{
    Draft,
    read::Filter,
    search::saved,
    service,
    testing::{POST, SHEET, full, post, publishing},
};
use people::{Viewer, notifications, testing::city};
use store::{Store, TestClock};

/// The day on which tests begin.
const TODAY: Date = jiff::civil::date(2026, 11, 22);

async fn told(store: &Store, viewer: &Viewer) -> Vec<String> {
    let mut q = store.read();
    let page = notifications::list(&mut q, viewer, &Lang::bulgarian(), None, 50).await.unwrap();
    page.items.into_iter().filter(|n| n.kind == "saved-search").map(|n| n.title).collect()
}

store::on_both! {
    async fn somebody_is_told_once_a_day_of_what_she_may_read(store: Store, clock: TestClock) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (boris, writer) = (city.person("boris").await, city.admin.who);
        let viewer = city.viewer(&boris).await;
        let any = Filter::default();
        let day = Duration::from_secs(86_400);
        service::publish(&p, &writer, &post("Гише отпреди", None)).await.unwrap();
        clock.advance(Duration::from_secs(1));
        saved::save(&store, &viewer, "Гишета", "/search?q=x", "гишета", &any).await.unwrap();
        clock.advance(day);
        saved::alert(&store, TODAY).await.unwrap();
        assert!(told(&store, &viewer).await.is_empty(), "what was there before is not new");

        clock.advance(day);
        service::publish(&p, &writer, &post("Друго", None)).await.unwrap();
        service::publish(&p, &writer, &post("Ново гише", None)).await.unwrap();
        let hidden = city.community("hidden").visible(Visibility::Members).await;
        service::publish(&p, &writer, &post("Скрито гише", Some(hidden))).await.unwrap();
        service::publish(&p, &boris.who, &post("Собствено гише", None)).await.unwrap();
        clock.advance(Duration::from_secs(120));
        saved::alert(&store, TODAY).await.unwrap();
        assert_eq!(told(&store, &viewer).await, ["Ново гише"]);

        service::publish(&p, &writer, &post("Още едно гише", None)).await.unwrap();
        clock.advance(Duration::from_secs(3600));
        saved::alert(&store, TODAY).await.unwrap();
        assert_eq!(told(&store, &viewer).await.len(), 1, "once a day");
        clock.advance(day);
        saved::alert(&store, TODAY).await.unwrap();
        assert_eq!(told(&store, &viewer).await, ["Още едно гише", "Ново гише"]);
        clock.advance(day);
        saved::alert(&store, TODAY).await.unwrap();
        assert_eq!(told(&store, &viewer).await.len(), 2, "and of each thing once");
    }

    async fn kinds_and_facets_count(store: Store, clock: TestClock) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (boris, writer) = (city.person("boris").await, city.admin.who);
        let viewer = city.viewer(&boris).await;
        let red = Filter {
            kinds: vec![SHEET.name],
            facets: vec![("choice".into(), vec!["red".into()])],
            ..Filter::default()
        };
        let green = Filter { facets: vec![("choice".into(), vec!["green".into()])], ..red.clone() };
        let posts = Filter { kinds: vec![POST.name], ..Filter::default() };
        for (name, filter) in [("red", &red), ("green", &green), ("posts", &posts)] {
            saved::save(&store, &viewer, name, "/practices?x=1", "", filter).await.unwrap();
        }
        clock.advance(Duration::from_secs(60));
        let draft = full(&SHEET, &Lang::bulgarian());
        let has = draft.values["choice"].as_str().unwrap().to_owned();
        let sheet = Draft { title: "Лист".into(), ..draft };
        service::publish(&p, &writer, &sheet).await.unwrap();
        clock.advance(Duration::from_secs(86_400));
        saved::alert(&store, TODAY).await.unwrap();
        assert!(["red", "green"].contains(&&*has));
        assert_eq!(told(&store, &viewer).await, ["Лист"], "one of the two colours, and no post");
    }

    async fn a_person_keeps_a_bounded_number_of_her_own(store: Store) {
        let (_, city) = (publishing(&store), city(&store).await);
        let (boris, anna) = (city.person("boris").await, city.person("anna").await);
        let (boris, anna) = (city.viewer(&boris).await, city.viewer(&anna).await);
        let any = Filter::default();
        for n in 0..saved::MOST {
            saved::save(&store, &boris, "", "/search?q=x", &format!("гише {n}"), &any).await.unwrap();
        }
        let full = saved::save(&store, &boris, "", "/search?q=x", "още", &any).await;
        assert!(matches!(full, Err(Error::Conflict("error-searches-full"))), "{full:?}");
        let away = saved::save(&store, &anna, "", "https://other.example/", "x", &any).await;
        assert!(matches!(away, Err(Error::NotFound)));
        let own = saved::list(&mut store.read(), boris.actor_id).await.unwrap();
        assert_eq!(own.len(), 50);
        assert!(matches!(saved::forget(&store, &anna, own[0].id).await, Err(Error::NotFound)));
        saved::forget(&store, &boris, own[0].id).await.unwrap();
        assert_eq!(saved::list(&mut store.read(), boris.actor_id).await.unwrap().len(), 49);
    }
}

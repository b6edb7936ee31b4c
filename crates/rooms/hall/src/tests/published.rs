//! What other rooms publish, as the hall lists, finds and judges it.

use content::{
    Draft, Kind,
    kind::PLAIN,
    service::{bookmark, publish, report},
};
use domain::{ActorId, ContentId, Lang};
use people::testing::{City, Person};
use store::Store;
use web::{
    House, KindView, Room,
    testing::{Browser, house},
};

use super::{sound, visitor};

static PRACTICE: Kind = Kind {
    name: "practice",
    wire: "TestPractice",
    path: "practices",
    summary: true,
    sectors: true,
    ..PLAIN
};

/// A library of one shelf, so that the hall has something to show.
fn shelf() -> Room {
    Room {
        name: "shelf",
        kinds: vec![&PRACTICE],
        views: vec![KindView { kind: "practice", icon: "sprout", ..KindView::ARTICLE }],
        ..Room::default()
    }
}

async fn open(store: &Store) -> (City, House) {
    let city = people::testing::city(store).await;
    let house = house(store, vec![crate::room(), shelf()]).await;
    (city, house)
}

async fn practice(house: &House, by: &Person, group: Option<ActorId>, title: &str) -> ContentId {
    let mut draft = Draft::new("practice", Lang::bulgarian());
    draft.title = title.into();
    draft.summary = "Преводач седи до служителя на гишето.".into();
    draft.body = "Описание <b>без</b> украса.".into();
    draft.sectors = vec!["one-stop-services".into()];
    draft.group = group;
    publish(house.app.publishing(), &by.who, &draft).await.unwrap()
}

const TITLE: &str = "Едно гише с преводачи";

store::on_both! {
    /// What is found can be followed with a feed reader.
    async fn a_search_is_a_feed(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        practice(&house, &elena, Some(jobs), TITLE).await;
        let inner = city.community("inner").by(&elena);
        let inner = inner.visible(domain::Visibility::Members).await;
        practice(&house, &elena, Some(inner), "Гише само за нас").await;
        let mut reader = Browser::new(&house).signed_in(&city, &elena).await;
        let page = reader.get("/search?q=гише").await;
        assert!(page.body.contains("само за нас"), "she reads it");
        let href = page.attributes("link[type='application/feed+json']", "href").remove(0);
        let feed = reader.get(&href).await.json();
        let titles: Vec<&str> =
            feed["items"].as_array().unwrap().iter().filter_map(|i| i["title"].as_str()).collect();
        assert_eq!(titles, [TITLE], "a feed is for everybody, whoever asks");
        let atom = reader.get("/search/feed.atom?q=%3Cb%3E").await;
        assert_eq!(atom.status, 200);
        assert!(!atom.body.contains("<b>"), "{}", atom.body);
    }

    /// What has not all words is shown as such, and followed by nobody.
    async fn a_search_says_when_words_are_missing(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        practice(&house, &elena, None, TITLE).await;
        let mut reader = Browser::new(&house);
        let page = reader.get("/search?q=преводачи+носорог").await;
        assert!(page.one("#partly").contains("преводачи носорог"), "{}", page.body);
        assert_eq!(page.all(".row-title mark"), ["преводачи"]);
        assert!(!reader.get("/search?q=prevodachi").await.has("#partly"));
        let feed = reader.get("/search/feed.json?q=преводачи+носорог").await.json();
        assert_eq!(feed["items"].as_array().map(Vec::len), Some(0));
    }

    /// A search is saved from its page, seen and forgotten by whoever saved it.
    async fn a_search_is_saved_and_forgotten(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        assert!(!Browser::new(&house).get("/search?q=гише").await.has("[action='/searches']"));
        let mut her = Browser::new(&house).signed_in(&city, &elena).await;
        assert!(her.get("/search?q=гише").await.has("[action='/searches']"));
        let fields = [("name", "Гишета"), ("q", "гише"), ("in", "practice")];
        let page = her.post_and_follow("/searches", &fields).await;
        sound("/searches", &page);
        assert_eq!(page.all("#searches .row-title a"), ["Гишета"]);
        let href = page.attributes("#searches .row-title a", "href").remove(0);
        assert_eq!(her.get(&href).await.value("q").as_deref(), Some("гише"));
        let path = page.attributes("#searches form", "action").remove(0);
        assert!(her.post_and_follow(&path, &[]).await.has(".empty"));
        assert_eq!(her.post(&path, &[]).await.status, 404);
    }

    /// Everything about a sector has a page and a feed, which is for everybody, and other sectors have none
    /// of it.
    async fn a_sector_has_a_page_and_a_feed(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        practice(&house, &elena, Some(jobs), TITLE).await;
        let inner = city.community("inner").by(&elena);
        let inner = inner.visible(domain::Visibility::Members).await;
        practice(&house, &elena, Some(inner), "Гише само за нас").await;
        let mut reader = Browser::new(&house).signed_in(&city, &elena).await;
        let path = "/sectors/one-stop-services";
        let page = reader.get(path).await;
        sound(path, &page);
        assert_eq!(page.all(".rows-first .row-title a").len(), 2);
        for mime in ["application/atom+xml", "application/feed+json"] {
            let href = page.attributes(&format!("link[type='{mime}']"), "href").remove(0);
            let feed = reader.get(&href).await;
            assert_eq!(feed.status, 200);
            assert!(feed.body.contains(TITLE) && !feed.body.contains("само за нас"), "{}", feed.body);
        }
        assert!(reader.get("/sectors/gender").await.has(".empty"));
        assert_eq!(reader.get("/sectors/nothing").await.status, 404);
        assert_eq!(reader.get("/sectors/nothing/feed.atom").await.status, 404);
        assert!(reader.get("/sectors").await.attributes(".chip", "href").contains(&path.to_owned()));
    }

    /// A practice stands on the public home page, its author's page and among the results.
    async fn a_practice_is_listed_and_found(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let id = practice(&house, &elena, Some(jobs), TITLE).await;
        let path = format!("/practices/{id}/edno-gishe-s-prevodachi");
        for lang in ["bg", "en"] {
            let mut reader = visitor(&house).reading(lang);
            let home = reader.get("/").await;
            sound("/", &home);
            assert_eq!(home.attributes(".result .card-title a", "href"), [&*path]);
            assert_eq!(home.attributes(".result .card-title[lang=bg]", "lang").len(), usize::from(lang == "en"));
            let person = reader.get("/people/elena").await;
            sound("/people/elena", &person);
            assert!(person.all(".row-title a").contains(&TITLE.to_owned()));
        }
        for query in ["/search?q=преводачът", "/search?q=преводачът&in=practice"] {
            let found = visitor(&house).get(query).await;
            sound(query, &found);
            assert_eq!(found.attributes("#results .rows .row-title a", "href"), [&*path]);
            assert!(found.has("#results mark"), "{}", found.body);
        }
        assert!(visitor(&house).get("/search?q=преводачът&in=people").await.has(".empty"));
    }
}

store::on_both! {
    /// What is new in one's communities stands at home under each of them, and strangers see none
    /// of what is for members.
    async fn what_is_new_stands_at_home(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).visible(domain::Visibility::Members).await;
        let boris = city.person("boris").member_of(jobs).await;
        practice(&house, &elena, Some(jobs), TITLE).await;
        let mut member = visitor(&house).signed_in(&city, &boris).await;
        let home = member.get("/").await;
        sound("/", &home);
        assert_eq!(home.attributes("section[aria-labelledby=new] .group-h a", "href"), ["/communities/jobs"]);
        assert_eq!(home.all("section[aria-labelledby=new] .row-title"), [TITLE]);
        for path in ["/", "/people/elena", "/search?q=гише"] {
            let page = visitor(&house).get(path).await;
            assert!(!page.body.contains(TITLE), "{path}");
        }
    }
}

store::on_both! {
    /// What one saves stands in the list of saved things, and ticks a first step.
    async fn what_one_saves_is_found_again(store: Store) {
        let (city, house) = open(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let id = practice(&house, &elena, None, TITLE).await;
        let mut reader = visitor(&house).signed_in(&city, &boris).await;
        let list = reader.get("/bookmarks").await;
        sound("/bookmarks", &list);
        assert!(list.has(".empty"));
        assert_eq!(reader.get("/").await.all(".checks .done").len(), 0);
        bookmark(house.app.publishing(), &boris.who, id).await.unwrap();
        assert_eq!(reader.get("/bookmarks").await.all(".row-title a"), [TITLE]);
        assert_eq!(reader.get("/").await.all(".checks .done").len(), 1);
    }
}

store::on_both! {
    /// A moderator removes what was reported, with a reason; without one she is asked for it.
    async fn a_report_is_decided(store: Store) {
        let (city, house) = open(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let mira = city.person("mira").moderator().await;
        let id = practice(&house, &elena, None, TITLE).await;
        report(house.app.publishing(), &boris.who, id, "spam", "Реклама е.").await.unwrap();
        let mut moderator: Browser = visitor(&house).signed_in(&city, &mira).await;
        let queue = moderator.get("/admin/reports").await;
        sound("/admin/reports", &queue);
        assert_eq!(queue.all("article .row-title a"), [TITLE]);
        assert_eq!(queue.all("article blockquote"), ["Реклама е."]);
        let none = moderator.get("/admin/reports?state=decided").await;
        assert!(none.one(".empty").contains("Няма решени сигнали"), "{}", none.body);
        assert!(none.one(".page-head").contains("вече има решение"), "{}", none.body);
        let action = queue.attributes("article form", "action").remove(0);
        let stranger = visitor(&house).signed_in(&city, &boris).await.post(&action, &[("remove", "true"), ("reason", "x")]).await;
        assert_eq!(stranger.status, 404);
        let asked = moderator.post(&action, &[("remove", "true"), ("reason", " ")]).await;
        assert_eq!(asked.status, 422);
        assert!(asked.has("article .err"));
        let done = moderator.post_and_follow(&action, &[("remove", "true"), ("reason", "Реклама")]).await;
        assert!(done.flash().is_some() && done.has(".empty"), "{}", done.body);
        let decided = moderator.get("/admin/reports?state=decided").await;
        sound("/admin/reports?state=decided", &decided);
        assert_eq!(decided.all("article .tag"), ["Премахнато"]);
        assert!(!visitor(&house).get("/people/elena").await.body.contains(TITLE));
        assert_eq!(moderator.post(&action, &[]).await.status, 409);
    }
}

store::on_both! {
    /// A dead job is shown and tried again.
    async fn dead_work_is_tried_again(store: Store) {
        let (city, house) = open(&store).await;
        let mut ada = visitor(&house).signed_in(&city, &city.admin).await;
        let page = ada.get("/admin/jobs").await;
        assert!(page.has(".empty"));
        let none = ada.post("/admin/jobs/00000000-0000-7000-8000-000000000000/retry", &[]).await;
        assert_eq!(none.status, 404);
        assert_eq!(ada.post("/admin/jobs/nonsense/retry", &[]).await.status, 400);
    }
}

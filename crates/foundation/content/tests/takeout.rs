//! Taking along and bringing in, without another instance.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::time::Duration;

use domain::{ContentId, Lang, Origin};
use federation::{ActorKind, policy::Ruling};
use guildhall_content as content;

use content::{
    activity::object::Labels,
    hosts,
    service::{self, NewVersion},
    tables,
    takeout::{self, Desk, Import},
    testing::{SHEET, arrived, full, post, publishing},
};
use people::testing::city;
use store::{Jobs, Query as _, Store, TestClock, args};

store::statements! {
    ASKED = "INSERT INTO review_request (content_id, person_id, asked_by, state, asked_at) \
        VALUES ($1, $2, $3, 'asked', $4)";
    DRAFTS = "SELECT id FROM content WHERE author_id = $1 AND state = 'draft' ORDER BY id";
}

/// Labels are their keys.
struct Keys;

impl Labels for Keys {
    fn label(&self, key: &str, _: &Lang) -> String {
        key.to_owned()
    }
}

/// Runs jobs until none is due.
async fn work(store: &Store, desk: &Desk) {
    let jobs = Jobs::<Desk>::default().with::<Import>();
    while jobs.run_due(store, desk).await.unwrap() > 0 {}
}

fn field(result: domain::Result<()>) -> &'static str {
    match result {
        Err(domain::Error::Invalid(e)) => {
            assert_eq!(e.0[0].field, "file");
            e.0[0].key
        }
        other => panic!("{other:?}"),
    }
}

store::on_both! {
    /// Every value in every language comes back as a draft that only she sees.
    async fn texts_come_back_as_drafts(store: Store) {
        let city = city(&store).await;
        let (elena, dora) = (city.person("elena").await, city.person("dora").await);
        let p = publishing(&store);
        let mut sheet = full(&SHEET, &Lang::bulgarian());
        sheet.values.remove("person");
        let id = service::publish(&p, &elena.who, &sheet).await.unwrap();
        let english = NewVersion::from_draft(full(&SHEET, &Lang::english()));
        service::add_version(&p, &elena.who, id, english).await.unwrap();
        let viewer = city.viewer(&elena).await;
        let file = takeout::person(&mut store.read(), &p, &Keys, &viewer, None).await.unwrap();
        assert_eq!(file["account"]["email"], elena.email());
        assert_eq!(file["written"][0]["thing"]["kind"], "sheet");

        takeout::import_person(&store, &dora.who, &file.to_string()).await.unwrap();
        let waiting = takeout::progress(&mut store.read(), &dora.who, None).await.unwrap().unwrap();
        assert_eq!((waiting.done, waiting.all()), (0, 1));
        let busy = takeout::import_person(&store, &dora.who, &file.to_string()).await;
        assert_eq!(field(busy), "content-error-import-busy");
        let desk = Desk { federation: None, publishing: p.clone() };
        work(&store, &desk).await;
        let done = takeout::progress(&mut store.read(), &dora.who, None).await.unwrap().unwrap();
        assert_eq!((done.done, done.failed), (1, 0), "{done:?}");

        let rows: Vec<(ContentId,)> = store.read().all(&DRAFTS, args![dora.actor]).await.unwrap();
        let (draft, _) = content::read::draft(&mut store.read(), &dora.who, rows[0].0).await.unwrap();
        assert_eq!(draft.title, sheet.title);
        let mut q = store.read();
        let kinds = p.kinds();
        let old = content::read::export(&mut q, kinds, &elena.who, id).await.unwrap();
        let new = content::read::export(&mut q, kinds, &dora.who, rows[0].0).await.unwrap();
        for key in ["kind", "lang", "values", "versions", "sectors", "licence"] {
            assert_eq!(old[key], new[key], "{key}");
        }
        assert!(content::read::export(&mut q, kinds, &elena.who, rows[0].0).await.is_err());
    }

    /// What was uploaded as a table, and who was asked for a review, is hers too, and goes with her account.
    async fn tables_and_requests_are_taken_along(store: Store) {
        let city = city(&store).await;
        let (elena, dora) = (city.person("elena").await, city.person("dora").await);
        let p = publishing(&store);
        let choice = tables::Choice {
            columns: vec!["title".to_owned()],
            lang: Lang::bulgarian(),
            group: None,
            organisation: None,
            visibility: domain::Visibility::Public,
            licence: None,
        };
        let row = |number: i64, cell: &str| tables::Numbered { number, cells: vec![cell.to_owned()] };
        let cells = [row(1, "Заглавие"), row(3, "Едно гише")];
        let table =
            tables::begin(&store, &elena.who, "sheet", "списък.csv", &cells, &choice).await.unwrap();
        let id = service::publish(&p, &elena.who, &full(&SHEET, &Lang::bulgarian())).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let now = store.now();
        tx.execute(&ASKED, args![id, dora.actor, elena.actor, now]).await.unwrap();
        tx.save().await.unwrap();

        let mine = |person| {
            let (city, p, store) = (&city, &p, &store);
            async move {
                let viewer = city.viewer(person).await;
                takeout::person(&mut store.read(), p, &Keys, &viewer, None).await.unwrap()
            }
        };
        let (hers, his) = (mine(&elena).await, mine(&dora).await);
        assert_eq!(hers["tables"][0]["name"], "списък.csv");
        assert_eq!(hers["tables"][0]["cells"][1], serde_json::json!([3, ["Едно гише"]]));
        assert_eq!(hers["tables"][0]["state"], "open");
        assert_eq!(his["tables"], serde_json::json!([]));
        let made = &hers["reviewRequests"]["made"][0];
        assert_eq!((&made["state"], &made["person"]["name"]), (&"asked".into(), &"Dora".into()));
        let received = &his["reviewRequests"]["received"][0];
        assert_eq!(received["person"]["name"], "Elena");
        assert_eq!(received["title"], made["title"]);

        people::accounts::close(&store, &domain::access::Who::Operator, elena.account).await.unwrap();
        assert!(tables::find(&mut store.read(), &elena.who, table).await.is_err());
    }

    /// What cannot be brought in is said, and the rest is not lost with it.
    async fn what_fails_is_listed(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        city.elsewhere(ActorKind::Person, "anna@b.example").await;
        let p = publishing(&store);
        for (text, key) in [
            ("", "error-required"),
            ("{}", "content-error-import-unknown"),
            (r#"{"format":"guildhall-export-1","type":"community"}"#, "content-error-import-other"),
            (r#"{"format":"guildhall-export-1","type":"person"}"#, "content-error-import-empty"),
        ] {
            assert_eq!(field(takeout::import_person(&store, &elena.who, text).await), key);
        }
        // Nobody is asked without federation.
        let list = "Account address\nanna@b.example\nclara@c.example\n";
        takeout::import_person(&store, &elena.who, list).await.unwrap();
        let desk = Desk { federation: None, publishing: p.clone() };
        work(&store, &desk).await;
        let done = takeout::progress(&mut store.read(), &elena.who, None).await.unwrap().unwrap();
        assert_eq!((done.done, done.failed, done.waiting), (0, 2, 0));
        assert_eq!(done.failures, ["anna@b.example", "clara@c.example"]);
    }

    /// A batch that stood still for a day makes room, and whatever was left of it is not done any more.
    async fn a_batch_that_stands_still_makes_room_and_does_nothing_more(store: Store, clock: TestClock) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let desk = Desk { federation: None, publishing: publishing(&store) };
        let list = |name: &str| format!("Account address\n{name}@b.example\n");
        takeout::import_person(&store, &elena.who, &list("anna")).await.unwrap();
        clock.advance(Duration::from_secs(86_000));
        let busy = takeout::import_person(&store, &elena.who, &list("boris")).await;
        assert_eq!(field(busy), "content-error-import-busy");
        clock.advance(Duration::from_secs(500));
        takeout::import_person(&store, &elena.who, &list("clara")).await.unwrap();
        work(&store, &desk).await;
        let done = takeout::progress(&mut store.read(), &elena.who, None).await.unwrap().unwrap();
        assert_eq!((done.all(), done.failed), (1, 1), "{done:?}");
        assert_eq!(done.failures, ["clara@b.example"]);
    }

    /// Many items are brought in by and by, so that a file asks of others no more than a person could.
    async fn many_items_are_brought_in_by_and_by(store: Store, clock: TestClock) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let desk = Desk { federation: None, publishing: publishing(&store) };
        let names: Vec<String> = (0..45).map(|n| format!("p{n}@b.example")).collect();
        let list = format!("Account address\n{}\n", names.join("\n"));
        takeout::import_person(&store, &elena.who, &list).await.unwrap();
        for (done, waiting) in [(20, 25), (40, 5), (45, 0)] {
            work(&store, &desk).await;
            let so_far = takeout::progress(&mut store.read(), &elena.who, None).await.unwrap().unwrap();
            assert_eq!((so_far.failed, so_far.waiting), (done, waiting), "nobody is asked without federation");
            clock.advance(Duration::from_secs(40));
        }
    }

    /// What is hidden here is not handed on with the community.
    async fn a_community_is_taken_along_without_what_is_blocked(store: Store) {
        let city = city(&store).await;
        let (p, elena) = (publishing(&store), city.person("elena").await);
        let jobs = city.community("jobs").by(&elena).await;
        let eve = city.elsewhere(ActorKind::Person, "eve@bad.example").await;
        let theirs = arrived(&store, "post", eve, Some(jobs), "Нежелано").await;
        let own = service::publish(&p, &elena.who, &post("Наше", Some(jobs))).await.unwrap();
        for id in [theirs, own] {
            service::pin(&p, &elena.who, id, true).await.unwrap();
        }
        let origin = Origin::parse("https://city.example").unwrap();
        let taken = || async {
            let mut q = store.read();
            let file = takeout::community(&mut q, &p, &Keys, &elena.who, Some(&origin), jobs).await.unwrap();
            (file["content"].as_array().unwrap().len(), file["pinned"].as_array().unwrap().len(), file.to_string())
        };
        let (content, pinned, _) = taken().await;
        assert_eq!((content, pinned), (2, 2));
        let block = hosts::Decision { ruling: Some(Ruling::Blocked), reason: "" };
        hosts::decide(&store, &city.admin.who, "bad.example", block).await.unwrap();
        let (content, pinned, text) = taken().await;
        assert_eq!((content, pinned), (1, 1));
        assert!(!text.contains("bad.example"), "{text}");
    }
}

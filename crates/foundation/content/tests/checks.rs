//! When a thing was checked, and when it is due again. On both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use domain::{
    ContentId, Error, Lang, Time,
    access::Who,
    day::{self, Date, TimeZone},
};
use guildhall_content::{
    Draft, Publishing, checks, coauthors,
    read::{self, Filter, Quality},
    service,
    testing::{SHEET, full, publishing},
};
use people::{
    notifications,
    testing::{City, Person, city},
};
use store::{Store, TestClock};

const DAY: Duration = Duration::from_secs(86_400);

fn bg() -> Lang {
    Lang::bulgarian()
}

fn today(p: &Publishing) -> Date {
    day::of(p.store().now(), &TimeZone::UTC)
}

/// The day so many days from now.
fn ahead(p: &Publishing, days: u32) -> String {
    day::of(p.store().now() + DAY * days, &TimeZone::UTC).to_string()
}

fn sheet(checked_on: &str, next: &str) -> Draft {
    let mut draft = full(&SHEET, &bg());
    for (field, _) in &guildhall_content::lineage::FIELDS {
        draft.values.remove(field.name);
    }
    draft.values.insert("checked_on".into(), checked_on.into());
    draft.values.insert("next_review".into(), next.into());
    draft
}

async fn told(p: &Publishing, city: &City, who: &Person) -> Vec<String> {
    let viewer = city.viewer(who).await;
    let mut q = p.store().read();
    let page = notifications::list(&mut q, &viewer, &bg(), None, 50).await.unwrap();
    page.items.into_iter().map(|n| n.kind).filter(|kind| kind.starts_with("check")).collect()
}

async fn to_check(p: &Publishing, who: &Person) -> (Vec<ContentId>, Vec<ContentId>) {
    let due = checks::to_check(&mut p.store().read(), &who.who, today(p), &bg()).await.unwrap();
    let ids = |cards: Vec<read::Card>| cards.into_iter().map(|c| c.id).collect();
    (ids(due.own), ids(due.hosted))
}

store::on_both! {
    async fn those_who_write_are_reminded_twice(store: Store, clock: TestClock) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, vera) = (city.person("elena").await, city.person("vera").await);
        let id = service::publish(&p, &elena.who, &sheet("2020", &ahead(&p, 20))).await.unwrap();
        let later = service::publish(&p, &elena.who, &sheet("2020", &ahead(&p, 60))).await.unwrap();
        coauthors::add(&p, &elena.who, id, "vera").await.unwrap();
        for _ in 0..2 {
            checks::remind(&p, today(&p)).await.unwrap();
            for who in [&elena, &vera] {
                assert_eq!(told(&p, &city, who).await, ["check-soon"]);
                assert_eq!(to_check(&p, who).await, (vec![id], vec![]));
            }
        }
        clock.advance(Duration::from_secs(1));
        // The day has come: she puts it off until today, which is another day.
        service::edit(&p, &elena.who, later, &sheet("2020", &ahead(&p, 0)), "", None).await.unwrap();
        checks::remind(&p, today(&p)).await.unwrap();
        assert_eq!(told(&p, &city, &elena).await, ["check-due", "check-soon"]);
        assert_eq!(to_check(&p, &elena).await.0, [later, id], "the most urgent first");
    }

    async fn still_right_is_no_edit(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let boris = city.person("boris").member_of(jobs).await;
        let draft = Draft { group: Some(jobs), ..sheet("2020", &ahead(&p, 0)) };
        let id = service::publish(&p, &boris.who, &draft).await.unwrap();
        assert_eq!(to_check(&p, &elena).await, (vec![], vec![id]), "her community");
        assert!(matches!(checks::still_right(&p, &elena.who, id, "2199", today(&p)).await, Err(Error::Forbidden(_))));
        for (next, key) in [("", "content-error-date"), ("soon", "content-error-date"), ("2020", "content-error-check-past")] {
            match checks::still_right(&p, &boris.who, id, next, today(&p)).await {
                Err(Error::Invalid(errors)) => assert_eq!(errors.of("next").unwrap().key, key),
                other => panic!("{other:?}"),
            }
        }
        let filter = |since| Filter { quality: vec![Quality::Checked], checked_since: Some(since), ..Filter::default() };
        let year = checks::year_ago(today(&p));
        let mut q = store.read();
        assert!(read::ids(&mut q, &Who::Visitor, &filter(year)).await.unwrap().is_empty());
        checks::still_right(&p, &boris.who, id, &checks::proposed(today(&p)), today(&p)).await.unwrap();
        let page = read::page(&mut q, p.kinds(), &Who::Visitor, id, &[]).await.unwrap();
        assert_eq!((page.content.revision, page.content.edited_at), (1, None));
        assert_eq!(page.content.details["checked_on"], ahead(&p, 0));
        assert!(read::revisions(&mut q, &Who::Visitor, id).await.unwrap().is_empty());
        assert_eq!(to_check(&p, &boris).await, (vec![], vec![]));
        assert_eq!(read::ids(&mut q, &Who::Visitor, &filter(year)).await.unwrap(), [id]);
        assert!(read::ids(&mut q, &Who::Visitor, &filter(Time(i64::MAX))).await.unwrap().is_empty());
    }
}

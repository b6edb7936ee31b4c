//! Cities as real processes that are killed (SIGKILL) in the middle of what they do.
#![expect(clippy::unwrap_used, reason = "tests")]

mod place;

use std::time::Duration;

use content::{Draft, service};
use domain::{ActorId, Lang};
use place::{Place, join, open, until};

fn draft(n: usize, group: ActorId) -> Draft {
    Draft {
        title: format!("Тема {n:03}"),
        body: "Текст.".into(),
        group: Some(group),
        values: [("type".to_owned(), "discussion".into())].into_iter().collect(),
        ..Draft::new("discussion", Lang::bulgarian())
    }
}

fn expected(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("Тема {n:03}")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_receives_is_killed() {
    let (a, b) = (Place::prepare("a").await, Place::prepare("b").await);
    let (anna, boris) = (a.people.person("anna").await, b.people.person("boris").await);
    b.people.community("jobs").by(&boris).await;
    let mut process = b.outside();
    let city = a.inside().await;
    b.is_up().await;
    let group = join(&city, &anna, &format!("!jobs@{}", b.origin.authority())).await;
    for n in 0..100 {
        service::publish(city.app.publishing(), &anna.who, &draft(n, group)).await.unwrap();
        if n == 40 {
            until("some have arrived", || async { b.arrived().await.len() > 10 }).await;
            process.kill();
            tokio::time::sleep(Duration::from_millis(300)).await;
            process = b.outside();
        }
    }
    until("all have arrived", || async { b.arrived().await.len() >= 100 }).await;
    assert_eq!(b.arrived().await, expected(100));
    process.kill();
    city.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_sends_is_killed() {
    let (a, b) = (Place::prepare("a").await, Place::prepare("b").await);
    let (anna, boris) = (a.people.person("anna").await, b.people.person("boris").await);
    b.people.community("jobs").by(&boris).await;
    let receiver = b.inside().await;
    let city = a.inside().await;
    let group = join(&city, &anna, &format!("!jobs@{}", b.origin.authority())).await;
    city.stop().await;

    // Everything is published while nothing is sent: the same house without its workers.
    let store = open(a.folder.path().into()).await;
    let house = web::build(store.clone(), a.web(), guildhall::rooms()).await.unwrap();
    for n in 0..100 {
        service::publish(house.app.publishing(), &anna.who, &draft(n, group)).await.unwrap();
    }
    drop(house);
    store.close().await;

    for enough in [1, 30, 60] {
        let process = a.outside();
        until("some have arrived", || async { b.arrived().await.len() >= enough }).await;
        process.kill();
    }
    let process = a.outside();
    until("all have arrived", || async { b.arrived().await.len() >= 100 }).await;
    assert_eq!(b.arrived().await, expected(100));
    process.kill();
    receiver.stop().await;
}

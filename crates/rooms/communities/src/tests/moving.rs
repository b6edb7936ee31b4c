//! Moving a community, taking it along, bringing one in.

use federation::actor;
use store::Store;
use web::testing::federating_house;

use super::*;

store::on_both! {
    /// Who hosts it may; for everybody else the page does not exist.
    async fn who_hosts_a_community_takes_it_along(store: Store) {
        let city = people::testing::city(&store).await;
        let house = federating_house(&store, vec![crate::room()]).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let boris = city.person("boris").member_of(jobs).await;
        let mut her = browser(&house, &city, &elena).await;
        ask(&mut her, "jobs", "Работа", "Как?").await;
        let mut him = browser(&house, &city, &boris).await;
        for path in ["/communities/jobs/moving", "/communities/jobs/moving/everything.json"] {
            assert_eq!(him.get(path).await.status, him.get("/communities/jobs/settings").await.status, "{path}");
            assert_ne!(him.get(path).await.status, 200, "{path}");
            assert_eq!(her.get(path).await.status, 200, "{path}");
        }
        let page = her.get("/communities/jobs").await;
        assert!(page.attributes("a", "href").contains(&"/communities/jobs/moving".to_owned()));
        let file = her.get("/communities/jobs/moving/everything.json").await.json();
        assert_eq!(file["members"].as_array().unwrap().len(), 2);
        assert_eq!(file["content"][0]["name"], "Работа");

        let page = her.post("/communities/jobs/moving/add", &[("address", "jobs@b.localhost:1")]).await;
        assert_eq!(page.status, 422);
        assert!(page.error("address").is_some());
        assert_eq!(page.value("address").as_deref(), Some("jobs@b.localhost:1"));
        city.community("other").by(&elena).await;
        let done = her.post_and_follow("/communities/other/moving/import", &[("file", &file.to_string())]).await;
        assert!(done.flash().is_some());
        assert!(done.body.contains("Внесени: 0 от 4"), "{}", done.body);
        let wrong = her.post("/communities/other/moving/import", &[("file", "anna@b.example")]).await;
        assert!(wrong.error("file").is_some());
    }

    /// Its page leads to the new one.
    async fn a_community_that_has_moved_says_where_to(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        assert!(!Browser::new(&house).get("/communities/jobs").await.has(".banner"));
        let mut tx = store.begin().await.unwrap();
        actor::set_moved(&mut tx, jobs, Some("https://b.example/jobs"), None).await.unwrap();
        tx.save().await.unwrap();
        let page = Browser::new(&house).get("/communities/jobs").await;
        assert_eq!(page.attributes(".banner a", "href"), ["https://b.example/jobs"]);
    }
}

//! Feeds: what is public, newest first, and nothing else whoever asks.

use std::time::Duration;

use domain::Visibility;
use store::{Store, TestClock};

use super::*;

store::on_both! {
    async fn a_public_community_has_feeds(store: Store, clock: TestClock) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        city.community("jobs").by(&elena).await;
        let mut her = browser(&house, &city, &elena).await;
        ask(&mut her, "jobs", "Първа <тема> & още", "Текст").await;
        clock.advance(Duration::from_secs(60));
        let second = ask(&mut her, "jobs", "Втора тема", "Още текст").await;
        let mut reader = Browser::new(&house);
        let page = reader.get("/communities/jobs").await;
        for (mime, file) in [("application/atom+xml", "feed.atom"), ("application/feed+json", "feed.json")] {
            let href = page.attributes(&format!("link[type='{mime}']"), "href");
            assert_eq!(href, [format!("/communities/jobs/{file}?lang=bg")]);
        }
        let atom = reader.get("/communities/jobs/feed.atom?lang=bg").await;
        assert_eq!(atom.status, 200);
        assert_eq!(atom.header("content-type"), "application/atom+xml; charset=utf-8");
        assert!(atom.body.starts_with("<?xml"), "{}", atom.body);
        assert!(!atom.body.contains("<тема>"), "{}", atom.body);
        assert!(atom.body.contains(&second));
        let json = reader.get("/communities/jobs/feed.json?lang=bg").await.json();
        let titles: Vec<&str> = json["items"].as_array().unwrap().iter()
            .map(|item| item["title"].as_str().unwrap()).collect();
        assert_eq!(titles, ["Втора тема", "Първа <тема> & още"]);
        assert!(json["items"][0]["url"].as_str().unwrap().ends_with(&second));
        assert_eq!(json["language"], "bg");
    }

    async fn what_is_inside_has_no_feed_even_for_members(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let mut her = browser(&house, &city, &elena).await;
        for (name, visible) in [("inner", Visibility::Members), ("own", Visibility::Local)] {
            city.community(name).by(&elena).visible(visible).await;
            ask(&mut her, name, "Тайна тема", "Тайно").await;
            for file in ["feed.atom", "feed.json"] {
                let path = format!("/communities/{name}/{file}");
                assert_eq!(her.get(&path).await.status, 404, "{path}");
                assert_eq!(Browser::new(&house).get(&path).await.status, 404, "{path}");
            }
            assert!(!her.get(&format!("/communities/{name}")).await.has("link[type='application/atom+xml']"));
        }
        assert_eq!(her.get("/communities/nowhere/feed.atom").await.status, 404);
    }
}

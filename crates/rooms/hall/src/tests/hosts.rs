//! Which servers this one speaks with, as administrators decide it.

use federation::ActorKind;
use federation::policy::{self, Policy};
use store::{Store, args};
use web::{House, testing::federating_house};

use super::{City, city, sound, visitor};

async fn open(store: &Store) -> (City, House) {
    let city = city(store).await;
    let house = federating_house(store, vec![crate::room()]).await;
    (city, house)
}

const CSV: &str =
    "#domain,#severity,#public_comment\nspam.example,suspend,реклама\nloud.example,silence,\n";

store::statements! {
    PARTNER = "INSERT INTO partner (host, actor_id, state, created_at) VALUES ($1, $2, $3, $4)";
}

store::on_both! {
    /// All pages are sound in both languages, for servers that are known and for others.
    async fn pages_are_sound(store: Store) {
        let (city, house) = open(&store).await;
        city.elsewhere(ActorKind::Person, "eve@b.localhost:8102").await;
        let other = city.elsewhere(ActorKind::Instance, "b@b.example").await;
        let mut tx = store.begin().await.unwrap();
        for (host, state) in [("b.example", "asked"), ("c.example", "partner"), ("d.example", "offered")] {
            tx.execute(&PARTNER, args![host, other, state, store.now()]).await.unwrap();
        }
        tx.save().await.unwrap();
        for lang in ["bg", "en"] {
            let mut ada = visitor(&house).reading(lang).signed_in(&city, &city.admin).await;
            for path in [
                "/admin/federation",
                "/admin/federation?show=blocked",
                "/admin/federation/settings",
                "/admin/federation/lists",
                "/admin/federation/partners",
                "/admin/federation/partners/b.example/end",
                "/admin/federation/b.localhost:8102",
                "/admin/federation/never.example",
                "/admin/federation/b.localhost:8102/decide?to=blocked",
                "/admin/federation/b.localhost:8102/decide?to=limited",
                "/admin/federation/b.localhost:8102/decide?to=allowed",
                "/admin/federation/b.localhost:8102/decide?to=none",
            ] {
                sound(path, &ada.get(path).await);
            }
            assert_eq!(ada.get("/admin/federation/no%20host").await.status, 404);
            assert_eq!(ada.get("/admin/federation/b.localhost:8102/decide?to=x").await.status, 404);
        }
        // Moderators see how others are, and decide nothing.
        let mira = city.person("mira").moderator().await;
        let mut moderator = visitor(&house).signed_in(&city, &mira).await;
        let page = moderator.get("/admin/federation/b.localhost:8102").await;
        assert!(page.status == 200 && !page.has("main form") && !page.has("main a[href*='decide']"));
        for path in ["settings", "lists", "lists/export", "b.localhost:8102/decide?to=blocked"] {
            assert_eq!(moderator.get(&format!("/admin/federation/{path}")).await.status, 404, "{path}");
        }
        for path in ["b.localhost:8102/decide", "b.localhost:8102/pause", "settings", "stop", "lists/apply"] {
            let fields = [("to", "blocked"), ("mode", "allow-list"), ("what", "inbound"), ("stopped", "true"), ("list", CSV)];
            assert_eq!(moderator.post(&format!("/admin/federation/{path}"), &fields).await.status, 404, "{path}");
        }
    }

    /// A server is found by its name, blocked after one has read what will happen, and allowed again.
    async fn a_server_is_blocked_and_let_in_again(store: Store) {
        let (city, house) = open(&store).await;
        city.elsewhere(ActorKind::Person, "eve@bad.example").await;
        let mut ada = visitor(&house).signed_in(&city, &city.admin).await;
        let found = ada.get("/admin/federation/find?host=https://Bad.example/about").await;
        assert_eq!(found.location(), Some("/admin/federation/bad.example"));
        let wrong = ada.get("/admin/federation/find?host=127.0.0.1").await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.error("host").is_some());

        let path = "/admin/federation/bad.example";
        let ask = ada.get(&format!("{path}/decide?to=blocked")).await;
        assert!(ask.body.contains("скри"), "{}", ask.body);
        let long = "x".repeat(501);
        let wrong = ada.post(&format!("{path}/decide"), &[("to", "blocked"), ("reason", &long)]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.error("reason").is_some());
        let done = ada.post_and_follow(&format!("{path}/decide"), &[("to", "blocked"), ("reason", "спам")]).await;
        assert!(done.flash().is_some() && done.has(".tag-bad"));
        assert!(done.body.contains("спам") && done.body.contains("@ada"));
        assert_eq!(policy::of_in(&mut store.read(), "x.bad.example").await.unwrap(), Policy::Blocked);
        assert_eq!(visitor(&house).get("/people/eve@bad.example").await.status, 404);
        let list = ada.get("/admin/federation?show=blocked").await;
        assert!(list.all("tbody th").iter().any(|h| h.contains("bad.example")));
        let done = ada.post_and_follow(&format!("{path}/decide"), &[("to", "none")]).await;
        assert!(!done.has(".tag-bad"));
        assert_eq!(visitor(&house).get("/people/eve@bad.example").await.status, 200);

        let done = ada.post_and_follow(&format!("{path}/pause"), &[]).await;
        assert!(done.has(".tag-warn") && done.has("form[action$='/resume']"));
        let done = ada.post_and_follow(&format!("{path}/resume"), &[]).await;
        assert!(!done.has(".tag-warn"));
    }

    /// Offers are made and answered on one page.
    async fn partners_are_looked_after(store: Store) {
        let (city, house) = open(&store).await;
        let mut ada = visitor(&house).signed_in(&city, &city.admin).await;
        let wrong = ada.post("/admin/federation/partners", &[("host", "няма такъв")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.error("host").is_some());
        assert!(wrong.body.contains("няма такъв"), "what was typed is kept");
        let mira = city.person("mira").moderator().await;
        let mut moderator = visitor(&house).signed_in(&city, &mira).await;
        assert_eq!(moderator.get("/admin/federation/partners").await.status, 404);
        assert_eq!(moderator.post("/admin/federation/partners", &[("host", "b.example")]).await.status, 404);
        assert_eq!(ada.get("/admin/federation/partners/b.example/end").await.status, 404);
    }

    /// The mode and the two switches.
    async fn exchange_is_narrowed_and_stopped(store: Store) {
        let (city, house) = open(&store).await;
        city.elsewhere(ActorKind::Person, "eve@known.example").await;
        let mut ada = visitor(&house).signed_in(&city, &city.admin).await;
        let path = "/admin/federation/settings";
        assert_eq!(ada.post(path, &[("mode", "closed")]).await.status, 422);
        let done = ada.post_and_follow(path, &[("mode", "allow-list"), ("keep", "true")]).await;
        assert!(done.flash().is_some());
        let q = &mut store.read();
        assert_eq!(policy::of_in(q, "known.example").await.unwrap(), Policy::Open);
        assert_eq!(policy::of_in(q, "other.example").await.unwrap(), Policy::Blocked);
        ada.post_and_follow(path, &[("mode", "open")]).await;
        assert_eq!(policy::of_in(q, "other.example").await.unwrap(), Policy::Open);
        for what in ["inbound", "outbound"] {
            let done = ada.post_and_follow("/admin/federation/stop", &[("what", what), ("stopped", "true")]).await;
            assert!(done.flash().is_some());
            assert!(ada.get("/admin/federation").await.has(".banner-warn"), "{what}");
            ada.post_and_follow("/admin/federation/stop", &[("what", what)]).await;
            assert!(!ada.get("/admin/federation").await.has(".banner-warn"), "{what}");
        }
    }

    /// An unsigned list is applied only by whoever says that she trusts its source.
    async fn lists_are_taken_over_and_given_out(store: Store) {
        let (city, house) = open(&store).await;
        let mut ada = visitor(&house).signed_in(&city, &city.admin).await;
        let refused = ada.post("/admin/federation/lists/apply", &[("list", CSV)]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.error("trusted").is_some(), "{}", refused.body);
        assert!(refused.all("tbody th").iter().any(|h| h.contains("spam.example")));
        for (list, field) in [("<html>", "list"), ("{\"type\":\"gh:BlockList\"}", "list")] {
            let refused = ada.post("/admin/federation/lists/apply", &[("list", list)]).await;
            assert_eq!(refused.status, 422, "{list}");
            assert!(refused.error(field).is_some(), "{list}");
        }
        let done = ada.post_and_follow("/admin/federation/lists/apply", &[("list", CSV), ("trusted", "true")]).await;
        assert!(done.flash().is_some());
        assert!(done.all("tbody th").iter().any(|h| h.contains("spam.example")));
        let export = ada.get("/admin/federation/lists/export").await;
        assert!(export.header("content-disposition").starts_with("attachment"));
        let list = export.json();
        assert_eq!(list["type"], "gh:BlockList");
        assert_eq!(list["orderedItems"].as_array().unwrap().len(), 2);
        assert_eq!(list["proof"]["cryptosuite"], "eddsa-jcs-2022");
    }
}

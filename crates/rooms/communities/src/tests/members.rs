//! Becoming a member, ceasing to be one, and hosting.

use store::Store;

use super::*;

store::on_both! {
    /// One asks, a facilitator decides, and both ways back are open.
    async fn approval_takes_a_request(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        city.community("jobs").by(&elena).by_approval().await;
        let boris = city.person("boris").await;
        let (mut her, mut him) =
            (browser(&house, &city, &elena).await, browser(&house, &city, &boris).await);
        let page = him.get("/communities/jobs").await;
        assert_eq!(page.attributes(".page-head .btn", "href"), ["/communities/jobs/join"]);
        assert_eq!(him.get("/communities/jobs/join").await.status, 200);
        let note = [("note", "Водя бюро по труда")];
        let page = him.post_and_follow("/communities/jobs/join", &note).await;
        assert!(page.one(".page-head .tag").contains("Чака одобрение"));
        let page = him.post_and_follow("/communities/jobs/withdraw-request", &[]).await;
        assert_eq!(page.one(".page-head .btn"), "Помолете за членство");
        him.post("/communities/jobs/join", &note).await;

        let page = her.get("/communities/jobs/requests").await;
        assert!(page.one("main .rows > li").contains("„Водя бюро по труда“"), "{}", page.body);
        let approve = page.attributes("main .rows form", "action").remove(0);
        let page = her.post_and_follow(&approve, &[]).await;
        assert!(!page.has("main .rows > li"));
        let page = him.get("/communities/jobs").await;
        assert!(page.one(".page-head .tag").contains("Членувате"));
    }

    /// One is invited by name, and accepts or declines.
    async fn invitation_is_answered(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        city.community("jobs").by(&elena).by_invitation().await;
        let boris = city.person("boris").await;
        let (mut her, mut him) =
            (browser(&house, &city, &elena).await, browser(&house, &city, &boris).await);
        let page = him.get("/communities/jobs").await;
        assert!(!page.has(".page-head .btn"));
        assert!(page.one("main .banner").contains("Влиза се с покана"));
        assert_eq!(him.post("/communities/jobs/join", &[]).await.status, 403);

        let page = her.post("/communities/jobs/members/invite", &[("handle", "@nobody_here")]).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.value("handle").as_deref(), Some("@nobody_here"));
        assert!(page.error("handle").is_some());
        let page = her.post_and_follow("/communities/jobs/members/invite", &[("handle", "@boris")]).await;
        assert_eq!(page.flash().as_deref(), Some("Поканата е изпратена."));
        let page = him.get("/communities/jobs").await;
        assert!(page.one(".page-head .tag").contains("Поканени сте"));
        him.post("/communities/jobs/decline", &[]).await;
        her.post("/communities/jobs/members/invite", &[("handle", "boris")]).await;
        let page = him.post_and_follow("/communities/jobs/join", &[]).await;
        assert!(page.one(".page-head .tag").contains("Членувате"));
    }

    /// The last facilitator stays until somebody else hosts.
    async fn the_last_facilitator_cannot_leave(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let mut her = browser(&house, &city, &elena).await;
        let page = her.get("/communities/jobs/leave").await;
        assert_eq!(page.one("h1"), "Вие сте последният водещ");
        assert!(page.body.contains("/communities/jobs/settings#close"));
        let page = her.post("/communities/jobs/leave", &[]).await;
        assert_eq!(page.status, 409);
        assert_eq!(page.one("h1"), "Вие сте последният водещ");

        let boris = city.person("boris").member_of(jobs).await;
        let page = her.get("/communities/jobs/leave").await;
        let hand_over = page.attributes("main .rows a.btn", "href").remove(0);
        assert_eq!(hand_over, format!("/communities/jobs/members/{}/hand-over", boris.actor));
        assert_eq!(her.get(&hand_over).await.status, 200);
        let page = her.post_and_follow(&hand_over, &[]).await;
        assert_eq!(page.one("main .rows .tag"), "водещ");
        let page = her.post_and_follow("/communities/jobs/leave", &[]).await;
        assert_eq!(page.flash().as_deref(), Some("Напуснахте общността."));
    }

    /// Facilitators are appointed and step down; members are put out and let in again.
    async fn members_are_decided_on(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let boris = city.person("boris").member_of(jobs).await;
        let (mut her, mut him) =
            (browser(&house, &city, &elena).await, browser(&house, &city, &boris).await);
        let deed = |deed: &str| format!("/communities/jobs/members/{}/{deed}", boris.actor);
        assert_eq!(her.get(&deed("appoint")).await.status, 200);
        let page = her.post_and_follow(&deed("appoint"), &[]).await;
        assert_eq!(page.all("main .rows .tag").len(), 2);
        assert_eq!(him.get("/communities/jobs/step-down").await.status, 200);
        him.post("/communities/jobs/step-down", &[]).await;

        let page = her.post(&deed("ban"), &[("reason", "")]).await;
        assert_eq!(page.status, 422);
        assert!(page.error("reason").is_some());
        her.post(&deed("ban"), &[("reason", "Обиди")]).await;
        let page = him.get("/communities/jobs").await;
        assert!(page.one(".banner-bad").contains("изключил"));
        assert_eq!(him.post("/communities/jobs/join", &[]).await.status, 403);
        let page = her.get("/communities/jobs/requests").await;
        let unban = page.attributes("#banned + .rows form", "action").remove(0);
        her.post(&unban, &[]).await;
        assert_eq!(him.post("/communities/jobs/join", &[]).await.status, 303);
        assert_eq!(her.get(&deed("promote")).await.status, 404);
        assert_eq!(her.get("/communities/jobs/members/none/ban").await.status, 404);
    }

    /// Without the name of an instance nobody is put out, and the form says what is missing.
    async fn an_instance_is_removed_by_its_name(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let inner = city.community("inner").by(&elena).visible(domain::Visibility::Members).await;
        let boris = city.person("boris").member_of(inner).await;
        let mut her = browser(&house, &city, &elena).await;
        for odd in ["", "няма"] {
            let page = her.post("/communities/inner/instances/remove", &[("host", odd)]).await;
            assert_eq!(page.status, 422, "{odd:?}");
            assert!(page.error("host").is_some(), "{}", page.body);
        }
        let q = &mut store.read();
        let standing = people::communities::standing(q, inner, boris.actor).await.unwrap();
        assert_eq!(standing, domain::access::Standing::Member);
    }
}

//! What one may not see does not exist, and what one may not do is refused.

use domain::Visibility;
use store::Store;

use super::*;

store::on_both! {
    /// Strangers find nothing of what is inside a community for members.
    async fn members_only_is_hidden_from_strangers(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        city.community("inner").by(&elena).visible(Visibility::Members).await;
        let stranger = city.person("stranger").await;
        let mut her = browser(&house, &city, &elena).await;
        let href = ask(&mut her, "inner", "Тайна тема", "Тайно").await;
        let id = id_of(&href);
        let comment = reply(&mut her, &id, &href, "Таен отговор").await;
        for mut reader in [Browser::new(&house), browser(&house, &city, &stranger).await] {
            for path in [
                href.clone(),
                format!("/discussions/{id}"),
                format!("/discussions/{id}/history"),
                format!("/content/{comment}"),
                format!("/content/{comment}/history"),
                "/communities/inner/members".to_owned(),
                "/communities/inner/moderation".to_owned(),
                "/communities/inner/requests".to_owned(),
                "/communities/inner/reports".to_owned(),
            ] {
                assert_eq!(reader.get(&path).await.status, 404, "{path}");
            }
            // The rules let everybody see that it exists, so that one can ask to join; nothing
            // that is written in it.
            let page = reader.get("/communities/inner").await;
            assert_eq!(page.status, 200);
            assert!(!page.body.contains("Тайн") && !page.body.contains("тайн"));
            assert!(!page.has(".tabs .num"));
            let page = reader.get("/communities/inner/practices").await;
            assert!(!page.has(".rows"));
        }
        let mut stranger = browser(&house, &city, &stranger).await;
        for deed in ["react", "bookmark", "accept", "pin", "lock", "report", "remove", "withdraw"] {
            let fields = [("reason", "spam"), ("next", "/")];
            let answer = stranger.post(&format!("/content/{comment}/{deed}"), &fields).await;
            assert_eq!(answer.status, 404, "{deed}");
        }
        let fields = [("body", "x"), ("lang", "bg")];
        for preview in [false, true] {
            let fields = if preview { vec![("body", "x"), ("preview", "1")] } else { fields.to_vec() };
            assert_eq!(stranger.post(&format!("/content/{id}/comments"), &fields).await.status, 404);
        }
        assert_eq!(her.get(&href).await.status, 200);
    }

    /// A community of this server only does not exist for visitors.
    async fn local_is_hidden_from_visitors(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        city.community("here").by(&elena).visible(Visibility::Local).await;
        let mut visitor = Browser::new(&house);
        for path in ["", "/about", "/members", "/practices"] {
            let path = format!("/communities/here{path}");
            assert_eq!(visitor.get(&path).await.status, 404, "{path}");
        }
        assert!(!visitor.get("/communities").await.body.contains("/communities/here"));
    }

    /// Members are refused what only facilitators do.
    async fn members_are_no_facilitators(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let boris = city.person("boris").member_of(jobs).await;
        let (mut her, mut him) =
            (browser(&house, &city, &elena).await, browser(&house, &city, &boris).await);
        let href = ask(&mut her, "jobs", "Въпрос", "Текст").await;
        let id = id_of(&href);
        let answer = reply(&mut him, &id, &href, "Отговор").await;
        for deed in ["pin", "unpin", "lock", "unlock", "restore", "remove"] {
            let fields = [("reason", "Така"), ("next", href.as_str())];
            let refused = him.post(&format!("/content/{id}/{deed}"), &fields).await;
            assert_eq!(refused.status, 403, "{deed}");
        }
        assert_eq!(him.post(&format!("/content/{answer}/accept"), &[]).await.status, 403);
        assert_eq!(him.post(&format!("/content/{id}/withdraw"), &[]).await.status, 403);
        assert_eq!(him.get(&format!("/content/{id}/remove")).await.status, 403);
        assert_eq!(him.get("/communities/jobs/settings").await.status, 403);
        assert_eq!(him.post("/communities/jobs/settings", &[]).await.status, 403);
        assert_eq!(him.post("/communities/jobs/close", &[("confirm", "true")]).await.status, 403);
        let invite = [("handle", "elena")];
        assert_eq!(him.post("/communities/jobs/members/invite", &invite).await.status, 403);
        for deed in ["appoint", "remove", "ban", "unban", "approve", "refuse"] {
            let path = format!("/communities/jobs/members/{}/{deed}", elena.actor);
            let refused = him.post(&path, &[("reason", "Така")]).await;
            assert_eq!(refused.status, 403, "{deed}");
        }
        let hand_over = format!("/communities/jobs/members/{}/hand-over", elena.actor);
        assert_eq!(him.get(&hand_over).await.status, 403);
        assert_eq!(him.post(&hand_over, &[]).await.status, 403);
        let page = him.get(&href).await;
        assert!(!page.body.contains(&format!("/content/{id}/remove")));
        assert!(!page.body.contains("/accept"));
    }

    /// Visitors read what is public and are led to sign in where one acts.
    async fn visitors_are_led_to_sign_in(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        city.community("jobs").by(&elena).await;
        let mut her = browser(&house, &city, &elena).await;
        let href = ask(&mut her, "jobs", "Въпрос", "Текст").await;
        let mut visitor = Browser::new(&house);
        let page = visitor.get("/communities/jobs").await;
        assert_eq!(page.attributes(".page-head .btn", "href"), ["/sign-in?next=/communities/jobs"]);
        let page = visitor.get(&href).await;
        assert!(page.attributes("#reply .btn", "href")[0].starts_with("/sign-in?next=/discussions/"));
        assert!(!page.has("button[formaction]"));
        let id = id_of(&href);
        for path in [format!("/content/{id}/report"), "/communities/jobs/discussions/new".into()] {
            assert_eq!(visitor.get(&path).await.status, 401, "{path}");
        }
        assert_eq!(visitor.post(&format!("/content/{id}/react"), &[]).await.status, 401);
    }
}

//! Hostile texts come out inert, and nothing of a page breaks the rules for pages.

use store::Store;

use super::*;

const EVIL: [&str; 6] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "[x](javascript:alert(1))",
    "<a href=\"data:text/html,x\">x</a>",
    "' onmouseover='alert(1)",
];

fn inert(page: &Answer) {
    assert!(!page.has("main script") && !page.has("main img") && !page.has("main svg[onload]"));
    assert!(page.attributes("main *", "onerror").is_empty());
    assert!(page.attributes("main *", "onload").is_empty());
    assert!(page.attributes("main *", "onmouseover").is_empty());
    for href in page.attributes("main a", "href") {
        assert!(!href.starts_with("javascript:") && !href.starts_with("data:"), "{href}");
    }
    assert!(page.attributes("*", "style").is_empty(), "inline styles are forbidden by the policy");
}

store::on_both! {
    /// In the title, the text, an answer, a reason, a community's own words.
    async fn hostile_texts_come_out_inert(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let boris = city.person("boris").member_of(jobs).await;
        let mut her = browser(&house, &city, &elena).await;
        let mut him = browser(&house, &city, &boris).await;
        for evil in EVIL {
            let href = ask(&mut him, "jobs", evil, evil).await;
            let id = id_of(&href);
            let first = reply(&mut him, &id, &href, evil).await;
            reply(&mut her, &first, &href, evil).await;
            for path in [
                href.clone(),
                format!("{href}?reply={first}"),
                format!("/content/{id}/report"),
                format!("/content/{first}/report"),
                format!("/content/{id}/remove"),
                format!("/discussions/{id}/history"),
                "/communities/jobs".into(),
            ] {
                let page = her.get(&path).await;
                assert_eq!(page.status, 200, "{path}");
                inert(&page);
            }
            let preview = [("title", evil), ("body", evil), ("preview", "1"), ("lang", evil)];
            inert(&her.post("/communities/jobs/discussions/new", &preview).await);
            inert(&her.post(&format!("/content/{id}/comments"), &preview).await);
            her.post(&format!("/content/{first}/remove"), &[("reason", evil)]).await;
            inert(&her.get(&href).await);
            inert(&her.get("/communities/jobs/moderation").await);
        }
        let words = [
            ("name.bg", EVIL[0]), ("headline.bg", EVIL[1]), ("purpose.bg", EVIL[0]),
            ("rules", EVIL[3]), ("sectors", "health"), ("languages", "bg"), ("join_policy", "open"),
        ];
        her.post("/communities/jobs/settings", &words).await;
        for path in ["", "/about", "/members", "/settings", "/practices"] {
            inert(&her.get(&format!("/communities/jobs{path}")).await);
        }
        inert(&her.get("/communities").await);
    }

    /// Strange addresses and huge or odd fields are answered, never with a fault of ours.
    async fn strange_requests_are_answered(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        city.community("jobs").by(&elena).await;
        let mut her = browser(&house, &city, &elena).await;
        let href = ask(&mut her, "jobs", "Въпрос", "Текст").await;
        let id = id_of(&href);
        for path in [
            "/communities/nobody", "/communities/jobs@gent.example", "/communities/%00",
            "/discussions/none", "/discussions/none/x", "/content/none", "/comments/none/edit",
        ] {
            assert_eq!(her.get(path).await.status, 404, "{path}");
        }
        for query in ["?after=nonsense", "?after=%00", "?show=x&sort=y", "?reply=none", "?in=xx"] {
            assert_eq!(her.get(&format!("{href}{query}")).await.status, 200, "{query}");
            assert_eq!(her.get(&format!("/communities/jobs{query}")).await.status, 200, "{query}");
        }
        let huge = "я".repeat(50_000);
        let page = her.post(&format!("/content/{id}/comments"), &[("body", &huge)]).await;
        assert_eq!(page.status, 422);
        let fields = [("type", "x"), ("title", huge.as_str()), ("body", "a"), ("lang", "no such")];
        assert_eq!(her.post("/communities/jobs/discussions/new", &fields).await.status, 422);
        assert_eq!(her.post(&format!("/content/{id}/dance"), &[]).await.status, 404);
        assert_eq!(her.get(&format!("{href}/more")).await.status, 404);
        let page = her.post(&format!("/content/{id}/report"), &[("reason", "x")]).await;
        assert_eq!(page.status, 422);
    }
}

//! Communities of other servers: what one sees and does in them from here.

use content::testing::arrived;
use domain::access::Standing;
use federation::ActorKind;
use people::communities::standing;
use store::Store;

use super::*;

const HREF: &str = "/communities/jobs@b.localhost:8102";

store::on_both! {
    /// Its page says where it lives, and offers nothing that is decided there.
    async fn it_is_plain_where_a_community_lives(store: Store) {
        let (city, house) = open(&store).await;
        let jobs = city.elsewhere(ActorKind::Group, "jobs@b.localhost:8102").await;
        let boris = city.person("boris").member_of(jobs).await;
        let mut readers = vec![
            Browser::new(&house),
            browser(&house, &city, &boris).await,
            browser(&house, &city, &city.admin).await,
        ];
        for reader in &mut readers {
            for tab in ["", "/about", "/members", "/practices"] {
                let page = reader.get(&format!("{HREF}{tab}")).await;
                assert_eq!(page.status, 200, "{tab}");
                assert!(page.one("main .note").contains("b.localhost:8102"), "{tab}");
                assert_eq!(page.attributes("main .note a", "href"), ["https://b.localhost:8102/jobs"]);
                assert_eq!(page.attributes("main .note a", "rel"), ["nofollow noopener"]);
                for tool in ["requests", "reports", "settings", "moderation"] {
                    assert!(!page.body.contains(&format!("{HREF}/{tool}")), "{tool}");
                }
            }
            for tool in ["/requests", "/reports", "/settings", "/moderation", "/step-down"] {
                assert_eq!(reader.get(&format!("{HREF}{tool}")).await.status, 404, "{tool}");
            }
            let page = reader.get(&format!("{HREF}/members")).await;
            assert!(page.body.contains("само членовете, които този сървър познава"));
            assert!(!page.has("#invite"));
            let invite = [("handle", "boris")];
            assert_eq!(reader.post(&format!("{HREF}/members/invite"), &invite).await.status, 404);
            assert_eq!(reader.post(&format!("{HREF}/close"), &[("confirm", "true")]).await.status, 404);
        }
        let page = readers[0].get("/communities").await;
        assert!(page.attributes(".card-title a", "href").contains(&HREF.to_owned()));
        assert_eq!(page.one(".card-title .host"), "b.localhost:8102");
    }

    /// Joining waits for the other server; it can be taken back, and a member can leave.
    async fn joining_waits_for_the_other_server(store: Store) {
        let (city, house) = open(&store).await;
        let jobs = city.elsewhere(ActorKind::Group, "jobs@b.localhost:8102").await;
        let boris = city.person("boris").await;
        let mut him = browser(&house, &city, &boris).await;
        let at = |actor| {
            let store = store.clone();
            async move { standing(&mut store.read(), jobs, actor).await.unwrap() }
        };
        let page = him.post_and_follow(&format!("{HREF}/join"), &[]).await;
        assert!(page.flash().unwrap().contains("другия сървър"));
        assert!(page.one(".page-head .tag").contains("отговор от другия сървър"), "{}", page.body);
        assert_eq!(at(boris.actor).await, Standing::Requested);
        assert!(him.get("/communities").await.body.contains("Чака се другият сървър"));
        assert_eq!(him.get(&format!("{HREF}/discussions/new")).await.status, 403);
        let page = him.post_and_follow(&format!("{HREF}/withdraw-request"), &[]).await;
        assert_eq!(page.one(".page-head .btn"), "Присъединете се");
        assert_eq!(at(boris.actor).await, Standing::Outsider);

        let clara = city.person("clara").member_of(jobs).await;
        let mut her = browser(&house, &city, &clara).await;
        assert_eq!(her.get(&format!("{HREF}/leave")).await.status, 200);
        her.post(&format!("{HREF}/leave"), &[]).await;
        assert_eq!(at(clara.actor).await, Standing::Outsider);
    }

    /// A member reads what came from there, answers it, and begins something herself.
    async fn members_take_part_from_here(store: Store) {
        let (city, house) = open(&store).await;
        let jobs = city.elsewhere(ActorKind::Group, "jobs@b.localhost:8102").await;
        let anna = city.elsewhere(ActorKind::Person, "anna@c.localhost:8103").await;
        let clara = city.person("clara").member_of(jobs).await;
        let topic = arrived(&store, "discussion", anna, Some(jobs), "Как го правите?").await;
        let mut her = browser(&house, &city, &clara).await;
        let page = her.get(HREF).await;
        assert_eq!(page.all("#results .row-title"), ["Как го правите?"]);
        assert!(page.all("#results .host").contains(&"c.localhost:8103".to_owned()));
        let page = her.follow(&format!("/discussions/{topic}")).await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.one("article.post .note").contains("Публикувано на c.localhost:8103"));
        let there = format!("https://c.localhost:8103/pages/{topic}");
        assert_eq!(page.attributes("article.post .note a", "href"), [&*there]);
        assert_eq!(page.attributes("link[rel=canonical]", "href"), [&*there]);
        assert_eq!(page.attributes("article.post .who a", "href"), ["/people/anna@c.localhost:8103"]);
        let here = format!("/discussions/{topic}/theme");
        let answer = reply(&mut her, &topic.to_string(), &here, "Така го правим.").await;
        let page = her.get(&here).await;
        assert!(comment(&page, &answer).contains("Така го правим."));
        for deed in ["pin", "lock", "remove"] {
            let fields = [("reason", "x"), ("next", "/")];
            assert_eq!(her.post(&format!("/content/{topic}/{deed}"), &fields).await.status, 403);
        }

        let choose = her.get("/discussions/new").await;
        assert_eq!(choose.attributes("main .row-title a", "href"), [format!("{HREF}/discussions/new")]);
        assert_eq!(her.get(&format!("{HREF}/discussions/new")).await.status, 200);
        let href = ask(&mut her, "jobs@b.localhost:8102", "Мой въпрос", "Текст").await;
        let page = her.get(&href).await;
        assert_eq!(page.one("h1"), "Мой въпрос");
        assert!(!page.has("article.post .note"), "it was published here");
        assert_eq!(page.attributes("#where + p a, h2#where ~ p a", "href"), [HREF]);
        assert_eq!(her.get(&format!("{}/edit", href.rsplit_once('/').unwrap().0)).await.status, 200);
    }

    /// What no room here shows has a page all the same.
    async fn an_unknown_kind_is_an_article(store: Store) {
        let (city, house) = open(&store).await;
        let jobs = city.elsewhere(ActorKind::Group, "jobs@b.example").await;
        let anna = city.elsewhere(ActorKind::Person, "anna@b.example").await;
        let id = arrived(&store, "from-the-future", anna, Some(jobs), "Нещо ново").await;
        let mut reader = Browser::new(&house);
        let page = reader.get(&format!("/content/{id}")).await;
        assert_eq!(page.location(), Some(&*format!("/articles/{id}/theme")));
        let page = reader.get(page.location().unwrap()).await;
        assert_eq!(page.one("h1"), "Нещо ново", "{}", page.body);
        assert!(page.one("article.post .note").contains("b.example"));
        assert_eq!(page.attributes("#where ~ p a", "href"), ["/communities/jobs@b.example"]);
        assert_eq!(reader.get(&format!("/articles/{id}/history")).await.status, 200);
    }

    /// What stands in no community has a page without broken links.
    async fn a_topic_may_stand_alone(store: Store) {
        let (city, house) = open(&store).await;
        let anna = city.elsewhere(ActorKind::Person, "anna@b.example").await;
        let boris = city.person("boris").await;
        let topic = arrived(&store, "discussion", anna, None, "Сама за себе си").await;
        let mut reader = browser(&house, &city, &boris).await;
        let page = reader.follow(&format!("/content/{topic}")).await;
        let page = match page.location() { Some(to) => reader.get(to).await, None => page };
        assert_eq!(page.one("h1"), "Сама за себе си", "{}", page.body);
        assert!(!page.has("#where"));
        for href in page.attributes("main a", "href") {
            assert!(!href.is_empty() && href != "/communities/" && href != "/communities/@", "{href}");
        }
        assert!(page.has("#reply"), "everybody may answer");
    }
}

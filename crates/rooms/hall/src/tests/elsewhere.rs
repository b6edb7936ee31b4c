//! What lives on other servers: looking it up, following it, seeing where it comes from.

use content::{Kind, kind::PLAIN, testing::arrived};
use federation::ActorKind;
use people::follows::{self, Follow};
use store::{Store, args};
use web::{
    House, Room,
    testing::{ORIGIN, federating_house, house},
};

use super::{City, city, sound, visitor};

static DISCUSSION: Kind =
    Kind { name: "discussion", wire: "TestTalk", path: "discussions", ..PLAIN };

fn rooms() -> Vec<Room> {
    let shelf = Room { name: "shelf", kinds: vec![&DISCUSSION], ..Room::default() };
    vec![crate::room(), shelf]
}

/// A city that speaks with others.
async fn open(store: &Store) -> (City, House) {
    let city = city(store).await;
    let house = federating_house(store, rooms()).await;
    (city, house)
}

fn search(text: &str) -> String {
    format!("/search?q={}", web::context::encode(text))
}

store::on_both! {
    /// What lives here is found by its address without asking anybody, by visitors too.
    async fn own_addresses_lead_to_their_pages(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let inner = city.community("inner").by(&elena).visible(domain::Visibility::Local).await;
        for (text, page) in [
            ("@elena@city.localhost:8101", "/people/elena".to_owned()),
            ("!jobs@city.localhost:8101", "/communities/jobs".to_owned()),
            ("haskovo@city.localhost:8101", "/organisations/haskovo".to_owned()),
            (&format!("{ORIGIN}/ap/actor/{jobs}"), "/communities/jobs".to_owned()),
            (&format!("{ORIGIN}/communities/jobs/about"), "/communities/jobs/about".to_owned()),
        ] {
            let answer = visitor(&house).get(&search(text)).await;
            assert_eq!(answer.status, 303, "{text}");
            assert_eq!(answer.location(), Some(&*page), "{text}");
        }
        // What one may not see is answered like what does not exist.
        for text in [
            "!inner@city.localhost:8101".to_owned(),
            "!nobody@city.localhost:8101".to_owned(),
            format!("{ORIGIN}/ap/actor/{inner}"),
            format!("{ORIGIN}/ap/object/{inner}"),
            format!("{ORIGIN}/search?q=x"),
        ] {
            let answer = visitor(&house).get(&search(&text)).await;
            sound(&text, &answer);
            assert_eq!(answer.one("#lookup"), "На този адрес няма нищо", "{text}");
            assert_eq!(answer.value("q").as_deref(), Some(&*text));
        }
    }

    /// Only who is signed in makes this server ask another, and is told when it does not answer.
    async fn others_are_asked_for_who_is_signed_in(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let mut reader = visitor(&house);
        // Nobody listens at port 1.
        let silent = "!jobs@b.localhost:1";
        for (lang, heading) in [
            ("bg", "Влезте, за да търсите адреси от други сървъри"),
            ("en", "Sign in to look up addresses of other servers"),
        ] {
            let answer = visitor(&house).reading(lang).get(&search(silent)).await;
            sound(silent, &answer);
            assert_eq!(answer.one("#lookup"), heading);
            assert_eq!(
                answer.attributes(".banner a", "href"),
                [format!("/sign-in?next={}", web::context::encode(&search(silent)))]
            );
        }
        let mut her = visitor(&house).signed_in(&city, &elena).await;
        for text in [silent, "http://b.localhost:1/communities/jobs"] {
            let answer = her.get(&search(text)).await;
            sound(text, &answer);
            assert_eq!(answer.one("#lookup"), "Другият сървър не отговаря", "{text}");
            assert_eq!(answer.value("q").as_deref(), Some(text));
        }
        // What is known already is shown to everybody, whether its server answers or not.
        city.elsewhere(ActorKind::Group, "jobs@b.localhost:1").await;
        for browser in [&mut her, &mut reader] {
            let answer = browser.get(&search(silent)).await;
            assert_eq!(answer.location(), Some("/communities/jobs@b.localhost:1"));
        }
        assert!(!her.get("/search?q=жилища").await.has("#lookup"));
        assert!(her.get("/search").await.all("main code").contains(&"!jobs@utrecht.example".into()));
        for _ in 0..27 {
            her.get(&search("@nobody@b.localhost:1")).await;
        }
        let answer = her.get(&search("@nobody@b.localhost:1")).await;
        assert_eq!(answer.one("#lookup"), "Твърде много търсения за кратко време");
    }

    /// A server that stands alone says so.
    async fn without_federation_nobody_is_asked(store: Store) {
        let city = city(&store).await;
        let house = house(&store, rooms()).await;
        let mut ada = visitor(&house).signed_in(&city, &city.admin).await;
        let answer = ada.get(&search("!jobs@b.example")).await;
        sound("off", &answer);
        assert_eq!(answer.one("#lookup"), "Този сървър не обменя нищо с други");
    }

    /// Following works alike for who is here and who is elsewhere; there one waits.
    async fn one_follows_here_and_elsewhere(store: Store) {
        let (city, house) = open(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let anna = city.elsewhere(ActorKind::Person, "anna@b.example:8102").await;
        let town = city.elsewhere(ActorKind::Organisation, "town@b.example:8102").await;
        let mut her = visitor(&house).signed_in(&city, &elena).await;
        let empty = her.get("/following").await;
        sound("/following", &empty);
        assert!(empty.has(".empty") && !empty.has(".side"));

        let page = her.get("/people/boris").await;
        sound("/people/boris", &page);
        assert!(!page.has(".note"), "he lives here");
        let page = her.post_and_follow("/people/boris/follow", &[]).await;
        assert!(page.one(".page-head .tag").contains("Следвате"));
        assert!(page.flash().is_some());
        assert_eq!(follows::of(&mut store.read(), elena.actor, boris.actor).await.unwrap(), Some(Follow::Accepted));

        for (path, id) in
            [("/people/anna@b.example:8102", anna), ("/organisations/town@b.example:8102", town)]
        {
            let page = her.get(path).await;
            sound(path, &page);
            assert!(page.one("main .note").contains("на b.example:8102"), "{}", page.body);
            assert_eq!(page.attributes("main .note a", "rel"), ["nofollow noopener"]);
            let page = her.post_and_follow(&format!("{path}/follow"), &[]).await;
            sound(path, &page);
            assert!(page.one(".page-head .tag").contains("Чака се отговор"));
            assert_eq!(follows::of(&mut store.read(), elena.actor, id).await.unwrap(), Some(Follow::Requested));
        }
        let list = her.get("/following").await;
        sound("/following", &list);
        assert_eq!(list.all(".side .row-title"), ["Anna", "Boris", "Town"]);
        assert_eq!(
            list.attributes(".side .row-title a", "href"),
            ["/people/anna@b.example:8102", "/people/boris", "/organisations/town@b.example:8102"]
        );
        let forms = list.attributes(".side form", "action");
        for form in forms {
            let next = her.post(&form, &[("next", "/following")]).await;
            assert_eq!(next.location(), Some("/following"));
        }
        assert!(!her.get("/following").await.has(".side"));
    }

    /// Nobody follows herself, and nobody is followed across a block.
    async fn some_cannot_be_followed(store: Store) {
        let (city, house) = open(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let button = "form[action$='/follow']";
        let mut her = visitor(&house).signed_in(&city, &elena).await;
        assert!(!her.get("/people/elena").await.has(button));
        assert_eq!(her.post("/people/elena/follow", &[]).await.status, 409);
        assert!(!visitor(&house).get("/people/boris").await.has(button));
        let asked = visitor(&house).post("/people/boris/follow", &[]).await;
        assert!(asked.location().unwrap().starts_with("/sign-in"));
        her.post("/people/boris/block", &[]).await;
        assert!(!her.get("/people/boris").await.has(button));
        let mut him = visitor(&house).signed_in(&city, &boris).await;
        assert!(!him.get("/people/elena").await.has(button));
        assert_eq!(him.post("/people/elena/follow", &[]).await.status, 403);
        assert_eq!(him.post("/people/nobody/follow", &[]).await.status, 404);
    }

    /// What those publish whom one follows stands in one list, the newest first, with where it is
    /// from; and at home.
    async fn what_they_publish_stands_in_one_list(store: Store) {
        let (city, house) = open(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let anna = city.elsewhere(ActorKind::Person, "anna@b.example").await;
        let other = city.elsewhere(ActorKind::Person, "other@b.example").await;
        arrived(&store, "discussion", anna, None, "От Анна").await;
        arrived(&store, "discussion", other, None, "От друга").await;
        for who in [boris.actor, anna] {
            follows::follow(&store, &elena.who, who).await.unwrap();
        }
        let mut her = visitor(&house).signed_in(&city, &elena).await;
        let list = her.get("/following").await;
        assert!(list.all("main .panel .row-title").is_empty(), "her server has not answered yet");
        assert!(!her.get("/").await.has("section[aria-labelledby=followed]"));
        let mut tx = store.begin().await.unwrap();
        tx.execute(&ANSWERED, args![elena.actor]).await.unwrap();
        tx.save().await.unwrap();
        let mut draft = content::Draft::new("discussion", domain::Lang::bulgarian());
        draft.title = "От Борис".into();
        draft.body = "Текст".into();
        content::service::publish(house.app.publishing(), &boris.who, &draft).await.unwrap();
        let list = her.get("/following").await;
        sound("/following", &list);
        let mut titles = list.all("main .panel .row-title");
        titles.sort();
        assert_eq!(titles, ["От Анна", "От Борис"]);
        assert_eq!(list.all("main .panel .host"), ["b.example"]);
        let home = her.get("/").await;
        sound("/", &home);
        assert_eq!(home.all("section[aria-labelledby=followed] .row-title").len(), 2);
        her.post("/people/anna@b.example/mute", &[]).await;
        assert_eq!(her.get("/following").await.all("main .panel .row-title"), ["От Борис"]);
    }

    /// Who looks after the server sees how the others are, and has one tried again.
    async fn other_servers_are_looked_after(store: Store) {
        let (city, house) = open(&store).await;
        let anna = city.elsewhere(ActorKind::Person, "anna@b.example").await;
        let mira = city.person("mira").moderator().await;
        let now = store.now();
        let later = now + std::time::Duration::from_secs(3600);
        let mut tx = store.begin().await.unwrap();
        tx.execute(&SILENT, args!["b.example", 4_i64, later, "timed out", now]).await.unwrap();
        tx.execute(&SILENT, args!["c.example", 0_i64, None::<domain::Time>, "", now]).await.unwrap();
        tx.execute(&REFUSED, args!["https://b.example/1", anna, now]).await.unwrap();
        tx.save().await.unwrap();
        for lang in ["bg", "en"] {
            for who in [&mira, &city.admin] {
                let mut browser = visitor(&house).signed_in(&city, who).await.reading(lang);
                let page = browser.get("/admin/federation").await;
                sound("/admin/federation", &page);
                assert_eq!(page.all("#hosts ~ div tbody th"), ["b.example", "c.example"]);
                assert_eq!(page.all("#hosts ~ div .tag").len(), 2);
                assert!(page.has("#hosts ~ div .tag-warn") && page.has("#hosts ~ div .tag-ok"));
                assert!(page.one("section[aria-labelledby=refused] tbody tr").contains("@anna@b.example"));
                let admin = who.actor == city.admin.actor;
                let page = browser.get("/admin/federation/b.example").await;
                assert_eq!(page.has("form[action='/admin/federation/retry']"), admin);
            }
        }
        let host = [("host", "b.example")];
        let mut moderator = visitor(&house).signed_in(&city, &mira).await;
        assert_eq!(moderator.post("/admin/federation/retry", &host).await.status, 404);
        let mut ada = visitor(&house).signed_in(&city, &city.admin).await;
        assert_eq!(ada.get("/admin").await.all("a[href='/admin/federation']").len(), 2);
        let page = ada.post_and_follow("/admin/federation/retry", &host).await;
        assert!(page.flash().is_some());
        assert!(!ada.get("/admin/federation").await.has("#hosts ~ div .tag-warn"));
    }

    /// Pages of who lives here name the document for programs; those of others point home.
    async fn pages_say_where_they_belong(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        city.elsewhere(ActorKind::Organisation, "town@b.example").await;
        let page = visitor(&house).get("/people/elena").await;
        let activity = "link[rel=alternate][type='application/activity+json']";
        assert_eq!(page.attributes(activity, "href"), [format!("{ORIGIN}/ap/actor/{}", elena.actor)]);
        let page = visitor(&house).get("/organisations/town@b.example").await;
        assert!(!page.has(activity));
        assert_eq!(page.attributes("link[rel=canonical]", "href"), ["https://b.example/town"]);
        // An author from elsewhere may be an organisation.
        let page = visitor(&house).get("/people/town@b.example").await;
        assert_eq!(page.location(), Some("/organisations/town@b.example"));
    }
}

store::statements! {
    /// A server as the deliveries left it.
    pub SILENT = "INSERT INTO remote_host (host, position, failures, pause_until, last_error, \
        last_failure_at, created_at) VALUES ($1, 0, $2, $3, $4, $5, $5)";
    /// Something that arrived and was refused.
    pub REFUSED = "INSERT INTO received_activity (iri, kind, actor_id, about, state, run_at, \
        last_error, received_at) VALUES ($1, 'Create', $2, 'x', 'refused', $3, 'no', $3)";
    /// Everybody has let her follow.
    pub ANSWERED = "UPDATE follow SET state = 'accepted' WHERE follower_id = $1";
}

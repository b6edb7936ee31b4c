//! The life of a discussion from founding its community to withdrawing it, in both languages.

use store::Store;

use super::*;

async fn whole_life(store: Store, lang: &str) {
    let (city, house) = open(&store).await;
    let (elena, boris) = (city.person("elena").await, city.person("boris").await);
    let mut her = browser(&house, &city, &elena).await;
    let mut him = browser(&house, &city, &boris).await;
    for reader in [&mut her, &mut him] {
        reader.post("/language", &[("lang", lang), ("next", "/")]).await;
    }
    let bg = lang == "bg";
    let say = |b: &'static str, e: &'static str| if bg { b } else { e };

    // Found.
    let page = her.get("/communities/new").await;
    assert_eq!(page.status, 200);
    let name = say("Работа за мигранти", "Jobs for migrants");
    let (name_field, line_field) = (format!("name.{lang}"), format!("headline.{lang}"));
    let line =
        say("Градове, които помагат за първата работа.", "Cities that help with the first job.");
    let form = [
        (name_field.as_str(), name),
        (line_field.as_str(), line),
        ("sectors", "employment"),
        ("languages", lang),
        ("join_policy", "open"),
        ("visibility", "public"),
    ];
    let page = her.post_and_follow("/communities/new", &form).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(page.one("h1"), name);
    assert!(page.flash().is_some());
    let home = say("/communities/rabota_za_migranti", "/communities/jobs_for_migrants");
    assert_eq!(page.all(".tabs [aria-current]").len(), 1);

    // Join.
    let page = him.get(home).await;
    assert_eq!(page.one("main form .btn:not(.btn-2)"), say("Присъединете се", "Join"));
    let page = him.post_and_follow(&format!("{home}/join"), &[]).await;
    assert_eq!(
        page.flash().unwrap(),
        say("Добре дошли! Вече членувате в общността.", "Welcome! You are a member now.")
    );
    assert_eq!(
        page.attributes("main .page-head .btn", "href"),
        [format!("{home}/discussions/new")]
    );
    let page = him.get("/communities").await;
    assert!(page.one("#mine + .cards").contains(name));

    // Publish.
    let page = him.get(&format!("{home}/discussions/new")).await;
    assert_eq!(page.attributes("select[name=lang] option[selected]", "value"), [lang]);
    let title = say("Кой плаща превода на гишето?", "Who pays for the interpreter?");
    let topic =
        [("type", "question"), ("title", title), ("body", "**Три** гишета."), ("lang", lang)];
    let page = him.post(&format!("{home}/discussions/new"), &topic).await;
    let href = page.location().expect("published").to_owned();
    let page = him.get(&href).await;
    assert_eq!(page.one("h1"), title);
    assert_eq!(page.one("main .post .prose strong"), "Три");
    assert!(page.one(".page-head").contains(say("Въпрос без отговор", "Open question")));
    assert_eq!(page.attributes("main article .prose", "lang"), [lang]);
    let id = id_of(&href);
    let page = him.get(&format!("/discussions/{id}")).await;
    assert_eq!(page.location(), Some(href.as_str()));

    // Comment, answer the comment.
    let first = reply(&mut her, &id, &href, "При нас плаща *общината*.").await;
    let page = him.get(&format!("{href}?reply={first}")).await;
    assert_eq!(page.attributes("#reply", "action"), [format!("/content/{first}/comments")]);
    let second = reply(&mut him, &first, &href, "Благодаря!").await;
    let page = him.get(&href).await;
    assert!(comment(&page, &first).contains("При нас плаща общината."));
    assert!(page.has(&format!("#comment-{first} .replies #comment-{second}")));
    let row = him.get(home).await;
    assert!(row.one(".rows > li").contains(say("2 отговора", "2 replies")));

    // Accept: first in the list and outlined, and the list of topics says so.
    let other = reply(&mut her, &id, &href, "Друг отговор.").await;
    let page = him.post_and_follow(&format!("/content/{other}/accept"), &[("next", &href)]).await;
    assert!(page.one(".thread > li:first-child .post-answer").contains("Друг отговор."));
    assert!(page.one(".page-head").contains(say("Решен въпрос", "Answered question")));
    let list = him.get(&format!("{home}?show=unanswered")).await;
    assert!(!list.has(".rows > li"));

    // Useful and bookmark.
    let page = her.post_and_follow(&format!("/content/{id}/react"), &[("next", &href)]).await;
    assert!(
        page.one(".cols > div > .post > .post-actions").contains(say("Полезно · 1", "Useful · 1"))
    );
    let page = her.post_and_follow(&format!("/content/{id}/bookmark"), &[("next", &href)]).await;
    assert!(page.one(".cols > div > .post > .post-actions").contains(say("Запазено", "Saved")));

    // Edit, with a history.
    let page = him.get(&format!("/discussions/{id}/edit")).await;
    assert_eq!(page.value("title").as_deref(), Some(title));
    let based_on = page.value("based_on").expect("says what it is based on");
    let changed = [
        ("type", "question"),
        ("title", title),
        ("body", "Четири гишета."),
        ("lang", lang),
        ("note", "Броят"),
        ("based_on", based_on.as_str()),
    ];
    let page = him.post_and_follow(&format!("/discussions/{id}/edit"), &changed).await;
    assert_eq!(page.one(".cols > div > .post .prose"), "Четири гишета.");
    assert!(page.has(&format!(".cols > div > .post a[href='/content/{id}/history']")));
    let page = her.get(&format!("/discussions/{id}/history")).await;
    assert!(page.one(".rows").contains("Броят"));
    let page = her.get(&format!("/discussions/{id}/history?revision=1")).await;
    assert!(page.body.contains("<strong>Три</strong>"));
    let page = her.post(&format!("/discussions/{id}/edit"), &changed).await;
    assert_eq!(page.status, 403);

    // Edit and withdraw a comment; its place stays because it was answered.
    let page = her.get(&format!("/comments/{first}/edit")).await;
    assert_eq!(page.value("body").as_deref(), Some("При нас плаща *общината*."));
    her.post(&format!("/comments/{first}/edit"), &[("body", "Плаща държавата."), ("lang", lang)])
        .await;
    let page = her.get(&href).await;
    assert!(comment(&page, &first).contains("Плаща държавата."));
    assert_eq!(her.get(&format!("/content/{first}/withdraw")).await.status, 200);
    let page = her.post_and_follow(&format!("/content/{first}/withdraw"), &[]).await;
    assert!(comment(&page, &first).contains(say("Оттеглено от автора", "Withdrawn by the author")));
    assert!(comment(&page, &second).contains("Благодаря!"));
    assert!(!page.body.contains("Плаща държавата."));

    // Withdraw the whole.
    let page = him.post_and_follow(&format!("/content/{id}/withdraw"), &[]).await;
    assert_eq!(page.one("h1"), name);
    assert!(!page.has(".rows > li"));
    assert_eq!(him.get(&href).await.status, 410);
    assert_eq!(her.get(&format!("/discussions/{id}/history")).await.status, 410);
}

store::on_both! {
    /// In Bulgarian.
    async fn a_discussion_lives_in_bulgarian(store: Store) {
        whole_life(store, "bg").await;
    }

    /// In English.
    async fn a_discussion_lives_in_english(store: Store) {
        whole_life(store, "en").await;
    }

    /// Facilitators pin, close and remove; members read why.
    async fn facilitators_look_after_their_community(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let boris = city.person("boris").member_of(jobs).await;
        let (mut her, mut him) =
            (browser(&house, &city, &elena).await, browser(&house, &city, &boris).await);
        let href = ask(&mut him, "jobs", "Въпрос", "Текст").await;
        let id = id_of(&href);
        let first = reply(&mut him, &id, &href, "Купете от нас").await;
        let second = reply(&mut her, &first, &href, "Това е реклама").await;

        let next = [("next", href.as_str())];
        let page = her.post_and_follow(&format!("/content/{id}/pin"), &next).await;
        assert!(page.one(".page-head").contains("Закачена"));
        let page = him.get("/communities/jobs").await;
        assert!(page.one("#pins + ul").contains("Въпрос"));

        let page = her.post(&format!("/content/{first}/remove"), &[("reason", "")]).await;
        assert_eq!(page.status, 422);
        assert!(page.error("reason").is_some());
        her.post(&format!("/content/{first}/remove"), &[("reason", "Реклама")]).await;
        let page = him.get(&href).await;
        assert!(comment(&page, &first).contains("Причина: Реклама"));
        assert!(!page.body.contains("Купете от нас"));
        assert!(comment(&page, &second).contains("Това е реклама"));
        let page = him.get("/communities/jobs/moderation").await;
        assert!(page.one("tbody").contains("Реклама"));
        assert_eq!(Browser::new(&house).get("/communities/jobs/moderation").await.status, 403);

        let page = her.post_and_follow(&format!("/content/{first}/restore"), &next).await;
        assert!(comment(&page, &first).contains("Купете от нас"));

        let page = her.post_and_follow(&format!("/content/{id}/lock"), &next).await;
        assert!(page.one("#reply").contains("затворена"));
        let page = him.get(&href).await;
        assert!(!page.has("#reply textarea"));
        let fields = [("body", "Още нещо"), ("lang", "bg"), ("next", href.as_str())];
        let page = him.post(&format!("/content/{id}/comments"), &fields).await;
        assert_eq!(page.status, 403);
        assert_eq!(page.value("body").as_deref(), Some("Още нещо"));
        assert!(page.error("body").is_some());
        let page = her.post_and_follow(&format!("/content/{id}/unlock"), &next).await;
        assert!(page.has("#reply textarea"));
    }

    /// A report goes to the facilitators, who decide it; the reason of a removal is public.
    async fn reports_are_decided(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let boris = city.person("boris").member_of(jobs).await;
        let vera = city.person("vera").await;
        let (mut her, mut him) =
            (browser(&house, &city, &elena).await, browser(&house, &city, &boris).await);
        let mut reader = browser(&house, &city, &vera).await;
        let href = ask(&mut him, "jobs", "Въпрос", "Назовава човек").await;
        let id = id_of(&href);

        let report = format!("/content/{id}/report");
        let page = reader.get(&report).await;
        assert_eq!(page.all("input[name=reason]").len(), 6);
        let page = reader.post(&report, &[("reason", "other"), ("detail", "")]).await;
        assert_eq!(page.status, 422);
        assert!(page.error("detail").is_some(), "{}", page.body);
        let page = reader.post_and_follow(&report, &[("reason", "personal-data"), ("detail", "Име")]).await;
        assert!(page.flash().is_some());
        let page = him.get(&href).await;
        assert!(!page.body.contains(&report), "nobody is asked to report herself");

        assert_eq!(him.get("/communities/jobs/reports").await.status, 403);
        let page = her.get("/communities/jobs/reports").await;
        assert!(page.one(".stack > .post").contains("Разкрива лични данни"), "{}", page.body);
        let action = page.attributes(".stack > .post form", "action").remove(0);
        let page = her.post(&action, &[("remove", "1"), ("reason", "")]).await;
        assert_eq!(page.status, 422);
        let page = her.post_and_follow(&action, &[("remove", "1"), ("reason", "Лични данни")]).await;
        assert!(!page.has(".stack > .post"));
        assert_eq!(reader.get(&href).await.status, 410);
        let page = her.get(&href).await;
        assert!(page.one(".banner-warn").contains("Лични данни"));
    }

    /// What somebody muted wrote folds away in conversations, and stays out of lists.
    async fn muted_people_fold_away(store: Store) {
        use people::avoidance::{Avoidance, avoid};
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let boris = city.person("boris").member_of(jobs).await;
        let (mut her, mut him) =
            (browser(&house, &city, &elena).await, browser(&house, &city, &boris).await);
        let href = ask(&mut her, "jobs", "Въпрос", "Текст").await;
        let answer = reply(&mut him, &id_of(&href), &href, "Шумен отговор").await;
        ask(&mut him, "jobs", "Шумна тема", "Текст").await;
        avoid(&store, &elena.who, boris.actor, Avoidance::Mute).await.unwrap();
        let page = her.get(&href).await;
        assert!(page.one(&format!("#comment-{answer} > article > details > summary")).contains("заглушили"));
        assert!(!page.has(&format!("#comment-{answer} > article > .prose")));
        assert!(!her.get("/communities/jobs").await.body.contains("Шумна тема"));
        let page = him.get(&href).await;
        assert!(page.one(&format!("#comment-{answer} > article > .prose")).contains("Шумен"));
    }
}

//! Forms keep what was typed; drafts and previews; lists and their filters.

use store::Store;

use super::*;

store::on_both! {
    /// Nothing typed is lost when a topic is refused, previewed or kept as a draft.
    async fn a_topic_keeps_what_was_typed(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        city.community("jobs").by(&elena).await;
        let mut her = browser(&house, &city, &elena).await;
        let path = "/communities/jobs/discussions/new";
        let typed = [("type", "decision"), ("title", ""), ("body", "Само *текст*"), ("lang", "de")];
        let page = her.post(path, &typed).await;
        assert_eq!(page.status, 422);
        assert!(page.error("title").is_some());
        assert_eq!(page.value("body").as_deref(), Some("Само *текст*"));
        assert_eq!(page.attributes("input[name=type][checked]", "value"), ["decision"]);
        assert_eq!(page.attributes("select[name=lang] option[selected]", "value"), ["de"]);
        assert!(page.one("title").starts_with("Грешка:"));

        let mut preview = typed.to_vec();
        preview.push(("preview", "1"));
        let page = her.post(path, &preview).await;
        assert_eq!(page.status, 200);
        assert!(page.has("body[data-unsaved]"));
        assert_eq!(page.one("#preview-box em"), "текст");
        assert_eq!(page.attributes("#preview-box article", "lang"), ["de"]);
        assert_eq!(page.value("body").as_deref(), Some("Само *текст*"));
        assert!(!her.get("/communities/jobs").await.has(".rows > li"));

        let mut draft = typed.to_vec();
        draft.push(("draft", "1"));
        let page = her.post_and_follow(path, &draft).await;
        assert!(page.one(".page-head").contains("Чернова"), "{}", page.body);
        let edit = page.attributes("main .post-actions a", "href").remove(0);
        assert_eq!(Browser::new(&house).get(edit.trim_end_matches("/edit")).await.status, 404);
        let page = her.get("/discussions/new").await;
        assert!(page.has("#drafts"));
        let done = [("type", "decision"), ("title", "Общ списък"), ("body", "Текст"), ("lang", "bg")];
        let page = her.post_and_follow(&edit, &done).await;
        assert_eq!(page.flash().as_deref(), Some("Темата Ви е публикувана."));
        assert!(page.one(".page-head").contains("Решение"));
    }

    /// Before a question is asked, what may answer it is shown, and what was typed stays.
    async fn a_question_is_held_against_what_is_there(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        city.community("jobs").by(&elena).await;
        let mut her = browser(&house, &city, &elena).await;
        ask(&mut her, "jobs", "Кой плаща преводача на гишето?", "Текст").await;
        let path = "/communities/jobs/discussions/new";
        let page = her.get(path).await;
        assert_eq!(page.attributes("#alike", "hidden").len(), 1, "nothing was asked yet");
        assert_eq!(page.attributes("form[data-suggests]", "data-suggests"), ["#alike"]);
        let fields = [("type", "question"), ("title", "Преводачи за гишетата"), ("body", "Мой текст")];
        for button in ["check", "preview"] {
            let mut typed = fields.to_vec();
            typed.push((button, "1"));
            let page = her.post(path, &typed).await;
            assert_eq!(page.status, 200);
            assert_eq!(page.all("#alike .row-title a"), ["Кой плаща преводача на гишето?"]);
            assert_eq!(page.value("body").as_deref(), Some("Мой текст"));
        }
        let other = [("title", "Училища по плуване"), ("check", "1")];
        assert!(!her.post(path, &other).await.has("#alike .row-title a"));
    }

    /// The same for answers, on a page of their own.
    async fn an_answer_keeps_what_was_typed(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        city.community("jobs").by(&elena).await;
        let mut her = browser(&house, &city, &elena).await;
        let href = ask(&mut her, "jobs", "Въпрос", "Текст").await;
        let path = format!("/content/{}/comments", id_of(&href));
        let page = her.post(&path, &[("body", "  "), ("lang", "en"), ("next", &href)]).await;
        assert_eq!(page.status, 422);
        assert!(page.error("body").is_some());
        assert_eq!(page.attributes("main input[name=next]", "value"), [href.as_str()]);
        let fields = [("body", "**Да**"), ("lang", "en"), ("next", &href), ("preview", "1")];
        let page = her.post(&path, &fields).await;
        assert_eq!(page.status, 200);
        assert!(page.has("body[data-unsaved]"));
        assert_eq!(page.one("#preview + article strong"), "Да");
        assert_eq!(page.value("body").as_deref(), Some("**Да**"));
        let page = her.post(&path, &[("body", "Да"), ("next", "//evil.example")]).await;
        assert!(page.location().unwrap().starts_with("/content/"), "{:?}", page.location());
        let page = her.follow(page.location().unwrap()).await;
        assert_eq!(page.status, 200);
    }

    /// Founding: every error beside its field, everything typed kept, the handle made or refused.
    async fn founding_keeps_what_was_typed(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        let mut her = browser(&house, &city, &elena).await;
        let fields = [
            ("name.bg", ""), ("headline.en", "Only a purpose"), ("handle", "не е име"),
            ("sectors", "health"), ("languages", "bg"), ("join_policy", "approval"),
            ("visibility", "members"), ("rules", "Бъдете мили"),
        ];
        let page = her.post("/communities/new", &fields).await;
        assert_eq!(page.status, 422);
        assert!(page.has(".err-summary"));
        assert_eq!(page.value("handle").as_deref(), Some("не е име"));
        assert_eq!(page.value("headline.en").as_deref(), Some("Only a purpose"));
        assert_eq!(page.value("rules").as_deref(), Some("Бъдете мили"));
        let chosen = page.attributes("input[checked]", "value");
        for value in ["health", "bg", "approval", "members"] {
            assert!(chosen.iter().any(|c| c == value), "{value}");
        }
        let page = her.post("/communities/new", &[("visibility", "unlisted")]).await;
        assert_eq!(page.status, 422);
        assert!(page.error("visibility").is_some() && page.error("join_policy").is_some());

        // Settings come filled in, and what cannot change is said.
        let ok = [
            ("name.en", "Health"), ("headline.en", "Health for all."), ("sectors", "health"),
            ("languages", "en"), ("join_policy", "open"), ("visibility", "public"),
        ];
        let page = her.post("/communities/new", &ok).await;
        assert_eq!(page.location(), Some("/communities/health"), "{}", page.body);
        let page = her.get("/communities/health/settings").await;
        assert_eq!(page.value("name.en").as_deref(), Some("Health"));
        assert!(!page.has("input[name=visibility]"));
        let mut change = ok.to_vec();
        change.push(("name.bg", "Здраве"));
        change.push(("headline.bg", "Здраве за всички."));
        let page = her.post_and_follow("/communities/health/settings", &change).await;
        assert_eq!(page.one("h1"), "Здраве", "{}", page.body);
        let page = her.post("/communities/health/close", &[]).await;
        assert_eq!(page.status, 422);
        let page = her.post_and_follow("/communities/health/close", &[("confirm", "true")]).await;
        assert!(page.one(".banner-warn").contains("закрита"));
        assert!(!page.has(".page-head .btn"));
    }

    /// Filters are addresses; chips and order leave what they should; pages go on.
    async fn lists_are_filtered(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        city.community("jobs").by(&elena).await;
        city.community("health").await;
        let mut her = browser(&house, &city, &elena).await;
        let page = her.get("/communities?q=zzz&sector=health&language=de&sort=name").await;
        assert_eq!(page.value("q").as_deref(), Some("zzz"));
        assert_eq!(page.attributes("select option[selected]", "value"), ["health", "de", "name"]);
        assert!(page.one("#results").contains("Няма общност"));
        let page = Browser::new(&house).get("/communities").await;
        assert_eq!(page.all("#all ~ * .card").len(), 2);

        for n in 0..22 {
            ask(&mut her, "jobs", &format!("Въпрос {n}"), "Текст").await;
        }
        let page = her.get("/communities/jobs").await;
        assert_eq!(page.all(".panel .rows > li").len(), 20);
        let older = page.attributes("a[rel=next]", "href").remove(0);
        let page = her.get(&older).await;
        assert_eq!(page.all(".panel .rows > li").len(), 2);
        assert!(!page.has("a[rel=next]"));
        let page = her.get("/communities/jobs?show=decisions&sort=new").await;
        assert!(!page.has(".panel .rows > li"));
        assert_eq!(page.one(".chip[aria-current]"), "Решения");
        assert!(page.attributes(".chip", "href").iter().all(|h| h.contains("sort=new")));
    }
}

store::on_both! {
    /// The list of communities is taken along with its filters, as far as the reader may see it.
    async fn the_list_is_taken_along(store: Store) {
        let (city, house) = open(&store).await;
        let elena = city.person("elena").await;
        city.community("jobs").by(&elena).await;
        city.community("inner").by(&elena).visible(domain::Visibility::Local).await;
        let mut visitor = Browser::new(&house);
        let page = visitor.get("/communities?sort=name").await;
        assert!(page.attributes("#take a", "href").contains(&"/communities/list.csv?sort=name".to_owned()));
        let names = |table: serde_json::Value| -> Vec<String> {
            let rows = table.as_array().cloned().unwrap_or_default();
            rows.iter().filter_map(|row| row["name"].as_str().map(str::to_lowercase)).collect()
        };
        assert_eq!(names(visitor.get("/communities/list.json").await.json()), ["jobs"]);
        let mut her = browser(&house, &city, &elena).await;
        assert_eq!(names(her.get("/communities/list.json?sort=name").await.json()), ["inner", "jobs"]);
        let table = visitor.get("/communities/list.csv").await;
        assert!(table.body.contains("/communities/jobs"), "{}", table.body);
    }
}

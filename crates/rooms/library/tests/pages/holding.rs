//! Things that hold others: the chapters of a handbook, the cards of a deck, what a collection collected.

use content::{Draft, parts, read, service};
use domain::{ContentId, Lang, Visibility};
use serde_json::{Value, json};
use store::{Store, TestClock};
use web::testing::Browser;

use crate::kit::{Library, tr};

/// The least of what stands on this shelf.
fn draft(kind: &str, title: &str, values: &Value) -> Draft {
    let mut draft = Draft::new(kind, Lang::bulgarian());
    title.clone_into(&mut draft.title);
    draft.summary = format!("Резюме: {title}");
    draft.sectors = vec!["intercultural-competence".into()];
    draft.licence = Some("CC-BY-4.0".into());
    draft.values = json!({"target_groups": ["municipal-staff"], "level": "national"})
        .as_object()
        .cloned()
        .unwrap_or_default();
    draft.values.extend(values.as_object().cloned().unwrap_or_default());
    draft
}

async fn publish(library: &Library, draft: &Draft) -> ContentId {
    let p = library.house.app.publishing();
    service::publish(p, &library.elena.who, draft).await.expect("it is right")
}

async fn saved(library: &Library, draft: &Draft) -> ContentId {
    let p = library.house.app.publishing();
    service::save_draft(p, &library.elena.who, draft).await.expect("it is kept")
}

async fn add(browser: &mut Browser, id: ContentId, title: &str, body: &str) {
    let pairs = [("title", title), ("body", body), ("lang", "bg"), ("go", "one")];
    let answer = browser.post(&format!("/library/{id}/chapters"), &pairs).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

async fn titles(browser: &mut Browser, id: ContentId) -> Vec<String> {
    browser.get(&format!("/library/{id}")).await.all("#contents ol.contents a")
}

const LONG: &str = "Предговор без заглавие.\n\n# Културата не е обяснение\n\nПървата среща.\n\n\
    ## Преди срещата\n\nПревод.\n\n# Работа с преводач\n\nКратки изречения.\n";

store::on_both! {
    async fn a_handbook_is_written_chapter_by_chapter_and_read_in_order(store: Store, clock: TestClock) {
        let library = Library::open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        let id = saved(&library, &draft("handbook", "Наръчник за първата среща", &json!({}))).await;
        add(&mut elena, id, "Въведение", "Защо **сега**.").await;
        let several = [("text", LONG), ("lang", "bg"), ("go", "several")];
        assert_eq!(elena.post(&format!("/library/{id}/chapters"), &several).await.status, 303);
        let step = format!("/library/{id}/edit?step=chapters");
        let page = elena.get(&step).await;
        let expected = ["Въведение", "Глава без заглавие", "Културата не е обяснение", "Работа с преводач"];
        assert_eq!(page.all("#contents .row-title"), expected);
        // A part without a title cannot stay so: it is named, then put first.
        let edit = page.attributes("#contents .row-title a", "href")[1].clone();
        let there = [("title", "Предговор"), ("body", "Предговор без заглавие."), ("revision", "1")];
        assert_eq!(elena.post(&edit, &there).await.location(), Some(&*step));
        let up = elena.get(&step).await.attributes("#contents form[action$='/up']", "action")[0].clone();
        assert_eq!(elena.post(&up, &[]).await.location(), Some(&*step));
        // Nobody else knows of it yet.
        let chapter = edit.trim_end_matches("/edit").to_owned();
        assert_eq!(library.visitor().get(&chapter).await.status, 404);
        assert_eq!(elena.post(&format!("/library/{id}/edit?step=review"), &[("go", "publish")]).await.status, 303);

        let mut visitor = library.visitor();
        let expected = ["Предговор", "Въведение", "Културата не е обяснение", "Работа с преводач"];
        assert_eq!(titles(&mut visitor, id).await, expected);
        let links = visitor.get(&format!("/library/{id}")).await.attributes("#contents ol.contents a", "href");
        let page = visitor.get(&links[2]).await;
        assert_eq!((page.status, page.one("h1")), (200, "Културата не е обяснение".into()));
        assert_eq!(page.one("#chapter .text h2"), "Преди срещата");
        assert_eq!(page.attributes("a[rel=next]", "href"), [&*links[3]]);
        assert_eq!(page.attributes("a[rel=prev]", "href"), [&*links[1]]);
        let whole = visitor.get(&format!("/library/{id}/whole")).await;
        assert_eq!(whole.all("section.chapter h2")[0], "1. Предговор");
        assert_eq!(whole.all("nav ol.contents a").len(), 4);

        // Chapters stand in no list and in no conversation, and are found by their words.
        let list = visitor.get("/library").await;
        assert_eq!(list.all(".result h3"), ["Наръчник за първата среща"]);
        let found = visitor.get("/library?q=преводач+изречения").await;
        assert_eq!(found.all(".result h3"), ["Наръчник за първата среща"]);
        assert_eq!(found.all(".result p a"), ["Работа с преводач"]);
        let there = found.attributes(".result p a", "href")[0].clone();
        assert_eq!(visitor.get(&there).await.location(), Some(&*links[3]));
        assert_eq!(visitor.get("/library?form=handbook").await.all(".result h3").len(), 1);
        assert!(visitor.get("/library?form=deck").await.all(".result h3").is_empty());
        let sheet = visitor.get(&format!("/library/{id}")).await;
        assert!(sheet.all("#ask .comment").is_empty());
        // Reading is what one comes for, changing what its author may.
        assert_eq!(sheet.attributes("main .cluster > a.btn", "href")[0], links[0]);
        let own = elena.get(&format!("/library/{id}")).await;
        assert_eq!(own.attributes("details.menu a[href$='/edit']", "href"), [format!("/library/{id}/edit")]);

        // What is published is changed, and taken out, at once; the earlier state is kept.
        let edit = format!("{}/edit", links[3].rsplit_once('/').expect("a slug").0);
        let change = [("title", "Работа с преводач"), ("body", "Нов текст."), ("revision", "1"), ("note", "ново")];
        assert_eq!(elena.post(&edit, &change).await.status, 303);
        let late = [("title", "Работа с преводач"), ("body", "Друг текст."), ("revision", "1"), ("note", "късно")];
        assert_eq!(elena.post(&edit, &late).await.status, 409);
        assert!(visitor.get(&links[3]).await.body.contains("Нов текст."));
        let history = visitor.get(&edit.replace("/edit", "/history")).await;
        assert_eq!(history.status, 200);
        let remove = edit.replace("/edit", "/remove");
        assert_eq!(library.visitor().post(&remove, &[]).await.status, 401, "a visitor is asked to sign in");
        let boris = library.city.person("boris").await;
        assert_eq!(library.reader(&boris).await.post(&remove, &[]).await.status, 403);
        assert_eq!(elena.post(&remove, &[]).await.status, 303);
        assert_eq!(visitor.get(&links[3]).await.status, 404);
        assert_eq!(titles(&mut visitor, id).await.len(), 3);

        // With the whole, all of it goes.
        service::withdraw(library.house.app.publishing(), &library.elena.who, id).await.unwrap();
        assert_eq!(visitor.get(&links[1]).await.status, 404);
    }

    async fn a_chapter_that_is_wrong_is_said_so_and_kept(store: Store, clock: TestClock) {
        let library = Library::open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        let id = publish(&library, &draft("handbook", "Наръчник", &json!({}))).await;
        let to = format!("/library/{id}/chapters");
        let wrong = elena.post(&to, &[("title", ""), ("body", "Текст"), ("lang", "bg"), ("go", "one")]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.error("title").as_deref(), Some(tr("bg").t("content-error-title")));
        assert!(wrong.one("textarea[name=body]").contains("Текст"));
        // One that is published must be complete, and so must all that come at once.
        let several = [("text", LONG), ("lang", "bg"), ("go", "several")];
        let wrong = elena.post(&to, &several).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.one("textarea[name=text]").contains("Работа с преводач"));
        assert_eq!(elena.post(&to, &[("text", " "), ("go", "several")]).await.status, 422);
        assert!(titles(&mut elena, id).await.is_empty());
        // Only a handbook has chapters, and only those who may change it add some.
        let practice = library.practice("Гише", |_| {}).await;
        let one = [("title", "А"), ("body", "Б"), ("go", "one")];
        assert_eq!(elena.post(&format!("/library/{practice}/chapters"), &one).await.status, 404);
        let boris = library.city.person("boris").await;
        assert_eq!(library.reader(&boris).await.post(&to, &one).await.status, 403);
        let p = library.house.app.publishing();
        let many: Vec<Draft> = (0..201)
            .map(|n| Draft { title: format!("Г{n}"), body: "т".into(), ..Draft::new("chapter", Lang::bulgarian()) })
            .collect();
        let refused = parts::add(p, &library.elena.who, id, &many).await;
        assert!(matches!(refused, Err(domain::Error::Conflict("content-error-parts"))), "{refused:?}");
    }

    async fn a_chapter_is_seen_by_whoever_sees_its_handbook(store: Store, clock: TestClock) {
        let library = Library::open(&store).await;
        let group = library.city.community("zatvorena").by(&library.elena).visible(Visibility::Members).await;
        let id = publish(&library, &Draft { group: Some(group), ..draft("handbook", "За членове", &json!({})) }).await;
        let p = library.house.app.publishing();
        let chapter = Draft { title: "Тайна".into(), body: "т".into(), ..Draft::new("chapter", Lang::bulgarian()) };
        let ids = parts::add(p, &library.elena.who, id, &[chapter]).await.unwrap();
        let path = format!("/library/{}", ids[0]);
        assert_eq!(library.visitor().get(&path).await.status, 404);
        let boris = library.city.person("boris").await;
        assert_eq!(library.reader(&boris).await.get(&path).await.status, 404);
        let mut elena = library.reader(&library.elena).await;
        assert_eq!(elena.get(&path).await.status, 200);
        assert!(library.visitor().get("/library?q=тайна").await.all(".result h3").is_empty());
        let _ = clock;
    }

    async fn a_deck_is_pasted_played_and_printed(store: Store, clock: TestClock) {
        let library = Library::open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        let id = saved(&library, &draft("deck", "Какво бихте направили?", &json!({}))).await;
        let rows = (1..=54).map(|n| format!("Случай {n}\tОтговор {n}\tЦвят {}\n", n % 4));
        let table = rows.collect::<Vec<_>>().concat();
        let step = format!("/library/{id}/edit?step=cards");
        let answer = elena.post(&step, &[("cards.paste", &*table), ("go", "next")]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let form = elena.get(&step).await;
        assert_eq!(form.attributes("[name='cards.53.group']", "value"), ["Цвят 2"]);
        assert_eq!(elena.post(&format!("/library/{id}/edit?step=review"), &[("go", "publish")]).await.status, 303);

        let mut visitor = library.visitor();
        let page = visitor.get(&format!("/library/{id}")).await;
        assert_eq!(page.one("#cards-h"), tr("bg").t1("deck-count", "n", 54));
        assert_eq!(page.all("#cards .deck .card-text").len(), 54);
        let play = page.attributes("main .cluster > a.btn", "href")[0].clone();
        let first = visitor.get(&play).await;
        assert_eq!(first.all(".card-text"), ["Случай 1", "Отговор 1"]);
        let next = first.attributes("a[rel=next]", "href")[0].clone();
        assert_eq!(visitor.get(&next).await.all(".card-text")[0], "Случай 2");
        // A shuffle keeps its order from card to card, and has every card once.
        let shuffled = first.attributes("a[rel=nofollow]", "href")[0].clone();
        let (mut seen, mut at) = (Vec::new(), Some(shuffled));
        while let Some(href) = at {
            let page = visitor.get(&href).await;
            seen.push(page.all(".card-text")[0].clone());
            at = page.attributes("a[rel=next]", "href").pop();
            assert!(seen.len() <= 54);
        }
        let in_order = seen.clone();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 54);
        assert_ne!(in_order, seen);
        let group = first.attributes("nav[aria-label] a[href*=group]", "href")[0].clone();
        assert_eq!(visitor.get(&group).await.one("#card-h"), tr("bg").t2("deck-card-of", "n", 1, "of", 14));
        assert_eq!(visitor.get(&format!("/library/{id}/play?card=999")).await.all(".card-text")[0], "Случай 54");
        let sheets = visitor.get(&format!("/library/{id}/cards")).await;
        assert_eq!(sheets.all("ul.sheet").len(), 12);
        let practice = library.practice("Гише", |_| {}).await;
        assert_eq!(visitor.get(&format!("/library/{practice}/play")).await.status, 404);
    }

    async fn a_collection_shows_what_is_here_and_leads_to_the_rest(store: Store, clock: TestClock) {
        let library = Library::open(&store).await;
        let house = web::testing::federating_house(&store, vec![guildhall_library::room(&[])]).await;
        let library = Library { house, ..library };
        let practice = library.practice("Едно гише", |_| {}).await;
        let group = library.city.community("zatvorena").by(&library.elena).visible(Visibility::Members).await;
        let secret = library.practice("Тайна практика", |d| d.group = Some(group)).await;
        let origin = library.house.app.origin().expect("the city is open").to_string();
        let items = json!({"items": [
            {"title": "Оттук започнете", "url": format!("{origin}/practices/{practice}/edno-gishe"), "note": "Най-кратката."},
            {"title": "Само за едни", "url": format!("{origin}/practices/{secret}")},
            {"title": "Закон", "url": "https://example.org/zakon"},
        ]});
        let id = publish(&library, &draft("collection", "Първи стъпки", &items)).await;
        let page = library.visitor().get(&format!("/library/{id}")).await;
        assert_eq!(page.all("#items .row-title"), ["Едно гише", "Само за едни", "Закон"]);
        let links = page.attributes("#items .row-title a", "href");
        assert!(links[0].starts_with(&format!("/practices/{practice}")), "{links:?}");
        assert_eq!(links[2], "https://example.org/zakon");
        assert!(!page.body.contains("Тайна практика"));
        let mut q = library.house.app.store().read();
        let json = read::export(&mut q, library.house.app.kinds(), &library.elena.who, id).await.unwrap();
        assert_eq!(json["versions"]["bg"]["items"][2]["title"], "Закон");
    }
}

//! Lists taken along as tables, and tables brought in.

use std::time::Duration;

use content::{Draft, Kind, draft, read, service, tables::ImportTable};
use domain::{ContentId, Lang, access::Who};
use people::testing::Person;
use serde_json::Value;
use store::{Jobs, Store, TestClock, args};
use web::{
    App, table,
    testing::{Answer, Browser},
};

use crate::kit::{
    KIND, KINDS, Library, besides, draft as plain_draft, fields, in_group, steps, tr,
};

store::statements! {
    JOBS_DROP = "DELETE FROM job";
}

/// Something of a kind in which every field is filled.
fn whole(kind: &'static Kind) -> Draft {
    let mut pairs = Vec::new();
    for step in steps(kind) {
        pairs.extend(besides(kind, step));
        pairs.extend(fields(kind, step).into_iter().flat_map(crate::kit::typed));
    }
    draft::from_form(kind, &pairs, &Lang::bulgarian())
}

async fn jobs(library: &Library) {
    let store = library.house.app.store();
    let jobs: Jobs<App> = Jobs::default().with::<ImportTable>();
    while jobs.run_due(store, &library.house.app).await.unwrap() > 0 {}
    assert!(store::job_list(&mut store.read(), "waiting", 10).await.unwrap().is_empty());
    assert!(store::job_list(&mut store.read(), "dead", 10).await.unwrap().is_empty());
}

fn cells(answer: &Answer) -> Vec<Vec<String>> {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let rows = table::read(answer.body.as_bytes(), &Lang::bulgarian()).expect("a table");
    rows.into_iter().map(|row| row.cells).collect()
}

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(";");
    rows.iter().map(line).collect::<Vec<_>>().join("\r\n").into_bytes()
}

/// Uploads a table and answers with the address of its page.
async fn upload(browser: &mut Browser, shelf: &str, kind: &str, table: &[u8]) -> String {
    let path = format!("/{shelf}/import");
    let answer = browser.upload_with(&path, &[("kind", kind)], &[("таблица.csv", table)]).await;
    answer.location().unwrap_or_else(|| panic!("{}", answer.body)).to_owned()
}

/// What is chosen on the page of a table, and one more.
async fn act(browser: &mut Browser, page: &str, go: &str, change: &[(&str, &str)]) -> Answer {
    let shown = browser.get(page).await;
    let names = shown.attributes("main select:has(option[selected])", "name");
    let chosen = shown.attributes("main select option[selected]", "value");
    let mut fields: Vec<(String, String)> = names.into_iter().zip(chosen).collect();
    for (name, value) in change {
        fields.retain(|(n, _)| n != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    if shown.has("input[name=organisation][checked]") {
        fields.push(("organisation".into(), "true".into()));
    }
    fields.push(("visibility".into(), "public".into()));
    fields.push(("go".into(), go.into()));
    browser.post(page, &crate::kit::refs(&fields)).await
}

async fn thing(library: &Library, who: &Who, id: ContentId) -> Value {
    let kinds = library.house.app.kinds();
    let mut thing =
        read::export(&mut library.house.app.store().read(), kinds, who, id).await.unwrap();
    // These are of the copy's own.
    for own in ["id", "updated", "parts"] {
        thing.as_object_mut().unwrap().remove(own);
    }
    let day = thing["published"].as_str().map(|t| t[..10].to_owned());
    thing["published"] = day.into();
    thing
}

async fn ids(library: &Library, author: &Person) -> Vec<ContentId> {
    let filter = read::Filter { author: Some(author.actor), ..read::Filter::default() };
    let bg = Lang::bulgarian();
    let mut q = library.house.app.store().read();
    let list = read::list(&mut q, &author.who, &filter, &bg, None, 100).await.unwrap();
    list.items.into_iter().map(|card| card.id).collect()
}

store::on_both! {
    /// Whatever stands in a field, the table says it so that it can be read again, in every language.
    async fn what_is_taken_along_can_be_brought_in(store: Store) {
        let library = Library::open(&store).await;
        let dora = library.city.person("dora").await;
        let mut reader = library.reader(&dora).await;
        for kind in KINDS {
            let p = library.house.app.publishing();
            let id = service::publish(p, &library.elena.who, &whole(kind)).await.unwrap();
            let expected = thing(&library, &library.elena.who, id).await;
            for lang in ["bg", "en"] {
                let list = format!("/{}/list.csv", kind.path);
                let rows = cells(&library.visitor().reading(lang).get(&list).await);
                let title = rows[0].iter().position(|h| *h == tr(lang).t("library-title")).unwrap();
                let own: Vec<Vec<String>> = rows
                    .into_iter()
                    .enumerate()
                    .filter(|(n, row)| *n == 0 || row[0].contains(&id.to_string()))
                    .map(|(n, mut row)| {
                        if n > 0 {
                            row[title] = format!("{} ({lang})", row[title]);
                        }
                        row
                    })
                    .collect();
                assert_eq!(own.len(), 2, "{} {lang}", kind.name);
                let page = upload(&mut reader, kind.path, kind.name, &csv(&own)).await;
                let shown = reader.get(&page).await;
                assert!(!shown.has("#wrong"), "{} {lang}: {}", kind.name, shown.one("#wrong"));
                if kind.parts.is_none() {
                    assert!(!shown.has("#lacking"), "{} {lang}: {}", kind.name, shown.all("#lacking").concat());
                }
                let answer = act(&mut reader, &page, "publish", &[]).await;
                assert_eq!(answer.location(), Some(page.as_str()), "{}", answer.body);
                jobs(&library).await;
                let done = reader.get(&page).await;
                let href = done.attributes("main .row-title a", "href");
                let new = href.iter().find_map(|h| h.split('/').find_map(|p| p.parse::<ContentId>().ok()));
                let new = new.unwrap_or_else(|| panic!("{} {lang}: {}", kind.name, done.one("main")));
                let mut brought = thing(&library, &dora.who, new).await;
                let title = &mut brought["versions"]["bg"]["title"];
                *title = title.as_str().unwrap().replace(&format!(" ({lang})"), "").into();
                assert_eq!(brought, expected, "{} {lang}", kind.name);
            }
        }
    }

    /// Before anything is brought in, every row that is wrong is named with what is wrong.
    async fn every_bad_row_is_named_before_anything_is_brought_in(store: Store) {
        let library = Library::open(&store).await;
        library.practice("Вече го има", |_| {}).await;
        let mut elena = library.reader(&library.elena).await;
        let table = "Заглавие;Резюме;Държава;Сектори;Наблюдение;Година\n\
            Първа;Кратко;България;Жилищно настаняване, Здравеопазване;x;\n\
            Втора;Кратко;Атлантида;Жилищно настаняване;;\n\
            Вече го има;Кратко;BG;;;\n\
            Трета;;fi;housing;;\n\
            Трета;;fi;housing;;\n";
        let page = upload(&mut elena, "practices", KIND.name, table.as_bytes()).await;
        let shown = elena.get(&page).await;
        let bg = tr("bg");
        assert!(shown.one("#verdict").contains(&bg.t2("table-verdict", "n", 2, "all", 5)), "{}", shown.one("#verdict"));
        assert_eq!(shown.all("#wrong tbody th"), [bg.t1("table-row", "n", 3)]);
        assert!(shown.one("#wrong td:last-child").contains(&bg.t1("table-error-word", "word", "Атлантида")));
        assert_eq!(shown.all("#twice li").len(), 2);
        assert_eq!(shown.all("#lacking tbody th"), [bg.t1("table-row", "n", 2), bg.t1("table-row", "n", 5)]);
        assert!(shown.one("#verdict").contains(&bg.t1("table-verdict-unused", "n", 2)));
        assert!(shown.has("details[open] select[name='column.4']"), "columns that mean nothing are shown");
        assert_eq!(shown.value("column.2").as_deref(), Some("country"));
        assert_eq!(ids(&library, &library.elena).await.len(), 1, "nothing was brought in");

        let wrong = cells(&elena.get(&format!("{page}/wrong.csv")).await);
        assert_eq!(wrong.len(), 2);
        assert_eq!(wrong[0].last().unwrap(), bg.t("table-what-is-wrong"));
        assert_eq!(wrong[1][0], "Втора");

        // A changed choice is looked at before it counts.
        let answer = act(&mut elena, &page, "keep", &[("column.5", "city")]).await;
        assert_eq!(answer.location(), Some(page.as_str()));
        assert_eq!(elena.get(&page).await.flash().as_deref(), Some(bg.t("table-look-again")));
        let twice = act(&mut elena, &page, "keep", &[("column.4", "city")]).await;
        assert_eq!(twice.status, 422);
        assert_eq!(twice.error("column.5").as_deref(), Some(bg.t("table-error-column")));

        act(&mut elena, &page, "keep", &[]).await;
        jobs(&library).await;
        let done = elena.get(&page).await;
        assert_eq!(done.all("#brought .row-title a"), ["Първа", "Трета"]);
        // What was refused is named afterwards too, with its field, and can be corrected.
        assert!(done.one("main .strong").contains(&bg.t2("table-progress", "done", 2, "all", 5)), "{}", done.one("main"));
        assert_eq!(done.all("#failed .row-title"), ["Втора", "Вече го има", "Трета"]);
        assert_eq!(done.all("#failed .meta"), [3, 4, 6].map(|n| bg.t1("table-row", "n", n)));
        assert!(done.one("#failed").contains(&bg.t1("table-error-word", "word", "Атлантида")));
        let wrong = cells(&elena.get(&format!("{page}/wrong.csv")).await);
        assert_eq!(wrong.iter().skip(1).map(|row| &*row[0]).collect::<Vec<_>>(), ["Втора", "Вече го има", "Трета"]);
        assert!(wrong[2].last().unwrap().contains(bg.t("table-row-twice")), "{:?}", wrong[2]);
        let drafts = elena.get("/practices/new").await;
        assert_eq!(drafts.all(".row-title a").len(), 2);
        // It cannot be brought in once more.
        act(&mut elena, &page, "keep", &[]).await;
        jobs(&library).await;
        assert_eq!(elena.get("/practices/new").await.all(".row-title a").len(), 2);
    }

    /// What is no table says so beside the field, and a table is nobody else's.
    async fn tables_are_ones_own(store: Store) {
        let library = Library::open(&store).await;
        let dora = library.city.person("dora").await;
        assert_eq!(library.visitor().get("/practices/import").await.status, 401);
        let mut elena = library.reader(&library.elena).await;
        let bg = tr("bg");
        for (table, key) in [
            (&b"PK\x03\x04 no workbook"[..], "content-error-table-csv"),
            (b"\0\0", "content-error-table-format"),
            (b"Title", "content-error-table-empty"),
            (&b"a\n".repeat(2_100), "content-error-table-many"),
        ] {
            let answer = elena.upload("/practices/import", &[("a.csv", table)]).await;
            assert_eq!(answer.status, 422);
            assert_eq!(answer.error("file").as_deref(), Some(bg.t(key)));
        }
        let none = elena.post("/practices/import", &[("kind", KIND.name)]).await;
        assert_eq!(none.error("file").as_deref(), Some(bg.t("content-error-table-none")));

        let page = upload(&mut elena, "practices", KIND.name, b"Title\nOne\n").await;
        let mut other = library.reader(&dora).await;
        for path in [page.clone(), format!("{page}/wrong.csv")] {
            assert_eq!(other.get(&path).await.status, 404);
            assert_eq!(library.visitor().get(&path).await.status, 401);
        }
        assert_eq!(other.post(&page, &[("go", "keep")]).await.status, 404);
        assert_eq!(other.post(&format!("{page}/forget"), &[]).await.status, 404);
        assert_eq!(elena.get(&page.replace("practices", "library")).await.status, 404);
        assert_eq!(elena.post(&format!("{page}/forget"), &[]).await.location(), Some("/practices/import"));
        assert_eq!(elena.get(&page).await.status, 404);
    }

    /// A table that is started twice, or beside what is written by hand meanwhile, brings nothing in twice.
    async fn nothing_comes_twice(store: Store) {
        let library = Library::open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        let bg = tr("bg");
        let table = "Заглавие;Резюме\nПърва;Кратко\nВтора;Кратко\n";
        let first = upload(&mut elena, "practices", KIND.name, table.as_bytes()).await;
        let second = upload(&mut elena, "practices", KIND.name, table.as_bytes()).await;
        act(&mut elena, &first, "keep", &[]).await;
        let shown = elena.get(&second).await;
        assert_eq!(shown.all("#twice li").len(), 2, "what waits counts as there");
        act(&mut elena, &second, "keep", &[]).await;
        assert_eq!(elena.get(&second).await.flash().as_deref(), Some(bg.t("table-nothing")));

        let third = "Заглавие;Резюме\nТрета;Кратко\nЧетвърта;Кратко\n";
        let third = upload(&mut elena, "practices", KIND.name, third.as_bytes()).await;
        act(&mut elena, &third, "keep", &[]).await;
        library.practice("трета.", |_| {}).await;
        jobs(&library).await;
        let done = elena.get(&third).await;
        assert_eq!(done.all("#brought .row-title a"), ["Четвърта"]);
        assert_eq!(done.all("#failed .row-title"), ["Трета"]);
        assert!(done.one("#failed").contains(bg.t("table-row-twice")));
        let drafts = elena.get("/practices/new").await;
        assert_eq!(drafts.all(".row-title a").len(), 3);
    }

    /// What others have published in the community is a warning.
    async fn titles_of_others_are_named(store: Store) {
        let library = Library::open(&store).await;
        let group = library.city.community("jobs").by(&library.elena).await;
        let dora = library.city.person("dora").member_of(group).await;
        library.practice("Едно гише", in_group(group)).await;
        let mut reader = library.reader(&dora).await;
        let table = "Заглавие;Резюме\nЕдно гише;Кратко\nДруго;Кратко\n".as_bytes();
        let page = upload(&mut reader, "practices", KIND.name, table).await;
        assert!(!reader.get(&page).await.has("#alike"));
        act(&mut reader, &page, "check", &[("community", &group.to_string())]).await;
        let shown = reader.get(&page).await;
        assert_eq!(shown.all("#alike li").len(), 1);
        assert!(shown.one("#alike").contains("Едно гише"));
        assert!(!shown.has("#twice"));
    }

    /// Nothing that stands in a table is lost without a word.
    async fn whatever_is_not_used_is_named(store: Store) {
        let library = Library::open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        let bg = tr("bg");
        let table = "\nЗаглавие;Резюме;;Държава\n\nПърва;Кратко;;България;забравено\nВтора;#REF!;;BG\n";
        let page = upload(&mut elena, "practices", KIND.name, table.as_bytes()).await;
        let shown = elena.get(&page).await;
        let unnamed = bg.t1("table-column-unnamed", "name", "E");
        assert!(shown.one("#verdict").contains(&unnamed), "{}", shown.one("#verdict"));
        assert!(shown.has("select[name='column.4']") && !shown.has("select[name='column.2']"));
        assert_eq!(shown.all("#wrong tbody th"), [bg.t1("table-row", "n", 5)], "as the program counts");
        assert!(shown.one("#wrong td:last-child").contains(&bg.t1("table-error-formula", "word", "#REF!")));
        let wrong = cells(&elena.get(&format!("{page}/wrong.csv")).await);
        assert_eq!(wrong[0].len(), 6);
        assert_eq!(wrong[1][0], "Втора");
        // What was understood as nothing can be told what it is.
        act(&mut elena, &page, "check", &[("column.4", "city")]).await;
        assert!(!elena.get(&page).await.one("#verdict").contains(&unnamed));
    }

    /// Whose job has died or whose owner is away does not run for ever, and nothing is kept for ever.
    async fn tables_end(store: Store, clock: TestClock) {
        let library = Library::open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        let table = "Заглавие;Резюме\nПърва;Кратко\n".as_bytes();
        let day = Duration::from_secs(86_400);
        let running = upload(&mut elena, "practices", KIND.name, table).await;
        act(&mut elena, &running, "keep", &[]).await;
        clock.advance(day);
        content::tables::sweep(&store).await.unwrap();
        assert!(elena.get(&running).await.body.contains(tr("bg").t("table-progress-lead")), "it waits");
        let mut tx = store.begin().await.unwrap();
        tx.execute(&JOBS_DROP, args![]).await.unwrap();
        tx.save().await.unwrap();
        content::tables::sweep(&store).await.unwrap();
        let done = elena.get(&running).await;
        assert_eq!(done.all("#failed .row-title"), ["Първа"]);
        assert!(done.one("#failed").contains(tr("bg").t("table-row-failed")));
        let wrong = cells(&elena.get(&format!("{running}/wrong.csv")).await);
        assert_eq!(wrong[1][0], "Първа");

        let open = upload(&mut elena, "practices", KIND.name, table).await;
        clock.advance(day * 29);
        content::tables::sweep(&store).await.unwrap();
        let mut elena = library.reader(&library.elena).await;
        assert_eq!(elena.get(&open).await.status, 200);
        clock.advance(day * 2);
        content::tables::sweep(&store).await.unwrap();
        for page in [open, running] {
            assert_eq!(elena.get(&page).await.status, 404);
        }
    }

    /// Without signing in nothing is read.
    async fn nobody_uploads_without_signing_in(store: Store) {
        let library = Library::open(&store).await;
        let answer = library.visitor().upload("/practices/import", &[("a.csv", b"Title\nOne\n")]).await;
        assert_eq!(answer.status, 401);
    }

    /// A table shows the days that pages show: here it is night, and a day later than in UTC.
    async fn days_are_those_of_the_site(store: Store, clock: TestClock) {
        let library = Library::open(&store).await;
        clock.advance(Duration::from_secs(14 * 3600));
        library.practice("Късно вечер", |_| {}).await;
        let rows = cells(&library.visitor().get("/practices/list.csv").await);
        for key in ["table-published", "table-updated"] {
            let place = rows[0].iter().position(|h| h == tr("bg").t(key)).unwrap();
            assert_eq!(rows[1][place], "2026-11-23", "{key}");
        }
    }

    /// A list is taken along with its filters, as far as the reader may see it, and never as a formula.
    async fn a_list_is_taken_along(store: Store) {
        let library = Library::open(&store).await;
        library.practice("=HYPERLINK(1)", |_| {}).await;
        library.practice("Жилища", |d| d.sectors = vec!["housing".into()]).await;
        let inner = library.city.community("inner").by(&library.elena);
        let inner = inner.visible(domain::Visibility::Members).await;
        let secret = plain_draft("Тайна практика");
        let secret = Draft { group: Some(inner), ..secret };
        service::publish(library.house.app.publishing(), &library.elena.who, &secret).await.unwrap();
        let mut visitor = library.visitor();
        let page = visitor.get("/practices?sector=housing").await;
        assert!(page.attributes("#take a", "href").contains(&"/practices/list.csv?sector=housing".to_owned()));
        let rows = cells(&visitor.get("/practices/list.csv?sector=housing").await);
        assert_eq!(rows.len(), 2);
        let all = visitor.get("/practices/list.csv").await;
        assert!(all.body.contains("'=HYPERLINK(1)") && !all.body.contains("Тайна"));
        assert_eq!(all.header("cache-control"), "private, no-store");
        let found = visitor.get(&format!("/practices/list.json?q={}", web::context::encode("жилища"))).await;
        let found: Value = serde_json::from_str(&found.body).unwrap();
        assert_eq!(found.as_array().unwrap().len(), 1);
        assert_eq!(found[0]["versions"]["bg"]["title"], "Жилища");
        let mut elena = library.reader(&library.elena).await;
        assert!(elena.get("/practices/list.json").await.body.contains("Тайна"));
        assert_eq!(visitor.get("/practices/list.exe").await.status, 404);
    }
}

//! The pages of shelves that rooms bring, in the whole house: what is typed is read, found, changed, taken along as a
//! table and brought in, whatever room the kind is of.
#![expect(clippy::unwrap_used, reason = "tests")]

use content::{Draft, Kind, Scope, read, service, testing::full};
use domain::{ContentId, Lang};
use mentoring::{SHELVES, offer::OFFER, openers, programme::PROGRAMME, request::REQUEST};
use people::testing::{City, Person};
use store::Store;
use web::{
    Form, House, Messages, Shelf, Tr,
    testing::{Answer, Browser},
};

struct Open {
    city: City,
    house: House,
    elena: Person,
}

impl Open {
    async fn new(store: &Store) -> Self {
        let city = people::testing::city(store).await;
        let house = web::testing::house(store, guildhall::rooms()).await;
        // What a colleague of hers has published would be known in her tables.
        let elena = city.person("elena").of(city.another_organisation("old_town").await).await;
        openers::name(store, &city.admin.who, &elena.handle).await.unwrap();
        Self { city, house, elena }
    }

    fn visitor(&self) -> Browser {
        Browser::new(&self.house)
    }

    async fn reader(&self) -> Browser {
        self.visitor().signed_in(&self.city, &self.elena).await
    }

    async fn draft(&self, id: ContentId) -> Draft {
        let mut q = self.house.app.store().read();
        read::draft(&mut q, &self.elena.who, id).await.unwrap().0
    }
}

fn shelf() -> &'static Shelf {
    SHELVES[0]
}

fn tr(lang: &str) -> Tr {
    Messages::load().get(lang).unwrap()
}

/// A draft as a form sends it.
fn typed(kind: &Kind, draft: &Draft) -> Vec<(String, String)> {
    pairs(&web::kind::fill(kind, draft))
}

fn pairs(form: &Form) -> Vec<(String, String)> {
    form.iter()
        .flat_map(|(name, values)| values.iter().map(move |v| (name.to_owned(), v.clone())))
        .collect()
}

async fn send(browser: &mut Browser, path: &str, typed: &[(String, String)], go: &str) -> Answer {
    let mut fields: Vec<(&str, &str)> = typed.iter().map(|(n, v)| (&**n, &**v)).collect();
    fields.push(("go", go));
    browser.post(path, &fields).await
}

fn id_in(path: &str) -> ContentId {
    path.split(['/', '?']).find_map(|part| part.parse().ok()).unwrap()
}

/// Fills the form in step by step, publishes, and answers with the address of the sheet.
async fn publish(elena: &mut Browser, kind: &Kind, draft: &Draft) -> String {
    let typed = typed(kind, draft);
    let begun = elena.get(shelf().href).await;
    let new = begun.attributes("a.btn", "href").into_iter().find(|h| h.ends_with("/new")).unwrap();
    let choices = elena.get(&new).await.attributes("main .row-title a", "href");
    let mut path = choices.into_iter().find(|href| href.ends_with(kind.name)).unwrap();
    for _ in 0..=kind.steps().len() {
        let page = elena.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.has("[name=licence]"), "{path} asks for a licence");
        let answer = send(elena, &path, &typed, "next").await;
        assert_eq!(answer.status, 303, "{path}: {:?}", answer.all(".err-summary"));
        answer.location().unwrap().clone_into(&mut path);
    }
    assert!(path.ends_with("step=review"), "{path}");
    let review = elena.get(&path).await;
    assert!(!review.has("#missing"), "{:?}", review.all("#missing"));
    let published = elena.post(&path, &[("go", "publish")]).await;
    let sheet = published.location().unwrap().to_owned();
    let done = elena.get(&sheet).await;
    let key = format!("{}-done-published", kind.name);
    assert_eq!(done.flash().as_deref(), Some(tr("bg").t(&key)));
    sheet
}

fn cells(answer: &Answer) -> Vec<Vec<String>> {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let rows = web::table::read(answer.body.as_bytes(), &Lang::bulgarian()).unwrap();
    rows.into_iter().map(|row| row.cells).collect()
}

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(";");
    rows.iter().map(line).collect::<Vec<_>>().join("\r\n").into_bytes()
}

store::on_both! {
    /// Every field is asked in some step, kept as it was typed, and shown in both languages.
    async fn every_field_of_a_shelf_goes_from_its_form_to_its_page(store: Store) {
        let open = Open::new(&store).await;
        let mut elena = open.reader().await;
        for kind in shelf().kinds {
            let draft = full(kind, &Lang::bulgarian());
            let sheet = publish(&mut elena, kind, &draft).await;
            assert!(sheet.starts_with(&format!("{}/", shelf().href)), "{sheet}");
            let kept = open.draft(id_in(&sheet)).await;
            assert_eq!(kept.values, draft.values, "{}", kind.name);
            assert_eq!((&kept.title, &kept.body, &kept.licence), (&draft.title, &draft.body, &None));
            for lang in ["bg", "en"] {
                let page = open.visitor().reading(lang).get(&sheet).await;
                let text = page.one("main");
                assert_eq!(page.one("h1"), draft.title);
                assert!(text.contains(tr(lang).t(&kind.name_key())), "{text}");
                assert!(text.contains(&draft.body), "{text}");
                for field in kind.fields.iter().filter(|f| f.name != "country") {
                    let label = web::kind::noun(tr(lang), kind, field.name);
                    assert!(text.contains(&label), "{lang} {}: {label} in\n{text}", field.name);
                }
                assert!(text.contains(tr(lang).sector("housing")), "{text}");
                assert!(text.contains(tr(lang).t("sheet-conversation-heading")), "{text}");
                assert!(!page.has("a[href$='/history']"), "there are no changes yet");
                for word in ["практик", "ractice"] {
                    assert!(!text.contains(word), "{} speaks of a {word}:\n{text}", kind.name);
                }
            }
        }
    }

    /// Its history and its language versions are those of everything.
    async fn what_stands_on_a_shelf_is_changed_and_translated(store: Store) {
        let open = Open::new(&store).await;
        let mut elena = open.reader().await;
        for kind in shelf().kinds {
            let draft = full(kind, &Lang::bulgarian());
            let id = service::publish(open.house.app.publishing(), &open.elena.who, &draft).await.unwrap();
            let at = |rest: &str| format!("{}/{id}/{rest}", shelf().href);
            let mut changed = typed(kind, &Draft { title: "Друго заглавие".into(), ..draft.clone() });
            let page = elena.get(&at("edit")).await;
            assert_eq!(page.status, 200, "{}", page.body);
            changed.push(("revision".into(), page.attributes("[name=revision]", "value").remove(0)));
            changed.push(("note".into(), "Друго".into()));
            let answer = send(&mut elena, &at("edit"), &changed, "save").await;
            assert_eq!(answer.status, 303, "{:?}", answer.all(".err-summary"));
            assert_eq!(open.draft(id).await.title, "Друго заглавие");
            let history = elena.get(&at("history")).await;
            assert_eq!(history.all("#revisions li").len(), 2);
            assert_eq!(elena.get(&at("history/1")).await.one("h1"), draft.title);

            let english = full(kind, &Lang::english());
            let answer = send(&mut elena, &at("versions/new?to=en"), &typed(kind, &english), "save").await;
            assert_eq!(answer.status, 303, "{:?}", answer.all(".err-summary"));
            let page = open.visitor().reading("en").get(&at("x")).await;
            assert_eq!(page.one("h1"), english.title);
            assert!(page.one("main").contains(&english.body));
            for field in kind.fields.iter().filter(|f| f.scope == Scope::Translated) {
                let text = format!("{} на en: удебелено", field.name);
                assert!(page.one("main").contains(&text), "{text}");
            }
            // What the kind does not have is not there.
            for none in ["adopt", "endorse", "review", "checked"] {
                assert_eq!(elena.get(&at(none)).await.status, 404, "{none}");
            }
        }
    }

    /// The list tells kinds apart, and its words are the shelf's.
    async fn a_list_of_several_kinds_is_filtered_by_kind(store: Store) {
        let open = Open::new(&store).await;
        for kind in [&OFFER, &REQUEST, &PROGRAMME] {
            let draft = Draft { title: kind.wire.into(), ..full(kind, &Lang::english()) };
            service::publish(open.house.app.publishing(), &open.elena.who, &draft).await.unwrap();
        }
        for (lang, words) in [("bg", "практик"), ("en", "ractice")] {
            let mut visitor = open.visitor().reading(lang);
            let all = visitor.get(shelf().href).await;
            assert_eq!(all.all(".card-title").len(), 3);
            let names: Vec<String> = all.all("#facets [name=kind]");
            assert_eq!(names.len(), 3);
            let only = visitor.get(&format!("{}?kind={}", shelf().href, REQUEST.name)).await;
            assert_eq!(only.all(".card-title"), [REQUEST.wire]);
            assert!(only.one("#results .chip").starts_with(tr(lang).t(&REQUEST.name_key())));
            let nothing = visitor.get(&format!("{}?kind={}&need=closed&stand=open", shelf().href, REQUEST.name)).await;
            for page in [&all, &only, &nothing] {
                for part in [".page-head .split", ".page-head > .meta", "#facets", "#results"] {
                    let part = page.one(part);
                    assert!(!part.contains(words), "{part}");
                }
            }
            // How it goes is said where nothing is sought.
            assert!(all.has("#how a[href='/mentoring/workspaces']") && !only.has("#how"));
            let home = visitor.get("/").await;
            assert!(home.attributes("nav a", "href").iter().any(|href| href == shelf().href));
        }
        let mut elena = open.reader().await;
        let create = elena.get("/create").await.attributes("main a", "href");
        for kind in shelf().kinds {
            let new = format!("{}/new?kind={}", shelf().href, kind.name);
            assert!(create.contains(&new), "{create:?}");
            let page = elena.get(&new).await;
            assert!(page.one("title").contains(&tr("bg").t2(&format!("{}-new-page", kind.name), "n", 1, "of", kind.steps().len() + 2)));
        }
    }

    /// What a kind keeps to some is offered to nobody else, and taken from nobody else, whatever door she tries.
    async fn programmes_are_opened_by_those_who_may(store: Store) {
        let open = Open::new(&store).await;
        let (city, p) = (&open.city, open.house.app.publishing());
        let boris = city.person("boris").of(city.organisation).await;
        let vera = city.person("vera").await;
        let draft = full(&PROGRAMME, &Lang::bulgarian());
        let new = format!("{}/new?kind={}", shelf().href, PROGRAMME.name);
        let refused = tr("bg").t("programme-error-reserved");
        let mut reader = open.visitor().signed_in(city, &boris).await;
        assert!(!reader.get("/create").await.attributes("main a", "href").contains(&new));
        let choices = reader.get(&format!("{}/new", shelf().href)).await;
        assert!(!choices.attributes("main a", "href").contains(&new));
        assert!(choices.attributes("main a", "href").iter().any(|href| href.ends_with(OFFER.name)));
        let import = reader.get(&format!("{}/import", shelf().href)).await;
        assert!(!import.body.contains(PROGRAMME.name) && import.body.contains(OFFER.name));
        let page = reader.get(&new).await;
        assert!(page.status == 403 && page.one("main").contains(refused), "{}", page.body);
        let sent = send(&mut reader, &new, &typed(&PROGRAMME, &draft), "next").await;
        assert_eq!(sent.status, 403);
        let table = csv(&[vec!["Заглавие".into()], vec!["Програма".into()]]);
        let path = format!("{}/import", shelf().href);
        let sent = reader.upload_with(&path, &[("kind", PROGRAMME.name)], &[("таблица.csv", &table)]).await;
        assert_eq!(sent.status, 403);
        for person in [&boris, &vera] {
            for made in [service::publish(p, &person.who, &draft).await, service::save_draft(p, &person.who, &draft).await] {
                assert!(matches!(made, Err(domain::Error::Forbidden("programme-error-reserved"))), "{made:?}");
            }
        }

        // Only administrators name anybody, and only who acts for an organisation.
        let named = openers::name(&store, &boris.who, "boris").await;
        assert!(matches!(named, Err(domain::Error::NotFound)), "{named:?}");
        assert_eq!(reader.get("/admin/programmes").await.status, 404);
        let mut ada = open.visitor().signed_in(city, &city.admin).await;
        for (handle, wrong) in [("nobody", "error-colleague-unknown"), ("vera", "error-entrusted-alone")] {
            let page = ada.post("/admin/programmes", &[("handle", handle)]).await;
            assert!(page.status == 422 && page.one("#f-handle-err").contains(tr("bg").t(wrong)), "{}", page.body);
        }
        assert_eq!(ada.post("/admin/programmes", &[("handle", "@boris")]).await.status, 303);
        assert!(ada.get("/admin/programmes").await.one("main").contains("@boris"));
        assert_eq!(ada.get("/admin/mentorings").await.status, 200, "also where no ledgers are kept");
        assert!(reader.get("/create").await.attributes("main a", "href").contains(&new));
        let kept = service::save_draft(p, &boris.who, &draft).await.unwrap();

        // Whoever is named no longer keeps what she has published, and publishes nothing more.
        let published = service::publish(p, &boris.who, &draft).await.unwrap();
        let removed = ada.post("/admin/programmes/remove", &[("person", &boris.actor.to_string())]).await;
        assert_eq!(removed.status, 303);
        let late = service::publish_saved(p, &boris.who, kept, &draft).await;
        assert!(matches!(late, Err(domain::Error::Forbidden(_))), "{late:?}");
        let changed = Draft { title: "Друго заглавие".into(), ..draft.clone() };
        service::edit(p, &boris.who, published, &changed, "", None).await.unwrap();

        // Moderators and administrators need no name, but an organisation.
        let moderator = city.person("mira").of(city.organisation).moderator().await;
        service::publish(p, &moderator.who, &draft).await.unwrap();
        let alone = city.person("petar").administrator().await;
        assert!(service::publish(p, &alone.who, &draft).await.is_err());
    }

    /// Headings of a list differ, and a table of one's own is understood as it was taken along.
    async fn a_list_of_a_shelf_is_taken_along_and_read_again(store: Store) {
        let open = Open::new(&store).await;
        let mut elena = open.reader().await;
        for kind in shelf().kinds {
            let draft = full(kind, &Lang::bulgarian());
            service::publish(open.house.app.publishing(), &open.city.admin.who, &draft).await.unwrap();
        }
        for lang in ["bg", "en"] {
            let list = format!("{}/list.csv", shelf().href);
            let rows = cells(&open.visitor().reading(lang).get(&list).await);
            let mut heads = rows[0].clone();
            heads.sort();
            heads.dedup();
            assert_eq!(heads.len(), rows[0].len(), "{:?}", rows[0]);
            let name = tr(lang).t("table-kind");
            let at = rows[0].iter().position(|head| head == name).unwrap();
            for kind in shelf().kinds {
                let own = tr(lang).t(&kind.name_key()).to_owned();
                let of_kind = |row: &&Vec<String>| row[at] == name || row[at] == own;
                let rows: Vec<_> = rows.iter().filter(of_kind).cloned().collect();
                assert_eq!(rows.len(), 2, "{own}");
                let path = format!("{}/import", shelf().href);
                let table = csv(&rows);
                let sent = elena.upload_with(&path, &[("kind", kind.name)], &[("таблица.csv", &table)]).await;
                let page = elena.get(sent.location().unwrap()).await;
                for wrong in ["#wrong", "#lacking", "[name=licence]"] {
                    assert!(!page.has(wrong), "{} {lang}: {}", kind.name, page.one(wrong));
                }
            }
        }
    }
}

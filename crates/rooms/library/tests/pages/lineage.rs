//! Taking a practice up from another city, and what both sheets then say.

use content::{Draft, files, lineage, parts, read, service};
use domain::{ContentId, Error, Lang};
use people::testing::Person;
use serde_json::{Value, json};
use store::{Store, args, statements};
use web::testing::Browser;

use crate::kit::{KIND, Library, draft, refs, step, tr, typed};

statements! {
    LENGTHEN = "UPDATE content_text SET body_md = $2 WHERE content_id = $1";
}

/// Begins an adaptation of a practice; returns the address of the draft's first step.
async fn begin(browser: &mut Browser, source: ContentId, relation: &str, lang: &str) -> String {
    let fields = [("relation", relation), ("lang", lang)];
    let answer = browser.post(&format!("/practices/{source}/adopt"), &fields).await;
    assert_eq!(answer.status, 303, "{:?}", answer.all(".err-summary"));
    answer.location().expect("the draft").to_owned()
}

/// The steps of an adaptation.
fn steps() -> Vec<&'static str> {
    KIND.adapted.expect("practices are adapted").steps()
}

/// Goes through all steps of an adaptation; returns the address of its last.
async fn fill_in(browser: &mut Browser, first: &str) -> String {
    let mut path = first.to_owned();
    let promise = [
        ("title", "Гише в библиотеката"),
        ("summary", "И в събота."),
        ("lang", "bg"),
        ("visibility", "public"),
        ("go", "next"),
    ];
    let answer = browser.post(&path, &promise).await;
    answer.location().expect("the next step").clone_into(&mut path);
    for name in steps() {
        let mut pairs = step(KIND, name);
        if name == lineage::STEP {
            pairs.extend(lineage::FIELDS.iter().flat_map(|(field, _)| typed(field)));
        }
        if name == "facts" {
            pairs.retain(|(n, _)| n != "city");
            pairs.push(("city".into(), "Тампере".into()));
        }
        pairs.retain(|(n, _)| n != "licence");
        pairs.push(("licence".into(), "CC-BY-4.0".into()));
        pairs.push(("go".into(), "next".into()));
        let answer = browser.post(&path, &refs(&pairs)).await;
        assert_eq!(answer.status, 303, "{name}: {:?}", answer.all(".err-summary"));
        answer.location().expect("the next step").clone_into(&mut path);
    }
    path.replace("step=files", "step=review")
}

/// A practice of Elena's, and one that Boris made of it.
async fn pair(library: &Library) -> (ContentId, Person, String) {
    let source = library.practice("Едно гише", |_| {}).await;
    let boris = library.city.person("boris").await;
    let mut reader = library.reader(&boris).await;
    let first = begin(&mut reader, source, "adapted", "bg").await;
    let review = fill_in(&mut reader, &first).await;
    let answer = reader.post(&review, &[("go", "publish")]).await;
    let sheet = answer.location().unwrap_or_else(|| panic!("{:?}", answer.all(".err-summary")));
    (source, boris, sheet.to_owned())
}

/// Something of the shelf of resources, with the least that it needs.
fn resource(kind: &str, licence: &str, values: &Value) -> Draft {
    let mut draft = Draft::new(kind, Lang::bulgarian());
    draft.title = "Първата среща".into();
    draft.summary = "За разговори.".into();
    draft.sectors = vec!["intercultural-competence".into()];
    draft.licence = Some(licence.into());
    for (name, value) in [("target_groups", json!(["municipal-staff"])), ("level", json!("local"))]
    {
        draft.values.insert(name.into(), value);
    }
    draft.values.extend(values.as_object().cloned().unwrap_or_default());
    draft
}

fn chapter(n: usize) -> Draft {
    let (title, body) = (format!("Глава {n}"), format!("Текст **{n}**."));
    Draft { title, body, ..Draft::new("chapter", Lang::bulgarian()) }
}

/// Adds a file to something of Elena's.
async fn attach(library: &Library, id: ContentId, name: &str, bytes: &'static [u8]) {
    let p = library.house.app.publishing();
    let pieces = futures::stream::iter([Ok::<_, std::io::Error>(bytes.into())]);
    let arrived = p.store().files().receive(pieces, 1_000).await.expect("it is small");
    let new =
        files::NewFile {
            name: name.into(), label: "Образец".into(), role: files::FileRole::File
        };
    files::attach(p, &library.elena.who, id, arrived, new).await.expect("it is taken");
}

/// The thing in the address of its form.
fn made(address: &str) -> ContentId {
    address.split('/').nth(2).and_then(|id| id.parse().ok()).expect("the address of a draft")
}

store::on_both! {
    /// From the button on the sheet to both sheets that name one another, in both languages.
    async fn a_practice_is_taken_up_in_a_few_steps(store: Store) {
        let library = Library::open(&store).await;
        let source = library.practice("Едно гише", |d| {
            d.values.insert("steps".into(), json!("1. Пребройте посещенията"));
        }).await;
        let boris = library.city.person("boris").await;
        let mut reader = library.reader(&boris).await;
        let sheet = reader.get(&format!("/practices/{source}")).await;
        let adopt = format!("/practices/{source}/adopt");
        assert!(sheet.has(&format!("a[href='{adopt}']")));
        assert!(!library.visitor().get(&format!("/practices/{source}")).await.has("a[href$='/adopt']"));
        assert_eq!(library.visitor().get(&adopt).await.status, 401);
        let page = reader.get(&adopt).await;
        assert_eq!(page.attributes("input[name=relation]", "value"), ["adopted", "adapted", "translated"]);
        assert_eq!(page.one("#terms"), tr("bg").t("lineage-licence-free"));

        let first = begin(&mut reader, source, "adapted", "bg").await;
        let page = reader.get(&first).await;
        assert_eq!(page.value("title").as_deref(), Some("Едно гише"), "it begins with the text");
        let steps = page.all("nav .steps li");
        assert!(steps.iter().any(|s| s.contains(tr("bg").t("practice-step-adaptation"))), "{steps:?}");
        let facts = reader.get(&first.replace("step=promise", "step=facts")).await;
        assert_eq!(facts.value("city").unwrap_or_default(), "", "the city is another");
        let kit = reader.get(&first.replace("step=promise", "step=kit")).await;
        assert_eq!(kit.value("steps").as_deref(), Some("1. Пребройте посещенията"));
        let notes = reader.get(&first.replace("step=promise", "step=adaptation")).await;
        for (field, _) in &lineage::FIELDS {
            assert!(notes.has(&format!("textarea[name={}]", field.name)), "{}", field.name);
        }
        let draft = first.replace("/edit?step=promise", "");
        assert!(reader.get(&draft).await.one("#from").contains("Едно гише"));

        let review = fill_in(&mut reader, &first).await;
        let own = reader.post_and_follow(&review, &[("go", "publish")]).await;
        assert_eq!(own.status, 200);
        for lang in ["bg", "en"] {
            let words = tr(lang);
            let page = library.visitor().reading(lang).get(&draft).await;
            let from = page.one("#from");
            assert!(from.contains("Едно гише") && from.contains("Хасково"), "{from}");
            assert!(from.contains(words.t("lineage-from-adapted")), "{from}");
            assert!(from.contains(words.t("lineage-says-recognised")), "{from}");
            assert!(page.one("article").contains(words.t("practice-section-adaptation")));
            let page = library.visitor().reading(lang).get(&format!("/practices/{source}")).await;
            let taken = page.one("#taken");
            assert!(taken.contains("Тампере") && taken.contains("Гише в библиотеката"), "{taken}");
            assert!(taken.contains(words.t("lineage-is-adapted")), "{taken}");
            for (field, _) in &lineage::FIELDS {
                assert!(taken.contains(words.t(field.words)), "{taken}");
            }
            let list = format!("/practices/{source}/taken-up/list.json");
            assert!(page.attributes("#take a", "href").contains(&list));
            let list = library.visitor().reading(lang).get(&list).await.json();
            assert_eq!(list[0]["title"], "Гише в библиотеката");
            assert!(list[0]["city"].as_str().unwrap().contains("Тампере"), "{list}");
            for field in ["relation", "says", "published", "changes", "cost", "result", "failed"] {
                assert!(list[0][field].is_string(), "{field}: {list}");
            }
            let tree = format!("/practices/{source}/lineage/list.json");
            let tree = library.visitor().reading(lang).get(&tree).await.json();
            assert_eq!(tree.as_array().map(Vec::len), Some(2), "{tree}");
            let card = library.visitor().reading(lang).get("/practices").await;
            assert!(card.body.contains(&words.t1("lineage-card", "n", 1)), "{lang}");
        }
    }

    /// Without what the source asks for nothing is published, and the step where it is asked is named.
    async fn what_was_changed_is_asked_for(store: Store) {
        let library = Library::open(&store).await;
        let source = library.practice("Едно гише", |d| d.licence = Some("CC-BY-SA-4.0".into())).await;
        let boris = library.city.person("boris").await;
        let mut reader = library.reader(&boris).await;
        let first = begin(&mut reader, source, "adapted", "bg").await;
        let review = fill_in(&mut reader, &first).await;
        let notes = review.replace("step=review", "step=adaptation");
        assert_eq!(reader.post(&notes, &[("go", "draft")]).await.status, 303);
        let refused = reader.post(&review, &[("go", "publish")]).await;
        assert_eq!(refused.status, 422);
        let missing = refused.attributes("#missing a", "href");
        assert!(missing.iter().any(|href| href.contains("step=adaptation")), "{missing:?}");
        assert!(missing.iter().any(|href| href.contains("licence")), "{missing:?}");
    }

    /// What the licence forbids is not offered, and what one can do instead is said.
    async fn a_licence_without_changes_is_explained(store: Store) {
        let library = Library::open(&store).await;
        let boris = library.city.person("boris").await;
        let mut reader = library.reader(&boris).await;
        for (licence, key) in [("CC-BY-ND-4.0", "lineage-licence-nd"), ("unknown", "lineage-licence-unknown")] {
            let source = library.practice("Едно гише", |d| d.licence = Some(licence.into())).await;
            let adopt = format!("/practices/{source}/adopt");
            let page = reader.get(&adopt).await;
            assert_eq!(page.attributes("input[name=relation]", "value"), ["adopted"]);
            assert_eq!(page.one("#terms"), tr("bg").t(key));
            assert!(page.has("a[href$='#ask']"));
            let forced = reader.post(&adopt, &[("relation", "adapted"), ("lang", "bg")]).await;
            assert_eq!(forced.status, 422);
            assert!(forced.error("relation").is_some());
            let first = begin(&mut reader, source, "adopted", "bg").await;
            assert_eq!(reader.get(&first).await.value("title").unwrap_or_default(), "");
        }
        let refused = reader.post(&format!("/practices/{}/adopt", ContentId(uuid::Uuid::from_u128(7))), &[]).await;
        assert_eq!(refused.status, 404);
    }

    /// A translation is written beside its source.
    async fn a_translation_is_written_beside_its_source(store: Store) {
        let library = Library::open(&store).await;
        let source = library.practice("Едно гише", |_| {}).await;
        let boris = library.city.person("boris").await;
        let mut reader = library.reader(&boris).await;
        let same = [("relation", "translated"), ("lang", "bg")];
        let refused = reader.post(&format!("/practices/{source}/adopt"), &same).await;
        assert!(refused.error("lang").is_some());
        let beside = begin(&mut reader, source, "translated", "en").await;
        assert!(beside.ends_with("/beside"), "{beside}");
        let page = reader.get(&beside).await;
        assert!(page.all(".original").iter().any(|o| o.contains("Проблем")));
        assert_eq!(page.attributes("[name=title]", "lang"), ["en"]);
        let words = [("title", "One counter"), ("summary", "All in one place."), ("problem", "The problem"),
            ("approach", "The way"), ("results", "Results"), ("failed", "Failures"), ("go", "draft")];
        assert_eq!(reader.post(&beside, &words).await.status, 303);
        let page = reader.get(&beside).await;
        assert_eq!(page.value("title").as_deref(), Some("One counter"));
        assert_eq!(page.value("problem").as_deref(), Some("The problem"));
        let review = beside.replace("/beside", "/edit?step=review");
        let published = reader.post(&review, &[("go", "publish")]).await;
        assert_eq!(published.status, 303, "{:?}", published.all("#missing li"));
        let sheet = library.visitor().reading("en").get(published.location().unwrap()).await;
        assert!(sheet.one("#from").contains(tr("en").t("lineage-from-translated")));
        assert!(sheet.one("main").contains("Хасково"), "it tells of the same place");
    }

    /// Table and picture say the same, the table first, and the picture is one image with words.
    async fn the_picture_stands_beside_an_equal_table(store: Store) {
        let library = Library::open(&store).await;
        let (source, _, _) = pair(&library).await;
        let mut visitor = library.visitor();
        let page = visitor.get(&format!("/practices/{source}/lineage")).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.all("#lineage tbody tr").len(), 2);
        assert_eq!(page.all("svg.lin[role=img] > title").len(), 2);
        assert!(page.all("svg.lin > desc").iter().all(|d| d.contains("Тампере") && d.contains("Хасково")));
        assert!(page.body.find("id=\"lineage\"") < page.body.find("<svg class=\"lin "));
        assert!(!page.has("svg.lin [style], svg.lin script, svg.lin a"));
        let alone = library.practice("Сама", |_| {}).await;
        let page = visitor.get(&format!("/practices/{alone}/lineage")).await;
        assert!(page.status == 200 && !page.has("svg.lin"));
    }

    /// The author of the source takes an adaptation off her sheet and puts it back.
    async fn the_author_decides_on_her_own_sheet(store: Store) {
        let library = Library::open(&store).await;
        let (source, boris, sheet) = pair(&library).await;
        let mut elena = library.reader(&library.elena).await;
        let mut boris = library.reader(&boris).await;
        let home = format!("/practices/{source}");
        let action = elena.get(&home).await.attributes("#taken form", "action").remove(0);
        assert!(!boris.get(&home).await.has("#taken form"));
        assert_eq!(boris.post(&action, &[]).await.status, 403);
        assert!(library.visitor().post(&action, &[]).await.status != 200);
        assert_eq!(elena.post(&action, &[]).await.status, 303);
        assert!(!library.visitor().get(&home).await.has("#taken"));
        let claimed = library.visitor().get(&sheet).await.one("#from");
        assert!(claimed.contains(tr("bg").t("lineage-from-claimed")), "{claimed}");
        assert!(elena.get(&home).await.has("#taken"), "she still sees it");
        assert_eq!(elena.post(&action, &[("lists", "true")]).await.status, 303);
        assert!(library.visitor().get(&home).await.has("#taken"));
    }

    /// What has changed in the source is shown beside what it said, to whoever took it up.
    async fn what_has_changed_is_shown(store: Store) {
        let library = Library::open(&store).await;
        let (source, boris, sheet) = pair(&library).await;
        let mut boris = library.reader(&boris).await;
        assert!(!boris.get(&sheet).await.has("#from a[href$='/source']"));
        let mut changed = draft("Едно гише");
        changed.values.insert("problem".into(), json!("Нов <b>проблем</b>"));
        service::edit(library.house.app.publishing(), &library.elena.who, source, &changed, "поправка", None).await.unwrap();
        let link = boris.get(&sheet).await.attributes("#from a[href$='/source']", "href").remove(0);
        assert!(!library.visitor().get(&sheet).await.has("#from a[href$='/source']"));
        let page = boris.get(&link).await;
        assert!(page.one("#parts").contains("Нов <b>проблем</b>") && page.one("main").contains("поправка"));
        assert!(library.visitor().get(&link).await.status != 200);
        assert_eq!(library.reader(&library.elena).await.get(&link).await.status, 403);
        assert_eq!(boris.post(&link, &[]).await.status, 303);
        assert!(!boris.get(&sheet).await.has("#from a[href$='/source']"));
    }

    /// What a source was called stays where it was taken up.
    async fn a_source_that_was_withdrawn_keeps_its_title(store: Store) {
        let library = Library::open(&store).await;
        let (source, _, sheet) = pair(&library).await;
        service::withdraw(library.house.app.publishing(), &library.elena.who, source).await.unwrap();
        let page = library.visitor().get(&sheet).await;
        let from = page.one("#from");
        assert!(from.contains("Едно гише") && from.contains(tr("bg").t("lineage-fate-withdrawn")), "{from}");
        assert!(!page.has(&format!("#from a[href*='{source}']")));
        let tree = library.visitor().get(&format!("{}/lineage", sheet.rsplit_once('/').unwrap().0)).await;
        assert!(tree.one("#lineage").contains("Едно гише"));
    }

    /// What was made for the work of others is changed for one's own; whoever only uses it says so in another way.
    async fn a_resource_is_adapted_and_names_its_source(store: Store) {
        let library = Library::open(&store).await;
        let cards = json!([{ "front": "Какво е дом?", "back": "Място" }]);
        let deck = resource("deck", "CC-BY-SA-4.0", &json!({ "cards": cards, "authors": "Екип на Гент", "country": "BE" }));
        let p = library.house.app.publishing();
        let source = service::publish(p, &library.elena.who, &deck).await.unwrap();
        let boris = library.city.person("boris").await;
        let mut reader = library.reader(&boris).await;
        let adopt = format!("/library/{source}/adopt");
        let sheet = reader.get(&format!("/library/{source}")).await;
        assert_eq!(sheet.one(&format!("a[href='{adopt}']")), tr("bg").t("resources-lineage-adopt"));
        let page = reader.get(&adopt).await;
        assert_eq!(page.attributes("input[name=relation]", "value"), ["adapted", "translated"]);
        assert_eq!(page.one("h1"), tr("bg").t("resources-lineage-adopt-page"));
        assert_eq!(page.one("#terms"), tr("bg").t("lineage-licence-sa"));
        let forced = reader.post(&adopt, &[("relation", "adopted"), ("lang", "bg")]).await;
        assert_eq!(forced.status, 422, "that is said beside it");
        let answer = reader.post(&adopt, &[("relation", "adapted"), ("lang", "bg")]).await;
        let id = made(answer.location().expect("the draft"));
        let (mut draft, _) = read::draft(&mut store.read(), &boris.who, id).await.unwrap();
        assert_eq!((&draft.values["cards"], draft.licence.as_deref()), (&cards, Some("CC-BY-SA-4.0")));
        assert!(!draft.values.contains_key("authors") && !draft.values.contains_key("country"), "that is of the source");
        let steps = reader.get(&format!("/library/{id}/edit?step=promise")).await.all("nav .steps li");
        assert!(steps.iter().any(|s| s.contains(tr("bg").t("deck-step-adaptation"))), "{steps:?}");

        let silent = service::publish_saved(p, &boris.who, id, &draft).await;
        assert!(matches!(silent, Err(Error::Invalid(e)) if e.of("changes").unwrap().key == "lineage-error-changes-said"));
        let edit = format!("/library/{id}/edit?step=");
        let asked = reader.get(&format!("{edit}adaptation")).await;
        assert!(asked.has("#f-changes") && !asked.has("label[for=f-changes] .optional"), "it is needed");
        assert!(asked.has("label[for=f-adaptation_cost] .optional"));
        let review = reader.get(&format!("{edit}review")).await;
        let missing = review.attributes("#missing a", "href");
        assert!(missing.iter().any(|href| href.ends_with("step=adaptation#f-changes")), "{missing:?}");
        assert!(!review.has("button[value=publish]"));
        assert!(review.one("#preview #from").contains(&deck.title));
        assert!(review.one("#preview #cards").contains("Какво е дом?"));
        draft.title = "Карти за дома".into();
        draft.values.insert("changes".into(), "Добавихме **примери**.".into());
        let free = Draft { licence: Some("CC-BY-4.0".into()), ..draft.clone() };
        assert!(service::publish_saved(p, &boris.who, id, &free).await.is_err(), "the licence carries over");
        service::publish_saved(p, &boris.who, id, &draft).await.unwrap();
        for lang in ["bg", "en"] {
            let mut visitor = library.visitor().reading(lang);
            let page = visitor.get(&format!("/library/{id}")).await;
            assert!(page.one("#from").contains(&deck.title), "{}", page.one("#from"));
            assert!(page.one("article").contains(tr(lang).t("deck-section-adaptation")));
            let taken = visitor.get(&format!("/library/{source}")).await.one("#taken");
            assert!(taken.contains("Карти за дома") && taken.contains("Boris"), "{taken}");
            assert!(taken.contains(&tr(lang).t1("lineage-taken-adapted", "n", 1)), "{taken}");
            for text in [page.one("#from"), taken, visitor.get(&format!("/library/{source}/lineage")).await.one("main")] {
                for word in ["практик", "ractice"] {
                    assert!(!text.contains(word), "{text}");
                }
            }
        }
    }

    /// A licence that allows no changes allows nothing of a resource but using it.
    async fn a_resource_that_may_not_be_changed_is_not_copied(store: Store) {
        let library = Library::open(&store).await;
        let boris = library.city.person("boris").await;
        let mut reader = library.reader(&boris).await;
        for (licence, key) in
            [("CC-BY-ND-4.0", "resources-lineage-licence-nd"), ("unknown", "resources-lineage-licence-unknown")]
        {
            let template = resource("resource", licence, &json!({ "form": "template" }));
            let source = service::publish(library.house.app.publishing(), &library.elena.who, &template).await.unwrap();
            let adopt = format!("/library/{source}/adopt");
            let page = reader.get(&adopt).await;
            assert_eq!(page.one("#terms"), tr("bg").t(key));
            assert!(!page.has("input[name=relation]") && page.has("a[href$='#ask']"));
            for relation in ["adapted", "translated", "adopted"] {
                assert_eq!(reader.post(&adopt, &[("relation", relation), ("lang", "en")]).await.status, 422);
            }
        }
    }

    /// A handbook is taken up with its chapters, which are then one's own.
    async fn a_handbook_is_adapted_with_its_chapters(store: Store) {
        let library = Library::open(&store).await;
        let p = library.house.app.publishing();
        let handbook = resource("handbook", "CC-BY-4.0", &json!({}));
        let source = service::publish(p, &library.elena.who, &handbook).await.unwrap();
        parts::add(p, &library.elena.who, source, &[chapter(1), chapter(2)]).await.unwrap();
        let boris = library.city.person("boris").await;
        let mut reader = library.reader(&boris).await;
        let adopt = format!("/library/{source}/adopt");
        let page = reader.get(&adopt).await;
        assert_eq!(page.attributes("input[name=relation]", "value"), ["adapted"]);
        assert!(!page.has("main input[type=radio]"), "there is nothing to choose");
        let answer = reader.post(&adopt, &[("relation", "adapted"), ("lang", "bg")]).await;
        let id = made(answer.location().expect("the draft"));
        let own = parts::of(&mut store.read(), id, &Lang::bulgarian()).await.unwrap();
        assert_eq!(own.iter().map(|part| part.title.as_str()).collect::<Vec<_>>(), ["Глава 1", "Глава 2"]);
        let (first, _) = read::draft(&mut store.read(), &boris.who, own[0].id).await.unwrap();
        assert_eq!(first.body, "Текст **1**.");
        assert!(read::draft(&mut store.read(), &library.elena.who, own[0].id).await.is_err(), "it is Boris'");
        let again = reader.post(&adopt, &[("relation", "adapted"), ("lang", "bg")]).await;
        assert_eq!(made(again.location().unwrap()), id, "one draft is enough");
        assert_eq!(parts::of(&mut store.read(), id, &Lang::bulgarian()).await.unwrap().len(), 2);

        let review = reader.get(&format!("/library/{id}/edit?step=review")).await;
        assert!(review.one("#preview #contents").contains("Глава 2"));
        assert!(review.one("#preview #from").contains("Първата среща"));
        let changed = Draft { body: "Наш текст.".into(), ..first };
        service::edit(p, &boris.who, own[0].id, &changed, "", None).await.unwrap();
        let (mut draft, _) = read::draft(&mut store.read(), &boris.who, id).await.unwrap();
        draft.values.insert("changes".into(), "Първата глава.".into());
        service::publish_saved(p, &boris.who, id, &draft).await.unwrap();
        let mut visitor = library.visitor();
        assert!(visitor.get(&format!("/library/{}", own[0].id)).await.one("main").contains("Наш текст."));
        let whole = visitor.get(&format!("/library/{source}/whole")).await.one("main");
        assert!(whole.contains("Текст 1.") && !whole.contains("Наш текст."), "the source stays as it is: {whole}");
    }

    /// A chapter from elsewhere can be longer than one here may be: nobody gets an empty one instead.
    async fn a_chapter_that_is_too_long_is_said_so(store: Store) {
        let library = Library::open(&store).await;
        let p = library.house.app.publishing();
        let handbook = resource("handbook", "CC-BY-4.0", &json!({}));
        let source = service::publish(p, &library.elena.who, &handbook).await.unwrap();
        let own = parts::add(p, &library.elena.who, source, &[chapter(1), chapter(2)]).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        tx.execute(&LENGTHEN, args![own[1], "текст ".repeat(7_000)]).await.unwrap();
        tx.save().await.unwrap();
        let boris = library.city.person("boris").await;
        let mut reader = library.reader(&boris).await;
        let fields = [("relation", "adapted"), ("lang", "bg")];
        let answer = reader.post(&format!("/library/{source}/adopt"), &fields).await;
        assert_eq!(answer.status, 422);
        let said = answer.one(".err-summary");
        assert!(said.contains("Глава 2") && !said.contains("Глава 1"), "{said}");
    }

    /// Files of this instance come along, of the handbook and of its chapters, and are kept once; those of a
    /// translation do not, nor what there is no room for.
    async fn files_come_along_as_far_as_there_is_room(store: Store) {
        let library = Library::open(&store).await;
        let p = library.house.app.publishing();
        let handbook = resource("handbook", "CC-BY-4.0", &json!({}));
        let source = service::publish(p, &library.elena.who, &handbook).await.unwrap();
        let chapters = parts::add(p, &library.elena.who, source, &[chapter(1), chapter(2)]).await.unwrap();
        attach(&library, source, "образец.txt", &[b'a'; 60]).await;
        attach(&library, chapters[1], "списък.txt", &[b'b'; 50]).await;
        let boris = library.city.person("boris").await;
        let of = async |id: ContentId| {
            let all = files::of(&mut store.read(), id).await.unwrap();
            all.into_iter().map(|file| (file.name, file.label, file.added_by)).collect::<Vec<_>>()
        };
        let kept = |name: &str| [(name.to_owned(), "Образец".to_owned(), Some(boris.actor))];
        let mut reader = library.reader(&boris).await;
        let adopt = format!("/library/{source}/adopt");
        assert!(reader.get(&adopt).await.one("main").contains(tr("bg").t("resources-lineage-adopt-meta-here")));
        let answer = reader.post(&adopt, &[("relation", "adapted"), ("lang", "bg")]).await;
        let id = made(answer.location().expect("the draft"));
        assert_eq!(of(id).await, kept("образец.txt"));
        let own = parts::of(&mut store.read(), id, &Lang::bulgarian()).await.unwrap();
        assert!(of(own[0].id).await.is_empty());
        assert_eq!(of(own[1].id).await, kept("списък.txt"));
        assert_eq!(crate::files::on_disk(&store), (2, 0));

        let vera = library.city.person("vera").await;
        let scarce = p.clone().limited(files::Limits { largest: 100, per_organisation: 100 });
        let new = lineage::Adopt {
            source,
            relation: lineage::Relation::Adapted,
            lang: Lang::bulgarian(),
            organisation: None,
            illustrative: false,
        };
        let labels = web::activitypub::labels();
        let id = lineage::adopt(&scarce, &vera.who, labels, None, new).await.unwrap();
        assert_eq!(of(id).await.len(), 1);
        let own = parts::of(&mut store.read(), id, &Lang::bulgarian()).await.unwrap();
        assert!(of(own[1].id).await.is_empty(), "it would be more than there is room for");

        let exercise = resource("resource", "CC-BY-4.0", &json!({ "form": "template" }));
        let exercise = service::publish(p, &library.elena.who, &exercise).await.unwrap();
        attach(&library, exercise, "образец.txt", &[b'a'; 60]).await;
        let adopt = format!("/library/{exercise}/adopt");
        let answer = reader.post(&adopt, &[("relation", "translated"), ("lang", "en")]).await;
        assert!(of(made(answer.location().expect("the draft"))).await.is_empty());
    }
}

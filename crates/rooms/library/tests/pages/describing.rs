//! Describing a practice step by step.

use std::time::Duration;

use content::{Kind, kind::Required};
use store::{Store, TestClock};
use web::testing::{Answer, Browser};

use crate::kit::{KIND, KINDS, Library, besides, fields, new, read, refs, step, steps, tr, typed};

/// Sends a step of the form with a button.
async fn send(browser: &mut Browser, kind: &Kind, path: &str, name: &str, go: &str) -> Answer {
    let mut pairs = step(kind, name);
    pairs.push(("go".into(), go.into()));
    browser.post(path, &refs(&pairs)).await
}

/// Goes through all steps to the last; returns its address.
async fn fill_in(browser: &mut Browser, kind: &Kind) -> String {
    let mut path = new(kind);
    for name in steps(kind) {
        let answer = send(browser, kind, &path, name, "next").await;
        assert_eq!(answer.status, 303, "{name}: {:?}", answer.all(".err-summary"));
        answer.location().expect("the next step").clone_into(&mut path);
    }
    assert!(path.ends_with("step=review"), "{path}");
    path
}

fn text(page: &Answer) -> String {
    page.one("main").replace('\u{202f}', " ")
}

/// From the form to the page, all fields of a kind.
async fn one_kind(library: &Library, elena: &mut Browser, kind: &Kind) {
    let review = fill_in(elena, kind).await;
    let page = elena.get(&review).await;
    assert_eq!(page.status, 200);
    assert!(!page.has("#missing"), "{:?}", page.all("#missing"));
    let published = elena.post(&review, &[("go", "publish")]).await;
    let sheet = published.location().expect("the sheet").to_owned();
    let own = format!("{}-done-published", kind.name);
    let said = if kind.name == KIND.name { "library-done-published" } else { own.as_str() };
    assert!(elena.get(&sheet).await.body.contains(tr("bg").t(said)), "{said}");
    for lang in ["bg", "en"] {
        let page = library.visitor().reading(lang).get(&sheet).await;
        assert_eq!(page.status, 200);
        let (text, tr) = (text(&page), tr(lang));
        let asked = |f: &&content::Field| kind.sections.iter().any(|s| s.name == f.section);
        for field in kind.fields.iter().filter(|f| !f.quiet).filter(asked) {
            for value in read(kind, field, tr) {
                assert!(text.contains(&value), "{lang} {}: {value} in\n{text}", field.name);
            }
            let own = page.all(&format!("#s-{}", field.section)).len();
            assert!(own <= 1, "one heading for each section");
        }
        let title = &besides(kind, "promise")[0].1;
        assert_eq!(&page.one("h1"), title);
        assert_eq!(page.attributes("h1", "lang"), if lang == "bg" { vec![] } else { vec!["bg"] });
        assert!(text.contains(tr.sector("housing")), "{text}");
        assert!(text.contains("CC BY-SA 4.0"), "{text}");
        assert!(page.attributes("link[rel=canonical]", "href").iter().all(|h| h.ends_with(&sheet)));
    }
    let english = library.visitor().reading("en").get(&sheet).await;
    assert!(english.has("#language-note"), "the reader is told that the text is in Bulgarian");
}

store::on_both! {
    /// Every field of the list is asked, kept, and read on the page in both languages.
    async fn every_field_goes_from_the_form_to_the_page(store: Store) {
        let library = Library::open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        for kind in KINDS {
            one_kind(&library, &mut elena, kind).await;
        }
    }

    /// What is needed is said beside each field; what was typed stays.
    async fn what_is_missing_is_said_beside_the_field(store: Store) {
        let library = Library::open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        let page = elena.post("/practices/new", &[("go", "next"), ("summary", "Само резюме")]).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.error("title").as_deref(), Some(tr("bg").t("content-error-title")));
        assert_eq!(page.value("summary").as_deref(), Some("Само резюме"));
        assert!(page.one("title").starts_with("Грешка:"), "{}", page.one("title"));
        assert_eq!(page.attributes(".err-summary a", "href"), ["#f-title"]);

        let first = send(&mut elena, KIND, "/practices/new", "promise", "next").await;
        let mut path = first.location().expect("the second step").to_owned();
        for name in KIND.steps() {
            let page = elena.post(&path, &[("go", "next"), ("staffing", "двама"), ("context", "друго")]).await;
            let required: Vec<_> =
                fields(KIND, name).into_iter().filter(|f| f.required == Required::ToPublish).collect();
            if required.is_empty() && !["facts", "kit"].contains(&name) {
                continue;
            }
            assert_eq!(page.status, 422, "{name}");
            assert!(page.has("#kept"), "{name}: what was typed is in the draft already");
            for field in required {
                assert!(page.error(field.name).is_some(), "{}", field.name);
            }
            match name {
                "facts" => {
                    assert!(page.error("sectors").is_some());
                    assert_eq!(page.value("staffing").as_deref(), Some("двама"));
                }
                "story" => assert_eq!(page.value("context").as_deref(), Some("друго")),
                "kit" => assert!(page.error("licence").is_some()),
                _ => {}
            }
            // It can be left for later; the last step then says what is missing.
            path = page.attributes("#kept a", "href").remove(0);
        }
        // Files are asked last, and none is needed.
        assert!(path.ends_with("step=files"), "{path}");
        let next = elena.post(&path, &[("go", "next")]).await;
        next.location().expect("the last step").clone_into(&mut path);
        let review = elena.get(&path).await;
        assert_eq!(review.status, 200);
        assert!(review.has("#missing"));
        assert!(!review.has("button[value=publish]"));
        let refused = elena.post(&path, &[("go", "publish")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.all("#missing li").len() >= 10, "{:?}", refused.all("#missing li"));
    }

    /// What is wrong is shown again as it was typed.
    async fn what_is_wrong_is_kept_as_it_was_typed(store: Store) {
        let library = Library::open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        let first = send(&mut elena, KIND, "/practices/new", "promise", "next").await;
        let path = first.location().expect("the second step").to_owned();
        let page = elena.post(&path, &[("go", "draft"), ("cost_year", "около 38 хил."), ("city", "Рига")]).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.value("cost_year").as_deref(), Some("около 38 хил."));
        assert_eq!(page.value("city").as_deref(), Some("Рига"));
        assert_eq!(page.error("cost_year").as_deref(), Some(tr("bg").t("content-error-money")));
        assert!(!page.has("#kept"));
        // The rest is in the draft, whoever goes away now.
        let later = elena.get(&path).await;
        assert_eq!(later.value("city").as_deref(), Some("Рига"));
        assert_ne!(later.value("cost_year").as_deref(), Some("около 38 хил."));
    }

    /// Nothing wrong of a step that is refused is kept, and what days have made wrong is said before anything is published.
    async fn days_that_cannot_be_are_kept_nowhere(store: Store, clock: TestClock) {
        let library = Library::open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        let review = fill_in(&mut elena, KIND).await;
        let facts = review.replace("step=review", "step=facts");
        for (checked, next, field) in [
            ("31.2.2026", "1.1.1990", "next_review"),
            ("22.11.2026", "1.1.1990", "next_review"),
            ("", "21.11.2026", "next_review"),
            ("1.1.2099", "1.1.2100", "checked_on"),
        ] {
            let mut pairs = step(KIND, "facts");
            pairs.retain(|(n, _)| n != "checked_on" && n != "next_review");
            let days = [("checked_on", checked), ("next_review", next), ("go", "next")];
            pairs.extend(days.map(|(n, v)| (n.to_owned(), v.to_owned())));
            let page = elena.post(&facts, &refs(&pairs)).await;
            assert_eq!(page.status, 422, "{checked} {next}");
            assert!(page.error(field).is_some(), "{checked} {next}");
            let kept = elena.get(&facts).await;
            for field in ["checked_on", "next_review"] {
                assert_eq!(kept.value(field).as_deref(), Some("22.11.2026"), "{checked} {next}");
            }
        }
        assert!(!elena.get(&review).await.has("#missing"));
        clock.advance(Duration::from_secs(2 * 86_400));
        let mut elena = library.reader(&library.elena).await;
        let late = elena.get(&review).await;
        assert!(late.one("#missing").contains(tr("bg").t("content-error-check-past")));
        assert!(!late.has("button[value=publish]"));
        assert_eq!(elena.post(&review, &[("go", "publish")]).await.status, 422);
        let kept = send(&mut elena, KIND, &facts, "facts", "draft").await;
        assert_eq!(kept.status, 303, "nobody has typed that today");
    }

    /// What is published is changed to no day that has passed either.
    async fn a_check_is_not_put_into_the_past(store: Store) {
        let library = Library::open(&store).await;
        let old = |d: &mut content::Draft| { d.values.insert("next_review".into(), "2020".into()); };
        let id = library.practice("Старо", old).await;
        let mut elena = library.reader(&library.elena).await;
        let mut pairs = besides(KIND, "promise");
        pairs.extend(KIND.steps().into_iter().flat_map(|name| step(KIND, name)));
        pairs.retain(|(n, _)| n != "checked_on" && n != "next_review");
        pairs.push(("note".into(), "Нови данни".into()));
        for (next, status) in [("1.1.1990", 422), ("2020", 303)] {
            let mut pairs = pairs.clone();
            pairs.push(("next_review".into(), next.into()));
            let page = elena.post(&format!("/practices/{id}/edit"), &refs(&pairs)).await;
            assert_eq!(page.status, status, "{next}: {:?}", page.all(".err-summary"));
            let said = page.error("next_review");
            assert_eq!(said.as_deref(), (status == 422).then(|| tr("bg").t("content-error-check-past")));
        }
    }

    /// A rule about fields of two steps is met in the step that meets it.
    async fn a_rule_across_two_steps_can_be_met_in_one(store: Store) {
        let library = Library::open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        let first = send(&mut elena, KIND, "/practices/new", "promise", "next").await;
        let path = first.location().expect("the second step").to_owned();
        let mut pairs = step(KIND, "facts");
        pairs.retain(|(n, _)| n != "evidence_grade");
        pairs.push(("evidence_grade".into(), "measured".into()));
        pairs.push(("go".into(), "next".into()));
        let page = elena.post(&path, &refs(&pairs)).await;
        if page.status == 303 {
            return; // The rule waits for the publication: nothing to be shown here.
        }
        assert!(page.error("evidence").is_some(), "{:?}", page.all(".err-summary"));
        pairs.push(("also".into(), "results".into()));
        pairs.push(("evidence".into(), "От регистъра".into()));
        let page = elena.post(&path, &refs(&pairs)).await;
        assert_eq!(page.status, 303, "{:?}", page.all(".err-summary"));
        let results = elena.get(&path.replace("step=facts", "step=results")).await;
        assert_eq!(results.value("evidence").as_deref(), Some("От регистъра"));
    }

    /// Back and forth, and nothing is lost.
    async fn steps_go_back_and_forth_and_keep_everything(store: Store) {
        let library = Library::open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        let review = fill_in(&mut elena, KIND).await;
        for name in KIND.steps() {
            let path = review.replace("step=review", &format!("step={name}"));
            let page = elena.get(&path).await;
            for field in fields(KIND, name) {
                for (control, value) in typed(field) {
                    let mut chosen = page.attributes(&format!("[name=\"{control}\"][checked]"), "value");
                    chosen.extend(page.attributes(&format!("select[name=\"{control}\"] [selected]"), "value"));
                    let written = page.value(&control).filter(|_| chosen.is_empty());
                    assert!(
                        chosen.contains(&value) || written.is_some_and(|w| !w.is_empty()),
                        "{control} in {name}: {value}, {chosen:?}"
                    );
                }
            }
            // Saving a step as it is shown changes nothing elsewhere.
            let answer = send(&mut elena, KIND, &path, name, "back").await;
            assert_eq!(answer.status, 303);
        }
        assert!(!elena.get(&review).await.has("#missing"));
        let drafts = elena.get("/practices/new").await;
        assert_eq!(drafts.attributes("section a", "href").len(), 1, "the draft is offered again");
    }

    /// Only her own communities are offered, the one of the address is chosen, her organisation is.
    async fn the_community_of_the_address_is_chosen(store: Store) {
        let library = Library::open(&store).await;
        let mine = library.city.community("mine").by(&library.elena).await;
        library.city.community("theirs").await;
        let mut elena = library.reader(&library.elena).await;
        let page = elena.get("/practices/new?community=mine").await;
        let ids = page.attributes("select[name=community] option", "value");
        assert_eq!(ids, [String::new(), mine.to_string()]);
        assert_eq!(page.attributes("select[name=community] option[selected]", "value"), [mine.to_string()]);
        let page = library.visitor().get("/practices/new").await;
        assert_eq!(page.status, 401, "a visitor is asked to sign in");
    }

    /// Her organisation is chosen beforehand, and only then named when she leaves it chosen.
    async fn one_speaks_for_ones_organisation_or_for_oneself(store: Store) {
        let library = Library::open(&store).await;
        let (city, elena) = (&library.city, &library.elena);
        people::organisations::affiliate(&store, &city.admin.who, elena.actor, Some(city.organisation))
            .await
            .expect("she works there");
        let mut elena = library.reader(elena).await;
        assert!(elena.get("/practices/new").await.has("input[name=organisation][checked]"));
        let label = tr("bg").t("library-facts-organisation");
        for (own, named) in [(&[("organisation", "true")][..], true), (&[], false)] {
            let mut pairs = besides(KIND, "promise");
            pairs.extend(own.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
            let answer = elena.post("/practices/new", &refs(&pairs)).await;
            let path = answer.location().expect("the draft").replace("/edit?step=promise", "");
            let facts = elena.get(&path).await.all(".facts dt");
            assert_eq!(facts.iter().any(|dt| dt == label), named, "{facts:?}");
            let again = elena.get(&format!("{path}/edit")).await;
            assert_eq!(again.has("input[name=organisation][checked]"), named);
        }
    }

    /// What somebody types never becomes a part of the page.
    async fn hostile_markup_stays_text(store: Store) {
        let library = Library::open(&store).await;
        let evil = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))";
        let id = library
            .practice("T", |d| {
                d.title = evil.into();
                d.summary = evil.into();
                for field in KIND.fields.iter().filter(|f| f.shape.is_text()) {
                    let most: String = evil.chars().take(field.max).collect();
                    d.values.insert(field.name.into(), most.into());
                }
            })
            .await;
        let mut elena = library.reader(&library.elena).await;
        let pages = ["", "/history", "/edit", "/versions/new?to=en"].map(|p| format!("/practices/{id}{p}"));
        for path in pages.iter().map(String::as_str).chain(["/practices", "/practices?q=script"]) {
            let page = elena.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(!page.has("main script, main img, [onerror], a[href^=javascript]"), "{path}");
            assert!(page.body.contains("&lt;script&gt;") || page.body.contains("&#60;script&#62;"), "{path}");
        }
    }
}

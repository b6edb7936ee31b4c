//! Reviews, „we use this“, and whether a practice still holds, as pages show and ask it.

use std::time::Duration;

use content::{read, service, voices};
use domain::ContentId;
use store::{Store, TestClock};
use web::testing::Browser;

use guildhall_library::review::CRITERIA;

use crate::kit::{Library, draft, refs, tr};

/// What is typed into the form of a review.
fn review(lang: &str) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (mark, why) in CRITERIA {
        pairs.push((mark.into(), "sufficient".into()));
        pairs.push((why.into(), format!("Защото **{mark}**.")));
    }
    for (name, value) in [
        ("opinion", "conditions"),
        ("interest", "none"),
        ("body", "За малки градове."),
        ("lang", lang),
    ] {
        pairs.push((name.into(), value.into()));
    }
    pairs
}

fn with(mut pairs: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    pairs.retain(|(n, _)| n != name);
    pairs.push((name.into(), value.into()));
    pairs
}

/// A practice, and Boris who has nothing to do with it.
async fn open(store: &Store) -> (Library, ContentId, Browser) {
    let library = Library::open(store).await;
    let id = library.practice("Едно гише", |_| {}).await;
    let boris = library.city.person("boris").await;
    let reader = library.reader(&boris).await;
    (library, id, reader)
}

store::on_both! {
    async fn a_review_is_written_on_one_page(store: Store, clock: TestClock) {
        let (library, id, mut reader) = open(&store).await;
        let form = format!("/practices/{id}/review");
        assert!(reader.get(&format!("/practices/{id}")).await.has(&format!("a[href=\"{form}\"]")));
        let page = reader.get(&form).await;
        assert_eq!(page.status, 200);
        for (mark, why) in CRITERIA {
            assert!(page.has(&format!("input[type=radio][name={mark}]")), "{mark}");
            assert!(page.has(&format!("textarea[name={why}]")), "{why}");
        }
        // What is missing is said beside its field, and what was typed stays.
        let answer = reader.post(&form, &refs(&with(review("bg"), "evidence_why", ""))).await;
        assert_eq!(answer.status, 422);
        assert!(answer.has("textarea[name=evidence_why][aria-invalid=true]"));
        assert!(answer.has("input[name=relevance][value=sufficient][checked]"));
        assert_eq!(answer.one("textarea[name=body]"), "За малки градове.");
        let kept = reader.post(&form, &refs(&with(review("bg"), "go", "draft"))).await;
        let edit = kept.location().expect("the draft").to_owned();
        assert!(reader.get(&form).await.location().is_some(), "she goes on with it");
        let mut visitor = library.visitor();
        assert_eq!(visitor.get(edit.trim_end_matches("/edit")).await.status, 404);
        let done = reader.post(&edit, &refs(&with(review("bg"), "go", "publish"))).await;
        assert_eq!(done.status, 303, "{:?}", done.all(".err-summary"));
        let there = done.location().unwrap().to_owned();
        let page = visitor.get(&there).await;
        assert_eq!(page.one("h1"), "Рецензия: Едно гише");
        let words = page.all("main").join(" ");
        for word in ["Защото relevance", "За малки градове.", tr("bg").t("review-opinion-conditions"), "Boris"] {
            assert!(words.contains(word), "{word}: {words}");
        }
        let sheet = visitor.get(&format!("/practices/{id}")).await;
        assert_eq!(sheet.all("#reviews .marks dt").len(), 4);
        assert!(sheet.has(&format!("#reviews a[href^=\"{there}\"]")));
        assert!(!sheet.all("#ask").join(" ").contains("За малки градове"), "it is no answer");
        let list = visitor.get("/practices?quality=reviewed").await;
        assert_eq!(list.all(".result h3"), ["Едно гише"]);
        assert!(visitor.get("/practices?quality=used").await.all(".result h3").is_empty());
        // Its author answers on its page, and changes the practice afterwards.
        let mut elena = library.reader(&library.elena).await;
        assert!(!elena.get(&form).await.has("textarea"), "her own is not hers to judge");
        let review_id = there.split('/').nth(2).unwrap().to_owned();
        let answer = [("parent", review_id.as_str()), ("body", "Благодаря."), ("lang", "bg"), ("next", &there)];
        elena.post(&format!("/content/{review_id}/comments"), &answer).await;
        assert!(visitor.get(&there).await.all("#ask").join(" ").contains("Благодаря."));
        assert!(visitor.get(&format!("/practices/{id}")).await.all("#reviews").join(" ").contains(tr("bg").t("reviews-answered")));
        clock.advance(Duration::from_secs(1));
        service::edit(library.house.app.publishing(), &library.elena.who, id, &draft("Ново гише"), "", None).await.unwrap();
        let page = visitor.get(&there).await;
        assert!(page.has(&format!("#earlier a[href=\"/practices/{id}/history/1\"]")));
        let found = visitor.get(&format!("/content/{review_id}")).await;
        assert!(found.location().unwrap().starts_with("/reviews/"));
        assert_eq!(reader.get(&format!("{there}/edit")).await.status, 200);
        assert_eq!(elena.get(&format!("/reviews/{review_id}/edit")).await.status, 403);
    }

    async fn somebody_is_asked_and_answers(store: Store) {
        let (library, id, mut reader) = open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        let asking = format!("/practices/{id}/reviewers");
        assert_eq!(reader.get(&asking).await.status, 403);
        let wrong = elena.post(&asking, &[("handle", "nobody")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.has("input[name=handle][value=nobody][aria-invalid=true]"));
        elena.post(&asking, &[("handle", "boris")]).await;
        assert!(elena.get(&asking).await.all("#reviewers").join(" ").contains("Boris"));
        let sheet = reader.get(&format!("/practices/{id}")).await;
        assert!(sheet.has(&format!("#asked form[action=\"/practices/{id}/asked\"]")));
        let answer = reader.post(&format!("/practices/{id}/asked"), &[("accepts", "true")]).await;
        assert_eq!(answer.location(), Some(&*format!("/practices/{id}/review")));
        assert!(elena.get(&asking).await.all("#reviewers .tag-ok").contains(&tr("bg").t("reviewers-accepted").to_owned()));
    }

    async fn an_organisation_uses_it(store: Store) {
        let (library, id, mut alone) = open(&store).await;
        let organisation = library.city.another_organisation("varna").await;
        let dora = library.city.person("dora").of(organisation).await;
        let mut reader = library.reader(&dora).await;
        let form = format!("/practices/{id}/endorse");
        assert_eq!(alone.get(&form).await.status, 403, "only an organisation uses something");
        assert!(!alone.get(&format!("/practices/{id}")).await.has(&format!("a[href=\"{form}\"]")));
        assert!(reader.get(&form).await.all("main").join(" ").contains("Varna"));
        let wrong = reader.post(&form, &[("since", "вчера"), ("how", "Всеки ден"), ("lang", "bg")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.has("input[name=how][value='Всеки ден']"));
        let done = reader.post(&form, &[("since", "2024"), ("how", "Всеки ден"), ("lang", "bg")]).await;
        assert!(done.location().unwrap().ends_with("#uses"));
        let sheet = library.visitor().get(&format!("/practices/{id}")).await;
        let words = sheet.all("#uses").join(" ");
        assert!(words.contains("Varna") && words.contains("2024") && words.contains("Всеки ден"), "{words}");
        assert!(reader.get(&form).await.has("input[name=how][value='Всеки ден']"), "it can be changed");
        let list = library.visitor().get("/practices?quality=used&sort=used").await;
        assert_eq!(list.all(".result h3"), ["Едно гише"]);
        let page = read::page(&mut store.read(), library.house.app.kinds(), &dora.who, id, &[]).await.unwrap();
        let voice = content::kind::Voice::Endorsement;
        let said = voices::read::of(&mut store.read(), &dora.who, &page.content, voice, &page.text.lang).await.unwrap();
        let own = said[0].card.id;
        assert_eq!(
            library.visitor().get(&format!("/content/{own}")).await.location().unwrap().split('#').next_back(),
            Some(&*format!("voice-{own}"))
        );
        let asked = reader.get(&format!("/content/{own}/withdraw")).await;
        assert_eq!(asked.one("h1"), "Да оттеглим ли потвърждението?");
        reader.post(&format!("/content/{own}/withdraw"), &[]).await;
        assert!(!library.visitor().get(&format!("/practices/{id}")).await.has("#uses"));
    }

    async fn still_right_takes_one_click(store: Store) {
        let (library, id, mut reader) = open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        let sheet = elena.get(&format!("/practices/{id}")).await;
        assert!(sheet.has(&format!("#check form[action=\"/practices/{id}/checked\"] input[name=next]")));
        assert!(!reader.get(&format!("/practices/{id}")).await.has("#check form"));
        assert_eq!(reader.post(&format!("/practices/{id}/checked"), &[("next", "2199")]).await.status, 403);
        let wrong = elena.post(&format!("/practices/{id}/checked"), &[("next", "2001")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.has("input[name=next][value='2001'][aria-invalid=true]"));
        elena.post(&format!("/practices/{id}/checked"), &[("next", "2199-05")]).await;
        let sheet = library.visitor().get(&format!("/practices/{id}")).await;
        assert!(sheet.has("#check") && !sheet.has("#check .tag-warn"));
        let list = library.visitor().get("/practices?quality=checked").await;
        assert_eq!(list.all(".result h3"), ["Едно гише"]);
        assert!(elena.get("/to-check").await.all("main li").is_empty());
    }

    async fn what_is_overdue_is_seen(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Старо", |d| { d.values.insert("next_review".into(), "2020".into()); }).await;
        let mut elena = library.reader(&library.elena).await;
        let overdue = tr("bg").t("check-overdue").to_owned();
        assert!(elena.get("/practices").await.all(".result").join(" ").contains(&overdue));
        assert!(elena.get(&format!("/practices/{id}")).await.all("#check .tag-warn").contains(&overdue));
        assert_eq!(elena.get("/to-check").await.all("main .row-title"), ["Старо"]);
        assert_eq!(library.visitor().get("/to-check").await.status, 401);
    }

    async fn whoever_reads_tells_the_author(store: Store) {
        let (library, id, mut reader) = open(&store).await;
        let form = format!("/practices/{id}/outdated");
        assert!(reader.get(&format!("/practices/{id}")).await.has(&format!("#check a[href=\"{form}\"]")));
        let wrong = reader.post(&form, &[("body", "  ")]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(reader.post(&form, &[("body", "Гишето се премести.")]).await.status, 303);
        let said = people::messages::list(&mut store.read(), &library.elena.who, &domain::Lang::bulgarian(), None, 9).await.unwrap();
        let newest = &said.items[0].newest;
        assert!(newest.md.contains("Гишето се премести.") && newest.md.contains("Едно гише"), "{}", newest.md);
        let mut elena = library.reader(&library.elena).await;
        assert_eq!(elena.get(&form).await.status, 404);
    }

    /// In winter a day begins two hours earlier in Sofia than in UTC.
    async fn a_day_begins_where_the_city_is(store: Store, clock: TestClock) {
        let library = Library::open(&store).await;
        let due = |d: &mut content::Draft| { d.values.insert("next_review".into(), "2026-11-22".into()); };
        let id = library.practice("До днес", due).await;
        let sheet = format!("/practices/{id}");
        let overdue = tr("bg").t("check-overdue").to_owned();
        clock.advance(Duration::from_secs(12 * 3600 + 1800));
        assert!(!library.visitor().get(&sheet).await.all("#check").join(" ").contains(&overdue), "23:30 of that day");
        clock.advance(Duration::from_secs(3600));
        assert!(library.visitor().get(&sheet).await.all("#check").join(" ").contains(&overdue), "00:30 of the next");
        let mut elena = library.reader(&library.elena).await;
        let form = elena.get(&format!("{sheet}/checked")).await;
        assert_eq!(form.attributes("main [name=next]", "value"), ["2027-11-23"]);
        let wrong = elena.post(&format!("{sheet}/checked"), &[("next", "2026-11-23")]).await;
        assert_eq!(wrong.status, 422, "that is today");
        assert_eq!(elena.post(&format!("{sheet}/checked"), &[("next", "2027-11-23")]).await.status, 303);
        let kinds = library.house.app.publishing().kinds();
        let page = read::page(&mut store.read(), kinds, &domain::access::Who::Visitor, id, &[]).await.unwrap();
        assert_eq!(page.content.details["checked_on"], "2026-11-23");
        assert_eq!(library.house.app.today().to_string(), "2026-11-23");
    }
}

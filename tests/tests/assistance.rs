//! Technical assistance, used as people use it: by forms, in the city that asks, the one that coordinates and the one that
//! knows.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use content::{Draft, service};
use domain::Lang;
use guildhall_tests::{
    cities,
    network::{Network, Town},
    reader::{Reader, attribute, text},
};
use mentoring::assistance::{ASSISTANCE, entry};
use people::{
    ledger::{self, Draft as Written, Opening, Side},
    testing::Person,
};
use scraper::Selector;
use serde_json::json;
use store::args;

store::statements! {
    NOBODY_WORKS = "DELETE FROM affiliation";
}

const DAY: Duration = Duration::from_secs(86_400);
const NEED: &str =
    "Как да наемем културни медиатори за трите училища, когато общината няма щат за тях?";

/// The city that asks, the one that coordinates and the one that knows.
struct Three {
    a: Town,
    c: Town,
    e: Town,
    /// Emil, who knows.
    expert: Person,
    anna: Reader,
    carla: Reader,
    emil: Reader,
}

fn expert() -> Draft {
    let values = json!({ "languages": ["bg", "en"], "taking": "open", "within": "week" });
    Draft {
        title: "Културни медиатори в училище".into(),
        summary: "Подбор, договори и отчитане на медиатори.".into(),
        body: "Питайте ме за медиатори.".into(),
        values: values.as_object().unwrap().clone(),
        sectors: vec!["education".into()],
        ..Draft::new("mentoring-expert", Lang::bulgarian())
    }
}

async fn three(net: &Network) -> Three {
    let (a, c, e) = (net.city("a").await, net.city("c").await, net.city("e").await);
    let anna = a.people.person("anna").of(a.people.organisation).await;
    let carla = c.people.person("carla").of(c.people.organisation).await;
    let emil = e.people.person("emil").of(e.people.organisation).await;
    let entry = service::publish(e.publishing(), &emil.who, &expert()).await.unwrap();
    let iri = format!("{}/ap/object/{entry}", e.origin);
    for town in [&a, &c] {
        town.find_content(&iri).await;
    }
    net.settle().await;
    let readers = (
        Reader::of(&a, &anna, "bg").await,
        Reader::of(&c, &carla, "bg").await,
        Reader::of(&e, &emil, "en").await,
    );
    let admin = Reader::of(&a, &a.people.admin, "bg").await;
    let address = format!("@{}", c.address("haskovo"));
    admin.post("/admin/assistance", &[("coordinator", &address), ("days", "5")]).await;
    net.settle().await;
    Three { a, c, e, expert: emil, anna: readers.0, carla: readers.1, emil: readers.2 }
}

/// Asks; where the request is at the one who asks and at the one who coordinates.
async fn asked(net: &Network, t: &Three) -> (String, String) {
    let form = [("need", NEED), ("sectors", "education"), ("languages", "bg"), ("go", "send")];
    let home = t.anna.post("/mentoring/assistance/new", &form).await;
    net.settle().await;
    let queue = t.carla.get("/mentoring/assistance").await;
    (home, attribute(&queue, "#waiting a", "href"))
}

cities! {
    /// A need goes from the city that has it through the coordinator to who knows, and the answer comes back.
    async fn a_need_is_answered_by_an_expert_of_a_third_city(net: Network) {
        let t = three(&net).await;

        // Who asks sees first what is there; what is wrong is said, and nothing that was typed is lost.
        let new = "/mentoring/assistance/new";
        let page = t.anna.get(new).await;
        assert!(text(&page, "main").contains("Първо вижте кой вече го е решил"));
        let page = t.anna.answer(new, &[("need", ""), ("until", "утре"), ("go", "send")], 422).await;
        assert_eq!(attribute(&page, "[name=until]", "value"), "утре");
        let late = [("need", NEED), ("until", "1.2.2020"), ("go", "send")];
        let page = t.anna.answer(new, &late, 422).await;
        assert_eq!(attribute(&page, "[name=until]", "value"), "1.2.2020");
        assert!(text(&page, ".err").contains("Този срок е изтекъл"));
        assert!(text(&page, "[name=need]").contains(NEED));
        let page = t.anna.answer(new, &[("need", NEED), ("sectors", "education"), ("go", "look")], 200).await;
        assert!(text(&page, "[name=need]").contains(NEED));
        let found = text(&page, "#found");
        assert!(found.contains("Културни медиатори в училище") && found.contains("общи сектори: Образование"), "{found}");
        assert!(text(&page, "button[value=send]").contains("Изпратете до Община Хасково"), "{found}");

        let (at_a, at_c) = asked(&net, &t).await;
        let told = t.carla.told().await;
        assert!(told.contains("иска помощ: „Как да наемем културни медиатори"), "{told}");
        let page = t.carla.get(&at_c).await;
        assert!(text(&page, "[aria-labelledby=need]").contains(NEED));
        let reasons = text(&page, "[aria-labelledby=experts] .hint");
        assert!(reasons.contains("общи сектори") && reasons.contains("отговаря на: български"), "{reasons}");

        // She passes it on; the expert's city does not see where from but for the name of who asks.
        let nobody = t.carla.answer(&format!("{at_c}/route"), &[], 422).await;
        assert!(text(&nobody, ".err").contains("Изберете поне един експерт"));
        let entry = attribute(&page, "[name=expert]", "value");
        t.carla.post(&format!("{at_c}/route"), &[("expert", &entry)]).await;
        // Twice is once.
        t.carla.post(&format!("{at_c}/route"), &[("expert", &entry)]).await;
        net.settle().await;
        let told = t.emil.told().await;
        assert!(told.contains("passes a question on to you"), "{told}");
        let list = t.emil.get("/mentoring/assistance").await;
        let selector = Selector::parse("#waiting a").unwrap();
        assert_eq!(list.select(&selector).count(), 1);
        let at_e = attribute(&list, "#waiting a", "href");
        let page = t.emil.get(&at_e).await;
        assert!(text(&page, "[aria-labelledby=need]").contains("Asked by: Община Хасково"));
        let meta = text(&page, ".page-head .meta");
        assert!(meta.contains("through"), "who asks, and who has passed it on: {meta}");
        assert!(text(&list, "#waiting").contains("passed on by Община Хасково"));
        let page = t.anna.get(&at_a).await;
        assert!(text(&page, "[aria-labelledby=routes]").contains("чака се отговор"));
        assert_eq!(text(&page, "[aria-labelledby=outcome]"), "", "there is no answer to judge");
        let judged = [("helped", "yes")];
        assert_eq!(t.anna.send(&format!("{at_a}/outcome"), Some(&judged)).await.0, 409);
        let page = text(&t.carla.get(&at_c).await, "[aria-labelledby=experts]");
        assert!(page.contains("вече е предаден на всички предложени експерти"), "{page}");

        // The answer reaches who asked, with the name of who gave it; what she asks further reaches him.
        t.emil.post(&format!("{at_e}/messages"), &[("message", "Through the regional association.")]).await;
        net.settle().await;
        let page = t.anna.get(&at_a).await;
        let messages = text(&page, "[aria-labelledby=messages]");
        assert!(messages.contains("Through the regional association."), "{messages}");
        assert!(messages.contains("Emil") || messages.contains("emil"), "{messages}");
        assert!(messages.contains("предадено от Община Хасково"), "{messages}");
        assert!(text(&page, "[aria-labelledby=routes]").contains("отговори"));
        t.anna.post(&format!("{at_a}/messages"), &[("message", "Кой плаща осигуровките?")]).await;
        net.settle().await;
        let page = t.emil.get(&at_e).await;
        assert!(text(&page, "[aria-labelledby=messages]").contains("Кой плаща осигуровките?"));
        t.emil.post(&format!("{at_e}/messages"), &[("message", "The association.")]).await;
        net.settle().await;
        let page = t.anna.get(&at_a).await;
        let selector = Selector::parse("[aria-labelledby=messages] li").unwrap();
        assert_eq!(page.select(&selector).count(), 3, "{}", text(&page, "main"));

        // After two weeks she is asked once what came of it, and says so.
        net.advance(15 * DAY).await;
        net.advance(DAY).await;
        assert_eq!(t.anna.times("Помогна ли Ви отговорът").await, 1);
        assert!(text(&t.anna.get(&at_a).await, "[aria-labelledby=outcome]").contains("Минаха две седмици"));
        let bad = t.anna.answer(&format!("{at_a}/outcome"), &[("rating", "9"), ("text", "Наехме двама.")], 422).await;
        assert!(text(&bad, "[name=text]").contains("Наехме двама."));
        t.anna.post(&format!("{at_a}/outcome"), &[("helped", "yes"), ("rating", "4"), ("text", "Наехме двама.")]).await;
        net.settle().await;
        assert!(text(&t.carla.get(&at_c).await, "[aria-labelledby=outcome]").contains("Наехме двама."));

        // It is counted.
        let page = t.carla.get("/mentoring/assistance/figures").await;
        let total: String = text(&page, "#total").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(total, "Общо 1 0 1 0 дни 1 100 % 0");
        assert!(text(&page, "#figures").contains("Образование"));
        let (status, _, table) = t.carla.send("/mentoring/assistance/figures/list.csv", None).await;
        assert_eq!(status, 200);
        assert!(table.contains("Общо"), "{table}");
        let own = t.anna.get("/mentoring/assistance/figures").await;
        assert!(text(&own, "#total").split_whitespace().nth(1) == Some("0"), "only who coordinates counts it");
    }

    /// Where nothing is about a need, that is said, and what only shares words with it is not shown in its place.
    async fn what_is_not_close_to_a_need_is_not_suggested(net: Network) {
        let t = three(&net).await;
        let offer = |title: &str, summary: &str| Draft {
            title: title.into(),
            summary: summary.into(),
            sectors: vec!["one-stop-services".into()],
            values: json!({
                "stages": ["implementation"], "forms": ["online"], "languages": ["bg"], "availability": "open",
            }).as_object().unwrap().clone(),
            ..Draft { kind: "mentoring-offer".into(), ..expert() }
        };
        let far = offer("Мобилно гише", "Семейства с временна закрила ни намират и на село.");
        service::publish(t.a.publishing(), &t.a.people.admin.who, &far).await.unwrap();
        let need = "Как да намерим жилища за семейства с временна закрила, когато хазяите отказват?";
        let form = [("need", need), ("languages", "bg"), ("go", "look")];
        let page = t.anna.answer("/mentoring/assistance/new", &form, 200).await;
        let found = text(&page, "#found");
        assert!(!found.contains("Мобилно гише"), "{found}");
        assert!(text(&page, "#found-nothing").contains("Не намерихме нищо близко"), "{found}");
        assert!(attribute(&page, "#found a", "href").contains("mentoring-expert"), "{found}");
        assert!(text(&page, "button[value=send]").contains("Изпратете до Община Хасково"), "{found}");

        let close = offer("Жилища под наем", "Как общината убеждава хазяите.");
        service::publish(t.a.publishing(), &t.a.people.admin.who, &close).await.unwrap();
        let page = t.anna.answer("/mentoring/assistance/new", &form, 200).await;
        assert!(text(&page, "#found").contains("Жилища под наем"));
        assert_eq!(text(&page, "#found-nothing"), "");
    }

    /// A need is read out in its own language, whatever the language of the page on which it was written.
    async fn a_need_has_the_language_in_which_it_is_written(net: Network) {
        let t = three(&net).await;
        let new = "/mentoring/assistance/new";
        assert_eq!(attribute(&t.anna.get(new).await, "[name=lang] [selected]", "value"), "bg");
        let needs = [
            ("How do we hire cultural mediators when the school has no post for them?", "bg", "en"),
            ("Wie stellen wir Kulturmittler ein?", "de", "de"),
        ];
        for (need, chosen, is) in needs {
            // The newest stands last in the queue.
            net.clock().advance(Duration::from_secs(60));
            let form = [("need", need), ("lang", chosen), ("languages", "bg"), ("go", "send")];
            t.anna.post(new, &form).await;
            net.settle().await;
            let at_c = attribute(&t.carla.get("/mentoring/assistance").await, "#waiting li:last-child a", "href");
            let page = t.carla.get(&at_c).await;
            assert!(text(&page, "[aria-labelledby=need]").contains(need));
            assert_eq!(attribute(&page, "[aria-labelledby=need] .text", "lang"), is);
        }
    }

    /// Whoever coordinates knows more than what two texts have in common: she may ask anybody of the roster.
    async fn a_need_can_be_passed_on_to_whoever_is_not_suggested(net: Network) {
        let t = three(&net).await;
        let form = [("need", "Къде да паркираме автобуса през зимата?"), ("languages", "en"), ("go", "send")];
        t.anna.post("/mentoring/assistance/new", &form).await;
        net.settle().await;
        let at_c = attribute(&t.carla.get("/mentoring/assistance").await, "#waiting a", "href");
        let page = t.carla.get(&at_c).await;
        let shown = text(&page, "[aria-labelledby=experts]");
        assert!(shown.contains("няма експерт, подходящ") && shown.contains("Други експерти"), "{shown}");
        let entry = attribute(&page, "details[open] [name=expert]", "value");
        t.carla.post(&format!("{at_c}/route"), &[("expert", &entry)]).await;
        net.settle().await;
        assert!(t.emil.told().await.contains("passes a question on to you"));
        let page = t.carla.get(&at_c).await;
        assert_eq!(attribute(&page, "[name=expert]", "value"), "", "everybody was asked");
        assert!(text(&page, "[aria-labelledby=experts]").contains("вече е предаден"));
    }

    /// Nobody else finds anything of it, whatever her role.
    async fn a_request_is_seen_by_who_asks_and_who_answers_alone(net: Network) {
        let t = three(&net).await;
        let (at_a, at_c) = asked(&net, &t).await;
        let page = t.carla.get(&at_c).await;
        let entry = attribute(&page, "[name=expert]", "value");
        t.carla.post(&format!("{at_c}/route"), &[("expert", &entry)]).await;
        net.settle().await;
        let at_e = attribute(&t.emil.get("/mentoring/assistance").await, "#waiting a", "href");

        // A colleague of hers who was not named, administrators, and the expert for what is not his.
        let dora = t.a.people.person("dora").of(t.a.people.organisation).await;
        let stranger = t.c.people.person("stranger").await;
        let root = t.c.people.person("root").administrator().await;
        let keeper = t.e.people.person("keeper").administrator().await;
        for (town, who, home) in [
            (&t.a, &dora, &at_a),
            (&t.a, &t.a.people.admin, &at_a),
            (&t.c, &stranger, &at_c),
            (&t.c, &root, &at_c),
            (&t.e, &keeper, &at_e),
        ] {
            let reader = Reader::of(town, who, "bg").await;
            assert_eq!(reader.send(home, None).await.0, 404, "{}", who.handle);
            for (action, form) in [
                ("messages", ("message", "x")),
                ("route", ("expert", "x")),
                ("decline", ("reason", "x")),
                ("outcome", ("helped", "yes")),
                ("close", ("x", "x")),
            ] {
                let (status, _, _) = reader.send(&format!("{home}/{action}"), Some(&[form])).await;
                assert_eq!(status, 404, "{} {action}", who.handle);
            }
            let list = reader.get("/mentoring/assistance").await;
            assert!(!text(&list, "main").contains("медиатори"), "{}", who.handle);
            assert!(!reader.told().await.contains("медиатори"), "{}", who.handle);
        }
        // Who works for the coordinator is of that side, without having been named.
        let clara = t.c.people.person("clara").of(t.c.people.organisation).await;
        Reader::of(&t.c, &clara, "bg").await.get(&at_c).await;
        // Each side does what is its own.
        assert_eq!(t.anna.send(&format!("{at_a}/decline"), Some(&[("reason", "x")])).await.0, 403);
        assert_eq!(t.carla.send(&format!("{at_c}/outcome"), Some(&[("helped", "yes")])).await.0, 403);
        // The page for administrators is theirs.
        assert_ne!(t.anna.send("/admin/assistance", None).await.0, 200);
        assert_ne!(t.anna.send("/admin/assistance", Some(&[("days", "5")])).await.0, 303);
    }

    /// Whoever claims that something of hers belongs to a request has nothing carried into it.
    async fn nothing_is_carried_into_a_request_that_was_not_passed_on(net: Network) {
        let t = three(&net).await;
        let (at_a, at_c) = asked(&net, &t).await;
        let id = at_a.rsplit('/').next().unwrap();
        let about = json!({ "title": "Медиатори", "need": "Още", "relays": format!("{}/ap/object/{id}", t.a.origin) });
        let coordinator = t.e.find(&format!("@{}", t.c.address("haskovo"))).await;
        let ledgers = t.e.city.app.ledgers().unwrap();
        let open = |parties, side| Opening {
            kind: &ASSISTANCE,
            parties,
            side,
            drafts: vec![Written::new(entry::ABOUT, "", about.clone())],
        };
        let own = t.e.people.organisation;
        // Only who asks says what is asked, and where it comes from.
        assert!(ledger::open(ledgers, &t.expert.who, open([coordinator, own], Side::Second)).await.is_err());
        ledger::open(ledgers, &t.expert.who, open([own, coordinator], Side::First)).await.unwrap();
        net.settle().await;
        let queue = t.carla.get("/mentoring/assistance").await;
        let selector = Selector::parse("#waiting a").unwrap();
        let all: Vec<String> =
            queue.select(&selector).filter_map(|a| a.value().attr("href")).map(str::to_owned).collect();
        let false_one = all.iter().find(|href| **href != at_c).unwrap();
        t.carla.post(&format!("{false_one}/messages"), &[("message", "Не е за Вас.")]).await;
        net.settle().await;
        let page = t.anna.get(&at_a).await;
        assert!(!text(&page, "main").contains("Не е за Вас."));
        assert!(text(&page, "[aria-labelledby=messages]").contains("Все още няма отговор"));
    }

    /// A request that nobody answers is brought up again, and whoever asked is told the truth; each of it once.
    async fn what_nobody_answers_is_brought_up_again(net: Network) {
        let t = three(&net).await;
        let offer = Draft {
            title: "Медиатори за училищата".into(),
            values: json!({
                "stages": ["implementation"], "forms": ["online"], "languages": ["bg"], "availability": "open",
            }).as_object().unwrap().clone(),
            ..Draft { kind: "mentoring-offer".into(), ..expert() }
        };
        service::publish(t.a.publishing(), &t.a.people.admin.who, &offer).await.unwrap();
        // An administrator who does not work for the coordinator.
        let admin = t.c.people.person("root").administrator().await;
        let admin = Reader::of(&t.c, &admin, "bg").await;
        let (at_a, at_c) = asked(&net, &t).await;
        net.advance(4 * DAY).await;
        assert!(!t.carla.told().await.contains("все още чака отговор"));
        for _ in 0..3 {
            net.advance(DAY).await;
        }
        assert_eq!(t.carla.times("все още чака отговор").await, 1);
        assert_eq!(admin.times("чака твърде дълго за отговор").await, 1);
        let told = admin.told().await;
        assert!(!told.contains("медиатори"), "who may not see it learns only that there is one: {told}");
        assert!(text(&t.carla.get("/mentoring/assistance").await, "#waiting").contains("Просрочена"));
        let told = t.anna.told().await;
        assert!(!told.contains("никой не е отговорил"), "{told}");

        for _ in 0..6 {
            net.advance(DAY).await;
        }
        assert_eq!(t.anna.times("никой не е отговорил").await, 1);
        let page = t.anna.get(&at_a).await;
        assert!(text(&page, "[aria-labelledby=told]").contains("Досега никой не е отговорил"));
        assert!(text(&page, "#offers").contains("Медиатори за училищата"));

        // It is never too late.
        t.carla.post(&format!("{at_c}/messages"), &[("message", "Извинете ни.")]).await;
        net.settle().await;
        let page = t.anna.get(&at_a).await;
        assert_eq!(text(&page, "[aria-labelledby=told]"), "");
        let figures = t.carla.get("/mentoring/assistance/figures").await;
        let total = text(&figures, "#total").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(total, "Общо 1 0 1 13 дни 0 – 1");
    }

    /// Whoever cannot help says so, and the next is asked; whoever does not need it any more takes it back.
    async fn a_request_can_be_declined_and_taken_back(net: Network) {
        let t = three(&net).await;
        let (at_a, at_c) = asked(&net, &t).await;
        let entry = attribute(&t.carla.get(&at_c).await, "[name=expert]", "value");
        t.carla.post(&format!("{at_c}/route"), &[("expert", &entry)]).await;
        net.settle().await;
        let at_e = attribute(&t.emil.get("/mentoring/assistance").await, "#waiting a", "href");
        let bad = t.emil.answer(&format!("{at_e}/decline"), &[("reason", " ")], 422).await;
        assert!(!text(&bad, ".err").is_empty());
        t.emil.post(&format!("{at_e}/decline"), &[("reason", "I am away until May.")]).await;
        net.settle().await;
        let page = t.carla.get(&at_c).await;
        assert!(text(&page, "[aria-labelledby=routes]").contains("не може да помогне"));
        assert!(t.carla.told().await.contains("не може да помогне за"));
        let page = t.anna.get(&at_a).await;
        assert!(text(&page, "[aria-labelledby=routes]").contains("не може да помогне"));
        t.anna.post(&format!("{at_a}/close"), &[]).await;
        net.settle().await;
        assert!(text(&t.carla.get(&at_c).await, ".page-head .tag").contains("приключена"));
        assert!(!text(&t.carla.get("/mentoring/assistance").await, "#waiting").contains("медиатори"));
    }

    /// Whoever was asked and has not answered learns that no answer is needed any more; nobody is reminded of it. An answer
    /// that has not helped is brought up again.
    async fn experts_learn_that_a_request_has_ended(net: Network) {
        let t = three(&net).await;
        let f = net.city("f").await;
        let fani = f.people.person("fani").of(f.people.organisation).await;
        let entry = service::publish(f.publishing(), &fani.who, &expert()).await.unwrap();
        t.c.find_content(&format!("{}/ap/object/{entry}", f.origin)).await;
        let fani = Reader::of(&f, &fani, "bg").await;
        let (at_a, at_c) = asked(&net, &t).await;
        let page = t.carla.get(&at_c).await;
        let selector = Selector::parse("[name=expert]").unwrap();
        let entries: Vec<&str> = page.select(&selector).filter_map(|e| e.value().attr("value")).collect();
        let form: Vec<(&str, &str)> = entries.iter().map(|entry| ("expert", *entry)).collect();
        assert_eq!(form.len(), 2);
        t.carla.post(&format!("{at_c}/route"), &form).await;
        net.settle().await;
        let at_e = attribute(&t.emil.get("/mentoring/assistance").await, "#waiting a", "href");
        let at_f = attribute(&fani.get("/mentoring/assistance").await, "#waiting a", "href");

        // What has not helped waits for the coordinator again, until somebody answers better.
        let tag = ".page-head .tag";
        t.emil.post(&format!("{at_e}/messages"), &[("message", "Ask the ministry.")]).await;
        net.settle().await;
        assert!(!text(&t.carla.get("/mentoring/assistance").await, "#waiting").contains("медиатори"));
        t.anna.post(&format!("{at_a}/outcome"), &[("helped", "no"), ("text", "Питахме вече.")]).await;
        net.settle().await;
        assert!(text(&t.carla.get("/mentoring/assistance").await, "#waiting").contains("медиатори"));
        assert!(text(&t.carla.get(&at_c).await, tag).contains("отговорът не помогна"));
        assert_eq!(t.carla.times("нужен е друг").await, 1);
        t.emil.post(&format!("{at_e}/messages"), &[("message", "Through the association.")]).await;
        net.settle().await;
        assert!(text(&t.anna.get(&at_a).await, tag).contains("има отговор"));
        assert!(text(&fani.get("/mentoring/assistance").await, "#waiting").contains("медиатори"));

        t.anna.post(&format!("{at_a}/outcome"), &[("helped", "yes"), ("text", "Наехме двама.")]).await;
        net.settle().await;
        let page = fani.get(&at_f).await;
        assert!(text(&page, tag).contains("приключена от питащия"), "{}", text(&page, "main"));
        assert!(text(&page, "#ended").contains("получен отговор му е помогнал"));
        assert!(!text(&page, "main").contains("Наехме двама."), "only that it has ended");
        assert!(!text(&fani.get("/mentoring/assistance").await, "#waiting").contains("медиатори"));
        assert_eq!(text(&fani.get("/").await, "[aria-labelledby=mentoring-waits]"), "");
        assert_eq!(fani.times("вече не се очаква").await, 1);
        assert!(text(&t.emil.get(&at_e).await, "#ended").contains("an answer has helped"));
        let routes = text(&t.anna.get(&at_a).await, "[aria-labelledby=routes]");
        assert!(routes.contains("отговор вече не е нужен"), "{routes}");
        for _ in 0..12 {
            net.advance(DAY).await;
        }
        assert_eq!(fani.times("все още чака отговор").await, 0);
        assert_eq!(t.carla.times("никой не е отговорил").await, 0);
    }

    /// Two who know work for one organisation: both are asked, in one place, and it has answered when one of them has.
    async fn colleagues_are_asked_in_one_place(net: Network) {
        let t = three(&net).await;
        let mut asked_here = Vec::new();
        for handle in ["fani", "gina"] {
            let person = t.e.people.person(handle).of(t.e.people.organisation).await;
            let draft = Draft { organisation: Some(t.e.people.organisation), ..expert() };
            let entry = service::publish(t.e.publishing(), &person.who, &draft).await.unwrap();
            let there = t.c.find_content(&format!("{}/ap/object/{entry}", t.e.origin)).await;
            asked_here.push((Reader::of(&t.e, &person, "en").await, there.to_string()));
        }
        let (at_a, at_c) = asked(&net, &t).await;
        for (_, entry) in &asked_here {
            // Twice is once.
            for _ in 0..2 {
                t.carla.post(&format!("{at_c}/route"), &[("expert", entry.as_str())]).await;
                net.settle().await;
            }
        }
        let selector = Selector::parse("#waiting a").unwrap();
        for (reader, _) in &asked_here {
            assert_eq!(reader.times("passes a question on to you").await, 1);
            let list = reader.get("/mentoring/assistance").await;
            assert_eq!(list.select(&selector).count(), 1);
        }
        assert_eq!(t.emil.times("passes a question on to you").await, 0, "nobody has asked him");
        let (second, _) = &asked_here[1];
        let at_e = attribute(&second.get("/mentoring/assistance").await, "#waiting a", "href");
        second.post(&format!("{at_e}/messages"), &[("message", "Through the association.")]).await;
        net.settle().await;
        let page = t.anna.get(&at_a).await;
        let routes = text(&page, "[aria-labelledby=routes]");
        assert_eq!(routes.matches("отговори").count(), 2, "{routes}");
        assert!(!routes.contains("чака се отговор"), "{routes}");
        assert_eq!(text(&page, "[aria-labelledby=messages]").matches("Through the association.").count(), 1);

        // What she asks further reaches them.
        t.anna.post(&format!("{at_a}/messages"), &[("message", "Благодаря.")]).await;
        net.settle().await;
        assert!(text(&second.get(&at_e).await, "[aria-labelledby=messages]").contains("Благодаря."));
    }

    /// A coordinator takes back what she has passed on, and whoever asked the whole request.
    async fn a_question_is_taken_back_from_an_expert(net: Network) {
        let t = three(&net).await;
        let (at_a, at_c) = asked(&net, &t).await;
        let entry = attribute(&t.carla.get(&at_c).await, "[name=expert]", "value");
        t.carla.post(&format!("{at_c}/route"), &[("expert", &entry)]).await;
        net.settle().await;
        let at_e = attribute(&t.emil.get("/mentoring/assistance").await, "#waiting a", "href");
        let passed = attribute(&t.carla.get(&at_c).await, "[aria-labelledby=routes] a", "href");
        assert!(!text(&t.carla.get(&passed).await, "[aria-labelledby=close]").is_empty());
        t.carla.post(&format!("{passed}/close"), &[]).await;
        net.settle().await;
        assert_eq!(text(&t.emil.get("/mentoring/assistance").await, "#waiting"), "");
        assert!(text(&t.emil.get(&at_e).await, "#ended").contains("The question was closed"));
        let page = t.anna.get(&at_a).await;
        assert!(text(&page, "[aria-labelledby=routes]").contains("отговор вече не е нужен"));
        assert!(text(&page, ".page-head .tag").contains("предадена на експерт"));
        t.anna.post(&format!("{at_a}/close"), &[]).await;
        net.settle().await;
        assert!(text(&t.carla.get(&at_c).await, ".page-head .tag").contains("приключена"));
        assert_eq!(t.emil.times("Nobody waits for an answer").await, 1);
    }

    /// Without a setting the organisation of the instance answers, as long as somebody works for it.
    async fn somebody_answers_or_it_is_said_that_nobody_does(net: Network) {
        let a = net.city("a").await;
        let anna = a.people.person("anna").await;
        let reader = Reader::of(&a, &anna, "bg").await;
        let new = "/mentoring/assistance/new";
        let mut tx = a.store().begin().await.unwrap();
        tx.execute(&NOBODY_WORKS, args![]).await.unwrap();
        tx.save().await.unwrap();
        assert!(text(&reader.get(new).await, ".banner-warn").contains("никой не отговаря"));
        let page = reader.answer(new, &[("need", NEED), ("go", "look")], 200).await;
        assert_eq!(text(&page, "button[value=send]"), "");
        assert_eq!(reader.send(new, Some(&[("need", NEED), ("go", "send")])).await.0, 422);

        let boris = a.people.person("boris").of(a.people.organisation).await;
        let dora = a.people.person("dora").of(a.people.organisation).await;
        let home = reader.post(new, &[("need", NEED), ("go", "send")]).await;
        let colleague = Reader::of(&a, &boris, "bg").await;
        assert!(text(&colleague.get(&home).await, "h1").contains("медиатори"));
        // Whoever works there asks for herself.
        let hers = Reader::of(&a, &dora, "bg").await;
        let own = hers.post(new, &[("need", "Кой води местната група?"), ("go", "send")]).await;
        net.settle().await;
        colleague.get(&own).await;
        assert_eq!(reader.send(&own, None).await.0, 404);
        // A colleague of the roster is asked where the request stands, and answers there.
        service::publish(a.publishing(), &boris.who, &expert()).await.unwrap();
        let page = hers.get(&home).await;
        let entry = attribute(&page, "[name=expert]", "value");
        hers.post(&format!("{home}/route"), &[("expert", &entry)]).await;
        net.settle().await;
        assert_eq!(colleague.times("предава въпрос").await, 1);
        let routes = "[aria-labelledby=routes]";
        assert!(text(&reader.get(&home).await, routes).contains("чака се отговор"));
        colleague.post(&format!("{home}/messages"), &[("message", "Питайте областната администрация.")]).await;
        net.settle().await;
        assert!(text(&reader.get(&home).await, routes).contains("отговори"));
        // What is set cannot be nonsense.
        let admin = Reader::of(&a, &a.people.admin, "bg").await;
        let page = admin.answer("/admin/assistance", &[("coordinator", "@nobody"), ("days", "5")], 422).await;
        assert_eq!(attribute(&page, "[name=coordinator]", "value"), "@nobody");
        let page = admin.answer("/admin/assistance", &[("coordinator", ""), ("days", "0")], 422).await;
        assert!(text(&page, ".err").contains("от 1 до 60"));
        assert!(text(&admin.get("/admin").await, "main").contains("Техническа помощ"));
    }
}
